#include "drivers/net/tls.h"

#include <stdio.h>

static bool only_tls13(SSL_CTX *tls)
{
    SSL_CTX_set_options(tls, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_max_proto_version(tls, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_num_tickets(tls, 0) == 1;
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
    tls = SSL_CTX_new(method);
    if (tls != NULL && only_tls13(tls) && load(tls, files))
        return tls;
    (void)snprintf(why, TLS_WHY_SIZE, "%s: certificate and key do not go together",
                   files->certificate);
    SSL_CTX_free(tls);
    return NULL;
}

SSL_CTX *tls_server(const struct tls_files *files, bool demo, char *why)
{
    return make(TLS_server_method(), files, demo, why);
}

SSL_CTX *tls_client(const struct tls_files *files, bool demo, char *why)
{
    return make(TLS_client_method(), files, demo, why);
}
