#include "app/verify/picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

bool picture_new(struct picture *out, size_t width, size_t height)
{
    uint8_t *dots = NULL;

    *out = (struct picture){.grey = bytes_new(PICTURE_DOTS_MAX)};
    if (width == 0 || height == 0 || width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX)
        return false;
    dots = bytes_room(&out->grey, width * height);
    if (dots == NULL)
        return false;
    memset(dots, 0xff, width * height);
    out->width = width;
    out->height = height;
    out->grey.len = width * height;
    return true;
}

void picture_free(struct picture *picture)
{
    bytes_free(&picture->grey);
    picture->width = picture->height = 0;
}

bool picture_is_png(struct view file)
{
    return view_equal(view_cut(file, 0, 8), view_of("\x89PNG\r\n\x1a\n", 8));
}

bool picture_is_jpeg(struct view file)
{
    return view_equal(view_cut(file, 0, 3), view_of("\xff\xd8\xff", 3));
}

static bool read_png(struct view file, struct picture *out)
{
    static const png_color white = {255, 255, 255};
    png_image png = {.version = PNG_IMAGE_VERSION};
    bool good = png_image_begin_read_from_memory(&png, file.at, file.len) != 0;

    png.format = PNG_FORMAT_GRAY;
    good = good && picture_new(out, png.width, png.height) &&
           png_image_finish_read(&png, &white, out->grey.at, (png_int_32)png.width, NULL) != 0;
    png_image_free(&png);
    return good;
}

/* libjpeg ends a program at the first fault unless it is led elsewhere. */
struct jpeg_fault {
    struct jpeg_error_mgr base;
    jmp_buf back;
};

static void leave(j_common_ptr jpeg)
{
    longjmp(((struct jpeg_fault *)jpeg->err)->back, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static bool read_rows(struct jpeg_decompress_struct *jpeg, struct view file, struct picture *out)
{
    jpeg_mem_src(jpeg, file.at, file.len);
    if (jpeg_read_header(jpeg, TRUE) != JPEG_HEADER_OK)
        return false;
    jpeg->out_color_space = JCS_GRAYSCALE;
    if (!picture_new(out, jpeg->image_width, jpeg->image_height))
        return false;
    if (!jpeg_start_decompress(jpeg))
        return false;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = out->grey.at + jpeg->output_scanline * out->width;

        if (jpeg_read_scanlines(jpeg, &row, 1) != 1)
            return false;
    }
    return jpeg_finish_decompress(jpeg);
}

static bool read_jpeg(struct view file, struct picture *out)
{
    struct jpeg_decompress_struct jpeg = {0};
    struct jpeg_fault fault = {0};
    volatile bool good = false;

    jpeg.err = jpeg_std_error(&fault.base);
    fault.base.error_exit = leave;
    fault.base.output_message = say_nothing;
    if (setjmp(fault.back) == 0) {
        jpeg_create_decompress(&jpeg);
        good = read_rows(&jpeg, file, out);
    }
    jpeg_destroy_decompress(&jpeg);
    return good;
}

bool picture_read(struct view file, struct picture *out)
{
    bool good = false;

    *out = (struct picture){.grey = bytes_new(PICTURE_DOTS_MAX)};
    if (picture_is_png(file))
        good = read_png(file, out);
    else if (picture_is_jpeg(file))
        good = read_jpeg(file, out);
    if (!good)
        picture_free(out);
    return good;
}
