/* vehicle.h
 * The elements of information, OBD, battery, recorder and serial messages.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_VEHICLE_H
#define GT06_ELEMENTS_VEHICLE_H

/* clang-format off */
#define GT06_VEHICLE_ELEMENTS(X) \
    /* 0x94, information */ \
    X(INFORMATION_TYPE,     "information type",          1, "extended 17") \
    X(INFORMATION_DATA,     "information",               0, "extended 17") \
    X(SETTINGS_TEXT,        "settings text",             0, "extended 17.3") \
    X(DOOR_IO,              "door inputs",               1, "extended 17.4") \
    X(SATELLITE_SYSTEM,     "satellites of a system",    1, "extended 17.7") \
    X(NETWORK,              "network technology",        1, "extended 17.9") \
    X(FUEL_TEXT,            "fuel sensor text",          0, "extended 17.10") \
    X(PROBE_COUNT,          "number of probes",          1, "extended 17.11") \
    X(PROBE,                "temperature probe",        10, "extended 17.11") \
    X(READER_FRAME,         "card reader frame",         8, "extended 17.12") \
    X(CARD_TEXT,            "card text",                 0, "extended 17.12") \
    X(TEMPERATURE_DECI_4,   "temperature (0.1 degree)",  4, "extended 17.13") \
    X(HUMIDITY_DECI_4,      "humidity (0.1 %)",          4, "extended 17.13") \
    X(KEY_INDEX,            "key index",                 1, "extended 17.14") \
    X(KEY_LENGTH,           "key length",                1, "extended 17.14") \
    X(BLUETOOTH_KEY,        "Bluetooth key",             0, "extended 17.14") \
    X(TRIP_REPORT_TYPE,     "trip report type",          1, "extended 17.15") \
    X(ACC_ON_MINUTES,       "ACC-on time in minutes",    4, "extended 17.15") \
    X(TRIP_MILEAGE,         "trip mileage (0.1 km)",     4, "extended 17.15") \
    X(TRIP_START,           "start of the trip",         6, "extended 17.15") \
    X(TRIP_END,             "end of the trip",           6, "extended 17.15") \
    X(ANALOG_CENTI,         "analogue voltage (0.01 V)", 2, "extended 17.15") \
    X(FUEL_DECI,            "fuel (0.1 l)",              2, "extended 17.15") \
    X(SENSOR_COUNT,         "number of sensors",         1, "extended 17.15") \
    X(SENSOR,               "temperature and humidity sensor", 3, "extended 17.15") \
    /* 0x65, 0x66, 0x8C, OBD */ \
    X(OBD_ITEMS,            "OBD items",                 0, "extended 13") \
    /* 0x40, battery management */ \
    X(DEVICE_SERIAL,        "device serial number",      8, "extended 10") \
    X(RELATIVE_CHARGE,      "relative state of charge",  1, "extended 10") \
    X(REMAINING_CAPACITY,   "remaining capacity",        2, "extended 10") \
    X(ABSOLUTE_CHARGE,      "absolute state of charge",  1, "extended 10") \
    X(FULL_CAPACITY,        "full capacity",             2, "extended 10") \
    X(HEALTH,               "state of health",           1, "extended 10") \
    X(INNER_TEMPERATURE,    "inner temperature (0.1 K)", 2, "extended 10") \
    X(CURRENT,              "current",                   2, "extended 10") \
    X(PACK_MILLIVOLTS,      "pack voltage (1 mV)",       2, "extended 10") \
    X(CHARGE_CYCLES,        "charge cycles",             2, "extended 10") \
    X(CELL_MILLIVOLTS,      "cell voltage (1 mV)",       2, "extended 10") \
    X(CHARGING_INTERVAL,    "charging interval",         2, "extended 10") \
    X(CHARGING_INTERVAL_MAX, "longest charging interval", 2, "extended 10") \
    X(BARCODE,              "battery barcode",          16, "extended 10") \
    X(BATTERY_VERSION,      "battery version",           2, "extended 10") \
    X(MANUFACTURER,         "manufacturer",             16, "extended 10") \
    X(BATTERY_STATUS,       "battery status",            4, "extended 10") \
    X(CONTROLLER_STATUS,    "controller status",         4, "extended 10") \
    X(CONTROLLER_FAULT,     "controller fault",          4, "extended 10") \
    /* 0x95, video recorders */ \
    X(RECORDER_MARKER,      "marker",                    2, "extended 18.3") \
    X(RECORDER_VERSION,     "version",                   1, "extended 18.3") \
    X(SATELLITES_NIBBLE,    "satellites",                1, "extended 31.2") \
    X(LAT_LON_COURSE,       "latitude, longitude, course", 10, "extended 18.2") \
    X(SPEED_2,              "speed",                     2, "extended 18.3") \
    X(EXTERNAL_DECIVOLTS,   "external voltage (0.1 V)",  2, "extended 18.3") \
    X(RECORDER_ALARM,       "recorder alarm",            1, "extended 18.4") \
    X(RECORDER_VALUE,       "alarm value",               2, "extended 18.2") \
    X(RECORDER_VALUES,      "alarm values",              0, "extended 18.1") \
    X(FILE_NAMES,           "file names",                0, "extended 18.5") \
    /* 0x9B, 0x9C, serial data */ \
    X(PERIPHERAL_TYPE,      "peripheral type",           1, "extended 19") \
    X(RESULT,               "result",                    1, "extended 19") \
    X(SERIAL_DATA,          "serial data",               0, "extended 19") \
    X(EXTERNAL_MODULE,      "external module",           1, "extended 20") \
    X(DATA_LENGTH,          "data length",               1, "extended 20")
/* clang-format on */

#endif
