/* Prints one sample of every message, "NAME JSON" a line, for readers of the OpenAPI document. */
#include "unit/app/wire/samples.h"

#include <stdio.h>

int main(void)
{
    for (size_t i = 0; i < SAMPLES; i++) {
        struct bytes body = bytes_new(WIRE_MAX);

        if (!samples[i].make(&body))
            return 2;
        printf("%s %.*s\n", samples[i].name, (int)body.len, (const char *)body.at);
        bytes_free(&body);
    }
    return 0;
}
