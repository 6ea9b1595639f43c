/* interruption.h
 * Ctrl-C and the like while no event loop runs: what is in hand ends, and nothing is left behind.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_INTERRUPTION_H
#define GT06_REPLAY_INTERRUPTION_H

#include <stdbool.h>

/* The signals that end a run; the last is 0. */
extern const int gt06_ending_signals[];

/* Does whoever has started us want this signal to be ignored (nohup)? */
bool gt06_is_ignored(int number);

/* From now on these signals are noted, and calls that wait are broken off. */
void gt06_heed_interruptions(void);

/* Has one come since? */
bool gt06_is_interrupted(void);

#endif
