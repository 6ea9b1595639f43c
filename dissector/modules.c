/* modules.c
 * Lists of modules: id, length, value; and the values that stand only there.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "../protocol/modules.h"
#include <wsutil/str_util.h>

static int hf_module;
static int hf_module_length;
static int hf_module_length_zero;
static int hf_packet_class;
static int hf_csq;
static int hf_charge_state;
static int hf_hdop;
static int hf_accuracy;
static int hf_record_number;
static int hf_door_inputs;
static int hf_door;
static int hf_tamper;
static int hf_boot_reason;
static int hf_startup_status;
static int hf_mode_parameter;
static int hf_mode_time;
static int hf_temperature_unscaled;
static int hf_humidity_unscaled;
static int hf_motion;
static int hf_moving;
static int hf_armed;
static int hf_charging;
static int hf_charge_voltage;
static int hf_version;

static int ett_module = -1;
static int ett_door_inputs = -1;

enum { LONGEST_INTEGER = 8 };

static const true_false_string open_closed = { "open", "closed" };
static const true_false_string tamper_none = { "tampered with", "in order" };
static const true_false_string charging_not = { "charging", "not charging" };
static const true_false_string armed_not = { "armed", "disarmed" };

/* How a list is built: the numbering of its ids, the widths of id and length. */
typedef struct {
    gt06_element element;
    gt06_numbering numbering;
    uint8_t id;
    uint8_t length;
    bool zero_escapes; /* a length of 0 is followed by the real one (extended 23.2) */
} list_shape;

static const list_shape shapes[] = {
    { E_MODULES, GT06_MODULES_A, 2, 1, false },
    { E_MODULES_2, GT06_MODULES_A, 2, 2, false },
    { E_MODULES_F1, GT06_MODULES_F1, 2, 1, true },
    { E_MODULES_F2, GT06_MODULES_F2, 2, 1, true },
    { E_MODULES_98, GT06_MODULES_98, 1, 2, false },
};

static const list_shape *shape_of(gt06_element element)
{
    for (size_t i = 0; i < array_length(shapes); i++) {
        if (shapes[i].element == element)
            return &shapes[i];
    }
    return &shapes[0];
}

static void add_no_meaning(gt06_cursor *cursor)
{
    if (gt06_left(cursor) > 0)
        proto_tree_add_item(cursor->tree, gt06_hf_unknown, cursor->tvb, cursor->offset,
                            gt06_left(cursor), ENC_NA);
    cursor->offset = cursor->end;
}

/* The value: its elements where its size is a documented one, or a number of any size. A value of
 * another size stays to be shown as bytes that no layout explains. */
static void read_value(gt06_cursor *cursor, const gt06_module *module, proto_item *item)
{
    int size = gt06_left(cursor);

    if (module == NULL) {
        gt06_found(cursor->reading->pinfo, item, GT06_F_module_unknown,
                   "Unknown module, %d bytes", size);
        add_no_meaning(cursor);
    } else if (module->number && size >= 1 && size <= LONGEST_INTEGER) {
        cursor->width = size == module->size ? 0 : size;
        gt06_reader_of(GT06_PLACE_ELEMENT(module->run[0]))
            ->read(cursor, gt06_reader_of(GT06_PLACE_ELEMENT(module->run[0])));
    } else if (module->size == 0 ? (size_t)size >= gt06_run_needs(module->run)
                                 : size == module->size) {
        cursor->count = (unsigned)size;
        gt06_read_content(cursor, module->run);
    }
}

static const char *name_of(const gt06_module *module)
{
    return module != NULL ? module->name : "unknown";
}

/* A tree for the module whose head begins here, named after it if that is whole: then `module`. */
static proto_tree *add_module(const gt06_cursor *cursor, const list_shape *shape, proto_item **item,
                              const gt06_module **module)
{
    const int size = shape->id + shape->length;
    unsigned id;

    if (gt06_left(cursor) < size)
        return proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, gt06_left(cursor),
                                      ett_module, item, "Module");
    id = (unsigned)gt06_peek(cursor, shape->id);
    *module = gt06_find_module(shape->numbering, (uint16_t)id);
    return proto_tree_add_subtree_format(cursor->tree, cursor->tvb, cursor->offset, size,
                                         ett_module, item, "Module 0x%04x: %s", id,
                                         name_of(*module));
}

/* The head of a module; returns the value's length, -1 if the head is not whole. */
static int read_module_head(gt06_cursor *cursor, const list_shape *shape, const gt06_module *module)
{
    int length;
    proto_item *item;

    if (gt06_left(cursor) < shape->id + shape->length)
        return -1;
    item = proto_tree_add_uint(cursor->tree, hf_module, cursor->tvb, cursor->offset, shape->id,
                               (unsigned)gt06_peek(cursor, shape->id));
    proto_item_append_text(item, " (%s)", name_of(module));
    cursor->offset += shape->id;
    length = (int)gt06_peek(cursor, shape->length);
    if (shape->zero_escapes && length == 0) {
        if (gt06_left(cursor) < 2)
            return -1;
        proto_tree_add_uint(cursor->tree, hf_module_length_zero, cursor->tvb, cursor->offset, 1, 0);
        cursor->offset++;
        length = (int)gt06_peek(cursor, 1);
    }
    proto_tree_add_uint(cursor->tree, hf_module_length, cursor->tvb, cursor->offset, shape->length,
                        (uint32_t)length);
    cursor->offset += shape->length;
    return length;
}

/* Says why a module is not whole: `length` is what it says of its value, -1 without a head. */
static void add_damage(const gt06_cursor *cursor, proto_item *item, int length)
{
    const gt06_reading *reading = cursor->reading;

    if (reading->content.captured < reading->content.size)
        return; /* the message as a whole says that it was cut off */
    if (length < 0)
        gt06_found(reading->pinfo, item, GT06_F_modules_damaged,
                   "The modules do not end with the content: %d byte%s left over",
                   gt06_left(cursor), plurality(gt06_left(cursor), "", "s"));
    else
        gt06_found(reading->pinfo, item, GT06_F_modules_damaged,
                   "The module's length is %d bytes, but only %d are left", length,
                   gt06_left(cursor));
}

/* One module; says so and returns false if its head or value is not whole. */
static bool read_module(gt06_cursor *cursor, const list_shape *shape)
{
    gt06_cursor part = *cursor;
    const gt06_module *module = NULL;
    proto_item *item;
    int length;

    part.tree = add_module(cursor, shape, &item, &module);
    length = read_module_head(&part, shape, module);
    if (length < 0 || length > gt06_left(&part)) {
        add_damage(&part, item, length);
        cursor->offset = part.offset;
        return false;
    }
    part.end = part.offset + length;
    proto_item_set_len(item, part.end - cursor->offset);
    read_value(&part, module, item);
    gt06_read_undecoded(&part);
    cursor->offset = part.end;
    return true;
}

static void read_modules(gt06_cursor *cursor, const gt06_reader *reader)
{
    const list_shape *shape = shape_of(reader->element);

    while (gt06_left(cursor) > 0) {
        if (!read_module(cursor, shape))
            return;
    }
}

static void read_door_inputs(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);
    int last = cursor->offset + size - 1;
    unsigned inputs = (unsigned)gt06_peek(cursor, size);
    proto_item *item = proto_tree_add_uint(cursor->tree, hf_door_inputs, cursor->tvb,
                                           cursor->offset, size, inputs);
    proto_tree *tree = proto_item_add_subtree(item, ett_door_inputs);

    proto_tree_add_boolean(tree, hf_tamper, cursor->tvb, last, 1, (inputs & 0xF0) != 0);
    proto_tree_add_boolean(tree, hf_door, cursor->tvb, last, 1, (inputs & 0x0F) != 0);
    cursor->offset += size;
}

static void read_flag(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);

    proto_tree_add_boolean(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                           gt06_peek(cursor, size) != 0);
    cursor->offset += size;
}

/* 2 and 4 are moving, others not (extended 23.1). */
static void read_moving(gt06_cursor *cursor, const gt06_reader *reader)
{
    unsigned status = (unsigned)gt06_peek(cursor, gt06_width(cursor, reader));
    proto_item *item = proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset,
                                           gt06_width(cursor, reader), status);

    proto_item_append_text(item, status == 2 || status == 4 ? " (moving)" : " (not moving)");
    cursor->offset += gt06_width(cursor, reader);
}

static void read_satellites_used(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->satellites = (uint8_t)gt06_peek(cursor, gt06_width(cursor, reader));
    record->has |= GT06_HAS_SATELLITES;
    gt06_read_field(cursor, reader);
}

static void read_no_meaning(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_cursor part = *cursor;

    part.end = cursor->offset + gt06_extent(cursor, gt06_elements[reader->element].name);
    add_no_meaning(&part);
    cursor->offset = part.offset;
}

static const gt06_reader readers[] = {
    { E_MODULES, read_modules, NULL, 0 },
    { E_MODULES_2, read_modules, NULL, 0 },
    { E_MODULES_F1, read_modules, NULL, 0 },
    { E_MODULES_F2, read_modules, NULL, 0 },
    { E_MODULES_98, read_modules, NULL, 0 },
    { E_PACKET_CLASS, gt06_read_field, &hf_packet_class, 0 },
    { E_SATELLITES_USED, read_satellites_used, &gt06_hf_satellites, 0 },
    { E_SATELLITES_VISIBLE, gt06_read_field, &gt06_hf_satellites_visible, 0 },
    { E_CSQ, gt06_read_field, &hf_csq, 0 },
    { E_CHARGE_STATE, gt06_read_field, &hf_charge_state, 0 },
    { E_HDOP_DECI, gt06_read_scaled, &hf_hdop, 10 },
    { E_ACCURACY_CENTI, gt06_read_scaled, &hf_accuracy, 100 },
    { E_RECORD_NUMBER, gt06_read_field, &hf_record_number, 0 },
    { E_DOOR_INPUTS, read_door_inputs, NULL, 0 },
    { E_BOOT_REASON, gt06_read_field, &hf_boot_reason, 0 },
    { E_STARTUP_STATUS, gt06_read_field, &hf_startup_status, 0 },
    { E_MODE_PARAMETER, gt06_read_field, &hf_mode_parameter, 0 },
    { E_MODE_TIME, gt06_read_field, &hf_mode_time, 0 },
    { E_TEMPERATURE_UNSCALED, gt06_read_signed, &hf_temperature_unscaled, 0 },
    { E_HUMIDITY_UNSCALED, gt06_read_field, &hf_humidity_unscaled, 0 },
    { E_MOTION, gt06_read_field, &hf_motion, 0 },
    { E_MOVING, read_moving, &hf_moving, 0 },
    { E_ARMED, read_flag, &hf_armed, 0 },
    { E_CHARGING, read_flag, &hf_charging, 0 },
    { E_CHARGE_VOLTAGE, gt06_read_field, &hf_charge_voltage, 0 },
    { E_BATTERY_TEMPERATURE, gt06_read_scaled, &gt06_hf_battery_temperature, 10 },
    { E_VERSION, gt06_read_ascii, &hf_version, 0 },
    { E_NO_MEANING, read_no_meaning, NULL, 0 },
};

void gt06_register_modules(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_module,
          { "Module", "gt06.module", FT_UINT16, BASE_HEX, NULL, 0,
            "Number of a module (core 6.39, extended 31.5)", HFILL } },
        { &hf_module_length,
          { "Length", "gt06.module.length", FT_UINT16, BASE_DEC, NULL, 0,
            "Bytes of the module's value (core 6.39)", HFILL } },
        { &hf_module_length_zero,
          { "Length of two bytes", "gt06.module.length.escape", FT_UINT8, BASE_DEC, NULL, 0,
            "A 0 in front of the length (extended 23.2)", HFILL } },
        { &hf_packet_class,
          { "Packet class", "gt06.packet_class", FT_UINT8, BASE_DEC, NULL, 0,
            "Kind of the report, 2 in all seen (extended 15.1)", HFILL } },
        { &hf_csq,
          { "CSQ", "gt06.csq", FT_UINT8, BASE_DEC, NULL, 0, "Signal quality, 0 to 31 (core 6.39)",
            HFILL } },
        { &hf_charge_state,
          { "Charge state", "gt06.charge_state", FT_UINT8, BASE_DEC, NULL, 0,
            "Charge state (core 6.39)", HFILL } },
        { &hf_hdop,
          { "HDOP", "gt06.hdop", FT_DOUBLE, BASE_NONE, NULL, 0,
            "Horizontal dilution of precision (extended 15.1)", HFILL } },
        { &hf_accuracy,
          { "Accuracy", "gt06.accuracy", FT_DOUBLE, BASE_NONE, NULL, 0,
            "Position accuracy: metres or HDOP, documents differ (core 6.39)", HFILL } },
        { &hf_record_number,
          { "Record number", "gt06.record_number", FT_UINT32, BASE_DEC, NULL, 0,
            "Running number of the record (extended 15.1)", HFILL } },
        { &hf_door_inputs,
          { "Inputs", "gt06.door_inputs", FT_UINT8, BASE_HEX, NULL, 0,
            "Door and tamper inputs (extended 15.1)", HFILL } },
        { &hf_door,
          { "Door", "gt06.door", FT_BOOLEAN, BASE_NONE, TFS(&open_closed), 0,
            "Door open (extended 15.1)", HFILL } },
        { &hf_tamper,
          { "Tamper", "gt06.tamper", FT_BOOLEAN, BASE_NONE, TFS(&tamper_none), 0,
            "Tampered with (extended 15.1)", HFILL } },
        { &hf_boot_reason,
          { "Boot reason", "gt06.boot_reason", FT_UINT8, BASE_HEX, NULL, 0,
            "Why the terminal started (extended 15.1)", HFILL } },
        { &hf_startup_status,
          { "Start-up status", "gt06.startup_status", FT_UINT8, BASE_DEC, NULL, 0,
            "Start-up status (core 6.39)", HFILL } },
        { &hf_mode_parameter,
          { "Mode parameter", "gt06.mode_parameter", FT_UINT16, BASE_DEC, NULL, 0,
            "Working mode and its parameters (extended 15.1)", HFILL } },
        { &hf_mode_time,
          { "Mode time", "gt06.mode_time", FT_UINT16, BASE_DEC, NULL, 0,
            "Time of the working mode, unit not stated (core 6.39)", HFILL } },
        { &hf_temperature_unscaled,
          { "Temperature, unscaled", "gt06.temperature.unscaled", FT_DOUBLE, BASE_NONE, NULL, 0,
            "Temperature whose scale no document states (core 6.39)", HFILL } },
        { &hf_humidity_unscaled,
          { "Humidity, unscaled", "gt06.humidity.unscaled", FT_UINT16, BASE_DEC, NULL, 0,
            "Humidity whose scale no document states (core 6.39)", HFILL } },
        { &hf_motion,
          { "Motion", "gt06.motion", FT_UINT8, BASE_DEC, NULL, 0, "Motion (core 6.39)", HFILL } },
        { &hf_moving,
          { "Motion status", "gt06.motion_status", FT_UINT8, BASE_DEC, NULL, 0,
            "2 and 4 are moving (extended 23.1)", HFILL } },
        { &hf_armed,
          { "Defence", "gt06.armed", FT_BOOLEAN, BASE_NONE, TFS(&armed_not), 0,
            "Defence activated (extended 23.1)", HFILL } },
        { &hf_charging,
          { "Charging", "gt06.charging", FT_BOOLEAN, BASE_NONE, TFS(&charging_not), 0,
            "External power connected (extended 23.1)", HFILL } },
        { &hf_charge_voltage,
          { "Charge voltage", "gt06.charge_voltage", FT_UINT16, BASE_DEC, NULL, 0,
            "Charge voltage, unit not stated (extended 23.1)", HFILL } },
        { &hf_version,
          { "Version", "gt06.version", FT_STRING, BASE_NONE, NULL, 0,
            "Version of firmware or module (core 6.39, extended 25.1)", HFILL } },
    };
    static int *trees[] = { &ett_module, &ett_door_inputs };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
