/* timeline.h
 * Points in order of time, in cells that may be empty.
 *
 * Points come mostly in order, some late. A late one takes an empty cell near its place, so that
 * whoever mirrors the cells, as text for instance, has to renew a few of them only. As long as
 * nothing is late there are no empty cells between the points.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TIMELINE_H
#define GT06_TIMELINE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { GT06_UNITS_PER_DEGREE = 10000000 };

typedef struct {
    int64_t time;      /* seconds since 1970, UTC */
    int32_t latitude;  /* in 1/GT06_UNITS_PER_DEGREE, south negative */
    int32_t longitude; /* likewise, west negative */
    int16_t altitude;  /* m */
    bool has_altitude;
} gt06_point;

/* The cells from `first` up to, but without, `end`. */
typedef struct {
    unsigned first;
    unsigned end;
} gt06_span;

typedef struct gt06_timeline gt06_timeline;

gt06_timeline *gt06_timeline_new(void);
void gt06_timeline_free(gt06_timeline *timeline);

/*
 * Adds a point behind all that are not later. Most late points change few cells; where each of very
 * many comes to another page, the logarithm of their number.
 *
 * changed  receives the cells that are not what they were before
 * returns  false, and changes nothing, if the point repeats the one it would follow
 */
bool gt06_timeline_add(gt06_timeline *timeline, const gt06_point *point, gt06_span *changed);

/* The point in a cell, NULL if there is none. The first point is always in cell 0. */
const gt06_point *gt06_timeline_at(const gt06_timeline *timeline, unsigned cell);

#endif
