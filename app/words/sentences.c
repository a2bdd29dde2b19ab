#include "app/words/sentences.h"

#include "app/words/sentences_table.h"

struct sentence sentence_of(enum err code, enum language language)
{
    for (size_t i = 0; i < sentences_count; i++)
        if (sentences_table[i].code == code)
            return sentences_table[i].in[language];
    return (struct sentence){err_meaning(code), ""};
}
