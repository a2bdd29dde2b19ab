/* One end of one of our lines: TLS 1.3 only, both sides show a certificate of the line's own CA,
 * and a certificate names a role in its SAN: URI akashi:ROLE:NAME. */
#ifndef DRIVERS_NET_TLS_H
#define DRIVERS_NET_TLS_H

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "crypto/x509.h"

#include <openssl/ssl.h>

enum { TLS_WHY_SIZE = 512 };

struct tls_files {
    const char *ca, *certificate, *key; /* PEM paths */
    const char
        *withdrawn; /* list of the other side's that are refused (withdrawn.h), or NULL or "" */
};

struct tls_peer {
    char role[32], name[64];
    uint8_t digest[SHA256_LEN]; /* of its certificate */
    int64_t until;              /* its last second, since 1970 */
};

/* A context for the server's or the client's side, or NULL with one line in `why` (512 bytes). A
 * key file that others can read is refused; so are demo certificates unless `demo`. Sessions are
 * resumed by tickets, never with early data. Free it with SSL_CTX_free. */
MUST_USE SSL_CTX *tls_server(const struct tls_files *files, bool demo, char *why);
MUST_USE SSL_CTX *tls_client(const struct tls_files *files, bool demo, char *why);

/* Whether the certificate names `role`. False with one line in `why`. */
MUST_USE bool tls_own_role(const struct tls_files *files, const char *role, char *why);

/* The same refusals for certificates and keys that another library will load. */
MUST_USE bool tls_files_good(const struct tls_files *files, bool demo, char *why);

/* From now on a handshake under `tls` fails unless the peer's certificate names `role`, a text that
 * outlives the context. */
MUST_USE bool tls_expect(SSL_CTX *tls, const char *role);

/* From now on a handshake under `tls` fails with a certificate that the file lists (withdrawn.h);
 * NULL and "" list none. False with one line in `why`. */
MUST_USE bool tls_withdraw(SSL_CTX *tls, const char *path, char *why);

/* Whether the peer of a handshake that was made earlier, or resumed, is still welcome under `tls`:
 * its role, its certificate's last day, the list of those withdrawn. */
MUST_USE bool tls_admits(const SSL_CTX *tls, const struct tls_peer *peer);

/* Who is at the other end of a finished handshake. False: nobody we know the form of. */
MUST_USE bool tls_peer_of(const SSL *ssl, struct tls_peer *out);

/* The digest of the certificate in a PEM file (the kiosk's own, for the liveness digest). */
MUST_USE bool tls_own_digest(const char *certificate, uint8_t out[SHA256_LEN]);

/* Whole days until the certificate in a PEM file runs out; negative when it has. */
MUST_USE bool tls_days_left(const char *certificate, int *out);

/* Whether `path` is a plain file that only its owner can read. */
MUST_USE bool tls_file_private(const char *path);

#endif
