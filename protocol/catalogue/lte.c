/* lte.c
 * The 4G family and its relatives: wide cells, modules, locks, beacons.
 *
 * The lines stand as in the extended document, 31.3. A last line is for any content but an empty
 * one, which is an acknowledgement whatever its number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum {
    AFTER_DATE = 6, /* where the MCC stands behind a date ... */
    AFTER_GPS = 18, /* ... and behind a date and a GPS block */
    ANY_CONTENT = 1
};

static bool is_short_form(const gt06_content *c)
{
    return c->form == GT06_SHORT;
}

static bool is_ssid_list(const gt06_content *c)
{
    return gt06_is_ssid_list(c, 52 + gt06_mnc2(c, AFTER_DATE));
}

/* A block of a photo, which says its length (extended 8.3). */
static bool is_photo_data(const gt06_content *c)
{
    return c->form != GT06_SHORT && c->size == 10 + gt06_u16(c, 8);
}

static bool is_status_and_modules(const gt06_content *c)
{
    return gt06_is_modules(c, 5);
}

/* Cell types above 0 have wide cells here, while 39 has them from 3 on (extended 21.10). */
static bool has_wide_cells(const gt06_content *c)
{
    return gt06_byte(c, 9 + gt06_mnc2(c, AFTER_DATE)) > 0;
}

static bool is_all_printable(const gt06_content *c)
{
    return gt06_is_printable(c, 0);
}

static const gt06_layout wifi_and_cells[] = {
    { "Wi-Fi + cells", N_COUNTED(53, 7, 52, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    { "Wi-Fi with SSID + cells", N_FROM_IF(53, is_ssid_list),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI_SSID) },
    { "Wi-Fi + cells, count wrong", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    LAST_LAYOUT
};

static const gt06_layout counted_blocks[] = {
    { "AZ735 / BL10", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_GPS_LENGTH, COUNTED | E_GPS_COUNTED, E_LBS_COUNTED, E_CELLS_LENGTH,
          WITHIN | E_CELL, E_WIFI_LENGTH, WITHIN | E_WIFI, E_AZ_STATUS, E_EXTENSION_LENGTH,
          COUNTED | E_EXTENSION) },
    LAST_LAYOUT
};

static const gt06_layout wifi_and_wide_ids[] = {
    { "Wi-Fi + cells, 32-bit id", N_COUNTED(53, 7, 52, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(6) | E_CELL_CI4, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    { "Wi-Fi + cells, 64-bit id", N_COUNTED(89, 7, 88, AFTER_DATE),
      RUN(E_DATE_TIME, E_NET, TIMES(6) | E_CELL_4G, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    { "cells, rest unknown", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_NET, TIMES(6) | E_CELL_CI4, E_TIMING_ADVANCE, E_UNKNOWN) },
    LAST_LAYOUT
};

/* The two voltages of the X1 are named by their size: 14 V and 4 V (extended 7.1). */
static const gt06_layout x1[] = {
    { "cells (SL4X)", N_IS_IF(50, is_short_form),
      RUN(E_DATE_TIME, E_TIMING_ADVANCE, E_NET_2, TIMES(5) | E_CELL_CI4, E_NO_MEANING) },
    { "position (X1)", N_FROM(ANY_CONTENT),
      RUN(E_X1_FLAGS, E_DATE_TIME, E_GPS, E_X1_TERMINAL_INFO, E_MILEAGE, E_LBS_CI4_1,
          E_DRIVER_NUMBER, E_EXTERNAL_VOLTAGE, E_BATTERY_VOLTAGE, E_X1_PORTS, E_X1_INPUTS,
          E_X1_OUTPUTS, COUNTED | E_X1_ADC) },
    LAST_LAYOUT
};

static const gt06_layout heartbeat_36[] = {
    { "photo data (X1)", N_FROM_IF(10, is_photo_data),
      RUN(E_PICTURE_ID, E_PICTURE_OFFSET, E_BLOCK_LENGTH, COUNTED | E_PICTURE_BLOCK) },
    { "heartbeat + modules", N_FROM_IF(5, is_status_and_modules), RUN(E_STATUS, E_MODULES) },
    { "position + RFID (TRX16i)", N_IS_IF(48, is_short_form),
      RUN(E_DATE_TIME, E_GPS, E_LBS_CI4, E_ACC, E_REASON, E_REUPLOAD, E_MILEAGE,
          E_EXTERNAL_VOLTAGE, E_BATTERY_DECIVOLTS, E_ENGINE_MINUTES, E_RFID),
      .name = "Position with RFID" },
    { "heartbeat, modules damaged", N_FROM(ANY_CONTENT), RUN(E_STATUS, E_MODULES) },
    LAST_LAYOUT
};

static const gt06_layout alarm_and_modules[] = {
    { "alarm + modules", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_GPS, E_LBS_TYPED, E_STATUS_12, E_MODULES) },
    LAST_LAYOUT
};

static const gt06_layout ibutton[] = {
    { "iButton (DT16E)", N_FROM(41), RUN(E_IMEI, E_DATE_TIME, E_GPS, E_LBS_CI4, E_IBUTTON) },
    { "recording start", .name = "Recording start", .unanswered = true, N_IS(13),
      RUN(E_DATE_TIME, E_FILE_TYPE, E_PACKET_COUNT, E_TOTAL_SIZE) },
    LAST_LAYOUT
};

static const gt06_layout modules[] = {
    { "modules", N_FROM(ANY_CONTENT), RUN(E_MODULES_2) },
    LAST_LAYOUT
};

static const gt06_layout imsi_report[] = {
    { "IMSI", N_IS(8), RUN(E_IMSI) },
    LAST_LAYOUT
};

static const gt06_layout lock_information[] = {
    { "lock information (BL10)", N_FROM(ANY_CONTENT), RUN(E_MODULES_98) },
    LAST_LAYOUT
};

static const gt06_layout lock_answer[] = {
    { "answer", N_IS(1), RUN(E_LOCK_RESULT) },
    LAST_LAYOUT
};

static const gt06_layout position_4g[] = {
    { "position", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_GPS, E_LBS_4G, E_ACC, E_REASON, E_REUPLOAD, OPTIONAL | E_MILEAGE) },
    LAST_LAYOUT
};

static const gt06_layout cells_4g[] = {
    { "7 cells", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL_4G, E_TIMING_ADVANCE, OPTIONAL | E_LANGUAGE_2) },
    LAST_LAYOUT
};

static const gt06_layout wifi_4g[] = {
    { "position + status (LynkWorld)", N_IS(59),
      RUN(E_DATE_TIME, E_GPS, E_LBS_4G, E_NETWORK_INDICATOR, E_TERMINAL_INFO, E_EXTERNAL_VOLTAGE,
          E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_ALARM, E_LANGUAGE, E_MILEAGE, E_ACC_SECONDS, E_IMEI,
          E_LW_INPUTS),
      .name = "Position and status (4G)" },
    { "Wi-Fi + cells", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_NET, TIMES(7) | E_CELL_4G, E_TIMING_ADVANCE, E_WIFI_COUNT,
          COUNTED | E_WIFI) },
    LAST_LAYOUT
};

static const gt06_layout alarm_4g[] = {
    { "status (Seeworld GL21L)", N_IS(7),
      RUN(E_TERMINAL_INFO, E_EXTENSION_BITS, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_EXTERNAL_VOLTS,
          E_LANGUAGE) },
    { "status (Seeworld P5)", N_IS(19),
      RUN(E_TERMINAL_INFO, E_EXTENSION_BITS, E_VOLTAGE_LEVEL, E_GSM_SIGNAL, E_EXTERNAL_VOLTS,
          E_LANGUAGE, E_SOUND_SWITCH, E_LIGHT_SWITCH, E_STEPS, E_BATTERY_PERCENT, E_CHARGING,
          E_IN_MOTION, E_NO_MEANING) },
    { "alarm, no LBS length byte", N_LESS_M(38, AFTER_GPS),
      RUN(E_DATE_TIME, E_GPS, E_LBS_4G, E_STATUS) },
    { "alarm", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_4G, E_STATUS) },
    LAST_LAYOUT
};

static const gt06_layout fence_alarm_4g[] = {
    { "alarm with fence", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_GPS, E_LBS_LENGTH, E_LBS_4G, E_STATUS_12, E_FENCE,
          OPTIONAL | E_MILEAGE) },
    LAST_LAYOUT
};

static const gt06_layout cell_alarm_4g[] = {
    { "LBS + status", N_FROM(ANY_CONTENT), RUN(E_LBS_4G, E_STATUS) },
    LAST_LAYOUT
};

static const gt06_layout query_4g[] = {
    { "LBS + phone number", N_FROM(ANY_CONTENT), RUN(E_LBS_4G, E_PHONE, E_LANGUAGE_2) },
    LAST_LAYOUT
};

static const gt06_layout wifi_alarm[] = {
    { "wide cells", N_FROM_IF(ANY_CONTENT, has_wide_cells),
      RUN(E_DATE_TIME, E_NET, E_CELL_TYPE, E_CELL_COUNT, COUNTED | E_CELL_4G, E_TIMING_ADVANCE,
          E_WIFI_COUNT, COUNTED | E_WIFI, E_ALARM_12) },
    { "narrow cells", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_NET, E_CELL_TYPE, E_CELL_COUNT, COUNTED | E_CELL, E_TIMING_ADVANCE,
          E_WIFI_COUNT, COUNTED | E_WIFI, E_ALARM_12) },
    LAST_LAYOUT
};

static const gt06_layout attendance[] = {
    { "layout not known", N_FROM(ANY_CONTENT), RUN(E_NO_MEANING) },
    LAST_LAYOUT
};

static const gt06_layout clock_in[] = {
    { "beacon", N_FROM(36),
      RUN(E_DATE_TIME, E_BEACON_SIGNAL, E_BEACON_MAC, E_BEACON_UUID, E_BEACON_MAJOR,
          E_BEACON_MINOR, E_BEACON_VOLTAGE, E_CLOCK_IN) },
    LAST_LAYOUT
};

#define DEVICE_STATUS \
    { "status modules", N_FROM(ANY_CONTENT), RUN(E_UNIX_TIME, E_MODULES_F1), \
      .name = "Device status" }

static const gt06_layout identity_text[] = {
    { "identity text", N_FROM_IF(ANY_CONTENT, is_all_printable), RUN(E_IDENTITY_TEXT) },
    DEVICE_STATUS,
    LAST_LAYOUT
};

static const gt06_layout device_status[] = {
    DEVICE_STATUS,
    LAST_LAYOUT
};

static const gt06_layout peripherals[] = {
    { "peripheral modules", N_FROM(ANY_CONTENT), RUN(E_UNIX_TIME, E_MODULES_F2) },
    LAST_LAYOUT
};

static const gt06_layout wifi_without_signal[] = {
    { "Wi-Fi without signal", N_FROM(ANY_CONTENT),
      RUN(E_DATE_TIME, E_WIFI_COUNT, COUNTED | E_WIFI_MAC) },
    LAST_LAYOUT
};

static const gt06_layout version[] = {
    { "version", N_FROM(ANY_CONTENT),
      RUN(E_IMEI, E_VERSION_LENGTH, COUNTED | E_VERSION_BLOCK) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x2C, .forms = ANY_FORM, .directions = UP, .name = "Wi-Fi and cells",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "extended 5",
      .layouts = wifi_and_cells },
    { .number = 0x32, .forms = LONG_FORM, .directions = UP, .name = "Position (AZ735, BL10)",
      .answer = GT06_ANSWER_ACK_LONG, .clock = GT06_CLOCK_DEVICE, .clause = "extended 6.2",
      .layouts = counted_blocks },
    { .number = 0x33, .forms = LONG_FORM, .directions = UP, .name = "Alarm (AZ735, BL10)",
      .answer = GT06_ANSWER_ACK_LONG, .clock = GT06_CLOCK_DEVICE, .clause = "extended 6.2",
      .layouts = counted_blocks },
    { .number = 0x33, .forms = SHORT_FORM, .directions = UP, .name = "Wi-Fi and cells (wide id)",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_DEVICE, .clause = "extended 6.1",
      .layouts = wifi_and_wide_ids },
    /* The cells are answered, the position is not. */
    { .number = 0x34, .forms = ANY_FORM, .directions = UP, .name = "Position (X1) or cells (SL4X)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_DEVICE, .clause = "extended 7",
      .layouts = x1 },
    { .number = 0x36, .forms = SHORT_FORM, .directions = UP, .name = "Heartbeat with modules",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_DEVICE, .clause = "extended 8.4, 8.5",
      .layouts = heartbeat_36 },
    { .number = 0x36, .forms = LONG_FORM, .directions = UP, .name = "Photo data (X1) or heartbeat",
      .answer = GT06_ANSWER_PHOTO_REQUEST, .clock = GT06_CLOCK_NONE,
      .clause = "extended 8.3, 8.4", .layouts = heartbeat_36 },
    { .number = 0x39, .forms = ANY_FORM, .directions = UP, .name = "Alarm with modules (4G)",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 9",
      .layouts = alarm_and_modules },
    { .number = 0x61, .forms = ANY_FORM, .directions = UP, .name = "Position with iButton",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_DEVICE, .clause = "extended 12",
      .layouts = ibutton },
    { .number = 0x70, .forms = ANY_FORM, .directions = UP, .name = "Modules",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 15",
      .layouts = modules },
    { .number = 0x90, .forms = ANY_FORM, .directions = UP, .name = "IMSI",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_NONE, .clause = "extended 25",
      .layouts = imsi_report },
    { .number = 0x98, .forms = LONG_FORM, .directions = UP, .name = "Lock information (BL10)",
      .answer = GT06_ANSWER_RESULT, .clock = GT06_CLOCK_NONE, .clause = "extended 25.1",
      .layouts = lock_information },
    { .number = 0x98, .forms = LONG_FORM, .directions = DOWN, .name = "Answer to lock information",
      .answer = GT06_ANSWER_IS_ONE, .clock = GT06_CLOCK_NONE, .clause = "extended 25.1",
      .layouts = lock_answer },
    { .number = 0xA0, .forms = ANY_FORM, .directions = UP, .name = "Position (4G)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "extended 21.1",
      .layouts = position_4g },
    { .number = 0xA1, .forms = ANY_FORM, .directions = UP, .name = "Cells (4G)",
      .answer = GT06_ANSWER_ACCEPTED, .clock = GT06_CLOCK_UTC, .clause = "extended 21.2",
      .layouts = cells_4g },
    { .number = 0xA2, .forms = ANY_FORM, .directions = UP, .name = "Wi-Fi and cells (4G)",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 21.3, 21.4",
      .layouts = wifi_4g },
    { .number = 0xA3, .forms = ANY_FORM, .directions = UP, .name = "Alarm (4G) or status",
      .answer = GT06_ANSWER_ACK_ADDRESS, .clock = GT06_CLOCK_UTC,
      .clause = "extended 21.5, 21.6", .layouts = alarm_4g },
    { .number = 0xA4, .forms = ANY_FORM, .directions = UP, .name = "Alarm with fence (4G)",
      .answer = GT06_ANSWER_ACK_ADDRESS, .clock = GT06_CLOCK_UTC, .clause = "extended 21.7",
      .layouts = fence_alarm_4g },
    { .number = 0xA5, .forms = ANY_FORM, .directions = UP, .name = "Cell and status (4G)",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_NONE, .clause = "extended 21.8",
      .layouts = cell_alarm_4g },
    { .number = 0xA7, .forms = ANY_FORM, .directions = UP, .name = "Address query (LBS, 4G)",
      .answer = GT06_ANSWER_ADDRESS, .clock = GT06_CLOCK_NONE, .clause = "extended 21.9",
      .layouts = query_4g },
    { .number = 0xA9, .forms = ANY_FORM, .directions = UP, .name = "Wi-Fi alarm (4G)",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 21.10",
      .layouts = wifi_alarm },
    { .number = 0xB0, .forms = ANY_FORM, .directions = UP, .name = "Attendance",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_NONE, .clause = "extended 22.1",
      .layouts = attendance },
    { .number = 0xB2, .forms = ANY_FORM, .directions = UP, .name = "Bluetooth clock-in",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 22.2",
      .layouts = clock_in },
    { .number = 0xF1, .forms = SHORT_FORM, .directions = UP, .name = "Identity text",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_NONE, .clause = "extended 23.1",
      .layouts = identity_text },
    { .number = 0xF1, .forms = LONG_FORM, .directions = UP, .name = "Device status",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 23.1",
      .layouts = device_status },
    { .number = 0xF2, .forms = ANY_FORM, .directions = UP, .name = "Peripherals",
      .answer = GT06_ANSWER_ACK_SHORT, .clock = GT06_CLOCK_UTC, .clause = "extended 23.2",
      .layouts = peripherals },
    { .number = 0xF3, .forms = ANY_FORM, .directions = UP, .name = "Wi-Fi without signal",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_DEVICE, .clause = "extended 23.3",
      .layouts = wifi_without_signal },
    { .number = 0xFD, .forms = ANY_FORM, .directions = UP, .name = "Version",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_NONE, .clause = "extended 25",
      .layouts = version },
};

const gt06_family_rows gt06_lte_rows = ROWS(rows);
