/* formats.h
 * How GPX 1.1, GeoJSON and KML write a track: the texts around the parts, and the parts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FORMATS_H
#define GT06_FORMATS_H

#include "timeline.h"

enum { GT06_COLUMNS = 2 };

/* A part of the file with one cell for each point. */
typedef struct {
    gsize width; /* bytes of the longest, line feed included; 0: there is no such part */
    void (*write)(GString *out, const gt06_point *point, bool first);
} gt06_column;

/* The first part has the alarms, in the order in which they came; the columns follow. */
typedef struct {
    const char *ending; /* of file names */
    const char *content_type;
    const char *fixed[GT06_COLUMNS + 2]; /* around the parts; @ stands for the track's name */
    void (*write_alarm)(GString *out, const gt06_point *point, const char *name);
    gt06_column columns[GT06_COLUMNS];
    void (*second_point)(GString *text); /* what changes when there is a second point, or NULL */
} gt06_format;

enum { GT06_FORMATS = 3 };

extern const gt06_format gt06_formats[GT06_FORMATS];

#endif
