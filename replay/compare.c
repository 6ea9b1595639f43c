/* compare.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../protocol/catalogue.h"

enum { MOST_TOLD = 20 };

/* One direction of one conversation. */
typedef struct {
    GPtrArray *lines; /* of char* */
    GArray *frames;   /* of unsigned: the packet of each line */
} one_side;

struct gt06_transcript {
    GPtrArray *sessions; /* not owned; NULL: all */
    unsigned port;
    GHashTable *numbers; /* of key to number + 1 */
    GHashTable *ports;   /* of the terminal's port to number + 1, where sessions is NULL */
    GPtrArray *sides;    /* of one_side: two of each conversation */
};

/* Fields that two readings at different times cannot have in common. */
static const char *const left_out[] = {
    "gt06.cause",
    "gt06.response_in",
    "gt06.response_to",
    "gt06.response_time",
    "gt06.clock_offset",
    "gt06.fragment",
    "gt06.reassembled.in",
    /* remarks about time */
    "gt06.expert.clock_",
    "gt06.expert.date_future",
    "gt06.expert.date_stuck",
    "gt06.expert.date_epoch",
    "gt06.expert.date_unlikely",
    "gt06.expert.answer_late",
    "gt06.expert.not_answered",
    "gt06.expert.no_response_seen",
    "gt06.expert.one_answer_for_several", /* concluded when the time for answers is over */
    "gt06.expert.command_unanswered",
    "gt06.expert.login_repeated",
    /* of two the one or the other, by how long ago the terminal's message came */
    "gt06.expert.closed", /* closed, closed_by_server */
    "gt06.expert.answer_to_damaged",
    "gt06.expert.answer_unasked",
};

static void free_side(gpointer data)
{
    one_side *side = data;

    g_ptr_array_unref(side->lines);
    g_array_unref(side->frames);
    g_free(side);
}

gt06_transcript *gt06_transcript_new(GPtrArray *sessions, unsigned port)
{
    gt06_transcript *transcript = g_new0(gt06_transcript, 1);

    transcript->sessions = sessions;
    transcript->port = port;
    transcript->ports = g_hash_table_new(NULL, NULL);
    transcript->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    transcript->sides = g_ptr_array_new_with_free_func(free_side);
    for (unsigned i = 0; sessions && i < sessions->len; i++) {
        const gt06_session *session = sessions->pdata[i];
        g_hash_table_insert(transcript->numbers, g_strdup(session->key), GUINT_TO_POINTER(i + 1));
    }
    return transcript;
}

void gt06_transcript_free(gt06_transcript *transcript)
{
    g_hash_table_unref(transcript->numbers);
    g_hash_table_unref(transcript->ports);
    g_ptr_array_unref(transcript->sides);
    g_free(transcript);
}

void gt06_transcript_port(gt06_transcript *transcript, unsigned port, unsigned number)
{
    g_hash_table_insert(transcript->ports, GUINT_TO_POINTER(port), GUINT_TO_POINTER(number + 1));
}

/* The number that one of a packet's ports stands for; 0 for none. */
static unsigned number_by_port(gt06_transcript *transcript, const gt06_packet *packet)
{
    bool is_bare = true;
    static const char *const names[] = { "tcp.srcport", "tcp.dstport", "udp.srcport",
                                         "udp.dstport" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const gt06_field *field = gt06_packet_field(packet, names[i], 0);
        const unsigned port = field ? (unsigned)atoi(field->show) : 0;
        is_bare = is_bare && !field;
        if (port > 0 && port != transcript->port)
            return GPOINTER_TO_UINT(g_hash_table_lookup(transcript->ports, GUINT_TO_POINTER(port)));
    }
    return is_bare ? 1 : 0;
}

/* The number of a packet's conversation, -1 if it is not looked at. */
static int number_of(gt06_transcript *transcript, const gt06_packet *packet)
{
    char *key = gt06_session_key(packet);
    unsigned number;

    if (!key)
        return -1;
    number = transcript->sessions ? GPOINTER_TO_UINT(g_hash_table_lookup(transcript->numbers, key))
                                  : number_by_port(transcript, packet);
    g_free(key);
    return (int)number - 1;
}

/* Does the server's address send, though both sides have the same port? */
static bool is_from_address(const gt06_packet *packet, const char *address)
{
    const gt06_field *source = gt06_packet_field(packet, "ip.src", 0);

    if (!source)
        source = gt06_packet_field(packet, "ipv6.src", 0);
    return source && strcmp(source->show, address) == 0;
}

static bool is_from_server(const gt06_transcript *transcript, const gt06_packet *packet, int number)
{
    const gt06_field *port = gt06_packet_field(packet, "tcp.srcport", 0);
    const gt06_session *session = transcript->sessions ? transcript->sessions->pdata[number] : NULL;
    const bool same_port = session && session->client.port == session->server.port;

    if (!port)
        port = gt06_packet_field(packet, "udp.srcport", 0);
    if (same_port && strcmp(session->client.address, session->server.address) != 0)
        return is_from_address(packet, session->server.address);
    if (!port || same_port) {
        const gt06_field *direction = gt06_packet_field(packet, "gt06.direction", 0);
        return direction && direction->show[0] == '1';
    }
    return (unsigned)atoi(port->show) == (session ? session->server.port : transcript->port);
}

static one_side *side_of(gt06_transcript *transcript, int number, bool from_server)
{
    const unsigned index = (unsigned)number * 2 + from_server;

    while (transcript->sides->len <= index) {
        one_side *side = g_new0(one_side, 1);
        side->lines = g_ptr_array_new_with_free_func(g_free);
        side->frames = g_array_new(FALSE, FALSE, sizeof(unsigned));
        g_ptr_array_add(transcript->sides, side);
    }
    return transcript->sides->pdata[index];
}

/* The right answer to a request for the time contains the time. */
static bool is_clock_answer(const gt06_field *field)
{
    static const char *const numbers[] = { "8a", "1f" };
    const size_t at = g_str_has_prefix(field->show, "79") ? 12 : 9; /* "78:78:0b:8a" */

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        if (strlen(field->show) > at && g_str_has_prefix(field->show + at, numbers[i]))
            return true;
    }
    return false;
}

static bool is_compared(const gt06_field *field)
{
    if (!g_str_has_prefix(field->name, "gt06.") || field->is_protocol)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(left_out); i++) {
        if (g_str_has_prefix(field->name, left_out[i]))
            return false;
    }
    return strcmp(field->name, "gt06.answer.expected") != 0 || !is_clock_answer(field);
}

void gt06_transcript_add(gt06_transcript *transcript, const gt06_packet *packet)
{
    const int number = number_of(transcript, packet);
    one_side *side;

    if (number < 0)
        return;
    side = side_of(transcript, number, is_from_server(transcript, packet, number));
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (!is_compared(field))
            continue;
        g_ptr_array_add(side->lines, g_strdup_printf("%s = %s", field->name, field->show));
        g_array_append_val(side->frames, packet->number);
    }
}

unsigned gt06_transcript_size(const gt06_transcript *transcript)
{
    unsigned size = 0;

    for (unsigned i = 0; i < transcript->sides->len; i++)
        size += ((const one_side *)transcript->sides->pdata[i])->lines->len;
    return size;
}

static const char *line_at(const one_side *side, unsigned i, unsigned *frame)
{
    *frame = 0;
    if (!side || i >= side->lines->len)
        return "nothing";
    *frame = g_array_index(side->frames, unsigned, i);
    return side->lines->pdata[i];
}

/* Tells the first difference of one direction; the rest would only follow from it. */
static unsigned compare_side(const one_side *captured, const one_side *live, unsigned index)
{
    const unsigned count = MAX(captured ? captured->lines->len : 0, live ? live->lines->len : 0);

    for (unsigned i = 0; i < count; i++) {
        unsigned frames[2];
        const char *one = line_at(captured, i, &frames[0]);
        const char *other = line_at(live, i, &frames[1]);
        if (strcmp(one, other) == 0)
            continue;
        if (index < MOST_TOLD * 2)
            printf("Conversation %u, %s: captured (frame %u) %s; live (frame %u) %s\n",
                   index / 2 + 1, index % 2 ? "from the server" : "from the terminal", frames[0],
                   one, frames[1], other);
        return 1;
    }
    return 0;
}

unsigned gt06_transcripts_differ(const gt06_transcript *captured, const gt06_transcript *live)
{
    const unsigned count = MAX(captured->sides->len, live->sides->len);
    unsigned differences = 0;

    for (unsigned i = 0; i < count; i++)
        differences += compare_side(i < captured->sides->len ? captured->sides->pdata[i] : NULL,
                                    i < live->sides->len ? live->sides->pdata[i] : NULL, i);
    return differences;
}
