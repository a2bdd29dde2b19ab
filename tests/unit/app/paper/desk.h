/* A certificate of somebody who does not exist, and what its paper is drawn into. */
#ifndef TESTS_UNIT_APP_PAPER_DESK_H
#define TESTS_UNIT_APP_PAPER_DESK_H

#include "app/paper/paper.h"
#include "print/look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

enum { DIGITS = 1640 };

#define PUT(to, text) ((void)snprintf(to, sizeof(to), "%s", text))

static const char digest[] = "A07D4E1892C56BF3";

struct bench {
    struct certificate certificate;
    struct bytes stream;
    struct look *look;
    int pages;
};

#define VERIFIER "https://akashi.example/v"

static void set_code(struct code *code, int first, int last)
{
    *code = (struct code){.format = CODE_SHC, .first = first, .last = last};
    PUT(code->text, "shc:/");
    for (size_t i = 0; i < DIGITS; i++)
        code->text[5 + i] = (char)('0' + (i * (size_t)(first + 2) + i * i / 13) % 10);
}

static void set_doses(struct certificate *c, int count, int from)
{
    static const char *const products[] = {"comirnaty", "spikevax", "nuvaxovid",
                                           "comirnaty-6m-4y-ba45"};

    c->history = (struct history){.found = FOUND_SOME, .count = (size_t)count, .as_of = 184197};
    for (int i = 0; i < count; i++) {
        struct dose *dose = &c->history.doses[i];

        dose->number = from + i;
        dose->date = (struct date){2022 + i / 12, 1 + i % 12, 15};
        PUT(dose->product, i < 3 ? products[0] : products[i % 4]);
        PUT(dose->lot, "EY4834");
        PUT(dose->country, "JPN");
    }
}

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct certificate *c = &b->certificate;

    assert_non_null(b);
    b->look = calloc(1, sizeof *b->look);
    assert_non_null(b->look);
    b->stream = bytes_new(PAPER_STREAM_MAX);
    PUT(c->serial, "Q8VH3RDM6WPE");
    c->kind = KIND_DOMESTIC;
    PUT(c->area.name_ja, "明石野区");
    PUT(c->area.name_en, "Akashino City");
    PUT(c->area.head_ja, "明石野区長");
    PUT(c->area.head_en, "Mayor of Akashino City");
    PUT(c->holder.name, "髙瀨　千明");
    c->holder.birth = (struct date){1978, 9, 3};
    PUT(c->verifier, VERIFIER);
    c->issued = (struct date){2026, 11, 20};
    set_doses(c, 3, 1);
    set_code(&c->code[0], 1, 3);
    c->codes = 1;
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;

    bytes_free(&b->stream);
    free(b->look);
    free(b);
    return 0;
}

#endif
