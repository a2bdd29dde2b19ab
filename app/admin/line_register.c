#include "app/admin/line_register.h"

#include "app/admin/demo_folder.h"
#include "app/admin/line.h"
#include "crypto/base/hex.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REGISTER_MAX = 1 << 26, ENTRY_MAX = 512, HEX_SIZE = 2 * SHA256_LEN + 1 };

static const char *const words[LINE_STATES] = {"living", "lost", "exposed", "closed", "replaced"};

const char *line_state_word(enum line_state state)
{
    return words[state];
}

bool line_state_from_word(const char *word, enum line_state *out)
{
    for (int i = 0; i < LINE_STATES; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (enum line_state)i;
            return true;
        }
    return false;
}

bool line_entry_holds(const struct line_entry *entry, int64_t now)
{
    return entry->state == LINE_LIVING && entry->until > now;
}

bool line_register_add(struct line_register *it, const struct line_entry *entry)
{
    if (it->count == it->room) {
        size_t room = it->room > 0 ? 2 * it->room : 64;
        struct line_entry *wider = reallocarray(it->at, room, sizeof *wider);

        if (wider == NULL)
            return false;
        it->at = wider;
        it->room = room;
    }
    it->at[it->count++] = *entry;
    return true;
}

void line_register_free(struct line_register *it)
{
    free(it->at);
    *it = (struct line_register){0};
}

static bool read_entry(const char *text, size_t number, struct line_entry *out)
{
    char digest[HEX_SIZE] = "", key[HEX_SIZE] = "", state[LINE_ROLE_SIZE] = "";
    size_t seen = 0;
    int end = 0;
    int fields = sscanf(text,
                        "%9zu %40[0-9a-f] %64[0-9a-f] %64[0-9a-f] %11[a-z] %32[a-z0-9-] "
                        "%45[0-9a-f.:-] %15" SCNd64 " %15" SCNd64 " %11[a-z] %15" SCNd64 "%n",
                        &seen, out->serial, digest, key, out->role, out->name, out->address,
                        &out->from, &out->until, state, &out->since, &end);

    return fields == 11 && text[end] == 0 && seen == number &&
           hex_decode(view_text(digest), out->digest, SHA256_LEN) &&
           hex_decode(view_text(key), out->key, SHA256_LEN) &&
           line_state_from_word(state, &out->state);
}

static bool write_entry(const struct line_entry *entry, size_t number, struct bytes *out)
{
    char text[ENTRY_MAX], digest[HEX_SIZE], key[HEX_SIZE];
    int len = 0;

    hex_encode(view_of(entry->digest, SHA256_LEN), digest);
    hex_encode(view_of(entry->key, SHA256_LEN), key);
    len = snprintf(text, sizeof text,
                   "%zu %s %s %s %s %s %s %" PRId64 " %" PRId64 " %s %" PRId64 "\n", number,
                   entry->serial, digest, key, entry->role, entry->name, entry->address,
                   entry->from, entry->until, words[entry->state], entry->since);
    return len > 0 && (size_t)len < sizeof text && bytes_append_text(out, text);
}

static bool read_entries(char *text, struct line_register *out)
{
    char *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        struct line_entry entry = {0};

        if (!read_entry(line, out->count, &entry) || !line_register_add(out, &entry))
            return false;
    }
    return out->count > 0 && strcmp(out->at[0].role, "ca") == 0;
}

/* The first line, over all that follow it. */
static bool seal(struct view entries, char out[HEX_SIZE + 1])
{
    uint8_t digest[SHA256_LEN];

    if (!digest_sha256(entries, digest))
        return false;
    hex_encode(view_of(digest, sizeof digest), out);
    out[HEX_SIZE - 1] = '\n';
    out[HEX_SIZE] = 0;
    return true;
}

bool line_register_read(const char *folder, struct line_register *out)
{
    struct bytes text = bytes_new(REGISTER_MAX);
    char sealed[HEX_SIZE + 1];
    bool good = false;

    *out = (struct line_register){0};
    if (demo_read(folder, LINE_REGISTER, &text) && bytes_text(&text) != NULL && text.len > HEX_SIZE)
        good = seal(view_from(bytes_view(&text), HEX_SIZE), sealed) &&
               memcmp(text.at, sealed, HEX_SIZE) == 0 &&
               read_entries((char *)text.at + HEX_SIZE, out);
    if (!good)
        line_register_free(out);
    bytes_free(&text);
    return good;
}

bool line_register_write(const char *folder, const struct line_register *is)
{
    struct bytes entries = bytes_new(REGISTER_MAX), text = bytes_new(REGISTER_MAX);
    char sealed[HEX_SIZE + 1];
    bool written = true;

    for (size_t i = 0; written && i < is->count; i++)
        written = write_entry(&is->at[i], i, &entries);
    written = written && seal(bytes_view(&entries), sealed) && bytes_append_text(&text, sealed) &&
              bytes_append(&text, bytes_view(&entries)) &&
              demo_write(folder, LINE_REGISTER, bytes_view(&text));
    bytes_free(&entries);
    bytes_free(&text);
    return written;
}
