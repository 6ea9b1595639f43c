/* lateness.h
 * Is a terminal's clock behind, or did it store its messages and send them later, without a mark?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_LATENESS_H
#define GT06_LATENESS_H

#include <stdbool.h>
#include <wsutil/nstime.h>

/* A message that was behind, to compare the next with; zeros at first. */
typedef struct {
    nstime_t captured;
    double behind; /* seconds; 0: the message before was not behind */
} gt06_lateness;

/*
 * Is a message as late as one before it? Then the clock is. What was stored and is sent in a row is
 * less late from message to message, by the time that lies between them.
 *
 * behind   capture time minus the time in the message, in seconds
 */
bool gt06_is_late_again(gt06_lateness *before, const nstime_t *captured, double behind);

#endif
