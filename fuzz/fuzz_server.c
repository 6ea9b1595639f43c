/* fuzz_server.c
 * The replay server's input path: bytes of a terminal over TCP or UDP, cut, read and answered. The
 * last byte says how many bytes come at a time, and over which of the two.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../replay/platform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIECE = 127, OVER_UDP = 128 };

static gt06_tracker_memory memory;

static void on_message(gt06_wire *wire, const gt06_cut *cut, const uint8_t *frame)
{
    static char *commands[] = { "STATUS#", NULL };
    static const gt06_platform platform = { .commands = commands, .after = "login",
                                            .address = "Unter den Linden 1" };
    const gt06_reading reading = gt06_read_frame(cut, frame, GT06_FROM_TERMINAL);

    gt06_login_imei(&reading, wire->imei);
    gt06_platform_react(&platform, wire, &memory, &reading);
}

static void on_ended(gt06_wire *wire, gt06_end end)
{
    (void)wire;
    (void)end;
}

/* A wire over a pair of sockets, whose other end nobody reads. */
static gt06_wire *connect_pair(gt06_bench *bench, int other[1])
{
    gt06_wire *wire = g_new0(gt06_wire, 1);
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        abort();
    *other = pair[1];
    wire->bench = bench;
    wire->is_tcp = wire->is_open = true;
    uv_tcp_init(&bench->loop, &wire->socket.tcp);
    wire->socket.tcp.data = wire;
    uv_tcp_open(&wire->socket.tcp, pair[0]);
    g_hash_table_add(bench->wires, wire);
    return wire;
}

/* Datagrams of a peer to whom nothing can be sent. */
static gt06_wire *exchange_datagrams(gt06_bench *bench, uv_udp_t *socket)
{
    const struct sockaddr_in peer = { .sin_family = AF_INET };

    uv_udp_init(&bench->loop, socket);
    return gt06_wire_datagrams(bench, socket, (const struct sockaddr *)&peer);
}

static void take(gt06_bench *bench, gt06_wire *wire, const uint8_t *data, size_t size, size_t piece)
{
    while (size > 0 && g_hash_table_contains(bench->wires, wire)) {
        const size_t now = piece > 0 && piece < size ? piece : size;
        uint8_t *copy = g_memdup2(data, now);
        gt06_wire_take(wire, copy, now);
        g_free(copy);
        data += now;
        size -= now;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gt06_wire_owner owner = { .message = on_message, .ended = on_ended };
    gt06_bench *bench = g_new0(gt06_bench, 1);
    uv_udp_t socket;
    int other = -1;
    const bool udp = size > 0 && (data[size - 1] & OVER_UDP) != 0;

    if (!gt06_bench_init(bench, NULL))
        abort();
    bench->owner = &owner;
    bench->we_are_server = true;
    memory = (gt06_tracker_memory){ 0 };
    if (size > 0)
        take(bench, udp ? exchange_datagrams(bench, &socket) : connect_pair(bench, &other), data,
             size - 1, data[size - 1] & PIECE);
    if (udp)
        uv_close((uv_handle_t *)&socket, NULL);
    gt06_bench_clear(bench);
    if (other >= 0)
        close(other);
    g_free(bench);
    return 0;
}
