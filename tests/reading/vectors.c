/* vectors.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vectors.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>
#include <wsutil/wslog.h>
#include <wiretap/wtap.h>

enum { FIRST_PORT = 20000, GT06_PORT = 8888, BEGINNING = 1767225600 /* 2026-01-01 00:00:00 UTC */ };

GPtrArray *gt06_read_vectors(const char *name)
{
    char *path = g_build_filename(GT06_TEST_DATA, "vectors", name, NULL);
    GPtrArray *vectors = g_ptr_array_new_with_free_func((GDestroyNotify)json_object_unref);
    char *content = NULL;
    char **lines;

    if (!g_file_get_contents(path, &content, NULL, NULL))
        fail_msg("%s cannot be read", path);
    lines = g_strsplit(content, "\n", -1);
    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        JsonNode *node = json_from_string(*line, NULL);

        assert_non_null(node);
        g_ptr_array_add(vectors, json_node_dup_object(node));
        json_node_unref(node);
    }
    assert_true(vectors->len > 0);
    g_strfreev(lines);
    g_free(content);
    g_free(path);
    return vectors;
}

const char *gt06_text(JsonObject *vector, const char *key, const char *otherwise)
{
    if (!json_object_has_member(vector, key) || json_object_get_null_member(vector, key))
        return otherwise;
    return json_object_get_string_member(vector, key);
}

static void initialise_once(void)
{
    static bool done;

    if (done)
        return;
    done = true;
    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(false);
}

/* A conversation of its own for every number. */
static gt06_flow *new_flow(gt06_writer *writer, unsigned number, gt06_transport transport,
                           uint16_t port)
{
    gt06_endpoint client = { "198.51.100.7", (uint16_t)(FIRST_PORT + number % 40000) };
    gt06_endpoint server = { "203.0.113.10", port };
    GError *error = NULL;
    gt06_flow *flow = gt06_writer_flow(writer, transport, &client, &server, &error);

    if (flow == NULL)
        fail_msg("conversation %u: %s", number, error->message);
    return flow;
}

static void send_vector(gt06_flow *flow, JsonObject *vector, unsigned second)
{
    GByteArray *bytes = gt06_bytes(gt06_text(vector, "hex", ""));
    gt06_payload payload = {
        .sender = strcmp(gt06_text(vector, "dir", "up"), "down") == 0 ? GT06_SERVER : GT06_CLIENT,
        .bytes = bytes->data,
        .size = bytes->len,
        .time = { .secs = BEGINNING + second, .nsecs = 0 },
    };
    GError *error = NULL;

    if (payload.size > 0 && !gt06_flow_send(flow, &payload, &error))
        fail_msg("vector of second %u: %s", second, error->message);
    g_byte_array_unref(bytes);
}

static gt06_writer *open_writer(const char *path)
{
    GError *error = NULL;
    gt06_writer *writer;

    initialise_once();
    writer = gt06_writer_open(path, GT06_LINK_ETHERNET, NULL, &error);
    if (writer == NULL)
        fail_msg("%s: %s", path, error->message);
    return writer;
}

const char *gt06_capture_vectors(GPtrArray *vectors, const char *name, gt06_transport transport,
                                 uint16_t port)
{
    const char *path = gt06_test_file(name);
    gt06_writer *writer = open_writer(path);

    for (unsigned i = 0; i < vectors->len; i++)
        send_vector(new_flow(writer, i, transport, port), (JsonObject *)vectors->pdata[i], i);
    assert_true(gt06_writer_close(writer, NULL));
    return path;
}

static void send_session(gt06_writer *writer, JsonObject *session, unsigned number,
                         unsigned *second)
{
    gt06_flow *flow = new_flow(writer, number, GT06_OVER_TCP, GT06_PORT);
    JsonArray *events = json_object_get_array_member(session, "events");

    for (unsigned i = 0; i < json_array_get_length(events); i++)
        send_vector(flow, json_array_get_object_element(events, i), (*second)++);
}

const char *gt06_capture_sessions(GPtrArray *sessions, const char *name)
{
    const char *path = gt06_test_file(name);
    gt06_writer *writer = open_writer(path);
    unsigned second = 0;

    for (unsigned i = 0; i < sessions->len; i++)
        send_session(writer, (JsonObject *)sessions->pdata[i], i, &second);
    assert_true(gt06_writer_close(writer, NULL));
    return path;
}
