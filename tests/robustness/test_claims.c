/* test_claims.c
 * What is not GT06 is left to others: random bytes, texts in base64, HTTP, other trackers. How much
 * is claimed by chance is counted, and compared with what arithmetic expects.
 *
 * robustness-claims [long]: without the word, fewer, and always the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"
#include "packets.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "protocol/catalogue.h"
#include "protocol/frame.h"

enum { GT06_PORT = 8888, OTHER_PORT = 4711, PAYLOAD = 64, LONGEST = 1400 };

static GRand *dice;

/* Is a count that is expected to be so many possible? Five standard deviations are. */
static bool is_plausible(double count, double expected)
{
    return fabs(count - expected) <= 5 * sqrt(expected) + 0.5;
}

/* ---- random bytes, and the question of the heuristic ---- */

/* Quick random bytes: a generator of one's own, as 100 million payloads are asked for. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void fill(uint8_t *payload, uint64_t *state)
{
    for (size_t at = 0; at < PAYLOAD; at += sizeof(uint64_t)) {
        const uint64_t value = next_random(state);

        memcpy(payload + at, &value, sizeof value);
    }
}

static void leave(uint8_t *payload G_GNUC_UNUSED)
{
}

static void begin(uint8_t *payload)
{
    payload[0] = payload[1] = 0x78;
}

/* All of a message is right but for its CRC. */
static void frame(uint8_t *payload)
{
    begin(payload);
    payload[2] = PAYLOAD - 5;
    payload[PAYLOAD - 2] = 0x0D;
    payload[PAYLOAD - 1] = 0x0A;
}

/* Start marks that are right by chance, lengths with a stop mark at their end, CRCs. */
#define BY_CHANCE(bits) (1.0 / ((uint64_t)1 << (bits)))
#define LENGTHS ((PAYLOAD - 9) * BY_CHANCE(8) + (PAYLOAD - 10) * BY_CHANCE(16))

static void random_bytes(void **state G_GNUC_UNUSED)
{
    static const struct {
        const char *name;
        void (*make)(uint8_t *payload);
        double chance;
    } kinds[] = {
        { "random bytes", leave, BY_CHANCE(16) * LENGTHS * BY_CHANCE(16) * BY_CHANCE(16) },
        { "behind a start mark", begin, LENGTHS * BY_CHANCE(16) * BY_CHANCE(16) },
        { "start, length and stop right", frame, BY_CHANCE(16) },
    };
    const unsigned payloads = gt06_is_long() ? 100000000 : 4000000;
    uint64_t seed = (uint64_t)g_rand_int(dice) << 32 | 1;

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        uint8_t payload[PAYLOAD];
        unsigned claimed = 0;

        for (unsigned n = 0; n < payloads; n++) {
            fill(payload, &seed);
            kinds[i].make(payload);
            claimed += gt06_frame_is_proven(payload, sizeof payload, NULL);
        }
        printf("%s: %u of %u payloads claimed, %.3g expected\n", kinds[i].name, claimed, payloads,
               payloads * kinds[i].chance);
        assert_true(is_plausible(claimed, payloads * kinds[i].chance));
    }
}

/* ---- texts ---- */

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char around_x[] = "wxyz";

/* A kind of text, in which two equal letters may look like our start mark. */
typedef struct {
    const char *name;
    const char *head; /* in front of every text */
    const char *letters;
    unsigned size; /* letters of a text */
    unsigned line; /* letters of a line, 0: there is one line */
} text_kind;

static const text_kind texts[] = {
    { "base64", "", base64, 600, 0 },
    { "base64 in lines", "", base64, 600, 76 },
    { "short base64", "", base64, 40, 0 },
    { "base64 in HTTP", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", base64, 600, 0 },
    { "w to z in HTTP", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", around_x, 600, 0 },
};

static GByteArray *make_text(const text_kind *kind)
{
    GByteArray *text = g_byte_array_new();
    const gint32 letters = (gint32)strlen(kind->letters);

    g_byte_array_append(text, (const guint8 *)kind->head, (guint)strlen(kind->head));
    for (unsigned i = 0; i < kind->size; i++) {
        const guint8 *letter = (const guint8 *)kind->letters + g_rand_int_range(dice, 0, letters);

        if (kind->line > 0 && i > 0 && i % kind->line == 0)
            g_byte_array_append(text, (const guint8 *)"\r\n", 2);
        g_byte_array_append(text, letter, 1);
    }
    return text;
}

/* Of the letters, as protocol numbers: how many are ours? */
static double share_of_numbers(const char *letters)
{
    unsigned known = 0;

    for (const char *letter = letters; *letter != '\0'; letter++)
        known += gt06_number_is_known((uint8_t)*letter);
    return (double)known / (double)strlen(letters);
}

/*
 * How many are claimed at most: a beginning counts in the first ten bytes and behind a line, if
 * two equal letters are a start mark and a third one a number we know. That the length behind them
 * must ask for more than there is makes it fewer.
 */
static double most_expected(const text_kind *kind)
{
    enum { FEW = 10 };
    const double letters = (double)strlen(kind->letters);
    const unsigned first = *kind->head == '\0' ? FEW : 1;
    const unsigned lines = kind->line > 0 ? (kind->size - 1) / kind->line : 0;

    return (first + lines) * 2 / (letters * letters) * share_of_numbers(kind->letters);
}

static unsigned count_claims(gt06_packets *packets)
{
    static const char *const options[] = { "-Ygt06", NULL };
    static const char *const fields[] = { "frame.number", NULL };
    GPtrArray *rows = gt06_tshark_fields(gt06_packets_finish(packets), options, fields);
    const unsigned count = rows->len;

    g_ptr_array_unref(rows);
    gt06_packets_free(packets);
    return count;
}

static unsigned claims_of(const text_kind *kind, const gt06_carrier *carrier, unsigned count)
{
    gt06_packets *packets = gt06_packets_open("texts.pcap");

    for (unsigned i = 0; i < count; i++) {
        GByteArray *text = make_text(kind);
        const gt06_packet packet = { text->data, text->len, text->len, .unit = i };

        gt06_packets_add(packets, carrier, &packet);
        g_byte_array_unref(text);
    }
    return count_claims(packets);
}

static void texts_of_others(void **state G_GNUC_UNUSED)
{
    const unsigned count = gt06_is_long() ? 50000 : 2000;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const double expected = count * most_expected(&texts[i]);
        const unsigned tcp = claims_of(&texts[i], &(gt06_carrier){ .port = GT06_PORT }, count);
        const unsigned udp =
            claims_of(&texts[i], &(gt06_carrier){ .port = GT06_PORT, .udp = true }, count);
        const unsigned other = claims_of(&texts[i], &(gt06_carrier){ .port = OTHER_PORT }, count);

        printf("%s: of %u on port 8888, %u claimed over TCP, %u over UDP, at most %.1f expected; "
               "%u on another port\n",
               texts[i].name, count, tcp, udp, expected, other);
        assert_true(tcp <= expected || is_plausible(tcp, expected));
        assert_true(udp <= expected || is_plausible(udp, expected));
        assert_int_equal(other, 0);
    }
}

/* ---- other trackers, in two segments ---- */

static void send_in_two(gt06_packets *packets, uint16_t port, const GByteArray *bytes,
                        unsigned unit)
{
    const gt06_carrier carrier = { .port = port };
    const unsigned size = MIN(bytes->len, (guint)LONGEST);
    const unsigned cut = (unsigned)g_rand_int_range(dice, 0, (gint32)size);
    gt06_packet packet = { bytes->data, cut, cut, .unit = unit };

    if (cut > 0)
        gt06_packets_add(packets, &carrier, &packet);
    packet.bytes += cut;
    packet.size = packet.captured = size - cut;
    packet.sequence = cut;
    gt06_packets_add(packets, &carrier, &packet);
}

static void others_in_two_segments(void **state G_GNUC_UNUSED)
{
    static const uint16_t ports[] = { GT06_PORT, OTHER_PORT };
    GPtrArray *vectors = gt06_read_vectors("other-protocols.jsonl");
    const unsigned rounds = gt06_is_long() ? 50 : 1;
    unsigned claimed = 0;

    for (unsigned round = 0; round < rounds * G_N_ELEMENTS(ports); round++) {
        gt06_packets *packets = gt06_packets_open("others.pcap");

        for (unsigned i = 0; i < vectors->len; i++) {
            GByteArray *bytes = gt06_bytes(gt06_text((JsonObject *)vectors->pdata[i], "hex", ""));

            if (bytes->len > 0)
                send_in_two(packets, ports[round % G_N_ELEMENTS(ports)], bytes, i);
            g_byte_array_unref(bytes);
        }
        claimed += count_claims(packets);
    }
    printf("other trackers in two segments: %u of %u messages claimed, %u times on both ports\n",
           claimed, vectors->len, rounds);
    g_ptr_array_unref(vectors);
    assert_int_equal(claimed, 0);
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(texts_of_others),
        cmocka_unit_test(others_in_two_segments),
    };

    dice = gt06_dice(count, words);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
