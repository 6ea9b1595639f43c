/* track.h
 * The track of one terminal as GPX, GeoJSON and KML: whole and valid after every point.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TRACK_H
#define GT06_TRACK_H

#include "formats.h"

typedef struct gt06_track gt06_track;

/* Begins a track; the name consists of letters, digits, '-', '.' and '_' only. */
gt06_track *gt06_track_new(const char *name);

/*
 * Releases a track.
 *
 * keep_texts  its texts belong to somebody else by now, who frees them with g_free() or has done so
 */
void gt06_track_free(gt06_track *track, bool keep_texts);

/*
 * Adds a point; with a tenth of them late, twice the points are twice the work.
 *
 * alarm    also makes the point a waypoint of this name; NULL: it is none
 * returns  false if point and alarm were there just before: a repetition
 */
bool gt06_track_add(gt06_track *track, const gt06_point *point, const char *alarm);

/* The file in gt06_formats[format]. Its bytes may move with every point. */
const GString *gt06_track_text(const gt06_track *track, unsigned format);

#endif
