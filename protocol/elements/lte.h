/* lte.h
 * The elements that the 4G family and its relatives add.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_LTE_H
#define GT06_ELEMENTS_LTE_H

/* clang-format off */
#define GT06_LTE_ELEMENTS(X) \
    /* cells, access points, beacons */ \
    X(LBS_CI4_1,            "LBS block, one-byte MNC, wide cell id", 9, "extended 7.1") \
    X(CELL_TYPE,            "cell type",                 1, "extended 21.10") \
    X(WIFI_SSID,            "access point with SSID",    8, "extended 5") \
    X(WIFI_MAC,             "access point without signal", 8, "extended 23.3") \
    X(BEACON_SIGNAL,        "signal of the beacon",      1, "extended 22.2") \
    X(BEACON_MAC,           "address of the beacon",     6, "extended 22.2") \
    X(BEACON_UUID,          "UUID of the beacon",       16, "extended 22.2") \
    X(BEACON_MAJOR,         "major of the beacon",       2, "extended 22.2") \
    X(BEACON_MINOR,         "minor of the beacon",       2, "extended 22.2") \
    X(BEACON_VOLTAGE,       "battery of the beacon",     2, "extended 22.2") \
    X(CLOCK_IN,             "clock-in bits",             1, "extended 22.2") \
    /* AZ735, BL10 */ \
    X(GPS_COUNTED,          "GPS block with length",   0, "extended 6.2") \
    X(LOCK_RESULT,          "result",                    1, "extended 25.1") \
    /* X1 */ \
    X(X1_FLAGS,             "data and alarm flags",      4, "extended 7.1") \
    X(X1_TERMINAL_INFO,     "terminal information (2 bytes)", 2, "extended 7.1") \
    X(DRIVER_NUMBER,        "driver number",             4, "extended 7.1") \
    X(X1_PORTS,             "ports",                     4, "extended 7.1") \
    X(X1_INPUTS,            "digital inputs",            1, "extended 7.1") \
    X(X1_OUTPUTS,           "digital outputs",           1, "extended 7.1") \
    X(X1_ADC,               "analogue input",            2, "extended 7.1") \
    /* LynkWorld, Seeworld */ \
    X(NETWORK_INDICATOR,    "network indicator",         1, "extended 21.4") \
    X(LW_INPUTS,            "inputs (LynkWorld)",        2, "extended 21.4") \
    X(EXTENSION_BITS,       "extension bits",            2, "extended 21.6") \
    X(SOUND_SWITCH,         "sound switch",              1, "extended 21.6") \
    X(LIGHT_SWITCH,         "light switch",              1, "extended 21.6") \
    X(STEPS,                "steps",                     4, "extended 21.6") \
    X(IN_MOTION,            "in motion",                 1, "extended 21.6") \
    /* alarms and identities */ \
    X(ALARM_12,             "alarm of 12 bits, language", 2, "extended 27.1") \
    X(IDENTITY_TEXT,        "identity text",             0, "extended 23.1") \
    X(VERSION_LENGTH,       "length of the version block", 2, "extended 25") \
    X(VERSION_BLOCK,        "version block",             0, "extended 25") \
    X(VERSION_UNKNOWN,      "unknown byte of the version", 1, "extended 25") \
    X(VERSION_TEXT_LENGTH,  "length of the version text", 1, "extended 25")
/* clang-format on */

#endif
