/* random_kinds_dialect.c
 * The dialect without serial number and CRC, chapters 14, 26 and 31.6 of the extended document,
 * described once more. Its length byte often is none: the first part of a message says what it is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_layouts.h"

#include <string.h>

enum { UNITS = 1000000 /* of a degree */, MOST_POINTS = 20, MOST_CELLS = 10 };

/* The length byte is so much more than the content, or a number of its own. */
static void part_length_more(random_message *m, const random_part *p)
{
    m->length_more = p->shape;
}

static void part_length(random_message *m, const random_part *p)
{
    m->length_byte = p->shape;
}

static void part_length_1_or_2(random_message *m, const random_part *p)
{
    m->length_byte = random_between(m, 1, 2);
    random_expect_integer(m, p->field, m->length_byte);
}

static void part_login_length(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    m->length_byte = random_once_in(m, 2) ? 0x0A : 0x0D;
}

/* The number says that this was stored; nothing on the wire does. */
static void part_stored(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    random_expect(m, "gt06.reupload", "1");
}

/* A byte of degrees, a nibble for south or west, 20 bits of millionths (core 8). */
static void put_degrees(random_message *m, const char *field, int most)
{
    int degrees = random_between(m, 0, most - 1);
    int millionths = random_between(m, 0, UNITS - 1);
    int minus = random_once_in(m, 2) ? random_between(m, 1, 15) : 0;
    double value = degrees + (double)millionths / UNITS;

    random_put(m, (uint64_t)degrees << 24 | (uint64_t)minus << 20 | (uint64_t)millionths, 4);
    random_expect_real(m, field, minus != 0 ? -value : value);
}

static void part_degrees(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int course = random_between(m, 0, 179);

    put_degrees(m, "gt06.latitude", 90);
    put_degrees(m, "gt06.longitude", 180);
    put_degrees(m, "gt06.latitude.second", 90);
    put_degrees(m, "gt06.longitude.second", 180);
    part_number(m, &(random_part){ .size = 1, .field = "gt06.speed" });
    random_put(m, (uint64_t)course, 1);
    random_expect_integer(m, "gt06.course", 2 * course);
}

static void part_alarm_bits(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned bits = (unsigned)random_number(m, 1);

    random_put(m, bits, 1);
    random_expect_integer(m, "gt06.alarm_bits.vibration", bits & 1);
    random_expect_integer(m, "gt06.alarm_bits.overspeed", bits >> 1 & 1);
    random_expect_integer(m, "gt06.alarm_bits.low_battery", bits >> 4 & 1);
}

/* Access points, whose number is the length byte, then cells, then perhaps alarm bits. */
static void part_wifi_cells(random_message *m, const random_part *p)
{
    int points = random_once_in(m, 3) ? 0 : random_between(m, 1, MOST_POINTS);
    int cells = random_between(m, 0, MOST_CELLS);

    m->length_byte = points;
    random_expect_integer(m, "gt06.wifi_count", points);
    part_wifi(m, &(random_part){ .size = points });
    random_put(m, (uint64_t)cells, 1);
    random_expect_integer(m, "gt06.cell_count", cells);
    part_net(m, &(random_part){ .shape = NET_NARROW });
    part_cells(m, &(random_part){ .size = cells, .shape = p->shape });
    if (random_once_in(m, 2))
        part_alarm_bits(m, p);
}

static void part_zone_hours(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int hours = random_between(m, -12, 14);

    random_put(m, (uint64_t)(hours & 0xFF), 1);
    random_expect_integer(m, "gt06.time_zone", 60 * hours);
}

/* Year of two bytes, month, day, hour, minute, second. */
static void part_wide_clock(random_message *m, const random_part *p)
{
    unsigned offset = m->content->len;
    guint8 year;

    do {
        g_byte_array_set_size(m->content, offset);
        g_array_set_size(m->values, 0);
        part_date(m, p);
    } while (m->content->data[offset] == 0); /* a clock that is not set */
    year = m->content->data[offset];
    g_byte_array_set_size(m->content, m->content->len + 1);
    memmove(m->content->data + offset + 2, m->content->data + offset + 1, 5);
    m->content->data[offset] = (guint8)((2000 + year) >> 8);
    m->content->data[offset + 1] = (guint8)((2000 + year) & 0xFF);
}

/* Hour and minute in BCD. */
static void part_time_of_day(random_message *m, const random_part *p)
{
    int hour = random_between(m, 0, 23);
    int minute = random_between(m, 0, 59);
    char text[8];

    random_put(m, (uint64_t)(hour / 10 << 4 | hour % 10), 1);
    random_put(m, (uint64_t)(minute / 10 << 4 | minute % 10), 1);
    g_snprintf(text, sizeof text, "%02d:%02d", hour, minute);
    random_expect(m, p->field, text);
}

static void part_alarm_clocks(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    for (int i = 0; i < 3; i++) {
        part_number(m, &(random_part){ .size = 1, .field = "gt06.schedule.weekdays" });
        part_time_of_day(m, &(random_part){ .field = "gt06.schedule.alarm_time" });
    }
}

static void put_digits(random_message *m, GString *text, const char *field, int count)
{
    GString *digits = g_string_new(NULL);

    while (count-- > 0)
        g_string_append_c(digits, (char)('0' + random_between(m, 0, 9)));
    random_expect(m, field, digits->str);
    g_string_append(text, digits->str);
    g_string_free(digits, TRUE);
}

/* So many digits, or a number of them. */
static void part_digits_text(random_message *m, const random_part *p)
{
    GString *text = g_string_new(NULL);

    put_digits(m, text, p->field, p->size > 0 ? p->size : random_between(m, 3, 20));
    random_put_bytes(m, text->str, text->len);
    g_string_free(text, TRUE);
}

/* name:number;name:number; ... or numbers alone, as `shape` says (extended 26.2). */
static void part_phone_list(random_message *m, const random_part *p)
{
    GString *text = g_string_new(NULL);

    for (int count = random_between(m, 1, 8); count > 0; count--) {
        if (p->shape != 0) {
            char *name = random_text(m, random_between(m, 1, 8));

            random_expect(m, "gt06.contact", name);
            g_string_append_printf(text, "%s:", name);
            g_free(name);
        }
        put_digits(m, text, "gt06.phone", random_between(m, 3, 12));
        g_string_append_c(text, ';');
    }
    random_put_bytes(m, text->str, text->len);
    random_expect(m, "gt06.text", text->str);
    g_string_free(text, TRUE);
}

/* A position that the server found, in text. */
static void part_position_text(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    double latitude = random_between(m, -89 * UNITS, 89 * UNITS) / (double)UNITS;
    double longitude = random_between(m, -179 * UNITS, 179 * UNITS) / (double)UNITS;
    char *text = g_strdup_printf("%+.6f,%+.6f", latitude, longitude);

    random_put_bytes(m, text, strlen(text));
    random_expect(m, "gt06.text", text);
    random_expect_real(m, "gt06.latitude", latitude);
    random_expect_real(m, "gt06.longitude", longitude);
    g_free(text);
}

static void part_interval_bcd(random_message *m, const random_part *p)
{
    int seconds = random_between(m, 10, 9999);

    random_put(m, (uint64_t)(seconds / 1000 << 4 | seconds / 100 % 10), 1);
    random_put(m, (uint64_t)(seconds / 10 % 10 << 4 | seconds % 10), 1);
    random_expect_integer(m, p->field, seconds);
}

static void part_enabled(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    static const char *const bits[] = {
        "gt06.enabled.gps",       "gt06.enabled.steps", "gt06.enabled.vibration",
        "gt06.enabled.bluetooth", "gt06.enabled.light", "gt06.enabled.sensor",
    };
    unsigned enabled = (unsigned)random_number(m, 1);

    random_put(m, enabled, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++)
        random_expect_integer(m, bits[i], enabled >> i & 1);
}

static void part_address_4(random_message *m, const random_part *p)
{
    char text[16];
    unsigned parts[4];

    for (int i = 0; i < 4; i++) {
        parts[i] = (unsigned)random_number(m, 1);
        random_put(m, parts[i], 1);
    }
    g_snprintf(text, sizeof text, "%u.%u.%u.%u", parts[0], parts[1], parts[2], parts[3]);
    random_expect(m, p->field, text);
}

/* clang-format off */
#define D(number, name, ...) \
    { name, number, DIALECT_FORM, FROM_TERMINAL, true, NULL, { __VA_ARGS__ } }
#define S(number, name, ...) \
    { name, number, DIALECT_FORM, FROM_SERVER, true, NULL, { __VA_ARGS__ } }
#define LENGTH_MORE(more)  { part_length_more, .shape = (more) }
#define LENGTH(value)      { part_length, .shape = (value) }
#define BCD_DATE           { part_date_bcd, 6, "gt06.time" }
#define DEGREES            DATE, { part_degrees }, NUMBER(1, "satellites"), UNKNOWN(6)
#define ALTITUDE           SIGNED(2, "altitude", 0, TWOS_COMPLEMENT)
#define STATUS_HEAD        BATTERY_PERCENT, NUMBER(1, "software_version"), { part_zone_hours }, \
                           { part_number, 1, "gt06.status_interval", 1.0 / 60 }
#define SWITCH(name)       CHOICE(1, name, 0, 1)
#define TIME_OF_DAY(name)  { part_time_of_day, 2, "gt06.schedule." name }
#define PERIOD             TIME_OF_DAY("from"), TIME_OF_DAY("to")
#define NO_CONTENT         LENGTH(1)
#define NARROW             { part_wifi_cells, .shape = CELL_CI2 }
#define WIDE               { part_wifi_cells, .shape = CELL_LAC4_CI4 }

const random_kind random_dialect_login = D(0x01, "dialect, login", { part_login_length }, IMEI,
                                           NUMBER(1, "software_version"));

const random_kind random_dialect_kinds[] = {
    S(0x01, "dialect, login answer", LENGTH(1), NUMBER(1, "login_result")),
    S(0x05, "dialect, listen", NUMBER(1, "listen_mode")),
    D(0x08, "dialect, heartbeat", NO_CONTENT),
    D(0x08, "dialect, degrees", DEGREES),
    D(0x09, "dialect, degrees", { part_stored }, DEGREES),
    D(0x10, "dialect, old position", LENGTH_MORE(0), DATE, GPS),
    D(0x11, "dialect, old position", LENGTH_MORE(0), { part_stored }, DATE, GPS),
    D(0x10, "dialect, new position", LENGTH_MORE(0), DATE, GPS, ALTITUDE, { part_alarm_bits }),
    D(0x11, "dialect, new position", LENGTH_MORE(0), { part_stored }, DATE, GPS, ALTITUDE,
      { part_alarm_bits }),
    S(0x10, "dialect, time echo", LENGTH(0), DATE),
    D(0x13, "dialect, status of 4", LENGTH_MORE(2), STATUS_HEAD),
    D(0x13, "dialect, status of 5", LENGTH_MORE(2), STATUS_HEAD, GSM),
    D(0x13, "dialect, status of 9", LENGTH_MORE(1), STATUS_HEAD, GSM, BYTES(3, "temperature.raw"),
      FLAG("charging")),
    S(0x13, "dialect, status answer", LENGTH(2),
      { part_number, 1, "gt06.status_interval", 1.0 / 60 }),
    D(0x14, "dialect, sleep", NO_CONTENT),
    S(0x16, "dialect, white list entries", NUMBER(1, "white_list.count")),
    D(0x17, "dialect, Wi-Fi", { part_stored }, BCD_DATE, NARROW),
    D(0x18, "dialect, Wi-Fi", BCD_DATE, WIDE),
    D(0x19, "dialect, Wi-Fi", { part_stored }, BCD_DATE, NARROW),
    D(0x1A, "dialect, Wi-Fi", BCD_DATE, NARROW),
    D(0x69, "dialect, Wi-Fi", BCD_DATE, NARROW),
    D(0x69, "dialect, Wi-Fi, wide", BCD_DATE, WIDE),
    S(0x69, "dialect, time echo", LENGTH(0), BCD_DATE),
    S(0x17, "dialect, time echo", LENGTH(0), BCD_DATE),
    S(0x69, "dialect, resolved", { part_position_text }),
    D(0x30, "dialect, time request", NO_CONTENT),
    S(0x30, "dialect, clock", LENGTH_MORE(0), { part_wide_clock, 6, "gt06.time" }),
    S(0x33, "dialect, LBS upload", SWITCH("lbs_upload")),
    S(0x34, "dialect, upload times", SWITCH("schedule.gps"), SWITCH("schedule.period_off"), PERIOD,
      SWITCH("schedule.lbs"), SWITCH("schedule.power_on"), TIME_OF_DAY("power_on_time"),
      SWITCH("schedule.power_off"), TIME_OF_DAY("power_off_time")),
    S(0x40, "dialect, number", { part_digits_text, 0, "gt06.phone" }),
    S(0x42, "dialect, number", { part_digits_text, 0, "gt06.phone" }),
    D(0x41, "dialect, key", NUMBER(1, "key_dialled")),
    S(0x44, "dialect, stop", NO_CONTENT),
    S(0x46, "dialect, GPS off", SWITCH("schedule.gps_off"), PERIOD),
    S(0x47, "dialect, do not disturb", SWITCH("schedule.do_not_disturb"),
      NUMBER(1, "schedule.weekdays"), PERIOD, PERIOD),
    S(0x48, "dialect, power", NUMBER(1, "power_command")),
    S(0x49, "dialect, find", SWITCH("find")),
    S(0x50, "dialect, alarm clocks", { part_alarm_clocks }),
    D(0x56, "dialect, worn", SWITCH("worn")),
    D(0x57, "dialect, settings request", NO_CONTENT),
    S(0x57, "dialect, settings", { part_interval_bcd, 2, "gt06.upload_interval" }, { part_enabled },
      { part_alarm_clocks }, SWITCH("schedule.do_not_disturb"), NUMBER(1, "schedule.weekdays"),
      PERIOD, PERIOD, SWITCH("schedule.gps_timer"), PERIOD, { part_phone_list }),
    S(0x58, "dialect, white list", { part_phone_list, .shape = 1 }),
    S(0x61, "dialect, light", SWITCH("light")),
    S(0x64, "dialect, record", NUMBER(1, "record_command")),
    S(0x65, "dialect, record", SCALED(1, "record_time", 1)),
    /* 65 with a file name has a length byte of 1, by which 26.1 cannot cut it: left out. */
    S(0x66, "dialect, server", { part_address_4, 4, "gt06.server.address" },
      NUMBER(2, "server.port")),
    D(0x67, "dialect, password", NUMBER(1, "password_recovery")),
    S(0x80, "dialect, locate", { part_length_1_or_2, 0, "gt06.locate.mode" }),
    D(0x80, "dialect, refusal", NUMBER(1, "locate.refusal")),
    D(0x81, "dialect, charge", { part_length_1_or_2, 0, "gt06.charge_event" }),
    D(0x82, "dialect, charger", NO_CONTENT),
    D(0x83, "dialect, charger", NO_CONTENT),
    D(0x86, "dialect, overspeed", NUMBER(1, "overspeed")),
    S(0x86, "dialect, speed limit", NUMBER(1, "speed_limit")),
    S(0x92, "dialect, vibration", NUMBER(1, "vibration_level")),
    D(0x94, "dialect, vibration", NO_CONTENT),
    S(0x97, "dialect, interval", SCALED(2, "upload_interval", 1)),
    D(0x98, "dialect, interval", SCALED(2, "upload_interval", 1)),
    D(0x99, "dialect, SOS", NO_CONTENT),
    D(0xB3, "dialect, ICCID", { part_digits_text, 20, "gt06.iccid" }),
    { NULL }
};
/* clang-format on */
