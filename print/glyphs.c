#include "print/glyphs.h"

#include <glib.h>
#include <pthread.h>

static const struct {
    const char *family;
    bool bold;
} faces[FACE_COUNT] = {
    [FACE_SANS] = {"Noto Sans CJK JP", false},
    [FACE_SANS_BOLD] = {"Noto Sans CJK JP", true},
    [FACE_SERIF] = {"Noto Serif CJK JP", false},
    [FACE_SERIF_BOLD] = {"Noto Serif CJK JP", true},
    [FACE_MONO] = {"Noto Sans Mono CJK JP", false},
    [FACE_MONO_BOLD] = {"Noto Sans Mono CJK JP", true},
};

/* Debian's fonts-noto-cjk, and nothing beside it. */
static const char settings[] = "<fontconfig>"
                               "<dir>/usr/share/fonts/opentype/noto</dir>"
                               "<cachedir>/var/cache/fontconfig</cachedir>"
                               "</fontconfig>";

static FcConfig *config;
static FcCharSet *repertoire[FACE_COUNT];
static pthread_once_t once = PTHREAD_ONCE_INIT;

const char *face_family(enum face face)
{
    return faces[face].family;
}

bool face_is_bold(enum face face)
{
    return faces[face].bold;
}

/* Lists instead of matching: a match would answer with some other font. */
static FcCharSet *load(const char *family, int weight)
{
    FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, FC_WEIGHT,
                                       FcTypeInteger, weight, (char *)NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_CHARSET, (char *)NULL);
    FcFontSet *found = NULL;
    FcCharSet *set = NULL, *out = NULL;

    if (wanted == NULL || objects == NULL)
        goto out;
    found = FcFontList(config, wanted, objects);
    if (found != NULL && found->nfont > 0 &&
        FcPatternGetCharSet(found->fonts[0], FC_CHARSET, 0, &set) == FcResultMatch)
        out = FcCharSetCopy(set);
out:
    if (found != NULL)
        FcFontSetDestroy(found);
    if (objects != NULL)
        FcObjectSetDestroy(objects);
    if (wanted != NULL)
        FcPatternDestroy(wanted);
    return out;
}

static void load_all(void)
{
    config = FcConfigCreate();
    if (config == NULL ||
        !FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)settings, FcTrue) ||
        !FcConfigBuildFonts(config))
        return;
    for (int i = 0; i < FACE_COUNT; i++)
        repertoire[i] = load(faces[i].family, faces[i].bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
}

bool glyphs_ready(void)
{
    pthread_once(&once, load_all);
    for (int i = 0; i < FACE_COUNT; i++)
        if (repertoire[i] == NULL)
            return false;
    return true;
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

static bool has_all(const FcCharSet *set, const char *text)
{
    if (set == NULL || !g_utf8_validate(text, -1, NULL))
        return false;
    for (const char *at = text; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        gunichar sign = g_utf8_get_char(at);

        if (!is_sign(sign) || !FcCharSetHasChar(set, sign))
            return false;
    }
    return true;
}

enum err glyphs_check(enum face face, const char *text)
{
    pthread_once(&once, load_all);
    return has_all(repertoire[face], text) ? ERR_OK : ERR_RAISE(AK_P71);
}
