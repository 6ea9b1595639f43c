/* short_content.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "short_content.h"

#include <string.h>

/* Where the name of the layout stands; NULL: no layout is shown. */
static const char *find_variant(const char *text)
{
    static const char title[] = "\n    [Variant: ";
    const char *variant = strstr(text, title);

    return variant != NULL ? variant + strlen(title) : NULL;
}

bool gt06_has_other_layout(const char *beginning, const char *whole)
{
    const char *variant = find_variant(beginning);
    const char *wanted = find_variant(whole);

    if (variant == NULL || wanted == NULL)
        return variant != wanted;
    return strncmp(variant, wanted, strcspn(wanted, "\n") + 1) != 0;
}

/* Is a finding about content that is missing or left over, by how its sentence begins? */
static bool is_about_end(const char *sentence)
{
    static const char *const beginnings[] = {
        "The content ends before the ",
        "The inner length is ",
        "The module's length is ",
        "The modules do not end with the content",
        "The sensor's text has ",
        "No known size of the check value ",
        "No known layout of this message fits its content of ",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        if (g_str_has_prefix(sentence, beginnings[i]))
            return true;
    }
    return false;
}

/* A line of bytes that no value is read in. */
static bool is_bare(const char *line)
{
    line += strspn(line, " ");
    return g_str_has_prefix(line, "Unfinished: ") || g_str_has_prefix(line, "Undecoded: ");
}

/*
 * Does one of the lines tell of the end? Bytes that stand unexplained in the whole, too, do not.
 *
 * whole  NULL: it has another layout
 * bare   becomes whether there are other bytes that no value is read in
 */
static bool tells_of_end(char **lines, char **whole, bool *bare)
{
    bool told = false;
    bool other = false; /* than in the whole are the bytes that the next finding is about */

    *bare = false;
    for (; *lines != NULL; lines++) {
        const char *finding = strstr(*lines, "[Expert Info (");
        const char *sentence = finding != NULL ? strstr(finding, "): ") : NULL;

        if (is_bare(*lines)) {
            other = whole == NULL || !g_strv_contains((const char *const *)whole, *lines);
            *bare = *bare || other;
        }
        if (sentence != NULL)
            told = told || is_about_end(sentence + strlen("): ")) ||
                   (other && strstr(sentence, " that no known layout explains]") != NULL);
    }
    return told;
}

/* A line of what was read in the content; the frame around it is another one in each piece. */
static bool is_content(const char *line)
{
    return g_str_has_prefix(line, "    ") && line[strspn(line, " ")] != '[' &&
           !g_str_has_prefix(line, "    Length: ") && !g_str_has_prefix(line, "    CRC: ") &&
           !g_str_has_prefix(line, "    Information serial number: ") &&
           !g_str_has_prefix(line, "    Stop: ");
}

/* The lines of the content alone. */
static GPtrArray *content_lines(char **lines)
{
    GPtrArray *content = g_ptr_array_new();

    for (; *lines != NULL; lines++) {
        if (is_content(*lines))
            g_ptr_array_add(content, *lines);
    }
    return content;
}

/*
 * What in the whole is the first that the beginning has not, or has otherwise: "Text", and "Keys
 * and values/" for something inside of that. If they look the same, because the end of long bytes
 * is not shown, it is what stands last.
 */
static char *first_difference(char **beginning, char **whole)
{
    GPtrArray *got = content_lines(beginning);
    GPtrArray *wanted = content_lines(whole);
    unsigned at = 0;
    const char *outer;
    char *name;

    while (at < wanted->len && at < got->len && strcmp(got->pdata[at], wanted->pdata[at]) == 0)
        at++;
    at = MIN(at, wanted->len - 1);
    outer = (const char *)wanted->pdata[at];
    for (unsigned i = at; outer[4] == ' '; i--)
        outer = (const char *)wanted->pdata[i];
    name = g_strdup_printf("%.*s%s", (int)strcspn(outer + 4, ":"), outer + 4,
                           outer == wanted->pdata[at] ? "" : "/");
    g_ptr_array_unref(got);
    g_ptr_array_unref(wanted);
    return name;
}

/*
 * Layouts that take an end for a right one where the whole goes on, because the documents let it
 * end there: what is named is the first thing that may be shorter, other or missing then. "Module"
 * stands for a whole module of a list without a count, whatever its number.
 */
typedef struct {
    const char *variant;
    const char *name;
    enum {
        ANYWHERE,
        IN_FRONT,    /* of it, and not one byte behind that place */
        BEHIND_MARKS /* ##, and the NULs and line ends that follow them */
    } ends;
    bool met;            /* a content ended so: a line that none needs does not belong here */
    const uint8_t *last; /* the one that did ... */
    unsigned last_size;  /* ... and what was left of it */
} open_end;

/* clang-format off */
static open_end open_ends[] = {
    /* texts and bytes up to the end of the content */
    { "text with encoding", "Text", ANYWHERE },
    { "text with encoding", "Keys and values", ANYWHERE },
    { "text with encoding", "Keys and values/", ANYWHERE },
    { "settings text", "Text", ANYWHERE },
    { "settings text", "Keys and values/", ANYWHERE },
    { "self-test text", "Keys and values", ANYWHERE },
    { "self-test text", "Keys and values/", ANYWHERE },
    { "identity text", "Text", ANYWHERE },
    { "text, meaning unknown", "Text", ANYWHERE },
    { "card text", "Text", ANYWHERE },
    { "card text", "Driver or card id", ANYWHERE },
    { "fuel text", "Text", ANYWHERE },
    { "time + fuel text", "Text", ANYWHERE },
    { "address text, 1-byte length", "Address/", BEHIND_MARKS },
    { "peripheral data", "Data", ANYWHERE },
    { "peripheral data", "Text", ANYWHERE },
    { "peripheral data", "Driver or card id", ANYWHERE },
    { "JC400 with marker", "Files", ANYWHERE },
    { "JC400 of 2020", "Files", ANYWHERE },
    { "JC100 short", "Alarm values", ANYWHERE },
    { "media package (WD-209)", "Block", ANYWHERE },
    { "recording data", "Block", ANYWHERE },
    { "layout not known", "Unknown meaning", ANYWHERE },
    { "voltage and mileage, layout unknown", "Unknown meaning", ANYWHERE },
    { "satellites", "Reserved", ANYWHERE },
    { "one LAC (v1.8.1)", "Reserved", ANYWHERE },
    /* the same with something behind it, which is taken from the bytes that are there */
    { "zero-padded text", "Text", ANYWHERE },
    { "zero-padded text", "Keys and values", ANYWHERE },
    { "zero-padded text", "Keys and values/", ANYWHERE },
    { "zero-padded text", "Language", ANYWHERE },
    { "OBD text", "Text", ANYWHERE },
    { "OBD + GPS", "OBD data", ANYWHERE },
    /* what may be missing */
    { "unknown information type", "Text", IN_FRONT },
    { "unknown information type", "Undecoded", IN_FRONT },
    { "position", "Mileage", IN_FRONT },
    { "alarm with fence", "Mileage", IN_FRONT },
    { "7 cells", "Reserved or alarm", IN_FRONT },
    { "file part", "Time", IN_FRONT },
    { "file part", "Check value", ANYWHERE }, /* 16 bytes or 8: a length may fit by chance */
    { "AZ735 / BL10", "Undecoded", IN_FRONT }, /* the whole has bytes behind its end */
    /* lists without a count */
    { "modules", "Module", IN_FRONT },
    { "position + modules", "Module", IN_FRONT },
    { "heartbeat + modules", "Module", IN_FRONT },
    { "alarm + modules", "Module", IN_FRONT },
    { "status modules", "Module", IN_FRONT },
    { "lock information (BL10)", "Module", IN_FRONT },
    { "peripheral modules", "Module", IN_FRONT },
};
/* clang-format on */

static bool is_variant(const char *text, const char *name)
{
    static const char behind[] = ", ";
    const char *variant = find_variant(text);
    const size_t size = strlen(name);

    return variant != NULL && strncmp(variant, name, size) == 0 &&
           g_str_has_prefix(variant + size, behind);
}

/* Layouts for what fits no other one must say so, whatever the whole was. */
static bool is_last_resort(const char *text)
{
    static const char *const names[] = {
        "unknown tail",        "unknown tail after GPS",     "unknown tail after date",
        "wrong inner length",  "Wi-Fi + cells, count wrong", "heartbeat, modules damaged",
        "cells, rest unknown", "id, other length",           "not known",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (is_variant(text, names[i]))
            return true;
    }
    return false;
}

/* "Module 0x0034" is any module. */
static void forget_number(char *name)
{
    const bool inside = g_str_has_suffix(name, "/");

    if (!g_str_has_prefix(name, "Module 0x"))
        return;
    name += strlen("Module");
    *name = '/';
    name[inside] = '\0';
}

/* Was the content that is one byte shorter, which came before this one, taken for whole, too? */
static bool ends_again(open_end *end, const gt06_short_content *read)
{
    const bool again = end->last == read->content && end->last_size + 1 == read->size;

    end->met = true;
    end->last = read->content;
    end->last_size = read->size;
    return again;
}

static bool ends_behind_marks(const gt06_short_content *read)
{
    unsigned size = read->size;

    while (size > 0 && memchr("\r\n", read->content[size - 1], sizeof "\r\n") != NULL)
        size--;
    return size >= 2 && read->content[size - 1] == '#' && read->content[size - 2] == '#';
}

static bool may_end_there(open_end *end, const gt06_short_content *read)
{
    const bool again = ends_again(end, read);

    if (end->ends == BEHIND_MARKS)
        return ends_behind_marks(read);
    return end->ends == ANYWHERE || !again;
}

static bool has_open_end(const gt06_short_content *read, const char *difference)
{
    for (size_t i = 0; i < G_N_ELEMENTS(open_ends); i++) {
        open_end *end = &open_ends[i];

        if (strcmp(end->name, difference) == 0 && is_variant(read->text, end->variant))
            return may_end_there(end, read);
    }
    return false;
}

/* May the content end where it does? */
static bool may_end(const gt06_short_content *read, char **lines, char **whole)
{
    char *difference = first_difference(lines, whole);
    bool may;

    forget_number(difference);
    may = has_open_end(read, difference);
    g_free(difference);
    return may;
}

/* Of a number that is not known, no content is. */
static bool lacks_number(const gt06_short_content *read)
{
    return is_last_resort(read->whole) && strstr(read->text, "Unknown protocol number") != NULL;
}

static gt06_content_end judge(const gt06_short_content *read, char **lines, char **whole)
{
    const bool other = gt06_has_other_layout(read->text, read->whole);
    bool bare;

    if (tells_of_end(lines, other ? NULL : whole, &bare) || lacks_number(read))
        return GT06_END_TOLD;
    if (bare)
        return GT06_END_BARE;
    if (read->size == 0)
        return GT06_END_EMPTY;
    if (is_last_resort(read->text))
        return GT06_END_UNFIT;
    if (other)
        return GT06_END_OF_OTHER;
    return may_end(read, lines, whole) ? GT06_END_OPEN : GT06_END_UNSAID;
}

gt06_content_end gt06_judge_end(const gt06_short_content *read)
{
    char **lines = g_strsplit(read->text, "\n", -1);
    char **whole = g_strsplit(read->whole, "\n", -1);
    const gt06_content_end end = judge(read, lines, whole);

    g_strfreev(lines);
    g_strfreev(whole);
    return end;
}

char *gt06_unneeded_open_end(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(open_ends); i++) {
        if (!open_ends[i].met)
            return g_strdup_printf("no content of \"%s\" ends at \"%s\"", open_ends[i].variant,
                                   open_ends[i].name);
    }
    return NULL;
}
