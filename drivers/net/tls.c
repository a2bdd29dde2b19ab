#include "drivers/net/tls.h"

#include "drivers/net/withdrawn.h"

#include <openssl/pem.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char scheme[] = "akashi:";

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int role_index = -1, list_index = -1;

static void free_list(void *parent, void *list, CRYPTO_EX_DATA *data, int index, long more,
                      void *argument)
{
    struct withdrawn *own = list;

    (void)parent, (void)data, (void)index, (void)more, (void)argument;
    withdrawn_free(&own);
}

static void make_index(void)
{
    role_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    list_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, free_list);
}

static bool copy_part(struct view part, char *out, size_t size)
{
    if (part.len == 0 || part.len >= size)
        return false;
    memcpy(out, part.at, part.len);
    out[part.len] = 0;
    return true;
}

/* akashi:ROLE:NAME, and no further colon. */
static bool read_uri(X509 *cert, struct tls_peer *out)
{
    char uri[X509_NAME_TEXT_MAX] = "";
    const char *role = uri + sizeof scheme - 1, *colon = NULL;

    if (!x509_uri(cert, uri) || strncmp(uri, scheme, sizeof scheme - 1) != 0)
        return false;
    colon = strchr(role, ':');
    return colon != NULL && strchr(colon + 1, ':') == NULL &&
           copy_part(view_of(role, (size_t)(colon - role)), out->role, sizeof out->role) &&
           copy_part(view_text(colon + 1), out->name, sizeof out->name);
}

static bool welcome(const SSL_CTX *tls, const struct tls_peer *peer)
{
    const char *role = SSL_CTX_get_ex_data(tls, role_index);
    const struct withdrawn *list = SSL_CTX_get_ex_data(tls, list_index);

    return role != NULL && strcmp(peer->role, role) == 0 && !withdrawn_has(list, peer->digest);
}

static int verify(int good, X509_STORE_CTX *store)
{
    const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    X509 *cert = X509_STORE_CTX_get_current_cert(store);
    struct tls_peer peer = {0};

    if (good != 1 || X509_STORE_CTX_get_error_depth(store) != 0)
        return good;
    if (read_uri(cert, &peer) && x509_digest(cert, peer.digest) &&
        welcome(SSL_get_SSL_CTX(ssl), &peer))
        return 1;
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

bool tls_expect(SSL_CTX *tls, const char *role)
{
    (void)pthread_once(&once, make_index);
    if (role_index < 0 || SSL_CTX_set_ex_data(tls, role_index, (void *)(uintptr_t)role) != 1)
        return false;
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, verify);
    return true;
}

bool tls_withdraw(SSL_CTX *tls, const char *path, char *why)
{
    struct withdrawn *list = NULL;

    if (path == NULL || path[0] == 0)
        return true;
    (void)pthread_once(&once, make_index);
    list = withdrawn_read(path, why);
    if (list != NULL && SSL_CTX_set_ex_data(tls, list_index, list) == 1)
        return true;
    withdrawn_free(&list);
    return false;
}

/* The clock by which OpenSSL judges the same certificate in a handshake. */
static int64_t seconds_now(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

bool tls_admits(const SSL_CTX *tls, const struct tls_peer *peer)
{
    return seconds_now() <= peer->until && welcome(tls, peer);
}

static bool read_until(const X509 *cert, int64_t *out)
{
    struct tm until = {0};

    if (ASN1_TIME_to_tm(X509_get0_notAfter(cert), &until) != 1)
        return false;
    *out = timegm(&until);
    return true;
}

bool tls_peer_of(const SSL *ssl, struct tls_peer *out)
{
    X509 *cert = SSL_get0_peer_certificate(ssl);

    *out = (struct tls_peer){0};
    return cert != NULL && SSL_get_verify_result(ssl) == X509_V_OK && read_uri(cert, out) &&
           x509_digest(cert, out->digest) && read_until(cert, &out->until);
}

static X509 *read_certificate(const char *path)
{
    FILE *file = fopen(path, "rbe");
    X509 *cert = file != NULL ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;

    if (file != NULL)
        (void)fclose(file);
    return cert;
}

bool tls_own_digest(const char *certificate, uint8_t out[SHA256_LEN])
{
    X509 *cert = read_certificate(certificate);
    bool good = cert != NULL && x509_digest(cert, out);

    X509_free(cert);
    return good;
}

bool tls_days_left(const char *certificate, int *out)
{
    X509 *cert = read_certificate(certificate);
    int seconds = 0;
    bool good = cert != NULL && ASN1_TIME_diff(out, &seconds, NULL, X509_get0_notAfter(cert)) == 1;

    X509_free(cert);
    return good;
}

bool tls_file_private(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           (about.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

static bool refuse(char *why, const char *path, const char *what)
{
    (void)snprintf(why, TLS_WHY_SIZE, "%s: %s", path, what);
    return false;
}

static bool certificate_good(const char *path, bool demo, char *why)
{
    X509 *cert = read_certificate(path);
    bool refused = cert != NULL && !demo && x509_is_demo(cert);

    X509_free(cert);
    if (cert == NULL)
        return refuse(why, path, "not a certificate in PEM");
    return !refused || refuse(why, path, "a demo certificate; demo = no");
}

bool tls_own_role(const struct tls_files *files, const char *role, char *why)
{
    X509 *cert = read_certificate(files->certificate);
    struct tls_peer own = {0};
    bool good = cert != NULL && read_uri(cert, &own) && strcmp(own.role, role) == 0;

    X509_free(cert);
    return good || refuse(why, files->certificate, "names another role than this program's");
}

bool tls_files_good(const struct tls_files *files, bool demo, char *why)
{
    if (!certificate_good(files->ca, demo, why) || !certificate_good(files->certificate, demo, why))
        return false;
    return tls_file_private(files->key) ||
           refuse(why, files->key, "must be a file that only its owner can read");
}
