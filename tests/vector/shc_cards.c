/* usage: shc_cards FOLDER
 * Issues cards of many kinds under a fresh key, for readers that are not ours. Into FOLDER:
 * jwks.json; cards.json, a list of what was put into each code; NAME.txt, its text; and NAME-N.pgm,
 * its symbol at N pixels a module. */
#include "picture.h"
#include "sample_key.h"

#include "app/record/vaccines.h"
#include "drivers/host/command.h"
#include "print/qr.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "shc_cards"

enum {
    NBF = 1795132800, /* 2026-11-20T00:00:00Z */
    VERSION_MAX = 22,
    PATH_SIZE = 4096,
};

/* People who do not exist: names of each script, a sole one, letters of several signs, a variant of
 * a sign, the longest that a chip may hold; births of a leap day and such as are known in part. */
static const struct person {
    const char *name;
    struct date birth;
    size_t doses;
} people[] = {
    {"証　花子", {1985, 2, 28}, 1},
    {"SMITH　ANNA　MARIA", {1984, 2, 29}, 2},
    {"スミス　花子　MARIA", {1945, 0, 0}, 3},
    {"スカルノ", {1945, 3, 0}, 4},
    {"葛\xF3\xA0\x84\x80城　か\xE3\x82\x99ん", {1999, 12, 31}, 5},
    {"O'NEIL-GARCÍA \"\\　JOSÉ", {2000, 2, 29}, 6},
    {"証　", {1950, 1, 1}, 1},
    {"JOHN SMITH", {2020, 2, 29}, 2},
    {"ヴォルフェシュレーゲルシュタインハウゼンベルガードルフ　アドルフブレインチャールズデイヴィッ"
     "ドアール"
     "フレデリックジェラルド",
     {1904, 2, 29},
     6},
    {"証　多数", {1960, 6, 15}, 32},
};

struct shop {
    const char *folder;
    struct key_port keys;
    struct shc_issuer issuer;
    json_t *cards;
};

static bool write_in(const struct shop *shop, const char *name, const char *end,
                     struct view content)
{
    char path[PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/%s%s", shop->folder, name, end);

    return len > 0 && len < PATH_SIZE && file_write(path, content, 0644);
}

static void fill(struct certificate *out, const struct person *person, size_t first_product)
{
    size_t products = 0;

    while (vaccine_at(products) != NULL)
        products++;
    *out = (struct certificate){.serial = "AKSH2345WXYZ",
                                .kind = KIND_DOMESTIC,
                                .history = {.found = FOUND_SOME, .count = person->doses}};
    snprintf(out->holder.name, HOLDER_NAME_SIZE, "%s", person->name);
    out->holder.birth = person->birth;
    for (size_t i = 0; i < person->doses; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){.number = (int)i + 1, .date = {2024, 2, 29}, .country = "JPN"};
        if (i > 0)
            dose->date = (struct date){2021 + (int)i / 12, 1 + (int)i % 12, 1 + (int)i % 28};
        snprintf(dose->product, PRODUCT_SIZE, "%s",
                 vaccine_at((first_product + i) % products)->key);
        /* One dose without a lot: an empty text is not allowed in a card. */
        if (i != 4)
            snprintf(dose->lot, LOT_SIZE, "EY%04zu", i * 7919 % 10000);
    }
}

static json_t *tell_doses(const struct certificate *certificate, const struct code *code)
{
    json_t *doses = json_array();

    for (int i = code->first; i <= code->last; i++) {
        const struct dose *dose = &certificate->history.doses[i - 1];
        char date[DATE_SIZE];

        date_format(dose->date, date);
        json_array_append_new(doses,
                              json_pack("{s:s,s:s,s:s}", "date", date, "cvx",
                                        vaccine_by_key(dose->product)->cvx, "lot", dose->lot));
    }
    return doses;
}

/* What was put in, in plain words: how it becomes a card is for the readers to know. */
static bool tell(const struct shop *shop, const char *name, const struct certificate *certificate,
                 const struct code *code, const struct qr *qr)
{
    char birth[DATE_SIZE];

    date_format(certificate->holder.birth, birth);
    return json_array_append_new(
               shop->cards,
               json_pack("{s:s,s:s,s:i,s:s,s:s,s:s,s:s%,s:i,s:o}", "card", name, "iss",
                         SAMPLE_ISSUER, "nbf", NBF, "rid", certificate->serial, "name",
                         certificate->holder.name, "birth", birth, "level", &qr->level, (size_t)1,
                         "version", qr->version, "doses", tell_doses(certificate, code))) == 0;
}

/* A grey picture (PGM), quiet zone and all. */
static bool draw(const struct shop *shop, const char *name, const struct qr *qr, int scale)
{
    struct bytes picture = bytes_new(PICTURE_MAX);
    char end[16];
    bool good = false;

    snprintf(end, sizeof end, "-%d.pgm", scale);
    good = picture_of(qr, scale, &picture) && write_in(shop, name, end, bytes_view(&picture));
    bytes_free(&picture);
    return good;
}

static bool give_out(const struct shop *shop, size_t card, const struct certificate *certificate,
                     size_t i)
{
    const struct code *code = &certificate->code[i];
    struct qr *qr = calloc(1, sizeof *qr);
    char name[32];
    bool good = false;

    snprintf(name, sizeof name, "card-%02zu-%zu", card, i);
    good = qr != NULL && qr_make(code->text, VERSION_MAX, qr) &&
           write_in(shop, name, ".txt", view_text(code->text)) &&
           tell(shop, name, certificate, code, qr);
    for (size_t k = 0; good && k < sizeof pixels / sizeof *pixels; k++)
        good = draw(shop, name, qr, pixels[k]);
    free(qr);
    return good;
}

static bool issue(const struct shop *shop, size_t card, const struct person *person,
                  size_t first_product)
{
    struct certificate certificate;
    bool good = false;

    fill(&certificate, person, first_product);
    good = shc_issue(&shop->issuer, &shop->keys, NBF, &certificate) == ERR_OK;
    for (size_t i = 0; good && i < certificate.codes; i++)
        good = give_out(shop, card, &certificate, i);
    return good;
}

/* Every person once, then every product once. */
static bool issue_all(const struct shop *shop)
{
    const size_t persons = sizeof people / sizeof *people;

    for (size_t i = 0; i < persons; i++)
        if (!issue(shop, i, &people[i], i))
            return false;
    for (size_t i = 0; vaccine_at(i) != NULL; i++)
        if (!issue(shop, persons + i, &people[0], i))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct shop shop = {.folder = argc == 2 ? argv[1] : "."};
    struct ec_key *key = ec_key_new();
    char path[PATH_SIZE], *text = NULL;
    bool good = argc == 2 && key != NULL &&
                snprintf(path, sizeof path, "%s/jwks.json", shop.folder) < PATH_SIZE &&
                sample_issuer(path, key, &shop.issuer);

    shop.keys = sample_port(key);
    shop.cards = json_array();
    good = good && issue_all(&shop);
    text = json_dumps(shop.cards, JSON_INDENT(1));
    good = good && text != NULL && write_in(&shop, "cards", ".json", view_text(text));
    free(text);
    json_decref(shop.cards);
    flate_trees_free(&shop.issuer.trees);
    ec_key_free(&key);
    return good ? EXIT_YES : command_refuse(NAME, "the cards could not be issued into FOLDER");
}
