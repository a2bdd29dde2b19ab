#include "app/paper/paper.h"

#include "app/paper/paper_form.h"
#include "app/paper/specimen_form.h"
#include "print/glyphs.h"
#include "print/look_pdf.h"
#include "print/pdf.h"
#include "print/picture.h"
#include "print/raster.h"
#include "print/urf.h"

#include <stdlib.h>

/* The filled form and the texts it borrows: personal data, wiped as one. */
struct desk {
    struct form form;
    struct phrases phrases;
};

static void desk_free(struct desk **desk)
{
    if (*desk != NULL)
        wipe(*desk, sizeof **desk);
    free(*desk);
    *desk = NULL;
}

/* Without a digest: the preview. */
static enum err desk_new(const struct certificate *in, enum paper_size size, const char *digest,
                         struct desk **out)
{
    struct desk *desk = calloc(1, sizeof *desk);

    bool ok = desk != NULL && (digest != NULL ? paper_form(in, digest, &desk->phrases, &desk->form)
                                              : specimen_form(in, &desk->phrases, &desk->form));

    *out = desk;
    if (ok && size == PAPER_LARGE)
        paper_enlarge(&desk->form);
    if (ok)
        return ERR_OK;
    desk_free(out);
    return ERR_RAISE(AK_P91);
}

enum err paper_draw(const struct certificate *in, enum paper_size size, const char *digest,
                    unsigned dpi, struct bytes *stream, int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, size, digest, &desk);

    if (code == ERR_OK)
        code = raster_draw(&desk->form, dpi, stream, pages);
    desk_free(&desk);
    return code;
}

static bool starts_with(struct view stream, struct view magic)
{
    return stream.len >= magic.len && view_equal(view_of(stream.at, magic.len), magic);
}

static enum err look_at(struct view stream, const struct form *expected, struct look *seen)
{
    struct bytes raster = bytes_new(PAPER_STREAM_MAX);
    enum err code = ERR_OK;

    if (starts_with(stream, view_text("%PDF")))
        return look_at_pdf(stream, expected, seen);
    if (!starts_with(stream, view_text("UNIRAST")))
        return look_at_raster(stream, expected, seen);
    /* What cannot be unwrapped is an empty stream, which the look refuses. */
    if (!urf_to_raster(stream, &raster))
        bytes_free(&raster);
    code = look_at_raster(bytes_view(&raster), expected, seen);
    bytes_free(&raster);
    return code;
}

enum err paper_look(const struct certificate *in, enum paper_size size, const char *digest,
                    struct view stream, struct look *seen)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, size, digest, &desk);

    if (code == ERR_OK)
        code = look_at(stream, &desk->form, seen);
    desk_free(&desk);
    return code;
}

enum err paper_pdf(const struct certificate *in, enum paper_size size, const char *digest,
                   struct bytes *pdf, int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, size, digest, &desk);

    if (code == ERR_OK)
        code = pdf_draw(&desk->form, pdf, pages);
    desk_free(&desk);
    return code;
}

enum err paper_preview(const struct certificate *in, enum paper_size size, unsigned dpi, int page,
                       struct bytes *png, int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, size, NULL, &desk);

    if (code == ERR_OK)
        code = picture_draw(&desk->form, dpi, page, png, pages);
    desk_free(&desk);
    return code;
}

enum err paper_check(const struct certificate *in, enum paper_size size)
{
    static const char digest[] = "0000000000000000";
    struct desk *desk = NULL;
    enum err code = desk_new(in, size, digest, &desk);

    for (size_t i = 0; code == ERR_OK && i < desk->form.codes && i < FORM_CODES_MAX; i++)
        if (desk->form.code[i].text[0] == 0)
            desk->form.code[i].text = NULL;
    if (code == ERR_OK)
        code = raster_check(&desk->form);
    desk_free(&desk);
    return code;
}

enum err paper_ready(void)
{
    return glyphs_ready();
}

enum err paper_check_name(const char *name)
{
    return glyphs_check(FACE_SERIF, name);
}
