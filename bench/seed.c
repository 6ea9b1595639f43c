/* seed.c
 * libwireshark draws a seed for its hash tables at every start, and tables that collide otherwise
 * make two equal runs differ by more than 1 %. Loaded in front of GLib, this draws the same always.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

guint32 g_random_int(void)
{
    return 0x9E3779B9; /* spreads small numbers, too: tables multiply by it */
}
