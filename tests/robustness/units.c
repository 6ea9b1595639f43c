/* units.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "units.h"
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

#include "captures/record.h"
#include "protocol/frame.h"

enum { ETHERNET = 14, UDP_HEADER = 8, SEGMENT = 1400, GT06_PORT = 8888 };

static void free_unit(void *data)
{
    gt06_unit *unit = (gt06_unit *)data;

    g_byte_array_unref(unit->bytes);
    g_array_unref(unit->ends);
    g_free(unit);
}

static gt06_unit *new_unit(bool down)
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

static void append_message(gt06_unit *unit, const uint8_t *bytes, size_t size)
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

    if (size == 0 || size > SEGMENT || gt06_lookalike_size(bytes, size) > 0)
        return;
    key = g_compute_checksum_for_data(G_CHECKSUM_SHA1, bytes, size);
    if (!g_hash_table_add(all->seen, g_strdup_printf("%s %d", key, down))) {
        g_free(key);
        return;
    }
    g_free(key);
    unit = new_unit(down);
    append_message(unit, bytes, size);
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
static void collect_payload(collection *all, const uint8_t *bytes, size_t size, bool down)
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

/* A packet of our own captures: Ethernet, IPv4 or IPv6, TCP or UDP. */
static void collect_packet(collection *all, const uint8_t *packet, size_t size)
{
    size_t at = ETHERNET;
    bool udp;

    if (size < at + 40 + UDP_HEADER)
        return;
    udp = (packet[at] >> 4 == 6 ? packet[at + 6] : packet[at + 9]) == 17;
    at += packet[at] >> 4 == 6 ? 40 : (packet[at] & 15) * 4U;
    if (at + 20 <= size) {
        const bool down = (packet[at] << 8 | packet[at + 1]) == GT06_PORT;

        at += udp ? UDP_HEADER : (packet[at + 12] >> 4) * 4U;
        if (at < size)
            collect_payload(all, packet + at, size - at, down);
    }
}

static void collect_capture(collection *all, const char *path)
{
    char *info = NULL;
    int error = 0;
    wtap *file = wtap_open_offline(path, WTAP_TYPE_AUTO, &error, &info, FALSE);
    gt06_wtap_record record;
    int64_t offset;

    assert_non_null(file);
    gt06_record_init(&record);
    while (gt06_record_read(&record, file, &error, &info, &offset)) {
        const wtap_packet_header *header = &record.rec.rec_header.packet_header;

        if (header->pkt_encap == WTAP_ENCAP_ETHERNET)
            collect_packet(all, gt06_record_bytes(&record), header->caplen);
        wtap_rec_reset(&record.rec);
    }
    gt06_record_clear(&record);
    wtap_close(file);
}

GPtrArray *gt06_all_units(void)
{
    collection all = { g_ptr_array_new_with_free_func(free_unit),
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    GPtrArray *captures = gt06_all_captures();

    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(false);
    collect_vectors(&all, "messages.jsonl");
    collect_vectors(&all, "odd-frames.jsonl");
    collect_vectors(&all, "sessions.jsonl");
    for (unsigned i = 0; i < captures->len; i++)
        collect_capture(&all, (const char *)captures->pdata[i]);
    wtap_cleanup();
    g_ptr_array_unref(captures);
    g_hash_table_unref(all.seen);
    return all.units;
}

GPtrArray *gt06_groups(GPtrArray *units, GRand *random, unsigned count)
{
    enum { MESSAGES = 4 };
    GPtrArray *groups = g_ptr_array_new_with_free_func(free_unit);

    while (groups->len < count) {
        gt06_unit *group = new_unit(g_rand_boolean(random));

        while (group->ends->len < MESSAGES) {
            const unsigned i = (unsigned)g_rand_int_range(random, 0, (gint32)units->len);
            const gt06_unit *unit = (const gt06_unit *)units->pdata[i];

            if (unit->down == group->down)
                append_message(group, unit->bytes->data, unit->bytes->len);
        }
        g_ptr_array_add(groups, group);
    }
    return groups;
}
