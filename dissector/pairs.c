/* pairs.c
 * Keys and values inside texts; the bits of the settings that 0x94 synchronises (extended 17.3).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "../protocol/pairs.h"

#include <stdlib.h>
#include <string.h>

enum { ALARM_BYTES = 4, BITS = 8, TWO_DIGITS = 2 };

static int hf_key;
static int hf_value;
static int hf_alarms[ALARM_BYTES];
static int hf_alarm_bits[ALARM_BYTES][BITS]; /* from bit 7 down */
static int hf_status;
static int hf_status_bits[BITS];
static int hf_cut_off;
static int hf_cut_off_bits[BITS];

static int ett_pairs = -1;
static int ett_pair = -1;
static int ett_bits = -1;

/* A key whose value is a byte in hex, with the fields of its bits. */
typedef struct {
    const char *key;
    int *hf;
    int *bits;
} key_of_bits;

static const key_of_bits keys_of_bits[] = {
    { "ALM1", &hf_alarms[0], hf_alarm_bits[0] }, { "ALM2", &hf_alarms[1], hf_alarm_bits[1] },
    { "ALM3", &hf_alarms[2], hf_alarm_bits[2] }, { "ALM4", &hf_alarms[3], hf_alarm_bits[3] },
    { "STA1", &hf_status, hf_status_bits },      { "DYD", &hf_cut_off, hf_cut_off_bits },
};

const char *gt06_plain_text(gt06_cursor *cursor, int size, proto_item *item)
{
    char *text = (char *)wmem_alloc(cursor->reading->pinfo->pool, (size_t)size + 1);
    int strange = 0;

    while (size > 0 && gt06_tvb_u8(cursor->tvb, cursor->offset + size - 1) == 0)
        size--;
    for (int i = 0; i < size; i++) {
        uint8_t c = gt06_tvb_u8(cursor->tvb, cursor->offset + i);
        bool readable = g_ascii_isprint(c) || g_ascii_isspace(c);

        text[i] = (char)(readable ? c : '?');
        strange += !readable;
    }
    text[size] = '\0';
    if (strange > 0)
        gt06_found(cursor->reading->pinfo, item, GT06_F_text_unreadable,
                   "%d of the %d bytes of this text are no characters", strange, size);
    return text;
}

static void add_bits(gt06_cursor *cursor, proto_tree *tree, const key_of_bits *known, int offset,
                     const char *value)
{
    unsigned byte = (unsigned)strtoul(value, NULL, 16);
    proto_item *item;

    item = proto_tree_add_uint(tree, *known->hf, cursor->tvb, offset, TWO_DIGITS, byte);
    tree = proto_item_add_subtree(item, ett_bits);
    for (int bit = 0; bit < BITS; bit++)
        proto_tree_add_boolean(tree, known->bits[bit], cursor->tvb, offset, TWO_DIGITS, byte);
}

/* Twenty digits, the last of them an F where the number has nineteen (extended 3.8). */
static void add_iccid(gt06_cursor *cursor, proto_tree *tree, int offset, const char *value)
{
    size_t size = strlen(value);

    while (size > 0 && g_ascii_toupper(value[size - 1]) == 'F')
        size--;
    proto_tree_add_string(tree, gt06_hf_iccid, cursor->tvb, offset, (int)strlen(value),
                          wmem_strndup(cursor->reading->pinfo->pool, value, size));
}

static void add_known(gt06_cursor *cursor, proto_tree *tree, const char *key, int offset,
                      const char *value)
{
    bool is_byte =
        strlen(value) == TWO_DIGITS && g_ascii_isxdigit(value[0]) && g_ascii_isxdigit(value[1]);

    for (size_t i = 0; i < array_length(keys_of_bits); i++) {
        if (is_byte && g_ascii_strcasecmp(keys_of_bits[i].key, key) == 0)
            add_bits(cursor, tree, &keys_of_bits[i], offset, value);
    }
    if (*value == '\0')
        return;
    if (g_ascii_strcasecmp(key, "ICCID") == 0)
        add_iccid(cursor, tree, offset, value);
    if (g_ascii_strcasecmp(key, "IMSI") == 0)
        proto_tree_add_string(tree, gt06_hf_imsi, cursor->tvb, offset, (int)strlen(value), value);
}

/* Where texts lie: from `offset` on, `width` bytes a character. */
typedef struct {
    int offset;
    int width;
} text_place;

static void add_part(gt06_cursor *cursor, proto_tree *tree, int hf, const text_place *place,
                     size_t begin, const char *part)
{
    proto_tree_add_string(tree, hf, cursor->tvb, place->offset + place->width * (int)begin,
                          place->width * (int)strlen(part), part);
}

static void add_pair(gt06_cursor *cursor, proto_tree *tree, const text_place *place,
                     const char *text, const gt06_pair *pair, bool settings)
{
    wmem_allocator_t *pool = cursor->reading->pinfo->pool;
    const char *key = wmem_strndup(pool, text + pair->key, pair->key_size);
    const char *value = wmem_strndup(pool, text + pair->value, pair->value_size);
    int begin = place->offset + place->width * (int)pair->key;
    int size = place->width * (int)(pair->value + pair->value_size - pair->key);
    proto_tree *branch;

    branch = proto_tree_add_subtree_format(tree, cursor->tvb, begin, size, ett_pair, NULL, "%s: %s",
                                           key, value);
    add_part(cursor, branch, hf_key, place, pair->key, key);
    add_part(cursor, branch, hf_value, place, pair->value, value);
    if (settings)
        add_known(cursor, branch, key, place->offset + (int)pair->value, value);
}

static void add_all(gt06_cursor *cursor, const text_place *place, int size, const char *text,
                    bool settings)
{
    size_t next = 0;
    gt06_pair pair;
    proto_tree *tree;

    tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, place->offset, size, ett_pairs, NULL,
                                  "Keys and values");
    while (gt06_next_pair(text, strlen(text), &next, settings, &pair))
        add_pair(cursor, tree, place, text, &pair, settings);
}

void gt06_add_pairs(gt06_cursor *cursor, int size, int width, const char *text)
{
    text_place place = { cursor->offset, width };
    size_t length = strlen(text);

    if (cursor->tree != NULL && length * (size_t)width <= (size_t)size &&
        gt06_has_pairs(text, length))
        add_all(cursor, &place, size, text, false);
}

/* KEY=value; ... (extended 17.3) */
static void read_settings(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    text_place place = { cursor->offset, 1 };
    int size = gt06_left(cursor);
    const char *text;
    proto_item *item;

    if (size <= 0)
        return;
    text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                            cursor->offset, size, ENC_ASCII | ENC_NA);
    item =
        proto_tree_add_string(cursor->tree, gt06_hf_text, cursor->tvb, cursor->offset, size, text);
    cursor->reading->record->text = text;
    add_all(cursor, &place, size, gt06_plain_text(cursor, size, item), true);
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_SETTINGS_TEXT, read_settings, NULL, 0 },
};

/* A bit of a setting; `at` counts from bit 7 down, as the documents do. */
/* NOLINTBEGIN(bugprone-macro-parentheses): checkhf.pl does not understand &(hf) */
#define BIT(hf, at, label, name, meaning) \
    { &hf[at], { label, "gt06.settings." name, FT_BOOLEAN, BITS, TFS(&tfs_on_off), \
                   0x80 >> (at), meaning " (extended 17.3)", HFILL } }
/* NOLINTEND(bugprone-macro-parentheses) */

/* The half of a byte that one alarm has: is it on, and the ways in which it is told. */
#define ALARM(hf, at, label, name) \
    BIT(hf, at, label " alarm", name, "The " label " alarm is on"), \
    BIT(hf, (at) + 1, "... by network", name ".network", "The alarm is sent to the server"), \
    BIT(hf, (at) + 2, "... by call", name ".call", "The alarm is told by a phone call"), \
    BIT(hf, (at) + 3, "... by SMS", name ".sms", "The alarm is told by SMS")

static hf_register_info bit_fields[] = {
    ALARM(hf_alarm_bits[0], 0, "Vibration", "vibration"),
    ALARM(hf_alarm_bits[0], 4, "Displacement", "displacement"),
    ALARM(hf_alarm_bits[1], 0, "Low internal battery", "internal_battery"),
    ALARM(hf_alarm_bits[1], 4, "Low external battery", "external_battery"),
    ALARM(hf_alarm_bits[2], 0, "Overspeed", "overspeed"),
    ALARM(hf_alarm_bits[2], 4, "Power cut", "power_cut"),
    ALARM(hf_alarm_bits[3], 0, "SOS", "sos"),
    ALARM(hf_alarm_bits[3], 4, "Sound", "sound"),
    { &hf_status_bits[0],
      { "Armed", "gt06.armed", FT_BOOLEAN, BITS, TFS(&tfs_on_off), 0x80,
        "Defence activated (extended 17.3)", HFILL } },
    BIT(hf_status_bits, 1, "Automatic arming", "arming_automatic", "It arms by itself"),
    BIT(hf_status_bits, 2, "Manual arming", "arming_manual", "It is armed by hand"),
    BIT(hf_status_bits, 3, "Remote disarm", "remote_disarm", "It may be disarmed remotely"),
    BIT(hf_status_bits, 4, "Remote lock", "remote_lock", "The car is locked remotely, VL02 only"),
    BIT(hf_status_bits, 5, "Bit 2", "status.bit_2", "Without a documented meaning"),
    BIT(hf_status_bits, 6, "Tamper switch", "tamper_switch", "Tamper switch: closed with VL03"),
    BIT(hf_status_bits, 7, "Tamper alarm", "tamper_alarm", "State of the tamper alarm"),
    BIT(hf_cut_off_bits, 0, "Bit 7", "cut_off.bit_7", "Without a documented meaning"),
    BIT(hf_cut_off_bits, 1, "Bit 6", "cut_off.bit_6", "Without a documented meaning"),
    BIT(hf_cut_off_bits, 2, "Bit 5", "cut_off.bit_5", "Without a documented meaning"),
    BIT(hf_cut_off_bits, 3, "Bit 4", "cut_off.bit_4", "Without a documented meaning"),
    BIT(hf_cut_off_bits, 4, "Deferred because of speed", "cut_off.deferred_speed",
        "The cut-off waits until the vehicle is slow"),
    BIT(hf_cut_off_bits, 5, "Deferred because there is no fix", "cut_off.deferred_fix",
        "The cut-off waits for a position"),
    BIT(hf_cut_off_bits, 6, "Fuel and power cut", "cut_off.cut", "Fuel and power are cut off"),
    BIT(hf_cut_off_bits, 7, "Fuel and power connected", "cut_off.connected",
        "Fuel and power are connected"),
};

void gt06_register_pairs(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_key,
          { "Key", "gt06.text.key", FT_STRING, BASE_NONE, NULL, 0,
            "Key of a pair inside a text (core 7.2, extended 17.3)", HFILL } },
        { &hf_value,
          { "Value", "gt06.text.value", FT_STRING, BASE_NONE, NULL, 0,
            "Value of a pair inside a text (core 7.2, extended 17.3)", HFILL } },
        { &hf_alarms[0],
          { "Alarm switches 1", "gt06.settings.alarms_1", FT_UINT8, BASE_HEX, NULL, 0,
            "Vibration and displacement alarm (extended 17.3)", HFILL } },
        { &hf_alarms[1],
          { "Alarm switches 2", "gt06.settings.alarms_2", FT_UINT8, BASE_HEX, NULL, 0,
            "Alarms of internal and external battery (extended 17.3)", HFILL } },
        { &hf_alarms[2],
          { "Alarm switches 3", "gt06.settings.alarms_3", FT_UINT8, BASE_HEX, NULL, 0,
            "Overspeed and power-cut alarm (extended 17.3)", HFILL } },
        { &hf_alarms[3],
          { "Alarm switches 4", "gt06.settings.alarms_4", FT_UINT8, BASE_HEX, NULL, 0,
            "SOS and sound alarm (extended 17.3)", HFILL } },
        { &hf_status,
          { "Status", "gt06.settings.status", FT_UINT8, BASE_HEX, NULL, 0,
            "Arming and tamper bits (extended 17.3)", HFILL } },
        { &hf_cut_off,
          { "Fuel and power", "gt06.settings.cut_off", FT_UINT8, BASE_HEX, NULL, 0,
            "State of the fuel and power cut-off (extended 17.3)", HFILL } },
    };
    static int *trees[] = { &ett_pairs, &ett_pair, &ett_bits };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_field_array(protocol, bit_fields, array_length(bit_fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
