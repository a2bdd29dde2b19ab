#include "drivers/net/relay_tls.h"

#include <openssl/x509_vfy.h>
#include <stdlib.h>

struct relay_tls {
    SSL_CTX *context;
    SSL_SESSION *session; /* the last one that the other side gave, or NULL */
    const char *address;
};

/* A copy, because OpenSSL spoils its own when the connection ends without a goodbye. */
static int keep(SSL *ssl, SSL_SESSION *session)
{
    struct relay_tls *tls = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

    if (tls != NULL) {
        SSL_SESSION_free(tls->session);
        tls->session = SSL_SESSION_dup(session);
    }
    return 0;
}

struct relay_tls *relay_tls_open(const struct relay_plan *plan, char *why)
{
    struct relay_tls *tls = calloc(1, sizeof *tls);

    if (tls == NULL)
        return NULL;
    tls->address = plan->address;
    tls->context = tls_client(plan->files, plan->demo, why);
    if (tls->context == NULL ||
        (plan->own_role != NULL && !tls_own_role(plan->files, plan->own_role, why)) ||
        !tls_expect(tls->context, plan->peer_role)) {
        relay_tls_close(&tls);
        return NULL;
    }
    (void)SSL_CTX_set_app_data(tls->context, tls);
    (void)SSL_CTX_set_session_cache_mode(tls->context,
                                         SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(tls->context, keep);
    return tls;
}

void relay_tls_close(struct relay_tls **tls)
{
    if (*tls == NULL)
        return;
    if ((*tls)->context != NULL)
        (void)SSL_CTX_set_app_data((*tls)->context, NULL);
    SSL_SESSION_free((*tls)->session);
    SSL_CTX_free((*tls)->context);
    free(*tls);
    *tls = NULL;
}

/* A resumed session shows no certificate again: when the last one has run out, all of it is asked
 * anew. */
static bool fresh(SSL_SESSION *session)
{
    const X509 *cert = SSL_SESSION_get0_peer(session);

    return cert != NULL && X509_cmp_current_time(X509_get0_notAfter(cert)) > 0;
}

SSL *relay_tls_begin(struct relay_tls *tls)
{
    SSL *ssl = SSL_new(tls->context);

    if (ssl == NULL || X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), tls->address) != 1 ||
        (tls->session != NULL && fresh(tls->session) && SSL_set_session(ssl, tls->session) != 1)) {
        SSL_free(ssl);
        return NULL;
    }
    return ssl;
}
