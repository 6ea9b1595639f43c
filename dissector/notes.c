/* notes.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "notes.h"

#include <string.h>

static int hf_response_in;
static int hf_response_to;
static int hf_response_time;
static int hf_cause;

enum { FIRST_BUCKETS = 256 };

G_STATIC_ASSERT(GT06_FINDING_COUNT <= UINT8_MAX);

/*
 * Notes in chains of those whose moments have the same lowest bits. wmem's maps and trees allocate
 * an entry for each: 40 bytes more, nearly as much as the note itself.
 */
typedef struct {
    gt06_note **buckets; /* wmem_file_scope */
    unsigned count;      /* of buckets, a power of two; 0: there is no note yet */
    unsigned notes;
    gt06_moment newest; /* the latest moment that has one; behind it nothing need be looked for */
} note_table;

/* The notes of the file; those of whole packets are few, and every packet asks for them. */
static note_table of_messages, of_packets;

bool gt06_is_past(gt06_moment moment, gt06_moment now)
{
    if (moment.frame == 0)
        return false;
    return moment.frame < now.frame ||
           (moment.frame == now.frame && moment.ordinal < now.ordinal);
}

double gt06_seconds_between(const nstime_t *from, const nstime_t *to)
{
    nstime_t passed;

    nstime_delta(&passed, to, from);
    return nstime_to_sec(&passed);
}

static note_table *table_of(gt06_moment moment)
{
    return moment.ordinal == GT06_WHOLE_PACKET ? &of_packets : &of_messages;
}

/* Packets count up by themselves: only the messages of one packet have to be spread. */
static gt06_note **bucket_of(const note_table *table, gt06_moment moment)
{
    return &table->buckets[(moment.frame + moment.ordinal * 0x9E3779B1u) & (table->count - 1)];
}

static gt06_note *find(const note_table *table, gt06_moment moment)
{
    gt06_note *note;

    if (gt06_is_past(table->newest, moment) || table->notes == 0)
        return NULL;
    note = *bucket_of(table, moment);
    while (note != NULL &&
           (note->moment.frame != moment.frame || note->moment.ordinal != moment.ordinal))
        note = note->next;
    return note;
}

static void insert(const note_table *table, gt06_note *note)
{
    gt06_note **bucket = bucket_of(table, note->moment);

    note->next = *bucket;
    *bucket = note;
}

/* Twice as many buckets as before. */
static void grow(note_table *table)
{
    gt06_note **old = table->buckets;
    unsigned count = table->count;

    table->count = count > 0 ? 2 * count : FIRST_BUCKETS;
    table->buckets = wmem_alloc0_array(wmem_file_scope(), gt06_note *, table->count);
    for (unsigned i = 0; i < count; i++) {
        gt06_note *next;

        for (gt06_note *note = old[i]; note != NULL; note = next) {
            next = note->next;
            insert(table, note);
        }
    }
    wmem_free(wmem_file_scope(), old);
}

const gt06_note *gt06_find_note(gt06_moment moment)
{
    return find(table_of(moment), moment);
}

bool gt06_has_remark(const gt06_note *note, gt06_finding finding)
{
    const gt06_remark *remark = note != NULL ? note->remarks : NULL;

    while (remark != NULL && remark->finding != finding)
        remark = remark->next;
    return remark != NULL;
}

gt06_note *gt06_make_note(gt06_moment moment)
{
    note_table *table = table_of(moment);
    gt06_note *note = find(table, moment);

    if (note != NULL)
        return note;
    if (table->notes++ == table->count)
        grow(table);
    if (gt06_is_past(table->newest, moment) || table->newest.frame == 0)
        table->newest = moment;
    note = wmem_new0(wmem_file_scope(), gt06_note);
    note->moment = moment;
    insert(table, note);
    return note;
}

gt06_remark *gt06_add_remark(gt06_moment moment, gt06_finding finding, uint32_t cause,
                             const char *format, ...)
{
    gt06_note *note = gt06_make_note(moment);
    gt06_remark *remark = wmem_new0(wmem_file_scope(), gt06_remark);
    gt06_remark **end = &note->remarks;
    va_list arguments;

    va_start(arguments, format);
    remark->sentence = strchr(format, '%') != NULL
                           ? wmem_strdup_vprintf(wmem_file_scope(), format, arguments)
                           : format;
    va_end(arguments);
    remark->finding = (uint8_t)finding;
    remark->cause = cause;
    while (*end != NULL)
        end = &(*end)->next;
    *end = remark;
    return remark;
}

void gt06_show_remarks(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, proto_item *item,
                       const gt06_note *note)
{
    for (const gt06_remark *remark = note->remarks; remark != NULL; remark = remark->next) {
        proto_item *at = item;

        if (gt06_is_silent(pinfo, remark->finding))
            continue;
        if (remark->cause != 0) {
            at = proto_tree_add_uint(tree, hf_cause, tvb, 0, 0, remark->cause);
            proto_item_set_generated(at);
        }
        gt06_found(pinfo, at, remark->finding, "%s", remark->sentence);
    }
}

void gt06_show_exchange(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree,
                        const gt06_note *note)
{
    proto_item *item;
    nstime_t taken;

    if (note->asked != NULL && PINFO_FD_VISITED(pinfo)) {
        item = proto_tree_add_uint(tree, hf_response_in, tvb, 0, 0, note->asked->answer);
        proto_item_set_generated(item);
    }
    if (note->answered == NULL)
        return;
    item = proto_tree_add_uint(tree, hf_response_to, tvb, 0, 0, note->answered->request);
    proto_item_set_generated(item);
    nstime_delta(&taken, &pinfo->abs_ts, &note->answered->request_time);
    item = proto_tree_add_time(tree, hf_response_time, tvb, 0, 0, &taken);
    proto_item_set_generated(item);
}

/* Their memory went with the file. */
static void forget_notes(void)
{
    memset(&of_messages, 0, sizeof of_messages);
    memset(&of_packets, 0, sizeof of_packets);
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
    register_init_routine(forget_notes);
}
