/* quantile.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "quantile.h"

#include <stdbool.h>

static int32_t *at(GArray *heap, unsigned place)
{
    return &g_array_index(heap, int32_t, place);
}

/* Does `a` belong above `b` in its heap? */
static bool precedes(int32_t a, int32_t b, bool largest_first)
{
    return largest_first ? a > b : a < b;
}

static void swap(int32_t *a, int32_t *b)
{
    int32_t kept = *a;

    *a = *b;
    *b = kept;
}

static void push(GArray *heap, int32_t value, bool largest_first)
{
    unsigned i = heap->len;

    g_array_append_val(heap, value);
    while (i > 0 && precedes(*at(heap, i), *at(heap, (i - 1) / 2), largest_first)) {
        swap(at(heap, i), at(heap, (i - 1) / 2));
        i = (i - 1) / 2;
    }
}

static int32_t pop(GArray *heap, bool largest_first)
{
    int32_t top = *at(heap, 0);
    unsigned i = 0;

    *at(heap, 0) = *at(heap, heap->len - 1);
    g_array_set_size(heap, heap->len - 1);
    for (;;) {
        unsigned first = i;

        for (unsigned child = 2 * i + 1; child <= 2 * i + 2 && child < heap->len; child++) {
            if (precedes(*at(heap, child), *at(heap, first), largest_first))
                first = child;
        }
        if (first == i)
            return top;
        swap(at(heap, i), at(heap, first));
        i = first;
    }
}

void gt06_quantile_begin(gt06_quantile *quantile, unsigned percent)
{
    quantile->percent = percent;
    quantile->below = g_array_new(FALSE, FALSE, sizeof(int32_t));
    quantile->above = g_array_new(FALSE, FALSE, sizeof(int32_t));
}

void gt06_quantile_add(gt06_quantile *quantile, int32_t value)
{
    uint64_t count = gt06_quantile_count(quantile) + (uint64_t)1;
    unsigned rank = (unsigned)((count * quantile->percent + 99) / 100);

    if (quantile->below->len > 0 && value > *at(quantile->below, 0))
        push(quantile->above, value, false);
    else
        push(quantile->below, value, true);
    while (quantile->below->len < rank)
        push(quantile->below, pop(quantile->above, false), true);
    while (quantile->below->len > rank)
        push(quantile->above, pop(quantile->below, true), false);
}

unsigned gt06_quantile_count(const gt06_quantile *quantile)
{
    return quantile->below->len + quantile->above->len;
}

int32_t gt06_quantile_value(const gt06_quantile *quantile)
{
    return quantile->below->len > 0 ? *at(quantile->below, 0) : 0;
}

void gt06_quantile_end(gt06_quantile *quantile)
{
    g_array_unref(quantile->below);
    g_array_unref(quantile->above);
}
