/* row.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "row.h"

#include <string.h>

const char *gt06_kind_name(gt06_kind kind)
{
    static const char *const names[] = { [GT06_TEXT] = "VARCHAR",
                                         [GT06_MOMENT] = "TIMESTAMP",
                                         [GT06_NUMBER] = "BIGINT",
                                         [GT06_REAL] = "DOUBLE",
                                         [GT06_TRUTH] = "BOOLEAN" };

    return names[kind];
}

void gt06_begin_row(gt06_row_text *row)
{
    g_string_truncate(row->text, 0);
    if (row->as_json)
        g_string_append_c(row->text, '{');
    row->begun = false;
}

/* RFC 4180; quotes also around an empty text, so that it differs from none. */
static void add_csv(GString *text, gt06_kind kind, const char *value)
{
    if (kind != GT06_TEXT || (*value != '\0' && strpbrk(value, ",\"\r\n") == NULL)) {
        g_string_append(text, value);
        return;
    }
    g_string_append_c(text, '"');
    for (; *value != '\0'; value++) {
        if (*value == '"')
            g_string_append_c(text, '"');
        g_string_append_c(text, *value);
    }
    g_string_append_c(text, '"');
}

static void add_quoted(GString *text, const char *value)
{
    g_string_append_c(text, '"');
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\')
            g_string_append_printf(text, "\\%c", *value);
        else if ((unsigned char)*value < 0x20)
            g_string_append_printf(text, "\\u%04x", (unsigned)*value);
        else
            g_string_append_c(text, *value);
    }
    g_string_append_c(text, '"');
}

/* Texts come from the wire and from file names: what is not UTF-8 is made so. */
static void add_text(gt06_row_text *row, gt06_kind kind, const char *value)
{
    char *valid = g_utf8_validate(value, -1, NULL) ? NULL : g_utf8_make_valid(value, -1);
    const char *shown = valid != NULL ? valid : value;

    if (!row->as_json)
        add_csv(row->text, kind, shown);
    else
        add_quoted(row->text, shown);
    g_free(valid);
}

void gt06_add_value(gt06_row_text *row, const char *name, gt06_kind kind, const char *value)
{
    const bool quoted = kind == GT06_TEXT || kind == GT06_MOMENT;

    if (row->as_names)
        value = name;
    if (row->as_json && value == NULL)
        return;
    if (row->begun)
        g_string_append_c(row->text, ',');
    row->begun = true;
    if (row->as_json)
        g_string_append_printf(row->text, "\"%s\":", name);
    if (value != NULL && quoted)
        add_text(row, kind, value);
    else if (value != NULL)
        g_string_append(row->text, value);
}

void gt06_end_row(gt06_row_text *row)
{
    if (row->as_json)
        g_string_append_c(row->text, '}');
    g_string_append_c(row->text, '\n');
}
