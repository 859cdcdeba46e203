#!/usr/bin/env bash
# From a fresh clone to a running gateway and a first finished task.
#
#   scripts/quickstart.sh         builds, starts a gateway in the background, runs the sample; called
#                                 again, it finds the running gateway and only runs the sample. With a
#                                 model set, the built-in agent then works on this repository
#   scripts/quickstart.sh stop    cancels running tasks and ends the gateway; the data stays
#
# Settings: the environment or .env, see .env.example. OPENCLAW_HOME and OPENCLAW_PORT move it.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$project/scripts/lib/java.sh"
# shellcheck source=scripts/lib/packages.sh
. "$project/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/docker.sh
. "$project/scripts/lib/docker.sh"
# shellcheck source=scripts/lib/settings.sh
. "$project/scripts/lib/settings.sh"
# shellcheck source=scripts/lib/app.sh
. "$project/scripts/lib/app.sh"
# shellcheck source=scripts/lib/gateway.sh
. "$project/scripts/lib/gateway.sh"

prepare() {
    local tools=(curl:curl)
    app_is_current || tools+=(mvn:maven)
    need_tools "$project/target/logs" "${tools[@]}"
    need_jdk "$project/target/logs"
    use_jdk
    ok "JDK: $JAVA_HOME"
    app_is_current || build_app
}

# Settles where sandboxes run before the gateway starts, so that what is missing is said here.
choose_engine() {
    local wanted=${OPENCLAW_SANDBOX_ENGINE:-auto} why='No Docker Engine answers.'
    if [[ $wanted != local ]] && docker_answers; then
        if [[ -n ${OPENCLAW_SANDBOX_IMAGE:-} ]] || "$project/scripts/build-sandbox-image.sh"; then
            ok "Tasks run in Docker containers"
            return
        fi
        why='The sandbox image could not be built.'
    fi
    [[ $wanted != docker ]] || die "$why" "OPENCLAW_SANDBOX_ENGINE=docker insists on it."
    need_tools "$project/target/logs" bwrap:bubblewrap setpriv:util-linux
    export OPENCLAW_SANDBOX_ENGINE=local
    [[ $wanted == local ]] && why='OPENCLAW_SANDBOX_ENGINE=local says so.'
    warn "${bold}$why Tasks run as processes of this machine (bubblewrap).$plain"
    hint "Good for a first look. They have no network and see none of your files, but share this"
    hint "machine's kernel and software, and their memory is only limited process by process."
    hint "For tasks that nobody trusts, install a Docker Engine and start again."
}

run_sample() {
    local out
    out=$(mktemp -d)
    title "The sample: a report on this repository, written in a sandbox"
    if ! run_command run --agent shell --label sample=repository-report --dir "$project:repo" \
        --output "$out" - <"$project/samples/repository-report/report.sh"; then
        rm -rf "$out"
        die "The sample did not succeed." "The gateway's log: $home/gateway.log"
    fi
    title "The report that the task left"
    cat "$out/report.md"
    rm -rf "$out"
}

# Whether any place that answers model calls is set.
has_provider() {
    local name
    for name in ANTHROPIC OPENAI GEMINI OPENROUTER MISTRAL GROQ; do
        name=${name}_API_KEY
        [[ -z ${!name:-} ]] || return 0
    done
    [[ -n ${OLLAMA_HOST:-} ]] || [[ -n $(compgen -e OPENCLAW_MODELS_PROVIDERS_) ]]
}

# The gateway runs whatever comes of it: a model may not answer for many reasons.
run_agent() {
    if [[ -z ${OPENCLAW_DEFAULT_MODEL:-} ]] || ! has_provider; then
        title "The built-in agent"
        say "It works on a prompt with a model, and there is none yet. Set one in .env, for example"
        say "    OPENCLAW_DEFAULT_MODEL=anthropic/claude-sonnet-4-5"
        say "    ANTHROPIC_API_KEY=…"
        say "then call scripts/quickstart.sh stop, and this again. The key stays in the gateway."
        return
    fi
    if [[ ${OPENCLAW_SANDBOX_ENGINE:-} == local ]]; then
        title "The built-in agent"
        say "It is part of the sandbox image, so it wants a Docker Engine."
        return
    fi
    title "The built-in agent at work on this repository, with $OPENCLAW_DEFAULT_MODEL"
    if ! run_command run --label sample=built-in-agent --dir "$project:repo" --timeout 10m \
        --env OPENCLAW_MAX_TURNS=20 \
        'Read repo/README.md and look around in repo. Then finish with a summary in five sentences: what this project does, how it is built, and where a newcomer should begin to read. Change nothing.'; then
        warn "The agent did not succeed; what it said is above."
        hint "A gateway that runs keeps the settings it was started with. After a change of model or"
        hint "key: scripts/quickstart.sh stop, and this again."
    fi
}

start() {
    local url pid
    if pid=$(gateway_pid); then
        url=$(cat "$home/gateway-url" 2>/dev/null || local_url)
        ready "$url" || die "A gateway runs here (process $pid) but is not ready at $url." \
            "Its log: $home/gateway.log" "To end it: scripts/quickstart.sh stop"
        title "OpenClaw"
        ok "The gateway runs already, at $url"
        use_jdk
        app=$home/app
    else
        url=$(local_url)
        title "OpenClaw"
        if port_is_taken "${OPENCLAW_PORT:-18789}"; then
            die "Port ${OPENCLAW_PORT:-18789} is in use by something else." \
                "Choose another: OPENCLAW_PORT=28789 scripts/quickstart.sh"
        fi
        prepare
        choose_engine
        mkdir -p "$home"
        chmod 700 "$home"
        start_gateway "$url"
    fi
    unset OPENCLAW_GATEWAY_URL
    run_sample
    run_agent

    title "OpenClaw is running"
    say "Dashboard    $bold$url$plain"
    if [[ -f $home/admin-password && -z ${OPENCLAW_GATEWAY_PASSWORD:-} ]]; then
        say "Sign in      ${OPENCLAW_GATEWAY_USERNAME:-admin}, with the password in $home/admin-password"
    else
        say "Sign in      ${OPENCLAW_GATEWAY_USERNAME:-admin}, with OPENCLAW_GATEWAY_PASSWORD"
    fi
    if [[ -f $home/admin-token && -z ${OPENCLAW_GATEWAY_TOKEN:-} ]]; then
        say "API token    in $home/admin-token"
    else
        say "API token    OPENCLAW_GATEWAY_TOKEN"
    fi
    say "Log          $home/gateway.log"
    say "Next         scripts/openclaw run --agent shell 'echo hello from \$(hostname)'"
    say "To end it    scripts/quickstart.sh stop"
}

stop() {
    local pid url ended=0
    title "Stopping OpenClaw"
    if pid=$(gateway_pid); then
        url=$(cat "$home/gateway-url" 2>/dev/null || local_url)
        if ready "$url" && use_jdk; then
            app=$home/app
            unset OPENCLAW_GATEWAY_URL
            # Nothing may begin between the cancellation and the end.
            run_command drain >/dev/null || warn "The gateway could not be drained."
            run_command tasks cancel --running --wait ||
                warn "Not every running task could be cancelled."
        fi
        end_process "$pid" 60
        ok "The gateway has ended"
        ended=1
    fi
    if [[ -n $(postgres_pids) ]]; then
        end_postgres || die "The database below $home/postgres does not end."
        ok "The database has ended"
        ended=1
    fi
    remove_containers
    remove_local_sandboxes
    rm -f "$home/gateway-url"
    if ((ended)); then
        say "The data stays in $home; tasks that were waiting go on with the next start."
    else
        say "Nothing was running on $home."
    fi
}

load_settings
case ${1:-} in
    '') start ;;
    stop) stop ;;
    *)
        sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
        [[ $1 == -h || $1 == --help ]] || exit 2
        ;;
esac
