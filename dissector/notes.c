/* notes.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "notes.h"
#include "preferences.h"

static int hf_response_in;
static int hf_response_to;
static int hf_response_time;
static int hf_cause;

static wmem_map_t *notes; /* packet number -> first of its notes; emptied with every file */

bool gt06_is_past(gt06_moment moment, gt06_moment now)
{
    if (moment.frame == 0)
        return false;
    return moment.frame < now.frame ||
           (moment.frame == now.frame && moment.ordinal < now.ordinal);
}

static gt06_note *first_of(uint32_t frame)
{
    return (gt06_note *)wmem_map_lookup(notes, GUINT_TO_POINTER(frame));
}

static gt06_note *find(gt06_moment moment)
{
    gt06_note *note = first_of(moment.frame);

    while (note != NULL && note->ordinal != moment.ordinal)
        note = note->next;
    return note;
}

const gt06_note *gt06_find_note(gt06_moment moment)
{
    return find(moment);
}

gt06_note *gt06_make_note(gt06_moment moment)
{
    gt06_note *note = find(moment);

    if (note != NULL)
        return note;
    note = wmem_new0(wmem_file_scope(), gt06_note);
    note->ordinal = moment.ordinal;
    note->next = first_of(moment.frame);
    wmem_map_insert(notes, GUINT_TO_POINTER(moment.frame), note);
    return note;
}

void gt06_add_remark(gt06_moment moment, gt06_finding finding, uint32_t cause, const char *format,
                     ...)
{
    gt06_note *note = gt06_make_note(moment);
    gt06_remark *remark = wmem_new0(wmem_file_scope(), gt06_remark);
    gt06_remark **end = &note->remarks;
    va_list arguments;

    va_start(arguments, format);
    remark->sentence = wmem_strdup_vprintf(wmem_file_scope(), format, arguments);
    va_end(arguments);
    remark->finding = finding;
    remark->cause = cause;
    while (*end != NULL)
        end = &(*end)->next;
    *end = remark;
}

void gt06_show_remarks(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, proto_item *item,
                       const gt06_note *note, const char *imei)
{
    for (const gt06_remark *remark = note->remarks; remark != NULL; remark = remark->next) {
        proto_item *at = item;

        if (gt06_is_muted(remark->finding, imei))
            continue;
        if (remark->cause != 0) {
            at = proto_tree_add_uint(tree, hf_cause, tvb, 0, 0, remark->cause);
            proto_item_set_generated(at);
        }
        gt06_found(pinfo, at, remark->finding, "%s", remark->sentence);
    }
}

void gt06_show_exchange(tvbuff_t *tvb, proto_tree *tree, const gt06_note *note, bool second_pass)
{
    proto_item *item;
    nstime_t taken;

    if (note->asked != NULL && second_pass) {
        item = proto_tree_add_uint(tree, hf_response_in, tvb, 0, 0, note->asked->answer.frame);
        proto_item_set_generated(item);
    }
    if (note->answered == NULL)
        return;
    item = proto_tree_add_uint(tree, hf_response_to, tvb, 0, 0, note->answered->request.frame);
    proto_item_set_generated(item);
    nstime_delta(&taken, &note->answered->answer_time, &note->answered->request_time);
    item = proto_tree_add_time(tree, hf_response_time, tvb, 0, 0, &taken);
    proto_item_set_generated(item);
}

void gt06_register_notes(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_response_in,
          { "Answer in", "gt06.response_in", FT_FRAMENUM, BASE_NONE,
            FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0, "The packet with the answer", HFILL } },
        { &hf_response_to,
          { "Answer to", "gt06.response_to", FT_FRAMENUM, BASE_NONE,
            FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0, "The packet with what this answers", HFILL } },
        { &hf_response_time,
          { "Response time", "gt06.response_time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
            "Time between the request and this answer", HFILL } },
        { &hf_cause,
          { "Goes back to", "gt06.cause", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet that a remark goes back to", HFILL } },
    };

    proto_register_field_array(protocol, fields, array_length(fields));
    notes = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash,
                                   g_direct_equal);
}
