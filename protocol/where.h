/* where.h
 * The answer to WHERE# and DWXX#: a position written as text (core 7.2, 7.3).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_WHERE_H
#define GT06_WHERE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    double latitude;  /* degrees, south negative */
    double longitude; /* degrees, west negative */
    double course;    /* degrees, -1 if not told */
    double speed;     /* km/h by one document, not stated by others; -1 if not told */
    bool has_time;
    int year, month, day, hour, minute, second; /* of the terminal's clock, zone not stated */
} gt06_where;

/*
 * Reads "... Lat:N54.739332,Lon:E25.273720,Course:126.53,Speed:0.0000,DateTime:2017-05-26 10:27:47".
 * returns  false if the text holds no such position, or one without a fix ("Lat:,Lon:,...")
 */
bool gt06_read_where(const char *text, gt06_where *where);

#endif
