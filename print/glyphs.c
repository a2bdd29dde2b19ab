#include "print/glyphs.h"

#include "print/font_file.h"

#include <glib.h>
#include <pthread.h>

enum { SANS, SANS_BOLD, SERIF, SERIF_BOLD, FILES };

/* fonts-noto-cjk 1:20220127+repack1-1: another file may space, shape or lack signs otherwise. */
static const char *const pinned[FILES] = {
    [SANS] = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    [SANS_BOLD] = "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
    [SERIF] = "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
    [SERIF_BOLD] = "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
};

static const struct {
    const char *family;
    bool bold;
    int file;
} faces[FACE_COUNT] = {
    [FACE_SANS] = {"Noto Sans CJK JP", false, SANS},
    [FACE_SANS_BOLD] = {"Noto Sans CJK JP", true, SANS_BOLD},
    [FACE_SERIF] = {"Noto Serif CJK JP", false, SERIF},
    [FACE_SERIF_BOLD] = {"Noto Serif CJK JP", true, SERIF_BOLD},
    [FACE_MONO] = {"Noto Sans Mono CJK JP", false, SANS},
    [FACE_MONO_BOLD] = {"Noto Sans Mono CJK JP", true, SANS_BOLD},
};

/* Debian's fonts-noto-cjk, and nothing beside it. */
static const char settings[] = "<fontconfig>"
                               "<dir>/usr/share/fonts/opentype/noto</dir>"
                               "<cachedir>/var/cache/fontconfig</cachedir>"
                               "</fontconfig>";

static FcConfig *config;
static FcCharSet *repertoire[FACE_COUNT];
static struct {
    char *path;
    int index;
} font[FACE_COUNT];
static bool loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

const char *face_family(enum face face)
{
    return faces[face].family;
}

bool face_is_bold(enum face face)
{
    return faces[face].bold;
}

/* Takes the one face of this name, if it comes from the very file that is pinned for it. */
static bool keep(int face, const FcFontSet *found, bool proven[FILES])
{
    FcCharSet *set = NULL;
    FcChar8 *path = NULL;
    int index = 0, file = faces[face].file;

    if (found == NULL || found->nfont != 1 ||
        FcPatternGetCharSet(found->fonts[0], FC_CHARSET, 0, &set) != FcResultMatch ||
        FcPatternGetString(found->fonts[0], FC_FILE, 0, &path) != FcResultMatch ||
        FcPatternGetInteger(found->fonts[0], FC_INDEX, 0, &index) != FcResultMatch)
        return false;
    proven[file] = proven[file] || font_file_is((const char *)path, pinned[file]);
    if (!proven[file])
        return false;
    repertoire[face] = FcCharSetCopy(set);
    font[face].path = g_strdup((const char *)path);
    font[face].index = index;
    return repertoire[face] != NULL;
}

/* Lists instead of matching: a match would answer with some other font. */
static bool load(int face, bool proven[FILES])
{
    int weight = faces[face].bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR;
    FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, faces[face].family, FC_WEIGHT,
                                       FcTypeInteger, weight, (char *)NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_CHARSET, FC_FILE, FC_INDEX, (char *)NULL);
    FcFontSet *found = NULL;
    bool ok = false;

    if (wanted == NULL || objects == NULL)
        goto out;
    found = FcFontList(config, wanted, objects);
    ok = keep(face, found, proven);
out:
    if (found != NULL)
        FcFontSetDestroy(found);
    if (objects != NULL)
        FcObjectSetDestroy(objects);
    if (wanted != NULL)
        FcPatternDestroy(wanted);
    return ok;
}

static void load_all(void)
{
    bool proven[FILES] = {false};

    config = FcConfigCreate();
    loaded = config != NULL &&
             FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)settings, FcTrue) &&
             FcConfigBuildFonts(config);
    for (int i = 0; loaded && i < FACE_COUNT; i++)
        loaded = load(i, proven);
}

enum err glyphs_ready(void)
{
    pthread_once(&once, load_all);
    return loaded ? ERR_OK : ERR_RAISE(AK_P73);
}

FcConfig *glyphs_config(void)
{
    pthread_once(&once, load_all);
    return config;
}

static bool is_sign(gunichar sign)
{
    switch (g_unichar_type(sign)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return false;
    default:
        return true;
    }
}

static bool is_selector(gunichar sign)
{
    return (sign >= 0xFE00 && sign <= 0xFE0F) || (sign >= 0xE0100 && sign <= 0xE01EF);
}

/* A variation selector asks for one form of the sign before it, as a person writes their name: the
 * font has that very form, or the text is refused. */
static bool has_all(enum face face, const char *text)
{
    gunichar before = 0;

    if (!g_utf8_validate(text, -1, NULL))
        return false;
    for (const char *at = text; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        gunichar sign = g_utf8_get_char(at);

        if (is_selector(sign)
                ? !font_file_has_variant(font[face].path, font[face].index, before, sign)
                : !is_sign(sign) || !FcCharSetHasChar(repertoire[face], sign))
            return false;
        before = sign;
    }
    return true;
}

enum err glyphs_check(enum face face, const char *text)
{
    enum err code = glyphs_ready();

    if (code == ERR_OK && !has_all(face, text))
        code = ERR_RAISE(AK_P71);
    return code;
}
