/* lte.c
 * The 4G family and its relatives: wide cells, modules.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

const gt06_family_rows gt06_lte_rows = { NULL, 0 };
