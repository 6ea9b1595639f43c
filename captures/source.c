/* source.c
 * The lines of a capture's text source.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "source.h"

#include <string.h>

#include "writer.h"

bool gt06_refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    char *sentence;

    va_start(arguments, format);
    sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_REQUEST, sentence);
    g_free(sentence);
    return false;
}

char **gt06_words(const char *text)
{
    GPtrArray *words = g_ptr_array_new();
    char **pieces = g_strsplit_set(text, " \t", -1);

    for (char **piece = pieces; *piece; piece++) {
        if (**piece) {
            g_ptr_array_add(words, g_strdup(*piece));
        }
    }
    g_strfreev(pieces);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

bool gt06_number(const char *text, guint base, uint64_t largest, const char *what, uint64_t *number,
                 GError **error)
{
    guint64 value;

    if (g_ascii_string_to_unsigned(text, base, 0, largest, &value, NULL)) {
        *number = value;
        return true;
    }
    if (base == 16) {
        return gt06_refuse(
            error, "%s must be a hexadecimal number up to %" G_GINT64_MODIFIER "X, not \"%s\"",
            what, (guint64)largest, text);
    }
    return gt06_refuse(error, "%s must be a decimal number up to %" G_GUINT64_FORMAT ", not \"%s\"",
                       what, (guint64)largest, text);
}

static void free_statement(gpointer data)
{
    gt06_statement *statement = data;

    g_free(statement->keyword);
    g_free(statement->rest);
    g_free(statement);
}

/* The text of these lines is meant for people and may contain anything. */
static bool is_prose(const char *line)
{
    return g_str_has_prefix(line, "note ") || g_str_has_prefix(line, "origin ");
}

/* Ends the line where a comment begins: at a # behind a blank, outside of quotes. */
static void cut_comment(char *line)
{
    bool quoted = false;

    for (char *c = line; *c; c++) {
        if (quoted && *c == '\\' && c[1]) {
            c++;
        } else if (*c == '"') {
            quoted = !quoted;
        } else if (*c == '#' && !quoted && (c == line || g_ascii_isspace(c[-1]))) {
            *c = '\0';
            return;
        }
    }
}

static gt06_statement *new_statement(guint line, const char *text)
{
    gt06_statement *statement = g_new0(gt06_statement, 1);
    const size_t size = strcspn(text, " \t");

    statement->line = line;
    statement->keyword = g_strndup(text, size);
    statement->rest = g_strdup(text + size + strspn(text + size, " \t"));
    return statement;
}

static void continue_statement(gt06_statement *statement, const char *text)
{
    char *joined = g_strjoin(" ", statement->rest, text, NULL);

    g_free(statement->rest);
    statement->rest = joined;
}

/* Takes one line into the statements. `prose` remembers what the last statement was. */
static bool take_line(GPtrArray *statements, guint number, char *line, bool *prose, GError **error)
{
    const bool indented = g_ascii_isspace(*line);

    if (!indented) {
        *prose = is_prose(line);
    }
    if (!*prose) {
        cut_comment(line);
    }
    g_strstrip(line);
    if (!*line) {
        return true;
    }
    if (!indented) {
        g_ptr_array_add(statements, new_statement(number, line));
        return true;
    }
    if (statements->len == 0) {
        return gt06_refuse(error, "%u: an indented line continues the one above; there is none",
                           number);
    }
    continue_statement(g_ptr_array_index(statements, statements->len - 1), line);
    return true;
}

static GPtrArray *split_statements(char *text, GError **error)
{
    GPtrArray *statements = g_ptr_array_new_with_free_func(free_statement);
    char **lines = g_strsplit(text, "\n", -1);
    bool prose = false;
    bool good = true;

    for (guint i = 0; good && lines[i]; i++) {
        good = take_line(statements, i + 1, lines[i], &prose, error);
    }
    g_strfreev(lines);
    if (!good) {
        g_ptr_array_unref(statements);
        return NULL;
    }
    return statements;
}

GPtrArray *gt06_source_read(const char *path, GError **error)
{
    GError *reason = NULL;
    GPtrArray *statements = NULL;
    char *text = NULL;
    gsize size = 0;

    if (!g_file_get_contents(path, &text, &size, &reason)) {
        g_set_error_literal(error, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_FILE, reason->message);
        g_error_free(reason);
        return NULL;
    }
    if (g_utf8_validate(text, (gssize)size, NULL)) {
        statements = split_statements(text, error);
    } else {
        gt06_refuse(error, "1: the text is not UTF-8");
    }
    g_free(text);
    return statements;
}
