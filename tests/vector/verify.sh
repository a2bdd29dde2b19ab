#!/bin/sh
# usage: verify.sh AKASHI_VERIFY AKASHI_ADMIN ISSUE_SAMPLE VECTORS WORK
# akashi-verify from outside: what it is given, its exit status, and what it says (VRS-60, R22).
set -eu
verify=$1 admin=$2 issue=$3 vectors=$4 work=$5
spec=$vectors/shc-spec negative=$vectors/shc-devtools-negative pictures=$vectors/pictures travel=$vectors/vds-nc
issuer=https://spec.smarthealth.cards/examples/issuer kid=3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s

rm -rf "$work"
mkdir -p "$work/sources/shc" "$work/sources/csca" "$work/sources/withdrawn" "$work/trust" "$work/state"
export XDG_STATE_HOME="$work/state"
new_root() {
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
    chmod 600 "$1"
}
trust_file() {
    printf '{"issuer": "%s", "jwks": %s}\n' "$2" "$(cat "$1")"
}
# bundle FOLDER [OPTION…]: the next edition in work/FOLDER
bundle() {
    folder=$1
    shift
    "$admin" trust make --sources "$work/sources" --root-key "$work/root.key" -o "$work/$folder/trust.jws" "$@"
}
new_root "$work/root.key"
trust_file "$spec/issuer-jwks.json" $issuer >"$work/sources/shc/spec.json"
cp "$travel/jp-csca-e3.der" "$work/sources/csca/JPN.der"
bundle trust
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
LANG=ja_JP.UTF-8 expect 1 "コードの署名が中身と合いません。" $trusting "$negative/d-jws-invalid-signature.txt"

# A seal for travel, of real issue; the day has to lie in its signer's years, and not beyond the bundle's.
# The file holds it in a list and laid out; a symbol holds it close.
sed '1d;$d' "$travel/jp-miyake-shota-3dose.json" | tr -d '\n' | tr -s ' ' >"$work/seal.json"
expect 0 "Format          ICAO VDS-NC" $trusting --at 2024-05-01 "$work/seal.json"
expect 0 "by MHLW_Gov_of_JAPAN" $trusting --at 2024-05-01 "$work/seal.json"
expect 0 '"format":"vds-nc","issuer":"JPN"' $trusting --json --at 2024-05-01 "$work/seal.json"
expect 1 "AK-T" $trusting --at 2021-01-01 "$work/seal.json"
printf '%s\n%s\n' "$(cat "$work/seal.json")" "$(cat "$spec/example-00-f-qr-code-numeric-value-0.txt")" >"$work/two.txt"
expect 1 "AK-V50" $trusting --at 2024-05-10 "$work/two.txt"

expect 0 "Certificate ID  6U5R-SWMB-ASG2" $trusting --at 2024-05-01 "$pictures/japan-seal.png"
expect 0 '"t":"icao.vacc"' $trusting --raw --at 2024-05-01 "$pictures/japan-seal.png"

# An EU certificate, whose signer the bundle has not yet.
expect 2 "AK-D46" $trusting --at 2021-05-07 "$pictures/austria.png"
mkdir "$work/sources/dcc"
sed -n 's/.*"CERTIFICATE": *"\([^"]*\)".*/\1/p' "$vectors/dgc-testdata/AT/1.json" | base64 -d >"$work/sources/dcc/AT.der"
bundle trust
expect 0 "Gabriele" $trusting --at 2021-05-07 "$pictures/austria.png"
expect 0 '"format":"dcc","issuer":"AT"' $trusting --json --at 2021-05-07 "$pictures/austria.png"
expect 0 '"fnt":"MUSTERFRAU<GOESSINGER"' $trusting --raw --at 2021-05-07 "$pictures/austria.png"

# Which bundle, and how old it is; beyond --max-age there is no yes, and a no stays one (VRS-60).
expect 0 "Trust bundle    no. 2  " $trusting "$spec/example-00-d-jws.txt"
expect 0 '"trust":{"number":2,"made":' $trusting --json "$spec/example-00-d-jws.txt"
expect 2 "AK-V74" $trusting --at 2099-01-01 "$spec/example-00-d-jws.txt"
expect 1 "AK-V48" $trusting --at 2099-01-01 "$negative/d-jws-invalid-signature.txt"
expect 0 ": valid" $trusting --at 2099-01-01 --max-age 36500 "$spec/example-00-d-jws.txt"

# Withdrawn by id, by id before and after its time, by key; the edition before is refused from then on (W11, W12).
mkdir "$work/old" "$work/next"
cp "$work/trust/"* "$work/old"
list() {
    printf '{"issuer":"%s","kid":"%s","method":"rid","ctr":%s,"rids":[%s]}' $issuer $kid "$1" "$2" >"$work/sources/withdrawn/list.json"
}
list 1 '"MKyCxh7p6uQ.1715107763"' # the second it was signed in: not before it
bundle trust
expect 0 "no. 3  " $trusting "$spec/example-00-d-jws.txt"
list 2 '"MKyCxh7p6uQ.1715107764"'
bundle trust
expect 1 "AK-V66" $trusting "$spec/example-00-d-jws.txt"
expect 1 '"code":"AK-V66"' $trusting --json "$pictures/example-00.png"
expect 0 ": valid" $trusting "$spec/example-01-d-jws.txt"
expect 2 "AK-V73" --trust "$work/old" "$spec/example-00-d-jws.txt"
expect 2 '"verdict":"cannot-tell","code":"AK-V73"' --json --trust "$work/old" "$spec/example-00-d-jws.txt"

# The lists only grow.
cp "$work/trust/trust.jws" "$work/before.jws"
refused() {
    if "$@" >"$work/said" 2>&1; then
        echo "$* was not refused"
        exit 1
    fi
}
list 3 ''
refused bundle trust
grep -q "take back" "$work/said"
list 1 '"MKyCxh7p6uQ"'
refused bundle trust
rm "$work/sources/withdrawn/list.json"
refused bundle trust
cmp "$work/before.jws" "$work/trust/trust.jws"
list 3 '"MKyCxh7p6uQ","FKDIxsTCGlU"'
printf '{"issuer":"%s","kid":"%s"}' $issuer $kid >"$work/sources/withdrawn/key.json"
bundle next --previous "$work/trust/trust.jws"
cp "$work/next/"* "$work/trust"
expect 1 "AK-V68" $trusting "$spec/example-00-d-jws.txt"
expect 0 ": valid" $trusting "$spec/example-01-d-jws.txt"
rm "$work/sources/withdrawn/key.json"
refused bundle trust
rm "$work/sources/withdrawn/list.json"

# Sources that are none are named; so is a root key that others may read.
printf '{"issuer":"%s","jwks":{"keys":[]}}' $issuer >"$work/sources/shc/zz-empty.json"
refused bundle next
grep -q "zz-empty.json: does not fit" "$work/said"
rm "$work/sources/shc/zz-empty.json"
cp "$spec/issuer-jwks.json" "$work/sources/csca/JPN-2.der"
refused bundle next
grep -q "JPN-2.der: does not fit" "$work/said"
rm "$work/sources/csca/JPN-2.der"
chmod 644 "$work/root.key"
refused bundle next
grep -q "by others than its owner" "$work/said"
chmod 600 "$work/root.key"
"$admin" trust make --sources "$work/nowhere" --root-key "$work/root.key" -o "$work/x.jws" >"$work/said" 2>&1 && exit 1
grep -q "cannot be read" "$work/said"

# From here on a root of its own, so that editions count anew: another root's bundle, and a changed one.
new_root "$work/other.key"
mkdir "$work/foreign"
cp "$work/root.key" "$work/first.key" && cp "$work/other.key" "$work/root.key"
bundle foreign
cp "$work/trust/root.pem" "$work/foreign/root.pem"
expect 2 "AK-V71" --trust "$work/foreign" "$spec/example-00-d-jws.txt"
refused bundle foreign
openssl pkey -in "$work/other.key" -pubout -out "$work/other.pem"
expect 0 ": valid" --trust "$work/foreign" --root "$work/other.pem" "$spec/example-00-d-jws.txt"
head -c -1 "$work/foreign/trust.jws" >"$work/cut.jws" && mv "$work/cut.jws" "$work/foreign/trust.jws"
expect 2 "AK-V72" --trust "$work/foreign" --root "$work/other.pem" "$spec/example-00-d-jws.txt"
echo "not a bundle" >"$work/foreign/trust.jws"
expect 2 "AK-V70" --trust "$work/foreign" --root "$work/other.pem" "$spec/example-00-d-jws.txt"
trusting="--trust $work/plain"
mkdir "$work/plain"
bundle plain

# Where nothing can be remembered, that is told, and the answer stays.
XDG_STATE_HOME=/proc expect 0 "could not be held against" $trusting "$spec/example-00-d-jws.txt"

# Nothing to read, half a trust folder, misuse.
mkdir "$work/half"
cp "$work/plain/trust.jws" "$work/half"
printf 'just a text.\n' >"$work/text.txt"
head -c 20000 "$pictures/example-00.jpg" >"$work/cut.jpg"
printf '%%PDF-1.7\nnothing\n' >"$work/broken.pdf"
expect 2 "AK-V51" $trusting "$work/text.txt"
expect 2 "AK-V51" $trusting "$work/broken.pdf"
expect 2 "AK-V51" $trusting "$work/cut.jpg"
expect 2 "AK-V51" $trusting "$work/nowhere.txt"
expect 2 "no key of a root" --trust "$work/half" "$spec/example-00-d-jws.txt"
expect 2 "no key of a root" --trust "$work/nowhere" "$spec/example-00-d-jws.txt"
expect 2 "no file given" $trusting
expect 2 "do not go together" --raw --json x
expect 2 "number of days" --max-age x x
expect 2 "needs --trust" --root x x
expect 2 "YYYY-MM-DD" --at 2024-02-30 x
expect 2 "unknown option" --colour x
expect 0 "usage: akashi-verify" --help
expect 0 "akashi-verify " --version

# Our own codes, several for one certificate.
"$issue" "$work/jwks.json" 32 >"$work/codes.txt"
trust_file "$work/jwks.json" https://vc.akashi.example/issuer >"$work/sources/shc/own.json"
mkdir "$work/own"
bundle own --previous "$work/plain/trust.jws"
expect 0 "Dose 1 " --trust "$work/own" "$work/codes.txt"
expect 0 "証　花子" --trust "$work/own" "$work/codes.txt"
"$issue" "$work/unused.json" 1 >>"$work/codes.txt"
expect 2 "AK-V47" --trust "$work/own" "$work/codes.txt"
