/* formats.c
 * GPX 1.1 (topografix.com/GPX/1/1), GeoJSON (RFC 7946), KML 2.2 with Google's gx:Track.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _POSIX_C_SOURCE 200809L /* gmtime_r */
#include "formats.h"

#include <string.h>
#include <time.h>

/* A late point renews many others: g_string_append_printf() would take most of the time. */
static void add_digits(GString *out, unsigned value, unsigned digits)
{
    char text[10];

    for (unsigned i = digits; i > 0; i--) {
        text[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    g_string_append_len(out, text, (gssize)digits);
}

static void add_degrees(GString *out, int32_t value)
{
    unsigned size = (unsigned)ABS(value);
    unsigned degrees = size / GT06_UNITS_PER_DEGREE;

    if (value < 0)
        g_string_append_c(out, '-');
    add_digits(out, degrees, degrees >= 100 ? 3 : degrees >= 10 ? 2 : 1);
    g_string_append_c(out, '.');
    add_digits(out, size % GT06_UNITS_PER_DEGREE, 7);
}

static void add_time(GString *out, const gt06_point *point)
{
    time_t seconds = (time_t)point->time;
    struct tm parts;

    gmtime_r(&seconds, &parts);
    add_digits(out, (unsigned)parts.tm_year + 1900, 4);
    g_string_append_c(out, '-');
    add_digits(out, (unsigned)parts.tm_mon + 1, 2);
    g_string_append_c(out, '-');
    add_digits(out, (unsigned)parts.tm_mday, 2);
    g_string_append_c(out, 'T');
    add_digits(out, (unsigned)parts.tm_hour, 2);
    g_string_append_c(out, ':');
    add_digits(out, (unsigned)parts.tm_min, 2);
    g_string_append_c(out, ':');
    add_digits(out, (unsigned)parts.tm_sec, 2);
    g_string_append_c(out, 'Z');
}

/* Longitude, latitude and, if it is known, altitude: the order of KML and GeoJSON. */
static void add_place(GString *out, const gt06_point *point, char separator)
{
    add_degrees(out, point->longitude);
    g_string_append_c(out, separator);
    add_degrees(out, point->latitude);
    if (point->has_altitude)
        g_string_append_printf(out, "%c%d", separator, point->altitude);
}

static void add_xml(GString *out, const char *text)
{
    char *escaped = g_markup_escape_text(text, -1);

    g_string_append(out, escaped);
    g_free(escaped);
}

static void add_json(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, g_ascii_iscntrl(*text) ? ' ' : *text);
    }
}

static void write_gpx(GString *out, const gt06_point *point, const char *element)
{
    g_string_append_c(out, '<');
    g_string_append(out, element);
    g_string_append(out, " lat=\"");
    add_degrees(out, point->latitude);
    g_string_append(out, "\" lon=\"");
    add_degrees(out, point->longitude);
    g_string_append(out, "\">");
    if (point->has_altitude)
        g_string_append_printf(out, "<ele>%d</ele>", point->altitude);
    g_string_append(out, "<time>");
    add_time(out, point);
    g_string_append(out, "</time>");
}

static void write_gpx_alarm(GString *out, const gt06_point *point, const char *name)
{
    write_gpx(out, point, "wpt");
    g_string_append(out, "<name>");
    add_xml(out, name);
    g_string_append(out, "</name></wpt>\n");
}

static void write_gpx_point(GString *out, const gt06_point *point, bool first G_GNUC_UNUSED)
{
    write_gpx(out, point, "trkpt");
    g_string_append(out, "</trkpt>");
}

static void write_json_alarm(GString *out, const gt06_point *point, const char *name)
{
    g_string_append(out, "{\"type\":\"Feature\",\"properties\":{\"name\":\"");
    add_json(out, name);
    g_string_append(out, "\",\"time\":\"");
    add_time(out, point);
    g_string_append(out, "\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    add_place(out, point, ',');
    g_string_append(out, "]}},\n");
}

static void write_json_time(GString *out, const gt06_point *point, bool first)
{
    g_string_append(out, first ? "\"" : ",\"");
    add_time(out, point);
    g_string_append_c(out, '"');
}

static void write_json_place(GString *out, const gt06_point *point, bool first)
{
    g_string_append(out, first ? "[" : ",[");
    add_place(out, point, ',');
    g_string_append_c(out, ']');
}

/* A line has two points at least (RFC 7946, 3.1.4): the first one alone is a point. */
#define JSON_POINT "\"Point\",     \"coordinates\": \n"
#define JSON_LINE "\"LineString\",\"coordinates\":[\n"
#define JSON_END_OF_POINT " }}\n]}\n"
#define JSON_END_OF_LINE "]}}\n]}\n"

static void become_line(GString *text)
{
    char *point = strstr(text->str, JSON_POINT);

    /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): the text goes on behind it */
    memcpy(point, JSON_LINE, strlen(JSON_LINE));
    memcpy(text->str + text->len - strlen(JSON_END_OF_LINE), JSON_END_OF_LINE,
           strlen(JSON_END_OF_LINE));
}

G_STATIC_ASSERT(sizeof JSON_POINT == sizeof JSON_LINE);
G_STATIC_ASSERT(sizeof JSON_END_OF_POINT == sizeof JSON_END_OF_LINE);

static void write_kml_alarm(GString *out, const gt06_point *point, const char *name)
{
    g_string_append(out, "<Placemark><name>");
    add_xml(out, name);
    g_string_append(out, "</name><TimeStamp><when>");
    add_time(out, point);
    g_string_append(out, "</when></TimeStamp><Point><coordinates>");
    add_place(out, point, ',');
    g_string_append(out, "</coordinates></Point></Placemark>\n");
}

static void write_kml_time(GString *out, const gt06_point *point, bool first G_GNUC_UNUSED)
{
    g_string_append(out, "<when>");
    add_time(out, point);
    g_string_append(out, "</when>");
}

static void write_kml_place(GString *out, const gt06_point *point, bool first G_GNUC_UNUSED)
{
    g_string_append(out, "<gx:coord>");
    add_place(out, point, ' ');
    g_string_append(out, "</gx:coord>");
}

const gt06_format gt06_formats[GT06_FORMATS] = {
    { .ending = "gpx",
      .content_type = "application/gpx+xml",
      .fixed = { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<gpx version=\"1.1\" creator=\"GT06 for Wireshark\" "
                 "xmlns=\"http://www.topografix.com/GPX/1/1\">\n"
                 "<metadata><name>@</name></metadata>\n",
                 "<trk><name>@</name><trkseg>\n",
                 "</trkseg></trk>\n</gpx>\n" },
      .write_alarm = write_gpx_alarm,
      .columns = { { sizeof "<trkpt lat=\"-90.0000000\" lon=\"-180.0000000\"><ele>-32768</ele>"
                            "<time>2026-03-01T08:00:00Z</time></trkpt>",
                     write_gpx_point } } },
    { .ending = "geojson",
      .content_type = "application/geo+json",
      .fixed = { "{\"type\":\"FeatureCollection\",\"features\":[\n",
                 "{\"type\":\"Feature\",\"properties\":{\"name\":\"@\",\"coordTimes\":[\n",
                 "]},\"geometry\":{\"type\":" JSON_POINT, JSON_END_OF_POINT },
      .write_alarm = write_json_alarm,
      .columns = { { sizeof ",\"2026-03-01T08:00:00Z\"", write_json_time },
                   { sizeof ",[-180.0000000,-90.0000000,-32768]", write_json_place } },
      .second_point = become_line },
    { .ending = "kml",
      .content_type = "application/vnd.google-earth.kml+xml",
      .fixed = { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
                 "xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n"
                 "<Document><name>@</name>\n",
                 "<Placemark><name>@</name><gx:Track>\n",
                 "", "</gx:Track></Placemark>\n</Document>\n</kml>\n" },
      .write_alarm = write_kml_alarm,
      .columns = { { sizeof "<when>2026-03-01T08:00:00Z</when>", write_kml_time },
                   { sizeof "<gx:coord>-180.0000000 -90.0000000 -32768</gx:coord>",
                     write_kml_place } } },
};
