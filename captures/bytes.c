/* bytes.c
 * Bytes written for the human eye: hexadecimal digits, quoted texts and macros.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "bytes.h"

#include <string.h>

#include "macros.h"
#include "source.h"

/* What an escape stands for; false if it is none. */
static bool unescape(char escape, char *plain)
{
    static const char escapes[][2] = {
        { '"', '"' }, { '\\', '\\' }, { 'n', '\n' }, { 'r', '\r' }, { 't', '\t' }, { '0', '\0' },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
        if (escapes[i][0] == escape) {
            *plain = escapes[i][1];
            return true;
        }
    }
    return false;
}

bool gt06_quoted_read(const char **cursor, GString *text, GError **error)
{
    const char *c = *cursor;

    if (*c != '"') {
        return gt06_refuse(error, "a text in quotes is expected at \"%.20s\"", c);
    }
    for (c++; *c && *c != '"'; c++) {
        char plain = *c;

        if (*c == '\\' && !unescape(*++c, &plain)) {
            return gt06_refuse(error, "\"\\%c\" is no escape", *c ? *c : ' ');
        }
        g_string_append_c(text, plain);
    }
    if (*c != '"') {
        return gt06_refuse(error, "the quote is not closed");
    }
    *cursor = c + 1;
    return true;
}

static bool append_ascii(const GString *text, GByteArray *out, GError **error)
{
    for (gsize i = 0; i < text->len; i++) {
        if ((guchar)text->str[i] > 0x7F) {
            return gt06_refuse(error, "\"%s\" is not ASCII; write u\"...\" for UTF-16", text->str);
        }
    }
    g_byte_array_append(out, (const guint8 *)text->str, (guint)text->len);
    return true;
}

static bool append_utf16(const GString *text, GByteArray *out, GError **error)
{
    gsize size = 0;
    char *wide = g_convert(text->str, (gssize)text->len, "UTF-16BE", "UTF-8", NULL, &size, NULL);

    if (!wide) {
        return gt06_refuse(error, "\"%s\" cannot be written in UTF-16", text->str);
    }
    g_byte_array_append(out, (const guint8 *)wide, (guint)size);
    g_free(wide);
    return true;
}

static bool parse_quoted(const char **cursor, GByteArray *out, GError **error)
{
    const bool wide = **cursor == 'u';
    GString *text = g_string_new(NULL);
    bool good;

    *cursor += wide ? 1 : 0;
    good = gt06_quoted_read(cursor, text, error) &&
           (wide ? append_utf16(text, out, error) : append_ascii(text, out, error));
    g_string_free(text, TRUE);
    return good;
}

/* The closing brace that belongs to the opening one at `c`, or NULL. */
static const char *find_closing_brace(const char *c)
{
    bool quoted = false;
    guint depth = 0;

    for (; *c; c++) {
        if (quoted && *c == '\\' && c[1]) {
            c++;
        } else if (*c == '"') {
            quoted = !quoted;
        } else if (!quoted && *c == '{') {
            depth++;
        } else if (!quoted && *c == '}' && --depth == 0) {
            return c;
        }
    }
    return NULL;
}

static bool parse_macro(const char **cursor, GByteArray *out, GError **error)
{
    const char *end = find_closing_brace(*cursor);
    char *body;
    bool good;

    if (!end) {
        return gt06_refuse(error, "the brace at \"%.20s\" is not closed", *cursor);
    }
    body = g_strndup(*cursor + 1, (gsize)(end - *cursor - 1));
    good = gt06_macro_expand(g_strstrip(body), out, error);
    g_free(body);
    *cursor = end + 1;
    return good;
}

static bool parse_hex(const char **cursor, GByteArray *out, GError **error)
{
    const char *c = *cursor;
    guint8 byte;

    if (!g_ascii_isxdigit(c[0]) || !g_ascii_isxdigit(c[1])) {
        return gt06_refuse(error, "two hexadecimal digits are expected at \"%.20s\"", c);
    }
    byte = (guint8)(g_ascii_xdigit_value(c[0]) << 4 | g_ascii_xdigit_value(c[1]));
    g_byte_array_append(out, &byte, 1);
    *cursor = c + 2;
    return true;
}

bool gt06_bytes_parse(const char *text, GByteArray *out, GError **error)
{
    const char *c = text;
    bool good = true;

    while (good && *c) {
        if (g_ascii_isspace(*c)) {
            c++;
        } else if (*c == '"' || (c[0] == 'u' && c[1] == '"')) {
            good = parse_quoted(&c, out, error);
        } else if (*c == '{') {
            good = parse_macro(&c, out, error);
        } else {
            good = parse_hex(&c, out, error);
        }
    }
    return good;
}
