#include "hw/vcard/jpki.h"

#include "crypto/random.h"
#include "crypto/x509_rsa.h"
#include "drivers/card/era.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    TOKEN_LEN = 160,
    LABEL_LEN = 32,
    FILLER = 0xFF,
    ID_LEN = 21,
    BIRTH_SIZE = 1 + PROFILE_DATE_LEN + 1,
    CARD_YEARS = 10,
    TIME_LEAST = 0,
    AUTHORITY_FROM = 1577836800, /* 2020-01-01 */
};

#define AUTHORITY_UNTIL INT64_C(2524608000)   /* 2050-01-01 */
#define TIME_MOST       INT64_C(253402214400) /* 9999-12-31 */
#define NAMES           "1.2.392.200149.8.5.5"

static const struct x509_rsa_part no_others[] = {{NULL, NULL}};

bool jpki_authority_make(enum jpki_use use, struct jpki_authority *out)
{
    const struct x509_rsa_part subject[] = {
        {"C", "JP"},
        {"O", JPKI_ORGANISATION},
        {"OU", use == JPKI_SIGN ? "JPKI for digital signature" : "JPKI for user authentication"},
        {"OU", "Virtual cards - not for use"},
        {NULL, NULL}};
    const struct x509_rsa_plan plan = {.subject = subject,
                                       .others = no_others,
                                       .usage = "critical,keyCertSign,cRLSign",
                                       .authority = true,
                                       .from = AUTHORITY_FROM,
                                       .until = AUTHORITY_UNTIL};

    *out = (struct jpki_authority){.key = rsa_key_new(),
                                   .certificate = bytes_new(JPKI_CERTIFICATE_MAX)};
    return out->key != NULL &&
           x509_rsa_make(&plan, out->key, NULL, (struct view){0}, &out->certificate);
}

void jpki_authority_wipe(struct jpki_authority *authority)
{
    rsa_key_free(&authority->key);
    bytes_free(&authority->certificate);
}

/* A card may have any eight digits for a date; a certificate cannot. */
static int64_t time_of(const char *date, int years_before)
{
    struct tm at = {.tm_mday = 1};
    int64_t time = 0;

    if (sscanf(date, "%4d%2d%2d", &at.tm_year, &at.tm_mon, &at.tm_mday) != 3)
        return TIME_LEAST;
    at.tm_year -= 1900 + years_before;
    at.tm_mon -= 1;
    time = timegm(&at);
    if (time < TIME_LEAST)
        return TIME_LEAST;
    return time < TIME_MOST ? time : TIME_MOST;
}

/* As long as the card, so that no clock is needed to issue one. */
static struct x509_rsa_plan plan_of(const struct profile *profile)
{
    return (struct x509_rsa_plan){.others = no_others,
                                  .from = time_of(profile->expiry, CARD_YEARS),
                                  .until = time_of(profile->expiry, 0)};
}

static bool certify_auth(const struct profile *profile, const struct jpki_authority *authority,
                         const char *id, const struct rsa_key *key, struct bytes *out)
{
    const struct x509_rsa_part subject[] = {{"C", "JP"}, {"CN", id}, {NULL, NULL}};
    struct x509_rsa_plan plan = plan_of(profile);

    plan.subject = subject;
    plan.usage = "critical,digitalSignature";
    plan.policy = "1.2.392.200149.8.5.1.3.30";
    return x509_rsa_make(&plan, key, authority->key, bytes_view(&authority->certificate), out);
}

/* A zero for each character: none was replaced by a plainer one. */
static void nothing_replaced(const char *text, char out[PROFILE_TEXT_MAX])
{
    size_t len = 0;

    for (; *text != 0 && len < PROFILE_TEXT_MAX - 1; text++)
        if ((*text & 0xC0) != 0x80)
            out[len++] = '0';
    out[len] = 0;
}

/* The only certificate that says who somebody is. */
static bool certify_sign(const struct profile *profile, const struct jpki_authority *authority,
                         const char *id, const struct rsa_key *key, struct bytes *out)
{
    char name[PROFILE_TEXT_MAX], address[PROFILE_TEXT_MAX], birth[BIRTH_SIZE];
    const struct x509_rsa_part subject[] = {
        {"C", "JP"}, {"L", profile->municipality}, {"CN", id}, {NULL, NULL}};
    const struct x509_rsa_part others[] = {{NAMES ".1", profile->name},
                                           {NAMES ".2", name},
                                           {NAMES ".3", profile->sex},
                                           {NAMES ".4", birth},
                                           {NAMES ".5", profile->address},
                                           {NAMES ".6", address},
                                           {NULL, NULL}};
    struct x509_rsa_plan plan = plan_of(profile);
    bool made = false;

    snprintf(birth, sizeof birth, "%u%.8s", era_of(profile->birth).number % 10U, profile->birth);
    nothing_replaced(profile->name, name);
    nothing_replaced(profile->address, address);
    plan.subject = subject;
    plan.others = others;
    plan.usage = "critical,digitalSignature,nonRepudiation";
    plan.policy = "1.2.392.200149.8.5.1.1.20";
    made = x509_rsa_make(&plan, key, authority->key, bytes_view(&authority->certificate), out);
    wipe(birth, sizeof birth);
    return made;
}

static bool make_token(struct bytes *token, struct bytes *state)
{
    static const uint8_t issued[] = {0x8F, 0x8F, 0x00};
    uint8_t content[TOKEN_LEN];
    char label[LABEL_LEN + 1];

    snprintf(label, sizeof label, "%-*s", LABEL_LEN, "JPKIAPICCTOKEN2");
    memset(content, FILLER, sizeof content);
    memcpy(content, label, LABEL_LEN);
    return bytes_append(token, view_of(content, sizeof content)) &&
           bytes_append(state, view_of(issued, sizeof issued));
}

bool jpki_make(const struct profile *profile, const struct jpki_authority authorities[JPKI_USES],
               struct vcard *card)
{
    static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const struct jpki_authority *sign = &authorities[JPKI_SIGN], *auth = &authorities[JPKI_AUTH];
    struct bytes *file = card->files;
    char ids[JPKI_USES][ID_LEN + 1];

    card->sign_pair = rsa_key_new();
    card->auth_pair = rsa_key_new();
    return card->sign_pair != NULL && card->auth_pair != NULL &&
           random_text(alphabet, ids[JPKI_SIGN], ID_LEN) &&
           random_text(alphabet, ids[JPKI_AUTH], ID_LEN) &&
           certify_sign(profile, sign, ids[JPKI_SIGN], card->sign_pair, &file[VCARD_JPKI_SIGN]) &&
           certify_auth(profile, auth, ids[JPKI_AUTH], card->auth_pair, &file[VCARD_JPKI_AUTH]) &&
           bytes_append(&file[VCARD_JPKI_SIGN_CA], bytes_view(&sign->certificate)) &&
           bytes_append(&file[VCARD_JPKI_AUTH_CA], bytes_view(&auth->certificate)) &&
           make_token(&file[VCARD_JPKI_TOKEN], &file[VCARD_JPKI_STATE]);
}
