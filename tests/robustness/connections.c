/* connections.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connections.h"
#include "payloads.h"
#include "reading.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <limits.h>
#include <string.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "protocol/foreign.h"
#include "protocol/frame.h"

static const unsigned NOT_FOUND = UINT_MAX;

static void free_connection(void *data)
{
    gt06_connection *connection = (gt06_connection *)data;

    g_ptr_array_unref(connection->turns);
    g_free(connection->name);
    g_free(connection);
}

static gt06_connection *new_connection(const char *name, unsigned number)
{
    gt06_connection *connection = g_new0(gt06_connection, 1);

    connection->found = NOT_FOUND;
    connection->name = g_strdup_printf("%s, connection %u", name, number);
    connection->turns = g_ptr_array_new_with_free_func(gt06_unit_free);
    return connection;
}

static bool is_in_digits(const uint8_t *bytes, size_t size)
{
    uint8_t *read = (uint8_t *)g_malloc(size / 2 + 1);
    const bool is = gt06_read_ascii_hex(bytes, size, read) > 0;

    g_free(read);
    return is;
}

static bool is_text(const uint8_t *bytes, unsigned size)
{
    for (unsigned i = 0; i < size; i++) {
        if (!g_ascii_isprint(bytes[i]) && !g_ascii_isspace(bytes[i]))
            return false;
    }
    return true;
}

/*
 * Bytes of nobody in front of the first start mark: a beginning is only believed behind few of
 * them, behind a stop mark, or at the start of a segment, and an x behind a letter may end a word.
 */
static bool begins_late(const gt06_connection *connection)
{
    enum { FEW = 10 };
    const GByteArray *first = ((const gt06_unit *)connection->turns->pdata[0])->bytes;
    unsigned at = 0;

    while (at + 1 < first->len && (first->data[at] != first->data[at + 1] ||
                                   (first->data[at] != 0x78 && first->data[at] != 0x79)))
        at++;
    if (at == 0 || at + 1 >= first->len)
        return false;
    if (is_text(first->data, at) && g_ascii_isgraph(first->data[at - 1]))
        return true;
    return at >= FEW && (first->data[at - 2] != 0x0D || first->data[at - 1] != 0x0A);
}

/* Looks at the messages of a packet, one by one. Does one hold another? */
static bool holds_another(const uint8_t *bytes, size_t size)
{
    static const gt06_cut_context context = { .ended = true };
    bool holds = false;
    gt06_cut cut;

    for (size_t offset = 0; offset < size; offset += cut.size) {
        cut = gt06_cut_next(bytes + offset, size - offset, &context);
        holds = holds || gt06_find_proven_frame(bytes + offset, cut.size, 1) < cut.size;
    }
    return holds;
}

/* More bytes in a turn than are held back, and not only proven messages. */
static bool holds_back(const gt06_connection *connection)
{
    enum { MOST_HELD = 2048 };

    for (unsigned i = 0; i < connection->turns->len; i++) {
        const gt06_unit *turn = (const gt06_unit *)connection->turns->pdata[i];

        if (turn->bytes->len > MOST_HELD && !turn->proven)
            return true;
    }
    return false;
}

/* The first reason counts. */
static void note(gt06_connection *connection, gt06_reason reason)
{
    if (connection->reason == GT06_COMPARABLE)
        connection->reason = reason;
}

static void append(gt06_connection *connection, const uint8_t *bytes, size_t size, bool down)
{
    GPtrArray *turns = connection->turns;
    gt06_unit *turn = turns->len > 0 ? (gt06_unit *)turns->pdata[turns->len - 1] : NULL;

    if (turn == NULL || turn->down != down) {
        turn = gt06_unit_new(down);
        g_ptr_array_add(turns, turn);
    }
    if (is_in_digits(bytes, size))
        note(connection, GT06_IN_DIGITS);
    if (holds_another(bytes, size))
        note(connection, GT06_HOLDS_ANOTHER);
    gt06_unit_append(turn, bytes, size);
    if (connection->found == NOT_FOUND && gt06_frame_is_proven(bytes, size, NULL))
        connection->found = turns->len - 1;
    connection->longest = MAX(connection->longest, turn->bytes->len);
}

static void read_sessions(GPtrArray *connections)
{
    GPtrArray *sessions = gt06_read_vectors("sessions.jsonl");

    for (unsigned i = 0; i < sessions->len; i++) {
        JsonObject *session = (JsonObject *)sessions->pdata[i];
        JsonArray *events = json_object_get_array_member(session, "events");
        gt06_connection *connection = new_connection("session", i + 1);

        for (unsigned k = 0; k < json_array_get_length(events); k++) {
            JsonObject *event = json_array_get_object_element(events, k);
            GByteArray *bytes = gt06_bytes(gt06_text(event, "hex", ""));

            append(connection, bytes->data, bytes->len,
                   strcmp(gt06_text(event, "dir", "up"), "down") == 0);
            g_byte_array_unref(bytes);
        }
        g_ptr_array_add(connections, connection);
    }
    g_ptr_array_unref(sessions);
}

/* A connection of the capture that is being read. */
typedef struct {
    gt06_connection *connection;
    uint64_t terminal;
    uint32_t next[2]; /* sequence numbers */
    bool begun[2];
    bool has_gap; /* what follows has no place */
} flow;

typedef struct {
    GPtrArray *connections;
    GArray *flows; /* of flow */
    const char *name;
} capture;

static flow *find_flow(capture *from, uint64_t terminal)
{
    flow found = { .terminal = terminal };

    for (unsigned i = 0; i < from->flows->len; i++) {
        if (g_array_index(from->flows, flow, i).terminal == terminal)
            return &g_array_index(from->flows, flow, i);
    }
    found.connection = new_connection(from->name, from->flows->len + 1);
    g_ptr_array_add(from->connections, found.connection);
    g_array_append_val(from->flows, found);
    return &g_array_index(from->flows, flow, from->flows->len - 1);
}

static void take_payload(void *context, const gt06_captured *payload)
{
    const bool down = payload->down;
    flow *to;
    size_t known;

    if (payload->udp)
        return;
    to = find_flow((capture *)context, payload->terminal);
    if (!to->begun[down])
        to->next[down] = payload->sequence;
    to->begun[down] = true;
    if ((int32_t)(payload->sequence - to->next[down]) > 0) {
        to->has_gap = true;
        note(to->connection, GT06_HAS_GAP);
    }
    known = to->next[down] - payload->sequence; /* sent before */
    if (to->has_gap || known >= payload->size)
        return;
    append(to->connection, payload->bytes + known, payload->size - known, down);
    to->next[down] += (uint32_t)(payload->size - known);
}

static void read_captures(GPtrArray *connections)
{
    GPtrArray *captures = gt06_all_captures();

    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(false);
    for (unsigned i = 0; i < captures->len; i++) {
        capture from = { connections, g_array_new(FALSE, FALSE, sizeof(flow)),
                         (const char *)captures->pdata[i] };

        gt06_read_payloads(from.name, take_payload, &from);
        g_array_unref(from.flows);
    }
    wtap_cleanup();
    g_ptr_array_unref(captures);
}

GPtrArray *gt06_all_connections(size_t longest, unsigned reasons[GT06_REASONS])
{
    GPtrArray *connections = g_ptr_array_new_with_free_func(free_connection);

    read_sessions(connections);
    read_captures(connections);
    for (unsigned i = connections->len; i > 0; i--) {
        gt06_connection *connection = (gt06_connection *)connections->pdata[i - 1];

        if (connection->longest > longest)
            note(connection, GT06_TOO_LONG);
        if (holds_back(connection))
            note(connection, GT06_HOLDS_BACK);
        if (begins_late(connection))
            note(connection, GT06_BEGINS_LATE);
        reasons[connection->reason]++;
        if (connection->reason == GT06_HAS_GAP)
            g_ptr_array_remove_index(connections, i - 1);
    }
    return connections;
}
