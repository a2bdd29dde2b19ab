#include "app/kiosk/words.h"

#include "app/words/sentences.h"

#include <stdio.h>

const char *words_in(const struct kiosk *kiosk, enum phrase phrase)
{
    return phrase_in(kiosk->language, phrase);
}

void words_title(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase)
{
    snprintf(view->title, sizeof view->title, "%s", words_in(kiosk, phrase));
}

void words_help(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase)
{
    snprintf(view->help, sizeof view->help, "%s", words_in(kiosk, phrase));
}

void words_notice(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase)
{
    snprintf(view->notice, sizeof view->notice, "%s", words_in(kiosk, phrase));
}

void words_put(const struct kiosk *kiosk, char *to, size_t size, enum phrase phrase,
               const char *with)
{
    phrase_fill(to, size, words_in(kiosk, phrase), &with, 1);
}

void words_text(struct screen_view *view, const char *text)
{
    if (view->lines < SCREEN_LINES_MAX)
        snprintf(view->line[view->lines++], SCREEN_TEXT_SIZE, "%s", text);
}

void words_line(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase)
{
    words_text(view, words_in(kiosk, phrase));
}

void words_line_with(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                     const char *with)
{
    if (view->lines < SCREEN_LINES_MAX)
        words_put(kiosk, view->line[view->lines++], SCREEN_TEXT_SIZE, phrase, with);
}

void words_line_number(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                       int number)
{
    char text[WORDS_NUMBER_SIZE];

    words_number(number, text);
    words_line_with(kiosk, view, phrase, text);
}

struct screen_choice *words_choice(const struct kiosk *kiosk, struct screen_view *view,
                                   enum screen_role role, const char *id, enum phrase phrase)
{
    struct screen_choice *choice = NULL;

    if (view->choices == SCREEN_CHOICES_MAX)
        return NULL;
    choice = &view->choice[view->choices++];
    choice->role = role;
    snprintf(choice->id, sizeof choice->id, "%s", id);
    snprintf(choice->label, sizeof choice->label, "%s", words_in(kiosk, phrase));
    return choice;
}

void words_tick(const struct kiosk *kiosk, struct screen_view *view, enum phrase phrase,
                const char *with, bool done)
{
    struct screen_tick *tick = NULL;

    if (view->ticks == SCREEN_TICKS_MAX)
        return;
    tick = &view->tick[view->ticks++];
    tick->done = done;
    words_put(kiosk, tick->label, sizeof tick->label, phrase, with);
}

void words_row(const struct kiosk *kiosk, struct screen_view *view, enum phrase name,
               enum phrase value, const char *with)
{
    struct screen_row *row = NULL;

    if (view->rows == SCREEN_ROWS_MAX)
        return;
    row = &view->row[view->rows++];
    snprintf(row->cell[0], SCREEN_LABEL_SIZE, "%s", words_in(kiosk, name));
    words_put(kiosk, row->cell[1], SCREEN_LABEL_SIZE, value, with);
}

void words_error(const struct kiosk *kiosk, struct screen_view *view, enum err code)
{
    struct sentence sentence = sentence_of(code, kiosk->language);

    words_line_with(kiosk, view, PHRASE_refused_what, sentence.what);
    words_line_with(kiosk, view, PHRASE_refused_advice, sentence.advice);
}

void words_date(const struct kiosk *kiosk, struct date date, char out[WORDS_DATE_SIZE])
{
    int digits = kiosk->language == LANGUAGE_EN ? 2 : 1;
    char year[WORDS_NUMBER_SIZE], month[WORDS_NUMBER_SIZE], day[WORDS_NUMBER_SIZE];
    const char *const with[] = {year, month, day};

    if (!date_is_day(date)) {
        date_format(date, out);
        return;
    }
    words_number(date.year, year);
    snprintf(month, sizeof month, "%0*d", digits, date.month);
    snprintf(day, sizeof day, "%0*d", digits, date.day);
    phrase_fill(out, WORDS_DATE_SIZE, words_in(kiosk, PHRASE_date), with, 3);
}

void words_birth(const struct kiosk *kiosk, struct date date, char out[WORDS_DATE_SIZE])
{
    char western[WORDS_DATE_SIZE], era[ERA_DATE_SIZE];
    const char *const with[] = {western, era};

    words_date(kiosk, date, western);
    date_era(date, era);
    phrase_fill(out, WORDS_DATE_SIZE, kiosk->language == LANGUAGE_JA ? "%1（%2）" : "%1", with, 2);
}

const char *words_area(const struct kiosk *kiosk, const struct area *area)
{
    bool kanji = kiosk->language == LANGUAGE_JA || kiosk->language == LANGUAGE_ZH;

    return kanji ? area->name_ja : area->name_en;
}

void words_number(int number, char out[WORDS_NUMBER_SIZE])
{
    snprintf(out, WORDS_NUMBER_SIZE, "%d", number);
}
