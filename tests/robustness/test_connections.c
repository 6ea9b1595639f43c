/* test_connections.c
 * Whole connections, both sides of them, as they were captured, and then cut into other segments:
 * each message is read as before, with what is known from the messages before it.
 *
 * robustness-connections [long]: without the word, random cuts are few and always the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"
#include "connections.h"
#include "outcome.h"
#include "packets.h"
#include "sending.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "protocol/frame.h"

enum {
    GT06_PORT = 8888,
    OTHER_PORT = 4711,
    MOST_SHOWN = 20,
    LONGEST_TURN = 8000,
    MOST_COPIES = 400
};

/* What a form is compared with: a terminal is known from all the connections of its file. */
typedef enum {
    CUT,     /* those whose bytes may come in other packets than were captured */
    FOUND,   /* the same on another port: by heuristic, until then sent as they came */
    KEPT,    /* all, in packets like those */
    FITTING, /* those of which each packet is a message */
    BASES
} base;

/* A way to send each turn of a connection. */
typedef struct {
    const char *name;
    gt06_sending *send;
    gt06_carrier carrier;
    const char *options[5];
    base base;
    enum { NOTHING, FEW_BYTES, A_SEGMENT } before; /* bytes of nobody, in front of the first turn */
    const char *format;                            /* of the file; NULL: pcap */
} form;

#define IN_ORDER "-o", "tcp.reassemble_out_of_order:TRUE"

static const form bases[BASES] = {
    [CUT] = { "as captured", gt06_send_messages, { .port = GT06_PORT } },
    [FOUND] = { "as captured, on another port",
                gt06_send_messages,
                { .port = OTHER_PORT },
                .base = FOUND },
    [KEPT] = { "as captured, all", gt06_send_messages, { .port = GT06_PORT }, .base = KEPT },
    [FITTING] = { "as captured, those that fit datagrams",
                  gt06_send_messages,
                  { .port = GT06_PORT },
                  .base = FITTING },
};

static const form forms[] = {
    { "two passes", gt06_send_messages, { .port = GT06_PORT }, { "-2" }, .base = KEPT },
    { "over IPv6", gt06_send_messages, { .port = GT06_PORT, .ipv6 = true }, .base = KEPT },
    { "in a VLAN", gt06_send_messages, { .port = GT06_PORT, .vlan = true }, .base = KEPT },
    { "over UDP", gt06_send_messages, { .port = GT06_PORT, .udp = true }, .base = FITTING },
    { "in pcapng", gt06_send_messages, { .port = GT06_PORT }, .base = KEPT, .format = "pcapng" },
    { "in a file of snoop", gt06_send_in_three, { .port = GT06_PORT }, .format = "snoop" },
    { "turns in one segment", gt06_send_whole, { .port = GT06_PORT } },
    { "turns in one segment, two passes", gt06_send_whole, { .port = GT06_PORT }, { "-2" } },
    { "a byte a segment", gt06_send_bytes, { .port = GT06_PORT } },
    { "a byte a segment, two passes", gt06_send_bytes, { .port = GT06_PORT }, { "-2" } },
    { "turns in three segments", gt06_send_in_three, { .port = GT06_PORT } },
    { "turns in three segments, behind a few bytes of nobody",
      gt06_send_in_three,
      { .port = GT06_PORT },
      .before = FEW_BYTES },
    { "a byte a segment, behind a few bytes of nobody",
      gt06_send_bytes,
      { .port = GT06_PORT },
      .before = FEW_BYTES },
    { "turns in three segments, behind a segment of nobody, two passes",
      gt06_send_in_three,
      { .port = GT06_PORT },
      { "-2" },
      .before = A_SEGMENT },
    { "turns out of order", gt06_send_out_of_order, { .port = GT06_PORT }, { IN_ORDER } },
    { "segments sent again", gt06_send_twice, { .port = GT06_PORT } },
    { "overlapping, two passes", gt06_send_overlapping, { .port = GT06_PORT }, { "-2", IN_ORDER } },
    { "turns in one segment, on another port",
      gt06_send_whole,
      { .port = OTHER_PORT },
      .base = FOUND },
    { "a byte a segment, on another port", gt06_send_bytes, { .port = OTHER_PORT }, .base = FOUND },
    { "turns in three segments, on another port, two passes",
      gt06_send_in_three,
      { .port = OTHER_PORT },
      { "-2" },
      .base = FOUND },
    { "turns out of order, on another port",
      gt06_send_out_of_order,
      { .port = OTHER_PORT },
      { IN_ORDER },
      .base = FOUND },
};

typedef struct {
    unsigned connections;
    unsigned messages;
    unsigned wrong;
} tally;

static GPtrArray *connections;
static GRand *dice;

/* A connection, of which one turn may be split in two. */
typedef struct {
    const gt06_connection *connection;
    unsigned turn; /* what is split, if `cut` is not 0 */
    size_t cut;
} copy;

/* Bytes of nobody, which may end like the beginning of a message: a few, or more. */
static gt06_unit *make_nobody(bool few, bool down)
{
    static const char *const ends[] = { "", "x", "y", "xx", "yy", "\r\nx", "xx\x11" };
    enum { FEW = 9, MANY = 40, LOWEST = 0xC0, HIGHEST = 0xFE };
    const char *end = ends[g_rand_int_range(dice, 0, G_N_ELEMENTS(ends))];
    const int size = few ? g_rand_int_range(dice, 1, FEW + 1 - (int)strlen(end))
                         : g_rand_int_range(dice, FEW + 1, MANY);
    gt06_unit *nobody = gt06_unit_new(down);
    uint8_t bytes[MANY];

    /* None that a text has, nor what Wireshark takes for TPKT, TLS and more by a byte or two: data
     * of others are theirs, and do not wait. */
    for (int i = 0; i < size; i++)
        bytes[i] = (uint8_t)g_rand_int_range(dice, LOWEST, HIGHEST + 1);
    gt06_unit_append(nobody, bytes, (size_t)size);
    gt06_unit_append(nobody, (const uint8_t *)end, strlen(end));
    return nobody;
}

/* The first turn behind bytes of nobody; returns how many these are. */
static size_t send_behind(const form *how, gt06_sender to)
{
    const gt06_unit *turn = to.unit;
    gt06_unit *nobody = make_nobody(how->before == FEW_BYTES, turn->down);
    const size_t size = nobody->bytes->len;

    to.unit = nobody;
    if (how->before == A_SEGMENT) {
        gt06_send_whole(&to);
        to.unit = turn;
        to.before += size;
    } else {
        gt06_unit_append(nobody, turn->bytes->data, turn->bytes->len);
    }
    how->send(&to);
    gt06_unit_free(nobody);
    return size;
}

/* Behind bytes of nobody, a message that does not prove itself may be lost. */
static bool is_proven(const gt06_connection *connection)
{
    const gt06_unit *turn = (const gt06_unit *)connection->turns->pdata[0];

    return gt06_frame_is_proven(turn->bytes->data, turn->bytes->len, NULL);
}

/* Over UDP each packet must be a message that needs no other one to be told from damage. */
static bool suits(const form *how, const gt06_connection *connection)
{
    if ((how->base == CUT || how->base == FOUND) && connection->reason != GT06_COMPARABLE)
        return false;
    for (unsigned i = 0; how->base == FITTING && i < connection->turns->len; i++) {
        if (!((const gt06_unit *)connection->turns->pdata[i])->proven)
            return false;
    }
    return true;
}

static bool ends_a_message(const gt06_unit *turn)
{
    const uint8_t *end = turn->bytes->data + turn->bytes->len;

    return turn->bytes->len >= 2 && end[-2] == 0x0D && end[-1] == 0x0A;
}

static void send_copy(gt06_packets *packets, const form *how, unsigned number, const copy *sent)
{
    size_t before[2] = { 0 };
    bool waits[2] = { false };

    for (unsigned i = 0; i < sent->connection->turns->len; i++) {
        const gt06_unit *turn = (const gt06_unit *)sent->connection->turns->pdata[i];
        const gt06_sender to = { .packets = packets,
                                 .carrier = &how->carrier,
                                 .unit = turn,
                                 .number = number,
                                 .before = before[turn->down],
                                 .waits = waits[turn->down],
                                 .cut = sent->cut,
                                 .dice = dice };

        if (sent->cut > 0)
            (i == sent->turn ? gt06_send_in_two : gt06_send_messages)(&to);
        else if (i == 0 && how->before != NOTHING && is_proven(sent->connection))
            before[turn->down] += send_behind(how, to);
        else if (how->base == FOUND && i <= sent->connection->found)
            gt06_send_messages(&to);
        else
            how->send(&to);
        before[turn->down] += turn->bytes->len;
        waits[turn->down] = !ends_a_message(turn);
    }
}

static gt06_packets *send_copies(const form *how, const copy *copies, unsigned count)
{
    gt06_packets *packets = gt06_packets_open("connections.pcap");

    for (unsigned i = 0; i < count; i++) {
        if (suits(how, copies[i].connection))
            send_copy(packets, how, i, &copies[i]);
    }
    if (how->format != NULL)
        gt06_packets_convert(packets, how->format);
    return packets;
}

static GPtrArray *read_copies(const form *how, const copy *copies, unsigned count)
{
    gt06_packets *packets = send_copies(how, copies, count);
    GPtrArray *read = gt06_read_units(packets, count, GT06_MUTED_COUNTS, how->options);

    gt06_packets_free(packets);
    return read;
}

/* Shows how two readings differ; false if they do not. */
static bool differ(const form *how, const copy *sent, GPtrArray *wanted, GPtrArray *got, bool show)
{
    unsigned i = 0;

    while (i < MIN(wanted->len, got->len) &&
           strcmp((const char *)wanted->pdata[i], (const char *)got->pdata[i]) == 0)
        i++;
    if (i == wanted->len && i == got->len)
        return false;
    if (!show)
        return true;
    printf("%s, %s: %u messages of %u, turn %u split at %zu, message %u\n", sent->connection->name,
           how->name, got->len, wanted->len, sent->turn, sent->cut, i + 1);
    if (i < MIN(wanted->len, got->len))
        gt06_show_lines((const char *)wanted->pdata[i], (const char *)got->pdata[i]);
    return true;
}

static void compare_readings(tally *count, const form *how, const copy *copies, unsigned size,
                             GPtrArray *references, GPtrArray *read)
{
    const unsigned before = count->connections;

    for (unsigned i = 0; i < size; i++) {
        GPtrArray *wanted = (GPtrArray *)references->pdata[i];
        GPtrArray *got = (GPtrArray *)read->pdata[i];

        if (!suits(how, copies[i].connection))
            continue;
        count->connections++;
        count->messages += wanted->len;
        count->wrong += differ(how, &copies[i], wanted, got, count->wrong < MOST_SHOWN);
    }
    assert_true(count->connections > before);
}

static void compare(tally *count, const form *how, const copy *copies, unsigned size,
                    GPtrArray *references)
{
    GPtrArray *read = read_copies(how, copies, size);

    compare_readings(count, how, copies, size, references, read);
    g_ptr_array_unref(read);
}

static copy *copy_each(void)
{
    copy *copies = g_new0(copy, connections->len);

    for (unsigned i = 0; i < connections->len; i++)
        copies[i].connection = (const gt06_connection *)connections->pdata[i];
    return copies;
}

static void connections_cut_otherwise(void **state G_GNUC_UNUSED)
{
    copy *copies = copy_each();
    GPtrArray *references[BASES];
    tally count = { 0 };

    for (size_t i = 0; i < BASES; i++)
        references[i] = read_copies(&bases[i], copies, connections->len);
    for (unsigned round = 0; round < (gt06_is_long() ? 5 : 1); round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
            compare(&count, &forms[i], copies, connections->len, references[forms[i].base]);
    }
    printf("%u connections in %zu forms: %u compared, with %u messages; %u differ\n",
           connections->len, G_N_ELEMENTS(forms), count.connections, count.messages, count.wrong);
    for (size_t i = 0; i < BASES; i++)
        g_ptr_array_unref(references[i]);
    g_free(copies);
    assert_true(count.messages > 5 * count.connections);
    assert_int_equal(count.wrong, 0);
}

/* The same packets in one pass and in two, with all that belongs to no message. */
static void compare_passes(tally *count, const form *how, const copy *copies)
{
    const char *twice[G_N_ELEMENTS(how->options) + 1] = { "-2" };
    gt06_packets *packets = send_copies(how, copies, connections->len);
    GPtrArray *once = gt06_read_all(packets, connections->len, GT06_MUTED_COUNTS, how->options);
    GPtrArray *again;

    memcpy(twice + 1, how->options, sizeof how->options);
    again = gt06_read_all(packets, connections->len, GT06_MUTED_COUNTS, twice);
    compare_readings(count, how, copies, connections->len, once, again);
    g_ptr_array_unref(again);
    g_ptr_array_unref(once);
    gt06_packets_free(packets);
}

static void one_pass_tells_what_two_do(void **state G_GNUC_UNUSED)
{
    copy *copies = copy_each();
    tally count = { 0 };

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (g_strcmp0(forms[i].options[0], "-2") != 0)
            compare_passes(&count, &forms[i], copies);
    }
    printf(
        "one pass and two: %u connections compared, with %u messages and other bytes; %u differ\n",
        count.connections, count.messages, count.wrong);
    g_free(copies);
    assert_int_equal(count.wrong, 0);
}

/* All copies of a connection that are split at one byte. */
static GArray *all_splits(const gt06_connection *connection)
{
    GArray *splits = g_array_new(FALSE, FALSE, sizeof(copy));

    for (unsigned i = 0; i < connection->turns->len; i++) {
        const gt06_unit *turn = (const gt06_unit *)connection->turns->pdata[i];

        for (size_t cut = 1; cut < turn->bytes->len; cut++) {
            const copy split = { connection, i, cut };

            g_array_append_val(splits, split);
        }
    }
    return splits;
}

/* So many copies that are not split: each tells what is known from those before, too. */
static GPtrArray *read_unsplit(const gt06_connection *connection, unsigned count)
{
    copy *copies = g_new0(copy, count);
    GPtrArray *read;

    for (unsigned i = 0; i < count; i++)
        copies[i].connection = connection;
    read = read_copies(&bases[CUT], copies, count);
    g_free(copies);
    return read;
}

static void compare_splits(tally *count, const form *how, const gt06_connection *connection)
{
    GArray *splits = all_splits(connection);
    const unsigned most = MIN(splits->len, (unsigned)MOST_COPIES);
    GPtrArray *references = read_unsplit(connection, most);

    for (unsigned from = 0; from < splits->len; from += most)
        compare(count, how, &g_array_index(splits, copy, from), MIN(most, splits->len - from),
                references);
    g_ptr_array_unref(references);
    g_array_unref(splits);
}

/* In the short form a few, and only short ones. */
static void connections_split_everywhere(void **state G_GNUC_UNUSED)
{
    static const form split = { "split in two", gt06_send_in_two, { .port = GT06_PORT } };
    enum { CHOSEN = 5, SHORT_TURN = 200 };
    tally count = { 0 };
    unsigned tried = 0;

    for (unsigned i = 0; i < connections->len && (gt06_is_long() || tried < CHOSEN); i++) {
        const unsigned chosen =
            gt06_is_long() ? i : (unsigned)g_rand_int_range(dice, 0, (gint32)connections->len);
        const gt06_connection *connection = (const gt06_connection *)connections->pdata[chosen];

        if (connection->reason != GT06_COMPARABLE ||
            (!gt06_is_long() && connection->longest > SHORT_TURN))
            continue;
        compare_splits(&count, &split, connection);
        tried++;
    }
    printf("%u connections split at each byte: %u compared, with %u messages; %u differ\n", tried,
           count.connections, count.messages, count.wrong);
    assert_true(count.messages > 0);
    assert_int_equal(count.wrong, 0);
}

static int prepare(void **state G_GNUC_UNUSED)
{
    static const char *const reasons[GT06_REASONS] = {
        [GT06_HAS_GAP] = "packets are missing or late",
        [GT06_TOO_LONG] = "a turn is too long",
        [GT06_BEGINS_LATE] = "bytes of nobody in front of the first message",
        [GT06_IN_DIGITS] = "bytes in digits",
        [GT06_HOLDS_ANOTHER] = "a message in a message",
        [GT06_HOLDS_BACK] = "damage among many bytes",
    };
    unsigned count[GT06_REASONS] = { 0 };

    connections = gt06_all_connections(LONGEST_TURN, count);
    for (size_t i = GT06_COMPARABLE + 1; i < GT06_REASONS; i++)
        printf("%s, %s: %u\n", i == GT06_HAS_GAP ? "left out" : "only as captured", reasons[i],
               count[i]);
    printf("%u connections, of which %u are cut otherwise\n", connections->len,
           count[GT06_COMPARABLE]);
    assert_true(count[GT06_COMPARABLE] > 9 * (connections->len - count[GT06_COMPARABLE]));
    return 0;
}

static int forget(void **state G_GNUC_UNUSED)
{
    g_ptr_array_unref(connections);
    return 0;
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(connections_cut_otherwise),
                                        cmocka_unit_test(one_pass_tells_what_two_do),
                                        cmocka_unit_test(connections_split_everywhere) };

    dice = gt06_dice(count, words);
    return cmocka_run_group_tests(tests, prepare, forget);
}
