/* content.c
 * What conditions ask about the content of one message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "content.h"
#include "models.h"

#include <string.h>

#include <glib.h>

/* "core n" and "ext n" in the comments name the chapter n of the two protocol documents. */

/* Are the n bytes at i at hand? */
static bool is_there(const gt06_content *c, size_t i, size_t n)
{
    return i <= c->captured && n <= c->captured - i;
}

bool gt06_is_date(const gt06_content *c, size_t i)
{
    enum { PARTS = 6 };
    static const uint8_t least[PARTS] = { 0, 1, 1, 0, 0, 0 };
    static const uint8_t most[PARTS] = { 99, 12, 31, 23, 59, 59 };

    if (!is_there(c, i, PARTS))
        return false;
    for (size_t part = 0; part < PARTS; part++) {
        if (c->bytes[i + part] < least[part] || c->bytes[i + part] > most[part])
            return false;
    }
    return true;
}

bool gt06_is_bcd(const gt06_content *c, size_t i, size_t n)
{
    if (!is_there(c, i, n))
        return false;
    for (size_t k = i; k < i + n; k++) {
        if (c->bytes[k] >> 4 > 9 || (c->bytes[k] & 0x0F) > 9)
            return false;
    }
    return true;
}

bool gt06_is_zero(const gt06_content *c, size_t i, size_t n)
{
    if (!is_there(c, i, n))
        return false;
    for (size_t k = i; k < i + n; k++) {
        if (c->bytes[k] != 0)
            return false;
    }
    return true;
}

bool gt06_is_ascii(const gt06_content *c, size_t i, size_t n)
{
    if (!is_there(c, i, n))
        return false;
    for (size_t k = i; k < i + n; k++) {
        if (!g_ascii_isprint((char)c->bytes[k]))
            return false;
    }
    return true;
}

bool gt06_is_printable(const gt06_content *c, size_t i)
{
    for (size_t k = i; k < c->captured; k++) {
        const uint8_t byte = c->bytes[k];
        if (!g_ascii_isprint((char)byte) && byte != '\r' && byte != '\n')
            return false;
    }
    return true;
}

static bool is_word(const gt06_content *c, size_t i, const char *word)
{
    const size_t n = strlen(word);

    return is_there(c, i, n) && memcmp(c->bytes + i, word, n) == 0;
}

bool gt06_is_tag(const gt06_content *c, size_t i)
{
    return is_word(c, i, "ADDRESS") || is_word(c, i, "ALARMSMS");
}

bool gt06_is_model(const gt06_content *c, const char *name)
{
    return c->model != NULL && gt06_model_is(c->model, name);
}

bool gt06_is_modules(const gt06_content *c, size_t i)
{
    enum { ID = 2, HEAD = ID + 1 };

    while (i < c->size && is_there(c, i, HEAD))
        i += HEAD + c->bytes[i + ID];
    return i == c->size;
}

bool gt06_is_ssid_list(const gt06_content *c, size_t i)
{
    enum { MAC_AND_SIGNAL = 6 + 1, HEAD = MAC_AND_SIGNAL + 1 };

    if (!is_there(c, i, 1))
        return false;
    size_t left = c->bytes[i++];
    for (; left > 0 && is_there(c, i, HEAD); left--)
        i += HEAD + c->bytes[i + MAC_AND_SIGNAL];
    return left == 0 && i == c->size;
}

/* ---- direction ---- */

/* The sender of a number of the GT06 forms, where the content decides: true for the server. */
typedef bool (*server_test)(const gt06_content *c);

static bool always(const gt06_content *c)
{
    (void)c;
    return true;
}

/* An address reply behind one or two bytes of length (core 6.96). */
static bool is_address_reply(const gt06_content *c)
{
    return gt06_is_tag(c, 5) || (c->number == 0x9A && gt06_is_tag(c, 6));
}

/* A clock answer: the six bytes of a date-time. */
static bool is_clock(const gt06_content *c)
{
    return c->size == 6;
}

/* A login answer: date-time, a length and as many bytes. */
static bool is_login_answer(const gt06_content *c)
{
    enum { TIME = 6 };

    return c->size > TIME && c->size == TIME + 1 + gt06_byte(c, TIME) && gt06_begins_with_date(c);
}

/* The request for a block of a photo (ext 8.2), which is no heartbeat with modules (ext 31.3). */
static bool is_photo_request(const gt06_content *c)
{
    return c->form == GT06_SHORT && c->size == 10 && !gt06_is_modules(c, 5);
}

/* A file for the terminal (ext 31.3); eight bytes are its IMSI. */
static bool is_no_imsi(const gt06_content *c)
{
    return c->size != 8;
}

static bool is_one_byte(const gt06_content *c)
{
    return c->size == 1;
}

/* An identification result (ext 19). */
static bool is_identification_result(const gt06_content *c)
{
    return c->size == 2 && gt06_byte(c, 0) == 0x02;
}

/* Core 2.8, third rule, and the directions of ext 31.3; all other numbers are the terminal's. */
static const struct {
    uint8_t number;
    server_test is_from_server;
} server_numbers[] = {
    { 0x01, is_login_answer }, { 0x17, is_address_reply }, { 0x1A, is_address_reply },
    { 0x1F, is_clock },        { 0x36, is_photo_request }, { 0x80, always },
    { 0x82, always },          { 0x8A, is_clock },         { 0x8F, always },
    { 0x90, is_no_imsi },      { 0x96, always },           { 0x97, always },
    { 0x98, is_one_byte },     { 0x9A, is_address_reply }, { 0x9B, is_identification_result },
    { 0x9C, is_one_byte },
};

static bool is_gt06_from_server(const gt06_content *c)
{
    if (c->size == 0) /* an acknowledgement, but for the terminal's own two */
        return c->number != 0x8A && c->number != 0x84;
    for (size_t i = 0; i < G_N_ELEMENTS(server_numbers); i++) {
        if (server_numbers[i].number == c->number)
            return server_numbers[i].is_from_server(c);
    }
    return false;
}

/*
 * Content sizes of the dialect's server (ext 26.2, 31.6). What both send alike (08 and 15 empty, 86
 * and 98) counts as the terminal's.
 */
static const struct {
    uint8_t number;
    uint16_t least, most;
} dialect_server_sizes[] = {
    { 0x01, 0, 1 },          { 0x05, 0, UINT16_MAX }, { 0x10, 6, 6 },
    { 0x11, 6, 6 },          { 0x13, 0, 1 },          { 0x16, 0, UINT16_MAX },
    { 0x17, 6, 6 },          { 0x18, 6, 6 },          { 0x19, 6, 6 },
    { 0x1A, 6, 6 },          { 0x30, 7, 7 },          { 0x33, 0, UINT16_MAX },
    { 0x34, 0, UINT16_MAX }, { 0x40, 0, UINT16_MAX }, { 0x41, 3, UINT16_MAX },
    { 0x42, 3, UINT16_MAX }, { 0x43, 3, UINT16_MAX }, { 0x44, 0, UINT16_MAX },
    { 0x46, 0, UINT16_MAX }, { 0x47, 0, UINT16_MAX }, { 0x48, 0, UINT16_MAX },
    { 0x49, 0, UINT16_MAX }, { 0x50, 0, UINT16_MAX }, { 0x57, 1, UINT16_MAX },
    { 0x58, 1, UINT16_MAX }, { 0x61, 0, UINT16_MAX }, { 0x64, 0, UINT16_MAX },
    { 0x65, 0, 1 },          { 0x66, 0, UINT16_MAX }, { 0x69, 6, 6 },
    { 0x80, 0, 0 },          { 0x92, 0, UINT16_MAX }, { 0x93, 0, UINT16_MAX },
    { 0x97, 0, UINT16_MAX },
};

static bool is_dialect_from_server(const gt06_content *c)
{
    if (c->number == 0x69 && c->size > 0 && gt06_is_printable(c, 0)) /* a resolved position */
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(dialect_server_sizes); i++) {
        if (dialect_server_sizes[i].number == c->number)
            return c->size >= dialect_server_sizes[i].least &&
                   c->size <= dialect_server_sizes[i].most;
    }
    return false;
}

enum { BLOCK_HEAD = 4 }; /* total, index, length */

gt06_direction gt06_direction_by_shape(const gt06_content *c)
{
    bool server = false;

    if (c->form == GT06_DIALECT_BLOCK)
        server = c->size == BLOCK_HEAD; /* asks for it: no data */
    else
        server = c->form == GT06_DIALECT ? is_dialect_from_server(c) : is_gt06_from_server(c);

    return server ? GT06_FROM_SERVER : GT06_FROM_TERMINAL;
}
