/* payloads.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "payloads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <wiretap/wtap.h>

#include "captures/record.h"

enum {
    ETHERNET = 14,
    ETHERTYPE = 12,
    IPV4 = 0x0800,
    IPV6 = 0x86DD,
    IPV4_HEADER = 20,
    IPV6_HEADER = 40,
    PORTS = 4,
    UDP_HEADER = 8,
    TCP_HEADER = 20,
    GT06_PORT = 8888
};

static uint32_t read_number(const uint8_t *bytes, size_t size)
{
    uint32_t number = 0;

    for (size_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    return number;
}

/* The last four bytes of an address, and the port. */
static uint64_t read_end(const uint8_t *address_end, const uint8_t *port)
{
    return (uint64_t)read_number(address_end - 4, 4) << 16 | read_number(port, 2);
}

static void read_transport(gt06_captured *payload, const uint8_t *addresses, size_t address_size,
                           const uint8_t *transport)
{
    const uint8_t *source = addresses + address_size;
    const uint8_t *destination = source + address_size;

    payload->down = read_number(transport, 2) == GT06_PORT;
    payload->terminal =
        payload->down ? read_end(destination, transport + 2) : read_end(source, transport);
    payload->sequence = read_number(transport + PORTS, 4);
}

/* Bytes of the frame up to the end of the IP packet: behind it there may be padding. */
static size_t packet_end(const uint8_t *network, bool ipv6, size_t size)
{
    const size_t length =
        ipv6 ? IPV6_HEADER + read_number(network + 4, 2) : read_number(network + 2, 2);

    return MIN(size, ETHERNET + length);
}

/* returns  false if the packet has no payload that can be read */
static bool read_packet(gt06_captured *payload, const uint8_t *packet, size_t size)
{
    const uint8_t *network = packet + ETHERNET;
    const unsigned type = size < ETHERNET + IPV4_HEADER ? 0 : read_number(packet + ETHERTYPE, 2);
    const bool ipv6 = type == IPV6;
    size_t at;

    if (type != IPV4 && type != IPV6)
        return false;
    size = packet_end(network, ipv6, size);
    payload->udp = network[ipv6 ? 6 : 9] == 17;
    at = ETHERNET + (ipv6 ? IPV6_HEADER : (*network & 15) * 4U);
    if (at + (payload->udp ? UDP_HEADER : TCP_HEADER) > size)
        return false;
    read_transport(payload, network + (ipv6 ? 8 : 12), ipv6 ? 16 : 4, packet + at);
    at += payload->udp ? UDP_HEADER : (packet[at + 12] >> 4) * 4U;
    payload->bytes = packet + at;
    payload->size = size - MIN(at, size);
    return payload->size > 0;
}

void gt06_read_payloads(const char *path, gt06_take_captured *take, void *context)
{
    char *info = NULL;
    int error = 0;
    wtap *file = wtap_open_offline(path, WTAP_TYPE_AUTO, &error, &info, FALSE);
    gt06_wtap_record record;
    int64_t offset;

    assert_non_null(file);
    gt06_record_init(&record);
    while (gt06_record_read(&record, file, &error, &info, &offset)) {
        const wtap_packet_header *header = &record.rec.rec_header.packet_header;
        gt06_captured payload = { 0 };

        if (header->pkt_encap == WTAP_ENCAP_ETHERNET &&
            read_packet(&payload, gt06_record_bytes(&record), header->caplen))
            take(context, &payload);
        wtap_rec_reset(&record.rec);
    }
    gt06_record_clear(&record);
    wtap_close(file);
}
