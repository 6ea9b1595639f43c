/* seed.c
 * libwireshark draws a seed for its hash tables at every start, and tables that collide otherwise
 * make two equal runs differ by more than 1 %. Loaded in front of GLib, this draws the same always:
 * the first seed, or the one whose number GT06_BENCH_SEED names.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>
#include <stdlib.h>

__attribute__((visibility("default"))) guint32 g_random_int(void)
{
    const char *word = getenv("GT06_BENCH_SEED");
    const guint32 number = word ? (guint32)strtoul(word, NULL, 10) : 1;

    /* Odd, and spreads small numbers, too: tables multiply by it. */
    return 0x9E3779B9 * (2 * number - 1);
}
