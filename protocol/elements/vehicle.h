/* vehicle.h
 * The elements of information, OBD, battery, recorder and serial messages.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_VEHICLE_H
#define GT06_ELEMENTS_VEHICLE_H

/* clang-format off */
#define GT06_VEHICLE_ELEMENTS(X)
/* clang-format on */

#endif
