/* where.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "where.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST_LATITUDE = 90, LARGEST_LONGITUDE = 180, FULL_CIRCLE = 360, FASTEST = 9999 };

/*
 * The number behind a name and a letter for the hemisphere; the second letter means minus. Texts
 * say "nan" and "1e99", too.
 */
static bool read_degrees(const char *text, const char *name, const char *letters, int largest,
                         double *degrees)
{
    const char *place = strstr(text, name);
    char *end;

    if (place == NULL)
        return false;
    place += strlen(name);
    if (*place == '\0' || strchr(letters, *place) == NULL)
        return false;
    *degrees = g_ascii_strtod(place + 1, &end);
    if (end == place + 1 || !(fabs(*degrees) <= largest))
        return false;
    if (*place == letters[1])
        *degrees = -*degrees;
    return true;
}

static double read_value(const char *text, const char *name, int largest)
{
    const char *place = strstr(text, name);
    char *end;
    double value;

    if (place == NULL)
        return -1;
    place += strlen(name);
    value = g_ascii_strtod(place, &end);
    return end != place && value >= 0 && value <= largest ? value : -1;
}

/* 2017-05-26 or, from old firmware, 11-11-15; one or more blanks before the time. */
static bool read_time(const char *text, gt06_where *where)
{
    static const char name[] = "DateTime:";
    const char *place = strstr(text, name);

    if (place == NULL ||
        sscanf(place + strlen(name), "%4d-%2d-%2d %2d:%2d:%2d", &where->year, &where->month,
               &where->day, &where->hour, &where->minute, &where->second) != 6)
        return false;
    if (where->year < 100)
        where->year += 2000;
    return where->year >= 2000 && where->year <= 2255 && where->month >= 1 && where->month <= 12 &&
           g_date_valid_dmy((GDateDay)where->day, (GDateMonth)where->month,
                            (GDateYear)where->year) &&
           where->hour < 24 && where->minute < 60 && where->second < 60;
}

bool gt06_read_where(const char *text, gt06_where *where)
{
    if (!read_degrees(text, "Lat:", "NS", LARGEST_LATITUDE, &where->latitude) ||
        !read_degrees(text, "Lon:", "EW", LARGEST_LONGITUDE, &where->longitude))
        return false;
    where->course = read_value(text, "Course:", FULL_CIRCLE);
    where->speed = read_value(text, "Speed:", FASTEST);
    where->has_time = read_time(text, where);
    return true;
}
