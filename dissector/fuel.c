/* fuel.c
 * The text of an ultrasonic fuel sensor, in 0x94 or passed through in 0x9B (extended 17.10, 19).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int hf_fuel;
static int hf_fuel_level;
static int hf_fuel_address;
static int hf_fuel_versions;
static int hf_fuel_echo;
static int hf_fuel_motion;
static int hf_fuel_multiple;
static int hf_fuel_checksum;

static int ett_fuel = -1;

static const value_string motion_values[] = { { 0, "moving" }, { 1, "static" }, { 0, NULL } };

/* The parts of a sensor's text (extended 17.10). */
enum { FUEL_ADDRESS = 1, FUEL_LEVEL, FUEL_TEMPERATURE, FUEL_VERSIONS, FUEL_ECHO, FUEL_MEASURED,
       FUEL_MOTION, FUEL_MULTIPLE, FUEL_SUM, FUEL_PARTS };

typedef enum { AS_TEXT, AS_LEVEL, AS_DEGREES, AS_DIGIT } part_kind;

static const struct {
    part_kind kind;
    int *hf;
} fuel_parts[FUEL_SUM] = {
    [FUEL_ADDRESS] = { AS_TEXT, &hf_fuel_address },
    [FUEL_LEVEL] = { AS_LEVEL, &hf_fuel_level },
    [FUEL_TEMPERATURE] = { AS_DEGREES, &gt06_hf_temperature },
    [FUEL_VERSIONS] = { AS_TEXT, &hf_fuel_versions },
    [FUEL_ECHO] = { AS_TEXT, &hf_fuel_echo },
    [FUEL_MEASURED] = { AS_LEVEL, &hf_fuel },
    [FUEL_MOTION] = { AS_DIGIT, &hf_fuel_motion },
    [FUEL_MULTIPLE] = { AS_TEXT, &hf_fuel_multiple },
};

static void add_fuel_part(gt06_cursor *cursor, proto_tree *tree, unsigned part, const char *text,
                          int offset)
{
    int hf = *fuel_parts[part].hf;
    int size = (int)strlen(text);
    char *end;
    double number = g_ascii_strtod(text, &end);

    if (fuel_parts[part].kind == AS_TEXT)
        proto_tree_add_string(tree, hf, cursor->tvb, offset, size, text);
    else if (end == text || *end != '\0' || !isfinite(number))
        gt06_found(cursor->reading->pinfo, tree, GT06_F_text_unreadable,
                   "The sensor's text has \"%s\" where a number is due", text);
    else if (fuel_parts[part].kind == AS_LEVEL)
        proto_item_append_text(proto_tree_add_double(tree, hf, cursor->tvb, offset, size, number),
                               " cm");
    else if (fuel_parts[part].kind == AS_DEGREES)
        proto_tree_add_double(tree, hf, cursor->tvb, offset, size, number);
    else
        proto_tree_add_uint(tree, hf, cursor->tvb, offset, size, text[0] == '0' ? 0 : 1);
}

/* Two hexadecimal digits: the sum of all characters before the comma in front of them. */
static void check_sum(gt06_cursor *cursor, proto_tree *tree, const char *text, int before,
                      const char *digits)
{
    unsigned sum = 0;
    unsigned sent = (unsigned)strtoul(digits, NULL, 16) & 0xFF;
    proto_item *item;

    for (int i = 0; i < before; i++)
        sum += (unsigned char)text[i];
    item = proto_tree_add_uint(tree, hf_fuel_checksum, cursor->tvb, cursor->offset + before + 1,
                               (int)strlen(digits), sent);
    if ((sum & 0xFF) != sent || strlen(digits) != 2)
        gt06_found(cursor->reading->pinfo, item, GT06_F_checksum_wrong,
                   "The sensor's checksum is \"%s\", its text sums up to %02X", digits,
                   sum & 0xFF);
}

/* !AIOIL,addr,level,temperature,versions,echo,measured,motion,multiple,sum (extended 17.10) */
static void add_fuel_fields(gt06_cursor *cursor, const char *text, proto_item *item)
{
    char **parts = g_strsplit(text, ",", -1);
    unsigned count = g_strv_length(parts);
    proto_tree *tree = proto_item_add_subtree(item, ett_fuel);
    int before = (int)strlen(parts[0]); /* characters in front of the comma of the part */
    bool cut = cursor->reading->content.captured < cursor->reading->content.size;

    g_strchomp(parts[count - 1]);
    if (count != FUEL_PARTS && !cut)
        gt06_found(cursor->reading->pinfo, item, GT06_F_count_wrong,
                   "The sensor's text has %u parts, %d are due", count, FUEL_PARTS);
    for (unsigned i = FUEL_ADDRESS; i < MIN(count, FUEL_PARTS); i++) {
        if (i == FUEL_SUM && !cut)
            check_sum(cursor, tree, text, before, parts[i]);
        else if (i != FUEL_SUM)
            add_fuel_part(cursor, tree, i, parts[i], cursor->offset + before + 1);
        before += 1 + (int)strlen(parts[i]);
    }
    g_strfreev(parts);
}

void gt06_add_fuel_text(gt06_cursor *cursor, int size)
{
    const char *text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                        cursor->offset, size, ENC_ASCII | ENC_NA);
    const char *plain;
    proto_item *item;

    item =
        proto_tree_add_string(cursor->tree, gt06_hf_text, cursor->tvb, cursor->offset, size, text);
    plain = gt06_plain_text(cursor, size, item);
    if (g_str_has_prefix(plain, "!AIOIL,"))
        add_fuel_fields(cursor, plain, item);
    cursor->reading->record->text = text;
    cursor->offset += size;
}

static void read_fuel_text(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    if (gt06_left(cursor) > 0)
        gt06_add_fuel_text(cursor, gt06_left(cursor));
}

static const gt06_reader readers[] = {
    { E_FUEL_TEXT, read_fuel_text, NULL, 0 },
};

void gt06_register_fuel(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_fuel,
          { "Fuel level, measured", "gt06.fuel", FT_DOUBLE, BASE_NONE, NULL, 0,
            "Measured level of the fuel, cm (extended 17.10)", HFILL } },
        { &hf_fuel_level,
          { "Fuel level, output", "gt06.fuel.output", FT_DOUBLE, BASE_NONE, NULL, 0,
            "Level that the sensor puts out, cm (extended 17.10)", HFILL } },
        { &hf_fuel_address,
          { "Sensor address", "gt06.fuel.address", FT_STRING, BASE_NONE, NULL, 0,
            "Address of the fuel sensor (extended 17.10)", HFILL } },
        { &hf_fuel_versions,
          { "Sensor versions", "gt06.fuel.versions", FT_STRING, BASE_NONE, NULL, 0,
            "A digit for the protocol, two for the software, a letter for the hardware "
            "(extended 17.10)",
            HFILL } },
        { &hf_fuel_echo,
          { "Echo and status", "gt06.fuel.echo", FT_STRING, BASE_NONE, NULL, 0,
            "Two digits for the echo, one for the software, one for the hardware (extended 17.10)",
            HFILL } },
        { &hf_fuel_motion,
          { "Sensor motion", "gt06.fuel.motion", FT_UINT8, BASE_DEC, VALS(motion_values), 0,
            "Motion as the fuel sensor sees it (extended 17.10)", HFILL } },
        { &hf_fuel_multiple,
          { "Waveform multiple", "gt06.fuel.multiple", FT_STRING, BASE_NONE, NULL, 0,
            "Multiple of the excitation waveform (extended 17.10)", HFILL } },
        { &hf_fuel_checksum,
          { "Checksum", "gt06.fuel.checksum", FT_UINT8, BASE_HEX, NULL, 0,
            "Sum of the sensor's characters (extended 17.10)", HFILL } },
    };
    static int *trees[] = { &ett_fuel };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
