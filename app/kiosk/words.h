/* Words in the resident's language. */
#ifndef APP_KIOSK_WORDS_H
#define APP_KIOSK_WORDS_H

#include "app/kiosk/session.h"

/* One sentence in each language. */
struct words {
    const char *in[LANGUAGE_COUNT];
};

#define WORDS(ja, en, zh, ko) (&(const struct words){{ja, en, zh, ko}})

void words_title(const struct kiosk *kiosk, struct screen_view *view, const struct words *words);
void words_line(const struct kiosk *kiosk, struct screen_view *view, const struct words *words);

/* A line that is the same in every language: a name, a date, a code. */
void words_text(struct screen_view *view, const char *text);

/* The same as words_line with one number or one text in it, at %d or %s; the caller's format must
 * hold exactly that. */
void words_line_number(const struct kiosk *kiosk, struct screen_view *view,
                       const struct words *words, int number);
void words_line_text(const struct kiosk *kiosk, struct screen_view *view, const struct words *words,
                     const char *text);

/* A choice that comes back as `id`. */
void words_choice(const struct kiosk *kiosk, struct screen_view *view, const char *id,
                  const struct words *words);

/* The way out that every screen before the issue has. */
void words_stop(const struct kiosk *kiosk, struct screen_view *view);

/* What a code says: one line of what happened, one of what to do. */
void words_error(const struct kiosk *kiosk, struct screen_view *view, enum err code);

#endif
