#include "app/admin/line_authority.h"
#include "app/admin/line_role.h"
#include "crypto/x509_request.h"
#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PEM_MAX = 8192, HOUR = 60 * 60, DAY = 24 * HOUR, OVERLAPPING = 2 };

/* A certificate on its way to its holder. */
struct issue {
    const struct line_work *work;
    const struct line_request *request;
    struct line_authority by;
    struct line_entry entry;
    enum x509_use use;
    struct ec_key *key; /* of the holder; its private half only when it was made here */
    char key_path[PATH_MAX];
    struct bytes certificate;
};

static bool refuse(const struct issue *issue, const char *what)
{
    return line_refuse(issue->work, issue->request->name, what);
}

static size_t count_holding(const struct issue *issue)
{
    const struct line_register *entries = &issue->by.entries;
    size_t count = 0;

    for (size_t i = 1; i < entries->count; i++)
        if (line_entry_holds(&entries->at[i], issue->work->now) &&
            strcmp(entries->at[i].name, issue->request->name) == 0)
            count++;
    return count;
}

/* A new name, in the place that the request gives it. */
static bool name_new(struct issue *issue)
{
    const struct line_request *request = issue->request;
    const char *address = request->address;

    if (!line_name_good(request->name))
        return refuse(issue, "a name is 1 to 32 of a-z, 0-9 and -");
    if (!line_role_use(issue->by.entries.at[0].name, request->role, &issue->use))
        return line_refuse(issue->work, request->role,
                           "has no place on the line of this authority");
    if ((address != NULL) != (issue->use == X509_USE_SERVER))
        return refuse(issue, "a server has an address, and nobody else has");
    if (address != NULL && !line_address_good(address))
        return line_refuse(issue->work, address, "is not a numeric address");
    if (count_holding(issue) > 0)
        return refuse(issue, "the name is borne already; renew it, or withdraw it first");
    (void)snprintf(issue->entry.role, LINE_ROLE_SIZE, "%s", request->role);
    (void)snprintf(issue->entry.name, LINE_NAME_SIZE, "%s", request->name);
    (void)snprintf(issue->entry.address, LINE_ADDRESS_SIZE, "%s", address != NULL ? address : "-");
    return true;
}

/* The name, role and address of the certificate that is in force. */
static bool name_again(struct issue *issue)
{
    const struct line_register *entries = &issue->by.entries;
    size_t holding = count_holding(issue);

    if (holding == 0)
        return refuse(issue, "nothing in force is to be renewed; enrol it");
    if (holding >= OVERLAPPING)
        return refuse(issue, "was renewed already; withdraw the older one by its number first");
    for (size_t i = 1; i < entries->count; i++) {
        const struct line_entry *entry = &entries->at[i];

        if (!line_entry_holds(entry, issue->work->now) ||
            strcmp(entry->name, issue->request->name) != 0)
            continue;
        memcpy(issue->entry.role, entry->role, LINE_ROLE_SIZE);
        memcpy(issue->entry.name, entry->name, LINE_NAME_SIZE);
        memcpy(issue->entry.address, entry->address, LINE_ADDRESS_SIZE);
    }
    return line_role_use(entries->at[0].name, issue->entry.role, &issue->use) ||
           refuse(issue, "has no place on the line of this authority");
}

/* FILE.pem, FILE.key beside it, and neither there yet. */
static bool place(struct issue *issue)
{
    const char *out = issue->request->out;
    size_t len = strlen(out);

    if (len <= strlen(".pem") || len >= PATH_MAX || strcmp(out + len - strlen(".pem"), ".pem") != 0)
        return line_refuse(issue->work, out, "must end in .pem");
    memcpy(issue->key_path, out, len + 1);
    memcpy(issue->key_path + len - strlen(".pem"), ".key", sizeof ".key");
    if (access(out, F_OK) == 0)
        return line_refuse(issue->work, out, "is there already");
    return issue->request->csr != NULL || access(issue->key_path, F_OK) != 0 ||
           line_refuse(issue->work, issue->key_path, "is there already");
}

static bool take_key(struct issue *issue)
{
    struct bytes csr = bytes_new(PEM_MAX);
    const char *file = issue->request->csr, *why = "cannot be read";

    if (file == NULL)
        issue->key = ec_key_new();
    else if (file_read(file, &csr))
        issue->key = x509_request_key(bytes_view(&csr), &why);
    bytes_free(&csr);
    return issue->key != NULL || line_refuse(issue->work, file != NULL ? file : issue->key_path,
                                             file != NULL ? why : "a key could not be written");
}

/* What was withdrawn because of its key must not come back under another serial. */
static bool is_fresh(const struct issue *issue)
{
    const struct line_register *entries = &issue->by.entries;

    for (size_t i = 0; i < entries->count; i++)
        if (memcmp(entries->at[i].key, issue->entry.key, SHA256_LEN) == 0)
            return refuse(issue, "the key was certified before; make a new one");
    return true;
}

static bool certify(struct issue *issue)
{
    const struct line_work *work = issue->work;
    const char *address = issue->entry.address;
    char uri[X509_NAME_TEXT_MAX];
    const struct x509_plan plan = {.organisation = issue->by.organisation,
                                   .name = issue->entry.name,
                                   .uri = uri,
                                   .address = strcmp(address, "-") != 0 ? address : NULL,
                                   .use = issue->use,
                                   .from = work->now - HOUR, /* clocks differ */
                                   .until = work->now + (int64_t)issue->request->days * DAY};

    if (plan.until > issue->by.entries.at[0].until)
        return refuse(issue, "would outlive its authority; ask for fewer days");
    (void)snprintf(uri, sizeof uri, "akashi:%s:%s", issue->entry.role, issue->entry.name);
    if (!take_key(issue))
        return false;
    return (x509_make(&plan, issue->key, issue->by.key, bytes_view(&issue->by.pem),
                      &issue->certificate) &&
            line_entry_fill(bytes_view(&issue->certificate), issue->key, &plan, &issue->entry)) ||
           refuse(issue, "could not be certified");
}

/* The register knows of a certificate before anybody holds it. */
static bool enter(struct issue *issue)
{
    return (line_register_add(&issue->by.entries, &issue->entry) &&
            line_register_write(issue->work->folder, &issue->by.entries)) ||
           refuse(issue, LINE_REGISTER " cannot be written");
}

static bool hand_out(struct issue *issue)
{
    bool own = issue->request->csr == NULL;

    if (own && !line_key_write(issue->key_path, issue->key))
        return line_refuse(issue->work, issue->key_path, "cannot be written");
    if (!enter(issue)) {
        if (own)
            (void)unlink(issue->key_path);
        return false;
    }
    return file_write(issue->request->out, bytes_view(&issue->certificate), 0644) ||
           line_refuse(issue->work, issue->request->out,
                       "cannot be written; withdraw what the register says and begin again");
}

static bool make(struct issue *issue, bool (*name)(struct issue *issue))
{
    int days = issue->request->days;

    if (days < 1 || days > LINE_DAYS_MAX)
        return line_refuse(issue->work, "--days", "1 to 730");
    return name(issue) && place(issue) && line_authority_open_key(issue->work, &issue->by) &&
           certify(issue) && is_fresh(issue) && hand_out(issue);
}

static bool run(const struct line_work *work, const struct line_request *request,
                bool (*name)(struct issue *issue))
{
    struct issue issue = {.work = work, .request = request, .certificate = bytes_new(PEM_MAX)};
    bool made = line_authority_open(work, &issue.by) && make(&issue, name);

    line_authority_close(&issue.by);
    ec_key_free(&issue.key);
    bytes_free(&issue.certificate);
    return made;
}

bool line_enrol(const struct line_work *work, const struct line_request *request)
{
    return run(work, request, name_new);
}

bool line_renew(const struct line_work *work, const struct line_request *request)
{
    return run(work, request, name_again);
}
