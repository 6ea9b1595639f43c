/* dictionary.c
 * Prints the words that messages are made of, as libFuzzer reads them: marks, heads of messages
 * from the catalogue, ids of modules, commands.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>

#include <glib.h>

#include "../protocol/catalogue.h"
#include "../protocol/commands.h"
#include "../protocol/modules.h"

static void print_word(const uint8_t *bytes, size_t size)
{
    putchar('"');
    for (size_t i = 0; i < size; i++)
        printf("\\x%02x", bytes[i]);
    puts("\"");
}

/* The head of a message with the content that its first layout needs. */
static void print_head(const gt06_message *message, void *data)
{
    const size_t needs = gt06_run_needs(message->layouts[0].run);
    const bool is_long = (message->forms & 1 << GT06_LONG) != 0;
    const size_t length = (needs + GT06_ENVELOPE) & 0xFF;
    const uint8_t short_head[] = { 0x78, 0x78, (uint8_t)length, message->number };
    const uint8_t long_head[] = { 0x79, 0x79, 0, (uint8_t)length, message->number };

    (void)data;
    if (is_long)
        print_word(long_head, sizeof long_head);
    else
        print_word(short_head, sizeof short_head);
}

static void print_modules(gt06_numbering numbering)
{
    size_t count;
    const gt06_module *modules = gt06_all_modules(numbering, &count);

    for (size_t i = 0; i < count; i++) {
        const uint8_t head[] = { (uint8_t)(modules[i].id >> 8), (uint8_t)modules[i].id, 0,
                                 modules[i].size };
        print_word(head, sizeof head);
    }
}

static void print_commands(void)
{
    size_t count;
    const gt06_command *commands = gt06_all_commands(&count);

    for (size_t i = 0; i < count; i++)
        printf("\"%s\"\n", commands[i].word);
}

int main(void)
{
    static const char *const texts[] = { "\\x0d\\x0a", "Lat:N", "Lon:E", "DateTime:", "ADDRESS&&",
                                         "ALARMSMS&&", "##", "&&", "\\\\x78\\\\x78", "7878" };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        printf("\"%s\"\n", texts[i]);
    gt06_for_each_message(print_head, NULL);
    for (int numbering = GT06_MODULES_A; numbering <= GT06_MODULES_98; numbering++)
        print_modules((gt06_numbering)numbering);
    print_commands();
    return 0;
}
