/* reading.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reading.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>
#include <json-glib/json-glib.h>
#include <string.h>

static void write_node(GString *out, const char *name, JsonNode *node, int depth);

static void write_indented(GString *out, int depth, const char *name)
{
    g_string_append_printf(out, "%*s%s", 2 * depth, "", name);
}

/*
 * A number with a point and more digits than Wireshark 4.4 prints: 4.6 prints up to seventeen. With
 * nine behind the point it is a span of time, which all releases print so.
 */
static bool is_longer_number(const char *value)
{
    enum { NANOSECONDS = 9 };
    const char *digits = value + (*value == '-');
    const size_t before = strspn(digits, "0123456789");
    const size_t behind = digits[before] == '.' ? strspn(digits + before + 1, "0123456789") : 0;

    return before > 0 && behind > 0 && behind != NANOSECONDS &&
           digits[before + 1 + behind] == '\0' && before + behind > DBL_DIG;
}

/* Times are printed in a form that differs between releases, and booleans and numbers, too. */
static void write_value(GString *out, const char *name, const char *value, int depth)
{
    int64_t seconds;

    write_indented(out, depth, name);
    if (gt06_time_of(value, &seconds))
        g_string_append_printf(out, ": time %" G_GINT64_FORMAT "\n", seconds);
    else if (strcmp(value, "True") == 0 || strcmp(value, "False") == 0)
        g_string_append_printf(out, ": %d\n", *value == 'T');
    else if (is_longer_number(value))
        g_string_append_printf(out, ": %.*g\n", DBL_DIG, g_ascii_strtod(value, NULL));
    else
        g_string_append_printf(out, ": %s\n", value);
}

static void write_object(GString *out, JsonObject *object, int depth)
{
    GList *names = json_object_get_members(object);

    for (GList *name = names; name != NULL; name = name->next)
        write_node(out, (const char *)name->data,
                   json_object_get_member(object, (const char *)name->data), depth);
    g_list_free(names);
}

static void write_node(GString *out, const char *name, JsonNode *node, int depth)
{
    JsonArray *array;

    switch (json_node_get_node_type(node)) {
    case JSON_NODE_OBJECT:
        write_indented(out, depth, name);
        g_string_append(out, "\n");
        write_object(out, json_node_get_object(node), depth + 1);
        break;
    case JSON_NODE_ARRAY:
        array = json_node_get_array(node);
        for (unsigned i = 0; i < json_array_get_length(array); i++)
            write_node(out, name, json_array_get_element(array, i), depth);
        break;
    case JSON_NODE_VALUE:
        write_value(out, name, json_node_get_string(node), depth);
        break;
    default:
        break;
    }
}

static void write_packet(GString *out, JsonObject *packet, unsigned number)
{
    JsonObject *source = json_object_get_object_member(packet, "_source");
    JsonObject *layers = json_object_get_object_member(source, "layers");

    if (!json_object_has_member(layers, "gt06"))
        return;
    g_string_append_printf(out, "packet %u\n", number);
    write_node(out, "gt06", json_object_get_member(layers, "gt06"), 1);
}

char *gt06_read_capture(const char *path, const char *const *options)
{
    GPtrArray *words = g_ptr_array_new();
    GString *out = g_string_new(NULL);
    JsonParser *parser = json_parser_new();
    JsonArray *packets;
    char *json;

    for (; options != NULL && *options != NULL; options++)
        g_ptr_array_add(words, (gpointer)*options);
    g_ptr_array_add(words, (gpointer) "-Tjson");
    g_ptr_array_add(words, (gpointer) "-Jgt06");
    g_ptr_array_add(words, (gpointer) "--no-duplicate-keys");
    g_ptr_array_add(words, NULL);
    json = gt06_tshark(path, (const char *const *)words->pdata);
    if (!json_parser_load_from_data(parser, json, -1, NULL))
        fail_msg("%s: tshark's JSON cannot be parsed", path);
    packets = json_node_get_array(json_parser_get_root(parser));
    for (unsigned i = 0; i < json_array_get_length(packets); i++)
        write_packet(out, json_array_get_object_element(packets, i), i + 1);
    g_object_unref(parser);
    g_free(json);
    g_ptr_array_free(words, TRUE);
    return g_string_free(out, FALSE);
}

static void add_captures(GPtrArray *paths, const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    if (dir == NULL)
        return;
    while ((name = g_dir_read_name(dir)) != NULL) {
        char *path = g_build_filename(folder, name, NULL);

        if (g_str_has_suffix(name, ".pcapng")) {
            g_ptr_array_add(paths, path);
            continue;
        }
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            add_captures(paths, path);
        g_free(path);
    }
    g_dir_close(dir);
}

static int by_path(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *gt06_all_captures(void)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);

    add_captures(paths, GT06_CAPTURES);
    g_ptr_array_sort(paths, by_path);
    assert_true(paths->len > 0);
    return paths;
}

char *gt06_capture_name(const char *path)
{
    char *name;
    char *shortened;

    if (g_str_has_prefix(path, GT06_CAPTURES "/"))
        name = g_strdup(path + strlen(GT06_CAPTURES "/"));
    else
        name = g_strconcat("vectors/", strrchr(path, '/') + 1, NULL);
    shortened = g_strndup(name, strlen(name) - strlen(".pcapng"));
    g_free(name);
    return shortened;
}

GPtrArray *gt06_capture_options(const char *path)
{
    GPtrArray *options = g_ptr_array_new();
    char *name = gt06_capture_name(path);
    const char *model = strstr(name, "-model-");

    if (model != NULL) {
        char *preference = g_strconcat("gt06.model:", model + strlen("-model-"), NULL);

        g_ptr_array_add(options, (gpointer) "-o");
        g_ptr_array_add(options, (gpointer)g_intern_string(preference));
        g_free(preference);
    }
    if (strstr(name, "user0") != NULL) {
        g_ptr_array_add(options, (gpointer) "-o");
        g_ptr_array_add(options,
                        (gpointer) "uat:user_dlts:\"User 0 (DLT=147)\",\"gt06\",\"0\",\"\",\"0\",\"\"");
    }
    g_free(name);
    return options;
}
