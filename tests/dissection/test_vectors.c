/* test_vectors.c
 * Real messages: recognised, CRC judged right, and read as a widely used server reads them, or as
 * the document says where the two differ.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "differences.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GT06_PORT = 8888, OTHER_PORT = 4711, MOST_SHOWN = 400 };

#define DEGREE_TOLERANCE 1e-6

enum {
    NUMBER, CRC, IMEI, ZONE, TIME, LATITUDE, LONGITUDE, SPEED, COURSE, POSITIONED, SATELLITES,
    MCC, MNC, LAC, CELL_ID, FIELDS
};

static const char *const fields[] = {
    [NUMBER] = "gt06.protocol",     [CRC] = "gt06.crc.status",
    [IMEI] = "gt06.imei",           [ZONE] = "gt06.time_zone",
    [TIME] = "gt06.time",           [LATITUDE] = "gt06.latitude",
    [LONGITUDE] = "gt06.longitude", [SPEED] = "gt06.speed",
    [COURSE] = "gt06.course",       [POSITIONED] = "gt06.positioned",
    [SATELLITES] = "gt06.satellites", [MCC] = "gt06.mcc",
    [MNC] = "gt06.mnc",             [LAC] = "gt06.lac",
    [CELL_ID] = "gt06.cell_id",     [FIELDS] = NULL,
};

/* What was compared and what was wrong, over one run. */
typedef struct {
    unsigned compared;
    unsigned wrong;
} tally;

static void judge(tally *count, JsonObject *vector, int field, bool right, const char *shown,
                  const char *wanted)
{
    const char *frame = gt06_text(vector, "hex", "");

    count->compared++;
    if (right || gt06_is_known_difference(frame, fields[field]))
        return;
    if (count->wrong++ < MOST_SHOWN)
        printf("%s: %s is %s, the reading is %s\n", frame, fields[field], shown, wanted);
}

static bool has_integer(const char *values, int64_t wanted)
{
    char text[32];

    snprintf(text, sizeof text, "%" G_GINT64_FORMAT, wanted);
    return gt06_has_value(values, text);
}

static void judge_number(tally *count, JsonObject *vector, int field, char **row,
                         JsonObject *reading, const char *key, double tolerance)
{
    char wanted[G_ASCII_DTOSTR_BUF_SIZE];
    double number;

    if (!json_object_has_member(reading, key) || json_object_get_null_member(reading, key))
        return;
    number = json_object_get_double_member(reading, key);
    judge(count, vector, field, gt06_has_number(row[field], number, tolerance), row[field],
          g_ascii_dtostr(wanted, sizeof wanted, number));
}

static void judge_cells(tally *count, JsonObject *vector, char **row, JsonArray *cells)
{
    static const int parts[] = { MCC, MNC, LAC, CELL_ID };

    for (unsigned i = 0; i < json_array_get_length(cells); i++) {
        JsonArray *cell = json_array_get_array_element(cells, i);

        for (unsigned part = 0; part < G_N_ELEMENTS(parts); part++) {
            int64_t wanted;
            char text[32];

            if (json_array_get_null_element(cell, part))
                continue;
            wanted = json_array_get_int_element(cell, part);
            snprintf(text, sizeof text, "%" G_GINT64_FORMAT, wanted);
            judge(count, vector, parts[part], has_integer(row[parts[part]], wanted),
                  row[parts[part]], text);
        }
    }
}

static void judge_fix(tally *count, JsonObject *vector, char **row, JsonObject *position)
{
    const char *time = gt06_text(position, "fixTime", NULL);
    bool valid;

    if (time != NULL)
        judge(count, vector, TIME, gt06_has_time(row[TIME], time), row[TIME], time);
    judge_number(count, vector, LATITUDE, row, position, "lat", DEGREE_TOLERANCE);
    judge_number(count, vector, LONGITUDE, row, position, "lon", DEGREE_TOLERANCE);
    judge_number(count, vector, SPEED, row, position, "speedKph", 0.5);
    judge_number(count, vector, COURSE, row, position, "course", 0.5);
    if (!json_object_has_member(position, "valid"))
        return;
    valid = json_object_get_boolean_member(position, "valid");
    judge(count, vector, POSITIONED,
          gt06_has_value(row[POSITIONED], valid ? "1" : "0") ||
              gt06_has_value(row[POSITIONED], valid ? "True" : "False"),
          row[POSITIONED], valid ? "1" : "0");
}

static void judge_position(tally *count, JsonObject *vector, char **row, JsonObject *position)
{
    if (!json_object_get_boolean_member_with_default(position, "outdated", TRUE))
        judge_fix(count, vector, row, position);
    judge_number(count, vector, SATELLITES, row, position, "a.sat", 0);
    if (json_object_has_member(position, "cells") &&
        !json_object_get_null_member(position, "cells"))
        judge_cells(count, vector, row, json_object_get_array_member(position, "cells"));
}

static void judge_reading(tally *count, JsonObject *vector, char **row)
{
    JsonObject *reading = json_object_get_object_member(vector, "reading");
    const char *imei = gt06_text(reading, "imei", NULL);
    JsonArray *positions;

    if (imei != NULL)
        judge(count, vector, IMEI, gt06_has_value(row[IMEI], imei), row[IMEI], imei);
    judge_number(count, vector, ZONE, row, reading, "time_zone_minutes", 0);
    if (!json_object_has_member(reading, "positions"))
        return;
    positions = json_object_get_array_member(reading, "positions");
    for (unsigned i = 0; i < json_array_get_length(positions); i++)
        judge_position(count, vector, row, json_array_get_object_element(positions, i));
}

static void judge_vector(tally *count, JsonObject *vector, char **row)
{
    const char *good = strcmp(gt06_text(vector, "crc", ""), "good") == 0 ? "1" : "0";
    char number[8];

    snprintf(number, sizeof number, "0x%s", gt06_text(vector, "protocol", ""));
    judge(count, vector, NUMBER, strcmp(row[NUMBER], number) == 0, row[NUMBER], number);
    judge(count, vector, CRC, strcmp(row[CRC], good) == 0, row[CRC], good);
    if (json_object_has_member(vector, "reading") && !json_object_get_null_member(vector, "reading"))
        judge_reading(count, vector, row);
}

/* The vectors that need this model ("" for none), which is not on the wire. */
static GPtrArray *vectors_of_model(GPtrArray *vectors, const char *model)
{
    GPtrArray *chosen = g_ptr_array_new();

    for (unsigned i = 0; i < vectors->len; i++) {
        if (strcmp(gt06_text((JsonObject *)vectors->pdata[i], "model", ""), model) == 0)
            g_ptr_array_add(chosen, vectors->pdata[i]);
    }
    return chosen;
}

static GHashTable *models_of(GPtrArray *vectors)
{
    GHashTable *models = g_hash_table_new(g_str_hash, g_str_equal);

    for (unsigned i = 0; i < vectors->len; i++)
        g_hash_table_add(models,
                         (gpointer)gt06_text((JsonObject *)vectors->pdata[i], "model", ""));
    return models;
}

static void judge_model(tally *count, GPtrArray *vectors, const char *model,
                        gt06_transport transport)
{
    GPtrArray *chosen = vectors_of_model(vectors, model);
    const char *capture = gt06_capture_vectors(chosen, "vectors.pcapng", transport, GT06_PORT);
    char *preference = g_strconcat("gt06.model:", model, NULL);
    const char *options[] = { "-o", preference, NULL };
    GPtrArray *rows = gt06_tshark_fields(capture, options, fields);

    assert_int_equal(rows->len, chosen->len);
    for (unsigned i = 0; i < chosen->len; i++)
        judge_vector(count, (JsonObject *)chosen->pdata[i], (char **)rows->pdata[i]);
    g_ptr_array_unref(rows);
    g_ptr_array_unref(chosen);
    g_free(preference);
}

static void judge_all(gt06_transport transport)
{
    GPtrArray *vectors = gt06_read_vectors("messages.jsonl");
    GHashTable *models = models_of(vectors);
    GHashTableIter iterator;
    tally count = { 0 };
    gpointer model;

    g_hash_table_iter_init(&iterator, models);
    while (g_hash_table_iter_next(&iterator, &model, NULL))
        judge_model(&count, vectors, (const char *)model, transport);
    printf("%u values of %u messages compared, %u wrong\n", count.compared, vectors->len,
           count.wrong);
    g_hash_table_unref(models);
    g_ptr_array_unref(vectors);
    assert_int_equal(count.wrong, 0);
}

static void messages_over_tcp(void **state G_GNUC_UNUSED)
{
    judge_all(GT06_OVER_TCP);
}

static void messages_over_udp(void **state G_GNUC_UNUSED)
{
    judge_all(GT06_OVER_UDP);
}

static void differences_are_real(void **state G_GNUC_UNUSED)
{
    assert_int_equal(gt06_unused_differences(fields), 0);
}

/* None of these messages may be ours, whatever port it comes over. */
static void claims_none(const char *file, const char *protocol)
{
    static const gt06_transport transports[] = { GT06_OVER_TCP, GT06_OVER_UDP };
    static const uint16_t ports[] = { GT06_PORT, OTHER_PORT };
    static const char *const options[] = { "-Y", "gt06", NULL };
    GPtrArray *vectors = gt06_read_vectors(file);
    GPtrArray *chosen = g_ptr_array_new();

    for (unsigned i = 0; i < vectors->len; i++) {
        if (protocol == NULL ||
            strcmp(gt06_text((JsonObject *)vectors->pdata[i], "protocol", ""), protocol) == 0)
            g_ptr_array_add(chosen, vectors->pdata[i]);
    }
    assert_true(chosen->len > 0);
    for (unsigned t = 0; t < G_N_ELEMENTS(transports); t++) {
        for (unsigned p = 0; p < G_N_ELEMENTS(ports); p++) {
            char *output = gt06_tshark(
                gt06_capture_vectors(chosen, "others.pcapng", transports[t], ports[p]), options);

            assert_string_equal(output, "");
            g_free(output);
        }
    }
    g_ptr_array_unref(chosen);
    g_ptr_array_unref(vectors);
}

static void other_protocols_are_not_claimed(void **state G_GNUC_UNUSED)
{
    claims_none("other-protocols.jsonl", NULL);
}

static void relatives_are_not_claimed(void **state G_GNUC_UNUSED)
{
    claims_none("relatives.jsonl", "gt02");
    claims_none("relatives.jsonl", "eelink");
    claims_none("relatives.jsonl", "gt30");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_over_tcp),
        cmocka_unit_test(messages_over_udp),
        cmocka_unit_test(differences_are_real),
        cmocka_unit_test(other_protocols_are_not_claimed),
        cmocka_unit_test(relatives_are_not_claimed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
