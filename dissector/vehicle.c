/* vehicle.c
 * Alarms of video recorders, and data passed through from what is connected to the terminal
 * (extended 18 to 20).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

#include <math.h>
#include <string.h>

static int hf_marker;
static int hf_version;
static int hf_satellites_upper;
static int hf_alarm;
static int hf_value;
static int hf_values;
static int hf_files;
static int hf_peripheral_type;
static int hf_data;
static int hf_module;
static int hf_data_length;
static int hf_check;

static int ett_files = -1;
static int ett_serial = -1;

enum {
    CARD_FRAME = 14, /* 02, ten digits of a card, two of its XOR, 03 (extended 19) */
    CARD_BYTES = 5,
    CARD_TEXT = 8,
    SENSOR_FRAME = 7, /* 3C 03 01, temperature, XOR, CR */
    SENSOR_START = 0x3C03
};

static value_string alarm_values[96];

static void read_satellites(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    proto_tree_add_item(cursor->tree, hf_satellites_upper, cursor->tvb, cursor->offset, 1,
                        ENC_BIG_ENDIAN);
    cursor->reading->record->satellites = gt06_tvb_u8(cursor->tvb, cursor->offset) & 0xF;
    cursor->reading->record->has |= GT06_HAS_SATELLITES;
    proto_tree_add_uint(cursor->tree, gt06_hf_satellites, cursor->tvb, cursor->offset, 1,
                        cursor->reading->record->satellites);
    cursor->offset++;
}

static void read_speed(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->record->speed = tvb_get_ntohs(cursor->tvb, cursor->offset);
    cursor->reading->record->has |= GT06_HAS_SPEED;
    gt06_read_field(cursor, reader);
}

static void read_voltage(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->external_voltage = tvb_get_ntohs(cursor->tvb, cursor->offset) / reader->scale;
    record->has |= GT06_HAS_EXTERNAL_VOLTAGE;
    gt06_read_scaled(cursor, reader);
}

static void read_alarm(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_record *record = cursor->reading->record;

    record->recorder_alarm = gt06_tvb_u8(cursor->tvb, cursor->offset);
    record->has |= GT06_HAS_RECORDER_ALARM;
    proto_tree_add_item(cursor->tree, hf_alarm, cursor->tvb, cursor->offset, 1, ENC_BIG_ENDIAN);
    cursor->offset++;
}

/* File names, separated by commas. */
static void read_files(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    int size = gt06_left(cursor);
    int offset = cursor->offset;
    const char *text;
    char **names;
    proto_tree *tree;
    proto_item *item;

    if (size <= 0)
        return;
    text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb, offset, size,
                                            ENC_ASCII | ENC_NA);
    item = proto_tree_add_string(cursor->tree, hf_files, cursor->tvb, offset, size, text);
    tree = proto_item_add_subtree(item, ett_files);
    names = g_strsplit(gt06_plain_text(cursor, size, item), ",", -1);
    for (char **name = names; *name != NULL; name++) {
        if (**name != '\0')
            proto_tree_add_string(tree, gt06_hf_file, cursor->tvb, offset, (int)strlen(*name),
                                  *name);
        offset += (int)strlen(*name) + 1;
    }
    g_strfreev(names);
    cursor->offset += size;
}

static bool is_text(tvbuff_t *tvb, int offset, int size)
{
    for (int i = 0; i < size; i++) {
        uint8_t c = gt06_tvb_u8(tvb, offset + i);

        if ((c < 0x20 || c > 0x7E) && c != '\r' && c != '\n')
            return false;
    }
    return size > 0;
}

/* An RFID reader's frame: the XOR behind the card's digits is that of its bytes. */
static bool read_card_frame(gt06_cursor *cursor, int size)
{
    const char *digits;
    uint8_t sum = 0;
    proto_item *item;

    if (size != CARD_FRAME || gt06_tvb_u8(cursor->tvb, cursor->offset) != 0x02 ||
        gt06_tvb_u8(cursor->tvb, cursor->offset + CARD_FRAME - 1) != 0x03)
        return false;
    digits = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                              cursor->offset + 1, 2 * CARD_BYTES + 2, ENC_ASCII);
    if (strspn(digits, "0123456789ABCDEFabcdef") != 2 * CARD_BYTES + 2)
        return false;
    for (int i = 0; i <= CARD_BYTES; i++)
        sum ^= (uint8_t)(g_ascii_xdigit_value(digits[2 * i]) << 4 |
                         g_ascii_xdigit_value(digits[2 * i + 1]));
    proto_tree_add_string(cursor->tree, gt06_hf_driver_id, cursor->tvb, cursor->offset + 1,
                          2 * CARD_BYTES,
                          wmem_strndup(cursor->reading->pinfo->pool, digits, 2 * CARD_BYTES));
    item = proto_tree_add_string(cursor->tree, hf_check, cursor->tvb,
                                 cursor->offset + 1 + 2 * CARD_BYTES, 2, digits + 2 * CARD_BYTES);
    if (sum != 0)
        gt06_found(cursor->reading->pinfo, item, GT06_F_checksum_wrong,
                   "The reader's check digits do not fit the card number");
    return true;
}

/* 3C 03 01, temperature in 0.1 degree, XOR of the five bytes, CR */
static bool read_sensor_frame(gt06_cursor *cursor, int size)
{
    uint8_t sum = 0;
    proto_item *item;

    if (size != SENSOR_FRAME || tvb_get_ntohs(cursor->tvb, cursor->offset) != SENSOR_START ||
        gt06_tvb_u8(cursor->tvb, cursor->offset + 6) != '\r')
        return false;
    for (int i = 0; i < 5; i++)
        sum ^= gt06_tvb_u8(cursor->tvb, cursor->offset + i);
    proto_tree_add_double(cursor->tree, gt06_hf_temperature, cursor->tvb, cursor->offset + 3, 2,
                          (int16_t)tvb_get_ntohs(cursor->tvb, cursor->offset + 3) / 10.0);
    item = proto_tree_add_item(cursor->tree, gt06_hf_reader_xor, cursor->tvb, cursor->offset + 5, 1,
                               ENC_BIG_ENDIAN);
    if (sum != gt06_tvb_u8(cursor->tvb, cursor->offset + 5))
        gt06_found(cursor->reading->pinfo, item, GT06_F_checksum_wrong,
                   "The sensor's check byte is wrong: its bytes give %02X", sum);
    return true;
}

/* "28.3" and a degree sign in GBK: a number, A1 E6, CR LF */
static bool read_temperature_text(gt06_cursor *cursor, int size)
{
    static const uint8_t sign[] = { 0xA1, 0xE6, '\r', '\n' };
    int digits = size - (int)sizeof sign;
    const char *text;
    char *end;
    double degrees;

    if (digits < 1 || tvb_memeql(cursor->tvb, cursor->offset + digits, sign, sizeof sign) != 0)
        return false;
    text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                            cursor->offset, digits, ENC_ASCII | ENC_NA);
    degrees = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(degrees))
        return false;
    proto_tree_add_double(cursor->tree, gt06_hf_temperature, cursor->tvb, cursor->offset, digits,
                          degrees);
    return true;
}

/* "D7520A62" and CR LF: the text of a card reader */
static void add_card_text(gt06_cursor *cursor, int size)
{
    const char *text;

    if (size != CARD_TEXT + 2 || tvb_get_ntohs(cursor->tvb, cursor->offset + CARD_TEXT) != 0x0D0A)
        return;
    text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                            cursor->offset, CARD_TEXT, ENC_ASCII | ENC_NA);
    if (strspn(text, "0123456789ABCDEFabcdef") == CARD_TEXT)
        proto_tree_add_string(cursor->tree, gt06_hf_driver_id, cursor->tvb, cursor->offset,
                              CARD_TEXT, text);
}

/* Whatever a peripheral sent: bytes, and what they are where that can be told (extended 19). */
static void read_serial_data(gt06_cursor *cursor, const gt06_reader *reader)
{
    static bool (*const readings[])(gt06_cursor *, int) = {
        read_card_frame, read_sensor_frame, read_temperature_text,
    };
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    proto_item *item;
    gt06_cursor inner = *cursor;

    if (size <= 0)
        return;
    if (is_text(cursor->tvb, cursor->offset, size)) {
        add_card_text(cursor, size);
        gt06_add_fuel_text(cursor, size);
        return;
    }
    item = proto_tree_add_item(cursor->tree, hf_data, cursor->tvb, cursor->offset, size, ENC_NA);
    inner.tree = proto_item_add_subtree(item, ett_serial);
    for (size_t i = 0; i < array_length(readings); i++) {
        if (readings[i](&inner, size))
            break;
    }
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_RECORDER_MARKER, gt06_read_field, &hf_marker, 0 },
    { E_RECORDER_VERSION, gt06_read_field, &hf_version, 0 },
    { E_SATELLITES_NIBBLE, read_satellites, NULL, 0 },
    { E_SPEED_2, read_speed, &gt06_hf_speed, 0 },
    { E_EXTERNAL_DECIVOLTS, read_voltage, &gt06_hf_external_voltage, 10 },
    { E_RECORDER_ALARM, read_alarm, NULL, 0 },
    { E_RECORDER_VALUE, gt06_read_field, &hf_value, 0 },
    { E_RECORDER_VALUES, gt06_read_bytes, &hf_values, 0 },
    { E_FILE_NAMES, read_files, NULL, 0 },
    { E_PERIPHERAL_TYPE, gt06_read_field, &hf_peripheral_type, 0 },
    { E_RESULT, gt06_read_field, &gt06_hf_result, 0 },
    { E_SERIAL_DATA, read_serial_data, NULL, 0 },
    { E_EXTERNAL_MODULE, gt06_read_field, &hf_module, 0 },
    { E_DATA_LENGTH, gt06_read_count, &hf_data_length, 0 },
};

static hf_register_info fields[] = {
    { &hf_marker,
      { "Marker", "gt06.recorder.marker", FT_UINT16, BASE_HEX, NULL, 0,
        "0xffff in front of the newer form (extended 18.3)", HFILL } },
    { &hf_version,
      { "Version", "gt06.recorder.version", FT_UINT8, BASE_DEC, NULL, 0,
        "Version of the form (extended 18.3)", HFILL } },
    { &hf_satellites_upper,
      { "Upper nibble", "gt06.recorder.satellites_upper", FT_UINT8, BASE_HEX, NULL, 0xF0,
        "Upper nibble of the satellites, not reliable (extended 31.2)", HFILL } },
    { &hf_alarm,
      { "Recorder alarm", "gt06.recorder.alarm", FT_UINT8, BASE_HEX, VALS(alarm_values), 0,
        "Alarm of a video recorder (extended 18.4)", HFILL } },
    { &hf_value,
      { "Alarm value", "gt06.recorder.value", FT_UINT16, BASE_DEC, NULL, 0,
        "Value of the alarm, such as a speed (extended 18.2)", HFILL } },
    { &hf_values,
      { "Alarm values", "gt06.recorder.values", FT_BYTES, BASE_NONE, NULL, 0,
        "Values of the alarm (extended 18.1)", HFILL } },
    { &hf_files,
      { "Files", "gt06.files", FT_STRING, BASE_NONE, NULL, 0,
        "Names of the recorded files (extended 18.5)", HFILL } },
    { &hf_peripheral_type,
      { "Peripheral type", "gt06.peripheral_type", FT_UINT8, BASE_HEX, NULL, 0,
        "Type of the external device (extended 19)", HFILL } },
    { &hf_data,
      { "Data", "gt06.serial.data", FT_BYTES, BASE_NONE, NULL, 0,
        "Bytes as received from a peripheral, or to be sent to it (extended 19, 20)", HFILL } },
    { &hf_module,
      { "External module", "gt06.external_module", FT_UINT8, BASE_HEX, NULL, 0,
        "Number of the external module (extended 20)", HFILL } },
    { &hf_data_length,
      { "Data length", "gt06.serial.length", FT_UINT8, BASE_DEC, NULL, 0,
        "Bytes of data that follow (extended 20)", HFILL } },
    { &hf_check,
      { "Check digits", "gt06.reader.check", FT_STRING, BASE_NONE, NULL, 0,
        "XOR of the card's bytes in hexadecimal digits (extended 19)", HFILL } },
};

void gt06_register_vehicle(int protocol)
{
    static int *trees[] = { &ett_files, &ett_serial };

    gt06_fill_values(alarm_values, array_length(alarm_values), gt06_dvr_alarm_names);
    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
    gt06_register_information(protocol);
    gt06_register_fuel(protocol);
    gt06_register_obd(protocol);
    gt06_register_pairs(protocol);
}
