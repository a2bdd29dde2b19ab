#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/voice/prompt.h"
#include "wav.h"

static const struct wav good = {1, 1, 16, 22050, 0, 1000};
static const char *const ids[] = {"hello", "bye", "odd", NULL};
static char made[WAV_PATH_SIZE], recordings[WAV_PATH_SIZE];

static int make_folders(void **state)
{
    (void)state;
    if (wav_folder(made) == NULL || wav_folder(recordings) == NULL)
        return -1;
    return wav_prompt(made, "hello", &good);
}

static int remove_folders(void **state)
{
    (void)state;
    wav_remove(made, ids);
    wav_remove(recordings, ids);
    return 0;
}

static bool loads(const char *language, const char *id)
{
    const struct voice_folders folders = {recordings, made};
    struct prompt prompt;
    bool loaded = prompt_load(&folders, language, id, &prompt);

    prompt_free(&prompt);
    return loaded;
}

static void the_loudest_is_the_file_as_it_is(void **state)
{
    const struct voice_folders folders = {"", made};
    struct prompt prompt;

    (void)state;
    assert_true(prompt_load(&folders, "ja", "hello", &prompt));
    assert_int_equal(prompt.rate, 22050);
    assert_int_equal(prompt_samples(&prompt), 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(prompt_sample(&prompt, i, VOICE_LOUDEST), wav_sample(i));
    prompt_free(&prompt);
}

static void each_step_is_louder(void **state)
{
    const struct voice_folders folders = {NULL, made};
    struct prompt prompt;

    (void)state;
    assert_true(prompt_load(&folders, "ja", "hello", &prompt));
    for (int loudness = 0; loudness < VOICE_LOUDEST; loudness++)
        assert_true(abs(prompt_sample(&prompt, 0, loudness)) <
                    abs(prompt_sample(&prompt, 0, loudness + 1)));
    assert_int_equal(prompt_sample(&prompt, 0, -5), prompt_sample(&prompt, 0, 0));
    assert_int_equal(prompt_sample(&prompt, 0, 99), prompt_sample(&prompt, 0, VOICE_LOUDEST));
    assert_true(prompt_sample(&prompt, 0, 0) < 0);
    prompt_free(&prompt);
}

static void a_recording_goes_before_what_was_made(void **state)
{
    const struct voice_folders folders = {recordings, made};
    struct wav longer = good;
    struct prompt prompt;

    (void)state;
    longer.samples = 2000;
    assert_int_equal(wav_prompt(recordings, "hello", &longer), 0);
    assert_true(prompt_load(&folders, "ja", "hello", &prompt));
    assert_int_equal(prompt_samples(&prompt), 2000);
    prompt_free(&prompt);
    /* One that is no sound of ours does not silence the machine's. */
    longer.channels = 2;
    assert_int_equal(wav_prompt(recordings, "hello", &longer), 0);
    assert_true(prompt_load(&folders, "ja", "hello", &prompt));
    assert_int_equal(prompt_samples(&prompt), 1000);
    prompt_free(&prompt);
}

static void only_mono_of_16_bits_is_sound(void **state)
{
    static const struct wav odd[] = {{3, 1, 16, 22050, 0, 100}, {1, 2, 16, 22050, 0, 100},
                                     {1, 1, 8, 22050, 0, 100},  {1, 1, 16, 4000, 0, 100},
                                     {1, 1, 16, 96000, 0, 100}, {1, 1, 16, 22050, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_int_equal(wav_prompt(made, "odd", &odd[i]), 0);
        assert_false(loads("ja", "odd"));
    }
    assert_int_equal(wav_prompt(made, "odd", &good), 0);
    assert_true(loads("ja", "odd"));
}

static void a_length_beyond_the_file_is_what_there_is(void **state)
{
    const struct voice_folders folders = {NULL, made};
    struct wav streamed = good;
    struct prompt prompt;

    (void)state;
    streamed.announced = UINT32_MAX;
    assert_int_equal(wav_prompt(made, "odd", &streamed), 0);
    assert_true(prompt_load(&folders, "ja", "odd", &prompt));
    assert_int_equal(prompt_samples(&prompt), 1000);
    prompt_free(&prompt);
}

static void no_path_gets_in(void **state)
{
    (void)state;
    assert_true(loads("ja", "hello"));
    assert_false(loads("ja", "../ja/hello"));
    assert_false(loads("..", "hello"));
    assert_false(loads("ja", ""));
    assert_false(loads("", "hello"));
    assert_false(loads("en", "hello"));
    assert_false(loads("ja", "nothing"));
}

/* However short a file is cut, nothing behind its end is looked at. */
static void a_torn_file_is_no_prompt(void **state)
{
    char path[WAV_PATH_SIZE + 64];
    const struct wav small = {1, 1, 16, 22050, 0, 1};

    (void)state;
    snprintf(path, sizeof path, "%s/ja/odd.wav", made);
    for (int len = 0; len < WAV_HEAD_LEN + 2; len++) {
        assert_int_equal(wav_prompt(made, "odd", &small), 0);
        assert_int_equal(truncate(path, len), 0);
        assert_false(loads("ja", "odd"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loudest_is_the_file_as_it_is),
        cmocka_unit_test(each_step_is_louder),
        cmocka_unit_test(a_recording_goes_before_what_was_made),
        cmocka_unit_test(only_mono_of_16_bits_is_sound),
        cmocka_unit_test(a_length_beyond_the_file_is_what_there_is),
        cmocka_unit_test(no_path_gets_in),
        cmocka_unit_test(a_torn_file_is_no_prompt),
    };

    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
