/* A resident and a kiosk that say one message at a time: the kiosk's own steps towards the centre
 * with a virtual card, without screens and paper. A visit is brought to a message by good ones, and
 * the message may then meet whatever the line does. */
#ifndef TESTS_FAULT_VISITOR_H
#define TESTS_FAULT_VISITOR_H

#include "tests/fault/lane.h"

/* What is said on a line. The first two are a question with a handshake before it. */
enum saying {
    SAYING_FIRST,   /* TLS from its beginning, with certificates */
    SAYING_RESUMED, /* TLS by a ticket */
    SAYING_OFFER,
    SAYING_AWAIT,
    SAYING_OPEN,
    SAYING_PRESENT,
    SAYING_CERTIFICATE,
    SAYING_OUTCOME,
    SAYINGS
};

const char *saying_name(enum saying saying);
MUST_USE bool saying_from_name(const char *name, enum saying *out);

struct visitor;

/* Reads the card. `hangs_up` is the process that asks on the lane's line, which a SIGHUP has begin
 * anew; 0: the visitor itself. What it is given outlives it. NULL: something of it is not right. */
MUST_USE struct visitor *visitor_open(const struct settings *settings, const struct kiosk *prepared,
                                      const struct lane *lane, pid_t hangs_up);
void visitor_close(struct visitor **visitor);

/* Everything that comes before: nothing goes wrong on the line now. */
MUST_USE enum err visitor_prepare(struct visitor *visitor, enum saying saying);

/* Says it and waits, for so many ms, or as long as the kiosk does (0). *right: what was answered is
 * what belongs to this person, this visit and this question. */
MUST_USE enum err visitor_say(struct visitor *visitor, enum saying saying, int ms, bool *right);

/* Tells how the visit ended, once a certificate was asked for. */
MUST_USE enum err visitor_settle(struct visitor *visitor);

/* Cuts the line, which goes well again, and asks on: a certificate that was asked for gets its end,
 * and the next question its own answer. */
MUST_USE enum err visitor_follow(struct visitor *visitor);

/* Certificates that came, and those of them that were told as delivered, to an answer that said so.
 */
struct visitor_counts {
    int issued, delivered;
};

struct visitor_counts visitor_count(const struct visitor *visitor);

#endif
