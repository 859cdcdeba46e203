#!/usr/bin/env bash
# Sets up whatever the tests need, then runs all of them.
#
#   scripts/test.sh              everything
#   scripts/test.sh -Dtest=Xyz   the same set-up, with arguments for Maven instead of everything
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"

logs=$project/target/logs
dockerd_pid=''

# Ends the engine that we started, and only that one.
finish() {
    if [[ -n $dockerd_pid ]]; then
        kill "$dockerd_pid" 2>/dev/null || true
    fi
}
trap finish EXIT

# command → Debian package, for what is missing only
install_missing() {
    local need=(mvn:maven git:git curl:curl jq:jq bwrap:bubblewrap busybox:busybox-static
        debootstrap:debootstrap chromium:chromium shellcheck:shellcheck setpriv:util-linux
        dockerd:docker.io iptables:iptables ps:procps)
    local missing=() pair
    for pair in "${need[@]}"; do
        have "${pair%%:*}" || missing+=("${pair##*:}")
    done
    if ! find_jdk >/dev/null; then
        missing+=("openjdk-$java_wanted-jdk-headless")
    fi
    if ((${#missing[@]} == 0)); then
        ok "Every tool is here"
        return
    fi
    if ((EUID != 0)) || ! have apt-get; then
        die "The tests need: ${missing[*]}" "Install them, or run this as root on Debian."
    fi
    mkdir -p "$logs"
    export DEBIAN_FRONTEND=noninteractive
    quietly "Reading the package lists" "$logs/apt-update.log" apt-get update
    quietly "Installing ${missing[*]}" "$logs/apt-install.log" \
        apt-get install -y --no-install-recommends "${missing[@]}"
}

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

mkdir -p "$logs"
title "Setting up"
install_missing
use_jdk
ok "JDK: $JAVA_HOME"
engine
if [[ -x $project/scripts/build-sandbox-image.sh ]]; then
    quietly "Building the sandbox image" "$logs/sandbox-image.log" \
        "$project/scripts/build-sandbox-image.sh"
fi

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
