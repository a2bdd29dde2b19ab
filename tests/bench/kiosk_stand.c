#include "kiosk_stand.h"

#include "hw/vcard/control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 32, PATH_SIZE = 512, SETTING_SIZE = 600 };

/* WORLD_PIDS names the services, each the root of a few processes. */
static void find_others(const char *pids, struct processes *others)
{
    char *end = NULL;

    for (long pid = strtol(pids, &end, 10); pid > 0; pid = strtol(end, &end, 10))
        processes_of((pid_t)pid, others);
}

bool stand_open(struct stand *stand)
{
    const char *printer = getenv("PRINTER_PORT"), *pids = getenv("WORLD_PIDS");

    *stand = (struct stand){.programs = getenv("BIN"),
                            .demo = getenv("DEMO"),
                            .world = getenv("WORLD"),
                            .centre = getenv("CENTRE_PORT")};
    if (stand->programs == NULL || stand->demo == NULL || stand->world == NULL ||
        stand->centre == NULL || printer == NULL || pids == NULL)
        return false;
    stand->printer = (int)strtol(printer, NULL, 10);
    stand->others = (struct processes){.pid = {getpid()}, .count = 1};
    find_others(pids, &stand->others);
    return stand->others.count > 1;
}

bool stand_start(const char *const words[], struct program *program)
{
    union {
        const char *const *lent;
        char *const *own;
    } argv = {words};
    int ends[2];

    *program = (struct program){.log = -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    program->pid = fork();
    if (program->pid == 0) {
        int nothing = open("/dev/null", O_WRONLY);

        if (nothing < 0 || dup2(nothing, STDOUT_FILENO) < 0 || dup2(ends[1], STDERR_FILENO) < 0)
            _exit(127);
        execv(words[0], argv.own);
        _exit(127);
    }
    close(ends[1]);
    program->log = ends[0];
    return program->pid > 0;
}

bool stand_kiosk(const struct stand *stand, int port, const char *const settings[],
                 struct program *program)
{
    char path[PATH_SIZE], config[PATH_SIZE], journal[SETTING_SIZE], centre[SETTING_SIZE],
        printer[SETTING_SIZE];
    const char *words[WORDS_MAX] = {path,   "--config", config,  "--set", journal,         "--set",
                                    centre, "--set",    printer, "--set", "kiosk.visits=0"};
    size_t count = 11;

    snprintf(path, sizeof path, "%s/akashi-kiosk", stand->programs);
    snprintf(config, sizeof config, "%s/etc/kiosk.conf", stand->demo);
    snprintf(journal, sizeof journal, "kiosk.journal=%s/journal", stand->world);
    snprintf(centre, sizeof centre, "centre.port=%s", stand->centre);
    snprintf(printer, sizeof printer, "printer.uri=ipp://127.0.0.1:%d/ipp/print", port);
    for (size_t i = 0; settings[i] != NULL && count + 2 < WORDS_MAX; i++) {
        words[count++] = "--set";
        words[count++] = settings[i];
    }
    return stand_start(words, program);
}

bool stand_line(struct program *program, char line[STAND_LINE_SIZE])
{
    struct pollfd fd = {.fd = program->log, .events = POLLIN};
    char *end = NULL;

    while ((end = memchr(program->part, '\n', program->len)) == NULL) {
        ssize_t got = 0;

        if (program->len == sizeof program->part || poll(&fd, 1, STAND_WAIT_MS) <= 0)
            return false;
        got = read(program->log, program->part + program->len, sizeof program->part - program->len);
        if (got <= 0)
            return false;
        program->len += (size_t)got;
    }
    *end++ = 0;
    memcpy(line, program->part, (size_t)(end - program->part));
    program->len -= (size_t)(end - program->part);
    memmove(program->part, end, program->len);
    return true;
}

void stand_tell(struct program *program)
{
    struct pollfd fd = {.fd = program->log, .events = POLLIN};
    ssize_t got = (ssize_t)program->len;

    do {
        if (write(STDERR_FILENO, program->part, (size_t)got) != got || poll(&fd, 1, 0) <= 0)
            return;
        got = read(program->log, program->part, sizeof program->part);
    } while (got > 0);
}

void stand_stop(struct program *program)
{
    if (program->pid > 0) {
        (void)kill(program->pid, SIGKILL);
        while (waitpid(program->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
        close(program->log);
    }
    *program = (struct program){.log = -1};
}

bool stand_hand(const struct stand *stand, const char *line)
{
    char path[PATH_SIZE], answer[CONTROL_ANSWER_SIZE];

    snprintf(path, sizeof path, "%s/hands", stand->world);
    return control_tell(path, line, answer) && strcmp(answer, "ok") == 0;
}

void processes_of(pid_t root, struct processes *out)
{
    char path[PATH_SIZE];
    FILE *file = NULL;
    int child = 0;

    if (out->count == STAND_PROCESSES_MAX)
        return;
    out->pid[out->count++] = root;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)root, (int)root);
    file = fopen(path, "r");
    while (file != NULL && fscanf(file, "%d", &child) == 1)
        processes_of(child, out);
    if (file != NULL)
        (void)fclose(file);
}

static double clock_us(clockid_t clock)
{
    struct timespec at = {0};

    (void)clock_gettime(clock, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

double processes_us(const struct processes *processes)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    double sum = 0;

    for (size_t i = 0; i < processes->count; i++)
        if (clock_getcpuclockid(processes->pid[i], &clock) == 0)
            sum += clock_us(clock);
    return sum;
}

double wall_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}

/* The sum of the lines "WORD: N kB" of a file in /proc, or -1 when it is not ours to read. */
static double sum_kb(pid_t pid, const char *name, const char *word)
{
    char path[PATH_SIZE], line[STAND_LINE_SIZE];
    FILE *file = NULL;
    double sum = 0;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    file = fopen(path, "r");
    if (file == NULL)
        return -1;
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, word, strlen(word)) == 0)
            sum += strtod(line + strcspn(line, ":") + 1, NULL);
    (void)fclose(file);
    return sum;
}

double processes_kb(const struct processes *processes)
{
    double sum = 0, largest = 0, own_of_largest = 0;

    for (size_t i = 0; i < processes->count; i++) {
        double whole = sum_kb(processes->pid[i], "status", "VmRSS:");
        double own = sum_kb(processes->pid[i], "smaps_rollup", "Private_");

        /* Only root looks into the kiosk: to others what it shares counts twice. */
        if (own < 0)
            own = sum_kb(processes->pid[i], "status", "RssAnon:");
        sum += own;
        if (whole > largest) {
            largest = whole;
            own_of_largest = own;
        }
    }
    return sum - own_of_largest + largest;
}
