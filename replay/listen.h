/* listen.h
 * Listening sockets and addresses.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_LISTEN_H
#define GT06_REPLAY_LISTEN_H

#include "wire.h"

typedef union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} gt06_socket_address;

enum { GT06_MOST_LISTENERS = 8 };

/* TCP and UDP sockets on the same port of some addresses. */
typedef struct {
    gt06_bench *bench;
    unsigned count;
    uv_tcp_t tcp[GT06_MOST_LISTENERS];
    uv_udp_t udp[GT06_MOST_LISTENERS];
    bool has_tcp[GT06_MOST_LISTENERS], has_udp[GT06_MOST_LISTENERS];
    uint16_t port;         /* as bound: never 0 */
    GHashTable *datagrams; /* of address to gt06_wire */
    void (*accepted)(gt06_wire *wire);
    unsigned most; /* connections at once */
    uint64_t refused;
} gt06_listener;

/*
 * Binds. A port of 0 lets the system choose one.
 *
 * addresses  NULL-terminated; "127.0.0.1", "::1"; NULL: these two
 * returns    false with GT06_EXIT_INPUT if an address or the port cannot be had
 */
bool gt06_listen(gt06_listener *listener, gt06_bench *bench, char **addresses, uint16_t port,
                 bool tcp, bool udp, GError **error);
void gt06_listener_close(gt06_listener *listener);

/* To be called for every wire of datagrams that ends. */
void gt06_listener_forget(gt06_listener *listener, gt06_wire *wire);

/* "HOST:PORT", "[IPv6]:PORT" or "HOST"; names are looked up. */
bool gt06_resolve(const char *text, uint16_t usual_port, gt06_socket_address *address,
                  GError **error);

#endif
