/* cells.c
 * Cells and access points without a position.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum {
    AFTER_DATE = 6,
    AFTER_TIMING_ADVANCE = 7
};

static bool holds_its_cells(const gt06_content *c)
{
    size_t m = gt06_mnc2(c, 7);

    return 11 + m + 6 * gt06_byte(c, 10 + m) <= 44;
}

static bool holds_cells_and_wifi(const gt06_content *c)
{
    size_t m = gt06_mnc2(c, 6);
    size_t cells = 5 * gt06_byte(c, 9 + m);

    return c->size - m == 11 + cells + 7 * gt06_byte(c, 10 + m + cells);
}

static const gt06_layout seven_cells[] = {
    { "7 cells", N_LESS_M(54, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_LANGUAGE_2) },
    { "7 cells + Wi-Fi", N_COUNTED(53, 7, 52, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    { "7 cells, short cell id", .only = 0x18, N_LESS_M(47, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL_CI2, E_TIMING_ADVANCE, E_LANGUAGE_2) },
    { "one LAC (v1.8.1)", .only = 0x18, N_LESS_M_BETWEEN(32, 34, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, E_LAC, TIMES(7) | E_CELL_NO_LAC, E_RESERVED) },
    { "cell list (WANWAY S20)", .only = 0x24, N_IS_IF(44, holds_its_cells),
      RUN(E_DATE_TIME, E_TIMING_ADVANCE, E_NET, E_CELL_COUNT, COUNTED | E_CELL, E_PADDING) },
    { "GPS + voltages (SR411)", .only = 0x24, N_LESS_M(41, 18),
      RUN(E_DATE_TIME, E_GPS, E_LBS, E_ACC, E_EXTERNAL_VOLTAGE, E_BATTERY_VOLTAGE, E_UNKNOWN) },
    { "unknown tail after date", N_FROM_IF(6, gt06_begins_with_date), RUN(E_DATE_TIME, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout cells_and_wifi[] = {
    { "cells + Wi-Fi", N_FROM_IF(11, holds_cells_and_wifi),
      RUN(E_DATE_TIME, E_NET, E_CELL_COUNT, COUNTED | E_CELL_CI2, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    { "unknown tail after date", N_FROM_IF(6, gt06_begins_with_date), RUN(E_DATE_TIME, E_UNKNOWN) },
    LAST_LAYOUT
};

static const gt06_layout position_assist_request[] = {
    { "LBS", N_LESS_M(8, 0), RUN(E_LBS) },
    LAST_LAYOUT
};

static const gt06_layout position_assist[] = {
    { "position", N_IS(8), RUN(E_LATITUDE, E_LONGITUDE) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x18, .forms = ANY_FORM, .directions = UP, .name = "Cells",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.18",
      .layouts = seven_cells },
    { .number = 0x20, .forms = ANY_FORM, .directions = UP, .name = "Cells and Wi-Fi",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_LOCAL, .clause = "core 6.20",
      .layouts = cells_and_wifi },
    { .number = 0x24, .forms = ANY_FORM, .directions = UP, .name = "Cells (variants)",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.24",
      .layouts = seven_cells },
    { .number = 0x28, .forms = ANY_FORM, .directions = UP, .name = "Cells (UTC)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "core 6.28",
      .layouts = seven_cells },
    { .number = 0x2E, .forms = ANY_FORM, .directions = UP, .name = "Cells (UTC, to be answered)",
      .answer = GT06_ANSWER_ACK, .clock = GT06_CLOCK_UTC, .clause = "core 6.2D",
      .layouts = seven_cells },
    { .number = 0x8B, .forms = ANY_FORM, .directions = UP, .name = "Position assist request",
      .answer = GT06_ANSWER_SAME, .clock = GT06_CLOCK_NONE, .clause = "core 6.8B",
      .layouts = position_assist_request },
    { .number = 0x8B, .forms = ANY_FORM, .directions = DOWN, .name = "Position assist",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "core 6.8B",
      .layouts = position_assist },
};

const gt06_family_rows gt06_cell_rows = ROWS(rows);
