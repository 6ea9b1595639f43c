/* talkers.c
 * Conversations and endpoints by IMEI instead of address, and the filter for one terminal: it
 * comes back on new connections, and several share an address.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "conversation.h"
#include "record.h"

#include <epan/address.h>
#include <epan/conversation_filter.h>
#include <epan/conversation_table.h>
#include <string.h>

/*
 * Wireshark asks for one field that both sides of a conversation have, to build its filters. The
 * IMEI is on both sides' messages, so it names both; a port that is not shown tells them apart.
 */
enum { SERVER_PORT, TERMINAL_PORT };

static const char *conversation_filter(conv_item_t *item G_GNUC_UNUSED, conv_filter_type_e type)
{
    return type <= CONV_FT_ANY_ADDRESS ? "gt06.imei" : CONV_FILTER_INVALID;
}

static const char *endpoint_filter(endpoint_item_t *item G_GNUC_UNUSED, conv_filter_type_e type)
{
    return type <= CONV_FT_ANY_ADDRESS ? "gt06.imei" : CONV_FILTER_INVALID;
}

/* A packet counts once, however many messages it has. */
static bool is_counted(const gt06_record *record)
{
    return record->end == GT06_NO_END && record->ordinal == 0;
}

static void set_terminal(address *at, const gt06_record *record)
{
    const char *name = record->imei != NULL ? record->imei : "no login seen";

    set_address(at, AT_STRINGZ, (int)strlen(name) + 1, name);
}

static tap_packet_status take_conversation(void *data, packet_info *pinfo,
                                           epan_dissect_t *edt G_GNUC_UNUSED, const void *tapped,
                                           tap_flags_t flags)
{
    static ct_dissector_info_t info = { conversation_filter };
    const gt06_record *record = (const gt06_record *)tapped;
    conv_hash_t *hash = (conv_hash_t *)data;
    bool up = record->direction == GT06_FROM_TERMINAL;
    address terminal;

    if (!is_counted(record))
        return TAP_PACKET_DONT_REDRAW;
    hash->flags = flags;
    set_terminal(&terminal, record);
    add_conversation_table_data(hash, &terminal, &terminal, up ? TERMINAL_PORT : SERVER_PORT,
                                up ? SERVER_PORT : TERMINAL_PORT, 1, (int)pinfo->fd->pkt_len,
                                &pinfo->rel_ts, &pinfo->abs_ts, &info, CONVERSATION_NONE);
    return TAP_PACKET_REDRAW;
}

static tap_packet_status take_endpoint(void *data, packet_info *pinfo,
                                       epan_dissect_t *edt G_GNUC_UNUSED, const void *tapped,
                                       tap_flags_t flags)
{
    static et_dissector_info_t info = { endpoint_filter };
    const gt06_record *record = (const gt06_record *)tapped;
    conv_hash_t *hash = (conv_hash_t *)data;
    bool up = record->direction == GT06_FROM_TERMINAL;
    int size = (int)pinfo->fd->pkt_len;
    address terminal;

    if (!is_counted(record))
        return TAP_PACKET_DONT_REDRAW;
    hash->flags = flags;
    set_terminal(&terminal, record);
    add_endpoint_table_data(hash, &terminal, 0, up, 1, size, &info, ENDPOINT_NONE);
    return TAP_PACKET_REDRAW;
}

void gt06_register_talkers(int protocol)
{
    register_conversation_table(protocol, TRUE, take_conversation, take_endpoint);
}

static gt06_bool has_terminal(packet_info *pinfo GT06_FILTER_DATA)
{
    return gt06_login_of_packet(pinfo) != NULL;
}

static char *filter_terminal(packet_info *pinfo GT06_FILTER_DATA)
{
    const gt06_login *login = gt06_login_of_packet(pinfo);

    return login != NULL ? g_strdup_printf("gt06.imei == \"%s\"", login->imei) : NULL;
}

void gt06_register_terminal_filter(void)
{
    gt06_register_filter("gt06", "GT06 terminal", has_terminal, filter_terminal);
}
