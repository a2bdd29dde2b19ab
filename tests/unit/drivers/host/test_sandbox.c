#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 256, REFUSED = 100, NET_SINCE = 4 };

static char inside[PATH_SIZE], outside[PATH_SIZE];           /* two folders */
static char inside_file[PATH_SIZE], outside_file[PATH_SIZE]; /* with a file in each */

static const char *const readable[] = {inside, NULL};

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void make_place(char folder[PATH_SIZE], char file[PATH_SIZE])
{
    const char *tmp = getenv("TMPDIR");

    snprintf(folder, PATH_SIZE, "%.200s/akashi-sandbox.XXXXXX", tmp != NULL ? tmp : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(file, PATH_SIZE, "%.240s/file", folder);
    write_file(file, "1");
}

static int make_places(void **state)
{
    (void)state;
    make_place(inside, inside_file);
    make_place(outside, outside_file);
    return 0;
}

static int remove_places(void **state)
{
    (void)state;
    unlink(inside_file);
    unlink(outside_file);
    return rmdir(inside) != 0 || rmdir(outside) != 0;
}

/* Enters in a child of its own, and does `what` there. The child's wait status; its exit status is
 * what `what` answers, or REFUSED. */
static int in_child(const struct sandbox_plan *plan, int (*what)(void))
{
    int status = -1;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        char why[CONF_WHY_SIZE] = "";

        _exit(sandbox_enter(plan, why) ? what() : REFUSED);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void gives(const struct sandbox_plan *plan, int (*what)(void), int wanted)
{
    int status = in_child(plan, what);

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), wanted);
}

static void ends(const struct sandbox_plan *plan, int (*what)(void))
{
    int status = in_child(plan, what);

    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

static int open_as(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

static int read_inside(void)
{
    return open_as(inside_file, O_RDONLY);
}

static int read_outside(void)
{
    return open_as(outside_file, O_RDONLY);
}

static int write_inside(void)
{
    return open_as(inside_file, O_WRONLY);
}

static int make_inside(void)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%.240s/new", inside);
    if (open_as(path, O_WRONLY | O_CREAT) != 0)
        return errno;
    return unlink(path) == 0 ? 0 : errno;
}

static int read_shadow(void)
{
    return open_as("/etc/shadow", O_RDONLY);
}

static int throw_away(void)
{
    return open_as("/dev/null", O_RDWR);
}

static void what_is_named_can_be_read_and_nothing_else(void **state)
{
    (void)state;
    for (int kind = SANDBOX_KIOSK; kind <= SANDBOX_DRAWER; kind++) {
        const struct sandbox_plan plan = {.kind = (enum sandbox_kind)kind, .read = readable};

        gives(&plan, read_inside, 0);
        gives(&plan, throw_away, 0);
        gives(&plan, write_inside, EACCES);
        gives(&plan, make_inside, EACCES);
        gives(&plan, read_outside, EACCES);
        gives(&plan, read_shadow, EACCES);
    }
}

static void folders_to_work_in_are_worked_in(void **state)
{
    const struct sandbox_plan signer = {.kind = SANDBOX_SIGNER, .write = readable};

    (void)state;
    gives(&signer, write_inside, 0);
    gives(&signer, make_inside, 0);
    gives(&signer, read_outside, EACCES);
}

/* A socket or a trace that is made, and made anew. */
static void the_folder_of_a_file_to_make_is_worked_in(void **state)
{
    char fresh[PATH_SIZE];
    const char *const paths[] = {fresh, "", NULL}, *const again[] = {inside_file, NULL};

    (void)state;
    snprintf(fresh, sizeof fresh, "%.240s/fresh", inside);
    gives(&(struct sandbox_plan){.kind = SANDBOX_SIGNER, .write = paths}, make_inside, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_SIGNER, .write = again}, make_inside, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_SIGNER, .write = again}, read_outside, EACCES);
}

static int write_device(void)
{
    return open_as("/dev/full", O_WRONLY);
}

static void a_device_is_itself_and_may_be_away(void **state)
{
    static const char *const full[] = {"/dev/full", NULL}, *const away[] = {"/dev/akashi-away",
                                                                            NULL};

    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .write = full}, write_device, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .write = away}, write_device, EACCES);
}

static void an_operator_may_name_further_paths(void **state)
{
    struct sandbox_settings settings = {.required = true};
    const struct sandbox_plan plan = {.kind = SANDBOX_KIOSK, .settings = &settings};

    (void)state;
    gives(&plan, read_inside, EACCES);
    snprintf(settings.read, sizeof settings.read, "%s:%s", outside, inside);
    gives(&plan, read_inside, 0);
    gives(&plan, read_outside, 0);
    gives(&plan, write_inside, EACCES);
    settings.read[0] = 0;
    snprintf(settings.write, sizeof settings.write, ":%s:", inside);
    gives(&plan, write_inside, 0);
    gives(&plan, read_outside, EACCES);
    snprintf(settings.write, sizeof settings.write, "nowhere");
    gives(&plan, write_inside, REFUSED);
}

static int told[2]; /* a pipe: the file was replaced */

static int read_renewed(void)
{
    char byte = 0;

    if (open_as(inside_file, O_RDONLY) != 0 || read(told[0], &byte, 1) != 1)
        return REFUSED;
    return open_as(inside_file, O_RDONLY);
}

/* Starts a child that reads, replaces the file beneath it, and lets it read again. */
static int replace_beneath(const struct sandbox_plan *plan)
{
    char other[PATH_SIZE], why[CONF_WHY_SIZE];
    int status = -1;
    pid_t child = -1;

    assert_int_equal(pipe(told), 0);
    child = fork();
    if (child == 0)
        _exit(sandbox_enter(plan, why) ? read_renewed() : REFUSED);
    snprintf(other, sizeof other, "%.240s/other", inside);
    write_file(other, "2");
    assert_int_equal(rename(other, inside_file), 0);
    assert_int_equal(write(told[1], "", 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(told[0]);
    close(told[1]);
    return WEXITSTATUS(status);
}

static void a_file_that_is_renewed_stays_readable(void **state)
{
    static const char *const file[] = {"", inside_file, NULL};
    const struct sandbox_plan renewed = {.kind = SANDBOX_SERVICE, .renew = file};

    (void)state;
    assert_int_equal(replace_beneath(&renewed), 0);
}

static int run_true(void)
{
    char *const arguments[] = {(char[]){"true"}, NULL};

    execv("/usr/bin/true", arguments);
    return errno;
}

static int look_at_parent(void)
{
    char byte = 0;
    struct iovec here = {&byte, 1}, there = {&byte, 1};

    process_vm_readv(getppid(), &here, 1, &there, 1, 0);
    return 0;
}

static int be_traced(void)
{
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    return 0;
}

static int become_root(void)
{
    return setuid(0) == 0 ? 0 : errno;
}

static void what_only_a_stranger_asks_for_ends_the_process(void **state)
{
    (void)state;
    for (int kind = SANDBOX_KIOSK; kind <= SANDBOX_DRAWER; kind++) {
        const struct sandbox_plan plan = {.kind = (enum sandbox_kind)kind};

        ends(&plan, look_at_parent);
        ends(&plan, be_traced);
        ends(&plan, become_root);
        if (kind != SANDBOX_DRAWER)
            ends(&plan, run_true);
    }
}

static int copy_itself(void)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0)
        _exit(0);
    if (child < 0)
        return errno;
    return waitpid(child, &status, 0) == child ? status : errno;
}

static void a_signer_and_a_drawer_start_no_process(void **state)
{
    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_SERVICE}, copy_itself, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK}, copy_itself, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_SIGNER}, copy_itself, ENOSYS);
    gives(&(struct sandbox_plan){.kind = SANDBOX_DRAWER}, copy_itself, ENOSYS);
}

static void *do_nothing(void *arg)
{
    return arg;
}

static int start_thread(void)
{
    pthread_t thread;
    int failure = pthread_create(&thread, NULL, do_nothing, NULL);

    return failure != 0 ? failure : pthread_join(thread, NULL);
}

static void threads_are_for_everyone(void **state)
{
    (void)state;
    for (int kind = SANDBOX_KIOSK; kind <= SANDBOX_DRAWER; kind++)
        gives(&(struct sandbox_plan){.kind = (enum sandbox_kind)kind}, start_thread, 0);
}

static void *enter_beside(void *arg)
{
    static char why[CONF_WHY_SIZE];
    const struct sandbox_plan plan = {.kind = SANDBOX_KIOSK};

    /* Two, so that it is one too many for a sanitizer as well. */
    if (arg == NULL) {
        pthread_t second;

        if (pthread_create(&second, NULL, enter_beside, why) == 0)
            pthread_join(second, NULL);
        return why;
    }
    if (sandbox_enter(&plan, why) || strstr(why, "thread") == NULL)
        _exit(1);
    _exit(0);
}

static void beside_a_thread_it_is_refused(void **state)
{
    int status = -1;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        pthread_t first;

        if (pthread_create(&first, NULL, enter_beside, NULL) == 0)
            pthread_join(first, NULL);
        _exit(2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static int say_family(int family)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

static int open_local(void)
{
    return say_family(AF_UNIX);
}

static int open_network(void)
{
    return say_family(AF_INET);
}

static void the_signer_knows_no_network(void **state)
{
    const struct sandbox_plan signer = {.kind = SANDBOX_SIGNER};

    (void)state;
    gives(&signer, open_local, 0);
    gives(&signer, open_network, ENOSYS);
    gives(&(struct sandbox_plan){.kind = SANDBOX_DRAWER}, open_local, ENOSYS);
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK}, open_network, 0);
}

static struct sockaddr_in place; /* where a test listens */

static int listen_anywhere(void)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (bind(fd, (struct sockaddr *)&any, sizeof any) != 0 || listen(fd, 1) != 0)
        return errno;
    return 0;
}

static int connect_there(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    return connect(fd, (struct sockaddr *)&place, sizeof place) == 0 ? 0 : errno;
}

static bool kernel_holds_ports(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >=
           NET_SINCE;
}

static void only_named_ports_are_called(void **state)
{
    struct sandbox_plan plan = {.kind = SANDBOX_KIOSK};
    socklen_t len = sizeof place;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    place = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(bind(fd, (struct sockaddr *)&place, sizeof place), 0);
    assert_int_equal(listen(fd, 8), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&place, &len), 0);
    plan.connect = (struct sandbox_ports){1, {ntohs(place.sin_port)}};
    gives(&plan, connect_there, 0);
    if (kernel_holds_ports()) {
        plan.connect.port[0] ^= 1;
        gives(&plan, connect_there, EACCES);
    }
    close(fd);
}

static void a_kiosk_listens_to_nobody(void **state)
{
    const struct sandbox_ports any = {1, {0}};

    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .listen = any}, listen_anywhere, ENOSYS);
    gives(&(struct sandbox_plan){.kind = SANDBOX_SERVICE, .listen = any}, listen_anywhere, 0);
    if (kernel_holds_ports())
        gives(&(struct sandbox_plan){.kind = SANDBOX_SERVICE}, listen_anywhere, EACCES);
}

static void a_drawer_becomes_its_program_and_no_other(void **state)
{
    static const char *const self[] = {"/usr/bin/true", NULL}, *const other[] = {"/usr/bin/id",
                                                                                 NULL};

    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_DRAWER, .run = self}, run_true, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_DRAWER, .run = other}, run_true, EACCES);
}

static int look_at_oneself(void)
{
    struct rlimit core;

    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
                   getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0
               ? 0
               : 1;
}

static int start_true(void)
{
    pid_t child = fork();
    int status = -1;

    if (child == 0)
        _exit(run_true());
    return child > 0 && waitpid(child, &status, 0) == child ? WEXITSTATUS(status) : errno;
}

/* A printer without raster: its PDF is drawn by a program in a cage of its own. */
static void a_kiosk_starts_what_it_is_given_and_no_other(void **state)
{
    static const char *const self[] = {"/usr/bin/true", NULL}, *const other[] = {"/usr/bin/id",
                                                                                 NULL};

    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .run = self}, start_true, 0);
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .run = other}, start_true, EACCES);
}

static void no_core_no_debugger_no_new_rights(void **state)
{
    (void)state;
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK}, look_at_oneself, 0);
}

static void a_path_that_is_missing_is_named(void **state)
{
    static const char *const missing[] = {"/nowhere/at/all", NULL};
    const struct sandbox_settings lax = {.required = false};
    const struct sandbox_plan plan = {.kind = SANDBOX_KIOSK, .read = missing, .settings = &lax};

    (void)state;
    gives(&plan, look_at_oneself, REFUSED);
    gives(&(struct sandbox_plan){.kind = SANDBOX_KIOSK, .renew = missing}, look_at_oneself,
          REFUSED);
}

/* Enters on a kernel that knows no landlock: 0 when that went well. */
static int enter_without_landlock(bool optional)
{
    const struct sandbox_settings settings = {.required = !optional};
    const struct sandbox_plan plan = {.kind = SANDBOX_KIOSK, .settings = &settings};
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        char why[CONF_WHY_SIZE] = "";
        scmp_filter_ctx old = seccomp_init(SCMP_ACT_ALLOW);

        if (seccomp_rule_add(old, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0) !=
                0 ||
            seccomp_load(old) != 0)
            _exit(2);
        seccomp_release(old);
        if (!sandbox_enter(&plan, why))
            _exit(strstr(why, "landlock") != NULL ? 1 : 3);
        _exit(read_outside()); /* held by nobody then */
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void without_landlock_it_is_refused_unless_optional(void **state)
{
    (void)state;
    assert_int_equal(enter_without_landlock(false), 1);
    assert_int_equal(enter_without_landlock(true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_named_can_be_read_and_nothing_else),
        cmocka_unit_test(folders_to_work_in_are_worked_in),
        cmocka_unit_test(the_folder_of_a_file_to_make_is_worked_in),
        cmocka_unit_test(a_device_is_itself_and_may_be_away),
        cmocka_unit_test(an_operator_may_name_further_paths),
        cmocka_unit_test(a_file_that_is_renewed_stays_readable),
        cmocka_unit_test(what_only_a_stranger_asks_for_ends_the_process),
        cmocka_unit_test(a_signer_and_a_drawer_start_no_process),
        cmocka_unit_test(threads_are_for_everyone),
        cmocka_unit_test(beside_a_thread_it_is_refused),
        cmocka_unit_test(the_signer_knows_no_network),
        cmocka_unit_test(only_named_ports_are_called),
        cmocka_unit_test(a_kiosk_listens_to_nobody),
        cmocka_unit_test(a_drawer_becomes_its_program_and_no_other),
        cmocka_unit_test(a_kiosk_starts_what_it_is_given_and_no_other),
        cmocka_unit_test(no_core_no_debugger_no_new_rights),
        cmocka_unit_test(a_path_that_is_missing_is_named),
        cmocka_unit_test(without_landlock_it_is_refused_unless_optional),
    };

    return cmocka_run_group_tests(tests, make_places, remove_places);
}
