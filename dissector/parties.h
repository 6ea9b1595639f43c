/* parties.h
 * Who talks to whom, as statistics name it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_PARTIES_H
#define GT06_PARTIES_H

#include "conversation.h"
#include "record.h"
#include <epan/packet.h>

/* The two sides of a message. */
typedef struct {
    const gt06_conversation *conversation; /* NULL for a bare list of messages */
    const char *terminal;                  /* "198.51.100.7:40001"; in pinfo->pool */
    const char *server;
} gt06_parties;

void gt06_find_parties(gt06_parties *parties, packet_info *pinfo, const gt06_record *record);

/* Did the capture show that the server accepts this connection? It can be heard, then. */
bool gt06_server_accepts(packet_info *pinfo);

/* Writes "2026-03-01 08:00:00", UTC. */
void gt06_show_moment(char *text, size_t size, const nstime_t *time);

#endif
