/* The certificates of one line: a server's in files, and those of many kiosks. */
#ifndef TESTS_BENCH_NET_PKI_H
#define TESTS_BENCH_NET_PKI_H

#include "drivers/net/tls.h"

enum { NET_KIOSKS = 256, NET_FOLDER_SIZE = 256, NET_PATH_SIZE = NET_FOLDER_SIZE + 32 };

struct net_kiosk {
    X509 *certificate;
    EVP_PKEY *key;
};

struct net_pki {
    char folder[NET_FOLDER_SIZE]; /* ca.pem, server.pem, server.key; goes with all that is in it */
    char ca[NET_PATH_SIZE], certificate[NET_PATH_SIZE], key[NET_PATH_SIZE];
    struct tls_files files;
    struct net_kiosk kiosk[NET_KIOSKS];
};

/* A private folder under $TMPDIR. Close it on false too. */
MUST_USE bool net_pki_open(struct net_pki *pki);
void net_pki_close(struct net_pki *pki);

/* Writes or replaces a file of the folder; only its owner can read it. */
MUST_USE bool net_pki_write(const struct net_pki *pki, const char *name, struct view content);

#endif
