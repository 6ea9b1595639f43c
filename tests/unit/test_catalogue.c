/* test_catalogue.c
 * The catalogue holds together, and chooses layouts as the documents' conditions say.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "modules.h"
#include "runs.h"

static void collect(const gt06_message *message, void *data)
{
    g_ptr_array_add((GPtrArray *)data, (gpointer)message);
}

static GPtrArray *all_messages(void)
{
    GPtrArray *messages = g_ptr_array_new();

    gt06_for_each_message(collect, messages);
    assert_true(messages->len > 40);
    return messages;
}

static void every_row_is_complete(void **state G_GNUC_UNUSED)
{
    GPtrArray *messages = all_messages();

    for (unsigned i = 0; i < messages->len; i++) {
        const gt06_message *message = (const gt06_message *)messages->pdata[i];

        assert_non_null(message->name);
        assert_non_null(message->layouts);
        assert_true(g_str_has_prefix(message->clause, "core ") ||
                    g_str_has_prefix(message->clause, "extended "));
        assert_int_not_equal(message->forms, 0);
        assert_int_not_equal(message->directions, 0);
        assert_true(message->answer <= GT06_ANSWER_UNKNOWN);
    }
    g_ptr_array_unref(messages);
}

/* No number has two rows for one form and direction. */
static void every_number_has_one_meaning(void **state G_GNUC_UNUSED)
{
    GPtrArray *messages = all_messages();

    for (unsigned i = 0; i < messages->len; i++) {
        const gt06_message *a = (const gt06_message *)messages->pdata[i];

        for (unsigned k = i + 1; k < messages->len; k++) {
            const gt06_message *b = (const gt06_message *)messages->pdata[k];

            if (a->number == b->number && (a->forms & b->forms) != 0 &&
                (a->directions & b->directions) != 0)
                fail_msg("0x%02x has two rows: %s and %s", a->number, a->name, b->name);
        }
    }
    g_ptr_array_unref(messages);
}

static void every_variant_of_a_row_has_its_own_name(void **state G_GNUC_UNUSED)
{
    GPtrArray *messages = all_messages();

    for (unsigned i = 0; i < messages->len; i++) {
        const gt06_message *message = (const gt06_message *)messages->pdata[i];
        GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

        for (const gt06_layout *layout = message->layouts; layout->variant != NULL; layout++) {
            if (!gt06_layout_is_for(layout, message->number))
                continue;
            if (!g_hash_table_add(names, (gpointer)layout->variant))
                fail_msg("0x%02x has two variants named %s", message->number, layout->variant);
        }
        g_hash_table_unref(names);
    }
    g_ptr_array_unref(messages);
}

static void every_element_is_described(void **state G_GNUC_UNUSED)
{
    for (int element = E_END + 1; element < GT06_ELEMENT_COUNT; element++) {
        assert_non_null(gt06_elements[element].id);
        assert_non_null(gt06_elements[element].name);
        assert_non_null(gt06_elements[element].clause);
    }
    assert_true(GT06_ELEMENT_COUNT <= 512);
}

static void modules_are_in_order(void **state G_GNUC_UNUSED)
{
    for (int numbering = GT06_MODULES_A; numbering <= GT06_MODULES_98; numbering++) {
        size_t count;
        const gt06_module *modules = gt06_all_modules((gt06_numbering)numbering, &count);

        for (size_t i = 0; i < count; i++) {
            assert_ptr_equal(gt06_find_module((gt06_numbering)numbering, modules[i].id),
                             &modules[i]);
            assert_true(i == 0 || modules[i - 1].id < modules[i].id);
        }
    }
    assert_null(gt06_find_module(GT06_MODULES_A, 0x7777));
}

/* One content and the variant that the documents' index chooses for it. */
typedef struct {
    uint8_t number;
    gt06_direction direction;
    const char *model;
    size_t size;
    const char *bytes; /* offset=value in hex, blank between; others are zero */
    const char *variant;
} choice_case;

static const choice_case choice_cases[] = {
    { 0x12, GT06_FROM_TERMINAL, NULL, 26, "", "base" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 27, "18=81", "base" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 28, "27=02", "language" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 28, "16=c0 26=05", "external voltage (GT06A)" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 28, "26=c0", "input mask (BENWAY)" },
    { 0x12, GT06_FROM_TERMINAL, "gt06a", 28, "26=c0", "external voltage (GT06A)" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 29, "26=02", "wide cell (rayjay214)" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 29, "26=01", "triple" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 34, "", "IMEI in front (QH302R)" },
    { 0x12, GT06_FROM_TERMINAL, NULL, 34, "18=81", "triple + mileage" },
    { 0x13, GT06_FROM_TERMINAL, NULL, 5, "3=f0", "LynkWorld" },
    { 0x13, GT06_FROM_TERMINAL, NULL, 5, "1=07", "voltage (R11, S5, R31)" },
    { 0x13, GT06_FROM_TERMINAL, "SEEWORLD", 5, "4=01", "SEEWORLD" },
    { 0x13, GT06_FROM_TERMINAL, NULL, 5, "4=01", "standard" },
    { 0x16, GT06_FROM_TERMINAL, NULL, 33, "32=ff", "fence number" },
    { 0x16, GT06_FROM_TERMINAL, NULL, 33, "31=03 32=02", "wide cell (SEEWORLD)" },
    { 0x16, GT06_FROM_TERMINAL, "SEEWORLD", 33, "32=ff", "wide cell (SEEWORLD)" },
    { 0x26, GT06_FROM_TERMINAL, NULL, 40, "", "unknown tail" },
    { 0x16, GT06_FROM_TERMINAL, NULL, 40, "", "RFID (TRX16i)" },
    { 0x31, GT06_FROM_TERMINAL, NULL, 37, "", "SL4X" },
    { 0x22, GT06_FROM_TERMINAL, NULL, 42, "", "SEEWORLD" },
    { 0x2D, GT06_FROM_TERMINAL, NULL, 55, "", "NT" },
    { 0x8A, GT06_FROM_SERVER, NULL, 6, "0=19 1=02 2=26 3=13 4=49 5=29", "clock in BCD" },
    { 0x8A, GT06_FROM_SERVER, NULL, 6, "0=13 1=02 2=1a", "clock" },
    { 0x97, GT06_FROM_SERVER, NULL, 21, "0=0b", "address text, 1-byte length" },
    { 0x97, GT06_FROM_SERVER, NULL, 21, "1=13", "address text, 2-byte length" },
    { 0x13, GT06_FROM_SERVER, NULL, 0, "", "acknowledgement" },
    { 0x8A, GT06_FROM_TERMINAL, NULL, 0, "", "empty" },
    { 0x8A, GT06_FROM_SERVER, NULL, 0, "", "acknowledgement" },
    { 0xDD, GT06_FROM_TERMINAL, NULL, 9, "", "not known" },
};

static void fill(uint8_t *bytes, const char *text)
{
    char **parts = g_strsplit(text, " ", -1);

    for (char **part = parts; *part != NULL && **part != '\0'; part++)
        bytes[strtoul(*part, NULL, 10)] = (uint8_t)strtoul(strchr(*part, '=') + 1, NULL, 16);
    g_strfreev(parts);
}

static void layouts_are_chosen_as_the_index_says(void **state G_GNUC_UNUSED)
{
    for (size_t i = 0; i < G_N_ELEMENTS(choice_cases); i++) {
        const choice_case *c = &choice_cases[i];
        uint8_t bytes[128] = { 0 };
        gt06_content content = {
            .bytes = bytes, .captured = c->size, .size = c->size, .number = c->number,
            .form = GT06_SHORT, .direction = c->direction, .model = c->model,
        };

        fill(bytes, c->bytes);
        assert_string_equal(gt06_choose(&content).layout->variant, c->variant);
    }
}

static void a_cut_off_content_is_chosen_by_its_size(void **state G_GNUC_UNUSED)
{
    uint8_t bytes[4] = { 0 };
    gt06_content content = { .bytes = bytes, .captured = 4, .size = 26, .number = 0x12 };

    assert_string_equal(gt06_choose(&content).layout->variant, "base");
}

/* 0x36 is a heartbeat from the terminal, and another message from the server. */
static void an_empty_answer_is_named_for_what_it_answers(void **state G_GNUC_UNUSED)
{
    gt06_content content = { .number = 0x36, .form = GT06_SHORT, .direction = GT06_FROM_SERVER };
    gt06_choice choice = gt06_choose(&content);

    assert_string_equal(choice.layout->variant, "acknowledgement");
    assert_string_equal(gt06_message_name(choice.message, choice.layout),
                        "Heartbeat with modules");
}

static void run_texts_are_read_and_written(void **state G_GNUC_UNUSED)
{
    static const char text[] = "DATE_TIME GPS 7*CELL WIFI_COUNT n*WIFI ?MILEAGE <CELL";
    gt06_place run[GT06_RUN_LENGTH];
    char *error = NULL;
    char *again;

    assert_true(gt06_read_run_text("date_time, gps 7*cell wifi_count n*wifi ?mileage <cell", run, &error));
    again = gt06_run_text(run);
    assert_string_equal(again, text);
    g_free(again);
}

static void senseless_run_texts_are_refused(void **state G_GNUC_UNUSED)
{
    static const char *const texts[] = {
        "n*WIFI", "DATE_TIME <GPS", "", "  ", "NOTHING", "99*CELL", "0*CELL", "7*", "7*7*CELL", "GPS GPS GPS GPS GPS GPS GPS GPS "
        "GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS GPS",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        gt06_place run[GT06_RUN_LENGTH];
        char *error = NULL;

        assert_false(gt06_read_run_text(texts[i], run, &error));
        assert_non_null(error);
        g_free(error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(every_number_has_one_meaning),
        cmocka_unit_test(every_variant_of_a_row_has_its_own_name),
        cmocka_unit_test(every_element_is_described),
        cmocka_unit_test(modules_are_in_order),
        cmocka_unit_test(layouts_are_chosen_as_the_index_says),
        cmocka_unit_test(a_cut_off_content_is_chosen_by_its_size),
        cmocka_unit_test(an_empty_answer_is_named_for_what_it_answers),
        cmocka_unit_test(run_texts_are_read_and_written),
        cmocka_unit_test(senseless_run_texts_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
