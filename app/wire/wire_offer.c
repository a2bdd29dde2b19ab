#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/person.h"
#include "app/wire/wire.h"

enum { FEE_MAX = 100000, MINUTES = 24 * 60 };

static const struct field offered_fields[] = {
    {"area", FIELD_OBJECT_OF(struct wire_offered, area, &message_area)},
    {"domestic", FIELD_YES_OF(struct wire_offered, domestic)},
    {"travel", FIELD_YES_OF(struct wire_offered, travel)},
};

static const struct message offered = MESSAGE_OF(struct wire_offered, offered_fields, NULL);

static const struct field notice_fields[] = {
    {"ja", FIELD_TEXT_OF(struct wire_notice, ja, 0, NULL)},
    {"en", FIELD_TEXT_OF(struct wire_notice, en, 0, NULL)},
    {"zh", FIELD_TEXT_OF(struct wire_notice, zh, 0, NULL)},
    {"ko", FIELD_TEXT_OF(struct wire_notice, ko, 0, NULL)},
};

/* In every language or in none: nobody stands before a word they cannot read. */
static bool notice_agrees(const void *got)
{
    const struct wire_notice *notice = got;
    bool said = notice->ja[0] != 0;

    return (notice->en[0] != 0) == said && (notice->zh[0] != 0) == said &&
           (notice->ko[0] != 0) == said;
}

const struct message message_notice = MESSAGE_OF(struct wire_notice, notice_fields, notice_agrees);

static const struct field offer_fields[] = {
    {"terms", FIELD_TEXT_OF(struct wire_offer, terms, 0, form_ascii)},
    {"fee", FIELD_INT_OF(struct wire_offer, fee, 0, FEE_MAX)},
    {"areas", FIELD_LIST_OF(struct wire_offer, at, count, WIRE_AREAS_MAX, &offered)},
    {"version", FIELD_TEXT_OF(struct wire_offer, version, 0, form_version)},
    {"closed", FIELD_YES_OF(struct wire_offer, closed)},
    {"opens", FIELD_INT_OF(struct wire_offer, opens, 0, MINUTES)},
    {"closes", FIELD_INT_OF(struct wire_offer, closes, 0, MINUTES)},
    {"notice", FIELD_OBJECT_OF(struct wire_offer, notice, &message_notice)},
};

const struct message message_offer = MESSAGE_OF(struct wire_offer, offer_fields, NULL);

bool wire_offer_encode(const struct wire_offer *in, struct bytes *out)
{
    return message_encode(&message_offer, in, out);
}

enum err wire_offer_decode(struct view body, struct wire_offer *out)
{
    return message_decode_plain(&message_offer, body, out);
}

static const struct field await_fields[] = {
    {"after", FIELD_TEXT_OF(struct wire_await, after, 1, form_version)},
};

const struct message message_await = MESSAGE_OF(struct wire_await, await_fields, NULL);

bool wire_await_encode(const struct wire_await *in, struct bytes *out)
{
    return message_encode(&message_await, in, out);
}

enum err wire_await_decode(struct view body, struct wire_await *out)
{
    return message_decode_plain(&message_await, body, out);
}

static const struct field awaited_fields[] = {
    {"version", FIELD_TEXT_OF(struct wire_awaited, version, 1, form_version)},
    {"closed", FIELD_YES_OF(struct wire_awaited, closed)},
};

const struct message message_awaited = MESSAGE_OF(struct wire_awaited, awaited_fields, NULL);

bool wire_awaited_encode(const struct wire_awaited *in, struct bytes *out)
{
    return message_encode(&message_awaited, in, out);
}

enum err wire_awaited_decode(struct view body, struct wire_awaited *out)
{
    return message_decode_plain(&message_awaited, body, out);
}
