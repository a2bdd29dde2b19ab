#include "app/seal/vds_message.h"

#include "app/record/vaccines.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define AUTHORITY "MHLW_Gov_of_JAPAN"

/* What may stand in a text beside letters, digits and the space. */
#define SIGNS "!@#$%&'*+/=?^_`{|}~.-"

enum { NUMBER_LAST = 99, FORM_SIZE = 512 };

/* From one sign up to what its room holds, all of them among those of the format. */
static bool is_text(const char *text, size_t size)
{
    size_t len = strnlen(text, size);

    if (len == 0 || len == size)
        return false;
    for (; *text != 0; text++) {
        bool letter = (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z');
        bool digit = *text >= '0' && *text <= '9';

        if (!letter && !digit && *text != ' ' && strchr(SIGNS, *text) == NULL)
            return false;
    }
    return true;
}

static bool can_say_traveller(const struct traveller *traveller)
{
    return is_text(traveller->name, sizeof traveller->name) &&
           is_text(traveller->passport, sizeof traveller->passport) &&
           (traveller->reference[0] == 0 ||
            is_text(traveller->reference, sizeof traveller->reference));
}

static bool can_say_dose(const struct dose *dose)
{
    return dose->number >= 1 && dose->number <= NUMBER_LAST && date_is_day(dose->date) &&
           is_text(dose->lot, sizeof dose->lot) && vds_state_is(dose->country) &&
           vaccine_by_key(dose->product) != NULL;
}

bool vds_message_can_say(const struct certificate *certificate)
{
    const struct history *history = &certificate->history;
    bool good =
        can_say_traveller(&certificate->traveller) && date_is_birth(certificate->holder.birth);

    for (size_t i = 0; good && i < history->count; i++)
        good = can_say_dose(&history->doses[i]);
    return good;
}

/* The message is put together as text, in canonical form: its members stand in their order, and no
 * sign that vds_message_can_say lets through needs an escape. A tree of values would cost as much
 * as the signature. */
__attribute__((format(printf, 2, 3))) static bool append_form(struct bytes *out, const char *form,
                                                              ...)
{
    uint8_t *to = bytes_room(out, FORM_SIZE);
    va_list words;
    int len = 0;

    if (to == NULL)
        return false;
    va_start(words, form);
    len = vsnprintf((char *)to, FORM_SIZE, form, words);
    va_end(words);
    if (len < 0 || len >= FORM_SIZE)
        return false;
    out->len += (size_t)len;
    return true;
}

static bool append_person(const struct certificate *certificate, struct bytes *out)
{
    const struct traveller *traveller = &certificate->traveller;
    char birth[DATE_SIZE];

    date_format(certificate->holder.birth, birth);
    return bytes_append_text(out, "{") &&
           (traveller->reference[0] == 0 ||
            append_form(out, "\"ai\":\"%s\",", traveller->reference)) &&
           append_form(out, "\"dob\":\"%s\",\"i\":\"%s\",\"n\":\"%s\"}", birth, traveller->passport,
                       traveller->name);
}

/* As Japan did: one entry a dose, under the class of its product. */
static bool append_dose(const struct dose *dose, struct bytes *out)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    char date[DATE_SIZE];

    date_format(dose->date, date);
    return vaccine != NULL &&
           append_form(out,
                       "{\"des\":\"%s\",\"dis\":\"" VACCINE_DISEASE_ICD "\",\"nam\":\"%s\","
                       "\"vd\":[{\"adm\":\"" AUTHORITY "\",\"ctr\":\"%s\",\"dvc\":\"%s\","
                       "\"lot\":\"%s\",\"seq\":%d}]}",
                       vaccine->codes.icd_class, vaccine->codes.brand, dose->country, date,
                       dose->lot, dose->number);
}

static bool append_doses(const struct certificate *certificate, struct vds_part part,
                         struct bytes *out)
{
    for (size_t i = part.from; i < part.until; i++)
        if ((i > part.from && !bytes_append_text(out, ",")) ||
            !append_dose(&certificate->history.doses[i], out))
            return false;
    return true;
}

bool vds_message_write(const struct certificate *certificate, struct vds_part part,
                       const char *state, struct bytes *out)
{
    return append_form(
               out,
               "{\"hdr\":{\"is\":\"%s\",\"t\":\"icao.vacc\",\"v\":1},\"msg\":{\"pid\":", state) &&
           append_person(certificate, out) &&
           append_form(out, ",\"uvci\":\"%s\",\"ve\":[", certificate->serial) &&
           append_doses(certificate, part, out) && bytes_append_text(out, "]}}");
}
