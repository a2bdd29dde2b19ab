#include "drivers/net/tickets.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "drivers/net/steady.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { NAME_LEN = 16, IV_LEN = 16, SEED_SIZE = 4096, PERIOD_MS = 3600 * 1000 };

/* What OpenSSL is answered; good once: the peer gets another ticket in its place. */
enum { BROKEN = -1, UNKNOWN = 0, GOOD = 1, GOOD_ONCE = 2 };

struct keys {
    uint8_t name[NAME_LEN], cipher[SHA256_LEN], mac[SHA256_LEN];
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static uint8_t *seed;

/* Shared pages, because the lock on private ones does not outlive a fork. */
static void draw(void)
{
    void *at = mmap(NULL, SEED_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED)
        return;
    if (mlock(at, SEED_SIZE) == 0 && madvise(at, SEED_SIZE, MADV_DONTDUMP) == 0 &&
        random_fill(at, SHA256_LEN))
        seed = at;
    else
        (void)munmap(at, SEED_SIZE);
}

bool tickets_prepare(void)
{
    (void)pthread_once(&once, draw);
    return seed != NULL;
}

static bool derive(const char *label, int64_t period, uint8_t out[SHA256_LEN])
{
    char text[64];
    int len = snprintf(text, sizeof text, "akashi ticket %s %lld", label, (long long)period);

    return digest_hmac(view_of(seed, SHA256_LEN), view_of(text, (size_t)len), out);
}

static bool keys_of(int64_t period, struct keys *out)
{
    uint8_t name[SHA256_LEN];

    if (!derive("name", period, name) || !derive("cipher", period, out->cipher) ||
        !derive("mac", period, out->mac))
        return false;
    memcpy(out->name, name, NAME_LEN);
    return true;
}

static bool set_mac(EVP_MAC_CTX *mac, struct keys *keys)
{
    char digest[] = "SHA256";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, keys->mac, sizeof keys->mac),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end()};

    return EVP_MAC_CTX_set_params(mac, params) == 1;
}

static int seal(uint8_t *name, uint8_t *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac)
{
    struct keys keys;
    bool good = keys_of(steady_ms() / PERIOD_MS, &keys) && random_fill(iv, IV_LEN) &&
                set_mac(mac, &keys) &&
                EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), NULL, keys.cipher, iv) == 1;

    memcpy(name, keys.name, NAME_LEN);
    wipe(&keys, sizeof keys);
    return good ? GOOD : BROKEN;
}

/* A ticket of an older key means a whole handshake, and nothing else. */
static int open_sealed(const uint8_t *name, const uint8_t *iv, EVP_CIPHER_CTX *cipher,
                       EVP_MAC_CTX *mac)
{
    int64_t period = steady_ms() / PERIOD_MS;
    struct keys keys;
    int found = UNKNOWN;

    for (int64_t at = period; found == UNKNOWN && at >= period - 1; at--)
        if (keys_of(at, &keys) && memcmp(keys.name, name, NAME_LEN) == 0)
            found = set_mac(mac, &keys) && EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), NULL,
                                                              keys.cipher, iv) == 1
                        ? GOOD_ONCE
                        : BROKEN;
    wipe(&keys, sizeof keys);
    return found;
}

static int on_ticket(SSL *ssl, uint8_t *name, uint8_t *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
                     int sealing)
{
    (void)ssl;
    return sealing != 0 ? seal(name, iv, cipher, mac) : open_sealed(name, iv, cipher, mac);
}

bool tickets_use(SSL_CTX *tls)
{
    return tickets_prepare() && SSL_CTX_set_num_tickets(tls, 1) == 1 &&
           SSL_CTX_set_timeout(tls, PERIOD_MS / 1000) > 0 &&
           SSL_CTX_set_tlsext_ticket_key_evp_cb(tls, on_ticket) == 1;
}
