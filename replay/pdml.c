/* pdml.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "pdml.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"

struct gt06_pdml {
    GMarkupParseContext *context;
    gt06_packet_reader reader;
    void *data;
    gt06_packet packet;
    GStringChunk *strings; /* of the packet */
    GArray *path;          /* of int: the open fields and protocols */
    int message;
    bool inside; /* a packet */
    bool stopped;
};

/* "text": what stands beside the protocols, such as the end of a connection. */
const char *const gt06_pdml_layers = "frame ip ipv6 tcp udp gt06 text";

/* Names of protocols and fields differ by their element only. */
static const char *attribute(const char **names, const char **values, const char *wanted)
{
    for (; *names; names++, values++) {
        if (strcmp(*names, wanted) == 0)
            return *values;
    }
    return "";
}

/* "1772352000.400000000" in microseconds. */
static int64_t read_time(const char *text)
{
    char *fraction = NULL;
    int64_t time = g_ascii_strtoll(text, &fraction, 10) * 1000000;

    if (*fraction == '.') {
        char digits[7] = "000000";
        for (int i = 0; i < 6 && g_ascii_isdigit(fraction[1 + i]); i++)
            digits[i] = fraction[1 + i];
        time += g_ascii_strtoll(digits, NULL, 10);
    }
    return time;
}

static void begin_packet(gt06_pdml *pdml)
{
    g_array_set_size(pdml->packet.fields, 0);
    g_array_set_size(pdml->path, 0);
    g_string_chunk_clear(pdml->strings);
    pdml->packet.messages = 0;
    pdml->packet.number = 0;
    pdml->message = -1;
    pdml->inside = true;
}

/* The packet's number and time stand in a protocol that PDML makes up. */
static void read_general(gt06_pdml *pdml, const gt06_field *field)
{
    if (strcmp(field->name, "num") == 0)
        pdml->packet.number = (unsigned)atoi(field->show);
    else if (strcmp(field->name, "timestamp") == 0)
        pdml->packet.time = read_time(field->value);
}

static void begin_field(gt06_pdml *pdml, const char *element, const char **names,
                        const char **values)
{
    GStringChunk *strings = pdml->strings;
    const bool is_protocol = strcmp(element, "proto") == 0;
    gt06_field field = {
        .name = g_string_chunk_insert(strings, attribute(names, values, "name")),
        .show = g_string_chunk_insert(strings, attribute(names, values, "show")),
        .label = g_string_chunk_insert(strings, attribute(names, values, "showname")),
        .value = g_string_chunk_insert(strings, attribute(names, values, "value")),
        .position = atoi(attribute(names, values, "pos")),
        .size = atoi(attribute(names, values, "size")),
        .parent = pdml->path->len > 0 ? g_array_index(pdml->path, int, pdml->path->len - 1) : -1,
        .is_protocol = is_protocol,
    };
    const int index = (int)pdml->packet.fields->len;

    if (is_protocol && field.parent < 0) /* "_ws.malformed" may stand within a message */
        pdml->message = -1;
    if (strcmp(field.name, "gt06.frame") == 0)
        pdml->message = (int)pdml->packet.messages++;
    field.message = pdml->message;
    read_general(pdml, &field);
    g_array_append_val(pdml->packet.fields, field);
    g_array_append_val(pdml->path, index);
}

static void on_start(GMarkupParseContext *context, const char *element, const char **names,
                     const char **values, gpointer data, GError **error)
{
    gt06_pdml *pdml = data;

    (void)context;
    (void)error;
    if (strcmp(element, "packet") == 0)
        begin_packet(pdml);
    else if (pdml->inside)
        begin_field(pdml, element, names, values);
}

static void on_end(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    gt06_pdml *pdml = data;

    (void)context;
    (void)error;
    if (strcmp(element, "packet") == 0) {
        pdml->inside = false;
        pdml->stopped = pdml->stopped || !pdml->reader(&pdml->packet, pdml->data);
    } else if (pdml->inside && pdml->path->len > 0) {
        g_array_set_size(pdml->path, pdml->path->len - 1);
    }
}

gt06_pdml *gt06_pdml_new(gt06_packet_reader reader, void *data)
{
    static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end };
    gt06_pdml *pdml = g_new0(gt06_pdml, 1);

    pdml->context = g_markup_parse_context_new(&parser, 0, pdml, NULL);
    pdml->reader = reader;
    pdml->data = data;
    pdml->packet.fields = g_array_new(FALSE, FALSE, sizeof(gt06_field));
    pdml->path = g_array_new(FALSE, FALSE, sizeof(int));
    pdml->strings = g_string_chunk_new(4096);
    return pdml;
}

void gt06_pdml_free(gt06_pdml *pdml)
{
    g_markup_parse_context_free(pdml->context);
    g_array_unref(pdml->packet.fields);
    g_array_unref(pdml->path);
    g_string_chunk_free(pdml->strings);
    g_free(pdml);
}

bool gt06_pdml_feed(const char *text, size_t size, void *data)
{
    gt06_pdml *pdml = data;

    return g_markup_parse_context_parse(pdml->context, text, (gssize)size, NULL) && !pdml->stopped;
}

const gt06_field *gt06_packet_field(const gt06_packet *packet, const char *name, unsigned from)
{
    for (unsigned i = from; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

const gt06_field *gt06_message_field(const gt06_packet *packet, const char *name, int message)
{
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (field->message == message && strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

bool gt06_read_packets(gt06_tshark *tshark, const char *path, bool two, const char *filter,
                       gt06_packet_reader reader, void *data, GError **error)
{
    const char *arguments[16] = { "-n", "-r", path, "-T", "pdml", "-J", gt06_pdml_layers };
    size_t count = 7;
    gt06_pdml *pdml;
    bool good;

    if (two)
        arguments[count++] = "-2";
    if (filter) {
        arguments[count++] = "-Y";
        arguments[count++] = filter;
    }
    pdml = gt06_pdml_new(reader, data);
    good = gt06_tshark_run(tshark, arguments, gt06_pdml_feed, pdml, error);
    gt06_pdml_free(pdml);
    return good;
}

/* tshark prints statistics behind its packets: all after the end of PDML is their text. */
typedef struct {
    gt06_pdml *pdml;
    GString *table;
    size_t matched; /* characters of the end mark so far */
} two_parts;

static bool take_parts(const char *text, size_t size, void *data)
{
    static const char mark[] = "</pdml>";
    const size_t length = sizeof mark - 1;
    two_parts *parts = data;
    size_t at = 0;

    while (at < size && parts->matched < length) {
        parts->matched = text[at] == mark[parts->matched] ? parts->matched + 1 : text[at] == '<';
        at++;
    }
    if (at > 0 && !gt06_pdml_feed(text, at, parts->pdml))
        return false;
    g_string_append_len(parts->table, text + at, (gssize)(size - at));
    return true;
}

bool gt06_read_packets_and_table(gt06_tshark *tshark, const char *path, const char *statistic,
                                 gt06_packet_reader reader, void *data, GString *table,
                                 GError **error)
{
    const char *const arguments[] = { "-n", "-2",      "-r", path,
                                      "-T", "pdml",    "-J", gt06_pdml_layers,
                                      "-z", statistic, NULL };
    two_parts parts = { gt06_pdml_new(reader, data), table, 0 };
    const bool good = gt06_tshark_run(tshark, arguments, take_parts, &parts, error);

    gt06_pdml_free(parts.pdml);
    return good;
}

GBytes *gt06_read_hex(const char *text)
{
    GByteArray *bytes = g_byte_array_new();

    while (*text) {
        if (g_ascii_isspace(*text) || *text == ':') {
            text++;
            continue;
        }
        if (!g_ascii_isxdigit(text[0]) || !g_ascii_isxdigit(text[1])) {
            g_byte_array_unref(bytes);
            return NULL;
        }
        const guint8 byte =
            (guint8)(g_ascii_xdigit_value(text[0]) << 4 | g_ascii_xdigit_value(text[1]));
        g_byte_array_append(bytes, &byte, 1);
        text += 2;
    }
    return g_byte_array_free_to_bytes(bytes);
}
