/* dialect.h
 * The parts of the dialect without serial number and CRC.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DIALECT_H
#define GT06_DIALECT_H

#include "cursor.h"

/* Reads the length byte, which is no length there but a value. */
void gt06_read_length_value(gt06_cursor *cursor, const gt06_reader *reader);

/* Registers what the server of the dialect sets: commands, numbers, times (dialect_settings.c). */
void gt06_register_dialect_settings(int protocol);

#endif
