/* numbers.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "numbers.h"
#include "compat.h"
#include "../protocol/runs.h"

#include <epan/prefs.h>
#include <epan/uat.h>
#include <string.h>

enum { NUMBERS = 256, LAYOUTS = 2 /* the user's, and the closing one */ };

/* A line of the table, and what it comes to. */
typedef struct {
    char *number; /* in hex: "D5" or "0xd5" */
    char *name;
    char *layout; /* "DATE_TIME GPS LBS"; "" for none */
} number_line;

typedef struct {
    gt06_message message;
    gt06_layout layouts[LAYOUTS];
} user_message;

static number_line *lines;
static unsigned line_count;
static user_message *messages[NUMBERS]; /* made anew when the table changes */

bool gt06_choose_by_user(const gt06_content *content, gt06_choice *choice)
{
    const user_message *own = messages[content->number];

    if (own == NULL || gt06_is_dialect(content->form))
        return false;
    choice->message = &own->message;
    if (content->size == 0)
        choice->layout = &gt06_acknowledgement;
    else
        choice->layout = own->layouts[0].variant != NULL ? &own->layouts[0] : &gt06_unknown_layout;
    return true;
}

static void *copy_line(void *to, const void *from, size_t size G_GNUC_UNUSED)
{
    const number_line *old = (const number_line *)from;
    number_line *line = (number_line *)to;

    line->number = g_strdup(old->number);
    line->name = g_strdup(old->name);
    line->layout = g_strdup(old->layout);
    return line;
}

static void free_line(void *record)
{
    number_line *line = (number_line *)record;

    g_free(line->number);
    g_free(line->name);
    g_free(line->layout);
}

static bool read_number(const char *text, unsigned *number)
{
    char *end;
    guint64 value = g_ascii_strtoull(text, &end, 16);

    *number = (unsigned)value;
    return end != text && *end == '\0' && value < NUMBERS;
}

static gt06_bool check_line(void *record, char **error)
{
    const number_line *line = (const number_line *)record;
    gt06_place run[GT06_RUN_LENGTH];
    unsigned number;

    if (!read_number(line->number, &number)) {
        *error = g_strdup_printf("\"%s\" is not a protocol number: 00 to FF in hex.", line->number);
        return FALSE;
    }
    if (gt06_number_is_known((uint8_t)number)) {
        *error = g_strdup_printf("0x%02x is a number of GT06 already; only unknown ones can be "
                                 "named.", number);
        return FALSE;
    }
    if (*line->name == '\0') {
        *error = g_strdup("Please give the number a name.");
        return FALSE;
    }
    return *line->layout == '\0' || gt06_read_run_text(line->layout, run, error);
}

static void forget_messages(void)
{
    for (unsigned i = 0; i < NUMBERS; i++) {
        g_free(messages[i]);
        messages[i] = NULL;
    }
}

static void add_message(const number_line *line)
{
    user_message *own = g_new0(user_message, 1);
    char *error = NULL;
    unsigned number;

    if (!read_number(line->number, &number) || messages[number] != NULL) {
        g_free(own);
        return;
    }
    own->message = gt06_unknown_message;
    own->message.number = (uint8_t)number;
    own->message.name = line->name;
    own->message.clause = "the user";
    own->message.clock = GT06_CLOCK_UTC;
    own->message.layouts = own->layouts;
    if (*line->layout != '\0' && gt06_read_run_text(line->layout, own->layouts[0].run, &error)) {
        own->layouts[0].variant = "as the user says";
        own->layouts[0].when = gt06_unknown_layout.when;
    }
    g_free(error);
    messages[number] = own;
}

static void index_lines(void)
{
    forget_messages();
    for (unsigned i = 0; i < line_count; i++)
        add_message(&lines[i]);
}

UAT_CSTRING_CB_DEF(numbers, number, number_line)
UAT_CSTRING_CB_DEF(numbers, name, number_line)
UAT_CSTRING_CB_DEF(numbers, layout, number_line)

void gt06_register_numbers(struct pref_module *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING(numbers, number, "Number", "Protocol number in hex; of two lines for one number the first counts"),
        UAT_FLD_CSTRING(numbers, name, "Name", "What the message is"),
        UAT_FLD_CSTRING(numbers, layout, "Layout",
                        "Names of elements in wire order, such as DATE_TIME GPS LBS; may be empty"),
        UAT_END_FIELDS
    };
    uat_t *table = uat_new("GT06 protocol numbers", sizeof(number_line), "gt06_numbers", TRUE,
                           &lines, &line_count, UAT_AFFECTS_DISSECTION, NULL, copy_line, check_line,
                           free_line, index_lines, forget_messages, fields);

    prefs_register_uat_preference(module, "numbers", "Protocol numbers",
                                  "Names and layouts of numbers that are not known", table);
}
