/* test_truncation.c
 * Messages that are cut off: by the snapshot length, by the end of the connection, in a datagram.
 * At each byte, what is there is read as in the whole message, nothing more is claimed, and the
 * cutting off is said.
 *
 * robustness-truncation [long]: without the word, some messages, always the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"
#include "outcome.h"
#include "packets.h"
#include "short_content.h"
#include "units.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/catalogue.h"
#include "protocol/frame.h"
#include "tshark.h"

enum {
    GT06_PORT = 8888,
    MOST_SHOWN = 20,
    BATCH = 4000,
    CHOSEN = 800,
    STOP_MARK = 2,
    SEGMENT = 1400
};

/* How a message loses its end. */
typedef struct {
    const char *name;
    gt06_carrier carrier;
    enum { SNAPPED, ENDED, SENT_IN_PART, SHORT_CONTENT } how;
    const char *says; /* what its tree must say, NULL: no message is shown */
} way;

/* SNAPPED is sent as a whole, and captured in part; SHORT_CONTENT has the rest of its frame. */
static const way ways[] = {
    { "snapshot length", { .port = GT06_PORT }, SNAPPED, "Cut off by the capture's snapshot" },
    { "snapshot length, UDP",
      { .port = GT06_PORT, .udp = true },
      SNAPPED,
      "Cut off by the capture's snapshot" },
    { "end of connection", { .port = GT06_PORT }, ENDED, NULL },
    { "datagram", { .port = GT06_PORT, .udp = true }, SENT_IN_PART, "The data end inside this" },
    { "short content", { .port = GT06_PORT }, SHORT_CONTENT, "CRC status: Good" },
};

/* A message without its last bytes, or those of its content. */
typedef struct {
    unsigned unit;
    unsigned size;
} piece;

typedef struct {
    unsigned pieces;
    unsigned shown; /* as the beginning of a message */
    unsigned other; /* of them, read otherwise than in the whole, by another layout or text */
    unsigned wrong;
    unsigned ends[GT06_ENDS]; /* of contents */
} tally;

static GPtrArray *units;      /* first those that prove themselves, and hold no other */
static unsigned proven;       /* how many these are */
static GPtrArray *references; /* what is read in each of these as a whole */
static GRand *dice;

static void send_whole(gt06_packets *packets, unsigned i)
{
    static const gt06_carrier carrier = { .port = GT06_PORT };
    const gt06_unit *unit = (const gt06_unit *)units->pdata[i];
    const gt06_packet packet = { .bytes = unit->bytes->data,
                                 .size = unit->bytes->len,
                                 .captured = unit->bytes->len,
                                 .unit = i,
                                 .down = unit->down };

    gt06_packets_add(packets, &carrier, &packet);
}

/* A heartbeat goes before what a connection ends in: its end is said of a connection we know. */
static void send_heartbeat(gt06_packets *packets, const way *how, unsigned number, bool down)
{
    static const uint8_t heartbeat[] = { 0x78, 0x78, 0x0A, 0x13, 0x46, 0x06, 0x04, 0x00,
                                         0x02, 0x00, 0x02, 0xB8, 0xF4, 0x0D, 0x0A };
    const gt06_packet packet = { .bytes = heartbeat,
                                 .size = sizeof heartbeat,
                                 .captured = sizeof heartbeat,
                                 .sequence = 0,
                                 .unit = number,
                                 .down = down };

    gt06_packets_add(packets, &how->carrier, &packet);
}

static gt06_cut cut_of(const gt06_unit *unit)
{
    static const gt06_cut_context context = { .ended = true };

    return gt06_cut_next(unit->bytes->data, unit->bytes->len, &context);
}

/* The rest of a frame goes around the content's beginning, with a right length and CRC. */
static void send_short_content(gt06_packets *packets, const way *how, unsigned number,
                               const piece *part)
{
    const gt06_unit *unit = (const gt06_unit *)units->pdata[part->unit];
    const gt06_cut cut = cut_of(unit);
    const uint8_t *content = unit->bytes->data + cut.content_offset;
    const uint8_t *serial = content + cut.content_size;
    uint8_t frame[SEGMENT];
    gt06_packet packet = { .bytes = frame, .unit = number, .down = unit->down };

    packet.size = packet.captured = gt06_build_frame(
        frame, cut.form, cut.number, content, part->size, (uint16_t)(serial[0] << 8 | serial[1]));
    gt06_packets_add(packets, &how->carrier, &packet);
}

static void send_piece(gt06_packets *packets, const way *how, unsigned number, const piece *part)
{
    enum { HEARTBEAT = 15 };
    const gt06_unit *unit = (const gt06_unit *)units->pdata[part->unit];
    gt06_packet packet = { .bytes = unit->bytes->data,
                           .size = how->how == SNAPPED ? unit->bytes->len : part->size,
                           .captured = part->size,
                           .unit = number,
                           .down = unit->down };

    if (how->how == SHORT_CONTENT) {
        send_short_content(packets, how, number, part);
        return;
    }
    if (how->how == ENDED) {
        send_heartbeat(packets, how, number, unit->down);
        packet.sequence = HEARTBEAT;
    }
    gt06_packets_add(packets, &how->carrier, &packet);
    if (how->how != ENDED)
        return;
    packet.sequence += part->size;
    packet.size = packet.captured = 0;
    packet.fin = true;
    gt06_packets_add(packets, &how->carrier, &packet);
}

/* A line of a value that was read; bytes that nobody explains say nothing wrong. */
static bool is_value(const char *line)
{
    return g_str_has_prefix(line, "    ") && strchr("[ ", line[4]) == NULL &&
           !g_str_has_prefix(line, "    Unfinished: ") &&
           !g_str_has_prefix(line, "    Undecoded: ") && !g_str_has_prefix(line, "    Length: ") &&
           !g_str_has_prefix(line, "    CRC: ");
}

/*
 * A line without what a message says of a value behind it: `Command: DW (Position)`. The first half
 * of `&&`, which parts the texts of an address, goes to the text.
 */
static char *bare_value(const char *line)
{
    const char *end = g_str_has_suffix(line, ")") ? g_strrstr(line, " (") : NULL;

    if (g_str_has_suffix(line, "&"))
        end = line + strlen(line) - 1;
    return end != NULL ? g_strndup(line, (gsize)(end - line)) : g_strdup(line);
}

/* The lines of a message without the words that say that one is not printed to its end. */
static GString *without_marks(const char *text)
{
    GString *kept = g_string_new(text);

    g_string_replace(kept, " [truncated]", "", 0);
    g_string_replace(kept, " [\xE2\x80\xA6]", "", 0); /* from 4.2 on */
    return kept;
}

/*
 * Texts that only their end makes what they are: a card behind "RFID:", text among bytes, a name
 * whose last character has two bytes, of which one is there.
 */
static bool is_known_by_its_end(const char *line)
{
    static const char *const names[] = { "    Driver or card id: ", "    Text: ", "    Command: ",
                                         "    Keys and values" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_has_prefix(line, names[i]))
            return true;
    }
    return false;
}

/*
 * Is each value of the beginning one of the whole message, too? A text may be the first part of it.
 *
 * excused  becomes true if one is not, but is known by its end; others are looked for behind it
 */
static const char *find_strange_value(const char *beginning, const char *whole, bool *excused)
{
    GString *part = without_marks(beginning);
    GString *all = without_marks(whole);
    char **lines = g_strsplit(part->str, "\n", -1);
    const char *strange = NULL;

    for (char **line = lines; *line != NULL && strange == NULL; line++) {
        char *value = bare_value(*line);
        char *entire = g_strconcat("\n", value, NULL);

        if (is_value(*line) && strstr(all->str, entire) == NULL) {
            if (is_known_by_its_end(*line))
                *excused = true;
            else
                strange = g_intern_string(*line);
        }
        g_free(entire);
        g_free(value);
    }
    g_strfreev(lines);
    g_string_free(part, TRUE);
    g_string_free(all, TRUE);
    return strange;
}

/* Is the protocol number there, and known? Its message is known as such from there on. */
static bool shows_number(const piece *part)
{
    const gt06_cut cut = cut_of((const gt06_unit *)units->pdata[part->unit]);

    return part->size >= cut.content_offset && gt06_number_is_known(cut.number);
}

/* What is wrong with what was read in a content that is cut off; NULL: nothing. */
static const char *judge_content(tally *count, const piece *part, const char *text,
                                 const char *whole)
{
    static const char *const wrong[GT06_ENDS] = {
        [GT06_END_BARE] = "nothing said of bytes that are not read",
        [GT06_END_UNFIT] = "nothing said where no layout fits",
        [GT06_END_UNSAID] = "nothing said of the content's end",
    };
    const gt06_unit *unit = (const gt06_unit *)units->pdata[part->unit];
    const gt06_short_content read = { .content = unit->bytes->data + cut_of(unit).content_offset,
                                      .size = part->size,
                                      .text = text,
                                      .whole = whole };
    gt06_content_end end;

    if (strstr(text, "[CRC status: Good]") == NULL)
        return "no right CRC";
    end = gt06_judge_end(&read);
    count->ends[end]++;
    count->other += end == GT06_END_OF_OTHER;
    return wrong[end];
}

/* Messages in front of a piece. */
static unsigned heartbeats(const way *how)
{
    return how->how == ENDED ? 1 : 0;
}

/* What is wrong with what was read in a piece; NULL: nothing. */
static const char *judge(tally *count, const way *how, const piece *part, GPtrArray *read)
{
    GPtrArray *reference = (GPtrArray *)references->pdata[part->unit];
    const unsigned size = ((const gt06_unit *)units->pdata[part->unit])->bytes->len;
    const unsigned before = heartbeats(how);
    const char *text;
    const char *whole;
    const char *strange;
    bool excused = false;

    if (read->len == before)
        return how->how == SHORT_CONTENT || (how->says != NULL && shows_number(part)) ? "nothing"
                                                                                      : NULL;
    if (read->len != before + 1 || how->says == NULL)
        return "a message";
    text = (const char *)read->pdata[before];
    if (strstr(text, how->says) == NULL)
        return "nothing said of the end";
    whole = (const char *)reference->pdata[0];
    if (how->how == SHORT_CONTENT)
        return judge_content(count, part, text, whole);
    if (part->size < size - STOP_MARK && strstr(text, "[CRC status: Good]") != NULL)
        return "a right CRC";
    strange = find_strange_value(text, whole, &excused);
    if (strange != NULL && !gt06_has_other_layout(text, whole))
        return strange;
    count->other += strange != NULL || excused;
    return NULL;
}

static void show(const way *how, const piece *part, const char *wrong)
{
    const gt06_unit *unit = (const gt06_unit *)units->pdata[part->unit];
    const unsigned before = how->how == SHORT_CONTENT ? (unsigned)cut_of(unit).content_offset : 0;

    printf("%s, %u bytes of %s ", how->name, part->size, unit->down ? "down" : "up");
    for (unsigned i = 0; i < unit->bytes->len; i++)
        printf("%s%02x", i == before + part->size ? "|" : "", unit->bytes->data[i]);
    printf(": %s\n", wrong);
}

/* Every connection that ended inside a message says so. */
static void judge_ends(tally *count, const char *capture, unsigned pieces)
{
    static const char *const options[] = { "-Ygt06.expert.unfinished_at_end", NULL };
    static const char *const fields[] = { "frame.number", NULL };
    GPtrArray *rows = gt06_tshark_fields(capture, options, fields);

    if (rows->len != pieces) {
        printf("%u connections of %u say that they ended inside a message\n", rows->len, pieces);
        count->wrong += pieces > rows->len ? pieces - rows->len : rows->len - pieces;
    }
    g_ptr_array_unref(rows);
}

static GPtrArray *read_batch(const way *how, const piece *pieces, unsigned size)
{
    static const char *const options[] = { NULL };
    gt06_packets *packets = gt06_packets_open("pieces.pcap");
    GPtrArray *read;

    for (unsigned i = 0; i < size; i++)
        send_piece(packets, how, i, &pieces[i]);
    read = gt06_read_units(packets, size, GT06_MUTED_TERMINALS, options);
    gt06_packets_free(packets);
    return read;
}

static void try_batch(tally *count, const way *how, const piece *pieces, unsigned size)
{
    GPtrArray *read = read_batch(how, pieces, size);

    for (unsigned i = 0; i < size; i++) {
        const char *wrong = judge(count, how, &pieces[i], (GPtrArray *)read->pdata[i]);

        count->pieces++;
        count->shown += ((GPtrArray *)read->pdata[i])->len > heartbeats(how);
        if (wrong != NULL && count->wrong++ < MOST_SHOWN)
            show(how, &pieces[i], wrong);
    }
    if (how->how == ENDED)
        judge_ends(count, gt06_test_file("pieces.pcap"), size);
    g_ptr_array_unref(read);
}

/* Of the units from `first` on all beginnings, or of their contents. */
static GArray *all_pieces(unsigned first, unsigned end, bool of_contents)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(piece));

    for (unsigned i = first; i < end; i++) {
        const gt06_unit *unit = (const gt06_unit *)units->pdata[i];
        const unsigned size = of_contents ? (unsigned)cut_of(unit).content_size : unit->bytes->len;

        for (piece part = { i, of_contents ? 0 : 1 }; part.size < size; part.size++)
            g_array_append_val(pieces, part);
    }
    return pieces;
}

static void tell(const way *how, const tally *count)
{
    printf("%s: %u messages cut off at each byte, %u pieces, %u shown as beginnings, %u of them "
           "read otherwise, ",
           how->name, proven, count->pieces, count->shown, count->other);
    if (how->how == SHORT_CONTENT)
        printf("%u say so, %u empty, %u with an open end, ", count->ends[GT06_END_TOLD],
               count->ends[GT06_END_EMPTY], count->ends[GT06_END_OPEN]);
    printf("%u wrong\n", count->wrong);
}

/* Does a piece prove itself, which the whole does not? One that holds a message may begin it. */
static bool proves_itself(const piece *part, GPtrArray *read)
{
    const bool holds_another = ((const gt06_unit *)units->pdata[part->unit])->holds_another;

    for (unsigned i = 0; i < read->len && !holds_another; i++) {
        if (strstr((const char *)read->pdata[i], "[CRC status: Good]") != NULL)
            return true;
    }
    return false;
}

/*
 * Messages that prove nothing, as those of the dialect or damaged ones, and messages in messages:
 * what a piece of them shows may be anything, but nothing is read that is not there, and none is
 * proven by its CRC.
 */
static void pieces_of_others_do_no_harm(void **state G_GNUC_UNUSED)
{
    GArray *pieces = all_pieces(proven, units->len, false);
    unsigned wrong = 0;

    for (size_t i = 0; ways[i].how != SHORT_CONTENT; i++) {
        unsigned shown = 0;

        for (unsigned from = 0; from < pieces->len; from += BATCH) {
            const unsigned size = MIN(pieces->len - from, (unsigned)BATCH);
            GPtrArray *read = read_batch(&ways[i], &g_array_index(pieces, piece, from), size);

            for (unsigned k = 0; k < size; k++) {
                GPtrArray *messages = (GPtrArray *)read->pdata[k];
                const piece *part = &g_array_index(pieces, piece, from + k);

                if (heartbeats(&ways[i]) > 0 && messages->len > 0)
                    g_ptr_array_remove_index(messages, 0);
                shown += messages->len > 0;
                if (proves_itself(part, messages) && wrong++ < MOST_SHOWN)
                    show(&ways[i], part, "proves itself");
            }
            g_ptr_array_unref(read);
        }
        printf("%s: %u other messages cut off at each byte, %u pieces, %u shown\n", ways[i].name,
               units->len - proven, pieces->len, shown);
        assert_true(shown > 0 || ways[i].says == NULL);
    }
    assert_int_equal(wrong, 0);
    g_array_unref(pieces);
}

/* Every end that is allowed was needed, when all messages were cut off. */
static void expect_open_ends(void)
{
    char *unneeded = gt06_unneeded_open_end();

    if (unneeded != NULL)
        fail_msg("%s", unneeded);
}

static void beginnings_are_no_messages(void **state G_GNUC_UNUSED)
{
    unsigned wrong = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        GArray *pieces = all_pieces(0, proven, ways[i].how == SHORT_CONTENT);
        tally count = { 0 };

        for (unsigned from = 0; from < pieces->len; from += BATCH)
            try_batch(&count, &ways[i], &g_array_index(pieces, piece, from),
                      MIN(pieces->len - from, (unsigned)BATCH));
        tell(&ways[i], &count);
        wrong += count.wrong;
        assert_true(count.other <= count.shown / (ways[i].how == SHORT_CONTENT ? 20 : 100));
        g_array_unref(pieces);
    }
    assert_int_equal(wrong, 0);
    if (gt06_is_long())
        expect_open_ends();
}

/* Leaves some of the units, at random. */
static void choose_units(unsigned wanted)
{
    while (units->len > wanted)
        g_ptr_array_remove_index_fast(units,
                                      (unsigned)g_rand_int_range(dice, 0, (gint32)units->len));
}

static void read_references(void)
{
    static const char *const options[] = { NULL };
    gt06_packets *packets = gt06_packets_open("whole.pcap");

    for (unsigned i = 0; i < proven; i++)
        send_whole(packets, i);
    references = gt06_read_units(packets, proven, GT06_MUTED_TERMINALS, options);
    gt06_packets_free(packets);
    for (unsigned i = 0; i < proven; i++)
        assert_int_equal(((GPtrArray *)references->pdata[i])->len, 1);
}

static int prepare(void **state G_GNUC_UNUSED)
{
    GPtrArray *others = g_ptr_array_new();

    units = gt06_all_units();
    for (unsigned i = units->len; i > 0; i--) {
        const gt06_unit *unit = (const gt06_unit *)units->pdata[i - 1];

        if (!unit->proven || unit->holds_another)
            g_ptr_array_add(others, g_ptr_array_steal_index_fast(units, i - 1));
    }
    if (!gt06_is_long())
        choose_units(CHOSEN);
    proven = units->len;
    assert_true(proven > 0 && others->len > 0);
    g_ptr_array_extend_and_steal(units, others);
    read_references();
    return 0;
}

static int forget(void **state G_GNUC_UNUSED)
{
    g_ptr_array_unref(references);
    g_ptr_array_unref(units);
    return 0;
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(beginnings_are_no_messages),
                                        cmocka_unit_test(pieces_of_others_do_no_harm) };

    dice = gt06_dice(count, words);
    return cmocka_run_group_tests(tests, prepare, forget);
}
