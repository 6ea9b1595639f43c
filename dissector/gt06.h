/* gt06.h
 * The dissector's registration.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_H
#define GT06_H

/* Registers protocol, fields, preferences and dissectors; called once by Wireshark. */
void proto_register_gt06(void);

/* Registers ports, heuristics and tables; called by Wireshark after all protocols are known. */
void proto_reg_handoff_gt06(void);

#endif
