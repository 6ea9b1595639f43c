/* dialect.c
 * The dialect without serial number and CRC.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

const gt06_family_rows gt06_dialect_rows = { NULL, 0 };
