/* summary.c
 * What a message says, in one line, like a log.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message.h"
#include "../protocol/alarms.h"
#include "../protocol/degrees.h"
#include <epan/strutil.h>
#include <wsutil/to_str.h>

enum { LONGEST_TEXT = 60, NUMBER_ROOM = 11 };

/* Two pieces of plain text: what needs no formatting is not given to a printf. */
static void append(wmem_strbuf_t *line, const char *before, const char *text)
{
    wmem_strbuf_append(line, before);
    wmem_strbuf_append(line, text);
}

static void append_number(wmem_strbuf_t *line, const char *before, uint32_t number)
{
    char digits[NUMBER_ROOM];

    digits[NUMBER_ROOM - 1] = '\0';
    append(line, before, uint_to_str_back(digits + NUMBER_ROOM - 1, number));
}

static void add_position(wmem_strbuf_t *line, const gt06_record *record)
{
    char latitude[GT06_DEGREES_ROOM];
    char longitude[GT06_DEGREES_ROOM];

    append(line, " ", gt06_write_degrees(record->latitude, latitude));
    append(line, ", ", gt06_write_degrees(record->longitude, longitude));
    if (record->positioned && (record->has & GT06_HAS_SPEED) != 0) {
        append_number(line, ", ", record->speed);
        wmem_strbuf_append(line, " km/h");
    } else if (!record->positioned)
        wmem_strbuf_append(line, ", no fix");
}

static void add_alarm(wmem_strbuf_t *line, const gt06_record *record)
{
    const char *name = gt06_alarm_name(record->alarm, GT06_FAMILY_GENERAL);

    if (name != NULL)
        append(line, ", ", name);
    else
        wmem_strbuf_append_printf(line, ", alarm 0x%02x", record->alarm);
}

/* A text may have line breaks; a line has none. */
static void add_text(wmem_strbuf_t *line, const char *text)
{
    bool cut = g_utf8_strlen(text, -1) > LONGEST_TEXT;
    int bytes = (int)(cut ? g_utf8_offset_to_pointer(text, LONGEST_TEXT) - text
                          : (ptrdiff_t)strlen(text));

    char *shown = format_text(line->allocator, (const void *)text, (size_t)bytes);

    wmem_strbuf_append_printf(line, " \"%s%s\"", shown, cut ? "..." : "");
}

static void add_state(wmem_strbuf_t *line, const gt06_record *record)
{
    if (record->has & GT06_HAS_ACC)
        append(line, ", ACC ", record->acc ? "on" : "off");
    if (record->has & GT06_HAS_VOLTAGE_LEVEL)
        append_number(line, ", voltage level ", record->voltage_level);
    if (record->has & GT06_HAS_BATTERY_LEVEL) {
        append_number(line, ", battery ", record->battery_level);
        wmem_strbuf_append(line, " %");
    }
    if (record->has & GT06_HAS_BATTERY_VOLTAGE)
        wmem_strbuf_append_printf(line, ", battery %.2f V", record->battery_voltage);
    if (record->has & GT06_HAS_EXTERNAL_VOLTAGE)
        wmem_strbuf_append_printf(line, ", power %.2f V", record->external_voltage);
}

static void add_cells(wmem_strbuf_t *line, const gt06_record *record)
{
    if (record->has & GT06_HAS_NETWORK)
        wmem_strbuf_append_printf(line, ", MCC %u, MNC %u", record->mcc, record->mnc);
    wmem_strbuf_append_printf(line, ", LAC %u, cell %" PRIu64, record->lac, record->cell_id);
    if (record->access_points != 0)
        wmem_strbuf_append_printf(line, ", %u access points", record->access_points);
}

static void add_marks(wmem_strbuf_t *line, const gt06_record *record)
{
    if ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload)
        wmem_strbuf_append(line, ", stored");
    if (record->crc_status == GT06_CRC_BAD)
        wmem_strbuf_append(line, " [CRC wrong]");
}

void gt06_summarise(wmem_strbuf_t *line, const gt06_record *record)
{
    wmem_strbuf_append(line, gt06_message_name(record->message, record->layout));
    if (record->detail != NULL)
        append(line, ": ", record->detail);
    if (record->message == &gt06_unknown_message)
        wmem_strbuf_append_printf(line, " 0x%02x", record->number);
    if (record->layout == &gt06_acknowledgement)
        wmem_strbuf_append(line, " acknowledged");
    if (record->layout == &gt06_acknowledgement && !gt06_is_dialect(record->form))
        append_number(line, ", serial ", record->serial);
    if (record->login_imei != NULL)
        append(line, " ", record->login_imei);
    if (record->has & GT06_HAS_POSITION)
        add_position(line, record);
    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0)
        add_alarm(line, record);
    if ((record->has & GT06_HAS_RECORDER_ALARM) != 0) {
        const char *name = gt06_dvr_alarm_name(record->recorder_alarm);

        wmem_strbuf_append_printf(line, ", %s (0x%02x)", name != NULL ? name : "recorder alarm",
                                  record->recorder_alarm);
    }
    if (record->text != NULL)
        add_text(line, record->text);
    add_state(line, record);
    if ((record->has & (GT06_HAS_CELL | GT06_HAS_POSITION)) == GT06_HAS_CELL)
        add_cells(line, record);
    add_marks(line, record);
}
