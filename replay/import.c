/* import.c
 *
 * What a line may look like; `T` is a time, most punctuation around the parts is left out:
 *
 *   T  INFO: [T1a2b3c4d: gt06 < 198.51.100.7] HEX       Traccar, new: T or U, < from the terminal
 *   T  INFO: [1a2b3c4d: 5023 < 198.51.100.7] HEX        Traccar, middle
 *   T DEBUG: [1a2b3c4d: 5023 < 198.51.100.7] HEX: HEX   Traccar, old
 *   T up HEX          T < HEX          T  READ: HEX     plain lines, READ/WRITE logs
 *   HEX                                                 bare bytes: from the terminal
 *   {"t":"T","dir":"up","hex":"HEX"}                    JSON lines
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* timegm */
#include "import.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../captures/writer.h"
#include "failure.h"
#include "pdml.h"

enum { MOST_LINE = 1 << 20, MOST_TOLD = 20, FEWEST_BYTES = 4 };

/* 2026-01-01: when logs without times begin; in microseconds since 1970. */
#define FIRST_TIME ((int64_t)1767225600 * 1000000)

/* What was read of a line. */
typedef struct {
    int64_t time; /* microseconds since 1970; -1: not told */
    char *connection;
    char *address;
    bool from_server;
    GBytes *bytes; /* NULL: an event without bytes, such as a new connection */
} log_line;

typedef struct {
    const gt06_import_settings *settings;
    gt06_writer *writer;
    GHashTable *flows; /* of connection to gt06_flow */
    GRegex *time, *bracket, *direction, *hex;
    int64_t last; /* the time of the line above */
    unsigned unread, read, connections;
} importing;

/* Words for the two directions. Before whole words come the arrows of logs. */
static const struct {
    const char *word;
    bool from_server;
} directions[] = {
    { "<", false },        { ">", true },        { "up", false },       { "down", true },
    { "in", false },       { "out", true },      { "read", false },     { "write", true },
    { "recv", false },     { "send", true },     { "rx", false },       { "tx", true },
    { "received", false }, { "sent", true },     { "<-", false },       { "->", true },
    { "<<", false },       { ">>", true },       { "incoming", false }, { "outgoing", true },
    { "terminal", false }, { "server", true },   { "device", false },   { "d", false },
    { "s", true },         { "inbound", false }, { "outbound", true },
};

static bool read_direction(const char *word, bool *from_server)
{
    for (size_t i = 0; i < G_N_ELEMENTS(directions); i++) {
        if (g_ascii_strcasecmp(word, directions[i].word) == 0) {
            *from_server = directions[i].from_server;
            return true;
        }
    }
    return false;
}

static int part(const GMatchInfo *match, int group)
{
    char *text = g_match_info_fetch(match, group);
    const int value = text ? (int)g_ascii_strtoll(text, NULL, 10) : 0;

    g_free(text);
    return value;
}

/* Fraction of a second in microseconds. */
static int64_t fraction(const GMatchInfo *match, int group)
{
    char *text = g_match_info_fetch(match, group);
    int64_t value = 0, unit = 100000;

    for (const char *digit = text ? text : ""; *digit && unit > 0; digit++, unit /= 10)
        value += (*digit - '0') * unit;
    g_free(text);
    return value;
}

/* Takes the time off the line's beginning. */
static char *take_time(importing *import, char *line, int64_t *time)
{
    GMatchInfo *match = NULL;
    int end = 0;

    *time = -1;
    if (g_regex_match(import->time, line, 0, &match)) {
        struct tm parts = { .tm_year = part(match, 1) - 1900,
                            .tm_mon = part(match, 2) - 1,
                            .tm_mday = part(match, 3),
                            .tm_hour = part(match, 4),
                            .tm_min = part(match, 5),
                            .tm_sec = part(match, 6) };
        *time = ((int64_t)timegm(&parts) - import->settings->zone) * 1000000 + fraction(match, 7);
        g_match_info_fetch_pos(match, 0, NULL, &end);
    }
    g_match_info_free(match);
    return line + end;
}

/* Takes "[T1a2b3c4d: gt06 < 198.51.100.7]" wherever it stands. */
static char *take_bracket(importing *import, char *text, log_line *line, bool *has_direction)
{
    GMatchInfo *match = NULL;
    int end = 0;

    if (g_regex_match(import->bracket, text, 0, &match)) {
        char *arrow = g_match_info_fetch(match, 2);
        line->connection = g_match_info_fetch(match, 1);
        line->address = g_match_info_fetch(match, 3);
        *has_direction = arrow && read_direction(arrow, &line->from_server);
        g_match_info_fetch_pos(match, 0, NULL, &end);
        g_free(arrow);
    }
    g_match_info_free(match);
    return text + end;
}

/* Takes the words before the bytes; one of them may be a direction. */
static void take_words(importing *import, const char *text, log_line *line, bool has_direction)
{
    GMatchInfo *match = NULL;

    for (g_regex_match(import->direction, text, 0, &match);
         !has_direction && g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *word = g_match_info_fetch(match, 0);
        has_direction = read_direction(word, &line->from_server);
        g_free(word);
    }
    g_match_info_free(match);
}

/* The last run of hexadecimal digits on the line, with or without blanks between bytes. */
static GBytes *take_bytes(importing *import, const char *text, size_t *begins)
{
    GMatchInfo *match = NULL;
    GBytes *bytes = NULL;
    int from = 0, to = 0;

    if (g_regex_match(import->hex, text, 0, &match) &&
        g_match_info_fetch_pos(match, 1, &from, &to)) {
        char *digits = g_strndup(text + from, (gsize)(to - from));
        bytes = gt06_read_hex(digits);
        g_free(digits);
        *begins = (size_t)from;
    }
    g_match_info_free(match);
    if (bytes && g_bytes_get_size(bytes) < FEWEST_BYTES)
        g_clear_pointer(&bytes, g_bytes_unref);
    return bytes;
}

static void clear_line(log_line *line)
{
    g_free(line->connection);
    g_free(line->address);
    if (line->bytes)
        g_bytes_unref(line->bytes);
}

/* Reads a line; false if it holds no bytes. */
static bool read_line(importing *import, char *text, log_line *line)
{
    bool has_direction = false;
    size_t begins = 0;
    char *rest;

    *line = (log_line){ .time = -1 };
    rest = take_time(import, text, &line->time);
    rest = take_bracket(import, rest, line, &has_direction);
    line->bytes = take_bytes(import, rest, &begins);
    if (!line->bytes)
        return false;
    rest[begins] = '\0';
    take_words(import, rest, line, has_direction);
    return true;
}

/* Lines that say something else than bytes, and are no failure. */
static bool is_silent(const char *text)
{
    static const char *const known[] = { "connected", "disconnected", "timed out",
                                         "id: ",      "INFO: [",      "error",
                                         "WARN: ",    "Starting",     "login" };

    if (*text == '\0' || *text == '#')
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strstr(text, known[i]))
            return true;
    }
    return false;
}

static nstime_t moment(int64_t time)
{
    return (nstime_t){ (time_t)(time / 1000000), (int)(time % 1000000 * 1000) };
}

/* The flow of a connection; every connection has a port of its own, and an address where told. */
static gt06_flow *flow_of(importing *import, const log_line *line, int64_t time, GError **error)
{
    const char *name = line->connection ? line->connection : "";
    const bool six = line->address && strchr(line->address, ':');
    gt06_flow *flow = g_hash_table_lookup(import->flows, name);

    if (flow)
        return flow;
    const uint16_t port = (uint16_t)(40001 + import->connections++ % 20000);
    const gt06_endpoint client = { line->address && *line->address ? line->address : "198.51.100.7",
                                   port };
    const gt06_endpoint server = { six ? "2001:db8::10" : "203.0.113.10", import->settings->port };
    const bool udp = import->settings->udp || *name == 'U';

    flow = gt06_writer_flow(import->writer, udp ? GT06_OVER_UDP : GT06_OVER_TCP, &client, &server,
                            error);
    if (!flow || (!udp && !gt06_flow_open(flow, moment(time - 40000), NULL, error)))
        return NULL;
    g_hash_table_insert(import->flows, g_strdup(name), flow);
    return flow;
}

static bool write_line(importing *import, const log_line *line, GError **error)
{
    const int64_t time = line->time >= 0 ? line->time : import->last + 1000000;
    gt06_flow *flow = flow_of(import, line, time, error);
    gsize size;
    gt06_payload payload = { .sender = line->from_server ? GT06_SERVER : GT06_CLIENT,
                             .time = moment(time) };

    payload.bytes = g_bytes_get_data(line->bytes, &size);
    payload.size = size;
    import->last = time;
    import->read++;
    return flow && gt06_flow_send(flow, &payload, error);
}

static void tell_unread(importing *import, const char *name, unsigned number, const char *why)
{
    if (++import->unread <= MOST_TOLD)
        fprintf(stderr, "%s:%u: %s\n", name, number, why);
    if (import->unread == MOST_TOLD)
        fprintf(stderr, "Further lines that cannot be read are counted only.\n");
}

/* One line of text: a log line, or a JSON object with several events. */
static bool import_text(importing *import, char *text, const char *name, unsigned number,
                        GError **error)
{
    char *copy = g_strdup(g_strstrip(text));
    log_line line;
    bool good = true;

    if (strlen(text) > MOST_LINE) {
        tell_unread(import, name, number, "the line is too long.");
    } else if (read_line(import, text, &line)) {
        good = write_line(import, &line, error);
        clear_line(&line);
    } else {
        clear_line(&line);
        if (!is_silent(copy))
            tell_unread(import, name, number, "there are no bytes in this line.");
    }
    g_free(copy);
    return good;
}

/* A line of JSON with "events" is taken to pieces; each file line is then a connection. */
static bool import_events(importing *import, const char *text, const char *name, unsigned number,
                          GError **error)
{
    static const char pattern[] = "\"t\":\\s*(?:\"([^\"]*)\"|null)\\s*,\\s*\"dir\":\\s*\"(\\w+)\""
                                  "\\s*,\\s*\"hex\":\\s*\"([0-9a-fA-F]+)\"";
    GRegex *regex = g_regex_new(pattern, 0, 0, NULL);
    GMatchInfo *match = NULL;
    bool good = true;

    if (!g_regex_match(regex, text, 0, &match))
        tell_unread(import, name, number, "there are no bytes in this line.");
    while (good && g_match_info_matches(match)) {
        char *time = g_match_info_fetch(match, 1), *direction = g_match_info_fetch(match, 2);
        char *hex = g_match_info_fetch(match, 3);
        log_line line = { .bytes = gt06_read_hex(hex) };

        take_time(import, time, &line.time);
        read_direction(direction, &line.from_server);
        line.connection = g_strdup_printf("%s:%u", name, number);
        if (line.bytes && g_bytes_get_size(line.bytes) > 0)
            good = write_line(import, &line, error);
        clear_line(&line);
        g_free(time);
        g_free(direction);
        g_free(hex);
        g_match_info_next(match, NULL);
    }
    g_match_info_free(match);
    g_regex_unref(regex);
    return good;
}

static bool import_log(importing *import, const char *name, GError **error)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    char *text = NULL;
    size_t room = 0;
    unsigned number = 0;
    bool good = true;

    if (!file)
        return gt06_fail(error, GT06_EXIT_INPUT, "The log %s cannot be opened.", name);
    while (good && getline(&text, &room, file) > 0) {
        number++;
        if (*text == '{')
            good = import_events(import, text, name, number, error);
        else
            good = import_text(import, text, name, number, error);
    }
    free(text);
    if (file != stdin)
        fclose(file);
    return good;
}

static void compile_patterns(importing *import)
{
    import->time = g_regex_new("^\\W{0,2}(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ,]+(\\d\\d):(\\d\\d):"
                               "(\\d\\d)(?:[.,](\\d+))?Z?[\\])\"']?\\s*",
                               0, 0, NULL);
    import->bracket = g_regex_new("^.{0,40}?\\[([TU]?[0-9A-Za-z-]{4,40})(?:: *[\\w.-]+)? *"
                                  "([<>])? *([0-9a-fA-F.:]*)\\](?: *HEX:)?",
                                  0, 0, NULL);
    import->direction = g_regex_new("[<>-]{1,2}|[A-Za-z]+", 0, 0, NULL);
    import->hex = g_regex_new("(?:^|[^0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}[ :]?)*[0-9a-fA-F]{2})"
                              "[\\s\"'\\])}]*$",
                              0, 0, NULL);
}

static void free_patterns(importing *import)
{
    g_regex_unref(import->time);
    g_regex_unref(import->bracket);
    g_regex_unref(import->direction);
    g_regex_unref(import->hex);
}

bool gt06_import(char **logs, const gt06_import_settings *settings, GError **error)
{
    importing import = { .settings = settings, .last = FIRST_TIME };
    bool good = true;

    import.writer = gt06_writer_open(settings->output, GT06_LINK_ETHERNET,
                                     "Made from logs by gt06-replay import", error);
    if (!import.writer)
        return false;
    import.flows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    compile_patterns(&import);
    for (; good && *logs; logs++)
        good = import_log(&import, *logs, error);
    free_patterns(&import);
    g_hash_table_unref(import.flows);
    good = gt06_writer_close(import.writer, good ? error : NULL) && good;
    fprintf(stderr, "%u payloads of %u connections written; %u lines could not be read.\n",
            import.read, import.connections, import.unread);
    if (good && import.read == 0)
        good = gt06_fail(error, GT06_EXIT_INPUT, "There is nothing in these logs to be written.");
    return good;
}
