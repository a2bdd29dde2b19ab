#include "app/vrs/door.h"

#include "app/vrs/passage.h"
#include "drivers/host/log.h"
#include "drivers/net/deadline.h"

#include <stdlib.h>

enum { HTTP_OK = 200, HTTP_BUG = 500 };

/* A request on its way to the signer and back. */
struct errand {
    struct server_request *request;
    const struct passage *passage;
    struct passage_facts facts;
};

static void write_log(const struct errand *errand, enum err code)
{
    const struct passage_facts *facts = &errand->facts;
    const struct log_entry entry = {
        .step = errand->passage != NULL ? errand->passage->name : "stranger",
        .transaction = facts->transaction[0] != 0 ? facts->transaction : NULL,
        .area = facts->area[0] != 0 ? facts->area : NULL,
        .peer = server_peer(errand->request)->name,
        .code = code};

    log_write(&entry);
}

static void answer_problem(struct errand *errand, struct wire_problem problem)
{
    struct bytes body = bytes_new(WIRE_MAX);

    write_log(errand, problem.code);
    if (!wire_problem_encode(&problem, &body))
        problem.status = HTTP_BUG;
    server_answer(&errand->request, problem.status, WIRE_TYPE_PROBLEM, bytes_view(&body));
    bytes_free(&body);
}

static void answer(struct errand *errand, enum err code, struct view body)
{
    if (code != ERR_OK) {
        answer_problem(errand, wire_problem_of(code));
        return;
    }
    write_log(errand, code);
    server_answer(&errand->request, HTTP_OK, errand->facts.type, body);
}

static void free_errand(struct errand *errand)
{
    wipe(errand, sizeof *errand);
    free(errand);
}

static void pass_problem(struct errand *errand, struct view body)
{
    struct wire_problem problem;
    enum err code = wire_problem_decode(body, &problem);

    answer_problem(errand, code == ERR_OK ? problem : wire_problem_of(code));
}

static void pass_answer(struct errand *errand, struct view body)
{
    struct bytes out = bytes_new(WIRE_MAX);
    enum err code = errand->passage->answer(body, &errand->facts, &out);

    answer(errand, code, bytes_view(&out));
    bytes_free(&out);
}

static void on_signer(void *self, bool arrived, uint8_t kind, struct view body)
{
    struct errand *errand = self;

    if (!arrived)
        answer(errand, ERR_RAISE(AK_N06), (struct view){0});
    else if (kind == WIRE_SIGNER_ANSWER)
        pass_answer(errand, body);
    else if (kind == WIRE_SIGNER_PROBLEM)
        pass_problem(errand, body);
    else
        answer(errand, ERR_RAISE(AK_N95), (struct view){0});
    free_errand(errand);
}

static enum err ask_signer(struct door *door, struct errand *errand)
{
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (errand->passage == NULL)
        return ERR_RAISE(AK_N96);
    code = errand->passage->ask(server_body(errand->request), &errand->facts, &body);
    if (code == ERR_OK)
        local_client_ask(door->signer, (uint8_t)errand->passage->kind, bytes_view(&body),
                         deadline_share(server_left_ms(errand->request)), on_signer, errand);
    bytes_free(&body);
    return code;
}

void door_serve(void *self, struct server_request *request)
{
    struct errand *errand = calloc(1, sizeof *errand);
    enum err code = ERR_OK;

    if (errand == NULL) {
        server_answer(&request, HTTP_BUG, NULL, (struct view){0});
        return;
    }
    errand->request = request;
    errand->passage = passage_for(server_path(request));
    errand->facts.type = WIRE_TYPE_MESSAGE;
    code = ask_signer(self, errand);
    if (code != ERR_OK) {
        answer(errand, code, (struct view){0});
        free_errand(errand);
    }
}
