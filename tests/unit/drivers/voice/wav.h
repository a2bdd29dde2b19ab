/* Prompts for tests: sound that anybody can write down, in files as programs write them. */
#ifndef TESTS_UNIT_DRIVERS_VOICE_WAV_H
#define TESTS_UNIT_DRIVERS_VOICE_WAV_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAV_PATH_SIZE = 256, WAV_HEAD_LEN = 44 };

struct wav {
    uint16_t format, channels, bits;
    uint32_t rate, announced; /* the length in the header; 0: the true one */
    size_t samples;
};

static inline void wav_put(uint8_t *at, uint32_t value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* The sample at a place: loud, quiet, and below zero. */
static inline int16_t wav_sample(size_t at)
{
    return (int16_t)(at * 7919 % 65536 - 32768);
}

static inline int wav_write(const char *path, const struct wav *wav)
{
    uint8_t head[WAV_HEAD_LEN] = "RIFF....WAVEfmt \x10\0\0\0";
    uint32_t len = (uint32_t)wav->samples * 2;
    FILE *file = fopen(path, "wb");

    if (file == NULL)
        return -1;
    wav_put(head + 4, len + WAV_HEAD_LEN - 8, 4);
    wav_put(head + 20, wav->format, 2);
    wav_put(head + 22, wav->channels, 2);
    wav_put(head + 24, wav->rate, 4);
    wav_put(head + 28, wav->rate * 2, 4);
    wav_put(head + 32, 2, 2);
    wav_put(head + 34, wav->bits, 2);
    memcpy(head + 36, "data", 4);
    wav_put(head + 40, wav->announced != 0 ? wav->announced : len, 4);
    fwrite(head, 1, sizeof head, file);
    for (size_t i = 0; i < wav->samples; i++) {
        uint8_t sample[2];

        wav_put(sample, (uint16_t)wav_sample(i), 2);
        fwrite(sample, 1, sizeof sample, file);
    }
    return fclose(file);
}

/* A folder of prompts, made anew. */
static inline const char *wav_folder(char folder[WAV_PATH_SIZE])
{
    const char *tmp = getenv("TMPDIR");
    char path[WAV_PATH_SIZE + 8];

    snprintf(folder, WAV_PATH_SIZE, "%.200s/akashi-voice.XXXXXX", tmp != NULL ? tmp : "/tmp");
    if (mkdtemp(folder) == NULL)
        return NULL;
    snprintf(path, sizeof path, "%s/ja", folder);
    return mkdir(path, 0700) == 0 ? folder : NULL;
}

static inline int wav_prompt(const char *folder, const char *id, const struct wav *wav)
{
    char path[WAV_PATH_SIZE + 64];

    snprintf(path, sizeof path, "%s/ja/%s.wav", folder, id);
    return wav_write(path, wav);
}

static inline void wav_remove(const char *folder, const char *const *ids)
{
    char path[WAV_PATH_SIZE + 64];

    for (size_t i = 0; ids[i] != NULL; i++) {
        snprintf(path, sizeof path, "%s/ja/%s.wav", folder, ids[i]);
        remove(path);
    }
    snprintf(path, sizeof path, "%s/ja", folder);
    remove(path);
    remove(folder);
}

#endif
