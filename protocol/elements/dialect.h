/* dialect.h
 * The elements of the dialect without serial number and CRC.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_DIALECT_H
#define GT06_ELEMENTS_DIALECT_H

/* clang-format off */
#define GT06_DIALECT_ELEMENTS(X) \
    /* login, positions, cells */ \
    X(SOFTWARE_VERSION,     "software version",          1, "extended 26.2") \
    X(LOGIN_RESULT,         "login result",              1, "extended 26.2") \
    X(STORED,               "stored earlier",            0, "extended 26.2") \
    X(LATITUDE_DEGREES,     "latitude (decimal degrees)", 4, "extended 26.2") \
    X(LONGITUDE_DEGREES,    "longitude (decimal degrees)", 4, "extended 26.2") \
    X(SECOND_LATITUDE,      "second latitude",           4, "extended 26.2") \
    X(SECOND_LONGITUDE,     "second longitude",          4, "extended 26.2") \
    X(SPEED,                "speed (1 byte)",            1, "extended 26.2") \
    X(COURSE_HALF,          "course (2 degrees)",        1, "extended 26.2") \
    X(ALARM_BITS,           "alarm bits",                1, "extended 14") \
    X(WIFI_OF_LENGTH,       "number of access points in the length byte", 0, "extended 14") \
    X(CELL_32,              "cell, 32-bit LAC and id",   9, "extended 14") \
    X(POSITION_TEXT,        "position as text",          0, "extended 14") \
    /* state of the terminal */ \
    X(ZONE_HOURS,           "time zone in hours",        1, "extended 26.2") \
    X(STATUS_INTERVAL,      "status interval in minutes", 1, "extended 26.2") \
    X(TEMPERATURE_BYTES,    "temperature, format unknown", 3, "extended 26.2") \
    X(HEART_RATE,           "heart rate",                1, "extended 26.2") \
    X(CHARGE_EVENT,         "charge event in the length byte", 0, "extended 26.2") \
    X(WORN,                 "worn",                      1, "extended 26.2") \
    X(OVERSPEED,            "speed of the overspeed alarm", 1, "extended 26.2") \
    X(KEY_DIALLED,          "key dialled",               1, "extended 26.2") \
    X(PASSWORD_RECOVERY,    "password recovery",         1, "extended 26.2") \
    X(LOCATING_REFUSED,     "reason of the refusal",     1, "extended 26.2") \
    X(ICCID_TEXT,           "ICCID as text",             0, "extended 26.2") \
    X(FILE_NAME,            "file name",                 0, "extended 26.2") \
    /* what the server sets */ \
    X(CLOCK_WIDE_YEAR,      "clock with a 2-byte year",  7, "extended 26.2") \
    X(LOCATE_MODE,          "way to locate in the length byte", 0, "extended 26.2") \
    X(LISTEN_MODE,          "listen mode",               1, "extended 26.2") \
    X(WHITE_LIST_COUNT,     "entries of the white list", 1, "extended 26.2") \
    X(WHITE_LIST,           "white list",                0, "extended 26.2") \
    X(LBS_UPLOAD,           "LBS upload",                1, "extended 26.2") \
    X(POWER_COMMAND,        "power command",             1, "extended 26.2") \
    X(FIND_DEVICE,          "find device",               1, "extended 26.2") \
    X(RECORD_COMMAND,       "record command",            1, "extended 26.2") \
    X(RECORD_SECONDS,       "seconds to record",         1, "extended 26.2") \
    X(SPEED_LIMIT,          "speed limit",               1, "extended 26.2") \
    X(VIBRATION_LEVEL,      "vibration level",           1, "extended 26.2") \
    X(UPLOAD_INTERVAL,      "upload interval in seconds", 2, "extended 26.2") \
    X(UPLOAD_INTERVAL_BCD,  "upload interval in seconds (BCD)", 2, "extended 26.2") \
    X(PHONE_TEXT,           "phone number as text",      0, "extended 26.2") \
    X(PHONE_LIST,           "phone numbers",             0, "extended 26.2") \
    X(SERVER_ADDRESS,       "server address",            4, "extended 26.2") \
    X(SERVER_PORT,          "server port",               2, "extended 26.2") \
    X(ENABLED_BITS,         "functions that are enabled", 1, "extended 26.2") \
    X(GPS_SWITCH,           "GPS switch",                1, "extended 26.2") \
    X(LBS_SWITCH,           "LBS switch",                1, "extended 26.2") \
    X(PERIOD_OFF,           "data period off",           1, "extended 26.2") \
    X(GPS_OFF_SWITCH,       "GPS off period",            1, "extended 26.2") \
    X(GPS_TIMER_SWITCH,     "GPS timer",                 1, "extended 26.2") \
    X(DND_SWITCH,           "do not disturb",            1, "extended 26.2") \
    X(POWER_ON_SWITCH,      "switching on by the clock", 1, "extended 26.2") \
    X(POWER_ON_TIME,        "time of switching on",      2, "extended 26.2") \
    X(POWER_OFF_SWITCH,     "switching off by the clock", 1, "extended 26.2") \
    X(POWER_OFF_TIME,       "time of switching off",     2, "extended 26.2") \
    X(WEEKDAYS,             "weekdays",                  1, "extended 26.2") \
    X(PERIOD_FROM,          "begin of the period",       2, "extended 26.2") \
    X(PERIOD_TO,            "end of the period",         2, "extended 26.2") \
    X(ALARM_CLOCK,          "alarm clock",               3, "extended 26.2")
/* clang-format on */

#endif
