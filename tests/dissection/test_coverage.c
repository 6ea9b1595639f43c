/* test_coverage.c
 * Every byte of every real message with a known layout is covered by a field that says what it is.
 *
 * The tree is read from tshark's PDML. Only leaves count: a field above other fields of ours would
 * cover what they leave out.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GT06_PORT = 8888, MOST_SHOWN = 60 };

/* Bytes that the documents themselves call raw: not known, to be shown as undecoded. */
static const struct {
    const char *protocol;
    size_t bytes;
    const char *clause; /* cppcheck-suppress unusedStructMember ; for who reads this */
} raw_places[] = {
    { "0x17", 3, "core 6.17 c2, 13.3: behind the status" },
    { "0x19", 2, "core 6.19, 13.3: behind the cell list" },
    { "0x24", 10, "core 6.24, 13.3: the tail of the SR411" },
    { "0x25", 1, "core 6.25, 13.3: behind the cell" },
};

/* Fields that explain nothing, or repeat what another field covers. */
static const char *const no_cover[] = { "gt06.frame", "gt06.unfinished" };

/* These say what all of their bytes are; fields below them only point at parts. */
static const char *const whole_fields[] = { "gt06.command", "gt06.text", "gt06.files",
                                            "gt06.serial.data" };

/* What is known of a byte, the best last. */
enum { BARE, UNDECODED, COVERED };

/* An element that is open while the PDML is read. */
typedef struct {
    uint8_t cover; /* what its bytes are if it is a leaf */
    bool is_message;
    bool is_whole;
    bool has_fields; /* of ours, inside */
    size_t position;
    size_t size;
} element;

/* The message being read, and what was found in all of them. */
typedef struct {
    GArray *open;        /* of element */
    GByteArray *covered; /* what is known of each of the message's bytes */
    size_t position;
    char *frame;
    char *variant;
    char *protocol;
    unsigned messages;
    unsigned known;
    unsigned raw;
    unsigned holes;
} coverage;

static const char *attribute(const char *const *names, const char *const *values,
                             const char *wanted)
{
    for (; *names != NULL; names++, values++) {
        if (strcmp(*names, wanted) == 0)
            return *values;
    }
    return "";
}

static bool is_ours(const char *name)
{
    return g_str_has_prefix(name, "gt06.") && !g_str_has_prefix(name, "gt06.expert.");
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

/* What a field of this name makes of its bytes. */
static uint8_t cover_of(const char *kind, const char *name)
{
    if (strcmp(kind, "field") != 0 || !is_ours(name) ||
        is_one_of(name, no_cover, G_N_ELEMENTS(no_cover)) ||
        g_str_has_prefix(name, "gt06.reassembled") || g_str_has_prefix(name, "gt06.fragment"))
        return BARE;
    return strcmp(name, "gt06.undecoded") == 0 ? UNDECODED : COVERED;
}

static void keep(char **kept, const char *text)
{
    g_free(*kept);
    *kept = g_strdup(text);
}

static void begin_message(coverage *walk, const element *message)
{
    walk->position = message->position;
    g_byte_array_set_size(walk->covered, (guint)message->size);
    if (message->size > 0)
        memset(walk->covered->data, BARE, message->size);
    keep(&walk->frame, "");
    keep(&walk->variant, "");
    keep(&walk->protocol, "");
}

static void note_identity(coverage *walk, const char *name, const char *const *names,
                          const char *const *values)
{
    if (strcmp(name, "gt06.frame") == 0)
        keep(&walk->frame, attribute(names, values, "value"));
    else if (strcmp(name, "gt06.variant") == 0)
        keep(&walk->variant, attribute(names, values, "show"));
    else if (strcmp(name, "gt06.protocol") == 0)
        keep(&walk->protocol, attribute(names, values, "show"));
}

static void begin_element(GMarkupParseContext *context G_GNUC_UNUSED, const char *kind,
                          const char **names, const char **values, void *data,
                          GError **error G_GNUC_UNUSED)
{
    coverage *here = (coverage *)data;
    const char *name = attribute(names, values, "name");
    element begun = {
        .is_message = strcmp(kind, "proto") == 0 && strcmp(name, "gt06") == 0,
        .is_whole = is_one_of(name, whole_fields, G_N_ELEMENTS(whole_fields)),
        .cover = cover_of(kind, name),
        .position = strtoul(attribute(names, values, "pos"), NULL, 10),
        .size = strtoul(attribute(names, values, "size"), NULL, 10),
    };

    if (is_ours(name)) {
        for (unsigned i = 0; i < here->open->len; i++)
            g_array_index(here->open, element, i).has_fields = true;
    }
    g_array_append_val(here->open, begun);
    if (begun.is_message)
        begin_message(here, &begun);
    else
        note_identity(here, name, names, values);
}

static void cover(coverage *walk, const element *leaf)
{
    for (size_t i = 0; i < leaf->size; i++) {
        size_t at = leaf->position + i;

        if (at < walk->position || at - walk->position >= walk->covered->len)
            continue;
        at -= walk->position;
        walk->covered->data[at] = MAX(walk->covered->data[at], leaf->cover);
    }
}

/* Do the documents say that this message has so many raw bytes, and are they shown as such? */
static bool is_raw_place(const coverage *walk, size_t offset, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if (walk->covered->data[offset + i] != UNDECODED)
            return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(raw_places); i++) {
        if (strcmp(walk->protocol, raw_places[i].protocol) == 0 && bytes == raw_places[i].bytes)
            return true;
    }
    return false;
}

static void judge_hole(coverage *walk, size_t offset, size_t bytes)
{
    if (is_raw_place(walk, offset, bytes)) {
        walk->raw++;
        return;
    }
    if (walk->holes++ < MOST_SHOWN)
        printf("%s: %zu bytes at offset %zu are not covered (%s, %s)\n", walk->frame, bytes, offset,
               walk->protocol, walk->variant);
}

static bool is_known(const char *variant)
{
    return strcmp(variant, "not known") != 0 && !g_str_has_prefix(variant, "unknown ");
}

static void end_message(coverage *walk)
{
    size_t begin = 0;

    if (*walk->frame == '\0')
        return; /* bytes that belong to no message */
    walk->messages++;
    if (!is_known(walk->variant))
        return;
    walk->known++;
    while (begin < walk->covered->len) {
        size_t end = begin;

        while (end < walk->covered->len && walk->covered->data[end] != COVERED)
            end++;
        if (end > begin)
            judge_hole(walk, begin, end - begin);
        begin = end + 1;
    }
}

static void end_element(GMarkupParseContext *context G_GNUC_UNUSED, const char *kind G_GNUC_UNUSED,
                        void *data, GError **error G_GNUC_UNUSED)
{
    coverage *here = (coverage *)data;
    element ended = g_array_index(here->open, element, here->open->len - 1);

    g_array_set_size(here->open, here->open->len - 1);
    if (ended.is_message)
        end_message(here);
    else if (ended.cover != BARE && (ended.is_whole || !ended.has_fields))
        cover(here, &ended);
}

static void walk_pdml(coverage *walk, const char *pdml)
{
    static const GMarkupParser parser = { .start_element = begin_element,
                                          .end_element = end_element };
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, (GMarkupParseFlags)0, walk, NULL);
    GError *error = NULL;

    if (!g_markup_parse_context_parse(context, pdml, -1, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("tshark's PDML: %s", error->message);
    g_markup_parse_context_free(context);
}

/* Walks the vectors that need this model ("" for none), which is not on the wire. */
static void walk_model(coverage *walk, GPtrArray *vectors, const char *model)
{
    GPtrArray *chosen = g_ptr_array_new();
    char *preference = g_strconcat("gt06.model:", model, NULL);
    const char *options[] = { "-o", preference, "-T", "pdml", "-J", "gt06", NULL };
    char *pdml;

    for (unsigned i = 0; i < vectors->len; i++) {
        if (strcmp(gt06_text((JsonObject *)vectors->pdata[i], "model", ""), model) == 0)
            g_ptr_array_add(chosen, vectors->pdata[i]);
    }
    pdml = gt06_tshark(gt06_capture_vectors(chosen, "coverage.pcapng", GT06_OVER_UDP, GT06_PORT),
                       options);
    walk_pdml(walk, pdml);
    g_free(pdml);
    g_free(preference);
    g_ptr_array_unref(chosen);
}

static void walk_all_models(coverage *walk, GPtrArray *vectors)
{
    GHashTable *models = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iterator;
    gpointer model;

    for (unsigned i = 0; i < vectors->len; i++)
        g_hash_table_add(models, (gpointer)gt06_text((JsonObject *)vectors->pdata[i], "model", ""));
    g_hash_table_iter_init(&iterator, models);
    while (g_hash_table_iter_next(&iterator, &model, NULL))
        walk_model(walk, vectors, (const char *)model);
    g_hash_table_unref(models);
}

static void every_byte_is_covered(void **state G_GNUC_UNUSED)
{
    GPtrArray *vectors = gt06_read_vectors("messages.jsonl");
    coverage walk = {
        .open = g_array_new(FALSE, FALSE, sizeof(element)),
        .covered = g_byte_array_new(),
    };

    walk_all_models(&walk, vectors);
    printf("%u messages, %u with a known layout; %u places that the documents call raw, "
           "%u holes\n",
           walk.messages, walk.known, walk.raw, walk.holes);
    assert_true(walk.messages >= vectors->len);
    assert_int_equal(walk.holes, 0);
    g_array_unref(walk.open);
    g_byte_array_unref(walk.covered);
    g_free(walk.frame);
    g_free(walk.variant);
    g_free(walk.protocol);
    g_ptr_array_unref(vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_byte_is_covered) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
