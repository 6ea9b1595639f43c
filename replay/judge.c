/* judge.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "message_filter.h"
#include "sessions.h"

enum { MOST_SEEN = 100 }; /* findings of one name that are told one by one */

#define EXPERT "gt06.expert."

const char *const gt06_severity_names[GT06_SEVERITY_COUNT] = { "none", "chat", "note", "warning",
                                                               "error" };

gt06_severity gt06_severity_of(uint64_t number)
{
    static const uint64_t numbers[] = { 0, 0x200000, 0x400000, 0x600000, 0x800000 };

    for (unsigned i = G_N_ELEMENTS(numbers); i-- > 1;) {
        if (number >= numbers[i])
            return (gt06_severity)i;
    }
    return GT06_SEVERITY_NONE;
}

static void free_row(gpointer data)
{
    gt06_finding_row *row = data;

    g_array_unref(row->seen);
    g_free(row);
}

static gt06_terminal_row *terminal_of(gt06_verdict *verdict, const char *name)
{
    gt06_terminal_row *terminal = g_hash_table_lookup(verdict->rows, name);

    if (terminal)
        return terminal;
    terminal = g_new0(gt06_terminal_row, 1);
    terminal->name = terminal->imei = terminal->address = g_intern_string(name);
    terminal->verdict = "";
    g_hash_table_insert(verdict->rows, (gpointer)terminal->name, terminal);
    return terminal;
}

/* The last field of this name: the addresses of a tunnel come before those of what is in it. */
static const char *last_shown(const gt06_packet *packet, const char *name)
{
    for (unsigned i = packet->fields->len; i-- > 0;) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (strcmp(field->name, name) == 0)
            return field->show;
    }
    return NULL;
}

/* The name of a terminal that has not logged in, as the statistic makes it: its address. */
static char *nameless(const gt06_packet *packet, bool down)
{
    const char *four = last_shown(packet, down ? "ip.dst" : "ip.src");
    const char *six = last_shown(packet, down ? "ipv6.dst" : "ipv6.src");
    const char *port = last_shown(packet, down ? "tcp.dstport" : "tcp.srcport");

    if (!port)
        port = last_shown(packet, down ? "udp.dstport" : "udp.srcport");
    if (four)
        return g_strdup_printf("no login seen, %s:%s", four, port ? port : "0");
    if (six)
        return g_strdup_printf("no login seen, [%s]:%s", six, port ? port : "0");
    return g_strdup("no login seen, -");
}

static gt06_finding_row *row_of(gt06_verdict *verdict, const char *name)
{
    gt06_finding_row *row;

    for (unsigned i = 0; i < verdict->findings->len; i++) {
        row = verdict->findings->pdata[i];
        if (row->name == name)
            return row;
    }
    row = g_new0(gt06_finding_row, 1);
    row->name = name;
    row->filter = strcmp(name, GT06_NO_ANSWER) == 0
                      ? "gt06.direction == 0 && gt06.answer.expected && !gt06.response_in"
                      : name;
    row->seen = g_array_new(FALSE, FALSE, sizeof(gt06_seen));
    g_ptr_array_add(verdict->findings, row);
    return row;
}

/* The words behind the protocol's name: "Login 123456789012347". */
static const char *message_words(const gt06_packet *packet, const gt06_field *field)
{
    while (field->parent >= 0) {
        field = &g_array_index(packet->fields, gt06_field, field->parent);
        if (field->is_protocol && strcmp(field->name, "gt06") == 0) {
            const char *words = strstr(field->label, ", ");
            return g_intern_string(words ? words + 2 : field->label);
        }
    }
    return "";
}

/* Adds one finding to all that it counts for. */
static void count_finding(gt06_verdict *verdict, const char *name, gt06_severity severity,
                          const gt06_seen *seen)
{
    gt06_finding_row *row = row_of(verdict, name);

    row->severity = MAX(row->severity, severity);
    row->count++;
    if (row->seen->len < MOST_SEEN)
        g_array_append_vals(row->seen, seen, 1);
}

/* A finding's severity and sentence stand beside it, below the same item. */
static void add_finding(gt06_verdict *verdict, const gt06_packet *packet, const gt06_field *field)
{
    gt06_seen seen = { .imei = gt06_packet_imei(verdict->imeis, packet, field->message),
                       .frame = packet->number };
    gt06_severity severity = GT06_SEVERITY_NONE;

    seen.message = field->message >= 0 ? message_words(packet, field) : "";
    seen.sentence = field->label;
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *other = &g_array_index(packet->fields, gt06_field, i);
        if (other->parent != field->parent)
            continue;
        if (strcmp(other->name, "_ws.expert.severity") == 0)
            severity = gt06_severity_of(strtoull(other->show, NULL, 0));
        else if (strcmp(other->name, "_ws.expert.message") == 0)
            seen.sentence = other->show;
    }
    seen.sentence = g_intern_string(seen.sentence);
    count_finding(verdict, g_intern_string(field->name), severity, &seen);
}

/* Does a finding of this message say already that it was not answered? */
static bool is_told(const gt06_packet *packet, int message)
{
    static const char *const names[] = { EXPERT "no_response_seen", EXPERT "not_answered",
                                         EXPERT "crc_wrong" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (gt06_message_field(packet, names[i], message))
            return true;
    }
    return false;
}

/* Notes a terminal's message that wants an answer and has no link to one. */
static void note_unanswered(gt06_verdict *verdict, const gt06_packet *packet,
                            const gt06_field *frame)
{
    const gt06_seen seen = { .imei = gt06_packet_imei(verdict->imeis, packet, frame->message),
                             .message = message_words(packet, frame),
                             .sentence = "It wants an answer, and none came",
                             .frame = packet->number };

    if (gt06_message_field(packet, "gt06.answer.expected", frame->message) &&
        !gt06_message_field(packet, "gt06.response_in", frame->message) &&
        !is_told(packet, frame->message))
        g_array_append_val(verdict->unanswered, seen);
}

/* Messages that got a wrong answer, or whose lack of one is told elsewhere, are not told twice. */
static void tell_unanswered(gt06_verdict *verdict)
{
    for (unsigned i = 0; i < verdict->unanswered->len; i++) {
        const gt06_seen *seen = &g_array_index(verdict->unanswered, gt06_seen, i);
        if (!g_hash_table_contains(verdict->blamed, GUINT_TO_POINTER(seen->frame)))
            count_finding(verdict, GT06_NO_ANSWER, GT06_SEVERITY_WARNING, seen);
    }
}

static void add_message(gt06_verdict *verdict, const gt06_packet *packet, const gt06_field *frame)
{
    const gt06_field *direction = gt06_message_field(packet, "gt06.direction", frame->message);
    const gt06_field *number = gt06_message_field(packet, "gt06.protocol", frame->message);
    const char *imei = gt06_packet_imei(verdict->imeis, packet, frame->message);
    const bool down = direction && direction->show[0] == '1';
    char *name = *imei ? g_strdup(imei) : nameless(packet, down);
    gt06_terminal_row *terminal = terminal_of(verdict, name);

    g_free(name);
    verdict->messages++;
    if (!down)
        note_unanswered(verdict, packet, frame);
    verdict->from_server += down;
    verdict->from_terminals += !down;
    terminal->messages++;
    terminal->answers += down;
    terminal->logins += !down && number && strtoul(number->show, NULL, 0) == 0x01;
}

static bool is_from_server(const gt06_packet *packet, int message)
{
    const gt06_field *direction = gt06_message_field(packet, "gt06.direction", message);

    return direction && direction->show[0] == '1';
}

static bool judge_packet(const gt06_packet *packet, void *data)
{
    gt06_verdict *verdict = data;

    verdict->packets++;
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (strcmp(field->name, "gt06.frame") == 0)
            add_message(verdict, packet, field);
        else if (g_str_has_prefix(field->name, EXPERT))
            add_finding(verdict, packet, field);
        else if (strcmp(field->name, "gt06.cause") == 0 && is_from_server(packet, field->message))
            g_hash_table_add(verdict->blamed, GUINT_TO_POINTER(strtoul(field->show, NULL, 10)));
    }
    return true;
}

/* ---- expectations ---- */

/* "1", "== 1", ">= 2", "< 3". */
static bool read_count(gt06_expectation *expectation, const char *text)
{
    static const struct {
        const char *sign;
        char comparison;
    } signs[] = { { "==", '=' }, { ">=", 'g' }, { "<=", 'l' }, { "!=", '!' },
                  { ">", '>' },  { "<", '<' },  { "=", '=' },  { "", '=' } };
    char *end = NULL;

    while (g_ascii_isspace(*text))
        text++;
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (g_str_has_prefix(text, signs[i].sign)) {
            expectation->comparison = signs[i].comparison;
            text += strlen(signs[i].sign);
            break;
        }
    }
    while (g_ascii_isspace(*text))
        text++;
    if (!g_ascii_isdigit(*text))
        return false;
    expectation->wanted = (unsigned)strtoul(text, &end, 10);
    return *end == '\0';
}

gt06_expectation *gt06_expectation_read(const char *text, GError **error)
{
    gt06_expectation *expectation = g_new0(gt06_expectation, 1);
    const char *colons = g_strrstr(text, "::");
    const char *count = colons ? colons + 2 : "";

    expectation->text = g_strdup(text);
    if (*count == 'm') {
        expectation->messages = true;
        count++;
    }
    expectation->filter = g_strstrip(g_strndup(text, colons ? (gsize)(colons - text) : 0));
    if (!colons || *expectation->filter == '\0' || !read_count(expectation, count)) {
        gt06_fail(error, GT06_EXIT_INPUT,
                  "\"%s\" is no expectation: FILTER :: COUNT, or FILTER ::m COUNT for messages.",
                  text);
        gt06_expectation_free(expectation);
        return NULL;
    }
    if (expectation->messages && !gt06_message_filter_check(expectation->filter)) {
        gt06_fail(error, GT06_EXIT_INPUT,
                  "\"%s\": messages can be counted by fields, comparisons, !, &&, || and "
                  "parentheses only; packets (without m) by every display filter.",
                  text);
        gt06_expectation_free(expectation);
        return NULL;
    }
    return expectation;
}

void gt06_expectation_free(gpointer data)
{
    gt06_expectation *expectation = data;

    g_free(expectation->text);
    g_free(expectation->filter);
    g_free(expectation);
}

static bool count_packet(const gt06_packet *packet, void *data)
{
    gt06_expectation *expectation = data;
    unsigned count = expectation->messages ? 0 : 1;

    for (unsigned i = 0; expectation->messages && i < packet->messages; i++)
        count += gt06_message_filter_match(expectation->filter, packet, (int)i);
    expectation->found += count;
    if (count > 0 && expectation->first_frame == 0)
        expectation->first_frame = packet->number;
    return true;
}

static bool compare(unsigned found, char comparison, unsigned wanted)
{
    switch (comparison) {
    case '<':
        return found < wanted;
    case '>':
        return found > wanted;
    case 'l':
        return found <= wanted;
    case 'g':
        return found >= wanted;
    case '!':
        return found != wanted;
    default:
        return found == wanted;
    }
}

static bool judge_expectation(gt06_tshark *tshark, const char *path, gt06_expectation *expectation,
                              GError **error)
{
    GError *reason = NULL;

    expectation->found = 0;
    expectation->first_frame = 0;
    if (!gt06_read_packets(tshark, path, true, expectation->filter, count_packet, expectation,
                           &reason)) {
        gt06_fail(error, (gt06_exit)reason->code, "The expectation \"%s\" cannot be judged: %s",
                  expectation->text, reason->message);
        g_error_free(reason);
        return false;
    }
    expectation->met = compare(expectation->found, expectation->comparison, expectation->wanted);
    return true;
}

/* ---- the terminals ---- */

/* The cells of a line of tshark's tables: "one |two |three |". */
static char **cells_of(const char *line)
{
    char **cells = g_strsplit(line, "|", -1);

    for (char **cell = cells; *cell; cell++)
        g_strstrip(*cell);
    return cells;
}

static int column_of(char **titles, const char *title)
{
    for (int i = 0; titles[i]; i++) {
        if (strcmp(titles[i], title) == 0)
            return i;
    }
    return -1;
}

static void add_terminal(gt06_verdict *verdict, char **cells, int address, int phrase)
{
    gt06_terminal_row *terminal = terminal_of(verdict, cells[0]);

    terminal->imei = g_str_has_prefix(cells[0], "no login seen") ? "" : terminal->name;
    terminal->address = g_intern_string(cells[address]);
    terminal->verdict = g_intern_string(cells[phrase]);
    g_ptr_array_add(verdict->terminals, terminal);
}

/* Takes the verdicts from the statistic: nobody here has an opinion of his own. */
static bool read_terminals(gt06_verdict *verdict, const char *table, GError **error)
{
    char **lines = g_strsplit(table, "\n", -1);
    int width = 0, address = -1, phrase = -1;

    for (char **line = lines; *line; line++) {
        char **cells = cells_of(*line);
        const int count = (int)g_strv_length(cells);
        if (phrase >= 0 && count == width) {
            add_terminal(verdict, cells, address, phrase);
        } else if (strcmp(*cells ? *cells : "", "IMEI") == 0) {
            width = count;
            address = column_of(cells, "Last address");
            phrase = column_of(cells, "Verdict");
        }
        g_strfreev(cells);
    }
    g_strfreev(lines);
    return (address >= 0 && phrase >= 0) ||
           gt06_fail(error, GT06_EXIT_BROKEN,
                     "tshark's statistic gt06,terminals cannot be read: "
                     "the plugin is older than this program.");
}

/* ---- the verdict ---- */

static gint worst_first(gconstpointer a, gconstpointer b)
{
    const gt06_finding_row *const *one = a, *const *other = b;

    if ((*one)->severity != (*other)->severity)
        return (int)(*other)->severity - (int)(*one)->severity;
    return strcmp((*one)->name, (*other)->name);
}

static void conclude(gt06_verdict *verdict)
{
    tell_unanswered(verdict);
    verdict->passed = verdict->messages > 0;
    g_ptr_array_sort(verdict->findings, worst_first);
    for (unsigned i = 0; i < verdict->findings->len; i++) {
        const gt06_finding_row *row = verdict->findings->pdata[i];
        verdict->passed = verdict->passed && row->severity < verdict->limit;
    }
    for (unsigned i = 0; verdict->expectations && i < verdict->expectations->len; i++) {
        const gt06_expectation *expectation = verdict->expectations->pdata[i];
        verdict->passed = verdict->passed && expectation->met;
    }
}

gt06_verdict *gt06_judge(gt06_tshark *tshark, const char *capture, GPtrArray *expectations,
                         gt06_severity limit, GError **error)
{
    gt06_verdict *verdict = g_new0(gt06_verdict, 1);
    char *path = gt06_tshark_reach(tshark, capture, error);
    GString *table = g_string_new(NULL);
    bool good;

    verdict->capture = capture;
    verdict->findings = g_ptr_array_new_with_free_func(free_row);
    verdict->terminals = g_ptr_array_new();
    verdict->rows = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    verdict->unanswered = g_array_new(FALSE, FALSE, sizeof(gt06_seen));
    verdict->imeis = gt06_imeis_new();
    verdict->blamed = g_hash_table_new(NULL, NULL);
    verdict->expectations = expectations;
    verdict->limit = limit;
    good = path &&
           gt06_read_packets_and_table(tshark, path, "gt06,terminals", judge_packet, verdict, table,
                                       error) &&
           read_terminals(verdict, table->str, error);
    for (unsigned i = 0; good && expectations && i < expectations->len; i++)
        good = judge_expectation(tshark, path, expectations->pdata[i], error);
    g_string_free(table, TRUE);
    g_free(path);
    if (!good) {
        gt06_verdict_free(verdict);
        return NULL;
    }
    conclude(verdict);
    return verdict;
}

void gt06_verdict_free(gt06_verdict *verdict)
{
    g_ptr_array_unref(verdict->findings);
    g_ptr_array_unref(verdict->terminals);
    g_hash_table_unref(verdict->rows);
    g_array_unref(verdict->unanswered);
    g_hash_table_unref(verdict->imeis);
    g_hash_table_unref(verdict->blamed);
    g_free(verdict);
}
