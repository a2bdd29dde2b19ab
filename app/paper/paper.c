#include "app/paper/paper.h"

#include "app/paper/paper_form.h"
#include "app/paper/specimen_form.h"
#include "print/glyphs.h"
#include "print/pdf.h"
#include "print/picture.h"
#include "print/raster.h"

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
static enum err desk_new(const struct certificate *in, const char *digest, struct desk **out)
{
    struct desk *desk = calloc(1, sizeof *desk);

    *out = desk;
    if (desk != NULL && (digest != NULL ? paper_form(in, digest, &desk->phrases, &desk->form)
                                        : specimen_form(in, &desk->phrases, &desk->form)))
        return ERR_OK;
    desk_free(out);
    return ERR_RAISE(AK_P91);
}

enum err paper_draw(const struct certificate *in, const char *digest, unsigned dpi,
                    struct bytes *stream, int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, digest, &desk);

    if (code == ERR_OK)
        code = raster_draw(&desk->form, dpi, stream, pages);
    desk_free(&desk);
    return code;
}

enum err paper_pdf(const struct certificate *in, const char *digest, struct bytes *pdf, int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, digest, &desk);

    if (code == ERR_OK)
        code = pdf_draw(&desk->form, pdf, pages);
    desk_free(&desk);
    return code;
}

enum err paper_preview(const struct certificate *in, unsigned dpi, int page, struct bytes *png,
                       int *pages)
{
    struct desk *desk = NULL;
    enum err code = desk_new(in, NULL, &desk);

    if (code == ERR_OK)
        code = picture_draw(&desk->form, dpi, page, png, pages);
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
