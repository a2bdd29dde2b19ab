#include "app/card/report.h"

#include "drivers/host/command.h"

#include <string.h>

static const char *yes_or_no(enum answer answer)
{
    static const char *const words[] = {
        [ANSWER_UNKNOWN] = "cannot tell", [ANSWER_NO] = "no", [ANSWER_YES] = "yes"};

    return words[answer];
}

static const char *or_dash(const char *text)
{
    return text[0] != 0 ? text : "-";
}

static void print_code(FILE *to, enum err code)
{
    fprintf(to, "code        %s%s%s\n", err_name(code), code != ERR_OK ? " " : "",
            code != ERR_OK ? err_meaning(code) : "");
}

static void print_tries(FILE *to, enum answer tried, unsigned tries)
{
    if (tried == ANSWER_YES)
        fprintf(to, "tries left  %u\n", tries);
    else
        fprintf(to, "tries left  %s\n", yes_or_no(ANSWER_UNKNOWN));
}

void report_readers(FILE *to, const struct readers *readers)
{
    for (size_t i = 0; i < readers->count; i++)
        fprintf(to, "%s: %s\n", readers->one[i].name, readers->one[i].card ? "card" : "no card");
    if (readers->count == 0)
        fputs("no reader\n", to);
}

static void print_applications(FILE *to, const struct probe *probe)
{
    fputs("answers to ", to);
    for (size_t i = 0; i < PROBE_APPLICATIONS; i++)
        fprintf(to, "%s%s %s", i > 0 ? ", " : " ", probe_application(i),
                yes_or_no(probe->application[i]));
    fputc('\n', to);
}

static void print_issuer(FILE *to, const struct probe *probe)
{
    static const char *const words[] = {[ANSWER_UNKNOWN] = "not compared with any root",
                                        [ANSWER_NO] = "not among the roots",
                                        [ANSWER_YES] = "among the roots"};

    fprintf(to, "issuer      %s, %s\n", or_dash(probe->issuer), words[probe->issuer_known]);
}

static void print_timing(FILE *to, const struct probe *probe)
{
    if (probe->read_ms > 0)
        fprintf(to, "medians     select %.2f ms, tries %.2f ms, read %.2f ms\n", probe->select_ms,
                probe->tries_ms, probe->read_ms);
    else
        fputs("medians     not measured\n", to);
}

void report_probe(FILE *to, const struct probe *probe)
{
    static const char *const verdicts[] = {
        [EXIT_YES] = "fine: nothing stands against a PIN",
        [EXIT_NO] = "no",
        [EXIT_CANNOT_TELL] = "cannot tell",
    };

    fprintf(to, "reader      %s\n", or_dash(probe->reader));
    fprintf(to, "ATR         %s\n", or_dash(probe->atr));
    print_applications(to, probe);
    fprintf(to, "extended    %s\n", yes_or_no(probe->extended));
    print_tries(to, probe->tried, probe->tries);
    fprintf(to, "expiry      %s\n", or_dash(probe->expiry));
    print_issuer(to, probe);
    print_timing(to, probe);
    fprintf(to, "verdict     %s\n", verdicts[probe_exit(probe->code)]);
    print_code(to, probe->code);
}

const char *report_verdict(const struct reading *reading)
{
    static const char *const words[] = {[CARD_UNSUPPORTED] = "unsupported",
                                        [CARD_ALTERED] = "altered",
                                        [CARD_ISSUER_UNKNOWN] = "issuer-unknown",
                                        [CARD_AUTHENTIC] = "authentic",
                                        [CARD_PART_AUTHENTIC] = "part-authentic"};

    return reading->judged == ANSWER_YES ? words[reading->verdict] : "refused";
}

/* The first character and no more, however long the name is. */
static void mask_name(const char *name, char out[REPORT_MASK_SIZE])
{
    size_t len = name[0] != 0 ? 1 : 0;

    while (((unsigned char)name[len] & 0xC0) == 0x80)
        len++;
    snprintf(out, REPORT_MASK_SIZE, "%.*s***", (int)len, name);
}

static void mask_attributes(const struct card_person *person, bool show, struct shown *out)
{
    char birth[DATE_SIZE];

    date_format(person->holder.birth, birth);
    snprintf(out->birth, sizeof out->birth, "%.4s%s", birth, show ? birth + 4 : "-**-**");
    out->sex[0] = show ? person->sex : '*';
    if (show)
        snprintf(out->name, sizeof out->name, "%s", person->holder.name);
    else
        mask_name(person->holder.name, out->name);
    wipe(birth, sizeof birth);
}

void report_mask(const struct reading *reading, bool show, struct shown *out)
{
    *out = (struct shown){0};
    if ((reading->part & CARD_ATTRIBUTES) != 0)
        mask_attributes(&reading->person, show, out);
    if ((reading->part & CARD_NUMBER) != 0)
        snprintf(out->number, sizeof out->number, "********%s",
                 show ? reading->person.number + 8 : "****");
}

const char *report_part(const struct reading *reading)
{
    if (reading->part == CARD_WHOLE)
        return "all";
    return reading->part == CARD_NUMBER ? "number" : "attributes";
}

static void print_person(FILE *to, const struct reading *reading, bool show)
{
    struct shown shown;

    report_mask(reading, show, &shown);
    fprintf(to, "read        %s\n", report_part(reading));
    fprintf(to, "name        %s\n", or_dash(shown.name));
    fprintf(to, "birth       %s\n", or_dash(shown.birth));
    fprintf(to, "sex         %s\n", or_dash(shown.sex));
    fprintf(to, "number      %s\n", or_dash(shown.number));
    wipe(&shown, sizeof shown);
}

void report_reading(FILE *to, const struct reading *reading, bool show)
{
    fprintf(to, "verdict     %s\n", report_verdict(reading));
    fprintf(to, "failed at   %s\n", or_dash(reading->step));
    print_code(to, reading->code);
    fprintf(to, "present     %s\n", yes_or_no(reading->present));
    if (reading->tried == ANSWER_YES)
        print_tries(to, reading->tried, reading->tries);
    if (reading->code == ERR_OK)
        print_person(to, reading, show);
}
