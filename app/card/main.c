/* akashi-card: readers, cards and one reading, for technicians and testers. */
#include "app/card/options.h"
#include "app/card/pin_source.h"
#include "app/card/report.h"
#include "crypto/base/secret.h"
#include "drivers/card/reader_pcsc.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <fcntl.h>
#include <jansson.h>
#include <unistd.h>

static const char help[] =
    "usage: akashi-card list [--json]\n"
    "       akashi-card check [--reader NAME] [--roots FILE] [--json]\n"
    "       akashi-card read [--reader NAME] [--roots FILE] [--with WHAT] [--pin-fd N]\n"
    "                        [--last-try] [--show] [--json]\n"
    "\n"
    "  list   name the readers, and say on which a card lies\n"
    "  check  say what can be said of a card without its PIN, and how fast it answers\n"
    "  read   read a My Number Card with its PIN as a kiosk does, and judge it\n"
    "\n"
    "  --reader NAME  the first reader whose name contains NAME (any)\n"
    "  --roots FILE   the issuers that are believed, one line each (none)\n"
    "  --with WHAT    open it with pin, number-a or number-b (pin)\n"
    "  --pin-fd N     take that from descriptor N instead of asking at the terminal\n"
    "  --last-try     send it even where one try is left\n"
    "  --show         print name, birth, sex and the last four digits of the number\n"
    "  --json         print one JSON object\n"
    "  --help         print this\n"
    "  --version      print the version\n"
    "\n"
    "Exit status: 0 fine, 1 a clear no, 2 cannot tell, or misuse.\n";

/* What check and read need. */
struct desk {
    const struct options *options;
    struct card_roots roots;
    struct reader_port reader;
    struct date today;
};

static void note_reader(void *self, const char *name)
{
    struct readers *readers = self;
    struct probe place = {0};
    struct reader_port port;
    size_t at = readers->count;

    if (at == REPORT_READERS_MAX || !reader_pcsc_open(name, &port))
        return;
    probe_place(&place, name, (struct view){0});
    snprintf(readers->one[at].name, READER_NAME_SIZE, "%s", place.reader);
    readers->one[at].card = port.wait(port.self, READER_AWAY, 0) == READER_CARD;
    readers->count++;
    port.close(port.self);
}

static int list(const struct options *options)
{
    struct readers readers = {0};

    if (!reader_pcsc_list(note_reader, &readers))
        return command_refuse(CARD_NAME, "nothing serves readers here; is pcscd running?");
    if (!options->json)
        report_readers(stdout, &readers);
    else if (!report_readers_json(stdout, &readers))
        return EXIT_CANNOT_TELL;
    return readers.count > 0 ? EXIT_YES : EXIT_NO;
}

static int check(struct desk *desk)
{
    struct probe probe = {.code = desk->reader.connect(desk->reader.self)};
    char name[READER_NAME_SIZE];
    uint8_t atr[READER_ATR_MAX];
    size_t atr_len = 0;

    if (probe.code == ERR_OK) {
        if (reader_pcsc_card(&desk->reader, name, atr, &atr_len))
            probe_place(&probe, name, view_of(atr, atr_len));
        probe_card(&desk->reader, &desk->roots, desk->today, &probe);
    }
    desk->reader.disconnect(desk->reader.self);
    if (!desk->options->json)
        report_probe(stdout, &probe);
    else if (!report_probe_json(stdout, &probe))
        return EXIT_CANNOT_TELL;
    return probe_exit(probe.code);
}

static bool ask_pin(enum pin_kind kind, unsigned tries, struct pin *pin)
{
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    bool got = terminal >= 0 && pin_source_ask(terminal, kind, tries, pin);

    if (terminal >= 0)
        close(terminal);
    return got;
}

/* NULL with a PIN, or why there is none. The last try needs an explicit yes (KSK-09, R26). */
static const char *get_pin(const struct options *options, unsigned tries, struct pin *pin)
{
    static const char *const none[PIN_KINDS] = {
        [PIN_OF_HOLDER] = "no PIN of four digits was given; nothing was sent",
        [PIN_NUMBER_A] = "no number of twelve digits was given; nothing was sent",
        [PIN_NUMBER_B] = "neither fourteen digits nor sixteen were given; nothing was sent",
    };

    if (tries == 1 && !options->last_try)
        return "one try is left, and nothing was sent; --last-try sends it all the same";
    if (options->pin_fd >= 0 ? pin_source_read(options->pin_fd, options->with, pin)
                             : ask_pin(options->with, tries, pin))
        return NULL;
    return none[options->with];
}

static int read_card(struct desk *desk)
{
    struct reading reading = {.code = desk->reader.connect(desk->reader.self), .step = "connect"};
    struct pin pin = {0};
    const char *wrong = NULL;
    int status = EXIT_CANNOT_TELL;
    bool said = true;

    if (reading.code == ERR_OK &&
        session_begin(&desk->reader, desk->today, desk->options->with, &reading)) {
        wrong = get_pin(desk->options, reading.tries, &pin);
        if (wrong != NULL) {
            command_refuse(CARD_NAME, wrong);
            goto out;
        }
        session_read(&desk->reader, &desk->roots, &pin, &reading);
    }
    desk->reader.disconnect(desk->reader.self);
    if (desk->options->json)
        said = report_reading_json(stdout, &reading, desk->options->show);
    else
        report_reading(stdout, &reading, desk->options->show);
    status = said ? probe_exit(reading.code) : EXIT_CANNOT_TELL;
out:
    pin_wipe(&pin);
    reading_wipe(&reading);
    return status;
}

static bool load_roots(const char *path, struct card_roots *roots)
{
    struct bytes text = bytes_new(1 << 16);
    bool good =
        path == NULL || (file_read(path, &text) && card_roots_parse(bytes_view(&text), roots));

    bytes_free(&text);
    return good;
}

static int ask_card(const struct options *options)
{
    struct clock_port clock = clock_system();
    struct desk desk = {.options = options, .today = date_of_unix(clock.seconds(clock.self))};
    int status = EXIT_CANNOT_TELL;

    if (!load_roots(options->roots, &desk.roots))
        return command_refuse(CARD_NAME, "--roots: not a list of card roots");
    if (!reader_pcsc_open(options->reader, &desk.reader))
        return command_refuse(CARD_NAME, "--reader: a name this long has no reader");
    status = options->action == ACTION_CHECK ? check(&desk) : read_card(&desk);
    desk.reader.close(desk.reader.self);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    const char *wrong = NULL;
    int status = EXIT_CANNOT_TELL;

    if (!secret_process())
        return command_refuse(CARD_NAME, "the system refuses to keep memory private");
    json_set_alloc_funcs(wiping_malloc, wiping_free);
    if (command_answered(argc, argv, CARD_NAME, help))
        return EXIT_YES;
    wrong = options_read(argc, argv, &options);
    if (wrong != NULL)
        return command_refuse(CARD_NAME, wrong);
    status = options.action == ACTION_LIST ? list(&options) : ask_card(&options);
    return fflush(stdout) == 0 ? status : EXIT_CANNOT_TELL;
}
