/* random_layouts.h
 * Short names for the parts that most kinds of message share.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_RANDOM_LAYOUTS_H
#define GT06_TEST_RANDOM_LAYOUTS_H

#include "random_parts.h"

/* clang-format off */
#define UP(number, form, name, ...) \
    { name, number, form, FROM_TERMINAL, false, NULL, { __VA_ARGS__ } }
#define UP_UNLESS(is_another, number, form, name, ...) \
    { name, number, form, FROM_TERMINAL, false, NULL, { __VA_ARGS__ }, (is_another) }
#define UP_ALONE(number, form, name, ...) \
    { name, number, form, FROM_TERMINAL, true, NULL, { __VA_ARGS__ } }
#define OF_MODEL(model, number, name, ...) \
    { name, number, EITHER_FORM, FROM_TERMINAL, false, model, { __VA_ARGS__ } }
#define DOWN(number, form, name, ...) \
    { name, number, form, FROM_SERVER, false, NULL, { __VA_ARGS__ } }
#define DOWN_UNLESS(is_another, number, form, name, ...) \
    { name, number, form, FROM_SERVER, false, NULL, { __VA_ARGS__ }, (is_another) }

#define NUMBER(size, name)        { part_number, (size), "gt06." name }
#define SCALED(size, name, units) { part_number, (size), "gt06." name, (units) }
#define SIGNED(size, name, units, sign) { part_number, (size), "gt06." name, (units), (sign) }
#define CHOICE(size, name, low, high)   { part_choice, (size), "gt06." name, (low), (high) }
#define BYTES(size, name)         { part_bytes, (size), "gt06." name }
#define UNKNOWN(size)             BYTES(size, "unknown")
#define RAW(size)                 BYTES(size, "undecoded")
#define RESERVED(size)            BYTES(size, "reserved")
#define FLAG(name)                { part_flag, 1, "gt06." name }
#define CONSTANT(size, value)     { part_constant, (size), NULL, 0, (value) }
#define ENDS_HERE_OR_NOT          { part_maybe }

#define DATE                      { part_date, 6, "gt06.time" }
#define UNIX_TIME                 { part_unix_time, 4, "gt06.time" }
#define GPS                       { part_gps }
#define LBS                       { part_cell, .shape = LBS_2G }
#define CELL(kind)                { part_cell, .shape = (kind) }
#define NET                       { part_net, .shape = NET_FLAGGED }
#define CELLS(count, kind)        { part_cells, (count), .shape = (kind) }
#define CELL_LIST(kind, tail)     { part_cell_list, (tail), .shape = (kind) }
#define WIFI_LIST(tail)           { part_wifi_list, (tail) }
#define LBS_LENGTH                CHOICE(1, "lbs_length", 1, 0x2D)
#define NO_LBS_LENGTH             { part_constant, 1, "gt06.lbs_length", 0, 0 }
#define TA                        NUMBER(1, "timing_advance")

#define TERMINAL                  { part_terminal }
#define LEVEL                     { part_level }
#define GSM                       NUMBER(1, "gsm_signal")
#define ALARM                     NUMBER(1, "alarm")
#define ALARM_LANGUAGE            { part_alarm_language, .shape = ALARM_8 }
#define ALARM_LANGUAGE_12         { part_alarm_language, .shape = ALARM_12 }
#define LANGUAGE                  CHOICE(1, "language", 0, 2)
#define LANGUAGE_2                { part_language_2 }
#define STATUS                    TERMINAL, LEVEL, GSM, ALARM_LANGUAGE
#define STATUS_12                 TERMINAL, LEVEL, GSM, ALARM_LANGUAGE_12
#define ACC                       FLAG("acc")
#define REASON                    CHOICE(1, "report_reason", 0, 15)
#define REUPLOAD                  FLAG("reupload")
#define TRIPLE                    ACC, REASON, REUPLOAD
#define MILEAGE                   NUMBER(4, "mileage")
#define EXTERNAL_VOLTAGE          SCALED(2, "external_voltage", 100)
#define BATTERY_VOLTAGE           SCALED(2, "battery_voltage", 100)
#define BATTERY_DECIVOLTS         SCALED(1, "battery_voltage", 10)
#define BATTERY_PERCENT           CHOICE(1, "battery_level", 0, 100)
#define FENCE                     NUMBER(1, "fence")
#define IMEI                      { part_digits, 8, "gt06.imei", .shape = PADDED_IN_FRONT }
#define CARD_ID(size)             BYTES(size, "driver_id")
#define ENGINE_MINUTES            SCALED(3, "hours", 1.0 / 60)
#define SERVER_FLAG               NUMBER(4, "server_flag")
#define MODULES(list)             { part_modules, .shape = (list) }
/* clang-format on */

#endif
