/* compat.h
 * Every difference between the Wireshark releases we build on, and nothing else.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_COMPAT_H
#define GT06_COMPAT_H

#include <wireshark.h>
#include <ws_version.h>

#define GT06_WIRESHARK_AT_LEAST(major, minor) \
    (WIRESHARK_VERSION_MAJOR > (major) || \
     (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

/* What heuristics return and boolean preferences are; the two differ in size. */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
typedef bool gt06_bool;
#else
typedef gboolean gt06_bool;
#endif

/* What parts the levels of a menu. */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
#define GT06_MENU_SEPARATOR "//"
#else
#define GT06_MENU_SEPARATOR "/"
#endif

/* The functions of a conversation filter receive data of their own, which we do not need. */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
#define GT06_FILTER_DATA , void *data G_GNUC_UNUSED
#define gt06_register_filter(protocol, name, is_valid, build) \
    register_conversation_filter(protocol, name, is_valid, build, NULL)
#else
#define GT06_FILTER_DATA
#define gt06_register_filter register_conversation_filter
#endif

/* Later releases can ask how many streams there are, and for streams in streams. */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
#define gt06_register_follow_stream(protocol, tap, by_packet, by_number, by_address, port, take) \
    register_follow_stream(protocol, tap, by_packet, by_number, by_address, port, take, NULL, NULL)
#else
#define gt06_register_follow_stream register_follow_stream
#endif

/* Where a heuristic over TLS says who reads the rest of the session. */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
#include <epan/dissectors/packet-tls.h>
#define gt06_tls_reader(data) (((struct tlsinfo *)(data))->app_handle)
#else
#define gt06_tls_reader(data) ((dissector_handle_t *)(data))
#endif

#if GT06_WIRESHARK_AT_LEAST(4, 4)
#define gt06_tvb_u8 tvb_get_uint8
#else
#define gt06_tvb_u8 tvb_get_guint8
#endif

/* Later releases forget a segment of one byte that comes again, whatever protocol it is of. */
#if GT06_WIRESHARK_AT_LEAST(4, 6)
enum { GT06_SHORTEST_REPEATED = 2 };
#else
enum { GT06_SHORTEST_REPEATED = 1 };
#endif

/*
 * Later releases show what came in three segments or more only with the data behind it, if one in the
 * middle of them came again, whatever protocol it is of.
 */
#if GT06_WIRESHARK_AT_LEAST(4, 4)
enum { GT06_MIDDLE_MAY_COME_AGAIN = false };
#else
enum { GT06_MIDDLE_MAY_COME_AGAIN = true };
#endif

/* Later releases also tell where in the label the value begins. */
#if GT06_WIRESHARK_AT_LEAST(4, 6)
#define gt06_fill_label(finfo, label) proto_item_fill_label(finfo, label, NULL)
#else
#define gt06_fill_label proto_item_fill_label
#endif

#endif
