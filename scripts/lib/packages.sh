# shellcheck shell=bash
# Tools that a script needs: looked for, and where Debian and root allow it, installed.

# Installs what is missing, and only that.
#   need_tools <log directory> <command:package…>
need_tools() {
    local logs=$1 missing=() pair
    shift
    for pair in "$@"; do
        have "${pair%%:*}" || missing+=("${pair##*:}")
    done
    ((${#missing[@]} == 0)) && return 0
    if ((EUID != 0)) || ! have apt-get; then
        die "Missing: ${missing[*]}" "Install it, for example: sudo apt-get install ${missing[*]}"
    fi
    export DEBIAN_FRONTEND=noninteractive
    quietly "Reading the package lists" "$logs/apt-update.log" apt-get update
    quietly "Installing ${missing[*]}" "$logs/apt-install.log" \
        apt-get install -y --no-install-recommends "${missing[@]}"
}

# Installs a JDK where there is none and Debian has one that is new enough.
#   need_jdk <log directory>
need_jdk() {
    # shellcheck disable=SC2154  # java.sh has it
    local package=openjdk-$java_wanted-jdk-headless
    if ! find_jdk >/dev/null && ((EUID == 0)) && have apt-cache && apt-cache show "$package" \
        >/dev/null 2>&1; then
        need_tools "$1" "no-jdk:$package"
    fi
}
