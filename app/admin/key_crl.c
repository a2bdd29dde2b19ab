#include "app/admin/authority.h"
#include "app/admin/demo_folder.h"
#include "app/admin/key_work.h"
#include "crypto/x509_icao.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A list is made anew with each quarter's key; a late one finds the old list still in its time. */
enum { CERTIFICATE_MAX = 4096, CRL_MAX = 1 << 18, HALF_A_YEAR = 190 * 24 * 60 * 60 };

/* The certificates of withdrawn barcode signers. */
struct list {
    size_t count;
    struct bytes der[KEY_REGISTER_MAX];
    struct x509_icao_withdrawn at[KEY_REGISTER_MAX];
};

static bool collect(const struct key_work *work, const struct key_register *keys, struct list *out)
{
    for (size_t i = 0; i < keys->count; i++) {
        const struct key_entry *entry = &keys->at[i];
        struct bytes *der = &out->der[out->count];
        char name[KEYS_NAME_SIZE + sizeof ".der"];

        if (entry->state != KEY_WITHDRAWN || strcmp(entry->purpose, "vds") != 0)
            continue;
        *der = bytes_new(CERTIFICATE_MAX);
        out->count++;
        (void)snprintf(name, sizeof name, "%s.der", entry->name);
        if (!demo_read(work->settings->record, name, der))
            return false;
        out->at[out->count - 1] = (struct x509_icao_withdrawn){
            .signer_der = bytes_view(der),
            .since = entry->until < work->now ? entry->until : work->now};
    }
    return true;
}

static bool sign_list(const struct key_work *work, const struct list *list,
                      const struct authority *by)
{
    int64_t now = work->now;
    struct bytes crl = bytes_new(CRL_MAX);
    bool made = x509_icao_make_crl(list->at, list->count, (uint32_t)now, now, now + HALF_A_YEAR,
                                   by->csca, bytes_view(&by->csca_der), &crl) &&
                key_publish(work->settings->record, KEY_CRL, bytes_view(&crl));

    bytes_free(&crl);
    return made;
}

bool key_crl_make(const struct key_work *work, const struct key_register *keys)
{
    struct list *list = NULL;
    struct authority by = {0};
    bool made = false;

    if (work->authority == NULL)
        return key_refuse(work, "vds", "--authority is missing");
    list = calloc(1, sizeof *list);
    if (list != NULL && authority_open(work->authority, &by, work->why))
        made = (collect(work, keys, list) && sign_list(work, list, &by)) ||
               key_refuse(work, KEY_CRL, "could not be made");
    for (size_t i = 0; list != NULL && i < list->count; i++)
        bytes_free(&list->der[i]);
    authority_close(&by);
    free(list);
    return made;
}
