/* samples.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "samples.h"

enum { MOST_SAMPLES = 1 << 20 };

void gt06_samples_add(gt06_samples *samples, uint64_t microseconds)
{
    const uint32_t value = (uint32_t)MIN(microseconds, G_MAXUINT32);

    if (!samples->values)
        samples->values = g_array_new(FALSE, FALSE, sizeof value);
    if (samples->values->len < MOST_SAMPLES)
        g_array_append_val(samples->values, value);
    else
        g_array_index(samples->values, uint32_t, samples->count % MOST_SAMPLES) = value;
    samples->count++;
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;

    return one < other ? -1 : one > other;
}

double gt06_samples_percentile(const gt06_samples *samples, double part)
{
    if (!samples->values)
        return 0;
    g_array_sort(samples->values, by_value);
    return g_array_index(samples->values, uint32_t, (guint)(part * (samples->values->len - 1))) /
           1000.0;
}

void gt06_samples_clear(gt06_samples *samples)
{
    if (samples->values)
        g_array_unref(samples->values);
}
