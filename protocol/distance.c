/* distance.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "distance.h"

#include <glib.h>
#include <math.h>

double gt06_distance(double latitude_1, double longitude_1, double latitude_2,
                     double longitude_2)
{
    static const double radius = 6371000;
    static const double radian = 3.14159265358979323846 / 180;
    double dy = (latitude_2 - latitude_1) * radian / 2;
    double dx = (longitude_2 - longitude_1) * radian / 2;
    double a = sin(dy) * sin(dy) +
               cos(latitude_1 * radian) * cos(latitude_2 * radian) * sin(dx) * sin(dx);

    return 2 * radius * asin(sqrt(MIN(a, 1)));
}
