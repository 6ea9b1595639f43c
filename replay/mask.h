/* mask.h
 * A capture that can be shared: identities and positions masked, CRCs made anew.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_MASK_H
#define GT06_REPLAY_MASK_H

#include "tshark.h"

/*
 * Writes a masked copy of a capture's GT06 conversations: IMEIs (with a right check digit), other
 * numbers of persons and cards, passwords, texts with digits, addresses of access points, cells and
 * positions. Equal values are masked alike, so that what belongs together still does; the same
 * capture and key give the same copy. Network addresses become documentation addresses. Bytes that
 * belong to no message are left out, because nobody knows what they tell.
 *
 * key      makes the masking differ between users; may be ""
 */
bool gt06_mask(gt06_tshark *tshark, const char *capture, const char *output, const char *key,
               GError **error);

#endif
