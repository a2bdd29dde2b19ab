#include "drivers/lamp/gpio.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/gpio.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

struct gpio {
    int fd;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum lamp_light light[LAMPS];
    bool bright; /* the half of the pulse that is on */
    bool closing;
};

/* Under the lock. */
static bool show(const struct gpio *g)
{
    struct gpio_v2_line_values values = {.mask = (1U << LAMPS) - 1};

    for (int i = 0; i < LAMPS; i++)
        if (g->light[i] == LAMP_ON || (g->light[i] == LAMP_PULSE && g->bright))
            values.bits |= 1U << i;
    return ioctl(g->fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values) == 0;
}

static bool pulses(const struct gpio *g)
{
    for (int i = 0; i < LAMPS; i++)
        if (g->light[i] == LAMP_PULSE)
            return true;
    return false;
}

/* Under the lock: until half a pulse is over, or something changed. */
static bool half_is_over(struct gpio *g)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LAMP_GPIO_HALF_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    return pthread_cond_timedwait(&g->changed, &g->lock, &until) != 0;
}

static void *run(void *arg)
{
    struct gpio *g = arg;

    pthread_mutex_lock(&g->lock);
    while (!g->closing) {
        if (!pulses(g)) {
            pthread_cond_wait(&g->changed, &g->lock);
        } else if (half_is_over(g)) {
            g->bright = !g->bright;
            (void)show(g);
        }
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

static bool set(void *self, enum lamp which, enum lamp_light light)
{
    struct gpio *g = self;
    bool shown = false;

    pthread_mutex_lock(&g->lock);
    if (light == LAMP_PULSE && !pulses(g))
        g->bright = true; /* a pulse begins with light */
    g->light[which] = light;
    shown = show(g);
    pthread_cond_signal(&g->changed);
    pthread_mutex_unlock(&g->lock);
    return shown;
}

static void free_gpio(struct gpio *g)
{
    if (g->fd >= 0)
        close(g->fd);
    pthread_cond_destroy(&g->changed);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

static void close_gpio(void *self)
{
    struct gpio *g = self;

    pthread_mutex_lock(&g->lock);
    g->closing = true;
    memset(g->light, 0, sizeof g->light);
    (void)show(g);
    pthread_cond_signal(&g->changed);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    free_gpio(g);
}

/* Cuts "CHIP:A,B,C,D" into the chip's path and the request for its lines. */
static bool parse(const char *text, char path[PATH_MAX], struct gpio_v2_line_request *out)
{
    const char *colon = strrchr(text, ':');
    unsigned line[LAMPS] = {0};
    char rest = 0;

    if (colon == NULL || colon - text >= PATH_MAX ||
        strspn(colon, ":0123456789,") != strlen(colon) ||
        sscanf(colon, ":%4u,%4u,%4u,%4u%c", &line[0], &line[1], &line[2], &line[3], &rest) != LAMPS)
        return false;
    memcpy(path, text, (size_t)(colon - text));
    path[colon - text] = 0;
    for (int i = 0; i < LAMPS; i++)
        out->offsets[i] = line[i];
    return true;
}

static int request_lines(const char *text)
{
    struct gpio_v2_line_request request = {
        .num_lines = LAMPS, .consumer = "akashi", .config = {.flags = GPIO_V2_LINE_FLAG_OUTPUT}};
    char path[PATH_MAX];
    int chip = -1, status = -1;

    if (!parse(text, path, &request))
        return -1;
    chip = open(path, O_RDWR | O_CLOEXEC);
    if (chip < 0)
        return -1;
    status = ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request);
    close(chip);
    return status == 0 ? request.fd : -1;
}

static void prepare(struct gpio *g)
{
    pthread_condattr_t steady;

    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&g->changed, &steady);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&g->lock, NULL);
}

bool lamp_gpio_open(const char *text, struct lamp_port *out)
{
    struct gpio *g = calloc(1, sizeof *g);

    if (g == NULL)
        return false;
    prepare(g);
    g->fd = request_lines(text);
    if (g->fd < 0 || pthread_create(&g->thread, NULL, run, g) != 0) {
        free_gpio(g);
        return false;
    }
    *out = (struct lamp_port){.self = g, .set = set, .close = close_gpio};
    return true;
}
