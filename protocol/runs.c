/* runs.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "runs.h"

#include <glib.h>
#include <string.h>

enum { MOST_TIMES = 15 };

static gt06_element element_of(const char *id)
{
    for (int element = E_END + 1; element < GT06_ELEMENT_COUNT; element++) {
        if (g_ascii_strcasecmp(gt06_elements[element].id, id) == 0)
            return (gt06_element)element;
    }
    return E_END;
}

/* Takes what stands in front of an element's name off `word`; false if a number is out of range. */
static bool read_mark(const char **word, gt06_place *mark)
{
    char *end;
    guint64 times;

    *mark = 0;
    if (**word == '?' || **word == '<') {
        *mark = **word == '?' ? OPTIONAL : WITHIN;
        ++*word;
    } else if (g_ascii_strncasecmp(*word, "n*", 2) == 0) {
        *mark = COUNTED;
        *word += 2;
    } else if (g_ascii_isdigit(**word)) {
        times = g_ascii_strtoull(*word, &end, 10);
        if (*end != '*' || times < 1 || times > MOST_TIMES)
            return false;
        *mark = (gt06_place)TIMES(times);
        *word = end + 1;
    }
    return true;
}

static bool read_word(const char *word, gt06_place *place, char **error)
{
    const char *id = word;
    gt06_element element;

    if (!read_mark(&id, place)) {
        *error = g_strdup_printf("\"%s\": the number in front of * must be 1 to %d.", word,
                                 MOST_TIMES);
        return false;
    }
    element = element_of(id);
    if (element == E_END) {
        *error = g_strdup_printf("\"%s\" is not the name of an element, such as DATE_TIME, GPS "
                                 "or LBS; docs/elements.md lists them.", id);
        return false;
    }
    *place |= (gt06_place)element;
    return true;
}

/* Does the element at hand say how many of the next, or how many bytes? */
static bool tells_count(gt06_place place)
{
    const char *id = gt06_elements[GT06_PLACE_ELEMENT(place)].id;

    return strstr(id, "COUNT") != NULL || strstr(id, "LENGTH") != NULL;
}

/* Has each repeated or enclosed element a count or length somewhere before it? */
static bool check_counts(const gt06_place *run, char **error)
{
    bool told = false;

    for (; *run != E_END; run++) {
        if ((*run & (COUNTED | WITHIN)) != 0 && !told) {
            *error = g_strdup_printf("%s%s needs an element before it that tells the count or the "
                                     "length, such as WIFI_COUNT or LBS_LENGTH.",
                                     (*run & WITHIN) != 0 ? "<" : "n*",
                                     gt06_elements[GT06_PLACE_ELEMENT(*run)].id);
            return false;
        }
        told = told || tells_count(*run);
    }
    return true;
}

bool gt06_read_run_text(const char *text, gt06_place run[GT06_RUN_LENGTH], char **error)
{
    char **words = g_strsplit_set(text, " \t,", -1);
    size_t count = 0;
    bool right = true;

    for (char **word = words; right && *word != NULL; word++) {
        if (**word == '\0')
            continue;
        if (count + 1 == GT06_RUN_LENGTH) {
            *error = g_strdup_printf("A layout can have %d elements at most.", GT06_RUN_LENGTH - 1);
            right = false;
        } else {
            right = read_word(*word, &run[count++], error);
        }
    }
    if (right && count == 0) {
        *error = g_strdup("The layout is empty: name its elements, such as DATE_TIME GPS LBS.");
        right = false;
    }
    if (right) {
        run[count] = E_END;
        right = check_counts(run, error);
    }
    g_strfreev(words);
    return right;
}

char *gt06_run_text(const gt06_place *run)
{
    GString *text = g_string_new(NULL);

    for (; *run != E_END; run++) {
        unsigned times = GT06_PLACE_TIMES(*run);

        if (text->len > 0)
            g_string_append_c(text, ' ');
        if (times > 1)
            g_string_append_printf(text, "%u*", times);
        if ((*run & COUNTED) != 0)
            g_string_append(text, "n*");
        if ((*run & OPTIONAL) != 0)
            g_string_append_c(text, '?');
        if ((*run & WITHIN) != 0)
            g_string_append_c(text, '<');
        g_string_append(text, gt06_elements[GT06_PLACE_ELEMENT(*run)].id);
    }
    return g_string_free(text, FALSE);
}
