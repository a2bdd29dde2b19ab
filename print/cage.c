#include "print/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 60, MEMORY = 1 << 30, FILES = 64, NOT_STARTED = 127 };

static bool limit(enum __rlimit_resource what, rlim_t most)
{
    return setrlimit(what, &(struct rlimit){most, most}) == 0;
}

static bool forbid(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), calls[i], 0) != 0)
            return false;
    return true;
}

/* Opening is for reading only: a library that is loaded, a table of letters. */
static bool forbid_writing(scmp_filter_ctx filter, int call, unsigned flags)
{
    static const int bits[] = {O_WRONLY, O_RDWR, O_CREAT};

    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++) {
        scmp_datum_t bit = (scmp_datum_t)bits[i];

        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
                             SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, bit, bit)) != 0)
            return false;
    }
    return true;
}

static scmp_filter_ctx filter_new(void)
{
    static const int calls[] = {
        SCMP_SYS(socket),   SCMP_SYS(connect), SCMP_SYS(fork),     SCMP_SYS(vfork),
        SCMP_SYS(clone),    SCMP_SYS(clone3),  SCMP_SYS(creat),    SCMP_SYS(openat2),
        SCMP_SYS(unlink),   SCMP_SYS(rename),  SCMP_SYS(mkdir),    SCMP_SYS(ptrace),
        SCMP_SYS(unlinkat), SCMP_SYS(link),    SCMP_SYS(renameat), SCMP_SYS(symlink),
        SCMP_SYS(kill),     SCMP_SYS(bpf),     SCMP_SYS(mount),    SCMP_SYS(io_uring_setup),
    };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    if (filter != NULL && forbid(filter, calls, sizeof calls / sizeof calls[0]) &&
        forbid_writing(filter, SCMP_SYS(open), 1) && forbid_writing(filter, SCMP_SYS(openat), 2))
        return filter;
    seccomp_release(filter);
    return NULL;
}

/* A file that it tries to write all the same is an error to it, not its end. */
static bool give_up_rights(scmp_filter_ctx filter)
{
    signal(SIGXFSZ, SIG_IGN);
    return seccomp_load(filter) == 0 && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_CPU, SECONDS) && limit(RLIMIT_AS, MEMORY) && limit(RLIMIT_NOFILE, FILES);
}

_Noreturn static void become(char *const arguments[], int in, int out, scmp_filter_ctx filter)
{
    char *environment[] = {(char[]){"LC_ALL=C"}, NULL};

    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
        close_range(STDERR_FILENO, ~0U, 0) == 0 && give_up_rights(filter))
        execve(arguments[0], arguments, environment);
    _exit(NOT_STARTED);
}

/* The input as a file that no disk holds. */
static int open_memory(struct view input)
{
    int fd = memfd_create("page", MFD_CLOEXEC);

    while (fd >= 0 && input.len > 0) {
        ssize_t put = write(fd, input.at, input.len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            close(fd);
            return -1;
        }
        input = view_from(input, (size_t)put);
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

bool cage_start(struct cage *cage, char *const arguments[], struct view input)
{
    scmp_filter_ctx filter = filter_new();
    int in = open_memory(input), ends[2] = {-1, -1};

    *cage = (struct cage){.child = -1};
    if (filter == NULL || in < 0 || pipe2(ends, O_CLOEXEC) != 0)
        goto out;
    cage->child = fork();
    if (cage->child == 0)
        become(arguments, in, ends[1], filter);
    cage->out = cage->child > 0 ? fdopen(ends[0], "rb") : NULL;
    if (cage->out != NULL)
        ends[0] = -1;
out:
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    if (in >= 0)
        close(in);
    seccomp_release(filter);
    return cage->out != NULL;
}

bool cage_end(struct cage *cage, bool good)
{
    int status = -1;

    if (cage->out != NULL)
        fclose(cage->out);
    if (cage->child > 0 && !good)
        kill(cage->child, SIGKILL);
    while (cage->child > 0 && waitpid(cage->child, &status, 0) < 0 && errno == EINTR)
        continue;
    *cage = (struct cage){.child = -1};
    return good && status == 0;
}
