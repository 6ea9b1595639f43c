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
    double latitude;  /* degrees, south negative, 90 at most */
    double longitude; /* degrees, west negative, 180 at most */
    double course;    /* degrees, 0 to 360; -1 if none is told */
    double speed;     /* 0 to 9999 km/h by one document, not stated by others; -1 if none is told */
    bool has_time;
    int year, month, day, hour, minute, second; /* of the terminal's clock, zone not stated */
} gt06_where;

/*
 * Reads "... Lat:N54.739332,Lon:E25.273720,Course:126.53,Speed:0.0000,DateTime:2017-05-26 10:27:47".
 * returns  false if the text holds no such position, one without a fix ("Lat:,Lon:,...") or
 *          one that is nowhere on Earth
 */
bool gt06_read_where(const char *text, gt06_where *where);

#endif
