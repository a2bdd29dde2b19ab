# A cupsd of its own for a scenario, in memory, with the settings of docs/printer.md. Sourced after common.sh.
CUPSD=
CUPS=$(mktemp -d /dev/shm/akashi-cups.XXXXXX) # memory: a spool anywhere else stops the kiosk's start
WORLD_WRITE+=:$CUPS
chmod 755 "$CUPS"                            # filters run as another user
trap 'kill "$CUPSD" 2>/dev/null; scenario_end; rm -rf "$CUPS"' EXIT
mkdir -p "$CUPS"/{etc/ssl,etc/ppd,spool/tmp,cache,run/certs,log}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
export CUPS_SERVER=127.0.0.1:$(free_port)
cat >"$CUPS/etc/cups-files.conf" <<EOF2
ServerRoot $CUPS/etc
RequestRoot $CUPS/spool
TempDir $CUPS/spool/tmp
CacheDir $CUPS/cache
StateDir $CUPS/run
AccessLog $CUPS/log/access
ErrorLog $CUPS/log/error
PageLog $CUPS/log/page
ServerKeychain $CUPS/etc/ssl
$([ "$(id -u)" -eq 0 ] && echo "SystemGroup root" || echo "User $(id -un)
Group $(id -gn)")
EOF2
cat >"$CUPS/etc/cupsd.conf" <<EOF2
Listen $CUPS_SERVER
Browsing No
WebInterface No
DefaultAuthType None
LogLevel warn
PreserveJobFiles No
PreserveJobHistory 300
DirtyCleanInterval 3600
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
EOF2

cupsd_start() {
    local until=$((SECONDS + 60))
    rm -f "$CUPS"/spool/d* # what a crash left
    cupsd -f -c "$CUPS/etc/cupsd.conf" -s "$CUPS/etc/cups-files.conf" >>"$CUPS/log/out" 2>&1 &
    CUPSD=$!
    until lpstat -r >"$CUPS/log/running" 2>&1 && grep -q "is running" "$CUPS/log/running"; do
        [ "$SECONDS" -lt "$until" ] && kill -0 "$CUPSD" || fail "cupsd does not answer: $(cat "$CUPS/log/out")"
    done
}
# As soon as it has a document.
cupsd_kill() {
    until [ -n "$(find "$CUPS/spool" -name 'd*')" ]; do :; done
    kill -KILL "$CUPSD"
}

# printer FAULT: starts a printer with that plan; its address is in ADDRESS.
printer() {
    world_launch "printer$((++number))" "$BIN/akashi-vprinter" --port 0 --paper "$DEMO/paper" --page-ms 500 ${1:+--fault "$1"}
    ADDRESS=ipp://localhost:$PORT/ipp/print
}

# queue ADDRESS: a queue in front of it, which cupsd makes at its leisure; the tray is empty.
queue() {
    local until=$((SECONDS + 60))
    rm -f "$DEMO"/paper/*.pdf "$CUPS/etc/ppd/kiosk.ppd"
    lpadmin -p kiosk -E -v "$1" -m everywhere -o printer-error-policy=abort-job 2>"$CUPS/log/lpadmin" ||
        fail "no queue: $(cat "$CUPS/log/lpadmin")"
    until [ -f "$CUPS/etc/ppd/kiosk.ppd" ]; do [ "$SECONDS" -lt "$until" ] || fail "no queue: $(cat "$CUPS/log/error")"; done
    WORLD_PRINTER="cups://$CUPS_SERVER/printers/kiosk?etc=$CUPS/etc&printer=$1"
}

# What lies in the spool, but for descriptions of queues.
spooled() { find "$CUPS/spool" -type f \( -name 'd*' -o -path '*/tmp/*' \) -exec grep -L '^\*PPD' {} +; }

# How many sheets lie in the tray.
sheets() {
    local paper
    for paper in "$DEMO"/paper/*.pdf; do [ -f "$paper" ] && pdfinfo "$paper"; done |
        awk '/^Pages:/ { n += $2 } END { print n + 0 }'
}

# visits RESULT SHEETS: a whole visit ends so, and as many sheets lie in the tray; the spool is empty.
number=0
visits() {
    visit ten-doses 1234 domestic
    expect "$1: last line" "$1" "${RESULT%% serial=*}"
    expect "$1: sheets" "$2" "$(sheets)"
    expect "$1: the spool" "" "$(spooled)"
}
