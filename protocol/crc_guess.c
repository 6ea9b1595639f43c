/* crc_guess.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "crc_guess.h"

#include <stdbool.h>
#include "frame.h"

enum { START = 2, TAIL = 4 /* CRC and stop mark */, LONG_START = 0x79 };

/* A 16-bit CRC by its parameters, as catalogues of CRCs list them. */
typedef struct {
    const char *name;
    uint16_t polynomial;
    uint16_t initial;
    bool reflected; /* input and output */
    uint16_t final;
} crc_kind;

static const crc_kind kinds[] = {
    { "CRC-16/CCITT-FALSE over the right bytes", 0x1021, 0xFFFF, false, 0 },
    { "CRC-16/XMODEM over the right bytes", 0x1021, 0, false, 0 },
    { "CRC-16/MODBUS over the right bytes", 0x8005, 0xFFFF, true, 0 },
    { "CRC-16/ARC over the right bytes", 0x8005, 0, true, 0 },
    { "CRC-16/KERMIT over the right bytes", 0x1021, 0, true, 0 },
    { "CRC-16/MCRF4XX over the right bytes (the final inversion is missing)", 0x1021, 0xFFFF, true,
      0 },
    { "CRC-16/GENIBUS over the right bytes", 0x1021, 0xFFFF, false, 0xFFFF },
};

static uint16_t reflect(uint16_t value)
{
    uint16_t reflected = 0;

    for (int bit = 0; bit < 16; bit++)
        reflected = (uint16_t)(reflected << 1 | (value >> bit & 1));
    return reflected;
}

static uint16_t crc_of(const crc_kind *kind, const uint8_t *bytes, size_t size)
{
    uint16_t polynomial = kind->reflected ? reflect(kind->polynomial) : kind->polynomial;
    uint16_t crc = kind->initial;

    for (size_t i = 0; i < size; i++) {
        crc ^= (uint16_t)(kind->reflected ? bytes[i] : bytes[i] << 8);
        for (int bit = 0; bit < 8; bit++) {
            bool carry = kind->reflected ? crc & 1 : crc >> 15;

            crc = (uint16_t)(kind->reflected ? crc >> 1 : crc << 1);
            if (carry)
                crc ^= polynomial;
        }
    }
    return crc ^ kind->final;
}

static uint16_t swapped(uint16_t value)
{
    return (uint16_t)(value << 8 | value >> 8);
}

static uint8_t xor_of(const uint8_t *bytes, size_t size)
{
    uint8_t sum = 0;

    for (size_t i = 0; i < size; i++)
        sum ^= bytes[i];
    return sum;
}

/* The right CRC over a range that the documents do not mean. */
static const char *guess_range(const uint8_t *frame, size_t size, uint16_t sent)
{
    size_t length = frame[0] == LONG_START ? 2 : 1;
    size_t end = size - TAIL;

    if (gt06_crc(frame, end) == sent)
        return "the right CRC, but with the start mark";
    if (gt06_crc(frame + START + length, end - START - length) == sent)
        return "the right CRC, but without the length";
    if (gt06_crc(frame + START, end - START - 2) == sent)
        return "the right CRC, but without the serial number";
    if (gt06_crc(frame + START + 1, end - START - 1) == sent)
        return "the right CRC, but without the first byte of the length";
    return NULL;
}

static const char *guess_kind(const uint8_t *bytes, size_t size, uint16_t sent)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        uint16_t crc = crc_of(&kinds[i], bytes, size);

        if (crc == sent || swapped(crc) == sent)
            return kinds[i].name;
    }
    return NULL;
}

const char *gt06_guess_crc(const uint8_t *frame, size_t size)
{
    const uint8_t *bytes = frame + START;
    size_t count = size - START - TAIL;
    uint16_t sent = (uint16_t)(frame[size - TAIL] << 8 | frame[size - TAIL + 1]);
    const char *guess;

    if (sent == 0x0000 || sent == 0xFFFF)
        return "a placeholder, not a CRC";
    if (swapped(gt06_crc(bytes, count)) == sent)
        return "the right CRC with its bytes swapped";
    guess = guess_range(frame, size, sent);
    if (guess == NULL)
        guess = guess_kind(bytes, count, sent);
    if (guess == NULL && (sent >> 8 == 0 || (sent & 0xFF) == 0) &&
        xor_of(bytes, count) == (sent >> 8 | (sent & 0xFF)))
        guess = "XOR of the right bytes, not a CRC";
    return guess;
}
