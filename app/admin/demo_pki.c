#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/line.h"
#include "crypto/aead.h"
#include "crypto/random.h"
#include "crypto/x509.h"

#define LOOPBACK "127.0.0.1"

/* Each line's folder in pki/; the stranger's is a line of kiosks that nobody asked for. */
static const struct {
    const char *folder, *line;
} lines[] = {{"line1", "kiosk"}, {"line2", "vrs"}, {"stranger", "kiosk"}};

/* A certificate of a line: its files are pki/FOLDER/ROLE.pem and ROLE.key. */
static const struct {
    const char *folder, *role, *name, *address;
} holders[] = {
    {"line1", "kiosk", "k-0001", NULL},    {"line1", "centre", "c-1", LOOPBACK},
    {"line2", "centre", "c-1", NULL},      {"line2", "vrs", "v-1", LOOPBACK},
    {"stranger", "kiosk", "k-0001", NULL}, {"stranger", "centre", "c-1", LOOPBACK},
};

/* The key that the state of a step travels under between centre and kiosk. */
static bool make_state_key(const char *folder)
{
    uint8_t key[AEAD_KEY_LEN];
    bool made = random_fill(key, sizeof key) &&
                demo_write(folder, "pki/centre-state.key", view_of(key, sizeof key));

    wipe(key, sizeof key);
    return made;
}

bool demo_pki(const struct demo_ports *ports, const char *folder)
{
    char place[PATH_MAX], out[PATH_MAX], why[LINE_WHY_SIZE];
    const struct line_work work = {.folder = place, .now = ports->now, .why = why};
    bool made = make_state_key(folder);

    for (size_t i = 0; made && i < sizeof lines / sizeof *lines; i++)
        made = demo_path(place, folder, "pki/%s", lines[i].folder) &&
               line_found(&work, lines[i].line, X509_DEMO_ORGANISATION, LINE_YEARS);
    for (size_t i = 0; made && i < sizeof holders / sizeof *holders; i++) {
        const struct line_request request = {.role = holders[i].role,
                                             .name = holders[i].name,
                                             .address = holders[i].address,
                                             .out = out,
                                             .days = LINE_DAYS};

        made = demo_path(place, folder, "pki/%s", holders[i].folder) &&
               demo_path(out, place, "%s.pem", holders[i].role) && line_enrol(&work, &request);
    }
    return made;
}
