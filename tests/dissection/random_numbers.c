/* random_numbers.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

#include <stdio.h>

int random_list_length(random_message *m, int each, int tail, int most)
{
    int fits = MAX(random_room(m, tail) / each, 0);

    most = MIN(most, fits);
    switch (random_between(m, 1, 6)) {
    case 1:
        return 0;
    case 2:
        return most;
    case 3:
        return random_between(m, 0, most);
    default:
        return random_between(m, 0, MIN(most, 8));
    }
}

/* The number that bytes of this sign and size mean. */
static double meaning(uint64_t raw, int size, int sign)
{
    uint64_t top = UINT64_C(1) << (8 * size - 1);

    switch (sign) {
    case TWOS_COMPLEMENT:
        return (raw & top) != 0 ? -(double)(((~raw) & (top * 2 - 1)) + 1) : (double)raw;
    case TOP_BIT_MINUS:
        return (raw & top) != 0 ? -(double)(raw & ~top) : (double)raw;
    case TOP_BIT_PLUS:
        return (raw & top) != 0 ? (double)(raw & ~top) : -(double)raw;
    default:
        return (double)raw;
    }
}

void part_number(random_message *m, const random_part *p)
{
    uint64_t raw = random_number(m, p->size);
    char text[24];

    random_put(m, raw, p->size);
    if (p->scale != 0) {
        random_expect_real(m, p->field, meaning(raw, p->size, p->shape) / p->scale);
    } else if (p->shape != UNSIGNED) {
        random_expect_integer(m, p->field, (int64_t)meaning(raw, p->size, p->shape));
    } else {
        snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, raw);
        random_expect(m, p->field, text);
    }
}

void part_choice(random_message *m, const random_part *p)
{
    int value = random_between(m, (int)p->scale, p->shape);

    random_put(m, (uint64_t)value, p->size);
    random_expect_integer(m, p->field, value);
}

void part_constant(random_message *m, const random_part *p)
{
    random_put(m, (uint64_t)p->shape, p->size);
    if (p->field != NULL)
        random_expect_integer(m, p->field, p->shape);
}

void part_bytes(random_message *m, const random_part *p)
{
    unsigned offset = m->content->len;

    for (int i = 0; i < p->size; i++)
        random_put(m, random_number(m, 1), 1);
    random_expect_hex(m, p->field, offset, "");
}

/* Bytes up to what follows; none at all are none to be found. */
void part_blob(random_message *m, const random_part *p)
{
    int size = random_list_length(m, 1, p->size, p->scale > 0 ? (int)p->scale : 2000);

    if (size > 0)
        part_bytes(m, &(random_part){ .size = size, .field = p->field });
}

void part_extension(random_message *m, const random_part *p)
{
    int length = random_once_in(m, 2) ? 0 : random_list_length(m, 1, 1 + p->size, 255);

    random_put(m, (uint64_t)length, 1);
    random_expect_integer(m, "gt06.extension.length", length);
    if (length > 0)
        part_bytes(m, &(random_part){ .size = length, .field = "gt06.extension" });
}

void part_address(random_message *m, const random_part *p)
{
    unsigned offset = m->content->len;

    random_put(m, random_number(m, 6), 6);
    random_expect_hex(m, p->field, offset, ":");
}

/* Shown as 8-4-4-4-12 digits. */
void part_uuid(random_message *m, const random_part *p)
{
    GString *text = g_string_new(NULL);

    for (int i = 0; i < 16; i++) {
        unsigned byte = (unsigned)random_number(m, 1);

        random_put(m, byte, 1);
        g_string_append_printf(text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                               byte);
    }
    random_expect(m, p->field, text->str);
    g_string_free(text, TRUE);
}

/* Decides which of the digits are padding, and returns the first of the number and its length. */
static const char *pad(random_message *m, char *digits, int count, int padding, int *length)
{
    *length = count;
    if (padding == PADDED_EITHER_SIDE)
        padding = random_once_in(m, 3) ? PADDED_BEHIND : PADDED_IN_FRONT;
    if (padding == PADDED_IN_FRONT) {
        digits[0] = '0';
        *length = count - 1;
        return digits + 1;
    }
    digits[0] = (char)('1' + random_between(m, 0, 7));
    if (padding == PADDED_BEHIND && count == 16) {
        digits[count - 1] = '0'; /* an IMSI: its last digit is none of its own (extended 3.8) */
        *length = count - 1;
    } else if (padding == PADDED_BEHIND && random_once_in(m, 2)) {
        digits[count - 1] = 'f'; /* an ICCID of 19 digits */
        *length = count - 1;
    }
    return digits;
}

void part_digits(random_message *m, const random_part *p)
{
    char digits[40] = "";
    int count = 2 * p->size;
    int length;
    const char *number;
    char *shown;

    for (int i = 0; i < count; i++)
        digits[i] = (char)('0' + random_between(m, 0, 9));
    number = pad(m, digits, count, p->shape, &length);
    if (p->shape == PADDED_IN_FRONT)
        digits[1] = random_once_in(m, 2) ? '3' : '8', digits[2] = '6'; /* no month begins so */
    for (int i = 0; i < count; i += 2)
        random_put(
            m,
            (uint64_t)(g_ascii_xdigit_value(digits[i]) << 4 | g_ascii_xdigit_value(digits[i + 1])),
            1);
    shown = g_strndup(number, (gsize)length);
    random_expect(m, p->field, shown);
    g_free(shown);
}

void part_maybe(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    m->ended = random_once_in(m, 2);
}
