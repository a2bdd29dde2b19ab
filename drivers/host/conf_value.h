/* Inside drivers/host only: one configuration value, from text into its place. */
#ifndef DRIVERS_HOST_CONF_VALUE_H
#define DRIVERS_HOST_CONF_VALUE_H

#include "drivers/host/conf.h"

/* Stores `text`. `folder` is what relative paths start from. NULL, or what is wrong with it. */
MUST_USE const char *conf_value_store(const struct conf_item *item, const char *text,
                                      const char *folder);

#endif
