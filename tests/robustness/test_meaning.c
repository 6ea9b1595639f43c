/* test_meaning.c
 * The same bytes mean the same, whatever packets bring them: every message of the vectors and of
 * the captures is read alone over TCP, and several in a row each in a segment of its own; then the
 * same bytes in other forms.
 *
 * robustness-meaning [long]: without the word, random cuts are few and always the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"
#include "outcome.h"
#include "packets.h"
#include "sending.h"
#include "units.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { GT06_PORT = 8888, OTHER_PORT = 4711, MOST_SHOWN = 20 };

/* A way to send a unit's bytes. */
typedef struct {
    const char *name;
    gt06_sending *send;
    gt06_carrier carrier;
    const char *options[5];
    unsigned traits;
    const char *format; /* of the file; NULL: pcap */
} form;

enum {
    PROVEN = 1,     /* only for messages that prove themselves */
    UNDIRECTED = 2, /* no port tells who sends */
    IN_PIECES = 4   /* a message in a message may be there before the outer one is */
};

static GRand *dice;

#define IN_ORDER "-o", "tcp.reassemble_out_of_order:TRUE"

static const form forms[] = {
    { "in two passes", gt06_send_messages, { .port = GT06_PORT }, { "-2" } },
    { "over UDP", gt06_send_messages, { .port = GT06_PORT, .udp = true, .ipv6 = true } },
    { "in a VLAN", gt06_send_messages, { .port = GT06_PORT, .vlan = true, .ipv6 = true } },
    { "on another port",
      gt06_send_messages,
      { .port = OTHER_PORT },
      { NULL },
      PROVEN | UNDIRECTED },
    { "on another UDP port",
      gt06_send_messages,
      { .port = OTHER_PORT, .udp = true },
      { NULL },
      PROVEN | UNDIRECTED },
    { "in one segment", gt06_send_whole, { .port = GT06_PORT } },
    { "in one segment, two passes", gt06_send_whole, { .port = GT06_PORT }, { "-2" } },
    { "in one datagram", gt06_send_whole, { .port = GT06_PORT, .udp = true } },
    { "in three segments", gt06_send_in_three, { .port = GT06_PORT }, { NULL }, IN_PIECES },
    { "in three segments, two passes",
      gt06_send_in_three,
      { .port = GT06_PORT },
      { "-2" },
      IN_PIECES },
    { "a byte a segment", gt06_send_bytes, { .port = GT06_PORT }, { NULL }, IN_PIECES },
    { "out of order", gt06_send_out_of_order, { .port = GT06_PORT }, { IN_ORDER }, IN_PIECES },
    { "out of order, two passes",
      gt06_send_out_of_order,
      { .port = GT06_PORT },
      { "-2", IN_ORDER },
      IN_PIECES },
    { "each segment sent again", gt06_send_twice, { .port = GT06_PORT }, { NULL }, IN_PIECES },
    { "overlapping", gt06_send_overlapping, { .port = GT06_PORT }, { IN_ORDER }, IN_PIECES },
    { "overlapping, two passes",
      gt06_send_overlapping,
      { .port = GT06_PORT },
      { "-2", IN_ORDER },
      IN_PIECES },
    { "in pcapng", gt06_send_messages, { .port = GT06_PORT }, { NULL }, 0, "pcapng" },
    { "in a file of snoop",
      gt06_send_in_three,
      { .port = GT06_PORT },
      { NULL },
      IN_PIECES,
      "snoop" },
    { "behind garbage", gt06_send_behind_garbage, { .port = GT06_PORT }, { NULL }, PROVEN },
    { "behind garbage, in a datagram",
      gt06_send_behind_garbage,
      { .port = GT06_PORT, .udp = true },
      { NULL },
      PROVEN },
};

static const form alone = { "alone", gt06_send_messages, { .port = GT06_PORT } };

/* What was compared and what was wrong. */
typedef struct {
    unsigned conversations;
    unsigned messages;
    unsigned undirected; /* whose sender no port told, and the bytes do not either */
    unsigned wrong;
} tally;

static GPtrArray *read_form(const form *how, GPtrArray *sent)
{
    gt06_packets *packets = gt06_packets_open("form.pcap");
    GPtrArray *read;

    for (unsigned i = 0; i < sent->len; i++) {
        const gt06_sender to = { .packets = packets,
                                 .carrier = &how->carrier,
                                 .unit = (const gt06_unit *)sent->pdata[i],
                                 .number = i,
                                 .dice = dice };

        how->send(&to);
    }
    if (how->format != NULL)
        gt06_packets_convert(packets, how->format);
    read = gt06_read_units(packets, sent->len, GT06_MUTED_TERMINALS, how->options);
    gt06_packets_free(packets);
    return read;
}

static void show_difference(const form *how, const gt06_unit *unit, GPtrArray *wanted,
                            GPtrArray *got)
{
    printf("%s, %s: ", how->name, unit->down ? "down" : "up");
    for (unsigned i = 0; i < unit->bytes->len; i++)
        printf("%02x", unit->bytes->data[i]);
    printf("\n  %u messages of %u\n", got->len, wanted->len);
    for (unsigned i = 0; i < MIN(wanted->len, got->len); i++) {
        if (strcmp((const char *)wanted->pdata[i], (const char *)got->pdata[i]) == 0)
            continue;
        gt06_show_lines((const char *)wanted->pdata[i], (const char *)got->pdata[i]);
        return;
    }
}

static bool are_equal(GPtrArray *a, GPtrArray *b)
{
    if (a->len != b->len)
        return false;
    for (unsigned i = 0; i < a->len; i++) {
        if (strcmp((const char *)a->pdata[i], (const char *)b->pdata[i]) != 0)
            return false;
    }
    return true;
}

static bool suits(const form *how, const gt06_unit *unit, GPtrArray *reference)
{
    return reference->len == unit->ends->len && (unit->proven || (how->traits & PROVEN) == 0) &&
           (!unit->lacks_end || how->send == gt06_send_messages) &&
           (!unit->down || (how->traits & UNDIRECTED) == 0) &&
           (!unit->holds_another || (how->traits & IN_PIECES) == 0);
}

/* Is a message taken for the server's? A bare acknowledgement looks the same from both. */
static bool is_from_server(GPtrArray *read)
{
    for (unsigned i = 0; i < read->len; i++) {
        if (strstr((const char *)read->pdata[i], "server to terminal") != NULL)
            return true;
    }
    return false;
}

static void compare_form(tally *count, const form *how, GPtrArray *sent, GPtrArray *references)
{
    GPtrArray *read = read_form(how, sent);

    for (unsigned i = 0; i < sent->len; i++) {
        const gt06_unit *unit = (const gt06_unit *)sent->pdata[i];
        GPtrArray *reference = (GPtrArray *)references->pdata[i];
        GPtrArray *got = (GPtrArray *)read->pdata[i];

        if (!suits(how, unit, reference))
            continue;
        if ((how->traits & UNDIRECTED) != 0 && is_from_server(got)) {
            count->undirected++;
            continue;
        }
        count->conversations++;
        count->messages += reference->len;
        if (!are_equal(reference, got) && count->wrong++ < MOST_SHOWN)
            show_difference(how, unit, reference, got);
    }
    g_ptr_array_unref(read);
}

/* One message, split at each of its bytes in turn. */
static void compare_splits(tally *count, const form *how, const gt06_unit *unit,
                           GPtrArray *reference)
{
    gt06_packets *packets = gt06_packets_open("splits.pcap");
    const unsigned splits = unit->bytes->len - 1;
    GPtrArray *read;

    for (unsigned i = 0; i < splits; i++) {
        const gt06_sender to = {
            .packets = packets, .carrier = &how->carrier, .unit = unit, .number = i, .cut = i + 1
        };

        how->send(&to);
    }
    read = gt06_read_units(packets, splits, GT06_MUTED_TERMINALS, how->options);
    for (unsigned i = 0; i < splits; i++) {
        count->conversations++;
        count->messages += reference->len;
        if (!are_equal(reference, (GPtrArray *)read->pdata[i]) && count->wrong++ < MOST_SHOWN)
            show_difference(how, unit, reference, (GPtrArray *)read->pdata[i]);
    }
    gt06_packets_free(packets);
    g_ptr_array_unref(read);
}

static void compare_forms(const char *what, GPtrArray *sent, unsigned rounds)
{
    GPtrArray *references = read_form(&alone, sent);
    unsigned whole = 0;
    unsigned lacking = 0;
    tally count = { 0 };

    for (unsigned i = 0; i < sent->len; i++) {
        const gt06_unit *unit = (const gt06_unit *)sent->pdata[i];

        if (((GPtrArray *)references->pdata[i])->len == unit->ends->len)
            whole++;
        lacking += unit->lacks_end;
    }
    for (unsigned round = 0; round < rounds; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
            compare_form(&count, &forms[i], sent, references);
    }
    printf("%s: %u conversations, %u of them read as whole messages; %zu forms, %u times: "
           "%u conversations, %u messages compared, %u differ; %u of unknown direction, %u without "
           "the end that they need\n",
           what, sent->len, whole, G_N_ELEMENTS(forms), rounds, count.conversations, count.messages,
           count.wrong, count.undirected, lacking);
    g_ptr_array_unref(references);
    assert_true(whole >= sent->len - sent->len / 10);
    assert_true(lacking <= sent->len / 50);
    assert_int_equal(count.wrong, 0);
    assert_true(count.undirected < count.conversations / 100);
}

static GPtrArray *units;

static int collect_units(void **state G_GNUC_UNUSED)
{
    units = gt06_all_units();
    return 0;
}

static int forget_units(void **state G_GNUC_UNUSED)
{
    g_ptr_array_unref(units);
    return 0;
}

static void messages_alone(void **state G_GNUC_UNUSED)
{
    compare_forms("messages alone", units, gt06_is_long() ? 20 : 1);
}

static void messages_in_a_row(void **state G_GNUC_UNUSED)
{
    GPtrArray *groups = gt06_groups(units, dice, gt06_is_long() ? 2000 : 250);

    compare_forms("four in a row", groups, gt06_is_long() ? 10 : 1);
    g_ptr_array_unref(groups);
}

static void messages_split_everywhere(void **state G_GNUC_UNUSED)
{
    static const form in_two[] = {
        { "in two segments", gt06_send_in_two, { .port = GT06_PORT }, { NULL }, IN_PIECES },
        { "in two segments, two passes",
          gt06_send_in_two,
          { .port = GT06_PORT },
          { "-2" },
          IN_PIECES },
    };
    GPtrArray *references = read_form(&alone, units);
    const unsigned chosen = gt06_is_long() ? units->len : 5;
    tally count = { 0 };

    for (unsigned n = 0; n < chosen; n++) {
        const unsigned i =
            gt06_is_long() ? n : (unsigned)g_rand_int_range(dice, 0, (gint32)units->len);

        for (size_t k = 0; k < G_N_ELEMENTS(in_two); k++) {
            if (suits(&in_two[k], (const gt06_unit *)units->pdata[i],
                      (GPtrArray *)references->pdata[i]))
                compare_splits(&count, &in_two[k], (const gt06_unit *)units->pdata[i],
                               (GPtrArray *)references->pdata[i]);
        }
    }
    printf("split everywhere: %u conversations, %u differ\n", count.conversations, count.wrong);
    g_ptr_array_unref(references);
    assert_true(count.conversations > 0);
    assert_int_equal(count.wrong, 0);
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_alone),
        cmocka_unit_test(messages_in_a_row),
        cmocka_unit_test(messages_split_everywhere),
    };

    dice = gt06_dice(count, words);
    return cmocka_run_group_tests(tests, collect_units, forget_units);
}
