/* Inside app/record only: the table made from data/municipalities.csv, ascending by code. */
#ifndef APP_RECORD_MUNICIPALITIES_TABLE_H
#define APP_RECORD_MUNICIPALITIES_TABLE_H

#include "app/record/municipalities.h"

extern const struct municipality municipalities_table[];
extern const size_t municipalities_count;

#endif
