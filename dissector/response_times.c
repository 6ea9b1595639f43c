/* response_times.c
 * gt06,srt: how long answers take, by the message they answer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "record.h"

#include <epan/packet.h>
#include <epan/srt_table.h>

enum { NUMBERS = 256 };

/* The name of each number, as the answered message has it: the terminal's, where both have one. */
static void name_row(const gt06_message *message, void *data)
{
    const char **names = (const char **)data;

    if (!gt06_is_dialect_row(message) && message->answer != GT06_ANSWER_NONE &&
        message->answer != GT06_ANSWER_IS_ONE &&
        (names[message->number] == NULL ||
         (message->directions & 1 << GT06_FROM_TERMINAL) != 0))
        names[message->number] = message->name;
}

static void begin(struct register_srt *srt G_GNUC_UNUSED, GArray *tables)
{
    const char *names[NUMBERS] = { NULL };
    srt_stat_table *table = init_srt_table("GT06 response times", NULL, tables, NUMBERS, "Message",
                                           "gt06.response_time && gt06.protocol", NULL);

    gt06_for_each_message(name_row, names);
    for (int number = 0; number < NUMBERS; number++) {
        char *name = g_strdup_printf("%s (0x%02x)", names[number] != NULL ? names[number] : "Other",
                                     (unsigned)number);

        init_srt_table_row(table, number, name);
        g_free(name);
    }
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *tapped, tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;
    const gt06_exchange *exchange;

    if (record->note == NULL || !record->note->accepted)
        return TAP_PACKET_DONT_REDRAW;
    exchange = record->note->answered;
    add_srt_table_data(g_array_index(((srt_data_t *)data)->srt_array, srt_stat_table *, 0),
                       exchange->message->number, &exchange->request_time, pinfo);
    return TAP_PACKET_REDRAW;
}

void gt06_register_response_times(int protocol)
{
    register_srt_table(protocol, "gt06", 1, take, begin, NULL);
}
