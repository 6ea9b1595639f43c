/* message_filter.h
 * Display filters for one message. tshark's filters know packets only, and a packet may carry
 * several messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_MESSAGE_FILTER_H
#define GT06_REPLAY_MESSAGE_FILTER_H

#include "pdml.h"

/*
 * Is this a filter that messages can be asked? It may have fields, comparisons (== != > < >= <=,
 * contains, matches, in {...}), !, &&, || and parentheses, but neither slices nor functions.
 * Whether tshark takes it as well is for tshark to say.
 */
bool gt06_message_filter_check(const char *filter);

/*
 * Does a message match, in a packet that tshark says does? Fields of `gt06` and expert information
 * are those of the message; all others are taken from tshark's word.
 */
bool gt06_message_filter_match(const char *filter, const gt06_packet *packet, int message);

#endif
