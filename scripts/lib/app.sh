# shellcheck shell=bash
# The built program: made when it is missing or older than its sources. It runs unpacked, because
# that starts three times faster than out of one jar.

app=$project/target/app

# One compiler tier and one collector thread suffice for a command that lives for a moment. Logging
# of the virtual machine would go to standard output.
command_flags=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable
    --enable-native-access=ALL-UNNAMED)

app_is_current() {
    [[ -f $app/openclaw.jar ]] || return 1
    [[ -z $(find "$project/pom.xml" "$project/src/main" "$project/db" \
        -newer "$app/openclaw.jar" -type f -print -quit 2>/dev/null) ]]
}

build_app() {
    local logs=$project/target/logs
    quietly "Building (the first time this fetches the libraries)" "$logs/build.log" \
        maven package -Dmaven.test.skip=true -Dspotless.check.skip=true ||
        die "The build failed."
    quietly "Unpacking" "$logs/unpack.log" unpack_app || die "The built jar is not usable."
}

unpack_app() {
    local fresh=$project/target/app.new
    rm -rf "$fresh"
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$project/target/openclaw.jar" extract \
        --destination "$fresh"
    touch "$fresh/openclaw.jar"
    rm -rf "$app"
    mv "$fresh" "$app"
}

command_line() {
    line=("$JAVA_HOME/bin/java" "${command_flags[@]}" -jar "$app/openclaw.jar" "$@")
}

# The openclaw command.
#   run_command <arguments…>
run_command() {
    local line
    command_line "$@"
    "${line[@]}"
}

# The same in place of this process, so that signals reach it.
exec_command() {
    local line
    command_line "$@"
    exec "${line[@]}"
}
