#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/wire/catalogue.h"

#include <stdio.h>
#include <string.h>

/* What may travel towards the signer (CTR-12, VRS-55, R17), and what for. Whoever adds a member to
 * one of these messages has to say here why it is neither content of a certificate, nor a hash of
 * it, nor the id of a record. */
static const struct allowed {
    const char *message, *member;
} allowed[] = {
    /* which visit, where, and what for */
    {"nonce_ask", "transaction"},
    {"nonce_ask", "area"},
    {"nonce_ask", "kind"},
    {"proof", "transaction"},
    {"proof", "step"},
    {"proof", "area"},
    {"proof", "kind"},
    /* whose line: the digest of a machine's certificate, not of a paper */
    {"nonce_ask", "kiosk"},
    {"proof", "kiosk"},
    /* what the signer itself gave out */
    {"proof", "nonce"},
    /* what the resident agreed to, and when */
    {"proof", "terms"},
    {"proof", "agreed"},
    /* what the card says and signs: the signer judges it for itself */
    {"proof", "files"},
    {"proof", "files.number"},
    {"proof", "files.person"},
    {"proof", "files.digests"},
    {"proof", "files.certificate"},
    {"proof", "files.key"},
    {"proof", "signature"},
    /* what became of the sheet that this very visit was given */
    {"outcome", "transaction"},
    {"outcome", "delivered"},
    {"outcome", "sheets"},
    {"outcome", "code"},
    {"outcome", "dose"},
};

enum { ALLOWED = sizeof allowed / sizeof *allowed };

static size_t met;

static void expect_allowed(const char *message, const char *member)
{
    for (size_t i = 0; i < ALLOWED; i++) {
        if (strcmp(allowed[i].message, message) == 0 && strcmp(allowed[i].member, member) == 0) {
            met++;
            return;
        }
    }
    fail_msg("%s.%s must not travel towards the signer", message, member);
}

static void walk(const char *message, const char *prefix, const struct message *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *f = &table->fields[i];
        char member[64];

        snprintf(member, sizeof member, "%s%s", prefix, f->name);
        expect_allowed(message, member);
        if (f->of != NULL) {
            snprintf(member, sizeof member, "%s%s.", prefix, f->name);
            walk(message, member, f->of);
        }
    }
}

static const struct message *table_of(const char *name)
{
    const struct catalogue_message *each = NULL;

    for (size_t i = 0; (each = catalogue_message_at(i)) != NULL; i++)
        if (strcmp(each->name, name) == 0)
            return each->table;
    fail_msg("no message is called %s", name);
    return NULL;
}

static void nothing_else_travels_towards_the_signer(void **state)
{
    const struct catalogue_route *route = NULL;

    (void)state;
    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++)
        if (route->line == CATALOGUE_VRS_LINE && route->asked[0] != 0)
            walk(route->asked, "", table_of(route->asked));
    assert_int_equal(met, ALLOWED);
}

/* A kiosk has no field for content either: what it cannot say, nobody can pass on. */
static void nothing_of_a_certificate_leaves_a_kiosk(void **state)
{
    static const char *const content[] = {"serial", "holder", "history", "doses", "codes",
                                          "issued", "digest", "sheet",   "record"};
    const struct catalogue_route *route = NULL;

    (void)state;
    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++) {
        const struct message *asked = route->asked[0] != 0 ? table_of(route->asked) : NULL;

        for (size_t k = 0; asked != NULL && k < asked->count; k++)
            for (size_t c = 0; c < sizeof content / sizeof *content; c++)
                assert_string_not_equal(asked->fields[k].name, content[c]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_else_travels_towards_the_signer),
        cmocka_unit_test(nothing_of_a_certificate_leaves_a_kiosk),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
