/* A card that is genuine for the roots it comes with, on a reader of few words. */
#ifndef TESTS_UNIT_APP_CARD_LAID_H
#define TESTS_UNIT_APP_CARD_LAID_H

#include "../../drivers/card/fake.h"
#include "../identity/maker.h"

#include "drivers/card/pin.h"

static const struct date laid_today = {2026, 11, 20};

struct laid {
    struct fake fake;
    struct maker maker;
    struct reader_port port;
    bool copied; /* answers a challenge with a signature over something else */
};

static inline enum err laid_transmit(void *self, struct view command, struct bytes *answer)
{
    struct laid *laid = self;
    uint8_t signature[TEXT_AP_SIGNATURE_LEN];
    struct apdu parsed;

    assert_true(apdu_parse(command, &parsed));
    if (parsed.ins != 0x2A)
        return fake_transmit(&laid->fake, command, answer);
    laid->fake.count++;
    bytes_clear(answer);
    assert_true(rsa_sign_block(
        laid->maker.card, laid->copied ? view_cut(parsed.data, 0, 30) : parsed.data, signature));
    assert_true(bytes_append(answer, view_of(signature, sizeof signature)));
    return bytes_append_u16(answer, SW_OK) ? ERR_OK : reader_failure(READER_MISUSED);
}

static inline void laid_file(struct laid *laid, size_t file, const struct bytes *content)
{
    assert_true(content->len <= FAKE_FILE_MAX);
    memcpy(laid->fake.file[file], content->at, content->len);
    laid->fake.len[file] = content->len;
}

static inline void laid_open(struct laid *laid)
{
    struct card_files files;

    memset(laid, 0, sizeof *laid);
    fake_open(&laid->fake);
    maker_open(&laid->maker);
    files = maker_files(&laid->maker);
    laid_file(laid, 1, &files.number);
    laid_file(laid, 2, &files.person);
    laid_file(laid, 3, &files.digests);
    laid_file(laid, 4, &files.certificate);
    laid_file(laid, 7, &files.key);
    card_files_free(&files);
    laid->port = (struct reader_port){.self = laid, .transmit = laid_transmit};
}

static inline void laid_close(struct laid *laid)
{
    maker_close(&laid->maker);
}

/* How many commands that begin so went out. */
static inline int laid_count(const struct laid *laid, const char *prefix)
{
    int count = 0;

    for (int i = 0; i < laid->fake.count; i++)
        count += strncmp(laid->fake.trace[i], prefix, strlen(prefix)) == 0;
    return count;
}

#endif
