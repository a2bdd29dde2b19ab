#include "app/kiosk/words.h"

#include "app/words/sentences.h"

#include <stdio.h>
#include <string.h>

static const char *in_language(const struct kiosk *kiosk, const struct words *words)
{
    return words->in[kiosk->language];
}

void words_title(const struct kiosk *kiosk, struct screen_view *view, const struct words *words)
{
    snprintf(view->title, sizeof view->title, "%s", in_language(kiosk, words));
}

static char *next_line(struct screen_view *view)
{
    return view->lines < SCREEN_LINES_MAX ? view->line[view->lines++] : NULL;
}

void words_text(struct screen_view *view, const char *text)
{
    char *line = next_line(view);

    if (line != NULL)
        snprintf(line, SCREEN_TEXT_SIZE, "%s", text);
}

void words_line(const struct kiosk *kiosk, struct screen_view *view, const struct words *words)
{
    words_text(view, in_language(kiosk, words));
}

/* Copies `format` with `insert` in the place of its first mark (%d or %s). */
static void fill(char *to, const char *format, const char *insert)
{
    const char *mark = strchr(format, '%');
    int before = mark != NULL ? (int)(mark - format) : (int)strlen(format);

    snprintf(to, SCREEN_TEXT_SIZE, "%.*s%s%s", before, format, mark != NULL ? insert : "",
             mark != NULL ? mark + 2 : "");
}

void words_line_text(const struct kiosk *kiosk, struct screen_view *view, const struct words *words,
                     const char *text)
{
    char *line = next_line(view);

    if (line != NULL)
        fill(line, in_language(kiosk, words), text);
}

void words_line_number(const struct kiosk *kiosk, struct screen_view *view,
                       const struct words *words, int number)
{
    char text[12];

    snprintf(text, sizeof text, "%d", number);
    words_line_text(kiosk, view, words, text);
}

void words_choice(const struct kiosk *kiosk, struct screen_view *view, const char *id,
                  const struct words *words)
{
    struct screen_choice *choice = NULL;

    if (view->choices == SCREEN_CHOICES_MAX)
        return;
    choice = &view->choice[view->choices++];
    snprintf(choice->id, sizeof choice->id, "%s", id);
    snprintf(choice->label, sizeof choice->label, "%s", in_language(kiosk, words));
}

void words_stop(const struct kiosk *kiosk, struct screen_view *view)
{
    words_choice(kiosk, view, "stop", WORDS("やめる", "Stop", "停止", "그만두기"));
}

void words_error(const struct kiosk *kiosk, struct screen_view *view, enum err code)
{
    struct sentence sentence = sentence_of(code, kiosk->language);

    words_text(view, sentence.what);
    words_text(view, sentence.advice);
}
