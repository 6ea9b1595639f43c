/* distance.h
 * How far two positions are from each other.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DISTANCE_H
#define GT06_DISTANCE_H

/* Great-circle distance in metres between two positions in degrees, south and west negative. */
double gt06_distance(double latitude_1, double longitude_1, double latitude_2,
                     double longitude_2);

#endif
