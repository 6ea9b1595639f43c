/* random_check.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_check.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wsutil/wslog.h>
#include <wiretap/wtap.h>

#include "captures/writer.h"

enum {
    GT06_PORT = 8888,
    FIRST_PORT = 10000,
    PORTS = 50000,
    BEGINNING = 1767225600, /* 2026-01-01 00:00:00 UTC */
    MOST_IN_DATAGRAM = 6,
    MOST_SHOWN = 40
};

/* How a field's values are compared. */
typedef enum { INTEGER, REAL, TEXT, TIME } comparison;

static const struct {
    const char *name;
    comparison how;
    double tolerance;
} columns[] = {
#define INTEGER_FIELD(name)                                                                        \
    {                                                                                              \
        "gt06." name, INTEGER, 0                                                                   \
    }
#define REAL_FIELD(name, tolerance)                                                                \
    {                                                                                              \
        "gt06." name, REAL, (tolerance)                                                            \
    }
#define TEXT_FIELD(name)                                                                           \
    {                                                                                              \
        "gt06." name, TEXT, 0                                                                      \
    }
#define TIME_FIELD(name)                                                                           \
    {                                                                                              \
        "gt06." name, TIME, 0                                                                      \
    }
#include "random_fields.h"
};

enum { COLUMNS = G_N_ELEMENTS(columns) };

/* A message that was made, and what must be found in it, by column. */
typedef struct {
    const random_kind *kind;
    GByteArray *frame;
    GArray *values; /* of random_value */
} made;

typedef struct {
    GPtrArray *messages; /* of made */
    unsigned conversation;
    bool wrong;
} datagram;

typedef struct {
    random_message message;
    GPtrArray *datagrams;
    unsigned conversations;
    GHashTable *column_of;  /* field -> column + 1 */
    GHashTable *complained; /* kinds that were printed */
    unsigned compared;
    unsigned wrong;
} trial;

static void free_made(void *data)
{
    made *message = (made *)data;

    g_byte_array_unref(message->frame);
    g_array_unref(message->values);
    g_free(message);
}

static void free_datagram(void *data)
{
    datagram *packet = (datagram *)data;

    g_ptr_array_unref(packet->messages);
    g_free(packet);
}

/* One of the forms that this kind comes in. */
static random_form choose_form(trial *run, const random_kind *kind)
{
    random_form forms[4] = { SHORT_FORM };
    int count = 0;

    for (unsigned form = SHORT_FORM; form <= DIALECT_FORM; form <<= 1) {
        if ((kind->form & form) != 0)
            forms[count++] = (random_form)form;
    }
    return forms[random_between(&run->message, 0, count - 1)];
}

static made *make(trial *run, const random_kind *kind)
{
    made *message = g_new0(made, 1);

    message->kind = kind;
    run->message.values = message->values = g_array_new(FALSE, FALSE, sizeof(random_value));
    message->frame = random_make(&run->message, kind, choose_form(run, kind),
                                 (uint16_t)random_number(&run->message, 2));
    return message;
}

static void add_alone(trial *run, made *message)
{
    datagram *packet = g_new0(datagram, 1);

    packet->messages = g_ptr_array_new_with_free_func(free_made);
    packet->conversation = run->conversations++;
    g_ptr_array_add(packet->messages, message);
    g_ptr_array_add(run->datagrams, packet);
}

/* Puts a message into the datagram before, if it goes there, or into a new one. */
static void add(trial *run, made *message)
{
    datagram *last =
        run->datagrams->len > 0 ? (datagram *)run->datagrams->pdata[run->datagrams->len - 1] : NULL;
    const made *first = last != NULL ? (const made *)last->messages->pdata[0] : NULL;

    if (first == NULL || first->kind->alone || message->kind->alone ||
        first->kind->direction != message->kind->direction ||
        last->messages->len >= MOST_IN_DATAGRAM || random_once_in(&run->message, 3))
        add_alone(run, message);
    else
        g_ptr_array_add(last->messages, message);
}

static void send_datagram(gt06_writer *writer, const datagram *packet, unsigned number)
{
    uint16_t port = (uint16_t)(FIRST_PORT + packet->conversation % PORTS);
    const made *first = (const made *)packet->messages->pdata[0];
    gt06_endpoint client = { "198.51.100.7", port };
    gt06_endpoint server = { "203.0.113.10", GT06_PORT };
    gt06_flow *flow = gt06_writer_flow(writer, GT06_OVER_UDP, &client, &server, NULL);
    GByteArray *bytes = g_byte_array_new();
    gt06_payload payload = {
        .sender = first->kind->direction == FROM_SERVER ? GT06_SERVER : GT06_CLIENT,
        .time = { .secs = BEGINNING + number, .nsecs = 0 },
    };

    for (unsigned i = 0; i < packet->messages->len; i++) {
        const made *message = (const made *)packet->messages->pdata[i];

        g_byte_array_append(bytes, message->frame->data, message->frame->len);
    }
    payload.bytes = bytes->data;
    payload.size = bytes->len;
    assert_non_null(flow);
    assert_true(gt06_flow_send(flow, &payload, NULL));
    g_byte_array_unref(bytes);
}

static const char *write_capture(const trial *run)
{
    const char *path = gt06_test_file("random.pcapng");
    static bool begun;
    gt06_writer *writer;

    if (!begun) {
        ws_log_set_level(LOG_LEVEL_WARNING);
        wtap_init(false);
        begun = true;
    }
    writer = gt06_writer_open(path, GT06_LINK_ETHERNET, NULL, NULL);
    assert_non_null(writer);
    for (unsigned i = 0; i < run->datagrams->len; i++)
        send_datagram(writer, (const datagram *)run->datagrams->pdata[i], i);
    assert_true(gt06_writer_close(writer, NULL));
    return path;
}

/* Integers of either base, and booleans as 1 or True. */
static bool same_integer(const char *shown, const char *wanted)
{
    char *end;

    if (strcmp(shown, wanted) == 0)
        return true;
    if (strcmp(shown, "True") == 0 || strcmp(shown, "False") == 0)
        return strcmp(wanted, *shown == 'T' ? "1" : "0") == 0;
    return g_str_has_prefix(shown, "0x") &&
           strtoull(shown, &end, 16) == strtoull(wanted, NULL, 10) && *end == '\0';
}

static bool same(const char *shown, const char *wanted, unsigned column)
{
    char *end;
    double number;
    int64_t seconds;

    switch (columns[column].how) {
    case INTEGER:
        return same_integer(shown, wanted);
    case REAL:
        number = g_ascii_strtod(shown, &end);
        return end != shown && *end == '\0' &&
               fabs(number - g_ascii_strtod(wanted, NULL)) <= columns[column].tolerance;
    case TIME:
        return gt06_time_of(shown, &seconds) && seconds == g_ascii_strtoll(wanted, NULL, 10);
    default:
        return g_ascii_strcasecmp(shown, wanted) == 0;
    }
}

/* Of several messages in a datagram nobody can tell which is wrong: they are read again, alone. */
static void complain(trial *run, datagram *packet, const made *message, unsigned column,
                     const char *shown, const char *wanted)
{
    run->wrong++;
    packet->wrong = true;
    if (packet->messages->len > 1 || g_hash_table_contains(run->complained, message->kind) ||
        g_hash_table_size(run->complained) >= MOST_SHOWN)
        return;
    g_hash_table_add(run->complained, (gpointer)message->kind);
    printf("0x%02X, %s: ", message->kind->number, message->kind->name);
    for (unsigned i = 0; i < message->frame->len; i++)
        printf("%02x", message->frame->data[i]);
    printf("\n    %s: expected %s, shown %s\n", columns[column].name, wanted, shown);
}

/* An empty text is none. Returns how many values are left. */
static unsigned drop_empty(char **values)
{
    unsigned count = 0;

    for (char **value = values; *value != NULL; value++) {
        if (**value != '\0')
            values[count++] = *value;
        else
            g_free(*value);
    }
    values[count] = NULL;
    return count;
}

/* Does the next of the shown values agree with `wanted`, or a text with as many as it has parts? */
static bool take(char **values, unsigned *used, const char *wanted, unsigned column)
{
    char **parts;
    bool agree = true;

    if (columns[column].how != TEXT) {
        agree = values[*used] != NULL && same(values[*used], wanted, column);
        *used += agree;
        return agree;
    }
    parts = g_strsplit(wanted, ";", -1);
    drop_empty(parts);
    for (char **part = parts; *part != NULL && agree; part++) {
        agree = values[*used] != NULL && same(values[*used], *part, column);
        *used += agree;
    }
    g_strfreev(parts);
    return agree;
}

/* Compares one column's values with those of the datagram's messages, in their order. */
static void compare_column(trial *run, datagram *packet, unsigned column, const char *shown)
{
    char **values = g_strsplit(shown, ";", -1);
    unsigned count = drop_empty(values);
    const made *message = (const made *)packet->messages->pdata[0];
    unsigned used = 0;

    for (unsigned i = 0; i < packet->messages->len; i++) {
        message = (const made *)packet->messages->pdata[i];
        for (unsigned v = 0; v < message->values->len; v++) {
            const random_value *wanted = &g_array_index(message->values, random_value, v);

            if (strcmp(wanted->field, columns[column].name) != 0)
                continue;
            run->compared++;
            if (take(values, &used, wanted->text, column))
                continue;
            complain(run, packet, message, column, used < count ? values[used] : "nothing",
                     wanted->text);
            g_strfreev(values);
            return;
        }
    }
    if (used < count)
        complain(run, packet, message, column, values[used], "nothing");
    g_strfreev(values);
}

static void compare(trial *run, GPtrArray *rows)
{
    assert_int_equal(rows->len, run->datagrams->len);
    for (unsigned i = 0; i < rows->len; i++) {
        char **row = (char **)rows->pdata[i];

        assert_int_equal(g_strv_length(row), COLUMNS);
        for (unsigned column = 0; column < COLUMNS; column++)
            compare_column(run, (datagram *)run->datagrams->pdata[i], column, row[column]);
    }
}

static void read_and_compare(trial *run, const char *model)
{
    char *preference = g_strconcat("gt06.model:", model != NULL ? model : "", NULL);
    const char *options[] = { "-o", preference, NULL };
    const char *fields[COLUMNS + 1] = { NULL };
    GPtrArray *rows;

    for (unsigned i = 0; i < COLUMNS; i++)
        fields[i] = columns[i].name;
    rows = gt06_tshark_fields(write_capture(run), options, fields);
    compare(run, rows);
    g_ptr_array_unref(rows);
    g_free(preference);
}

/* Puts every message of a wrong datagram into one of its own; the others are forgotten. */
static void separate_wrong(trial *run)
{
    GPtrArray *datagrams = run->datagrams;

    run->datagrams = g_ptr_array_new_with_free_func(free_datagram);
    for (unsigned i = 0; i < datagrams->len; i++) {
        datagram *packet = (datagram *)datagrams->pdata[i];

        if (packet->wrong && packet->messages->len > 1) {
            while (packet->messages->len > 0)
                add_alone(run, (made *)g_ptr_array_steal_index(packet->messages, 0));
        }
    }
    g_ptr_array_unref(datagrams);
}

/* Every field that is expected somewhere must be one that is asked for. */
static void check_fields(const trial *run, const made *message)
{
    for (unsigned i = 0; i < message->values->len; i++) {
        const char *field = g_array_index(message->values, random_value, i).field;

        if (!g_hash_table_contains(run->column_of, field))
            fail_msg("no column for %s", field);
    }
}

static GPtrArray *kinds_of_model(GPtrArray *kinds, const char *model)
{
    GPtrArray *chosen = g_ptr_array_new();

    for (unsigned i = 0; i < kinds->len; i++) {
        if (g_strcmp0(((const random_kind *)kinds->pdata[i])->model, model) == 0)
            g_ptr_array_add(chosen, kinds->pdata[i]);
    }
    return chosen;
}

/* In the dialect a login comes before, and every message behind it knows the terminal. */
static void add_dialect(trial *run, made *message)
{
    made *login = make(run, &random_dialect_login);

    add_alone(run, login);
    add_alone(run, message);
    ((datagram *)run->datagrams->pdata[run->datagrams->len - 1])->conversation--;
    run->conversations--;
    for (unsigned i = 0; i < login->values->len; i++) {
        random_value value = g_array_index(login->values, random_value, i);

        if (strcmp(value.field, "gt06.imei") == 0)
            g_array_append_val(message->values, value);
    }
}

/* The kinds follow each other in another order each time they have all been used. */
static void make_all(trial *run, GPtrArray *kinds, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned place = i % kinds->len;
        unsigned other = (unsigned)random_between(&run->message, (int)place, (int)kinds->len - 1);
        gpointer kind = kinds->pdata[other];
        made *message;

        kinds->pdata[other] = kinds->pdata[place];
        kinds->pdata[place] = kind;
        message = make(run, (const random_kind *)kind);
        check_fields(run, message);
        if (message->kind->form == DIALECT_FORM)
            add_dialect(run, message);
        else
            add(run, message);
    }
}

static trial new_trial(uint32_t seed)
{
    trial begun = {
        .message = { .dice = g_rand_new_with_seed(seed),
                     .content = g_byte_array_new(),
                     .texts = g_string_chunk_new(65536) },
        .datagrams = g_ptr_array_new_with_free_func(free_datagram),
        .column_of = g_hash_table_new(g_str_hash, g_str_equal),
        .complained = g_hash_table_new(g_direct_hash, g_direct_equal),
    };

    for (unsigned i = 0; i < COLUMNS; i++)
        g_hash_table_add(begun.column_of, (gpointer)columns[i].name);
    return begun;
}

static void release(trial *run)
{
    g_rand_free(run->message.dice);
    g_byte_array_unref(run->message.content);
    g_string_chunk_free(run->message.texts);
    g_ptr_array_unref(run->datagrams);
    g_hash_table_unref(run->column_of);
    g_hash_table_unref(run->complained);
}

unsigned random_check(GPtrArray *kinds, const char *model, unsigned count, uint32_t seed)
{
    trial run = new_trial(seed);
    GPtrArray *chosen = kinds_of_model(kinds, model);
    unsigned compared;
    unsigned wrong;

    make_all(&run, chosen, count);
    read_and_compare(&run, model);
    compared = run.compared;
    wrong = run.wrong;
    printf("%u messages of %u kinds in %u datagrams%s%s, seed %u: %u values compared, %u wrong\n",
           count, chosen->len, run.datagrams->len, model != NULL ? " of " : "",
           model != NULL ? model : "", seed, compared, wrong);
    if (wrong > 0) {
        separate_wrong(&run);
        read_and_compare(&run, model);
    }
    assert_int_equal(wrong, 0);
    g_ptr_array_unref(chosen);
    release(&run);
    return compared;
}
