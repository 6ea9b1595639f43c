/* entry.c
 * How packets come to us: TCP and UDP ports, heuristics on every other port, bare lists.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "cuts.h"
#include "gt06.h"
#include "message.h"
#include "objects.h"
#include "preferences.h"
#include "skipped.h"
#include "statistics.h"
#include "stream.h"
#include <epan/prefs.h>

static int protocol = -1;

static dissector_handle_t tcp_handle;
static dissector_handle_t udp_handle;
static dissector_handle_t tcp_found_handle;
static dissector_handle_t udp_found_handle;

/* 8888 is the port that platforms share among the protocols of many trackers. */
static const char default_ports[] = "8888";

static int dissect_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data G_GNUC_UNUSED)
{
    return gt06_dissect_data(tvb, pinfo, tree, GT06_BY_TCP_PORT);
}

static int dissect_udp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data G_GNUC_UNUSED)
{
    return gt06_dissect_data(tvb, pinfo, tree, GT06_BY_UDP_PORT);
}

/* The rest of a conversation that a heuristic recognised: no port tells who is the server. */
static int dissect_tcp_found(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                             void *data G_GNUC_UNUSED)
{
    return gt06_dissect_data(tvb, pinfo, tree, GT06_BY_TCP_CONVERSATION);
}

static int dissect_udp_found(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                             void *data G_GNUC_UNUSED)
{
    return gt06_dissect_data(tvb, pinfo, tree, GT06_BY_UDP_CONVERSATION);
}

/* Messages one behind the other without a transport: USER0, exported PDUs. */
static int dissect_list(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                        void *data G_GNUC_UNUSED)
{
    return gt06_dissect_data(tvb, pinfo, tree, GT06_BY_NAME);
}

/* Claims a packet that begins with a whole message whose start, length, stop and CRC agree. */
static bool begins_with_proof(tvbuff_t *tvb)
{
    int size = (int)tvb_captured_length(tvb);
    gt06_cut cut;

    return size >= GT06_SMALLEST_FRAME &&
           gt06_frame_is_proven(tvb_get_ptr(tvb, 0, size), (size_t)size, &cut);
}

static gt06_bool claim(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                       dissector_handle_t handle, gt06_entry entry)
{
    conversation_t *conversation;

    if (!begins_with_proof(tvb))
        return FALSE;
    conversation = find_or_create_conversation(pinfo);
    conversation_set_dissector_from_frame_number(conversation, pinfo->num, handle);
    gt06_dissect_data(tvb, pinfo, tree, entry);
    return TRUE;
}

static gt06_bool heuristic_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                               void *data G_GNUC_UNUSED)
{
    return claim(tvb, pinfo, tree, tcp_found_handle, GT06_BY_TCP_CONVERSATION);
}

static gt06_bool heuristic_udp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                               void *data G_GNUC_UNUSED)
{
    return claim(tvb, pinfo, tree, udp_found_handle, GT06_BY_UDP_CONVERSATION);
}

/* What was decrypted. TLS itself stays the reader of the conversation, and asks us for its content. */
static gt06_bool heuristic_tls(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    if (!begins_with_proof(tvb))
        return FALSE;
    *gt06_tls_reader(data) = tcp_found_handle;
    gt06_dissect_data(tvb, pinfo, tree, GT06_BY_TCP_CONVERSATION);
    return TRUE;
}

/* Runs behind every packet and wants no fields: what belongs to a packet as a whole. */
static int finish_packet(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                         void *data G_GNUC_UNUSED)
{
    gt06_finish_packet(tvb, pinfo, tree);
    return 0;
}

void proto_register_gt06(void)
{
    if (proto_get_id_by_filter_name("gt06") != -1)
        return;
    protocol = proto_register_protocol(GT06_TITLE, "GT06", "gt06");
    gt06_register_stream(protocol);
    gt06_register_cuts();
    gt06_register_findings(protocol);
    gt06_register_notes(protocol);
    gt06_register_conversation();
    gt06_register_layout(protocol);
    gt06_register_fields(protocol);
    gt06_register_message(protocol);
    gt06_register_skipped(protocol);
    gt06_register_time(protocol);
    gt06_register_position(protocol);
    gt06_register_cells(protocol);
    gt06_register_state(protocol);
    gt06_register_measures(protocol);
    gt06_register_identity(protocol);
    gt06_register_text(protocol);
    gt06_register_modules(protocol);
    gt06_register_peripherals(protocol);
    gt06_register_lte(protocol);
    gt06_register_vehicle(protocol);
    gt06_register_transfer(protocol);
    gt06_register_dialect(protocol);
    gt06_check_readers();
    gt06_register_preferences(protocol);
    gt06_register_objects(protocol);
    gt06_register_message_tree();
    gt06_register_response_times(protocol);
    gt06_register_terminal_table();
    gt06_register_server_table();
    gt06_register_talkers(protocol);
    gt06_register_terminal_filter();
    gt06_register_follow(protocol);
    tcp_handle = register_dissector("gt06.tcp", dissect_tcp, protocol);
    udp_handle = register_dissector("gt06.udp", dissect_udp, protocol);
    tcp_found_handle = register_dissector("gt06.tcp.found", dissect_tcp_found, protocol);
    udp_found_handle = register_dissector("gt06.udp.found", dissect_udp_found, protocol);
    register_dissector("gt06", dissect_list, protocol);
}

void proto_reg_handoff_gt06(void)
{
    if (protocol == -1)
        return;
    dissector_add_uint_range_with_preference("tcp.port", default_ports, tcp_handle);
    dissector_add_uint_range_with_preference("udp.port", default_ports, udp_handle);
    heur_dissector_add("tcp", heuristic_tcp, "GT06 over TCP", "gt06_tcp", protocol,
                       HEURISTIC_ENABLE);
    heur_dissector_add("udp", heuristic_udp, "GT06 over UDP", "gt06_udp", protocol,
                       HEURISTIC_ENABLE);
    heur_dissector_add("tls", heuristic_tls, "GT06 over TLS", "gt06_tls", protocol,
                       HEURISTIC_ENABLE);
    dissector_add_for_decode_as("tls.port", tcp_handle);
    register_postdissector(create_dissector_handle(finish_packet, protocol));
}
