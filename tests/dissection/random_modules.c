/* random_modules.c
 * Lists of modules: id, length, value (core 6.39; extended 15, 23, 25.1, 31.5).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

#include <string.h>

enum { MOST_VALUE_PARTS = 7, MOST_MODULES = 40 };

typedef struct {
    unsigned id;
    random_part parts[MOST_VALUE_PARTS];
} module;

static void part_event(random_message *m, const random_part *p);
static void part_gps_module(random_message *m, const random_part *p);
static void part_tag(random_message *m, const random_part *p);
static void part_neighbours(random_message *m, const random_part *p);
static void part_points(random_message *m, const random_part *p);
static void part_short_text(random_message *m, const random_part *p);
static void part_any_bytes(random_message *m, const random_part *p);
static void part_any_width(random_message *m, const random_part *p);
static void part_door(random_message *m, const random_part *p);
static void part_course_first(random_message *m, const random_part *p);
static void part_bluetooth(random_message *m, const random_part *p);
static void part_tenths(random_message *m, const random_part *p);

static const module modules_a[] = {
    { 0x0000, { { part_number, 1, "gt06.packet_class" } } },
    { 0x0001, { { part_digits, 8, "gt06.imei", .shape = PADDED_IN_FRONT } } },
    { 0x0002, { { part_digits, 8, "gt06.imsi", .shape = PADDED_EITHER_SIDE } } },
    { 0x0003, { { part_digits, 10, "gt06.iccid", .shape = PADDED_BEHIND } } },
    { 0x0009, { { part_number, 1, "gt06.satellites" } } },
    { 0x000A, { { part_number, 1, "gt06.satellites_visible" } } },
    { 0x0011, { { part_net, .shape = NET_WIDE }, { part_cell, .shape = CELL_2G } } },
    { 0x0012, { { part_neighbours } } },
    { 0x0013, { { part_points } } },
    { 0x0016, { { part_number, 1, "gt06.csq" } } },
    { 0x0018, { { part_number, 2, "gt06.battery_voltage", 100 } } },
    { 0x0019, { { part_number, 1, "gt06.charge_state" } } },
    { 0x001F, { { part_number, 1, "gt06.alarm" } } },
    { 0x0026, { { part_short_text, .field = "gt06.version" } } },
    { 0x0027, { { part_any_width, .field = "gt06.external_voltage", .scale = 100 } } },
    { 0x0028, { { part_number, 1, "gt06.hdop", 10 } } },
    { 0x0029, { { part_number, 4, "gt06.record_number" } } },
    { 0x002A, { { part_door } } },
    { 0x002B, { { part_number, 1, "gt06.boot_reason" } } },
    { 0x002C, { { part_unix_time, .field = "gt06.time" } } },
    { 0x002E, { { part_number, 4, "gt06.mileage" } } },
    { 0x0030, { { part_number, 2, "gt06.mode_parameter" },
                { part_number, 2, "gt06.mode_parameter" },
                { part_number, 2, "gt06.mode_parameter" },
                { part_number, 2, "gt06.mode_parameter" },
                { part_number, 2, "gt06.mode_parameter" } } },
    { 0x0032, { { part_number, 1, "gt06.startup_status" } } },
    { 0x0033, { { part_gps_module } } },
    { 0x0034, { { part_event } } },
    { 0x0035, { { part_number, 1, "gt06.location_source" } } },
    { 0x0037, { { part_number, 2, "gt06.temperature.unscaled", 1, TWOS_COMPLEMENT } } },
    { 0x0038, { { part_number, 2, "gt06.humidity.unscaled" } } },
    { 0x0039, { { part_number, 1, "gt06.working_mode" }, { part_number, 2, "gt06.mode_time" } } },
    { 0x003A, { { part_number, 1, "gt06.motion" } } },
    { 0x003B, { { part_number, 2, "gt06.accuracy", 100 } } },
    { 0x003C, { { part_bytes, 4, "gt06.unknown" } } },
    { 0x003D, { { part_any_bytes, .field = "gt06.unknown" } } },
    { 0x0043, { { part_net, .shape = NET_WIDE }, { part_cell, .shape = CELL_CI4_LITTLE_ENDIAN } } },
    { 0x006A, { { part_choice, 1, "gt06.battery_level", .shape = 100 } } },
    { 0x007F, { { part_tag } } },
    { 0x1000, { { part_bytes, 1, "gt06.unknown" } } },
    { 0x4A4A, { { part_any_bytes, .field = "gt06.unknown" } } }, /* in no document */
};

static const module modules_f1[] = {
    { 0x0001, { { part_number, 1, "gt06.motion_status" } } },
    { 0x0002, { { part_flag, .field = "gt06.armed" } } },
    { 0x0003, { { part_bytes, 1, "gt06.unknown" } } },
    { 0x0004, { { part_flag, .field = "gt06.acc" } } },
    { 0x0005, { { part_number, 2, "gt06.battery_voltage", 100 } } },
    { 0x0006, { { part_bytes, 1, "gt06.unknown" } } },
    { 0x0007, { { part_flag, .field = "gt06.charging" } } },
    { 0x000A, { { part_number, 2, "gt06.charge_voltage" } } },
    { 0x000B, { { part_tenths, .field = "gt06.battery_temperature", .shape = 0x7FFF } } },
    { 0x1000, { { part_bytes, 1, "gt06.unknown" } } },
};

static const module modules_f2[] = {
    { 0x000A, { { part_bluetooth } } },
    { 0x000B, { { part_course_first } } },
    { 0x000C, { { part_choice, 1, "gt06.external_battery.level", .shape = 100 },
                { part_flag, .field = "gt06.external_battery.charging" },
                { part_number, 2, "gt06.external_battery.cycles" },
                { part_bytes, 6, "gt06.unknown" } } },
};

static const module modules_98[] = {
    { 0x00, { { part_digits, 8, "gt06.imei", .shape = PADDED_IN_FRONT } } },
    { 0x01, { { part_digits, 8, "gt06.imsi", .shape = PADDED_IN_FRONT } } },
    { 0x02, { { part_digits, 10, "gt06.iccid", .shape = PADDED_BEHIND } } },
    { 0x03, { { part_bytes, 16, "gt06.chip_id" } } },
    { 0x04, { { part_address, .field = "gt06.bluetooth.mac" } } },
    { 0x05, { { part_fixed_text, 6, "gt06.lock.password" } } },
    { 0x06, { { part_bytes, 16, "gt06.lock.key" } } },
    { 0x07, { { part_short_text, .field = "gt06.version" } } },
};

#define TABLE(table) (table), G_N_ELEMENTS(table)

/* How a list is built; `escape`: a length may be sent as 0 and the length (extended 23.2). */
static const struct {
    const module *modules;
    size_t count;
    int id_size;
    int length_size;
    bool escape;
} lists[] = {
    [MODULES_1] = { TABLE(modules_a), 2, 1, false },
    [MODULES_2] = { TABLE(modules_a), 2, 2, false },
    [MODULES_F1] = { TABLE(modules_f1), 2, 1, true },
    [MODULES_F2] = { TABLE(modules_f2), 2, 1, true },
    [MODULES_98] = { TABLE(modules_98), 1, 2, false },
};

/* Writes one module; takes it back and returns false if it does not fit. */
static bool put_module(random_message *m, int list)
{
    const module *chosen = &lists[list].modules[random_between(m, 0, (int)lists[list].count - 1)];
    unsigned begin = m->content->len;
    unsigned values = m->values->len;
    int length_size = lists[list].length_size;
    unsigned at;
    unsigned size;

    random_put(m, chosen->id, lists[list].id_size);
    random_expect_integer(m, "gt06.module", chosen->id);
    if (lists[list].escape && random_once_in(m, 3))
        random_put(m, 0, 1);
    at = m->content->len;
    random_put(m, 0, length_size);
    for (int i = 0; i < MOST_VALUE_PARTS && chosen->parts[i].write != NULL; i++)
        chosen->parts[i].write(m, &chosen->parts[i]);
    size = m->content->len - at - (unsigned)length_size;
    if (m->content->len > m->room || (length_size == 1 && size > 255)) {
        g_byte_array_set_size(m->content, begin);
        g_array_set_size(m->values, values);
        return false;
    }
    m->content->data[at + (unsigned)length_size - 1] = (guint8)size;
    if (length_size == 2)
        m->content->data[at] = (guint8)(size >> 8);
    random_expect_integer(m, "gt06.module.length", size);
    return true;
}

/* None at all, a few, or as many as there is room for. */
void part_modules(random_message *m, const random_part *p)
{
    int count = random_between(m, 0, random_once_in(m, 5) ? MOST_MODULES : 6);

    while (count-- > 0 && put_module(m, p->shape))
        continue;
}

/* Code, time, and as many bytes more as a length says (extended 15.3). */
static void part_event(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int extra = random_once_in(m, 2) ? 0 : random_between(m, 1, 12);

    part_number(m, &(random_part){ .size = 1, .field = "gt06.event" });
    part_unix_time(m, &(random_part){ .field = "gt06.event.time" });
    random_put(m, (uint64_t)extra, 1);
    random_expect_integer(m, "gt06.event.length", extra);
    if (extra > 0)
        part_bytes(m, &(random_part){ .size = extra, .field = "gt06.event.extra" });
}

/* The whole byte counts satellites here (extended 15.2); otherwise as elsewhere. */
static void part_gps_module(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned offset;

    part_unix_time(m, &(random_part){ .field = "gt06.time" });
    part_number(m, &(random_part){ .size = 1, .field = "gt06.satellites" });
    part_number(m, &(random_part){ .size = 2, .field = "gt06.altitude", .shape = TWOS_COMPLEMENT });
    /* A GPS block without its first byte. */
    offset = m->content->len;
    part_gps(m, &(random_part){ .shape = ANY_ACC });
    g_byte_array_remove_index(m->content, offset);
    for (unsigned i = m->values->len; i > 0; i--) {
        if (g_str_equal(g_array_index(m->values, random_value, i - 1).field, "gt06.satellites")) {
            g_array_remove_index(m->values, i - 1);
            break;
        }
    }
}

/* Extended 15.1; 7FFF is a voltage that is not known. */
static void part_tag(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    static const random_part rest[] = {
        { part_choice, 1, "gt06.tag.battery_level", .shape = 100 },
        { part_number, 2, "gt06.tag.temperature", 10, TWOS_COMPLEMENT },
        { part_number, 2, "gt06.tag.humidity", 10, TWOS_COMPLEMENT },
        { part_number, 1, "gt06.tag.status" },
    };
    int voltage = random_between(m, 0, 0x7FFE);

    part_address(m, &(random_part){ .field = "gt06.tag.id" });
    if (random_once_in(m, 4)) {
        random_put(m, 0x7FFF, 2);
    } else {
        random_put(m, (uint64_t)voltage, 2);
        random_expect_real(m, "gt06.tag.battery_voltage", voltage / 1000.0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rest); i++)
        rest[i].write(m, &rest[i]);
}

static void part_neighbours(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    part_cells(m, &(random_part){ .size = random_between(m, 0, 8), .shape = CELL_2G });
}

static void part_points(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    part_wifi(m, &(random_part){ .size = random_between(m, 0, 8) });
}

static void part_short_text(random_message *m, const random_part *p)
{
    char *text = random_text(m, random_between(m, 1, 40));

    random_put_bytes(m, text, strlen(text));
    random_expect(m, p->field, text);
    g_free(text);
}

static void part_any_bytes(random_message *m, const random_part *p)
{
    part_bytes(m, &(random_part){ .size = random_between(m, 1, 20), .field = p->field });
}

/* An integer of the length that its module says (core 6.39). */
static void part_any_width(random_message *m, const random_part *p)
{
    part_number(m, &(random_part){ .size = random_between(m, 1, 4), .field = p->field,
                                   .scale = p->scale });
}

/* Of unknown sign: only what is the same with and without one (extended 31.5). */
static void part_tenths(random_message *m, const random_part *p)
{
    int value = random_between(m, 0, p->shape);

    random_put(m, (uint64_t)value, 2);
    random_expect_real(m, p->field, value / 10.0);
}

static void part_door(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned inputs = (unsigned)random_number(m, 1);

    random_put(m, inputs, 1);
    random_expect_integer(m, "gt06.door_inputs", inputs);
    random_expect_integer(m, "gt06.tamper", (inputs & 0xF0) != 0);
    random_expect_integer(m, "gt06.door", (inputs & 0x0F) != 0);
}

/* COURSE, latitude, longitude (extended 23.2): the end of a GPS block, put first. */
static void part_course_first(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned offset = m->content->len;
    unsigned values = m->values->len;
    guint8 block[12];

    part_gps(m, &(random_part){ .shape = ANY_ACC });
    for (int i = 0; i < 12; i++)
        block[i] = m->content->data[offset + (unsigned)i];
    g_byte_array_set_size(m->content, offset);
    random_put_bytes(m, block + 10, 2);
    random_put_bytes(m, block + 1, 8);
    for (unsigned i = m->values->len; i > values; i--) {
        const char *field = g_array_index(m->values, random_value, i - 1).field;

        if (g_str_equal(field, "gt06.satellites") || g_str_equal(field, "gt06.speed"))
            g_array_remove_index(m->values, i - 1);
    }
}

/* Type and address, event, data, which are text if their type is 2 (extended 23.2). */
static void part_bluetooth(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int type = random_between(m, 1, 3);
    int size = random_between(m, 0, 30);
    char *text = random_text(m, size);

    part_number(m, &(random_part){ .size = 1, .field = "gt06.peripheral.mac_type" });
    part_address(m, &(random_part){ .field = "gt06.peripheral.mac" });
    part_number(m, &(random_part){ .size = 1, .field = "gt06.peripheral.event" });
    part_number(m, &(random_part){ .size = 1, .field = "gt06.peripheral.event_data" });
    random_put(m, (uint64_t)type, 1);
    random_expect_integer(m, "gt06.peripheral.data_type", type);
    if (type == 2) {
        random_put_bytes(m, text, (size_t)size);
        if (size > 0)
            random_expect(m, "gt06.peripheral.text", text);
    } else if (size > 0) {
        part_bytes(m, &(random_part){ .size = size, .field = "gt06.peripheral.data" });
    }
    g_free(text);
}
