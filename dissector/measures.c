/* measures.c
 * Measured values: voltages, temperatures, humidity, counters; each in the unit a person reads.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

static int hf_power_word;
static int hf_power_unknown;
static int hf_temperature_unused;
static int hf_oil;
static int hf_wakeups;

static int ett_power = -1;

enum { POWER_DECIVOLTS = 0x0FFF };

const unit_name_string gt06_unit_kmh = { " km/h", NULL };
const unit_name_string gt06_unit_metre = { " m", NULL };
const unit_name_string gt06_unit_dbm = { " dBm", NULL };
const unit_name_string gt06_unit_volt = { " V", NULL };
const unit_name_string gt06_unit_percent = { " %", NULL };
const unit_name_string gt06_unit_celsius = { " degC", NULL };

static void record_voltage(gt06_record *record, bool external, double volts)
{
    if (external) {
        record->external_voltage = volts;
        record->has |= GT06_HAS_EXTERNAL_VOLTAGE;
    } else {
        record->battery_voltage = volts;
        record->has |= GT06_HAS_BATTERY_VOLTAGE;
    }
}

static void read_voltage(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);

    record_voltage(cursor->reading->record, reader->hf == &gt06_hf_external_voltage,
                   (double)gt06_peek(cursor, size) / reader->scale);
    gt06_read_scaled(cursor, reader);
}

/* Twelve bits of 0.1 V, four bits of unknown meaning (core 6.13). */
static void read_power_word(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    double volts = (tvb_get_ntohs(cursor->tvb, cursor->offset) & POWER_DECIVOLTS) / 10.0;
    static int *const parts[] = { &hf_power_unknown, NULL };

    proto_tree_add_double(cursor->tree, gt06_hf_external_voltage, cursor->tvb, cursor->offset, 2,
                          volts);
    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf_power_word, ett_power,
                           parts, ENC_BIG_ENDIAN);
    record_voltage(cursor->reading->record, true, volts);
    cursor->offset += 2;
}

/* An OBD6 measures its temperature in working mode 4 only (core 6.13). */
static void read_temperature(gt06_cursor *cursor, const gt06_reader *reader)
{
    enum { MEASURES = 4 };
    int mode = cursor->reading->working_mode;

    if (mode == -1 || mode == MEASURES) {
        gt06_read_signed(cursor, reader);
        return;
    }
    proto_tree_add_item(cursor->tree, hf_temperature_unused, cursor->tvb, cursor->offset, 2,
                        ENC_NA);
    cursor->offset += 2;
}

/* Sign and magnitude; the top bit means minus, or plus where the scale is negative. */
static void read_sign_magnitude(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    uint64_t sign = (uint64_t)1 << (8 * size - 1);
    uint64_t sent = gt06_peek(cursor, size);
    double value = (double)(sent & (sign - 1)) / reader->scale;

    if (value != 0 && (sent & sign) != 0)
        value = -value;
    proto_tree_add_double(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, value);
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_EXTERNAL_VOLTAGE, read_voltage, &gt06_hf_external_voltage, 100 },
    { E_EXTERNAL_VOLTS, read_voltage, &gt06_hf_external_voltage, 1 },
    { E_EXTERNAL_VOLTAGE_LW, read_power_word, NULL, 0 },
    { E_BATTERY_VOLTAGE, read_voltage, &gt06_hf_battery_voltage, 100 },
    { E_BATTERY_DECIVOLTS, read_voltage, &gt06_hf_battery_voltage, 10 },
    { E_TEMPERATURE_DECI, read_temperature, &gt06_hf_temperature, 10 },
    { E_TEMPERATURE_INVERTED, read_sign_magnitude, &gt06_hf_temperature, -10 },
    { E_TEMPERATURE_SIGN_8, read_sign_magnitude, &gt06_hf_temperature, 1 },
    { E_TEMPERATURE_SIGN_16, read_sign_magnitude, &gt06_hf_temperature, 100 },
    { E_HUMIDITY_CENTI, gt06_read_scaled, &gt06_hf_humidity, 100 },
    { E_OIL, gt06_read_field, &hf_oil, 0 },
    { E_WAKEUPS, gt06_read_field, &hf_wakeups, 0 },
};

void gt06_register_measures(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_power_word,
          { "Power word", "gt06.power_word", FT_UINT16, BASE_HEX, NULL, 0,
            "Voltage and four bits of unknown meaning (core 6.13)", HFILL } },
        { &hf_power_unknown,
          { "Unknown", "gt06.power_word.unknown", FT_UINT16, BASE_HEX, NULL, 0xF000,
            "Bits of unknown meaning (core 6.13)", HFILL } },
        { &hf_temperature_unused,
          { "Temperature, not measured", "gt06.temperature.unused", FT_BYTES, BASE_NONE, NULL, 0,
            "Place of a temperature that is only measured in working mode 4 (core 6.13)", HFILL } },
        { &hf_oil,
          { "Oil", "gt06.oil", FT_UINT16, BASE_DEC, NULL, 0,
            "Oil value, unit not stated (core 6.12)", HFILL } },
        { &hf_wakeups,
          { "Wake-ups", "gt06.wakeups", FT_UINT16, BASE_DEC, NULL, 0,
            "Number of wake-ups (core 6.13)", HFILL } },
    };
    static int *trees[] = { &ett_power };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
