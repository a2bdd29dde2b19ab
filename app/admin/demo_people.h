/* The invented people of the demo world, and the cards some of them carry. */
#ifndef APP_ADMIN_DEMO_PEOPLE_H
#define APP_ADMIN_DEMO_PEOPLE_H

#include "app/record/certificate.h"

#define DEMO_AREA_1 "131105"
#define DEMO_AREA_2 "131130"

struct demo_dose {
    struct date date;
    const char *product, *lot;
};

/* As an earlier certificate for travel left it. */
struct demo_passport {
    const char *name, *number, *nationality;
    struct date until;
};

struct demo_resident {
    const char *area;
    const char *number, *name;
    struct date birth;
    const struct demo_dose *doses;        /* in order; the one after the last has no product */
    const struct demo_passport *passport; /* NULL: none on file */
};

/* A card as akashi-vcard makes it; the last fields are what is wrong with it. */
struct demo_card {
    const char *file;
    const char *number, *name;
    struct date birth;
    const char *address;
    char sex;
    const char *expiry, *alter, *layout;
    bool blocked, unknown_issuer;
};

/* The i-th, or NULL past the last. */
const struct area *demo_area_at(size_t i);
const struct demo_resident *demo_resident_at(size_t i);
const struct demo_card *demo_card_at(size_t i);

#endif
