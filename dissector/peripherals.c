/* peripherals.c
 * What is connected to the terminal, and what happened there: events, tags, batteries, OBD.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

static int hf_event;
static int hf_event_time;
static int hf_event_length;
static int hf_event_extra;
static int hf_tag_voltage_unknown;
static int hf_tag_level;
static int hf_tag_temperature;
static int hf_tag_humidity;
static int hf_tag_status;
static int hf_device_mac_type;
static int hf_device_mac;
static int hf_device_event;
static int hf_device_event_data;
static int hf_device_data_type;
static int hf_device_text;
static int hf_device_data;
static int hf_battery_level;
static int hf_battery_charging;
static int hf_battery_cycles;
static int hf_obd;

static int ett_event = -1;
static int ett_tag = -1;
static int ett_device = -1;
static int ett_battery = -1;

enum { VOLTAGE_UNKNOWN = 0x7FFF, DATA_IS_TEXT = 2, DEVICE_HEAD = 10 };

static value_string event_values[48];

static const true_false_string charging_not = { "charging", "not charging" };

static void add(gt06_cursor *cursor, int hf, int size)
{
    proto_tree_add_item(cursor->tree, hf, cursor->tvb, cursor->offset, size, ENC_BIG_ENDIAN);
    cursor->offset += size;
}

static void add_scaled(gt06_cursor *cursor, int hf, double value, double scale)
{
    proto_tree_add_double(cursor->tree, hf, cursor->tvb, cursor->offset, 2, value / scale);
    cursor->offset += 2;
}

/* Code, time, and as many bytes more as a length says (extended 15.3). */
static void read_event(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    nstime_t moment = NSTIME_INIT_ZERO;
    int extra;

    add(cursor, hf_event, 1);
    moment.secs = (time_t)tvb_get_ntohl(cursor->tvb, cursor->offset);
    proto_tree_add_time(cursor->tree, hf_event_time, cursor->tvb, cursor->offset, 4, &moment);
    cursor->offset += 4;
    extra = gt06_tvb_u8(cursor->tvb, cursor->offset);
    add(cursor, hf_event_length, 1);
    if (extra > 0 && gt06_need(cursor, extra, "extra content of the event"))
        add(cursor, hf_event_extra, extra);
}

static void read_tag(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    unsigned voltage = tvb_get_ntohs(cursor->tvb, cursor->offset + 6);

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 14, ett_tag,
                                        NULL, "BLE tag");
    add(&block, gt06_hf_tag_id, 6);
    if (voltage == VOLTAGE_UNKNOWN)
        add(&block, hf_tag_voltage_unknown, 2);
    else
        add_scaled(&block, gt06_hf_tag_battery_voltage, voltage, 1000);
    add(&block, hf_tag_level, 1);
    add_scaled(&block, hf_tag_temperature, (int16_t)tvb_get_ntohs(block.tvb, block.offset), 10);
    add_scaled(&block, hf_tag_humidity, (int16_t)tvb_get_ntohs(block.tvb, block.offset), 10);
    add(&block, hf_tag_status, 1);
    cursor->offset = block.offset;
}

static void read_device(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    int data = gt06_left(cursor) - DEVICE_HEAD;
    unsigned type = gt06_tvb_u8(cursor->tvb, cursor->offset + 9);

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset,
                                        gt06_left(cursor), ett_device, NULL,
                                        "Bluetooth peripheral");
    add(&block, hf_device_mac_type, 1);
    add(&block, hf_device_mac, 6);
    add(&block, hf_device_event, 1);
    add(&block, hf_device_event_data, 1);
    add(&block, hf_device_data_type, 1);
    if (data > 0)
        add(&block, type == DATA_IS_TEXT ? hf_device_text : hf_device_data, data);
    cursor->offset = block.offset;
}

static void read_battery(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 10, ett_battery,
                                        NULL, "External battery");
    add(&block, hf_battery_level, 1);
    add(&block, hf_battery_charging, 1);
    add(&block, hf_battery_cycles, 2);
    add(&block, gt06_hf_unknown, 6);
    cursor->offset = block.offset;
}

static const gt06_reader readers[] = {
    { E_EVENT, read_event, NULL, 0 },
    { E_BLE_TAG, read_tag, NULL, 0 },
    { E_BLUETOOTH_DEVICE, read_device, NULL, 0 },
    { E_EXTERNAL_BATTERY, read_battery, NULL, 0 },
    { E_OBD, gt06_read_bytes, &hf_obd, 0 },
};

void gt06_register_peripherals(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_event,
          { "Event", "gt06.event", FT_UINT8, BASE_HEX, VALS(event_values), 0,
            "What happened (extended 15.3)", HFILL } },
        { &hf_event_time,
          { "Time of the event", "gt06.event.time", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
            "When it happened, in UTC (extended 15.3)", HFILL } },
        { &hf_event_length,
          { "Extra length", "gt06.event.length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of extra content (extended 15.3)", HFILL } },
        { &hf_event_extra,
          { "Extra content", "gt06.event.extra", FT_BYTES, BASE_NONE, NULL, 0,
            "Extra content of an event, not documented (extended 15.3)", HFILL } },
        { &hf_tag_voltage_unknown,
          { "Tag battery voltage not known", "gt06.tag.battery_voltage.none", FT_UINT16, BASE_HEX,
            NULL, 0, "0x7fff: the voltage is not known (extended 15.1)", HFILL } },
        { &hf_tag_level,
          { "Tag battery level", "gt06.tag.battery_level", FT_UINT8, BASE_DEC | BASE_UNIT_STRING,
            &gt06_unit_percent, 0, "Battery of the tag, percent (extended 15.1)", HFILL } },
        { &hf_tag_temperature,
          { "Tag temperature", "gt06.tag.temperature", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
            &gt06_unit_celsius, 0, "Degrees Celsius (extended 15.1)", HFILL } },
        { &hf_tag_humidity,
          { "Tag humidity", "gt06.tag.humidity", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
            &gt06_unit_percent, 0, "Relative humidity, percent (extended 15.1)", HFILL } },
        { &hf_tag_status,
          { "Tag status", "gt06.tag.status", FT_UINT8, BASE_HEX, NULL, 0,
            "Status of the tag (extended 15.1)", HFILL } },
        { &hf_device_mac_type,
          { "Address type", "gt06.peripheral.mac_type", FT_UINT8, BASE_DEC, NULL, 0,
            "Type of the address (extended 23.2)", HFILL } },
        { &hf_device_mac,
          { "Address", "gt06.peripheral.mac", FT_ETHER, BASE_NONE, NULL, 0,
            "Address of the peripheral (extended 23.2)", HFILL } },
        { &hf_device_event,
          { "Peripheral event", "gt06.peripheral.event", FT_UINT8, BASE_DEC, NULL, 0,
            "Event of the peripheral, 0 for none (extended 23.2)", HFILL } },
        { &hf_device_event_data,
          { "Event data", "gt06.peripheral.event_data", FT_UINT8, BASE_HEX, NULL, 0,
            "Data of the event (extended 23.2)", HFILL } },
        { &hf_device_data_type,
          { "Data type", "gt06.peripheral.data_type", FT_UINT8, BASE_DEC, NULL, 0,
            "2 for text (extended 23.2)", HFILL } },
        { &hf_device_text,
          { "Text", "gt06.peripheral.text", FT_STRING, BASE_NONE, NULL, 0,
            "Text of the peripheral (extended 23.2)", HFILL } },
        { &hf_device_data,
          { "Data", "gt06.peripheral.data", FT_BYTES, BASE_NONE, NULL, 0,
            "Data of the peripheral (extended 23.2)", HFILL } },
        { &hf_battery_level,
          { "External battery level", "gt06.external_battery.level", FT_UINT8,
            BASE_DEC | BASE_UNIT_STRING, &gt06_unit_percent, 0,
            "External battery, percent (extended 23.2)", HFILL } },
        { &hf_battery_charging,
          { "External battery", "gt06.external_battery.charging", FT_BOOLEAN, BASE_NONE,
            TFS(&charging_not), 0, "The external battery is charging (extended 23.2)", HFILL } },
        { &hf_battery_cycles,
          { "Charge cycles", "gt06.external_battery.cycles", FT_UINT16, BASE_DEC, NULL, 0,
            "Charge cycles of the external battery (extended 23.2)", HFILL } },
        { &hf_obd,
          { "OBD data", "gt06.obd", FT_BYTES, BASE_NONE, NULL, 0, "OBD data (core 6.8E)", HFILL } },
    };
    static int *trees[] = { &ett_event, &ett_tag, &ett_device, &ett_battery };

    gt06_fill_values(event_values, array_length(event_values), gt06_event_names);
    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
