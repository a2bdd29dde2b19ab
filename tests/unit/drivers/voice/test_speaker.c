#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/voice/speaker.h"
#include "wav.h"

#include <poll.h>
#include <semaphore.h>

enum { PATIENCE_MS = 60000 };

static const struct wav good = {1, 1, 16, 22050, 0, 4000};
static const char *const ids[] = {"a", "b", NULL};
static char made[WAV_PATH_SIZE];

/* A sink that stops at each piece until it is let on, and writes down what happened. */
static struct {
    sem_t playing, go;
    char story[512];
    size_t len, samples;
    bool deaf; /* it does not begin */
    bool fails;
} sink;

static void note(const char *word, const char *id)
{
    sink.len +=
        (size_t)snprintf(sink.story + sink.len, sizeof sink.story - sink.len, "%s%s ", word, id);
}

static bool begin(void *self, const struct utterance *what, unsigned rate)
{
    (void)self;
    assert_int_equal(rate, 22050);
    if (sink.deaf)
        return false;
    note("+", what->id);
    sink.samples = 0;
    return true;
}

static bool play(void *self, const int16_t *samples, size_t count)
{
    (void)self;
    for (size_t i = 0; i < count; i++)
        if (samples[i] != wav_sample(sink.samples + i))
            return false;
    sink.samples += count;
    sem_post(&sink.playing);
    sem_wait(&sink.go);
    return !sink.fails;
}

static void end(void *self, bool whole)
{
    (void)self;
    note(whole ? "whole" : "cut", "");
}

static void close_sink(void *self)
{
    (void)self;
    note("closed", "");
}

static struct voice_port voice;

static int open_voice(void **state)
{
    const struct voice_folders folders = {NULL, made};
    const struct speaker_sink port = {NULL, begin, play, end, close_sink};

    (void)state;
    memset(&sink, 0, sizeof sink);
    sem_init(&sink.playing, 0, 0);
    sem_init(&sink.go, 0, 0);
    return speaker_open(&folders, &port, &voice) ? 0 : -1;
}

/* `pieces` of a twentieth of a second are let on. */
static void let_on(int pieces)
{
    for (int i = 0; i < pieces; i++)
        sem_post(&sink.go);
}

static void wait_until_ended(void)
{
    struct pollfd news = {.fd = voice.fd(voice.self), .events = POLLIN};

    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    assert_true(voice.ended(voice.self));
    assert_false(voice.ended(voice.self));
}

static void close_and_expect(const char *story)
{
    voice.close(voice.self);
    assert_string_equal(sink.story, story);
    sem_destroy(&sink.playing);
    sem_destroy(&sink.go);
}

static void says_all_of_it(void **state)
{
    (void)state;
    let_on(99);
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    wait_until_ended();
    assert_int_equal(sink.samples, 4000);
    assert_true(voice.working(voice.self));
    close_and_expect("+a whole closed ");
}

static void says_one_after_the_other_and_tells_of_the_end_once(void **state)
{
    (void)state;
    let_on(99);
    voice.say(voice.self, "ja", "a missing b a", VOICE_LOUDEST);
    wait_until_ended();
    assert_true(voice.working(voice.self));
    close_and_expect("+a whole +b whole +a whole closed ");
}

static void a_new_one_ends_all_of_the_old(void **state)
{
    (void)state;
    voice.say(voice.self, "ja", "a b", VOICE_LOUDEST);
    sem_wait(&sink.playing);
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    let_on(99);
    wait_until_ended();
    close_and_expect("+a cut +a whole closed ");
}

static void a_new_one_ends_the_old(void **state)
{
    (void)state;
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    sem_wait(&sink.playing);
    voice.say(voice.self, "ja", "b", VOICE_LOUDEST);
    let_on(99);
    wait_until_ended();
    close_and_expect("+a cut +b whole closed ");
}

static void of_many_the_last_is_said(void **state)
{
    (void)state;
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    sem_wait(&sink.playing);
    for (int i = 0; i < 20; i++)
        voice.say(voice.self, "ja", i < 19 ? "a" : "b", VOICE_LOUDEST);
    let_on(99);
    wait_until_ended();
    close_and_expect("+a cut +b whole closed ");
}

static void hush_is_silence_and_no_news(void **state)
{
    (void)state;
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    sem_wait(&sink.playing);
    voice.hush(voice.self);
    let_on(99);
    voice.say(voice.self, "ja", "b", VOICE_LOUDEST);
    wait_until_ended(); /* that of b */
    close_and_expect("+a cut +b whole closed ");
}

static void the_end_of_the_old_is_not_taken_for_the_new(void **state)
{
    struct pollfd news;

    (void)state;
    let_on(4); /* exactly one prompt */
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    news = (struct pollfd){.fd = voice.fd(voice.self), .events = POLLIN};
    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    for (int i = 0; i < 4; i++)
        sem_wait(&sink.playing);
    voice.say(voice.self, "ja", "b", VOICE_LOUDEST);
    sem_wait(&sink.playing); /* b is being said */
    assert_false(voice.ended(voice.self));
    let_on(99);
    wait_until_ended();
    close_and_expect("+a whole +b whole closed ");
}

static void what_is_not_there_is_silence(void **state)
{
    (void)state;
    let_on(99);
    voice.say(voice.self, "ja", "a_word_that_is_longer_than_any_prompt_of_ours", 1);
    wait_until_ended();
    assert_false(voice.working(voice.self));
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    wait_until_ended();
    assert_true(voice.working(voice.self));
    close_and_expect("+a whole closed ");
}

static void a_mute_device_is_told(void **state)
{
    (void)state;
    let_on(99);
    sink.deaf = true;
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    wait_until_ended();
    assert_false(voice.working(voice.self));
    sink.deaf = false;
    sink.fails = true;
    voice.say(voice.self, "ja", "b", VOICE_LOUDEST);
    wait_until_ended();
    assert_false(voice.working(voice.self));
    close_and_expect("+b cut closed ");
}

static void it_closes_in_the_middle(void **state)
{
    (void)state;
    voice.say(voice.self, "ja", "a", VOICE_LOUDEST);
    sem_wait(&sink.playing);
    let_on(1);
    voice.hush(voice.self);
    let_on(99);
    close_and_expect("+a cut closed ");
}

static int make_prompts(void **state)
{
    (void)state;
    return wav_folder(made) == NULL || wav_prompt(made, "a", &good) != 0 ||
           wav_prompt(made, "b", &good) != 0;
}

static int remove_prompts(void **state)
{
    (void)state;
    wav_remove(made, ids);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(says_all_of_it, open_voice),
        cmocka_unit_test_setup(says_one_after_the_other_and_tells_of_the_end_once, open_voice),
        cmocka_unit_test_setup(a_new_one_ends_all_of_the_old, open_voice),
        cmocka_unit_test_setup(a_new_one_ends_the_old, open_voice),
        cmocka_unit_test_setup(of_many_the_last_is_said, open_voice),
        cmocka_unit_test_setup(hush_is_silence_and_no_news, open_voice),
        cmocka_unit_test_setup(the_end_of_the_old_is_not_taken_for_the_new, open_voice),
        cmocka_unit_test_setup(what_is_not_there_is_silence, open_voice),
        cmocka_unit_test_setup(a_mute_device_is_told, open_voice),
        cmocka_unit_test_setup(it_closes_in_the_middle, open_voice),
    };

    return cmocka_run_group_tests(tests, make_prompts, remove_prompts);
}
