#include "hw/vprinter/answer.h"

#include "hw/vprinter/attributes.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* One request on its way to its answer. */
struct exchange {
    struct printer *printer;
    const char *uri;
    ipp_t *request, *answer;
    struct bytes *document;
    const struct mishap *mishap;
};

static void refuse(struct exchange *x, ipp_status_t status)
{
    ippSetStatusCode(x->answer, status);
}

static const char *text_of(struct exchange *x, const char *name, ipp_tag_t tag,
                           const char *fallback)
{
    ipp_attribute_t *found = ippFindAttribute(x->request, name, tag);
    const char *text = found != NULL ? ippGetString(found, 0, NULL) : NULL;

    return text != NULL ? text : fallback;
}

/* The job that a request names, by its id or by its URI; 0 when it names none. */
static int job_of(struct exchange *x)
{
    ipp_attribute_t *id = ippFindAttribute(x->request, "job-id", IPP_TAG_INTEGER);
    const char *uri = text_of(x, "job-uri", IPP_TAG_URI, "");
    const char *last = strrchr(uri, '/');
    long number = last != NULL ? strtol(last + 1, NULL, 10) : 0;

    if (id != NULL)
        return ippGetInteger(id, 0);
    return number > 0 && number <= INT_MAX ? (int)number : 0;
}

static void show_job(struct exchange *x, int id)
{
    struct job job;
    struct printer_status status;

    printer_status(x->printer, &status);
    if (!printer_job(x->printer, id, &job)) {
        refuse(x, IPP_STATUS_ERROR_NOT_FOUND);
        return;
    }
    attributes_job(x->answer, x->request, &job, &status, x->uri);
}

static void get_printer_attributes(struct exchange *x)
{
    struct printer_status status;

    printer_status(x->printer, &status);
    attributes_printer(x->answer, x->request, &status, x->uri);
}

/* Whether the wishes of a new job can be met; says why not. */
static bool check_wishes(struct exchange *x)
{
    struct printer_status status;

    printer_status(x->printer, &status);
    if (x->mishap->refused ||
        !attributes_takes(text_of(x, "document-format", IPP_TAG_MIMETYPE, NULL), status.urf)) {
        refuse(x, IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED);
        return false;
    }
    if (strcmp(text_of(x, "compression", IPP_TAG_KEYWORD, "none"), "none") != 0) {
        refuse(x, IPP_STATUS_ERROR_COMPRESSION_NOT_SUPPORTED);
        return false;
    }
    if (attributes_unsupported(x->answer, x->request) > 0) {
        refuse(x, IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES);
        return false;
    }
    return true;
}

static void validate_job(struct exchange *x)
{
    (void)check_wishes(x);
}

static int new_job(struct exchange *x)
{
    int id = printer_create_job(x->printer, text_of(x, "job-name", IPP_TAG_NAME, "untitled"),
                                text_of(x, "requesting-user-name", IPP_TAG_NAME, "anonymous"));

    if (id == 0)
        refuse(x, IPP_STATUS_ERROR_BUSY);
    return id;
}

/* The same document once more, in a job of which the sender is told nothing. */
static void take_again(struct exchange *x, struct bytes *copy)
{
    int id = new_job(x);

    if (id > 0 && !printer_give(x->printer, id, copy))
        refuse(x, IPP_STATUS_ERROR_NOT_POSSIBLE);
}

static void create_job(struct exchange *x)
{
    int id = check_wishes(x) ? new_job(x) : 0;

    if (id > 0)
        show_job(x, id);
}

static void give(struct exchange *x, int id)
{
    struct bytes copy = bytes_new(x->document->max);
    bool again = x->mishap->twice && bytes_append(&copy, bytes_view(x->document));

    if (printer_give(x->printer, id, x->document)) {
        if (again)
            take_again(x, &copy);
        show_job(x, id);
    } else {
        refuse(x, IPP_STATUS_ERROR_NOT_POSSIBLE);
    }
    bytes_free(&copy);
}

static void send_document(struct exchange *x)
{
    struct job job;
    int id = job_of(x);

    if (!printer_job(x->printer, id, &job))
        refuse(x, IPP_STATUS_ERROR_NOT_FOUND);
    else if (ippFindAttribute(x->request, "last-document", IPP_TAG_BOOLEAN) == NULL)
        refuse(x, IPP_STATUS_ERROR_BAD_REQUEST);
    else if (check_wishes(x))
        give(x, id);
}

static void print_job(struct exchange *x)
{
    int id = check_wishes(x) ? new_job(x) : 0;

    if (id > 0)
        give(x, id);
}

static void get_job_attributes(struct exchange *x)
{
    show_job(x, job_of(x));
}

static void get_jobs(struct exchange *x)
{
    bool ended =
        strcmp(text_of(x, "which-jobs", IPP_TAG_KEYWORD, "not-completed"), "completed") == 0;
    ipp_attribute_t *limit = ippFindAttribute(x->request, "limit", IPP_TAG_INTEGER);
    ipp_attribute_t *my = ippFindAttribute(x->request, "my-jobs", IPP_TAG_BOOLEAN);
    bool mine = my != NULL && ippGetBoolean(my, 0);
    struct job *jobs = calloc(PRINTER_JOBS_MAX, sizeof *jobs);
    struct printer_status status;
    size_t count = 0;

    if (jobs == NULL) {
        refuse(x, IPP_STATUS_ERROR_INTERNAL);
        return;
    }
    /* Without a wish only id and uri are told (RFC 8011 §4.2.6). */
    if (ippFindAttribute(x->request, "requested-attributes", IPP_TAG_KEYWORD) == NULL)
        ippAddStrings(x->request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2,
                      NULL, (const char *const[]){"job-id", "job-uri"});
    printer_status(x->printer, &status);
    count = printer_jobs(x->printer, ended, jobs, PRINTER_JOBS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (mine && strcmp(jobs[i].user, text_of(x, "requesting-user-name", IPP_TAG_NAME, "")) != 0)
            continue;
        if (limit != NULL && (int)i >= ippGetInteger(limit, 0))
            break;
        ippAddSeparator(x->answer);
        attributes_job(x->answer, x->request, &jobs[i], &status, x->uri);
    }
    free(jobs);
}

static void cancel_job(struct exchange *x)
{
    struct job job;
    int id = job_of(x);

    if (!printer_job(x->printer, id, &job))
        refuse(x, IPP_STATUS_ERROR_NOT_FOUND);
    else if (!printer_cancel(x->printer, id))
        refuse(x, IPP_STATUS_ERROR_NOT_POSSIBLE);
}

/* The document of a job is its only one, and is closed already. */
static void close_job(struct exchange *x)
{
    show_job(x, job_of(x));
}

static void identify(struct exchange *x)
{
    (void)x;
}

static const struct {
    ipp_op_t operation;
    void (*answer)(struct exchange *x);
} operations[] = {
    {IPP_OP_PRINT_JOB, print_job},   {IPP_OP_VALIDATE_JOB, validate_job},
    {IPP_OP_CREATE_JOB, create_job}, {IPP_OP_SEND_DOCUMENT, send_document},
    {IPP_OP_CANCEL_JOB, cancel_job}, {IPP_OP_GET_JOB_ATTRIBUTES, get_job_attributes},
    {IPP_OP_GET_JOBS, get_jobs},     {IPP_OP_GET_PRINTER_ATTRIBUTES, get_printer_attributes},
    {IPP_OP_CLOSE_JOB, close_job},   {IPP_OP_IDENTIFY_PRINTER, identify},
};

/* The first two attributes have to be charset and language, in this order (RFC 8011 §4.1.4). */
static bool is_well_formed(ipp_t *request)
{
    ipp_attribute_t *charset = ippFirstAttribute(request);
    ipp_attribute_t *language = ippNextAttribute(request);

    return charset != NULL && language != NULL && ippGetName(charset) != NULL &&
           ippGetName(language) != NULL && strcmp(ippGetName(charset), "attributes-charset") == 0 &&
           ippGetValueTag(charset) == IPP_TAG_CHARSET &&
           strcmp(ippGetName(language), "attributes-natural-language") == 0 &&
           ippGetValueTag(language) == IPP_TAG_LANGUAGE &&
           (ippFindAttribute(request, "printer-uri", IPP_TAG_URI) != NULL ||
            ippFindAttribute(request, "job-uri", IPP_TAG_URI) != NULL);
}

static void dispatch(struct exchange *x)
{
    int minor = 0, major = ippGetVersion(x->request, &minor);

    if (major < 1 || major > 2) {
        refuse(x, IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED);
        return;
    }
    if (ippGetRequestId(x->request) <= 0 || !is_well_formed(x->request)) {
        refuse(x, IPP_STATUS_ERROR_BAD_REQUEST);
        return;
    }
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
        if (operations[i].operation == ippGetOperation(x->request)) {
            operations[i].answer(x);
            return;
        }
    refuse(x, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
}

ipp_t *answer(struct printer *printer, const char *uri, ipp_t *request, struct bytes *document,
              const struct mishap *mishap)
{
    struct exchange x = {printer, uri, request, ippNewResponse(request), document, mishap};

    if (x.answer != NULL)
        dispatch(&x);
    return x.answer;
}
