/* lte.c
 * What the 4G family and its relatives add: access points of other kinds, beacons, alarms of
 * 12 bits, identities in blocks and texts. Inputs, outputs and switches are in ports.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "ports.h"
#include <epan/to_str.h>

static int hf_ssid_length;
static int hf_ssid;
static int hf_beacon_signal;
static int hf_beacon_uuid;
static int hf_beacon_major;
static int hf_beacon_minor;
static int hf_clock_in;
static int hf_clock_in_type;
static int hf_clock_in_unknown;
static int hf_serial_text;
static int hf_version_length;
static int hf_version_text_length;

static int ett_lbs = -1;
static int ett_wifi = -1;
static int ett_clock_in = -1;
static int ett_identity = -1;
static int ett_version = -1;

enum { MAC = 6, WIFI = MAC + 1, SSID_HEAD = WIFI + 1, IMEI_DIGITS = 15 };

static void add(gt06_cursor *cursor, int hf, int size)
{
    proto_tree_add_item(cursor->tree, hf, cursor->tvb, cursor->offset, size, ENC_BIG_ENDIAN);
    cursor->offset += size;
}

/* ---- cells, access points, beacons ---- */

/* The serving cell of the X1: bit 15 of its MCC is no flag (extended 7.1). */
static void read_narrow_net_cell(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_record *record = cursor->reading->record;
    gt06_cursor block = *cursor;
    proto_item *item;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset,
                                        gt06_elements[E_LBS_CI4_1].size, ett_lbs, &item, "Cell");
    gt06_read_element(&block, E_NET_1);
    record->lac = (uint32_t)gt06_peek(&block, 2);
    add(&block, gt06_hf_lac, 2);
    record->cell_id = gt06_peek(&block, 4);
    add(&block, gt06_hf_cell_id, 4);
    record->has |= GT06_HAS_CELL;
    record->cells++;
    proto_item_append_text(item, ": MCC %u, MNC %u, LAC %u, cell id %" PRIu64, record->mcc,
                           record->mnc, record->lac, record->cell_id);
    cursor->offset = block.offset;
}

/* An access point's own subtree, named by its address, which stands `ahead` bytes behind. */
static proto_tree *add_access_point(gt06_cursor *cursor, int size, int ahead, proto_item **item)
{
    proto_tree *tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size,
                                              ett_wifi, item, "Access point");

    proto_item_append_text(
        *item, ": %s",
        tvb_ether_to_str(cursor->reading->pinfo->pool, cursor->tvb, cursor->offset + ahead));
    cursor->reading->record->access_points++;
    return tree;
}

/* Address, signal, and a name behind its length (extended 5, layout B). */
static void read_wifi_ssid(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    int signal = gt06_tvb_u8(cursor->tvb, cursor->offset + MAC);
    int length = gt06_tvb_u8(cursor->tvb, cursor->offset + WIFI);
    proto_item *item;

    if (!gt06_need(cursor, SSID_HEAD + length, gt06_elements[E_WIFI_SSID].name))
        return;
    block.tree = add_access_point(&block, SSID_HEAD + length, 0, &item);
    proto_item_append_text(item, ", -%d dBm", signal);
    add(&block, gt06_hf_wifi_bssid, MAC);
    proto_tree_add_item(block.tree, gt06_hf_wifi_rssi, block.tvb, block.offset, 1, ENC_BIG_ENDIAN);
    proto_item_set_generated(
        proto_tree_add_int(block.tree, gt06_hf_wifi_rssi_dbm, block.tvb, block.offset, 1, -signal));
    block.offset++;
    add(&block, hf_ssid_length, 1);
    if (length > 0)
        proto_tree_add_item(block.tree, hf_ssid, block.tvb, block.offset, length,
                            ENC_UTF_8 | ENC_NA);
    cursor->offset = block.offset + length;
}

/* Two bytes, zero in all firmware seen, in front of each address (extended 23.3). */
static void read_wifi_mac(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    proto_item *item;

    block.tree = add_access_point(&block, gt06_elements[E_WIFI_MAC].size, 2, &item);
    add(&block, gt06_hf_unknown, 2);
    add(&block, gt06_hf_wifi_bssid, MAC);
    cursor->offset = block.offset;
}

static void read_beacon_signal(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_tree_add_int(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1,
                       (int8_t)gt06_tvb_u8(cursor->tvb, cursor->offset));
    cursor->offset++;
}

static void read_clock_in(gt06_cursor *cursor, const gt06_reader *reader)
{
    static int *const bits[] = { &hf_clock_in_type, &hf_clock_in_unknown, NULL };

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, *reader->hf, ett_clock_in,
                           bits, ENC_BIG_ENDIAN);
    cursor->offset++;
}

/* ---- parts of a said length ---- */

/* Reads a run once inside the bytes that the last length said; a wrong length leaves them raw. */
static void read_part(gt06_cursor *cursor, const gt06_reader *reader, const gt06_place *run)
{
    const gt06_content *content = &cursor->reading->content;
    gt06_cursor part = *cursor;
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);

    part.end = cursor->offset + size;
    part.counted = false;
    if ((unsigned)size < cursor->count && content->captured == content->size)
        gt06_read_undecoded(&part);
    else if (size > 0)
        gt06_read_content(&part, run);
    cursor->offset = part.end;
}

static void read_gps_counted(gt06_cursor *cursor, const gt06_reader *reader)
{
    static const gt06_place run[] = { E_GPS, E_END };

    read_part(cursor, reader, run);
}

/* Found by comparing two terminals; no document has it (extended 25). */
static void read_version_block(gt06_cursor *cursor, const gt06_reader *reader)
{
    static const gt06_place run[] = { E_CHIP_ID, E_VERSION_UNKNOWN, E_VERSION_TEXT_LENGTH,
                                      COUNTED | E_VERSION, E_END };
    gt06_cursor block = *cursor;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset,
                                        MIN((int)cursor->count, gt06_left(cursor)), ett_version,
                                        NULL, "Version");
    read_part(&block, reader, run);
    cursor->offset = block.offset;
}

/* ---- alarms and identities ---- */

/* The high nibble of the language byte extends the alarm code to 12 bits (extended 27.1). */
static void read_alarm_12(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;
    unsigned upper = gt06_tvb_u8(cursor->tvb, cursor->offset + 1);
    unsigned code = (upper >> 4) << 8 | gt06_tvb_u8(cursor->tvb, cursor->offset);
    const char *name = gt06_alarm_name(code, gt06_family_of_model(cursor->reading->model));

    proto_tree_add_uint_format_value(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 2,
                                     code, "%s (0x%02x)", name != NULL ? name : "unknown", code);
    proto_tree_add_uint(cursor->tree, gt06_hf_language, cursor->tvb, cursor->offset + 1, 1,
                        upper & 0xF);
    record->alarm = (uint16_t)code;
    record->has |= GT06_HAS_ALARM;
    cursor->offset += 2;
}

static bool is_imei(const char *text)
{
    return strlen(text) == IMEI_DIGITS && strspn(text, "0123456789") == IMEI_DIGITS;
}

/* One part of an identity text; the first is an IMEI if it looks like one. */
static void add_identity(gt06_cursor *cursor, int hf, int size)
{
    const char *text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                        cursor->offset, size, ENC_ASCII);

    if (hf == hf_serial_text && is_imei(text)) {
        hf = gt06_hf_imei;
        cursor->reading->record->login_imei = text;
    }
    if (size > 0)
        proto_tree_add_string(cursor->tree, hf, cursor->tvb, cursor->offset, size, text);
    cursor->offset += size;
}

/* Bytes up to the next && or the end. */
static int identity_length(const gt06_cursor *cursor)
{
    int left = gt06_left(cursor);

    for (int i = 0; i + 1 < left; i++) {
        if (tvb_get_ntohs(cursor->tvb, cursor->offset + i) == 0x2626)
            return i;
    }
    return left;
}

/* IMEI or serial number && IMSI && ICCID (extended 23.1). */
static void read_identity_text(gt06_cursor *cursor, const gt06_reader *reader)
{
    int *const parts[] = { &hf_serial_text, &gt06_hf_imsi, &gt06_hf_iccid };
    gt06_cursor part = *cursor;
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    const char *text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                        cursor->offset, size, ENC_ASCII);
    proto_item *item =
        proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, text);

    cursor->reading->record->text = text;
    part.tree = proto_item_add_subtree(item, ett_identity);
    part.end = cursor->offset + size;
    for (size_t i = 0; i < array_length(parts) && gt06_left(&part) > 0; i++) {
        if (i > 0)
            add(&part, gt06_hf_text_separator, 2);
        add_identity(&part, *parts[i], identity_length(&part));
    }
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_LBS_CI4_1, read_narrow_net_cell, NULL, 0 },
    { E_CELL_TYPE, gt06_read_field, &gt06_hf_cell_type, 0 },
    { E_WIFI_SSID, read_wifi_ssid, NULL, 0 },
    { E_WIFI_MAC, read_wifi_mac, NULL, 0 },
    { E_BEACON_SIGNAL, read_beacon_signal, &hf_beacon_signal, 0 },
    { E_BEACON_MAC, gt06_read_field, &gt06_hf_tag_id, 0 },
    { E_BEACON_UUID, gt06_read_field, &hf_beacon_uuid, 0 },
    { E_BEACON_MAJOR, gt06_read_field, &hf_beacon_major, 0 },
    { E_BEACON_MINOR, gt06_read_field, &hf_beacon_minor, 0 },
    { E_BEACON_VOLTAGE, gt06_read_scaled, &gt06_hf_tag_battery_voltage, 100 },
    { E_CLOCK_IN, read_clock_in, &hf_clock_in, 0 },
    { E_GPS_COUNTED, read_gps_counted, NULL, 0 },
    { E_LOCK_RESULT, gt06_read_field, &gt06_hf_result, 0 },
    { E_ALARM_12, read_alarm_12, &gt06_hf_alarm, 0 },
    { E_IDENTITY_TEXT, read_identity_text, &gt06_hf_text, 0 },
    { E_VERSION_LENGTH, gt06_read_count, &hf_version_length, 0 },
    { E_VERSION_BLOCK, read_version_block, NULL, 0 },
    { E_VERSION_UNKNOWN, gt06_read_bytes, &gt06_hf_unknown, 0 },
    { E_VERSION_TEXT_LENGTH, gt06_read_count, &hf_version_text_length, 0 },
};

static hf_register_info fields[] = {
    { &hf_ssid_length,
      { "SSID length", "gt06.wifi.ssid.length", FT_UINT8, BASE_DEC, NULL, 0,
        "Bytes of the SSID that follows (extended 5)", HFILL } },
    { &hf_ssid,
      { "SSID", "gt06.wifi.ssid", FT_STRING, BASE_NONE, NULL, 0,
        "Name of the access point's network (extended 5)", HFILL } },
    { &hf_beacon_signal,
      { "Tag signal", "gt06.tag.rssi.dbm", FT_INT8, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_dbm, 0,
        "Signal strength of the tag, dBm as sent (extended 22.2)", HFILL } },
    { &hf_beacon_uuid,
      { "Tag UUID", "gt06.tag.uuid", FT_GUID, BASE_NONE, NULL, 0,
        "UUID of the beacon (extended 22.2)", HFILL } },
    { &hf_beacon_major,
      { "Tag major", "gt06.tag.major", FT_UINT16, BASE_DEC, NULL, 0,
        "Major number of the beacon (extended 22.2)", HFILL } },
    { &hf_beacon_minor,
      { "Tag minor", "gt06.tag.minor", FT_UINT16, BASE_DEC, NULL, 0,
        "Minor number of the beacon (extended 22.2)", HFILL } },
    { &hf_clock_in,
      { "Clock-in", "gt06.clock_in", FT_UINT8, BASE_HEX, NULL, 0,
        "Kind of the clock-in (extended 22.2)", HFILL } },
    { &hf_clock_in_type,
      { "Type or state", "gt06.clock_in.type", FT_UINT8, BASE_DEC, NULL, 0x3C,
        "Clock-in type or state; no document names the values (extended 22.2)", HFILL } },
    { &hf_clock_in_unknown,
      { "Unknown", "gt06.clock_in.unknown", FT_UINT8, BASE_HEX, NULL, 0xC3,
        "Bits of unknown meaning (extended 22.2)", HFILL } },
    { &hf_serial_text,
      { "Serial number of the terminal", "gt06.terminal_serial", FT_STRING, BASE_NONE, NULL, 0,
        "Identity of a terminal that is no IMEI (extended 23.1)", HFILL } },
    { &hf_version_length,
      { "Length of version block", "gt06.version_block.length", FT_UINT16, BASE_DEC, NULL, 0,
        "Bytes of chip id and version text that follow (extended 25)", HFILL } },
    { &hf_version_text_length,
      { "Length of version text", "gt06.version.length", FT_UINT8, BASE_DEC, NULL, 0,
        "Bytes of the version text that follows (extended 25)", HFILL } },
};

void gt06_register_lte(int protocol)
{
    static int *trees[] = { &ett_lbs, &ett_wifi, &ett_clock_in, &ett_identity, &ett_version };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
    gt06_register_ports(protocol);
}
