#!/usr/bin/env bash
# Everything that can be wrong without running a test: formatting, compiler warnings, shell scripts.
#
#   scripts/lint.sh            all of it
#   scripts/lint.sh --scripts  only what Maven does not check by itself
#   scripts/lint.sh --fix      formats the sources
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"

# The programs; what they source is checked along with them.
shell_scripts() {
    git -C "$project" grep -lE '^#!.*\b(ba)?sh\b' -- . | sed "s,^,$project/,"
}

case ${1:-} in
    --fix)
        use_jdk
        maven spotless:apply
        exit
        ;;
esac

if have shellcheck; then
    mapfile -t scripts < <(shell_scripts)
    (cd "$project" && shellcheck -xa "${scripts[@]}")
    ok "${#scripts[@]} shell scripts"
else
    warn "shellcheck is not installed, so the shell scripts were only parsed"
    while read -r script; do bash -n "$script"; done < <(shell_scripts)
fi

# A tracked file must not name a place on somebody's machine.
if git -C "$project" grep -nIE '(^|[^a-z])/(home/[a-z]+|Users/[A-Za-z]+)/' -- . ':!scripts/lint.sh'; then
    die "The lines above name a place on one person's machine."
fi
ok "No private paths"

if [[ ${1:-} != --scripts ]]; then
    use_jdk
    maven spotless:check test-compile
    ok "Formatting and compiler"
fi
