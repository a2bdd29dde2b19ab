#include "app/admin/control_command.h"

#include "crypto/base/bytes.h"
#include "drivers/host/command.h"
#include "drivers/host/conf.h"
#include "drivers/host/file.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME "akashi-admin"
#define USE                                                                                        \
    "centre open|close|show --control FILE [--opens HH:MM --closes HH:MM]"                         \
    " [--ja TEXT --en TEXT --zh TEXT --ko TEXT | --no-notice]"

enum { TEXT_SIZE = 241, FILE_MAX = 4096 };

/* What the file says, in its order. */
enum { CLOSED, OPENS, CLOSES, JA, EN, ZH, KO, FIELDS };

static const char *const names[FIELDS] = {"service.closed", "service.opens", "service.closes",
                                          "notice.ja",      "notice.en",     "notice.zh",
                                          "notice.ko"};

struct file {
    const char *path;
    char text[FIELDS][TEXT_SIZE];
};

/* A file that is not there yet says that the service is open at all hours. */
static bool read_file(struct file *file, char *why)
{
    static const char *const first[FIELDS] = {"no", "00:00", "00:00", "", "", "", ""};
    struct conf_item items[FIELDS];

    for (size_t i = 0; i < FIELDS; i++) {
        items[i] =
            (struct conf_item){names[i], CONF_TEXT, file->text[i], TEXT_SIZE, first[i], 0, 0};
        (void)snprintf(file->text[i], TEXT_SIZE, "%s", first[i]);
    }
    return access(file->path, F_OK) != 0 || conf_load(file->path, NULL, items, FIELDS, why);
}

/* "06:30" to "24:00". */
static bool is_hour(const char *text)
{
    return strlen(text) == 5 && text[2] == ':' && strspn(text, "0123456789:") == 5 &&
           strchr(text + 3, ':') == NULL && text[1] != ':' && text[0] != ':' && text[3] < '6' &&
           strcmp(text, "24:00") <= 0;
}

/* One line that the file gives back as it is: a semicolon would begin a remark. */
static bool is_line(const char *text)
{
    for (const char *at = text; *at != 0; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f || *at == ';')
            return false;
    return text[0] != 0 && strlen(text) < TEXT_SIZE;
}

static bool is_notice_whole(const struct file *file)
{
    for (size_t i = EN; i < FIELDS; i++)
        if ((file->text[i][0] != 0) != (file->text[JA][0] != 0))
            return false;
    return true;
}

static bool take(struct file *file, int field, const char *text)
{
    bool good = field == OPENS || field == CLOSES ? is_hour(text) : is_line(text);

    if (good)
        (void)snprintf(file->text[field], TEXT_SIZE, "%s", text);
    return good;
}

static const struct option options[] = {{"opens", required_argument, NULL, OPENS},
                                        {"closes", required_argument, NULL, CLOSES},
                                        {"ja", required_argument, NULL, JA},
                                        {"en", required_argument, NULL, EN},
                                        {"zh", required_argument, NULL, ZH},
                                        {"ko", required_argument, NULL, KO},
                                        {"control", required_argument, NULL, 'c'},
                                        {"no-notice", no_argument, NULL, 'n'},
                                        {0}};

/* The path first: what stands in the file is the ground that the rest is written on. */
static bool find_path(int argc, char **argv, struct file *file)
{
    int option = 0;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == '?')
            return false;
        if (option == 'c')
            file->path = optarg;
    }
    return optind == argc && file->path != NULL;
}

static bool take_options(int argc, char **argv, struct file *file)
{
    int option = 0;

    optind = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'n')
            for (size_t i = JA; i < FIELDS; i++)
                file->text[i][0] = 0;
        else if (option < FIELDS && !take(file, option, optarg))
            return false;
    }
    return is_notice_whole(file);
}

static bool format(const struct file *file, struct bytes *out)
{
    char line[TEXT_SIZE + 16];
    bool good = bytes_append_text(out, "# Written by akashi-admin centre.\n[service]\n");

    for (size_t i = 0; good && i < FIELDS; i++) {
        const char *key = strchr(names[i], '.') + 1;

        good = (i != JA || bytes_append_text(out, "[notice]\n")) &&
               snprintf(line, sizeof line, "%s = %s\n", key, file->text[i]) < (int)sizeof line &&
               bytes_append_text(out, line);
    }
    return good;
}

static int write_file(const struct file *file)
{
    struct bytes text = bytes_new(FILE_MAX);
    bool written = format(file, &text) && file_write(file->path, bytes_view(&text), 0644);

    bytes_free(&text);
    return written ? EXIT_YES : command_refuse(NAME, "the control file cannot be written");
}

static int show_file(const struct file *file)
{
    for (size_t i = 0; i < FIELDS; i++)
        printf("%s=%s\n", names[i], file->text[i]);
    return strcmp(file->text[CLOSED], "no") == 0 ? EXIT_YES : EXIT_NO;
}

int control_command(int argc, char **argv)
{
    struct file file = {0};
    char why[CONF_WHY_SIZE] = "";
    const char *what = argc > 0 ? argv[0] : "";
    bool close = strcmp(what, "close") == 0, show = strcmp(what, "show") == 0;

    if ((!close && !show && strcmp(what, "open") != 0) || !find_path(argc, argv, &file))
        return command_refuse(NAME, USE);
    if (!read_file(&file, why))
        return command_refuse(NAME, why);
    if (show)
        return show_file(&file);
    if (!take_options(argc, argv, &file))
        return command_refuse(NAME, "an hour is not like 06:30, or a notice is not one line of at "
                                    "most 240 bytes in each of the four languages");
    (void)snprintf(file.text[CLOSED], TEXT_SIZE, "%s", close ? "yes" : "no");
    return write_file(&file);
}
