/* lte.c
 * What the 4G family and its relatives add.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

void gt06_register_lte(int protocol G_GNUC_UNUSED)
{
}
