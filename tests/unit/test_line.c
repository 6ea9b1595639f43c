/* test_line.c
 * Lines of text that are put together from pieces, and what has no room in them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "protocol/line.h"

static void pieces_stand_one_behind_the_other(void **state G_GNUC_UNUSED)
{
    gt06_line line;

    gt06_line_begin(&line, "Cell");
    gt06_line_add_number(&line, ": LAC ", 0);
    gt06_line_add_number(&line, ", cell id ", UINT64_MAX);
    gt06_line_add_format(&line, ", alarm 0x%02x", 7);
    gt06_line_add(&line, "");
    assert_string_equal(line.text, "Cell: LAC 0, cell id 18446744073709551615, alarm 0x07");
    assert_int_equal(line.size, strlen(line.text));
    gt06_line_begin(&line, "again");
    assert_string_equal(line.text, "again");
}

/* Fills the line up to `left` bytes. */
static void fill(gt06_line *line, size_t left)
{
    gt06_line_begin(line, "");
    while (line->size < GT06_LINE_ROOM - 1 - left)
        gt06_line_add(line, "-");
}

static void what_has_no_room_is_left_out_by_whole_characters(void **state G_GNUC_UNUSED)
{
    static const struct {
        const char *text;
        size_t left, kept;
    } texts[] = {
        { "abc", 3, 3 },          { "abc", 2, 2 },
        { "abc", 0, 0 },          { "a\xC3\xA4", 3, 3 },
        { "a\xC3\xA4", 2, 1 },    { "\xE4\xBD\x8D\xE7", 2, 0 },
        { "\xE4\xBD\x8D", 3, 3 }, { "\xC3\xA4\xC3\xA4", 3, 2 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        gt06_line line;
        size_t before;

        fill(&line, texts[i].left);
        before = line.size;
        gt06_line_add(&line, texts[i].text);
        assert_int_equal(line.size - before, texts[i].kept);
        assert_memory_equal(line.text + before, texts[i].text, texts[i].kept);
        assert_int_equal(line.text[line.size], '\0');
    }
}

static void nothing_follows_what_had_no_room(void **state G_GNUC_UNUSED)
{
    gt06_line line;
    size_t before;

    fill(&line, 2);
    before = line.size;
    gt06_line_add(&line, "\xE4\xBD\x8D");
    gt06_line_add(&line, "b");
    assert_int_equal(line.size, before);
    gt06_line_begin(&line, "a");
    gt06_line_add(&line, "b");
    assert_string_equal(line.text, "ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stand_one_behind_the_other),
        cmocka_unit_test(what_has_no_room_is_left_out_by_whole_characters),
        cmocka_unit_test(nothing_follows_what_had_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
