#include "drivers/host/sandbox_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What kernels have learnt since Debian's headers were written; linux/landlock.h of today. */
#define FS_TRUNCATE   (1ULL << 14) /* version 3 */
#define FS_IOCTL_DEV  (1ULL << 15) /* version 5 */
#define NET_BIND      (1ULL << 0)  /* version 4 */
#define NET_CONNECT   (1ULL << 1)
#define SCOPED_SIGNAL (1ULL << 1) /* version 6 */
#define RULE_NET_PORT 2

enum { VERSION_TRUNCATE = 3, VERSION_NET = 4, VERSION_IOCTL = 5, VERSION_SCOPED = 6 };

struct ruleset {
    uint64_t files, net, scoped;
};

struct net_port {
    uint64_t access, port;
};

#define RIGHT(NAME) LANDLOCK_ACCESS_FS_##NAME

static const uint64_t first_version = (RIGHT(MAKE_SYM) << 1) - 1;
static const uint64_t to_read = RIGHT(READ_FILE) | RIGHT(READ_DIR);
static const uint64_t to_run = RIGHT(READ_FILE) | RIGHT(EXECUTE);
static const uint64_t to_work = RIGHT(READ_FILE) | RIGHT(READ_DIR) | RIGHT(WRITE_FILE) |
                                RIGHT(REMOVE_FILE) | RIGHT(REMOVE_DIR) | RIGHT(MAKE_DIR) |
                                RIGHT(MAKE_REG) | RIGHT(MAKE_SOCK) | FS_TRUNCATE | FS_IOCTL_DEV;
static const uint64_t of_a_file =
    RIGHT(READ_FILE) | RIGHT(WRITE_FILE) | RIGHT(EXECUTE) | FS_TRUNCATE | FS_IOCTL_DEV;

/* Not one of them holds anything about a person. */
static const char *const everyones[] = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/alternatives",
    "/etc/cups",
    "/etc/fonts",
    "/etc/group",
    "/etc/gtk-4.0",
    "/etc/host.conf",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alsa",
    "/etc/machine-id",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/resolv.conf",
    "/etc/services",
    "/etc/ssl",
    "/var/cache/fontconfig",
    "/var/lib/dbus/machine-id",
    "/sys/devices/system/cpu",
    "/dev/urandom",
    "/dev/zero",
#ifdef SANDBOX_SANITIZED
    "/proc",           /* a sanitizer looks at the maps and tasks of each process */
    SANDBOX_SANITIZED, /* where it is told what to overlook */
#else
    "/proc/self",
#endif
    NULL};
static const char *const bins[] = {"/dev/null", NULL};
static const char *const loudspeakers[] = {"/dev/snd", NULL};
static const char *const loaders[] = {"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1",
                                      NULL};

struct frame {
    int fd;
    struct ruleset held; /* what this kernel can hold */
    char *why;
};

static bool refuse(const struct frame *frame, const char *path)
{
    (void)snprintf(frame->why, CONF_WHY_SIZE, "sandbox: %s: %s", path, strerror(errno));
    return false;
}

static bool allow_beneath(const struct frame *frame, int at, uint64_t access)
{
    struct landlock_path_beneath_attr beneath = {.parent_fd = at};
    struct stat what;

    if (fstat(at, &what) != 0)
        return false;
    beneath.allowed_access =
        access & frame->held.files & (S_ISDIR(what.st_mode) ? UINT64_MAX : of_a_file);
    return syscall(SYS_landlock_add_rule, frame->fd, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
}

/* `must`: a path that is not there is refused, so that no program runs on with half its files. */
static bool allow(const struct frame *frame, const char *path, uint64_t access, bool must)
{
    int at = open(path, O_PATH | O_CLOEXEC);
    bool good = at >= 0 ? allow_beneath(frame, at, access) : !must;

    if (!good)
        (void)refuse(frame, path);
    if (at >= 0)
        close(at);
    return good;
}

/* Where a file lies. */
static bool allow_around(const struct frame *frame, const char *path, uint64_t access)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash != NULL ? (size_t)(slash - path) : sizeof folder;

    if (len >= sizeof folder) {
        errno = EINVAL;
        return refuse(frame, path);
    }
    memcpy(folder, path, len);
    folder[len] = 0;
    return allow(frame, len > 0 ? folder : "/", access, true);
}

static bool allow_reading(const struct frame *frame, const char *path)
{
    return allow(frame, path, to_read, true);
}

/* A file that is put in another's place is another file to the kernel. */
static bool allow_renewing(const struct frame *frame, const char *path)
{
    return allow_around(frame, path, to_read);
}

static bool allow_working(const struct frame *frame, const char *path)
{
    struct stat what;

    /* A device may be unplugged; the folder of all devices is never the answer to that. */
    if (strncmp(path, "/dev/", 5) == 0)
        return allow(frame, path, to_work, false);
    if (stat(path, &what) == 0 && S_ISDIR(what.st_mode))
        return allow(frame, path, to_work, true);
    return allow_around(frame, path, to_work);
}

static bool allow_running(const struct frame *frame, const char *path)
{
    return allow(frame, path, to_run, true);
}

typedef bool (*allowing)(const struct frame *frame, const char *path);

static bool allow_list(const struct frame *frame, const char *const *paths, allowing way)
{
    for (size_t i = 0; paths != NULL && paths[i] != NULL; i++)
        if (paths[i][0] != 0 && !way(frame, paths[i]))
            return false;
    return true;
}

/* What the system has of these. */
static bool allow_systems(const struct frame *frame, const char *const *paths, uint64_t access)
{
    for (size_t i = 0; paths[i] != NULL; i++)
        if (!allow(frame, paths[i], access, false))
            return false;
    return true;
}

/* Paths parted by colons. */
static bool allow_text(const struct frame *frame, const char *text, allowing way)
{
    char path[CONF_TEXT_SIZE];

    for (size_t len = 0; *text != 0; text += len + (text[len] != 0)) {
        len = strcspn(text, ":");
        memcpy(path, text, len);
        path[len] = 0;
        if (len > 0 && !way(frame, path))
            return false;
    }
    return true;
}

static bool allow_ports(const struct frame *frame, const struct sandbox_ports *ports,
                        uint64_t access)
{
    if (frame->held.net == 0)
        return true;
    for (size_t i = 0; i < ports->count; i++) {
        struct net_port rule = {access, ports->port[i]};

        if (syscall(SYS_landlock_add_rule, frame->fd, RULE_NET_PORT, &rule, 0) != 0)
            return refuse(frame, "a port");
    }
    return true;
}

static struct ruleset held_by(long version)
{
    struct ruleset held = {.files = first_version};

    if (version > 1)
        held.files |= RIGHT(REFER);
    if (version >= VERSION_TRUNCATE)
        held.files |= FS_TRUNCATE;
    if (version >= VERSION_NET)
        held.net = NET_BIND | NET_CONNECT;
    if (version >= VERSION_IOCTL)
        held.files |= FS_IOCTL_DEV;
    if (version >= VERSION_SCOPED)
        held.scoped = SCOPED_SIGNAL;
    return held;
}

/* An older kernel knows a shorter ruleset. */
static size_t ruleset_len(long version)
{
    if (version < VERSION_NET)
        return offsetof(struct ruleset, net);
    return version < VERSION_SCOPED ? offsetof(struct ruleset, scoped) : sizeof(struct ruleset);
}

static bool fill(const struct frame *frame, const struct sandbox_plan *plan)
{
    static const struct sandbox_settings nothing;
    const struct sandbox_settings *more = plan->settings != NULL ? plan->settings : &nothing;

    return allow_systems(frame, everyones, to_read) &&
           allow_systems(frame, bins, to_read | to_work) &&
           (plan->kind != SANDBOX_KIOSK || allow_systems(frame, loudspeakers, to_work)) &&
           (plan->run == NULL || allow_systems(frame, loaders, to_run)) &&
           allow_list(frame, plan->read, allow_reading) &&
           allow_list(frame, plan->renew, allow_renewing) &&
           allow_list(frame, plan->write, allow_working) &&
           allow_list(frame, plan->run, allow_running) &&
           allow_text(frame, more->read, allow_reading) &&
           allow_text(frame, more->write, allow_working) &&
           allow_ports(frame, &plan->connect, NET_CONNECT) &&
           allow_ports(frame, &plan->listen, NET_BIND);
}

bool sandbox_files(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE])
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct frame frame = {.fd = -1, .held = held_by(version), .why = why};
    bool good = false;

    if (version < 1 && plan->settings != NULL && !plan->settings->required)
        return true;
    if (version >= 1)
        frame.fd = (int)syscall(SYS_landlock_create_ruleset, &frame.held, ruleset_len(version), 0);
    if (frame.fd < 0)
        return refuse(&frame, "landlock");
    good = fill(&frame, plan);
    if (good && syscall(SYS_landlock_restrict_self, frame.fd, 0) != 0)
        good = refuse(&frame, "landlock");
    close(frame.fd);
    return good;
}
