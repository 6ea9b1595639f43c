/* text.c
 * Commands, their answers, address queries and addresses; and the card that shares a number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

static bool is_padded_text(const gt06_content *c)
{
    return gt06_byte(c, 0) == 0;
}

/* The inner length counts the server flag and the text, so it is 4 at least. */
static bool has_flag(const gt06_content *c)
{
    return gt06_byte(c, 0) >= 4;
}

static bool has_address_length_2(const gt06_content *c)
{
    return gt06_is_tag(c, 6) || (!gt06_is_tag(c, 5) && gt06_u16(c, 0) == c->size - 2);
}

static const gt06_layout text_answer[] = {
    { "zero-padded text", N_FROM_IF(7, is_padded_text),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_TEXT, E_LANGUAGE_2) },
    { "text + language", N_COUNTED_IF(3, 1, 0, -1, has_flag),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_TEXT, E_LANGUAGE_2) },
    { "text", N_COUNTED_IF(1, 1, 0, -1, has_flag),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_TEXT) },
    { "wrong inner length", N_FROM(7),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_TEXT, E_LANGUAGE_2) },
    LAST_LAYOUT
};

static const gt06_layout encoded_text[] = {
    { "text with encoding", N_FROM(5), RUN(E_SERVER_FLAG, E_ENCODED_TEXT) },
    LAST_LAYOUT
};

static const gt06_layout command[] = {
    { "command + language", N_COUNTED_IF(3, 1, 0, -1, has_flag),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_COMMAND, E_LANGUAGE_2) },
    { "command", N_COUNTED_IF(1, 1, 0, -1, has_flag),
      RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_COMMAND) },
    { "wrong inner length", N_FROM(5), RUN(E_COMMAND_LENGTH, E_SERVER_FLAG, E_COMMAND) },
    LAST_LAYOUT
};

static const gt06_layout short_address[] = {
    { "address text, 1-byte length", N_FROM(5), RUN(E_ADDRESS_LENGTH, E_SERVER_FLAG, E_ADDRESS) },
    LAST_LAYOUT
};

static const gt06_layout address[] = {
    { "address text, 2-byte length", N_FROM_IF(6, has_address_length_2),
      RUN(E_ADDRESS_LENGTH_2, E_SERVER_FLAG, E_ADDRESS) },
    { "address text, 1-byte length", N_FROM(5), RUN(E_ADDRESS_LENGTH, E_SERVER_FLAG, E_ADDRESS) },
    LAST_LAYOUT
};

static const gt06_layout query_17[] = {
    { "query by phone", N_LESS_M(31, 0), RUN(E_LBS, E_PHONE, E_LANGUAGE_2) },
    { "RFID (Sucre Lee)", N_LESS_M(35, 18),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_RFID, E_RFID_VALID) },
    { "status and 3 bytes", N_LESS_M(34, 18),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_STATUS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout position_query[] = {
    { "address query", N_IS(41), RUN(E_DATE_TIME, E_GPS, E_PHONE, E_LANGUAGE_2) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x15, .forms = ANY_FORM, .directions = UP, .name = "Text answer",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.15",
      .layouts = text_answer },
    { .number = 0x17, .forms = ANY_FORM, .directions = UP, .name = "Address query (LBS) or RFID",
      .answer = GT06_ANSWER_ADDRESS, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.17",
      .layouts = query_17 },
    { .number = 0x17, .forms = ANY_FORM, .directions = DOWN, .name = "Address (Chinese)",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.17",
      .layouts = short_address },
    { .number = 0x1A, .forms = ANY_FORM, .directions = UP, .name = "Address query (GPS)",
      .answer = GT06_ANSWER_ADDRESS, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.1A",
      .layouts = position_query },
    { .number = 0x1A, .forms = ANY_FORM, .directions = DOWN, .name = "Address (Chinese)",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.1A",
      .layouts = short_address },
    { .number = 0x21, .forms = ANY_FORM, .directions = BOTH, .name = "Text with encoding",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.21",
      .layouts = encoded_text },
    { .number = 0x2A, .forms = ANY_FORM, .directions = UP, .name = "Address query (GPS, UTC)",
      .answer = GT06_ANSWER_ADDRESS, .clock = GT06_CLOCK_UTC, .clause = "core 6.2A",
      .layouts = position_query },
    { .number = 0x80, .forms = ANY_FORM, .directions = DOWN, .name = "Command",
      .answer = GT06_ANSWER_TEXT, .clock = GT06_CLOCK_NONE, .clause = "core 6.80",
      .layouts = command },
    { .number = 0x81, .forms = ANY_FORM, .directions = DOWN, .name = "Query",
      .answer = GT06_ANSWER_TEXT, .clock = GT06_CLOCK_NONE, .clause = "core 6.81",
      .layouts = command },
    { .number = 0x81, .forms = ANY_FORM, .directions = UP, .name = "Text",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.81",
      .layouts = text_answer + 1 /* none that is padded */ },
    { .number = 0x82, .forms = ANY_FORM, .directions = DOWN, .name = "Command (type 2)",
      .answer = GT06_ANSWER_TEXT, .clock = GT06_CLOCK_NONE, .clause = "core 6.82",
      .layouts = command },
    { .number = 0x96, .forms = ANY_FORM, .directions = DOWN, .name = "Address (alarm)",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.96",
      .layouts = address },
    { .number = 0x97, .forms = ANY_FORM, .directions = DOWN, .name = "Address (English)",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.96",
      .layouts = address },
    { .number = 0x9A, .forms = ANY_FORM, .directions = DOWN, .name = "Address",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.96",
      .layouts = address },
};

const gt06_family_rows gt06_text_rows = ROWS(rows);
