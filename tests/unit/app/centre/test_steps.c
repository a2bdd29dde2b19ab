#include "world.h"

/* One walk: the kiosk's messages and the vrs's answers, each of which a test can spoil. */
struct walk {
    struct errand errand;
    struct bytes question, reply;
};

static struct walk walk_begin(void)
{
    struct walk walk = {.question = bytes_new(WIRE_MAX), .reply = bytes_new(WIRE_MAX)};

    errand_open(&walk.errand, w.desk, w.kiosk);
    return walk;
}

static void walk_end(struct walk *walk)
{
    errand_wipe(&walk->errand);
    bytes_free(&walk->question);
    bytes_free(&walk->reply);
}

static enum err begin(struct walk *walk, const char *path, struct view body)
{
    return step_for(path)->begin(&walk->errand, body, &walk->question);
}

static enum err end(struct walk *walk, const char *path, struct view answer)
{
    return step_for(path)->end(&walk->errand, answer, &walk->reply);
}

/* --- offer ------------------------------------------------------------------------ */

static struct wire_offered offered(const char *code)
{
    struct wire_offered o = {
        .area = {"", "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
        .domestic = true};

    memcpy(o.area.code, code, sizeof o.area.code);
    return o;
}

static void only_what_both_hold_is_offered(void **state)
{
    struct walk walk = walk_begin();
    struct wire_offer offer = {.count = 3}, got;
    struct bytes body = bytes_new(WIRE_MAX);

    (void)state;
    offer.at[0] = offered("131130");
    offer.at[1] = offered(AREA);
    offer.at[2] = offered("271004");
    w.desk->control =
        (struct control){true,
                         390,
                         1380,
                         {"点検中です。", "Closed for a check.", "正在检修。", "점검 중"},
                         "00112233aabbccdd"};
    assert_true(wire_offer_encode(&offer, &body));
    assert_int_equal(begin(&walk, WIRE_OFFER, (struct view){0}), ERR_OK);
    assert_int_equal(walk.question.len, 0);
    assert_int_equal(end(&walk, WIRE_OFFER, bytes_view(&body)), ERR_OK);
    assert_int_equal(wire_offer_decode(bytes_view(&walk.reply), &got), ERR_OK);
    assert_int_equal(got.count, 1);
    assert_string_equal(got.at[0].area.code, AREA);
    assert_true(got.at[0].domestic && !got.at[0].travel);
    assert_string_equal(got.terms, TERMS);
    assert_int_equal(got.fee, 300);
    assert_string_equal(got.version, "00112233aabbccdd");
    assert_true(got.closed);
    assert_int_equal(got.opens, 390);
    assert_int_equal(got.closes, 1380);
    assert_string_equal(got.notice.en, "Closed for a check.");
    w.desk->control = (struct control){0};
    bytes_free(&body);
    walk_end(&walk);
}

/* --- open ------------------------------------------------------------------------- */

static enum err ask_open(struct walk *walk, const char *area)
{
    struct wire_open m = {.transaction = TRANSACTION, .kind = KIND_DOMESTIC};
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    memcpy(m.area, area, sizeof m.area);
    assert_true(wire_open_encode(&m, &body));
    code = begin(walk, WIRE_OPEN, bytes_view(&body));
    bytes_free(&body);
    return code;
}

/* CTR-02: only the area that is switched on. */
static void an_area_that_is_not_offered_is_refused(void **state)
{
    struct walk walk = walk_begin();

    (void)state;
    assert_int_equal(ask_open(&walk, "131130"), AK_N30);
    assert_int_equal(walk.question.len, 0);
    walk_end(&walk);
}

/* KSK-01: while it is closed no visit begins, whatever the kiosk shows. */
static void a_closed_service_opens_nothing(void **state)
{
    struct walk walk = walk_begin();

    (void)state;
    w.desk->control.closed = true;
    assert_int_equal(ask_open(&walk, AREA), AK_N10);
    assert_int_equal(walk.question.len, 0);
    w.desk->control.closed = false;
    assert_int_equal(ask_open(&walk, AREA), ERR_OK);
    walk_end(&walk);
}

/* Opens and gives back the state the kiosk carries; `nonce` is the vrs's. */
static struct bytes walk_open(uint8_t nonce)
{
    struct walk walk = walk_begin();
    struct wire_nonce_ask ask;
    struct wire_nonce answer;
    struct wire_opened opened;
    struct bytes body = bytes_new(WIRE_MAX), sealed = bytes_new(WIRE_SEALED_MAX);

    assert_int_equal(ask_open(&walk, AREA), ERR_OK);
    assert_int_equal(wire_nonce_ask_decode(bytes_view(&walk.question), &ask), ERR_OK);
    assert_memory_equal(ask.kiosk, w.kiosk, sizeof ask.kiosk);
    assert_string_equal(ask.transaction, TRANSACTION);
    assert_string_equal(ask.area, AREA);
    memset(answer.nonce, nonce, sizeof answer.nonce);
    assert_true(wire_nonce_encode(&answer, &body));
    assert_int_equal(end(&walk, WIRE_OPEN, bytes_view(&body)), ERR_OK);
    assert_int_equal(wire_opened_decode(bytes_view(&walk.reply), &opened), ERR_OK);
    assert_memory_equal(opened.nonce, answer.nonce, sizeof answer.nonce);
    assert_true(bytes_set(&sealed, bytes_view(&opened.sealed)));
    wire_opened_free(&opened);
    bytes_free(&body);
    walk_end(&walk);
    return sealed;
}

/* --- present ---------------------------------------------------------------------- */

static struct wire_present present_of(struct bytes *sealed)
{
    struct wire_present m = {.transaction = TRANSACTION, .terms = TERMS, .agreed = NOW};
    struct liveness live = world_live(LIVENESS_RECORDS, 1);

    copy_files(&w.files, &m.files);
    world_sign(&live, m.signature);
    m.sealed = bytes_new(WIRE_SEALED_MAX);
    assert_true(bytes_set(&m.sealed, bytes_view(sealed)));
    return m;
}

static enum err send_present(struct walk *walk, const struct wire_present *m)
{
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    assert_true(wire_present_encode(m, &body));
    code = begin(walk, WIRE_PRESENT, bytes_view(&body));
    bytes_free(&body);
    return code;
}

/* One presentation with a single thing wrong: nothing of it is forwarded (CTR-03, CTR-05). */
static void expect_refused(void (*spoil)(struct wire_present *m), enum err wanted)
{
    struct walk walk = walk_begin();
    struct bytes sealed = walk_open(1);
    struct wire_present m = present_of(&sealed);
    enum err code = ERR_OK;

    spoil(&m);
    code = send_present(&walk, &m);
    if (code != wanted)
        fail_msg("%s instead of %s", err_name(code), err_name(wanted));
    assert_int_equal(walk.question.len, 0);
    wire_present_free(&m);
    bytes_free(&sealed);
    walk_end(&walk);
    w.now = NOW;
}

static void spoil_terms(struct wire_present *m)
{
    memcpy(m->terms, "2025-9", sizeof "2025-9");
}

static void spoil_time(struct wire_present *m)
{
    m->agreed = 0;
}

static void spoil_time_later(struct wire_present *m)
{
    m->agreed = NOW + 61;
}

static void spoil_time_earlier(struct wire_present *m)
{
    m->agreed = NOW - 3601;
}

static void spoil_number(struct wire_present *m)
{
    m->files.number.at[4] ^= 1;
}

static void spoil_person(struct wire_present *m)
{
    m->files.person.at[m->files.person.len - 1] ^= 1;
}

static void spoil_signature(struct wire_present *m)
{
    m->signature[200] ^= 1;
}

static void spoil_key(struct wire_present *m)
{
    m->files.key.at[100] ^= 1;
}

static void spoil_sealed(struct wire_present *m)
{
    m->sealed.at[20] ^= 1;
}

static void spoil_clock(struct wire_present *m)
{
    (void)m;
    w.now = NOW + 181;
}

static void drop_digests(struct wire_present *m)
{
    bytes_clear(&m->files.digests);
}

static void one_thing_wrong_and_nothing_is_forwarded(void **state)
{
    (void)state;
    expect_refused(spoil_terms, AK_N31);
    expect_refused(spoil_time, AK_N64);
    expect_refused(spoil_time_later, AK_N64);
    expect_refused(spoil_time_earlier, AK_N64);
    expect_refused(spoil_number, AK_C61);
    expect_refused(spoil_person, AK_C61);
    expect_refused(spoil_signature, AK_C67);
    expect_refused(spoil_key, AK_C66);
    expect_refused(spoil_sealed, AK_N63);
    expect_refused(spoil_clock, AK_N07);
}

static void a_missing_file_is_not_forwarded(void **state)
{
    struct walk walk = walk_begin();
    struct bytes sealed = walk_open(1);
    struct wire_present m = present_of(&sealed);

    (void)state;
    drop_digests(&m);
    assert_int_not_equal(send_present(&walk, &m), ERR_OK);
    assert_int_equal(walk.question.len, 0);
    wire_present_free(&m);
    bytes_free(&sealed);
    walk_end(&walk);
}

/* CTR-03: a card that no configured root vouches for, whole as it may be. */
static void an_unknown_issuer_is_not_forwarded(void **state)
{
    struct walk walk = walk_begin();
    struct bytes sealed = walk_open(1);
    struct wire_present m = present_of(&sealed);

    (void)state;
    w.desk->roots.count = 0;
    assert_int_equal(send_present(&walk, &m), AK_C64);
    w.desk->roots.count = 1;
    assert_int_equal(walk.question.len, 0);
    wire_present_free(&m);
    bytes_free(&sealed);
    walk_end(&walk);
}

static struct wire_presented presented_of(enum found found)
{
    struct wire_presented m = {.history = {.found = found, .as_of = 9}};

    memcpy(m.holder.name, SPECIMEN_NAME, sizeof SPECIMEN_NAME);
    m.holder.birth = (struct date){1980, 2, 17};
    if (found == FOUND_SOME) {
        m.history.count = 1;
        m.history.doses[0] = (struct dose){1, {2021, 6, 1}, "comirnaty", "EX0001", "JPN"};
        memset(m.nonce, 2, sizeof m.nonce);
    }
    return m;
}

/* Presents, lets the vrs answer `answer`, and returns the code; `out` is what the kiosk gets. */
static enum err walk_present(const struct wire_presented *answer, struct wire_presented *out)
{
    struct walk walk = walk_begin();
    struct bytes sealed = walk_open(1), body = bytes_new(WIRE_MAX);
    struct wire_present m = present_of(&sealed);
    struct wire_proof proof;
    enum err code = ERR_OK;

    assert_int_equal(send_present(&walk, &m), ERR_OK);
    assert_int_equal(wire_proof_decode(bytes_view(&walk.question), &proof), ERR_OK);
    assert_int_equal(proof.live.step, LIVENESS_RECORDS);
    assert_true(view_equal(bytes_view(&proof.files.person), bytes_view(&w.files.person)));
    assert_memory_equal(proof.signature, m.signature, sizeof m.signature);
    wire_proof_free(&proof);
    assert_true(wire_presented_encode(answer, &body));
    code = end(&walk, WIRE_PRESENT, bytes_view(&body));
    if (code == ERR_OK)
        assert_int_equal(wire_presented_decode(bytes_view(&walk.reply), out), ERR_OK);
    else
        assert_int_equal(walk.reply.len, 0);
    wire_present_free(&m);
    bytes_free(&body);
    bytes_free(&sealed);
    walk_end(&walk);
    return code;
}

static void doses_lead_to_a_second_step(void **state)
{
    struct wire_presented answer = presented_of(FOUND_SOME), got;

    (void)state;
    assert_int_equal(walk_present(&answer, &got), ERR_OK);
    assert_true(got.sealed.len > 0);
    assert_memory_equal(got.nonce, answer.nonce, sizeof got.nonce);
    assert_string_equal(got.holder.name, SPECIMEN_NAME);
    wire_presented_free(&got);
}

/* R13: nothing found and nothing known lead nowhere, and stay what they are. */
static void nothing_found_leads_to_none(void **state)
{
    static const enum found founds[] = {FOUND_NONE, FOUND_UNKNOWN};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct wire_presented answer = presented_of(founds[i]), got;

        assert_int_equal(walk_present(&answer, &got), ERR_OK);
        assert_int_equal(got.history.found, founds[i]);
        assert_int_equal(got.sealed.len, 0);
        wire_presented_free(&got);
    }
}

/* R1: an answer about somebody else reaches nobody. */
static void another_persons_records_are_stopped(void **state)
{
    struct wire_presented answer = presented_of(FOUND_SOME), got;

    (void)state;
    answer.holder.birth.day = 18;
    assert_int_equal(walk_present(&answer, &got), AK_N65);
    answer = presented_of(FOUND_SOME);
    answer.holder.name[0] = 'x';
    memcpy(answer.holder.name, "別　人", sizeof "別　人");
    assert_int_equal(walk_present(&answer, &got), AK_N65);
}

/* A passport belongs to a certificate for travel, and to nothing else (VRS-50). */
static void a_passport_that_nobody_asked_for_is_stopped(void **state)
{
    struct wire_presented answer = presented_of(FOUND_SOME), got;

    (void)state;
    answer.traveller =
        (struct traveller){.name = "TESUTO TARO", .passport = "*****0010", .nationality = "JPN"};
    assert_int_equal(walk_present(&answer, &got), AK_N65);
}

/* --- certificate ------------------------------------------------------------------ */

static bool sign_sheet(void *self, const char *name, struct view message,
                       uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static struct certificate sheet_content(void)
{
    struct certificate c = {
        .serial = "ABCDEFGHJK23",
        .transaction = TRANSACTION,
        .kind = KIND_DOMESTIC,
        .area = {AREA, "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
        .holder = {SPECIMEN_NAME, {1980, 2, 17}},
        .history = {.found = FOUND_SOME, .count = 1, .as_of = 9},
        .issued = {2026, 11, 20},
        .codes = 1,
    };

    c.history.doses[0] = (struct dose){1, {2021, 6, 1}, "comirnaty", "EX0001", "JPN"};
    c.code[0] = (struct code){CODE_SHC, 1, 1, "shc:/5676"};
    return c;
}

static struct bytes sheet_of(const struct certificate *content)
{
    const struct key_port keys = {.self = w.desk->sheet_key, .sign = sign_sheet};
    struct bytes text = bytes_new(SHEET_MAX);

    assert_true(sheet_sign(content, &keys, "sheet-1", &text));
    return text;
}

/* Asks for the certificate with the state of a presentation; the second challenge is signed over
 * `nonce`. Leaves the walk ready for the vrs's answer. */
static enum err ask_certificate(struct walk *walk, uint8_t nonce)
{
    struct wire_presented answer = presented_of(FOUND_SOME), got;
    struct wire_certificate m = {.transaction = TRANSACTION};
    struct liveness live = world_live(LIVENESS_CERTIFICATE, nonce);
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    assert_int_equal(walk_present(&answer, &got), ERR_OK);
    m.sealed = got.sealed;
    world_sign(&live, m.signature);
    assert_true(wire_certificate_encode(&m, &body));
    code = begin(walk, WIRE_CERTIFICATE, bytes_view(&body));
    wire_presented_free(&got);
    bytes_free(&body);
    return code;
}

static void the_sheet_passes_byte_for_byte(void **state)
{
    struct walk walk = walk_begin();
    struct certificate content = sheet_content();
    struct bytes sheet = sheet_of(&content);
    struct wire_proof proof;

    (void)state;
    assert_int_equal(ask_certificate(&walk, 2), ERR_OK);
    assert_int_equal(wire_proof_decode(bytes_view(&walk.question), &proof), ERR_OK);
    assert_int_equal(proof.live.step, LIVENESS_CERTIFICATE);
    assert_string_equal(proof.terms, TERMS);
    assert_true(proof.agreed == NOW);
    assert_true(view_equal(bytes_view(&proof.files.number), bytes_view(&w.files.number)));
    wire_proof_free(&proof);
    assert_int_equal(end(&walk, WIRE_CERTIFICATE, bytes_view(&sheet)), ERR_OK);
    assert_true(view_equal(bytes_view(&walk.reply), bytes_view(&sheet)));
    bytes_free(&sheet);
    walk_end(&walk);
}

/* KSK-05: the first challenge's answer is none to the second. */
static void the_second_challenge_must_be_answered(void **state)
{
    struct walk walk = walk_begin();

    (void)state;
    assert_int_equal(ask_certificate(&walk, 1), AK_C67);
    assert_int_equal(walk.question.len, 0);
    walk_end(&walk);
}

static void expect_sheet_stopped(const struct certificate *content, enum err wanted)
{
    struct walk walk = walk_begin();
    struct bytes sheet = sheet_of(content);

    assert_int_equal(ask_certificate(&walk, 2), ERR_OK);
    assert_int_equal(end(&walk, WIRE_CERTIFICATE, bytes_view(&sheet)), wanted);
    assert_int_equal(walk.reply.len, 0);
    bytes_free(&sheet);
    walk_end(&walk);
}

/* CTR-13. */
static void a_sheet_of_another_request_is_stopped(void **state)
{
    struct certificate content = sheet_content();

    (void)state;
    content.transaction[0] = 'f';
    expect_sheet_stopped(&content, AK_N66);
    content = sheet_content();
    content.kind = KIND_TRAVEL;
    content.traveller = (struct traveller){.name = "SPECIMEN HANAKO", .passport = "TK1234567"};
    expect_sheet_stopped(&content, AK_N66);
    content = sheet_content();
    memcpy(content.area.code, "131130", sizeof content.area.code);
    expect_sheet_stopped(&content, AK_N66);
    content = sheet_content();
    content.holder.birth.year = 1981;
    expect_sheet_stopped(&content, AK_N66);
}

static void a_changed_sheet_is_stopped(void **state)
{
    struct walk walk = walk_begin();
    struct certificate content = sheet_content();
    struct bytes sheet = sheet_of(&content);

    (void)state;
    assert_int_equal(ask_certificate(&walk, 2), ERR_OK);
    sheet.at[sheet.len / 2] ^= 1;
    assert_int_not_equal(end(&walk, WIRE_CERTIFICATE, bytes_view(&sheet)), ERR_OK);
    assert_int_equal(walk.reply.len, 0);
    bytes_free(&sheet);
    walk_end(&walk);
}

/* --- the rest --------------------------------------------------------------------- */

static void an_outcome_passes(void **state)
{
    struct walk walk = walk_begin();
    struct wire_outcome m = {.transaction = TRANSACTION, .delivered = true, .sheets = 1};
    struct bytes body = bytes_new(WIRE_MAX);

    (void)state;
    assert_true(wire_outcome_encode(&m, &body));
    assert_int_equal(begin(&walk, WIRE_OUTCOME, bytes_view(&body)), ERR_OK);
    assert_true(view_equal(bytes_view(&walk.question), bytes_view(&body)));
    assert_int_equal(end(&walk, WIRE_OUTCOME, (struct view){0}), ERR_OK);
    assert_int_equal(walk.reply.len, 0);
    bytes_free(&body);
    walk_end(&walk);
}

static void no_step_takes_what_it_cannot_read(void **state)
{
    static const char *const paths[] = {WIRE_OPEN, WIRE_PRESENT, WIRE_CERTIFICATE, WIRE_OUTCOME};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct walk walk = walk_begin();

        assert_int_equal(begin(&walk, paths[i], view_text("{}")), AK_N92);
        assert_int_equal(begin(&walk, paths[i], view_text("")), AK_N90);
        assert_int_equal(walk.question.len, 0);
        walk_end(&walk);
    }
    assert_null(step_for("/v1/other"));
    assert_null(step_for(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_what_both_hold_is_offered, world_reset),
        cmocka_unit_test_setup(an_area_that_is_not_offered_is_refused, world_reset),
        cmocka_unit_test_setup(a_closed_service_opens_nothing, world_reset),
        cmocka_unit_test_setup(one_thing_wrong_and_nothing_is_forwarded, world_reset),
        cmocka_unit_test_setup(a_missing_file_is_not_forwarded, world_reset),
        cmocka_unit_test_setup(an_unknown_issuer_is_not_forwarded, world_reset),
        cmocka_unit_test_setup(doses_lead_to_a_second_step, world_reset),
        cmocka_unit_test_setup(nothing_found_leads_to_none, world_reset),
        cmocka_unit_test_setup(another_persons_records_are_stopped, world_reset),
        cmocka_unit_test_setup(a_passport_that_nobody_asked_for_is_stopped, world_reset),
        cmocka_unit_test_setup(the_sheet_passes_byte_for_byte, world_reset),
        cmocka_unit_test_setup(the_second_challenge_must_be_answered, world_reset),
        cmocka_unit_test_setup(a_sheet_of_another_request_is_stopped, world_reset),
        cmocka_unit_test_setup(a_changed_sheet_is_stopped, world_reset),
        cmocka_unit_test_setup(an_outcome_passes, world_reset),
        cmocka_unit_test_setup(no_step_takes_what_it_cannot_read, world_reset),
    };

    return cmocka_run_group_tests(tests, world_open, world_close);
}
