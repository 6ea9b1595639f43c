/* parties.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "parties.h"

#include <epan/dissectors/packet-tcp.h>
#include <epan/to_str.h>

/* IPv6 addresses stand in brackets; a message without a transport has no address. */
static const char *name_of(packet_info *pinfo, const address *at, uint32_t port)
{
    const char *text;

    if (at->type == AT_NONE)
        return "-";
    text = address_to_str(pinfo->pool, at);
    return at->type == AT_IPv6 ? wmem_strdup_printf(pinfo->pool, "[%s]:%u", text, port)
                               : wmem_strdup_printf(pinfo->pool, "%s:%u", text, port);
}

void gt06_find_parties(gt06_parties *parties, packet_info *pinfo, const gt06_record *record)
{
    bool up = record->direction == GT06_FROM_TERMINAL;
    const char *source = name_of(pinfo, &pinfo->src, pinfo->srcport);
    const char *destination = name_of(pinfo, &pinfo->dst, pinfo->destport);
    bool transported = pinfo->ptype == PT_TCP || pinfo->ptype == PT_UDP;

    parties->conversation = transported ? gt06_find_conversation(pinfo) : NULL;
    parties->terminal = up ? source : destination;
    parties->server = up ? destination : source;
}

bool gt06_server_accepts(packet_info *pinfo)
{
    enum { SYN_ACK = 0x02 };
    const struct tcp_analysis *tcp;

    if (pinfo->ptype != PT_TCP)
        return false;
    tcp = get_tcp_conversation_data(NULL, pinfo);
    return tcp != NULL && (tcp->conversation_completeness & SYN_ACK) != 0;
}

void gt06_show_moment(char *text, size_t size, const nstime_t *time)
{
    GDateTime *moment = g_date_time_new_from_unix_utc((int64_t)time->secs);
    char *shown = moment != NULL ? g_date_time_format(moment, "%F %T") : NULL;

    g_strlcpy(text, shown != NULL ? shown : "not a time", size);
    g_free(shown);
    if (moment != NULL)
        g_date_time_unref(moment);
}
