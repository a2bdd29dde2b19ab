#include "crypto/base/secret.h"

#include "crypto/base/wipe.h"

#include <malloc.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t whole_pages(size_t len)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    return (len + page - 1) / page * page;
}

void *secret_new(size_t len)
{
    size_t size = whole_pages(len);
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED)
        return NULL;
    if (mlock(at, size) != 0 || madvise(at, size, MADV_DONTDUMP) != 0 ||
        madvise(at, size, MADV_DONTFORK) != 0) {
        munmap(at, size);
        return NULL;
    }
    return at;
}

void secret_free(void *at, size_t len)
{
    if (at == NULL)
        return;
    wipe(at, len);
    munmap(at, whole_pages(len));
}

void *wiping_malloc(size_t len)
{
    return malloc(len > 0 ? len : 1);
}

void wiping_free(void *at)
{
    if (at == NULL)
        return;
    wipe(at, malloc_usable_size(at));
    free(at);
}

void *wiping_realloc(void *at, size_t len)
{
    size_t had = at != NULL ? malloc_usable_size(at) : 0;
    void *to = NULL;

    if (at != NULL && len <= had && len > had / 2)
        return at;
    to = wiping_malloc(len);
    if (to == NULL)
        return NULL;
    if (had > 0)
        memcpy(to, at, had < len ? had : len);
    wiping_free(at);
    return to;
}

static void *openssl_malloc(size_t len, const char *file, int line)
{
    (void)file, (void)line;
    return wiping_malloc(len);
}

static void *openssl_realloc(void *at, size_t len, const char *file, int line)
{
    (void)file, (void)line;
    return wiping_realloc(at, len);
}

static void openssl_free(void *at, const char *file, int line)
{
    (void)file, (void)line;
    wiping_free(at);
}

bool secret_process(void)
{
    struct rlimit none = {0, 0};

    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) == 1;
}
