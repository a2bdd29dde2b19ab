#include "drivers/net/tls.h"

#include "drivers/net/tickets.h"

#include <stdio.h>
#include <string.h>

enum { CA_FILE_MAX = 256 * 1024 };

static bool only_tls13(SSL_CTX *tls)
{
    SSL_CTX_set_options(tls, SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_max_proto_version(tls, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_max_early_data(tls, 0) == 1 && SSL_CTX_set_recv_max_early_data(tls, 0) == 1;
}

/* A service has no terminal to be asked at: an encrypted key is a key that does not load. */
static int no_password(char *buffer, int size, int writing, void *self)
{
    (void)buffer, (void)size, (void)writing, (void)self;
    return -1;
}

static bool load(SSL_CTX *tls, const struct tls_files *files)
{
    SSL_CTX_set_default_passwd_cb(tls, no_password);
    return SSL_CTX_load_verify_file(tls, files->ca) == 1 &&
           SSL_CTX_use_certificate_file(tls, files->certificate, SSL_FILETYPE_PEM) == 1 &&
           SSL_CTX_use_PrivateKey_file(tls, files->key, SSL_FILETYPE_PEM) == 1 &&
           SSL_CTX_check_private_key(tls) == 1;
}

static SSL_CTX *make(const SSL_METHOD *method, const struct tls_files *files, bool demo, char *why)
{
    SSL_CTX *tls = NULL;

    if (!tls_files_good(files, demo, why))
        return NULL;
    (void)snprintf(why, TLS_WHY_SIZE, "%s: certificate and key do not go together",
                   files->certificate);
    tls = SSL_CTX_new(method);
    if (tls != NULL && only_tls13(tls) && load(tls, files) &&
        tls_withdraw(tls, files->withdrawn, why)) {
        why[0] = 0;
        return tls;
    }
    SSL_CTX_free(tls);
    return NULL;
}

static bool digest_file(const char *path, uint8_t out[SHA256_LEN])
{
    struct bytes whole = bytes_new(CA_FILE_MAX);
    uint8_t *at = bytes_room(&whole, CA_FILE_MAX);
    FILE *file = fopen(path, "rbe");
    bool good = false;

    if (file != NULL && at != NULL) {
        whole.len = fread(at, 1, CA_FILE_MAX, file);
        good =
            ferror(file) == 0 && whole.len < CA_FILE_MAX && digest_sha256(bytes_view(&whole), out);
    }
    if (file != NULL)
        (void)fclose(file);
    bytes_free(&whole);
    return good;
}

/* A resumed session is not verified again: a ticket that was given out under another authority must
 * not open the line of this one. */
static bool bind_tickets(SSL_CTX *tls, const struct tls_files *files)
{
    uint8_t authority[SHA256_LEN];

    return digest_file(files->ca, authority) &&
           SSL_CTX_set_session_id_context(tls, authority, sizeof authority) == 1 &&
           tickets_use(tls);
}

SSL_CTX *tls_server(const struct tls_files *files, bool demo, char *why)
{
    SSL_CTX *tls = make(TLS_server_method(), files, demo, why);

    if (tls == NULL || bind_tickets(tls, files))
        return tls;
    (void)snprintf(why, TLS_WHY_SIZE, "%s: no locked memory for session tickets", files->ca);
    SSL_CTX_free(tls);
    return NULL;
}

SSL_CTX *tls_client(const struct tls_files *files, bool demo, char *why)
{
    return make(TLS_client_method(), files, demo, why);
}
