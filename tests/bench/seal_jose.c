#include "seal_jose.h"

#include "crypto/base64.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 16, ANSWER_SIZE = 64 };

extern char **environ;

struct jose {
    pid_t pid;
    FILE *to, *from;
};

static bool spawn(struct jose *jose, int to[2], int from[2])
{
    char node[] = "node", script[] = BENCH_SOURCES "/issue-shc.mjs", folder[] = JOSE_FOLDER;
    char *argv[] = {node, script, folder, NULL};
    posix_spawn_file_actions_t actions;
    bool good = false;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    good = posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO) == 0 &&
           posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO) == 0 &&
           posix_spawnp(&jose->pid, node, &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return good;
}

/* What node needs to know, in one line of base64url parts. */
static bool send_work(const struct jose *jose, const struct ec_key *key, const char *kid,
                      struct view claims)
{
    struct bytes pem = bytes_new_secret(TEXT_MAX), line = bytes_new_secret(TEXT_MAX);
    bool good = ec_key_to_pem(key, &pem) && base64url_encode(bytes_view(&pem), &line) &&
                bytes_append_text(&line, " ") && bytes_append_text(&line, kid) &&
                bytes_append_text(&line, " ") && base64url_encode(claims, &line) &&
                bytes_append_text(&line, "\n") &&
                fwrite(line.at, 1, line.len, jose->to) == line.len && fflush(jose->to) == 0;

    bytes_free(&pem);
    bytes_free(&line);
    return good;
}

struct jose *jose_open(const struct ec_key *key, const char *kid, struct view claims)
{
    struct jose *jose = calloc(1, sizeof *jose);
    int to[2] = {-1, -1}, from[2] = {-1, -1};
    bool good = jose != NULL && pipe2(to, O_CLOEXEC) == 0 && pipe2(from, O_CLOEXEC) == 0 &&
                signal(SIGPIPE, SIG_IGN) != SIG_ERR && spawn(jose, to, from);

    if (to[0] >= 0)
        close(to[0]);
    if (from[1] >= 0)
        close(from[1]);
    if (jose != NULL) {
        jose->to = to[1] >= 0 ? fdopen(to[1], "w") : NULL;
        jose->from = from[0] >= 0 ? fdopen(from[0], "r") : NULL;
    }
    good = good && jose->to != NULL && jose->from != NULL && send_work(jose, key, kid, claims) &&
           jose_issue(jose, 1) > 0;
    if (!good)
        jose_close(&jose);
    return jose;
}

void jose_close(struct jose **jose)
{
    if (*jose == NULL)
        return;
    if ((*jose)->to != NULL)
        fclose((*jose)->to);
    if ((*jose)->from != NULL)
        fclose((*jose)->from);
    if ((*jose)->pid > 0)
        (void)waitpid((*jose)->pid, NULL, 0);
    free(*jose);
    *jose = NULL;
}

double jose_issue(struct jose *jose, int count)
{
    char answer[ANSWER_SIZE];

    if (fprintf(jose->to, "%d\n", count) < 0 || fflush(jose->to) != 0 ||
        fgets(answer, sizeof answer, jose->from) == NULL)
        return 0;
    return strtod(answer, NULL);
}
