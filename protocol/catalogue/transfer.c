/* transfer.c
 * Photos, media and files.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

const gt06_family_rows gt06_transfer_rows = { NULL, 0 };
