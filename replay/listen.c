/* listen.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "listen.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"

enum { BACKLOG = 4096, TRIES = 20, RECEIVE_BUFFER = 4 << 20 };

/* What tells peers of datagrams from each other. */
static guint hash_address(gconstpointer data)
{
    const gt06_socket_address *a = data;
    guint hash = 2166136261U;
    const uint8_t *bytes = a->any.sa_family == AF_INET ? (const uint8_t *)&a->four.sin_addr
                                                       : (const uint8_t *)&a->six.sin6_addr;
    const size_t size = a->any.sa_family == AF_INET ? 4 : 16;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 16777619U;
    return (hash ^ a->four.sin_port) * 16777619U; /* the port's place is the same in both */
}

static gboolean same_address(gconstpointer one, gconstpointer other)
{
    const gt06_socket_address *a = one, *b = other;

    if (a->any.sa_family != b->any.sa_family || a->four.sin_port != b->four.sin_port)
        return FALSE;
    return a->any.sa_family == AF_INET ? memcmp(&a->four.sin_addr, &b->four.sin_addr, 4) == 0
                                       : memcmp(&a->six.sin6_addr, &b->six.sin6_addr, 16) == 0;
}

static void on_connection(uv_stream_t *stream, int status)
{
    gt06_listener *listener = stream->data;
    gt06_wire *wire = status == 0 ? gt06_wire_accept(listener->bench, stream) : NULL;

    if (!wire)
        return;
    if (g_hash_table_size(listener->bench->wires) > listener->most) {
        listener->refused++;
        listener->bench->peak = listener->most; /* this one does not stay */
        gt06_wire_end(wire, GT06_END_BY_US, true);
        return;
    }
    listener->accepted(wire);
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
    gt06_listener *listener = handle->data;

    (void)wanted;
    *buffer = uv_buf_init(listener->bench->buffer, sizeof listener->bench->buffer);
}

static void on_datagram(uv_udp_t *socket, ssize_t size, const uv_buf_t *buffer,
                        const struct sockaddr *from, unsigned flags)
{
    gt06_listener *listener = socket->data;
    gt06_wire *wire;

    (void)flags;
    if (size <= 0 || !from)
        return;
    wire = g_hash_table_lookup(listener->datagrams, from);
    if (!wire) {
        if (g_hash_table_size(listener->bench->wires) >= listener->most) {
            listener->refused++;
            return;
        }
        wire = gt06_wire_datagrams(listener->bench, socket, from);
        g_hash_table_insert(listener->datagrams, &wire->peer, wire);
        listener->accepted(wire);
    }
    gt06_wire_take(wire, (const uint8_t *)buffer->base, (size_t)size);
}

void gt06_listener_forget(gt06_listener *listener, gt06_wire *wire)
{
    if (wire->shares_socket)
        g_hash_table_remove(listener->datagrams, &wire->peer);
}

static void set_port(gt06_socket_address *address, uint16_t port)
{
    address->four.sin_port = htons(port); /* the same place in both families */
}

static int bind_tcp(gt06_listener *listener, unsigned i, gt06_socket_address *address)
{
    uv_tcp_t *tcp = &listener->tcp[i];
    int size = sizeof *address, code;

    uv_tcp_init(&listener->bench->loop, tcp);
    listener->has_tcp[i] = true;
    tcp->data = listener;
    code = uv_tcp_bind(tcp, &address->any, 0);
    if (code == 0)
        code = uv_listen((uv_stream_t *)tcp, BACKLOG, on_connection);
    if (code == 0)
        code = uv_tcp_getsockname(tcp, &address->any, &size);
    return code;
}

static int bind_udp(gt06_listener *listener, unsigned i, gt06_socket_address *address)
{
    uv_udp_t *udp = &listener->udp[i];
    int size = sizeof *address, room = RECEIVE_BUFFER, code;

    uv_udp_init(&listener->bench->loop, udp);
    listener->has_udp[i] = true;
    udp->data = listener;
    code = uv_udp_bind(udp, &address->any, 0);
    if (code == 0)
        code = uv_udp_recv_start(udp, on_room, on_datagram);
    if (code == 0)
        code = uv_udp_getsockname(udp, &address->any, &size);
    uv_recv_buffer_size((uv_handle_t *)udp, &room);
    return code;
}

/* Binds both transports of one address to one port. */
static int bind_address(gt06_listener *listener, gt06_socket_address *address, bool tcp, bool udp)
{
    const unsigned i = listener->count++;
    int code = 0;

    set_port(address, listener->port);
    if (tcp)
        code = bind_tcp(listener, i, address);
    if (code == 0 && udp)
        code = bind_udp(listener, i, address);
    if (code == 0)
        listener->port = ntohs(address->four.sin_port);
    return code;
}

static void ignore_close(uv_handle_t *handle)
{
    (void)handle;
}

static void close_sockets(gt06_listener *listener)
{
    for (unsigned i = 0; i < listener->count; i++) {
        if (listener->has_tcp[i])
            uv_close((uv_handle_t *)&listener->tcp[i], ignore_close);
        if (listener->has_udp[i])
            uv_close((uv_handle_t *)&listener->udp[i], ignore_close);
        listener->has_tcp[i] = listener->has_udp[i] = false;
    }
    listener->count = 0;
    uv_run(&listener->bench->loop, UV_RUN_NOWAIT);
}

static bool try_to_listen(gt06_listener *listener, char **addresses, bool tcp, bool udp,
                          GError **error)
{
    for (; *addresses; addresses++) {
        gt06_socket_address address = { 0 };
        int code;
        if (uv_ip4_addr(*addresses, 0, &address.four) != 0 &&
            uv_ip6_addr(*addresses, 0, &address.six) != 0)
            return gt06_fail(error, GT06_EXIT_INPUT, "\"%s\" is no IPv4 or IPv6 address.",
                             *addresses);
        if (listener->count == GT06_MOST_LISTENERS)
            return gt06_fail(error, GT06_EXIT_INPUT, "At most %d addresses can be listened on.",
                             GT06_MOST_LISTENERS);
        code = bind_address(listener, &address, tcp, udp);
        if (code != 0)
            return gt06_fail(error, GT06_EXIT_INPUT, "Port %u of %s cannot be listened on: %s.",
                             listener->port, *addresses, uv_strerror(code));
    }
    return true;
}

bool gt06_listen(gt06_listener *listener, gt06_bench *bench, char **addresses, uint16_t port,
                 bool tcp, bool udp, GError **error)
{
    char *loopback[] = { (char *)"127.0.0.1", (char *)"::1", NULL };
    const bool usual = addresses == NULL;
    GError *reason = NULL;

    listener->bench = bench;
    if (!listener->most)
        listener->most = 1U << 20;
    listener->datagrams = g_hash_table_new(hash_address, same_address);
    for (unsigned i = 0; i < (port == 0 ? TRIES : 1); i++) {
        g_clear_error(&reason);
        listener->port = port;
        if (try_to_listen(listener, usual ? loopback : addresses, tcp, udp, &reason))
            return true;
        close_sockets(listener);
        if (usual && i == 0) /* a machine without IPv6 */
            loopback[1] = strstr(reason->message, "::1") && port == 0 ? NULL : loopback[1];
    }
    if (usual && strstr(reason->message, "not available")) {
        loopback[1] = NULL;
        listener->port = port;
        g_clear_error(&reason);
        if (try_to_listen(listener, loopback, tcp, udp, &reason))
            return true;
        close_sockets(listener);
    }
    g_propagate_error(error, reason);
    return false;
}

void gt06_listener_close(gt06_listener *listener)
{
    if (!listener->bench)
        return;
    close_sockets(listener);
    g_clear_pointer(&listener->datagrams, g_hash_table_unref);
}

/* 0 if it is none. */
static unsigned read_port(const char *text)
{
    char *end = NULL;
    const guint64 port = g_ascii_strtoull(text, &end, 10);

    return g_ascii_isdigit(*text) && *end == '\0' && port <= 65535 ? (unsigned)port : 0;
}

bool gt06_resolve(const char *text, uint16_t usual_port, gt06_socket_address *address,
                  GError **error)
{
    struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    const char *colon = strrchr(text, ':');
    const bool bracket = *text == '[' && strchr(text, ']');
    const bool has_port =
        colon && (bracket ? colon > strchr(text, ']') : strchr(text, ':') == colon);
    char *host = g_strndup(text, has_port ? (gsize)(colon - text) : strlen(text));
    const unsigned port = has_port ? read_port(colon + 1) : usual_port;
    int code;

    if (bracket) {
        memmove(host, host + 1, strlen(host));
        host[strcspn(host, "]")] = '\0';
    }
    if (port == 0) {
        g_free(host);
        return gt06_fail(error, GT06_EXIT_INPUT, "\"%s\" has no port from 1 to 65535.", text);
    }
    code = getaddrinfo(host, NULL, &hints, &found);
    if (code != 0) { /* no IPv4 address, which is what trackers speak */
        hints.ai_family = AF_UNSPEC;
        code = getaddrinfo(host, NULL, &hints, &found);
    }
    g_free(host);
    if (code != 0)
        return gt06_fail(error, GT06_EXIT_INPUT, "\"%s\" is no HOST:PORT: %s.", text,
                         gai_strerror(code));
    memcpy(address, found->ai_addr, MIN(found->ai_addrlen, sizeof *address));
    set_port(address, (uint16_t)port);
    freeaddrinfo(found);
    return true;
}
