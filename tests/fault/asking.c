#include "tests/fault/asking.h"

#include "app/wire/wire.h"
#include "tests/fault/shim.h"

#include <string.h>

enum { STATUS_REFUSED = 400 };

bool asking_inside(struct view part, struct view whole)
{
    return part.len == 0 || memmem(whole.at, whole.len, part.at, part.len) != NULL;
}

bool asking_exact(const struct asking *asking)
{
    return asking->arrived && asking->status == asking->of->status &&
           view_equal(bytes_view(&asking->body), bytes_view(&asking->of->answer));
}

/* Where the body of what came as an answer begins. */
static size_t body_begins(void)
{
    struct view came = shim_came(SHIM_ANSWER);
    const uint8_t *end = memmem(came.at, came.len, "\r\n\r\n", 4);

    return end != NULL ? (size_t)(end - came.at) + 4 : came.len;
}

/* Nobody below TLS can tell a bit that was turned in a body, but it is told as it came; what is
 * only a part of a message has no reader. */
static const char *judge_flipped_answer(const struct asking *own, const struct fault *fault)
{
    struct view went = shim_went(SHIM_ANSWER), body = bytes_view(&own->body);
    size_t begins = body_begins();
    enum err code = exchange_read_answer(own->of, body);

    if (own->heard != 1)
        return "not asked once";
    if (!own->arrived)
        return NULL;
    if (!asking_inside(body, went))
        return "an answer that never came";
    if (fault->byte > begins && !view_equal(body, view_from(went, begins)))
        return "not the answer that came";
    if (body.len < own->of->answer.len && code == ERR_OK &&
        strcmp(own->of->type, WIRE_TYPE_SHEET) != 0)
        return "half a message was read";
    return NULL;
}

static const char *judge_own(const struct asking *own, const struct fault *fault)
{
    bool twice = fault->how == FAULT_TWICE, whole = fault->answers || twice;

    if (own->told != 1)
        return own->told == 0 ? "it hangs" : "told twice";
    if (fault->how == FAULT_FLIP && fault->answers)
        return judge_flipped_answer(own, fault);
    if (fault->how == FAULT_FLIP)
        return own->arrived && own->status < STATUS_REFUSED && !asking_exact(own) ? "another answer"
                                                                                  : NULL;
    if (own->heard != whole + (twice && !fault->answers && fault->byte == 1))
        return "not heard as often as it was asked whole";
    if (twice)
        return asking_exact(own) ? NULL : "not its own answer";
    return own->arrived ? "half an answer was taken for one" : NULL;
}

/* What a fault has left with the server becomes the beginning of the next question there, which is
 * refused unheard. Nothing but its own answer ever comes for an answer. */
static const char *judge_next(const struct asking *next, const struct fault *fault)
{
    struct wire_problem problem;

    if (next->told != 1 || next->heard > 1)
        return "the next question is not told once";
    if (!next->arrived || (asking_exact(next) && next->heard == 1))
        return NULL;
    if (!fault->answers && next->heard == 0 &&
        wire_problem_decode(bytes_view(&next->body), &problem) == ERR_OK &&
        problem.status == next->status)
        return NULL;
    return "the next question has another's answer";
}

const char *asking_judge(const struct asking asking[ASKINGS], const struct fault *fault)
{
    const struct asking *beside = &asking[ASKING_BESIDE];
    const char *wrong = judge_next(&asking[ASKING_NEXT], fault);

    if (beside->told != 1 || beside->heard != 1 || !asking_exact(beside))
        return "the question beside has not its own answer";
    return wrong != NULL ? wrong : judge_own(&asking[ASKING_OWN], fault);
}
