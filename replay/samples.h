/* samples.h
 * Durations, of which the median and the 99th percentile are told.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_SAMPLES_H
#define GT06_REPLAY_SAMPLES_H

#include <stdint.h>

#include <glib.h>

typedef struct {
    GArray *values; /* of uint32_t: microseconds; NULL while there are none */
    uint64_t count; /* of all; beyond a million the newest replace the oldest */
} gt06_samples;

void gt06_samples_add(gt06_samples *samples, uint64_t microseconds);

/* The value that `part` of all do not exceed, in milliseconds; 0 without any. */
double gt06_samples_percentile(const gt06_samples *samples, double part);
void gt06_samples_clear(gt06_samples *samples);

#endif
