/* compile.c
 * gt06-capture: makes a capture file out of a text that people can read.
 *
 * README.md describes the text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "message.h"
#include "source.h"
#include "writer.h"

enum {
    EXIT_DONE = 0,
    EXIT_FILE = 1,             /* a file cannot be read or written */
    EXIT_SOURCE = 2,           /* the text makes no sense, or the command line */
    DEFAULT_GAP = 1,           /* seconds from one packet to the next */
    PIECE_US = 1000,           /* from one piece of a split payload to the next */
    DEFAULT_START = 1767225600 /* 2026-01-01T00:00:00Z */
};

/* A conversation and the serial number a message without one continues. */
typedef struct {
    gt06_flow *flow; /* owned by the writer */
    uint16_t terminal_serial;
} conversation;

/* What the lines before a message ask of it. */
typedef struct {
    char *note;
    GArray *cuts;   /* of guint: offsets at which its payload is cut */
    bool cut_every; /* cut behind every byte */
    bool snapped;
    size_t snap; /* payload bytes captured */
    bool dropped;
    guint drop; /* the piece that is not captured, from 1; 0: none of them is */
    bool again; /* captured twice */
} message_wishes;

typedef struct {
    const char *output;
    GPtrArray *statements;
    guint current;       /* the statement being compiled */
    gt06_writer *writer; /* NULL until the first flow */
    gt06_link link;
    char *origin;
    GHashTable *conversations; /* by name */
    conversation *selected;
    nstime_t previous; /* when the last packet began */
    nstime_t next;     /* when the next one shall begin */
    message_wishes wishes;
} compiler;

/* Time */

static nstime_t seconds_after(nstime_t time, double seconds)
{
    const gint64 microseconds = (gint64)(seconds * 1e6 + 0.5);
    const nstime_t step = { (time_t)(microseconds / 1000000),
                            (int)(microseconds % 1000000 * 1000) };
    nstime_t sum;

    nstime_sum(&sum, &time, &step);
    return sum;
}

/* When the next packet begins: as asked, but never before the last one of the file. */
static nstime_t begin_packet(compiler *self)
{
    const nstime_t last = gt06_writer_time(self->writer);

    self->previous = nstime_cmp(&self->next, &last) < 0 ? last : self->next;
    self->next = seconds_after(self->previous, DEFAULT_GAP);
    return self->previous;
}

static bool run_at(compiler *self, const char *text, GError **error)
{
    GDateTime *moment = g_date_time_new_from_iso8601(text, NULL);
    nstime_t time;

    if (!moment) {
        return gt06_refuse(error, "\"%s\" is not a time like 2026-03-01T08:00:00Z", text);
    }
    time.secs = (time_t)g_date_time_to_unix(moment);
    time.nsecs = g_date_time_get_microsecond(moment) * 1000;
    g_date_time_unref(moment);
    if (self->writer && nstime_cmp(&time, &self->previous) < 0) {
        return gt06_refuse(error, "%s is before the packet above", text);
    }
    self->next = time;
    if (!self->writer) {
        self->previous = time;
    }
    return true;
}

static bool run_after(compiler *self, const char *text, GError **error)
{
    char *end = NULL;
    const double seconds = g_ascii_strtod(text, &end);

    if (end == text || *end || !(seconds >= 0) || seconds > 1e8) {
        return gt06_refuse(error, "\"%s\" is no number of seconds", text);
    }
    self->next = seconds_after(self->previous, seconds);
    return true;
}

/* The file as a whole */

static bool run_origin(compiler *self, const char *text, GError **error)
{
    if (self->writer) {
        return gt06_refuse(error, "origin stands before the first flow");
    }
    if (self->origin) {
        return gt06_refuse(error, "the origin is given twice");
    }
    self->origin = g_strdup(text);
    return true;
}

static bool run_link(compiler *self, const char *text, GError **error)
{
    if (self->writer) {
        return gt06_refuse(error, "link stands before the first flow");
    }
    if (strcmp(text, "ethernet") != 0 && strcmp(text, "ip") != 0) {
        return gt06_refuse(error, "\"%s\" is none of ethernet, ip", text);
    }
    self->link = strcmp(text, "ip") == 0 ? GT06_LINK_IP : GT06_LINK_ETHERNET;
    return true;
}

/* Flows */

/* Reads 198.51.100.7:40001 or [2001:db8::7]:40001; the text is changed, the endpoint lies in it. */
static bool read_endpoint(char *text, gt06_endpoint *endpoint, GError **error)
{
    char *colon = strrchr(text, ':');
    uint64_t port = 0;

    if (!colon) {
        return gt06_refuse(error, "\"%s\" has no port", text);
    }
    if (!gt06_number(colon + 1, 10, G_MAXUINT16, "the port", &port, error)) {
        return false;
    }
    *colon = '\0';
    if (text[0] == '[' && colon[-1] == ']') {
        colon[-1] = '\0';
        text++;
    }
    *endpoint = (gt06_endpoint){ text, (uint16_t)port };
    return true;
}

/* Opens the file when its link type is known: with the first flow. */
static bool open_output(compiler *self, gt06_transport transport, GError **error)
{
    if (self->writer) {
        return true;
    }
    if (transport == GT06_OVER_NOTHING) {
        self->link = GT06_LINK_USER0;
    }
    self->writer = gt06_writer_open(self->output, self->link, self->origin, error);
    return self->writer != NULL;
}

static bool add_conversation(compiler *self, const char *name, gt06_flow *flow)
{
    conversation *added = g_new0(conversation, 1);

    added->flow = flow;
    self->selected = added;
    g_hash_table_insert(self->conversations, g_strdup(name), added);
    return true;
}

static char *take_note(compiler *self)
{
    char *note = self->wishes.note;

    self->wishes.note = NULL;
    return note;
}

static bool open_flow(compiler *self, gt06_flow *flow, GError **error)
{
    char *note = take_note(self);
    const bool good = gt06_flow_open(flow, begin_packet(self), note, error);

    g_free(note);
    return good;
}

static bool add_bare_flow(compiler *self, char **words, GError **error)
{
    gt06_flow *flow;

    if (g_strv_length(words) != 2) {
        return gt06_refuse(error, "bare packets have no addresses: flow NAME user0");
    }
    if (!open_output(self, GT06_OVER_NOTHING, error)) {
        return false;
    }
    flow = gt06_writer_flow(self->writer, GT06_OVER_NOTHING, NULL, NULL, error);
    return flow && add_conversation(self, words[0], flow);
}

static bool add_ip_flow(compiler *self, gt06_transport transport, char **words, GError **error)
{
    const guint count = g_strv_length(words);
    const bool midstream = count == 5 && strcmp(words[4], "midstream") == 0;
    gt06_endpoint client;
    gt06_endpoint server;
    gt06_flow *flow;

    if (count != 4 && !midstream) {
        return gt06_refuse(error, "it is written flow NAME %s CLIENT:PORT SERVER:PORT [midstream]",
                           words[1]);
    }
    if (!read_endpoint(words[2], &client, error) || !read_endpoint(words[3], &server, error) ||
        !open_output(self, transport, error)) {
        return false;
    }
    flow = gt06_writer_flow(self->writer, transport, &client, &server, error);
    if (!flow) {
        return false;
    }
    add_conversation(self, words[0], flow);
    return transport != GT06_OVER_TCP || midstream || open_flow(self, flow, error);
}

static bool add_flow(compiler *self, char **words, GError **error)
{
    if (g_strv_length(words) < 2) {
        return gt06_refuse(error, "a flow has a name and a transport");
    }
    if (g_hash_table_contains(self->conversations, words[0])) {
        return gt06_refuse(error, "there is a flow %s already", words[0]);
    }
    if (strcmp(words[1], "tcp") == 0) {
        return add_ip_flow(self, GT06_OVER_TCP, words, error);
    }
    if (strcmp(words[1], "udp") == 0) {
        return add_ip_flow(self, GT06_OVER_UDP, words, error);
    }
    if (strcmp(words[1], "user0") == 0) {
        return add_bare_flow(self, words, error);
    }
    return gt06_refuse(error, "\"%s\" is none of tcp, udp, user0", words[1]);
}

static bool run_flow(compiler *self, const char *text, GError **error)
{
    char **words = gt06_words(text);
    const bool good = add_flow(self, words, error);

    g_strfreev(words);
    return good;
}

static bool run_use(compiler *self, const char *text, GError **error)
{
    conversation *found = g_hash_table_lookup(self->conversations, text);

    if (!found) {
        return gt06_refuse(error, "there is no flow \"%s\"", text);
    }
    self->selected = found;
    return true;
}

static bool need_flow(const compiler *self, GError **error)
{
    return self->selected || gt06_refuse(error, "a flow must come first");
}

static bool read_closing(char **words, gt06_sender *who, gt06_closing *closing)
{
    if (g_strv_length(words) != 2) {
        return false;
    }
    *who = strcmp(words[0], "server") == 0 ? GT06_SERVER : GT06_CLIENT;
    *closing = strcmp(words[1], "rst") == 0 ? GT06_CLOSE_RST : GT06_CLOSE_FIN;
    return (*who == GT06_SERVER || strcmp(words[0], "client") == 0) &&
           (*closing == GT06_CLOSE_RST || strcmp(words[1], "fin") == 0);
}

static bool run_close(compiler *self, const char *text, GError **error)
{
    char **words = gt06_words(text);
    gt06_sender who = GT06_CLIENT;
    gt06_closing closing = GT06_CLOSE_FIN;
    const bool understood = read_closing(words, &who, &closing);
    char *note;
    bool good;

    g_strfreev(words);
    if (!understood) {
        return gt06_refuse(error, "it is written close client|server fin|rst");
    }
    if (!need_flow(self, error)) {
        return false;
    }
    note = take_note(self);
    good = gt06_flow_close(self->selected->flow, who, closing, begin_packet(self), note, error);
    g_free(note);
    return good;
}

/* Wishes for the next message */

static bool run_note(compiler *self, const char *text, GError **error)
{
    if (!*text) {
        return gt06_refuse(error, "the note is empty");
    }
    g_free(self->wishes.note);
    self->wishes.note = g_strdup(text);
    return true;
}

static bool add_cut(GArray *cuts, const char *text, GError **error)
{
    const guint last = cuts->len > 0 ? g_array_index(cuts, guint, cuts->len - 1) : 0;
    uint64_t number = 0;
    guint cut;

    if (!gt06_number(text, 10, G_MAXINT32, "an offset", &number, error)) {
        return false;
    }
    cut = (guint)number;
    if (cut <= last) {
        return gt06_refuse(error, "the offsets must grow, the first from 1 on");
    }
    g_array_append_val(cuts, cut);
    return true;
}

static bool run_split(compiler *self, const char *text, GError **error)
{
    char **offsets = g_strsplit(text, ",", -1);
    bool good = true;

    g_array_set_size(self->wishes.cuts, 0);
    self->wishes.cut_every = strcmp(text, "every") == 0;
    for (guint i = 0; good && !self->wishes.cut_every && offsets[i]; i++) {
        good = add_cut(self->wishes.cuts, g_strstrip(offsets[i]), error);
    }
    g_strfreev(offsets);
    return good;
}

static bool run_snap(compiler *self, const char *text, GError **error)
{
    uint64_t size = 0;

    if (!gt06_number(text, 10, G_MAXUINT16, "the number of bytes", &size, error)) {
        return false;
    }
    self->wishes.snapped = true;
    self->wishes.snap = (size_t)size;
    return true;
}

static bool run_drop(compiler *self, const char *text, GError **error)
{
    uint64_t piece = 0;

    if (*text && !gt06_number(text, 10, G_MAXUINT16, "the piece", &piece, error)) {
        return false;
    }
    if (*text && piece == 0) {
        return gt06_refuse(error, "the pieces are counted from 1");
    }
    self->wishes.dropped = true;
    self->wishes.drop = (guint)piece;
    return true;
}

static bool run_again(compiler *self, const char *text, GError **error)
{
    self->wishes.again = true;
    return *text == '\0' || gt06_refuse(error, "again takes nothing behind it");
}

static void forget_wishes(message_wishes *wishes)
{
    g_free(wishes->note);
    g_array_set_size(wishes->cuts, 0);
    *wishes = (message_wishes){ .cuts = wishes->cuts };
}

/* Messages */

/* Offset at which the piece ends that begins at `start`; `piece` counts from 0. */
static size_t piece_end(const message_wishes *wishes, guint piece, size_t start, size_t size)
{
    if (wishes->cut_every) {
        return start + 1;
    }
    return piece < wishes->cuts->len ? g_array_index(wishes->cuts, guint, piece) : size;
}

static bool check_wishes(const message_wishes *wishes, size_t size, GError **error)
{
    const guint cuts = wishes->cuts->len;

    if (size == 0) {
        return gt06_refuse(error, "the packet is empty");
    }
    if (cuts > 0 && g_array_index(wishes->cuts, guint, cuts - 1) >= size) {
        return gt06_refuse(error, "the packet has %zu bytes and cannot be split at %u", size,
                           g_array_index(wishes->cuts, guint, cuts - 1));
    }
    if (wishes->drop > (wishes->cut_every ? size : cuts + 1)) {
        return gt06_refuse(error, "there is no piece %u to drop", wishes->drop);
    }
    if (wishes->snapped && wishes->snap > size) {
        return gt06_refuse(error, "the packet has only %zu bytes", size);
    }
    return true;
}

/* How many of the bytes from `start` to `end` a snapshot leaves out. */
static size_t lost_bytes(const message_wishes *wishes, size_t start, size_t end)
{
    if (!wishes->snapped || wishes->snap >= end) {
        return 0;
    }
    return end - MAX(start, wishes->snap);
}

static bool send_pieces(compiler *self, gt06_sender sender, const GByteArray *payload,
                        GError **error)
{
    const message_wishes *wishes = &self->wishes;
    const nstime_t begin = begin_packet(self);
    size_t start = 0;
    bool good = check_wishes(wishes, payload->len, error);

    for (guint i = 0; good && start < payload->len; i++) {
        const size_t end = piece_end(wishes, i, start, payload->len);
        const gt06_payload piece = {
            .sender = sender,
            .bytes = payload->data + start,
            .size = end - start,
            .time = seconds_after(begin, i * (PIECE_US / 1e6)),
            .comment = i == 0 ? wishes->note : NULL,
            .lost = lost_bytes(wishes, start, end),
            .unseen = wishes->dropped && (wishes->drop == 0 || wishes->drop == i + 1),
            .again = wishes->again,
        };

        good = gt06_flow_send(self->selected->flow, &piece, error);
        start = end;
    }
    return good;
}

static bool has_serial(const char *message)
{
    return !g_str_has_prefix(message, "raw ") && !g_str_has_prefix(message, "dialect ");
}

/*
 * The serial number of a message that gives none: the terminal counts on, the server repeats what
 * it answers.
 */
static bool build_message(compiler *self, gt06_sender sender, const char *text, GByteArray *payload,
                          GError **error)
{
    conversation *now = self->selected;
    uint16_t serial;
    bool good;

    g_assert(now); /* need_flow() was asked */
    serial = (uint16_t)(sender == GT06_CLIENT ? now->terminal_serial + 1 : now->terminal_serial);
    good = gt06_message_build(text, &serial, payload, error);
    if (sender == GT06_CLIENT && has_serial(text)) {
        now->terminal_serial = serial;
    }
    return good;
}

static const gt06_statement *statement_at(const compiler *self, guint place)
{
    return g_ptr_array_index(self->statements, place);
}

/* Takes the + lines that follow into the same payload. */
static bool build_rest(compiler *self, gt06_sender sender, GByteArray *payload, GError **error)
{
    while (self->current + 1 < self->statements->len) {
        const gt06_statement *next = statement_at(self, self->current + 1);

        if (strcmp(next->keyword, "+") != 0) {
            break;
        }
        self->current++;
        if (!build_message(self, sender, next->rest, payload, error)) {
            return false;
        }
    }
    return true;
}

static bool run_message(compiler *self, gt06_sender sender, const char *text, GError **error)
{
    GByteArray *payload;
    bool good;

    if (!need_flow(self, error)) {
        return false;
    }
    payload = g_byte_array_new();
    good = build_message(self, sender, text, payload, error) &&
           build_rest(self, sender, payload, error) && send_pieces(self, sender, payload, error);
    g_byte_array_unref(payload);
    forget_wishes(&self->wishes);
    return good;
}

static bool run_from_terminal(compiler *self, const char *text, GError **error)
{
    return run_message(self, GT06_CLIENT, text, error);
}

static bool run_from_server(compiler *self, const char *text, GError **error)
{
    return run_message(self, GT06_SERVER, text, error);
}

static bool run_appended(compiler *self, const char *text, GError **error)
{
    (void)self;
    (void)text;
    return gt06_refuse(error, "+ must follow a message");
}

/* The whole */

static const struct {
    const char *keyword;
    bool (*run)(compiler *, const char *, GError **);
} statements[] = {
    { ">", run_from_terminal }, { "<", run_from_server }, { "+", run_appended },
    { "after", run_after },     { "again", run_again },   { "at", run_at },
    { "close", run_close },     { "drop", run_drop },     { "flow", run_flow },
    { "link", run_link },       { "note", run_note },     { "origin", run_origin },
    { "snap", run_snap },       { "split", run_split },   { "use", run_use },
};

static bool run_statement(compiler *self, const gt06_statement *statement, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++) {
        if (strcmp(statements[i].keyword, statement->keyword) == 0) {
            return statements[i].run(self, statement->rest, error);
        }
    }
    return gt06_refuse(error, "\"%s\" begins no statement", statement->keyword);
}

static bool check_end(const compiler *self, GError **error)
{
    const message_wishes *wishes = &self->wishes;

    if (!self->writer) {
        return gt06_refuse(error, "1: there is no flow, so there is nothing to write");
    }
    if (wishes->note || wishes->cuts->len > 0 || wishes->cut_every || wishes->snapped ||
        wishes->dropped || wishes->again) {
        return gt06_refuse(error, "%u: no packet follows to which this could apply",
                           statement_at(self, self->statements->len - 1)->line);
    }
    return true;
}

static bool run_statements(compiler *self, GError **error)
{
    bool good = true;

    for (self->current = 0; good && self->current < self->statements->len; self->current++) {
        good = run_statement(self, statement_at(self, self->current), error);
        if (!good && (*error)->code == GT06_CAPTURE_ERROR_REQUEST) {
            g_prefix_error(error, "%u: ", statement_at(self, self->current)->line);
        }
    }
    return good && check_end(self, error);
}

/* Completes the file; one that could not be written as asked is removed. */
static bool finish(compiler *self, bool good, GError **error)
{
    const bool opened = self->writer != NULL;

    if (opened) {
        good = gt06_writer_close(self->writer, good ? error : NULL) && good;
    }
    if (opened && !good && g_file_test(self->output, G_FILE_TEST_IS_REGULAR)) {
        g_unlink(self->output);
    }
    g_hash_table_unref(self->conversations);
    forget_wishes(&self->wishes);
    g_array_unref(self->wishes.cuts);
    g_free(self->origin);
    return good;
}

static bool compile(const char *source, const char *output, GError **error)
{
    compiler self = {
        .output = output,
        .previous = NSTIME_INIT_SECS(DEFAULT_START),
        .next = NSTIME_INIT_SECS(DEFAULT_START),
    };
    bool good;

    self.statements = gt06_source_read(source, error);
    if (!self.statements) {
        return false;
    }
    self.conversations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self.wishes.cuts = g_array_new(FALSE, FALSE, sizeof(guint));
    good = finish(&self, run_statements(&self, error), error);
    g_ptr_array_unref(self.statements);
    return good;
}

/* Nonsense in the source is told with its place, trouble with a file without. */
static int report(const char *source, const GError *error)
{
    if (error->code == GT06_CAPTURE_ERROR_REQUEST) {
        fprintf(stderr, "%s:%s\n", source, error->message);
        return EXIT_SOURCE;
    }
    fprintf(stderr, "gt06-capture: %s\n", error->message);
    return EXIT_FILE;
}

int main(int argc, char **argv)
{
    GError *error = NULL;
    int code = EXIT_DONE;

    if (argc != 3) {
        fprintf(stderr, "usage: gt06-capture SOURCE.txt OUTPUT.pcapng\n");
        return EXIT_SOURCE;
    }
    ws_log_set_level(LOG_LEVEL_WARNING); /* else libwiretap tells every step on stderr */
    wtap_init(false);
    if (!compile(argv[1], argv[2], &error)) {
        code = report(argv[1], error);
        g_error_free(error);
    }
    wtap_cleanup();
    return code;
}
