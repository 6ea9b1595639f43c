/* random_vehicle.c
 * What messages about vehicles carry: settings, sensors, recorders, OBD, serial data.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

#include <string.h>

static void put_text(random_message *m, const char *field, const char *text)
{
    random_put_bytes(m, text, strlen(text));
    if (*text != '\0')
        random_expect(m, field, text);
}

/* Bit 0 door, 1 trigger level, 2 state of the input (extended 17.4). */
void part_door_io(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned bits = (unsigned)random_number(m, 1);

    random_put(m, bits, 1);
    random_expect_integer(m, "gt06.door", bits & 1);
    random_expect_integer(m, "gt06.door_io.level", bits >> 1 & 1);
    random_expect_integer(m, "gt06.door_io.state", bits >> 2 & 1);
}

/* ---- 0x94, type 04: KEY=value; and so on (extended 17.3) ---- */

/* A byte in two hexadecimal digits, with a field of its own. */
static char *hex_setting(random_message *m, const char *field)
{
    unsigned byte = (unsigned)random_number(m, 1);

    random_expect_integer(m, field, byte);
    if (g_str_equal(field, "gt06.settings.status"))
        random_expect_integer(m, "gt06.armed", byte >> 7);
    return g_strdup_printf("%02X", byte);
}

static char *number_setting(random_message *m, const char *field, int digits)
{
    GString *number = g_string_new(NULL);

    while (digits-- > 0)
        g_string_append_c(number, (char)('0' + random_between(m, 0, 9)));
    random_expect(m, field, number->str);
    return g_string_free(number, FALSE);
}

static void put_setting(random_message *m, GString *text, const char *key, char *value)
{
    random_expect(m, "gt06.text.key", key);
    random_expect(m, "gt06.text.value", value);
    g_string_append_printf(text, "%s=%s;", key, value);
    g_free(value);
}

static void put_fence(random_message *m, GString *text)
{
    char key[16];
    char *value = g_strdup_printf(
        "%s,%d,%d.%06d,%d.%06d,%d,%s,%d", random_once_in(m, 2) ? "ON" : "OFF",
        random_between(m, 0, 1), random_between(m, -89, 89), random_between(m, 0, 999999),
        random_between(m, -179, 179), random_between(m, 0, 999999), random_between(m, 1, 9999),
        random_once_in(m, 2) ? "IN" : "OUT", random_between(m, 0, 3));

    /* Without "=" the key ends at the first comma. */
    g_snprintf(key, sizeof key, "GFENCE%d", random_between(m, 1, 9));
    random_expect(m, "gt06.text.key", key);
    random_expect(m, "gt06.text.value", value);
    g_string_append_printf(text, "%s,%s;", key, value);
    g_free(value);
}

void part_settings(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    static const char *const bytes[][2] = {
        { "ALM1", "gt06.settings.alarms_1" }, { "ALM2", "gt06.settings.alarms_2" },
        { "ALM3", "gt06.settings.alarms_3" }, { "ALM4", "gt06.settings.alarms_4" },
        { "STA1", "gt06.settings.status" },   { "DYD", "gt06.settings.cut_off" },
    };
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(bytes); i++) {
        if (!random_once_in(m, 4))
            put_setting(m, text, bytes[i][0], hex_setting(m, bytes[i][1]));
    }
    if (random_once_in(m, 2))
        put_setting(m, text, "SOS", g_strdup_printf("%d,,", random_between(m, 100, 999999)));
    if (random_once_in(m, 2))
        put_setting(m, text, "MODE", g_strdup_printf("MODE,1,%d", random_between(m, 10, 999)));
    if (random_once_in(m, 2))
        put_setting(m, text, "ICCID", number_setting(m, "gt06.iccid", 20));
    if (random_once_in(m, 2))
        put_setting(m, text, "IMSI", number_setting(m, "gt06.imsi", 15));
    if (random_once_in(m, 3))
        put_fence(m, text);
    if (text->len == 0)
        put_setting(m, text, "CENTER", g_strdup_printf("%d", random_between(m, 100, 999999)));
    if (random_once_in(m, 3))
        g_string_truncate(text, text->len - 1); /* the last semicolon is optional */
    put_text(m, "gt06.text", text->str);
    g_string_free(text, TRUE);
}

/* ---- 0x94, other types ---- */

static void put_signals(random_message *m, const char *count_field, const char *signal_field)
{
    int count = random_between(m, 0, 16);

    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, count_field, count);
    for (int i = 0; i < count; i++)
        part_number(m, &(random_part){ .size = 1, .field = signal_field });
}

/* Mode, satellites used and visible, each with its signals; of two systems (extended 17.7). */
void part_satellite_systems(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    for (int system = 0; system < 2; system++) {
        part_choice(m, &(random_part){ .size = 1, .field = "gt06.satellite_mode", .shape = 4 });
        put_signals(m, "gt06.satellites", "gt06.snr");
        put_signals(m, "gt06.satellites_visible", "gt06.snr.visible");
    }
}

/* A number as the sensor writes it: three digits, a point, three digits. */
static char *sensor_number(random_message *m, const char *field)
{
    int thousandths = random_between(m, 0, 999999);

    random_expect_real(m, field, thousandths / 1000.0);
    return g_strdup_printf("%03d.%03d", thousandths / 1000, thousandths % 1000);
}

/* Extended 17.10; the sum is that of all characters before the last comma. */
void part_fuel_text(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    char *level = sensor_number(m, "gt06.fuel.output");
    char *temperature = sensor_number(m, "gt06.temperature");
    char *measured = sensor_number(m, "gt06.fuel");
    GString *text = g_string_new(NULL);
    unsigned sum = 0;

    g_string_printf(text, "!AIOIL,%02d,%s,%s,519J,0200,%s,%d,00", random_between(m, 1, 99), level,
                    temperature, measured, random_between(m, 0, 1));
    for (gsize i = 0; i < text->len; i++)
        sum += (unsigned char)text->str[i];
    g_string_append_printf(text, ",%02X", sum & 0xFF);
    random_expect_integer(m, "gt06.fuel.checksum", sum & 0xFF);
    put_text(m, "gt06.text", text->str);
    g_string_free(text, TRUE);
    g_free(level);
    g_free(temperature);
    g_free(measured);
}

void part_probes(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int count = random_list_length(m, 10, 1, 255);

    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.probe_count", count);
    for (int i = 0; i < count; i++) {
        part_bytes(m, &(random_part){ .size = 8, .field = "gt06.probe.rom" });
        part_number(m, &(random_part){ NULL, 2, "gt06.temperature", 100, TWOS_COMPLEMENT });
    }
}

/* 02, length 08, card, XOR of the card's bytes, 03 (extended 17.12). */
void part_reader_frame(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned sum = 0;

    random_put(m, 0x0208, 2);
    part_bytes(m, &(random_part){ .size = 4, .field = "gt06.driver_id" });
    for (unsigned i = m->content->len - 4; i < m->content->len; i++)
        sum ^= m->content->data[i];
    random_put(m, sum, 1);
    random_put(m, 0x03, 1);
}

void part_card_text(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    char *card = g_strdup_printf("%08X%04X", g_rand_int(m->dice), g_rand_int(m->dice) & 0xFFFF);
    char *text = g_strconcat("RFID:", card, NULL);

    put_text(m, "gt06.text", text);
    random_expect(m, "gt06.driver_id", card);
    if (random_once_in(m, 2))
        random_put_bytes(m, "\r\n", 2);
    g_free(text);
    g_free(card);
}

/* Bit 15 minus, bit 12 no value, bits 11-0 in 0.1 degree; humidity, FF for none (extended 17.15).
 */
void part_sensors(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int count = random_list_length(m, 3, 1, 255);

    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.sensor_count", count);
    for (int i = 0; i < count; i++) {
        int tenths = random_between(m, 0, 0xFFF);
        int sign = random_once_in(m, 2) ? 0x8000 : 0;
        bool valid = !random_once_in(m, 6);
        int humidity = random_once_in(m, 6) ? 0xFF : random_between(m, 0, 100);

        random_put(m, (uint64_t)(tenths | sign | (valid ? 0 : 0x1000)), 2);
        random_put(m, (uint64_t)humidity, 1);
        if (valid)
            random_expect_real(m, "gt06.temperature", tenths / (sign != 0 ? -10.0 : 10.0));
        if (humidity != 0xFF)
            random_expect_real(m, "gt06.humidity", humidity);
    }
}

/* ---- 0x95 ---- */

/* Satellites are the low nibble; the course stands behind the coordinates (extended 18.2, 18.3). */
void part_lat_lon_course(random_message *m, const random_part *p)
{
    unsigned offset = m->content->len;
    unsigned values = m->values->len;
    guint8 block[12];

    part_gps(m, &(random_part){ .shape = ANY_ACC });
    memcpy(block, m->content->data + offset, sizeof block);
    g_byte_array_set_size(m->content, offset);
    if (p->shape == WITH_SATELLITES)
        random_put_bytes(m, block, 1);
    random_put_bytes(m, block + 1, 8);
    random_put_bytes(m, block + 10, 2);
    for (unsigned i = m->values->len; i > values; i--) {
        const char *field = g_array_index(m->values, random_value, i - 1).field;

        if (g_str_equal(field, "gt06.speed") ||
            (g_str_equal(field, "gt06.satellites") && p->shape != WITH_SATELLITES))
            g_array_remove_index(m->values, i - 1);
    }
}

/* Names of files, separated by commas; or none (extended 18.5). */
void part_files(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    GString *names = g_string_new(NULL);

    for (int count = random_between(m, 0, 3); count > 0; count--) {
        char *name = g_strdup_printf("EVENT_%015" G_GUINT64_FORMAT "_%08d_%c_%02d.mp4",
                                     random_number(m, 6), random_between(m, 0, 99999999),
                                     random_once_in(m, 2) ? 'I' : 'F', random_between(m, 5, 99));

        random_expect(m, "gt06.file", name);
        g_string_append_printf(names, "%s%s", names->len > 0 ? "," : "", name);
        g_free(name);
    }
    put_text(m, "gt06.files", names->str);
    g_string_free(names, TRUE);
}

/* ---- OBD and batteries ---- */

typedef struct {
    const char *key;
    const char *field; /* NULL for one without a field of its own */
} obd_item;

/* Extended 13.1: item and one more digit. */
static const obd_item live_items[] = {
    { "283", "gt06.obd.mileage" },
    { "2B3", "gt06.obd.fuel_level" },
    { "2D3", "gt06.obd.coolant_temperature" },
    { "303", "gt06.obd.battery_voltage" },
    { "353", "gt06.obd.speed" },
    { "363", "gt06.obd.rpm" },
    { "473", "gt06.obd.fuel_used" },
    { "493", "gt06.obd.engine_hours" },
    { "393", NULL },
    { "173", NULL },
    { "503", NULL },
};

/* Extended 13.2: mode and PID. */
static const obd_item pids[] = {
    { "2104", "gt06.obd.load" },
    { "2105", "gt06.obd.coolant_temperature" },
    { "210b", "gt06.obd.manifold_pressure" },
    { "210c", "gt06.obd.rpm" },
    { "210d", "gt06.obd.speed" },
    { "210f", "gt06.obd.intake_temperature" },
    { "212f", "gt06.obd.fuel_level" },
    { "2145", "gt06.obd.throttle" },
    { "21a6", "gt06.obd.mileage" },
    { "2199", NULL },
};

static void put_obd_item(random_message *m, GString *text, const obd_item *item)
{
    uint32_t value = (uint32_t)random_number(m, 4);

    random_expect(m, "gt06.obd.item", item->key);
    random_expect_real(m, "gt06.obd.value", value / 100.0);
    if (item->field != NULL)
        random_expect_real(m, item->field, value / 100.0);
    g_string_append_printf(text, "%s=%08x,", item->key, value);
}

/* Pairs behind a comma in 0x66; in 0x8C one may be the VIN; values are hundredths in hex. */
void part_obd_items(random_message *m, const random_part *p)
{
    bool live = p->shape == OBD_LIVE;
    GString *text = g_string_new(live ? "" : ",");
    int count = random_list_length(m, 16, 12 + 32, 60);

    while (count-- > 0) {
        if (live && random_once_in(m, 10)) {
            char *vin = random_text(m, 17);

            random_expect(m, "gt06.obd.item", "4A");
            random_expect(m, "gt06.obd.vin", vin);
            g_string_append_printf(text, "4A=%s,", vin);
            g_free(vin);
        } else if (live) {
            put_obd_item(m, text,
                         &live_items[random_between(m, 0, (int)G_N_ELEMENTS(live_items) - 1)]);
        } else {
            put_obd_item(m, text, &pids[random_between(m, 0, (int)G_N_ELEMENTS(pids) - 1)]);
        }
    }
    put_text(m, "gt06.text", text->str);
    g_string_free(text, TRUE);
}

/* Trouble codes; nothing but their number is known, so they are text (extended 13.3). */
void part_trouble_codes(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    GString *text = g_string_new(NULL);

    for (int count = random_between(m, 1, 6); count > 0; count--) {
        char code[8];

        g_snprintf(code, sizeof code, "P%04d", random_between(m, 0, 9999));
        random_expect(m, "gt06.obd.text", code);
        g_string_append_printf(text, "%s%s", text->len > 0 ? "," : "", code);
    }
    put_text(m, "gt06.text", text->str);
    g_string_free(text, TRUE);
}

/* value / 10 - 273.1 (extended 10). */
void part_kelvin(random_message *m, const random_part *p)
{
    int tenths = random_between(m, 0, 0xFFFF);

    random_put(m, (uint64_t)tenths, 2);
    random_expect_real(m, p->field, tenths / 10.0 - 273.1);
}

void part_cell_voltages(random_message *m, const random_part *p)
{
    for (int i = 0; i < p->size; i++)
        part_number(m, &(random_part){ NULL, 2, "gt06.bms.cell_voltage", 1000 });
}

/* ---- 0x9B ---- */

static void put_card_frame(random_message *m)
{
    unsigned sum = 0;
    GString *digits = g_string_new(NULL);
    char *card;

    for (int i = 0; i < 5; i++) {
        unsigned byte = (unsigned)random_number(m, 1);

        sum ^= byte;
        g_string_append_printf(digits, "%02X", byte);
    }
    card = g_strdup(digits->str);
    g_string_append_printf(digits, "%02X", sum);
    random_put(m, 0x02, 1);
    random_put_bytes(m, digits->str, digits->len);
    random_put(m, 0x03, 1);
    random_expect(m, "gt06.driver_id", card);
    g_string_free(digits, TRUE);
    g_free(card);
}

static void put_sensor_frame(random_message *m)
{
    unsigned offset = m->content->len;
    unsigned sum = 0;

    random_put(m, 0x3C0301, 3);
    part_number(m, &(random_part){ NULL, 2, "gt06.temperature", 10, TWOS_COMPLEMENT });
    for (unsigned i = offset; i < m->content->len; i++)
        sum ^= m->content->data[i];
    random_put(m, sum, 1);
    random_put(m, '\r', 1);
}

/* What a card reader, a temperature sensor or something unknown sent (extended 19). */
void part_serial_data(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned offset = m->content->len;

    switch (random_between(m, 1, 4)) {
    case 1:
        put_card_frame(m);
        break;
    case 2:
        put_sensor_frame(m);
        break;
    case 3: {
        char *text = random_text(m, random_between(m, 1, 60));

        put_text(m, "gt06.text", text);
        g_free(text);
        return;
    }
    default:
        random_put(m, 0x80, 1); /* no text */
        for (int i = random_between(m, 0, 60); i > 0; i--)
            random_put(m, random_number(m, 1), 1);
    }
    random_expect_hex(m, "gt06.serial.data", offset, "");
}

/* The same behind a length (extended 20). */
void part_counted_data(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int size = random_list_length(m, 1, 1 + 1, 254);

    random_put(m, (uint64_t)(size + 1), 1);
    random_expect_integer(m, "gt06.serial.length", size + 1);
    random_put(m, 0x80, 1);
    for (int i = 0; i < size; i++)
        random_put(m, random_number(m, 1), 1);
    random_expect_hex(m, "gt06.serial.data", m->content->len - (unsigned)size - 1, "");
}
