# What every scenario begins with. BIN and SCENARIO_WORLD come from ctest; a scenario states only what differs.
set -uo pipefail # a count that cannot be had fails, and is not an empty one
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/akashi-scenario.XXXXXX")
DEMO=$SCRATCH/demo
export XDG_STATE_HOME=$SCRATCH/state # what akashi-verify remembers
cp -r "$SCENARIO_WORLD" "$DEMO"
. "$ROOT/hw/bench/world.sh"

scenario_end() {
    world_stop
    rm -rf "$SCRATCH"
}
trap 'exit 130' INT TERM
trap scenario_end EXIT

fail() {
    echo "FAILED: $1" >&2
    [ -n "${WORLD:-}" ] && [ -d "${WORLD:-/nowhere}" ] && tail -n 8 "$WORLD"/*.log "$WORLD/screens" >&2
    exit 1
}

# expect WHAT WANTED GOT
expect() { [ "$2" = "$3" ] || fail "$1: wanted '$2', got '$3'"; }

# The three counts of an area's ledger, and how many certificates were signed in it.
counts() { "$BIN/akashi-admin" audit check --areas "$DEMO/areas" || fail "the ledger's counts do not agree"; }
signatures() { counts | sed -n 's/^area=131105 signatures=\([0-9][0-9]*\) .*/\1/p' | grep . || fail "no count of signatures"; }

# visit CARD PIN KIND: one whole visit; the last line is in RESULT, the status in STATUS.
visit() {
    world_visit "$2" "$3"
    STATUS=$?
    RESULT=$(tail -n 1 "$WORLD/screens")
}

# refuses CARD PIN KIND CODE: the visit ends with that code and its sentence, and nothing was signed or printed.
refuses() {
    local before after sentence
    world_start "$1"
    before=$(signatures) || exit 1
    visit "$1" "$2" "$3"
    expect "$1: last line" "refused code=$4" "$RESULT"
    expect "$1: status" 1 "$STATUS"
    after=$(signatures) || exit 1
    expect "$1: signer's counter" "$before" "$after"
    expect "$1: paper" "" "$(ls "$DEMO/paper")"
    grep -q "$4" "$WORLD/screens" || fail "$1: the code is not on the screen"
    sentence=$(sed -n "/^### $4\$/,/^- en:/s/^- ja: //p" "$ROOT/docs/errors.md")
    grep -qF "${sentence%% / *}" "$WORLD/screens" && grep -qF "${sentence##* / }" "$WORLD/screens" ||
        fail "$1: the sentence is not on the screen"
    world_stop
}
