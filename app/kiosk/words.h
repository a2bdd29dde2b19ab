/* Fills a view with words in the resident's language. What does not fit is left out. */
#ifndef APP_KIOSK_WORDS_H
#define APP_KIOSK_WORDS_H

#include "app/kiosk/session.h"
#include "app/words/phrases.h"

enum { WORDS_DATE_SIZE = 96, WORDS_NUMBER_SIZE = 12 };

const char *words_in(const struct kiosk *kiosk, enum phrase phrase);

void words_title(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase);
void words_help(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase);
void words_notice(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase);

/* A line; with a text or a number in the place of %1; one that is the same in every language. */
void words_line(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase);
void words_line_with(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                     const char *with);
void words_line_number(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                       int number);
void words_text(struct screen_view *view, const char *text);

/* Puts a phrase with one text in it into any field. */
void words_put(const struct kiosk *kiosk, char *to, size_t size, enum phrase phrase,
               const char *with);

/* A choice that comes back as `id`. NULL: there is no place for it any more. */
struct screen_choice *words_choice(const struct kiosk *kiosk, struct screen_view *view,
                                   enum screen_role role, const char *id, enum phrase phrase);

/* A fact to come, or one that is there. */
void words_tick(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                const char *with, bool done);

/* A fact: what it is called, and what it is. */
void words_row(const struct kiosk *kiosk, struct screen_view *view, enum phrase name,
               enum phrase value, const char *with);

/* What a code says: one line of what happened, one of what to do. */
void words_error(const struct kiosk *kiosk, struct screen_view *view, enum err code);

/* 2021年6月14日, 2021-06-14. Of a birth that is not wholly known, what the registers know. */
void words_date(const struct kiosk *kiosk, struct date date, char out[WORDS_DATE_SIZE]);

/* The same of a birth, with the era in Japanese. */
void words_birth(const struct kiosk *kiosk, struct date date, char out[WORDS_DATE_SIZE]);

/* The municipality's name as the resident reads it. */
const char *words_area(const struct kiosk *kiosk, const struct area *area);

void words_number(int number, char out[WORDS_NUMBER_SIZE]);

#endif
