#!/usr/bin/env bash
# The quickstart from end to end, in a fresh clone in a temporary folder with a home and ports of its
# own: with Docker, without Docker, and, when this is root, as an ordinary user.
#
#   scripts/test-quickstart.sh [docker] [model] [local] [user]     all of them, unless named
#
# model: with Docker, and a model that follows a script.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"
# shellcheck source=scripts/lib/app.sh
. "$project/scripts/lib/app.sh"
# shellcheck source=scripts/lib/gateway.sh
. "$project/scripts/lib/gateway.sh"
# shellcheck source=scripts/lib/packages.sh
. "$project/scripts/lib/packages.sh"

unset "${!OPENCLAW_@}" "${!ANTHROPIC_@}" "${!OPENAI_@}" DATABASE_URL
place=$(mktemp -d)
chmod 755 "$place"
clone=$place/openclaw
output=$place/output
user=()

model_pid=''

finish() {
    local code=$?
    [[ -z $model_pid ]] || kill "$model_pid" 2>/dev/null || true
    for home in "$place"/*/home; do
        [[ ! -d $home ]] || OPENCLAW_HOME=$home "$clone/scripts/quickstart.sh" stop >/dev/null 2>&1 || true
    done
    rm -rf "$place"
    exit "$code"
}
trap finish EXIT

fail() {
    tail -n 40 "$output" | sed 's/^/    /' >&2
    die "$@"
}

check() {
    local what=$1
    shift
    "$@" || fail "$what: no"
    ok "$what"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000)) # below those that the kernel gives away
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port"
}

# Begins a case: a home and a port that nobody used.
begin() {
    title "Quickstart: $1"
    mkdir -p "$place/$2"
    export OPENCLAW_HOME=$place/$2/home OPENCLAW_PORT
    OPENCLAW_PORT=$(free_port)
    home=$OPENCLAW_HOME
}

quickstart() { "${user[@]}" "$clone/scripts/quickstart.sh" "$@" >"$output" 2>&1; }
openclaw() { "${user[@]}" "$clone/scripts/openclaw" "$@"; }
says() { grep -Fq -- "$1" "$output"; }
mode_600() { [[ $(stat -c %a "$1") == 600 ]]; }

dashboard_answers() {
    [[ $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$OPENCLAW_PORT/") =~ ^(200|30.)$ ]]
}

nothing_left() {
    local docker node kind left
    left=$(
        gateway_pid || true
        postgres_pids
        # Not even a process that only mentions the home.
        pgrep -af -- "$home" || true
        ls -A "$home/sandboxes" 2>/dev/null || true
        if docker_answers; then
            docker=$(docker_client)
            node=$(cat "$home/node-id")
            "$docker" ps -a --filter "label=ai.openclaw.node=$node" --format '{{.Names}} {{.Status}}'
            for kind in volume network; do
                "$docker" "$kind" ls -q --filter "label=ai.openclaw.node=$node"
            done
        fi
    )
    [[ -z $left ]] || { printf 'left: %s\n' "$left" >>"$output" && return 1; }
}

# Starts a task that would run for long, and returns when it runs.
long_task() {
    local id
    id=$(openclaw run --detach --agent shell 'echo started; sleep 900')
    for _ in $(seq 300); do
        [[ $(openclaw tasks logs "$id") == started ]] && return 0
        sleep 0.2
    done
    fail "The task $id did not start"
}

exit_code_of_a_task() {
    local code=0
    openclaw run --wait --agent shell 'echo to-you; exit 7' >"$place/said" 2>/dev/null || code=$?
    [[ $code == 7 && $(cat "$place/said") == to-you ]]
}

first_call() {
    local started=$SECONDS
    check "the first call ends with the sample's report" quickstart
    first=$((SECONDS - started))
    check "it printed the report" says '# Repository report'
    check "it printed the result" says linesByLanguage
    check "the dashboard answers" dashboard_answers
    check "the token is only for its owner" mode_600 "$home/admin-token"
    check "the password is only for its owner" mode_600 "$home/admin-password"
}

second_call() {
    local pid started=$SECONDS
    pid=$(gateway_pid)
    check "the second call finds the running gateway" quickstart
    check "and runs the sample there" says '# Repository report'
    check "it is the same gateway" test "$pid" = "$(gateway_pid)"
    # A ratio, so that a busy machine does not decide.
    check "in $((SECONDS - started)) s instead of $first" test $(((SECONDS - started) * 2)) -lt "$first"
}

stop_with_a_running_task() {
    long_task
    check "stop ends it" quickstart stop
    check "no process and no container is left" nothing_left
}

stop_after_a_kill() {
    check "it starts again on the same home" quickstart
    long_task
    kill -KILL "$(gateway_pid)"
    check "stop cleans up after a kill -9" quickstart stop
    check "no process and no container is left" nothing_left
}

with_docker() {
    begin "with Docker" docker
    first_call
    check "it says how the built-in agent gets a model" says OPENCLAW_DEFAULT_MODEL=
    check "tasks ran in Docker" says 'Tasks run in Docker containers'
    check "a task's exit code comes back" exit_code_of_a_task
    second_call
    stop_with_a_running_task
    stop_after_a_kill
}

# Answers as Anthropic would: with a call of bash, and when its output is there, with the end.
scripted_model() {
    python3 - "$1" <<'PYTHON'
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Model(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        seen = json.dumps(asked["messages"])
        if "tool_result" not in seen:
            name, given = "bash", {"command": "head -n 1 repo/README.md; ls repo/.git"}
        else:
            name, given = "finish", {"summary": "It begins with " + (
                "its name" if "# OpenClaw" in seen and "No such file" in seen else "nothing")}
        events = [
            {"type": "message_start", "message": {"usage": {"input_tokens": 9, "output_tokens": 1}}},
            {"type": "content_block_start", "index": 0, "content_block":
                {"type": "tool_use", "id": "t1", "name": name, "input": {}}},
            {"type": "content_block_delta", "index": 0, "delta":
                {"type": "input_json_delta", "partial_json": json.dumps(given)}},
            {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 5}},
            {"type": "message_stop"}]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for event in events:
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Model).serve_forever()
PYTHON
}

with_model() {
    local port
    need_tools "$place" python3:python3-minimal
    port=$(free_port)
    scripted_model "$port" &
    model_pid=$!
    begin "with a model" model
    OPENCLAW_DEFAULT_MODEL=claude-test ANTHROPIC_API_KEY=sk-quickstart \
        ANTHROPIC_BASE_URL=http://127.0.0.1:$port first_call
    check "the built-in agent read this repository" says 'It begins with its name'
    check "the key is nowhere" not_found sk-quickstart
    check "stop ends it" quickstart stop
    kill "$model_pid"
    model_pid=''
}

not_found() { ! grep -rqF -- "$1" "$output" "$home/gateway.log"; }

# From here on an engine that answers is out of reach.
without_docker() {
    export DOCKER_HOST=unix://$place/no-docker.sock
    begin "without Docker" local
    first_call
    check "it said so" says 'No Docker Engine answers'
    check "a task's exit code comes back" exit_code_of_a_task
    second_call
    stop_with_a_running_task
    stop_after_a_kill
}

as_user() {
    export DOCKER_HOST=unix://$place/no-docker.sock
    begin "as an ordinary user" user
    user=(setpriv --reuid=65534 --regid=65534 --clear-groups env "HOME=$place/user")
    # Built already, so that it needs no library of somebody else's.
    [[ -f $clone/target/app/openclaw.jar ]] || "$clone/scripts/openclaw" --version >"$output" 2>&1
    chown -R 65534:65534 "$place/user" "$clone"
    first_call
    stop_with_a_running_task
}

git clone -q "$project" "$clone"
(($#)) || set -- docker model local user
for part; do
    case $part in
        docker) if docker_answers; then with_docker; else warn "No Docker Engine answers"; fi ;;
        model) if docker_answers; then with_model; else warn "No Docker Engine answers"; fi ;;
        local) without_docker ;;
        user) if ((EUID == 0)); then as_user; fi ;;
        *) die "The parts are docker, model, local and user." ;;
    esac
done
