/* test_readings.c
 * The further readings of real messages: voltages, levels, distances, identities, states. What a
 * widely used server reads must stand in a field of ours, with the right number and unit, or the
 * file of differences says why not.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "differences.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GT06_PORT = 8888, MOST_SHOWN = 60, MOST_PLACES = 5, MOST_FIELDS = 128 };

#define VOLTS 0.005

/* How a reading is compared with a field. */
typedef enum {
    NUMBER,  /* the reading times `scale`, within `tolerance` */
    FLAG,    /* true or false */
    NONZERO, /* the server's own name for a code: the field must not be 0 */
    SAME,    /* text, whatever the case of its letters */
    DIGITS,  /* an address without its colons */
    HEX,     /* the field's text, in hex */
    LEVEL    /* percent; a level of 0 to 6 is level * 100 / 6, without what is behind the point */
} comparison;

/* Where a reading is found: in any of these fields. The first one names the difference. */
typedef struct {
    const char *key;
    comparison how;
    const char *fields[MOST_PLACES];
    double scale;
    double tolerance;
} reading_place;

static const reading_place places[] = {
    /* voltages, in V */
    { "a.battery", NUMBER, { "gt06.battery_voltage" }, 1, VOLTS },
    { "a.power", NUMBER, { "gt06.external_voltage" }, 1, VOLTS },
    { "a.tag1Battery", NUMBER, { "gt06.tag.battery_voltage" }, 1, VOLTS },
    /* levels */
    { "a.batteryLevel", LEVEL, { "gt06.battery_level", "gt06.voltage_level" }, 1, 0 },
    { "a.tag1BatteryLevel", NUMBER, { "gt06.tag.battery_level" }, 1, 0 },
    { "a.externalBatteryLevel", NUMBER, { "gt06.external_battery.level" }, 1, 0 },
    { "a.externalBatteryCycles", NUMBER, { "gt06.external_battery.cycles" }, 1, 0 },
    { "a.rssi", NUMBER, { "gt06.gsm_signal", "gt06.rssi", "gt06.gsm_csq", "gt06.csq" }, 1, 0 },
    { "a.adc1",
      NUMBER,
      { "gt06.analog_voltage", "gt06.analog", "gt06.external_voltage" },
      1,
      VOLTS },
    { "a.adc2", NUMBER, { "gt06.analog_voltage" }, 1, VOLTS },
    { "a.satVisible", NUMBER, { "gt06.satellites_visible" }, 1, 0 },
    { "a.hdop", NUMBER, { "gt06.hdop" }, 1, 0.05 },
    /* distances in m, durations in ms, counters */
    { "a.odometer", NUMBER, { "gt06.mileage", "gt06.odometer" }, 1, 0 },
    { "altitude", NUMBER, { "gt06.altitude" }, 1, 0 },
    { "a.hours", NUMBER, { "gt06.hours" }, 0.001, 0 },
    { "a.drivingTime", NUMBER, { "gt06.driving_time" }, 1, 0 },
    { "a.steps", NUMBER, { "gt06.steps" }, 1, 0 },
    { "a.index", NUMBER, { "gt06.record_number" }, 1, 0 },
    /* climate and fuel */
    { "a.temp1", NUMBER, { "gt06.temperature" }, 1, VOLTS },
    { "a.humidity", NUMBER, { "gt06.humidity" }, 1, VOLTS },
    { "a.tag1Temp", NUMBER, { "gt06.tag.temperature" }, 1, VOLTS },
    { "a.tag1Humidity", NUMBER, { "gt06.tag.humidity" }, 0.1, VOLTS },
    { "a.fuel", NUMBER, { "gt06.fuel", "gt06.fuel.litres" }, 1, VOLTS },
    { "a.oil", NUMBER, { "gt06.oil" }, 1, 0 },
    /* identities */
    { "a.iccid", SAME, { "gt06.iccid", "gt06.text.value" }, 0, 0 },
    { "a.driverUniqueId", SAME, { "gt06.driver_id" }, 0, 0 },
    { "a.serial", SAME, { "gt06.text" }, 0, 0 },
    { "a.card", SAME, { "gt06.driver_id" }, 0, 0 },
    { "a.tag1Id", DIGITS, { "gt06.tag.id" }, 0, 0 },
    { "a.mac", DIGITS, { "gt06.peripheral.mac" }, 0, 0 },
    /* states */
    { "a.status", NUMBER, { "gt06.terminal_information", "gt06.az_status" }, 1, 0 },
    { "a.ignition", FLAG, { "gt06.acc", "gt06.inputs.1" }, 0, 0 },
    { "a.charge", FLAG, { "gt06.charging", "gt06.external_battery.charging" }, 0, 0 },
    { "a.blocked", FLAG, { "gt06.relay" }, 0, 0 },
    { "a.armed", FLAG, { "gt06.armed", "gt06.az_status" }, 0, 0 },
    { "a.archive", FLAG, { "gt06.reupload" }, 0, 0 },
    { "a.in2", FLAG, { "gt06.inputs.2" }, 0, 0 },
    { "a.door", FLAG, { "gt06.door" }, 0, 0 },
    { "a.tamper", FLAG, { "gt06.tamper" }, 0, 0 },
    { "a.motion", FLAG, { "gt06.moving", "gt06.motion_status" }, 0, 0 },
    { "a.io1", FLAG, { "gt06.door_io.state" }, 0, 0 },
    { "a.alarm",
      NONZERO,
      { "gt06.alarm", "gt06.status.alarm", "gt06.alarm_flag", "gt06.recorder.alarm", "gt06.event" },
      0,
      0 },
    { "a.alarm1Status", NUMBER, { "gt06.settings.alarms_1" }, 1, 0 },
    { "a.alarm2Status", NUMBER, { "gt06.settings.alarms_2" }, 1, 0 },
    { "a.alarm3Status", NUMBER, { "gt06.settings.alarms_3" }, 1, 0 },
    { "a.alarm4Status", NUMBER, { "gt06.settings.alarms_4" }, 1, 0 },
    { "a.otherStatus", NUMBER, { "gt06.settings.status" }, 1, 0 },
    { "a.engineStatus", NUMBER, { "gt06.settings.cut_off" }, 1, 0 },
    { "a.event",
      NUMBER,
      { "gt06.alarm", "gt06.recorder.alarm", "gt06.event", "gt06.peripheral.event",
        "gt06.report_reason" },
      1,
      0 },
    { "a.eventData", NUMBER, { "gt06.recorder.value", "gt06.peripheral.event_data" }, 1, 0 },
    { "a.uploadMode", NUMBER, { "gt06.report_reason" }, 1, 0 },
    { "a.geofence", NUMBER, { "gt06.fence" }, 1, 0 },
    { "a.cardStatus", NUMBER, { "gt06.card.status" }, 1, 0 },
    { "a.bootReason", NUMBER, { "gt06.boot_reason" }, 1, 0 },
    { "a.startupStatus", NUMBER, { "gt06.startup_status" }, 1, 0 },
    { "a.tag1Status", NUMBER, { "gt06.tag.status" }, 1, 0 },
    { "a.input", NUMBER, { "gt06.digital_inputs" }, 1, 0 },
    { "a.output", NUMBER, { "gt06.digital_outputs" }, 1, 0 },
    /* texts */
    { "a.result", SAME, { "gt06.text", "gt06.serial.data" }, 0, 0 },
    { "a.eventFiles", SAME, { "gt06.files" }, 0, 0 },
    { "a.dataType", NUMBER, { "gt06.peripheral.data_type" }, 1, 0 },
    { "a.dataDetails", HEX, { "gt06.peripheral.text" }, 0, 0 },
};

static const reading_place bssid_place = { "wifi", SAME, { "gt06.wifi.bssid" }, 0, 0 };
static const reading_place signal_place = { "wifi", NUMBER, { "gt06.wifi.rssi" }, -1, 0 };

/* All fields of all places, once each, NULL at the end. */
static const char *columns[MOST_FIELDS];
static unsigned column_count;

typedef struct {
    unsigned compared;
    unsigned wrong;
} tally;

static unsigned column_of(const char *field)
{
    for (unsigned i = 0; i < column_count; i++) {
        if (strcmp(columns[i], field) == 0)
            return i;
    }
    assert_true(column_count + 1 < MOST_FIELDS);
    columns[column_count] = field;
    return column_count++;
}

static void add_columns(const reading_place *place)
{
    for (unsigned i = 0; i < MOST_PLACES && place->fields[i] != NULL; i++)
        column_of(place->fields[i]);
}

/* The number a value shows; hexadecimal ones are shown with 0x, booleans as 1 or True. */
static double number_of(const char *value)
{
    if (g_str_has_prefix(value, "0x"))
        return (double)strtoull(value, NULL, 16);
    if (strcmp(value, "True") == 0)
        return 1;
    return g_ascii_strtod(value, NULL);
}

static char *without_colons(const char *value)
{
    char **parts = g_strsplit(value, ":", -1);
    char *joined = g_strjoinv("", parts);

    g_strfreev(parts);
    return joined;
}

static char *in_hex(const char *value)
{
    GString *hex = g_string_new(NULL);

    for (; *value != '\0'; value++)
        g_string_append_printf(hex, "%02x", (unsigned char)*value);
    return g_string_free(hex, FALSE);
}

static bool same_text(const char *value, const char *wanted, comparison how)
{
    char *text = how == DIGITS ? without_colons(value)
                 : how == HEX  ? in_hex(value)
                               : g_strdup(value);
    bool same = g_ascii_strcasecmp(text, wanted) == 0;

    g_free(text);
    return same;
}

/* What counts as true, where it is not just any number but 0. */
static bool is_true(const char *field, double number)
{
    if (strcmp(field, "gt06.motion_status") == 0)
        return number == 2 || number == 4; /* extended 23.1 */
    if (strcmp(field, "gt06.az_status") == 0)
        return number == 0xA0; /* armed; extended 6.2 */
    return number != 0;
}

/* A level is named by the field it is in. */
static bool same_level(const char *field, double value, double wanted)
{
    return strcmp(field, "gt06.voltage_level") == 0 ? floor(value * 100 / 6) == wanted
                                                    : value == wanted;
}

static bool agrees(const reading_place *place, const char *field, const char *value,
                   JsonNode *reading)
{
    double number = number_of(value);

    switch (place->how) {
    case NUMBER:
        return fabs(number - json_node_get_double(reading) * place->scale) <=
               place->tolerance + 1e-9;
    case FLAG:
        return is_true(field, number) == (json_node_get_boolean(reading) != FALSE);
    case NONZERO:
        return number != 0;
    case LEVEL:
        return same_level(field, number, json_node_get_double(reading));
    default:
        return same_text(value, json_node_get_string(reading), place->how);
    }
}

/* Does one of the field's values agree? A text may hold the separator: it is tried whole, too. */
static bool field_agrees(const reading_place *place, const char *field, const char *shown,
                         JsonNode *reading)
{
    char **values = g_strsplit(shown, ";", -1);
    bool found = *shown != '\0' && place->how >= SAME && agrees(place, field, shown, reading);

    for (char **value = values; *value != NULL && !found; value++)
        found = **value != '\0' && agrees(place, field, *value, reading);
    g_strfreev(values);
    return found;
}

static char *shown_in(const reading_place *place, char **row)
{
    GString *shown = g_string_new(NULL);

    for (unsigned i = 0; i < MOST_PLACES && place->fields[i] != NULL; i++)
        g_string_append_printf(shown, " %s=%s", place->fields[i], row[column_of(place->fields[i])]);
    return g_string_free(shown, FALSE);
}

static void judge(tally *count, const char *frame, char **row, const reading_place *place,
                  JsonNode *reading)
{
    bool right = false;
    char *shown;
    char *wanted;

    count->compared++;
    for (unsigned i = 0; i < MOST_PLACES && place->fields[i] != NULL && !right; i++)
        right = field_agrees(place, place->fields[i], row[column_of(place->fields[i])], reading);
    if (right || gt06_is_known_difference(frame, place->fields[0]) || count->wrong++ >= MOST_SHOWN)
        return;
    shown = shown_in(place, row);
    wanted = json_to_string(reading, FALSE);
    printf("%s: %s is %s, shown:%s\n", frame, place->key, wanted, shown);
    g_free(wanted);
    g_free(shown);
}

static void judge_wifi(tally *count, const char *frame, char **row, JsonArray *points)
{
    for (unsigned i = 0; i < json_array_get_length(points); i++) {
        JsonArray *point = json_array_get_array_element(points, i);

        judge(count, frame, row, &bssid_place, json_array_get_element(point, 0));
        if (!json_array_get_null_element(point, 1))
            judge(count, frame, row, &signal_place, json_array_get_element(point, 1));
    }
}

static void judge_position(tally *count, const char *frame, char **row, JsonObject *position)
{
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        if (json_object_has_member(position, places[i].key) &&
            !json_object_get_null_member(position, places[i].key))
            judge(count, frame, row, &places[i], json_object_get_member(position, places[i].key));
    }
    if (json_object_has_member(position, "wifi") && !json_object_get_null_member(position, "wifi"))
        judge_wifi(count, frame, row, json_object_get_array_member(position, "wifi"));
}

static void judge_vector(tally *count, JsonObject *vector, char **row)
{
    JsonObject *reading;
    JsonArray *positions;

    if (!json_object_has_member(vector, "reading") ||
        json_object_get_null_member(vector, "reading"))
        return;
    reading = json_object_get_object_member(vector, "reading");
    if (!json_object_has_member(reading, "positions"))
        return;
    positions = json_object_get_array_member(reading, "positions");
    for (unsigned i = 0; i < json_array_get_length(positions); i++)
        judge_position(count, gt06_text(vector, "hex", ""), row,
                       json_array_get_object_element(positions, i));
}

/* The vectors that need this model ("" for none), which is not on the wire. */
static void judge_model(tally *count, GPtrArray *vectors, const char *model)
{
    GPtrArray *chosen = g_ptr_array_new();
    char *preference = g_strconcat("gt06.model:", model, NULL);
    const char *options[] = { "-o", preference, NULL };
    GPtrArray *rows;

    for (unsigned i = 0; i < vectors->len; i++) {
        if (strcmp(gt06_text((JsonObject *)vectors->pdata[i], "model", ""), model) == 0)
            g_ptr_array_add(chosen, vectors->pdata[i]);
    }
    rows = gt06_tshark_fields(
        gt06_capture_vectors(chosen, "readings.pcapng", GT06_OVER_UDP, GT06_PORT), options,
        columns);
    assert_int_equal(rows->len, chosen->len);
    for (unsigned i = 0; i < chosen->len; i++)
        judge_vector(count, (JsonObject *)chosen->pdata[i], (char **)rows->pdata[i]);
    g_ptr_array_unref(rows);
    g_ptr_array_unref(chosen);
    g_free(preference);
}

static void further_readings(void **state G_GNUC_UNUSED)
{
    GPtrArray *vectors = gt06_read_vectors("messages.jsonl");
    GHashTable *models = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iterator;
    tally count = { 0 };
    gpointer model;

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        add_columns(&places[i]);
    add_columns(&bssid_place);
    add_columns(&signal_place);
    for (unsigned i = 0; i < vectors->len; i++)
        g_hash_table_add(models, (gpointer)gt06_text((JsonObject *)vectors->pdata[i], "model", ""));
    g_hash_table_iter_init(&iterator, models);
    while (g_hash_table_iter_next(&iterator, &model, NULL))
        judge_model(&count, vectors, (const char *)model);
    printf("%u further values compared, %u wrong\n", count.compared, count.wrong);
    g_hash_table_unref(models);
    g_ptr_array_unref(vectors);
    assert_int_equal(count.wrong, 0);
    assert_int_equal(gt06_unused_differences(columns), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(further_readings) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
