/* A folder of its own for each test, with a key folder and a SoftHSM token in it. */
#ifndef TESTS_UNIT_DRIVERS_KEYS_PLACE_H
#define TESTS_UNIT_DRIVERS_KEYS_PLACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/file.h"
#include "drivers/keys/maker.h"
#include "drivers/keys/memory.h"
#include "drivers/keys/pkcs11.h"

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MODULE "/usr/lib/softhsm/libsofthsm2.so"
#define PIN    "24680135"

static struct {
    char folder[64];
    char why[KEYS_WHY_SIZE];
    struct key_settings folder_of, token_of; /* the same place for keys, twice */
} place;

static inline void place_path(char out[CONF_TEXT_SIZE], const char *name)
{
    assert_true(snprintf(out, CONF_TEXT_SIZE, "%s/%s", place.folder, name) < CONF_TEXT_SIZE);
}

static inline void place_file(const char *name, const char *content, mode_t mode)
{
    char path[CONF_TEXT_SIZE];

    place_path(path, name);
    assert_true(file_write(path, view_text(content), 0600));
    assert_int_equal(chmod(path, mode), 0);
}

/* Runs a tool; what it says goes to the file "said". Returns its exit status. */
static inline int place_tool(const char *const *arguments)
{
    extern char **environ;
    posix_spawn_file_actions_t said;
    char path[CONF_TEXT_SIZE];
    pid_t pid = 0;
    int status = 0, how = O_WRONLY | O_CREAT | O_TRUNC;

    place_path(path, "said");
    assert_int_equal(posix_spawn_file_actions_init(&said), 0);
    assert_int_equal(posix_spawn_file_actions_addopen(&said, 1, path, how, 0600), 0);
    assert_int_equal(posix_spawn_file_actions_adddup2(&said, 1, 2), 0);
    assert_int_equal(
        posix_spawnp(&pid, arguments[0], &said, NULL, (char *const *)(uintptr_t)arguments, environ),
        0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(posix_spawn_file_actions_destroy(&said), 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* How often the file of this name holds `what`. */
static inline size_t place_count(const char *name, const char *what)
{
    char path[CONF_TEXT_SIZE];
    struct bytes text = bytes_new(1 << 20);
    size_t count = 0;

    place_path(path, name);
    assert_true(file_read(path, &text) && bytes_text(&text) != NULL);
    for (const char *at = bytes_text(&text); (at = strstr(at, what)) != NULL; at++)
        count++;
    bytes_free(&text);
    return count;
}

static inline void place_token(const char *label)
{
    const char *const tool[] = {"softhsm2-util", "--init-token", "--free", "--label", label,
                                "--so-pin",      "13579246",     "--pin",  PIN,       NULL};

    assert_int_equal(place_tool(tool), 0);
}

static inline int place_open(void **state)
{
    char path[CONF_TEXT_SIZE], conf[CONF_TEXT_SIZE];

    (void)state;
    (void)snprintf(place.folder, sizeof place.folder, "/tmp/akashi-keys-XXXXXX");
    assert_non_null(mkdtemp(place.folder));
    place.folder_of = (struct key_settings){0};
    place_path(place.folder_of.folder, "keys");
    place_path(path, "tokens");
    assert_true(file_folder(path, 0700));
    (void)snprintf(conf, sizeof conf, "directories.tokendir = %.400s\n", path);
    place_file("softhsm2.conf", conf, 0600);
    place_path(path, "softhsm2.conf");
    assert_int_equal(setenv("SOFTHSM2_CONF", path, 1), 0);
    place_token("akashi");
    place_file("pin", PIN "\n", 0600);
    place.token_of = (struct key_settings){.module = MODULE, .token = "akashi"};
    place_path(place.token_of.pin_file, "pin");
    place.why[0] = 0;
    return 0;
}

static inline int place_remove(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is, (void)kind, (void)at;
    return remove(path);
}

static inline int place_close(void **state)
{
    (void)state;
    return nftw(place.folder, place_remove, 8, FTW_DEPTH | FTW_PHYS);
}

#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

#endif
