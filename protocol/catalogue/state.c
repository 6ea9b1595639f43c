/* state.c
 * Heartbeats and other states of the terminal.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

static bool is_lynkworld(const gt06_content *c)
{
    return gt06_is_model(c, "LW*") || gt06_byte(c, 3) >= 0xF0;
}

/* A level above 6 or a signal above 100 with nothing behind it is a voltage (core 6.13). */
static bool is_voltage_heartbeat(const gt06_content *c)
{
    return gt06_is_model(c, "R11") ||
           (gt06_byte(c, 4) == 0 && (gt06_byte(c, 1) > 6 || gt06_byte(c, 2) > 100));
}

static bool is_seeworld(const gt06_content *c)
{
    return gt06_is_model(c, "SEEWORLD*");
}

static const gt06_layout heartbeat[] = {
    { "OBD6", N_IS(14),
      RUN(E_TERMINAL_INFO, E_SIGNAL_WORD, E_ALARM, E_LANGUAGE, E_BATTERY_PERCENT, E_WORKING_MODE,
          E_EXTERNAL_VOLTAGE, E_RESERVED_1, E_WORKING_TIME, E_TEMPERATURE_DECI) },
    { "SPACE10X", N_IS(16),
      RUN(E_TERMINAL_INFO, E_SIGNAL_WORD, E_ALARM, E_LANGUAGE, E_BATTERY_PERCENT, E_WORKING_MODE,
          E_EXTERNAL_VOLTAGE, E_RESERVED_1, E_WAKEUPS, E_WORKING_TIME, E_TEMPERATURE_INVERTED) },
    { "LynkWorld", N_IS_IF(5, is_lynkworld),
      RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_EXTERNAL_VOLTAGE_LW) },
    { "voltage (R11, S5, R31)", N_IS_IF(5, is_voltage_heartbeat),
      RUN(E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_GSM_SIGNAL, E_ALARM) },
    { "SEEWORLD", N_IS_IF(5, is_seeworld),
      RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_EXTERNAL_VOLTS, E_LANGUAGE) },
    { "standard", N_IS(5),
      RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_ALARM, E_LANGUAGE) },
    { "temperature (Wanway)", N_IS(6),
      RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_LANGUAGE, E_TEMPERATURE_DECI) },
    { "without language", N_IS(3), RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL) },
    { "unknown tail", N_FROM(1), RUN(E_TERMINAL_INFO, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout voltage_heartbeat[] = {
    { "standard", N_IS(6), RUN(E_TERMINAL_INFO, E_BATTERY_VOLTAGE, E_GSM_SIGNAL, E_LANGUAGE_2) },
    { "without language", N_IS(4), RUN(E_TERMINAL_INFO, E_BATTERY_VOLTAGE, E_GSM_SIGNAL) },
    { "voltage only", N_IS(3), RUN(E_TERMINAL_INFO, E_BATTERY_VOLTAGE) },
    { "unknown tail", N_FROM(1), RUN(E_TERMINAL_INFO, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout custom_heartbeat[] = {
    { "BCA", N_IS(9),
      RUN(E_TERMINAL_INFO, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_ALARM, E_LANGUAGE, E_EXTERNAL_VOLTAGE,
          E_SWITCHES) },
    { "unknown tail", N_FROM(1), RUN(E_TERMINAL_INFO, E_UNKNOWN) },
    LAST_LAYOUT
};

static bool has_satellites(const gt06_content *c)
{
    return c->size >= 1 + gt06_byte(c, 0);
}

static const gt06_layout satellites[] = {
    { "satellites", N_FROM_IF(1, has_satellites),
      RUN(E_SATELLITE_COUNT, COUNTED | E_SNR, E_RESERVED) },
    LAST_LAYOUT
};

static const gt06_layout empty[] = {
    { "empty", N_IS(0), RUN(E_END) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x13, .forms = ANY_FORM, .directions = UP, .name = "Heartbeat",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_NONE, .clause = "core 6.13",
      .layouts = heartbeat },
    { .number = 0x14, .forms = ANY_FORM, .directions = UP, .name = "Satellite signal",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_NONE, .clause = "core 6.14",
      .layouts = satellites },
    { .number = 0x23, .forms = ANY_FORM, .directions = UP, .name = "Heartbeat with voltage",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_NONE, .clause = "core 6.23",
      .layouts = voltage_heartbeat },
    { .number = 0x29, .forms = ANY_FORM, .directions = UP, .name = "Heartbeat (BCA)",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_NONE, .clause = "core 6.29",
      .layouts = custom_heartbeat },
    { .number = 0x84, .forms = ANY_FORM, .directions = UP, .name = "Empty message",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.82",
      .layouts = empty },
};

const gt06_family_rows gt06_state_rows = ROWS(rows);
