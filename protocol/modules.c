/* modules.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "modules.h"

#define RUN(...) .run = { __VA_ARGS__ }
#define INTEGER .number = true

/* Core 6.39, extended 15.1 and 31.5 column A. */
static const gt06_module modules_a[] = {
    { 0x0000, 1, INTEGER, "Packet class", RUN(E_PACKET_CLASS) },
    { 0x0001, 8, .name = "IMEI", RUN(E_IMEI) },
    { 0x0002, 8, .name = "IMSI", RUN(E_IMSI) },
    { 0x0003, 10, .name = "ICCID", RUN(E_ICCID) },
    { 0x0009, 1, INTEGER, "Satellites used", RUN(E_SATELLITES_USED) },
    { 0x000A, 1, INTEGER, "Satellites visible", RUN(E_SATELLITES_VISIBLE) },
    { 0x0011, 10, .name = "Serving cell", RUN(E_NET_2, E_CELL) },
    { 0x0012, 0, .name = "Neighbour cells", RUN(WITHIN | E_CELL) },
    { 0x0013, 0, .name = "Access points", RUN(WITHIN | E_WIFI) },
    { 0x0016, 1, INTEGER, "CSQ", RUN(E_CSQ) },
    { 0x0018, 2, INTEGER, "Battery voltage", RUN(E_BATTERY_VOLTAGE) },
    { 0x0019, 1, INTEGER, "Charge state", RUN(E_CHARGE_STATE) },
    { 0x001F, 1, INTEGER, "Alarm", RUN(E_ALARM) },
    { 0x0026, 0, .name = "GSM module version", RUN(E_VERSION) },
    { 0x0027, 2, INTEGER, "External voltage", RUN(E_EXTERNAL_VOLTAGE) },
    { 0x0028, 1, INTEGER, "HDOP", RUN(E_HDOP_DECI) },
    { 0x0029, 4, INTEGER, "Record number", RUN(E_RECORD_NUMBER) },
    { 0x002A, 1, INTEGER, "Door and tamper inputs", RUN(E_DOOR_INPUTS) },
    { 0x002B, 1, INTEGER, "Boot reason", RUN(E_BOOT_REASON) },
    { 0x002C, 4, .name = "Time of the report", RUN(E_UNIX_TIME) },
    { 0x002E, 4, INTEGER, "Odometer", RUN(E_MILEAGE) },
    { 0x0030, 10, .name = "Working mode and parameters", RUN(TIMES(5) | E_MODE_PARAMETER) },
    { 0x0032, 1, INTEGER, "Start-up status", RUN(E_STARTUP_STATUS) },
    { 0x0033, 18, .name = "GPS", RUN(E_GPS_MODULE) },
    { 0x0034, 0, .name = "Event", RUN(E_EVENT) },
    { 0x0035, 1, INTEGER, "Location source or reason", RUN(E_LOCATION_SOURCE) },
    { 0x0037, 2, INTEGER, "Temperature", RUN(E_TEMPERATURE_UNSCALED) },
    { 0x0038, 2, INTEGER, "Humidity", RUN(E_HUMIDITY_UNSCALED) },
    { 0x0039, 3, .name = "Working mode", RUN(E_WORKING_MODE, E_MODE_TIME) },
    { 0x003A, 1, INTEGER, "Motion", RUN(E_MOTION) },
    { 0x003B, 2, INTEGER, "Position accuracy", RUN(E_ACCURACY_CENTI) },
    { 0x003C, 0, .name = "Unknown (003C)", RUN(E_NO_MEANING) },
    { 0x003D, 0, .name = "Switches", RUN(E_NO_MEANING) },
    { 0x0043, 11, .name = "Serving cell (2G, 4G)", RUN(E_NET_2, E_CELL_CI4_LE) },
    { 0x006A, 1, INTEGER, "Battery level", RUN(E_BATTERY_PERCENT) },
    { 0x007F, 14, .name = "BLE tag", RUN(E_BLE_TAG) },
    { 0x1000, 0, .name = "Unknown (1000)", RUN(E_NO_MEANING) },
};

/* Extended 23.1. */
static const gt06_module modules_f1[] = {
    { 0x0001, 1, INTEGER, "Motion", RUN(E_MOVING) },
    { 0x0002, 1, INTEGER, "Armed", RUN(E_ARMED) },
    { 0x0003, 0, .name = "Unknown (0003)", RUN(E_NO_MEANING) },
    { 0x0004, 1, INTEGER, "ACC", RUN(E_ACC) },
    { 0x0005, 2, INTEGER, "Voltage", RUN(E_BATTERY_VOLTAGE) },
    { 0x0006, 0, .name = "Unknown (0006)", RUN(E_NO_MEANING) },
    { 0x0007, 1, INTEGER, "Charging", RUN(E_CHARGING) },
    { 0x000A, 2, INTEGER, "Charge voltage", RUN(E_CHARGE_VOLTAGE) },
    { 0x000B, 2, INTEGER, "Battery temperature", RUN(E_BATTERY_TEMPERATURE) },
    { 0x1000, 0, .name = "Unknown (1000)", RUN(E_NO_MEANING) },
};

/* Extended 23.2. */
static const gt06_module modules_f2[] = {
    { 0x000A, 0, .name = "Bluetooth peripheral", RUN(E_BLUETOOTH_DEVICE) },
    { 0x000B, 10, .name = "Position", RUN(E_COURSE_LAT_LON) },
    { 0x000C, 10, .name = "External battery", RUN(E_EXTERNAL_BATTERY) },
};

/* Extended 25.1. */
static const gt06_module modules_98[] = {
    { 0x00, 8, .name = "IMEI", RUN(E_IMEI) },
    { 0x01, 8, .name = "IMSI", RUN(E_IMSI) },
    { 0x02, 10, .name = "ICCID", RUN(E_ICCID) },
    { 0x03, 16, .name = "Chip id", RUN(E_CHIP_ID) },
    { 0x04, 6, .name = "Bluetooth address", RUN(E_MAC) },
    { 0x05, 6, .name = "Password of the lock", RUN(E_LOCK_PASSWORD) },
    { 0x06, 16, .name = "Key of the lock", RUN(E_LOCK_KEY) },
    { 0x07, 0, .name = "Firmware version", RUN(E_VERSION) },
};

#define TABLE(table) { (table), sizeof (table) / sizeof *(table) }

static const struct {
    const gt06_module *modules;
    size_t count;
} numberings[] = {
    [GT06_MODULES_A] = TABLE(modules_a),
    [GT06_MODULES_F1] = TABLE(modules_f1),
    [GT06_MODULES_F2] = TABLE(modules_f2),
    [GT06_MODULES_98] = TABLE(modules_98),
};

const gt06_module *gt06_find_module(gt06_numbering numbering, uint16_t id)
{
    const gt06_module *modules = numberings[numbering].modules;
    size_t low = 0;
    size_t high = numberings[numbering].count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (modules[middle].id == id)
            return &modules[middle];
        if (modules[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const gt06_module *gt06_all_modules(gt06_numbering numbering, size_t *count)
{
    *count = numberings[numbering].count;
    return numberings[numbering].modules;
}
