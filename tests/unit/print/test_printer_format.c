#include "print/printer_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* What a printer says it takes; each list ends with NULL. */
struct says {
    const char *format[4], *pwg[4], *urf[5];
    int dpi[4], usual;
};

static struct printer_state choose(const struct says *says)
{
    struct printer_state state = {0};
    ipp_t *all = ippNew();
    int count = 0;

    for (count = 0; count < 4 && says->format[count] != NULL; count++)
        continue;
    ippAddStrings(all, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", count, NULL,
                  says->format);
    for (count = 0; count < 4 && says->pwg[count] != NULL; count++)
        continue;
    if (count > 0)
        ippAddStrings(all, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported",
                      count, NULL, says->pwg);
    for (count = 0; count < 4 && says->dpi[count] != 0; count++)
        continue;
    if (count > 0)
        ippAddResolutions(all, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", count,
                          IPP_RES_PER_INCH, says->dpi, says->dpi);
    for (count = 0; count < 5 && says->urf[count] != NULL; count++)
        continue;
    if (count > 0)
        ippAddStrings(all, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "urf-supported", count, NULL,
                      says->urf);
    if (says->usual > 0)
        ippAddResolution(all, IPP_TAG_PRINTER, "printer-resolution-default", IPP_RES_PER_INCH,
                         says->usual, says->usual);
    printer_format_choose(all, &state);
    ippDelete(all);
    return state;
}

static void test_the_best_format_is_chosen(void **state)
{
    static const struct {
        struct says says;
        unsigned format, dpi, able;
    } cases[] = {
        {{{"image/pwg-raster"}, {"sgray_8"}, {NULL}, {300, 600}, 300},
         PRINTER_PWG,
         300,
         PRINTER_PWG},
        {{{"image/pwg-raster"}, {"sgray_8"}, {NULL}, {300, 600}, 1200},
         PRINTER_PWG,
         600,
         PRINTER_PWG},
        {{{"application/pdf", "image/urf", "image/pwg-raster"},
          {"black_1", "sgray_8"},
          {"W8", "RS600"},
          {300},
          0},
         PRINTER_PWG,
         300,
         PRINTER_PWG | PRINTER_URF | PRINTER_PDF},
        {{{"application/pdf", "image/urf"}, {NULL}, {"V1.4", "W8", "RS300-600"}, {0}, 300},
         PRINTER_URF,
         300,
         PRINTER_URF | PRINTER_PDF},
        {{{"application/pdf", "image/urf"}, {NULL}, {"SRGB24", "RS300"}, {0}, 300},
         PRINTER_PDF,
         300,
         PRINTER_URF | PRINTER_PDF},
        {{{"application/pdf", "image/pwg-raster"}, {"srgb_8"}, {NULL}, {300}, 300},
         PRINTER_PDF,
         300,
         PRINTER_PWG | PRINTER_PDF},
        {{{"image/pwg-raster"}, {"sgray_8"}, {NULL}, {1200}, 1200}, 0, 0, PRINTER_PWG},
        {{{"image/jpeg"}, {"sgray_8"}, {"W8", "RS300"}, {300}, 300}, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct printer_state found = choose(&cases[i].says);

        print_message("case %zu\n", i);
        assert_int_equal(found.format, cases[i].format);
        assert_int_equal(found.dpi, cases[i].dpi);
        assert_int_equal(found.able, cases[i].able);
    }
}

static void test_a_document_says_what_it_is(void **state)
{
    (void)state;
    assert_int_equal(printer_format_of(view_text("RaS2PwgRaster")), PRINTER_PWG);
    assert_int_equal(printer_format_of(view_text("UNIRAST")), PRINTER_URF);
    assert_int_equal(printer_format_of(view_text("%PDF-1.5")), PRINTER_PDF);
    assert_int_equal(printer_format_of(view_text("%PD")), 0);
    assert_int_equal(printer_format_of(view_text("")), 0);
    assert_string_equal(printer_format_name(PRINTER_URF), "image/urf");
    assert_null(printer_format_name(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_best_format_is_chosen),
        cmocka_unit_test(test_a_document_says_what_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
