/* packets.h
 * Writes packets as no healthy network would: any sequence number, any order, any part captured.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_PACKETS_H
#define GT06_TEST_PACKETS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct gt06_packets gt06_packets;

/* What a conversation's packets look like. */
typedef struct {
    bool udp, ipv6, vlan;
    uint16_t port; /* the server's */
} gt06_carrier;

/* One packet. */
typedef struct {
    const uint8_t *bytes;
    size_t size;     /* as sent */
    size_t captured; /* of them; the frame ends there */
    size_t sequence; /* of the first byte in its direction, from 0 on; TCP only */
    unsigned unit;   /* the conversation: each has an address of its own */
    bool down;       /* from the server */
    bool fin;
    bool late; /* 0.2 s after the others, which all have the same time */
} gt06_packet;

/* Creates a file in the test's folder, or fails the test. */
gt06_packets *gt06_packets_open(const char *name);

void gt06_packets_add(gt06_packets *packets, const gt06_carrier *carrier,
                      const gt06_packet *packet);

/* Completes the file, unless it is complete; its path. */
const char *gt06_packets_finish(gt06_packets *packets);

/* Completes the file, and has editcap write it in another format, by its name for that. */
void gt06_packets_convert(gt06_packets *packets, const char *format);

/* Which conversation a packet belongs to; packets are numbered from 1. */
unsigned gt06_packets_unit(const gt06_packets *packets, unsigned number);

unsigned gt06_packets_count(const gt06_packets *packets);

void gt06_packets_free(gt06_packets *packets);

#endif
