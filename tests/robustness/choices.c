/* choices.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "choices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_long;

GRand *gt06_dice(int count, char **words)
{
    const char *wanted = g_getenv("GT06_SEED");
    unsigned seed = 1;

    is_long = count > 1 && strcmp(words[1], "long") == 0;
    if (wanted != NULL)
        seed = (unsigned)strtoul(wanted, NULL, 10);
    else if (is_long)
        seed = g_random_int();
    printf("GT06_SEED=%u\n", seed);
    return g_rand_new_with_seed(seed);
}

bool gt06_is_long(void)
{
    return is_long;
}
