#include "app/record/municipalities.h"

#include "app/record/municipalities_table.h"

#include <stdlib.h>
#include <string.h>

static int check_digit(const char *code)
{
    int sum = 0;

    for (int i = 0; i < AREA_CODE_LEN - 1; i++)
        sum += (AREA_CODE_LEN - i) * (code[i] - '0');
    return (11 - sum % 11) % 10;
}

static int compare(const void *code, const void *row)
{
    return strcmp(code, ((const struct municipality *)row)->code);
}

const struct municipality *municipality_by_code(const char *code)
{
    if (strlen(code) != AREA_CODE_LEN || strspn(code, "0123456789") != AREA_CODE_LEN ||
        code[AREA_CODE_LEN - 1] - '0' != check_digit(code))
        return NULL;
    return bsearch(code, municipalities_table, municipalities_count, sizeof *municipalities_table,
                   compare);
}
