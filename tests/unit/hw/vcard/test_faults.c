/* Every fault at every exchange of the whole transaction, at the reader and at the card (KSK-05,
 * KSK-09, KSK-10, R26): what a card says of its holder is true or not believed, the PIN is sent as
 * often as it was entered, and the next card is read as if nothing had been. */
#include "plastic.h"

#include "app/identity/card.h"
#include "app/identity/liveness.h"
#include "drivers/card/reader_fault.h"
#include "drivers/card/text_ap.h"
#include "drivers/host/file.h"
#include "hw/vcard/trouble.h"

enum { EXCHANGES = 12, LINES_MAX = 64 * 1024, SEEDS = 60 };

static struct plastic plastic;
static struct vcard *other;
static struct card_roots roots;
static struct card_person expected;

/* A field with the card in it, as pcscd would show it. */
struct field {
    struct trouble trouble;
    struct bytes said; /* and not yet heard */
    size_t heard;
    bool connected;
    int exchanges, pins;
};

static enum reader_presence field_wait(void *self, enum reader_presence known, int ms)
{
    (void)self, (void)known, (void)ms;
    return READER_CARD;
}

static void field_disconnect(void *self)
{
    struct field *field = self;

    field->connected = false;
    vcard_reset(plastic.card);
}

static enum err field_connect(void *self)
{
    struct field *field = self;

    field_disconnect(field);
    bytes_clear(&field->said);
    field->heard = 0;
    field->connected = true;
    return ERR_OK;
}

static void say(struct field *field, const struct bytes *answer)
{
    assert_true(bytes_append_u16(&field->said, (uint16_t)answer->len));
    assert_true(bytes_append(&field->said, bytes_view(answer)));
}

/* The oldest answer that was not heard yet. */
static bool hear(struct field *field, struct bytes *answer)
{
    struct view rest = view_from(bytes_view(&field->said), field->heard);
    size_t len = rest.len >= 2 ? (size_t)(rest.at[0] << 8 | rest.at[1]) : 0;

    if (rest.len < 2 || !bytes_append(answer, view_cut(rest, 2, len)))
        return false;
    field->heard += 2 + len;
    return true;
}

static enum err field_transmit(void *self, struct view command, struct bytes *answer)
{
    struct bytes made = bytes_new(TROUBLE_ANSWER_MAX);
    struct trouble_result result = {0};
    struct field *field = self;
    bool good = field->connected;

    bytes_clear(answer);
    if (good) {
        field->exchanges++;
        field->pins += command.len > 5 && command.at[1] == 0x20;
        assert_true(trouble_answer(&field->trouble, plastic.card, command, &made, &result));
        if (result.end == TROUBLE_ANSWER || result.end == TROUBLE_TWICE)
            say(field, &made);
        if (result.end == TROUBLE_TWICE)
            say(field, &made);
        good = result.end != TROUBLE_GONE && hear(field, answer);
    }
    bytes_free(&made);
    if (!good)
        field_disconnect(field);
    return good ? ERR_OK : reader_failure(READER_CARD_GONE);
}

static void field_close(void *self)
{
    struct field *field = self;

    bytes_free(&field->said);
}

/* What a kiosk learns in one visit. */
struct reading {
    enum err code;
    int entries; /* of a PIN that the resident confirmed */
    unsigned tries;
    bool believed; /* the files were called authentic */
    struct card_person person;
};

static enum err ask_tries(struct reader_port *port, unsigned *tries)
{
    char expiry[TEXT_AP_EXPIRY_SIZE] = "";
    enum err code = port->connect(port->self);

    if (code == ERR_OK)
        code = text_ap_expiry(port, expiry);
    if (code == ERR_OK)
        code = card_expiry_check(expiry, (struct date){2026, 11, 21});
    if (code == ERR_OK)
        code = text_ap_select(port);
    return code == ERR_OK ? text_ap_tries(port, tries) : code;
}

static enum err enter(struct reader_port *port, const char *digits, struct reading *out)
{
    struct pin pin = {0};
    char text[PIN_LEN];

    memcpy(text, digits, sizeof text);
    assert_true(pin_take(&pin, text, sizeof text));
    out->entries++;
    return text_ap_verify(port, &pin, &out->tries);
}

static enum err read_files(struct reader_port *port, struct card_files *files)
{
    enum err code = text_ap_read(port, TEXT_AP_NUMBER, &files->number);

    if (code == ERR_OK)
        code = text_ap_read(port, TEXT_AP_PERSON, &files->person);
    if (code == ERR_OK)
        code = text_ap_read(port, TEXT_AP_DIGESTS, &files->digests);
    if (code == ERR_OK)
        code = text_ap_read(port, TEXT_AP_CERTIFICATE, &files->certificate);
    if (code == ERR_OK)
        code = text_ap_read(port, TEXT_AP_KEY, &files->key);
    return code;
}

static enum err challenge(struct reader_port *port, const struct card_files *files,
                          enum liveness_step step)
{
    struct liveness live = {.nonce = {(uint8_t)step, 1}, .step = step, .area = "131105"};
    uint8_t digest[SHA256_LEN], signature[TEXT_AP_SIGNATURE_LEN];
    enum err code = ERR_OK;

    assert_true(liveness_digest(&live, files, digest));
    code = text_ap_sign(port, digest, signature);
    if (code == ERR_OK)
        code = liveness_check(files, digest, view_of(signature, sizeof signature));
    return code;
}

static enum err judge(const struct card_files *files, struct reading *out)
{
    enum err code = card_judge(files, &roots, &out->person).code;

    out->believed = code == ERR_OK;
    return code;
}

static struct reading visit(struct reader_port *port, const char *digits)
{
    struct card_files files = card_files_new();
    struct reading out = {0};

    out.code = ask_tries(port, &out.tries);
    if (out.code == ERR_OK)
        out.code = enter(port, digits, &out);
    if (out.code == ERR_OK)
        out.code = read_files(port, &files);
    if (out.code == ERR_OK)
        out.code = judge(&files, &out);
    if (out.code == ERR_OK)
        out.code = challenge(port, &files, LIVENESS_RECORDS);
    if (out.code == ERR_OK)
        out.code = challenge(port, &files, LIVENESS_CERTIFICATE);
    port->disconnect(port->self);
    card_files_free(&files);
    return out;
}

static struct plan parse(const char *text)
{
    char why[PLAN_WHY_SIZE];
    struct plan plan;

    if (!plan_parse(text, &plan, why))
        fail_msg("%s: %s", text, why);
    plan_seed(&plan, 7);
    return plan;
}

/* A field, and a reader over it; the plan goes wrong at the one or at the other. */
static void open_field(struct field *field, struct reader_port *port, const struct plan *plan,
                       bool at_card)
{
    struct reader_port plain = {field,          field_wait,       field_connect,
                                field_transmit, field_disconnect, field_close};

    *field = (struct field){.trouble = {.other = other}, .said = bytes_new(LINES_MAX)};
    if (at_card)
        field->trouble.faulty.plan = *plan;
    *port = plain;
    if (!at_card)
        assert_true(reader_fault_open(plan, &plain, port));
}

static void check_reading(const struct reading *reading, const struct field *field, bool other_card,
                          const char *text)
{
    bool same = memcmp(&reading->person, &expected, sizeof expected) == 0;

    if (reading->believed && !same && !other_card)
        fail_msg("%s: another person was believed", text);
    if (reading->code == ERR_OK && !same)
        fail_msg("%s: another person passed", text);
    if (field->pins != reading->entries)
        fail_msg("%s: %d PINs sent for %d entries", text, field->pins, reading->entries);
    if (reading->code != ERR_OK && err_name(reading->code) == NULL)
        fail_msg("%s: no code", text);
}

static void check_next_visit(struct reader_port *port, struct field *field, const char *text)
{
    struct reading next;

    field->pins = 0;
    next = visit(port, "1234");
    if (next.code != ERR_OK || memcmp(&next.person, &expected, sizeof expected) != 0)
        fail_msg("%s: the next visit ended with %s", text, err_name(next.code));
    assert_int_equal(field->pins, 1);
    assert_int_equal(plastic.card->keys[VCARD_PIN].tries, 3);
}

struct expectation {
    const char *how;
    bool at_reader, at_card;  /* where it can be */
    int fails_from, fails_to; /* at these exchanges the visit has to fail */
};

static void step(const struct expectation *what, int at, bool at_card)
{
    char text[128];
    struct reader_port port;
    struct reading reading;
    struct field field;
    struct plan plan;

    assert_true(snprintf(text, sizeof text, "%s,at=%d", what->how, at) < (int)sizeof text);
    plan = parse(text);
    open_field(&field, &port, &plan, at_card);
    reading = visit(&port, "1234");
    check_reading(&reading, &field, plan.fault[0].how == FAULT_OTHER_CARD, text);
    if (reading.code == ERR_OK && at >= what->fails_from && at <= what->fails_to)
        fail_msg("%s at the %s: passed", text, at_card ? "card" : "reader");
    check_next_visit(&port, &field, text);
    port.close(port.self);
}

static void every_fault_at_every_exchange(void **state)
{
    static const struct expectation all[] = {
        {"how=removed,ms=0", true, true, 1, 12},
        {"how=unplugged,ms=0", true, true, 1, 12},
        {"how=silent,ms=0", true, true, 1, 12},
        {"how=reset", true, false, 1, 12},
        {"how=reset", false, true, 4, 12},
        {"how=short", true, true, 11, 12},
        {"how=long", true, true, 11, 12},
        {"how=status", true, true, 3, 5},
        {"how=status,sw=6982", true, true, 11, 12},
        {"how=status,sw=6A82", true, true, 11, 12},
        {"how=garbage", true, true, 3, 5},
        {"how=garbage,seed=1", true, true, 11, 12},
        {"how=slow,ms=0", true, true, 0, 0},
        {"how=twice", true, true, 4, 11},
        {"how=flip,file=1,bit=40", true, true, 6, 6},
        {"how=flip,file=2,bit=200", true, true, 7, 7},
        {"how=flip,file=3,bit=80", true, true, 8, 8},
        {"how=flip,file=4,bit=400", true, true, 9, 9},
        {"how=flip,file=7,bit=400", true, true, 10, 10},
        {"how=keep-counter", true, true, 0, 0},
        {"how=same-nonce", true, true, 11, 12},
        {"how=other-card", false, true, 6, 8},
        {"how=other-card,file=7", false, true, 10, 10},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (int at = 1; at <= EXCHANGES; at++) {
            if (all[i].at_reader)
                step(&all[i], at, false);
            if (all[i].at_card)
                step(&all[i], at, true);
        }
}

static void without_a_fault_it_is_twelve_exchanges(void **state)
{
    struct reader_port port;
    struct reading reading;
    struct field field;
    struct plan none = {0};

    (void)state;
    open_field(&field, &port, &none, true);
    reading = visit(&port, "1234");
    assert_int_equal(reading.code, ERR_OK);
    assert_int_equal(field.exchanges, EXCHANGES);
    assert_int_equal(field.pins, 1);
    check_reading(&reading, &field, false, "no fault");
    port.close(port.self);
}

/* Any mixture, by chance: the seed that stands in the message repeats it. */
static void mixtures_by_chance(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 2 * SEEDS; seed++) {
        char text[192];
        struct reader_port port;
        struct reading reading;
        struct field field;
        struct plan plan;

        snprintf(text, sizeof text,
                 "how=garbage,p=0.1,seed=%d;how=short,p=0.1,seed=%d;how=twice,p=0.05,seed=%d;"
                 "how=removed,p=0.02,ms=0,seed=%d;how=long,p=0.05,seed=%d",
                 seed, seed + 1000, seed + 2000, seed + 3000, seed + 4000);
        plan = parse(text);
        open_field(&field, &port, &plan, seed > SEEDS);
        reading = visit(&port, "1234");
        check_reading(&reading, &field, false, text);
        port.close(port.self);
    }
}

/* A whole other card's files are believed as files; that this card is not that card shows when it
 * has to sign. */
static void another_cards_files_do_not_pass(void **state)
{
    struct plan plan = parse("how=other-card");
    struct reader_port port;
    struct reading reading;
    struct field field;

    (void)state;
    open_field(&field, &port, &plan, true);
    reading = visit(&port, "1234");
    assert_true(reading.believed);
    assert_string_equal(reading.person.number, "234567890121");
    assert_int_equal(reading.code, AK_C67);
    port.close(port.self);
}

static void a_nonce_that_is_ignored_does_not_pass(void **state)
{
    struct plan plan = parse("how=same-nonce");

    (void)state;
    for (int at_card = 0; at_card < 2; at_card++) {
        struct reader_port port;
        struct field field;

        open_field(&field, &port, &plan, at_card == 1);
        assert_int_equal(visit(&port, "1234").code, AK_C67);
        port.close(port.self);
    }
}

static void a_wrong_pin_is_sent_once_whatever_the_counter_says(void **state)
{
    struct plan plan = parse("how=keep-counter"), none = {0};
    struct reader_port port;
    struct reading reading;
    struct field field;

    (void)state;
    open_field(&field, &port, &plan, true);
    plastic.card->changed = false;
    reading = visit(&port, "9999");
    assert_int_equal(reading.code, AK_C31);
    assert_int_equal(reading.tries, 3);
    assert_int_equal(field.pins, 1);
    assert_int_equal(plastic.card->keys[VCARD_PIN].tries, 3);
    assert_false(plastic.card->changed);
    port.close(port.self);

    open_field(&field, &port, &none, true);
    reading = visit(&port, "9999");
    assert_int_equal(reading.code, AK_C31);
    assert_int_equal(reading.tries, 2);
    assert_int_equal(plastic.card->keys[VCARD_PIN].tries, 2);
    assert_true(plastic.card->changed);
    port.close(port.self);
    plastic.card->keys[VCARD_PIN].tries = 3;
}

/* The answer to a wrong PIN was never heard: the try is gone all the same, and no second is used.
 */
static void a_try_is_used_even_if_nobody_hears_of_it(void **state)
{
    struct plan plan = parse("how=removed,at=5,ms=0");
    struct reader_port port;
    struct field field;

    (void)state;
    open_field(&field, &port, &plan, true);
    assert_int_equal(visit(&port, "9999").code, AK_C01);
    assert_int_equal(field.pins, 1);
    assert_int_equal(plastic.card->keys[VCARD_PIN].tries, 2);
    plastic.card->keys[VCARD_PIN].tries = 3;
    port.close(port.self);
}

static int open_cards(void **state)
{
    struct profile profile = plastic_profile();
    struct bytes text = bytes_new(LINES_MAX);
    struct card_files files = card_files_new();
    char path[PLASTIC_PATH_SIZE];

    (void)state;
    plastic_open(&plastic);
    snprintf(profile.number, sizeof profile.number, "234567890121");
    snprintf(profile.name, sizeof profile.name, "架空　花子");
    other = issue_card(&profile, &plastic.authority);
    assert_non_null(other);
    plastic_path(&plastic, "roots.txt", path);
    assert_true(file_read(path, &text) && card_roots_parse(bytes_view(&text), &roots));
    assert_true(bytes_set(&files.number, bytes_view(&plastic.card->files[0])) &&
                bytes_set(&files.person, bytes_view(&plastic.card->files[1])) &&
                bytes_set(&files.digests, bytes_view(&plastic.card->files[2])) &&
                bytes_set(&files.certificate, bytes_view(&plastic.card->files[3])));
    assert_int_equal(card_judge(&files, &roots, &expected).code, ERR_OK);
    card_files_free(&files);
    bytes_free(&text);
    return 0;
}

static int close_cards(void **state)
{
    (void)state;
    vcard_free(&other);
    plastic_close(&plastic);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_fault_it_is_twelve_exchanges),
        cmocka_unit_test(every_fault_at_every_exchange),
        cmocka_unit_test(mixtures_by_chance),
        cmocka_unit_test(another_cards_files_do_not_pass),
        cmocka_unit_test(a_nonce_that_is_ignored_does_not_pass),
        cmocka_unit_test(a_wrong_pin_is_sent_once_whatever_the_counter_says),
        cmocka_unit_test(a_try_is_used_even_if_nobody_hears_of_it),
    };

    return cmocka_run_group_tests(tests, open_cards, close_cards);
}
