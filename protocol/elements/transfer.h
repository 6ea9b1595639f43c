/* transfer.h
 * The elements of photos, media and files.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_TRANSFER_H
#define GT06_ELEMENTS_TRANSFER_H

/* clang-format off */
#define GT06_TRANSFER_ELEMENTS(X)
/* clang-format on */

#endif
