# shellcheck shell=bash
# Finds a JDK that can build and run the project, wherever one usually lies.

java_wanted=25

# Prints the major version of the JDK in a directory, or fails if there is none.
jdk_major() {
    [[ -x $1/bin/javac && -r $1/release ]] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the home of a JDK of at least $java_wanted: JAVA_HOME if it is one, else the first found.
find_jdk() {
    local home major
    local candidates=("${OPENCLAW_JAVA_HOME:-}" "${JAVA_HOME:-}")
    if have javac; then
        candidates+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
    fi
    candidates+=(/usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/*
        "${HOME:-/root}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home)
    for home in "${candidates[@]}"; do
        major=$(jdk_major "$home") || continue
        if ((${major:-0} >= java_wanted)); then
            printf '%s\n' "$home"
            return 0
        fi
    done
    return 1
}

# Sets JAVA_HOME, or says what to install.
use_jdk() {
    JAVA_HOME=$(find_jdk) || die "A JDK $java_wanted is needed and none was found." \
        "Install one (for example Temurin $java_wanted: https://adoptium.net) under /usr/lib/jvm," \
        "or name it: OPENCLAW_JAVA_HOME=/path/to/jdk ${0##*/}"
    export JAVA_HOME
}

# Maven, quiet about downloads.
maven() {
    have mvn || die "Maven is needed and was not found." "Debian: apt-get install maven"
    (cd "$project" && mvn -B --no-transfer-progress "$@")
}
