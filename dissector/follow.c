/* follow.c
 * follow,gt06: the messages of one terminal, on whatever connections it sent them.
 *
 * Terminals are counted from 0 in the order of their first logins; gt06.terminal is the number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "conversation.h"

#include <epan/follow.h>
#include <epan/to_str.h>

static char *filter_by_number(unsigned terminal, unsigned below G_GNUC_UNUSED)
{
    return g_strdup_printf("gt06.terminal == %u", terminal);
}

static char *filter_by_packet(epan_dissect_t *edt G_GNUC_UNUSED, packet_info *pinfo,
                              unsigned *stream, unsigned *below G_GNUC_UNUSED)
{
    const gt06_login *login = gt06_login_of_packet(pinfo);

    if (login == NULL)
        return NULL;
    *stream = login->terminal;
    return filter_by_number(login->terminal, 0);
}

static const char *field_of(const address *at)
{
    return at->type == AT_IPv6 ? "ipv6.addr" : "ip.addr";
}

static char *filter_by_address(address *source, address *destination, int source_port,
                               int destination_port)
{
    char *from = address_to_str(NULL, source);
    char *to = address_to_str(NULL, destination);
    char *filter = g_strdup_printf("gt06 && %s == %s && %s == %s && ((tcp.port == %d && tcp.port "
                                   "== %d) || (udp.port == %d && udp.port == %d))",
                                   field_of(source), from, field_of(destination), to, source_port,
                                   destination_port, source_port, destination_port);

    wmem_free(NULL, from);
    wmem_free(NULL, to);
    return filter;
}

static char *name_port(wmem_allocator_t *allocator, unsigned port)
{
    return wmem_strdup_printf(allocator, "%u", port);
}

/* The terminal comes back on new connections: the first one gives the names of both sides. */
static void name_sides(follow_info_t *follow, const packet_info *pinfo, bool up)
{
    if (follow->client_port != 0)
        return;
    follow->client_port = up ? pinfo->srcport : pinfo->destport;
    follow->server_port = up ? pinfo->destport : pinfo->srcport;
    copy_address(&follow->client_ip, up ? &pinfo->src : &pinfo->dst);
    copy_address(&follow->server_ip, up ? &pinfo->dst : &pinfo->src);
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *tapped, tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;
    follow_info_t *follow = (follow_info_t *)data;
    follow_record_t *entry;
    unsigned size;

    if (record->end != GT06_NO_END)
        return TAP_PACKET_DONT_REDRAW;
    size = tvb_captured_length(record->tvb);
    name_sides(follow, pinfo, record->direction == GT06_FROM_TERMINAL);
    entry = g_new0(follow_record_t, 1);
    entry->is_server = record->direction == GT06_FROM_SERVER;
    entry->packet_num = pinfo->num;
    entry->abs_ts = pinfo->abs_ts;
    entry->data = g_byte_array_append(g_byte_array_sized_new(size),
                                      tvb_get_ptr(record->tvb, 0, (int)size), size);
    follow->bytes_written[entry->is_server] += size;
    follow->payload = g_list_prepend(follow->payload, entry);
    return TAP_PACKET_DONT_REDRAW;
}

void gt06_register_follow(int protocol)
{
    gt06_register_follow_stream(protocol, "gt06", filter_by_packet, filter_by_number,
                                filter_by_address, name_port, take);
}
