/* names.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "names.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "manifest.h"

/* A group while namesakes are looked for: no more than this, for there may be a million of them. */
typedef struct {
    uint64_t sum; /* of its name */
    long offset;  /* of its line */
} line;

char *gt06_place_file(const char *base, const char *file)
{
    char *path = g_canonicalize_filename(file, NULL);
    const size_t size = strlen(base);
    const bool below = strncmp(path, base, size) == 0 && path[size] == '/';
    char *place = g_strdup(path + (below ? size + 1 : 0));

    g_free(path);
    return place;
}

char *gt06_name_file(const char *base, const char *file)
{
    char *place = gt06_place_file(base, file);
    char *name = g_strdup(place + (*place == '/'));

    g_free(place);
    return name;
}

static uint64_t sum_name(const char *base, const char *file)
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    char *name = gt06_name_file(base, file);
    guint8 digest[32];
    gsize size = sizeof digest;
    uint64_t sum;

    g_checksum_update(checksum, (const guchar *)name, -1);
    g_checksum_get_digest(checksum, digest, &size);
    memcpy(&sum, digest, sizeof sum);
    g_free(name);
    g_checksum_free(checksum);
    return sum;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
    const line *one = a, *two = b;

    if (one->sum != two->sum)
        return one->sum < two->sum ? -1 : 1;
    return one->offset < two->offset ? -1 : one->offset > two->offset;
}

static GArray *find_lines(FILE *manifest, const char *base)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(line));
    long offset = 0;
    char **files;

    rewind(manifest);
    while ((files = gt06_next_group(manifest)) != NULL) {
        const line p = { sum_name(base, files[0]), offset };

        g_array_append_val(lines, p);
        g_strfreev(files);
        offset = ftell(manifest);
    }
    g_array_sort(lines, compare_lines);
    return lines;
}

static char **read_group(FILE *manifest, long offset)
{
    fseek(manifest, offset, SEEK_SET);
    return gt06_next_group(manifest);
}

/* Are they the same files, whatever way leads there? */
static bool is_same(char **one, char **other)
{
    bool same = true;

    for (; same && *one != NULL && *other != NULL; one++, other++) {
        char *a = g_canonicalize_filename(*one, NULL), *b = g_canonicalize_filename(*other, NULL);

        same = strcmp(a, b) == 0;
        g_free(a);
        g_free(b);
    }
    return same && *one == NULL && *other == NULL;
}

GHashTable *gt06_find_namesakes(FILE *manifest, const char *base)
{
    GHashTable *namesakes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    GArray *lines = find_lines(manifest, base);
    const line *first = NULL;

    for (unsigned i = 0; i < lines->len; i++) {
        const line *p = &g_array_index(lines, line, i);

        if (first != NULL && first->sum == p->sum) {
            char **before = read_group(manifest, first->offset);
            char **files = read_group(manifest, p->offset);

            if (!is_same(before, files))
                g_hash_table_insert(namesakes, GSIZE_TO_POINTER(p->offset), g_strdup(before[0]));
            g_strfreev(before);
            g_strfreev(files);
        } else {
            first = p;
        }
    }
    g_array_unref(lines);
    return namesakes;
}
