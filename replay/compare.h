/* compare.h
 * Are two readings of one conversation the same?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_COMPARE_H
#define GT06_REPLAY_COMPARE_H

#include "sessions.h"

/*
 * All gt06.* fields of one reading, by conversation and direction, but for links between packets,
 * response times, clock offsets and remarks about time.
 */
typedef struct gt06_transcript gt06_transcript;

/*
 * sessions  of gt06_session: those that are looked at; their places are the conversations' numbers.
 *           NULL: those of gt06_transcript_port()
 * port      the server's, where sessions is NULL
 */
gt06_transcript *gt06_transcript_new(GPtrArray *sessions, unsigned port);

/* The terminal's port that a conversation has, where sessions is NULL. */
void gt06_transcript_port(gt06_transcript *transcript, unsigned port, unsigned number);
void gt06_transcript_add(gt06_transcript *transcript, const gt06_packet *packet);
void gt06_transcript_free(gt06_transcript *transcript);

/* Tells the first differences on standard output; returns how many there are. */
unsigned gt06_transcripts_differ(const gt06_transcript *captured, const gt06_transcript *live);

/* How many fields there are. */
unsigned gt06_transcript_size(const gt06_transcript *transcript);

#endif
