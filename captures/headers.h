/* headers.h
 * Ethernet, IP, TCP and UDP headers around a payload.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_HEADERS_H
#define GT06_CAPTURE_HEADERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

/* One end of a conversation. */
typedef struct {
    uint8_t bytes[16]; /* network order; the first `size` are used */
    size_t size;       /* 4 for IPv4, 16 for IPv6 */
    uint16_t port;
} gt06_address;

enum {
    GT06_TCP_FIN = 0x01,
    GT06_TCP_SYN = 0x02,
    GT06_TCP_RST = 0x04,
    GT06_TCP_PSH = 0x08,
    GT06_TCP_ACK = 0x10
};

enum {
    GT06_TCP_WINDOW = 64240,      /* what both ends offer, in bytes */
    GT06_TCP_SEGMENT_IPV4 = 1460, /* the largest payload of one segment */
    GT06_TCP_SEGMENT_IPV6 = 1440,
    GT06_UDP_LARGEST = 65507 /* the largest payload of one datagram over IPv4 */
};

/* What one packet's headers say. */
typedef struct {
    const gt06_address *from;
    const gt06_address *to;
    uint16_t identification; /* of the IPv4 header */
    bool tcp;                /* false: UDP, and the rest is not read */
    uint8_t flags;           /* GT06_TCP_...; a SYN carries the segment size as its option */
    uint32_t sequence;
    uint32_t acknowledgement;
} gt06_headers;

/*
 * Reads an address without asking a name server.
 *
 * text     an IPv4 address like 198.51.100.7 or an IPv6 address like 2001:db8::7
 * port     TCP or UDP port
 * returns  false if the text is neither; `address` is then undefined
 */
bool gt06_address_parse(const char *text, uint16_t port, gt06_address *address);

/* The largest TCP payload that goes into one segment to or from this address, in bytes. */
size_t gt06_address_segment(const gt06_address *address);

/*
 * Builds a whole packet with all lengths and checksums right.
 *
 * headers   what the headers say; both addresses are of the same family
 * ethernet  with an Ethernet header in front (its addresses are derived from the IP addresses),
 *           else the packet begins with the IP header
 * payload   the bytes inside, `size` of them; at most GT06_UDP_LARGEST
 * returns   the packet, to be released with g_byte_array_unref()
 */
GByteArray *gt06_headers_build(const gt06_headers *headers, bool ethernet, const uint8_t *payload,
                               size_t size);

#endif
