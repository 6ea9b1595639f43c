/* table_rows.c
 *
 * A window keeps pointers to the cells it shows, and another window of the same statistic can
 * empty the table under it. So cells are freed only together with the table: an empty table keeps
 * them for its next rows.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "table_rows.h"

#include <string.h>

typedef struct {
    stat_tap_table table;      /* first, so that epan frees both as one */
    const gt06_row_kind *kind;
    GHashTable *rows;          /* key -> gt06_row */
    GPtrArray *spare;          /* cells of rows that were emptied */
} keyed_table;

static keyed_table *table_of(stat_tap_table_ui *ui)
{
    return (keyed_table *)g_array_index(ui->tables, stat_tap_table *, 0);
}

static void end_rows(keyed_table *keyed)
{
    GHashTableIter iterator;
    void *row;

    g_hash_table_iter_init(&iterator, keyed->rows);
    while (g_hash_table_iter_next(&iterator, NULL, &row))
        keyed->kind->end((gt06_row *)row);
    g_hash_table_remove_all(keyed->rows);
}

static void empty_cell(stat_tap_table_item_type *cell)
{
    if (cell->type == TABLE_ITEM_STRING)
        g_free((char *)cell->value.string_value);
    memset(cell, 0, sizeof *cell);
}

static void empty_table(stat_tap_table *table)
{
    keyed_table *keyed = (keyed_table *)table;

    end_rows(keyed);
    for (unsigned row = 0; row < table->num_elements; row++) {
        for (unsigned column = 0; column < table->num_fields; column++)
            empty_cell(&table->elements[row][column]);
        g_ptr_array_add(keyed->spare, table->elements[row]);
    }
    g_clear_pointer(&table->elements, g_free);
    table->num_elements = 0;
}

void gt06_open_table(stat_tap_table_ui *ui, const gt06_row_kind *kind)
{
    keyed_table *keyed;

    if (ui->tables != NULL && ui->tables->len > 0) {
        empty_table(&table_of(ui)->table);
        return;
    }
    keyed = g_new0(keyed_table, 1);
    keyed->table.title = ui->title;
    keyed->table.num_fields = (unsigned)ui->nfields;
    keyed->kind = kind;
    keyed->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    keyed->spare = g_ptr_array_new();
    stat_tap_add_table(ui, &keyed->table);
}

static stat_tap_table_item_type *new_cells(keyed_table *keyed)
{
    stat_tap_table *table = &keyed->table;
    stat_tap_table_item_type *cells;

    if (keyed->spare->len > 0)
        cells = (stat_tap_table_item_type *)g_ptr_array_steal_index(keyed->spare, 0);
    else
        cells = g_new0(stat_tap_table_item_type, table->num_fields);
    if ((table->num_elements & (table->num_elements - 1)) == 0)
        table->elements = g_renew(stat_tap_table_item_type *, table->elements,
                                  table->num_elements > 0 ? 2 * table->num_elements : 1);
    table->elements[table->num_elements++] = cells;
    return cells;
}

gt06_row *gt06_find_row(void *data, const char *key)
{
    keyed_table *keyed = table_of(((stat_data_t *)data)->stat_tap_data);
    gt06_row *row = (gt06_row *)g_hash_table_lookup(keyed->rows, key);

    if (row != NULL)
        return row;
    row = (gt06_row *)g_malloc0(keyed->kind->size);
    row->cells = new_cells(keyed);
    keyed->kind->begin(row);
    g_hash_table_insert(keyed->rows, g_strdup(key), row);
    return row;
}

static void free_cell(stat_tap_table *table, unsigned row, unsigned column,
                      stat_tap_table_item_type *cell)
{
    keyed_table *keyed = (keyed_table *)table;

    empty_cell(cell);
    if (row + 1 < table->num_elements || column + 1 < table->num_fields)
        return;
    end_rows(keyed);
    g_hash_table_destroy(keyed->rows);
    g_ptr_array_foreach(keyed->spare, (GFunc)(void (*)(void))g_free, NULL);
    g_ptr_array_free(keyed->spare, TRUE);
}

void gt06_register_table(stat_tap_table_ui *ui)
{
    static tap_param parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };

    ui->group = REGISTER_PACKET_STAT_GROUP_UNSORTED;
    ui->tap_name = "gt06";
    ui->stat_tap_reset_table_cb = empty_table;
    ui->stat_tap_free_table_item_cb = free_cell;
    ui->params = parameters;
    ui->nparams = G_N_ELEMENTS(parameters);
    register_stat_tap_table_ui(ui);
}

void gt06_show_count(gt06_row *row, unsigned column, unsigned count)
{
    row->cells[column].type = TABLE_ITEM_UINT;
    row->cells[column].value.uint_value = count;
}

void gt06_show_number(gt06_row *row, unsigned column, double number)
{
    row->cells[column].type = TABLE_ITEM_FLOAT;
    row->cells[column].value.float_value = number;
}

void gt06_show_text(gt06_row *row, unsigned column, const char *text)
{
    stat_tap_table_item_type *cell = &row->cells[column];

    if (cell->type == TABLE_ITEM_STRING) {
        if (strcmp(cell->value.string_value, text) == 0)
            return;
        g_free((char *)cell->value.string_value);
    }
    cell->type = TABLE_ITEM_STRING;
    cell->value.string_value = g_strdup(text);
}
