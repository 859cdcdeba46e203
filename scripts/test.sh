#!/usr/bin/env bash
# Sets up whatever the tests need, then runs all of them.
#
#   scripts/test.sh                     everything
#   scripts/test.sh <Maven arguments>   the same set-up, but a part: -Dtest=ClaimTest -DskipITs, or
#                                       -Dtest=HouseTest -Dit.test=CrashTest
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"
# shellcheck source=scripts/lib/agent.sh
. "$project/scripts/lib/agent.sh"
# shellcheck source=scripts/lib/packages.sh
. "$project/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"

logs=$project/target/logs
dockerd_pid=''
compile_pid=''

# Ends the engine that we started, and only that one; a compiler ends by itself.
finish() {
    if [[ -n $compile_pid ]]; then
        wait "$compile_pid" || true
    fi
    if [[ -n $dockerd_pid ]]; then
        kill "$dockerd_pid" 2>/dev/null || true
    fi
}
trap finish EXIT

# command:Debian package
builders=(mvn:maven git:git)
tools=(curl:curl jq:jq bwrap:bubblewrap busybox:busybox-static
    debootstrap:debootstrap chromium:chromium shellcheck:shellcheck setpriv:util-linux
    nsenter:util-linux ip:iproute2 dockerd:docker.io iptables:iptables pgrep:procps
    mkfs.ext4:e2fsprogs losetup:mount)

engine() {
    if docker_answers; then
        ok "A Docker Engine answers"
    elif ((EUID == 0)); then
        say "Starting a Docker Engine for the tests …"
        dockerd_pid=$(start_docker "$logs/dockerd.log") ||
            die "dockerd did not start." "Its output: $logs/dockerd.log"
        ok "A Docker Engine answers (ours, ended afterwards)"
    else
        die "No Docker Engine answers." "Start one, or run this as root."
    fi
}

# Takes one core and fetches libraries meanwhile, beside what takes the other or waits.
begin_to_compile() {
    say "Compiling, beside what follows …"
    compile test-compile >"$logs/compile.log" 2>&1 &
    compile_pid=$!
}

await_compiled() {
    local code=0
    wait "$compile_pid" || code=$?
    compile_pid=''
    if ((code != 0)); then
        grep -E 'ERROR|WARNING' "$logs/compile.log" | tail -n 40 >&2 || true
        die "It does not compile." "The whole output: $logs/compile.log"
    fi
    ok "Compiled"
}

mkdir -p "$logs"
title "Setting up"
need_tools "$logs" "${builders[@]}"
need_jdk "$logs"
use_jdk
ok "JDK: $JAVA_HOME"
begin_to_compile
need_tools "$logs" "${tools[@]}"
ok "Every tool is here"
engine
if [[ -x $project/scripts/build-sandbox-image.sh ]]; then
    quietly "Building the sandbox image" "$logs/sandbox-image.log" \
        "$project/scripts/build-sandbox-image.sh"
fi
quietly "Building the images of Claude Code and Codex" "$logs/agent-images.log" \
    "$project/scripts/build-agent-image.sh" claude-code codex

await_compiled

if (($# > 0)); then
    title "Maven"
    maven verify "$@"
    exit
fi

title "Scripts"
"$project/scripts/lint.sh" --scripts

title "Maven"
maven verify
if [[ -x $project/scripts/test-quickstart.sh ]]; then
    title "Quickstart, end to end"
    "$project/scripts/test-quickstart.sh"
fi
title "All tests passed"
