/* statistics.h
 * The statistics in the menu and behind tshark -q -z; each registers itself here.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_STATISTICS_H
#define GT06_STATISTICS_H

void gt06_register_message_tree(void);                /* gt06,tree */
void gt06_register_response_times(int protocol);      /* gt06,srt */
void gt06_register_terminal_table(void);              /* gt06,terminals */
void gt06_register_server_table(void);                /* gt06,servers */
void gt06_register_talkers(int protocol);             /* conv,gt06 and endpoints,gt06 */
void gt06_register_terminal_filter(void);             /* Conversation Filter by IMEI */
void gt06_register_follow(int protocol);              /* follow,gt06 */

#endif
