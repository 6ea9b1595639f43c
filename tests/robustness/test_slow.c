/* test_slow.c
 * Data that are made to be slow: a short pattern that begins like a message, again and again. What
 * tshark pays for them with us is compared with what it pays for such packets without us.
 *
 * robustness-slow [long]: with the word, in one way more, and four times the bytes, too, to see how
 * the cost grows.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"
#include "packets.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "protocol/frame.h"

enum {
    GT06_PORT = 8888,
    BYTES = 65000, /* as many as fit into a datagram, and some to spare */
    SEGMENT = 1400,
    MOST_PACKETS = 22000,
    MOST_WAITING = 5000, /* packets, of a message that is waited for */
    MORE = 4             /* times as many bytes, in the long form */
};

/* What is sent: bytes in hex, or a heartbeat with a right CRC whose length field says `length`. */
typedef struct {
    const char *hex;
    gt06_form form;
    uint8_t length;
    bool waits; /* it begins a message of many thousand bytes, and TCP waits for them */
} pattern;

static const pattern patterns[] = {
    /* start marks */
    { .hex = "78" },
    { .hex = "7878" },
    { .hex = "7979", .waits = true },
    { .hex = "6868" },
    /* stop marks, and what begins behind them */
    { .hex = "0D0A78" },
    { .hex = "0D0A7979" },
    { .hex = "0D0A7878FF" },
    { .hex = "0D0A79790005" },
    { .hex = "78780D0A" },
    /* lengths that ask for little, for much, and for all */
    { .hex = "787805" },
    { .hex = "78780513" },
    { .hex = "79790005" },
    { .hex = "7979FFFF", .waits = true },
    { .hex = "7979FFFF94", .waits = true },
    { .hex = "68680101FFFF" },
    /* lengths at whose end a stop mark stands, so that a CRC is made of each */
    { .hex = "79790D0A" },
    { .hex = "79797CFE0D0A", .waits = true },
    /* the dialect's login and its heartbeat, the look-alike, hexadecimal digits */
    { .hex = "78780D0101234567890123450D0A" },
    { .hex = "787801080D0A" },
    { .hex = "78780A0030" },
    { .hex = "37383738" },
    /* messages: a right one, with a wrong CRC, without its end, with a length that lies */
    { .hex = "78780A1346060400020002B8F40D0A" },
    { .hex = "78780A134606040002000200000D0A" },
    { .hex = "78780A134606040002" },
    { .form = GT06_SHORT, .length = 0x05 },
    { .form = GT06_SHORT, .length = 0xFF },
    { .form = GT06_LONG, .length = 0xFF },
};

/* How it is sent. */
typedef struct {
    const char *name;
    bool udp;
    unsigned size; /* bytes in a packet, 0: those of the pattern */
    bool only_long;
} way;

static const way ways[] = {
    { .name = "datagrams", .udp = true, .size = BYTES },
    { .name = "segments of a pattern" },
    { .name = "segments of 1400 bytes", .size = SEGMENT, .only_long = true },
};

/* Packets of one size. */
typedef struct {
    gt06_carrier carrier;
    unsigned size; /* bytes in each but the last */
    unsigned all;  /* bytes in all of them */
    bool waits;
} load;

static GHashTable *measured; /* by what it is, text: a double, the CPU time in seconds */

/* The frame's length field says what it does when the CRC is made. */
static GByteArray *make_lying_heartbeat(gt06_form form, uint8_t length)
{
    enum { MARK = 2, END = 4 /* CRC and stop mark */, HEARTBEAT = 0x13, SERIAL = 2, ROOM = 32 };
    static const uint8_t content[] = { 0x46, 0x06, 0x04, 0x00, 0x02 };
    uint8_t frame[ROOM];
    const size_t size = gt06_build_frame(frame, form, HEARTBEAT, content, sizeof content, SERIAL);
    uint16_t crc;

    frame[form == GT06_LONG ? MARK + 1 : MARK] = length;
    crc = gt06_crc(frame + MARK, size - MARK - END);
    frame[size - END] = (uint8_t)(crc >> 8);
    frame[size - END + 1] = (uint8_t)crc;
    return g_byte_array_append(g_byte_array_new(), frame, (guint)size);
}

static GByteArray *make_pattern(const pattern *what)
{
    return what->hex != NULL ? gt06_bytes(what->hex)
                             : make_lying_heartbeat(what->form, what->length);
}

static char *name_of(const GByteArray *bytes)
{
    GString *name = g_string_new(NULL);

    for (guint i = 0; i < bytes->len; i++)
        g_string_append_printf(name, "%02X", bytes->data[i]);
    return g_string_free(name, FALSE);
}

/* The bytes of the pattern again and again, the last time perhaps in part. */
static GByteArray *repeat(const GByteArray *bytes, unsigned size)
{
    GByteArray *data = g_byte_array_sized_new(size);

    while (data->len < size)
        g_byte_array_append(data, bytes->data, MIN(bytes->len, size - data->len));
    return data;
}

/* Packets with these bytes, from the place `from` of the stream on. */
static void send_all(gt06_packets *packets, const load *what, const GByteArray *data, unsigned from)
{
    for (unsigned at = 0; at < data->len; at += what->size) {
        const unsigned size = MIN(what->size, data->len - at);
        const gt06_packet packet = {
            .bytes = data->data + at, .size = size, .captured = size, .sequence = from + at
        };

        gt06_packets_add(packets, &what->carrier, &packet);
    }
}

/* ---- what it costs ---- */

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* The CPU time of all programs that were started and have ended. */
static double spent_so_far(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/* The CPU time of tshark in both passes and with the tree, so that all of us has a part in it. */
static double time_of(gt06_packets *packets, const char *reader)
{
    const char *const options[] = { "-2", "-Ogt06", reader, NULL };
    const double before = spent_so_far();

    g_free(gt06_tshark(gt06_packets_finish(packets), options));
    gt06_packets_free(packets);
    return spent_so_far() - before;
}

static double time_with_us(const load *what, const GByteArray *bytes)
{
    gt06_packets *packets = gt06_packets_open("slow.pcap");
    GByteArray *data = repeat(bytes, what->all);

    send_all(packets, what, data, 0);
    g_byte_array_unref(data);
    return time_of(packets, NULL);
}

/* The same packets, where nobody reads what they carry. */
static double time_as_data(const load *what)
{
    gt06_packets *packets = gt06_packets_open("data.pcap");
    GByteArray *data = repeat(&(GByteArray){ (guint8 *)"x", 1 }, what->all);

    send_all(packets, what, data, 0);
    g_byte_array_unref(data);
    return time_of(packets, what->carrier.udp ? "-dudp.port==8888,data" : "-dtcp.port==8888,data");
}

/*
 * As many packets with a line of HTTP that does not end. TCP puts all that waits together again
 * with each segment: whoever waits, it costs the square of their number.
 */
static double time_as_line(const load *what)
{
    static const char line[] = "GET / HTTP/1.1\r\nX: ";
    const unsigned size = sizeof line - 1;
    const gt06_packet first = { .bytes = (const uint8_t *)line, .size = size, .captured = size };
    gt06_packets *packets = gt06_packets_open("line.pcap");
    GByteArray *data = repeat(&(GByteArray){ (guint8 *)"x", 1 }, what->all);

    gt06_packets_add(packets, &what->carrier, &first);
    send_all(packets, what, data, size);
    g_byte_array_unref(data);
    return time_of(packets, "-dtcp.port==8888,http");
}

/* What is sent has no part in it, so that it is measured once for packets of a kind. */
static double time_without_us(const load *what)
{
    char *kind =
        g_strdup_printf("%d %d %u %u", what->carrier.udp, what->waits, what->size, what->all);
    double *time = (double *)g_hash_table_lookup(measured, kind);

    if (time == NULL) {
        time = g_new(double, 1);
        *time = what->waits ? time_as_line(what) : time_as_data(what);
        g_hash_table_insert(measured, kind, time);
    } else {
        g_free(kind);
    }
    return *time;
}

/* ---- what it may cost ---- */

/*
 * The patterns that once were dear cost twelve times as much as without us, and more. Messages cost
 * something in any case, and on a busy machine the same work may take twice the time.
 */
static bool is_dear(double ours, double theirs)
{
    return ours > 4 * theirs + 1;
}

/* Four times the load cost at most four times the time, sixteen if it grows with the square. */
static bool grows_too_much(double before, double ours)
{
    return ours > before * MORE * MORE / 2;
}

/* A load of so many times the usual bytes: not too many packets, as each has its price. */
static load make_load(const pattern *what, const way *how, unsigned pattern_size, unsigned times)
{
    load made = { .carrier = { .udp = how->udp, .port = GT06_PORT },
                  .size = how->size > 0 ? how->size : pattern_size,
                  .waits = what->waits && how->size == 0 };

    made.all = times * MIN((unsigned)BYTES,
                           made.size * (made.waits ? (unsigned)MOST_WAITING : MOST_PACKETS));
    return made;
}

/* The CPU time with us; counts what is too slow. */
static double try_load(const load *what, const way *how, const GByteArray *bytes, unsigned *slow)
{
    const double ours = time_with_us(what, bytes);
    const double theirs = time_without_us(what);
    char *name = name_of(bytes);

    printf("%s, %s: %u bytes, %u packets, %.2f s, %s %.2f s%s\n", name, how->name, what->all,
           (what->all - 1) / what->size + 1, ours, what->waits ? "a line of HTTP" : "as data",
           theirs, is_dear(ours, theirs) ? ": TOO SLOW" : "");
    fflush(stdout); /* where it takes for ever, the last line tells what is next */
    g_free(name);
    *slow += is_dear(ours, theirs);
    return ours;
}

/* Four times the load; what waits grows with the square whoever waits, and is only compared. */
static void try_growth(const load *what, const way *how, const GByteArray *bytes, double before,
                       unsigned *slow)
{
    const double ours = try_load(what, how, bytes, slow);

    printf("    %.1f times as long\n", ours / before);
    *slow += !what->waits && grows_too_much(before, ours);
}

static void try_pattern(const pattern *what, const way *how, unsigned *slow)
{
    GByteArray *bytes = make_pattern(what);
    const load usual = make_load(what, how, bytes->len, 1);
    const load more = make_load(what, how, bytes->len, MORE);
    const double ours = try_load(&usual, how, bytes, slow);

    if (gt06_is_long())
        try_growth(&more, how, bytes, ours, slow);
    g_byte_array_unref(bytes);
}

static void no_pattern_is_dear(void **state G_GNUC_UNUSED)
{
    unsigned slow = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(ways); j++) {
            if (gt06_is_long() || !ways[j].only_long)
                try_pattern(&patterns[i], &ways[j], &slow);
        }
    }
    assert_int_equal(slow, 0);
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(no_pattern_is_dear) };
    int failed;

    g_rand_free(gt06_dice(count, words));
    measured = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    g_hash_table_unref(measured);
    return failed;
}
