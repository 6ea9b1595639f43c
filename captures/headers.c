/* headers.c
 * Ethernet, IP, TCP and UDP headers around a payload.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "headers.h"

#include <string.h>

#include <wireshark.h>
#include <wsutil/inet_addr.h>

enum {
    IPV4_SIZE = 4,
    IPV6_SIZE = 16,
    IPV4_HEADER = 20,
    TCP_HEADER = 20,
    TCP_SEGMENT_OPTION = 4,
    UDP_HEADER = 8,
    PROTOCOL_TCP = 6,
    PROTOCOL_UDP = 17,
    TIME_TO_LIVE = 64,
    TYPE_IPV4 = 0x0800,
    TYPE_IPV6 = 0x86DD
};

bool gt06_address_parse(const char *text, uint16_t port, gt06_address *address)
{
    ws_in4_addr four;
    ws_in6_addr six;

    memset(address, 0, sizeof *address);
    address->port = port;
    if (ws_inet_pton4(text, &four)) {
        address->size = IPV4_SIZE;
        memcpy(address->bytes, &four, IPV4_SIZE);
        return true;
    }
    if (ws_inet_pton6(text, &six)) {
        address->size = IPV6_SIZE;
        memcpy(address->bytes, &six, IPV6_SIZE);
        return true;
    }
    return false;
}

size_t gt06_address_segment(const gt06_address *address)
{
    return address->size == IPV4_SIZE ? GT06_TCP_SEGMENT_IPV4 : GT06_TCP_SEGMENT_IPV6;
}

static void put8(GByteArray *out, uint8_t value)
{
    g_byte_array_append(out, &value, 1);
}

static void put16(GByteArray *out, uint16_t value)
{
    put8(out, (uint8_t)(value >> 8));
    put8(out, (uint8_t)value);
}

static void put32(GByteArray *out, uint32_t value)
{
    put16(out, (uint16_t)(value >> 16));
    put16(out, (uint16_t)value);
}

static void set16(GByteArray *out, guint offset, uint16_t value)
{
    out->data[offset] = (uint8_t)(value >> 8);
    out->data[offset + 1] = (uint8_t)value;
}

/* The sum of RFC 1071, not yet folded; only the last run of bytes may be of odd size. */
static uint64_t sum_words(uint64_t sum, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        sum += i % 2 == 0 ? (uint64_t)bytes[i] << 8 : bytes[i];
    }
    return sum;
}

static uint16_t checksum(uint64_t sum)
{
    while (sum > 0xFFFF) {
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return (uint16_t)~sum;
}

/* Addresses, protocol and size take part in the checksum of TCP and UDP. */
static uint16_t transport_checksum(const gt06_headers *headers, const GByteArray *segment)
{
    uint64_t sum = headers->tcp ? PROTOCOL_TCP : PROTOCOL_UDP;

    sum += segment->len;
    sum = sum_words(sum, headers->from->bytes, headers->from->size);
    sum = sum_words(sum, headers->to->bytes, headers->to->size);
    return checksum(sum_words(sum, segment->data, segment->len));
}

static GByteArray *build_tcp(const gt06_headers *headers, const uint8_t *payload, size_t size)
{
    const bool syn = (headers->flags & GT06_TCP_SYN) != 0;
    const int header_size = TCP_HEADER + (syn ? TCP_SEGMENT_OPTION : 0);
    GByteArray *segment = g_byte_array_new();

    put16(segment, headers->from->port);
    put16(segment, headers->to->port);
    put32(segment, headers->sequence);
    put32(segment, headers->acknowledgement);
    put8(segment, (uint8_t)(header_size / 4 << 4));
    put8(segment, headers->flags);
    put16(segment, GT06_TCP_WINDOW);
    put16(segment, 0); /* checksum, below */
    put16(segment, 0); /* urgent pointer */
    if (syn) {
        put16(segment, 0x0204); /* option 2 of 4 bytes: largest segment */
        put16(segment, (uint16_t)gt06_address_segment(headers->from));
    }
    g_byte_array_append(segment, payload, (guint)size);
    set16(segment, 16, transport_checksum(headers, segment));
    return segment;
}

static GByteArray *build_udp(const gt06_headers *headers, const uint8_t *payload, size_t size)
{
    GByteArray *datagram = g_byte_array_new();
    uint16_t sum;

    put16(datagram, headers->from->port);
    put16(datagram, headers->to->port);
    put16(datagram, (uint16_t)(UDP_HEADER + size));
    put16(datagram, 0); /* checksum, below */
    g_byte_array_append(datagram, payload, (guint)size);
    sum = transport_checksum(headers, datagram);
    set16(datagram, 6, sum == 0 ? 0xFFFF : sum); /* 0 would say "none" */
    return datagram;
}

static void put_ipv4(GByteArray *packet, const gt06_headers *headers, size_t size)
{
    const guint start = packet->len;

    put16(packet, 0x4500); /* version 4, five words, no service class */
    put16(packet, (uint16_t)(IPV4_HEADER + size));
    put16(packet, headers->identification);
    put16(packet, 0x4000); /* don't fragment */
    put8(packet, TIME_TO_LIVE);
    put8(packet, headers->tcp ? PROTOCOL_TCP : PROTOCOL_UDP);
    put16(packet, 0); /* checksum, below */
    g_byte_array_append(packet, headers->from->bytes, IPV4_SIZE);
    g_byte_array_append(packet, headers->to->bytes, IPV4_SIZE);
    set16(packet, start + 10, checksum(sum_words(0, packet->data + start, IPV4_HEADER)));
}

static void put_ipv6(GByteArray *packet, const gt06_headers *headers, size_t size)
{
    put32(packet, 0x60000000); /* version 6, no traffic class, no flow label */
    put16(packet, (uint16_t)size);
    put8(packet, headers->tcp ? PROTOCOL_TCP : PROTOCOL_UDP);
    put8(packet, TIME_TO_LIVE);
    g_byte_array_append(packet, headers->from->bytes, IPV6_SIZE);
    g_byte_array_append(packet, headers->to->bytes, IPV6_SIZE);
}

/* A locally administered hardware address that ends in the IP address's last four bytes. */
static void put_hardware_address(GByteArray *packet, const gt06_address *address)
{
    put16(packet, 0x0200);
    g_byte_array_append(packet, address->bytes + address->size - 4, 4);
}

GByteArray *gt06_headers_build(const gt06_headers *headers, bool ethernet, const uint8_t *payload,
                               size_t size)
{
    const bool ipv4 = headers->from->size == IPV4_SIZE;
    GByteArray *packet = g_byte_array_new();
    GByteArray *inner =
        headers->tcp ? build_tcp(headers, payload, size) : build_udp(headers, payload, size);

    if (ethernet) {
        put_hardware_address(packet, headers->to);
        put_hardware_address(packet, headers->from);
        put16(packet, ipv4 ? TYPE_IPV4 : TYPE_IPV6);
    }
    if (ipv4) {
        put_ipv4(packet, headers, inner->len);
    } else {
        put_ipv6(packet, headers, inner->len);
    }
    g_byte_array_append(packet, inner->data, inner->len);
    g_byte_array_unref(inner);
    return packet;
}
