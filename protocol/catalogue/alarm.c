/* alarm.c
 * Alarms: a position, cells and a status with the alarm code.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum {
    AFTER_GPS = 18,        /* where the MCC stands behind a date and a GPS block ... */
    AFTER_LBS_LENGTH = 19  /* ... and where with the unreliable length byte in front of it */
};

static bool is_no_lbs(const gt06_content *c)
{
    return gt06_byte(c, 18) == 0;
}

/* The language stands before the fence number, a wide cell has it at the end (core 6.16, step 7). */
static bool is_fence(const gt06_content *c)
{
    size_t m = gt06_mnc2(c, 19);

    if (gt06_is_model(c, "SEEWORLD*"))
        return false;
    return gt06_byte(c, 32 + m) == 0xFF ||
           (gt06_byte(c, 31 + m) <= 2 && gt06_byte(c, 32 + m) > 2);
}

/* Level, signal and language where a status has them, rather than a voltage (core 6.16, step 9). */
static bool is_plain_status(const gt06_content *c)
{
    size_t m = gt06_mnc2(c, 18);

    return gt06_byte(c, 27 + m) <= 6 && gt06_byte(c, 28 + m) <= 4 && gt06_byte(c, 30 + m) <= 2;
}

static const gt06_layout alarm[] = {
    { "multi-cell area", .only = 0x16, N_IS_IF(69, is_no_lbs),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_NET_1, TIMES(7) | E_CELL, E_STATUS) },
    { "no LBS data", N_IS_IF(24, is_no_lbs), RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_STATUS) },
    { "no LBS data, mileage", N_IS_IF(28, is_no_lbs),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_STATUS, E_MILEAGE) },
    { "standard", N_LESS_M(32, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS) },
    { "mileage", N_LESS_M(36, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_MILEAGE) },
    { "RFID (TRX16i)", .only = 0x16, N_LESS_M(40, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_RFID) },
    { "voltage behind (GT06A)", .only = 0x16, N_LESS_M(34, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_EXTERNAL_VOLTAGE) },
    { "fence number", N_LESS_M_IF(33, AFTER_LBS_LENGTH, is_fence),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_FENCE) },
    { "wide cell (SEEWORLD)", .doubt = "a fence number behind a standard status has the same length",
      N_LESS_M(33, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_CI4, E_TERMINAL_INFO, E_BATTERY_PERCENT,
          E_GSM_SIGNAL, E_ALARM, E_LANGUAGE) },
    { "no LBS length byte", .only = 0x16, .doubt = "a VXT01 with a low voltage looks the same",
      N_LESS_M_IF(31, AFTER_GPS, is_plain_status),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_STATUS) },
    { "no LBS length byte, voltage (VXT01)", .only = 0x16, N_LESS_M(31, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_GSM_SIGNAL,
          E_ALARM_EXTENSION) },
    { "no LBS length byte, odometer (S5)", .only = 0x16, N_LESS_M(38, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_GSM_SIGNAL, E_ALARM,
          E_OIL, E_TEMPERATURE_SIGN_8, E_MILEAGE_10M) },
    { "unknown tail", N_LESS_M_FROM(32, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout fence_alarm[] = {
    { "no LBS data", N_IS_IF(25, is_no_lbs),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_STATUS_12, E_FENCE) },
    { "standard", N_LESS_M(33, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS_12, E_FENCE) },
    { "wide cell", N_LESS_M(34, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_CI4, E_STATUS_12, E_FENCE) },
    { "mileage", N_LESS_M(37, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS_12, E_FENCE, E_MILEAGE) },
    { "unknown tail", N_LESS_M_FROM(32, AFTER_LBS_LENGTH),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS, E_STATUS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout cell_alarm[] = {
    { "LBS + status", N_LESS_M(13, 0), RUN(E_LBS, E_STATUS) },
    { "cell list", N_COUNTED(12, 6, 9, 6),
      RUN(E_DATE_TIME, E_NET, E_CELL_COUNT, COUNTED | E_CELL, E_UNKNOWN) },
    { "unknown tail", N_LESS_M_FROM(14, 0), RUN(E_LBS, E_STATUS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x16, .forms = ANY_FORM, .directions = UP, .name = "Alarm",
      .answer = GT06_ANSWER_ACK_ADDRESS, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.16",
      .layouts = alarm },
    { .number = 0x19, .forms = ANY_FORM, .directions = UP, .name = "Cells and status",
      .answer = GT06_ANSWER_ACK_ADDRESS, .clock = GT06_CLOCK_UTC, .clause = "core 6.19",
      .layouts = cell_alarm },
    { .number = 0x26, .forms = ANY_FORM, .directions = UP, .name = "Alarm (UTC)",
      .answer = GT06_ANSWER_ACK_ADDRESS, .clock = GT06_CLOCK_UTC, .clause = "core 6.26",
      .layouts = alarm },
    { .number = 0x27, .forms = ANY_FORM, .directions = UP, .name = "Alarm with fence",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.27",
      .layouts = fence_alarm },
};

const gt06_family_rows gt06_alarm_rows = ROWS(rows);
