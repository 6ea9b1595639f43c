/* sessions.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* memmem, strptime, timegm */
#include "sessions.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "failure.h"

enum {
    MOST_EARLY = 1024,       /* segments that wait for one before them */
    MOST_BRIDGED = 16 << 20, /* bytes of a gap that are made up */
    UDP_HEADER = 8
};

/* What one end sends. */
typedef struct {
    GByteArray *stream;
    GArray *marks;    /* of stream_mark: where chunks end */
    GArray *messages; /* of found_message */
    GPtrArray *early; /* of early_segment: TCP segments before which bytes are missing */
    bool started, finished;
    uint32_t next; /* TCP sequence number */
    uint32_t end;  /* that of the FIN, once `finished` */
} one_way;

typedef struct {
    size_t end;
    int64_t time;
    unsigned frame;
} stream_mark;

typedef struct {
    gt06_piece piece;
    size_t limit; /* it begins before here in the stream */
} found_message;

typedef struct {
    uint32_t sequence;
    GBytes *bytes;
    int64_t time;
    unsigned frame;
    size_t lost;
} early_segment;

/* A session while the capture is being read. `ends[0]` sent the first packet. */
typedef struct {
    gt06_session *session;
    gt06_peer ends[2];
    one_way ways[2];
    int votes; /* above 0: the first is the terminal */
    bool is_gt06;
    bool closed_by_second;
} growing;

typedef struct {
    GHashTable *growing; /* of char* to growing */
    GPtrArray *order;    /* of growing, not owned */
    GHashTable *chosen;  /* keys that a display filter selects; NULL for all */
} capture_reading;

static void free_session(gpointer data)
{
    gt06_session *session = data;

    for (unsigned i = 0; i < session->chunks->len; i++)
        g_bytes_unref(g_array_index(session->chunks, gt06_chunk, i).bytes);
    for (unsigned i = 0; i < session->pieces->len; i++)
        g_bytes_unref(g_array_index(session->pieces, gt06_piece, i).bytes);
    g_array_unref(session->chunks);
    g_array_unref(session->pieces);
    g_free(session);
}

static void free_early(gpointer data)
{
    early_segment *segment = data;

    g_bytes_unref(segment->bytes);
    g_free(segment);
}

static void free_growing(gpointer data)
{
    growing *g = data;

    for (int i = 0; i < 2; i++) {
        one_way *way = &g->ways[i];
        for (unsigned k = 0; k < way->messages->len; k++)
            g_bytes_unref(g_array_index(way->messages, found_message, k).piece.bytes);
        g_byte_array_unref(way->stream);
        g_array_unref(way->marks);
        g_array_unref(way->messages);
        g_ptr_array_unref(way->early);
    }
    if (g->session)
        free_session(g->session);
    g_free(g);
}

static const char *shown(const gt06_packet *packet, const char *name)
{
    const gt06_field *field = gt06_packet_field(packet, name, 0);

    return field ? field->show : NULL;
}

char *gt06_session_key(const gt06_packet *packet)
{
    const char *tcp = shown(packet, "tcp.stream");
    const char *udp = shown(packet, "udp.stream");

    if (tcp)
        return g_strconcat("t", tcp, NULL);
    if (udp)
        return g_strconcat("u", udp, NULL);
    return packet->messages > 0 ? g_strdup("bare") : NULL;
}

GHashTable *gt06_imeis_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

const char *gt06_packet_imei(GHashTable *imeis, const gt06_packet *packet, int message)
{
    const gt06_field *field = message >= 0 ? gt06_message_field(packet, "gt06.imei", message)
                                           : gt06_packet_field(packet, "gt06.imei", 0);
    const char *imei = field ? g_intern_string(field->show) : NULL;
    char *key = gt06_session_key(packet);

    if (imei && key) {
        g_hash_table_insert(imeis, key, (gpointer)imei);
        return imei;
    }
    if (key && message < 0)
        imei = g_hash_table_lookup(imeis, key);
    g_free(key);
    return imei ? imei : g_intern_static_string("");
}

static gt06_peer peer_of(const gt06_packet *packet, bool source, const char *key)
{
    const char *four = shown(packet, source ? "ip.src" : "ip.dst");
    const char *six = shown(packet, source ? "ipv6.src" : "ipv6.dst");
    const char *port = shown(packet, *key == 't' ? (source ? "tcp.srcport" : "tcp.dstport")
                                                 : (source ? "udp.srcport" : "udp.dstport"));
    const char *address = four ? four : six;

    if (!address)
        address = source ? "198.51.100.1" : "203.0.113.10";
    return (gt06_peer){ g_intern_string(address), (uint16_t)(port ? atoi(port) : 8888) };
}

static growing *begin_session(capture_reading *reading, const gt06_packet *packet, char *key)
{
    growing *g = g_new0(growing, 1);

    g->session = g_new0(gt06_session, 1);
    g->session->key = g_intern_string(key);
    g->session->tcp = *key == 't';
    g->session->begin = packet->time;
    g->session->chunks = g_array_new(FALSE, FALSE, sizeof(gt06_chunk));
    g->session->pieces = g_array_new(FALSE, TRUE, sizeof(gt06_piece));
    for (int i = 0; i < 2; i++) {
        g->ends[i] = peer_of(packet, i == 0, key);
        g->ways[i].stream = g_byte_array_new();
        g->ways[i].marks = g_array_new(FALSE, FALSE, sizeof(stream_mark));
        g->ways[i].messages = g_array_new(FALSE, FALSE, sizeof(found_message));
        g->ways[i].early = g_ptr_array_new_with_free_func(free_early);
    }
    g_hash_table_insert(reading->growing, key, g);
    g_ptr_array_add(reading->order, g);
    return g;
}

/* Adds bytes in their order to what an end has sent; the last `lost` of them were not captured. */
static void append(growing *g, int end, GBytes *bytes, int64_t time, unsigned frame, size_t lost)
{
    one_way *way = &g->ways[end];
    const gt06_chunk chunk = { g_bytes_ref(bytes), time, end == 1, lost, frame == 0 };
    stream_mark mark = { 0, time, frame };
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    g_byte_array_append(way->stream, data, (guint)size);
    mark.end = way->stream->len;
    g_array_append_val(way->marks, mark);
    g_array_append_val(g->session->chunks, chunk);
}

/* Takes what is new in a TCP segment; the rest of it waits, or was sent before. */
static bool take_segment(growing *g, int end, const early_segment *segment)
{
    one_way *way = &g->ways[end];
    const int32_t ahead = (int32_t)(segment->sequence - way->next);
    const size_t size = g_bytes_get_size(segment->bytes);
    GBytes *fresh;

    if (ahead > 0)
        return false;
    if ((size_t)-ahead >= size)
        return true;
    fresh = g_bytes_new_from_bytes(segment->bytes, (gsize)-ahead, size - (gsize)-ahead);
    append(g, end, fresh, segment->time, segment->frame,
           MIN(segment->lost, g_bytes_get_size(fresh)));
    way->next += (uint32_t)g_bytes_get_size(fresh);
    g_bytes_unref(fresh);
    return true;
}

/* Puts zeros where bytes were sent but not captured, up to a sequence number. */
static void bridge(growing *g, int end, uint32_t sequence, int64_t time)
{
    one_way *way = &g->ways[end];
    const int32_t missing = (int32_t)(sequence - way->next);
    GBytes *zeros;

    if (missing <= 0 || !way->started)
        return;
    way->next = sequence;
    if (missing > MOST_BRIDGED)
        return;
    zeros = g_bytes_new_take(g_malloc0((gsize)missing), (gsize)missing);
    append(g, end, zeros, time, 0, 0);
    g_bytes_unref(zeros);
}

static gint by_sequence(gconstpointer a, gconstpointer b)
{
    const early_segment *const *one = a, *const *other = b;

    return (gint32)((*one)->sequence - (*other)->sequence);
}

/* Takes the segments that waited; at the `last`, over what is missing. */
static void take_early(growing *g, int end, bool last)
{
    one_way *way = &g->ways[end];

    g_ptr_array_sort(way->early, by_sequence);
    while (way->early->len > 0) {
        const early_segment *first = way->early->pdata[0];
        if (last)
            bridge(g, end, first->sequence, first->time);
        if (!take_segment(g, end, first))
            break;
        g_ptr_array_remove_index(way->early, 0);
    }
}

/*
 * The other side has acknowledged bytes that the capture does not have: they will not come any
 * more.
 */
static void note_acknowledgement(growing *g, int end, const gt06_packet *packet)
{
    const char *text = shown(packet, "tcp.ack_raw");
    one_way *way = &g->ways[end];
    uint32_t acknowledged = text ? (uint32_t)strtoul(text, NULL, 10) : 0;

    if (way->finished && (int32_t)(acknowledged - way->end) > 0)
        acknowledged = way->end; /* a FIN counts like a byte */
    if (!text || !way->started || acknowledged == 0)
        return;
    while ((int32_t)(acknowledged - way->next) > 0) {
        const early_segment *first = way->early->len > 0 ? way->early->pdata[0] : NULL;
        const bool before = first && (int32_t)(acknowledged - first->sequence) > 0;
        bridge(g, end, before ? first->sequence : acknowledged,
               before ? first->time : packet->time);
        take_early(g, end, false);
    }
}

static void add_segment(growing *g, int end, const gt06_packet *packet, GBytes *bytes, size_t lost)
{
    const char *sequence = shown(packet, "tcp.seq_raw");
    one_way *way = &g->ways[end];
    early_segment *segment = g_new(early_segment, 1);

    *segment = (early_segment){ (uint32_t)strtoul(sequence ? sequence : "0", NULL, 10), bytes,
                                packet->time, packet->number, lost };
    if (!way->started)
        way->next = segment->sequence;
    way->started = true;
    if (take_segment(g, end, segment)) {
        free_early(segment);
    } else {
        g_ptr_array_add(way->early, segment);
        if (way->early->len > MOST_EARLY)
            take_early(g, end, true);
    }
    take_early(g, end, false);
}

/* A SYN tells the first sequence number, FIN and RST the end. */
static void note_flags(growing *g, int end, const gt06_packet *packet)
{
    const char *text = shown(packet, "tcp.flags");
    const unsigned flags = text ? (unsigned)strtoul(text, NULL, 0) : 0;
    const char *sequence = shown(packet, "tcp.seq_raw");

    if (flags & 0x02 && sequence) {
        g->ways[end].started = true;
        g->ways[end].next = (uint32_t)strtoul(sequence, NULL, 10) + 1;
        g->votes += (flags & 0x10) ? 0 : (end == 0 ? 1 : -1);
    }
    if (flags & 0x01 && sequence) {
        const char *length = shown(packet, "tcp.len");
        g->ways[end].finished = true;
        g->ways[end].end =
            (uint32_t)strtoul(sequence, NULL, 10) + (uint32_t)(length ? atoi(length) : 0);
    }
    if (flags & 0x05 && !g->session->closed) {
        g->session->closed = true;
        g->session->reset = (flags & 0x04) != 0;
        g->session->close_time = packet->time;
        g->closed_by_second = end == 1;
    }
}

/* All messages of a packet that has no other payload than them (link type USER0). */
static GByteArray *bare_payload(const gt06_packet *packet)
{
    GByteArray *bytes = g_byte_array_new();

    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        const bool ours =
            strcmp(field->name, "gt06.frame") == 0 || strcmp(field->name, "gt06.skipped") == 0;
        GBytes *part = ours ? gt06_read_hex(field->value) : NULL;
        if (part) {
            gsize size;
            const void *data = g_bytes_get_data(part, &size);
            g_byte_array_append(bytes, data, (guint)size);
            g_bytes_unref(part);
        }
    }
    return bytes;
}

/* A packet's payload, with zeros for what the capture cut off. */
static GBytes *whole_payload(const gt06_packet *packet, const gt06_field *field, bool tcp,
                             size_t *lost)
{
    const char *length = shown(packet, tcp ? "tcp.len" : "udp.length");
    const size_t size = length ? (size_t)MAX(atoi(length) - (tcp ? 0 : UDP_HEADER), 0) : 0;
    GBytes *captured = field ? gt06_read_hex(field->value) : NULL;
    GByteArray *bytes = captured ? g_bytes_unref_to_array(captured)
                        : length ? g_byte_array_new()
                                 : bare_payload(packet);

    *lost = 0;
    if (size > bytes->len) {
        const guint before = bytes->len;
        *lost = size - before;
        g_byte_array_set_size(bytes, (guint)size);
        memset(bytes->data + before, 0, *lost);
    }
    return g_byte_array_free_to_bytes(bytes);
}

static void add_payload(growing *g, int end, const gt06_packet *packet)
{
    const gt06_field *field =
        gt06_packet_field(packet, g->session->tcp ? "tcp.payload" : "udp.payload", 0);

    size_t lost;

    if (g->session->tcp) {
        note_flags(g, end, packet);
        note_acknowledgement(g, 1 - end, packet);
    }
    GBytes *bytes = whole_payload(packet, field, g->session->tcp, &lost);
    if (g_bytes_get_size(bytes) == 0) {
        g_bytes_unref(bytes);
    } else if (g->session->tcp) {
        add_segment(g, end, packet, bytes, lost);
    } else {
        append(g, end, bytes, packet->time, packet->number, lost);
        g_bytes_unref(bytes);
    }
}

/* "Mar  1, 2026 08:00:01.000000000 UTC" or an ISO date: in seconds since 1970. */
static bool read_date(const char *text, int64_t *seconds)
{
    static const char *const formats[] = { "%b %d, %Y %H:%M:%S", "%Y-%m-%d %H:%M:%S",
                                           "%Y-%m-%dT%H:%M:%S" };

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        struct tm parts = { 0 };
        if (strptime(text, formats[i], &parts)) {
            *seconds = timegm(&parts);
            return true;
        }
    }
    return false;
}

static void add_time_spot(gt06_piece *piece, const gt06_field *field, int position)
{
    gsize size;
    const uint8_t *bytes = g_bytes_get_data(piece->bytes, &size);
    gt06_time_spot spot = { (uint16_t)(field->position - position), (uint16_t)field->size, 0 };
    int64_t utc;

    if (piece->time_count == GT06_MOST_TIME_SPOTS || field->position < position ||
        (field->size != 6 && field->size != 4) || (gsize)spot.offset + spot.size > size ||
        !read_date(field->show, &utc))
        return;
    if (field->size == 6) {
        const uint8_t *date = bytes + spot.offset;
        struct tm parts = { .tm_year = date[0] + 100,
                            .tm_mon = date[1] - 1,
                            .tm_mday = date[2],
                            .tm_hour = date[3],
                            .tm_min = date[4],
                            .tm_sec = date[5] };
        spot.zone = (int32_t)(timegm(&parts) - utc);
    }
    piece->times[piece->time_count++] = spot;
}

/* What tshark says about a message, beginning at the field gt06.frame. */
static void describe(gt06_piece *piece, const gt06_packet *packet, const gt06_field *frame,
                     gt06_session *session)
{
    const gt06_field *fields = &g_array_index(packet->fields, gt06_field, 0);

    if (frame->parent >= 0) {
        const char *label = fields[frame->parent].label;
        const char *words = strstr(label, ", ");
        piece->label = g_intern_string(words ? words + 2 : label);
    }
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &fields[i];
        if (field->message != frame->message)
            continue;
        if (strcmp(field->name, "gt06.protocol") == 0) {
            piece->number = (uint8_t)strtoul(field->show, NULL, 0);
        } else if (strcmp(field->name, "gt06.serial") == 0) {
            piece->has_serial = true;
            piece->serial = (uint16_t)strtoul(field->show, NULL, 0);
        } else if (strcmp(field->name, "gt06.crc.status") == 0) {
            piece->crc_good = atoi(field->show) == 1;
        } else if (strcmp(field->name, "gt06.response_to") == 0) {
            piece->response_to = (unsigned)strtoul(field->show, NULL, 10);
        } else if (strcmp(field->name, "gt06.answer.expected") == 0) {
            piece->answer_due = true;
        } else if (strcmp(field->name, "gt06.time") == 0) {
            add_time_spot(piece, field, frame->position);
        } else if (strcmp(field->name, "gt06.imei") == 0) {
            session->imei = g_intern_string(field->show);
            piece->is_login = piece->number == 0x01 && *field->value != '\0';
        }
    }
}

static void add_message(growing *g, int end, const gt06_packet *packet, const gt06_field *frame)
{
    const gt06_field *direction = gt06_message_field(packet, "gt06.direction", frame->message);
    found_message found = { .piece = { .is_message = true, .frame = packet->number } };

    found.piece.bytes = gt06_read_hex(frame->value);
    if (!found.piece.bytes)
        return;
    found.piece.time = packet->time;
    describe(&found.piece, packet, frame, g->session);
    found.limit = g->ways[end].stream->len;
    g_array_append_val(g->ways[end].messages, found);
    if (direction)
        g->votes += (direction->show[0] == '0') == (end == 0) ? 2 : -2;
}

static bool read_packet(const gt06_packet *packet, void *data)
{
    capture_reading *reading = data;
    char *key = gt06_session_key(packet);
    growing *g;
    int end;

    if (!key || (reading->chosen && !g_hash_table_contains(reading->chosen, key))) {
        g_free(key);
        return true;
    }
    g = g_hash_table_lookup(reading->growing, key);
    if (!g)
        g = begin_session(reading, packet, g_strdup(key));
    const gt06_peer source = peer_of(packet, true, key);
    end = source.address == g->ends[0].address && source.port == g->ends[0].port ? 0 : 1;
    if (strcmp(key, "bare") == 0) {
        const char *direction = shown(packet, "gt06.direction");
        end = direction && *direction == '1';
    }
    add_payload(g, end, packet);
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        g->is_gt06 = g->is_gt06 || g_str_has_prefix(field->name, "gt06");
        if (strcmp(field->name, "gt06.frame") == 0)
            add_message(g, end, packet, field);
    }
    g_free(key);
    return true;
}

static const stream_mark *mark_at(const one_way *way, size_t offset)
{
    for (unsigned i = 0; i < way->marks->len; i++) {
        const stream_mark *mark = &g_array_index(way->marks, stream_mark, i);
        if (offset < mark->end)
            return mark;
    }
    return &g_array_index(way->marks, stream_mark, way->marks->len - 1);
}

/* Bytes of no message, a piece for each packet that carried some. */
static void add_strays(gt06_session *session, const one_way *way, size_t from, size_t to,
                       bool from_server)
{
    while (from < to) {
        const stream_mark *mark = mark_at(way, from);
        const size_t end = MIN(to, mark->end);
        gt06_piece piece = { .time = mark->time, .frame = mark->frame, .from_server = from_server };

        piece.bytes = g_bytes_new(way->stream->data + from, end - from);
        g_array_append_val(session->pieces, piece);
        from = end;
    }
}

/* Finds the messages in the stream that carried them. */
static void add_pieces(gt06_session *session, one_way *way, bool from_server)
{
    size_t at = 0;

    for (unsigned i = 0; i < way->messages->len; i++) {
        found_message *found = &g_array_index(way->messages, found_message, i);
        gsize size;
        const uint8_t *bytes = g_bytes_get_data(found->piece.bytes, &size);
        const size_t limit = MAX(at, MIN((size_t)way->stream->len, found->limit));
        const uint8_t *place = way->stream->len > 0 && size > 0
                                   ? memmem(way->stream->data + at, limit - at, bytes, size)
                                   : NULL;
        if (!place)
            continue; /* written as text, for example: the bytes stay what they are */
        const size_t offset = (size_t)(place - way->stream->data);
        add_strays(session, way, at, offset, from_server);
        gt06_piece piece = found->piece;
        g_bytes_ref(piece.bytes);
        piece.from_server = from_server;
        g_array_append_val(session->pieces, piece);
        at = offset + size;
    }
    add_strays(session, way, at, way->stream->len, from_server);
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const gt06_piece *one = a, *other = b;

    return one->time < other->time ? -1 : one->time > other->time;
}

static void sort_pieces(GArray *pieces)
{
    g_array_sort(pieces, by_time); /* a stable merge sort since GLib 2.32 */
}

static gt06_session *finish(growing *g)
{
    gt06_session *session = g->session;
    const int server = g->votes >= 0 ? 1 : 0;

    for (int i = 0; i < 2; i++)
        take_early(g, i, true);
    session->client = g->ends[1 - server];
    session->server = g->ends[server];
    session->closed_by_server = g->closed_by_second == (server == 1);
    for (unsigned i = 0; i < session->chunks->len; i++) {
        gt06_chunk *chunk = &g_array_index(session->chunks, gt06_chunk, i);
        chunk->from_server = chunk->from_server == (server == 1);
    }
    for (int i = 0; i < 2; i++)
        add_pieces(session, &g->ways[i], i == server);
    sort_pieces(session->pieces);
    g->session = NULL;
    return session;
}

static bool choose_packet(const gt06_packet *packet, void *data)
{
    char *key = gt06_session_key(packet);

    if (key)
        g_hash_table_add(data, key);
    return true;
}

static GPtrArray *finish_all(capture_reading *reading, const char *imei)
{
    GPtrArray *sessions = g_ptr_array_new_with_free_func(free_session);

    for (unsigned i = 0; i < reading->order->len; i++) {
        growing *g = reading->order->pdata[i];
        if (g->is_gt06 && (!imei || g_strcmp0(imei, g->session->imei) == 0) &&
            g->session->chunks->len > 0)
            g_ptr_array_add(sessions, finish(g));
    }
    return sessions;
}

GPtrArray *gt06_read_sessions(gt06_tshark *tshark, const char *capture,
                              const gt06_selection *selection, GError **error)
{
    capture_reading reading = { 0 };
    char *path = gt06_tshark_reach(tshark, capture, error);
    GPtrArray *sessions = NULL;
    bool good = path != NULL;

    reading.growing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_growing);
    reading.order = g_ptr_array_new();
    if (good && selection && selection->filter) {
        reading.chosen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        good = gt06_read_packets(tshark, path, true, selection->filter, choose_packet,
                                 reading.chosen, error);
    }
    if (good && gt06_read_packets(tshark, path, false, NULL, read_packet, &reading, error)) {
        sessions = finish_all(&reading, selection ? selection->imei : NULL);
        if (sessions->len == 0) {
            gt06_fail(error, GT06_EXIT_INPUT, "%s holds no GT06 conversation%s.", capture,
                      selection && (selection->imei || selection->filter) ? " of that kind" : "");
            g_clear_pointer(&sessions, g_ptr_array_unref);
        }
    }
    g_clear_pointer(&reading.chosen, g_hash_table_unref);
    g_hash_table_unref(reading.growing);
    g_ptr_array_unref(reading.order);
    g_free(path);
    return sessions;
}
