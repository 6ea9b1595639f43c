/* foreign.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "foreign.h"

#include <glib.h>
#include <string.h>

/* How a protocol's messages begin. */
typedef struct {
    const char *name;
    const char *beginning;
    size_t size;
} signature;

#define BEGINS(text) (text), sizeof(text) - 1

static const signature signatures[] = {
    { "H02", BEGINS("*HQ") },
    { "Watch (GPS tracker watches)", BEGINS("[3G*") },
    { "Watch (GPS tracker watches)", BEGINS("[SG*") },
    { "GPS103", BEGINS("##,imei:") },
    { "GPS103", BEGINS("imei:") },
    { "GPS103", BEGINS("##") },
    { "TK103", BEGINS("(") },
    { "GT02", BEGINS("\x68\x68") },
    { "Eelink", BEGINS("\x67\x67") },
    { "Anytrek", BEGINS("\x78\x78\x35\x00\x30") },
    { "JT/T 808", BEGINS("\x7e") },
    { "HTTP", BEGINS("GET ") },
    { "HTTP", BEGINS("POST ") },
    { "HTTP", BEGINS("HEAD ") },
    { "HTTP", BEGINS("HTTP/1.") },
    { "TLS", BEGINS("\x16\x03") },
    { "SSH", BEGINS("SSH-") },
    { "Meitrack", BEGINS("$$") },
    { "Meiligao", BEGINS("@@") },
    { "Queclink", BEGINS("+RESP:") },
    { "Queclink", BEGINS("+ACK:") },
    { "NMEA 0183", BEGINS("$GP") },
    { "Wialon IPS", BEGINS("#L#") },
    { "Concox JC or Xexun", BEGINS("#") },
};

/* An IMEI in ASCII behind a two-byte length is how Teltonika terminals introduce themselves. */
static bool is_teltonika(const uint8_t *bytes, size_t size)
{
    static const uint8_t hello[] = { 0x00, 0x0F };

    if (size >= 17 && memcmp(bytes, hello, sizeof hello) == 0 && g_ascii_isdigit(bytes[2]) &&
        g_ascii_isdigit(bytes[16]))
        return true;
    return size >= 9 && memcmp(bytes, "\0\0\0\0", 4) == 0 && (bytes[8] == 0x08 || bytes[8] == 0x8E);
}

const char *gt06_foreign_name(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++) {
        if (size >= signatures[i].size &&
            memcmp(bytes, signatures[i].beginning, signatures[i].size) == 0)
            return signatures[i].name;
    }
    return is_teltonika(bytes, size) ? "Teltonika" : NULL;
}

/* Takes two hexadecimal digits off, with or without \x in front; false if there are none. */
static bool read_byte(const uint8_t **text, const uint8_t *end, uint8_t *byte)
{
    const uint8_t *place = *text;

    if (end - place >= 4 && place[0] == '\\' && (place[1] == 'x' || place[1] == 'X'))
        place += 2;
    if (end - place < 2 || !g_ascii_isxdigit(place[0]) || !g_ascii_isxdigit(place[1]))
        return false;
    *byte = (uint8_t)(g_ascii_xdigit_value((char)place[0]) << 4 |
                      g_ascii_xdigit_value((char)place[1]));
    *text = place + 2;
    return true;
}

size_t gt06_read_ascii_hex(const uint8_t *bytes, size_t size, uint8_t *out)
{
    const uint8_t *text = bytes;
    const uint8_t *end = bytes + size;
    size_t count = 0;

    while (text < end && read_byte(&text, end, &out[count]))
        count++;
    while (text < end && (*text == '\r' || *text == '\n' || *text == ' '))
        text++;
    if (text != end || count < 4 || out[0] != out[1] || (out[0] != 0x78 && out[0] != 0x79))
        return 0;
    return count;
}
