#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/demo_people.h"

#include <stdio.h>

enum { KEYS_CONF_MAX = 4096 };

#define HEAD(PROGRAM)                                                                              \
    "# " PROGRAM " in the demo world. Paths are relative to this file.\n"                          \
    "# An unknown key, a missing value or an unsafe one stops the start.\n\n"

static const char kiosk[] = HEAD(
    "akashi-kiosk") "[kiosk]\n"
                    "demo = yes\n"
                    "language = ja\n"
                    "\n"
                    "# The line to the centre: its CA, this kiosk's certificate and key.\n"
                    "[line1]\n"
                    "ca = ../pki/line1/ca.pem\n"
                    "certificate = ../pki/line1/kiosk.pem\n"
                    "key = ../pki/line1/kiosk.key\n"
                    "withdrawn = ../pki/line1/withdrawn.txt\n"
                    "\n"
                    "# The port changes with each start: give it with --set centre.port=N.\n"
                    "[centre]\n"
                    "address = 127.0.0.1\n"
                    "port = 0\n"
                    "\n"
                    "# Part of the reader's name; without it the first reader is taken.\n"
                    "[reader]\n"
                    "name = Virtual PCD\n"
                    "\n"
                    "# Give it with --set printer.uri=ipp://127.0.0.1:N/ipp/print.\n"
                    "[printer]\n"
                    "uri = ipp://127.0.0.1:0/ipp/print\n"
                    "\n"
                    "# Whom the last look believes, which cards are believed, who signs sheets.\n"
                    "[trust]\n"
                    "bundle = ../trust\n"
                    "card_roots = ../trust/card-roots.txt\n"
                    "sheet_key = ../trust/sheet.pem\n";

static const char centre[] =
    HEAD("akashi-centre") "[centre]\n"
                          "demo = yes\n"
                          "address = 127.0.0.1\n"
                          "port = 0\n"
                          "# Version of the terms of use, and the fee in yen.\n"
                          "terms = 2026-1\n"
                          "fee = 0\n"
                          "\n"
                          "# Worker processes; 0: one for each processor.\n"
                          "[server]\n"
                          "workers = 1\n"
                          "\n"
                          "# The dedicated line that kiosks come in by.\n"
                          "[line1]\n"
                          "ca = ../pki/line1/ca.pem\n"
                          "certificate = ../pki/line1/centre.pem\n"
                          "key = ../pki/line1/centre.key\n"
                          "withdrawn = ../pki/line1/withdrawn.txt\n"
                          "\n"
                          "# The line to the VRS, with a CA of its own.\n"
                          "[line2]\n"
                          "ca = ../pki/line2/ca.pem\n"
                          "certificate = ../pki/line2/centre.pem\n"
                          "key = ../pki/line2/centre.key\n"
                          "withdrawn = ../pki/line2/withdrawn.txt\n"
                          "\n"
                          "# The port changes with each start: give it with --set vrs.port=N.\n"
                          "[vrs]\n"
                          "address = 127.0.0.1\n"
                          "port = 0\n"
                          "\n"
                          "[trust]\n"
                          "card_roots = ../trust/card-roots.txt\n"
                          "sheet_key = ../trust/sheet.pem\n"
                          "\n"
                          "# 32 bytes that the state of a step is sealed with while a kiosk "
                          "carries it.\n"
                          "[state]\n"
                          "key = ../pki/centre-state.key\n"
                          "\n"
                          "# Whether the service is open; akashi-admin centre writes it.\n"
                          "[control]\n"
                          "file = control.conf\n"
                          "\n"
                          "# Which municipalities kiosks may offer.\n"
                          "[municipalities]\n"
                          "codes = " DEMO_AREA_1 "," DEMO_AREA_2 "\n";

static const char control[] = "# Written by akashi-admin centre.\n"
                              "[service]\n"
                              "closed = no\n";

static const char vrs[] = HEAD("akashi-vrs") "[vrs]\n"
                                             "demo = yes\n"
                                             "address = 127.0.0.1\n"
                                             "port = 0\n"
                                             "\n"
                                             "# Worker processes; 0: one for each processor.\n"
                                             "[server]\n"
                                             "workers = 1\n"
                                             "\n"
                                             "# The line that the centre comes in by.\n"
                                             "[line2]\n"
                                             "ca = ../pki/line2/ca.pem\n"
                                             "certificate = ../pki/line2/vrs.pem\n"
                                             "key = ../pki/line2/vrs.key\n"
                                             "withdrawn = ../pki/line2/withdrawn.txt\n"
                                             "\n"
                                             "[signer]\n"
                                             "socket = ../signer.sock\n";

static const char signer[] =
    HEAD("akashi-signer") "[signer]\n"
                          "demo = yes\n"
                          "socket = ../signer.sock\n"
                          "\n"
                          "# Each folder in it is an area, named by the municipality's code.\n"
                          "[areas]\n"
                          "folder = ../areas\n"
                          "\n"
                          "# Where the keys live, and in whose name they sign.\n"
                          "[keys]\n"
                          "config = keys.conf\n"
                          "\n"
                          "[trust]\n"
                          "card_roots = ../trust/card-roots.txt\n";

static const char keys_head[] =
    "# The keys of the demo world, for akashi-signer and akashi-admin. Paths are relative to this "
    "file.\n"
    "# An unknown key, a missing value or an unsafe one stops the start.\n\n"
    "[keys]\n"
    "demo = yes\n"
    "register = ../register\n";

static const char keys_names[] = "\n"
                                 "# In whose name health cards are signed, and seals for travel.\n"
                                 "[shc]\n"
                                 "issuer = " DEMO_ISSUER "\n"
                                 "\n"
                                 "[vds]\n"
                                 "state = JPN\n"
                                 "country = JP\n"
                                 "signer = DA\n";

static bool write_keys(const struct key_settings *token, const char *folder)
{
    struct bytes text = bytes_new(KEYS_CONF_MAX);
    char place[KEYS_CONF_MAX] = "folder = ../keys\n";
    int len = 1;
    bool written = false;

    if (token != NULL)
        len = snprintf(place, sizeof place, "module = %s\ntoken = %s\npin_file = %s\n",
                       token->module, token->token, token->pin_file);
    written = len > 0 && (size_t)len < sizeof place && bytes_append_text(&text, keys_head) &&
              bytes_append_text(&text, place) && bytes_append_text(&text, keys_names) &&
              demo_write(folder, "etc/keys.conf", bytes_view(&text));
    bytes_free(&text);
    return written;
}

bool demo_conf(const struct demo_ports *ports, const char *folder)
{
    return demo_write_text(folder, "etc/kiosk.conf", kiosk) &&
           demo_write_text(folder, "etc/centre.conf", centre) &&
           demo_write_text(folder, "etc/control.conf", control) &&
           demo_write_text(folder, "etc/vrs.conf", vrs) &&
           demo_write_text(folder, "etc/signer.conf", signer) && write_keys(ports->token, folder);
}
