/* cells.c
 * Cells and access points: the LBS block in all its widths, lists of neighbours, Wi-Fi.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "../protocol/line.h"
#include "../protocol/countries.h"
#include <epan/to_str.h>

static int hf_mcc;
static int hf_mnc;
static int hf_lbs_length;
static int hf_cell_count;
static int hf_cells_length;
static int hf_timing_advance;
static int hf_wifi_length;
static int hf_radio;
static int hf_radio_generation;
static int hf_radio_number;

static int ett_lbs = -1;
static int ett_cell = -1;
static int ett_wifi = -1;
static int ett_radio = -1;

enum { MNC_IS_WIDE = 0x8000, CELL_TYPE_4G = 3 };

/* The network in front of a cell: none, MNC as the flag says, always two bytes, always one. */
enum { NO_NET, FLAGGED_NET, WIDE_NET, NARROW_NET };

/* How wide the parts of a cell are in bytes; 0: not sent. */
typedef struct {
    gt06_element element;
    uint8_t type;
    uint8_t net;
    uint8_t lac;
    uint8_t id;
    uint8_t rssi;
    bool little_endian; /* the cell id (extended 15.1) */
} cell_shape;

static const cell_shape shapes[] = {
    { E_LBS, 0, FLAGGED_NET, 2, 3, 0, false },
    { E_LBS_CI4, 0, FLAGGED_NET, 2, 4, 0, false },
    { E_LBS_MNC2_CI4, 0, WIDE_NET, 2, 4, 0, false },
    { E_LBS_MNC2_LAC3_CI4, 0, WIDE_NET, 3, 4, 0, false },
    { E_LBS_4G, 0, FLAGGED_NET, 4, 8, 0, false },
    { E_LBS_TYPED, 1, FLAGGED_NET, 2, 3, 1, false },
    { E_LBS_COUNTED, 0, FLAGGED_NET, 2, 3, 1, false },
    { E_CELL, 0, NO_NET, 2, 3, 1, false },
    { E_CELL_CI2, 0, NO_NET, 2, 2, 1, false },
    { E_CELL_CI4, 0, NO_NET, 2, 4, 1, false },
    { E_CELL_4G, 0, NO_NET, 4, 8, 1, false },
    { E_CELL_NO_LAC, 0, NO_NET, 0, 2, 1, false },
    { E_CELL_CI4_LE, 0, NO_NET, 2, 4, 1, true },
};

static const cell_shape wide_typed_cell = { E_LBS_TYPED, 1, FLAGGED_NET, 4, 8, 2, false };

typedef struct {
    uint16_t mcc;
    uint16_t mnc;
    uint32_t lac;
    uint64_t id;
} cell_values;

static const cell_shape *shape_of(gt06_element element)
{
    for (size_t i = 0; i < array_length(shapes); i++) {
        if (shapes[i].element == element)
            return &shapes[i];
    }
    return &shapes[0];
}

/* Bytes of an MNC whose MCC stands `ahead` bytes behind the cursor. */
static int mnc_size(const gt06_cursor *cursor, unsigned net, int ahead)
{
    if (net == NO_NET)
        return 0;
    if (net == WIDE_NET)
        return 2;
    if (net == NARROW_NET || gt06_left(cursor) < ahead + 2)
        return 1;
    return tvb_get_ntohs(cursor->tvb, cursor->offset + ahead) & MNC_IS_WIDE ? 2 : 1;
}

static uint64_t add_number(gt06_cursor *cursor, int hf, int size)
{
    uint64_t value;

    if (size == 0)
        return 0;
    value = gt06_peek(cursor, size);
    if (hf == gt06_hf_cell_id)
        proto_tree_add_uint64(cursor->tree, hf, cursor->tvb, cursor->offset, size, value);
    else
        proto_tree_add_uint(cursor->tree, hf, cursor->tvb, cursor->offset, size, (uint32_t)value);
    cursor->offset += size;
    return value;
}

/* The one cell id that is sent with its low byte first; read otherwise it exceeds 28 bits. */
static uint64_t add_little_endian_id(gt06_cursor *cursor)
{
    uint64_t id = tvb_get_letohl(cursor->tvb, cursor->offset);

    proto_tree_add_uint64(cursor->tree, gt06_hf_cell_id, cursor->tvb, cursor->offset, 4, id);
    cursor->offset += 4;
    return id;
}

/* MCC and MNC; the MCC's bit 15 is a flag, not part of its value. */
static void add_net(gt06_cursor *cursor, unsigned net, cell_values *values)
{
    int mnc = mnc_size(cursor, net, 0);
    const char *country;
    proto_item *item;

    values->mcc = tvb_get_ntohs(cursor->tvb, cursor->offset);
    if (net == FLAGGED_NET)
        values->mcc &= MNC_IS_WIDE - 1;
    item = proto_tree_add_uint(cursor->tree, hf_mcc, cursor->tvb, cursor->offset, 2, values->mcc);
    country = gt06_country_name(values->mcc);
    if (country != NULL)
        proto_item_append_text(item, " (%s)", country);
    cursor->offset += 2;
    values->mnc = (uint16_t)add_number(cursor, hf_mnc, mnc);
}

/* A signal strength as sent, and as the negative dBm it is assumed to be (extended 3.5). */
static void add_signal(gt06_cursor *cursor, int hf_sent, int hf_assumed, int size)
{
    int sent = (int)add_number(cursor, hf_sent, size);
    proto_item *item;

    if (size == 0)
        return;
    item = proto_tree_add_int(cursor->tree, hf_assumed, cursor->tvb, cursor->offset - size, size,
                              -sent);
    proto_item_set_generated(item);
}

/* Cells that are sent without a LAC are of the one in front of them. */
static cell_values add_cell(gt06_cursor *cursor, const cell_shape *shape)
{
    cell_values values = { .lac = cursor->reading->record->lac };

    add_number(cursor, gt06_hf_cell_type, shape->type);
    if (shape->net != NO_NET)
        add_net(cursor, shape->net, &values);
    if (shape->lac != 0)
        values.lac = (uint32_t)add_number(cursor, gt06_hf_lac, shape->lac);
    values.id = shape->little_endian ? add_little_endian_id(cursor)
                                     : add_number(cursor, gt06_hf_cell_id, shape->id);
    add_signal(cursor, gt06_hf_rssi, gt06_hf_rssi_dbm, shape->rssi);
    return values;
}

static void record_cell(gt06_record *record, const cell_shape *shape, const cell_values *values)
{
    if (shape->net != NO_NET && (record->has & GT06_HAS_NETWORK) == 0) {
        record->mcc = values->mcc;
        record->mnc = values->mnc;
        record->has |= GT06_HAS_NETWORK;
    }
    if ((record->has & GT06_HAS_CELL) == 0) {
        record->has |= GT06_HAS_CELL;
        record->lac = values->lac;
        record->cell_id = values->id;
    }
    record->cells++;
}

static const char block_name[] = "Cell";

/* What the cell is, behind its name. */
static void set_cell(proto_item *item, const cell_shape *shape, const cell_values *values)
{
    gt06_line line;

    if (!gt06_has_label(item))
        return;
    gt06_line_begin(&line, block_name);
    gt06_line_add(&line, ": ");
    if (shape->net != NO_NET) {
        gt06_line_add_number(&line, "MCC ", values->mcc);
        gt06_line_add_number(&line, ", MNC ", values->mnc);
        gt06_line_add(&line, ", ");
    }
    if (shape->net == NO_NET && (values->lac == 0 || shape->lac == 0) && values->id == 0) {
        gt06_line_add(&line, "unused entry");
    } else {
        gt06_line_add_number(&line, "LAC ", values->lac);
        gt06_line_add_number(&line, ", cell id ", values->id);
    }
    proto_item_set_text(item, "%s", line.text);
}

/* One cell of a shape, with its network or without. */
static void read_shape(gt06_cursor *cursor, const cell_shape *shape)
{
    int size = shape->type + shape->lac + shape->id + shape->rssi;
    gt06_cursor block = *cursor;
    cell_values values;
    proto_item *item;

    if (shape->net != NO_NET)
        size += 2 + mnc_size(cursor, shape->net, shape->type);
    if (!gt06_need(cursor, size, gt06_elements[shape->element].name))
        return;
    block.tree =
        proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size,
                               shape->net != NO_NET ? ett_lbs : ett_cell, &item, block_name);
    values = add_cell(&block, shape);
    record_cell(cursor->reading->record, shape, &values);
    set_cell(item, shape, &values);
    cursor->offset = block.offset;
}

static void read_cell(gt06_cursor *cursor, const gt06_reader *reader)
{
    read_shape(cursor, shape_of(reader->element));
}

/* The cell type in front tells the widths: 3 and above are those of 4G (core 3.3 F). */
static void read_typed_cell(gt06_cursor *cursor, const gt06_reader *reader)
{
    bool wide = gt06_tvb_u8(cursor->tvb, cursor->offset) >= CELL_TYPE_4G;

    read_shape(cursor, wide ? &wide_typed_cell : shape_of(reader->element));
}

/* A length byte, then as many bytes with the serving cell and its signal (extended 31.2). */
static void read_counted_cell(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_cursor part = *cursor;
    int length = gt06_tvb_u8(cursor->tvb, cursor->offset);
    int before = cursor->offset;
    bool cut = cursor->reading->content.captured < cursor->reading->content.size;
    int read;

    proto_tree_add_item(cursor->tree, hf_lbs_length, cursor->tvb, cursor->offset, 1,
                        ENC_BIG_ENDIAN);
    cursor->offset++;
    if (length == 0)
        return;
    part.offset = cursor->offset;
    read_shape(&part, shape_of(reader->element));
    read = part.offset - cursor->offset;
    if (read < length && (gt06_left(cursor) >= length || (cut && read > 0))) {
        part.end = MIN(cursor->offset + length, cursor->end);
        gt06_read_undecoded(&part);
    }
    /* Where the cell is missing nothing was read, and nothing behind it may be. */
    cursor->offset = part.offset == cursor->offset ? before : part.offset;
}

static void read_lac(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->record->lac = (uint32_t)gt06_peek(cursor, gt06_elements[reader->element].size);
    gt06_read_field(cursor, reader);
}

static void read_net(gt06_cursor *cursor, const gt06_reader *reader)
{
    static const uint8_t nets[GT06_ELEMENT_COUNT] = {
        [E_NET] = FLAGGED_NET, [E_NET_1] = NARROW_NET, [E_NET_2] = WIDE_NET
    };
    unsigned net = nets[reader->element];
    gt06_record *record = cursor->reading->record;
    cell_values values = { 0 };

    if (!gt06_need(cursor, 2 + mnc_size(cursor, net, 0), gt06_elements[reader->element].name))
        return;
    add_net(cursor, net, &values);
    record->mcc = values.mcc;
    record->mnc = values.mnc;
    record->has |= GT06_HAS_NETWORK;
}

static void read_wifi(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor block = *cursor;
    unsigned signal = gt06_tvb_u8(cursor->tvb, cursor->offset + 6);
    proto_item *item;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 7, ett_wifi,
                                        &item, "Access point");
    proto_tree_add_item(block.tree, gt06_hf_wifi_bssid, block.tvb, block.offset, 6, ENC_NA);
    proto_item_append_text(item, ": %s, -%u dBm",
                           tvb_ether_to_str(cursor->reading->pinfo->pool, block.tvb, block.offset),
                           signal);
    block.offset += 6;
    add_signal(&block, gt06_hf_wifi_rssi, gt06_hf_wifi_rssi_dbm, 1);
    cursor->reading->record->access_points++;
    cursor->offset = block.offset;
}

static void read_radio(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const parts[] = { &hf_radio_generation, &hf_radio_number, NULL };

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf_radio, ett_radio, parts,
                           ENC_BIG_ENDIAN);
    cursor->offset += 2;
}

static const gt06_reader readers[] = {
    { E_LBS, read_cell, NULL, 0 },
    { E_LBS_CI4, read_cell, NULL, 0 },
    { E_LBS_MNC2_CI4, read_cell, NULL, 0 },
    { E_LBS_MNC2_LAC3_CI4, read_cell, NULL, 0 },
    { E_LBS_4G, read_cell, NULL, 0 },
    { E_LBS_TYPED, read_typed_cell, NULL, 0 },
    { E_LBS_COUNTED, read_counted_cell, NULL, 0 },
    { E_LBS_LENGTH, gt06_read_field, &hf_lbs_length, 0 },
    { E_NET, read_net, NULL, 0 },
    { E_NET_1, read_net, NULL, 0 },
    { E_NET_2, read_net, NULL, 0 },
    { E_LAC, read_lac, &gt06_hf_lac, 0 },
    { E_CELL, read_cell, NULL, 0 },
    { E_CELL_CI2, read_cell, NULL, 0 },
    { E_CELL_CI4, read_cell, NULL, 0 },
    { E_CELL_4G, read_cell, NULL, 0 },
    { E_CELL_NO_LAC, read_cell, NULL, 0 },
    { E_CELL_CI4_LE, read_cell, NULL, 0 },
    { E_CELL_COUNT, gt06_read_count, &hf_cell_count, 0 },
    { E_CELLS_LENGTH, gt06_read_count, &hf_cells_length, 0 },
    { E_TIMING_ADVANCE, gt06_read_field, &hf_timing_advance, 0 },
    { E_WIFI, read_wifi, NULL, 0 },
    { E_WIFI_COUNT, gt06_read_count, &gt06_hf_wifi_count, 0 },
    { E_WIFI_LENGTH, gt06_read_count, &hf_wifi_length, 0 },
    { E_RADIO, read_radio, NULL, 0 },
};

void gt06_register_cells(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_mcc,
          { "MCC", "gt06.mcc", FT_UINT16, BASE_DEC, NULL, 0,
            "Mobile country code, without the flag bit (core 3.3)", HFILL } },
        { &hf_mnc,
          { "MNC", "gt06.mnc", FT_UINT16, BASE_DEC, NULL, 0, "Mobile network code (core 3.3)",
            HFILL } },
        { &hf_lbs_length,
          { "LBS length", "gt06.lbs_length", FT_UINT8, BASE_DEC, NULL, 0,
            "Said length of the LBS block, unreliable (core 3.3)", HFILL } },
        { &hf_cell_count,
          { "Cells", "gt06.cell_count", FT_UINT8, BASE_DEC, NULL, 0,
            "Number of cells that follow (core 6.19)", HFILL } },
        { &hf_cells_length,
          { "Length of cells", "gt06.cells_length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of cells that follow (core 6.32)", HFILL } },
        { &hf_timing_advance,
          { "Timing advance", "gt06.timing_advance", FT_UINT8, BASE_DEC, NULL, 0,
            "Timing advance, 255 or 0 for none (core 3.4)", HFILL } },
        { &hf_wifi_length,
          { "Length of access points", "gt06.wifi_length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of access points that follow (core 6.32)", HFILL } },
        { &hf_radio,
          { "Radio", "gt06.radio", FT_UINT16, BASE_HEX, NULL, 0,
            "Network generation and a number of unknown meaning (core 6.32)", HFILL } },
        { &hf_radio_generation,
          { "Network generation", "gt06.radio.generation", FT_UINT16, BASE_DEC, NULL, 0xF000,
            "4 for 4G (core 6.32)", HFILL } },
        { &hf_radio_number,
          { "Unknown number", "gt06.radio.number", FT_UINT16, BASE_HEX, NULL, 0x0FFF,
            "Constant per terminal, meaning unknown (core 6.32)", HFILL } },
    };
    static int *trees[] = { &ett_lbs, &ett_cell, &ett_wifi, &ett_radio };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
