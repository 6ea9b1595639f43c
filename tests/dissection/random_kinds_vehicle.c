/* random_kinds_vehicle.c
 * The messages about vehicles of the extended document, chapters 10, 13 and 17 to 20, described
 * once more.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_layouts.h"

/* A fuel text without a time begins with "!"; so does a year (extended 17.10). */
static bool begins_like_fuel_text(const uint8_t *content, size_t size)
{
    return size > 1 && content[1] == '!';
}

/* A card number must not look like a text (extended 17.12). */
static bool is_card_text(const uint8_t *content, size_t size)
{
    for (size_t i = 1; i < size; i++) {
        if ((content[i] < 0x20 || content[i] > 0x7E) && content[i] != '\r' && content[i] != '\n')
            return false;
    }
    return true;
}

/* clang-format off */
#define INFORMATION(form, type, name, ...) UP(0x94, form, name, \
                    { part_constant, 1, "gt06.information_type", 0, (type) }, __VA_ARGS__)
#define INFORMATION_UNLESS(is_another, type, name, ...) \
        UP_UNLESS(is_another, 0x94, EITHER_FORM, name, \
                    { part_constant, 1, "gt06.information_type", 0, (type) }, __VA_ARGS__)
#define TEXT(field) { part_text, 0, "gt06." field }
#define OBD(...)    DATE, ACC, { __VA_ARGS__ }, GPS

const random_kind random_vehicle_kinds[] = {
    UP(0x94, SHORT_FORM, "voltage only", EXTERNAL_VOLTAGE),
    INFORMATION(EITHER_FORM, 0x00, "voltage", EXTERNAL_VOLTAGE),
    INFORMATION(LONG_FORM, 0x04, "settings", { part_settings }),
    INFORMATION(LONG_FORM, 0x05, "door", { part_door_io }),
    INFORMATION(EITHER_FORM, 0x05, "door, time", DATE, { part_door_io }),
    INFORMATION(LONG_FORM, 0x06, "voltage, mileage", { part_blob, 0, "gt06.unknown" }),
    INFORMATION(LONG_FORM, 0x08, "self-test", TEXT("text")),
    INFORMATION(LONG_FORM, 0x09, "satellites", { part_satellite_systems }, { part_extension }),
    INFORMATION(EITHER_FORM, 0x0A, "identities", IMEI,
                { part_digits, 8, "gt06.imsi", .shape = PADDED_EITHER_SIDE },
                { part_digits, 10, "gt06.iccid", .shape = PADDED_BEHIND }),
    INFORMATION(LONG_FORM, 0x0B, "network", NUMBER(1, "network")),
    INFORMATION(EITHER_FORM, 0x0B, "voltage", EXTERNAL_VOLTAGE),
    INFORMATION(EITHER_FORM, 0x0D, "fuel", { part_fuel_text }),
    INFORMATION_UNLESS(begins_like_fuel_text, 0x0D, "time, fuel", DATE, { part_fuel_text }),
    INFORMATION(LONG_FORM, 0x10, "text", TEXT("text")),
    INFORMATION(LONG_FORM, 0x15, "probes", { part_probes }),
    INFORMATION(EITHER_FORM, 0x1B, "reader", { part_reader_frame }),
    INFORMATION(EITHER_FORM, 0x1B, "card text", { part_card_text }),
    INFORMATION_UNLESS(is_card_text, 0x1B, "card number",
                       { part_digits, 8, "gt06.driver_id", .shape = NOT_PADDED }),
    INFORMATION(EITHER_FORM, 0x1E, "climate", SIGNED(4, "temperature", 10, TWOS_COMPLEMENT),
                SIGNED(4, "humidity", 10, TWOS_COMPLEMENT)),
    INFORMATION(EITHER_FORM, 0x21, "Bluetooth", { part_address, 6, "gt06.bluetooth.mac" }),
    INFORMATION(EITHER_FORM, 0x23, "Bluetooth key", NUMBER(1, "bluetooth.key_index"),
                { part_constant, 1, "gt06.bluetooth.key_length", 0, 16 },
                BYTES(16, "bluetooth.key")),
    INFORMATION(EITHER_FORM, 0xFB, "trip", NUMBER(1, "trip.type"),
                { part_number, 4, "gt06.hours", 1.0 / 60 }, SCALED(4, "trip.mileage", 10),
                { part_date, 6, "gt06.trip.start" }, { part_date, 6, "gt06.trip.end" }),
    INFORMATION(EITHER_FORM, 0xFD, "analogue", SCALED(2, "analog_voltage", 100)),
    INFORMATION(EITHER_FORM, 0xFE, "fuel", SCALED(2, "fuel.litres", 10)),
    INFORMATION(LONG_FORM, 0xFF, "sensors", { part_sensors }),

    UP(0x95, EITHER_FORM, "JC400, marker", CONSTANT(2, 0xFFFF), NUMBER(1, "recorder.version"), DATE,
       { part_lat_lon_course, .shape = WITH_SATELLITES }, NUMBER(2, "speed"),
       SCALED(2, "external_voltage", 10), NUMBER(1, "recorder.alarm"), NUMBER(2, "recorder.value"),
       { part_files }),
    UP(0x95, EITHER_FORM, "JC100", DATE, NUMBER(1, "recorder.alarm"),
       { part_blob, 0, "gt06.recorder.values", 11 }),
    UP(0x95, EITHER_FORM, "JC400 of 2020", DATE, { part_lat_lon_course },
       NUMBER(1, "recorder.alarm"), NUMBER(2, "recorder.value"), { part_files }),

    UP(0x8C, EITHER_FORM, "OBD", OBD(part_obd_items, .shape = OBD_LIVE)),
    UP(0x66, EITHER_FORM, "OBD", OBD(part_obd_items, .shape = OBD_PIDS)),
    UP(0x65, EITHER_FORM, "OBD", OBD(part_trouble_codes)),
    UP(0x40, SHORT_FORM, "battery", BYTES(8, "device_serial"), UNIX_TIME, BATTERY_PERCENT,
       NUMBER(2, "bms.remaining_capacity"), NUMBER(1, "bms.absolute_charge"),
       NUMBER(2, "bms.full_capacity"), NUMBER(1, "bms.health"),
       { part_kelvin, 2, "gt06.battery_temperature" }, NUMBER(2, "bms.current"),
       SCALED(2, "battery_voltage", 1000), NUMBER(2, "bms.cycles"), { part_cell_voltages, 14 },
       NUMBER(2, "bms.charging_interval"), NUMBER(2, "bms.charging_interval_max"),
       { part_fixed_text, 16, "gt06.bms.barcode" }, NUMBER(2, "bms.version"),
       { part_fixed_text, 16, "gt06.bms.manufacturer" }, NUMBER(4, "bms.status"),
       NUMBER(4, "bms.controller_status"), NUMBER(4, "bms.controller_fault")),

    UP(0x9B, EITHER_FORM, "serial data", NUMBER(1, "peripheral_type"), { part_serial_data }),
    DOWN(0x9B, EITHER_FORM, "result", { part_constant, 1, "gt06.peripheral_type", 0, 2 },
         NUMBER(1, "result")),
    UP(0x9C, EITHER_FORM, "module", NUMBER(1, "external_module"), { part_counted_data }),
    DOWN(0x9C, EITHER_FORM, "module", NUMBER(1, "external_module"), { part_counted_data }),
    DOWN(0x9C, EITHER_FORM, "answer", NUMBER(1, "external_module")),
    { NULL }
};
/* clang-format on */
