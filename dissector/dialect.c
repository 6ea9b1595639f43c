/* dialect.c
 * The dialect without serial number and CRC.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

void gt06_register_dialect(int protocol G_GNUC_UNUSED)
{
}
