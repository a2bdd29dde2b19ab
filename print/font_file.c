#include "print/font_file.h"

#include "crypto/base/hex.h"
#include "crypto/digest.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <glib.h>
#include <pthread.h>

struct font_file {
    FT_Library library;
    FT_Face face;
    pthread_mutex_t lock; /* FreeType's faces are one thread's at a time */
};

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

struct font_file *font_file_open(const char *path, int index)
{
    struct font_file *font = g_new0(struct font_file, 1);

    (void)pthread_mutex_init(&font->lock, NULL);
    if (FT_Init_FreeType(&font->library) == 0 &&
        FT_New_Face(font->library, path, index, &font->face) == 0)
        return font;
    if (font->library != NULL)
        (void)FT_Done_FreeType(font->library);
    (void)pthread_mutex_destroy(&font->lock);
    g_free(font);
    return NULL;
}

bool font_file_has_variant(struct font_file *font, uint32_t base, uint32_t selector)
{
    bool has = false;

    (void)pthread_mutex_lock(&font->lock);
    has = FT_Face_GetCharVariantIndex(font->face, base, selector) != 0;
    (void)pthread_mutex_unlock(&font->lock);
    return has;
}
