/* state.c
 * The terminal's state: terminal information, levels, alarm, language, ACC, inputs.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

static int hf_terminal_info;
static int hf_relay;
static int hf_gps_tracking;
static int hf_status_alarm;
static int hf_charging;
static int hf_acc;
static int hf_acc_bit;
static int hf_armed;
static int hf_voltage_level;
static int hf_gsm_signal;
static int hf_language_upper;
static int hf_alarm_flag;
static int hf_alarm_extension;
static int hf_az_status;
static int hf_signal_word;
static int hf_signal_reserved;
static int hf_satellites_1;
static int hf_satellites_2;
static int hf_signal_gsm;
static int hf_working_mode;
static int hf_input_mask;
static int hf_input_ignition;
static int hf_input_2;
static int hf_input_scale;
static int hf_input_kind;
static int hf_input_reserved;
static int hf_input_analog;
static int hf_switches;
static int hf_switch_reserved;
static int hf_switch_overspeed;
static int hf_switch_low_battery;
static int hf_switch_power_cut;
static int hf_switch_method;
static int hf_switch_vibration;
static int hf_switch_fence;
static int hf_satellite_count;

static int ett_terminal_info = -1;
static int ett_status = -1;
static int ett_signal_word = -1;
static int ett_input_mask = -1;
static int ett_switches = -1;

enum { ACC_BIT = 0x02, ALARM_BITS = 0x38, ALARM_SHIFT = 3, LEVELS = 6, PERCENT = 100 };

static value_string level_values[16];
static value_string signal_values[16];
static value_string status_alarm_values[9];
static value_string az_values[16];

static const true_false_string cut_connected = { "oil and electricity disconnected",
                                                 "oil and electricity connected" };
static const true_false_string on_off = { "on", "off" };
static const true_false_string charging_not = { "charging", "not charging" };
static const true_false_string armed_not = { "armed", "disarmed" };
static const true_false_string temperature_analog = { "temperature", "analogue input" };
static const true_false_string whole_tenths = { "units", "tenths" };

void gt06_fill_values(value_string *values, size_t room, const gt06_name *names)
{
    size_t filled = 0;

    for (; names->name != NULL && filled + 1 < room; names++, filled++) {
        values[filled].value = names->value;
        values[filled].strptr = names->name;
    }
    values[filled].value = 0;
    values[filled].strptr = NULL;
}

void gt06_record_acc(gt06_record *record, bool on, uint8_t rank)
{
    if (rank <= record->acc_rank)
        return;
    record->has |= GT06_HAS_ACC;
    record->acc = on;
    record->acc_rank = rank;
}

static void read_terminal_info(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const bits[] = { &hf_relay, &hf_gps_tracking, &hf_status_alarm, &hf_charging,
                                 &hf_acc_bit, &hf_armed, NULL };
    gt06_record *record = cursor->reading->record;
    unsigned info = gt06_tvb_u8(cursor->tvb, cursor->offset);

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf_terminal_info,
                           ett_terminal_info, bits, ENC_BIG_ENDIAN);
    gt06_record_acc(record, (info & ACC_BIT) != 0, GT06_ACC_STATUS);
    record->status_alarm = (uint8_t)((info & ALARM_BITS) >> ALARM_SHIFT);
    record->has |= GT06_HAS_STATUS_ALARM;
    cursor->offset++;
}

/* 0 to 6 are levels, 7 to 100 percent, what is above has no known meaning (core 3.6). */
static void read_voltage_level(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_record *record = cursor->reading->record;
    uint8_t value = gt06_tvb_u8(cursor->tvb, cursor->offset);
    bool percent = value > LEVELS && value <= PERCENT;
    proto_item *item;

    item = proto_tree_add_uint(cursor->tree, percent ? gt06_hf_battery_level : hf_voltage_level,
                               cursor->tvb, cursor->offset, 1, value);
    if (percent) {
        record->battery_level = value;
        record->has |= GT06_HAS_BATTERY_LEVEL;
    } else {
        record->voltage_level = value;
        record->has |= GT06_HAS_VOLTAGE_LEVEL;
    }
    if (value > PERCENT)
        gt06_found(cursor->reading->pinfo, item, GT06_F_level_unknown,
                   "Voltage level %u is neither a level (0 to 6) nor a percentage", value);
    cursor->offset++;
}

static void read_battery_percent(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->battery_level = (uint8_t)gt06_peek(cursor, gt06_width(cursor, reader));
    record->has |= GT06_HAS_BATTERY_LEVEL;
    gt06_read_field(cursor, reader);
}

static void read_gsm_signal(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->gsm_signal = gt06_tvb_u8(cursor->tvb, cursor->offset);
    record->has |= GT06_HAS_GSM_SIGNAL;
    gt06_read_field(cursor, reader);
}

/* An alarm code over `size` bytes; the model's own name for it counts. */
static void add_alarm(gt06_cursor *cursor, unsigned code, int size)
{
    gt06_record *record = cursor->reading->record;
    gt06_family family = gt06_family_of_model(cursor->reading->model);
    const char *name = gt06_alarm_name(code, family);

    if (name == NULL)
        name = "unknown";
    proto_tree_add_uint_format_value(cursor->tree, gt06_hf_alarm, cursor->tvb, cursor->offset, size,
                                     code, "%s (0x%02x)", name, code);
    record->alarm = (uint16_t)code;
    record->has |= GT06_HAS_ALARM;
}

static void read_alarm(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);

    add_alarm(cursor, (unsigned)gt06_peek(cursor, size) & 0xFFFF, size);
    cursor->offset += size;
}

/* The high nibble of the language byte extends the alarm code to 12 bits (core 3.6). */
static void read_alarm_12(gt06_cursor *cursor)
{
    unsigned language = gt06_tvb_u8(cursor->tvb, cursor->offset + 1);

    add_alarm(cursor, (language >> 4) << 8 | gt06_tvb_u8(cursor->tvb, cursor->offset), 2);
    proto_tree_add_uint(cursor->tree, gt06_hf_language, cursor->tvb, cursor->offset + 1, 1,
                        language & 0xF);
    cursor->offset += 2;
}

static void read_language(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    proto_tree_add_item(cursor->tree, gt06_hf_language, cursor->tvb, cursor->offset, 1,
                        ENC_BIG_ENDIAN);
    cursor->offset++;
}

static void read_language_2(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_tree_add_item(cursor->tree, hf_language_upper, cursor->tvb, cursor->offset, 1,
                        ENC_BIG_ENDIAN);
    cursor->offset++;
    read_language(cursor, reader);
}

static void read_status(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_cursor block = *cursor;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 5, ett_status,
                                        NULL, "Status");
    gt06_read_element(&block, E_TERMINAL_INFO);
    gt06_read_element(&block, E_VOLTAGE_LEVEL);
    gt06_read_element(&block, E_GSM_SIGNAL);
    if (reader->element == E_STATUS_12) {
        read_alarm_12(&block);
    } else {
        gt06_read_element(&block, E_ALARM);
        gt06_read_element(&block, E_LANGUAGE);
    }
    cursor->offset = block.offset;
}

static void read_acc(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);
    bool on = gt06_peek(cursor, size) != 0;

    proto_tree_add_boolean(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, on);
    gt06_record_acc(cursor->reading->record, on, GT06_ACC_BYTE);
    cursor->offset += size;
}

static void read_bits(gt06_cursor *cursor, int hf, int ett, int *const *bits)
{
    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf, ett, bits,
                           ENC_BIG_ENDIAN);
    cursor->offset += 2;
}

static void read_working_mode(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->working_mode = gt06_tvb_u8(cursor->tvb, cursor->offset);
    gt06_read_field(cursor, reader);
}

static void read_signal_word(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const bits[] = { &hf_signal_reserved, &hf_satellites_1, &hf_satellites_2,
                                 &hf_signal_gsm, NULL };
    unsigned word = tvb_get_ntohs(cursor->tvb, cursor->offset);
    gt06_record *record = cursor->reading->record;
    proto_item *item;

    record->satellites = (uint8_t)((word >> 10 & 0x1F) + (word >> 5 & 0x1F));
    record->has |= GT06_HAS_SATELLITES;
    item = proto_tree_add_uint(cursor->tree, gt06_hf_satellites, cursor->tvb, cursor->offset, 2,
                               record->satellites);
    proto_item_set_generated(item);
    read_bits(cursor, hf_signal_word, ett_signal_word, bits);
}

/* Bit 12 tells whether the low bits are a temperature or an analogue value (core 6.12). */
static void read_input_mask(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const with_temperature[] = { &hf_input_ignition, &hf_input_2, &hf_input_scale,
                                             &hf_input_kind, &hf_input_reserved, NULL };
    static int *const with_analog[] = { &hf_input_ignition, &hf_input_2, &hf_input_scale,
                                        &hf_input_kind, NULL };
    unsigned mask = tvb_get_ntohs(cursor->tvb, cursor->offset);
    bool temperature = (mask & 0x1000) != 0;
    double value = temperature ? mask & 0x1FF : mask & 0x3FF;

    if (temperature && (mask & 0x200) != 0)
        value = -value;
    if (!temperature && (mask & 0x2000) == 0)
        value /= 10;
    proto_tree_add_double(cursor->tree, temperature ? gt06_hf_temperature : hf_input_analog,
                          cursor->tvb, cursor->offset, 2, value);
    read_bits(cursor, hf_input_mask, ett_input_mask, temperature ? with_temperature : with_analog);
}

static void read_switches(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const bits[] = { &hf_switch_reserved, &hf_switch_overspeed, &hf_switch_low_battery,
                                 &hf_switch_power_cut, &hf_switch_method, &hf_switch_vibration,
                                 &hf_switch_fence, NULL };

    read_bits(cursor, hf_switches, ett_switches, bits);
}

static const gt06_reader readers[] = {
    { E_TERMINAL_INFO, read_terminal_info, NULL, 0 },
    { E_VOLTAGE_LEVEL, read_voltage_level, NULL, 0 },
    { E_BATTERY_PERCENT, read_battery_percent, &gt06_hf_battery_level, 0 },
    { E_GSM_SIGNAL, read_gsm_signal, &hf_gsm_signal, 0 },
    { E_ALARM, read_alarm, NULL, 0 },
    { E_LANGUAGE, read_language, NULL, 0 },
    { E_LANGUAGE_2, read_language_2, NULL, 0 },
    { E_STATUS, read_status, NULL, 0 },
    { E_STATUS_12, read_status, NULL, 0 },
    { E_ACC, read_acc, &hf_acc, 0 },
    { E_ALARM_FLAG, gt06_read_field, &hf_alarm_flag, 0 },
    { E_ALARM_EXTENSION, gt06_read_field, &hf_alarm_extension, 0 },
    { E_AZ_STATUS, gt06_read_field, &hf_az_status, 0 },
    { E_SIGNAL_WORD, read_signal_word, NULL, 0 },
    { E_WORKING_MODE, read_working_mode, &hf_working_mode, 0 },
    { E_INPUT_MASK, read_input_mask, NULL, 0 },
    { E_SWITCHES, read_switches, NULL, 0 },
    { E_SATELLITE_COUNT, gt06_read_count, &hf_satellite_count, 0 },
    { E_SNR, gt06_read_field, &gt06_hf_snr, 0 },
};

static hf_register_info status_fields[] = {
    { &hf_terminal_info,
      { "Terminal information", "gt06.terminal_information", FT_UINT8, BASE_HEX, NULL, 0,
        "State bits of the terminal (core 3.6)", HFILL } },
    { &hf_relay,
      { "Relay", "gt06.relay", FT_BOOLEAN, 8, TFS(&cut_connected), 0x80,
        "Oil and electricity disconnected by the relay (core 3.6)", HFILL } },
    { &hf_gps_tracking,
      { "GPS tracking", "gt06.gps_tracking", FT_BOOLEAN, 8, TFS(&on_off), 0x40,
        "GPS tracking or positioned (core 3.6)", HFILL } },
    { &hf_status_alarm,
      { "Alarm", "gt06.status.alarm", FT_UINT8, BASE_DEC, VALS(status_alarm_values), ALARM_BITS,
        "Alarm bits of the terminal information (core 3.6)", HFILL } },
    { &hf_charging,
      { "Charging", "gt06.charging", FT_BOOLEAN, 8, TFS(&charging_not), 0x04,
        "Charging: external power connected (core 3.6)", HFILL } },
    { &hf_acc_bit,
      { "ACC", "gt06.acc", FT_BOOLEAN, 8, TFS(&on_off), ACC_BIT, "Ignition on (core 3.6)",
        HFILL } },
    { &hf_armed,
      { "Defence", "gt06.armed", FT_BOOLEAN, 8, TFS(&armed_not), 0x01,
        "Defence activated (core 3.6)", HFILL } },
    { &hf_acc,
      { "ACC", "gt06.acc", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0, "Ignition on (core 3.7)",
        HFILL } },
    { &hf_voltage_level,
      { "Voltage level", "gt06.voltage_level", FT_UINT8, BASE_DEC, VALS(level_values), 0,
        "Level 0 to 6 of the battery; other values have no known meaning (core 3.6)", HFILL } },
    { &hf_gsm_signal,
      { "GSM signal", "gt06.gsm_signal", FT_UINT8, BASE_DEC, VALS(signal_values), 0,
        "Level 0 to 4; larger values are a signal strength or percentage (core 3.6)", HFILL } },
    { &hf_language_upper,
      { "Reserved or alarm", "gt06.language.upper", FT_UINT8, BASE_HEX, NULL, 0,
        "First byte of a two-byte language: reserved, in some messages an alarm (core 3.6)",
        HFILL } },
    { &hf_alarm_flag,
      { "Alarm flag", "gt06.alarm_flag", FT_UINT8, BASE_DEC, NULL, 0,
        "0 none, other values an alarm that is not named (core 6.12)", HFILL } },
    { &hf_alarm_extension,
      { "Alarm extension", "gt06.alarm_extension", FT_UINT8, BASE_HEX, NULL, 0,
        "Extension bits of the VXT01, not an alarm code (core 6.16)", HFILL } },
    { &hf_az_status,
      { "Status", "gt06.az_status", FT_UINT8, BASE_HEX, VALS(az_values), 0,
        "Status of the AZ735 and of bike locks (core 4)", HFILL } },
};

static hf_register_info word_fields[] = {
    { &hf_signal_word,
      { "Satellites and signal", "gt06.signal_word", FT_UINT16, BASE_HEX, NULL, 0,
        "Satellites of two systems and GSM signal in one word (core 6.13)", HFILL } },
    { &hf_signal_reserved,
      { "Reserved", "gt06.signal_word.reserved", FT_UINT16, BASE_DEC, NULL, 0x8000,
        "Bit without a meaning (core 6.13)", HFILL } },
    { &hf_satellites_1,
      { "Satellites, system 1", "gt06.satellites_1", FT_UINT16, BASE_DEC, NULL, 0x7C00,
        "Satellites of the first system (core 6.13)", HFILL } },
    { &hf_satellites_2,
      { "Satellites, system 2", "gt06.satellites_2", FT_UINT16, BASE_DEC, NULL, 0x03E0,
        "Satellites of the second system (core 6.13)", HFILL } },
    { &hf_signal_gsm,
      { "GSM signal", "gt06.gsm_csq", FT_UINT16, BASE_DEC, NULL, 0x001F,
        "GSM signal, 0 to 31 (core 6.13)", HFILL } },
    { &hf_working_mode,
      { "Working mode", "gt06.working_mode", FT_UINT8, BASE_DEC, NULL, 0,
        "Working mode (core 6.13)", HFILL } },
    { &hf_input_mask,
      { "Inputs", "gt06.inputs", FT_UINT16, BASE_HEX, NULL, 0, "BENWAY input mask (core 6.12)",
        HFILL } },
    { &hf_input_ignition,
      { "Input 1 (ignition)", "gt06.inputs.1", FT_BOOLEAN, 16, TFS(&on_off), 0x8000,
        "Ignition input (core 6.12)", HFILL } },
    { &hf_input_2,
      { "Input 2", "gt06.inputs.2", FT_BOOLEAN, 16, TFS(&on_off), 0x4000,
        "Second input (core 6.12)", HFILL } },
    { &hf_input_scale,
      { "Analogue value in", "gt06.inputs.scale", FT_BOOLEAN, 16, TFS(&whole_tenths), 0x2000,
        "Unit of the analogue value (core 6.12)", HFILL } },
    { &hf_input_kind,
      { "Value is", "gt06.inputs.kind", FT_BOOLEAN, 16, TFS(&temperature_analog), 0x1000,
        "What the low bits carry (core 6.12)", HFILL } },
    { &hf_input_reserved,
      { "Reserved", "gt06.inputs.reserved", FT_UINT16, BASE_DEC, NULL, 0x0C00,
        "Bits without a meaning (core 6.12)", HFILL } },
    { &hf_input_analog,
      { "Analogue input", "gt06.analog", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Value of the analogue input (core 6.12)", HFILL } },
    { &hf_switches,
      { "Switches", "gt06.switches", FT_UINT16, BASE_HEX, NULL, 0,
        "What is switched on in the terminal (core 6.29)", HFILL } },
    { &hf_switch_reserved,
      { "Reserved", "gt06.switches.reserved", FT_UINT16, BASE_HEX, NULL, 0xFF80,
        "Bits without a meaning (core 6.29)", HFILL } },
    { &hf_switch_overspeed,
      { "Overspeed alarm", "gt06.switches.overspeed", FT_BOOLEAN, 16, TFS(&on_off), 0x0040,
        "Overspeed alarm (core 6.29)", HFILL } },
    { &hf_switch_low_battery,
      { "Low-battery alarm", "gt06.switches.low_battery", FT_BOOLEAN, 16, TFS(&on_off), 0x0020,
        "Low-battery alarm (core 6.29)", HFILL } },
    { &hf_switch_power_cut,
      { "Power-cut alarm", "gt06.switches.power_cut", FT_BOOLEAN, 16, TFS(&on_off), 0x0010,
        "Power-cut alarm (core 6.29)", HFILL } },
    { &hf_switch_method,
      { "Alarm method", "gt06.switches.method", FT_UINT16, BASE_DEC, NULL, 0x000C,
        "How alarms are reported (core 6.29)", HFILL } },
    { &hf_switch_vibration,
      { "Vibration alarm", "gt06.switches.vibration", FT_BOOLEAN, 16, TFS(&on_off), 0x0002,
        "Vibration alarm (core 6.29)", HFILL } },
    { &hf_switch_fence,
      { "Fence", "gt06.switches.fence", FT_BOOLEAN, 16, TFS(&on_off), 0x0001, "Fence (core 6.29)",
        HFILL } },
    { &hf_satellite_count,
      { "Satellites listed", "gt06.satellite_count", FT_UINT8, BASE_DEC, NULL, 0,
        "Satellites whose signal follows (core 6.14)", HFILL } },
};

void gt06_register_state(int protocol)
{
    static int *trees[] = { &ett_terminal_info, &ett_status, &ett_signal_word, &ett_input_mask,
                            &ett_switches };

    gt06_fill_values(level_values, array_length(level_values), gt06_voltage_level_names);
    gt06_fill_values(signal_values, array_length(signal_values), gt06_gsm_level_names);
    gt06_fill_values(status_alarm_values, array_length(status_alarm_values),
                     gt06_status_alarm_names);
    gt06_fill_values(az_values, array_length(az_values), gt06_az_status_names);
    proto_register_field_array(protocol, status_fields, array_length(status_fields));
    proto_register_field_array(protocol, word_fields, array_length(word_fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
