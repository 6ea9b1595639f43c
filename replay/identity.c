/* identity.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "identity.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "../protocol/frame.h"

bool gt06_imei_read(const uint8_t *bytes, size_t size, char imei[GT06_IMEI_SIZE])
{
    if (size == GT06_IMEI_DIGITS) {
        memcpy(imei, bytes, size);
    } else if (size == GT06_IMEI_BCD && bytes[0] >> 4 == 0) {
        for (int i = 0; i < GT06_IMEI_DIGITS; i++)
            imei[i] = (char)('0' + (i % 2 ? bytes[(i + 1) / 2] >> 4 : bytes[i / 2] & 0xF));
    } else {
        return false;
    }
    imei[GT06_IMEI_DIGITS] = '\0';
    for (int i = 0; i < GT06_IMEI_DIGITS; i++) {
        if (!g_ascii_isdigit(imei[i]))
            return false;
    }
    return true;
}

void gt06_imei_write(uint8_t *bytes, size_t size, const char *imei)
{
    if (size == GT06_IMEI_DIGITS) {
        memcpy(bytes, imei, size);
        return;
    }
    bytes[0] = (uint8_t)(imei[0] - '0');
    for (int i = 1; i < GT06_IMEI_BCD; i++)
        bytes[i] = (uint8_t)((imei[2 * i - 1] - '0') << 4 | (imei[2 * i] - '0'));
}

void gt06_imei_complete(char imei[GT06_IMEI_SIZE])
{
    int sum = 0;

    for (int i = 0; i < GT06_IMEI_DIGITS - 1; i++) {
        const int digit = imei[i] - '0';
        sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    imei[GT06_IMEI_DIGITS - 1] = (char)('0' + (10 - sum % 10) % 10);
    imei[GT06_IMEI_DIGITS] = '\0';
}

void gt06_imei_clone(const char *imei, unsigned n, char clone[GT06_IMEI_SIZE])
{
    char *body = g_strndup(imei, GT06_IMEI_DIGITS - 1);
    const uint64_t number = (g_ascii_strtoull(body, NULL, 10) + n) % 100000000000000U;

    snprintf(clone, GT06_IMEI_SIZE, "%014" G_GUINT64_FORMAT "0", number);
    if (n == 0)
        g_strlcpy(clone, imei, GT06_IMEI_SIZE);
    else
        gt06_imei_complete(clone);
    g_free(body);
}

bool gt06_imei_replace(uint8_t *bytes, size_t size, const char *from, const char *to)
{
    static const size_t forms[] = { GT06_IMEI_BCD, GT06_IMEI_DIGITS };
    bool found = false;

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        uint8_t wanted[GT06_IMEI_SIZE];
        gt06_imei_write(wanted, forms[i], from);
        for (size_t at = 0; at + forms[i] <= size; at++) {
            if (memcmp(bytes + at, wanted, forms[i]) == 0) {
                gt06_imei_write(bytes + at, forms[i], to);
                found = true;
            }
        }
    }
    return found;
}

size_t gt06_frame_serial(const uint8_t *frame, size_t size)
{
    const gt06_cut_context context = { .ended = true };
    gt06_cut cut;

    if (size < GT06_SMALLEST_FRAME)
        return 0;
    cut = gt06_cut_next(frame, size, &context);
    if (cut.kind != GT06_CUT_FRAME || cut.size != size || gt06_is_dialect(cut.form))
        return 0;
    return size - 6;
}

void gt06_frame_renew_crc(uint8_t *frame, size_t size)
{
    const size_t serial = gt06_frame_serial(frame, size);

    if (serial > 0) {
        const uint16_t crc = gt06_crc(frame + 2, serial);
        frame[serial + 2] = (uint8_t)(crc >> 8);
        frame[serial + 3] = (uint8_t)crc;
    }
}
