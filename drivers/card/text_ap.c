#include "drivers/card/text_ap.h"

#include "crypto/tlv.h"
#include "drivers/card/apdu.h"

#include <string.h>

enum {
    INS_VERIFY = 0x20,
    INS_SIGN = 0x2A,
    INS_SELECT = 0xA4,
    INS_READ_BINARY = 0xB0,
    INS_READ_RECORD = 0xB2,
    SELECT_BY_NAME = 0x04,
    SELECT_NO_ANSWER = 0x0C,
    SFI = 0x80, /* in P1 of a read and in P2 of a VERIFY */
    RECORD_BY_SFI_1 = 1 << 3 | 4,
    RECORD_TAG = 0x01,
    RECORD_LEN = 28,
    EXPIRY_LEN = TEXT_AP_EXPIRY_SIZE - 1,
    ANSWER_MAX = 512,
};

static const uint8_t common_ap[] = {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00};
static const uint8_t text_ap[] = {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08};

static enum err exchange_once(struct reader_port *reader, const struct apdu *command,
                              uint16_t *status)
{
    struct bytes answer = bytes_new(ANSWER_MAX);
    enum err code = apdu_exchange(reader, command, &answer, status);

    bytes_free(&answer);
    return code;
}

static enum err select_ap(struct reader_port *reader, const uint8_t *aid, uint16_t *status)
{
    struct apdu command = {
        0, INS_SELECT, SELECT_BY_NAME, SELECT_NO_ANSWER, {aid, sizeof text_ap}, APDU_NO_LE};

    return exchange_once(reader, &command, status);
}

static void take_expiry(struct view record, char out[TEXT_AP_EXPIRY_SIZE])
{
    struct tlv tlv = {0};
    struct view expiry = {0};

    if (!tlv_next(&record, &tlv) || tlv.tag != RECORD_TAG || tlv.value.len != RECORD_LEN)
        return;
    expiry = view_from(tlv.value, RECORD_LEN - EXPIRY_LEN);
    for (size_t i = 0; i < expiry.len; i++)
        if (expiry.at[i] < '0' || expiry.at[i] > '9')
            return;
    memcpy(out, expiry.at, EXPIRY_LEN);
}

enum err text_ap_expiry(struct reader_port *reader, char out[TEXT_AP_EXPIRY_SIZE])
{
    struct apdu command = {0, INS_READ_RECORD, 1, RECORD_BY_SFI_1, {0}, APDU_LE_SHORT};
    struct bytes answer = bytes_new(ANSWER_MAX);
    uint16_t status = 0;
    enum err code = ERR_OK;

    wipe(out, TEXT_AP_EXPIRY_SIZE);
    code = select_ap(reader, common_ap, &status);
    if (code != ERR_OK || status != SW_OK)
        return code;
    code = apdu_exchange(reader, &command, &answer, &status);
    if (code == ERR_OK && status == SW_OK)
        take_expiry(bytes_view(&answer), out);
    bytes_free(&answer);
    return code;
}

enum err text_ap_select(struct reader_port *reader)
{
    uint16_t status = 0;
    enum err code = select_ap(reader, text_ap, &status);

    return code == ERR_OK && status != SW_OK ? ERR_RAISE(AK_C35) : code;
}

/* Whether a status tells how often the PIN may still be tried. Cards in the field say 6984 for
 * blocked, ISO 7816-4 says 6983. */
static bool tells_tries(uint16_t status, unsigned *tries)
{
    bool blocked = status == SW_BLOCKED || status == SW_BLOCKED_ISO;

    if (!blocked && (status & SW_TRIES_MASK) != SW_TRIES)
        return false;
    *tries = blocked ? 0 : status & TEXT_AP_TRIES_MAX;
    return true;
}

/* How many tries there are of 照合番号A, nobody says; B has ten. */
static const struct {
    uint8_t sfi;
    unsigned tries;
} keys[PIN_KINDS] = {
    [PIN_OF_HOLDER] = {0x11, 3},
    [PIN_NUMBER_A] = {0x14, 10},
    [PIN_NUMBER_B] = {0x15, 10},
};

/* A 照合番号 that is blocked leaves the PIN as it was, so it is not told in the PIN's words. */
static enum err wrong_or_blocked(enum pin_kind kind, unsigned tries)
{
    if (kind == PIN_OF_HOLDER)
        return tries == 0 ? ERR_RAISE(AK_C32) : ERR_RAISE(AK_C31);
    return tries == 0 ? ERR_RAISE(AK_C39) : ERR_RAISE(AK_C33);
}

enum err text_ap_tries_of(struct reader_port *reader, enum pin_kind kind, unsigned *tries)
{
    struct apdu command = {0, INS_VERIFY, 0, SFI | keys[kind].sfi, {0}, APDU_NO_LE};
    uint16_t status = 0;
    enum err code = exchange_once(reader, &command, &status);

    *tries = 0;
    if (code != ERR_OK)
        return code;
    if (tells_tries(status, tries))
        return *tries == 0 ? wrong_or_blocked(kind, 0) : ERR_OK;
    if (status != SW_OK)
        return reader_failure(READER_CARD_ODD);
    /* A card may answer so once the value was verified, which gave all tries back. */
    *tries = keys[kind].tries;
    return ERR_OK;
}

enum err text_ap_tries(struct reader_port *reader, unsigned *tries)
{
    return text_ap_tries_of(reader, PIN_OF_HOLDER, tries);
}

enum err text_ap_verify(struct reader_port *reader, struct pin *pin, unsigned *tries)
{
    enum pin_kind kind = pin->kind;
    struct apdu command = {0, INS_VERIFY, 0, SFI | keys[kind].sfi, pin_view(pin), APDU_NO_LE};
    uint16_t status = 0;
    enum err code = reader_failure(READER_MISUSED);

    /* Without data the command would be the question for the tries. */
    if (pin_is_set(pin))
        code = exchange_once(reader, &command, &status);
    pin_wipe(pin);
    if (code != ERR_OK || status == SW_OK)
        return code;
    if (!tells_tries(status, tries))
        return reader_failure(READER_CARD_ODD);
    return wrong_or_blocked(kind, *tries);
}

static bool carries_data(uint16_t status)
{
    return status == SW_OK || status == SW_END_OF_FILE;
}

/* A reader or card that cannot do more cuts an answer short and still says 9000. */
static bool is_whole(const struct bytes *file)
{
    struct view rest = bytes_view(file);
    struct tlv tlv = {0};

    return tlv_next(&rest, &tlv);
}

static enum err read_block(struct reader_port *reader, enum text_ap_file file, size_t from,
                           struct bytes *block, uint16_t *status)
{
    uint8_t p1 = (uint8_t)(from == 0 ? SFI | file : from >> 8);
    struct apdu command = {0, INS_READ_BINARY, p1, (uint8_t)from, {0}, APDU_LE_SHORT};
    enum err code = apdu_exchange(reader, &command, block, status);

    if (code != ERR_OK || (*status & 0xFF00) != SW_LE_IS || (*status & 0xFF) == 0)
        return code;
    command.le = *status & 0xFF;
    return apdu_exchange(reader, &command, block, status);
}

static bool ends_file(uint16_t status)
{
    return carries_data(status) || status == SW_OFFSET || status == SW_NOT_FOUND;
}

static enum err read_blocks(struct reader_port *reader, enum text_ap_file file, struct bytes *out)
{
    struct bytes block = bytes_new_secret(APDU_LE_SHORT + 2);
    uint16_t status = 0;
    enum err code = ERR_OK;

    bytes_clear(out);
    do {
        code = read_block(reader, file, out->len, &block, &status);
        if (code == ERR_OK && (!ends_file(status) || !bytes_append(out, bytes_view(&block))))
            code = reader_failure(READER_CARD_ODD);
    } while (code == ERR_OK && block.len > 0 && (block.len == APDU_LE_SHORT || !is_whole(out)));
    if (code == ERR_OK && out->len > 0 && !is_whole(out))
        code = reader_failure(READER_CARD_ODD);
    if (code != ERR_OK)
        bytes_clear(out);
    bytes_free(&block);
    return code;
}

enum err text_ap_read(struct reader_port *reader, enum text_ap_file file, struct bytes *out)
{
    struct apdu command = {0, INS_READ_BINARY, (uint8_t)(SFI | file), 0, {0}, APDU_LE_EXTENDED};
    uint16_t status = 0;
    enum err code = apdu_exchange(reader, &command, out, &status);

    if (code != ERR_OK)
        bytes_clear(out);
    if (code != ERR_OK || (carries_data(status) && is_whole(out)))
        return code;
    return read_blocks(reader, file, out);
}

/* DigestInfo of SHA-256 up to the digest itself (RFC 8017 §9.2). */
static const uint8_t digest_info[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                      0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

enum err text_ap_sign(struct reader_port *reader, const uint8_t digest[32],
                      uint8_t out[TEXT_AP_SIGNATURE_LEN])
{
    uint8_t block[sizeof digest_info + 32];
    struct apdu command = {0x80, INS_SIGN, 0, 0, {block, sizeof block}, APDU_LE_SHORT};
    struct bytes answer = bytes_new(ANSWER_MAX);
    uint16_t status = 0;
    enum err code = ERR_OK;

    memcpy(block, digest_info, sizeof digest_info);
    memcpy(block + sizeof digest_info, digest, 32);
    code = apdu_exchange(reader, &command, &answer, &status);
    if (code == ERR_OK && (status != SW_OK || answer.len != TEXT_AP_SIGNATURE_LEN))
        code = reader_failure(READER_CARD_ODD);
    if (code == ERR_OK)
        memcpy(out, answer.at, TEXT_AP_SIGNATURE_LEN);
    bytes_free(&answer);
    return code;
}
