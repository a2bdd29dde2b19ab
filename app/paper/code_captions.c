#include "app/paper/code_captions.h"

struct names {
    struct words alone, all;
    const char *part_ja, *part_en;
};

static const struct names vds = {{"海外用コード", "For travel: VDS-NC (ICAO)"},
                                 {"海外用コード（全回）", "VDS-NC, all doses"},
                                 "海外用",
                                 "VDS-NC"};
static const struct names shc = {{"国内・海外用コード", "SMART Health Card"},
                                 {"国内・海外用コード（全回）", "SMART Health Card, all doses"},
                                 "国内・海外用",
                                 "SHC"};

static size_t count(const struct certificate *in, enum code_format format)
{
    size_t same = 0;

    for (size_t i = 0; i < in->codes; i++)
        same += in->code[i].format == format;
    return same;
}

struct words code_caption(const struct certificate *in, const struct code *code, struct phrases *p)
{
    const struct names *names = code->format == CODE_VDS_NC ? &vds : &shc;
    size_t same = count(in, code->format);
    int last = in->history.count > 0 ? in->history.doses[in->history.count - 1].number : 0;

    if (same == 1)
        return in->codes <= 2 ? names->alone : names->all;
    if (code->first == code->last)
        return (struct words){phrase(p, "%s（%d回目）", names->part_ja, code->first),
                              phrase(p, "%s, dose %d of %d", names->part_en, code->first, last)};
    return (struct words){
        phrase(p, "%s（%d〜%d回目）", names->part_ja, code->first, code->last),
        phrase(p, "%s, doses %d–%d of %d", names->part_en, code->first, code->last, last)};
}
