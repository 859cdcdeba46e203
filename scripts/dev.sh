#!/usr/bin/env bash
# A gateway in the foreground that follows what you edit: templates and styles with the next request,
# Java by a quick restart as soon as it compiles. Ctrl-C ends it.
#
# Keeps its data apart in .openclaw/dev unless OPENCLAW_HOME says otherwise.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"
# shellcheck source=scripts/lib/settings.sh
. "$project/scripts/lib/settings.sh"

export OPENCLAW_HOME=${OPENCLAW_HOME:-$project/.openclaw/dev}
load_settings
use_jdk
mkdir -p "$(dirname "$home")"

compiler=''
finish() { [[ -z $compiler ]] || kill "$compiler" 2>/dev/null || true; }
trap finish EXIT

# Compiles after each change; devtools sees the new classes and restarts.
compile_on_change() {
    local mark=$project/target/dev-compiled
    while sleep 2; do
        if [[ -n $(find "$project/src/main/java" -name '*.java' -newer "$mark" -print -quit) ]]; then
            touch "$mark"
            maven -q -o compile -Dspotless.check.skip=true || warn "It does not compile."
        fi
    done
}

maven -q compile -Dspotless.check.skip=true
touch "$project/target/dev-compiled"
compile_on_change &
compiler=$!
say "Dashboard: $(local_url)  ·  token: $home/admin-token  ·  password: $home/admin-password"
maven spring-boot:run -Dspring-boot.run.addResources=true -Dspotless.check.skip=true \
    -Dspring-boot.run.jvmArguments="-Dspring.thymeleaf.cache=false -Dspring.web.resources.cache.period=0"
