/* terminals.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "terminals.h"
#include "compat.h"
#include "../protocol/alarms.h"
#include "../protocol/models.h"

#include <epan/prefs.h>
#include <epan/uat.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_IMEI = 15, MINUTES = 60, MOST_HOURS = 14 };

static gt06_terminal *lines;
static unsigned line_count;
static GHashTable *by_identity; /* identity -> line, made anew when the table changes */

bool gt06_read_zone(const char *text, int *minutes)
{
    unsigned hours = 0;
    unsigned rest = 0;
    int sign = *text == '-' ? -1 : 1;
    int read = 0;

    if (*text == '-' || *text == '+')
        text++;
    if (sscanf(text, "%2u%n:%2u%n", &hours, &read, &rest, &read) < 1 || text[read] != '\0' ||
        hours > MOST_HOURS || rest >= MINUTES)
        return false;
    *minutes = sign * (int)(hours * MINUTES + rest);
    return true;
}

const gt06_terminal *gt06_find_terminal(const char *imei)
{
    char beginning[LONGEST_IMEI + 1];
    size_t length;

    if (line_count == 0 || by_identity == NULL || imei == NULL)
        return NULL;
    length = strnlen(imei, LONGEST_IMEI);
    memcpy(beginning, imei, length);
    for (; length > 0; length--) {
        const gt06_terminal *line;

        beginning[length] = '\0';
        line = (const gt06_terminal *)g_hash_table_lookup(by_identity, beginning);
        if (line != NULL)
            return line;
    }
    return NULL;
}

static void *copy_line(void *to, const void *from, size_t size G_GNUC_UNUSED)
{
    const gt06_terminal *old = (const gt06_terminal *)from;
    gt06_terminal *line = (gt06_terminal *)to;

    line->identity = g_strdup(old->identity);
    line->model = g_strdup(old->model);
    line->zone = g_strdup(old->zone);
    line->label = g_strdup(old->label);
    return line;
}

static void free_line(void *record)
{
    gt06_terminal *line = (gt06_terminal *)record;

    g_free(line->identity);
    g_free(line->model);
    g_free(line->zone);
    g_free(line->label);
}

/* A misspelt name would do nothing, and nobody would know. */
static bool check_model(char *model, char **error)
{
    char *names;

    g_strstrip(model);
    if (*model == '\0' || gt06_model_matters(model) || gt06_model_has_type(model))
        return true;
    names = gt06_models_that_matter();
    *error = g_strdup_printf("The model \"%s\" is not known. These change how messages are read: %s. "
                             "For others leave it empty.", model, names);
    g_free(names);
    return false;
}

static gt06_bool check_line(void *record, char **error)
{
    gt06_terminal *line = (gt06_terminal *)record;
    int minutes;

    g_strstrip(line->identity);
    if (*line->identity == '\0' || strlen(line->identity) > LONGEST_IMEI ||
        strspn(line->identity, "0123456789") != strlen(line->identity)) {
        *error = g_strdup_printf("\"%s\" is not an IMEI nor the beginning of one: it has 1 to 15 "
                                 "digits.", line->identity);
        return FALSE;
    }
    if (*line->zone != '\0' && !gt06_read_zone(line->zone, &minutes)) {
        *error = g_strdup_printf("\"%s\" is not a time zone such as +08:00 or -3.", line->zone);
        return FALSE;
    }
    return check_model(line->model, error);
}

static void index_lines(void)
{
    if (by_identity == NULL)
        by_identity = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_remove_all(by_identity);
    for (unsigned i = 0; i < line_count; i++)
        g_hash_table_insert(by_identity, lines[i].identity, &lines[i]);
}

static void forget_lines(void)
{
    if (by_identity != NULL)
        g_hash_table_remove_all(by_identity);
}

UAT_CSTRING_CB_DEF(terminals, identity, gt06_terminal)
UAT_CSTRING_CB_DEF(terminals, model, gt06_terminal)
UAT_CSTRING_CB_DEF(terminals, zone, gt06_terminal)
UAT_CSTRING_CB_DEF(terminals, label, gt06_terminal)

void gt06_register_terminals(struct pref_module *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING(terminals, identity, "IMEI",
                        "IMEI of a terminal, or its beginning: the type allocation code, say"),
        UAT_FLD_CSTRING(terminals, model, "Model",
                        "GT06A, R11, SEEWORLD, LW, VL103, NT20, TRX16i, GT06V4 ...; may be empty"),
        UAT_FLD_CSTRING(terminals, zone, "Time zone",
                        "Zone of the terminal's local times, such as +08:00; may be empty"),
        UAT_FLD_CSTRING(terminals, label, "Label", "A name for people; may be empty"),
        UAT_END_FIELDS
    };
    uat_t *table = uat_new("GT06 terminals", sizeof(gt06_terminal), "gt06_terminals", TRUE, &lines,
                           &line_count, UAT_AFFECTS_DISSECTION, NULL, copy_line, check_line,
                           free_line, index_lines, forget_lines, fields);

    prefs_register_uat_preference(module, "terminals", "Terminals",
                                  "What is known of terminals beside what they send", table);
}
