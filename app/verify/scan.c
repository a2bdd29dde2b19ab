#include "app/verify/scan.h"

#include "app/seal/open.h"

#include <zbar.h>

static bool add_symbol(const zbar_symbol_t *symbol, struct codes *out)
{
    struct view text = view_of(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));

    return !code_is(text) || codes_add(out, text);
}

static bool add_symbols(const zbar_image_t *image, struct codes *out)
{
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);

    for (; symbol != NULL; symbol = zbar_symbol_next(symbol))
        if (!add_symbol(symbol, out))
            return false;
    return true;
}

/* Only QR: the decoders of other symbologies see codes in lines of text. */
static bool configure(zbar_image_scanner_t *scanner)
{
    return zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0) == 0 &&
           zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1) == 0;
}

bool scan_codes(const struct picture *picture, struct codes *out)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    bool good = false;

    if (scanner == NULL || image == NULL || !configure(scanner))
        goto out;
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)picture->width, (unsigned)picture->height);
    zbar_image_set_data(image, picture->grey.at, picture->grey.len, NULL);
    good = zbar_scan_image(scanner, image) >= 0 && add_symbols(image, out);
out:
    if (image != NULL)
        zbar_image_destroy(image);
    if (scanner != NULL)
        zbar_image_scanner_destroy(scanner);
    return good;
}
