#include "app/kiosk/journal.h"

#include "crypto/base/hex.h"
#include "crypto/digest.h"
#include "drivers/host/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lines of one length, so that the file never grows: "NUMBER TRANSACTION STEP YEN SHEETS CHECK".
 * The newest takes the place of the oldest. */
enum { RECORDS = 1024, BODY_LEN = 67, CHECK_LEN = 16, RECORD_LEN = BODY_LEN + CHECK_LEN + 1 };

struct journal {
    int fd;          /* 0: none */
    unsigned number; /* of the last record */
    struct journal_entry last;
};

static const char *const steps[] = {
#define JOURNAL_NAME(name) #name,
    JOURNAL_STEPS(JOURNAL_NAME)
#undef JOURNAL_NAME
};

static bool check_of(const char *body, char out[CHECK_LEN + 1])
{
    uint8_t digest[SHA256_LEN];

    if (!digest_sha256(view_of(body, BODY_LEN), digest))
        return false;
    hex_encode(view_of(digest, CHECK_LEN / 2), out);
    out[CHECK_LEN] = 0;
    return true;
}

static bool format_record(unsigned number, const struct journal_entry *entry,
                          char out[RECORD_LEN + 1])
{
    char body[BODY_LEN + 1], check[CHECK_LEN + 1];
    int len = snprintf(body, sizeof body, "%010u %-32s %-9s %7d %4d ", number, entry->transaction,
                       steps[entry->step], entry->amount, entry->sheets);

    if (len != BODY_LEN || !check_of(body, check))
        return false;
    return snprintf(out, RECORD_LEN + 1, "%s%s\n", body, check) == RECORD_LEN;
}

static bool step_from_name(const char *name, enum journal_step *out)
{
    for (size_t i = 0; i < JOURNAL_STEP_COUNT; i++)
        if (strcmp(steps[i], name) == 0) {
            *out = (enum journal_step)i;
            return true;
        }
    return false;
}

static bool parse_record(const char *record, unsigned *number, struct journal_entry *out)
{
    char check[CHECK_LEN + 1], step[16] = "";

    if (!check_of(record, check) || memcmp(record + BODY_LEN, check, CHECK_LEN) != 0)
        return false;
    return sscanf(record, "%10u %32s %15s %7d %4d", number, out->transaction, step, &out->amount,
                  &out->sheets) == 5 &&
           step_from_name(step, &out->step);
}

static void find_last(struct journal *journal)
{
    char record[RECORD_LEN];

    for (int i = 0; i < RECORDS; i++) {
        struct journal_entry entry = {0};
        unsigned number = 0;

        if (pread(journal->fd, record, sizeof record, (off_t)i * RECORD_LEN) != RECORD_LEN ||
            !parse_record(record, &number, &entry) || number <= journal->number)
            continue;
        journal->number = number;
        journal->last = entry;
    }
}

/* All the room it will ever need is on the disk before anything depends on it. */
static bool make_file(const char *path)
{
    struct bytes empty = bytes_new(RECORDS * RECORD_LEN);
    uint8_t *room = bytes_room(&empty, RECORDS * RECORD_LEN);
    bool made = false;

    if (room != NULL) {
        memset(room, ' ', RECORDS * RECORD_LEN);
        empty.len = RECORDS * RECORD_LEN;
        made = file_write(path, bytes_view(&empty), 0600);
    }
    bytes_free(&empty);
    return made;
}

static bool has_form(int fd)
{
    struct stat info;

    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == RECORDS * RECORD_LEN;
}

struct journal *journal_open(const char *path)
{
    struct journal *journal = calloc(1, sizeof *journal);

    if (journal == NULL)
        return NULL;
    if (access(path, F_OK) == 0 || make_file(path))
        journal->fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (journal->fd <= 0 || flock(journal->fd, LOCK_EX | LOCK_NB) != 0 || !has_form(journal->fd)) {
        journal_close(&journal);
        return NULL;
    }
    find_last(journal);
    return journal;
}

bool journal_write(struct journal *journal, const struct journal_entry *entry)
{
    char record[RECORD_LEN + 1];
    unsigned number = journal->number + 1;
    off_t at = (off_t)(number % RECORDS) * RECORD_LEN;

    if (!format_record(number, entry, record) ||
        pwrite(journal->fd, record, RECORD_LEN, at) != RECORD_LEN || fdatasync(journal->fd) != 0)
        return false;
    journal->number = number;
    journal->last = *entry;
    return true;
}

const struct journal_entry *journal_last(const struct journal *journal)
{
    return &journal->last;
}

bool journal_is_open(const struct journal_entry *entry)
{
    return entry->step != JOURNAL_nothing && entry->step != JOURNAL_closed;
}

void journal_close(struct journal **journal)
{
    if (*journal == NULL)
        return;
    if ((*journal)->fd > 0)
        close((*journal)->fd);
    free(*journal);
    *journal = NULL;
}
