/* frame_dialect.h
 * Where a message of the dialect without serial number and CRC begins and ends (core 8, ext 26).
 *
 * A row is the size of a message that fits a rule of the dialect; 0 if none does. All but blocks
 * stand behind a short start of which DIALECT_AROUND bytes are there, unless said otherwise.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FRAME_DIALECT_H
#define GT06_FRAME_DIALECT_H

#include "frame_run.h"

/*
 * Ext 26.1 rules 2 to 5, which come before a bad CRC. But a frame that the stop mark ends where its
 * length says is not made longer by them.
 */
size_t gt06_leading_row(const gt06_stretch *r);

/* Ext 26.1 rule 7: the length byte is right, or counts one less or one more than it should. */
size_t gt06_trailing_row(const gt06_stretch *r);

/* How many bytes the rules of the dialect must see before they may say no. */
size_t gt06_dialect_reach(const gt06_stretch *r);

/* Numbers without any meaning in a short GT06 frame (ext 26.1, 6). */
bool gt06_is_dialect_only(uint8_t number);

/*
 * More bytes may come. The dialect's length byte often asks for more than is ever sent, so a row
 * that ends with the last byte that has arrived is taken at once (core 10). Any number of bytes may
 * be there.
 */
gt06_cut gt06_early_row_or_wait(const gt06_stretch *r, size_t reach);

/*
 * Ext 26.1 rules 6 and 8: a terminal known to speak the dialect sends no CRC that could be wrong,
 * nor one that could prove a size. What no rule knows goes to the next mark.
 */
gt06_cut gt06_cut_damaged_dialect(const gt06_stretch *r);

/*
 * The blocks in which the dialect sends a recording stand between its frames (ext 26.2, 65). They
 * have no stop mark, so only a conversation that is known to be the dialect may hold them. The
 * server asks for a missing one with the head alone.
 */
bool gt06_may_be_block(const gt06_stretch *r);
gt06_cut gt06_cut_block(const gt06_stretch *r);

#endif
