/* core.h
 * The elements of the core messages.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_CORE_H
#define GT06_ELEMENTS_CORE_H

/* clang-format off */
#define GT06_CORE_ELEMENTS(X) \
    /* times */ \
    X(DATE_TIME,            "date and time",             6, "core 3.1") \
    X(DATE_TIME_BCD,        "date and time (BCD)",       6, "core 6.8A") \
    X(SEND_TIME,            "time of sending",           6, "core 6.22") \
    X(UNIX_TIME,            "seconds since 1970",        4, "core 6.1F") \
    /* position */ \
    X(GPS,                  "GPS block",                12, "core 3.2") \
    X(GPS_LENGTH,           "GPS length",                1, "core 6.32") \
    X(LATITUDE,             "latitude",                  4, "core 6.8B") \
    X(LONGITUDE,            "longitude",                 4, "core 6.8B") \
    X(ALTITUDE,             "altitude",                  2, "core 6.31") \
    X(LOCATION_SOURCE,      "location source",           1, "core 6.22") \
    X(REASON,               "data upload mode",          1, "core 3.7") \
    X(REUPLOAD,             "re-upload",                 1, "core 3.7") \
    X(MILEAGE,              "mileage",                   4, "core 3.8") \
    X(MILEAGE_10M,          "mileage (10 m)",            4, "core 6.12") \
    X(ODOMETER_3,           "odometer",                  3, "core 6.22") \
    X(FENCE,                "fence number",              1, "core 6.27") \
    /* cells and access points */ \
    X(LBS,                  "LBS block",                 8, "core 3.3 A, B") \
    X(LBS_CI4,              "LBS block, wide cell id",   9, "core 3.3 C") \
    X(LBS_MNC2_CI4,         "LBS block, wide MNC and cell id", 10, "core 3.3 D") \
    X(LBS_MNC2_LAC3_CI4,    "LBS block, wide MNC, LAC and cell id", 11, "core 6.12") \
    X(LBS_4G,               "LBS block, 4G",            15, "core 3.3 E") \
    X(LBS_TYPED,            "LBS block with cell type", 10, "core 3.3 F") \
    X(LBS_LENGTH,           "LBS length",                1, "core 3.3") \
    X(LBS_COUNTED,          "LBS block with length",     1, "core 6.32") \
    X(NET,                  "MCC and MNC",               3, "core 3.4") \
    X(LAC,                  "LAC",                       2, "core 6.18") \
    X(CELL,                 "cell",                      6, "core 3.4") \
    X(CELL_CI2,             "cell, short id",            5, "core 6.18") \
    X(CELL_NO_LAC,          "cell without LAC",          3, "core 6.18") \
    X(CELL_COUNT,           "number of cells",           1, "core 6.19") \
    X(CELLS_LENGTH,         "length of cells",           1, "core 6.32") \
    X(TIMING_ADVANCE,       "timing advance",            1, "core 3.4") \
    X(WIFI,                 "access point",              7, "core 3.5") \
    X(WIFI_COUNT,           "number of access points",   1, "core 6.18") \
    X(WIFI_LENGTH,          "length of access points",   1, "core 6.32") \
    X(RADIO,                "radio word",                2, "core 6.32") \
    /* state of the terminal */ \
    X(TERMINAL_INFO,        "terminal information",      1, "core 3.6") \
    X(VOLTAGE_LEVEL,        "voltage level",             1, "core 3.6") \
    X(GSM_SIGNAL,           "GSM signal",                1, "core 3.6") \
    X(ALARM,                "alarm",                     1, "core 4") \
    X(LANGUAGE,             "language",                  1, "core 3.6") \
    X(LANGUAGE_2,           "language (2 bytes)",        2, "core 3.6") \
    X(STATUS,               "status",                    5, "core 3.6") \
    X(STATUS_12,            "status with 12-bit alarm",  5, "core 3.6") \
    X(ACC,                  "ACC",                       1, "core 3.7") \
    X(ALARM_FLAG,           "alarm flag",                1, "core 6.12") \
    X(ALARM_EXTENSION,      "alarm extension",           1, "core 6.16") \
    X(AZ_STATUS,            "status (AZ735)",            1, "core 6.32") \
    X(SIGNAL_WORD,          "satellites and signal",     2, "core 6.13") \
    X(WORKING_MODE,         "working mode",              1, "core 6.13") \
    X(INPUT_MASK,           "inputs (BENWAY)",           2, "core 6.12") \
    X(SWITCHES,             "switches (BCA)",            2, "core 6.29") \
    X(SATELLITE_COUNT,      "number of satellites",      1, "core 6.14") \
    X(SNR,                  "signal-to-noise ratio",     1, "core 6.14") \
    /* measured values */ \
    X(BATTERY_PERCENT,      "battery level",             1, "core 6.13") \
    X(EXTERNAL_VOLTAGE,     "external voltage",          2, "core 6.12") \
    X(EXTERNAL_VOLTS,       "external voltage (1 V)",    1, "core 6.13") \
    X(EXTERNAL_VOLTAGE_LW,  "external voltage (LynkWorld)", 2, "core 6.13") \
    X(BATTERY_VOLTAGE,      "battery voltage",           2, "core 6.23") \
    X(BATTERY_DECIVOLTS,    "battery voltage (0.1 V)",   1, "core 6.22") \
    X(TEMPERATURE_DECI,     "temperature (0.1 degree)",  2, "core 6.13") \
    X(TEMPERATURE_INVERTED, "temperature, bit 15 plus",  2, "core 6.13") \
    X(TEMPERATURE_SIGN_8,   "temperature, bit 7 minus",  1, "core 6.12") \
    X(TEMPERATURE_SIGN_16,  "temperature, bit 15 minus", 2, "core 6.22") \
    X(HUMIDITY_CENTI,       "humidity (0.01 %)",         2, "core 6.22") \
    X(OIL,                  "oil value",                 2, "core 6.12") \
    X(ENGINE_MINUTES,       "engine hours in minutes",   3, "core 6.22") \
    X(ACC_SECONDS,          "ACC-on time in seconds",    4, "core 6.32") \
    X(TRAVEL_TIME,          "travel time",               4, "core 6.22") \
    X(DRIVING_TIME,         "driving time",              2, "core 6.12") \
    X(WORKING_TIME,         "working time",              2, "core 6.13") \
    X(WAKEUPS,              "number of wake-ups",        2, "core 6.13") \
    /* identities */ \
    X(IMEI,                 "IMEI",                      8, "core 6.01") \
    X(DEVICE_TYPE,          "type identification code",  2, "core 6.01") \
    X(TIME_ZONE,            "time zone and language",    2, "core 3.11") \
    X(PHONE,                "phone number",             21, "core 6.17") \
    X(RFID,                 "RFID card",                 8, "core 6.17") \
    X(RFID_VALID,           "validity of the card",      1, "core 6.17") \
    X(IBUTTON,              "iButton",                   6, "core 6.61") \
    X(DRIVER_LENGTH,        "length of driver id",       1, "core 6.25") \
    X(DRIVER,               "driver id",                 0, "core 6.25") \
    X(CARD_LENGTH,          "length of card data",       1, "core 6.12") \
    X(CARD,                 "card data",                 0, "core 6.12") \
    X(CARD_STATUS,          "card status",               1, "core 6.12") \
    X(CARD_SWIPED,          "card swiped",               1, "core 6.12") \
    /* texts */ \
    X(COMMAND_LENGTH,       "command length",            1, "core 6.80") \
    X(SERVER_FLAG,          "server flag",               4, "core 3.9") \
    X(COMMAND,              "command",                   0, "core 6.80") \
    X(TEXT,                 "text",                      0, "core 6.15") \
    X(ENCODED_TEXT,         "text with encoding",        0, "core 6.21") \
    X(ADDRESS_LENGTH,       "address length",            1, "core 6.17") \
    X(ADDRESS_LENGTH_2,     "address length (2 bytes)",  2, "core 6.96") \
    X(ADDRESS,              "address",                   0, "core 6.96") \
    /* lists of modules, transfers, everything else */ \
    X(MODULES,              "modules",                   0, "core 6.39") \
    X(CSQ,                  "CSQ",                       1, "core 6.39") \
    X(CHARGE_STATE,         "charge state",              1, "core 6.39") \
    X(ACCURACY_CENTI,       "accuracy (0.01)",           2, "core 6.39") \
    X(STARTUP_STATUS,       "start-up status",           1, "core 6.39") \
    X(MODE_TIME,            "mode time",                 2, "core 6.39") \
    X(TEMPERATURE_UNSCALED, "temperature, scale unknown", 2, "core 6.39") \
    X(HUMIDITY_UNSCALED,    "humidity, scale unknown",   2, "core 6.39") \
    X(MOTION,               "motion",                    1, "core 6.39") \
    X(VERSION,              "version",                   0, "core 6.39") \
    X(OBD,                  "OBD data",                  0, "core 6.8E") \
    X(EXTENSION_LENGTH,     "length of extension",       1, "core 6.32") \
    X(EXTENSION,            "extension",                 0, "core 6.32") \
    X(RESERVED,             "reserved",                  0, "core 6.14") \
    X(RESERVED_1,           "reserved",                  1, "core 6.13") \
    X(UNKNOWN_1,            "unknown",                   1, "core 6.25") \
    X(PADDING,              "padding",                   0, "core 6.24") \
    X(UNKNOWN,              "unknown",                   0, "core 13.2")
/* clang-format on */

#endif
