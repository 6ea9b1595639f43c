/* diagnosis.h
 * What a person would conclude from a message and what came before it. First pass only, where
 * nothing else is said; the conclusions are kept as notes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DIAGNOSIS_H
#define GT06_DIAGNOSIS_H

#include "conversation.h"

/* Judges a message: its order, its clock, its position, its alarm, its identity. */
void gt06_diagnose(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                   const gt06_record *record);

/* Says what a message tells by itself and is no complaint; on every pass. */
void gt06_tell_progress(packet_info *pinfo, proto_item *item, const gt06_record *record);

/* Judges the end of a TCP connection: who closed or reset it, after what, inside a message or not. */
void gt06_diagnose_closing(gt06_conversation *conversation, packet_info *pinfo, bool reset);

#endif
