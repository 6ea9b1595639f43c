/* plugin.c
 * What makes the dissector a plugin: the symbols that Wireshark looks for.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <wireshark.h>

#include <epan/proto.h>

#if WIRESHARK_VERSION_MAJOR > 4 || WIRESHARK_VERSION_MINOR >= 2
#include <wsutil/plugins.h>
#endif

#include "../dissector/gt06.h"

/* Wireshark loads the plugin when its own release is the one asked for here. */
WS_DLL_PUBLIC_DEF const char plugin_version[] = GT06_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);

#ifdef WS_PLUGIN_DESC_DISSECTOR
/* Asked for from Wireshark 4.2 on. */
WS_DLL_PUBLIC uint32_t plugin_describe(void);

uint32_t plugin_describe(void)
{
    return WS_PLUGIN_DESC_DISSECTOR;
}
#endif

void plugin_register(void)
{
    static const proto_plugin plugin = {
        .register_protoinfo = proto_register_gt06,
        .register_handoff = proto_reg_handoff_gt06,
    };

    proto_register_plugin(&plugin);
}
