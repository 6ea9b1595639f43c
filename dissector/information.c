/* information.c
 * What the information message 0x94 carries beside texts (extended 17).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

#include <string.h>

static int hf_type;
static int hf_door_io;
static int hf_door;
static int hf_door_level;
static int hf_door_state;
static int hf_door_reserved;
static int hf_satellite_mode;
static int hf_satellite_visible_snr;
static int hf_network;
static int hf_probe_count;
static int hf_probe_rom;
static int hf_reader_start;
static int hf_reader_length;
static int hf_reader_end;
static int hf_key_index;
static int hf_key_length;
static int hf_key;
static int hf_trip_type;
static int hf_trip_mileage;
static int hf_trip_start;
static int hf_trip_end;
static int hf_fuel_litres;
static int hf_sensor_count;
static int hf_sensor_invalid;

static int ett_door = -1;
static int ett_system = -1;
static int ett_probe = -1;
static int ett_sensor = -1;

enum { MINUTE = 60, SENSOR_NEGATIVE = 0x8000, SENSOR_INVALID = 0x1000, NO_HUMIDITY = 0xFF };

static const value_string type_values[] = {
    { 0x00, "external voltage" },      { 0x04, "settings" },
    { 0x05, "door" },                  { 0x06, "voltage and mileage" },
    { 0x08, "self-test" },             { 0x09, "satellites" },
    { 0x0A, "IMEI, IMSI, ICCID" },     { 0x0B, "network or voltage" },
    { 0x0D, "fuel sensor" },           { 0x10, "text" },
    { 0x15, "temperature probes" },    { 0x1B, "card" },
    { 0x1E, "temperature, humidity" }, { 0x21, "Bluetooth address" },
    { 0x23, "Bluetooth key" },         { 0xFB, "trip report" },
    { 0xFD, "analogue voltage" },      { 0xFE, "fuel" },
    { 0xFF, "sensors" },               { 0, NULL },
};

static const value_string mode_values[] = {
    { 0, "no such function" }, { 1, "searching" }, { 2, "2D fix" },
    { 3, "3D fix" },           { 4, "sleeping" },  { 0, NULL },
};

static const value_string network_values[] = { { 0, "2G" }, { 1, "4G" }, { 0, NULL } };

static const true_false_string open_closed = { "open", "closed" };
static const true_false_string high_low = { "high", "low" };

static void add(gt06_cursor *cursor, int hf, int size)
{
    proto_tree_add_item(cursor->tree, hf, cursor->tvb, cursor->offset, size, ENC_BIG_ENDIAN);
    cursor->offset += size;
}

static void read_type(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->record->detail =
        try_val_to_str(gt06_tvb_u8(cursor->tvb, cursor->offset), type_values);
    gt06_read_field(cursor, reader);
}

static void read_door(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const bits[] = { &hf_door_reserved, &hf_door_state, &hf_door_level, &hf_door,
                                 NULL };

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf_door_io, ett_door, bits,
                           ENC_BIG_ENDIAN);
    cursor->offset++;
}

/* A count, and so many bytes as far as they are there; false if some are not. */
static bool read_signals(gt06_cursor *cursor, int hf_count, int hf_signal)
{
    int count;
    bool whole;

    if (!gt06_need(cursor, 1, "number of satellites"))
        return false;
    count = gt06_tvb_u8(cursor->tvb, cursor->offset);
    add(cursor, hf_count, 1);
    whole = gt06_need(cursor, count, "signals of the satellites");
    for (int i = 0; i < count && gt06_left(cursor) > 0; i++)
        add(cursor, hf_signal, 1);
    return whole;
}

/* State of the receiver, then the satellites that are used, and those that are not. */
static void read_system(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    proto_item *item;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 1, ett_system,
                                        &item, "Satellite system");
    add(&block, hf_satellite_mode, 1);
    if (read_signals(&block, gt06_hf_satellites, gt06_hf_snr))
        read_signals(&block, gt06_hf_satellites_visible, hf_satellite_visible_snr);
    proto_item_set_len(item, block.offset - cursor->offset);
    cursor->offset = block.offset;
}

static void read_probe(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    double degrees = (int16_t)tvb_get_ntohs(cursor->tvb, cursor->offset + 8) / 100.0;

    block.tree = proto_tree_add_subtree_format(cursor->tree, cursor->tvb, cursor->offset, 10,
                                               ett_probe, NULL, "Probe: %.2f degC", degrees);
    add(&block, hf_probe_rom, 8);
    proto_tree_add_double(block.tree, gt06_hf_temperature, block.tvb, block.offset, 2, degrees);
    cursor->offset += 10;
}

static void add_card(gt06_cursor *cursor, int size)
{
    proto_tree_add_string(
        cursor->tree, gt06_hf_driver_id, cursor->tvb, cursor->offset, size,
        tvb_bytes_to_str(cursor->reading->pinfo->pool, cursor->tvb, cursor->offset, size));
    cursor->offset += size;
}

/* 02, length 08, card of 4 bytes, XOR of the card, 03 (extended 17.12) */
static void read_reader_frame(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    uint8_t sum = 0;
    proto_item *item;

    add(cursor, hf_reader_start, 1);
    add(cursor, hf_reader_length, 1);
    for (int i = 0; i < 4; i++)
        sum ^= gt06_tvb_u8(cursor->tvb, cursor->offset + i);
    add_card(cursor, 4);
    item = proto_tree_add_item(cursor->tree, gt06_hf_reader_xor, cursor->tvb, cursor->offset, 1,
                               ENC_BIG_ENDIAN);
    if (sum != gt06_tvb_u8(cursor->tvb, cursor->offset))
        gt06_found(cursor->reading->pinfo, item, GT06_F_checksum_wrong,
                   "The reader's check byte is wrong: the card's bytes give %02X", sum);
    cursor->offset++;
    add(cursor, hf_reader_end, 1);
}

/* A type that no document tells of: bytes, and text if they are such (extended 17). */
static void read_data(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    const gt06_content *content = &cursor->reading->content;
    int size = gt06_left(cursor);

    if (size > 0 && gt06_is_printable(content, (size_t)cursor->offset))
        proto_tree_add_string(cursor->tree, gt06_hf_text, cursor->tvb, cursor->offset, size,
                              gt06_plain_text(cursor, size, NULL));
    gt06_read_undecoded(cursor);
}

/* "RFID:008FB2BEBA39" or the number alone */
static void read_card_text(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    int size = gt06_left(cursor);
    char *text;
    const char *colon;

    if (size <= 0)
        return;
    text = (char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb, cursor->offset,
                                      size, ENC_ASCII | ENC_NA);
    g_strstrip(text);
    proto_tree_add_string(cursor->tree, gt06_hf_text, cursor->tvb, cursor->offset, size, text);
    colon = strchr(text, ':');
    proto_tree_add_string(cursor->tree, gt06_hf_driver_id, cursor->tvb, cursor->offset, size,
                          colon != NULL ? colon + 1 : text);
    cursor->reading->record->text = text;
    cursor->offset += size;
}

static void read_minutes(gt06_cursor *cursor, const gt06_reader *reader)
{
    nstime_t moment = NSTIME_INIT_ZERO;

    moment.secs = (time_t)tvb_get_ntohl(cursor->tvb, cursor->offset) * MINUTE;
    proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 4, &moment);
    cursor->offset += 4;
}

static void read_trip_time(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint8_t parts[6];

    tvb_memcpy(cursor->tvb, parts, cursor->offset, sizeof parts);
    gt06_add_date(cursor, *reader->hf, parts, GT06_CLOCK_DEVICE);
}

/* Bit 15 minus, bit 12 no valid value, bits 11 to 0 in 0.1 degree; then percent (extended 17.15) */
static void read_sensor(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    unsigned word = tvb_get_ntohs(cursor->tvb, cursor->offset);
    double degrees = (word & 0xFFF) / 10.0 * (word & SENSOR_NEGATIVE ? -1 : 1);
    gt06_cursor block = *cursor;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 3, ett_sensor,
                                        NULL, "Sensor");
    if (word & SENSOR_INVALID)
        add(&block, hf_sensor_invalid, 2);
    else
        proto_tree_add_double(block.tree, gt06_hf_temperature, block.tvb, block.offset, 2, degrees);
    block.offset = cursor->offset + 2;
    if (gt06_tvb_u8(block.tvb, block.offset) == NO_HUMIDITY)
        add(&block, hf_sensor_invalid, 1);
    else
        proto_tree_add_double(block.tree, gt06_hf_humidity, block.tvb, block.offset, 1,
                              gt06_tvb_u8(block.tvb, block.offset));
    cursor->offset += 3;
}

static const gt06_reader readers[] = {
    { E_INFORMATION_TYPE, read_type, &hf_type, 0 },
    { E_INFORMATION_DATA, read_data, NULL, 0 },
    { E_DOOR_IO, read_door, NULL, 0 },
    { E_SATELLITE_SYSTEM, read_system, NULL, 0 },
    { E_NETWORK, gt06_read_field, &hf_network, 0 },
    { E_PROBE_COUNT, gt06_read_count, &hf_probe_count, 0 },
    { E_PROBE, read_probe, NULL, 0 },
    { E_READER_FRAME, read_reader_frame, NULL, 0 },
    { E_CARD_TEXT, read_card_text, NULL, 0 },
    { E_TEMPERATURE_DECI_4, gt06_read_signed, &gt06_hf_temperature, 10 },
    { E_HUMIDITY_DECI_4, gt06_read_signed, &gt06_hf_humidity, 10 },
    { E_KEY_INDEX, gt06_read_field, &hf_key_index, 0 },
    { E_KEY_LENGTH, gt06_read_count, &hf_key_length, 0 },
    { E_BLUETOOTH_KEY, gt06_read_bytes, &hf_key, 0 },
    { E_TRIP_REPORT_TYPE, gt06_read_field, &hf_trip_type, 0 },
    { E_ACC_ON_MINUTES, read_minutes, &gt06_hf_hours, 0 },
    { E_TRIP_MILEAGE, gt06_read_scaled, &hf_trip_mileage, 10 },
    { E_TRIP_START, read_trip_time, &hf_trip_start, 0 },
    { E_TRIP_END, read_trip_time, &hf_trip_end, 0 },
    { E_ANALOG_CENTI, gt06_read_scaled, &gt06_hf_analog_voltage, 100 },
    { E_FUEL_DECI, gt06_read_scaled, &hf_fuel_litres, 10 },
    { E_SENSOR_COUNT, gt06_read_count, &hf_sensor_count, 0 },
    { E_SENSOR, read_sensor, NULL, 0 },
};

static hf_register_info fields[] = {
    { &hf_type,
      { "Information type", "gt06.information_type", FT_UINT8, BASE_HEX, VALS(type_values), 0,
        "What the information is about (extended 17)", HFILL } },
    { &hf_door_io,
      { "Inputs", "gt06.door_io", FT_UINT8, BASE_HEX, NULL, 0, "Door input (extended 17.4)",
        HFILL } },
    { &hf_door_reserved,
      { "Reserved", "gt06.door_io.reserved", FT_UINT8, BASE_HEX, NULL, 0xF8,
        "Bits without a meaning (extended 17.4)", HFILL } },
    { &hf_door_state,
      { "Input", "gt06.door_io.state", FT_BOOLEAN, 8, TFS(&high_low), 0x04,
        "State of the input (extended 17.4)", HFILL } },
    { &hf_door_level,
      { "Trigger level", "gt06.door_io.level", FT_BOOLEAN, 8, TFS(&high_low), 0x02,
        "Level that triggers (extended 17.4)", HFILL } },
    { &hf_door,
      { "Door", "gt06.door", FT_BOOLEAN, 8, TFS(&open_closed), 0x01, "Door open (extended 17.4)",
        HFILL } },
    { &hf_satellite_mode,
      { "Mode", "gt06.satellite_mode", FT_UINT8, BASE_DEC, VALS(mode_values), 0,
        "State of the receiver for this system (extended 17.7)", HFILL } },
    { &hf_satellite_visible_snr,
      { "Signal, visible", "gt06.snr.visible", FT_UINT8, BASE_DEC, NULL, 0,
        "Signal of a satellite that is not used (extended 17.7)", HFILL } },
    { &hf_network,
      { "Network", "gt06.network", FT_UINT8, BASE_DEC, VALS(network_values), 0,
        "Network technology, 0 is 2G, more is 4G (extended 17.9)", HFILL } },
    { &hf_probe_count,
      { "Probes", "gt06.probe_count", FT_UINT8, BASE_DEC, NULL, 0,
        "Temperature probes that follow (extended 17.11)", HFILL } },
    { &hf_probe_rom,
      { "ROM code", "gt06.probe.rom", FT_BYTES, BASE_NONE, NULL, 0,
        "Identity of a temperature probe (extended 17.11)", HFILL } },
    { &hf_reader_start,
      { "Start of the reader's frame", "gt06.reader.start", FT_UINT8, BASE_HEX, NULL, 0,
        "Start of a card reader's frame (extended 17.12)", HFILL } },
    { &hf_reader_length,
      { "Length or type", "gt06.reader.length", FT_UINT8, BASE_DEC, NULL, 0,
        "Length or type of a card reader's frame (extended 17.12)", HFILL } },
    { &hf_reader_end,
      { "End of the reader's frame", "gt06.reader.end", FT_UINT8, BASE_HEX, NULL, 0,
        "End of a card reader's frame (extended 17.12)", HFILL } },
    { &hf_key_index,
      { "Key index", "gt06.bluetooth.key_index", FT_UINT8, BASE_DEC, NULL, 0,
        "Index or type of the key (extended 17.14)", HFILL } },
    { &hf_key_length,
      { "Key length", "gt06.bluetooth.key_length", FT_UINT8, BASE_DEC, NULL, 0,
        "Bytes of the key (extended 17.14)", HFILL } },
    { &hf_key,
      { "Bluetooth key", "gt06.bluetooth.key", FT_BYTES, BASE_NONE, NULL, 0,
        "Key of the terminal's Bluetooth, a secret (extended 17.14)", HFILL } },
    { &hf_trip_type,
      { "Report type", "gt06.trip.type", FT_UINT8, BASE_DEC, NULL, 0,
        "0 for a trip report (extended 17.15)", HFILL } },
    { &hf_trip_mileage,
      { "Trip mileage", "gt06.trip.mileage", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Length of the trip, km (extended 17.15)", HFILL } },
    { &hf_trip_start,
      { "Start", "gt06.trip.start", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
        "Start of the trip (extended 17.15)", HFILL } },
    { &hf_trip_end,
      { "End", "gt06.trip.end", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
        "End of the trip (extended 17.15)", HFILL } },
    { &hf_fuel_litres,
      { "Fuel", "gt06.fuel.litres", FT_DOUBLE, BASE_NONE, NULL, 0, "Fuel, l (extended 17.15)",
        HFILL } },
    { &hf_sensor_count,
      { "Sensors", "gt06.sensor_count", FT_UINT8, BASE_DEC, NULL, 0,
        "Sensors that follow (extended 17.15)", HFILL } },
    { &hf_sensor_invalid,
      { "No valid value", "gt06.sensor.invalid", FT_BYTES, BASE_NONE, NULL, 0,
        "A sensor without a valid value (extended 17.15)", HFILL } },
};

void gt06_register_information(int protocol)
{
    static int *trees[] = { &ett_door, &ett_system, &ett_probe, &ett_sensor };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
