/* lte.h
 * The elements that the 4G family and its relatives add.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_LTE_H
#define GT06_ELEMENTS_LTE_H

/* clang-format off */
#define GT06_LTE_ELEMENTS(X)
/* clang-format on */

#endif
