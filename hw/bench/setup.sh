# What ./run and ./test do before anything else. Sourced; ROOT is the checkout.

# setup_packages: installs what packages.txt lists and this machine lacks. Quiet when nothing is to do.
setup_packages() {
    local wanted missing
    wanted=$(sed -e 's/#.*//' "$ROOT/packages.txt")
    missing=$(for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || echo "$package"
    done)
    # A node of the machine's own serves as well as Debian's.
    command -v node >/dev/null && missing=$(printf '%s\n' $missing | grep -vx nodejs)
    command -v npm >/dev/null && missing=$(printf '%s\n' $missing | grep -vx npm)
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "These Debian packages are missing; as root: apt-get install --no-install-recommends" $missing >&2
        return 2
    fi
    echo "installing:" $missing
    apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null
}

# setup_build PRESET [TARGET]: configures once, builds what changed, says nothing when nothing did.
setup_build() {
    local log="$ROOT/build/.$1.log" # inside the folder that is ignored
    mkdir -p "$ROOT/build"
    (cd "$ROOT" && cmake --preset "$1" && cmake --build --preset "$1" ${2:+--target "$2"}) >"$log" 2>&1 && return 0
    grep -E 'error|warning|FAILED|CMake Error' "$log" | head -n 20 >&2
    tail -n 5 "$log" >&2
    return 2
}
