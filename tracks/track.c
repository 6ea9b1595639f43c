/* track.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "track.h"
#include "document.h"

#include <string.h>

enum { ALARMS = 0, FIRST_COLUMN = 1 }; /* parts of a document */

struct gt06_track {
    gt06_timeline *points;
    unsigned count;
    GHashTable *alarms; /* "time latitude longitude name" of every waypoint */
    gt06_document documents[GT06_FORMATS];
    GString *line; /* what is being written */
};

static char *put_name(const char *text, const char *name)
{
    char **pieces = g_strsplit(text, "@", -1);
    char *joined = g_strjoinv(name, pieces);

    g_strfreev(pieces);
    return joined;
}

static void begin(gt06_document *document, const gt06_format *format, const char *name)
{
    char *fixed[GT06_COLUMNS + 2] = { NULL };
    unsigned parts = 0;

    while (parts < G_N_ELEMENTS(fixed) && format->fixed[parts] != NULL) {
        fixed[parts] = put_name(format->fixed[parts], name);
        parts++;
    }
    gt06_document_begin(document, (const char *const *)fixed, parts - 1);
    for (unsigned i = 0; i < parts; i++)
        g_free(fixed[i]);
}

gt06_track *gt06_track_new(const char *name)
{
    gt06_track *track = g_new0(gt06_track, 1);

    track->points = gt06_timeline_new();
    track->alarms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    track->line = g_string_new(NULL);
    for (unsigned i = 0; i < GT06_FORMATS; i++)
        begin(&track->documents[i], &gt06_formats[i], name);
    return track;
}

void gt06_track_free(gt06_track *track, bool keep_texts)
{
    for (unsigned i = 0; i < GT06_FORMATS; i++)
        (void)g_string_free(track->documents[i].text, !keep_texts);
    gt06_timeline_free(track->points);
    g_hash_table_unref(track->alarms);
    g_string_free(track->line, TRUE);
    g_free(track);
}

static void write_column(gt06_track *track, unsigned format, unsigned number, gt06_span cells)
{
    const gt06_column *column = &gt06_formats[format].columns[number];

    for (unsigned cell = cells.first; cell < cells.end; cell++) {
        const gt06_point *point = gt06_timeline_at(track->points, cell);

        g_string_truncate(track->line, 0);
        if (point != NULL)
            column->write(track->line, point, cell == 0);
        gt06_document_put(&track->documents[format], FIRST_COLUMN + number, cell, track->line,
                          column->width);
    }
}

static bool add_point(gt06_track *track, const gt06_point *point)
{
    gt06_span changed;

    if (!gt06_timeline_add(track->points, point, &changed))
        return false;
    track->count++;
    for (unsigned i = 0; i < GT06_FORMATS; i++) {
        for (unsigned j = 0; j < GT06_COLUMNS && gt06_formats[i].columns[j].width > 0; j++)
            write_column(track, i, j, changed);
        if (track->count == 2 && gt06_formats[i].second_point != NULL)
            gt06_formats[i].second_point(track->documents[i].text);
    }
    return true;
}

static bool add_alarm(gt06_track *track, const gt06_point *point, const char *name)
{
    char *key = g_strdup_printf("%" G_GINT64_FORMAT " %d %d %s", point->time, point->latitude,
                                point->longitude, name);

    if (!g_hash_table_add(track->alarms, key))
        return false;
    for (unsigned i = 0; i < GT06_FORMATS; i++) {
        g_string_truncate(track->line, 0);
        gt06_formats[i].write_alarm(track->line, point, name);
        gt06_document_append(&track->documents[i], ALARMS, track->line);
    }
    return true;
}

bool gt06_track_add(gt06_track *track, const gt06_point *point, const char *alarm)
{
    bool is_new = add_point(track, point);

    if (alarm != NULL && add_alarm(track, point, alarm))
        is_new = true;
    return is_new;
}

const GString *gt06_track_text(const gt06_track *track, unsigned format)
{
    return track->documents[format].text;
}
