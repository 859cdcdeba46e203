# shellcheck shell=bash
# Finds a Docker Engine and a client that goes with it.

# Prints the client to use. A client of its own that lacks buildx cannot build on an engine that is
# older than itself, so the one that came with Debian's engine is preferred.
docker_client() {
    local client
    for client in /usr/bin/docker "$(command -v docker || true)"; do
        if [[ -n $client && -x $client ]]; then
            printf '%s\n' "$client"
            return 0
        fi
    done
    return 1
}

docker_answers() {
    local client
    client=$(docker_client) && timeout 10 "$client" version --format '{{.Server.Version}}' \
        >/dev/null 2>&1
}

# Starts an engine by hand, for machines without systemd. Prints its pid.
#   start_docker <log file>
start_docker() {
    local log=$1 pid
    setsid nohup dockerd >"$log" 2>&1 </dev/null &
    pid=$!
    for _ in $(seq 60); do
        if docker_answers; then
            printf '%s\n' "$pid"
            return 0
        fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 20 "$log" >&2
    return 1
}
