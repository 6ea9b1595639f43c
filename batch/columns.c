/* columns.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "columns.h"
#include "command.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../dissector/exchange.h"
#include "../dissector/message.h"
#include "../dissector/preferences.h"
#include "../protocol/models.h"

typedef struct gt06_column gt06_column;

struct gt06_column {
    const char *name;
    gt06_kind kind;
    /* Writes the value; false if the message has none. */
    bool (*put)(GString *out, const gt06_seen *seen, const gt06_column *column);
    size_t offset; /* of the value in the record, for the writers of plain values */
    uint32_t has;  /* the bit that tells whether it is there, 0: it always is */
    const char *meaning;
};

/* ---- plain values ---- */

static const void *value_of(const gt06_seen *seen, const gt06_column *column)
{
    return (const char *)seen->record + column->offset;
}

static bool is_there(const gt06_seen *seen, const gt06_column *column)
{
    return column->has == 0 || (seen->record->has & column->has) != 0;
}

#define PLAIN(name, type, format)                                                                  \
    static bool put_##name(GString *out, const gt06_seen *seen, const gt06_column *column)         \
    {                                                                                              \
        if (is_there(seen, column))                                                                \
            g_string_append_printf(out, format, *(const type *)value_of(seen, column));            \
        return is_there(seen, column);                                                             \
    }

PLAIN(u8, uint8_t, "%u")
PLAIN(u16, uint16_t, "%u")
PLAIN(u32, uint32_t, "%u")
PLAIN(u64, uint64_t, "%" G_GUINT64_FORMAT)
PLAIN(i16, int16_t, "%d")
PLAIN(enum, int, "%d")
PLAIN(degrees, double, "%.6f")
PLAIN(measure, double, "%.10g")
#undef PLAIN

static bool put_bool(GString *out, const gt06_seen *seen, const gt06_column *column)
{
    g_string_append(out, *(const bool *)value_of(seen, column) ? "true" : "false");
    return is_there(seen, column);
}

static bool put_text(GString *out, const gt06_seen *seen, const gt06_column *column)
{
    const char *text = *(const char *const *)value_of(seen, column);

    if (text != NULL)
        g_string_append(out, text);
    return text != NULL;
}

void gt06_put_moment(GString *out, const nstime_t *time)
{
    GDateTime *moment = g_date_time_new_from_unix_utc((int64_t)time->secs);
    char *shown = moment != NULL ? g_date_time_format(moment, "%F %T") : NULL;

    if (shown != NULL)
        g_string_append_printf(out, "%s.%06d", shown, time->nsecs / 1000);
    g_free(shown);
    if (moment != NULL)
        g_date_time_unref(moment);
}

static bool put_time(GString *out, const gt06_seen *seen, const gt06_column *column)
{
    if (is_there(seen, column))
        gt06_put_moment(out, value_of(seen, column));
    return out->len > 0;
}

static void put_seconds(GString *out, const nstime_t *from, const nstime_t *to)
{
    g_string_append_printf(out, "%.6f", gt06_seconds_between(from, to));
}

/* ---- values of their own ---- */

#define PUT(name)                                                                                  \
    static bool put_##name(GString *out, const gt06_seen *seen,                                    \
                           const gt06_column *column G_GNUC_UNUSED)

PUT(frame_time)
{
    gt06_put_moment(out, &seen->pinfo->abs_ts);
    return out->len > 0;
}

PUT(file_frame)
{
    g_string_append_printf(out, "%u", seen->file_frame);
    return true;
}

PUT(transport)
{
    if (seen->pinfo->ptype == PT_TCP || seen->pinfo->ptype == PT_UDP)
        g_string_append(out, seen->pinfo->ptype == PT_TCP ? "TCP" : "UDP");
    return out->len > 0;
}

PUT(terminal)
{
    g_string_append(out, seen->parties.terminal);
    return true;
}

PUT(server)
{
    g_string_append(out, seen->parties.server);
    return true;
}

PUT(message)
{
    g_string_append(out, gt06_message_name(seen->record->message, seen->record->layout));
    return true;
}

PUT(variant)
{
    g_string_append(out, gt06_variant_name(seen->pinfo->pool, seen->record));
    return true;
}

PUT(device_type)
{
    if (seen->record->device_type != 0)
        g_string_append_printf(out, "%u", seen->record->device_type);
    return out->len > 0;
}

PUT(model)
{
    const char *name = gt06_device_type_name(seen->record->device_type);

    if (name != NULL)
        g_string_append(out, name);
    return name != NULL;
}

/* As gt06.clock_offset: of live messages of the terminal. */
PUT(clock_offset)
{
    const gt06_record *record = seen->record;

    if ((record->has & GT06_HAS_TIME) == 0 || record->direction != GT06_FROM_TERMINAL ||
        ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload))
        return false;
    put_seconds(out, &record->time, &seen->pinfo->abs_ts);
    return true;
}

PUT(answer_due)
{
    g_string_append(out, gt06_answer_is_demanded(seen->record) ? "true" : "false");
    return true;
}

static const gt06_exchange *answered(const gt06_seen *seen)
{
    return seen->record->note != NULL ? seen->record->note->answered : NULL;
}

PUT(response_to)
{
    if (answered(seen) != NULL)
        g_string_append_printf(out, "%u", answered(seen)->request);
    return out->len > 0;
}

PUT(response_time)
{
    if (answered(seen) != NULL)
        put_seconds(out, &answered(seen)->request_time, &seen->pinfo->abs_ts);
    return out->len > 0;
}

PUT(accepted)
{
    if (answered(seen) != NULL)
        g_string_append(out, seen->record->note->accepted ? "true" : "false");
    return out->len > 0;
}

static void put_finding(GString *out, const gt06_seen *seen, gt06_finding finding)
{
    if (!gt06_is_muted(finding, seen->record->imei))
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", gt06_finding_name(finding));
}

PUT(findings)
{
    const gt06_note *note = seen->record->note;

    if (seen->record->crc_status == GT06_CRC_BAD)
        put_finding(out, seen, GT06_F_crc_wrong);
    if (seen->record->ascii_hex)
        put_finding(out, seen, GT06_F_ascii_hex);
    for (const gt06_remark *r = note != NULL ? note->remarks : NULL; r != NULL; r = r->next)
        put_finding(out, seen, r->finding);
    return out->len > 0;
}

#undef PUT

/* ---- the table ---- */

#define AT(member) offsetof(gt06_record, member)

/* clang-format off */
static const gt06_column columns[] = {
    { "frame.number", GT06_NUMBER, put_u32, AT(frame), 0,
      "packet that completed the message, counted through the group" },
    { "frame.time", GT06_MOMENT, put_frame_time, 0, 0, "when it was captured, UTC" },
    { "file.frame", GT06_NUMBER, put_file_frame, 0, 0, "its number in that file" },
    { "ordinal", GT06_NUMBER, put_u32, AT(ordinal), 0, "of the message in its packet, from 0" },
    { "transport", GT06_TEXT, put_transport, 0, 0, "TCP or UDP" },
    { "terminal", GT06_TEXT, put_terminal, 0, 0, "address and port of the terminal" },
    { "server", GT06_TEXT, put_server, 0, 0, "address and port of the server" },
    { "gt06.direction", GT06_NUMBER, put_enum, AT(direction), 0,
      "0 terminal to server, 1 server to terminal" },
    { "gt06.protocol", GT06_NUMBER, put_u8, AT(number), 0, "protocol number" },
    { "message", GT06_TEXT, put_message, 0, 0, "its name" },
    { "detail", GT06_TEXT, put_text, AT(detail), 0, "what a message of many kinds is about" },
    { "gt06.variant", GT06_TEXT, put_variant, 0, 0, "the layout of the content" },
    { "content_size", GT06_NUMBER, put_u32, AT(content_size), 0, "bytes of the content" },
    { "gt06.serial", GT06_NUMBER, put_u16, AT(serial), GT06_HAS_SERIAL,
      "information serial number" },
    { "gt06.crc", GT06_NUMBER, put_u16, AT(crc), GT06_HAS_CRC, "as sent" },
    { "gt06.crc.status", GT06_NUMBER, put_enum, AT(crc_status), 0,
      "0 bad, 1 good, 2 unverified, 3 not present" },
    { "gt06.imei", GT06_TEXT, put_text, AT(imei), 0, "of the login before, or of this login" },
    { "gt06.device_type", GT06_NUMBER, put_device_type, 0, 0,
      "type identification code of a login" },
    { "models", GT06_TEXT, put_model, 0, 0, "the models that log in with this code" },
    { "gt06.time_zone", GT06_NUMBER, put_i16, AT(zone), GT06_HAS_ZONE,
      "minutes east of UTC, as the terminal is set" },
    { "gt06.time", GT06_MOMENT, put_time, AT(time), GT06_HAS_TIME,
      "of the position or event, UTC" },
    { "gt06.clock_offset", GT06_REAL, put_clock_offset, 0, 0,
      "capture time minus gt06.time of a live message, seconds" },
    { "gt06.reupload", GT06_TRUTH, put_bool, AT(reupload), GT06_HAS_REUPLOAD,
      "stored earlier and sent later" },
    { "gt06.positioned", GT06_TRUTH, put_bool, AT(positioned), GT06_HAS_POSITION,
      "the fix is valid" },
    { "gt06.latitude", GT06_REAL, put_degrees, AT(latitude), GT06_HAS_POSITION,
      "degrees, south negative" },
    { "gt06.longitude", GT06_REAL, put_degrees, AT(longitude), GT06_HAS_POSITION,
      "degrees, west negative" },
    { "gt06.altitude", GT06_REAL, put_measure, AT(altitude), GT06_HAS_ALTITUDE, "metres" },
    { "gt06.speed", GT06_NUMBER, put_u16, AT(speed), GT06_HAS_SPEED, "km/h" },
    { "gt06.course", GT06_NUMBER, put_u16, AT(course), GT06_HAS_COURSE, "degrees" },
    { "gt06.satellites", GT06_NUMBER, put_u8, AT(satellites), GT06_HAS_SATELLITES, "used" },
    { "gt06.acc", GT06_TRUTH, put_bool, AT(acc), GT06_HAS_ACC, "ignition on" },
    { "gt06.alarm", GT06_NUMBER, put_u16, AT(alarm), GT06_HAS_ALARM, "alarm or event code" },
    { "gt06.status.alarm", GT06_NUMBER, put_u8, AT(status_alarm), GT06_HAS_STATUS_ALARM,
      "alarm bits of the terminal information" },
    { "recorder_alarm", GT06_NUMBER, put_u8, AT(recorder_alarm), GT06_HAS_RECORDER_ALARM,
      "alarm code of a video recorder" },
    { "gt06.voltage_level", GT06_NUMBER, put_u8, AT(voltage_level), GT06_HAS_VOLTAGE_LEVEL,
      "0 to 6" },
    { "gt06.gsm_signal", GT06_NUMBER, put_u8, AT(gsm_signal), GT06_HAS_GSM_SIGNAL, "0 to 4" },
    { "gt06.battery_level", GT06_NUMBER, put_u8, AT(battery_level), GT06_HAS_BATTERY_LEVEL,
      "percent" },
    { "gt06.battery_voltage", GT06_REAL, put_measure, AT(battery_voltage),
      GT06_HAS_BATTERY_VOLTAGE, "volts" },
    { "gt06.external_voltage", GT06_REAL, put_measure, AT(external_voltage),
      GT06_HAS_EXTERNAL_VOLTAGE, "volts" },
    { "gt06.mileage", GT06_NUMBER, put_u32, AT(mileage), GT06_HAS_MILEAGE, "metres" },
    { "gt06.mcc", GT06_NUMBER, put_u16, AT(mcc), GT06_HAS_NETWORK, "of the serving cell" },
    { "gt06.mnc", GT06_NUMBER, put_u16, AT(mnc), GT06_HAS_NETWORK, "" },
    { "gt06.lac", GT06_NUMBER, put_u32, AT(lac), GT06_HAS_CELL, "" },
    { "gt06.cell_id", GT06_NUMBER, put_u64, AT(cell_id), GT06_HAS_CELL, "" },
    { "cells", GT06_NUMBER, put_u16, AT(cells), 0, "cells in lists" },
    { "access_points", GT06_NUMBER, put_u16, AT(access_points), 0, "access points in lists" },
    { "gt06.server_flag", GT06_NUMBER, put_u32, AT(server_flag), GT06_HAS_SERVER_FLAG,
      "links a command and its answer" },
    { "text", GT06_TEXT, put_text, AT(text), 0, "command, answer or address" },
    { "answer_due", GT06_TRUTH, put_answer_due, 0, 0, "the other side has to answer it" },
    { "gt06.response_to", GT06_NUMBER, put_response_to, 0, 0,
      "frame.number of the message that this one answers" },
    { "gt06.response_time", GT06_REAL, put_response_time, 0, 0, "seconds between the two" },
    { "accepted", GT06_TRUTH, put_accepted, 0, 0, "the first answer to it, with a right CRC" },
    { "findings", GT06_TEXT, put_findings, 0, 0,
      "what follows from this message and those before, last parts of gt06.expert.NAME" },
};
/* clang-format on */

#undef AT

/* In front of them: where the message is from. */
static const struct {
    const char *name;
    const char *meaning;
} places[] = {
    { "capture", "name of the group: that of its first file" },
    { "file", "name of the file that the packet is in" },
};

bool gt06_is_column(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        if (strcmp(columns[i].name, name) == 0)
            return true;
    }
    return false;
}

void gt06_add_column_names(gt06_row_text *row)
{
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        gt06_add_value(row, places[i].name, GT06_TEXT, places[i].name);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        gt06_add_value(row, columns[i].name, GT06_TEXT, columns[i].name);
}

void gt06_add_columns(gt06_row_text *row, const gt06_seen *seen, const char *capture,
                      const char *file)
{
    const char *const names[G_N_ELEMENTS(places)] = { capture, file };
    GString *value = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        gt06_add_value(row, places[i].name, GT06_TEXT, names[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_string_truncate(value, 0);
        gt06_add_value(row, columns[i].name, columns[i].kind,
                       columns[i].put(value, seen, &columns[i]) ? value->str : NULL);
    }
    g_string_free(value, TRUE);
}

gt06_exit gt06_command_columns(int argc, char **argv)
{
    static const gt06_usage usage = { "", "The columns of a row: name, type, meaning.",
                                      "Others are added by --fields; they are texts." };
    static const GOptionEntry none[] = { { NULL } };

    if (!gt06_read_options(&argc, &argv, none, &usage))
        return GT06_EXIT_INPUT;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        printf("%s\t%s\t%s\n", places[i].name, gt06_kind_name(GT06_TEXT), places[i].meaning);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        printf("%s\t%s\t%s\n", columns[i].name, gt06_kind_name(columns[i].kind),
               columns[i].meaning);
    return GT06_EXIT_WELL;
}
