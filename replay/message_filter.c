/* message_filter.c
 *
 *   any   = all { ("||" | "or") all }
 *   all   = one { ("&&" | "and") one }
 *   one   = ("!" | "not") one | "(" any ")" | FIELD [COMPARISON VALUE | "in" "{" VALUE {"," VALUE}
 * "}"]
 *
 * The text is read anew for every message: filters are short, and so is this.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message_filter.h"

#include <string.h>

#include "judge.h"

/* The reading of a filter. */
typedef struct {
    const char *at;
    const gt06_packet *packet; /* NULL: its grammar is looked at only */
    int message;
    bool wrong;     /* the filter is none */
    bool negated;   /* what is read is inside of an odd number of negations */
    unsigned depth; /* of parentheses and negations */
} filter_reader;

typedef bool (*comparison)(const gt06_field *field, const char *value);

enum { DEEPEST = 64 };

/* ---- values ---- */

/* Numbers, "true" and "false", and the names of severities. */
static bool read_number(const char *text, double *number)
{
    char *end = NULL;

    if (g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "false") == 0) {
        *number = g_ascii_strcasecmp(text, "true") == 0;
        return true;
    }
    for (unsigned i = 1; i < GT06_SEVERITY_COUNT; i++) {
        if (g_ascii_strcasecmp(text, gt06_severity_names[i]) == 0) {
            *number = i * (double)0x200000;
            return true;
        }
    }
    *number = g_ascii_strtod(text, &end);
    return end != text && *end == '\0';
}

/* Below, equal, above: -1, 0, 1. What are not two numbers is compared as text. */
static int order(const gt06_field *field, const char *value)
{
    double one, other;

    if (read_number(field->show, &one) && read_number(value, &other))
        return one < other ? -1 : one > other;
    return g_ascii_strcasecmp(field->show, value);
}

/* A word may also be what people read for the value: "Login". */
static bool equal(const gt06_field *field, const char *value)
{
    double number;

    return order(field, value) == 0 ||
           (!read_number(value, &number) && *value && strstr(field->label, value));
}

static bool unequal(const gt06_field *field, const char *value)
{
    return !equal(field, value);
}

static bool below(const gt06_field *field, const char *value)
{
    return order(field, value) < 0;
}

static bool above(const gt06_field *field, const char *value)
{
    return order(field, value) > 0;
}

static bool at_most(const gt06_field *field, const char *value)
{
    return order(field, value) <= 0;
}

static bool at_least(const gt06_field *field, const char *value)
{
    return order(field, value) >= 0;
}

static bool contains(const gt06_field *field, const char *value)
{
    return strstr(field->show, value) != NULL;
}

static bool matches(const gt06_field *field, const char *value)
{
    return g_regex_match_simple(value, field->show, G_REGEX_CASELESS, 0);
}

static bool exists(const gt06_field *field, const char *value)
{
    (void)field;
    (void)value;
    return true;
}

/* Longer signs before those they begin with. `all`: no field of the message may fail. */
static const struct {
    const char *sign;
    comparison compare;
    bool all;
} comparisons[] = {
    { "==", equal },         { "!=", unequal, true },  { ">=", at_least },     { "<=", at_most },
    { ">", above },          { "<", below },           { "~", matches },       { "eq", equal },
    { "ne", unequal, true }, { "ge", at_least },       { "le", at_most },      { "gt", above },
    { "lt", below },         { "contains", contains }, { "matches", matches },
};

/* ---- words ---- */

static void skip_blanks(filter_reader *reader)
{
    while (g_ascii_isspace(*reader->at))
        reader->at++;
}

static bool is_name_part(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '.';
}

/* Takes a word or sign if it is the next one. */
static bool take(filter_reader *reader, const char *word)
{
    const size_t size = strlen(word);

    skip_blanks(reader);
    if (strncmp(reader->at, word, size) != 0 ||
        (g_ascii_isalpha(*word) && is_name_part(reader->at[size])))
        return false;
    reader->at += size;
    return true;
}

/* Takes the next characters that belong to a value; quotes are taken off. */
static char *take_value(filter_reader *reader)
{
    GString *value = g_string_new(NULL);

    skip_blanks(reader);
    if (*reader->at == '"') {
        for (reader->at++; *reader->at && *reader->at != '"'; reader->at++) {
            if (*reader->at == '\\' && reader->at[1])
                reader->at++;
            g_string_append_c(value, *reader->at);
        }
        reader->wrong = reader->wrong || *reader->at != '"';
        reader->at += *reader->at == '"';
    } else {
        while (*reader->at && !strchr(" \t\n()&|{},\"", *reader->at))
            g_string_append_c(value, *reader->at++);
        reader->wrong = reader->wrong || value->len == 0;
    }
    return g_string_free(value, FALSE);
}

static char *take_name(filter_reader *reader)
{
    const char *begin;

    skip_blanks(reader);
    begin = reader->at;
    while (is_name_part(*reader->at))
        reader->at++;
    reader->wrong =
        reader->wrong || reader->at == begin || *reader->at == '[' || *reader->at == '(';
    return g_strndup(begin, (gsize)(reader->at - begin));
}

/* ---- grammar ---- */

/* Asks all fields of a name in the message. */
static bool ask(const filter_reader *reader, const char *name, comparison compare, bool all,
                const char *value)
{
    bool found = false;

    if (!reader->packet)
        return true;
    for (unsigned i = 0; i < reader->packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(reader->packet->fields, gt06_field, i);
        if (field->message != reader->message || strcmp(field->name, name) != 0)
            continue;
        if (compare(field, value) != all)
            return !all;
        found = true;
    }
    return found && all;
}

static bool read_set(filter_reader *reader, const char *name)
{
    bool good = false;

    if (!take(reader, "{"))
        reader->wrong = true;
    while (!reader->wrong && !take(reader, "}")) {
        char *value = take_value(reader);
        good = ask(reader, name, equal, false, value) || good;
        g_free(value);
        take(reader, ",");
    }
    return good;
}

static bool read_comparison(filter_reader *reader, const char *name)
{
    if (take(reader, "in"))
        return read_set(reader, name);
    for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++) {
        if (take(reader, comparisons[i].sign)) {
            char *value = take_value(reader);
            const bool good = ask(reader, name, comparisons[i].compare, comparisons[i].all, value);
            g_free(value);
            return good;
        }
    }
    return ask(reader, name, exists, false, "");
}

static bool read_test(filter_reader *reader)
{
    char *name = take_name(reader);
    bool good = !reader->wrong && read_comparison(reader, name);

    /* Of the packet: tshark has said that it is as wanted. */
    if (!g_str_has_prefix(name, "gt06.") && !g_str_has_prefix(name, "_ws.expert"))
        good = !reader->negated;
    g_free(name);
    return good;
}

/* NOLINTBEGIN(misc-no-recursion): not deeper than DEEPEST */
static bool read_any(filter_reader *reader);

static bool read_one(filter_reader *reader)
{
    bool good;

    if (++reader->depth > DEEPEST) {
        reader->wrong = true;
        return false;
    }
    if (take(reader, "!") || take(reader, "not")) {
        reader->negated = !reader->negated;
        good = !read_one(reader);
        reader->negated = !reader->negated;
    } else if (take(reader, "(")) {
        good = read_any(reader);
        reader->wrong = reader->wrong || !take(reader, ")");
    } else {
        good = read_test(reader);
    }
    reader->depth--;
    return good;
}

static bool read_all(filter_reader *reader)
{
    bool good = read_one(reader);

    while (!reader->wrong && (take(reader, "&&") || take(reader, "and")))
        good = read_one(reader) && good;
    return good;
}

static bool read_any(filter_reader *reader)
{
    bool good = read_all(reader);

    while (!reader->wrong && (take(reader, "||") || take(reader, "or")))
        good = read_all(reader) || good;
    return good;
}
/* NOLINTEND(misc-no-recursion) */

static bool read_filter(filter_reader *reader)
{
    const bool good = read_any(reader);

    skip_blanks(reader);
    reader->wrong = reader->wrong || *reader->at != '\0';
    return good;
}

bool gt06_message_filter_check(const char *filter)
{
    filter_reader reader = { .at = filter };

    read_filter(&reader);
    return !reader.wrong;
}

bool gt06_message_filter_match(const char *filter, const gt06_packet *packet, int message)
{
    filter_reader reader = { .at = filter, .packet = packet, .message = message };

    return read_filter(&reader) && !reader.wrong;
}
