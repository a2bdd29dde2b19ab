#include "app/verify/pdf.h"

#include "drivers/host/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "/usr/bin/pdftoppm"
#define DPI     "300"
#define PAGES   "20"

enum { CHILD_SECONDS = 60, CHILD_MEMORY = 1 << 30, CHILD_FILES = 64, HEADER_NUMBER_MAX = 100000 };

bool pdf_is(struct view file)
{
    return view_equal(view_cut(file, 0, 5), view_text("%PDF-"));
}

static bool limit(enum __rlimit_resource what, rlim_t most)
{
    return setrlimit(what, &(struct rlimit){most, most}) == 0;
}

/* In the child: no new rights, no files, no memory or time without end. */
static bool give_up_rights(void)
{
    /* A file it tries to write is an error to it, not its end. */
    signal(SIGXFSZ, SIG_IGN);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CPU, CHILD_SECONDS) &&
           limit(RLIMIT_AS, CHILD_MEMORY) && limit(RLIMIT_NOFILE, CHILD_FILES);
}

/* A stranger's file goes into a program that a stranger may have studied. */
static bool enter_sandbox(void)
{
    static const char *const run[] = {PROGRAM, NULL};
    const struct sandbox_plan plan = {.kind = SANDBOX_DRAWER, .run = run};
    char why[CONF_WHY_SIZE];

    return sandbox_enter(&plan, why);
}

_Noreturn static void become_drawer(int pdf, int pages)
{
    char *arguments[] = {(char[]){PROGRAM}, (char[]){"-q"}, (char[]){"-r"},
                         (char[]){DPI},     (char[]){"-l"}, (char[]){PAGES},
                         (char[]){"-gray"}, (char[]){"-"},  NULL};
    char *environment[] = {(char[]){"LC_ALL=C"}, NULL};

    if (dup2(pdf, STDIN_FILENO) >= 0 && dup2(pages, STDOUT_FILENO) >= 0 &&
        close_range(STDERR_FILENO, ~0U, 0) == 0 && enter_sandbox() && give_up_rights())
        execve(PROGRAM, arguments, environment);
    _exit(127);
}

/* The PDF in memory, as a file that no disk holds. */
static int open_memory(struct view file)
{
    int fd = memfd_create("pdf", MFD_CLOEXEC);

    while (fd >= 0 && file.len > 0) {
        ssize_t put = write(fd, file.at, file.len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            close(fd);
            return -1;
        }
        file = view_from(file, (size_t)put);
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* The child's output, or NULL. */
static FILE *start_child(struct view file, pid_t *child)
{
    int pdf = open_memory(file), ends[2] = {-1, -1};
    FILE *pages = NULL;

    if (pdf < 0 || pipe2(ends, O_CLOEXEC) != 0)
        goto out;
    *child = fork();
    if (*child == 0)
        become_drawer(pdf, ends[1]);
    if (*child > 0)
        pages = fdopen(ends[0], "rb");
    if (pages != NULL)
        ends[0] = -1;
out:
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    if (pdf >= 0)
        close(pdf);
    return pages;
}

/* A number of a PGM header and the one white space behind it. */
static bool read_number(FILE *pages, size_t *out)
{
    size_t value = 0;
    int digits = 0, sign = fgetc(pages);

    for (; sign >= '0' && sign <= '9' && value < HEADER_NUMBER_MAX; sign = fgetc(pages), digits++)
        value = 10 * value + (size_t)(sign - '0');
    *out = value;
    return digits > 0 && (sign == ' ' || sign == '\n');
}

enum page { PAGE_NONE, PAGE_BROKEN, PAGE_WHOLE };

static enum page read_page(FILE *pages, struct picture *out)
{
    size_t width = 0, height = 0, white = 0;
    int first = fgetc(pages);

    if (first == EOF)
        return PAGE_NONE;
    if (first != 'P' || fgetc(pages) != '5' || fgetc(pages) != '\n' ||
        !read_number(pages, &width) || !read_number(pages, &height) ||
        !read_number(pages, &white) || white != 255 || !picture_new(out, width, height))
        return PAGE_BROKEN;
    return fread(out->grey.at, 1, out->grey.len, pages) == out->grey.len ? PAGE_WHOLE : PAGE_BROKEN;
}

static bool take_pages(FILE *pages, bool (*take)(void *self, const struct picture *page),
                       void *self)
{
    for (int count = 0; count <= PDF_PAGES_MAX; count++) {
        struct picture page = {0};
        enum page state = read_page(pages, &page);
        bool go_on = state == PAGE_WHOLE && take(self, &page);

        picture_free(&page);
        if (state == PAGE_NONE)
            return count > 0;
        if (!go_on)
            return false;
    }
    return false;
}

bool pdf_pages(struct view file, bool (*take)(void *self, const struct picture *page), void *self)
{
    pid_t child = -1;
    FILE *pages = start_child(file, &child);
    int status = -1;
    bool good =
        pages != NULL && setvbuf(pages, NULL, _IONBF, 0) == 0 && take_pages(pages, take, self);

    if (pages != NULL)
        fclose(pages);
    if (child > 0 && !good)
        kill(child, SIGKILL);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return good && status == 0;
}
