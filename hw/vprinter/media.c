#include "hw/vprinter/media.h"

#include <stddef.h>

enum { A4_WIDTH = 21000, A4_HEIGHT = 29700, MARGIN = 423 };

static ipp_t *size_new(void)
{
    ipp_t *size = ippNew();

    ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", A4_WIDTH);
    ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", A4_HEIGHT);
    return size;
}

static ipp_t *paper_new(void)
{
    static const char *const margins[] = {"media-bottom-margin", "media-left-margin",
                                          "media-right-margin", "media-top-margin"};
    ipp_t *paper = ippNew(), *size = size_new();

    ippAddString(paper, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-key", NULL,
                 "iso_a4_210x297mm_main_stationery");
    ippAddCollection(paper, IPP_TAG_ZERO, "media-size", size);
    for (size_t i = 0; i < sizeof margins / sizeof margins[0]; i++)
        ippAddInteger(paper, IPP_TAG_ZERO, IPP_TAG_INTEGER, margins[i], MARGIN);
    ippAddString(paper, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-source", NULL, MEDIA_SOURCE);
    ippAddString(paper, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-type", NULL, MEDIA_TYPE);
    ippDelete(size);
    return paper;
}

void media_add(ipp_t *to)
{
    static const char *const names[] = {"media-col-default", "media-col-ready",
                                        "media-col-database"};
    ipp_t *paper = paper_new(), *size = size_new();

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ippAddCollection(to, IPP_TAG_PRINTER, names[i], paper);
    ippAddCollection(to, IPP_TAG_PRINTER, "media-size-supported", size);
    ippDelete(size);
    ippDelete(paper);
}
