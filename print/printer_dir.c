#include "print/printer_dir.h"

#include "print/printer_format.h"
#include "print/trouble.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME_SIZE = 32, DOCUMENTS_MAX = 100000, DPI = 300, FOR_OWNER = 0600 };

struct folder {
    int fd;
    pthread_mutex_t lock;
    int64_t life;
};

static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct view *rest = from;

    if (len > rest->len)
        len = rest->len;
    if (len > 0)
        memcpy(to, rest->at, len);
    *rest = view_from(*rest, len);
    return (ssize_t)len;
}

static bool skip_page(cups_raster_t *raster, const cups_page_header2_t *header)
{
    unsigned len = header->cupsBytesPerLine;
    uint8_t *row = malloc(len);
    bool ok = row != NULL && len > 0;

    for (unsigned y = 0; ok && y < header->cupsHeight; y++)
        ok = cupsRasterReadPixels(raster, row, len) == len;
    if (row != NULL)
        wipe(row, len);
    free(row);
    return ok;
}

/* The whole pages of a stream: what is not there to its last dot is no sheet. */
static int count_pages(struct view stream)
{
    cups_raster_t *raster = cupsRasterOpenIO(take, &stream, CUPS_RASTER_READ);
    cups_page_header2_t header;
    int pages = 0;

    while (raster != NULL && cupsRasterReadHeader2(raster, &header) != 0 &&
           skip_page(raster, &header))
        pages++;
    if (raster != NULL)
        cupsRasterClose(raster);
    return pages;
}

static bool write_all(int fd, struct view stream)
{
    while (stream.len > 0) {
        ssize_t put = write(fd, stream.at, stream.len);

        if (put <= 0)
            return false;
        stream = view_from(stream, (size_t)put);
    }
    return true;
}

/* Under the next name that is free: no document ever takes the place of another. */
static bool keep(const struct folder *folder, struct view stream)
{
    char name[NAME_SIZE];
    int fd = -1;
    bool ok = false;

    for (int i = 1; fd < 0 && i < DOCUMENTS_MAX; i++) {
        (void)snprintf(name, sizeof name, "document-%d.pwg", i);
        fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FOR_OWNER);
    }
    if (fd >= 0) {
        ok = write_all(fd, stream);
        ok = close(fd) == 0 && ok;
    }
    return ok;
}

static void state(void *self, struct printer_state *out)
{
    struct folder *folder = self;

    pthread_mutex_lock(&folder->lock);
    *out = (struct printer_state){.ready = true,
                                  .able = PRINTER_PWG | PRINTER_A4,
                                  .format = PRINTER_PWG,
                                  .dpi = DPI,
                                  .life_count = folder->life,
                                  .tray = -1};
    pthread_mutex_unlock(&folder->lock);
}

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out)
{
    struct folder *folder = self;
    enum trouble trouble = TROUBLE_NONE;

    (void)deadline_ms, (void)halt;
    *out = (struct printer_result){.dead = true};
    pthread_mutex_lock(&folder->lock);
    if (printer_format_of(stream) != PRINTER_PWG)
        trouble = TROUBLE_FORMAT;
    else if (!keep(folder, stream))
        trouble = TROUBLE_STOPPED;
    else
        out->sheets = count_pages(stream);
    folder->life += out->sheets;
    pthread_mutex_unlock(&folder->lock);
    if (trouble == TROUBLE_NONE && out->sheets != pages)
        trouble = TROUBLE_UNCERTAIN;
    out->code = trouble_code(trouble);
}

static void close_folder(void *self)
{
    struct folder *folder = self;

    pthread_mutex_destroy(&folder->lock);
    close(folder->fd);
    free(folder);
}

bool printer_dir_open(const char *path, struct printer_port *out)
{
    struct folder *folder = calloc(1, sizeof *folder);

    if (folder == NULL)
        return false;
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0 || faccessat(folder->fd, ".", W_OK, 0) != 0) {
        if (folder->fd >= 0)
            close(folder->fd);
        free(folder);
        return false;
    }
    pthread_mutex_init(&folder->lock, NULL);
    *out = (struct printer_port){folder, state, print, close_folder};
    return true;
}
