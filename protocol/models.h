/* models.h
 * Which models log in with which type identification code.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_MODELS_H
#define GT06_MODELS_H

#include "names.h"

/* Type identification codes of a login (core 6.01), ascending, ended by { 0, NULL }. */
extern const gt06_name gt06_device_type_names[];

/*
 * The models that share a type identification code: a hint, since makers give one code to several
 * models. Core 6.01.
 *
 * type     16 bits as sent
 * returns  one name or several with commas between; NULL when unknown
 */
const char *gt06_device_type_name(unsigned type);

#endif
