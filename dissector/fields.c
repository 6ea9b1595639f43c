/* fields.c
 * The fields that several blocks fill.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

int gt06_hf_alarm;
int gt06_hf_analog_voltage;
int gt06_hf_battery_level;
int gt06_hf_battery_temperature;
int gt06_hf_battery_voltage;
int gt06_hf_cell_id;
int gt06_hf_cell_type;
int gt06_hf_contact;
int gt06_hf_course;
int gt06_hf_digital_inputs;
int gt06_hf_driver_id;
int gt06_hf_external_voltage;
int gt06_hf_file;
int gt06_hf_hours;
int gt06_hf_humidity;
int gt06_hf_iccid;
int gt06_hf_imei;
int gt06_hf_imsi;
int gt06_hf_lac;
int gt06_hf_language;
int gt06_hf_latitude;
int gt06_hf_longitude;
int gt06_hf_phone;
int gt06_hf_reader_xor;
int gt06_hf_result;
int gt06_hf_reupload;
int gt06_hf_rssi;
int gt06_hf_rssi_dbm;
int gt06_hf_satellites;
int gt06_hf_satellites_visible;
int gt06_hf_snr;
int gt06_hf_speed;
int gt06_hf_tag_battery_voltage;
int gt06_hf_tag_id;
int gt06_hf_temperature;
int gt06_hf_text;
int gt06_hf_text_separator;
int gt06_hf_time;
int gt06_hf_time_raw;
int gt06_hf_time_zone;
int gt06_hf_unknown;
int gt06_hf_wifi_bssid;
int gt06_hf_wifi_rssi;
int gt06_hf_wifi_rssi_dbm;
int gt06_hf_wifi_count;

static value_string alarm_values[192];
static value_string language_values[8];
static const value_string result_values[] = { { 0, "failed" }, { 1, "successful" }, { 0, NULL } };
static const true_false_string stored_live = { "stored earlier, sent later", "live" };

/* The names that a filter such as gt06.alarm == "SOS" goes by. */
static void fill_alarm_values(void)
{
    size_t filled = 0;

    for (unsigned code = 0; code <= 0xFFF && filled + 1 < array_length(alarm_values); code++) {
        const char *name = gt06_alarm_name(code, GT06_FAMILY_GENERAL);

        if (name != NULL) {
            alarm_values[filled].value = code;
            alarm_values[filled++].strptr = name;
        }
    }
}

static hf_register_info fields[] = {
    { &gt06_hf_alarm,
      { "Alarm", "gt06.alarm", FT_UINT16, BASE_HEX, VALS(alarm_values), 0,
        "Alarm or event code (core 4, extended 27)", HFILL } },
    { &gt06_hf_analog_voltage,
      { "Analogue voltage", "gt06.analog_voltage", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_volt, 0, "Voltage at an analogue input, V (extended 7.1, 17.15)", HFILL } },
    { &gt06_hf_battery_level,
      { "Battery level", "gt06.battery_level", FT_UINT8, BASE_DEC | BASE_UNIT_STRING,
        &gt06_unit_percent, 0, "Battery, percent (core 3.6, extended 10)", HFILL } },
    { &gt06_hf_battery_temperature,
      { "Battery temperature", "gt06.battery_temperature", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_celsius, 0, "Inside of the battery, degrees Celsius (extended 10, 23.1)",
        HFILL } },
    { &gt06_hf_battery_voltage,
      { "Battery voltage", "gt06.battery_voltage", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_volt, 0, "The whole battery, V (core 3.8, extended 10)", HFILL } },
    { &gt06_hf_cell_id,
      { "Cell id", "gt06.cell_id", FT_UINT64, BASE_DEC_HEX, NULL, 0,
        "Cell id (core 3.3, extended 7.1, 14)", HFILL } },
    { &gt06_hf_cell_type,
      { "Cell type", "gt06.cell_type", FT_UINT8, BASE_DEC, NULL, 0,
        "Kind of the cell; it tells the widths of what follows (core 3.3 F, extended 21.10)",
        HFILL } },
    { &gt06_hf_contact,
      { "Name", "gt06.contact", FT_STRING, BASE_NONE, NULL, 0,
        "Name that belongs to a phone number (core 6.81, extended 26.2)", HFILL } },
    { &gt06_hf_course,
      { "Course", "gt06.course", FT_UINT16, BASE_DEC, NULL, 0,
        "Degrees clockwise from true north (core 3.2, 7.3, extended 26.2)", HFILL } },
    { &gt06_hf_digital_inputs,
      { "Digital inputs", "gt06.digital_inputs", FT_UINT16, BASE_HEX, NULL, 0,
        "State of the digital inputs, a bit each (extended 7.1, 21.4)", HFILL } },
    { &gt06_hf_driver_id,
      { "Driver or card id", "gt06.driver_id", FT_STRING, BASE_NONE, NULL, 0,
        "RFID, iButton, card or driver id (core 6.17, 6.25, 6.61, extended 7.1, 17.12, 19)",
        HFILL } },
    { &gt06_hf_external_voltage,
      { "External voltage", "gt06.external_voltage", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_volt, 0, "External supply, V (core 6.13, extended 18.3)", HFILL } },
    { &gt06_hf_file,
      { "File", "gt06.file", FT_STRING, BASE_NONE, NULL, 0,
        "Name of a recorded file (extended 18.5, 26.2)", HFILL } },
    { &gt06_hf_hours,
      { "Running time", "gt06.hours", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
        "Time the engine or ignition was on (core 6.22, 6.32, extended 17.15)", HFILL } },
    { &gt06_hf_humidity,
      { "Humidity", "gt06.humidity", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING, &gt06_unit_percent, 0,
        "Relative humidity, percent (extended 17)", HFILL } },
    { &gt06_hf_iccid,
      { "ICCID", "gt06.iccid", FT_STRING, BASE_NONE, NULL, 0,
        "Identity of the SIM, without padding (core 6.15, extended 3.8, 17.3, 23.1, 26.2)",
        HFILL } },
    { &gt06_hf_imei,
      { "IMEI", "gt06.imei", FT_STRING, BASE_NONE, NULL, 0,
        "Identity of the terminal: on the wire in a login, known from it later (core 6.01, "
        "extended 23.1)",
        HFILL } },
    { &gt06_hf_imsi,
      { "IMSI", "gt06.imsi", FT_STRING, BASE_NONE, NULL, 0,
        "Identity of the subscriber, without padding (extended 3.8, 17.3, 23.1)", HFILL } },
    { &gt06_hf_lac,
      { "LAC", "gt06.lac", FT_UINT32, BASE_DEC_HEX, NULL, 0,
        "Location or tracking area code (core 3.3, extended 7.1, 14)", HFILL } },
    { &gt06_hf_language,
      { "Language", "gt06.language", FT_UINT16, BASE_DEC, VALS(language_values), 0,
        "Language of the text that is wanted or sent (core 3.6, extended 27.1)", HFILL } },
    { &gt06_hf_latitude,
      { "Latitude", "gt06.latitude", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Degrees, south negative (core 3.2, 7.3, extended 26.2)", HFILL } },
    { &gt06_hf_longitude,
      { "Longitude", "gt06.longitude", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Degrees, west negative (core 3.2, 7.3, extended 26.2)", HFILL } },
    { &gt06_hf_phone,
      { "Phone number", "gt06.phone", FT_STRING, BASE_NONE, NULL, 0,
        "Phone number (core 6.17, extended 26.2)", HFILL } },
    { &gt06_hf_reader_xor,
      { "Check byte", "gt06.reader.xor", FT_UINT8, BASE_HEX, NULL, 0,
        "XOR of the bytes of a card (extended 17.12, 19)", HFILL } },
    { &gt06_hf_result,
      { "Result", "gt06.result", FT_UINT8, BASE_DEC, VALS(result_values), 0,
        "Result of an identification, or of a request (extended 19, 25.1)", HFILL } },
    { &gt06_hf_reupload,
      { "Upload", "gt06.reupload", FT_BOOLEAN, BASE_NONE, TFS(&stored_live), 0,
        "Stored earlier and sent later (core 3.7, extended 26.2)", HFILL } },
    { &gt06_hf_rssi,
      { "Signal", "gt06.rssi", FT_UINT16, BASE_DEC, NULL, 0,
        "Signal strength of the cell as sent (core 3.4, extended 14)", HFILL } },
    { &gt06_hf_rssi_dbm,
      { "Signal, assumed", "gt06.rssi.dbm", FT_INT16, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_dbm,
        0, "The negated value, assumed to be dBm (extended 3.5)", HFILL } },
    { &gt06_hf_satellites,
      { "Satellites", "gt06.satellites", FT_UINT8, BASE_DEC, NULL, 0,
        "Satellites used for the fix (core 3.2, 6.13, extended 15, 17.7, 18.3)", HFILL } },
    { &gt06_hf_satellites_visible,
      { "Satellites visible", "gt06.satellites_visible", FT_UINT8, BASE_DEC, NULL, 0,
        "Satellites in view (extended 15.1, 17.7)", HFILL } },
    { &gt06_hf_snr,
      { "Signal-to-noise ratio", "gt06.snr", FT_UINT8, BASE_DEC, NULL, 0,
        "Signal-to-noise ratio of one satellite, dB-Hz assumed (core 6.14, extended 17.7)",
        HFILL } },
    { &gt06_hf_speed,
      { "Speed", "gt06.speed", FT_UINT16, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_kmh, 0,
        "Speed over ground, km/h (core 3.2, 7.3, extended 18.3, 26.2)", HFILL } },
    { &gt06_hf_tag_battery_voltage,
      { "Tag battery voltage", "gt06.tag.battery_voltage", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_volt, 0, "Battery of the tag, V (extended 15.1, 22.2)", HFILL } },
    { &gt06_hf_tag_id,
      { "Tag", "gt06.tag.id", FT_ETHER, BASE_NONE, NULL, 0,
        "Address of the BLE tag (extended 15.1, 22.2)", HFILL } },
    { &gt06_hf_temperature,
      { "Temperature", "gt06.temperature", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_celsius, 0, "Degrees Celsius (core 6.12, extended 17, 19)", HFILL } },
    { &gt06_hf_text,
      { "Text", "gt06.text", FT_STRING, BASE_NONE, NULL, 0,
        "Text as sent (core 3.10, extended 13, 14, 17, 19, 23.1, 26.2)", HFILL } },
    { &gt06_hf_text_separator,
      { "Separator", "gt06.text.separator", FT_STRING, BASE_NONE, NULL, 0,
        "Separator or end mark inside a text (core 6.17, extended 23.1)", HFILL } },
    { &gt06_hf_time,
      { "Time", "gt06.time", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
        "Time of the position or event, in UTC (core 3.1, extended 26.2)", HFILL } },
    { &gt06_hf_time_raw,
      { "Time as sent", "gt06.time.raw", FT_BYTES, BASE_NONE, NULL, 0,
        "Bytes that are no date: a clock that is not set, or damage (core 3.1, extended 15.2, "
        "26.2)",
        HFILL } },
    { &gt06_hf_time_zone,
      { "Time zone", "gt06.time_zone", FT_INT16, BASE_DEC, NULL, 0,
        "Minutes east of UTC that the terminal is set to (core 3.11, extended 26.2)", HFILL } },
    { &gt06_hf_unknown,
      { "Unknown meaning", "gt06.unknown", FT_BYTES, BASE_NONE, NULL, 0,
        "Bytes with a place in the layout whose meaning no document tells (extended 23.2, 31.1)",
        HFILL } },
    { &gt06_hf_wifi_bssid,
      { "BSSID", "gt06.wifi.bssid", FT_ETHER, BASE_NONE, NULL, 0,
        "MAC address of the access point (core 3.5, extended 5, 23.3)", HFILL } },
    { &gt06_hf_wifi_rssi,
      { "Signal", "gt06.wifi.rssi", FT_UINT16, BASE_DEC, NULL, 0,
        "Signal strength of the access point as sent (core 3.5, extended 5)", HFILL } },
    { &gt06_hf_wifi_rssi_dbm,
      { "Signal, assumed", "gt06.wifi.rssi.dbm", FT_INT16, BASE_DEC | BASE_UNIT_STRING,
        &gt06_unit_dbm, 0, "The negated value, assumed to be dBm (extended 3.7)", HFILL } },
    { &gt06_hf_wifi_count,
      { "Access points", "gt06.wifi_count", FT_UINT8, BASE_DEC, NULL, 0,
        "Number of access points that follow (core 6.18, extended 14)", HFILL } },
};

void gt06_register_fields(int protocol)
{
    fill_alarm_values();
    gt06_fill_values(language_values, array_length(language_values), gt06_language_names);
    proto_register_field_array(protocol, fields, array_length(fields));
}
