/* random_state.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

#include <string.h>

/* Core 3.6. */
void part_terminal(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned info = (unsigned)random_number(m, 1);

    random_put(m, info, 1);
    random_expect_integer(m, "gt06.terminal_information", info);
    random_expect_integer(m, "gt06.relay", (info & 0x80) != 0);
    random_expect_integer(m, "gt06.gps_tracking", (info & 0x40) != 0);
    random_expect_integer(m, "gt06.status.alarm", info >> 3 & 7);
    random_expect_integer(m, "gt06.charging", (info & 0x04) != 0);
    random_expect_integer(m, "gt06.acc", (info & 0x02) != 0);
    random_expect_integer(m, "gt06.armed", (info & 0x01) != 0);
}

/* A level, a percentage, or a number without a meaning, which stays a level (core 3.6). */
void part_level(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int value;

    switch (random_between(m, 1, 4)) {
    case 1:
        value = random_between(m, 7, 100);
        break;
    case 2:
        value = random_between(m, 101, 255);
        break;
    default:
        value = random_between(m, 0, 6);
    }
    random_put(m, (uint64_t)value, 1);
    random_expect_integer(
        m, value >= 7 && value <= 100 ? "gt06.battery_level" : "gt06.voltage_level", value);
}

void part_alarm_language(random_message *m, const random_part *p)
{
    int alarm = random_between(m, 0, 255);
    int language = random_between(m, 0, 2);
    int more = p->shape == ALARM_12 ? random_between(m, 0, 15) : 0;

    random_put(m, (uint64_t)alarm, 1);
    random_put(m, (uint64_t)(more << 4 | language), 1);
    random_expect_integer(m, "gt06.alarm", more << 8 | alarm);
    random_expect_integer(m, "gt06.language", language);
}

/* An alarm or nothing, then the language (core 3.6). */
void part_language_2(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int upper = random_once_in(m, 4) ? random_between(m, 1, 255) : 0;
    int language = random_between(m, 0, 2);

    random_put(m, (uint64_t)upper, 1);
    random_put(m, (uint64_t)language, 1);
    random_expect_integer(m, "gt06.language.upper", upper);
    random_expect_integer(m, "gt06.language", language);
}

void part_flag(random_message *m, const random_part *p)
{
    int value = random_once_in(m, 10) ? random_between(m, 2, 255) : random_between(m, 0, 1);

    random_put(m, (uint64_t)value, 1);
    random_expect_integer(m, p->field, value != 0);
}

/* Bits 14-10 and 9-5: satellites of two systems; bits 4-0: GSM signal (core 6.13). */
void part_signal_word(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int first = random_between(m, 0, 31);
    int second = random_between(m, 0, 31);
    int signal = random_between(m, 0, 31);

    random_put(m, (uint64_t)(first << 10 | second << 5 | signal), 2);
    random_expect_integer(m, "gt06.satellites", first + second);
    random_expect_integer(m, "gt06.satellites_1", first);
    random_expect_integer(m, "gt06.satellites_2", second);
    random_expect_integer(m, "gt06.gsm_csq", signal);
}

/*
 * The BENWAY mask (core 6.12). Bit 15 agrees with a course word that tells ACC, and the mask is
 * none of the values 0 to 2: those would be another layout.
 */
void part_input_mask(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned mask = (unsigned)random_between(m, 3, 0xFFFF);
    double value = mask & 0x1FF;

    if ((m->course_word & 0xC000) == 0xC000)
        mask |= 0x8000;
    random_put(m, mask, 2);
    random_expect_integer(m, "gt06.inputs.1", (mask & 0x8000) != 0);
    random_expect_integer(m, "gt06.inputs.2", (mask & 0x4000) != 0);
    if ((mask & 0x1000) != 0)
        random_expect_real(m, "gt06.temperature", (mask & 0x200) != 0 ? -value : value);
    else
        random_expect_real(m, "gt06.analog",
                           (mask & 0x2000) != 0 ? mask & 0x3FF : (mask & 0x3FF) / 10.0);
}

/* Core 6.29. */
void part_switches(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    static const struct {
        const char *field;
        int shift;
        unsigned mask;
    } bits[] = {
        { "gt06.switches.fence", 0, 1 },       { "gt06.switches.vibration", 1, 1 },
        { "gt06.switches.method", 2, 3 },      { "gt06.switches.power_cut", 4, 1 },
        { "gt06.switches.low_battery", 5, 1 }, { "gt06.switches.overspeed", 6, 1 },
    };
    unsigned switches = (unsigned)random_number(m, 2);

    random_put(m, switches, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++)
        random_expect_integer(m, bits[i].field, switches >> bits[i].shift & bits[i].mask);
}

static void put_voltage(random_message *m, int centivolts)
{
    random_put(m, (uint64_t)centivolts, 2);
    random_expect_real(m, "gt06.external_voltage", centivolts / 100.0);
}

/* Bit 15 clear, where a mask would tell ACC by it, and no language (core 6.12). */
void part_low_voltage(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    put_voltage(m, random_between(m, 3, 0x7FFF));
}

/* The high byte is more than any level (core 6.13, 6.16). */
void part_high_voltage(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    put_voltage(m, random_between(m, 0x0700, 0xFFFF));
}

/* Bits 11-0 are 0.1 V (core 6.13). */
void part_power_word(random_message *m, const random_part *p)
{
    int upper = p->shape != 0 ? p->shape : random_between(m, 0, 15);
    int decivolts = random_between(m, 0, 0xFFF);

    random_put(m, (uint64_t)(upper << 12 | decivolts), 2);
    random_expect_real(m, "gt06.external_voltage", decivolts / 10.0);
}

/* Bits 20-23 of the word say how many analogue values follow the inputs and outputs. */
void part_ports(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int count = random_between(m, 0, 15);
    uint64_t ports = (random_number(m, 4) & 0xFF0FFFFF) | (uint64_t)count << 20;

    random_put(m, ports, 4);
    random_expect_integer(m, "gt06.ports", (gint64)ports);
    part_number(m, &(random_part){ .size = 1, .field = "gt06.digital_inputs" });
    part_number(m, &(random_part){ .size = 1, .field = "gt06.digital_outputs" });
    for (int i = 0; i < count; i++)
        part_number(m, &(random_part){ .size = 2, .field = "gt06.analog_voltage", .scale = 100 });
}

/* Bits 5..2 a type, the others unknown (extended 22.2). */
void part_clock_bits(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    unsigned bits = (unsigned)random_number(m, 1);

    random_put(m, bits, 1);
    random_expect_integer(m, "gt06.clock_in.type", bits >> 2 & 0xF);
}

/* How many, then one byte for each, then reserved bytes (core 6.14). */
void part_snr_list(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int count = random_list_length(m, 1, 3, 255);
    int reserved = random_between(m, 0, 2);

    random_put(m, (uint64_t)count, 1);
    random_expect_integer(m, "gt06.satellite_count", count);
    for (int i = 0; i < count; i++)
        part_number(m, &(random_part){ .size = 1, .field = "gt06.snr" });
    if (reserved > 0)
        part_bytes(m, &(random_part){ .size = reserved, .field = "gt06.reserved" });
}

/* The length counts type and id; 0 for neither (core 6.25). */
void part_driver(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int length = random_list_length(m, 1, 1, 255);

    random_put(m, (uint64_t)length, 1);
    random_expect_integer(m, "gt06.driver_id.length", length);
    if (length > 0)
        part_number(m, &(random_part){ .size = 1, .field = "gt06.driver_id.type" });
    if (length > 1)
        part_bytes(m, &(random_part){ .size = length - 1, .field = "gt06.driver_id" });
}

/* Card data in ASCII, padded with blanks (core 6.12). */
void part_card(random_message *m, const random_part *p)
{
    int length = random_list_length(m, 1, 1 + (int)p->scale, 255);
    int card;
    char *text;

    length = MAX(length, p->size);
    card = length > 0 ? random_between(m, 1, length) : 0;
    text = random_text(m, card);
    random_put(m, (uint64_t)length, 1);
    random_expect_integer(m, "gt06.card.length", length);
    random_put_bytes(m, text, (size_t)card);
    for (int i = card; i < length; i++)
        random_put(m, ' ', 1);
    if (length > 0)
        random_expect(m, "gt06.driver_id", text);
    g_free(text);
}
