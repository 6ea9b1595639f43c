/* test_tracks.c
 * The order of points, and the files that are whole after every one of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <glib.h>

#include "tracks/document.h"
#include "tracks/track.h"

enum { GPX, GEOJSON, KML };

/* 2026-03-01 08:00:00 UTC */
static const int64_t start = 1772352000;

static gt06_point point_at(int64_t seconds)
{
    return (gt06_point){ .time = start + seconds,
                         .latitude = -240000000 - (int32_t)(seconds % 1000) * 1800,
                         .longitude = 80000000 + (int32_t)(seconds % 777) };
}

/* ---- how points come ---- */

/* Every tenth point is late by a random time: it has the odd second that nobody else has. */
static int64_t late_at_random(unsigned i, GRand *random)
{
    if (i == 0 || i % 10 != 0)
        return 2 * (int64_t)i;
    return 2 * (int64_t)g_rand_int_range(random, 0, (int)i) + 1;
}

/* Every tenth point is of a journey long before, sent in order while the newest go on. */
static int64_t late_in_a_row(unsigned i, GRand *random G_GNUC_UNUSED)
{
    return i % 10 == 5 && i > 100 ? 100 * 1000 + i : (i < 50 ? i : 10 * 1000 * 1000 + (int64_t)i);
}

/* Likewise, but the newest of them first. */
static int64_t late_in_reverse(unsigned i, GRand *random G_GNUC_UNUSED)
{
    return i % 10 == 5 && i > 100 ? 9 * 1000 * 1000 - (int64_t)i : 10 * 1000 * 1000 + (int64_t)i;
}

static int64_t in_order(unsigned i, GRand *random G_GNUC_UNUSED)
{
    return i;
}

static int64_t all_at_random(unsigned i G_GNUC_UNUSED, GRand *random)
{
    return g_rand_int_range(random, 0, 1000 * 1000);
}

static int64_t backwards(unsigned i, GRand *random G_GNUC_UNUSED)
{
    return 1000 * 1000 - (int64_t)i;
}

/* Rows of stored points, up or down, each behind a random one of those that are there. */
static int64_t rows(unsigned i, GRand *random)
{
    static int64_t spot;
    unsigned within = i % 97;

    if (within == 0)
        spot = g_rand_int_range(random, 0, (int)i + 1) * (int64_t)1000;
    if (within < 60)
        return (int64_t)i * 1000;
    return i % 2 == 0 && spot % 3000 == 0 ? spot - within : spot + within;
}

/* Now and then a single row behind a point in the middle, the most of a track without any. */
static int64_t a_row(unsigned i, GRand *random)
{
    static int64_t spot;

    if (i % 94 < 82)
        return (int64_t)i * 1000;
    if (i % 94 == 82)
        spot = (int64_t)(i - (unsigned)g_rand_int_range(random, 1, 82)) * 1000;
    return spot + i % 94;
}

typedef struct {
    const char *name;
    int64_t (*time)(unsigned i, GRand *random);
} coming;

static const coming comings[] = {
    { "in order", in_order },
    { "a tenth late, at random", late_at_random },
    { "a tenth late, in a row", late_in_a_row },
    { "a tenth late, newest first", late_in_reverse },
    { "rows, up or down", rows },
    { "a row now and then", a_row },
    { "all at random", all_at_random },
    { "backwards", backwards },
};

/* ---- the order ---- */

static int compare_times(gconstpointer a, gconstpointer b)
{
    const gt06_point *left = (const gt06_point *)a;
    const gt06_point *right = (const gt06_point *)b;

    if (left->time != right->time)
        return left->time < right->time ? -1 : 1;
    return left->altitude - right->altitude; /* the tests count them there as they come */
}

static void assert_order(const gt06_timeline *timeline, GArray *expected, unsigned cells)
{
    unsigned found = 0;

    g_array_sort(expected, compare_times);
    for (unsigned cell = 0; cell < cells; cell++) {
        const gt06_point *point = gt06_timeline_at(timeline, cell);

        if (point == NULL)
            continue;
        assert_true(found < expected->len);
        assert_int_equal(compare_times(point, &g_array_index(expected, gt06_point, found)), 0);
        found++;
    }
    assert_int_equal(found, expected->len);
}

static void points_are_in_order(const coming *stream, unsigned count)
{
    gt06_timeline *timeline = gt06_timeline_new();
    GArray *expected = g_array_new(FALSE, FALSE, sizeof(gt06_point));
    GRand *random = g_rand_new_with_seed(count);
    unsigned cells = 0;

    for (unsigned i = 0; i < count; i++) {
        gt06_point point = { .time = stream->time(i, random), .altitude = (int16_t)i };
        gt06_span changed;

        assert_true(gt06_timeline_add(timeline, &point, &changed));
        assert_true(changed.first < changed.end);
        cells = MAX(cells, changed.end);
        g_array_append_val(expected, point);
        assert_non_null(gt06_timeline_at(timeline, 0));
    }
    assert_order(timeline, expected, cells);
    g_rand_free(random);
    g_array_free(expected, TRUE);
    gt06_timeline_free(timeline);
}

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(comings); i++) {
        for (unsigned count = 50; count <= 20000; count += count < 200 ? 3 : count)
            points_are_in_order(&comings[i], count);
    }
}

static void test_order_of_equals(void **state)
{
    gt06_timeline *timeline = gt06_timeline_new();

    (void)state;
    for (int i = 0; i < 200; i++) {
        gt06_point point = { .time = 7, .latitude = i };
        gt06_span changed;

        assert_true(gt06_timeline_add(timeline, &point, &changed));
        assert_false(gt06_timeline_add(timeline, &point, &changed));
        assert_int_equal(changed.first, i); /* no empty cells */
        assert_int_equal(gt06_timeline_at(timeline, (unsigned)i)->latitude, i);
    }
    assert_null(gt06_timeline_at(timeline, 200));
    gt06_timeline_free(timeline);
}

/* ---- the documents ---- */

static GString *append(GString *text, const char *more)
{
    return g_string_assign(text, more);
}

static void test_document(void **state)
{
    static const char *const fixed[] = { "<a>", "</a><b>", "</b>" };
    gt06_document document;
    GString *text = g_string_new(NULL);

    (void)state;
    gt06_document_begin(&document, fixed, 2);
    assert_string_equal(document.text->str, "<a></a><b></b>");
    gt06_document_put(&document, 1, 1, append(text, "22"), 4);
    gt06_document_append(&document, 0, append(text, "first;"));
    gt06_document_put(&document, 1, 0, append(text, "1"), 4);
    assert_string_equal(document.text->str, "<a>first;\n</a><b>1  \n22 \n</b>");
    gt06_document_append(&document, 0, append(text, "second"));
    assert_string_equal(document.text->str, "<a>first;second  \n</a><b>1  \n22 \n</b>");
    gt06_document_append(&document, 0, append(text, "3"));
    gt06_document_put(&document, 1, 0, append(text, ""), 4);
    assert_string_equal(document.text->str, "<a>first;second3 \n</a><b>   \n22 \n</b>");
    g_string_free(document.text, TRUE);
    g_string_free(text, TRUE);
}

/* Without what no reader looks at: blanks between elements. */
static char *without_blanks(const GString *text)
{
    GString *kept = g_string_new(NULL);

    for (gsize i = 0; i < text->len; i++) {
        if (text->str[i] != '\n' && (text->str[i] != ' ' || text->str[i + 1] != ' ') &&
            (text->str[i] != ' ' || text->str[i + 1] != '\n'))
            g_string_append_c(kept, text->str[i]);
    }
    return g_string_free(kept, FALSE);
}

static void assert_file(const gt06_track *track, unsigned format, const char *expected)
{
    char *text = without_blanks(gt06_track_text(track, format));

    assert_string_equal(text, expected);
    g_free(text);
}

#define GPX_HEAD                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><gpx version=\"1.1\" "                              \
    "creator=\"GT06 for Wireshark\" xmlns=\"http://www.topografix.com/GPX/1/1\">"                  \
    "<metadata><name>boat</name></metadata>"
#define KML_HEAD                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\" "     \
    "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document><name>boat</name>"

static void test_texts(void **state)
{
    static const gt06_point second = { .time = 1772352060,
                                       .latitude = -240000010,
                                       .longitude = -79970500 };
    static const gt06_point first = { .time = 1772352000,
                                      .latitude = 5,
                                      .longitude = 1800000000,
                                      .altitude = -12,
                                      .has_altitude = true };
    gt06_track *track = gt06_track_new("boat");

    (void)state;
    assert_true(gt06_track_add(track, &second, NULL));
    assert_file(
        track, GPX,
        GPX_HEAD
        "<trk><name>boat</name><trkseg><trkpt lat=\"-24.0000010\" "
        "lon=\"-7.9970500\"><time>2026-03-01T08:01:00Z</time></trkpt></trkseg></trk></gpx>");
    assert_file(track, GEOJSON,
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\""
                ",\"properties\":{\"name\":\"boat\",\"coordTimes\":[\"2026-03-01T08:01:00Z\"]},"
                "\"geometry\":{\"type\":\"Point\", \"coordinates\":[-7.9970500,-24.0000010] }}]}");
    assert_true(gt06_track_add(track, &first, "A & \"B\""));
    assert_false(gt06_track_add(track, &first, "A & \"B\""));
    assert_file(track, GPX,
                GPX_HEAD
                "<wpt lat=\"0.0000005\" lon=\"180.0000000\"><ele>-12</ele><time>"
                "2026-03-01T08:00:00Z</time><name>A &amp; &quot;B&quot;</name></wpt><trk><name>boat"
                "</name><trkseg><trkpt lat=\"0.0000005\" lon=\"180.0000000\"><ele>-12</ele><time>"
                "2026-03-01T08:00:00Z</time></trkpt><trkpt lat=\"-24.0000010\" lon=\"-7.9970500\">"
                "<time>2026-03-01T08:01:00Z</time></trkpt></trkseg></trk></gpx>");
    assert_file(track, GEOJSON,
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\""
                ",\"properties\":{\"name\":\"A & \\\"B\\\"\",\"time\":\"2026-03-01T08:00:00Z\"},"
                "\"geometry\":{\"type\":\"Point\",\"coordinates\":[180.0000000,0.0000005,-12]}},"
                "{\"type\":\"Feature\",\"properties\":{\"name\":\"boat\",\"coordTimes\":["
                "\"2026-03-01T08:00:00Z\",\"2026-03-01T08:01:00Z\"]},\"geometry\":{\"type\":"
                "\"LineString\",\"coordinates\":[[180.0000000,0.0000005,-12],"
                "[-7.9970500,-24.0000010]]}}]}");
    assert_file(track, KML,
                KML_HEAD
                "<Placemark><name>A &amp; &quot;B&quot;</name><TimeStamp><when>"
                "2026-03-01T08:00:00Z</when></TimeStamp><Point><coordinates>180.0000000,0.0000005,"
                "-12</coordinates></Point></Placemark><Placemark><name>boat</name><gx:Track><when>"
                "2026-03-01T08:00:00Z</when><when>2026-03-01T08:01:00Z</when><gx:coord>180.0000000 "
                "0.0000005 -12</gx:coord><gx:coord>-7.9970500 -24.0000010</gx:coord></gx:Track>"
                "</Placemark></Document></kml>");
    gt06_track_free(track, false);
}

static unsigned count_words(const char *text, const char *word)
{
    unsigned count = 0;

    while ((text = strstr(text, word)) != NULL) {
        text += strlen(word);
        count++;
    }
    return count;
}

/* How many times a text has a word; the times behind it must ascend. */
static unsigned count_ascending(const char *text, const char *word)
{
    const char *last = NULL;
    unsigned count = 0;

    while ((text = strstr(text, word)) != NULL) {
        text += strlen(word);
        if (last != NULL)
            assert_true(strncmp(last, text, strlen("2026-03-01T08:00:00")) <= 0);
        last = text;
        count++;
    }
    return count;
}

static void assert_xml(const GString *text)
{
    static const GMarkupParser parser = { NULL };
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, (GMarkupParseFlags)0, NULL, NULL);
    GError *error = NULL;

    if (!g_markup_parse_context_parse(context, text->str, (gssize)text->len, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("%s in %s", error->message, text->str);
    g_markup_parse_context_free(context);
}

/* All three files after each of the points. */
static void test_every_moment(void **state)
{
    enum { COUNT = 200 };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(comings); i++) {
        gt06_track *track = gt06_track_new("boat");
        GRand *random = g_rand_new_with_seed(8);
        unsigned points = 0;

        while (points < COUNT) {
            gt06_point point = point_at(comings[i].time(points, random));
            const char *json;

            if (!gt06_track_add(track, &point, points % 7 == 3 ? "SOS" : NULL))
                continue;
            points++;
            assert_xml(gt06_track_text(track, GPX));
            assert_xml(gt06_track_text(track, KML));
            json = strstr(gt06_track_text(track, GEOJSON)->str, "\"coordTimes\"");
            assert_int_equal(count_ascending(json, "\n\""), 1);
            assert_int_equal(count_ascending(json, "\n,\""), points - 1);
            assert_int_equal(count_words(json, "\n,[") + 1, points);
            json = strstr(gt06_track_text(track, GPX)->str, "<trk>");
            assert_int_equal(count_ascending(json, "<time>"), points);
        }
        g_rand_free(random);
        gt06_track_free(track, false);
    }
}

/* ---- the cost ---- */

static double add_many(const coming *stream, unsigned count, gsize *size)
{
    gt06_track *track = gt06_track_new("boat");
    GRand *random = g_rand_new_with_seed(10);
    clock_t begin = clock(); /* of the processor, which others may share */
    double seconds;

    for (unsigned i = 0; i < count; i++) {
        gt06_point point = point_at(stream->time(i, random));

        gt06_track_add(track, &point, i % 10 == 1 ? "SOS" : NULL);
    }
    seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    *size = gt06_track_text(track, GPX)->len;
    g_rand_free(random);
    gt06_track_free(track, false);
    return seconds;
}

/* The cells that are written anew, of which each costs the same; unlike time, always the same. */
static double cells_a_point(const coming *stream, unsigned count)
{
    gt06_timeline *timeline = gt06_timeline_new();
    GRand *random = g_rand_new_with_seed(10);
    uint64_t cells = 0;

    for (unsigned i = 0; i < count; i++) {
        gt06_point point = point_at(stream->time(i, random));
        gt06_span changed = { 0, 0 };

        gt06_timeline_add(timeline, &point, &changed);
        cells += changed.end - changed.first;
    }
    g_rand_free(random);
    gt06_timeline_free(timeline);
    return (double)cells / count;
}

static void test_cost(void **state)
{
    enum { COUNT = 100000 };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double half = cells_a_point(&comings[i], COUNT / 2);
        double whole = cells_a_point(&comings[i], COUNT);
        gsize size;
        double seconds = add_many(&comings[i], COUNT, &size);

        printf("%s: %d points, %.1f cells a point (%.1f for half as many), %.2f s, "
               "GPX of %.1f MB\n",
               comings[i].name, COUNT, whole, half, seconds, (double)size / 1e6);
        /* Twice the points, little more than twice the work. */
        assert_true(whole < 1.15 * half + 1);
        assert_true(whole < 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),        cmocka_unit_test(test_order_of_equals),
        cmocka_unit_test(test_document),     cmocka_unit_test(test_texts),
        cmocka_unit_test(test_every_moment), cmocka_unit_test(test_cost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
