/* Making and checking signed codes, three doses each, against the floor below which nobody comes:
 * the bare P-256 operation under the same key over a digest that is at hand. And making a SMART
 * Health Card against jose in node, beside it on the same processor. */
#include "figure.h"
#include "seal_jose.h"

#include "app/seal/vds.h"
#include "crypto/x509_icao.h"
#include "drivers/host/command.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sched.h>
#include <string.h>

#define NAME   "bench.seal"
#define ISSUER "https://vc.akashi.example/issuer"
#define STATE  "UTO"
#define NOW    INT64_C(1795132800) /* 2026-11-20T00:00:00Z */

enum { DOSES = 3, BATCH = 500, ROUNDS = 400, ROUNDS_QUICK = 60, DER_MAX = 4096, DAY = 86400 };

struct bench {
    struct ec_key *key;
    EVP_PKEY *pkey;
    EVP_PKEY_CTX *sign, *verify;
    uint8_t signature[80];
    size_t signature_len;
    struct key_port port;
    struct shc_issuer shc;
    struct trust *trust;
    struct certificate domestic, travel;
    struct bytes csca, certificate;
    struct vds_issuer vds;
    struct vds_trust *vds_trust;
    struct opened opened;
    struct jose *jose;
    double ours[ROUNDS], peer[ROUNDS];
};

static const uint8_t digest[32] = {0xAB, 0xCD, 0xEF};

static bool port_sign(void *self, const char *name, struct view message,
                      uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static bool issue_shc(struct bench *bench)
{
    return shc_issue(&bench->shc, &bench->port, NOW, &bench->domestic) == ERR_OK;
}

static bool open_shc(struct bench *bench)
{
    shc_open(view_text(bench->domestic.code[0].text), bench->trust, NOW, &bench->opened);
    return bench->opened.verdict == SEAL_VALID;
}

static bool issue_vds(struct bench *bench)
{
    return vds_issue(&bench->vds, &bench->port, &bench->travel) == ERR_OK;
}

static bool open_vds(struct bench *bench)
{
    vds_open(view_text(bench->travel.code[0].text), bench->vds_trust, NOW, &bench->opened);
    return bench->opened.verdict == SEAL_VALID;
}

static bool sign_bare(struct bench *bench)
{
    bench->signature_len = sizeof bench->signature;
    return EVP_PKEY_sign(bench->sign, bench->signature, &bench->signature_len, digest,
                         sizeof digest) == 1;
}

static bool verify_bare(struct bench *bench)
{
    return EVP_PKEY_verify(bench->verify, bench->signature, bench->signature_len, digest,
                           sizeof digest) == 1;
}

/* Microseconds for one, out of a batch; 0 where it failed. */
static double take_time(struct bench *bench, bool (*once)(struct bench *bench))
{
    double from = now_us();

    if (once == NULL)
        return jose_issue(bench->jose, BATCH);
    for (int i = 0; i < BATCH; i++)
        if (!once(bench))
            return 0;
    return (now_us() - from) / BATCH;
}

struct figure {
    const char *name;
    bool (*ours)(struct bench *bench), (*peer)(struct bench *bench); /* NULL: jose */
    double target;
};

static const struct figure figures[] = {
    {"seal.shc_issue", issue_shc, sign_bare, 0.50},
    {"seal.shc_issue_jose", issue_shc, NULL, 4.00},
    {"seal.shc_verify", open_shc, verify_bare, 0.80},
    {"seal.vds_issue", issue_vds, sign_bare, 0.75},
    {"seal.vds_verify", open_vds, verify_bare, 0.80},
};

/* Who goes first changes from round to round. */
static bool run(struct bench *bench, const struct figure *figure, size_t rounds)
{
    for (size_t i = 0; i < rounds; i++) {
        double first = take_time(bench, i % 2 == 0 ? figure->ours : figure->peer);
        double second = take_time(bench, i % 2 == 0 ? figure->peer : figure->ours);

        if (first <= 0 || second <= 0)
            return false;
        bench->ours[i] = i % 2 == 0 ? first : second;
        bench->peer[i] = i % 2 == 0 ? second : first;
    }
    return true;
}

static int measure(struct bench *bench, size_t rounds, bool json)
{
    int status = EXIT_YES;

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct figure *figure = &figures[i];

        if (figure->peer == NULL && bench->jose == NULL) {
            command_refuse(NAME, "no node, or no jose: the test vector.jose installs it");
            status = EXIT_CANNOT_TELL;
            continue;
        }
        if (!run(bench, figure, rounds))
            return command_refuse(NAME, figure->name);
        if (!figure_rate(figure->name, 1e6 / median(bench->ours, rounds),
                         1e6 / median(bench->peer, rounds), figure->target, json) &&
            status == EXIT_YES)
            status = EXIT_NO;
    }
    return status;
}

static void fill(struct certificate *out, enum kind kind)
{
    static const char *const products[DOSES] = {"comirnaty", "comirnaty", "spikevax-ba45"};

    *out = (struct certificate){.serial = "AKSH2345WXYZ",
                                .kind = kind,
                                .holder = {"証　花子", {1985, 2, 28}},
                                .history = {.found = FOUND_SOME, .count = DOSES}};
    if (kind == KIND_TRAVEL)
        out->traveller = (struct traveller){
            .name = "AKASHI HANAKO", .passport = "TR0000000", .nationality = "UTO"};
    for (int i = 0; i < DOSES; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){.number = i + 1, .date = {2022, 6 + 2 * i, 10}, .country = "JPN"};
        snprintf(dose->product, PRODUCT_SIZE, "%s", products[i]);
        snprintf(dose->lot, LOT_SIZE, "EY%04d", 2173 + i);
    }
}

/* The same key once more, for the bare operation. */
static bool open_bare(struct bench *bench)
{
    struct bytes pem = bytes_new_secret(DER_MAX);
    BIO *bio = ec_key_to_pem(bench->key, &pem) ? BIO_new_mem_buf(pem.at, (int)pem.len) : NULL;

    bench->pkey = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    bytes_free(&pem);
    if (bench->pkey == NULL)
        return false;
    bench->sign = EVP_PKEY_CTX_new(bench->pkey, NULL);
    bench->verify = EVP_PKEY_CTX_new(bench->pkey, NULL);
    return EVP_PKEY_sign_init(bench->sign) == 1 && EVP_PKEY_verify_init(bench->verify) == 1 &&
           sign_bare(bench);
}

static bool open_shc_side(struct bench *bench)
{
    struct bytes jwk = bytes_new(512), jwks = bytes_new(1024), claims = bytes_new(1 << 15);
    bool good = false;

    bench->shc =
        (struct shc_issuer){.iss = ISSUER, .key_name = "shc", .trees = shc_trees_new(ISSUER)};
    bench->trust = trust_new();
    good = bench->trust != NULL && bench->shc.trees != NULL &&
           jwk_thumbprint(bench->key, bench->shc.kid) && jwk_canonical(bench->key, &jwk) &&
           bytes_append_text(&jwks, "{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"") &&
           bytes_append_text(&jwks, bench->shc.kid) && bytes_append_text(&jwks, "\",") &&
           bytes_append(&jwks, view_from(bytes_view(&jwk), 1)) && bytes_append_text(&jwks, "]}") &&
           trust_add_jwks(bench->trust, ISSUER, bytes_view(&jwks)) == ERR_OK && issue_shc(bench) &&
           shc_raw(view_text(bench->domestic.code[0].text), &claims);
    if (good)
        bench->jose = jose_open(bench->key, bench->shc.kid, bytes_view(&claims));
    bytes_free(&jwk);
    bytes_free(&jwks);
    bytes_free(&claims);
    return good;
}

static bool open_vds_side(struct bench *bench)
{
    static const struct x509_icao_plan ca = {
        "UT", "Utopia", "Health CSCA", NOW - DAY, NOW + 4000 * (int64_t)DAY, 0};
    static const struct x509_icao_plan signer = {
        "UT", NULL, "A1", NOW - DAY, NOW + 3000 * (int64_t)DAY, NOW + 90 * (int64_t)DAY};
    struct ec_key *root = ec_key_new();
    bool good = false;

    bench->csca = bytes_new(DER_MAX);
    bench->certificate = bytes_new(DER_MAX);
    bench->vds_trust = vds_trust_new();
    good = root != NULL && bench->vds_trust != NULL &&
           x509_icao_make_csca(&ca, root, &bench->csca) &&
           x509_icao_make_signer(&signer, bench->key, root, bytes_view(&bench->csca),
                                 &bench->certificate) &&
           vds_trust_add_csca(bench->vds_trust, STATE, bytes_view(&bench->csca)) == ERR_OK;
    bench->vds = (struct vds_issuer){
        .state = STATE, .key_name = "vds", .certificate = bytes_view(&bench->certificate)};
    ec_key_free(&root);
    return good && issue_vds(bench);
}

static bool open_bench(struct bench *bench)
{
    fill(&bench->domestic, KIND_DOMESTIC);
    fill(&bench->travel, KIND_TRAVEL);
    bench->key = ec_key_new();
    bench->port = (struct key_port){.self = bench->key, .sign = port_sign};
    return bench->key != NULL && open_bare(bench) && open_shc_side(bench) && open_vds_side(bench);
}

static void close_bench(struct bench *bench)
{
    jose_close(&bench->jose);
    EVP_PKEY_CTX_free(bench->sign);
    EVP_PKEY_CTX_free(bench->verify);
    EVP_PKEY_free(bench->pkey);
    ec_key_free(&bench->key);
    trust_free(&bench->trust);
    flate_trees_free(&bench->shc.trees);
    vds_trust_free(&bench->vds_trust);
    bytes_free(&bench->csca);
    bytes_free(&bench->certificate);
}

/* One processor for all, so that jose has no second one for its threads. */
static void stay_on_one(void)
{
    cpu_set_t one;

    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    (void)sched_setaffinity(0, sizeof one, &one);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    bool quick = false, json = false;
    int status = EXIT_CANNOT_TELL;

    for (int i = 1; i < argc; i++) {
        quick = quick || strcmp(argv[i], "--quick") == 0;
        json = json || strcmp(argv[i], "--json") == 0;
        if (strcmp(argv[i], "--quick") != 0 && strcmp(argv[i], "--json") != 0)
            return command_refuse(NAME, "usage: seal [--quick] [--json]");
    }
    stay_on_one();
    if (!open_bench(&bench))
        command_refuse(NAME, "the samples cannot be made");
    else
        status = measure(&bench, quick ? ROUNDS_QUICK : ROUNDS, json);
    close_bench(&bench);
    return status;
}
