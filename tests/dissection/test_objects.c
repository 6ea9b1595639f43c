/* test_objects.c
 * What tshark --export-objects gt06,FOLDER takes away: read back by other programs.
 *
 * xmllint and gpsbabel come with Debian; where they are missing, what needs them is skipped.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "captures/writer.h"
#include "protocol/frame.h"
#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#define TRACKS GT06_CAPTURES "/objects/tracks.pcapng"

/* ---- folders of exported files ---- */

/* Exports everything of a capture; returns the folder, to be given to gt06_remove_folder(). */
static const char *export_objects(const char *capture, const char *preference)
{
    const char *folder = gt06_test_file("objects");
    char *what = g_strdup_printf("gt06,%s", folder);
    const char *options[] = { "-q",       "--export-objects",
                              what,       preference != NULL ? "-o" : NULL,
                              preference, NULL };

    gt06_remove_folder(folder);
    g_free(gt06_tshark(capture, options));
    g_free(what);
    return folder;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *list_files(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    char *list;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    if (dir != NULL)
        g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    list = g_strjoinv(" ", (char **)names->pdata);
    g_ptr_array_unref(names);
    return list;
}

static char *read_file(const char *folder, const char *name, gsize *size)
{
    char *path = g_build_filename(folder, name, NULL);
    char *content = NULL;

    if (!g_file_get_contents(path, &content, size, NULL))
        fail_msg("%s was not exported", name);
    g_free(path);
    return content;
}

/* ---- other programs ---- */

static void need(const char *program, const char *package)
{
    char *path = g_find_program_in_path(program);

    if (path == NULL) {
        printf("SKIPPED: %s is missing; please run: apt-get install %s\n", program, package);
        skip();
    }
    g_free(path);
}

/* Runs a program; returns what it prints. */
static char *output_of(const char *const *words)
{
    GError *error = NULL;
    GSubprocess *process = g_subprocess_newv(
        words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
    char *output = NULL;
    char *errors = NULL;

    if (process == NULL)
        fail_msg("%s", error->message);
    g_subprocess_communicate_utf8(process, NULL, NULL, &output, &errors, NULL);
    if (!g_subprocess_get_successful(process))
        fail_msg("%s: %s", words[0], errors);
    g_object_unref(process);
    g_free(errors);
    return output;
}

static void assert_valid(const char *folder, const char *terminal, const char *ending)
{
    char *schema = g_strdup_printf("%s/schemas/%s.rng", GT06_TEST_DATA, ending);
    char *file = g_strdup_printf("%s/%s.%s", folder, terminal, ending);
    const char *words[] = { "xmllint", "--noout", "--relaxng", schema, file, NULL };

    g_free(output_of(words));
    g_free(schema);
    g_free(file);
}

/* What gpsbabel reads in a file: "latitude,longitude[,date,time];" or with the name in between. */
static char *read_back(const char *folder, const char *terminal, const char *ending,
                       const char *kind)
{
    char *file = g_strdup_printf("%s/%s.%s", folder, terminal, ending);
    const char *words[] = { "gpsbabel", kind,           "-i", ending, "-f", file,
                            "-o",       "unicsv,utc=0", "-F", "-",    NULL };
    char *output = output_of(words);
    char **lines = g_strsplit(output, "\n", -1);
    GString *points = g_string_new(NULL);

    for (unsigned i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
        const char *comma = strchr(lines[i], ',');

        if (comma != NULL)
            g_string_append_printf(points, "%s;", g_strchomp((char *)comma + 1));
    }
    g_strfreev(lines);
    g_free(output);
    g_free(file);
    return g_string_free(points, FALSE);
}

static void assert_read_back(const char *folder, const char *terminal, const char *ending,
                             const char *kind, const char *expected)
{
    char *points = read_back(folder, terminal, ending, kind);

    assert_string_equal(points, expected);
    g_free(points);
}

/* ---- the tests ---- */

static void terminals_have_files_of_their_own(void **state G_GNUC_UNUSED)
{
    const char *folder = export_objects(TRACKS, NULL);
    char *files = list_files(folder);

    assert_string_equal(files, "123456789012347.geojson 123456789012347.gpx 123456789012347.kml "
                               "123456789070014.geojson 123456789070014.gpx 123456789070014.kml "
                               "198.51.100.52-40052.geojson 198.51.100.52-40052.gpx "
                               "198.51.100.52-40052.kml");
    g_free(files);
    gt06_remove_folder(folder);
}

static void tracks_are_valid(void **state G_GNUC_UNUSED)
{
    static const char *const terminals[] = { "123456789012347", "123456789070014",
                                             "198.51.100.52-40052" };
    const char *folder;

    need("xmllint", "libxml2-utils");
    folder = export_objects(TRACKS, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(terminals); i++) {
        assert_valid(folder, terminals[i], "gpx");
        assert_valid(folder, terminals[i], "kml");
    }
    gt06_remove_folder(folder);
}

static void gpsbabel_reads_the_same_points(void **state G_GNUC_UNUSED)
{
    static const char car[] = "-24.050000,-8.050000,2026/03/01,08:00:30;"
                              "-24.100000,-8.100000,2026/03/01,08:01:00;"
                              "-24.200000,-8.200000,2026/03/01,08:03:00;"
                              "-24.300000,-8.300000,2026/03/01,08:04:00;"
                              "-24.400000,-8.400000,2026/03/01,08:10:00;";
    static const char buoy[] = "0.000000,-179.999900,2026/03/01,08:12:00;";
    static const char *const timed[] = { "gpx", "kml" };
    const char *folder;

    need("gpsbabel", "gpsbabel");
    folder = export_objects(TRACKS, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(timed); i++) {
        assert_read_back(folder, "123456789070014", timed[i], "-t", car);
        assert_read_back(folder, "123456789070014", timed[i], "-w",
                         "-24.050000,-8.050000,\"SOS\",2026/03/01,08:00:30;");
        assert_read_back(folder, "123456789012347", timed[i], "-t",
                         "24.500000,8.500000,2026/03/01,08:01:30;");
        assert_read_back(folder, "198.51.100.52-40052", timed[i], "-t", buoy);
    }
    /* It reads no times of GeoJSON, and a line as a route whose points it names itself. */
    assert_read_back(folder, "123456789070014", "geojson", "-r",
                     "-24.050000,-8.050000,\"RPT001\";-24.100000,-8.100000,\"RPT002\";"
                     "-24.200000,-8.200000,\"RPT003\";-24.300000,-8.300000,\"RPT004\";"
                     "-24.400000,-8.400000,\"RPT005\";");
    assert_read_back(folder, "123456789070014", "geojson", "-w", "-24.050000,-8.050000,\"SOS\";");
    assert_read_back(folder, "198.51.100.52-40052", "geojson", "-w",
                     "0.000000,-179.999900,\"198.51.100.52-40052\";");
    gt06_remove_folder(folder);
}

static JsonObject *member(JsonObject *object, const char *name)
{
    return json_object_get_object_member(object, name);
}

static void geojson_has_times_and_places(void **state G_GNUC_UNUSED)
{
    const char *folder = export_objects(TRACKS, NULL);
    char *text = read_file(folder, "123456789070014.geojson", NULL);
    JsonParser *parser = json_parser_new();
    JsonArray *features;
    JsonObject *track;

    assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    features = json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)),
                                            "features");
    assert_int_equal(json_array_get_length(features), 2);
    track = json_array_get_object_element(features, 1);
    assert_string_equal(json_object_get_string_member(member(track, "geometry"), "type"),
                        "LineString");
    assert_int_equal(json_array_get_length(
                         json_object_get_array_member(member(track, "geometry"), "coordinates")),
                     5);
    assert_int_equal(json_array_get_length(
                         json_object_get_array_member(member(track, "properties"), "coordTimes")),
                     5);
    g_object_unref(parser);
    g_free(text);
    gt06_remove_folder(folder);
}

static void pictures_are_whole(void **state G_GNUC_UNUSED)
{
    const char *folder = export_objects(GT06_CAPTURES "/messages/media.pcapng", NULL);
    gsize size = 0;
    char *picture = read_file(folder, "123456789012347-picture-20e3acd3.jpg", &size);

    assert_int_equal(size, 159);
    assert_memory_equal(picture, "\xFF\xD8\xFF\xE0", 4);
    assert_memory_equal(picture + size - 2, "\xFF\xD9", 2);
    g_free(picture);
    gt06_remove_folder(folder);
}

/* Heights, alarms of recorders, and what came without a login. */
static void what_a_capture_has_is_taken_away(void **state G_GNUC_UNUSED)
{
    static const struct {
        const char *capture;
        const char *file;
        const char *text;
    } expected[] = {
        { "/messages/dialect.pcapng", "354190003000016.geojson", "[-8.0000000,-24.0002000,-35]" },
        { "/messages/vehicle-obd.pcapng", "123456789012347.geojson",
          "{\"name\":\"Harsh turn\",\"time\":\"2026-03-01T08:00:05Z\"}" },
        { "/messages/modules-odd.pcapng", "123456789012347.geojson",
          "{\"name\":\"Vibration\",\"time\":\"2026-03-02T11:01:00Z\"}" },
        { "/objects/blocks-wrong.pcapng", "198.51.100.8-40008-picture-20e3ac03.bin", "none" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        char *capture = g_strconcat(GT06_CAPTURES, expected[i].capture, NULL);
        const char *folder = export_objects(capture, NULL);
        gsize size = 0;
        char *text = read_file(folder, expected[i].file, &size);

        assert_non_null(g_strstr_len(text, (gssize)size, expected[i].text));
        g_free(text);
        g_free(capture);
        gt06_remove_folder(folder);
    }
}

static void passwords_stay_behind(void **state G_GNUC_UNUSED)
{
    const char *folder = export_objects(TRACKS, "gt06.hide_passwords:TRUE");
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)) != NULL) {
        char *text = read_file(folder, name, NULL);

        assert_null(strstr(text, "654321"));
        g_free(text);
    }
    g_dir_close(dir);
    gt06_remove_folder(folder);
}

static void put32(uint8_t *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* A position (0x12) `second` seconds after 2026-03-01T00:00:00, on the way west. */
static void position(uint8_t frame[36], unsigned second, uint16_t serial)
{
    static const uint8_t model[36] = { 0x78, 0x78, 0x1F, 0x22, 26, 3,    1, 0, 0, 0,
                                       0xC9, 0,    0,    0,    0,  0,    0, 0, 0, 18,
                                       0x14, 0x5A, 0,    1,    1,  0x0A, 1, 0, 1, 1 };
    uint16_t crc;

    memcpy(frame, model, sizeof model);
    frame[6] = (uint8_t)(1 + second / 86400);
    frame[7] = (uint8_t)(second / 3600 % 24);
    frame[8] = (uint8_t)(second / 60 % 60);
    frame[9] = (uint8_t)(second % 60);
    put32(frame + 11, 43200000 + second);
    put32(frame + 15, 14400000 + second);
    frame[30] = (uint8_t)(serial >> 8);
    frame[31] = (uint8_t)serial;
    crc = gt06_crc(frame + 2, 30);
    frame[32] = (uint8_t)(crc >> 8);
    frame[33] = (uint8_t)crc;
    frame[34] = 0x0D;
    frame[35] = 0x0A;
}

/* Positions of one terminal over UDP; every tenth was stored for up to all the time before. */
static const char *write_many(const char *name, unsigned count)
{
    static const gt06_endpoint client = { "198.51.100.7", 40001 };
    static const gt06_endpoint server = { "203.0.113.10", 8888 };
    const char *path = gt06_test_file(name);
    gt06_writer *writer = gt06_writer_open(path, GT06_LINK_ETHERNET, NULL, NULL);
    gt06_flow *flow = gt06_writer_flow(writer, GT06_OVER_UDP, &client, &server, NULL);
    GRand *random = g_rand_new_with_seed(11);

    for (unsigned i = 0; i < count; i++) {
        bool late = i % 10 == 9;
        unsigned place = late ? (unsigned)g_rand_int_range(random, 0, (int)i) : i;
        uint8_t frame[36];
        gt06_payload payload = { .sender = GT06_CLIENT,
                                 .bytes = frame,
                                 .size = sizeof frame,
                                 .time = { .secs = 1772323200 + 20 * (time_t)i } };

        position(frame, 20 * place + (late ? 1 + i / 10 % 19 : 0), (uint16_t)i);
        assert_true(gt06_flow_send(flow, &payload, NULL));
    }
    g_rand_free(random);
    assert_true(gt06_writer_close(writer, NULL));
    return path;
}

/* Seconds that tshark takes, with or without the export; the points of the file in `points`. */
static double time_of(const char *capture, bool exported, unsigned *points)
{
    static const char *const statistics[] = { "-q", "-z", "io,phs", NULL };
    int64_t begin = g_get_monotonic_time();
    const char *folder;
    double seconds;
    char *text;

    if (!exported) {
        g_free(gt06_tshark(capture, statistics));
        return (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
    }
    folder = export_objects(capture, NULL);
    seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
    text = read_file(folder, "198.51.100.7-40001.gpx", NULL);
    *points = 0;
    for (const char *point = text; (point = strstr(point, "<trkpt ")) != NULL; point++)
        ++*points;
    g_free(text);
    gt06_remove_folder(folder);
    return seconds;
}

static void many_positions_are_quick(void **state G_GNUC_UNUSED)
{
    enum { MANY = 100000 };

    wtap_init(false);
    ws_log_set_level(LOG_LEVEL_WARNING);
    for (unsigned count = MANY / 2; count <= MANY; count *= 2) {
        const char *capture = write_many("many.pcapng", count);
        unsigned points = 0;
        double plain = time_of(capture, false, &points);
        double exported = time_of(capture, true, &points);

        printf("%u positions, a tenth late: %.2f s, and %.2f s without the export\n", count,
               exported, plain);
        /* Some happen to be the same. */
        assert_true(points >= count - count / 100 && points <= count);
    }
    wtap_cleanup();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terminals_have_files_of_their_own),
        cmocka_unit_test(tracks_are_valid),
        cmocka_unit_test(gpsbabel_reads_the_same_points),
        cmocka_unit_test(geojson_has_times_and_places),
        cmocka_unit_test(pictures_are_whole),
        cmocka_unit_test(what_a_capture_has_is_taken_away),
        cmocka_unit_test(passwords_stay_behind),
        cmocka_unit_test(many_positions_are_quick),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
