#include "app/centre/steps.h"

#include "crypto/base/secret.h"

#include <string.h>

struct desk *desk_new(struct clock_port clock)
{
    struct desk *desk = secret_new(sizeof *desk);

    if (desk != NULL)
        desk->clock = clock;
    return desk;
}

void desk_free(struct desk **desk)
{
    if (*desk == NULL)
        return;
    ec_key_free(&(*desk)->sheet_key);
    secret_free(*desk, sizeof **desk);
    *desk = NULL;
}

void errand_open(struct errand *errand, const struct desk *desk, const uint8_t kiosk[SHA256_LEN])
{
    *errand = (struct errand){.desk = desk};
    memcpy(errand->kiosk, kiosk, sizeof errand->kiosk);
}

void errand_wipe(struct errand *errand)
{
    wire_proof_free(&errand->proof);
    wipe(errand, sizeof *errand);
}

const struct step *step_for(const char *path)
{
    static const struct step *const steps[] = {&step_offer, &step_open, &step_present,
                                               &step_certificate, &step_outcome};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(steps[i]->path, path) == 0)
            return steps[i];
    return NULL;
}
