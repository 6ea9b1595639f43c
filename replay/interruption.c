/* interruption.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "interruption.h"

#include <signal.h>
#include <stddef.h>

const int gt06_ending_signals[] = { SIGINT, SIGTERM, SIGHUP, 0 };

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

bool gt06_is_ignored(int number)
{
    struct sigaction action;

    /* Shells ignore SIGINT for all that they start in the background, whoever kills it later. */
    return number == SIGHUP && sigaction(number, NULL, &action) == 0 &&
           action.sa_handler == SIG_IGN;
}

void gt06_heed_interruptions(void)
{
    const struct sigaction action = { .sa_handler = on_signal };

    for (const int *number = gt06_ending_signals; *number; number++) {
        if (!gt06_is_ignored(*number))
            sigaction(*number, &action, NULL);
    }
}

bool gt06_is_interrupted(void)
{
    return interrupted != 0;
}
