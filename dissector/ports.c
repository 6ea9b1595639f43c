/* ports.c
 * Inputs, outputs and switches of single models: Concox X1, LynkWorld, Seeworld.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "ports.h"

static int hf_x1_flags;
static int hf_x1_terminal_info;
static int hf_ports;
static int hf_ports_inputs;
static int hf_ports_outputs;
static int hf_ports_adc;
static int hf_ports_serial;
static int hf_ports_unknown;
static int hf_digital_outputs;
static int hf_network_indicator;
static int hf_extension_bits;
static int hf_sound;
static int hf_light;
static int hf_steps;
static int hf_moving;

static int ett_ports = -1;

enum { ADC_SHIFT = 20 };

static const true_false_string on_off = { "on", "off" };
static const true_false_string moving_not = { "moving", "not moving" };

/* The number of analogue values that follow stands in the third nibble (extended 7.1). */
static void read_ports(gt06_cursor *cursor, const gt06_reader *reader)
{
    static int *const parts[] = { &hf_ports_inputs, &hf_ports_outputs, &hf_ports_adc,
                                  &hf_ports_serial, &hf_ports_unknown, NULL };

    cursor->count = (unsigned)(gt06_peek(cursor, 4) >> ADC_SHIFT & 0xF);
    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, *reader->hf, ett_ports, parts,
                           ENC_BIG_ENDIAN);
    cursor->offset += 4;
}

/* A card number, shown in decimal as it is printed; 0 is no card (extended 7.1). */
static void read_driver_number(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint32_t number = (uint32_t)gt06_peek(cursor, 4);
    proto_item *item;

    item = proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 4,
                                 wmem_strdup_printf(cursor->reading->pinfo->pool, "%u", number));
    if (number == 0)
        proto_item_append_text(item, " (none)");
    cursor->offset += 4;
}

static const gt06_reader readers[] = {
    { E_X1_FLAGS, gt06_read_field, &hf_x1_flags, 0 },
    { E_X1_TERMINAL_INFO, gt06_read_field, &hf_x1_terminal_info, 0 },
    { E_DRIVER_NUMBER, read_driver_number, &gt06_hf_driver_id, 0 },
    { E_X1_PORTS, read_ports, &hf_ports, 0 },
    { E_X1_INPUTS, gt06_read_field, &gt06_hf_digital_inputs, 0 },
    { E_X1_OUTPUTS, gt06_read_field, &hf_digital_outputs, 0 },
    { E_X1_ADC, gt06_read_scaled, &gt06_hf_analog_voltage, 100 },
    { E_NETWORK_INDICATOR, gt06_read_field, &hf_network_indicator, 0 },
    { E_LW_INPUTS, gt06_read_field, &gt06_hf_digital_inputs, 0 },
    { E_EXTENSION_BITS, gt06_read_field, &hf_extension_bits, 0 },
    { E_SOUND_SWITCH, gt06_read_field, &hf_sound, 0 },
    { E_LIGHT_SWITCH, gt06_read_field, &hf_light, 0 },
    { E_STEPS, gt06_read_field, &hf_steps, 0 },
    { E_IN_MOTION, gt06_read_field, &hf_moving, 0 },
};

void gt06_register_ports(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_x1_flags,
          { "Data and alarm flags", "gt06.x1.flags", FT_UINT32, BASE_HEX, NULL, 0,
            "Flag bits whose meaning no document tells (extended 7.1)", HFILL } },
        { &hf_x1_terminal_info,
          { "Terminal information", "gt06.x1.terminal_information", FT_UINT16, BASE_HEX, NULL, 0,
            "State bits whose meaning no document tells (extended 7.1)", HFILL } },
        { &hf_ports,
          { "Ports", "gt06.ports", FT_UINT32, BASE_HEX, NULL, 0,
            "How many ports of each kind there are (extended 7.1)", HFILL } },
        { &hf_ports_inputs,
          { "Digital inputs", "gt06.ports.inputs", FT_UINT32, BASE_DEC, NULL, 0xF0000000,
            "Number of digital inputs, inferred (extended 7.1)", HFILL } },
        { &hf_ports_outputs,
          { "Digital outputs", "gt06.ports.outputs", FT_UINT32, BASE_DEC, NULL, 0x0F000000,
            "Number of digital outputs, inferred (extended 7.1)", HFILL } },
        { &hf_ports_adc,
          { "Analogue inputs", "gt06.ports.analog", FT_UINT32, BASE_DEC, NULL, 0x00F00000,
            "Number of analogue values that follow (extended 7.1)", HFILL } },
        { &hf_ports_serial,
          { "Serial ports", "gt06.ports.serial", FT_UINT32, BASE_DEC, NULL, 0x000F0000,
            "Number of serial ports, inferred (extended 7.1)", HFILL } },
        { &hf_ports_unknown,
          { "Unknown", "gt06.ports.unknown", FT_UINT32, BASE_HEX, NULL, 0x0000FFFF,
            "Bits of unknown meaning (extended 7.1)", HFILL } },
        { &hf_digital_outputs,
          { "Digital outputs", "gt06.digital_outputs", FT_UINT8, BASE_HEX, NULL, 0,
            "State of the digital outputs, a bit each (extended 7.1)", HFILL } },
        { &hf_network_indicator,
          { "Network indicator", "gt06.network_indicator", FT_UINT8, BASE_HEX, NULL, 0,
            "Kind of the network, values not documented (extended 21.4)", HFILL } },
        { &hf_extension_bits,
          { "Extension bits", "gt06.extension_bits", FT_UINT16, BASE_HEX, NULL, 0,
            "State bits whose meaning no document tells (extended 21.6)", HFILL } },
        { &hf_sound,
          { "Sound", "gt06.sound", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
            "Sound switched on (extended 21.6)", HFILL } },
        { &hf_light,
          { "Light", "gt06.light", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
            "Light switched on (extended 21.6)", HFILL } },
        { &hf_steps,
          { "Steps", "gt06.steps", FT_UINT32, BASE_DEC, NULL, 0, "Steps counted (extended 21.6)",
            HFILL } },
        { &hf_moving,
          { "Motion", "gt06.moving", FT_BOOLEAN, BASE_NONE, TFS(&moving_not), 0,
            "The terminal is in motion (extended 21.6)", HFILL } },
    };
    static int *trees[] = { &ett_ports };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
