/* A fictional certificate for travel, a barcode signer under a CSCA, and the trust in it. */
#ifndef TESTS_UNIT_APP_SEAL_VDS_SAMPLE_H
#define TESTS_UNIT_APP_SEAL_VDS_SAMPLE_H

#include "app/seal/vds.h"
#include "crypto/jcs.h"
#include "crypto/x509_icao.h"

#include <stdio.h>
#include <string.h>

#define VDS_SAMPLE_NOW   INT64_C(1795132800) /* 2026-11-20T00:00:00Z */
#define VDS_SAMPLE_STATE "UTO"

/* Where they stand among the vectors. */
#define VDS_SAMPLE_JAPAN      "/vds-nc/jp-miyake-shota-3dose.json"
#define VDS_SAMPLE_JAPAN_CSCA "/vds-nc/jp-csca-e3.der"

enum { VDS_SAMPLE_DAY = 86400, VDS_SAMPLE_DER_MAX = 4096 };

struct vds_sample {
    struct ec_key *csca_key, *key;
    struct bytes csca, certificate;
    struct key_port keys;
    struct vds_issuer issuer;
    struct vds_trust *trust;
    int signed_count, fail_at; /* the sign call that fails, from 1; 0: none */
};

static bool vds_sample_sign(void *self, const char *name, struct view message,
                            uint8_t out[EC_SIGNATURE_LEN])
{
    struct vds_sample *sample = self;

    sample->signed_count++;
    return strcmp(name, "vds") == 0 && sample->signed_count != sample->fail_at &&
           ec_sign(sample->key, message, out);
}

static struct ec_key *vds_sample_public_key(void *self, const char *name)
{
    struct vds_sample *sample = self;
    uint8_t point[EC_POINT_LEN];

    return strcmp(name, "vds") == 0 && ec_key_point(sample->key, point) ? ec_key_from_point(point)
                                                                        : NULL;
}

static const struct x509_icao_plan vds_sample_csca = {
    .country = "UT",
    .organisation = "Utopia",
    .name = "Health CSCA",
    .from = VDS_SAMPLE_NOW - 300 * VDS_SAMPLE_DAY,
    .until = VDS_SAMPLE_NOW + 5500 * (int64_t)VDS_SAMPLE_DAY,
};

static const struct x509_icao_plan vds_sample_signer = {
    .country = "UT",
    .name = "A1",
    .from = VDS_SAMPLE_NOW - VDS_SAMPLE_DAY,
    .until = VDS_SAMPLE_NOW + 3700 * (int64_t)VDS_SAMPLE_DAY,
    .last_signature = VDS_SAMPLE_NOW + 90 * VDS_SAMPLE_DAY,
};

static inline bool vds_sample_open(struct vds_sample *sample)
{
    *sample = (struct vds_sample){.csca_key = ec_key_new(), .key = ec_key_new()};
    sample->csca = bytes_new(VDS_SAMPLE_DER_MAX);
    sample->certificate = bytes_new(VDS_SAMPLE_DER_MAX);
    sample->trust = vds_trust_new();
    sample->keys = (struct key_port){
        .self = sample, .sign = vds_sample_sign, .public_key = vds_sample_public_key};
    if (sample->csca_key == NULL || sample->key == NULL || sample->trust == NULL ||
        !x509_icao_make_csca(&vds_sample_csca, sample->csca_key, &sample->csca) ||
        !x509_icao_make_signer(&vds_sample_signer, sample->key, sample->csca_key,
                               bytes_view(&sample->csca), &sample->certificate))
        return false;
    sample->issuer = (struct vds_issuer){.state = VDS_SAMPLE_STATE,
                                         .key_name = "vds",
                                         .certificate = bytes_view(&sample->certificate)};
    return vds_trust_add_csca(sample->trust, VDS_SAMPLE_STATE, bytes_view(&sample->csca)) == ERR_OK;
}

static inline void vds_sample_close(struct vds_sample *sample)
{
    ec_key_free(&sample->csca_key);
    ec_key_free(&sample->key);
    bytes_free(&sample->csca);
    bytes_free(&sample->certificate);
    vds_trust_free(&sample->trust);
}

static inline void vds_sample_fill(struct certificate *out, size_t doses)
{
    *out = (struct certificate){
        .serial = "AKSH2345WXYZ",
        .kind = KIND_TRAVEL,
        .holder = {"証　花子", {1985, 2, 28}},
        .traveller = {.name = "AKASHI HANAKO",
                      .passport = "TR0000000",
                      .nationality = "UTO",
                      .reference = "UTO13110020261120000001"},
        .history = {.found = FOUND_SOME, .count = doses},
    };
    for (size_t i = 0; i < doses; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){.number = (int)i + 1,
                              .date = {2021 + (int)i / 12, 1 + (int)i % 12, 1 + (int)i % 28},
                              .country = "JPN"};
        snprintf(dose->product, sizeof dose->product, "%s", i < 2 ? "comirnaty" : "spikevax");
        snprintf(dose->lot, sizeof dose->lot, "EY%04u", (unsigned)(i * 7919 % 10000));
    }
}

/* Appends a file. */
static inline bool vds_sample_read(const char *path, struct bytes *out)
{
    uint8_t block[1024];
    size_t len = 0;
    FILE *file = fopen(path, "rb");
    bool good = true;

    if (file == NULL)
        return false;
    while (good && (len = fread(block, 1, sizeof block, file)) > 0)
        good = bytes_append(out, view_of(block, len));
    fclose(file);
    return good;
}

/* Japan's seal as it was in its symbol: the file has it in a list and with spaces. */
static inline bool vds_sample_japan(const char *path, struct bytes *out)
{
    struct bytes file = bytes_new(1 << 14);
    json_t *list = NULL;
    bool good = vds_sample_read(path, &file);

    if (good)
        list = json_loadb((const char *)file.at, file.len, 0, NULL);
    good = jcs_append(json_array_get(list, 0), out);
    json_decref(list);
    bytes_free(&file);
    return good;
}

#endif
