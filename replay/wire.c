/* wire.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "wire.h"

#include <string.h>

#include "failure.h"
#include "outbox.h"

enum {
    MOST_UNREAD = GT06_LARGEST_FRAME + 4096, /* bytes kept of a message that is not whole */
    MOST_UNSENT = 256 << 10,                 /* bytes used for a peer that does not read */
    MOST_GARBAGE = 256 << 10,                /* bytes that belong to no message, in a row */
    HOUSEKEEPING_MS = 100
};

typedef struct {
    uv_write_t request;
    uint8_t bytes[];
} stream_write;

typedef struct {
    uv_udp_send_t request;
    uint8_t bytes[];
} datagram_write;

static void free_wire(gpointer data)
{
    gt06_wire *wire = data;

    gt06_outbox_clear(wire);
    if (wire->unread)
        g_byte_array_unref(wire->unread);
    g_free(wire);
}

static void free_handle(uv_handle_t *handle)
{
    g_free(handle);
}

static void on_closed(uv_handle_t *handle)
{
    free_wire(handle->data);
}

void gt06_wire_end(gt06_wire *wire, gt06_end end, bool reset)
{
    gt06_bench *bench = wire->bench;
    const bool by_peer = !wire->is_half && (end == GT06_END_BY_PEER || end == GT06_END_RESET);

    if (wire->is_closing)
        return;
    wire->is_closing = true;
    g_hash_table_remove(bench->wires, wire);
    gt06_recording_end(bench->recording, wire->recorded, by_peer != bench->we_are_server,
                       reset || end == GT06_END_RESET);
    wire->recorded = NULL;
    if (bench->owner->ended)
        bench->owner->ended(wire, end);
    if (wire->timer)
        uv_close((uv_handle_t *)wire->timer, free_handle);
    wire->timer = NULL;
    if (wire->shares_socket) {
        g_ptr_array_add(bench->dead, wire); /* it may be in use further up */
    } else if (wire->is_tcp && reset && wire->is_open) {
        if (uv_tcp_close_reset(&wire->socket.tcp, on_closed) != 0)
            uv_close((uv_handle_t *)&wire->socket.tcp, on_closed);
    } else {
        uv_close((uv_handle_t *)&wire->socket.tcp, on_closed);
    }
}

/* ---- in ---- */

/* Cuts messages off; returns how many bytes are used up. */
static size_t cut_messages(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    const gt06_wire_owner *owner = wire->bench->owner;
    size_t at = 0;

    while (at < size && !wire->is_closing) {
        const gt06_cut_context context = { .ended = !wire->is_tcp,
                                           .dialect = wire->dialect,
                                           .from_server = !wire->bench->we_are_server };
        const gt06_cut cut = gt06_cut_next(bytes + at, size - at, &context);
        if (cut.kind == GT06_CUT_WAIT)
            break;
        if (cut.kind == GT06_CUT_FRAME) {
            wire->garbage = 0;
            wire->bench->received++;
            wire->dialect = wire->dialect || (cut.form == GT06_DIALECT && cut.number == 0x01);
            owner->message(wire, &cut, bytes + at);
        } else {
            wire->garbage += (unsigned)cut.size;
            if (owner->garbage)
                owner->garbage(wire, bytes + at, cut.size);
        }
        at += cut.size;
    }
    return at;
}

/* Keeps what is left of a message until more of it comes. */
static void keep(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    GByteArray *old = wire->unread;

    wire->unread = NULL;
    if (size > 0) {
        wire->unread = g_byte_array_sized_new((guint)size);
        g_byte_array_append(wire->unread, bytes, (guint)size);
    }
    if (old)
        g_byte_array_unref(old);
}

void gt06_wire_take(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    gt06_bench *bench = wire->bench;
    size_t used;

    wire->heard = uv_now(&bench->loop);
    gt06_recording_bytes(bench->recording, wire->recorded, !bench->we_are_server, bytes, size);
    if (bench->owner->bytes)
        bench->owner->bytes(wire, bytes, size);
    if (bench->verbatim || wire->is_closing)
        return;
    if (wire->unread) {
        g_byte_array_append(wire->unread, bytes, (guint)size);
        bytes = wire->unread->data;
        size = wire->unread->len;
    }
    used = cut_messages(wire, bytes, size);
    if (wire->is_closing)
        return;
    if (wire->is_tcp && (used > 0 || !wire->unread))
        keep(wire, bytes + used, size - used);
    if ((wire->unread && wire->unread->len > MOST_UNREAD) || wire->garbage > MOST_GARBAGE)
        gt06_wire_end(wire, GT06_END_HOSTILE, true);
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
    gt06_wire *wire = handle->data;

    (void)wanted;
    *buffer = uv_buf_init(wire->bench->buffer, sizeof wire->bench->buffer);
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    gt06_wire *wire = stream->data;

    if (size > 0)
        gt06_wire_take(wire, (const uint8_t *)buffer->base, (size_t)size);
    else if (size == UV_EOF)
        gt06_wire_end(wire, GT06_END_BY_PEER, false);
    else if (size < 0)
        gt06_wire_end(wire, GT06_END_RESET, false);
}

static void on_datagram(uv_udp_t *socket, ssize_t size, const uv_buf_t *buffer,
                        const struct sockaddr *from, unsigned flags)
{
    gt06_wire *wire = socket->data;

    (void)flags;
    if (size > 0 && from)
        gt06_wire_take(wire, (const uint8_t *)buffer->base, (size_t)size);
    else if (size < 0)
        gt06_wire_end(wire, GT06_END_RESET, false);
}

/* ---- out ---- */

static void on_stream_written(uv_write_t *request, int status)
{
    gt06_wire *wire = request->handle->data;

    wire->writes--;
    if (status < 0 && status != UV_ECANCELED)
        gt06_wire_end(wire, GT06_END_RESET, false);
    g_free(request);
}

static void on_datagram_written(uv_udp_send_t *request, int status)
{
    (void)status; /* a datagram may be lost */
    g_free(request);
}

size_t gt06_wire_unsent(const gt06_wire *wire)
{
    return wire->is_tcp && wire->is_open
               ? uv_stream_get_write_queue_size((const uv_stream_t *)&wire->socket.tcp) +
                     wire->writes * sizeof(stream_write)
               : 0;
}

/* Writes what the socket did not take at once. */
static void write_rest(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    stream_write *write = g_malloc(sizeof *write + size);
    uv_buf_t buffer;

    memcpy(write->bytes, bytes, size);
    buffer = uv_buf_init((char *)write->bytes, (unsigned)size);
    if (uv_write(&write->request, (uv_stream_t *)&wire->socket.tcp, &buffer, 1,
                 on_stream_written) != 0) {
        g_free(write);
        gt06_wire_end(wire, GT06_END_RESET, false);
        return;
    }
    wire->writes++;
    if (gt06_wire_unsent(wire) > MOST_UNSENT)
        gt06_wire_end(wire, GT06_END_SLOW, true);
}

static void write_datagram(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    uv_udp_t *socket = wire->shares_socket ? wire->socket.shared : &wire->socket.own;
    const struct sockaddr *peer = wire->shares_socket ? &wire->peer.any : NULL;
    uv_buf_t buffer = uv_buf_init((char *)bytes, (unsigned)size);
    datagram_write *write;

    if (uv_udp_try_send(socket, &buffer, 1, peer) >= 0 ||
        uv_udp_get_send_queue_size(socket) +
                uv_udp_get_send_queue_count(socket) * sizeof *write > MOST_UNSENT * 16)
        return;
    write = g_malloc(sizeof *write + size);
    memcpy(write->bytes, bytes, size);
    buffer = uv_buf_init((char *)write->bytes, (unsigned)size);
    if (uv_udp_send(&write->request, socket, &buffer, 1, peer, on_datagram_written) != 0)
        g_free(write);
}

static void on_shut(uv_shutdown_t *request, int status)
{
    (void)status;
    g_free(request);
}

static void half_close(gt06_wire *wire)
{
    uv_shutdown_t *request = g_new0(uv_shutdown_t, 1);

    wire->is_half = true;
    if (!wire->is_tcp || uv_shutdown(request, (uv_stream_t *)&wire->socket.tcp, on_shut) != 0)
        g_free(request);
}

void gt06_wire_put(gt06_wire *wire, const uint8_t *bytes, size_t size, gt06_ending ending)
{
    gt06_bench *bench = wire->bench;
    uv_buf_t buffer = uv_buf_init((char *)bytes, (unsigned)size);

    if (wire->is_closing || wire->is_half)
        return;
    gt06_recording_bytes(bench->recording, wire->recorded, bench->we_are_server, bytes, size);
    if (size > 0 && !wire->is_tcp) {
        write_datagram(wire, bytes, size);
    } else if (size > 0) {
        const int taken = uv_try_write((uv_stream_t *)&wire->socket.tcp, &buffer, 1);
        if (taken < 0 && taken != UV_EAGAIN)
            gt06_wire_end(wire, GT06_END_RESET, false);
        else if (taken < (int)size)
            write_rest(wire, bytes + MAX(taken, 0), size - (size_t)MAX(taken, 0));
    }
    if (wire->is_closing || ending == GT06_ENDING_NONE)
        return;
    if (ending == GT06_ENDING_HALF)
        half_close(wire);
    else
        gt06_wire_end(wire, GT06_END_BY_US, ending == GT06_ENDING_RST);
}

/* ---- begin and end ---- */

static gt06_wire *new_wire(gt06_bench *bench, bool tcp)
{
    gt06_wire *wire = g_new0(gt06_wire, 1);

    wire->bench = bench;
    wire->is_tcp = tcp;
    wire->heard = uv_now(&bench->loop);
    return wire;
}

/* Enters a connection that is open now. */
static void enter(gt06_wire *wire)
{
    gt06_bench *bench = wire->bench;
    const struct sockaddr *client = bench->we_are_server ? &wire->peer.any : &wire->here.any;
    const struct sockaddr *server = bench->we_are_server ? &wire->here.any : &wire->peer.any;

    wire->is_open = true;
    g_hash_table_add(bench->wires, wire);
    bench->total++;
    bench->peak = MAX(bench->peak, g_hash_table_size(bench->wires));
    wire->recorded = gt06_recording_begin(bench->recording, wire->is_tcp, client, server);
    if (bench->owner->opened)
        bench->owner->opened(wire);
}

/* A stream that is connected begins to be read. */
static bool start_stream(gt06_wire *wire)
{
    uv_tcp_t *tcp = &wire->socket.tcp;
    int size = sizeof wire->peer, here = sizeof wire->here;

    uv_tcp_nodelay(tcp, 1);
    return uv_tcp_getpeername(tcp, &wire->peer.any, &size) == 0 &&
           uv_tcp_getsockname(tcp, &wire->here.any, &here) == 0 &&
           uv_read_start((uv_stream_t *)tcp, on_room, on_read) == 0;
}

gt06_wire *gt06_wire_accept(gt06_bench *bench, uv_stream_t *listener)
{
    gt06_wire *wire = new_wire(bench, true);

    uv_tcp_init(&bench->loop, &wire->socket.tcp);
    wire->socket.tcp.data = wire;
    if (uv_accept(listener, (uv_stream_t *)&wire->socket.tcp) != 0 || !start_stream(wire)) {
        wire->is_closing = true;
        uv_close((uv_handle_t *)&wire->socket.tcp, on_closed);
        return NULL;
    }
    enter(wire);
    return wire;
}

gt06_wire *gt06_wire_datagrams(gt06_bench *bench, uv_udp_t *socket, const struct sockaddr *peer)
{
    gt06_wire *wire = new_wire(bench, false);
    int here = sizeof wire->here;

    wire->shares_socket = true;
    wire->socket.shared = socket;
    memcpy(&wire->peer, peer,
           peer->sa_family == AF_INET ? sizeof wire->peer.four : sizeof wire->peer.six);
    uv_udp_getsockname(socket, &wire->here.any, &here);
    enter(wire);
    return wire;
}

static void on_connected(uv_connect_t *request, int status)
{
    gt06_wire *wire = request->handle->data;

    g_free(request);
    if (status == UV_ECANCELED)
        return;
    if (status != 0 || !start_stream(wire))
        gt06_wire_end(wire, GT06_END_RESET, false);
    else
        enter(wire);
}

static bool connect_stream(gt06_wire *wire, const struct sockaddr *peer)
{
    uv_connect_t *request = g_new0(uv_connect_t, 1);

    uv_tcp_init(&wire->bench->loop, &wire->socket.tcp);
    wire->socket.tcp.data = wire;
    g_hash_table_add(wire->bench->wires, wire);
    if (uv_tcp_connect(request, &wire->socket.tcp, peer, on_connected) == 0)
        return true;
    g_free(request);
    return false;
}

static bool connect_datagrams(gt06_wire *wire, const struct sockaddr *peer)
{
    uv_udp_t *udp = &wire->socket.own;
    int here = sizeof wire->here;

    uv_udp_init(&wire->bench->loop, udp);
    udp->data = wire;
    memcpy(&wire->peer, peer,
           peer->sa_family == AF_INET ? sizeof wire->peer.four : sizeof wire->peer.six);
    return uv_udp_connect(udp, peer) == 0 && uv_udp_recv_start(udp, on_room, on_datagram) == 0 &&
           uv_udp_getsockname(udp, &wire->here.any, &here) == 0;
}

gt06_wire *gt06_wire_connect(gt06_bench *bench, bool tcp, const struct sockaddr *peer, void *data)
{
    gt06_wire *wire = new_wire(bench, tcp);

    wire->data = data;
    if (!(tcp ? connect_stream : connect_datagrams)(wire, peer)) {
        wire->is_closing = true;
        g_hash_table_remove(bench->wires, wire);
        uv_close((uv_handle_t *)&wire->socket.tcp, on_closed);
        return NULL;
    }
    if (!tcp)
        enter(wire);
    return wire;
}

/* Ends connections that are silent for too long, and writes the recording out. */
static void keep_house(uv_timer_t *timer)
{
    gt06_bench *bench = timer->data;
    GList *wires = g_hash_table_get_keys(bench->wires);

    gt06_recording_flush(bench->recording);
    if (bench->ends_with_recording && !gt06_recording_is_whole(bench->recording))
        uv_stop(&bench->loop);
    for (GList *at = wires; at; at = at->next) {
        gt06_wire *wire = at->data;
        if (!g_hash_table_contains(bench->wires, wire))
            continue;
        gt06_outbox_look(wire);
        if (bench->idle && !wire->is_closing && uv_now(&bench->loop) - wire->heard > bench->idle)
            gt06_wire_end(wire, GT06_END_IDLE, false);
    }
    g_ptr_array_set_size(bench->dead, 0);
    g_list_free(wires);
}

bool gt06_bench_init(gt06_bench *bench, GError **error)
{
    if (uv_loop_init(&bench->loop) != 0)
        return gt06_fail(error, GT06_EXIT_BROKEN, "No more descriptors can be opened.");
    bench->wires = g_hash_table_new(NULL, NULL);
    bench->dead = g_ptr_array_new_with_free_func(free_wire);
    bench->housekeeping = g_new0(uv_timer_t, 1);
    uv_timer_init(&bench->loop, bench->housekeeping);
    bench->housekeeping->data = bench;
    uv_timer_start(bench->housekeeping, keep_house, HOUSEKEEPING_MS, HOUSEKEEPING_MS);
    uv_unref((uv_handle_t *)bench->housekeeping);
    return true;
}

void gt06_bench_hang_up(gt06_bench *bench)
{
    GList *wires = g_hash_table_get_keys(bench->wires);

    for (GList *at = wires; at; at = at->next) {
        if (g_hash_table_contains(bench->wires, at->data))
            gt06_wire_end(at->data, GT06_END_BY_US, false);
    }
    g_list_free(wires);
}

void gt06_bench_clear(gt06_bench *bench)
{
    gt06_bench_hang_up(bench);
    uv_close((uv_handle_t *)bench->housekeeping, free_handle);
    uv_run(&bench->loop, UV_RUN_DEFAULT);
    uv_loop_close(&bench->loop);
    g_ptr_array_unref(bench->dead);
    g_hash_table_unref(bench->wires);
}
