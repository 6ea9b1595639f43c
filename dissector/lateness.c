/* lateness.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lateness.h"
#include "notes.h"

#include <math.h>

enum {
    PAUSE = 2, /* seconds; of messages that follow each other sooner nothing can be told */
    SAME = 2   /* seconds by which the ways of two live messages differ */
};

bool gt06_is_late_again(gt06_lateness *before, const nstime_t *captured, double behind)
{
    bool compared = before->behind > 0;
    bool same = compared && fabs(behind - before->behind) <= SAME;

    if (compared && behind > 0 && fabs(gt06_seconds_between(&before->captured, captured)) <= PAUSE)
        return false;
    before->captured = *captured;
    before->behind = behind > 0 ? behind : 0;
    return same && behind > 0;
}
