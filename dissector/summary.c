/* summary.c
 * What a message says, in one line, like a log.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message.h"
#include "../protocol/alarms.h"
#include "../protocol/degrees.h"
#include <epan/strutil.h>

#include <string.h>

enum { LONGEST_TEXT = 60 };

static void append(gt06_line *line, const char *before, const char *text)
{
    gt06_line_add(line, before);
    gt06_line_add(line, text);
}

static void add_position(gt06_line *line, const gt06_record *record)
{
    char latitude[GT06_DEGREES_ROOM];
    char longitude[GT06_DEGREES_ROOM];

    append(line, " ", gt06_write_degrees(record->latitude, latitude));
    append(line, ", ", gt06_write_degrees(record->longitude, longitude));
    if (record->positioned && (record->has & GT06_HAS_SPEED) != 0) {
        gt06_line_add_number(line, ", ", record->speed);
        gt06_line_add(line, " km/h");
    } else if (!record->positioned)
        gt06_line_add(line, ", no fix");
}

static void add_alarm(gt06_line *line, const gt06_record *record)
{
    const char *name = gt06_alarm_name(record->alarm, GT06_FAMILY_GENERAL);

    if (name != NULL)
        append(line, ", ", name);
    else
        gt06_line_add_format(line, ", alarm 0x%02x", record->alarm);
}

/* A text may have line breaks; a line has none. */
static void add_text(gt06_line *line, const char *text)
{
    const bool cut = g_utf8_strlen(text, -1) > LONGEST_TEXT;
    const size_t bytes =
        cut ? (size_t)(g_utf8_offset_to_pointer(text, LONGEST_TEXT) - text) : strlen(text);
    char *shown = format_text(NULL, (const void *)text, bytes);

    append(line, " \"", shown);
    append(line, cut ? "..." : "", "\"");
    wmem_free(NULL, shown);
}

static void add_state(gt06_line *line, const gt06_record *record)
{
    if (record->has & GT06_HAS_ACC)
        append(line, ", ACC ", record->acc ? "on" : "off");
    if (record->has & GT06_HAS_VOLTAGE_LEVEL)
        gt06_line_add_number(line, ", voltage level ", record->voltage_level);
    if (record->has & GT06_HAS_BATTERY_LEVEL) {
        gt06_line_add_number(line, ", battery ", record->battery_level);
        gt06_line_add(line, " %");
    }
    if (record->has & GT06_HAS_BATTERY_VOLTAGE)
        gt06_line_add_format(line, ", battery %.2f V", record->battery_voltage);
    if (record->has & GT06_HAS_EXTERNAL_VOLTAGE)
        gt06_line_add_format(line, ", power %.2f V", record->external_voltage);
}

static void add_cells(gt06_line *line, const gt06_record *record)
{
    if (record->has & GT06_HAS_NETWORK) {
        gt06_line_add_number(line, ", MCC ", record->mcc);
        gt06_line_add_number(line, ", MNC ", record->mnc);
    }
    gt06_line_add_number(line, ", LAC ", record->lac);
    gt06_line_add_number(line, ", cell ", record->cell_id);
    if (record->access_points != 0) {
        gt06_line_add_number(line, ", ", record->access_points);
        gt06_line_add(line, " access points");
    }
}

static void add_marks(gt06_line *line, const gt06_record *record)
{
    if ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload)
        gt06_line_add(line, ", stored");
    if (record->crc_status == GT06_CRC_BAD)
        gt06_line_add(line, " [CRC wrong]");
}

void gt06_summarise(gt06_line *line, const gt06_record *record)
{
    gt06_line_add(line, gt06_message_name(record->message, record->layout));
    if (record->detail != NULL)
        append(line, ": ", record->detail);
    if (record->message == &gt06_unknown_message)
        gt06_line_add_format(line, " 0x%02x", record->number);
    if (record->layout == &gt06_acknowledgement)
        gt06_line_add(line, " acknowledged");
    if (record->layout == &gt06_acknowledgement && !gt06_is_dialect(record->form))
        gt06_line_add_number(line, ", serial ", record->serial);
    if (record->login_imei != NULL)
        append(line, " ", record->login_imei);
    if (record->has & GT06_HAS_POSITION)
        add_position(line, record);
    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0)
        add_alarm(line, record);
    if ((record->has & GT06_HAS_RECORDER_ALARM) != 0) {
        const char *name = gt06_dvr_alarm_name(record->recorder_alarm);

        gt06_line_add_format(line, ", %s (0x%02x)", name != NULL ? name : "recorder alarm",
                             record->recorder_alarm);
    }
    if (record->text != NULL)
        add_text(line, record->text);
    add_state(line, record);
    if ((record->has & (GT06_HAS_CELL | GT06_HAS_POSITION)) == GT06_HAS_CELL)
        add_cells(line, record);
    add_marks(line, record);
}
