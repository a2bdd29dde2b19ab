#include "drivers/voice/speaker.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { CHUNK_MAX = 48000 / 20 }; /* a twentieth of a second: so soon it falls silent */

struct saying {
    struct utterance next;
    char ids[VOICE_SAID_SIZE]; /* those after it */
};

struct speaker {
    struct speaker_sink sink;
    char recordings[PATH_MAX], made[PATH_MAX];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool closing, asked; /* under the lock, like `next` */
    struct saying what;
    atomic_uint turn; /* grows with each say and hush: what was begun before is over */
    atomic_bool working;
    int news; /* eventfd: prompts that came to their end */
};

static bool play_all(struct speaker *s, const struct prompt *prompt, int loudness, unsigned turn)
{
    int16_t chunk[CHUNK_MAX];
    size_t samples = prompt_samples(prompt), most = prompt->rate / 20;

    for (size_t at = 0, count = 0; at < samples; at += count) {
        count = samples - at < most ? samples - at : most;
        for (size_t i = 0; i < count; i++)
            chunk[i] = prompt_sample(prompt, at + i, loudness);
        if (atomic_load(&s->turn) != turn)
            return false;
        if (!s->sink.play(s->sink.self, chunk, count)) {
            atomic_store(&s->working, false);
            return false;
        }
    }
    return true;
}

static void utter(struct speaker *s, const struct utterance *what, unsigned turn)
{
    const struct voice_folders folders = {s->recordings, s->made};
    struct prompt prompt = {0};
    bool begun = prompt_load(&folders, what->language, what->id, &prompt) &&
                 s->sink.begin(s->sink.self, what, prompt.rate);

    atomic_store(&s->working, begun);
    if (begun)
        s->sink.end(s->sink.self, play_all(s, &prompt, what->loudness, turn));
    prompt_free(&prompt);
}

/* The first of the ids becomes the next one; false: there is none. */
static bool take_id(struct saying *what)
{
    char *rest = what->ids + strspn(what->ids, " ");
    size_t len = strcspn(rest, " ");

    if (len == 0)
        return false;
    /* One that is too long is no prompt of ours, and is not found. */
    (void)snprintf(what->next.id, sizeof what->next.id, "%.*s", (int)len, rest);
    memmove(what->ids, rest + len, strlen(rest + len) + 1);
    return true;
}

/* Under the lock: a say or hush that comes later must not meet the news of what it ended. */
static void tell_end(const struct speaker *s, unsigned turn)
{
    if (atomic_load(&s->turn) == turn)
        (void)eventfd_write(s->news, 1);
}

static void *run(void *arg)
{
    struct speaker *s = arg;

    pthread_mutex_lock(&s->lock);
    while (!s->closing) {
        struct saying what = s->what;
        unsigned turn = atomic_load(&s->turn);

        if (!s->asked) {
            pthread_cond_wait(&s->changed, &s->lock);
            continue;
        }
        s->asked = false;
        pthread_mutex_unlock(&s->lock);
        while (atomic_load(&s->turn) == turn && take_id(&what))
            utter(s, &what.next, turn);
        pthread_mutex_lock(&s->lock);
        tell_end(s, turn);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static bool take_news(void *self)
{
    struct speaker *s = self;
    eventfd_t count = 0;

    return eventfd_read(s->news, &count) == 0;
}

/* Ends what is being said; NULL: and says nothing in its place. */
static void turn_to(struct speaker *s, const struct saying *what)
{
    pthread_mutex_lock(&s->lock);
    atomic_fetch_add(&s->turn, 1);
    (void)take_news(s);
    s->asked = what != NULL;
    if (what != NULL)
        s->what = *what;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static void say(void *self, const char *language, const char *ids, int loudness)
{
    struct saying what = {.next.loudness = loudness};

    (void)snprintf(what.next.language, sizeof what.next.language, "%s", language);
    (void)snprintf(what.ids, sizeof what.ids, "%s", ids);
    turn_to(self, &what);
}

static void hush(void *self)
{
    turn_to(self, NULL);
}

static int news_fd(void *self)
{
    const struct speaker *s = self;

    return s->news;
}

static bool is_working(void *self)
{
    struct speaker *s = self;

    return atomic_load(&s->working);
}

static void free_speaker(struct speaker *s)
{
    s->sink.close(s->sink.self);
    if (s->news >= 0)
        close(s->news);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static void close_speaker(void *self)
{
    struct speaker *s = self;

    pthread_mutex_lock(&s->lock);
    s->closing = true;
    pthread_mutex_unlock(&s->lock);
    turn_to(s, NULL);
    pthread_join(s->thread, NULL);
    free_speaker(s);
}

static bool copy_folder(const char *from, char to[PATH_MAX])
{
    return snprintf(to, PATH_MAX, "%s", from != NULL ? from : "") < PATH_MAX;
}

bool speaker_open(const struct voice_folders *folders, const struct speaker_sink *sink,
                  struct voice_port *out)
{
    struct speaker *s = calloc(1, sizeof *s);

    if (s == NULL) {
        sink->close(sink->self);
        return false;
    }
    s->sink = *sink;
    s->working = true;
    s->news = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    if (s->news < 0 || !copy_folder(folders->recordings, s->recordings) ||
        !copy_folder(folders->made, s->made) || pthread_create(&s->thread, NULL, run, s) != 0) {
        free_speaker(s);
        return false;
    }
    *out = (struct voice_port){.self = s,
                               .say = say,
                               .hush = hush,
                               .fd = news_fd,
                               .ended = take_news,
                               .working = is_working,
                               .close = close_speaker};
    return true;
}
