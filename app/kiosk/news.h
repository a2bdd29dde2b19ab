/* A helper process that waits for the centre's word while a visit goes on, so that a change there
 * reaches this screen at once (KSK-01). It is made before anything of a person is known, and ends
 * with the visit. */
#ifndef APP_KIOSK_NEWS_H
#define APP_KIOSK_NEWS_H

#include "app/wire/wire.h"
#include "drivers/net/tls.h"

struct news;

struct news_line {
    const char *base;
    struct tls_files files;
    bool demo;
};

enum news_word { NEWS_NONE, NEWS_CHANGED, NEWS_CLOSED };

/* Call it before any thread is begun. NULL without a process. */
MUST_USE struct news *news_open(const struct news_line *line);

/* From now on whatever differs from this version of the offer is news. */
void news_since(struct news *news, const char version[WIRE_VERSION_SIZE]);

/* Readable when there is something to take; -1 for NULL. */
int news_fd(const struct news *news);
enum news_word news_take(struct news *news);

/* Ends the process. Safe on NULL and twice. */
void news_close(struct news **news);

#endif
