/* random_cells.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

enum { MOST = 255 };

/* Widths in bytes (core 3.3, 3.4; extended 3.5). */
static const struct {
    int net;
    int lac;
    int cell_id;
    int rssi;
} shapes[] = {
    [LBS_2G] = { NET_FLAGGED, 2, 3, 0 },
    [LBS_2G_NARROW] = { NET_NARROW, 2, 3, 0 },
    [LBS_CI4] = { NET_FLAGGED, 2, 4, 0 },
    [LBS_CI4_NARROW] = { NET_NARROW, 2, 4, 0 },
    [LBS_MNC2_CI4] = { NET_WIDE, 2, 4, 0 },
    [LBS_MNC2_LAC3_CI4] = { NET_WIDE, 3, 4, 0 },
    [LBS_4G] = { NET_FLAGGED, 4, 8, 0 },
    [LBS_4G_NARROW] = { NET_NARROW, 4, 8, 0 },
    [CELL_2G] = { NET_NONE, 2, 3, 1 },
    [CELL_CI2] = { NET_NONE, 2, 2, 1 },
    [CELL_CI4] = { NET_NONE, 2, 4, 1 },
    [CELL_4G] = { NET_NONE, 4, 8, 1 },
    [CELL_LAC4_CI4] = { NET_NONE, 4, 4, 1 },
    [CELL_NO_LAC] = { NET_NONE, 0, 2, 1 },
    [CELL_CI4_LITTLE_ENDIAN] = { NET_NONE, 2, 4, 1 },
};

static void put_network(random_message *m, int net)
{
    int mcc = random_once_in(m, 12) ? 0 : random_between(m, 200, 799);
    bool wide = net == NET_WIDE || (net == NET_FLAGGED && random_once_in(m, 3));
    int mnc = random_between(m, 0, wide ? 999 : 255);

    if (net == NET_NONE)
        return;
    random_put(m, (uint64_t)(mcc | (wide && net == NET_FLAGGED ? 0x8000 : 0)), 2);
    random_put(m, (uint64_t)mnc, wide ? 2 : 1);
    random_expect_integer(m, "gt06.mcc", mcc);
    random_expect_integer(m, "gt06.mnc", mnc);
}

void part_net(random_message *m, const random_part *p)
{
    put_network(m, p->shape);
}

static void put_number(random_message *m, int size, const char *field)
{
    if (size > 0)
        part_number(m, &(random_part){ .size = size, .field = field });
}

static void put_little_endian(random_message *m)
{
    uint64_t id = random_number(m, 4) & 0xFFFFFFF;

    for (int i = 0; i < 4; i++)
        random_put(m, id >> (8 * i) & 0xFF, 1);
    random_expect_integer(m, "gt06.cell_id", (gint64)id);
}

/* An entry that is not used: LAC and cell id 0, the signal 0 or all ones (core 6.18). */
static void put_unused(random_message *m, int shape)
{
    uint64_t signal = random_once_in(m, 2) ? 0 : 0xFF;

    random_put(m, 0, shapes[shape].lac + shapes[shape].cell_id);
    random_put(m, signal, shapes[shape].rssi);
    if (shapes[shape].lac > 0)
        random_expect(m, "gt06.lac", "0");
    random_expect(m, "gt06.cell_id", "0");
    random_expect_integer(m, "gt06.rssi", (gint64)signal);
}

static void put_cell(random_message *m, int shape)
{
    if (shapes[shape].net == NET_NONE && random_once_in(m, 4)) {
        put_unused(m, shape);
        return;
    }
    put_network(m, shapes[shape].net);
    put_number(m, shapes[shape].lac, "gt06.lac");
    if (shape == CELL_CI4_LITTLE_ENDIAN)
        put_little_endian(m);
    else
        put_number(m, shapes[shape].cell_id, "gt06.cell_id");
    put_number(m, shapes[shape].rssi, "gt06.rssi");
}

static int cell_size(int shape)
{
    return shapes[shape].lac + shapes[shape].cell_id + shapes[shape].rssi;
}

void part_cell(random_message *m, const random_part *p)
{
    put_cell(m, p->shape);
}

void part_cells(random_message *m, const random_part *p)
{
    for (int i = 0; i < p->size; i++)
        put_cell(m, p->shape);
}

void part_cell_list(random_message *m, const random_part *p)
{
    int count = random_list_length(m, cell_size(p->shape), 1 + p->size, MOST);

    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.cell_count", count);
    for (int i = 0; i < count; i++)
        put_cell(m, p->shape);
}

/* The second byte of the cell id, where another layout has ACC, is more than 1 (core 6.12). */
void part_lac3_cell(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    uint64_t id = random_number(m, 4) | 0x020000;

    put_network(m, NET_WIDE);
    put_number(m, 3, "gt06.lac");
    random_put(m, id, 4);
    random_expect_integer(m, "gt06.cell_id", (gint64)id);
}

/* Network, count, cells, and zeros up to the size of the content (core 6.24). */
void part_padded_cells(random_message *m, const random_part *p)
{
    int count;

    put_network(m, NET_FLAGGED);
    count = random_between(m, 0, (p->size - (int)m->content->len - 1) / cell_size(CELL_2G));
    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.cell_count", count);
    for (int i = 0; i < count; i++)
        put_cell(m, CELL_2G);
    if ((int)m->content->len < p->size) {
        unsigned offset = m->content->len;

        random_put(m, 0, p->size - (int)offset);
        random_expect_hex(m, "gt06.reserved", offset, "");
    }
}

/* Bits 15-12 network generation, 11-0 a number (core 6.32). */
void part_radio(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    uint64_t word = random_number(m, 2);

    random_put(m, word, 2);
    random_expect_integer(m, "gt06.radio.generation", (gint64)(word >> 12));
    random_expect_integer(m, "gt06.radio.number", (gint64)(word & 0xFFF));
}

/* Below 3 the narrow widths, from 3 on those of 4G (core 3.3 F). */
void part_typed_cell(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int type = random_between(m, 0, 5);
    bool wide = type >= 3;

    random_put(m, (uint64_t)type, 1);
    random_expect_integer(m, "gt06.cell_type", type);
    put_network(m, NET_FLAGGED);
    put_number(m, wide ? 4 : 2, "gt06.lac");
    put_number(m, wide ? 8 : 3, "gt06.cell_id");
    put_number(m, wide ? 2 : 1, "gt06.rssi");
}

/* In A9 already type 1 is wide (extended 21.10). */
void part_typed_list(random_message *m, const random_part *p)
{
    int type = random_between(m, 0, 3);
    random_part list = { .size = p->size, .shape = type > 0 ? CELL_4G : CELL_2G };

    random_put(m, (uint64_t)type, 1);
    random_expect_integer(m, "gt06.cell_type", type);
    part_cell_list(m, &list);
}

/* The bytes that follow: a cell with its signal, or nothing (core 6.32). */
void part_lbs_counted(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned offset = m->content->len;

    random_put(m, 0, 1);
    if (!random_once_in(m, 4)) {
        /* The length is expected in front of the values it counts: filled in behind them. */
        unsigned place = m->values->len;
        random_value length;

        random_expect(m, "gt06.lbs_length", "");
        put_cell(m, LBS_2G);
        put_number(m, 1, "gt06.rssi");
        m->content->data[offset] = (guint8)(m->content->len - offset - 1);
        length = (random_value){ "gt06.lbs_length", m->content->data[offset] == 9 ? "9" : "10" };
        g_array_index(m->values, random_value, place) = length;
        return;
    }
    random_expect(m, "gt06.lbs_length", "0");
}

static void put_access_point(random_message *m)
{
    part_address(m, &(random_part){ .field = "gt06.wifi.bssid" });
    put_number(m, 1, "gt06.wifi.rssi");
}

/* A length in bytes, then whole entries. */
void part_cells_counted(random_message *m, const random_part *p)
{
    int count = random_list_length(m, cell_size(CELL_2G), 1 + p->size, MOST / cell_size(CELL_2G));

    random_put(m, (uint64_t)(count * cell_size(CELL_2G)), 1);
    random_expect_integer(m, "gt06.cells_length", count * cell_size(CELL_2G));
    for (int i = 0; i < count; i++)
        put_cell(m, CELL_2G);
}

void part_wifi_counted(random_message *m, const random_part *p)
{
    int count = random_list_length(m, 7, 1 + p->size, MOST / 7);

    random_put(m, (uint64_t)(count * 7), 1);
    random_expect_integer(m, "gt06.wifi_length", count * 7);
    for (int i = 0; i < count; i++)
        put_access_point(m);
}

void part_wifi(random_message *m, const random_part *p)
{
    for (int i = 0; i < p->size; i++)
        put_access_point(m);
}

static void put_wifi_count(random_message *m, int count)
{
    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.wifi_count", count);
}

void part_wifi_list(random_message *m, const random_part *p)
{
    int count = random_list_length(m, 7, 1 + p->size, MOST);

    put_wifi_count(m, count);
    for (int i = 0; i < count; i++)
        put_access_point(m);
}

/* At least one entry: without any, the list is one without names (extended 5). */
void part_wifi_ssid_list(random_message *m, const random_part *p)
{
    int count = random_list_length(m, 8 + 32, 1 + p->size, MOST);

    count = MAX(count, 1);
    put_wifi_count(m, count);
    for (int i = 0; i < count; i++) {
        int length = random_once_in(m, 5) ? 0 : random_between(m, 1, 32);

        put_access_point(m);
        random_put(m, (uint64_t)length, 1);
        random_expect_integer(m, "gt06.wifi.ssid.length", length);
        if (length > 0) {
            char *name = random_text(m, length);

            random_put_bytes(m, name, (size_t)length);
            random_expect(m, "gt06.wifi.ssid", name);
            g_free(name);
        }
    }
}

/* Two bytes of no known meaning in front of each address (extended 23.3). */
void part_wifi_mac_list(random_message *m, const random_part *p)
{
    int count = random_list_length(m, 8, 1 + p->size, MOST);

    put_wifi_count(m, count);
    for (int i = 0; i < count; i++) {
        part_bytes(m, &(random_part){ .size = 2, .field = "gt06.unknown" });
        part_address(m, &(random_part){ .field = "gt06.wifi.bssid" });
    }
}
