#include "net_pki.h"

#include "crypto/ec.h"
#include "crypto/x509.h"
#include "drivers/host/file.h"

#include <ftw.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PEM_MAX = 8192, HOUR = 3600, TREE_DEPTH = 8 };

#define ORGANISATION "Akashi benchmark"

struct issuer {
    struct ec_key *key;
    struct bytes pem;
};

bool net_pki_write(const struct net_pki *pki, const char *name, struct view content)
{
    char path[NET_PATH_SIZE];

    (void)snprintf(path, sizeof path, "%s/%s", pki->folder, name);
    return file_write(path, content, 0600);
}

static bool make(const struct issuer *issuer, const struct x509_plan *wish, struct ec_key *key,
                 struct bytes *out)
{
    struct x509_plan plan = *wish;

    plan.organisation = ORGANISATION;
    plan.from = time(NULL) - HOUR;
    plan.until = time(NULL) + HOUR;
    return key != NULL && x509_make(&plan, key, issuer->key, bytes_view(&issuer->pem), out);
}

static bool make_server(struct net_pki *pki, const struct issuer *issuer)
{
    static const struct x509_plan wish = {.name = "centre",
                                          .uri = "akashi:centre:bench",
                                          .address = "127.0.0.1",
                                          .use = X509_USE_SERVER};
    struct bytes certificate = bytes_new(PEM_MAX), secret = bytes_new_secret(PEM_MAX);
    struct ec_key *key = ec_key_new();
    bool good = make(issuer, &wish, key, &certificate) && ec_key_to_pem(key, &secret) &&
                net_pki_write(pki, "ca.pem", bytes_view(&issuer->pem)) &&
                net_pki_write(pki, "server.pem", bytes_view(&certificate)) &&
                net_pki_write(pki, "server.key", bytes_view(&secret));

    ec_key_free(&key);
    bytes_free(&certificate);
    bytes_free(&secret);
    return good;
}

static EVP_PKEY *read_key(struct view pem)
{
    BIO *bio = BIO_new_mem_buf(pem.at, (int)pem.len);
    EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return key;
}

static bool make_kiosk(const struct issuer *issuer, size_t number, struct net_kiosk *out)
{
    char uri[64];
    struct x509_plan wish = {.name = "kiosk", .uri = uri, .use = X509_USE_CLIENT};
    struct bytes certificate = bytes_new(PEM_MAX), secret = bytes_new_secret(PEM_MAX);
    struct ec_key *key = ec_key_new();

    (void)snprintf(uri, sizeof uri, "akashi:kiosk:k-%04zu", number);
    if (make(issuer, &wish, key, &certificate) && ec_key_to_pem(key, &secret)) {
        out->certificate = x509_from_pem(bytes_view(&certificate));
        out->key = read_key(bytes_view(&secret));
    }
    ec_key_free(&key);
    bytes_free(&certificate);
    bytes_free(&secret);
    return out->certificate != NULL && out->key != NULL;
}

static bool make_all(struct net_pki *pki)
{
    static const struct x509_plan wish = {.name = "line CA", .use = X509_USE_CA};
    const struct issuer itself = {0};
    struct issuer issuer = {.key = ec_key_new(), .pem = bytes_new(PEM_MAX)};
    bool good = make(&itself, &wish, issuer.key, &issuer.pem) && make_server(pki, &issuer);

    for (size_t i = 0; i < NET_KIOSKS && good; i++)
        good = make_kiosk(&issuer, i, &pki->kiosk[i]);
    ec_key_free(&issuer.key);
    bytes_free(&issuer.pem);
    return good;
}

bool net_pki_open(struct net_pki *pki)
{
    const char *above = getenv("TMPDIR");
    int len = snprintf(pki->folder, sizeof pki->folder, "%s/akashi-bench.XXXXXX",
                       above != NULL ? above : "/tmp");

    if (len >= NET_FOLDER_SIZE || mkdtemp(pki->folder) == NULL) {
        pki->folder[0] = 0;
        return false;
    }
    (void)snprintf(pki->ca, sizeof pki->ca, "%s/ca.pem", pki->folder);
    (void)snprintf(pki->certificate, sizeof pki->certificate, "%s/server.pem", pki->folder);
    (void)snprintf(pki->key, sizeof pki->key, "%s/server.key", pki->folder);
    pki->files =
        (struct tls_files){.ca = pki->ca, .certificate = pki->certificate, .key = pki->key};
    return make_all(pki);
}

static int forget(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about, (void)kind, (void)at;
    return remove(path);
}

void net_pki_close(struct net_pki *pki)
{
    for (size_t i = 0; i < NET_KIOSKS; i++) {
        X509_free(pki->kiosk[i].certificate);
        EVP_PKEY_free(pki->kiosk[i].key);
        pki->kiosk[i] = (struct net_kiosk){0};
    }
    if (pki->folder[0] != 0)
        (void)nftw(pki->folder, forget, TREE_DEPTH, FTW_DEPTH | FTW_PHYS);
    pki->folder[0] = 0;
}
