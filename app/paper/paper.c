#include "app/paper/paper.h"

#include "app/paper/paper_form.h"
#include "print/glyphs.h"
#include "print/raster.h"

#include <stdlib.h>

/* The filled form and the texts it borrows: personal data, wiped as one. */
struct desk {
    struct form form;
    struct phrases phrases;
};

enum err paper_draw(const struct certificate *in, const char *digest, unsigned dpi,
                    struct bytes *stream, int *pages)
{
    struct desk *desk = calloc(1, sizeof *desk);
    enum err code = ERR_RAISE(AK_P91);

    if (desk != NULL && paper_form(in, digest, &desk->phrases, &desk->form))
        code = raster_draw(&desk->form, dpi, stream, pages);
    if (desk != NULL)
        wipe(desk, sizeof *desk);
    free(desk);
    return code;
}

enum err paper_check_name(const char *name)
{
    return glyphs_check(FACE_SERIF, name);
}
