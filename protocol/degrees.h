/* degrees.h
 * A latitude or longitude as text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DEGREES_H
#define GT06_DEGREES_H

enum { GT06_DEGREES_ROOM = 16 };

/*
 * Writes degrees with six decimals, as "%.6f" does at a tenth of its cost: every position is shown
 * twice, and printing its four numbers was the dearest thing about it.
 * degrees  any number; what lies far beyond a globe is written as "%g" does
 * text     room for the characters
 * returns  where they begin in `text`
 */
const char *gt06_write_degrees(double degrees, char text[GT06_DEGREES_ROOM]);

#endif
