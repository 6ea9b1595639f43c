/* modules.h
 * The elements that modules (id, length, value) and wide cells add.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_MODULES_H
#define GT06_ELEMENTS_MODULES_H

/* clang-format off */
#define GT06_MODULE_ELEMENTS(X) \
    X(NET_1,                "MCC and one-byte MNC",      3, "extended 31.2") \
    X(NET_2,                "MCC and two-byte MNC",      4, "extended 31.2") \
    X(CELL_CI4,             "cell, wide id",             7, "extended 3.5") \
    X(CELL_4G,              "cell, 4G",                 13, "extended 3.5") \
    X(MODULES_2,            "modules, 2-byte lengths",   0, "extended 15") \
    X(MODULES_F1,           "status modules",            0, "extended 23.1") \
    X(MODULES_F2,           "peripheral modules",        0, "extended 23.2") \
    X(MODULES_98,           "lock modules",              0, "extended 25.1") \
    X(PACKET_CLASS,         "packet class",              1, "extended 15.1") \
    X(SATELLITES_USED,      "satellites used",           1, "extended 15.1") \
    X(SATELLITES_VISIBLE,   "satellites visible",        1, "extended 15.1") \
    X(HDOP_DECI,            "HDOP (0.1)",                1, "extended 15.1") \
    X(RECORD_NUMBER,        "record number",             4, "extended 15.1") \
    X(DOOR_INPUTS,          "door and tamper inputs",    1, "extended 15.1") \
    X(BOOT_REASON,          "boot reason",               1, "extended 15.1") \
    X(MODE_PARAMETER,       "mode parameter",            2, "extended 15.1") \
    X(MOVING,               "motion status",             1, "extended 23.1") \
    X(ARMED,                "armed",                     1, "extended 23.1") \
    X(CHARGING,             "charging",                  1, "extended 23.1") \
    X(CHARGE_VOLTAGE,       "charge voltage",            2, "extended 23.1") \
    X(BATTERY_TEMPERATURE,  "battery temperature (0.1 degree)", 2, "extended 23.1") \
    X(GPS_MODULE,           "GPS module",               18, "extended 15.2") \
    X(EVENT,                "event",                     6, "extended 15.3") \
    X(BLE_TAG,              "BLE tag",                  14, "extended 15.1") \
    X(BLUETOOTH_DEVICE,     "Bluetooth peripheral",     10, "extended 23.2") \
    X(COURSE_LAT_LON,       "course, latitude, longitude", 10, "extended 23.2") \
    X(EXTERNAL_BATTERY,     "external battery",         10, "extended 23.2") \
    X(IMSI,                 "IMSI",                      8, "extended 3.8") \
    X(ICCID,                "ICCID",                    10, "extended 3.8") \
    X(CHIP_ID,              "chip id",                  16, "extended 25.1") \
    X(MAC,                  "MAC address",               6, "extended 25.1") \
    X(LOCK_PASSWORD,        "lock password",             6, "extended 25.1") \
    X(LOCK_KEY,             "lock key",                 16, "extended 25.1") \
    X(CELL_CI4_LE,          "cell, little-endian id",    7, "extended 15.1") \
    X(NO_MEANING,           "bytes of unknown meaning",  0, "extended 31.1")
/* clang-format on */

#endif
