/* packets.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packets.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum {
    BEGINNING = 1767225600, /* 2026-01-01 00:00:00 UTC */
    LATE = 200000,          /* microseconds */
    CLIENT_PORT = 40001,
    FIRST_SEQUENCE = 1000,
    TCP_HEADER = 20,
    UDP_HEADER = 8,
    IPV4_HEADER = 20,
    LINK_ETHERNET = 1
};

struct gt06_packets {
    FILE *file;
    const char *path;
    GArray *units; /* of unsigned */
};

static void put16(GByteArray *out, unsigned value)
{
    const uint8_t bytes[] = { (uint8_t)(value >> 8), (uint8_t)value };

    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put32(GByteArray *out, size_t value)
{
    put16(out, (unsigned)(value >> 16 & 0xFFFF));
    put16(out, (unsigned)(value & 0xFFFF));
}

/* The server is 203.0.113.10, a client 10.x.y.z; over IPv6 both in 2001:db8::/32. */
static void put_address(GByteArray *out, const gt06_carrier *carrier, bool server, unsigned unit)
{
    if (carrier->ipv6) {
        put32(out, 0x20010DB8);
        put32(out, 0);
        put32(out, 0);
    }
    put32(out, server ? 0xCB00710A : 0x0A000001 + unit);
}

static void put_link(GByteArray *out, const gt06_carrier *carrier)
{
    static const uint8_t addresses[] = { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2 };

    g_byte_array_append(out, addresses, sizeof addresses);
    if (carrier->vlan) {
        put16(out, 0x8100);
        put16(out, 7);
    }
    put16(out, carrier->ipv6 ? 0x86DD : 0x0800);
}

static void put_network(GByteArray *out, const gt06_carrier *carrier, const gt06_packet *packet)
{
    const unsigned size = (unsigned)packet->size + (carrier->udp ? UDP_HEADER : TCP_HEADER);
    const unsigned protocol = carrier->udp ? 17 : 6;

    if (carrier->ipv6) {
        put32(out, 0x60000000);
        put16(out, size);
        put16(out, protocol << 8 | 64);
    } else {
        put16(out, 0x4500);
        put16(out, size + IPV4_HEADER);
        put32(out, 0);
        put16(out, 64U << 8 | protocol);
        put16(out, 0); /* no checksum, as of a card that makes it */
    }
    put_address(out, carrier, packet->down, packet->unit);
    put_address(out, carrier, !packet->down, packet->unit);
}

static void put_transport(GByteArray *out, const gt06_carrier *carrier, const gt06_packet *packet)
{
    enum { PUSH_ACK = 0x18, FIN = 0x01 };

    put16(out, packet->down ? carrier->port : CLIENT_PORT);
    put16(out, packet->down ? CLIENT_PORT : carrier->port);
    if (carrier->udp) {
        put16(out, (unsigned)packet->size + UDP_HEADER);
        put16(out, 0);
        return;
    }
    put32(out, FIRST_SEQUENCE + packet->sequence);
    put32(out, FIRST_SEQUENCE);
    put16(out, 0x5000 | PUSH_ACK | (packet->fin ? FIN : 0));
    put16(out, 0xFFFF);
    put32(out, 0);
}

static void write_bytes(gt06_packets *packets, const void *bytes, size_t size)
{
    assert_int_equal(fwrite(bytes, 1, size, packets->file), size);
}

void gt06_packets_add(gt06_packets *packets, const gt06_carrier *carrier, const gt06_packet *packet)
{
    GByteArray *frame = g_byte_array_new();
    size_t missing = packet->size - packet->captured;
    uint32_t head[4];

    put_link(frame, carrier);
    put_network(frame, carrier, packet);
    put_transport(frame, carrier, packet);
    if (packet->captured > 0)
        g_byte_array_append(frame, packet->bytes, (guint)packet->captured);
    head[0] = BEGINNING;
    head[1] = packet->late ? LATE : 0;
    head[2] = frame->len;
    head[3] = frame->len + (uint32_t)missing;
    write_bytes(packets, head, sizeof head);
    write_bytes(packets, frame->data, frame->len);
    g_array_append_val(packets->units, packet->unit);
    g_byte_array_unref(frame);
}

gt06_packets *gt06_packets_open(const char *name)
{
    static const uint32_t head[] = { 0xA1B2C3D4, 4U << 16 | 2, 0, 0, 262144, LINK_ETHERNET };
    gt06_packets *packets = g_new0(gt06_packets, 1);

    packets->path = gt06_test_file(name);
    packets->file = fopen(packets->path, "wb");
    assert_non_null(packets->file);
    packets->units = g_array_new(FALSE, FALSE, sizeof(unsigned));
    write_bytes(packets, head, sizeof head);
    return packets;
}

const char *gt06_packets_finish(gt06_packets *packets)
{
    if (packets->file != NULL)
        assert_int_equal(fclose(packets->file), 0);
    packets->file = NULL;
    return packets->path;
}

void gt06_packets_convert(gt06_packets *packets, const char *format)
{
    const char *converted = gt06_test_file(format);
    const char *words[] = {
        "editcap", "-F", format, gt06_packets_finish(packets), converted, NULL
    };

    gt06_run(words);
    packets->path = converted;
}

unsigned gt06_packets_unit(const gt06_packets *packets, unsigned number)
{
    assert_true(number >= 1 && number <= packets->units->len);
    return g_array_index(packets->units, unsigned, number - 1);
}

unsigned gt06_packets_count(const gt06_packets *packets)
{
    return packets->units->len;
}

void gt06_packets_free(gt06_packets *packets)
{
    g_array_unref(packets->units);
    g_free(packets);
}
