/* models.h
 * Which models log in with which type identification code.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_MODELS_H
#define GT06_MODELS_H

#include "names.h"

#include <stdbool.h>

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

/* Is it this model, in upper or lower case? A wanted name that ends in * stands for its beginning. */
bool gt06_model_is(const char *model, const char *wanted);

/* Is it a model with a type identification code of its own? */
bool gt06_model_has_type(const char *model);

#endif
