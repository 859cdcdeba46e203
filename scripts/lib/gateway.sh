# shellcheck shell=bash
# The gateway of this installation as a process in the background: whether it runs, started, ended.
# Wants settings.sh, app.sh and docker.sh.

# What marks its process beyond doubt, whatever else a pid has become meanwhile.
home_mark() { printf -- '-Dopenclaw.home=%s' "$home"; }

# Prints the pid of the gateway that runs on this home, or fails.
gateway_pid() {
    local pid
    pid=$(head -n 1 "$home/gateway.lock" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 1
    tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -Fxq -e "$(home_mark)" || return 1
    printf '%s\n' "$pid"
}

ready() {
    [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' "$1/actuator/health/readiness") == 200 ]]
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts the gateway and returns when it is ready.
#   start_gateway <url>
start_gateway() {
    local url=$1 log=$home/gateway.log pid started=$SECONDS
    rm -rf "$home/app"
    # A copy of its own: a later build must not change a program that runs.
    cp -al "$app" "$home/app" 2>/dev/null || { rm -rf "$home/app" && cp -a "$app" "$home/app"; }
    (umask 077 && : >>"$log")
    printf '\n' >>"$log"
    # shellcheck disable=SC2086 # several options in one variable
    (cd "$home" && exec setsid nohup "$JAVA_HOME/bin/java" ${OPENCLAW_JAVA_OPTS:--Xmx1g} \
        -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
        "$(home_mark)" -jar "$home/app/openclaw.jar" serve >>"$log" 2>&1 </dev/null) &
    pid=$!
    printf '  Starting the gateway …' >&2
    until ready "$url"; do
        if ! kill -0 "$pid" 2>/dev/null || ((SECONDS - started > ${OPENCLAW_START_TIMEOUT:-300})); then
            printf ' %sfailed%s\n' "$red" "$plain" >&2
            # Whatever half of it runs would be in the way of the next try.
            kill "$pid" 2>/dev/null || true
            grep -vE '^\s+(at |\.\.\.)|^$' "$log" | tail -n 25 | cut -c1-400 | sed 's/^/    /' >&2
            die "The gateway did not get ready." "Its whole log: $log"
        fi
        sleep 0.5
        printf '.' >&2
    done
    printf ' %sready%s %s(%s s)%s\n' "$green" "$plain" "$dim" $((SECONDS - started)) "$plain" >&2
}

# Ends a process: asked, then by force.
#   end_process <pid> <seconds of patience>
end_process() {
    local pid=$1 deadline=$((SECONDS + $2))
    kill -TERM "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            kill -KILL "$pid" 2>/dev/null || true
            sleep 0.2
            deadline=$((SECONDS + 5))
        fi
        sleep 0.1
    done
}

# Prints the pids of what works in this home's database directory, whatever it calls itself.
postgres_pids() {
    local data=$home/postgres/cluster/data cwd
    [[ -d $data ]] || return 0
    for cwd in /proc/[0-9]*/cwd; do
        if [[ $cwd -ef $data ]]; then
            cwd=${cwd#/proc/}
            printf '%s\n' "${cwd%/cwd}"
        fi
    done
}

# Ends a database that a killed gateway left: fast shutdown, then at once, then by force. Whatever
# was committed survives each.
end_postgres() {
    local signal pids
    for signal in INT QUIT KILL; do
        mapfile -t pids < <(postgres_pids)
        ((${#pids[@]})) || return 0
        kill "-$signal" "${pids[@]}" 2>/dev/null || true
        for _ in $(seq 100); do
            [[ -z $(postgres_pids) ]] && return 0
            sleep 0.1
        done
    done
    [[ -z $(postgres_pids) ]]
}

# Removes the lanes of this node with the relay in them, which a gateway keeps for its next start,
# and the containers and volumes that a killed one left.
remove_containers() {
    local docker node ids kind
    node=$(cat "$home/node-id" 2>/dev/null) && docker=$(docker_client) && docker_answers || return 0
    mapfile -t ids < <("$docker" ps -aq --filter "label=ai.openclaw.node=$node" \
        --filter label=ai.openclaw.door)
    ((${#ids[@]})) && "$docker" rm -f "${ids[@]}" >/dev/null
    mapfile -t ids < <("$docker" ps -aq --filter "label=ai.openclaw.node=$node")
    if ((${#ids[@]})); then
        "$docker" rm -fv "${ids[@]}" >/dev/null
        say "Removed ${#ids[@]} containers that were left"
    fi
    for kind in volume network; do
        mapfile -t ids < <("$docker" "$kind" ls -q --filter "label=ai.openclaw.node=$node")
        ((${#ids[@]})) && "$docker" "$kind" rm "${ids[@]}" >/dev/null
    done
    return 0
}

# Removes what the local engine left: its processes ended with the gateway, the folders may remain.
remove_local_sandboxes() {
    [[ -d $home/sandboxes ]] || return 0
    find "$home/sandboxes" -mindepth 1 -maxdepth 1 -exec chmod -R u+rwX {} + 2>/dev/null || true
    find "$home/sandboxes" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
}
