# shellcheck shell=bash
# Shared by every script: where the project is, how it speaks, how it gives up.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export project

if [[ -t 2 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
    bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' yellow=$'\e[33m' red=$'\e[31m' plain=$'\e[0m'
else
    bold='' dim='' green='' yellow='' red='' plain=''
fi
export bold dim green yellow red plain

# Everything a script says about itself goes to standard error, so that standard output stays for
# what the program it runs has to say.
title() { printf '\n%s%s%s\n' "$bold" "$*" "$plain" >&2; }
say() { printf '  %s\n' "$*" >&2; }
hint() { printf '  %s%s%s\n' "$dim" "$*" "$plain" >&2; }
ok() { printf '  %s✓%s %s\n' "$green" "$plain" "$*" >&2; }
warn() { printf '  %s!%s %s\n' "$yellow" "$plain" "$*" >&2; }
die() {
    printf '  %s✗ %s%s\n' "$red" "$1" "$plain" >&2
    shift
    local line
    for line in "$@"; do hint "$line"; done
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command with its output in a file, a dot every few seconds, and the file's tail on failure.
#   quietly <what> <log file> <command…>
quietly() {
    local what=$1 log=$2 started=$SECONDS
    shift 2
    mkdir -p "$(dirname "$log")"
    printf '  %s …' "$what" >&2
    "$@" >"$log" 2>&1 &
    local pid=$! code=0 ticks=0
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        ticks=$((ticks + 1))
        if ((ticks % 10 == 0)); then printf '.' >&2; fi
    done
    wait "$pid" || code=$?
    if ((code == 0)); then
        printf ' %sdone%s %s(%s s)%s\n' "$green" "$plain" "$dim" $((SECONDS - started)) "$plain" >&2
    else
        printf ' %sfailed%s\n' "$red" "$plain" >&2
        tail -n 30 "$log" | sed 's/^/    /' >&2
        hint "The whole output is in $log"
    fi
    return "$code"
}
