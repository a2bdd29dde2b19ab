/* Walks the way through the table that a kiosk's log tells of: replay LOG. Each state must be one
 * that the events before it lead to. A visit may break off (kill -9); what is told must be true. */
#include "tests/flow/trail.h"

int main(int argc, char **argv)
{
    struct trail trail = {0};
    FILE *log = argc == 2 ? fopen(argv[1], "r") : NULL;
    bool good = false;

    if (log == NULL) {
        fprintf(stderr, "usage: replay LOG\n");
        return 2;
    }
    good = trail_walk(&trail, log);
    (void)fclose(log);
    if (!good)
        printf("the table does not lead there: %s", trail.line);
    else
        printf("%d steps, all of them the table's\n", trail.words);
    return good && trail.words > 0 ? 0 : 1;
}
