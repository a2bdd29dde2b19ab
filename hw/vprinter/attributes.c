#include "hw/vprinter/attributes.h"

#include "hw/vprinter/media.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 32, TEXT_SIZE = 1024, TRAY_MAX = 500 };

/* Values of one attribute in one text, parted by "|". */
struct item {
    const char *name;
    ipp_tag_t tag;
    const char *values;
};

static const char uuid[] = "urn:uuid:5d2f1c60-6f0b-4f6e-9d3a-0f9b6a1e7c11";
static const char device_id[] =
    "MFG:Akashi;MDL:Virtual Printer;CMD:PwgRaster;CLS:PRINTER;DES:Akashi Virtual Printer;";

/* clang-format off */
static const struct item fixed[] = {
    {"charset-configured", IPP_TAG_CHARSET, "utf-8"},
    {"charset-supported", IPP_TAG_CHARSET, "utf-8|us-ascii"},
    {"color-supported", IPP_TAG_BOOLEAN, "0"},
    {"compression-supported", IPP_TAG_KEYWORD, "none"},
    {"copies-default", IPP_TAG_INTEGER, "1"},
    {"copies-supported", IPP_TAG_RANGE, "1-1"},
    {"document-format-default", IPP_TAG_MIMETYPE, ATTRIBUTES_ANY},
    {"document-format-supported", IPP_TAG_MIMETYPE, ATTRIBUTES_ANY "|" ATTRIBUTES_FORMAT},
    {"finishings-default", IPP_TAG_ENUM, "3"},
    {"finishings-supported", IPP_TAG_ENUM, "3"},
    {"generated-natural-language-supported", IPP_TAG_LANGUAGE, "en"},
    {"identify-actions-default", IPP_TAG_KEYWORD, "display"},
    {"identify-actions-supported", IPP_TAG_KEYWORD, "display"},
    {"ipp-features-supported", IPP_TAG_KEYWORD, "none"},
    {"ipp-versions-supported", IPP_TAG_KEYWORD, "1.1|2.0"},
    {"job-creation-attributes-supported", IPP_TAG_KEYWORD,
     "copies|media|media-col|orientation-requested|output-bin|print-color-mode|print-quality|"
     "printer-resolution|sides"},
    {"job-ids-supported", IPP_TAG_BOOLEAN, "1"},
    {"job-priority-default", IPP_TAG_INTEGER, "50"},
    {"job-priority-supported", IPP_TAG_INTEGER, "1"},
    {"job-sheets-default", IPP_TAG_KEYWORD, "none"},
    {"job-sheets-supported", IPP_TAG_KEYWORD, "none"},
    {"landscape-orientation-requested-preferred", IPP_TAG_ENUM, "4"},
    {"media-default", IPP_TAG_KEYWORD, ATTRIBUTES_MEDIA},
    {"media-ready", IPP_TAG_KEYWORD, ATTRIBUTES_MEDIA},
    {"media-supported", IPP_TAG_KEYWORD, ATTRIBUTES_MEDIA},
    {"media-col-supported", IPP_TAG_KEYWORD,
     "media-bottom-margin|media-left-margin|media-right-margin|media-size|media-source|"
     "media-top-margin|media-type"},
    {"media-bottom-margin-supported", IPP_TAG_INTEGER, "423"},
    {"media-left-margin-supported", IPP_TAG_INTEGER, "423"},
    {"media-right-margin-supported", IPP_TAG_INTEGER, "423"},
    {"media-top-margin-supported", IPP_TAG_INTEGER, "423"},
    {"media-source-supported", IPP_TAG_KEYWORD, MEDIA_SOURCE},
    {"media-type-supported", IPP_TAG_KEYWORD, MEDIA_TYPE},
    {"multiple-document-jobs-supported", IPP_TAG_BOOLEAN, "0"},
    {"multiple-operation-time-out", IPP_TAG_INTEGER, "60"},
    {"multiple-operation-time-out-action", IPP_TAG_KEYWORD, "abort-job"},
    {"natural-language-configured", IPP_TAG_LANGUAGE, "en"},
    {"number-up-default", IPP_TAG_INTEGER, "1"},
    {"number-up-supported", IPP_TAG_INTEGER, "1"},
    {"operations-supported", IPP_TAG_ENUM, "2|4|5|6|8|9|10|11|59|60"},
    {"orientation-requested-default", IPP_TAG_ENUM, "3"},
    {"orientation-requested-supported", IPP_TAG_ENUM, "3"},
    {"output-bin-default", IPP_TAG_KEYWORD, "face-down"},
    {"output-bin-supported", IPP_TAG_KEYWORD, "face-down"},
    {"overrides-supported", IPP_TAG_KEYWORD, "document-number|pages"},
    {"page-ranges-supported", IPP_TAG_BOOLEAN, "0"},
    {"pages-per-minute", IPP_TAG_INTEGER, "30"},
    {"pdl-override-supported", IPP_TAG_KEYWORD, "attempted"},
    {"preferred-attributes-supported", IPP_TAG_BOOLEAN, "0"},
    {"print-color-mode-default", IPP_TAG_KEYWORD, "monochrome"},
    {"print-color-mode-supported", IPP_TAG_KEYWORD, "monochrome"},
    {"print-content-optimize-default", IPP_TAG_KEYWORD, "auto"},
    {"print-content-optimize-supported", IPP_TAG_KEYWORD, "auto"},
    {"print-quality-default", IPP_TAG_ENUM, "4"},
    {"print-quality-supported", IPP_TAG_ENUM, "4"},
    {"print-rendering-intent-default", IPP_TAG_KEYWORD, "auto"},
    {"print-rendering-intent-supported", IPP_TAG_KEYWORD, "auto"},
    {"printer-device-id", IPP_TAG_TEXT, device_id},
    {"printer-get-attributes-supported", IPP_TAG_KEYWORD, "document-format"},
    {"printer-geo-location", IPP_TAG_UNKNOWN, ""},
    {"printer-info", IPP_TAG_TEXT, "Akashi Virtual Printer"},
    {"printer-input-tray", IPP_TAG_STRING,
     "type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;maxcapacity=500;level=-2;"
     "status=0;name=main;"},
    {"printer-location", IPP_TAG_TEXT, "this machine"},
    {"printer-make-and-model", IPP_TAG_TEXT, "Akashi Virtual Printer"},
    {"printer-name", IPP_TAG_NAME, "vprinter"},
    {"printer-organization", IPP_TAG_TEXT, ""},
    {"printer-organizational-unit", IPP_TAG_TEXT, ""},
    {"printer-resolution-default", IPP_TAG_RESOLUTION, "300"},
    {"printer-resolution-supported", IPP_TAG_RESOLUTION, "300|600"},
    {"printer-supply", IPP_TAG_STRING,
     "index=1;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=80;"
     "colorantname=black;"},
    {"printer-supply-description", IPP_TAG_TEXT, "Toner"},
    {"printer-uuid", IPP_TAG_URI, uuid},
    {"pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION, "300|600"},
    {"pwg-raster-document-sheet-back", IPP_TAG_KEYWORD, "normal"},
    {"pwg-raster-document-type-supported", IPP_TAG_KEYWORD, "sgray_8"},
    {"reference-uri-schemes-supported", IPP_TAG_URISCHEME, "file"},
    {"sides-default", IPP_TAG_KEYWORD, "one-sided"},
    {"sides-supported", IPP_TAG_KEYWORD, "one-sided"},
    {"uri-authentication-supported", IPP_TAG_KEYWORD, "none"},
    {"uri-security-supported", IPP_TAG_KEYWORD, "none"},
    {"which-jobs-supported", IPP_TAG_KEYWORD, "completed|not-completed"},
};

/* In place of all that speaks of PWG raster. */
static const struct item for_urf[] = {
    {"document-format-supported", IPP_TAG_MIMETYPE, ATTRIBUTES_ANY "|" ATTRIBUTES_URF},
    {"urf-supported", IPP_TAG_KEYWORD, "V1.4|CP1|PQ4|RS300-600|W8"},
};

/* Job template attributes, and the attribute whose values say what is done. */
static const struct {
    const char *name, *supported;
} templates[] = {
    {"media", "media-supported"},
    {"sides", "sides-supported"},
    {"print-color-mode", "print-color-mode-supported"},
    {"output-bin", "output-bin-supported"},
};
/* clang-format on */

static const struct item *find(const char *name)
{
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (strcmp(fixed[i].name, name) == 0)
            return &fixed[i];
    return NULL;
}

static int split(const char *values, char text[TEXT_SIZE], const char *out[WORDS_MAX])
{
    int count = 0;
    char *rest = text;

    (void)snprintf(text, TEXT_SIZE, "%s", values);
    while (rest != NULL && count < WORDS_MAX)
        out[count++] = strsep(&rest, "|");
    return count;
}

static int number(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

static void add_numbers(ipp_t *to, const struct item *item, const char *const *word, int count)
{
    int value[WORDS_MAX];
    const char *dash = strchr(word[0], '-');

    for (int i = 0; i < count; i++)
        value[i] = number(word[i]);
    if (item->tag == IPP_TAG_BOOLEAN)
        ippAddBoolean(to, IPP_TAG_PRINTER, item->name, (char)value[0]);
    else if (item->tag == IPP_TAG_RANGE)
        ippAddRange(to, IPP_TAG_PRINTER, item->name, value[0],
                    dash != NULL ? number(dash + 1) : value[0]);
    else if (item->tag == IPP_TAG_RESOLUTION)
        ippAddResolutions(to, IPP_TAG_PRINTER, item->name, count, IPP_RES_PER_INCH, value, value);
    else
        ippAddIntegers(to, IPP_TAG_PRINTER, item->tag, item->name, count, value);
}

static void add(ipp_t *to, const struct item *item)
{
    char text[TEXT_SIZE];
    const char *word[WORDS_MAX];
    int count = split(item->values, text, word);

    switch (item->tag) {
    case IPP_TAG_BOOLEAN:
    case IPP_TAG_RANGE:
    case IPP_TAG_RESOLUTION:
    case IPP_TAG_INTEGER:
    case IPP_TAG_ENUM:
        add_numbers(to, item, word, count);
        break;
    case IPP_TAG_STRING:
        ippAddOctetString(to, IPP_TAG_PRINTER, item->name, item->values, (int)strlen(item->values));
        break;
    case IPP_TAG_UNKNOWN:
        ippAddOutOfBand(to, IPP_TAG_PRINTER, IPP_TAG_UNKNOWN, item->name);
        break;
    default:
        ippAddStrings(to, IPP_TAG_PRINTER, item->tag, item->name, count, NULL, word);
    }
}

/* PWG 5100.13: a tray without a sensor does not know how much more it takes. */
static void add_tray(ipp_t *to, int lying)
{
    char text[TEXT_SIZE];
    int rest = lying < 0 ? -2 : lying < TRAY_MAX ? TRAY_MAX - lying : 0;
    int len = snprintf(text, sizeof text,
                       "type=unRemovableBin;maxcapacity=%d;remaining=%d;status=0;"
                       "stackingorder=firstToLast;pagedelivery=faceDown;name=tray;",
                       TRAY_MAX, rest);

    ippAddOctetString(to, IPP_TAG_PRINTER, "printer-output-tray", text, len);
}

static void add_state(ipp_t *to, const struct printer_status *status, const char *uri)
{
    time_t now = time(NULL);
    int up = (int)(now - status->started) + 1;

    ippAddString(to, IPP_TAG_PRINTER, IPP_TAG_URI, "printer-uri-supported", NULL, uri);
    ippAddStringf(to, IPP_TAG_PRINTER, IPP_TAG_URI, "printer-more-info", NULL, "http%s", uri + 3);
    ippAddStringf(to, IPP_TAG_PRINTER, IPP_TAG_URI, "printer-supply-info-uri", NULL, "http%s",
                  uri + 3);
    ippAddStringf(to, IPP_TAG_PRINTER, IPP_TAG_URI, "printer-icons", NULL, "http%s", uri + 3);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", (int)status->state);
    ippAddStrings(to, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons",
                  (int)status->reasons, NULL, status->reason);
    ippAddString(to, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-state-message", NULL,
                 status->state == IPP_PSTATE_PROCESSING ? "Printing."
                 : status->state == IPP_PSTATE_STOPPED  ? "Stopped."
                                                        : "Idle.");
    ippAddBoolean(to, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
    add_tray(to, status->lying);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-impressions-completed",
                  status->life);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "queued-job-count", status->waiting);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-up-time", up);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-state-change-time",
                  (int)(status->since - status->started) + 1);
    ippAddInteger(to, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-config-change-time", 1);
    ippAddDate(to, IPP_TAG_PRINTER, "printer-current-time", ippTimeToDate(now));
    ippAddDate(to, IPP_TAG_PRINTER, "printer-state-change-date-time", ippTimeToDate(status->since));
    ippAddDate(to, IPP_TAG_PRINTER, "printer-config-change-date-time",
               ippTimeToDate(status->started));
}

static int is_wanted(void *wanted, ipp_t *to, ipp_attribute_t *attribute)
{
    const char *name = ippGetName(attribute);

    (void)to;
    return wanted == NULL ||
           (name != NULL && cupsArrayFind(wanted, (void *)(uintptr_t)name) != NULL);
}

/* Copies what was asked for; without a wish, or by a group's name, that is everything of it. */
static void copy_wanted(ipp_t *answer, ipp_t *request, ipp_t *all)
{
    cups_array_t *wanted = ippCreateRequestedArray(request);

    ippCopyAttributes(answer, all, 0, is_wanted, wanted);
    cupsArrayDelete(wanted);
}

static bool is_of_pwg(const char *name)
{
    return strncmp(name, "pwg-raster-", 11) == 0 || strcmp(name, for_urf[0].name) == 0;
}

void attributes_printer(ipp_t *answer, ipp_t *request, const struct printer_status *status,
                        const char *uri)
{
    ipp_t *all = ippNew();

    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (!status->urf || !is_of_pwg(fixed[i].name))
            add(all, &fixed[i]);
    for (size_t i = 0; status->urf && i < sizeof for_urf / sizeof for_urf[0]; i++)
        add(all, &for_urf[i]);
    media_add(all);
    add_state(all, status, uri);
    copy_wanted(answer, request, all);
    ippDelete(all);
}

static void add_time(ipp_t *to, const char *name, const char *date_name, time_t when, time_t from)
{
    if (when == 0) {
        ippAddOutOfBand(to, IPP_TAG_JOB, IPP_TAG_NOVALUE, name);
        ippAddOutOfBand(to, IPP_TAG_JOB, IPP_TAG_NOVALUE, date_name);
        return;
    }
    ippAddInteger(to, IPP_TAG_JOB, IPP_TAG_INTEGER, name, (int)(when - from) + 1);
    ippAddDate(to, IPP_TAG_JOB, date_name, ippTimeToDate(when));
}

void attributes_job(ipp_t *answer, ipp_t *request, const struct job *job,
                    const struct printer_status *status, const char *uri)
{
    ipp_t *all = ippNew();
    char job_uri[HTTP_MAX_URI];

    (void)snprintf(job_uri, sizeof job_uri, "%s/%d", uri, job->id);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", job->id);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_URI, "job-uri", NULL, job_uri);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_URI, "job-printer-uri", NULL, uri);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", NULL, job->name);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_NAME, "job-originating-user-name", NULL, job->user);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", (int)job->state);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-state-reasons", NULL, job->reason);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_TEXT, "job-state-message", NULL, "");
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-impressions-completed", job->sheets);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-media-sheets-completed", job->sheets);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-printer-up-time",
                  (int)(time(NULL) - status->started) + 1);
    add_time(all, "time-at-creation", "date-time-at-creation", job->created, status->started);
    add_time(all, "time-at-processing", "date-time-at-processing", job->started, status->started);
    add_time(all, "time-at-completed", "date-time-at-completed", job->ended, status->started);
    copy_wanted(answer, request, all);
    ippDelete(all);
}

static bool is_supported(const char *value, const char *supported)
{
    const struct item *item = find(supported);
    char text[TEXT_SIZE];
    const char *word[WORDS_MAX];
    int count = item != NULL ? split(item->values, text, word) : 0;

    for (int i = 0; i < count; i++)
        if (strcmp(word[i], value) == 0)
            return true;
    return false;
}

int attributes_unsupported(ipp_t *answer, ipp_t *request)
{
    int count = 0;

    for (size_t i = 0; i < sizeof templates / sizeof templates[0]; i++) {
        ipp_attribute_t *wish = ippFindAttribute(request, templates[i].name, IPP_TAG_ZERO);
        const char *value = wish != NULL ? ippGetString(wish, 0, NULL) : NULL;
        ipp_attribute_t *copy = NULL;

        if (wish == NULL || (value != NULL && is_supported(value, templates[i].supported)))
            continue;
        copy = ippCopyAttribute(answer, wish, 1);
        if (copy != NULL)
            ippSetGroupTag(answer, &copy, IPP_TAG_UNSUPPORTED_GROUP);
        count++;
    }
    return count;
}

bool attributes_takes(const char *format, bool urf)
{
    return format == NULL || strcmp(format, ATTRIBUTES_ANY) == 0 ||
           strcmp(format, urf ? ATTRIBUTES_URF : ATTRIBUTES_FORMAT) == 0;
}
