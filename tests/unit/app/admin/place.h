/* A folder of its own for each test, and the ports of a demo world. */
#ifndef TESTS_UNIT_APP_ADMIN_PLACE_H
#define TESTS_UNIT_APP_ADMIN_PLACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/admin/demo.h"
#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "drivers/keys/maker.h"
#include "drivers/keys/memory.h"
#include "drivers/store/store_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[64];

static inline bool place_keys(const struct key_settings *settings, struct key_port *out, char *why)
{
    return keys_memory_open(settings->folder, settings->demo, out, why);
}

/* 2026-11-20, noon in Japan. */
static const struct demo_ports place_ports = {
    .open = store_sqlite_open, .keys = {place_keys, keys_folder_maker}, .now = 1795143600};

static inline int place_open(void **state)
{
    (void)state;
    (void)snprintf(place, sizeof place, "/tmp/akashi-admin-XXXXXX");
    return mkdtemp(place) != NULL ? 0 : -1;
}

static inline int place_close(void **state)
{
    (void)state;
    return demo_remove("/tmp", place + strlen("/tmp/")) ? 0 : -1;
}

#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

#endif
