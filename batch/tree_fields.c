/* tree_fields.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tree_fields.h"
#include "columns.h"
#include "command.h"

#include <string.h>

#include <epan/epan_dissect.h>
#include <epan/print.h>
#include <epan/proto.h>

struct gt06_tree_fields {
    char **names;
    GArray *primed;  /* int, of every registration of every name */
    int protocol;    /* gt06 itself */
    GString *values; /* of one field at a time */
};

/* Every message has this field exactly once. */
static const char message_field[] = "gt06.frame";

static bool prime(GArray *primed, const char *name)
{
    header_field_info *field = proto_registrar_get_byname(name);

    if (field == NULL)
        return false;
    while (field->same_name_prev_id != -1)
        field = proto_registrar_get_nth((unsigned)field->same_name_prev_id);
    for (; field != NULL; field = field->same_name_next)
        g_array_append_val(primed, field->id);
    return true;
}

static bool is_before(char **names, char **name)
{
    while (names < name && strcmp(*names, *name) != 0)
        names++;
    return names < name;
}

gt06_tree_fields *gt06_find_fields(const char *names)
{
    gt06_tree_fields *fields = g_new0(gt06_tree_fields, 1);

    fields->names = g_strsplit(names, ",", -1);
    fields->primed = g_array_new(FALSE, FALSE, sizeof(int));
    fields->values = g_string_new(NULL);
    fields->protocol = proto_get_id_by_filter_name("gt06");
    prime(fields->primed, "gt06");
    prime(fields->primed, message_field);
    for (char **name = fields->names; *name != NULL; name++) {
        const char *wrong =
            !prime(fields->primed, *name) ? "There is no field \"%s\"; tshark -G fields lists them."
            : gt06_is_column(*name)       ? "%s is a column already; see gt06-batch columns."
            : is_before(fields->names, name) ? "%s is named twice."
                                             : NULL;

        if (wrong == NULL)
            continue;
        gt06_say(GT06_EXIT_INPUT, wrong, *name);
        gt06_free_fields(fields);
        return NULL;
    }
    return fields;
}

const GArray *gt06_primed_fields(const gt06_tree_fields *fields)
{
    return fields->primed;
}

void gt06_free_fields(gt06_tree_fields *fields)
{
    g_strfreev(fields->names);
    g_array_free(fields->primed, TRUE);
    g_string_free(fields->values, TRUE);
    g_free(fields);
}

void gt06_add_field_names(gt06_row_text *row, const gt06_tree_fields *fields)
{
    for (char **name = fields->names; *name != NULL; name++)
        gt06_add_value(row, *name, GT06_TEXT, *name);
}

static bool is_field(const proto_node *node, const char *name)
{
    return node->finfo != NULL && strcmp(node->finfo->hfinfo->abbrev, name) == 0;
}

static bool is_message(const gt06_tree_fields *fields, const proto_node *node)
{
    if (node->finfo == NULL || node->finfo->hfinfo->id != fields->protocol)
        return false;
    for (node = node->first_child; node != NULL; node = node->next) {
        if (is_field(node, message_field))
            return true;
    }
    return false;
}

/* The messages of a packet stand side by side in their order. */
static const proto_node *find_message(const gt06_tree_fields *fields, const gt06_seen *seen)
{
    uint32_t ordinal = 0;

    for (const proto_node *node = seen->dissection->tree->first_child; node != NULL;
         node = node->next) {
        if (is_message(fields, node) && ordinal++ == seen->record->ordinal)
            return node;
    }
    return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than the tree, which Wireshark bounds */
static void collect(const gt06_tree_fields *fields, const proto_node *node, const char *name,
                    epan_dissect_t *dissection)
{
    for (node = node->first_child; node != NULL; node = node->next) {
        if (is_field(node, name)) {
            char *value = get_node_field_value(node->finfo, dissection);

            g_string_append_printf(fields->values, "%s%s", fields->values->len > 0 ? "," : "",
                                   value != NULL ? value : "");
            g_free(value);
        }
        collect(fields, node, name, dissection);
    }
}

static bool is_of_message(const char *name)
{
    return g_str_has_prefix(name, "gt06.") || g_str_has_prefix(name, "_ws.expert");
}

void gt06_add_fields(gt06_row_text *row, const gt06_tree_fields *fields, const gt06_seen *seen)
{
    const proto_node *packet = seen->dissection->tree;
    const proto_node *message = find_message(fields, seen);

    for (char **name = fields->names; *name != NULL; name++) {
        const proto_node *from = is_of_message(*name) ? message : packet;

        g_string_truncate(fields->values, 0);
        if (from != NULL)
            collect(fields, from, *name, seen->dissection);
        gt06_add_value(row, *name, GT06_TEXT, fields->values->len > 0 ? fields->values->str : NULL);
    }
}
