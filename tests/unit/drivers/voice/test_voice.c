#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/file.h"
#include "drivers/voice/voice.h"
#include "wav.h"

#include <poll.h>

enum { PATIENCE_MS = 60000, HEARD_MAX = 1 << 20 };

static const struct wav good = {1, 1, 16, 22050, 0, 3001};
static const char *const ids[] = {"take_card", NULL};
static char made[WAV_PATH_SIZE], heard[WAV_PATH_SIZE + 16], conf[WAV_PATH_SIZE + 16];

static int make_folder(void **state)
{
    FILE *file = NULL;

    (void)state;
    if (wav_folder(made) == NULL || wav_prompt(made, "take_card", &good) != 0)
        return -1;
    snprintf(heard, sizeof heard, "%s/heard", made);
    snprintf(conf, sizeof conf, "%s/asound.conf", made);
    /* A machine whose loudspeaker is a file. */
    file = fopen(conf, "w");
    if (file == NULL)
        return -1;
    fprintf(file,
            "pcm.kiosk { type plug slave.pcm tape }\n"
            "pcm.tape { type file slave.pcm { type null } file \"%s\" format raw }\n",
            heard);
    return fclose(file) != 0 || setenv("ALSA_CONFIG_PATH", conf, 1) != 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(heard);
    remove(conf);
    wav_remove(made, ids);
    return 0;
}

static void say_to_its_end(const char *port, int loudness)
{
    const struct voice_folders folders = {NULL, made};
    struct voice_port voice;
    struct pollfd news;

    assert_true(voice_open(port, &folders, &voice));
    voice.say(voice.self, "ja", "take_card", loudness);
    news = (struct pollfd){.fd = voice.fd(voice.self), .events = POLLIN};
    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    assert_true(voice.ended(voice.self));
    assert_true(voice.working(voice.self));
    voice.close(voice.self);
}

static struct bytes take_heard(void)
{
    struct bytes out = bytes_new(HEARD_MAX);

    assert_true(file_read(heard, &out));
    assert_int_equal(remove(heard), 0);
    return out;
}

/* What reaches the loudspeaker is the file, to the last sample, and silence behind it. */
static void alsa_plays_the_very_bytes(void **state)
{
    struct bytes sound = {0};

    (void)state;
    say_to_its_end("alsa:kiosk", VOICE_LOUDEST);
    sound = take_heard();
    assert_true(sound.len >= good.samples * 2);
    for (size_t i = 0; i < good.samples; i++)
        assert_int_equal((int16_t)(sound.at[2 * i] | sound.at[2 * i + 1] << 8), wav_sample(i));
    for (size_t i = good.samples * 2; i < sound.len; i++)
        assert_int_equal(sound.at[i], 0);
    bytes_free(&sound);
}

static void alsa_without_a_loudspeaker_is_told(void **state)
{
    const struct voice_folders folders = {NULL, made};
    struct voice_port voice;
    struct pollfd news;

    (void)state;
    assert_true(voice_open("alsa:nothing", &folders, &voice));
    voice.say(voice.self, "ja", "take_card", 0);
    news = (struct pollfd){.fd = voice.fd(voice.self), .events = POLLIN};
    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    assert_false(voice.working(voice.self));
    voice.close(voice.self);
}

static void the_recorder_writes_what_would_be_heard(void **state)
{
    char port[sizeof heard + 16];
    struct bytes lines = {0};

    (void)state;
    snprintf(port, sizeof port, "record:%s", heard);
    say_to_its_end(port, 2);
    lines = take_heard();
    assert_true(view_equal(bytes_view(&lines), view_text("say ja take_card 2\nend take_card\n")));
    bytes_free(&lines);
}

static void none_says_nothing(void **state)
{
    const struct voice_folders folders = {NULL, made};
    struct voice_port voice;

    (void)state;
    assert_true(voice_open("none", &folders, &voice));
    assert_int_equal(voice.fd(voice.self), -1);
    voice.say(voice.self, "ja", "take_card", 0);
    voice.hush(voice.self);
    assert_false(voice.ended(voice.self));
    assert_true(voice.working(voice.self));
    voice.close(voice.self);
}

static void other_voices_are_refused(void **state)
{
    const struct voice_folders folders = {NULL, made};
    struct voice_port voice;

    (void)state;
    assert_false(voice_open("", &folders, &voice));
    assert_false(voice_open("loud", &folders, &voice));
    assert_false(voice_open("record:/nowhere/at/all", &folders, &voice));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alsa_plays_the_very_bytes),
        cmocka_unit_test(alsa_without_a_loudspeaker_is_told),
        cmocka_unit_test(the_recorder_writes_what_would_be_heard),
        cmocka_unit_test(none_says_nothing),
        cmocka_unit_test(other_voices_are_refused),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
