/* Aims at what testers and operators write by hand: fault plans, descriptions of readers,
 * recordings, lists of roots, profiles and files of virtual cards. Each reader takes each input. */
#include "drivers/card/reader_pcsc.h"
#include "drivers/card/reader_record.h"
#include "drivers/card/reader_replay.h"
#include "drivers/card/reader_stack.h"
#include "drivers/fault/plan.h"
#include "fuzz.h"
#include "hw/vcard/card_file.h"
#include "hw/vcard/profile.h"
#include "visit.h"

#include <string.h>

enum { WRITTEN_MAX = 1 << 20 };

#define ANY_PATH "/dev/null" /* is there; nothing is read from it */

/* --- No file is touched and no reader asked: the linker puts these in their place ---------------
 */

static struct view content; /* of every file */

static struct bytes written; /* by the last file_write */

bool __wrap_file_read(const char *path, struct bytes *out);
bool __wrap_file_write(const char *path, struct view v, unsigned mode);
bool __wrap_reader_pcsc_open(const char *name, struct reader_port *out);
bool __wrap_reader_record_open(const char *path, const struct reader_port *inner,
                               struct reader_port *out);

bool __wrap_file_read(const char *path, struct bytes *out)
{
    return path != NULL && bytes_append(out, content);
}

bool __wrap_file_write(const char *path, struct view v, unsigned mode)
{
    return path != NULL && mode == 0600 && bytes_set(&written, v);
}

static void close_nothing(void *self)
{
    (void)self;
}

bool __wrap_reader_pcsc_open(const char *name, struct reader_port *out)
{
    *out = (struct reader_port){.close = close_nothing};
    return name != NULL;
}

bool __wrap_reader_record_open(const char *path, const struct reader_port *inner,
                               struct reader_port *out)
{
    *out = *inner;
    return strchr(path, '/') == NULL;
}

/* --- The readers --------------------------------------------------------------------------------
 */

/* How each device reads a plan: cards and readers, lines, printers. */
static bool (*const parsers[])(const char *text, struct plan *out, char why[PLAN_WHY_SIZE]) = {
    plan_parse, plan_parse_line, plan_parse_printer};

/* Asking what acts when needs no more than the plan. */
static void ask_plan(const struct plan *plan)
{
    const struct moment moment = {.exchange = 4, .before = 16, .len = 64};

    for (int how = 0; how < FAULT_HOWS; how++) {
        const struct fault *named = plan_names(plan, (enum fault_how)how);

        fuzz_hold(named != NULL || plan_find(plan, &moment, (enum fault_how)how) == NULL);
        fuzz_hold(named == NULL || named->how == (enum fault_how)how);
    }
    for (size_t i = 0; i < plan->count; i++)
        fuzz_hold(plan->fault[i].when != FAULT_PAGE || !fault_acts(&plan->fault[i], &moment));
    for (size_t i = 0; i < plan->count; i++)
        fuzz_hold(plan->fault[i].when != FAULT_ALWAYS || fault_acts_on_page(&plan->fault[i], 1));
}

/* A plan that was understood can be told, and the telling is understood the same. */
static void read_plan(const char *text, size_t device)
{
    struct plan plan, again;
    char why[PLAN_WHY_SIZE] = "", told[PLAN_TEXT_SIZE], retold[PLAN_TEXT_SIZE];

    if (!parsers[device](text, &plan, why)) {
        fuzz_hold(plan.count == 0 && why[0] != 0);
        return;
    }
    plan_seed(&plan, 1);
    ask_plan(&plan);
    plan_text(&plan, told);
    fuzz_hold(parsers[device](told, &again, why));
    plan_text(&again, retold);
    fuzz_hold(again.count == plan.count && strcmp(told, retold) == 0);
}

static void read_description(const char *text)
{
    struct reader_port port;
    char why[READER_STACK_WHY_SIZE] = "";

    content = view_text("> 00A4040C 10 0\n= 9000\n");
    if (reader_stack_open(text, "", &port, why))
        port.close(port.self);
    else
        fuzz_hold(why[0] != 0 && fuzz_wiped(&port, sizeof port));
}

static void read_recording(void)
{
    static const struct card_roots none;
    struct visit visit = visit_new(&none);
    struct reader_port port;

    if (reader_replay_open(ANY_PATH, &port) == NULL) {
        bool going = port.connect(port.self) == ERR_OK;

        for (unsigned call = 0; going && call < VISIT_SESSION; call++)
            going = visit_make(&visit, &port, call) == ERR_OK;
        port.disconnect(port.self);
        fuzz_hold(port.transmit(port.self, view_text("\0\xA4\0\0"), &visit.files.key) != ERR_OK);
        port.close(port.self);
    }
    visit_free(&visit);
}

static void read_profile(void)
{
    static struct profile profile;
    char why[CONF_WHY_SIZE] = "";

    if (!profile_load(ANY_PATH, &profile, why))
        fuzz_hold(why[0] != 0 && fuzz_wiped(&profile, sizeof profile));
    else
        fuzz_hold(strlen(profile.number) == PROFILE_NUMBER_LEN && profile.tries <= 3);
}

/* A card that was read can be kept, and is the same card when it is read again. */
static void read_card(void)
{
    struct vcard *card = card_file_load(ANY_PATH), *again = NULL;

    if (card == NULL)
        return;
    fuzz_hold(card->signing != NULL && strlen(card->record) == VCARD_RECORD_LEN);
    for (size_t i = 0; i < VCARD_KEYS; i++)
        fuzz_hold(card->keys[i].tries <= card->keys[i].most &&
                  card->keys[i].len <= VCARD_VALUE_MAX);
    written = bytes_new(WRITTEN_MAX);
    fuzz_hold(card_file_save(card, ANY_PATH));
    content = bytes_view(&written);
    again = card_file_load(ANY_PATH);
    fuzz_hold(again != NULL && memcmp(again->keys, card->keys, sizeof card->keys) == 0);
    vcard_free(&again);
    vcard_free(&card);
    bytes_free(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view input = view_of(data, size);
    struct bytes text = bytes_new(size + 1);
    struct card_roots roots;

    if (bytes_append(&text, input) && bytes_text(&text) != NULL) {
        for (size_t device = 0; device < sizeof parsers / sizeof *parsers; device++)
            read_plan(bytes_text(&text), device);
        read_description(bytes_text(&text));
    }
    content = input;
    read_recording();
    read_profile();
    read_card();
    if (!card_roots_parse(input, &roots))
        fuzz_hold(fuzz_wiped(&roots, sizeof roots));
    bytes_free(&text);
    return 0;
}
