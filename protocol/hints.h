/* hints.h
 * Guesses at a content that no document describes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_HINTS_H
#define GT06_HINTS_H

#include "content.h"

/*
 * Says what an unknown content looks like: begins with a date, holds a GPS block, an IMEI, text,
 * modules.
 *
 * returns  a phrase such as "begins with a date, a GPS block at 6", to be released with g_free();
 *          NULL if it looks like nothing known
 */
char *gt06_guess(const gt06_content *content);

#endif
