/* hints.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "hints.h"

#include <glib.h>

enum {
    GPS_SIZE = 12,
    IMEI_SIZE = 8,
    SHORTEST_TEXT = 4,
    SHORTEST_MODULES = 4,
    LARGEST_LATITUDE = 162000000, /* core 3.2 */
    LARGEST_LONGITUDE = 324000000
};

static uint32_t u32(const gt06_content *c, size_t i)
{
    return gt06_u16(c, i) << 16 | gt06_u16(c, i + 2);
}

/* A length nibble of 12, coordinates in range and not zero, a course below 360. */
static bool is_gps_block(const gt06_content *c, size_t i)
{
    return i + GPS_SIZE <= c->captured && gt06_byte(c, i) >> 4 == 0xC && u32(c, i + 1) != 0 &&
           u32(c, i + 1) <= LARGEST_LATITUDE && u32(c, i + 5) != 0 &&
           u32(c, i + 5) <= LARGEST_LONGITUDE && (gt06_u16(c, i + 10) & 0x3FF) < 360;
}

/* Sixteen decimal digits of which the first is 0 and the last is the Luhn digit. */
static bool is_imei(const gt06_content *c, size_t i)
{
    unsigned sum = 0;

    if (i + IMEI_SIZE > c->captured || !gt06_is_bcd(c, i, IMEI_SIZE) ||
        gt06_is_zero(c, i, IMEI_SIZE) || gt06_byte(c, i) >> 4 != 0)
        return false;
    for (size_t digit = 1; digit < 2 * IMEI_SIZE; digit++) {
        unsigned byte = gt06_byte(c, i + digit / 2);
        unsigned value = digit % 2 == 0 ? byte >> 4 : byte & 0xF;

        if (digit % 2 == 0)
            value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return sum % 10 == 0;
}

/* The first offset at which `is_it` holds; the content's end if there is none. */
static size_t find(const gt06_content *c, bool (*is_it)(const gt06_content *, size_t))
{
    size_t i = 0;

    while (i < c->captured && !is_it(c, i))
        i++;
    return i;
}

static void add(GString *guess, const char *format, size_t place)
{
    if (guess->len > 0)
        g_string_append(guess, ", ");
    g_string_append_printf(guess, format, (unsigned)place);
}

char *gt06_guess(const gt06_content *content)
{
    GString *guess = g_string_new(NULL);
    size_t gps = find(content, is_gps_block);
    size_t imei = find(content, is_imei);

    if (gt06_is_date(content, 0))
        add(guess, "begins with a date%.0u", 0);
    if (gps < content->captured)
        add(guess, "a GPS block at %u", gps);
    if (imei < content->captured)
        add(guess, "an IMEI at %u", imei);
    if (content->captured >= SHORTEST_TEXT && gt06_is_printable(content, 0))
        add(guess, "text%.0u", 0);
    if (content->captured >= SHORTEST_MODULES && gt06_is_modules(content, 0))
        add(guess, "modules (id 2, length 1, value)%.0u", 0);
    return g_string_free(guess, guess->len == 0);
}
