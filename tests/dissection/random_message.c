/* random_message.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_message.h"

#include <stdio.h>
#include <string.h>

enum { ENVELOPE = 5 /* what the length counts besides the content */, MOST_LONG = 2200 };

int random_between(random_message *message, int low, int high)
{
    return low >= high ? low : g_rand_int_range(message->dice, low, high + 1);
}

bool random_once_in(random_message *message, int times)
{
    return random_between(message, 1, times) == 1;
}

uint64_t random_number(random_message *message, int size)
{
    uint64_t value = (uint64_t)g_rand_int(message->dice) << 32 | g_rand_int(message->dice);
    uint64_t mask = size == 8 ? UINT64_MAX : (UINT64_C(1) << (8 * size)) - 1;

    switch (random_between(message, 1, 16)) {
    case 1:
        return 0;
    case 2:
        return mask;
    case 3:
        return value & 0xFF;
    default:
        return value & mask;
    }
}

void random_put(random_message *message, uint64_t value, int size)
{
    for (int i = size - 1; i >= 0; i--) {
        uint8_t byte = i < 8 ? (uint8_t)(value >> (8 * i)) : 0;

        g_byte_array_append(message->content, &byte, 1);
    }
}

void random_put_bytes(random_message *message, const void *bytes, size_t size)
{
    g_byte_array_append(message->content, (const guint8 *)bytes, (guint)size);
}

int random_room(const random_message *message, int tail)
{
    return (int)message->room - (int)message->content->len - tail;
}

void random_expect(random_message *message, const char *field, const char *text)
{
    random_value value = { field, g_string_chunk_insert(message->texts, text) };

    g_array_append_val(message->values, value);
}

void random_expect_integer(random_message *message, const char *field, int64_t value)
{
    char text[32];

    snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
    random_expect(message, field, text);
}

void random_expect_real(random_message *message, const char *field, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    random_expect(message, field, g_ascii_dtostr(text, sizeof text, value));
}

void random_expect_hex(random_message *message, const char *field, unsigned offset,
                       const char *between)
{
    GString *hex = g_string_new(NULL);

    for (unsigned i = offset; i < message->content->len; i++)
        g_string_append_printf(hex, "%s%02x", i > offset ? between : "", message->content->data[i]);
    random_expect(message, field, hex->str);
    g_string_free(hex, TRUE);
}

uint16_t random_crc(const uint8_t *bytes, size_t size)
{
    unsigned crc = 0xFFFF;

    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? crc >> 1 ^ 0x8408 : crc >> 1;
    }
    return (uint16_t)(crc ^ 0xFFFF);
}

static void append(GByteArray *frame, unsigned value, int size)
{
    for (int i = size - 1; i >= 0; i--) {
        uint8_t byte = (uint8_t)(value >> (8 * i));

        g_byte_array_append(frame, &byte, 1);
    }
}

static unsigned length_of(const random_message *message, random_form form)
{
    if (form != DIALECT_FORM)
        return message->content->len + ENVELOPE;
    if (message->length_byte >= 0)
        return (unsigned)message->length_byte;
    return message->content->len + (unsigned)message->length_more;
}

static GByteArray *frame_of(const random_message *message, uint8_t number, random_form form,
                            uint16_t serial)
{
    GByteArray *frame = g_byte_array_new();

    append(frame, form == LONG_FORM ? 0x7979 : 0x7878, 2);
    append(frame, length_of(message, form), form == LONG_FORM || form == WIDE_FORM ? 2 : 1);
    append(frame, number, 1);
    g_byte_array_append(frame, message->content->data, message->content->len);
    if (form != DIALECT_FORM) {
        append(frame, serial, 2);
        append(frame, random_crc(frame->data + 2, frame->len - 2), 2);
    }
    append(frame, 0x0D0A, 2);
    return frame;
}

/* Mostly a little more than a short one holds, sometimes enough for the longest list. */
static unsigned most_bytes(random_message *message, random_form form)
{
    if (form == SHORT_FORM || form == DIALECT_FORM)
        return MOST_SHORT;
    return random_once_in(message, 12) ? MOST_LONG : 2 * MOST_SHORT;
}

static void write_content(random_message *message, const random_kind *kind, random_form form)
{
    g_byte_array_set_size(message->content, 0);
    g_array_set_size(message->values, 0);
    message->room = most_bytes(message, form);
    message->course_word = 0;
    message->length_byte = -1;
    message->length_more = 1;
    message->ended = false;
    for (int i = 0; i < MOST_PARTS && kind->parts[i].write != NULL && !message->ended; i++)
        kind->parts[i].write(message, &kind->parts[i]);
}

static void expect_envelope(random_message *message, const random_kind *kind, random_form form,
                            uint16_t serial, const GByteArray *frame)
{
    GString *hex = g_string_new(NULL);

    random_expect_integer(message, "gt06.start", form == LONG_FORM ? 0x7979 : 0x7878);
    random_expect_integer(message, "gt06.length", length_of(message, form));
    random_expect_integer(message, "gt06.protocol", kind->number);
    random_expect_integer(message, "gt06.direction", kind->direction);
    if (form != DIALECT_FORM)
        random_expect_integer(message, "gt06.serial", serial);
    random_expect_integer(message, "gt06.crc.status", form == DIALECT_FORM ? 3 : 1);
    for (unsigned i = 0; i < frame->len; i++)
        g_string_append_printf(hex, "%02x", frame->data[i]);
    random_expect(message, "gt06.frame", hex->str);
    g_string_free(hex, TRUE);
}

GByteArray *random_make(random_message *message, const random_kind *kind, random_form form,
                        uint16_t serial)
{
    GByteArray *frame;

    do {
        write_content(message, kind, form);
    } while (kind->is_another != NULL &&
             kind->is_another(message->content->data, message->content->len));
    frame = frame_of(message, kind->number, form, serial);
    expect_envelope(message, kind, form, serial, frame);
    return frame;
}
