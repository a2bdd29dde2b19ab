#include "app/seal/shc.h"

#include "app/record/date.h"
#include "app/seal/shc_payload.h"

#include <stdio.h>
#include <stdlib.h>

enum { SAMPLES = 6, SAMPLE_MAX = 1 << 13, DOSES = 4, SOME_DAY = 1795132800 };

/* Nobody: names of the usual kinds. */
static const char *const names[SAMPLES] = {
    "架空　太郎", "証　花子", "見本　さくら", "ＫＡＫＵＵ　ＡＫＩ", "KAKUU　HANAKO", "龍宮　乙姫",
};
static const char *const products[DOSES] = {"comirnaty", "spikevax", "vaxzevria", "spikevax-ba45"};

/* From one dose to four, and others each time. */
static void fill(struct certificate *out, size_t k)
{
    *out = (struct certificate){.serial = "AKSH2345WXYZ",
                                .kind = KIND_DOMESTIC,
                                .holder.birth = {1930 + 12 * (int)k, 1 + (int)k, 3 + 4 * (int)k},
                                .history = {.found = FOUND_SOME, .count = 1 + k % DOSES}};
    snprintf(out->holder.name, sizeof out->holder.name, "%s", names[k]);
    for (size_t i = 0; i < out->history.count; i++) {
        struct dose *dose = &out->history.doses[i];
        int n = (int)(k * DOSES + i);

        *dose = (struct dose){.number = (int)i + 1,
                              .date = {2021 + (int)i, 1 + n * 5 % 12, 1 + n * 11 % 28},
                              .country = "JPN"};
        snprintf(dose->product, sizeof dose->product, "%s", products[(k + i) % DOSES]);
        snprintf(dose->lot, sizeof dose->lot, "%c%c%04d", 'A' + n * 7 % 26, 'A' + n * 3 % 26,
                 n * 3571 % 10000);
    }
}

static bool write_samples(const char *iss, struct certificate *certificate,
                          struct bytes out[SAMPLES])
{
    bool good = true;

    for (size_t k = 0; good && k < SAMPLES; k++) {
        fill(certificate, k);
        good = shc_payload_write(certificate, (struct shc_part){0, certificate->history.count}, iss,
                                 SOME_DAY, &out[k]);
    }
    return good;
}

struct flate_trees *shc_trees_new(const char *iss)
{
    struct certificate *certificate = malloc(sizeof *certificate);
    struct flate_trees *trees = NULL;
    struct bytes sample[SAMPLES];
    struct view views[SAMPLES];
    bool good = false;

    for (size_t k = 0; k < SAMPLES; k++)
        sample[k] = bytes_new(SAMPLE_MAX);
    good = certificate != NULL && write_samples(iss, certificate, sample);
    for (size_t k = 0; k < SAMPLES; k++)
        views[k] = bytes_view(&sample[k]);
    if (good)
        trees = flate_trees_new(views, SAMPLES);
    for (size_t k = 0; k < SAMPLES; k++)
        bytes_free(&sample[k]);
    free(certificate);
    return trees;
}
