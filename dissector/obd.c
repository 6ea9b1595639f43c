/* obd.c
 * OBD items as text, and the data of a battery management system (extended 10, 13).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

#include <stdlib.h>
#include <string.h>

static int hf_item;
static int hf_value;
static int hf_item_text;
static int hf_mileage;
static int hf_fuel_level;
static int hf_coolant;
static int hf_battery_voltage;
static int hf_speed;
static int hf_rpm;
static int hf_fuel_used;
static int hf_engine_hours;
static int hf_vin;
static int hf_load;
static int hf_pressure;
static int hf_intake;
static int hf_throttle;
static int hf_serial;
static int hf_remaining;
static int hf_absolute_charge;
static int hf_full;
static int hf_health;
static int hf_current;
static int hf_cycles;
static int hf_cell_voltage;
static int hf_interval;
static int hf_interval_max;
static int hf_barcode;
static int hf_version;
static int hf_manufacturer;
static int hf_battery_status;
static int hf_controller_status;
static int hf_controller_fault;

enum { WHOLE_NUMBER = 8, HUNDREDTHS = 100 };

static int ett_items = -1;
static int ett_item = -1;

/* What an item or PID is, and the field for its value. */
typedef struct {
    const char *key; /* as it begins: two digits of an item, four of a PID */
    const char *name;
    const char *unit;
    int *hf;         /* NULL: it has no field of its own */
} obd_item;

/* Extended 13.1, the items of 0x8C. */
static const obd_item items[] = {
    { "28", "odometer", "km", &hf_mileage },
    { "2B", "fuel level", "% or l", &hf_fuel_level },
    { "2D", "coolant temperature", "degC", &hf_coolant },
    { "30", "battery voltage", "V", &hf_battery_voltage },
    { "35", "speed", "km/h", &hf_speed },
    { "36", "engine speed", "1/min", &hf_rpm },
    { "47", "fuel used", "l", &hf_fuel_used },
    { "49", "engine hours", "h", &hf_engine_hours },
    { "4A", "VIN", "", NULL },
};

/* Extended 13.2, the PIDs of 0x66. */
static const obd_item pids[] = {
    { "2104", "engine load", "%", &hf_load },
    { "2105", "coolant temperature", "degC", &hf_coolant },
    { "210B", "manifold pressure", "kPa", &hf_pressure },
    { "210C", "engine speed", "1/min", &hf_rpm },
    { "210D", "speed", "km/h", &hf_speed },
    { "210F", "intake air temperature", "degC", &hf_intake },
    { "2110", "air flow", "", NULL }, /* shows what the engine speed shows */
    { "2111", "throttle", "%", &hf_throttle },
    { "212F", "fuel level", "%", &hf_fuel_level },
    { "2145", "throttle", "%", &hf_throttle },
    { "21A6", "odometer", "km", &hf_mileage },
};

static const obd_item *find_item(const char *key, bool pid)
{
    const obd_item *table = pid ? pids : items;
    size_t count = pid ? array_length(pids) : array_length(items);

    for (size_t i = 0; i < count; i++) {
        if (g_ascii_strncasecmp(key, table[i].key, strlen(table[i].key)) == 0)
            return &table[i];
    }
    return NULL;
}

static bool is_hex(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789abcdefABCDEF") == strlen(text);
}

/*
 * Is this the number of an item: hundredths in eight digits, or a flag of one? A terminal may cut
 * the text anywhere, so what stands at its end may be the beginning of a number only.
 */
static bool is_whole(const obd_item *item, const char *value, bool last)
{
    size_t size = strlen(value);

    return is_hex(value) && size <= WHOLE_NUMBER &&
           (!last || size == WHOLE_NUMBER || (size == 1 && item == NULL));
}

static void add_number(gt06_cursor *cursor, proto_tree *tree, const obd_item *item, int offset,
                       const char *value)
{
    int size = (int)strlen(value);
    double number = (double)strtoul(value, NULL, 16);

    if (size > 1)
        number /= HUNDREDTHS; /* one digit is a flag */
    proto_tree_add_double(tree, hf_value, cursor->tvb, offset, size, number);
    if (item != NULL && item->hf != NULL)
        proto_item_append_text(proto_tree_add_double(tree, *item->hf, cursor->tvb, offset, size,
                                                     number), " %s", item->unit);
}

/* key=value at `offset`: the value is hundredths in hex, or text. */
static void add_item(gt06_cursor *cursor, proto_tree *tree, const char *piece, int offset,
                     bool last)
{
    const char *value = strchr(piece, '=') + 1;
    int key_size = (int)(value - 1 - piece);
    char *key = wmem_strndup(cursor->reading->pinfo->pool, piece, (size_t)key_size);
    const obd_item *item = find_item(key, cursor->reading->content.number == 0x66);
    int at = offset + key_size + 1;
    int size = (int)strlen(value);
    proto_tree *branch;

    branch = proto_tree_add_subtree_format(tree, cursor->tvb, offset, (int)strlen(piece), ett_item,
                                           NULL, "%s (%s)", piece,
                                           item != NULL ? item->name : "unknown");
    proto_tree_add_string(branch, hf_item, cursor->tvb, offset, key_size, key);
    if (item != NULL && strcmp(item->name, "VIN") == 0)
        proto_tree_add_string(branch, hf_vin, cursor->tvb, at, size, value);
    else if (is_whole(item, value, last))
        add_number(cursor, branch, item, at, value);
    else if (size > 0)
        proto_tree_add_string(branch, hf_item_text, cursor->tvb, at, size, value);
}

static void add_items(gt06_cursor *cursor, proto_tree *tree, const char *text)
{
    char **pieces = g_strsplit(text, ",", -1);
    int offset = cursor->offset;

    for (char **piece = pieces; *piece != NULL; piece++) {
        int size = (int)strlen(*piece);

        if (strchr(*piece, '=') != NULL)
            add_item(cursor, tree, *piece, offset, piece[1] == NULL);
        else if (size > 0)
            proto_tree_add_string(tree, hf_item_text, cursor->tvb, offset, size, *piece);
        offset += size + 1;
    }
    g_strfreev(pieces);
}

static void read_items(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    const char *text;
    proto_item *item;

    if (size <= 0)
        return;
    text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                            cursor->offset, size, ENC_ASCII | ENC_NA);
    item =
        proto_tree_add_string(cursor->tree, gt06_hf_text, cursor->tvb, cursor->offset, size, text);
    add_items(cursor,
              proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size, ett_items,
                                     NULL, "OBD items"),
              gt06_plain_text(cursor, size, item));
    cursor->offset += size;
}

static void read_charge(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->record->battery_level = gt06_tvb_u8(cursor->tvb, cursor->offset);
    cursor->reading->record->has |= GT06_HAS_BATTERY_LEVEL;
    gt06_read_field(cursor, reader);
}

static void read_pack_voltage(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->battery_voltage = tvb_get_ntohs(cursor->tvb, cursor->offset) / reader->scale;
    record->has |= GT06_HAS_BATTERY_VOLTAGE;
    gt06_read_scaled(cursor, reader);
}

/* Tenths of a kelvin; the document takes 273.1 off. */
static void read_kelvin(gt06_cursor *cursor, const gt06_reader *reader)
{
    double degrees = tvb_get_ntohs(cursor->tvb, cursor->offset) / 10.0 - 273.1;

    proto_tree_add_double(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 2, degrees);
    cursor->offset += 2;
}

static void read_padded(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    char *text = (char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                            cursor->offset, size, ENC_ASCII | ENC_NA);

    proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                          g_strstrip(text));
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_OBD_ITEMS, read_items, NULL, 0 },
    { E_DEVICE_SERIAL, gt06_read_bytes, &hf_serial, 0 },
    { E_RELATIVE_CHARGE, read_charge, &gt06_hf_battery_level, 0 },
    { E_REMAINING_CAPACITY, gt06_read_field, &hf_remaining, 0 },
    { E_ABSOLUTE_CHARGE, gt06_read_field, &hf_absolute_charge, 0 },
    { E_FULL_CAPACITY, gt06_read_field, &hf_full, 0 },
    { E_HEALTH, gt06_read_field, &hf_health, 0 },
    { E_INNER_TEMPERATURE, read_kelvin, &gt06_hf_battery_temperature, 0 },
    { E_CURRENT, gt06_read_field, &hf_current, 0 },
    { E_PACK_MILLIVOLTS, read_pack_voltage, &gt06_hf_battery_voltage, 1000 },
    { E_CHARGE_CYCLES, gt06_read_field, &hf_cycles, 0 },
    { E_CELL_MILLIVOLTS, gt06_read_scaled, &hf_cell_voltage, 1000 },
    { E_CHARGING_INTERVAL, gt06_read_field, &hf_interval, 0 },
    { E_CHARGING_INTERVAL_MAX, gt06_read_field, &hf_interval_max, 0 },
    { E_BARCODE, read_padded, &hf_barcode, 0 },
    { E_BATTERY_VERSION, gt06_read_field, &hf_version, 0 },
    { E_MANUFACTURER, read_padded, &hf_manufacturer, 0 },
    { E_BATTERY_STATUS, gt06_read_field, &hf_battery_status, 0 },
    { E_CONTROLLER_STATUS, gt06_read_field, &hf_controller_status, 0 },
    { E_CONTROLLER_FAULT, gt06_read_field, &hf_controller_fault, 0 },
};

#define VALUE(hf, label, name, meaning) \
    { &(hf), { label, name, FT_DOUBLE, BASE_NONE, NULL, 0, meaning " (extended 13)", HFILL } }

static hf_register_info obd_fields[] = {
    { &hf_item,
      { "Item", "gt06.obd.item", FT_STRING, BASE_NONE, NULL, 0,
        "Item id and class, or mode and PID (extended 13)", HFILL } },
    VALUE(hf_value, "Value", "gt06.obd.value", "Value, in the unit of its item"),
    { &hf_item_text,
      { "Text", "gt06.obd.text", FT_STRING, BASE_NONE, NULL, 0,
        "An item that is no number (extended 13)", HFILL } },
    VALUE(hf_mileage, "Mileage", "gt06.obd.mileage", "Total mileage, km"),
    VALUE(hf_fuel_level, "Fuel level", "gt06.obd.fuel_level", "Fuel level, percent or litres"),
    VALUE(hf_coolant, "Coolant temperature", "gt06.obd.coolant_temperature", "Degrees Celsius"),
    VALUE(hf_battery_voltage, "Battery voltage", "gt06.obd.battery_voltage",
          "Battery, V, inferred"),
    VALUE(hf_speed, "Speed", "gt06.obd.speed", "Speed, km/h"),
    VALUE(hf_rpm, "Engine speed", "gt06.obd.rpm", "Engine speed, 1/min"),
    VALUE(hf_fuel_used, "Fuel used", "gt06.obd.fuel_used", "Fuel used, l"),
    VALUE(hf_engine_hours, "Engine hours", "gt06.obd.engine_hours", "Engine hours, h"),
    { &hf_vin,
      { "VIN", "gt06.obd.vin", FT_STRING, BASE_NONE, NULL, 0,
        "Vehicle identification number (extended 13.1)", HFILL } },
    VALUE(hf_load, "Engine load", "gt06.obd.load", "Engine load, percent"),
    VALUE(hf_pressure, "Manifold pressure", "gt06.obd.manifold_pressure", "Pressure, kPa"),
    VALUE(hf_intake, "Intake air temperature", "gt06.obd.intake_temperature", "Degrees Celsius"),
    VALUE(hf_throttle, "Throttle", "gt06.obd.throttle", "Throttle, percent"),
};

static hf_register_info battery_fields[] = {
    { &hf_serial,
      { "Device serial number", "gt06.device_serial", FT_BYTES, BASE_NONE, NULL, 0,
        "Serial number of the device (extended 10, 11)", HFILL } },
    { &hf_remaining,
      { "Remaining capacity", "gt06.bms.remaining_capacity", FT_UINT16, BASE_DEC, NULL, 0,
        "Remaining capacity, mAh probably (extended 10)", HFILL } },
    { &hf_absolute_charge,
      { "Absolute charge", "gt06.bms.absolute_charge", FT_UINT8, BASE_DEC | BASE_UNIT_STRING,
        &gt06_unit_percent, 0, "Absolute state of charge, percent (extended 10)", HFILL } },
    { &hf_full,
      { "Full capacity", "gt06.bms.full_capacity", FT_UINT16, BASE_DEC, NULL, 0,
        "Full capacity, mAh probably (extended 10)", HFILL } },
    { &hf_health,
      { "Health", "gt06.bms.health", FT_UINT8, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_percent, 0,
        "State of health, percent (extended 10)", HFILL } },
    { &hf_current,
      { "Current", "gt06.bms.current", FT_UINT16, BASE_DEC, NULL, 0,
        "Current, unit and sign not stated (extended 10)", HFILL } },
    { &hf_cycles,
      { "Charge cycles", "gt06.bms.cycles", FT_UINT16, BASE_DEC, NULL, 0,
        "Charge cycles (extended 10)", HFILL } },
    { &hf_cell_voltage,
      { "Cell voltage", "gt06.bms.cell_voltage", FT_DOUBLE, BASE_NONE | BASE_UNIT_STRING,
        &gt06_unit_volt, 0, "Voltage of one of fourteen cells, V (extended 10)", HFILL } },
    { &hf_interval,
      { "Charging interval", "gt06.bms.charging_interval", FT_UINT16, BASE_DEC, NULL, 0,
        "Current charging interval, hours probably (extended 10)", HFILL } },
    { &hf_interval_max,
      { "Longest charging interval", "gt06.bms.charging_interval_max", FT_UINT16, BASE_DEC, NULL, 0,
        "Longest charging interval, hours probably (extended 10)", HFILL } },
    { &hf_barcode,
      { "Barcode", "gt06.bms.barcode", FT_STRING, BASE_NONE, NULL, 0,
        "Barcode of the battery (extended 10)", HFILL } },
    { &hf_version,
      { "Battery version", "gt06.bms.version", FT_UINT16, BASE_HEX, NULL, 0,
        "Version of the battery (extended 10)", HFILL } },
    { &hf_manufacturer,
      { "Manufacturer", "gt06.bms.manufacturer", FT_STRING, BASE_NONE, NULL, 0,
        "Manufacturer of the battery (extended 10)", HFILL } },
    { &hf_battery_status,
      { "Battery status", "gt06.bms.status", FT_UINT32, BASE_HEX, NULL, 0,
        "Bits without a public meaning (extended 10)", HFILL } },
    { &hf_controller_status,
      { "Controller status", "gt06.bms.controller_status", FT_UINT32, BASE_HEX, NULL, 0,
        "Bits of the motor controller without a public meaning (extended 10)", HFILL } },
    { &hf_controller_fault,
      { "Controller fault", "gt06.bms.controller_fault", FT_UINT32, BASE_HEX, NULL, 0,
        "Fault bits of the motor controller without a public meaning (extended 10)", HFILL } },
};

void gt06_register_obd(int protocol)
{
    static int *trees[] = { &ett_items, &ett_item };

    proto_register_field_array(protocol, obd_fields, array_length(obd_fields));
    proto_register_field_array(protocol, battery_fields, array_length(battery_fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
