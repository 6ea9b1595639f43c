/* cuts.h
 * What has to be remembered of the cutting of TCP's data, because TCP hands them over differently
 * from pass to pass, and some of them twice.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CUTS_H
#define GT06_CUTS_H

#include "../protocol/frame.h"
#include <epan/packet.h>
#include <epan/conversation.h>

/*
 * A cut that the first pass made, by its packet and its ordinal there, over all calls for the
 * packet. Later passes are handed a message without the bytes behind it, and can't make some cuts
 * anew.
 *
 * returns  NULL if the cut was not remembered
 */
const gt06_cut *gt06_find_cut(uint32_t packet, uint32_t ordinal);

/* Remembers a cut; of no messages only up to a bound for the whole file. First pass only. */
void gt06_remember_cut(uint32_t packet, uint32_t ordinal, const gt06_cut *cut);

/*
 * How many of these bytes, at their beginning, this direction of the packet's conversation left
 * waiting; 0 if others did, as before a gap. None wait from then on. First pass only.
 */
size_t gt06_take_waiting(const packet_info *pinfo, const conversation_t *conversation,
                         const uint8_t *bytes, size_t size);

/* Remembers the bytes that wait, at least one; first pass only. */
void gt06_let_wait(const packet_info *pinfo, const conversation_t *conversation,
                   const uint8_t *bytes, size_t size);

void gt06_register_cuts(void);

#endif
