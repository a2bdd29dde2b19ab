#include "app/identity/card.h"

#include "crypto/base/hex.h"

#include <string.h>

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Takes one line off `rest`, without its end. */
static struct view take_line(struct view *rest)
{
    const uint8_t *end = memchr(rest->at, '\n', rest->len);
    size_t len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct view line = view_cut(*rest, 0, len);

    *rest = end != NULL ? view_from(*rest, len + 1) : (struct view){0};
    return line;
}

static struct view drop_comment(struct view line)
{
    const uint8_t *mark = line.len > 0 ? memchr(line.at, '#', line.len) : NULL;

    return mark != NULL ? view_cut(line, 0, (size_t)(mark - line.at)) : line;
}

/* Takes the next word off `line`; empty when only blanks are left. */
static struct view take_word(struct view *line)
{
    struct view word = {0};
    size_t len = 0;

    while (line->len > 0 && is_blank(*line->at))
        *line = view_from(*line, 1);
    while (len < line->len && !is_blank(line->at[len]))
        len++;
    word = view_cut(*line, 0, len);
    *line = view_from(*line, len);
    return word;
}

/* By the whole key id: its digits alone name a family of keys. */
const struct card_root *card_roots_find(const struct card_roots *roots, struct view key_id)
{
    for (size_t i = 0; i < roots->count; i++)
        if (view_equal(view_of(roots->root[i].key_id, CARD_KEY_ID_LEN), key_id))
            return &roots->root[i];
    return NULL;
}

static bool add_root(struct view key_id, struct view modulus, struct card_roots *out)
{
    struct card_root root;

    if (out->count == CARD_ROOTS_MAX || !hex_decode(key_id, root.key_id, sizeof root.key_id) ||
        !hex_decode(modulus, root.modulus, sizeof root.modulus) ||
        card_roots_find(out, view_of(root.key_id, sizeof root.key_id)) != NULL)
        return false;
    out->root[out->count++] = root;
    return true;
}

bool card_roots_parse(struct view text, struct card_roots *out)
{
    *out = (struct card_roots){0};
    while (text.len > 0) {
        struct view line = drop_comment(take_line(&text));
        struct view key_id = take_word(&line), modulus = take_word(&line);

        if (key_id.len == 0)
            continue;
        if (take_word(&line).len > 0 || !add_root(key_id, modulus, out)) {
            *out = (struct card_roots){0};
            return false;
        }
    }
    return true;
}

bool card_roots_test(const struct card_roots *roots)
{
    for (size_t i = 0; i < roots->count; i++)
        if (roots->root[i].key_id[0] == '9' || roots->root[i].key_id[0] == '6')
            return true;
    return false;
}
