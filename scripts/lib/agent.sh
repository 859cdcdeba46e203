# shellcheck shell=bash
# The built-in agent for the sandbox image: its jar, and the small Java runtime that it runs on.
# Wants java.sh.

agent_jar=$project/target/openclaw-agent.jar
agent_runtime=$project/target/agent-runtime
# What the program uses, and nothing else.
agent_modules=java.base,java.net.http
# Whoever compiles meanwhile in the same folder holds it; both would spoil each other's work.
compile_lock=$project/target/compile.lock

agent_is_current() {
    [[ -f $agent_jar ]] || return 1
    [[ -z $(find "$project/pom.xml" "$project/src/main/java/ai/openclaw/harness" \
        -newer "$agent_jar" -type f -print -quit 2>/dev/null) ]]
}

# Maven, when nobody else compiles.
#   compile <Maven arguments>
compile() {
    mkdir -p "$project/target"
    (
        flock 9
        maven "$@"
    ) 9>"$compile_lock"
}

# The same sources give the same bytes, wherever they are built; a jar that would not change is left
# as it is.
build_agent() {
    compile compile jar:jar@agent -Dspotless.check.skip=true &&
        touch "$agent_jar"
}

runtime_version() {
    sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release"
}

# A line that says all about the runtime.
runtime_recipe() { printf '%s %s zip-6\n' "$(runtime_version)" "$agent_modules"; }

build_runtime() {
    if [[ $(cat "$agent_runtime/recipe" 2>/dev/null) == "$(runtime_recipe)" ]]; then
        return
    fi
    rm -rf "$agent_runtime"
    "$JAVA_HOME/bin/jlink" --add-modules "$agent_modules" --strip-java-debug-attributes \
        --no-man-pages --no-header-files --compress zip-6 --output "$agent_runtime" &&
        runtime_recipe >"$agent_runtime/recipe"
}
