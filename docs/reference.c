/* reference.c
 * Writes the reference pages from the catalogue: docs/messages.md and docs/elements.md.
 *
 *   gt06-reference messages GOLDEN    the table of messages; GOLDEN is the folder of golden texts,
 *                                     which tell what capture has a layout
 *   gt06-reference elements           the vocabulary of layouts
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/catalogue.h"
#include "protocol/runs.h"

static const char *const answers[] = {
    [GT06_ANSWER_NONE] = "none",
    [GT06_ANSWER_ACCEPTED] = "none (an acknowledgement does no harm)",
    [GT06_ANSWER_ACK] = "acknowledgement",
    [GT06_ANSWER_ACK_SHORT] = "acknowledgement, 78 78",
    [GT06_ANSWER_ACK_LONG] = "acknowledgement, 79 79",
    [GT06_ANSWER_LOGIN] = "acknowledgement, or reply with clock",
    [GT06_ANSWER_ACK_ADDRESS] = "acknowledgement, then an address if the language asks",
    [GT06_ANSWER_ADDRESS] = "0x17 (Chinese) or 0x97 (English)",
    [GT06_ANSWER_CLOCK] = "same number with date and time",
    [GT06_ANSWER_EPOCH] = "same number with seconds since 1970",
    [GT06_ANSWER_TEXT] = "0x15, 0x21 or 0x81",
    [GT06_ANSWER_SAME] = "same number",
    [GT06_ANSWER_PHOTO_REQUEST] = "0x36 from the server",
    [GT06_ANSWER_PHOTO_DATA] = "0x36 from the terminal",
    [GT06_ANSWER_RESULT] = "same number with one byte",
    [GT06_ANSWER_IS_ONE] = "is one",
    [GT06_ANSWER_UNKNOWN] = "not documented",
};

static const char *const clocks[] = {
    [GT06_CLOCK_NONE] = "-",
    [GT06_CLOCK_UTC] = "UTC",
    [GT06_CLOCK_LOCAL] = "local",
    [GT06_CLOCK_DEVICE] = "terminal's clock",
};

static GHashTable *captures; /* "number variant" -> name of the first capture that has it */

static const char *form_text(unsigned forms)
{
    if (forms == 1u << GT06_DIALECT)
        return "no CRC";
    if (forms == 1u << GT06_DIALECT_BLOCK)
        return "68 68";
    if ((forms & 1u << GT06_LONG) == 0)
        return "78 78";
    return (forms & 1u << GT06_SHORT) == 0 ? "79 79" : "any";
}

static const char *direction_text(unsigned directions)
{
    if (directions == 1u << GT06_FROM_TERMINAL)
        return "up";
    return directions == 1u << GT06_FROM_SERVER ? "down" : "both";
}

static char *capture_key(unsigned number, const char *variant)
{
    return g_strdup_printf("%02x %s", number, variant);
}

static const char *value_of(const char *line, const char *name)
{
    line += strspn(line, " ");
    return g_str_has_prefix(line, name) ? line + strlen(name) : NULL;
}

static void note_capture(const char *path, const char *name)
{
    char *text = NULL;
    char **lines;
    unsigned number = 0;

    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        const char *value = value_of(*line, "gt06.protocol: ");

        if (value != NULL)
            number = (unsigned)g_ascii_strtoull(value, NULL, 0);
        value = value_of(*line, "gt06.variant: ");
        if (value != NULL && g_hash_table_lookup(captures, capture_key(number, value)) == NULL)
            g_hash_table_insert(captures, capture_key(number, value), g_strdup(name));
    }
    g_strfreev(lines);
    g_free(text);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void note_captures(const char *folder)
{
    char *messages = g_build_filename(folder, "messages", NULL);
    GDir *dir = g_dir_open(messages, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    for (unsigned i = 0; i < names->len; i++) {
        char *path = g_build_filename(messages, (const char *)names->pdata[i], NULL);
        char *shortened = g_strndup((const char *)names->pdata[i],
                                    strlen((const char *)names->pdata[i]) - strlen(".txt"));

        note_capture(path, shortened);
        g_free(shortened);
        g_free(path);
    }
}

static void write_layouts(const gt06_message *message)
{
    for (const gt06_layout *layout = message->layouts; layout->variant != NULL; layout++) {
        const char *capture;
        char *run;

        if (!gt06_layout_is_for(layout, message->number))
            continue;
        run = gt06_run_text(layout->run);
        capture = (const char *)g_hash_table_lookup(
            captures, capture_key(message->number, layout->variant));
        printf("| | | | %s | %s | | | %s |\n", layout->variant, *run != '\0' ? run : "-",
               capture != NULL ? capture : "");
        g_free(run);
    }
}

static void write_message(const gt06_message *message, void *data)
{
    if (message->number != *(const unsigned *)data)
        return;
    printf("| **%02X** | %s | %s | **%s** | | %s; time: %s | %s | |\n", message->number,
           form_text(message->forms), direction_text(message->directions), message->name,
           answers[message->answer], clocks[message->clock], message->clause);
    write_layouts(message);
}

static void write_messages(void)
{
    puts("# Messages\n\n"
         "Made from the catalogue by `gt06-reference`; do not edit. Every number may come with an\n"
         "empty content too: an acknowledgement. The elements of a layout are explained in\n"
         "[elements.md](elements.md); up is from the terminal to the server. Layouts are tried\n"
         "from top to bottom, the first that fits counts.\n\n"
         "| no. | form | direction | name / variant | layout | answer; time | clause | capture |\n"
         "|---|---|---|---|---|---|---|---|");
    for (unsigned number = 0; number < 256; number++)
        gt06_for_each_message(write_message, &number);
}

static void write_elements(void)
{
    puts("# Elements\n\n"
         "Made from the vocabulary by `gt06-reference`; do not edit. These are the pieces of\n"
         "layouts, also of those in the preference *Protocol numbers* (`gt06_numbers`). A size of\n"
         "0 is open: what a count before it says, or the rest of the content. `7*` in front of a\n"
         "name means seven of them, `n*` as many as the last count said, `?` only if its bytes\n"
         "are left, `<` inside as many bytes as the last length said.\n\n"
         "| element | meaning | bytes | clause |\n|---|---|---|---|");
    for (int element = E_END + 1; element < GT06_ELEMENT_COUNT; element++)
        printf("| %s | %s | %u | %s |\n", gt06_elements[element].id, gt06_elements[element].name,
               gt06_elements[element].size, gt06_elements[element].clause);
}

int main(int argc, char **argv)
{
    captures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (argc == 3 && strcmp(argv[1], "messages") == 0) {
        note_captures(argv[2]);
        write_messages();
    } else if (argc == 2 && strcmp(argv[1], "elements") == 0) {
        write_elements();
    } else {
        fputs("usage: gt06-reference messages GOLDEN | gt06-reference elements\n", stderr);
        return 2;
    }
    return 0;
}
