/* import.c
 *
 * What a line may look like; `T` is a time, perhaps without its date; most punctuation around the
 * parts is left out:
 *
 *   T  INFO: [T1a2b3c4d: gt06 < 198.51.100.7] HEX       Traccar, new: T or U, < from the terminal
 *   T  INFO: [1a2b3c4d: 5023 < 198.51.100.7] HEX        Traccar, middle
 *   T DEBUG: [1a2b3c4d: 5023 < 198.51.100.7] HEX: HEX   Traccar, old
 *   T up HEX          T < HEX          T  READ: HEX     plain lines, READ/WRITE logs
 *   HEX                                                 bare bytes: from the terminal
 *   {"t":"T","dir":"up","hex":"HEX"}                    JSON lines
 *   {"events":[{"t":"T","dir":"up","hex":"HEX"},...]}   the same, a connection in a line
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* timegm */
#include "import.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <json-glib/json-glib.h>

#include "failure.h"
#include "making.h"
#include "pdml.h"

/* Where no direction is told, fewer bytes than that may be any number of a log. */
enum { MOST_LINE = 1 << 20, MOST_TOLD = 20, FEWEST_BYTES = 4, DEEPEST = 32 };

/* 2026-01-01: when logs without times begin; in microseconds since 1970. */
#define FIRST_TIME ((int64_t)1767225600 * 1000000)

/* What was read of a line. */
typedef struct {
    int64_t time; /* microseconds since 1970; -1: not told */
    bool has_wrong_time;
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
    unsigned unread, read, connections, told;
} importing;

/* Where a line stands. */
typedef struct {
    const char *name;
    unsigned line;
} source;

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

/* The zone that stands behind a time, in seconds; else that of the log. */
static int zone_of(const importing *import, const GMatchInfo *match)
{
    char *sign = g_match_info_fetch(match, 8);
    int zone = import->settings->zone;

    if (sign && *sign) {
        zone = (part(match, 9) * 60 + part(match, 10)) * 60;
        if (strcmp(sign, "-") == 0)
            zone = -zone;
    }
    g_free(sign);
    return zone;
}

/* Of the moments that a time without a date may be, in seconds, the one next to the line before. */
static int64_t nearest_day(const importing *import, int64_t seconds)
{
    enum { DAY = 24 * 60 * 60 };
    const int64_t last = import->last / 1000000;

    seconds += last - last % DAY;
    while (import->read > 0 && seconds < last - DAY / 2)
        seconds += DAY;
    while (import->read > 0 && seconds > last + DAY / 2)
        seconds -= DAY;
    return seconds;
}

/* The moment that was matched; -1 if there is none such, as on the 30th of February. */
static int64_t time_of(const importing *import, const GMatchInfo *match)
{
    const bool is_dated = part(match, 3) > 0;
    const struct tm told = { .tm_year = is_dated ? part(match, 1) - 1900 : 70,
                             .tm_mon = is_dated ? part(match, 2) - 1 : 0,
                             .tm_mday = is_dated ? part(match, 3) : 1,
                             .tm_hour = part(match, 4),
                             .tm_min = part(match, 5),
                             .tm_sec = part(match, 6) };
    struct tm parts = told;
    int64_t seconds = (int64_t)timegm(&parts) - zone_of(import, match);

    if (!is_dated)
        seconds = nearest_day(import, seconds);
    if (parts.tm_mon != told.tm_mon || parts.tm_mday != told.tm_mday ||
        parts.tm_hour != told.tm_hour || parts.tm_min != told.tm_min || seconds < 0)
        return -1;
    return seconds * 1000000 + fraction(match, 7);
}

/* Takes the time off the line's beginning; false if there is one, but no such moment. */
static bool take_time(importing *import, char **line, int64_t *time)
{
    GMatchInfo *match = NULL;
    bool good = true;
    int end = 0;

    *time = -1;
    if (g_regex_match(import->time, *line, 0, &match)) {
        *time = time_of(import, match);
        good = *time >= 0;
        g_match_info_fetch_pos(match, 0, NULL, &end);
    }
    g_match_info_free(match);
    *line += end;
    return good;
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
static bool take_words(importing *import, const char *text, log_line *line, bool has_direction)
{
    GMatchInfo *match = NULL;

    for (g_regex_match(import->direction, text, 0, &match);
         !has_direction && g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *word = g_match_info_fetch(match, 0);
        has_direction = read_direction(word, &line->from_server);
        g_free(word);
    }
    g_match_info_free(match);
    return has_direction;
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
    char *rest = text;

    *line = (log_line){ .time = -1 };
    line->has_wrong_time = !take_time(import, &rest, &line->time);
    rest = take_bracket(import, rest, line, &has_direction);
    line->bytes = take_bytes(import, rest, &begins);
    if (!line->bytes)
        return false;
    rest[begins] = '\0';
    has_direction = take_words(import, rest, line, has_direction);
    return has_direction || g_bytes_get_size(line->bytes) >= FEWEST_BYTES;
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

/* Says something about a line, unless too much was said already. */
static void tell(importing *import, const source *at, const char *what)
{
    if (++import->told <= MOST_TOLD)
        fprintf(stderr, "%s:%u: %s\n", at->name, at->line, what);
    if (import->told == MOST_TOLD)
        fprintf(stderr, "Nothing is said about further lines; those that cannot be read are "
                        "counted.\n");
}

static void tell_unread(importing *import, const source *at, const char *why)
{
    import->unread++;
    tell(import, at, why);
}

static bool send_line(importing *import, const log_line *line, int64_t time, GError **error)
{
    gt06_flow *flow = flow_of(import, line, time, error);
    gsize size;
    gt06_payload payload = { .sender = line->from_server ? GT06_SERVER : GT06_CLIENT,
                             .time = moment(time) };

    payload.bytes = g_bytes_get_data(line->bytes, &size);
    payload.size = size;
    return flow && gt06_flow_send(flow, &payload, error);
}

/* Writes a line's bytes; those that no packet can carry are named and left out. */
static bool write_line(importing *import, const log_line *line, const source *at, GError **error)
{
    const int64_t time = line->time >= 0 ? line->time : import->last + 1000000;
    GError *reason = NULL;

    if (line->has_wrong_time)
        tell(import, at, "its time is none; it is taken for a second after the line before.");
    if (send_line(import, line, time, &reason)) {
        import->last = time;
        import->read++;
    } else if (g_error_matches(reason, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_REQUEST)) {
        tell_unread(import, at, reason->message);
        g_error_free(reason);
    } else {
        g_propagate_error(error, reason);
        return false;
    }
    return true;
}

static bool import_text(importing *import, char *text, const source *at, GError **error)
{
    char *copy = g_strdup(g_strstrip(text));
    log_line line;
    bool good = true;

    if (strlen(text) > MOST_LINE) {
        tell_unread(import, at, "the line is too long.");
    } else if (read_line(import, text, &line)) {
        good = write_line(import, &line, at, error);
        clear_line(&line);
    } else {
        clear_line(&line);
        if (!is_silent(copy))
            tell_unread(import, at, "there are no bytes in this line.");
    }
    g_free(copy);
    return good;
}

/* A member of a JSON object; NULL if there is none, or null. */
static JsonNode *member(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);

    return node && !JSON_NODE_HOLDS_NULL(node) ? node : NULL;
}

/* Its text; "" if it is none. */
static const char *text_of(JsonNode *node)
{
    return JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : "";
}

/* "t": a time, all of it. */
static void read_json_time(importing *import, JsonNode *node, log_line *line)
{
    char *text = g_strdup(text_of(node)), *rest = text;

    line->has_wrong_time = !take_time(import, &rest, &line->time) || rest == text || *rest;
    if (line->has_wrong_time)
        line->time = -1;
    g_free(text);
}

/* An object with "hex", and "t" and "dir" where they are known. */
static bool import_event(importing *import, JsonObject *event, const char *connection,
                         const source *at, GError **error)
{
    JsonNode *hex = member(event, "hex"), *time = member(event, "t");
    JsonNode *direction = member(event, "dir");
    log_line line = { .time = -1, .bytes = hex ? gt06_read_hex(text_of(hex)) : NULL };
    bool good = true;

    if (time)
        read_json_time(import, time, &line);
    line.connection = g_strdup(connection);
    if (!line.bytes || g_bytes_get_size(line.bytes) == 0)
        tell_unread(import, at,
                    "an event has no bytes: \"hex\" is missing, or no hexadecimal digits.");
    else if (direction && !read_direction(text_of(direction), &line.from_server))
        tell_unread(import, at, "the direction of an event, \"dir\", is not known.");
    else
        good = write_line(import, &line, at, error);
    clear_line(&line);
    return good;
}

/*
 * Is this shallow enough for a parser that calls itself for every bracket, and has it nothing
 * outside of its texts that JSON does not know? Comments would hide brackets from us.
 */
static bool is_shallow(const char *text)
{
    unsigned depth = 0;
    bool inside = false; /* of a text */

    for (; *text; text++) {
        if (inside) {
            inside = *text != '"';
            text += *text == '\\' && text[1];
        } else if (*text == '[' || *text == '{') {
            depth++;
        } else if (*text == ']' || *text == '}') {
            depth -= depth > 0;
        } else if (*text == '"') {
            inside = true;
        } else if (!g_ascii_isalnum(*text) && !strchr(" \t\r\n:,+-.", *text)) {
            return false;
        }
        if (depth > DEEPEST)
            return false;
    }
    return true;
}

/* A line of JSON is an event, or a connection with several "events". */
static bool import_json(importing *import, const char *text, const source *at, GError **error)
{
    JsonNode *root = is_shallow(text) ? json_from_string(text, NULL) : NULL;
    JsonObject *object = root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
    JsonNode *events = object ? json_object_get_member(object, "events") : NULL;
    char *connection = g_strdup_printf("%s:%u", at->name, at->line);
    bool good = true;

    if (!root) {
        tell_unread(import, at, "this is no JSON, or nested too deeply.");
    } else if (events && JSON_NODE_HOLDS_ARRAY(events)) {
        JsonArray *array = json_node_get_array(events);
        for (guint i = 0; good && i < json_array_get_length(array); i++) {
            JsonNode *event = json_array_get_element(array, i);
            if (JSON_NODE_HOLDS_OBJECT(event))
                good = import_event(import, json_node_get_object(event), connection, at, error);
            else
                tell_unread(import, at, "an event is no object.");
        }
    } else if (object && json_object_has_member(object, "hex")) {
        good = import_event(import, object, at->name, at, error);
    } else {
        tell_unread(import, at, "there are no bytes in this line.");
    }
    g_free(connection);
    if (root)
        json_node_unref(root);
    return good;
}

static bool import_log(importing *import, const char *name, GError **error)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    char *text = NULL;
    size_t room = 0;
    source at = { name, 0 };
    bool good = true;

    if (!file)
        return gt06_fail(error, GT06_EXIT_INPUT, "The log %s cannot be opened.", name);
    while (good && getline(&text, &room, file) > 0) {
        at.line++;
        if (*text == '{')
            good = import_json(import, text, &at, error);
        else
            good = import_text(import, text, &at, error);
    }
    free(text);
    if (file != stdin)
        fclose(file);
    return good;
}

static void compile_patterns(importing *import)
{
    import->time = g_regex_new(
        "^\\W{0,2}(?:(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ,]+)?(\\d\\d):(\\d\\d):"
        "(\\d\\d)(?![:\\w])(?:[.,](\\d+))?(?:Z|([+-])(\\d\\d):?(\\d\\d))?[\\])\"']?\\s*",
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
    gt06_making making;
    bool good = true;

    for (char **log = logs; *log; log++) {
        if (!gt06_is_other_file(settings->output, *log, error))
            return false;
    }
    import.writer =
        gt06_making_begin(&making, settings->output, "Made from logs by gt06-replay import", error);
    if (!import.writer)
        return false;
    import.flows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    compile_patterns(&import);
    for (; good && *logs; logs++)
        good = import_log(&import, *logs, error);
    free_patterns(&import);
    g_hash_table_unref(import.flows);
    if (good && import.read == 0)
        good = gt06_fail(error, GT06_EXIT_INPUT, "There is nothing in these logs to be written.");
    good = gt06_making_end(&making, good, error);
    fprintf(stderr, "%u payloads of %u connections %s; %u lines could not be read.\n", import.read,
            import.connections, good ? "written" : "read", import.unread);
    return good;
}
