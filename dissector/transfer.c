/* transfer.c
 * Photos, media and files, put together from their blocks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

void gt06_register_transfer(int protocol G_GNUC_UNUSED)
{
}
