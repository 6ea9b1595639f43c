/* test_random.c
 * Random values in well-formed messages of every kind are found again, each in its field.
 *
 * GT06_RANDOM_SEED and GT06_RANDOM_MESSAGES in the environment replace the fixed seed and number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_check.h"
#include "random_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

enum { SEED = 8888, MESSAGES = 12000, MESSAGES_OF_A_MODEL = 200 };

static unsigned setting(const char *name, unsigned otherwise)
{
    const char *value = g_getenv(name);

    return value != NULL ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

static void add_kinds(GPtrArray *kinds, const random_kind *table)
{
    for (; table->name != NULL; table++)
        g_ptr_array_add(kinds, (gpointer)table);
}

static GPtrArray *all_kinds(void)
{
    GPtrArray *kinds = g_ptr_array_new();

    add_kinds(kinds, random_core_kinds);
    add_kinds(kinds, random_extended_kinds);
    add_kinds(kinds, random_vehicle_kinds);
    add_kinds(kinds, random_transfer_kinds);
    add_kinds(kinds, random_dialect_kinds);
    return kinds;
}

static void random_messages(void **state G_GNUC_UNUSED)
{
    GPtrArray *kinds = all_kinds();

    random_check(kinds, NULL, setting("GT06_RANDOM_MESSAGES", MESSAGES),
                 setting("GT06_RANDOM_SEED", SEED));
    g_ptr_array_unref(kinds);
}

/* Layouts that only the model tells. */
static void random_messages_of_models(void **state G_GNUC_UNUSED)
{
    static const char *const models[] = { "GT06A", "R11", "LW4G", "SEEWORLD" };
    GPtrArray *kinds = all_kinds();

    for (size_t i = 0; i < G_N_ELEMENTS(models); i++)
        random_check(kinds, models[i], MESSAGES_OF_A_MODEL, setting("GT06_RANDOM_SEED", SEED));
    g_ptr_array_unref(kinds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_messages),
        cmocka_unit_test(random_messages_of_models),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
