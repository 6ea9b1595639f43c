/* fuzz_text.c
 * Texts: keys and values, commands, positions, layouts that users write, names of foreign messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "../protocol/commands.h"
#include "../protocol/foreign.h"
#include "../protocol/pairs.h"
#include "../protocol/runs.h"
#include "../protocol/where.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_SPANS = 8 };

static void read_pairs(const char *text, size_t size, bool settings)
{
    size_t place = 0, before = 0;
    gt06_pair pair;

    while (gt06_next_pair(text, size, &place, settings, &pair)) {
        assert(place > before && place <= size);
        assert(pair.key + pair.key_size <= size && pair.value + pair.value_size <= size);
        before = place;
    }
    assert(place == size);
}

static void read_commands(const char *text, size_t size)
{
    gt06_span spans[MOST_SPANS];
    const unsigned count = gt06_command_passwords(text, size, spans, MOST_SPANS);

    assert(count <= MOST_SPANS);
    for (unsigned i = 0; i < count; i++)
        assert(spans[i].size > 0 && spans[i].offset + spans[i].size <= size);
    gt06_answer_outcome(text, size);
}

/* What is written down of a layout that was read is read as the same layout. */
static void read_run(const char *text)
{
    gt06_place run[GT06_RUN_LENGTH] = { E_END };
    char *error = NULL, *written, *again;

    if (!gt06_read_run_text(text, run, &error)) {
        assert(error != NULL);
        g_free(error);
        return;
    }
    written = gt06_run_text(run);
    if (!gt06_read_run_text(written, run, &error))
        abort();
    again = gt06_run_text(run);
    assert(strcmp(written, again) == 0);
    g_free(again);
    g_free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = g_memdup2(data, size);    /* ends where the text ends ... */
    char *text = g_strndup((const char *)data, size); /* ... and with NUL where that is asked */
    gt06_where where;

    read_pairs(bytes, size, false);
    read_pairs(bytes, size, true);
    gt06_has_pairs(bytes, size);
    read_commands(bytes, size);
    gt06_command_purpose(text);
    gt06_read_where(text, &where);
    read_run(text);
    gt06_foreign_name(data, size);
    g_free(text);
    g_free(bytes);
    return 0;
}
