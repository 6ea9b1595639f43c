/* skipped.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "skipped.h"
#include "blocks.h"
#include "../protocol/foreign.h"
#include <wsutil/str_util.h>

static int gt06_protocol = -1;
static int hf_skipped;
static int ett_skipped = -1;

enum { SHORTEST_HEAD = 4 /* start 2, length 1, number 1 */ };

void gt06_dissect_skipped(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, int offset, int size)
{
    bool cut_off = tvb_captured_length(tvb) < tvb_reported_length(tvb) &&
                   offset + size == (int)tvb_captured_length(tvb) && size < SHORTEST_HEAD;
    const char *plural = plurality(size, "", "s");
    proto_item *item;
    proto_tree *skipped;

    item = proto_tree_add_protocol_format(tree, gt06_protocol, tvb, offset, size,
                                          cut_off ? "GT06, the first byte%s of a message: %d"
                                                  : "GT06, byte%s that belong to no message: %d",
                                          plural, size);
    skipped = proto_item_add_subtree(item, ett_skipped);
    item = proto_tree_add_item(skipped, hf_skipped, tvb, offset, size, ENC_NA);
    if (cut_off)
        gt06_found(pinfo, item, GT06_F_cut_off,
                   "Cut off by the capture's snapshot length: %d byte%s of a message", size,
                   plural);
    else
        gt06_found(pinfo, item, GT06_F_skipped,
                   "%d byte%s that belong%s to no message: damage, another protocol, or a message "
                   "whose beginning was not captured",
                   size, plural, plurality(size, "s", ""));
}

void gt06_dissect_foreign(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    int size = (int)tvb_captured_length(tvb);
    const char *name = gt06_foreign_name(tvb_get_ptr(tvb, 0, size), (size_t)size);
    proto_item *item;

    proto_tree_add_subtree(tree, tvb, 0, size, ett_skipped, &item, "Not GT06");
    if (name != NULL) {
        proto_item_append_text(item, ": looks like %s", name);
        gt06_found(pinfo, item, GT06_F_foreign, "Not GT06, though on a GT06 port: it looks like %s",
                   name);
    } else {
        gt06_found(pinfo, item, GT06_F_foreign,
                   "Not GT06, though on a GT06 port: another protocol, or the middle of a message "
                   "whose beginning was not captured");
    }
}

void gt06_show_packet_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                           const gt06_note *note, const char *imei)
{
    proto_item *item;
    proto_tree *end;

    gt06_speak_of(pinfo, imei);
    end = proto_tree_add_subtree(tree, tvb, 0, 0, ett_skipped, &item, "End of a GT06 connection");
    if (imei != NULL)
        gt06_add_imei(end, tvb, imei);
    gt06_show_remarks(pinfo, tvb, end, item, note);
}

void gt06_show_missing_end(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const char *imei,
                           unsigned size)
{
    proto_item *item;
    proto_tree *end;

    gt06_speak_of(pinfo, imei);
    end =
        proto_tree_add_subtree(tree, tvb, 0, 0, ett_skipped, &item, "Beginning of a GT06 message");
    if (imei != NULL)
        gt06_add_imei(end, tvb, imei);
    gt06_found(pinfo, item, GT06_F_end_not_seen,
               "%u byte%s of a message; its rest and the end of the connection were not seen", size,
               plurality(size, "", "s"));
}

void gt06_register_skipped(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_skipped,
          { "Skipped", "gt06.skipped", FT_BYTES, BASE_NONE, NULL, 0,
            "Bytes that belong to no message (core 10, step 3)", HFILL } },
    };
    static int *trees[] = { &ett_skipped };

    gt06_protocol = protocol;
    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}
