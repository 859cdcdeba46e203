# shellcheck shell=bash
# The settings of this installation: the environment, then .env beside the scripts, then defaults.

# Takes from .env what the environment does not set. The file is read, never executed.
load_env_file() {
    local file=$project/.env line name value
    [[ -r $file ]] || return 0
    while IFS= read -r line || [[ -n $line ]]; do
        [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Z_][A-Z0-9_]*)=(.*)$ ]] || continue
        name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
        if [[ $value =~ ^\"(.*)\"[[:space:]]*$ || $value =~ ^\'(.*)\'[[:space:]]*$ ]]; then
            value=${BASH_REMATCH[1]}
        else
            value=${value%%[[:space:]]#*}
            value=${value%"${value##*[![:space:]]}"}
        fi
        [[ -n $value && -z ${!name:-} ]] && export "$name=$value"
    done <"$file"
    return 0
}

load_settings() {
    load_env_file
    home=${OPENCLAW_HOME:-$project/.openclaw}
    [[ $home == /* ]] || home=$PWD/$home
    home=$(realpath -m -- "$home")
    export OPENCLAW_HOME=$home
}

# Where the gateway answers for whoever is on this machine.
local_url() {
    local host=${OPENCLAW_BIND:-127.0.0.1}
    case $host in
        0.0.0.0 | '' | localhost) host=127.0.0.1 ;;
        :: | '[::]') host='[::1]' ;;
    esac
    printf 'http://%s:%s\n' "$host" "${OPENCLAW_PORT:-18789}"
}
