#!/usr/bin/env bash
# Builds the image that tasks run in, from Dockerfile.sandbox and the built-in agent, which it builds
# where that is missing or older than its sources. Does nothing if the image is there and was built
# from the same.
#
#   scripts/build-sandbox-image.sh [image]      default: openclaw-sandbox:local
#
# The base comes from a registry where one answers; else, on Debian as root, from Debian's packages
# by debootstrap. OPENCLAW_APT_MIRROR names a Debian mirror; by default the machine's own is used.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"
# shellcheck source=scripts/lib/packages.sh
. "$project/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"
# shellcheck source=scripts/lib/agent.sh
. "$project/scripts/lib/agent.sh"

image=${1:-openclaw-sandbox:local}
base=${BASE_IMAGE:-debian:bookworm-slim}
logs=$project/target/logs
docker=$(docker_client) || die "No docker client was found." "Debian: apt-get install docker.io"
docker_answers || die "No Docker Engine answers." "Start one, or set DOCKER_HOST."

# The mirror that this machine's apt uses for the release, so that the build goes the same way.
mirror() {
    if [[ -n ${OPENCLAW_APT_MIRROR:-} ]]; then
        printf '%s\n' "$OPENCLAW_APT_MIRROR"
    elif have apt-get; then
        # sed reads to the end: a pipe closed early would fail the script
        apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Component: main' \
            2>/dev/null | sed -n '1s#/$##p'
    fi
}

from_packages() {
    local root code=0
    root=$(mktemp -d)
    {
        debootstrap --variant=minbase bookworm "$root" "$(mirror)" &&
            rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* &&
            tar -C "$root" --numeric-owner -c . | "$docker" import - "$base"
    } || code=$?
    rm -rf "$root"
    return "$code"
}

# debootstrap makes devices, so it wants root; apt brings it where it is missing.
can_make_base() { ((EUID == 0)) && { have debootstrap || have apt-get; }; }

have_base() { "$docker" image inspect "$base" >/dev/null 2>&1; }

# Without the agent's part, which may not be built yet.
build_tools() { build --target tools - <"$project/Dockerfile.sandbox"; }

build_image() {
    build_runtime &&
        cp "$project/Dockerfile.sandbox" "$context/Dockerfile" &&
        cp -a "$agent_runtime" "$context/runtime" &&
        cp "$project/scripts/sandbox/openclaw-agent" "$agent_jar" "$context/" &&
        # The agent's machine asks for the very file whose classes it keeps.
        touch -d @1577836800 "$context/openclaw-agent.jar" &&
        build --label ai.openclaw.recipe="$(recipe)" --tag "$image" "$context"
}

build() {
    DOCKER_BUILDKIT=0 "$docker" build --network host \
        --build-arg BASE_IMAGE="$base" --build-arg APT_MIRROR="$(mirror)" "$@"
}

# All that the image is made of.
recipe() {
    {
        cat "$project/Dockerfile.sandbox" "$project/scripts/sandbox/openclaw-agent" "$agent_jar"
        runtime_recipe
    } | sha256sum | cut -c1-16
}

image_is_current() {
    local built
    built=$("$docker" image inspect --format '{{index .Config.Labels "ai.openclaw.recipe"}}' \
        "$image" 2>/dev/null || true)
    [[ $built == "$(recipe)" ]]
}

need_jdk "$logs"
use_jdk
if agent_is_current && image_is_current; then
    ok "$image is up to date"
    exit 0
fi

if ! have_base && ! quietly "Pulling $base" "$logs/pull-base.log" \
    timeout 180 "$docker" pull "$base" 2>/dev/null; then
    can_make_base || die "The base image $base can neither be pulled nor made here." \
        "Let this machine reach a registry, or run this as root on Debian," \
        "or load the image: docker load < image.tar"
    need_tools "$logs" debootstrap:debootstrap
    say "No registry gave $base; making it from Debian's packages, about a minute."
    quietly "Making $base" "$logs/make-base.log" from_packages ||
        die "The base image $base could not be made from Debian's packages." \
            "Its output: $logs/make-base.log"
fi

# Beside whoever compiles: this takes long where it was never done.
quietly "Fetching the tools of $image" "$logs/build-tools.log" build_tools ||
    die "The tools of the sandbox image could not be installed." \
        "Its output: $logs/build-tools.log"
if ! agent_is_current; then
    need_tools "$logs" mvn:maven
    quietly "Building the built-in agent" "$logs/build-agent.log" build_agent ||
        die "The built-in agent could not be built." "Its output: $logs/build-agent.log"
fi
if image_is_current; then
    ok "$image is up to date"
    exit 0
fi
# What is sent to the engine: the Dockerfile and what it copies.
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
quietly "Building $image" "$logs/build-sandbox.log" build_image ||
    die "The sandbox image could not be built." "Its output: $logs/build-sandbox.log"
ok "Built $image"
