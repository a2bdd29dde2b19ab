#include "app/admin/child.h"
#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/demo_people.h"

#include <stdio.h>

enum { PROFILE_MAX = 2048, ROOTS_MAX = 16 * 1024 };

#define MAKER "akashi-vcard"

/* Its root stands in the trust bundle; the other one's does not, and has a key id of its own. */
#define KNOWN        "cards/ca"
#define KNOWN_ROOT   "9000033"
#define UNKNOWN      "cards/ca-unknown"
#define UNKNOWN_ROOT "9000099"

static bool make_authority(const char *folder, const char *name, const char *root)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) &&
           child_run(MAKER, (const char *const[]){"ca", path, "--root", root, NULL});
}

static bool write_profile(const char *folder, const struct demo_card *card)
{
    char text[PROFILE_MAX], name[PATH_MAX];
    int len = snprintf(text, sizeof text,
                       "# An invented person. The PIN of every demo card is 1234.\n"
                       "[holder]\n"
                       "number = %s\n"
                       "name = %s\n"
                       "address = %s\n"
                       "birth = %04d%02d%02d\n"
                       "sex = %c\n"
                       "\n"
                       "[card]\n"
                       "pin = 1234\n"
                       "tries = 3\n"
                       "expiry = %s\n"
                       "blocked = %s\n"
                       "alter = %s\n"
                       "layout = %s\n",
                       card->number, card->name, card->address, card->birth.year, card->birth.month,
                       card->birth.day, card->sex, card->expiry, card->blocked ? "yes" : "no",
                       card->alter, card->layout);

    return len > 0 && (size_t)len < sizeof text && demo_path(name, "cards", "%s.ini", card->file) &&
           demo_write_text(folder, name, text);
}

static bool make_card(const char *folder, const struct demo_card *card)
{
    char ca[PATH_MAX], profile[PATH_MAX], out[PATH_MAX];

    return write_profile(folder, card) &&
           demo_path(ca, folder, "%s", card->unknown_issuer ? UNKNOWN : KNOWN) &&
           demo_path(profile, folder, "cards/%s.ini", card->file) &&
           demo_path(out, folder, "cards/%s.card", card->file) &&
           child_run(MAKER, (const char *const[]){"issue", "--ca", ca, "--profile", profile, "-o",
                                                  out, NULL});
}

static bool trust_root(const char *folder)
{
    struct bytes roots = bytes_new(ROOTS_MAX);
    bool written = demo_read(folder, KNOWN "/roots.txt", &roots) &&
                   demo_write(folder, "trust/card-roots.txt", bytes_view(&roots));

    bytes_free(&roots);
    return written;
}

bool demo_cards(const char *folder)
{
    const struct demo_card *card = NULL;
    bool made = make_authority(folder, KNOWN, KNOWN_ROOT) &&
                make_authority(folder, UNKNOWN, UNKNOWN_ROOT) && trust_root(folder);

    for (size_t i = 0; made && (card = demo_card_at(i)) != NULL; i++)
        made = make_card(folder, card);
    return made;
}
