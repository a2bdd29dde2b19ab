/* The few words that are the screen's own, in the languages it speaks. */
#ifndef DRIVERS_SCREEN_GTK_WORDS_H
#define DRIVERS_SCREEN_GTK_WORDS_H

enum own_word {
    OWN_DISPLAY,
    OWN_LANGUAGE_NAME,
    OWN_LANGUAGE,
    OWN_CONTRAST,
    OWN_LARGE,
    OWN_LOW,
    OWN_STILL,
    OWN_CLOSE,
    OWN_PREVIOUS,
    OWN_NEXT,
    OWN_PAGE, /* two numbers: which, of how many */
    OWN_STEP, /* two numbers and a name */
    OWN_ZOOM,
    OWN_WHOLE,
    OWN_SPECIMEN,
    OWN_DONE,
    OWN_NOW,
    OWN_LATER,
    OWN_MACHINE,
    OWN_PROGRESS,
    OWN_WORDS
};

const char *own_word(const char *language, enum own_word word);

/* A pattern with its %d filled by `first`, then `second`, and its %s by `name`; the caller frees it
 * with g_free. No pattern makes it read anything else. */
char *own_fill(const char *pattern, int first, int second, const char *name);

#endif
