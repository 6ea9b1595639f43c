/* position.c
 * Positions: GPS with and without cells, and what each maker adds behind them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum {
    AFTER_GPS = 18, /* where the MCC stands behind a date and a GPS block */
    NT_MCC = 34
};

/* QH302R: an IMEI stands in front, everything comes eight bytes later (core 6.12, step 1). */
static bool is_imei_first(const gt06_content *c)
{
    if (c->size == 34 && gt06_mnc2(c, 18) == 0 && gt06_mnc2(c, 26) == 0)
        return true;
    return c->size - gt06_mnc2(c, 26) == 34 && !gt06_begins_with_date(c);
}

static bool is_small_word(const gt06_content *c)
{
    return gt06_u16(c, 26 + gt06_mnc2(c, 18)) <= 2;
}

/* GT06A, or a course word that says "ACC on" while bit 15 behind the cell does not: no mask. */
static bool is_gt06a(const gt06_content *c)
{
    return gt06_is_model(c, "GT06A") ||
           ((gt06_byte(c, 16) & 0xC0) == 0xC0 &&
            (gt06_byte(c, 26 + gt06_mnc2(c, 18)) & 0x80) == 0);
}

/* Where the course word says that ACC is on, a mask repeats it and a voltage does not. */
static bool is_acc_off(const gt06_content *c)
{
    return (gt06_byte(c, 16) & 0xC0) != 0xC0;
}

static bool is_no_acc(const gt06_content *c)
{
    return gt06_mnc2(c, 18) == 0 && gt06_byte(c, 26) > 1;
}

static bool is_card_text(const gt06_content *c)
{
    size_t m = gt06_mnc2(c, 18);

    return gt06_is_ascii(c, 31 + m, gt06_byte(c, 30 + m));
}

static bool has_card(const gt06_content *c)
{
    return gt06_byte(c, 30 + gt06_mnc2(c, 18)) > 0;
}

static const gt06_layout gps[] = {
    { "GPS", N_IS(18), RUN(E_DATE_TIME, E_GPS) },
    { "GPS + language", N_IS(20), RUN(E_DATE_TIME, E_GPS, E_LANGUAGE_2) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout lbs[] = {
    { "LBS", N_LESS_M(14, 6), RUN(E_DATE_TIME, E_LBS) },
    { "LBS + language", N_LESS_M(16, 6), RUN(E_DATE_TIME, E_LBS, E_LANGUAGE_2) },
    { "GPS + wide cell", N_IS(28), RUN(E_DATE_TIME, E_GPS, E_LBS_MNC2_CI4) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    { "unknown tail after date", N_FROM_IF(6, gt06_begins_with_date), RUN(E_DATE_TIME, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout local_position[] = {
    { "IMEI in front (QH302R)", N_FROM_IF(34, is_imei_first),
      RUN(E_IMEI, E_DATE_TIME, E_GPS, E_LBS) },
    { "base", N_LESS_M(26, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS) },
    { "language", N_LESS_M_IF(28, AFTER_GPS, is_small_word),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_LANGUAGE_2) },
    { "external voltage (GT06A)", N_LESS_M_IF(28, AFTER_GPS, is_gt06a),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_EXTERNAL_VOLTAGE) },
    { "input mask (BENWAY)",
      .doubt = "the external voltage of a GT06A with ACC off looks the same",
      .doubtful = is_acc_off, N_LESS_M(28, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_INPUT_MASK) },
    { "wide cell (rayjay214)", N_IS_IF(29, is_no_acc),
      RUN(E_DATE_TIME, E_GPS, E_LBS_MNC2_LAC3_CI4) },
    { "triple", N_LESS_M(29, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_REASON, E_REUPLOAD) },
    { "mileage", N_LESS_M(30, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS, E_MILEAGE) },
    { "voltage (VXT01)", N_LESS_M(31, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_GSM_SIGNAL,
          E_ALARM_EXTENSION) },
    { "triple + mileage", N_LESS_M(33, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE) },
    { "card (WETRUST)", N_COUNTED_IF(35, 1, 30, AFTER_GPS, is_card_text),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_MILEAGE, E_CARD_LENGTH, COUNTED | E_CARD, E_ALARM_FLAG,
          E_CARD_STATUS, E_DRIVING_TIME) },
    { "odometer (S5)", N_LESS_M(38, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_GSM_SIGNAL, E_ALARM,
          E_OIL, E_TEMPERATURE_SIGN_8, E_MILEAGE_10M) },
    { "card reader (GT06E)", N_COUNTED_IF(33, 1, 30, AFTER_GPS, has_card),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_MILEAGE, E_CARD_LENGTH, COUNTED | E_CARD, E_ALARM_FLAG,
          E_CARD_SWIPED) },
    { "unknown tail", N_LESS_M_FROM(26, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

/* 0x22, its twin 0x2D that wants an acknowledgement, and 0x31 that other makers use alike. */
static const gt06_layout utc_position[] = {
    { "SL4X", .only = 0x31, N_IS(37),
      RUN(E_DATE_TIME, E_GPS, E_LBS_MNC2_CI4, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE,
          E_ALTITUDE) },
    { "SL4X, short", .only = 0x31, N_IS(31),
      RUN(E_DATE_TIME, E_GPS, E_LBS_MNC2_CI4, E_ACC, E_REASON, E_REUPLOAD) },
    { "base", N_LESS_M(26, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS) },
    { "triple", N_LESS_M(29, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_REASON, E_REUPLOAD) },
    { "triple + mileage", N_LESS_M(33, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE) },
    { "SEEWORLD", .never = 0x31, N_LESS_M(42, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS_CI4, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE, E_TRAVEL_TIME,
          E_TEMPERATURE_SIGN_16, E_HUMIDITY_CENTI) },
    { "NT", .never = 0x31, N_LESS_M(55, NT_MCC),
      RUN(E_LOCATION_SOURCE, E_IMEI, E_SEND_TIME, E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS,
          E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_BATTERY_DECIVOLTS, E_GSM_SIGNAL, E_ALARM,
          E_LANGUAGE, E_ODOMETER_3, E_ENGINE_MINUTES) },
    { "unknown tail", N_LESS_M_FROM(26, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout driver_position[] = {
    { "NT with driver", N_COUNTED(58, 1, 57, -1),
      RUN(E_LOCATION_SOURCE, E_IMEI, E_SEND_TIME, E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_CI4,
          E_UNKNOWN_1, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE, E_BATTERY_DECIVOLTS,
          E_GSM_SIGNAL, E_ALARM, E_LANGUAGE, E_ODOMETER_3, E_ENGINE_MINUTES, E_DRIVER_LENGTH,
          COUNTED | E_DRIVER) },
    LAST_LAYOUT
};

static const gt06_layout gps_and_cells[] = {
    { "GPS + 7 cells", N_LESS_M(66, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_LANGUAGE_2) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout short_32[] = {
    { "alarm (SL4X)", N_IS(34), RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_MNC2_CI4, E_STATUS) },
    { "alarm + altitude (SL4X)", N_IS(36),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_MNC2_CI4, E_STATUS, E_ALTITUDE) },
    { "position (GT06V4)", N_LESS_M(42, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS_CI4, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE,
          E_EXTERNAL_VOLTAGE, E_ACC_SECONDS, E_RADIO) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout position_and_modules[] = {
    { "position + modules", N_LESS_M_FROM(29, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_REASON, E_REUPLOAD, E_MODULES) },
    { "unknown tail", N_LESS_M_FROM(26, AFTER_GPS), RUN(E_DATE_TIME, E_GPS, E_LBS, E_UNKNOWN) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout typed_position_and_modules[] = {
    { "position + modules", N_FROM(30),
      RUN(E_DATE_TIME, E_GPS, E_REASON, E_REUPLOAD, E_LBS_TYPED, E_MODULES) },
    { "unknown tail after GPS", N_FROM_IF(18, gt06_begins_with_date),
      RUN(E_DATE_TIME, E_GPS, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout obd_and_gps[] = {
    { "OBD + GPS", N_FROM(18), RUN(E_DATE_TIME, E_OBD, E_GPS) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x10, .forms = ANY_FORM, .directions = UP, .name = "GPS position",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.10",
      .layouts = gps },
    { .number = 0x11, .forms = ANY_FORM, .directions = UP, .name = "LBS position",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.11",
      .layouts = lbs },
    { .number = 0x12, .forms = ANY_FORM, .directions = UP, .name = "Position",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.12",
      .layouts = local_position },
    { .number = 0x1E, .forms = ANY_FORM, .directions = UP, .name = "Position with cells",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.1E",
      .layouts = gps_and_cells },
    { .number = 0x22, .forms = ANY_FORM, .directions = UP, .name = "Position (UTC)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "core 6.22",
      .layouts = utc_position },
    { .number = 0x25, .forms = ANY_FORM, .directions = UP, .name = "Position with driver",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.25",
      .layouts = driver_position },
    { .number = 0x2D, .forms = ANY_FORM, .directions = UP, .name = "Position (UTC, to be answered)",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.2D",
      .layouts = utc_position },
    { .number = 0x31, .forms = ANY_FORM, .directions = UP, .name = "Position (SL4X)",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.31",
      .layouts = utc_position },
    { .number = 0x32, .forms = SHORT_FORM, .directions = UP, .name = "Position or alarm",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.32",
      .layouts = short_32 },
    { .number = 0x37, .forms = ANY_FORM, .directions = UP, .name = "Position with modules",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "core 6.37",
      .layouts = position_and_modules },
    { .number = 0x38, .forms = ANY_FORM, .directions = UP, .name = "Position with modules (4G)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "core 6.38",
      .layouts = typed_position_and_modules },
    { .number = 0x8E, .forms = ANY_FORM, .directions = UP, .name = "OBD data with position",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_UTC, .clause = "core 6.8E",
      .layouts = obd_and_gps },
};

const gt06_family_rows gt06_position_rows = ROWS(rows);
