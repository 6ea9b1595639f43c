/* random_kinds_extended.c
 * The messages of the extended document, chapters 5 to 26 and 31, described once more.
 *
 * Values that would make another layout of a message are left out: what they must not be is said by
 * a narrower part than the document's.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_layouts.h"

/* Modules from offset 5 to the very end: a heartbeat, whatever else it may be (extended 4). */
static bool is_heartbeat(const uint8_t *content, size_t size)
{
    size_t at = 5;

    while (at + 3 <= size)
        at += 3 + (size_t)content[at + 2];
    return at == size;
}

/* clang-format off */

#define AZ735       DATE, { part_gps_counted }, { part_lbs_counted }, { part_cells_counted, 3 }, \
                    { part_wifi_counted, 2 }, NUMBER(1, "az_status"), { part_extension }
#define SEEWORLD    TERMINAL, NUMBER(2, "extension_bits"), LEVEL, GSM, \
                    SCALED(1, "external_voltage", 1), LANGUAGE

const random_kind random_extended_kinds[] = {
    UP(0x2C, EITHER_FORM, "cells, Wi-Fi", DATE, NET, CELLS(7, CELL_2G), TA, WIFI_LIST(0)),
    UP(0x2C, EITHER_FORM, "cells, Wi-Fi with names", DATE, NET, CELLS(7, CELL_2G), TA,
       { part_wifi_ssid_list }),
    UP(0x32, LONG_FORM, "AZ735", AZ735),
    UP(0x33, LONG_FORM, "AZ735", AZ735),
    UP(0x33, SHORT_FORM, "32-bit cell ids", DATE, NET, CELLS(6, CELL_CI4), TA, WIFI_LIST(0)),
    UP(0x33, SHORT_FORM, "64-bit cell ids", DATE, NET, CELLS(6, CELL_4G), TA, WIFI_LIST(0)),
    UP(0x34, SHORT_FORM, "SL4X", DATE, TA, { part_net, .shape = NET_WIDE },
       CELLS(5, CELL_CI4), UNKNOWN(4)),
    UP(0x34, EITHER_FORM, "X1", NUMBER(4, "x1.flags"), DATE, GPS,
       NUMBER(2, "x1.terminal_information"),
       MILEAGE, CELL(LBS_CI4_NARROW), NUMBER(4, "driver_id"), EXTERNAL_VOLTAGE, BATTERY_VOLTAGE,
       { part_ports }),
    UP(0x36, SHORT_FORM, "heartbeat, modules", STATUS, MODULES(MODULES_1)),
    UP_UNLESS(is_heartbeat, 0x36, SHORT_FORM, "TRX16i", DATE, GPS, CELL(LBS_CI4_NARROW), TRIPLE,
              MILEAGE, EXTERNAL_VOLTAGE, BATTERY_DECIVOLTS, ENGINE_MINUTES, CARD_ID(8)),
    UP(0x39, EITHER_FORM, "alarm, modules", DATE, GPS, { part_typed_cell }, STATUS_12,
       MODULES(MODULES_1)),
    UP(0x61, EITHER_FORM, "iButton", IMEI, DATE, GPS, CELL(LBS_CI4), CARD_ID(6)),
    UP(0x70, EITHER_FORM, "modules", MODULES(MODULES_2)),
    UP(0x90, EITHER_FORM, "IMSI", { part_digits, 8, "gt06.imsi", .shape = PADDED_EITHER_SIDE }),
    UP(0x98, LONG_FORM, "lock", MODULES(MODULES_98)),
    DOWN(0x98, LONG_FORM, "answer to a lock", NUMBER(1, "result")),

    UP(0xA0, EITHER_FORM, "position", DATE, GPS, CELL(LBS_4G), TRIPLE, ENDS_HERE_OR_NOT, MILEAGE),
    UP(0xA1, EITHER_FORM, "cells", DATE, NET, CELLS(7, CELL_4G), TA, ENDS_HERE_OR_NOT,
       LANGUAGE_2),
    UP(0xA2, EITHER_FORM, "LynkWorld", DATE, GPS, CELL(LBS_4G_NARROW),
       NUMBER(1, "network_indicator"),
       TERMINAL, EXTERNAL_VOLTAGE, LEVEL, GSM, ALARM_LANGUAGE, MILEAGE, SCALED(4, "hours", 1), IMEI,
       NUMBER(2, "digital_inputs")),
    UP(0xA2, EITHER_FORM, "cells, Wi-Fi", DATE, NET, CELLS(7, CELL_4G), TA, WIFI_LIST(0)),
    UP(0xA3, EITHER_FORM, "GL21L", SEEWORLD),
    UP(0xA3, EITHER_FORM, "P5", SEEWORLD, FLAG("sound"), FLAG("light"), NUMBER(4, "steps"),
       BATTERY_PERCENT, FLAG("charging"), FLAG("moving"), UNKNOWN(3)),
    UP(0xA3, EITHER_FORM, "no LBS length", DATE, GPS, CELL(LBS_4G), STATUS),
    UP(0xA3, EITHER_FORM, "alarm", DATE, GPS, LBS_LENGTH, CELL(LBS_4G), STATUS),
    UP(0xA4, EITHER_FORM, "alarm", DATE, GPS, LBS_LENGTH, CELL(LBS_4G), STATUS_12, FENCE,
       ENDS_HERE_OR_NOT, MILEAGE),
    UP(0xA5, EITHER_FORM, "cell, status", CELL(LBS_4G), STATUS),
    UP(0xA7, EITHER_FORM, "address request", CELL(LBS_4G), { part_phone }, LANGUAGE_2),
    UP(0xA9, EITHER_FORM, "Wi-Fi alarm", DATE, NET, { part_typed_list, 4 }, TA, WIFI_LIST(2),
       ALARM_LANGUAGE_12),

    UP(0xB0, EITHER_FORM, "attendance", { part_blob, 0, "gt06.unknown" }),
    UP(0xB2, EITHER_FORM, "beacon", DATE, SIGNED(1, "tag.rssi.dbm", 0, TWOS_COMPLEMENT),
       { part_address, 6, "gt06.tag.id" }, { part_uuid, 16, "gt06.tag.uuid" },
       NUMBER(2, "tag.major"),
       NUMBER(2, "tag.minor"), SCALED(2, "tag.battery_voltage", 100), { part_clock_bits }),
    UP(0xF1, SHORT_FORM, "identities", { part_identity }),
    UP(0xF1, LONG_FORM, "status", UNIX_TIME, MODULES(MODULES_F1)),
    UP(0xF2, EITHER_FORM, "peripherals", UNIX_TIME, MODULES(MODULES_F2)),
    UP(0xF3, EITHER_FORM, "Wi-Fi", DATE, { part_wifi_mac_list }),
    UP(0xFD, EITHER_FORM, "version", IMEI, { part_version }),
    { NULL }
};
/* clang-format on */
