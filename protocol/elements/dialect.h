/* dialect.h
 * The elements of the dialect without serial number and CRC.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_DIALECT_H
#define GT06_ELEMENTS_DIALECT_H

/* clang-format off */
#define GT06_DIALECT_ELEMENTS(X)
/* clang-format on */

#endif
