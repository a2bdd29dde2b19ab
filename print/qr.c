#include "print/qr.h"

#include "crypto/base/bytes.h"

#include <qrencode.h>
#include <string.h>

static const char shc[] = "shc:/", dcc[] = "HC1:";

/* What QR's alphanumeric mode can say, which is what base45 is made for. */
static const char qr_signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

size_t qr_segments(const char *text, struct qr_segment out[QR_SEGMENTS_MAX])
{
    size_t len = strlen(text), head = strlen(shc);

    if (strncmp(text, shc, head) == 0 && len > head &&
        strspn(text + head, "0123456789") == len - head) {
        out[0] = (struct qr_segment){QR_BYTES, 0, head};
        out[1] = (struct qr_segment){QR_DIGITS, head, len - head};
        return 2;
    }
    out[0] = (struct qr_segment){QR_BYTES, 0, len};
    if (strncmp(text, dcc, sizeof dcc - 1) == 0 && strspn(text, qr_signs) == len)
        out[0].mode = QR_SIGNS;
    return 1;
}

static QRencodeMode mode_of(enum qr_mode mode)
{
    if (mode == QR_DIGITS)
        return QR_MODE_NUM;
    return mode == QR_SIGNS ? QR_MODE_AN : QR_MODE_8;
}

static bool append(QRinput *input, const char *text)
{
    struct qr_segment segment[QR_SEGMENTS_MAX];
    size_t count = qr_segments(text, segment);

    for (size_t i = 0; i < count; i++) {
        if (QRinput_append(input, mode_of(segment[i].mode), (int)segment[i].len,
                           (const unsigned char *)text + segment[i].from) != 0)
            return false;
    }
    return true;
}

static void copy(const QRcode *code, char level, struct qr *out)
{
    *out = (struct qr){.version = code->version, .side = code->width, .level = level};
    for (int i = 0; i < code->width * code->width; i++)
        out->dark[i] = (code->data[i] & 1) != 0;
}

/* The library answers with a larger version than asked for when the text needs it. */
static bool encode(const char *text, QRecLevel level, int version_max, struct qr *out)
{
    QRinput *input = QRinput_new2(0, level);
    QRcode *code = NULL;
    bool ok = false;

    if (input == NULL || !append(input, text))
        goto out;
    code = QRcode_encodeInput(input);
    if (code == NULL || code->version > version_max)
        goto out;
    copy(code, level == QR_ECLEVEL_M ? 'M' : 'L', out);
    ok = true;
out:
    if (code != NULL)
        wipe(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
    QRinput_free(input);
    return ok;
}

bool qr_make(const char *text, int version_max, struct qr *out)
{
    return text[0] != '\0' && (encode(text, QR_ECLEVEL_M, version_max, out) ||
                               encode(text, QR_ECLEVEL_L, version_max, out));
}
