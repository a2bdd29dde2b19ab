#include "print/trouble.h"

#include <stddef.h>
#include <string.h>

static const enum err codes[TROUBLE_COUNT] = {
    [TROUBLE_NONE] = ERR_OK,
    [TROUBLE_BUSY] = ERR_RAISE(AK_P01),
    [TROUBLE_WARMING] = ERR_RAISE(AK_P02),
    [TROUBLE_SILENT] = ERR_RAISE(AK_P03),
    [TROUBLE_UNREACHABLE] = ERR_RAISE(AK_P62),
    [TROUBLE_STRANGER] = ERR_RAISE(AK_P80),
    [TROUBLE_STOPPED] = ERR_RAISE(AK_P63),
    [TROUBLE_NO_PAPER] = ERR_RAISE(AK_P64),
    [TROUBLE_JAM] = ERR_RAISE(AK_P65),
    [TROUBLE_COVER] = ERR_RAISE(AK_P66),
    [TROUBLE_TONER] = ERR_RAISE(AK_P67),
    [TROUBLE_UNFIT] = ERR_RAISE(AK_P68),
    [TROUBLE_FORMAT] = ERR_RAISE(AK_P81),
    [TROUBLE_CANCELLED] = ERR_RAISE(AK_P69),
    [TROUBLE_LOST] = ERR_RAISE(AK_P82),
    [TROUBLE_EARLIER] = ERR_RAISE(AK_P83),
    [TROUBLE_TWICE] = ERR_RAISE(AK_P84),
    [TROUBLE_UNCERTAIN] = ERR_RAISE(AK_P70),
};

static const struct {
    const char *keyword;
    enum trouble trouble;
} keywords[] = {
    {"media-empty", TROUBLE_NO_PAPER},
    {"media-needed", TROUBLE_NO_PAPER},
    {"input-tray-missing", TROUBLE_NO_PAPER},
    {"input-media-tray-failure", TROUBLE_NO_PAPER},
    {"media-jam", TROUBLE_JAM},
    {"cover-open", TROUBLE_COVER},
    {"door-open", TROUBLE_COVER},
    {"interlock-open", TROUBLE_COVER},
    {"toner-empty", TROUBLE_TONER},
    {"marker-supply-empty", TROUBLE_TONER},
    {"marker-supply-missing", TROUBLE_TONER},
    {"marker-waste-full", TROUBLE_TONER},
    {"developer-empty", TROUBLE_TONER},
    {"paused", TROUBLE_STOPPED},
    {"moving-to-paused", TROUBLE_STOPPED},
    {"shutdown", TROUBLE_STOPPED},
    {"stopping", TROUBLE_STOPPED},
    {"stopped-partly", TROUBLE_STOPPED},
    {"timed-out", TROUBLE_STOPPED},
    {"spool-area-full", TROUBLE_STOPPED},
    {"output-area-full", TROUBLE_STOPPED},
    {"output-tray-missing", TROUBLE_STOPPED},
    {"fuser-over-temp", TROUBLE_STOPPED},
    {"fuser-under-temp", TROUBLE_WARMING},
    {"resuming", TROUBLE_WARMING},
    {"opc-life-over", TROUBLE_STOPPED},
    {"bander-jam", TROUBLE_JAM},
};

enum err trouble_code(enum trouble trouble)
{
    return codes[trouble];
}

static size_t without_severity(const char *keyword, bool *is_error)
{
    static const char *const severities[] = {"-error", "-warning", "-report"};
    size_t len = strlen(keyword);

    *is_error = false;
    for (size_t i = 0; i < sizeof severities / sizeof severities[0]; i++) {
        size_t tail = strlen(severities[i]);

        if (len > tail && strcmp(keyword + len - tail, severities[i]) == 0) {
            *is_error = i == 0;
            return len - tail;
        }
    }
    return len;
}

enum trouble trouble_of_keyword(const char *keyword)
{
    bool is_error = false;
    size_t len = without_severity(keyword, &is_error);

    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strlen(keywords[i].keyword) == len && strncmp(keywords[i].keyword, keyword, len) == 0)
            return keywords[i].trouble;
    return is_error ? TROUBLE_STOPPED : TROUBLE_NONE;
}
