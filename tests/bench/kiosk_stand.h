/* The stand of the kiosk's bench: what tests/bench/run has laid out, the programs that are measured
 * there, and what their processes and everybody else's use. */
#ifndef TESTS_BENCH_KIOSK_STAND_H
#define TESTS_BENCH_KIOSK_STAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { STAND_PROCESSES_MAX = 64, STAND_LINE_SIZE = 512, STAND_WAIT_MS = 60000 };

struct processes {
    pid_t pid[STAND_PROCESSES_MAX];
    size_t count;
};

/* Card, reader service, servers and printer run already; texts are borrowed from the environment.
 */
struct stand {
    const char *programs;    /* BIN */
    const char *demo;        /* DEMO, the demo world */
    const char *world;       /* WORLD, this run's folder; the resident's script lies in it */
    const char *centre;      /* CENTRE_PORT */
    int printer;             /* PRINTER_PORT */
    struct processes others; /* and the bench itself */
};

struct program {
    pid_t pid; /* 0: none */
    int log;   /* its standard error */
    char part[STAND_LINE_SIZE];
    size_t len;
};

/* False when something of it is not there. */
bool stand_open(struct stand *stand);

/* Starts the kiosk, its printer at `port`, with `settings` ("section.key=value", NULL at the end)
 * on top of the stand's. It leads visits without end. */
bool stand_kiosk(const struct stand *stand, int port, const char *const settings[],
                 struct program *program);
bool stand_start(const char *const words[], struct program *program);

/* The program's next line, without its end. False when none comes within a minute. */
bool stand_line(struct program *program, char line[STAND_LINE_SIZE]);

/* What it has said and nobody has read goes to standard error: why it did not go well. */
void stand_tell(struct program *program);

/* Ends it at once. Safe twice. */
void stand_stop(struct program *program);

/* Lays the card down ("insert 1") or takes it away ("remove 1"). */
bool stand_hand(const struct stand *stand, const char *line);

/* A process and all that come from it, adding to `out`. */
void processes_of(pid_t root, struct processes *out);

/* The processor's time that they have used so far. */
double processes_us(const struct processes *processes);

/* What is resident: the largest process whole, of the others what they share with nobody. */
double processes_kb(const struct processes *processes);

/* Of a clock that stands still for nobody. */
double wall_us(void);

#endif
