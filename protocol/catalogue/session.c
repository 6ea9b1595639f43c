/* session.c
 * Login and time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

static bool is_login_clock(const gt06_content *c)
{
    return c->size == 7 + gt06_byte(c, 6) && (gt06_begins_with_date(c));
}

static bool is_bcd_clock(const gt06_content *c)
{
    return !gt06_is_date(c, 0) && gt06_is_bcd(c, 0, 6);
}

static const gt06_layout login_answer[] = {
    { "login reply with clock", N_FROM_IF(7, is_login_clock),
      RUN(E_DATE_TIME, E_EXTENSION_LENGTH, COUNTED | E_EXTENSION) },
    LAST_LAYOUT
};

static const gt06_layout login[] = {
    { "id", N_IS(8), RUN(E_IMEI) },
    { "id + type", N_IS(10), RUN(E_IMEI, E_DEVICE_TYPE) },
    { "id + type + zone", N_IS(12), RUN(E_IMEI, E_DEVICE_TYPE, E_TIME_ZONE) },
    { "id, other length", N_FROM(9), RUN(E_IMEI, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout time_synchronisation[] = {
    { "device clock", N_IS(8), RUN(E_DATE_TIME, E_LANGUAGE_2) },
    LAST_LAYOUT
};

static const gt06_layout time_synchronisation_answer[] = {
    { "epoch", N_IS(6), RUN(E_UNIX_TIME, E_LANGUAGE_2) },
    LAST_LAYOUT
};

static const gt06_layout time_request[] = {
    { "empty", N_IS(0), RUN(E_END) },
    LAST_LAYOUT
};

static const gt06_layout time_answer[] = {
    { "clock in BCD", N_IS_IF(6, is_bcd_clock), RUN(E_DATE_TIME_BCD) },
    { "clock", N_IS(6), RUN(E_DATE_TIME) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x01, .forms = ANY_FORM, .directions = DOWN, .name = "Login answer",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_UTC, .clause = "core 6.01",
      .layouts = login_answer },
    { .number = 0x01, .forms = ANY_FORM, .directions = UP, .name = "Login",
      .answer = GT06_ANSWER_LOGIN, .clock = GT06_CLOCK_NONE, .clause = "core 6.01",
      .layouts = login },
    { .number = 0x1F, .forms = ANY_FORM, .directions = UP, .name = "Time synchronisation",
      .answer = GT06_ANSWER_EPOCH, .clock = GT06_CLOCK_DEVICE, .clause = "core 6.1F",
      .layouts = time_synchronisation },
    { .number = 0x1F, .forms = ANY_FORM, .directions = DOWN,
      .name = "Time synchronisation answer", .answer = GT06_ANSWER_IS_ONE,
      .clock = GT06_CLOCK_UTC, .clause = "core 6.1F",
      .layouts = time_synchronisation_answer },
    { .number = 0x8A, .forms = ANY_FORM, .directions = UP, .name = "Time request",
      .answer = GT06_ANSWER_CLOCK, .clock = GT06_CLOCK_NONE, .clause = "core 6.8A",
      .layouts = time_request },
    { .number = 0x8A, .forms = ANY_FORM, .directions = DOWN, .name = "Time answer",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_UTC, .clause = "core 6.8A",
      .layouts = time_answer },
};

const gt06_family_rows gt06_session_rows = ROWS(rows);
