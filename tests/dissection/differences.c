/* differences.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "differences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { FRAME, FIELD, RIGHT, WHY, COLUMNS };

static GHashTable *known; /* "frame field" -> used or not */

static void read_once(void)
{
    char *path = g_build_filename(GT06_TEST_DATA, "vectors", "differences.tsv", NULL);
    char *content = NULL;
    char **lines;

    if (known != NULL)
        return;
    known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    lines = g_strsplit(content, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        char **columns = g_strsplit(*line, "\t", -1);

        if (**line != '\0' && **line != '#') {
            assert_int_equal(g_strv_length(columns), COLUMNS);
            g_hash_table_insert(known, g_strconcat(columns[FRAME], " ", columns[FIELD], NULL),
                                GINT_TO_POINTER(0));
        }
        g_strfreev(columns);
    }
    g_strfreev(lines);
    g_free(content);
    g_free(path);
}

bool gt06_is_known_difference(const char *frame, const char *field)
{
    char *key = g_strconcat(frame, " ", field, NULL);
    bool found;

    read_once();
    found = g_hash_table_contains(known, key);
    if (found)
        g_hash_table_replace(known, key, GINT_TO_POINTER(1));
    else
        g_free(key);
    return found;
}

static bool is_of_field(const char *key, const char *const *fields)
{
    for (; *fields != NULL; fields++) {
        if (strcmp(strchr(key, ' ') + 1, *fields) == 0)
            return true;
    }
    return false;
}

unsigned gt06_unused_differences(const char *const *fields)
{
    GHashTableIter iterator;
    gpointer key;
    gpointer used;
    unsigned unused = 0;

    read_once();
    g_hash_table_iter_init(&iterator, known);
    while (g_hash_table_iter_next(&iterator, &key, &used)) {
        if (GPOINTER_TO_INT(used) == 0 && is_of_field((const char *)key, fields)) {
            unused++;
            printf("no difference any more: %s\n", (const char *)key);
        }
    }
    return unused;
}
