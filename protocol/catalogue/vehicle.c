/* vehicle.c
 * Information, OBD, batteries, recorders, serial data.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum { READER_START = 0x02, READER_END = 0x03, FUEL_TEXT = '!', NO_VERSION = 0xFFFF };

static bool is_reader_frame(const gt06_content *c)
{
    return gt06_byte(c, 1) == READER_START && gt06_byte(c, 8) == READER_END;
}

static bool is_printable_behind_type(const gt06_content *c)
{
    return gt06_is_printable(c, 1);
}

static bool is_fuel_text(const gt06_content *c)
{
    return gt06_byte(c, 1) == FUEL_TEXT;
}

/* Two bytes in the short form are a voltage without a type in front (extended 17.1). */
static bool is_short_form(const gt06_content *c)
{
    return c->form == GT06_SHORT;
}

static bool has_marker(const gt06_content *c)
{
    return gt06_u16(c, 0) == NO_VERSION;
}

static bool is_identification_result(const gt06_content *c)
{
    return gt06_byte(c, 0) == 2;
}

/* Extended 31.4: the first content byte is the type of the information. */
static const gt06_layout information[] = {
    { "voltage only", N_IS_IF(2, is_short_form), RUN(E_EXTERNAL_VOLTAGE) },
    { "external voltage", FIRST(0x00), N_FROM(1), RUN(E_INFORMATION_TYPE, E_EXTERNAL_VOLTAGE) },
    { "settings text", FIRST(0x04), N_FROM(1), RUN(E_INFORMATION_TYPE, E_SETTINGS_TEXT) },
    { "door with time", FIRST(0x05), N_FROM(8), RUN(E_INFORMATION_TYPE, E_DATE_TIME, E_DOOR_IO) },
    { "door", FIRST(0x05), N_FROM(1), RUN(E_INFORMATION_TYPE, E_DOOR_IO) },
    { "voltage and mileage, layout unknown", FIRST(0x06), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_NO_MEANING) },
    { "self-test text", FIRST(0x08), N_FROM(1), RUN(E_INFORMATION_TYPE, E_TEXT) },
    { "satellites", FIRST(0x09), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_SATELLITE_SYSTEM, E_SATELLITE_SYSTEM, E_EXTENSION_LENGTH,
          COUNTED | E_EXTENSION) },
    { "IMEI, IMSI, ICCID", FIRST(0x0A), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_IMEI, E_IMSI, E_ICCID) },
    { "network technology", FIRST(0x0B), N_IS(2), RUN(E_INFORMATION_TYPE, E_NETWORK) },
    { "external voltage (0B)", FIRST(0x0B), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_EXTERNAL_VOLTAGE) },
    { "fuel text", FIRST(0x0D), N_FROM_IF(2, is_fuel_text),
      RUN(E_INFORMATION_TYPE, E_FUEL_TEXT) },
    { "time + fuel text", FIRST(0x0D), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_DATE_TIME, E_FUEL_TEXT) },
    { "text, meaning unknown", FIRST(0x10), N_FROM(1), RUN(E_INFORMATION_TYPE, E_TEXT) },
    { "wired temperature probes", FIRST(0x15), N_COUNTED(2, 10, 1, -1),
      RUN(E_INFORMATION_TYPE, E_PROBE_COUNT, COUNTED | E_PROBE) },
    { "card reader frame", FIRST(0x1B), N_IS_IF(9, is_reader_frame),
      RUN(E_INFORMATION_TYPE, E_READER_FRAME) },
    { "card text", FIRST(0x1B), N_FROM_IF(2, is_printable_behind_type),
      RUN(E_INFORMATION_TYPE, E_CARD_TEXT) },
    { "card number", FIRST(0x1B), N_IS(9), RUN(E_INFORMATION_TYPE, E_RFID) },
    { "temperature, humidity", FIRST(0x1E), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_TEMPERATURE_DECI_4, E_HUMIDITY_DECI_4) },
    { "Bluetooth address", FIRST(0x21), N_FROM(1), RUN(E_INFORMATION_TYPE, E_MAC) },
    { "Bluetooth key", FIRST(0x23), N_FROM(1),
      RUN(E_INFORMATION_TYPE, E_KEY_INDEX, E_KEY_LENGTH, COUNTED | E_BLUETOOTH_KEY) },
    { "trip report", FIRST(0xFB), N_IS(22),
      RUN(E_INFORMATION_TYPE, E_TRIP_REPORT_TYPE, E_ACC_ON_MINUTES, E_TRIP_MILEAGE, E_TRIP_START,
          E_TRIP_END) },
    { "analogue voltage", FIRST(0xFD), N_IS(3), RUN(E_INFORMATION_TYPE, E_ANALOG_CENTI) },
    { "fuel", FIRST(0xFE), N_IS(3), RUN(E_INFORMATION_TYPE, E_FUEL_DECI) },
    { "sensors", FIRST(0xFF), N_COUNTED(2, 3, 1, -1),
      RUN(E_INFORMATION_TYPE, E_SENSOR_COUNT, COUNTED | E_SENSOR) },
    { "unknown information type", N_FROM(1), RUN(E_INFORMATION_TYPE, E_INFORMATION_DATA) },
    LAST_LAYOUT
};

static const gt06_layout obd[] = {
    { "OBD text", N_FROM(19), RUN(E_DATE_TIME, E_ACC, E_OBD_ITEMS, E_GPS) },
    LAST_LAYOUT
};

static const gt06_layout battery_management[] = {
    { "battery management", N_IS(105),
      RUN(E_DEVICE_SERIAL, E_UNIX_TIME, E_RELATIVE_CHARGE, E_REMAINING_CAPACITY, E_ABSOLUTE_CHARGE,
          E_FULL_CAPACITY, E_HEALTH, E_INNER_TEMPERATURE, E_CURRENT, E_PACK_MILLIVOLTS,
          E_CHARGE_CYCLES, TIMES(14) | E_CELL_MILLIVOLTS, E_CHARGING_INTERVAL,
          E_CHARGING_INTERVAL_MAX, E_BARCODE, E_BATTERY_VERSION, E_MANUFACTURER, E_BATTERY_STATUS,
          E_CONTROLLER_STATUS, E_CONTROLLER_FAULT) },
    LAST_LAYOUT
};

static const gt06_layout recorder_alarm[] = {
    { "JC400 with marker", N_FROM_IF(27, has_marker),
      RUN(E_RECORDER_MARKER, E_RECORDER_VERSION, E_DATE_TIME, E_SATELLITES_NIBBLE,
          E_LAT_LON_COURSE, E_SPEED_2, E_EXTERNAL_DECIVOLTS, E_RECORDER_ALARM, E_RECORDER_VALUE,
          E_FILE_NAMES) },
    { "JC100 short", N_BETWEEN(7, 18), RUN(E_DATE_TIME, E_RECORDER_ALARM, E_RECORDER_VALUES) },
    { "JC400 of 2020", N_FROM(19),
      RUN(E_DATE_TIME, E_LAT_LON_COURSE, E_RECORDER_ALARM, E_RECORDER_VALUE, E_FILE_NAMES) },
    LAST_LAYOUT
};

static const gt06_layout serial_answer[] = {
    { "identification result", N_IS_IF(2, is_identification_result),
      RUN(E_PERIPHERAL_TYPE, E_RESULT) },
    { "peripheral data", N_FROM(1), RUN(E_PERIPHERAL_TYPE, E_SERIAL_DATA) },
    LAST_LAYOUT
};

static const gt06_layout serial_data[] = {
    { "peripheral data", N_FROM(1), RUN(E_PERIPHERAL_TYPE, E_SERIAL_DATA) },
    LAST_LAYOUT
};

static const gt06_layout module_data[] = {
    { "module data", N_COUNTED(2, 1, 1, -1),
      RUN(E_EXTERNAL_MODULE, E_DATA_LENGTH, COUNTED | E_SERIAL_DATA) },
    LAST_LAYOUT
};

static const gt06_layout module_answer[] = {
    { "module data", N_COUNTED(2, 1, 1, -1),
      RUN(E_EXTERNAL_MODULE, E_DATA_LENGTH, COUNTED | E_SERIAL_DATA) },
    { "module answer", N_IS(1), RUN(E_EXTERNAL_MODULE) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x40, .forms = ANY_FORM, .directions = UP, .name = "Battery management",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 10",
      .layouts = battery_management },
    { .number = 0x65, .forms = ANY_FORM, .directions = UP, .name = "OBD trouble codes",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_DEVICE, .clause = "extended 13.3",
      .layouts = obd },
    { .number = 0x66, .forms = ANY_FORM, .directions = UP, .name = "OBD PIDs",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_DEVICE, .clause = "extended 13.2",
      .layouts = obd },
    { .number = 0x8C, .forms = ANY_FORM, .directions = UP, .name = "OBD live data",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_DEVICE, .clause = "extended 13.1",
      .layouts = obd },
    { .number = 0x94, .forms = ANY_FORM, .directions = UP, .name = "Information",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_UTC, .clause = "extended 17",
      .layouts = information },
    { .number = 0x95, .forms = ANY_FORM, .directions = UP, .name = "Recorder alarm",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 18",
      .layouts = recorder_alarm },
    { .number = 0x9B, .forms = ANY_FORM, .directions = DOWN, .name = "Serial data",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "extended 19",
      .layouts = serial_answer },
    { .number = 0x9B, .forms = ANY_FORM, .directions = UP, .name = "Serial data",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_NONE, .clause = "extended 19",
      .layouts = serial_data },
    { .number = 0x9C, .forms = ANY_FORM, .directions = UP, .name = "Module data",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_NONE, .clause = "extended 20",
      .layouts = module_data },
    { .number = 0x9C, .forms = ANY_FORM, .directions = DOWN, .name = "Module data",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "extended 20",
      .layouts = module_answer },
};

const gt06_family_rows gt06_vehicle_rows = ROWS(rows);
