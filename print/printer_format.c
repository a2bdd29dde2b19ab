#include "print/printer_format.h"

#include "print/ipp_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Dots that are set by a PDF's reader: what is looked at is drawn as finely. */
enum { DPI_LEAST = 300, DPI_MOST = 600, DPI_OF_PDF = 300 };

/* The best first. */
static const struct {
    unsigned format;
    const char *name, *start;
} formats[] = {
    {PRINTER_PWG, "image/pwg-raster", "RaS2"},
    {PRINTER_URF, "image/urf", "UNIRAST"},
    {PRINTER_PDF, "application/pdf", "%PDF-"},
};

/* The printer's usual resolution if it is among those, else the finest of them. */
static void weigh(int dpi, int usual, unsigned *best)
{
    if (dpi < DPI_LEAST || dpi > DPI_MOST || *best == (unsigned)usual)
        return;
    if (dpi == usual || (unsigned)dpi > *best)
        *best = (unsigned)dpi;
}

static unsigned dpi_of_pwg(ipp_t *attributes, int usual)
{
    ipp_attribute_t *all = ippFindAttribute(attributes, "pwg-raster-document-resolution-supported",
                                            IPP_TAG_RESOLUTION);
    unsigned best = 0;

    if (!ipp_peer_has(attributes, "pwg-raster-document-type-supported", "sgray_8"))
        return 0;
    for (int i = 0; all != NULL && i < ippGetCount(all); i++) {
        ipp_res_t units;
        int y = 0, x = ippGetResolution(all, i, &y, &units);

        if (x == y && units == IPP_RES_PER_INCH)
            weigh(x, usual, &best);
    }
    return best;
}

/* "RS300-600" among the keywords of urf-supported, and "W8" for the grey. */
static unsigned dpi_of_urf(ipp_t *attributes, int usual)
{
    ipp_attribute_t *all = ippFindAttribute(attributes, "urf-supported", IPP_TAG_KEYWORD);
    unsigned best = 0;

    if (!ipp_peer_has(attributes, "urf-supported", "W8"))
        return 0;
    for (int i = 0; all != NULL && i < ippGetCount(all); i++) {
        const char *word = ippGetString(all, i, NULL);
        const char *rest = word != NULL && strncmp(word, "RS", 2) == 0 ? word + 2 : NULL;

        while (rest != NULL) {
            weigh((int)strtol(rest, NULL, 10), usual, &best);
            rest = strchr(rest, '-');
            rest = rest != NULL ? rest + 1 : NULL;
        }
    }
    return best;
}

static unsigned dpi_of(ipp_t *attributes, unsigned format)
{
    ipp_attribute_t *usual =
        ippFindAttribute(attributes, "printer-resolution-default", IPP_TAG_RESOLUTION);
    ipp_res_t units;
    int y = 0, x = usual != NULL ? ippGetResolution(usual, 0, &y, &units) : -1;

    switch (format) {
    case PRINTER_PWG:
        return dpi_of_pwg(attributes, x);
    case PRINTER_URF:
        return dpi_of_urf(attributes, x);
    default:
        return DPI_OF_PDF;
    }
}

void printer_format_choose(ipp_t *attributes, struct printer_state *state)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        unsigned dpi = dpi_of(attributes, formats[i].format);

        if (!ipp_peer_has(attributes, "document-format-supported", formats[i].name))
            continue;
        state->able |= formats[i].format;
        if (state->format != 0 || dpi == 0)
            continue;
        state->format = formats[i].format;
        state->dpi = dpi;
    }
}

unsigned printer_format_of(struct view document)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct view start = view_text(formats[i].start);

        if (view_equal(view_cut(document, 0, start.len), start))
            return formats[i].format;
    }
    return 0;
}

const char *printer_format_name(unsigned format)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (formats[i].format == format)
            return formats[i].name;
    return NULL;
}
