#include "app/wire/person.h"

#include "app/record/certificate.h"
#include "app/wire/form.h"

enum { DOSE_NUMBER_MAX = 999 };

static const struct field area_fields[] = {
    {"code", FIELD_TEXT_OF(struct area, code, 1, form_area)},
    {"name_ja", FIELD_TEXT_OF(struct area, name_ja, 1, NULL)},
    {"name_en", FIELD_TEXT_OF(struct area, name_en, 1, NULL)},
    {"head_ja", FIELD_TEXT_OF(struct area, head_ja, 1, NULL)},
    {"head_en", FIELD_TEXT_OF(struct area, head_en, 1, NULL)},
};

const struct message message_area = MESSAGE_OF(struct area, area_fields, NULL);

static const struct field holder_fields[] = {
    {"name", FIELD_TEXT_OF(struct holder, name, 1, NULL)},
    {"birth", FIELD_BIRTH_OF(struct holder, birth)},
};

const struct message message_holder = MESSAGE_OF(struct holder, holder_fields, NULL);

static const struct field traveller_fields[] = {
    {"name", FIELD_TEXT_OF(struct traveller, name, 0, form_roman)},
    {"passport", FIELD_TEXT_OF(struct traveller, passport, 0, form_passport)},
    {"nationality", FIELD_TEXT_OF(struct traveller, nationality, 0, form_country)},
    {"reference", FIELD_TEXT_OF(struct traveller, reference, 0, form_passport)},
};

const struct message message_traveller = MESSAGE_OF(struct traveller, traveller_fields, NULL);

static const struct field on_file_fields[] = {
    {"name", FIELD_TEXT_OF(struct traveller, name, 0, form_roman)},
    {"passport", FIELD_TEXT_OF(struct traveller, passport, 0, form_masked)},
    {"nationality", FIELD_TEXT_OF(struct traveller, nationality, 0, form_country)},
};

static bool is_all_or_nothing(const void *got)
{
    const struct traveller *traveller = got;
    bool named = traveller->name[0] != 0;

    return (traveller->passport[0] != 0) == named && (traveller->nationality[0] != 0) == named;
}

const struct message message_on_file =
    MESSAGE_OF(struct traveller, on_file_fields, is_all_or_nothing);

static const struct field dose_fields[] = {
    {"number", FIELD_INT_OF(struct dose, number, 1, DOSE_NUMBER_MAX)},
    {"date", FIELD_DATE_OF(struct dose, date)},
    {"product", FIELD_TEXT_OF(struct dose, product, 1, form_product)},
    {"lot", FIELD_TEXT_OF(struct dose, lot, 0, NULL)},
    {"country", FIELD_TEXT_OF(struct dose, country, 1, form_country)},
};

const struct message message_dose = MESSAGE_OF(struct dose, dose_fields, NULL);

static const struct field history_fields[] = {
    {"found", FIELD_WORD_OF(struct history, found, &form_founds)},
    {"doses", FIELD_LIST_OF(struct history, doses, count, DOSES_MAX, &message_dose)},
    {"as_of", FIELD_LONG_OF(struct history, as_of)},
};

static bool history_agrees(const void *got)
{
    const struct history *history = got;

    return (history->found == FOUND_SOME) == (history->count > 0);
}

const struct message message_history = MESSAGE_OF(struct history, history_fields, history_agrees);
