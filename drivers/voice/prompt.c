#include "drivers/voice/prompt.h"

#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
    FILE_MAX = 8 << 20,
    HEAD_LEN = 12,
    CHUNK_HEAD_LEN = 8,
    FORMAT_LEN = 16,
    FORMAT_PCM = 1,
    RATE_LEAST = 8000,
    RATE_MOST = 48000,
    SAMPLE_LEN = 2
};

static uint32_t number(struct view v, size_t at, size_t len)
{
    uint32_t value = 0;

    for (size_t i = len; i-- > 0;)
        value = value << 8 | v.at[at + i];
    return value;
}

/* The body of the first chunk named `name`; empty when there is none. A body that is announced
 * longer than the file is what there is: some programs write headers before they know. */
static struct view find_chunk(struct view wav, const char *name)
{
    struct view rest = view_from(wav, HEAD_LEN);

    while (rest.len >= CHUNK_HEAD_LEN) {
        uint32_t len = number(rest, 4, 4);
        struct view body = view_from(rest, CHUNK_HEAD_LEN);

        if (view_equal(view_cut(rest, 0, 4), view_text(name)))
            return len < body.len ? view_cut(body, 0, len) : body;
        rest = view_from(body, (size_t)len + (len & 1)); /* chunks begin at even places */
    }
    return (struct view){0};
}

static bool parse(struct view wav, struct prompt *out)
{
    struct view format = find_chunk(wav, "fmt ");

    if (!view_equal(view_cut(wav, 0, 4), view_text("RIFF")) ||
        !view_equal(view_cut(wav, 8, 4), view_text("WAVE")) || format.len < FORMAT_LEN)
        return false;
    out->rate = number(format, 4, 4);
    out->sound = find_chunk(wav, "data");
    out->sound.len -= out->sound.len % SAMPLE_LEN;
    return number(format, 0, 2) == FORMAT_PCM && number(format, 2, 2) == 1 &&
           number(format, 14, 2) == 8 * SAMPLE_LEN && out->rate >= RATE_LEAST &&
           out->rate <= RATE_MOST && out->sound.len > 0;
}

static bool plain(const char *word)
{
    return word[0] != 0 && word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")] == 0;
}

static bool load_from(const char *folder, const char *language, const char *id, struct prompt *out)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s/%s.wav", folder, language, id);

    *out = (struct prompt){.file = bytes_new(FILE_MAX)};
    if (len > 0 && (size_t)len < sizeof path && file_read(path, &out->file) &&
        parse(bytes_view(&out->file), out))
        return true;
    prompt_free(out);
    return false;
}

bool prompt_load(const struct voice_folders *folders, const char *language, const char *id,
                 struct prompt *out)
{
    *out = (struct prompt){0};
    if (!plain(language) || !plain(id))
        return false;
    return (folders->recordings != NULL && folders->recordings[0] != 0 &&
            load_from(folders->recordings, language, id, out)) ||
           (folders->made != NULL && load_from(folders->made, language, id, out));
}

void prompt_free(struct prompt *prompt)
{
    bytes_free(&prompt->file);
    *prompt = (struct prompt){0};
}

size_t prompt_samples(const struct prompt *prompt)
{
    return prompt->sound.len / SAMPLE_LEN;
}

int16_t prompt_sample(const struct prompt *prompt, size_t at, int loudness)
{
    /* Four even steps of 4 dB; the loudest is the file as it is. */
    static const int gain[] = {64, 102, 161, 256};
    int step = loudness < 0 ? 0 : loudness > VOICE_LOUDEST ? VOICE_LOUDEST : loudness;

    return (int16_t)((int16_t)number(prompt->sound, at * SAMPLE_LEN, SAMPLE_LEN) * gain[step] /
                     256);
}
