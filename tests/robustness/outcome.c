/* outcome.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "outcome.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines that tell of other messages, or of the packet. */
static const char *const foreign_lines[] = {
    "[Messages in this packet", "[Response time", "[Clock offset", "[Complete in", "[Answer in",
};

/* Why a direction is believed depends on the port; the direction itself counts. */
static const char direction_line[] = "    [Direction: ";

static bool is_foreign(const char *line)
{
    while (*line == ' ')
        line++;
    if (g_str_has_prefix(line, "[Frame: ") || strstr(line, "): #") != NULL)
        return true; /* packets of what was put together */
    for (size_t i = 0; i < G_N_ELEMENTS(foreign_lines); i++) {
        if (g_str_has_prefix(line, foreign_lines[i]))
            return true;
    }
    return false;
}

/* The place in the text, while it is taken apart. */
typedef struct {
    const gt06_packets *packets;
    GPtrArray *units;
    GString *message; /* NULL outside of one */
    unsigned unit;
    bool skips; /* bytes that belong to no message count, too */
} reader;

static void end_message(reader *r)
{
    if (r->message == NULL)
        return;
    g_ptr_array_add((GPtrArray *)r->units->pdata[r->unit], g_string_free(r->message, FALSE));
    r->message = NULL;
}

/* The dissector reads nothing that is not there, so that nothing is malformed for libwireshark. */
static void expect_no_exception(const char *line)
{
    if (*line == '[' && strstr(line, "GT06") != NULL)
        fail_msg("%s", line);
}

/* A line that is not indented begins a layer. */
static void begin_layer(reader *r, const char *line)
{
    static const char frame[] = "Frame ";

    end_message(r);
    expect_no_exception(line);
    if (g_str_has_prefix(line, frame) && strstr(line, "bytes on wire") != NULL)
        r->unit = gt06_packets_unit(r->packets, (unsigned)strtoul(line + strlen(frame), NULL, 10));
    else if (g_str_has_prefix(line, r->skips ? "GT06" : "GT06 vehicle tracker"))
        r->message = g_string_new(NULL);
}

/* The line without the numbers of packets that it tells of. */
static char *without_frames(const char *line)
{
    static const char *const words[] = { " frame ", "[Answer to: ", "[Goes back to: " };
    GString *kept = g_string_new(line);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        const char *at = strstr(kept->str, words[i]);

        if (at == NULL)
            continue;
        at += strlen(words[i]);
        g_string_erase(kept, at - kept->str, (gssize)strspn(at, "0123456789"));
    }
    return g_string_free(kept, FALSE);
}

static void append_line(GString *message, const char *line)
{
    char *kept = without_frames(line);

    if (g_str_has_prefix(line, direction_line))
        kept[strcspn(kept, ",")] = '\0';
    g_string_append_printf(message, "%s\n", kept);
    g_free(kept);
}

static void read_line(reader *r, const char *line)
{
    if (*line != ' ')
        begin_layer(r, line);
    if (r->message != NULL && !is_foreign(line))
        append_line(r->message, line);
}

static void free_texts(void *texts)
{
    g_ptr_array_unref((GPtrArray *)texts);
}

static GPtrArray *read_units(gt06_packets *packets, unsigned units, const char *muted,
                             const char *const *options, bool skips)
{
    GPtrArray *words = g_ptr_array_new();
    reader r = { .packets = packets,
                 .units = g_ptr_array_new_with_free_func(free_texts),
                 .skips = skips };
    char *output;
    char **lines;

    for (unsigned i = 0; i < units; i++)
        g_ptr_array_add(r.units, g_ptr_array_new_with_free_func(g_free));
    for (const char *const *word = options; *word != NULL; word++)
        g_ptr_array_add(words, (gpointer)*word);
    g_ptr_array_add(words, (gpointer) "-o");
    g_ptr_array_add(words, (gpointer)muted);
    g_ptr_array_add(words, (gpointer) "-Ogt06");
    g_ptr_array_add(words, (gpointer) "-Ygt06");
    g_ptr_array_add(words, NULL);
    output = gt06_tshark(gt06_packets_finish(packets), (const char *const *)words->pdata);
    lines = g_strsplit(output, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        read_line(&r, *line);
    end_message(&r);
    g_strfreev(lines);
    g_free(output);
    g_ptr_array_free(words, TRUE);
    return r.units;
}

GPtrArray *gt06_read_units(gt06_packets *packets, unsigned units, const char *muted,
                           const char *const *options)
{
    return read_units(packets, units, muted, options, false);
}

GPtrArray *gt06_read_all(gt06_packets *packets, unsigned units, const char *muted,
                         const char *const *options)
{
    return read_units(packets, units, muted, options, true);
}

void gt06_show_lines(const char *wanted, const char *got)
{
    char **a = g_strsplit(wanted, "\n", -1);
    char **b = g_strsplit(got, "\n", -1);
    unsigned line = 0;

    while (a[line] != NULL && b[line] != NULL && strcmp(a[line], b[line]) == 0)
        line++;
    printf("  wanted: %s\n  got:    %s\n", a[line] != NULL ? a[line] : "(ends)",
           b[line] != NULL ? b[line] : "(ends)");
    g_strfreev(a);
    g_strfreev(b);
}
