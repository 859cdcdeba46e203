#!/usr/bin/env bash
# Builds the image of an agent from agents/images/NAME, on top of the sandbox image. What comes from
# npm is pinned, by its checksum where there is a package-lock.json. Does nothing if the image is there and
# was built from the same.
#
#   scripts/build-agent-image.sh NAME...     such as claude-code; each becomes
#                                            openclaw-agent-NAME:local
#
# Settings: SANDBOX_IMAGE (openclaw-sandbox:local).
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"
# shellcheck source=scripts/lib/packages.sh
. "$project/scripts/lib/packages.sh"

recipes=$project/agents/images
sandbox=${SANDBOX_IMAGE:-openclaw-sandbox:local}
logs=$project/target/logs
context=''
trap '[[ -z $context ]] || rm -rf "$context"' EXIT

known() {
    local recipe
    for recipe in "$recipes"/*/Dockerfile; do
        basename "$(dirname "$recipe")"
    done | paste -sd ' '
}

# All that the image is made of.
recipe() {
    {
        "$docker" image inspect --format '{{.Id}}' "$sandbox"
        cd "$recipes/$1"
        sha256sum ./*
    } | sha256sum | cut -c1-16
}

is_current() {
    local built
    built=$("$docker" image inspect --format '{{index .Config.Labels "ai.openclaw.recipe"}}' \
        "$(image "$1")" 2>/dev/null || true)
    [[ $built == "$(recipe "$1")" ]]
}

image() { printf 'openclaw-agent-%s:local\n' "$1"; }

# Scripts of packages do not run here: what they would download is none of what was pinned.
fetch() {
    cd "$context"
    local how=install
    [[ ! -f package-lock.json ]] || how=ci
    npm "$how" --ignore-scripts --no-audit --no-fund --loglevel=error
}

build_image() {
    local network=none
    [[ -f $context/package.json ]] || network=default
    DOCKER_BUILDKIT=0 "$docker" build --network "$network" --build-arg SANDBOX_IMAGE="$sandbox" \
        --label ai.openclaw.recipe="$(recipe "$1")" --tag "$(image "$1")" "$context"
}

build_agent_image() {
    local name=$1
    [[ -f $recipes/$name/Dockerfile ]] || die "There is no recipe for '$name'." "There are: $(known)"
    if is_current "$name"; then
        ok "$(image "$name") is up to date"
        return
    fi
    context=$(mktemp -d)
    cp -a "$recipes/$name/." "$context"
    if [[ -f $context/package.json ]]; then
        need_tools "$logs" npm:npm
        quietly "Fetching the packages of $name" "$logs/fetch-$name.log" fetch ||
            die "The packages of $name could not be fetched." "Its output: $logs/fetch-$name.log"
    fi
    quietly "Building $(image "$name")" "$logs/build-$name.log" build_image "$name" ||
        die "The image of $name could not be built." "Its output: $logs/build-$name.log"
    rm -rf "$context"
    context=''
    ok "Built $(image "$name")"
}

(($# > 0)) || die "Say which agent's image to build." "There are: $(known)"
docker=$(docker_client) || die "No docker client was found." "Debian: apt-get install docker.io"
docker_answers || die "No Docker Engine answers." "Start one, or set DOCKER_HOST."
"$docker" image inspect "$sandbox" >/dev/null 2>&1 ||
    die "The sandbox image $sandbox is not there." "scripts/build-sandbox-image.sh builds it."
mkdir -p "$logs"
for name in "$@"; do
    build_agent_image "$name"
done
