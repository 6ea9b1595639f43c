/* test_filters.c
 * A filter finds the same packets in a tree that nobody sees, which has only what was asked for, as
 * in one that is shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* Of the envelope, of the content, of the diagnosis, and several of them in one. */
static const char *const filters[] = {
    "gt06",
    "gt06 contains 0d:0a",
    "gt06.start == 0x7979",
    "gt06.length < 15",
    "gt06.protocol == 0x13",
    "gt06.protocol == 0x13 && gt06.crc.status == 1 && gt06.direction == 0",
    "gt06.serial > 5",
    "gt06.variant",
    "gt06.imei",
    "gt06.speed > 0",
    "gt06.protocol == 0x22 && gt06.speed > 0",
    "gt06.protocol == 0x13 || gt06.speed > 0",
    "gt06.protocol && !gt06.speed",
    "gt06.response_in",
    "gt06.response_to && gt06.serial",
    "gt06.answer.expected",
    "gt06.clock_offset && gt06.protocol",
    "gt06.count == 1",
    "gt06.protocol && _ws.expert.severity",
    "gt06.protocol && gt06.expert.reupload",
};

static unsigned count_packets(const char *capture, const char *const *options)
{
    char *output = gt06_tshark(capture, options);
    unsigned lines = 0;

    for (const char *at = output; *at != '\0'; at++)
        lines += *at == '\n';
    g_free(output);
    return lines;
}

static void filters_find_the_same_where_nobody_looks(void **state G_GNUC_UNUSED)
{
    static const char capture[] = GT06_CAPTURES "/demo.pcapng";
    unsigned wrong = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
        const char *unseen[] = { "-2", "-Y", filters[i], NULL };
        const char *shown[] = {
            "-2", "-Y", filters[i], "-T", "fields", "-e", "frame.number", NULL
        };
        const unsigned found = count_packets(capture, unseen);
        const unsigned expected = count_packets(capture, shown);

        if (found != expected || found == 0) {
            printf("%s: %u packets, %u in a tree that is shown\n", filters[i], found, expected);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Later releases make no labels for -e but those of its own fields: ours must be among these. */
static void labels_that_are_asked_for_are_whole(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = { "-Ygt06.protocol == 0x22 && gt06.direction == 0", NULL };
    static const char *const fields[] = { "gt06", "text", NULL };
    GPtrArray *rows = gt06_tshark_fields(GT06_CAPTURES "/demo.pcapng", options, fields);

    assert_int_not_equal(rows->len, 0);
    for (unsigned i = 0; i < rows->len; i++) {
        char **row = (char **)rows->pdata[i];

        assert_non_null(strstr(row[0], "GT06 vehicle tracker, Position"));
        assert_non_null(strstr(row[1], "Position: "));
        assert_non_null(strstr(row[1], "Cell: MCC "));
    }
    g_ptr_array_unref(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_find_the_same_where_nobody_looks),
        cmocka_unit_test(labels_that_are_asked_for_are_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
