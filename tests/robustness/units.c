/* units.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "units.h"
#include "payloads.h"
#include "reading.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "protocol/frame.h"

enum { SEGMENT = 1400 };

void gt06_unit_free(void *data)
{
    gt06_unit *unit = (gt06_unit *)data;

    g_byte_array_unref(unit->bytes);
    g_array_unref(unit->ends);
    g_free(unit);
}

gt06_unit *gt06_unit_new(bool down)
{
    gt06_unit *unit = g_new0(gt06_unit, 1);

    unit->bytes = g_byte_array_new();
    unit->ends = g_array_new(FALSE, FALSE, sizeof(unsigned));
    unit->down = down;
    unit->proven = true;
    return unit;
}

/* Is it a message of the dialect that would be waited on for, if a byte stood behind it? */
static bool needs_end(const uint8_t *bytes, size_t size, bool down)
{
    const gt06_cut_context open = { .from_server = down };
    const gt06_cut_context ended = { .from_server = down, .ended = true };
    uint8_t *longer = (uint8_t *)g_malloc0(size + 1);
    gt06_cut cut;

    memcpy(longer, bytes, size);
    cut = gt06_cut_next(longer, size + 1, &open);
    g_free(longer);
    return cut.kind == GT06_CUT_WAIT && gt06_is_dialect(gt06_cut_next(bytes, size, &ended).form);
}

void gt06_unit_append(gt06_unit *unit, const uint8_t *bytes, size_t size)
{
    gt06_cut cut;
    const bool proven = gt06_frame_is_proven(bytes, size, &cut) && cut.size == size;

    g_byte_array_append(unit->bytes, bytes, (guint)size);
    g_array_append_val(unit->ends, unit->bytes->len);
    unit->proven = unit->proven && proven;
    unit->lacks_end = unit->lacks_end || (unit->needs_end && !proven);
    unit->needs_end = needs_end(bytes, size, unit->down);
    unit->holds_another = unit->holds_another || gt06_find_proven_frame(bytes, size, 1) < size;
}

/* Units, and what has been among them already. */
typedef struct {
    GPtrArray *units;
    GHashTable *seen;
} collection;

static void collect(collection *all, const uint8_t *bytes, size_t size, bool down)
{
    gt06_unit *unit;
    char *key;

    if (size == 0 || size > SEGMENT)
        return;
    key = g_compute_checksum_for_data(G_CHECKSUM_SHA1, bytes, size);
    if (!g_hash_table_add(all->seen, g_strdup_printf("%s %d", key, down))) {
        g_free(key);
        return;
    }
    g_free(key);
    unit = gt06_unit_new(down);
    gt06_unit_append(unit, bytes, size);
    g_ptr_array_add(all->units, unit);
}

static void collect_vector(collection *all, JsonObject *vector)
{
    GByteArray *bytes = gt06_bytes(gt06_text(vector, "hex", ""));

    collect(all, bytes->data, bytes->len, strcmp(gt06_text(vector, "dir", "up"), "down") == 0);
    g_byte_array_unref(bytes);
}

static void collect_vectors(collection *all, const char *name)
{
    GPtrArray *vectors = gt06_read_vectors(name);

    for (unsigned i = 0; i < vectors->len; i++) {
        JsonObject *vector = (JsonObject *)vectors->pdata[i];
        JsonArray *events;

        if (!json_object_has_member(vector, "events")) {
            collect_vector(all, vector);
            continue;
        }
        events = json_object_get_array_member(vector, "events");
        for (unsigned k = 0; k < json_array_get_length(events); k++)
            collect_vector(all, json_array_get_object_element(events, k));
    }
    g_ptr_array_unref(vectors);
}

/* Each message of a packet's payload. */
static void collect_messages(collection *all, const uint8_t *bytes, size_t size, bool down)
{
    const gt06_cut_context context = { .ended = true, .from_server = down };
    size_t at = 0;

    while (at < size) {
        const gt06_cut cut = gt06_cut_next(bytes + at, size - at, &context);

        if (cut.kind == GT06_CUT_FRAME)
            collect(all, bytes + at, cut.size, down);
        at += cut.size;
    }
}

static void collect_payload(void *context, const gt06_captured *payload)
{
    collect_messages((collection *)context, payload->bytes, payload->size, payload->down);
}

GPtrArray *gt06_all_units(void)
{
    collection all = { g_ptr_array_new_with_free_func(gt06_unit_free),
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    GPtrArray *captures = gt06_all_captures();

    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(false);
    collect_vectors(&all, "messages.jsonl");
    collect_vectors(&all, "odd-frames.jsonl");
    collect_vectors(&all, "sessions.jsonl");
    for (unsigned i = 0; i < captures->len; i++)
        gt06_read_payloads((const char *)captures->pdata[i], collect_payload, &all);
    wtap_cleanup();
    g_ptr_array_unref(captures);
    g_hash_table_unref(all.seen);
    return all.units;
}

GPtrArray *gt06_groups(GPtrArray *units, GRand *random, unsigned count)
{
    enum { MESSAGES = 4 };
    GPtrArray *groups = g_ptr_array_new_with_free_func(gt06_unit_free);

    while (groups->len < count) {
        gt06_unit *group = gt06_unit_new(g_rand_boolean(random));

        while (group->ends->len < MESSAGES) {
            const unsigned i = (unsigned)g_rand_int_range(random, 0, (gint32)units->len);
            const gt06_unit *unit = (const gt06_unit *)units->pdata[i];

            if (unit->down == group->down)
                gt06_unit_append(group, unit->bytes->data, unit->bytes->len);
        }
        g_ptr_array_add(groups, group);
    }
    return groups;
}
