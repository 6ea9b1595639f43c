/* quantile.h
 * A median or percentile that is right after every value.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_QUANTILE_H
#define GT06_QUANTILE_H

#include <glib.h>
#include <stdint.h>

/*
 * The values up to the quantile and those above it, each a heap with the value next to the
 * quantile on top: a value costs 4 bytes and logarithmic time.
 */
typedef struct {
    unsigned percent; /* 50: the median */
    GArray *below;    /* int32_t, the largest on top */
    GArray *above;    /* int32_t, the smallest on top */
} gt06_quantile;

void gt06_quantile_begin(gt06_quantile *quantile, unsigned percent);

void gt06_quantile_add(gt06_quantile *quantile, int32_t value);

/* How many values there are. */
unsigned gt06_quantile_count(const gt06_quantile *quantile);

/* The smallest value that `percent` of all values do not exceed (nearest rank); 0 of none. */
int32_t gt06_quantile_value(const gt06_quantile *quantile);

void gt06_quantile_end(gt06_quantile *quantile);

#endif
