#include "tests/fault/shim.h"

#include "tests/helper/server_plain.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PAIRS_MAX = 8, PIECE_MAX = 1 << 16, PASSED_MAX = 1 << 17, QUIET = 4, TURNS_MAX = 400 };

/* One connection: our ends of it, by who sends there, and their ends. */
struct pair {
    bool open, silent;
    int end[SHIM_WAYS], theirs[SHIM_WAYS];
};

static struct {
    struct event_base *loop;
    int listens;
    int64_t ahead_ms;
    struct pair pair[PAIRS_MAX];
    const struct fault *fault; /* NULL: none */
    struct pair *armed;        /* NULL until something is asked */
    struct bytes came[SHIM_WAYS], went[SHIM_WAYS];
    size_t moves; /* counts whatever happens */
} shim;

/* --- In the C library's place -------------------------------------------------------------------
 */

/* It stands still but for shim_wait: deadlines in headers have the same length each time. */
int clock_gettime(clockid_t id, struct timespec *out)
{
    (void)id;
    *out = (struct timespec){.tv_sec = 1 + shim.ahead_ms / 1000,
                             .tv_nsec = shim.ahead_ms % 1000 * 1000000};
    return 0;
}

/* The relay knows addresses of the Internet only. */
static int take(int fd)
{
    struct pair *pair = shim.pair;
    int ends[2];

    while (pair->open)
        pair++;
    fuzz_hold(pair < shim.pair + PAIRS_MAX &&
              socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0 &&
              dup3(ends[1], fd, O_CLOEXEC) == fd && close(ends[1]) == 0);
    *pair = (struct pair){.open = true, .end = {ends[0], -1}, .theirs = {fd, -1}};
    shim.moves++;
    return 0;
}

int connect(int fd, __CONST_SOCKADDR_ARG at, socklen_t len)
{
    const struct sockaddr *to = at.__sockaddr__;

    return to->sa_family == AF_INET ? take(fd) : (int)syscall(SYS_connect, fd, to, len);
}

/* --- Connections --------------------------------------------------------------------------------
 */

static void hang_up(struct pair *pair)
{
    for (size_t i = 0; i < SHIM_WAYS; i++)
        if (pair->end[i] >= 0)
            fuzz_hold(close(pair->end[i]) == 0);
    *pair = (struct pair){0};
    shim.moves++;
}

/* Whoever closes with something unread resets the other end: so each of ours gets a byte more. */
static void reset(struct pair *pair)
{
    for (size_t i = 0; i < SHIM_WAYS; i++)
        (void)send(pair->theirs[i], "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    hang_up(pair);
}

static void turn(void)
{
    (void)event_base_loop(shim.loop, EVLOOP_NONBLOCK);
    plain_flush();
}

static void reach_server(struct pair *pair)
{
    plain.newest = NULL;
    pair->end[SHIM_ANSWER] = plain_connect(shim.listens);
    for (int i = 0; i < TURNS_MAX && plain.newest == NULL; i++)
        turn();
    fuzz_hold(plain.newest != NULL);
    pair->theirs[SHIM_ANSWER] = bufferevent_getfd(plain.newest->plain);
}

/* --- What passes --------------------------------------------------------------------------------
 */

static void hand_on(const struct pair *pair, size_t way, struct view piece)
{
    int to = pair->end[way == SHIM_ASK ? SHIM_ANSWER : SHIM_ASK];

    /* Whoever has hung up hears nothing more, and is noticed when we listen to them. */
    if (piece.len > 0)
        (void)!send(to, piece.at, piece.len, MSG_NOSIGNAL);
    if (pair == shim.armed)
        fuzz_hold(bytes_append(&shim.went[way], piece));
    shim.moves++;
}

/* What comes before the byte goes ahead alone. */
static void spoil(struct pair *pair, size_t way, size_t place, uint8_t *piece, size_t len)
{
    const struct fault *fault = shim.fault;

    hand_on(pair, way, view_of(piece, place));
    for (int i = 0; i < QUIET; i++)
        turn();
    if (fault->how == FAULT_ENDED)
        hang_up(pair);
    else if (fault->how == FAULT_RESET)
        reset(pair);
    else if (fault->how == FAULT_LOST)
        pair->silent = true;
    else if (fault->how == FAULT_FLIP)
        piece[place] ^= (uint8_t)(0x80U >> fault->bit);
    if (!pair->open || pair->silent)
        return;
    hand_on(pair, way, view_of(piece + place, len - place));
    if (fault->how == FAULT_TWICE)
        hand_on(pair, way, view_of(piece + place, len - place));
}

static void pass(struct pair *pair, size_t way, uint8_t *piece, size_t len)
{
    size_t before = 0, place = 0;

    if (shim.fault != NULL && shim.armed == NULL && way == SHIM_ASK)
        shim.armed = pair;
    if (pair == shim.armed) {
        before = shim.came[way].len;
        fuzz_hold(bytes_append(&shim.came[way], view_of(piece, len)));
        place = shim.fault != NULL ? shim.fault->byte - 1 : SIZE_MAX;
    }
    if (pair == shim.armed && shim.fault != NULL && shim.fault->answers == (way == SHIM_ANSWER) &&
        place >= before && place < before + len)
        spoil(pair, way, place - before, piece, len);
    else
        hand_on(pair, way, view_of(piece, len));
}

static void listen_to(struct pair *pair, size_t way)
{
    static uint8_t piece[PIECE_MAX];
    ssize_t len = recv(pair->end[way], piece, sizeof piece, MSG_DONTWAIT);

    if (len > 0)
        pass(pair, way, piece, (size_t)len);
    else if (len == 0 || errno != EAGAIN)
        hang_up(pair);
}

static void pump(void)
{
    for (struct pair *pair = shim.pair; pair < shim.pair + PAIRS_MAX; pair++) {
        if (pair->open && pair->end[SHIM_ANSWER] < 0)
            reach_server(pair);
        for (size_t way = 0; way < SHIM_WAYS; way++)
            if (pair->open && !pair->silent)
                listen_to(pair, way);
    }
}

bool shim_settle(void)
{
    int turns = 0;

    for (int quiet = 0; quiet < QUIET && turns < TURNS_MAX; turns++) {
        size_t before = shim.moves;

        turn();
        pump();
        quiet = shim.moves == before ? quiet + 1 : 0;
    }
    return turns < TURNS_MAX;
}

/* --- By hand ------------------------------------------------------------------------------------
 */

int shim_listen(void)
{
    return plain_listen(PAIRS_MAX);
}

void shim_open(struct event_base *loop, int listens)
{
    shim.loop = loop;
    shim.listens = listens;
    for (size_t way = 0; way < SHIM_WAYS; way++) {
        shim.came[way] = bytes_new(PASSED_MAX);
        shim.went[way] = bytes_new(PASSED_MAX);
    }
}

void shim_close(void)
{
    for (size_t way = 0; way < SHIM_WAYS; way++) {
        bytes_free(&shim.came[way]);
        bytes_free(&shim.went[way]);
    }
}

void shim_arm(const struct fault *fault)
{
    shim.fault = fault;
    shim.armed = NULL;
    for (size_t way = 0; way < SHIM_WAYS; way++) {
        bytes_clear(&shim.came[way]);
        bytes_clear(&shim.went[way]);
    }
}

void shim_disarm(void)
{
    shim.fault = NULL;
    shim.armed = NULL;
}

void shim_release(void)
{
    for (struct pair *pair = shim.pair; pair < shim.pair + PAIRS_MAX; pair++)
        if (pair->open && pair->silent)
            hang_up(pair);
}

void shim_wait(int ms)
{
    shim.ahead_ms += ms;
}

struct view shim_came(size_t way)
{
    return bytes_view(&shim.came[way]);
}

struct view shim_went(size_t way)
{
    return bytes_view(&shim.went[way]);
}

size_t shim_open_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < PAIRS_MAX; i++)
        count += shim.pair[i].open;
    return count;
}

size_t shim_server_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < PLAIN_LINES; i++)
        count += plain.line[i].http != NULL;
    return count;
}
