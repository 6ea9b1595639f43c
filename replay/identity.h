/* identity.h
 * IMEIs inside messages, and frames whose bytes were changed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_IDENTITY_H
#define GT06_REPLAY_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GT06_IMEI_DIGITS = 15, GT06_IMEI_SIZE = 16, GT06_IMEI_BCD = 8 };

/* Reads an IMEI in BCD (8 bytes) or ASCII (15); false if it is neither. */
bool gt06_imei_read(const uint8_t *bytes, size_t size, char imei[GT06_IMEI_SIZE]);

/* Writes an IMEI in the form that the size asks for. */
void gt06_imei_write(uint8_t *bytes, size_t size, const char *imei);

/* Sets the last digit to the Luhn digit of the 14 before it. */
void gt06_imei_complete(char imei[GT06_IMEI_SIZE]);

/* The n-th clone of an IMEI: the number without its check digit, plus n, and its check digit. */
void gt06_imei_clone(const char *imei, unsigned n, char clone[GT06_IMEI_SIZE]);

/* Puts one IMEI in another's place wherever it stands in these bytes, in BCD or ASCII. */
bool gt06_imei_replace(uint8_t *bytes, size_t size, const char *from, const char *to);

/* Makes the CRC of a frame new; frames without one (the dialect) stay as they are. */
void gt06_frame_renew_crc(uint8_t *frame, size_t size);

/* Offset of the frame's information serial number; 0 if it has none. */
size_t gt06_frame_serial(const uint8_t *frame, size_t size);

#endif
