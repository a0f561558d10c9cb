#!/usr/bin/env bash
# The one entry to the coffee system: finds a JDK, builds what is missing, and hands over to coffee.local.Main.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage=$root/local-stack/src/main/resources/coffee/local/usage.txt
stack=$root/local-stack/target/local-stack.jar
stamp=$root/local-stack/target/.built
log=$root/local-stack/target/build.log
run=${COFFEE_LOCAL_DIR:-$root/.local}/run
modules=(common-events local-stack order-service display-service)
system_tests=$root/system-tests/target

fail() { echo "coffee: $*" >&2; exit 1; }

is_jdk_25() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    local version
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 25 ]
}

# The one that is asked for, the one on the path, and then wherever JDKs are usually put.
find_jdk() {
    local on_path home
    on_path=$(command -v javac || true)
    for home in "${JAVA_HOME:-}" \
        "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")}" \
        "$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v 25+ 2>/dev/null || true)" \
        /usr/lib/jvm/* /opt/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$home" ] && is_jdk_25 "$home"; then
            echo "$home"
            return
        fi
    done
    return 1
}

need_maven() { command -v mvn >/dev/null || fail "Maven is missing: put mvn (3.8.7 or newer) on the PATH"; }

is_up() {
    local pid
    pid=$(cut -d ' ' -f 1 "$run/owner" 2>/dev/null) || return 1
    [ -n "$pid" ] && ps -o command= -p "$pid" 2>/dev/null | grep -q coffee.local.Main
}

is_built() {
    [ -f "$stamp" ] && [ -f "$stack" ] && [ -d "$root/local-stack/target/servers/kafka/lib" ] \
        && [ -f "$root/order-service/target/order-service.jar" ] \
        && [ -f "$root/display-service/target/display-service.jar" ] || return 1
    local sources=("$root/pom.xml") module
    for module in "${modules[@]}"; do
        sources+=("$root/$module/pom.xml" "$root/$module/src/main")
    done
    [ -z "$(find "${sources[@]}" -newer "$stamp" -type f 2>/dev/null | head -n 1)" ]
}

# Maven's own words go to a file; on the screen a line for each module, and for what is fetched meanwhile.
build() {
    need_maven
    mkdir -p "${stamp%/*}"
    local began=$SECONDS status=0 new=$stamp.new
    touch "$new"
    echo "Building (details in $log)"
    (cd "$root" && mvn -B -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -pl "$(IFS=,; echo "${modules[*]}")" package 2>&1 </dev/null) | tee "$log" | progress || status=$?
    if [ "$status" -ne 0 ]; then
        grep -E '^\[ERROR\] +[^ ]' "$log" | grep -vE '\[Help 1\] http|^.ERROR. (To see|Re-run|For more)' | head -n 5 >&2 || true
        fail "the build failed, see $log"
    fi
    mv "$new" "$stamp"
    echo "Built in $((SECONDS - began)) s"
}

progress() {
    awk '/^\[INFO\] Building .* \[[0-9]+\/[0-9]+\]/ { sub(/^\[INFO\] Building /, ""); print "  " $1; fflush() }
        / Downloaded from / || /^Downloaded from / { if (++fetched % 50 == 0) { print "    " fetched " files fetched"; fflush() } }'
}

# What runs is a copy: a build that goes on meanwhile must not write into a jar that is in use.
launch() {
    local jar=$stack
    if [ "$1" = up ]; then
        mkdir -p "$run" 2>/dev/null || true
        if [ -d "$run" ] && cp "$stack" "$run/coffee.jar.$$" 2>/dev/null; then
            mv "$run/coffee.jar.$$" "$run/coffee.jar"
            jar=$run/coffee.jar
        fi
    fi
    exec "$jdk/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dcoffee.root="$root" \
        -cp "$jar" coffee.local.Main "$@"
}

case "${1:-}" in
    help | -h | --help) cat "$usage"; exit ;;
    up | status | logs | down | kill | start | test | bench | mutations | chaos) ;;
    *) cat "$usage" >&2; exit 2 ;;
esac

# Wrong options are said before anything is built.
if [ "$1" = up ]; then
    for option in "${@:2}"; do
        case "$option" in -d | --fresh) ;; *) cat "$usage" >&2; exit 2 ;; esac
    done
fi

jdk=$(find_jdk) || fail "no JDK 25 or newer found: install one, or point JAVA_HOME at it"
export JAVA_HOME=$jdk

if [ "$1" = test ]; then
    [ $# -eq 1 ] || { cat "$usage" >&2; exit 2; }
    need_maven
    cd "$root"
    exec mvn verify
fi
[ "$1" != mutations ] || exec "$root/system-tests/mutations/run" "${@:2}"
if [ "$1" = bench ] || [ "$1" = chaos ]; then
    modules+=(system-tests)
    is_built && [ -f "$system_tests/system-tests.jar" ] || build
    main=coffee.system.bench.Bench heap=256m
    # The history of an hour is held against everything at once.
    [ "$1" = bench ] || { main=coffee.system.chaos.Chaos heap=1g; }
    exec "$jdk/bin/java" "-Xmx$heap" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dcoffee.root="$root" -Dlogback.configurationFile=coffee/system/bench/logback.xml -cp "$system_tests/system-tests.jar:$system_tests/lib/*" \
        "$main" "${@:2}"
fi
if [ "$1" = up ] && ! is_up && ! is_built; then
    build
fi
[ -f "$stack" ] || fail "coffee is not up: nothing is built yet"
launch "$@"
