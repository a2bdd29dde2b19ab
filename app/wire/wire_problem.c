#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/wire.h"

enum {
    STATUS_LEAST = 400,
    STATUS_MOST = 599,
    STATUS_BAD_REQUEST = 400,
    STATUS_FORBIDDEN = 403,
    STATUS_UNPROCESSABLE = 422,
    STATUS_BUG = 500,
    STATUS_UNAVAILABLE = 503
};

static const struct field problem_fields[] = {
    {"status", FIELD_INT_OF(struct wire_problem, status, STATUS_LEAST, STATUS_MOST)},
    {"code", FIELD_WORD_OF(struct wire_problem, code, &form_codes)},
};

static bool problem_agrees(const void *got)
{
    const struct wire_problem *m = got;

    return m->code != ERR_OK;
}

const struct message message_problem =
    MESSAGE_OF(struct wire_problem, problem_fields, problem_agrees);

bool wire_problem_encode(const struct wire_problem *in, struct bytes *out)
{
    return message_encode(&message_problem, in, out);
}

enum err wire_problem_decode(struct view body, struct wire_problem *out)
{
    return message_decode_plain(&message_problem, body, out);
}

static int status_of(enum err code)
{
    static const enum err unread[] = {AK_N90, AK_N91, AK_N92, AK_N93, AK_N98, AK_N99};

    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
        if (code == unread[i])
            return STATUS_BAD_REQUEST;
    switch (err_category(code)) {
    case ERR_RETRY:
        return STATUS_UNAVAILABLE;
    case ERR_RESIDENT:
        return STATUS_UNPROCESSABLE;
    case ERR_STAFF:
        return STATUS_FORBIDDEN;
    default:
        return STATUS_BUG;
    }
}

struct wire_problem wire_problem_of(enum err code)
{
    return (struct wire_problem){status_of(code), code};
}

enum err wire_made(bool made)
{
    return made ? ERR_OK : ERR_RAISE(AK_X92);
}
