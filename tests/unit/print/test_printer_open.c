#include "print/printer_open.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cups/raster.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOTS = 16, PAGES = 2, TEXT_SIZE = 256, STREAM_MAX = 1024 * 1024 };

static char folder[] = "/tmp/akashi-dir-XXXXXX";

static ssize_t append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

static const atomic_bool go_on;

static void make_document(struct bytes *out)
{
    cups_raster_t *raster = cupsRasterOpenIO(append, out, CUPS_RASTER_WRITE_PWG);
    unsigned char row[DOTS] = {1, 2, 3};

    for (int k = 0; k < PAGES; k++) {
        cups_page_header2_t h = {.cupsWidth = DOTS,
                                 .cupsHeight = DOTS,
                                 .cupsBitsPerColor = 8,
                                 .cupsBitsPerPixel = 8,
                                 .cupsBytesPerLine = DOTS,
                                 .cupsNumColors = 1,
                                 .cupsColorSpace = CUPS_CSPACE_SW,
                                 .HWResolution = {300, 300}};

        assert_true(cupsRasterWriteHeader2(raster, &h));
        for (int y = 0; y < DOTS; y++)
            assert_int_equal(cupsRasterWritePixels(raster, row, sizeof row), sizeof row);
    }
    cupsRasterClose(raster);
}

static struct printer_port open_folder(void)
{
    struct printer_port port;
    char uri[TEXT_SIZE], why[TEXT_SIZE];

    (void)snprintf(uri, sizeof uri, "dir:%s", folder);
    assert_true(printer_open(uri, true, &port, why, sizeof why));
    return port;
}

static void remove_document(int number)
{
    char path[TEXT_SIZE];

    (void)snprintf(path, sizeof path, "%s/document-%d.pwg", folder, number);
    assert_int_equal(unlink(path), 0);
}

static void test_the_address_chooses(void **state)
{
    static const struct {
        const char *uri, *why;
        bool demo, opens;
    } cases[] = {
        {"ipp://127.0.0.1:1/ipp/print", "", false, true},
        {"ipp://printer.example/ipp/print", "not an IPP address", true, false},
        {"dir:/tmp", "a folder is no printer but in a demo", false, false},
        {"dir:/tmp", "", true, true},
        {"dir:/nowhere/at/all", "a folder that cannot be written", true, false},
        {"cups://localhost/printers/q", "not cups://", true, false},
        {"cups://localhost/printers/q?etc=/nowhere&printer=http://a/", "not cups://", true, false},
        {"cups://elsewhere.example/printers/q?etc=/nowhere&printer=ipp://localhost/x",
         "not cups://", true, false},
        {"cups://localhost/printers/q?etc=/nowhere&printer=ipp://localhost/x", "cannot be read",
         true, false},
        {"", "not an IPP address", true, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct printer_port port = {0};
        char why[TEXT_SIZE] = "";
        bool opens = printer_open(cases[i].uri, cases[i].demo, &port, why, sizeof why);

        print_message("%s\n", cases[i].uri);
        assert_int_equal(opens, cases[i].opens);
        if (opens)
            port.close(port.self);
        else
            assert_non_null(strstr(why, cases[i].why));
    }
}

static void test_a_folder_counts_what_it_was_given(void **state)
{
    struct printer_port port = open_folder();
    struct bytes document = bytes_new(STREAM_MAX);
    struct printer_state seen;
    struct printer_result result;

    (void)state;
    make_document(&document);
    port.state(port.self, &seen);
    assert_true(seen.ready);
    assert_int_equal(seen.format, PRINTER_PWG);
    assert_int_equal(seen.life_count, 0);
    for (int i = 1; i <= 2; i++) {
        port.print(port.self, bytes_view(&document), PAGES, 1, &go_on, &result);
        assert_int_equal(result.code, ERR_OK);
        assert_int_equal(result.sheets, PAGES);
        port.state(port.self, &seen);
        assert_int_equal(seen.life_count, i * PAGES);
    }
    port.close(port.self);
    remove_document(1);
    remove_document(2);
    bytes_free(&document);
}

/* A page that is not there to its last dot is not counted, whatever the caller says (R28). */
static void test_a_folder_does_not_lie(void **state)
{
    struct printer_port port = open_folder();
    struct bytes document = bytes_new(STREAM_MAX);
    struct printer_result result;

    (void)state;
    make_document(&document);
    port.print(port.self, view_cut(bytes_view(&document), 0, document.len - 1), PAGES, 1, &go_on,
               &result);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, PAGES - 1);
    port.print(port.self, view_text("%PDF-"), PAGES, 1, &go_on, &result);
    assert_int_equal(result.code, AK_P81);
    assert_int_equal(result.sheets, 0);
    port.close(port.self);
    remove_document(1);
    bytes_free(&document);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_address_chooses),
        cmocka_unit_test(test_a_folder_counts_what_it_was_given),
        cmocka_unit_test(test_a_folder_does_not_lie),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
