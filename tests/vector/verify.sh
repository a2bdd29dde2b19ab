#!/bin/sh
# usage: verify.sh AKASHI_VERIFY ISSUE_SAMPLE VECTORS WORK
# akashi-verify from outside: what it is given, its exit status, and what it says (VRS-60, R22).
set -eu
verify=$1 issue=$2 vectors=$3 work=$4
spec=$vectors/shc-spec negative=$vectors/shc-devtools-negative pictures=$vectors/pictures

rm -rf "$work"
mkdir -p "$work/trust/shc" "$work/half/shc"
trust_file() {
    printf '{"issuer": "%s", "jwks": %s}\n' "$2" "$(cat "$1")"
}
trust_file "$spec/issuer-jwks.json" https://spec.smarthealth.cards/examples/issuer >"$work/trust/shc/spec.json"
trust_file "$negative/wrong_kid_key.json" https://issuer.example >"$work/half/shc/one.json"
unset LC_ALL LC_MESSAGES
export LANG=C.UTF-8

# expect STATUS TEXT ARGUMENT...: the exit status, and a text in what is said.
expect() {
    status=$1 text=$2 got=0
    shift 2
    "$verify" "$@" >"$work/said" 2>&1 || got=$?
    if [ "$got" != "$status" ] || ! grep -qF -e "$text" "$work/said"; then
        echo "akashi-verify $*: exit $got, expected $status and: $text"
        cat "$work/said"
        exit 1
    fi
}

trusting="--trust $work/trust"

expect 0 ": valid" $trusting "$spec/example-00-d-jws.txt"
expect 0 ": valid" $trusting "$spec/example-00-e-file.smart-health-card"
expect 0 ": valid" $trusting "$spec/example-01-f-qr-code-numeric-value-0.txt"
expect 0 "Anyperson　John　B." $trusting "$pictures/example-00.png"
expect 0 "lot 0000007" $trusting "$pictures/example-00.jpg"
expect 0 ": valid" $trusting "$pictures/example-00.pdf"
expect 0 ": valid" $trusting - <"$spec/example-00-d-jws.txt"
expect 1 "AK-V50" $trusting "$pictures/mixed.pdf"
expect 2 "AK-V51" $trusting "$pictures/no-code.pdf"
expect 2 "AK-V46" "$spec/example-00-d-jws.txt"
expect 1 "AK-V48" $trusting "$negative/d-jws-invalid-signature.txt"
expect 1 "AK-V31" $trusting "$negative/f-qr-code-numeric-value-0-odd-count.txt"
expect 2 "AK-V47" $trusting "$negative/d-jws-issuer-kid-mismatch.txt"

# One answer for all files: a clear no weighs most, then what cannot be told.
expect 1 ": valid" $trusting "$spec/example-00-d-jws.txt" "$negative/d-jws-der-signature.txt"
expect 2 ": valid" $trusting "$spec/example-00-d-jws.txt" "$pictures/no-code.pdf"

# The day counts to its end, in Japan's time.
expect 0 ": valid" $trusting --at 2024-05-08 "$spec/example-01-d-jws.txt"
expect 1 "AK-V01" $trusting --at 2024-05-07 "$spec/example-01-d-jws.txt"

expect 0 '"verdict":"valid","code":null' $trusting --json "$spec/example-00-d-jws.txt"
expect 1 '"code":"AK-V50"' $trusting --json "$pictures/mixed.pdf"
expect 2 '"code":"AK-V51"' $trusting --json "$pictures/no-code.pdf"
"$verify" $trusting --raw "$spec/example-00-d-jws.txt" | head -c -1 >"$work/raw"
cmp "$work/raw" "$spec/example-00-c-jws-payload-minified.json"

LANG=ja_JP.UTF-8 expect 0 "正しいコードです" $trusting "$spec/example-00-d-jws.txt"
LANG=ja_JP.UTF-8 expect 1 "コードの署名が中身と合いません。" $trusting "$negative/d-jws-der-signature.txt"

# Nothing to read, half a trust folder, misuse.
printf 'just a text.\n' >"$work/text.txt"
head -c 20000 "$pictures/example-00.jpg" >"$work/cut.jpg"
printf '%%PDF-1.7\nnothing\n' >"$work/broken.pdf"
expect 2 "AK-V51" $trusting "$work/text.txt"
expect 2 "AK-V51" $trusting "$work/broken.pdf"
expect 2 "AK-V51" $trusting "$work/cut.jpg"
expect 2 "AK-V51" $trusting "$work/nowhere.txt"
expect 2 "one.json: a list of trusted keys" --trust "$work/half" "$spec/example-00-d-jws.txt"
expect 2 "cannot be read" --trust "$work/nowhere" "$spec/example-00-d-jws.txt"
expect 2 "no file given" $trusting
expect 2 "do not go together" --raw --json x
expect 2 "YYYY-MM-DD" --at 2024-02-30 x
expect 2 "unknown option" --colour x
expect 0 "usage: akashi-verify" --help
expect 0 "akashi-verify " --version

# Our own codes, several for one certificate.
"$issue" "$work/jwks.json" 32 >"$work/codes.txt"
mkdir -p "$work/own/shc"
trust_file "$work/jwks.json" https://vc.akashi.example/issuer >"$work/own/shc/own.json"
expect 0 "Dose 1 " --trust "$work/own" "$work/codes.txt"
expect 0 "証　花子" --trust "$work/own" "$work/codes.txt"
"$issue" "$work/unused.json" 1 >>"$work/codes.txt"
expect 2 "AK-V47" --trust "$work/own" "$work/codes.txt"
