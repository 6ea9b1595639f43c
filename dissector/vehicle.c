/* vehicle.c
 * Information, OBD, batteries, recorders, serial data.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

void gt06_register_vehicle(int protocol G_GNUC_UNUSED)
{
}
