/* countries.h
 * Which country a mobile country code (MCC) stands for.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_COUNTRIES_H
#define GT06_COUNTRIES_H

#include <stddef.h>

#include "names.h"

/*
 * The country or territory of a mobile country code, as ITU-T E.212 assigns it.
 *
 * mcc      0 to 999, without the flag that GT06 sends in bit 15
 * returns  the usual English short name in ASCII; NULL if the code is not assigned
 */
const char *gt06_country_name(unsigned mcc);

/* All countries by ascending code, and how many; for documents and tests. */
const gt06_name *gt06_all_countries(size_t *count);

#endif
