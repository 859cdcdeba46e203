#!/usr/bin/env bash
# Measures what the project promises, each figure beside its floor in the same run.
#
#   scripts/bench.sh cold [pairs]    cold starts against raw create + attach + start (default 40)
#   scripts/bench.sh warm [n]        warm and cold starts against docker run --rm, and the memory of
#                                    a sandbox that waits (default 40 of each)
#   scripts/bench.sh lifecycles [n]  whole lifecycles a second at parallelism 1, 2, 4 and 8 against
#                                    raw ones (default 40 at each)
#   scripts/bench.sh cancel [pairs]  cancellation → no process alive, zero grace, against a raw kill
#   scripts/bench.sh crosscancel [n] cancellation at another gateway than the one that runs the task
#                                    → SIGTERM in the program, beside the same at that one
#   scripts/bench.sh delays [n]      how late delayed tasks start: single ones, and n in a minute
#                                    (default 10,000), without sandboxes
#   scripts/bench.sh schedules [n]   what an idle minute costs without a schedule and with n of which
#                                    none is due (default 100,000), and how late 1,000 more fire,
#                                    each every 10 s; without sandboxes
#   scripts/bench.sh models [pairs]  what the gateway adds to a model call's time to its first byte,
#                                    beside direct calls to the same provider (default 300 pairs),
#                                    and the heap that 200 open streams take; without sandboxes
#
# All but delays, schedules and models need a Docker Engine and the sandbox image. Nothing else should run on
# the machine.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"

case ${1:-} in
    cold) main=ai.openclaw.e2e.ColdStartBenchmark ;;
    lifecycles) main=ai.openclaw.e2e.LifecycleBenchmark ;;
    warm) main=ai.openclaw.e2e.WarmStartBenchmark ;;
    cancel) main=ai.openclaw.e2e.CancelBenchmark ;;
    crosscancel) main=ai.openclaw.e2e.CrossCancelBenchmark ;;
    delays) main=ai.openclaw.queue.DelayBenchmark ;;
    schedules) main=ai.openclaw.schedule.ScheduleBenchmark ;;
    models) main=ai.openclaw.proxy.ModelBenchmark ;;
    *) die "Which benchmark?" \
        "scripts/bench.sh cold|warm|lifecycles|cancel|crosscancel|delays|schedules|models [n]" ;;
esac
use_jdk
classpath=$project/target/test-classpath
[[ $1 =~ ^(delays|schedules|models)$ ]] || "$project/scripts/build-sandbox-image.sh"
shift
quietly "Compiling" "$project/target/logs/bench-build.log" \
    maven -q test-compile dependency:build-classpath -Dmdep.outputFile="$classpath"
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$project/target/classes:$project/target/test-classes:$(<"$classpath")" "$main" "$@"
