#include "app/centre/front.h"

#include "crypto/base/secret.h"
#include "drivers/host/log.h"
#include "drivers/net/deadline.h"

#include <stddef.h>
#include <string.h>

enum { HTTP_OK = 200, HTTP_BUG = 500 };

/* A request on its way to the vrs and back. */
struct visit {
    struct server_request *request;
    const struct step *step;
    struct errand errand;
};

static void write_log(const struct visit *visit, enum err code)
{
    const struct errand *errand = &visit->errand;
    const struct log_entry entry = {.step = visit->step != NULL ? visit->step->name : "stranger",
                                    .transaction =
                                        errand->transaction[0] != 0 ? errand->transaction : NULL,
                                    .area = errand->area[0] != 0 ? errand->area : NULL,
                                    .peer = server_peer(visit->request)->name,
                                    .code = code};

    log_write(&entry);
}

static void answer_problem(struct visit *visit, struct wire_problem problem)
{
    struct bytes body = bytes_new(WIRE_MAX);

    if (!wire_problem_encode(&problem, &body))
        problem.status = HTTP_BUG;
    server_answer(&visit->request, problem.status, WIRE_TYPE_PROBLEM, bytes_view(&body));
    bytes_free(&body);
}

/* The end of every visit, however it came. */
static void finish(struct visit *visit, enum err code, struct view body)
{
    write_log(visit, code);
    if (code == ERR_OK)
        server_answer(&visit->request, HTTP_OK, visit->step->type, body);
    else
        answer_problem(visit, wire_problem_of(code));
    errand_wipe(&visit->errand);
    wiping_free(visit);
}

/* A problem that says why is passed on; a server that is too busy to say gives none. */
static enum err refusal_of(struct view body)
{
    struct wire_problem problem;

    return wire_problem_decode(body, &problem) == ERR_OK ? problem.code : ERR_RAISE(AK_N04);
}

static void on_vrs(void *self, const struct relay_answer *answer)
{
    struct visit *visit = self;
    struct bytes reply = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (!answer->arrived)
        code = ERR_RAISE(AK_N05);
    else if (answer->status != HTTP_OK)
        code = refusal_of(answer->body);
    else
        code = visit->step->end(&visit->errand, answer->body, &reply);
    finish(visit, code, bytes_view(&reply));
    bytes_free(&reply);
}

static enum err ask_vrs(const struct front *front, struct visit *visit)
{
    struct bytes question = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (visit->step == NULL)
        return ERR_RAISE(AK_N94);
    code = visit->step->begin(&visit->errand, server_body(visit->request), &question);
    if (code == ERR_OK)
        relay_ask(front->relay, visit->step->vrs_path, bytes_view(&question),
                  deadline_share(server_left_ms(visit->request)), on_vrs, visit);
    bytes_free(&question);
    return code;
}

void front_serve(void *self, struct server_request *request)
{
    const struct front *front = self;
    struct visit *visit = NULL;
    enum err code = ERR_OK;

    if (strcmp(server_path(request), WIRE_AWAIT) == 0) {
        lookout_serve(front->lookout, request);
        return;
    }
    visit = wiping_malloc(sizeof *visit);
    if (visit == NULL) {
        server_answer(&request, HTTP_BUG, NULL, (struct view){0});
        return;
    }
    *visit = (struct visit){.request = request, .step = step_for(server_path(request))};
    errand_open(&visit->errand, front->desk, server_peer(request)->digest);
    code = ask_vrs(front, visit);
    if (code != ERR_OK)
        finish(visit, code, (struct view){0});
}
