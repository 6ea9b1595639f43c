/* objects.c
 * File > Export Objects: pictures and media as they are completed, and the track of each terminal
 * as GPX, GeoJSON and KML.
 *
 * The list takes objects, but has no last call for them: a track's entries are added with its first
 * position, and their bytes are replaced with every further one. The list owns entries and bytes
 * and frees them with g_free().
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "objects.h"
#include "../protocol/alarms.h"
#include "../tracks/track.h"
#include <epan/export_object.h>
#include <epan/tap.h>
#include <epan/to_str.h>
#include <math.h>
#include <string.h>

static int objects_tap = -1;

/* By list, since several may be open: a table of the tracks in it, by name of terminal. */
static GHashTable *lists;

typedef struct {
    gt06_track *track;
    export_object_entry_t *entries[GT06_FORMATS]; /* owned by the list */
} track_files;

static void forget_track(void *data)
{
    track_files *files = (track_files *)data;

    gt06_track_free(files->track, true);
    g_free(files);
}

/* Called before a list is filled anew. */
static void forget_lists(void)
{
    if (lists != NULL)
        g_hash_table_remove_all(lists);
}

/* sharkd empties a list without a word, and makes the next one where another was. */
static void look_whether_emptied(const export_object_list_t *list)
{
    if (lists != NULL && list->get_entry(list->gui_data, 0) == NULL)
        g_hash_table_remove(lists, list);
}

static GHashTable *tracks_of(const export_object_list_t *list)
{
    GHashTable *tracks;

    if (lists == NULL)
        lists = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
    tracks = (GHashTable *)g_hash_table_lookup(lists, list);
    if (tracks == NULL) {
        tracks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, forget_track);
        g_hash_table_insert(lists, (void *)list, tracks);
    }
    return tracks;
}

/* The terminal's IMEI, else its end of the conversation; fit for a file name. */
static char *name_terminal(packet_info *pinfo, const gt06_record *record)
{
    static const char allowed[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._";
    bool up = record->direction == GT06_FROM_TERMINAL;
    const address *end = up ? &pinfo->src : &pinfo->dst;
    const char *name = record->imei != NULL ? record->imei : record->login_imei;

    if (name == NULL && end->type == AT_NONE)
        name = "unknown";
    if (name == NULL)
        name = wmem_strdup_printf(pinfo->pool, "%s-%u", address_to_str(pinfo->pool, end),
                                  up ? pinfo->srcport : pinfo->destport);
    return g_strcanon(wmem_strdup(pinfo->pool, name), allowed, '-');
}

static export_object_entry_t *new_entry(packet_info *pinfo, const char *terminal,
                                        const char *file_name, const char *content_type)
{
    export_object_entry_t *entry = g_new0(export_object_entry_t, 1);

    entry->pkt_num = pinfo->num;
    entry->hostname = g_strdup(terminal);
    entry->content_type = g_strdup(content_type);
    entry->filename = g_strdup(file_name);
    return entry;
}

static const char *content_type_of(const char *file_name)
{
    static const struct {
        const char *ending;
        const char *type;
    } types[] = { { ".jpg", "image/jpeg" }, { ".amr", "audio/amr" }, { ".wav", "audio/wav" } };

    for (size_t i = 0; i < array_length(types); i++) {
        if (g_str_has_suffix(file_name, types[i].ending))
            return types[i].type;
    }
    return "application/octet-stream";
}

static void add_object(const export_object_list_t *list, packet_info *pinfo,
                       const gt06_record *record, const char *terminal)
{
    static const char allowed[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._ ";
    char *name = record->imei != NULL
                     ? wmem_strdup(pinfo->pool, record->object_name)
                     : wmem_strdup_printf(pinfo->pool, "%s-%s", terminal, record->object_name);
    export_object_entry_t *entry;

    g_strcanon(name, allowed, '-');
    entry = new_entry(pinfo, terminal, name, content_type_of(name));
    entry->payload_len = tvb_captured_length(record->object);
    entry->payload_data = (uint8_t *)g_malloc(entry->payload_len);
    tvb_memcpy(record->object, entry->payload_data, 0, entry->payload_len);
    list->add_entry(list->gui_data, entry);
}

/* A fix on this globe, sent by the terminal. */
static bool has_place(const gt06_record *record)
{
    return record->direction == GT06_FROM_TERMINAL && (record->has & GT06_HAS_POSITION) != 0 &&
           record->positioned && fabs(record->latitude) <= 90 && fabs(record->longitude) <= 180;
}

/* The message's own time, else when it was captured. */
static gt06_point point_of(packet_info *pinfo, const gt06_record *record)
{
    const nstime_t *time = record->has & GT06_HAS_TIME ? &record->time : &pinfo->abs_ts;
    gt06_point point = {
        .time = MAX(time->secs, 0),
        .latitude = (int32_t)lround(record->latitude * GT06_UNITS_PER_DEGREE),
        .longitude = (int32_t)lround(record->longitude * GT06_UNITS_PER_DEGREE),
    };

    if (record->has & GT06_HAS_ALTITUDE) {
        point.has_altitude = true;
        point.altitude = (int16_t)CLAMP(lround(record->altitude), INT16_MIN, INT16_MAX);
    }
    return point;
}

/* What the alarm is called, NULL if there is none. */
static const char *alarm_of(packet_info *pinfo, const gt06_record *record)
{
    const char *name = NULL;
    unsigned code = 0;

    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0) {
        code = record->alarm;
        name = gt06_alarm_name(code, GT06_FAMILY_GENERAL);
    } else if ((record->has & GT06_HAS_STATUS_ALARM) != 0 && record->status_alarm != 0) {
        code = record->status_alarm;
        name = gt06_name_of(gt06_status_alarm_names, code);
    } else if ((record->has & GT06_HAS_RECORDER_ALARM) != 0) {
        code = record->recorder_alarm;
        name = gt06_dvr_alarm_name(code);
    } else {
        return NULL;
    }
    return name != NULL ? name : wmem_strdup_printf(pinfo->pool, "alarm 0x%02x", code);
}

/* The texts may have moved, and are longer now. */
static void renew_entries(const track_files *files)
{
    for (unsigned i = 0; i < GT06_FORMATS; i++) {
        const GString *text = gt06_track_text(files->track, i);

        files->entries[i]->payload_data = (uint8_t *)text->str;
        files->entries[i]->payload_len = text->len;
    }
}

/* Adds a terminal's files to the list, which reads them at once: they have their first point. */
static track_files *add_track(const export_object_list_t *list, packet_info *pinfo,
                              const char *terminal, const gt06_point *point, const char *alarm)
{
    track_files *files = g_new0(track_files, 1);

    files->track = gt06_track_new(terminal);
    gt06_track_add(files->track, point, alarm);
    for (unsigned i = 0; i < GT06_FORMATS; i++) {
        char *name = g_strdup_printf("%s.%s", terminal, gt06_formats[i].ending);

        files->entries[i] = new_entry(pinfo, terminal, name, gt06_formats[i].content_type);
        g_free(name);
    }
    renew_entries(files);
    for (unsigned i = 0; i < GT06_FORMATS; i++)
        list->add_entry(list->gui_data, files->entries[i]);
    return files;
}

static void add_place(const export_object_list_t *list, packet_info *pinfo,
                      const gt06_record *record, const char *terminal)
{
    GHashTable *tracks = tracks_of(list);
    track_files *files = (track_files *)g_hash_table_lookup(tracks, terminal);
    gt06_point point = point_of(pinfo, record);
    const char *alarm = alarm_of(pinfo, record);

    if (files == NULL)
        g_hash_table_insert(tracks, g_strdup(terminal),
                            add_track(list, pinfo, terminal, &point, alarm));
    else if (gt06_track_add(files->track, &point, alarm))
        renew_entries(files);
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *message, tap_flags_t flags G_GNUC_UNUSED)
{
    const export_object_list_t *list = (const export_object_list_t *)data;
    const gt06_record *record = (const gt06_record *)message;
    const char *terminal = name_terminal(pinfo, record);

    look_whether_emptied(list);
    if (record->object != NULL)
        add_object(list, pinfo, record, terminal);
    if (has_place(record))
        add_place(list, pinfo, record, terminal);
    return TAP_PACKET_REDRAW;
}

void gt06_offer_objects(packet_info *pinfo, const gt06_record *record)
{
    if (record->object != NULL || has_place(record))
        tap_queue_packet(objects_tap, pinfo, record);
}

void gt06_register_objects(int protocol)
{
    objects_tap = register_export_object(protocol, take, forget_lists);
}
