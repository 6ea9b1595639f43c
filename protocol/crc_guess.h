/* crc_guess.h
 * Which CRC is it, if not the right one?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CRC_GUESS_H
#define GT06_CRC_GUESS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Names what a wrong CRC of a frame really is: another CRC over the right bytes, the right one over
 * other bytes, swapped bytes, a placeholder.
 *
 * frame  the whole frame, start mark to stop mark
 * size   its bytes, 10 at least
 * returns a phrase such as "CRC-16/MODBUS over the right bytes"; NULL if it is none of these
 */
const char *gt06_guess_crc(const uint8_t *frame, size_t size);

#endif
