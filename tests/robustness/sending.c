/* sending.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sending.h"
#include "../../dissector/compat.h"

static void send_late(const gt06_sender *to, size_t from, size_t until, bool late)
{
    gt06_packet packet = {
        .bytes = to->unit->bytes->data + from,
        .size = until - from,
        .captured = until - from,
        .sequence = to->before + from,
        .unit = to->number,
        .down = to->unit->down,
        .late = late,
    };

    if (from < until)
        gt06_packets_add(to->packets, to->carrier, &packet);
}

static void send_piece(const gt06_sender *to, size_t from, size_t until)
{
    send_late(to, from, until, false);
}

void gt06_send_messages(const gt06_sender *to)
{
    size_t from = 0;

    for (unsigned i = 0; i < to->unit->ends->len; i++) {
        const unsigned end = g_array_index(to->unit->ends, unsigned, i);

        send_piece(to, from, end);
        from = end;
    }
}

void gt06_send_whole(const gt06_sender *to)
{
    send_piece(to, 0, to->unit->bytes->len);
}

void gt06_send_in_two(const gt06_sender *to)
{
    send_piece(to, 0, to->cut);
    send_piece(to, to->cut, to->unit->bytes->len);
}

void gt06_send_bytes(const gt06_sender *to)
{
    for (size_t at = 0; at < to->unit->bytes->len; at++)
        send_piece(to, at, at + 1);
}

/* Two places in ascending order, with a byte before, between and behind them where there are. */
static void choose_cuts(const gt06_sender *to, size_t *first, size_t *second)
{
    const int size = (int)to->unit->bytes->len;

    *first = (size_t)g_rand_int_range(to->dice, 1, MAX(size - 1, 2));
    *second = (size_t)g_rand_int_range(to->dice, (int)*first, MAX(size, (int)*first + 1));
}

void gt06_send_in_three(const gt06_sender *to)
{
    size_t first;
    size_t second;

    choose_cuts(to, &first, &second);
    send_piece(to, 0, first);
    send_piece(to, first, second);
    send_piece(to, second, to->unit->bytes->len);
}

/* The middle piece comes last; TCP waits for it if it is told to put segments in order. */
void gt06_send_out_of_order(const gt06_sender *to)
{
    size_t first;
    size_t second;

    choose_cuts(to, &first, &second);
    send_piece(to, 0, first);
    send_piece(to, second, to->unit->bytes->len);
    send_piece(to, first, second);
}

/*
 * Each piece is sent again later; what TCP of some releases does not bear, whatever protocol is
 * above it, is left out: a first one of a byte, which would be a keep-alive when it comes again,
 * and one in the middle of three that belong together.
 */
void gt06_send_twice(const gt06_sender *to)
{
    size_t first;
    size_t second;

    choose_cuts(to, &first, &second);
    if (to->unit->bytes->len < GT06_SHORTEST_REPEATED) {
        gt06_send_whole(to);
        return;
    }
    first = MAX(first, GT06_SHORTEST_REPEATED);
    send_piece(to, 0, first);
    if (GT06_MIDDLE_MAY_COME_AGAIN || !to->waits)
        send_late(to, 0, first, true);
    send_late(to, first, to->unit->bytes->len, true);
    send_late(to, 0, first, true);
    send_late(to, first, to->unit->bytes->len, true);
}

/*
 * The later segment brings some of the first one's bytes again, and new ones. A single byte would
 * be another keep-alive (limits.md), and one that brings all of them is a repetition.
 */
void gt06_send_overlapping(const gt06_sender *to)
{
    size_t first;
    size_t second;

    if (to->unit->bytes->len < GT06_SHORTEST_REPEATED + 2) {
        gt06_send_whole(to);
        return;
    }
    choose_cuts(to, &first, &second);
    second = MAX(second, (size_t)GT06_SHORTEST_REPEATED + 1);
    first = MIN(first, second - GT06_SHORTEST_REPEATED);
    send_piece(to, 0, second);
    send_late(to, first, to->unit->bytes->len, true);
}

void gt06_send_behind_garbage(const gt06_sender *to)
{
    static const uint8_t garbage[] = { 0x00, 0xFF, 0x78, 0x0D, 0x41 };
    GByteArray *bytes = g_byte_array_new();
    gt06_packet packet = { .sequence = to->before, .unit = to->number, .down = to->unit->down };

    g_byte_array_append(bytes, garbage, sizeof garbage);
    g_byte_array_append(bytes, to->unit->bytes->data, to->unit->bytes->len);
    packet.bytes = bytes->data;
    packet.size = packet.captured = bytes->len;
    gt06_packets_add(to->packets, to->carrier, &packet);
    g_byte_array_unref(bytes);
}
