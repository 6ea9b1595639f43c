/* assembly.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "assembly.h"
#include "assembled.h"
#include "conversation.h"
#include <epan/reassemble.h>

/* The largest whole that is put together, and its most blocks: as many as 1024 bytes each. */
enum { LARGEST_OBJECT = 16 * 1024 * 1024, MOST_BLOCKS = 16 * 1024 };

/* A block that was seen; first pass only. */
typedef struct {
    uint32_t frame;
    uint32_t place;
    uint32_t length;
    uint32_t hash;
} seen_block;

/* A picture or file on its way. What is said first holds on every pass, the rest on the first. */
typedef struct {
    uint32_t number;       /* its id in the reassembly table */
    gt06_moment completed; /* frame 0: not yet */
    const gt06_object_kind *kind;
    const char *id;
    bool size_known;
    bool refused;          /* too large */
    bool complained;       /* about a size that is not known, or a whole that stayed unfinished */
    bool has_base;
    uint32_t size;
    uint32_t blocks;       /* 0: not told */
    uint32_t base;         /* number of the first block */
    uint32_t next;         /* place behind the furthest block so far */
    uint32_t taken;        /* blocks in the reassembly table */
    uint32_t distinct;     /* different ones */
    uint32_t received;     /* their bytes */
    uint32_t last_frame;   /* of its last message */
    wmem_tree_t *seen;     /* place -> seen_block */
} assembly;

static reassembly_table table;
static wmem_map_t *latest;      /* terminal and kind -> the object it sent last */
static wmem_map_t *objects;     /* terminal, kind and id -> its object */
static wmem_map_t *memberships; /* moment of a block's message -> its object */
static uint32_t last_number;

/* ---- the reassembly table: its ids are ours, so they alone are the key ---- */

static gpointer make_key(const packet_info *pinfo G_GNUC_UNUSED, const guint32 id,
                         const void *data G_GNUC_UNUSED)
{
    return GUINT_TO_POINTER(id);
}

static void free_key(gpointer key G_GNUC_UNUSED)
{
}

static const reassembly_table_functions functions = {
    g_direct_hash, g_direct_equal, make_key, make_key, free_key, free_key
};

/* ---- objects ---- */

static gt06_moment now(const gt06_cursor *cursor)
{
    const gt06_record *record = cursor->reading->record;

    return (gt06_moment){ record->frame, record->ordinal };
}

static gint64 moment_key(const gt06_cursor *cursor)
{
    const gt06_record *record = cursor->reading->record;

    return (gint64)((uint64_t)record->frame << 32 | record->ordinal);
}

/* Whose object it is: the terminal's, also over a new connection, or else the conversation's. */
static const char *owner(const gt06_cursor *cursor)
{
    packet_info *pinfo = cursor->reading->pinfo;
    const char *imei = cursor->reading->record->imei;

    if (imei != NULL)
        return imei;
    return wmem_strdup_printf(pinfo->pool, "%p", (void *)gt06_find_conversation(pinfo));
}

static const char *latest_key(const gt06_cursor *cursor, const gt06_object *object)
{
    return wmem_strdup_printf(cursor->reading->pinfo->pool, "%s %s", owner(cursor),
                              object->kind->name);
}

static const char *object_key(const gt06_cursor *cursor, const gt06_object *object)
{
    return wmem_strdup_printf(cursor->reading->pinfo->pool, "%s %s %s", owner(cursor),
                              object->kind->name, object->id);
}

/* Complains about the object before, when another one begins and it never was complete. */
static void judge_unfinished(const gt06_cursor *cursor, assembly *before)
{
    if (before == NULL || before->completed.frame != 0 || before->complained || before->refused ||
        before->received >= before->size)
        return;
    before->complained = true;
    gt06_add_remark(now(cursor), GT06_F_object_unfinished, before->last_frame,
                    "The %s %s was not completed before this: %u bytes of %u were seen",
                    before->kind->name, before->id, before->received, before->size);
}

static assembly *begin(const gt06_cursor *cursor, const gt06_object *object)
{
    assembly *whole = wmem_new0(wmem_file_scope(), assembly);
    const char *key = latest_key(cursor, object);

    judge_unfinished(cursor, (assembly *)wmem_map_lookup(latest, key));
    whole->number = ++last_number;
    whole->kind = object->kind;
    whole->id = wmem_strdup(wmem_file_scope(), object->id);
    whole->seen = wmem_tree_new(wmem_file_scope());
    wmem_map_insert(latest, wmem_strdup(wmem_file_scope(), key), whole);
    wmem_map_insert(objects, wmem_strdup(wmem_file_scope(), object_key(cursor, object)), whole);
    return whole;
}

/* Takes over the sizes that a message tells. */
static void learn_size(const gt06_cursor *cursor, assembly *whole, const gt06_object *object)
{
    whole->last_frame = cursor->reading->record->frame;
    if (!object->size_known || whole->size_known)
        return;
    whole->size_known = true;
    whole->size = object->size;
    whole->blocks = object->blocks;
    if (object->size > LARGEST_OBJECT) {
        whole->refused = true;
        gt06_add_remark(now(cursor), GT06_F_object_too_large, 0,
                        "The %s is said to have %u bytes: it is not put together, as that is more "
                        "than %d", object->kind->name, object->size, LARGEST_OBJECT);
    }
}

static bool is_other_size(const assembly *whole, const gt06_object *object)
{
    return object->size_known && whole->size_known &&
           (whole->size != object->size || whole->blocks != object->blocks);
}

void gt06_announce_object(gt06_cursor *cursor, const gt06_object *object)
{
    assembly *whole;

    if (PINFO_FD_VISITED(cursor->reading->pinfo) || cursor->reading->damaged)
        return;
    whole = (assembly *)wmem_map_lookup(objects, object_key(cursor, object));
    if (whole == NULL || whole->completed.frame != 0 || is_other_size(whole, object))
        whole = begin(cursor, object);
    learn_size(cursor, whole, object);
}

/* ---- blocks on the first pass ---- */

static uint32_t hash_of(const gt06_cursor *cursor, const gt06_block *block)
{
    return wmem_strong_hash(tvb_get_ptr(cursor->tvb, block->offset, block->length),
                            (size_t)block->length);
}

/* The first block again, but with other data, begins another object under the same id. */
static bool begins_anew(const gt06_cursor *cursor, const assembly *whole, const gt06_block *block)
{
    const seen_block *seen = (const seen_block *)wmem_tree_lookup32(whole->seen, block->place);

    return whole->completed.frame != 0 && block->place == whole->base && seen != NULL &&
           seen->hash != hash_of(cursor, block);
}

static assembly *object_of(const gt06_cursor *cursor, const gt06_object *object,
                           const gt06_block *block)
{
    assembly *whole = (assembly *)wmem_map_lookup(objects, object_key(cursor, object));

    if (whole == NULL || is_other_size(whole, object) || begins_anew(cursor, whole, block))
        whole = begin(cursor, object);
    learn_size(cursor, whole, object);
    if (whole->kind->numbered && !whole->has_base) {
        whole->base = whole->kind->from_one && block->place > 0;
        whole->next = whole->base;
        whole->has_base = true;
    }
    return whole;
}

/* How many places a block takes: of bytes, or of numbers. */
static uint32_t places(const assembly *whole, uint32_t length)
{
    return whole->kind->numbered ? 1 : length;
}

/* A block whose place was taken before. */
static void judge_twin(const gt06_cursor *cursor, const seen_block *seen, const gt06_block *block)
{
    if (seen->length == (uint32_t)block->length && seen->hash == hash_of(cursor, block))
        gt06_add_remark(now(cursor), GT06_F_block_repeated, seen->frame,
                        "The same block was in frame %u", seen->frame);
    else
        gt06_add_remark(now(cursor), GT06_F_block_conflict, seen->frame,
                        "The block in frame %u has the same place but other data: %u bytes there, "
                        "%d here", seen->frame, seen->length, block->length);
}

/* A block in front of others: it comes late, or parts of it came before. */
static void judge_late(const gt06_cursor *cursor, const assembly *whole, const gt06_block *block)
{
    const seen_block *before =
        (const seen_block *)wmem_tree_lookup32_le(whole->seen, block->place);

    if (before != NULL && before->place + places(whole, before->length) > block->place)
        gt06_add_remark(now(cursor), GT06_F_block_repeated, before->frame,
                        "Bytes of this block were in the block of frame %u", before->frame);
    else
        gt06_add_remark(now(cursor), GT06_F_block_late, 0,
                        "Out of order: a later block of the %s came before", whole->kind->name);
}

/* Says how the block stands to those before it. */
static void judge_place(const gt06_cursor *cursor, const assembly *whole, const gt06_block *block)
{
    const seen_block *seen = (const seen_block *)wmem_tree_lookup32(whole->seen, block->place);

    if (seen != NULL)
        judge_twin(cursor, seen, block);
    else if (block->place < whole->next)
        judge_late(cursor, whole, block);
    else if (block->place > whole->next)
        gt06_add_remark(now(cursor), GT06_F_block_missing, 0,
                        "Not seen before this block: %s %u to %u of the %s", whole->kind->unit,
                        whole->next, block->place - 1, whole->kind->name);
}

/* A block whose number is beyond those announced; without a number of them there is no beyond. */
static int usable_number(const gt06_cursor *cursor, const assembly *whole, const gt06_block *block)
{
    if (whole->blocks == 0 || block->place < whole->base + whole->blocks)
        return block->length;
    gt06_add_remark(now(cursor), GT06_F_block_too_long, 0,
                    "Number %u, but the %s has %u %s", block->place, whole->kind->name,
                    whole->blocks, whole->kind->unit);
    return 0;
}

/* The bytes of a block that belong to the whole; what goes beyond the announced size does not. */
static int usable_length(const gt06_cursor *cursor, const assembly *whole, const gt06_block *block)
{
    uint64_t end = (uint64_t)block->place + (uint64_t)block->length;

    if (whole->kind->numbered)
        return usable_number(cursor, whole, block);
    if (!whole->size_known || end <= whole->size)
        return block->length;
    gt06_add_remark(now(cursor), GT06_F_block_too_long, 0,
                    "The block ends at %" PRIu64 ", but the %s has %u bytes", end,
                    whole->kind->name, whole->size);
    return block->place >= whole->size ? 0 : (int)(whole->size - block->place);
}

static bool fits_in(const assembly *whole, const gt06_block *block)
{
    uint64_t end = whole->kind->numbered ? (uint64_t)whole->received : (uint64_t)block->place;

    return whole->taken < MOST_BLOCKS && end + (uint64_t)block->length <= LARGEST_OBJECT;
}

static void count_block(const gt06_cursor *cursor, assembly *whole, const gt06_block *block)
{
    seen_block *seen;

    whole->next = MAX(whole->next, block->place + places(whole, (uint32_t)block->length));
    if (wmem_tree_lookup32(whole->seen, block->place) != NULL)
        return;
    seen = wmem_new(wmem_file_scope(), seen_block);
    seen->frame = cursor->reading->record->frame;
    seen->place = block->place;
    seen->length = (uint32_t)block->length;
    seen->hash = hash_of(cursor, block);
    wmem_tree_insert32(whole->seen, block->place, seen);
    whole->distinct++;
    whole->received += seen->length;
}

/* Are all numbered blocks there? Their number is told, or else the sum of their bytes. */
static bool is_whole_sequence(const assembly *whole)
{
    if (whole->distinct != whole->next - whole->base || !whole->size_known)
        return false;
    return whole->blocks != 0 ? whole->distinct == whole->blocks : whole->received >= whole->size;
}

static fragment_head *add_by_number(const gt06_cursor *cursor, assembly *whole,
                                    const gt06_block *block)
{
    packet_info *pinfo = cursor->reading->pinfo;
    uint32_t last = whole->next - whole->base - 1;
    uint32_t number = block->place - whole->base;
    bool complete = is_whole_sequence(whole);

    if (complete && number != last)
        fragment_set_tot_len(&table, pinfo, whole->number, NULL, last);
    return fragment_add_seq(&table, cursor->tvb, block->offset, pinfo, whole->number, NULL, number,
                            (uint32_t)block->length, !(complete && number == last), 0);
}

static fragment_head *add_by_offset(const gt06_cursor *cursor, const assembly *whole,
                                    const gt06_block *block)
{
    bool last = whole->size_known && block->place + (uint32_t)block->length == whole->size;

    return fragment_add_multiple_ok(&table, cursor->tvb, block->offset, cursor->reading->pinfo,
                                    whole->number, NULL, block->place, (uint32_t)block->length,
                                    !last);
}

/* A whole whose blocks do not hold as many bytes as were announced. */
static void judge_size(const gt06_cursor *cursor, const assembly *whole)
{
    if (whole->kind->numbered && whole->size != 0 && whole->received != whole->size)
        gt06_add_remark(now(cursor), GT06_F_count_wrong, 0,
                        "The blocks of the %s hold %u bytes, but %u were announced",
                        whole->kind->name, whole->received, whole->size);
}

/* Gives the block to Wireshark's reassembly; its last one makes the object complete. */
static void take_block(const gt06_cursor *cursor, assembly *whole, const gt06_block *block)
{
    const fragment_head *head;

    whole->taken++;
    head = whole->kind->numbered ? add_by_number(cursor, whole, block)
                                 : add_by_offset(cursor, whole, block);
    if (head == NULL)
        return;
    whole->completed = now(cursor);
    judge_size(cursor, whole);
}

static void judge_announcement(const gt06_cursor *cursor, assembly *whole)
{
    if (whole->size_known || whole->complained)
        return;
    whole->complained = true;
    gt06_add_remark(now(cursor), GT06_F_object_unannounced, 0,
                    "The message that announces the %s was not seen: its size is not known, and it "
                    "cannot be put together", whole->kind->name);
}

static void learn_block(const gt06_cursor *cursor, const gt06_object *object,
                        const gt06_block *block)
{
    assembly *whole = object_of(cursor, object, block);
    gint64 *key = wmem_new(wmem_file_scope(), gint64);
    gt06_block used = *block;

    *key = moment_key(cursor);
    wmem_map_insert(memberships, key, whole);
    judge_announcement(cursor, whole);
    used.length = usable_length(cursor, whole, block);
    if (used.length == 0)
        return; /* it lies behind the end: nothing is missing in front of it */
    judge_place(cursor, whole, block);
    if (!whole->kind->numbered || whole->refused || whole->completed.frame != 0) /* yet seen */
        whole->next = MAX(whole->next, used.place + places(whole, (uint32_t)used.length));
    if (whole->refused || whole->completed.frame != 0 || used.place < whole->base ||
        !fits_in(whole, &used))
        return;
    count_block(cursor, whole, &used);
    take_block(cursor, whole, &used);
}

/* ---- every pass ---- */

/* Did this very message complete the object? */
static bool is_completed_here(const gt06_cursor *cursor, const assembly *whole)
{
    gt06_moment here = now(cursor);

    return whole->completed.frame == here.frame && whole->completed.ordinal == here.ordinal;
}

tvbuff_t *gt06_add_block(gt06_cursor *cursor, const gt06_object *object, const gt06_block *block)
{
    const gt06_reading *reading = cursor->reading;
    packet_info *pinfo = reading->pinfo;
    gint64 key = moment_key(cursor);
    const assembly *whole;

    if (block->length <= 0 || reading->damaged ||
        reading->content.captured < reading->content.size)
        return NULL;
    if (!PINFO_FD_VISITED(pinfo))
        learn_block(cursor, object, block);
    whole = (const assembly *)wmem_map_lookup(memberships, &key);
    if (whole == NULL || whole->completed.frame == 0)
        return NULL;
    if (is_completed_here(cursor, whole))
        return gt06_show_assembled(cursor, whole->kind, whole->id,
                                   fragment_get(&table, pinfo, whole->number, NULL));
    if (PINFO_FD_VISITED(pinfo) || gt06_is_past(whole->completed, now(cursor)))
        gt06_link_assembled(cursor, whole->completed.frame);
    return NULL;
}

void gt06_register_assembly(int protocol)
{
    reassembly_table_register(&table, &functions);
    latest = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash,
                                    g_str_equal);
    objects = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash,
                                     g_str_equal);
    memberships = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_int64_hash,
                                         g_int64_equal);
    gt06_register_assembled(protocol);
}
