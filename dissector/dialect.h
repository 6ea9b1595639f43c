/* dialect.h
 * The parts of the dialect without serial number and CRC.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DIALECT_H
#define GT06_DIALECT_H

/* Registers what the server of the dialect sets: commands, numbers, times (dialect_settings.c). */
void gt06_register_dialect_settings(int protocol);

#endif
