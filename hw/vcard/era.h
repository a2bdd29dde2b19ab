/* The eras that years of birth are counted in. */
#ifndef HW_VCARD_ERA_H
#define HW_VCARD_ERA_H

struct era {
    unsigned number; /* 1 Meiji, 2 Taisho, 3 Showa, 4 Heisei, 5 Reiwa; 0 before */
    int year;        /* within the era; the last two digits of the year before the first */
};

/* Of a date YYYYMMDD. */
struct era era_of(const char *date);

#endif
