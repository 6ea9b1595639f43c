/* answer.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "answer.h"

#include <glib.h>

/* How an answer is made. */
typedef struct {
    bool due;
    bool possible;
    bool is_acknowledgement;
    bool keeps_form; /* else `form` */
    gt06_form form;
} answer_rule;

static const answer_rule rules[] = {
    [GT06_ANSWER_NONE] = { false, false, false, false, GT06_SHORT },
    [GT06_ANSWER_ACCEPTED] = { false, true, false, true, GT06_SHORT },
    [GT06_ANSWER_ACK] = { true, true, true, true, GT06_SHORT },
    [GT06_ANSWER_ACK_SHORT] = { true, true, true, false, GT06_SHORT },
    [GT06_ANSWER_ACK_LONG] = { true, true, true, false, GT06_LONG },
    [GT06_ANSWER_LOGIN] = { true, true, true, true, GT06_SHORT },
    [GT06_ANSWER_ACK_ADDRESS] = { true, true, true, true, GT06_SHORT },
    [GT06_ANSWER_ADDRESS] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_CLOCK] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_EPOCH] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_TEXT] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_SAME] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_PHOTO_REQUEST] = { false, true, false, true, GT06_SHORT },
    [GT06_ANSWER_PHOTO_DATA] = { true, true, false, true, GT06_SHORT },
    [GT06_ANSWER_RESULT] = { true, true, false, false, GT06_LONG },
    [GT06_ANSWER_IS_ONE] = { false, false, false, true, GT06_SHORT },
    [GT06_ANSWER_UNKNOWN] = { false, true, false, true, GT06_SHORT },
};

bool gt06_answer_is_due(const gt06_message *message)
{
    return rules[message->answer].due;
}

bool gt06_answer_is_possible(const gt06_message *message)
{
    return rules[message->answer].possible;
}

/* Date and time of a moment: year - 2000, month, day, hour, minute, second (core 3.1). */
static void put_date(uint8_t *out, int64_t unix_time)
{
    GDateTime *time = g_date_time_new_from_unix_utc(unix_time);

    if (time == NULL)
        return;
    out[0] = (uint8_t)(g_date_time_get_year(time) - 2000);
    out[1] = (uint8_t)g_date_time_get_month(time);
    out[2] = (uint8_t)g_date_time_get_day_of_month(time);
    out[3] = (uint8_t)g_date_time_get_hour(time);
    out[4] = (uint8_t)g_date_time_get_minute(time);
    out[5] = (uint8_t)g_date_time_get_second(time);
    g_date_time_unref(time);
}

size_t gt06_build_answer(const gt06_message *message, const gt06_content *content, uint16_t serial,
                         int64_t unix_time, uint8_t *out)
{
    const answer_rule *rule = &rules[message->answer];
    gt06_form form = rule->keeps_form ? content->form : rule->form;
    uint8_t body[6] = { 0 };

    if (gt06_is_dialect(content->form))
        return 0;
    if (rule->is_acknowledgement)
        return gt06_build_frame(out, form, content->number, NULL, 0, serial);
    switch (message->answer) {
    case GT06_ANSWER_CLOCK:
        put_date(body, unix_time);
        return gt06_build_frame(out, form, content->number, body, 6, serial);
    case GT06_ANSWER_EPOCH:
        for (int i = 0; i < 4; i++)
            body[i] = (uint8_t)(unix_time >> (24 - 8 * i));
        return gt06_build_frame(out, form, content->number, body, 6, serial);
    case GT06_ANSWER_RESULT:
        return gt06_build_frame(out, form, content->number, body, 1, serial);
    default:
        return 0;
    }
}
