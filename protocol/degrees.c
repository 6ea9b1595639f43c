/* degrees.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "degrees.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>

enum { DECIMALS = 6, MILLION = 1000000, MOST_DEGREES = 10000 };

const char *gt06_write_degrees(double degrees, char text[GT06_DEGREES_ROOM])
{
    char *at = &text[GT06_DEGREES_ROOM - 1];
    int64_t rest;

    if (!(fabs(degrees) < MOST_DEGREES))
        return g_ascii_formatd(text, GT06_DEGREES_ROOM, "%g", degrees);
    rest = llround(fabs(degrees) * MILLION);
    *at = '\0';
    for (int i = 0; i < DECIMALS; i++, rest /= 10)
        *--at = (char)('0' + rest % 10);
    *--at = '.';
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (signbit(degrees))
        *--at = '-';
    return at;
}
