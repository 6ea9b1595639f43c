/* vehicle.c
 * Information, OBD, batteries, recorders, serial data.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

const gt06_family_rows gt06_vehicle_rows = { NULL, 0 };
