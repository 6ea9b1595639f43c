/* assembled.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "assembled.h"
#include <epan/exceptions.h>

#include <string.h>

static int hf_fragments;
static int hf_fragment;
static int hf_overlap;
static int hf_conflicts;
static int hf_multiple_tails;
static int hf_too_long;
static int hf_error;
static int hf_count;
static int hf_in;
static int hf_length;
static int hf_data;

static int ett_fragment = -1;
static int ett_fragments = -1;

static const fragment_items items = {
    &ett_fragment, &ett_fragments, &hf_fragments, &hf_fragment, &hf_overlap, &hf_conflicts,
    &hf_multiple_tails, &hf_too_long, &hf_error, &hf_count, &hf_in, &hf_length, &hf_data,
    "blocks"
};

/* The file name's ending, by the first bytes. */
static const char *ending(tvbuff_t *object)
{
    static const struct {
        const char *bytes;
        int size;
        const char *ending;
    } beginnings[] = { { "\xFF\xD8\xFF", 3, "jpg" }, { "#!AMR", 5, "amr" }, { "RIFF", 4, "wav" } };

    for (size_t i = 0; i < array_length(beginnings); i++) {
        if (tvb_captured_length(object) >= (unsigned)beginnings[i].size &&
            tvb_memeql(object, 0, (const uint8_t *)beginnings[i].bytes,
                       (size_t)beginnings[i].size) == 0)
            return beginnings[i].ending;
    }
    return "bin";
}

/* A damaged picture makes its dissector stop: that is news of the picture, not of this message. */
static void dissect_picture(const gt06_reading *reading, tvbuff_t *picture)
{
    static dissector_handle_t handle = NULL;
    proto_tree *tree = reading->item != NULL ? proto_tree_get_root(reading->item) : NULL;
    volatile bool damaged = false;
    gboolean writable = col_get_writable(reading->pinfo->cinfo, -1);

    if (handle == NULL)
        handle = find_dissector("image-jfif");
    if (handle == NULL)
        return;
    col_set_writable(reading->pinfo->cinfo, -1, FALSE);
    TRY
    {
        call_dissector(handle, picture, reading->pinfo, tree);
    }
    CATCH_NONFATAL_ERRORS
    {
        damaged = true;
    }
    ENDTRY;
    col_set_writable(reading->pinfo->cinfo, -1, writable);
    if (damaged)
        gt06_found(reading->pinfo, reading->item, GT06_F_object_damaged,
                   "The picture is complete, but not a whole JPEG file");
}

static void record_object(const gt06_cursor *cursor, const gt06_object_kind *kind, const char *id,
                          tvbuff_t *object)
{
    gt06_record *record = cursor->reading->record;

    record->object = object;
    record->object_name = wmem_strdup_printf(cursor->reading->pinfo->pool, "%s%s%s-%s.%s",
                                             record->imei != NULL ? record->imei : "",
                                             record->imei != NULL ? "-" : "", kind->name, id,
                                             ending(object));
    record->detail = wmem_strdup_printf(cursor->reading->pinfo->pool, "%s complete, %u bytes",
                                        kind->name, tvb_captured_length(object));
}

static void show_blocks(gt06_cursor *cursor, const gt06_object_kind *kind, fragment_head *head,
                        tvbuff_t *object)
{
    packet_info *pinfo = cursor->reading->pinfo;
    gboolean writable = col_get_writable(pinfo->cinfo, -1);
    proto_item *item;

    col_set_writable(pinfo->cinfo, -1, FALSE); /* errors are told as findings, not there */
    if (kind->numbered)
        show_fragment_seq_tree(head, &items, cursor->tree, pinfo, object, &item);
    else
        show_fragment_tree(head, &items, cursor->tree, pinfo, object, &item);
    col_set_writable(pinfo->cinfo, -1, writable);
}

tvbuff_t *gt06_show_assembled(gt06_cursor *cursor, const gt06_object_kind *kind, const char *id,
                              fragment_head *head)
{
    const gt06_reading *reading = cursor->reading;
    tvbuff_t *object;

    if (head == NULL || head->tvb_data == NULL)
        return NULL;
    object = tvb_new_chain(cursor->tvb, head->tvb_data);
    add_new_data_source(reading->pinfo, object, "Reassembled GT06 object");
    show_blocks(cursor, kind, head, object);
    record_object(cursor, kind, id, object);
    if (strcmp(ending(object), "jpg") == 0)
        dissect_picture(reading, object);
    else if (kind->is_picture)
        gt06_found(reading->pinfo, reading->item, GT06_F_object_damaged,
                   "The picture is complete, but does not begin like a JPEG file");
    return object;
}

void gt06_link_assembled(gt06_cursor *cursor, uint32_t frame)
{
    proto_item *item = proto_tree_add_uint(cursor->tree, hf_in, cursor->tvb, 0, 0, frame);

    proto_item_set_generated(item);
}

void gt06_register_assembled(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_fragments,
          { "Blocks", "gt06.fragments", FT_NONE, BASE_NONE, NULL, 0,
            "The blocks of the picture or file that this message completes", HFILL } },
        { &hf_fragment,
          { "Block", "gt06.fragment", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with a block of the picture or file", HFILL } },
        { &hf_overlap,
          { "Overlaps another", "gt06.fragment.overlap", FT_BOOLEAN, BASE_NONE, NULL, 0,
            "The block covers bytes of another one", HFILL } },
        { &hf_conflicts,
          { "Conflicts with another", "gt06.fragment.overlap.conflicts", FT_BOOLEAN, BASE_NONE,
            NULL, 0, "The block has other bytes where it overlaps another one", HFILL } },
        { &hf_multiple_tails,
          { "Several last blocks", "gt06.fragment.multiple_tails", FT_BOOLEAN, BASE_NONE, NULL, 0,
            "More than one block ends the picture or file", HFILL } },
        { &hf_too_long,
          { "Too long", "gt06.fragment.too_long_fragment", FT_BOOLEAN, BASE_NONE, NULL, 0,
            "The block goes beyond the end of the picture or file", HFILL } },
        { &hf_error,
          { "Block with an error", "gt06.fragment.error", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with a block that does not fit the others", HFILL } },
        { &hf_count,
          { "Number of blocks", "gt06.fragment.count", FT_UINT32, BASE_DEC, NULL, 0,
            "Blocks that the picture or file was put together from", HFILL } },
        { &hf_in,
          { "Complete in", "gt06.reassembled.in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet that completes the picture or file", HFILL } },
        { &hf_length,
          { "Length of the whole", "gt06.reassembled.length", FT_UINT32, BASE_DEC, NULL, 0,
            "Bytes of the finished picture or file", HFILL } },
        { &hf_data,
          { "The whole", "gt06.reassembled.data", FT_BYTES, BASE_NONE, NULL, 0,
            "The finished picture or file", HFILL } },
    };
    static int *trees[] = { &ett_fragment, &ett_fragments };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}
