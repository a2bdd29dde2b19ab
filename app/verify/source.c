#include "app/verify/source.h"

#include "app/verify/pdf.h"
#include "app/verify/picture.h"
#include "app/verify/scan.h"
#include "app/verify/text.h"
#include "drivers/host/file.h"

#include <string.h>

enum { FILE_MAX = 1 << 26 };

static bool take_page(void *self, const struct picture *page)
{
    return scan_codes(page, self);
}

static bool scan_file(struct view file, struct codes *out)
{
    struct picture picture;
    bool good = picture_read(file, &picture) && scan_codes(&picture, out);

    picture_free(&picture);
    return good;
}

static bool find_codes(struct view file, struct codes *out)
{
    if (pdf_is(file))
        return pdf_pages(file, take_page, out);
    if (picture_is_png(file) || picture_is_jpeg(file))
        return scan_file(file, out);
    return text_codes(file, out);
}

bool source_codes(const char *path, struct codes *out)
{
    struct bytes file = bytes_new(FILE_MAX);
    bool good = file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, &file) &&
                find_codes(bytes_view(&file), out);

    bytes_free(&file);
    return good;
}
