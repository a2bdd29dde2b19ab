#include "print/font_file.h"

#include "crypto/base/hex.h"
#include "crypto/digest.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <glib.h>

bool font_file_is(const char *path, const char *digest)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    uint8_t is[SHA256_LEN], wanted[SHA256_LEN];
    bool same =
        file != NULL && hex_decode(view_text(digest), wanted, sizeof wanted) &&
        digest_sha256(view_of(g_mapped_file_get_contents(file), g_mapped_file_get_length(file)),
                      is) &&
        view_equal(view_of(is, sizeof is), view_of(wanted, sizeof wanted));

    if (file != NULL)
        g_mapped_file_unref(file);
    return same;
}

bool font_file_has_variant(const char *path, int index, uint32_t base, uint32_t selector)
{
    FT_Library library = NULL;
    FT_Face face = NULL;
    bool has = FT_Init_FreeType(&library) == 0 && FT_New_Face(library, path, index, &face) == 0 &&
               FT_Face_GetCharVariantIndex(face, base, selector) != 0;

    if (library != NULL)
        (void)FT_Done_FreeType(library);
    return has;
}
