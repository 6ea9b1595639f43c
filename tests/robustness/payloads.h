/* payloads.h
 * What TCP and UDP carry in the packets of a capture, as far as it is Ethernet with IPv4 or IPv6.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_PAYLOADS_H
#define GT06_TEST_PAYLOADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *bytes;
    size_t size;
    uint32_t sequence; /* of TCP */
    bool udp;
    bool down;         /* from a server's port */
    uint64_t terminal; /* tells the connections of a capture from each other */
} gt06_captured;

typedef void gt06_take_captured(void *context, const gt06_captured *payload);

/* Calls `take` for each payload in order; empty ones are left out. wtap_init() must have been
 * called. */
void gt06_read_payloads(const char *path, gt06_take_captured *take, void *context);

#endif
