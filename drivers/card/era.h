/* The eras that years of birth are counted in, on the card's face and in 照合番号B. */
#ifndef DRIVERS_CARD_ERA_H
#define DRIVERS_CARD_ERA_H

struct era {
    unsigned number; /* 1 Meiji, 2 Taisho, 3 Showa, 4 Heisei, 5 Reiwa; 0 before */
    int year;        /* within the era; the last two digits of the year before the first */
};

/* Of a date that begins YYYYMMDD. */
struct era era_of(const char *date);

#endif
