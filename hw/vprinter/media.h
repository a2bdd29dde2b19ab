/* The one paper in the one tray, as IPP collections. */
#ifndef HW_VPRINTER_MEDIA_H
#define HW_VPRINTER_MEDIA_H

#include <cups/ipp.h>

#define MEDIA_SOURCE "main"
#define MEDIA_TYPE   "stationery"

/* Adds media-col-default, -ready, -database and media-size-supported. */
void media_add(ipp_t *to);

#endif
