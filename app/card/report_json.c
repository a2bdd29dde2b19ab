#include "app/card/report.h"

#include "drivers/host/command.h"

#include <jansson.h>

static json_t *answer(enum answer answer)
{
    return answer == ANSWER_UNKNOWN ? json_null() : json_boolean(answer == ANSWER_YES);
}

static json_t *text(const char *text)
{
    return text[0] != 0 ? json_string(text) : json_null();
}

static json_t *tries(enum answer tried, unsigned tries)
{
    return tried == ANSWER_YES ? json_integer(tries) : json_null();
}

static json_t *meaning(enum err code)
{
    return code == ERR_OK ? json_null() : json_string(err_meaning(code));
}

static bool print_line(FILE *to, json_t *line)
{
    bool good = line != NULL && json_dumpf(line, to, JSON_COMPACT | JSON_REAL_PRECISION(4)) == 0 &&
                fputc('\n', to) != EOF;

    json_decref(line);
    return good;
}

bool report_readers_json(FILE *to, const struct readers *readers)
{
    json_t *list = json_array();

    for (size_t i = 0; i < readers->count; i++)
        json_array_append_new(list, json_pack("{s:s,s:b}", "name", readers->one[i].name, "card",
                                              (int)readers->one[i].card));
    return print_line(to, json_pack("{s:o}", "readers", list));
}

static json_t *applications(const struct probe *probe)
{
    json_t *found = json_object();

    for (size_t i = 0; i < PROBE_APPLICATIONS; i++)
        json_object_set_new(found, probe_application(i), answer(probe->application[i]));
    return found;
}

static json_t *medians(const struct probe *probe)
{
    if (probe->read_ms <= 0)
        return json_null();
    return json_pack("{s:f,s:f,s:f}", "select", probe->select_ms, "tries", probe->tries_ms, "read",
                     probe->read_ms);
}

bool report_probe_json(FILE *to, const struct probe *probe)
{
    static const char *const verdicts[] = {
        [EXIT_YES] = "fine", [EXIT_NO] = "no", [EXIT_CANNOT_TELL] = "cannot-tell"};
    json_t *line = json_pack(
        "{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:s,s:s,s:o}", "reader", text(probe->reader), "atr",
        text(probe->atr), "applications", applications(probe), "extended", answer(probe->extended),
        "tries", tries(probe->tried, probe->tries), "expiry", text(probe->expiry), "issuer",
        text(probe->issuer), "issuer_known", answer(probe->issuer_known), "medians_ms",
        medians(probe), "verdict", verdicts[probe_exit(probe->code)], "code", err_name(probe->code),
        "meaning", meaning(probe->code));

    return print_line(to, line);
}

static json_t *person(const struct reading *reading, bool show)
{
    struct shown shown;
    json_t *out = NULL;

    if (reading->code != ERR_OK)
        return json_null();
    report_mask(reading, show, &shown);
    out = json_pack("{s:o,s:o,s:o,s:o}", "name", text(shown.name), "birth", text(shown.birth),
                    "sex", text(shown.sex), "number", text(shown.number));
    wipe(&shown, sizeof shown);
    return out;
}

bool report_reading_json(FILE *to, const struct reading *reading, bool show)
{
    json_t *line = json_pack(
        "{s:s,s:s,s:o,s:s,s:o,s:o,s:o,s:o}", "verdict", report_verdict(reading), "read",
        report_part(reading), "failed_at", text(reading->step), "code", err_name(reading->code),
        "meaning", meaning(reading->code), "present", answer(reading->present), "tries",
        tries(reading->tried, reading->tries), "person", person(reading, show));

    return print_line(to, line);
}
