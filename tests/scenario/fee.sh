# For scenarios with a fee: the demo's price, a coin box, and what it holds. Sourced after common.sh.
FEE=350
sed -i "s/^fee = 0$/fee = $FEE/" "$DEMO/etc/centre.conf"
BOX=$SCRATCH/box

# paid_visit CARD PIN KIND [--set …]: one whole visit at a kiosk with a coin box, and no card there when it begins.
paid_visit() {
    take_away
    world_visit "$2" "$3" --set "pay.port=simulated:$BOX" "${@:4}"
    STATUS=$?
    RESULT=$(tail -n 1 "$WORLD/screens")
    replay
}

# kept: how many fees the coin box keeps for good. held: how many visits have money in it that is neither kept nor given
# back.
kept() { last_words | grep -c "^$FEE captured$"; }
held() { last_words | grep -c -e held -e reserved; }
last_words() { awk '{ last[$1] = $2 " " $3 } END { for (key in last) print last[key] }' "$BOX"; }

# ledger WORD: a count of the area's ledger (signatures, delivered, withdrawn).
ledger() { counts | sed -n "s/^area=131105 .*\b$1=\([0-9]*\).*/\1/p" | grep . || fail "no count of $1"; }
