#include "drivers/card/reader_record.h"

#include "drivers/card/apdu.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct recorder {
    struct reader_port inner;
    int fd;
};

static enum reader_presence wait_for(void *self, enum reader_presence known, int ms)
{
    struct recorder *recorder = self;

    return recorder->inner.wait(recorder->inner.self, known, ms);
}

static enum err note(const struct recorder *recorder, enum err code)
{
    if (code != ERR_OK)
        dprintf(recorder->fd, "! %s\n", err_name(code));
    return code;
}

static enum err connect_card(void *self)
{
    struct recorder *recorder = self;

    dprintf(recorder->fd, "+ connect\n");
    return note(recorder, recorder->inner.connect(recorder->inner.self));
}

static void leave_card(void *self)
{
    struct recorder *recorder = self;

    dprintf(recorder->fd, "- disconnect\n");
    recorder->inner.disconnect(recorder->inner.self);
}

static void note_command(const struct recorder *recorder, struct view command)
{
    struct apdu apdu;

    if (apdu_parse(command, &apdu))
        dprintf(recorder->fd, "> %02X%02X%02X%02X %zu %u\n", apdu.cla, apdu.ins, apdu.p1, apdu.p2,
                apdu.data.len, apdu.le);
    else
        dprintf(recorder->fd, "> not a command, %zu\n", command.len);
}

static void note_answer(const struct recorder *recorder, const struct bytes *answer)
{
    size_t end = answer->len;

    if (end >= 2)
        dprintf(recorder->fd, "< %zu %02X%02X\n", end - 2, answer->at[end - 2],
                answer->at[end - 1]);
    else
        dprintf(recorder->fd, "< %zu without status\n", end);
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct recorder *recorder = self;
    enum err code = ERR_OK;

    note_command(recorder, command);
    code = note(recorder, recorder->inner.transmit(recorder->inner.self, command, answer));
    if (code == ERR_OK)
        note_answer(recorder, answer);
    return code;
}

static void close_port(void *self)
{
    struct recorder *recorder = self;

    recorder->inner.close(recorder->inner.self);
    close(recorder->fd);
    free(recorder);
}

bool reader_record_open(const char *path, const struct reader_port *inner, struct reader_port *out)
{
    struct recorder *recorder = calloc(1, sizeof *recorder);

    if (recorder == NULL)
        return false;
    recorder->inner = *inner;
    recorder->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (recorder->fd < 0) {
        free(recorder);
        return false;
    }
    dprintf(recorder->fd, "# akashi card trace 1: headers, lengths and status words\n");
    *out = (struct reader_port){recorder, wait_for, connect_card, transmit, leave_card, close_port};
    return true;
}
