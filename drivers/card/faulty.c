#include "drivers/card/faulty.h"

#include "drivers/card/apdu.h"
#include "drivers/fault/dice.h"

#include <string.h>

enum {
    INS_VERIFY = 0x20,
    INS_SIGN = 0x2A,
    INS_SELECT = 0xA4,
    SELECT_FILE = 0x02,
    INS_READ_BINARY = 0xB0,
    BY_SFI = 0x80,
    SFI_MASK = 0x1F,
    DIGEST_LEN = 32,
    LONGER_BY = 300,
    STATUS_LEN = 2,
};

void faulty_begin(struct faulty *faulty, struct view command)
{
    struct apdu apdu;

    faulty->moment.before += faulty->moment.len;
    faulty->moment.len = command.len;
    faulty->moment.exchange++;
    if (!apdu_parse(command, &apdu))
        return;
    if (apdu.ins == INS_READ_BINARY && (apdu.p1 & BY_SFI) != 0)
        faulty->file = apdu.p1 & SFI_MASK;
    if (apdu.ins == INS_SELECT && apdu.p1 == SELECT_FILE && apdu.data.len == 2)
        faulty->file = apdu.data.at[1];
}

const struct fault *faulty_find(const struct faulty *faulty, enum fault_how how)
{
    return plan_find(&faulty->plan, &faulty->moment, how);
}

struct view faulty_command(const struct faulty *faulty, struct view command, struct bytes *changed)
{
    struct apdu apdu;
    size_t end = 0;

    if (faulty_find(faulty, FAULT_SAME_NONCE) == NULL || !apdu_parse(command, &apdu) ||
        apdu.ins != INS_SIGN || apdu.data.len < DIGEST_LEN || !bytes_set(changed, command))
        return command;
    end = (size_t)(apdu.data.at - command.at) + apdu.data.len;
    memset(changed->at + end - DIGEST_LEN, 0, DIGEST_LEN);
    return bytes_view(changed);
}

static uint16_t status_of(const struct bytes *answer)
{
    const uint8_t *at = answer->at + answer->len - STATUS_LEN;

    return (uint16_t)(at[0] << 8 | at[1]);
}

static void set_status(struct bytes *answer, uint32_t status)
{
    answer->at[answer->len - 2] = (uint8_t)(status >> 8);
    answer->at[answer->len - 1] = (uint8_t)status;
}

/* What is left of an answer whose end was lost: half of its data, and a status that denies it. */
static void cut(struct bytes *answer)
{
    uint16_t status = status_of(answer);
    size_t left = (answer->len - STATUS_LEN) / 2;

    if (left == 0) {
        answer->len = 1;
        return;
    }
    answer->len = left + STATUS_LEN;
    set_status(answer, status);
}

static bool stretch(const struct fault *fault, const struct moment *moment, struct bytes *answer)
{
    struct dice dice = dice_at(fault->seed, moment->exchange);
    uint16_t status = status_of(answer);
    uint8_t *at = bytes_room(answer, LONGER_BY);

    if (at == NULL)
        return false;
    dice_fill(&dice, at - STATUS_LEN, LONGER_BY);
    answer->len += LONGER_BY;
    set_status(answer, status);
    return true;
}

static void scramble(const struct fault *fault, const struct moment *moment, struct bytes *answer)
{
    struct dice dice = dice_at(fault->seed, moment->exchange);

    /* Whether it acts at all may have been the first throw. */
    (void)dice_next(&dice);
    dice_fill(&dice, answer->at, answer->len);
}

static void flip(const struct fault *fault, unsigned file, const struct apdu *command,
                 struct bytes *answer)
{
    bool by_sfi = (command->p1 & BY_SFI) != 0;
    size_t from = by_sfi ? command->p2 : (size_t)command->p1 << 8 | command->p2;
    size_t at = fault->bit / 8;

    if (command->ins == INS_READ_BINARY && file == fault->file && at >= from &&
        at - from < answer->len - STATUS_LEN)
        answer->at[at - from] ^= (uint8_t)(0x80 >> fault->bit % 8);
}

/* A try that was used up is told as if it were still there. */
static void hide_try(const struct apdu *command, struct bytes *answer)
{
    uint16_t status = status_of(answer);

    if (command->ins == INS_VERIFY && command->data.len > 0 &&
        (status & SW_TRIES_MASK) == SW_TRIES && (status & ~SW_TRIES_MASK) != 0xF)
        set_status(answer, status + 1U);
}

static void refuse_extended(const struct apdu *command, struct bytes *answer)
{
    if (command->le <= APDU_LE_SHORT)
        return;
    answer->len = STATUS_LEN;
    set_status(answer, SW_LENGTH);
}

static bool spoil(const struct faulty *faulty, const struct fault *fault,
                  const struct apdu *command, struct bytes *answer)
{
    switch (fault->how) {
    case FAULT_SHORT:
        cut(answer);
        break;
    case FAULT_LONG:
        return stretch(fault, &faulty->moment, answer);
    case FAULT_STATUS:
        set_status(answer, fault->status);
        break;
    case FAULT_GARBAGE:
        scramble(fault, &faulty->moment, answer);
        break;
    case FAULT_FLIP:
        flip(fault, faulty->file, command, answer);
        break;
    case FAULT_KEEP_COUNTER:
        hide_try(command, answer);
        break;
    case FAULT_NO_EXTENDED:
        refuse_extended(command, answer);
        break;
    default:
        break; /* not about the answer's bytes */
    }
    return true;
}

bool faulty_answer(const struct faulty *faulty, struct view command, struct bytes *answer)
{
    struct apdu apdu;

    if (!apdu_parse(command, &apdu))
        return true;
    for (size_t i = 0; i < faulty->plan.count; i++) {
        const struct fault *fault = &faulty->plan.fault[i];

        if (answer->len < STATUS_LEN)
            return true;
        if (fault_acts(fault, &faulty->moment) && !spoil(faulty, fault, &apdu, answer))
            return false;
    }
    return true;
}
