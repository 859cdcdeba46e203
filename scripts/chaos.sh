#!/usr/bin/env bash
# Two gateways on one Postgres, each with a Docker Engine of its own, fall and come back while
# hundreds of tasks run; what has to hold is checked from outside (docs/chaos.md).
#
#   scripts/chaos.sh [--for PT5M] [--seed N]
#
# Needs root. All that it starts is its own, and goes with it.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage="scripts/chaos.sh [--for PT5M] [--seed N]"
settings=()
seed=$RANDOM
while (($# > 0)); do
    case $1 in
        --for)
            [[ ${2:-} =~ ^PT([0-9]+H)?([0-9]+M)?([0-9]+S)?$ && $2 != PT ]] ||
                die "For how long?" "$usage"
            settings+=("-Dchaos.for=$2")
            hours=$(sed -nE 's/^PT([0-9]+)H.*/\1/p' <<<"$2")
            minutes=$(sed -nE 's/^PT([0-9]+H)?([0-9]+)M.*/\2/p' <<<"$2")
            # Twice the time, and half an hour to start and to come to rest.
            settings+=("-De2e.timeout=$((7200 * ${hours:-0} + 120 * ${minutes:-0} + 1800))")
            ;;
        --seed)
            [[ ${2:-} =~ ^[0-9]+$ ]] || die "Which seed?" "$usage"
            seed=$2
            ;;
        *) die "What is $1?" "$usage" ;;
    esac
    shift 2
done
((EUID == 0)) || die "Network namespaces and engines want root." "Run this as root."
exec "$project/scripts/test.sh" -Dtest=InvariantsTest -Dit.test=ChaosTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.seed="$seed" "${settings[@]}"
