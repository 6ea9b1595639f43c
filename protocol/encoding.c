/* encoding.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "encoding.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { NUL = 0, UTF_16_BYTES = 2 };

typedef struct {
    unsigned first;
    unsigned last;
} range;

/*
 * What texts of terminals and addresses are written in. Neither Hangul nor private use: the bytes
 * of GBK would pass for those.
 */
static const range scripts[] = {
    { 0x0000, 0x0000 }, /* padding */
    { '\t', '\n' },     { '\r', '\r' },     { 0x0020, 0x007E },
    { 0x00A0, 0x05FF }, /* Latin, Greek, Cyrillic, Armenian, Hebrew */
    { 0x0600, 0x06FF }, /* Arabic */
    { 0x0900, 0x0EFF }, /* India, Thailand, Laos */
    { 0x1E00, 0x1EFF }, /* Vietnamese */
    { 0x2010, 0x2027 }, { 0x2030, 0x203F }, { 0x20A0, 0x20BF },
    { 0x2100, 0x214F }, { 0x2190, 0x21FF }, { 0x25A0, 0x266F },
    { 0x3000, 0x30FF }, /* punctuation and kana of East Asia */
    { 0x4E00, 0x9FFF }, /* Chinese */
    { 0xFB50, 0xFDFF }, { 0xFE70, 0xFEFF }, /* Arabic as it is drawn */
    { 0xFF01, 0xFF5E },
    { 0x10000, 0x1FFFF }, /* emoji */
    { 0x20000, 0x323AF }, /* rare Chinese */
};

/* Bytes that begin and end a character of GBK; both are 0xA1 at least in GB 2312, its common part. */
enum { GBK_FIRST = 0x81, GBK_LAST = 0xFE, GBK_TRAIL = 0x40, DEL = 0x7F, GB_2312_FIRST = 0xA1 };

/* The two units of a character beyond the first 65536: ten bits each. */
enum {
    HIGH_SURROGATES = 0xD800,
    LOW_SURROGATES = 0xDC00,
    SURROGATE_BITS = 10,
    SURROGATE_MASK = 0x3FF,
    BEYOND = 0x10000
};

static bool is_plain(uint8_t c)
{
    return c == NUL || g_ascii_isprint(c) || c == '\t' || c == '\n' || c == '\r';
}

static bool is_ascii(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!is_plain(bytes[i]))
            return false;
    }
    return true;
}

/* Two bytes a character, the first of them mostly 0: ASCII in UTF-16. */
static bool is_widened_ascii(const uint8_t *bytes, size_t size)
{
    size_t widened = 0;
    size_t other = 0;

    for (size_t i = 0; i + 1 < size; i += UTF_16_BYTES) {
        bool is_zero = bytes[i] == NUL;

        widened += is_zero && bytes[i + 1] != NUL;
        other += !is_zero;
    }
    return widened > other;
}

static bool is_written(unsigned character)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        if (character >= scripts[i].first && character <= scripts[i].last)
            return true;
    }
    return false;
}

static unsigned utf16_unit(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static bool is_surrogate(unsigned unit, unsigned kind)
{
    return (unit & ~(unsigned)SURROGATE_MASK) == kind;
}

static bool is_utf16(const uint8_t *bytes, size_t size)
{
    if (size % UTF_16_BYTES != 0)
        return false;
    for (size_t i = 0; i < size; i += UTF_16_BYTES) {
        unsigned character = utf16_unit(bytes + i);

        if (is_surrogate(character, HIGH_SURROGATES) && i + UTF_16_BYTES < size &&
            is_surrogate(utf16_unit(bytes + i + UTF_16_BYTES), LOW_SURROGATES)) {
            i += UTF_16_BYTES;
            character = BEYOND + ((character & SURROGATE_MASK) << SURROGATE_BITS |
                                  (utf16_unit(bytes + i) & SURROGATE_MASK));
        }
        if (!is_written(character))
            return false;
    }
    return true;
}

static bool is_utf8(const uint8_t *bytes, size_t size)
{
    for (const uint8_t *end = bytes + size, *rest = bytes; rest < end;) {
        const uint8_t *pad = memchr(rest, NUL, (size_t)(end - rest));
        size_t length = (size_t)((pad != NULL ? pad : end) - rest);

        if (!g_utf8_validate((const char *)rest, (gssize)length, NULL))
            return false;
        for (size_t i = 0; i < length; i++) {
            if (rest[i] < 0x80 && !is_plain(rest[i]))
                return false;
        }
        rest += length + 1;
    }
    return true;
}

/* Most of it must be common: a letter of Latin-1 and the one behind it pass for a rare character. */
static bool is_gbk(const uint8_t *bytes, size_t size)
{
    size_t common = 0;
    size_t rare = 0;

    for (size_t i = 0; i < size; i++) {
        if (is_plain(bytes[i]))
            continue;
        if (bytes[i] < GBK_FIRST || bytes[i] > GBK_LAST || ++i == size)
            return false;
        if (bytes[i] < GBK_TRAIL || bytes[i] == DEL || bytes[i] > GBK_LAST)
            return false;
        if (bytes[i - 1] >= GB_2312_FIRST && bytes[i] >= GB_2312_FIRST)
            common++;
        else
            rare++;
    }
    return common > rare;
}

gt06_encoding gt06_guess_encoding(const uint8_t *bytes, size_t size)
{
    if (is_widened_ascii(bytes, size))
        return GT06_ENCODING_UTF_16;
    if (is_ascii(bytes, size))
        return GT06_ENCODING_ASCII;
    if (is_utf8(bytes, size))
        return GT06_ENCODING_UTF_8;
    if (is_utf16(bytes, size))
        return GT06_ENCODING_UTF_16;
    if (is_gbk(bytes, size))
        return GT06_ENCODING_GBK;
    return GT06_ENCODING_UNKNOWN;
}
