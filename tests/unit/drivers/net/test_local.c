#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/local.h"
#include "drivers/net/loop.h"

#include <event2/event.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WHY_SIZE = 512, PATIENCE = 60000, MANY = 50 };

/* Server and client share one loop. */
struct house {
    char folder[64], path[96];
    struct event_base *loop;
    struct local_server *server;
    struct local_client *client;
    int asked, open;
};

struct guest {
    struct house *house;
    int told;
    bool arrived;
    uint8_t kind;
    size_t len;
    uint8_t first;
};

/* 'e' echoes, 'l' answers with more than a frame carries. */
static void answer(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                   struct bytes *answer_body)
{
    struct house *house = self;

    house->asked++;
    *answer_kind = kind == 'e' ? 'A' : 'L';
    if (kind == 'e')
        assert_true(bytes_append(answer_body, body));
    else
        assert_null(bytes_room(answer_body, LOCAL_BODY_MAX + 1));
}

static void house_open(struct house *house, int deadline_ms)
{
    char why[WHY_SIZE] = "";

    *house = (struct house){.folder = "/tmp/akashi-local-XXXXXX", .loop = loop_open()};
    assert_non_null(mkdtemp(house->folder));
    (void)snprintf(house->path, sizeof house->path, "%s/socket", house->folder);
    house->server = local_server_open(house->loop, house->path, geteuid(), answer, house, why);
    if (house->server == NULL)
        fail_msg("%s", why);
    house->client = local_client_open(house->loop, house->path, deadline_ms);
    assert_non_null(house->client);
}

static void house_close(struct house *house)
{
    local_client_close(&house->client);
    local_client_close(&house->client);
    local_server_close(&house->server);
    local_server_close(&house->server);
    loop_close(&house->loop);
    assert_int_equal(rmdir(house->folder), 0); /* the socket is gone */
}

static void hear(void *self, bool arrived, uint8_t kind, struct view body)
{
    struct guest *guest = self;

    guest->told++;
    guest->arrived = arrived;
    guest->kind = kind;
    guest->len = body.len;
    guest->first = body.len > 0 ? body.at[0] : 0;
    if (--guest->house->open == 0)
        (void)event_base_loopbreak(guest->house->loop);
}

static void ask(struct house *house, struct guest *guest, uint8_t kind, struct view body)
{
    *guest = (struct guest){.house = house};
    house->open++;
    local_client_ask(house->client, kind, body, PATIENCE, hear, guest);
    assert_int_equal(guest->told, 0);
}

static void wait_for_all(struct house *house)
{
    while (house->open > 0)
        assert_true(event_base_dispatch(house->loop) >= 0);
}

static void a_request_is_answered(void **state)
{
    struct house house;
    struct guest guests[MANY];
    struct stat about;

    (void)state;
    house_open(&house, PATIENCE);
    assert_int_equal(stat(house.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    for (uint8_t i = 0; i < MANY; i++)
        ask(&house, &guests[i], 'e', view_of(&i, 1));
    wait_for_all(&house);
    for (uint8_t i = 0; i < MANY; i++) {
        assert_int_equal(guests[i].told, 1);
        assert_true(guests[i].arrived);
        assert_int_equal(guests[i].kind, 'A');
        assert_int_equal(guests[i].first, i);
    }
    house_close(&house);
}

static void empty_and_largest_bodies_pass(void **state)
{
    static uint8_t body[LOCAL_FRAME_MAX];
    struct house house;
    struct guest guest;

    (void)state;
    house_open(&house, PATIENCE);
    ask(&house, &guest, 'e', (struct view){0});
    wait_for_all(&house);
    assert_true(guest.arrived);
    assert_int_equal(guest.len, 0);
    ask(&house, &guest, 'e', view_of(body, LOCAL_BODY_MAX));
    wait_for_all(&house);
    assert_true(guest.arrived);
    assert_int_equal(guest.len, LOCAL_BODY_MAX);
    ask(&house, &guest, 'l', (struct view){0});
    wait_for_all(&house);
    assert_int_equal(guest.kind, 'L');
    house_close(&house);
}

static void a_frame_too_long_is_not_sent(void **state)
{
    static uint8_t body[LOCAL_FRAME_MAX];
    struct house house;
    struct guest guest;

    (void)state;
    house_open(&house, PATIENCE);
    ask(&house, &guest, 'e', view_of(body, LOCAL_BODY_MAX + 1));
    wait_for_all(&house);
    assert_false(guest.arrived);
    assert_int_equal(guest.told, 1);
    assert_int_equal(house.asked, 0);
    house_close(&house);
}

static int connect_raw(const struct house *house)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s", house->path);
    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

/* A length less than a head's, or beyond the limit, ends the connection unread. */
static void a_frame_of_another_form_is_cut_off(void **state)
{
    static const uint8_t frames[][13] = {
        {0, 0, 0, 0, 'e'}, {0, 0, 0, 8, 'e'}, {0, 2, 0, 1, 'e'}, {255, 255, 255, 255}};
    struct house house;

    (void)state;
    house_open(&house, PATIENCE);
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        int fd = connect_raw(&house);
        uint8_t got[8];
        ssize_t len = -1;

        assert_int_equal(write(fd, frames[i], sizeof frames[i]), sizeof frames[i]);
        while (len != 0) {
            assert_true(event_base_loop(house.loop, EVLOOP_ONCE | EVLOOP_NONBLOCK) >= 0);
            len = read(fd, got, sizeof got);
            assert_true(len <= 0);
        }
        (void)close(fd);
    }
    assert_int_equal(house.asked, 0);
    house_close(&house);
}

/* Two requests in one write, the first of them in two parts. */
static void requests_of_one_line_are_answered_in_turn(void **state)
{
    static const uint8_t first[] = {0, 0, 0};
    static const uint8_t rest[] = {11, 'e', 0,  0,   0, 0, 0, 0, 0, 0, 'a', 'b', 0,
                                   0,  0,   10, 'e', 0, 0, 0, 0, 0, 0, 0,   0,   'c'};
    static const uint8_t wanted[] = {0, 0, 0, 11, 'A', 0, 0, 0, 0, 0, 0, 0, 0, 'a', 'b',
                                     0, 0, 0, 10, 'A', 0, 0, 0, 0, 0, 0, 0, 0, 'c'};
    struct house house;
    uint8_t got[sizeof wanted];
    size_t len = 0;
    int fd = -1;

    (void)state;
    house_open(&house, PATIENCE);
    fd = connect_raw(&house);
    assert_int_equal(write(fd, first, sizeof first), sizeof first);
    assert_true(event_base_loop(house.loop, EVLOOP_ONCE) >= 0);
    assert_int_equal(write(fd, rest, sizeof rest), sizeof rest);
    while (len < sizeof wanted) {
        ssize_t part = 0;

        assert_true(event_base_loop(house.loop, EVLOOP_ONCE | EVLOOP_NONBLOCK) >= 0);
        part = read(fd, got + len, sizeof got - len);
        len += part > 0 ? (size_t)part : 0;
    }
    assert_memory_equal(got, wanted, sizeof wanted);
    (void)close(fd);
    house_close(&house);
}

/* CTR-11: the second of two frames says that nobody waits for its answer since long ago. */
static void what_nobody_waits_for_is_not_worked_on(void **state)
{
    static const uint8_t frames[] = {0, 0, 0, 9, 'e', 0, 0, 0, 0, 0, 0, 0, 0,
                                     0, 0, 0, 9, 'e', 0, 0, 0, 0, 0, 0, 0, 1};
    struct house house;
    uint8_t got[64];
    ssize_t len = -1;
    int fd = -1;

    (void)state;
    house_open(&house, PATIENCE);
    fd = connect_raw(&house);
    assert_int_equal(write(fd, frames, sizeof frames), sizeof frames);
    while (len != 0) {
        assert_true(event_base_loop(house.loop, EVLOOP_ONCE | EVLOOP_NONBLOCK) >= 0);
        len = read(fd, got, sizeof got);
    }
    assert_int_equal(house.asked, 1);
    (void)close(fd);
    house_close(&house);
}

static void nobody_there_and_silence_are_told_once(void **state)
{
    struct house house;
    struct local_client *alone = NULL;
    struct guest guest = {.house = &house};
    char quiet[96];
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    house_open(&house, PATIENCE);
    (void)snprintf(quiet, sizeof quiet, "%s/quiet", house.folder);
    alone = local_client_open(house.loop, quiet, 50);
    house.open = 1;
    local_client_ask(alone, 'e', (struct view){0}, PATIENCE, hear, &guest);
    wait_for_all(&house);
    assert_false(guest.arrived);
    assert_int_equal(guest.told, 1);

    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s", quiet);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 1), 0);
    guest = (struct guest){.house = &house};
    house.open = 1;
    local_client_ask(alone, 'e', (struct view){0}, PATIENCE, hear, &guest);
    wait_for_all(&house);
    assert_false(guest.arrived);
    assert_int_equal(guest.told, 1);
    local_client_close(&alone);
    (void)close(fd);
    assert_int_equal(unlink(quiet), 0);
    house_close(&house);
}

static void closing_tells_whoever_waits(void **state)
{
    struct house house;
    struct guest guest;

    (void)state;
    house_open(&house, PATIENCE);
    ask(&house, &guest, 'e', view_text("x"));
    local_client_close(&house.client);
    assert_int_equal(guest.told, 1);
    assert_false(guest.arrived);
    house_close(&house);
}

static void a_live_socket_is_not_taken_over(void **state)
{
    struct house house;
    char why[WHY_SIZE] = "";

    (void)state;
    house_open(&house, PATIENCE);
    assert_null(local_server_open(house.loop, house.path, geteuid(), answer, &house, why));
    assert_non_null(strstr(why, house.path));
    house_close(&house);
}

static void a_stale_socket_is_and_a_file_is_not(void **state)
{
    struct house house;
    struct local_server *second = NULL;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char why[WHY_SIZE] = "";
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    house_open(&house, PATIENCE);
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s/other", house.folder);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    (void)close(fd);
    second = local_server_open(house.loop, at.sun_path, geteuid(), answer, &house, why);
    assert_non_null(second);
    local_server_close(&second);

    fd = open(at.sun_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    (void)close(fd);
    assert_null(local_server_open(house.loop, at.sun_path, geteuid(), answer, &house, why));
    assert_int_equal(unlink(at.sun_path), 0);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_answered),
        cmocka_unit_test(empty_and_largest_bodies_pass),
        cmocka_unit_test(a_frame_too_long_is_not_sent),
        cmocka_unit_test(a_frame_of_another_form_is_cut_off),
        cmocka_unit_test(requests_of_one_line_are_answered_in_turn),
        cmocka_unit_test(what_nobody_waits_for_is_not_worked_on),
        cmocka_unit_test(nobody_there_and_silence_are_told_once),
        cmocka_unit_test(closing_tells_whoever_waits),
        cmocka_unit_test(a_live_socket_is_not_taken_over),
        cmocka_unit_test(a_stale_socket_is_and_a_file_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
