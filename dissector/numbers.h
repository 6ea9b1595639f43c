/* numbers.h
 * Names and layouts that the user gives to unknown protocol numbers: the table gt06_numbers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_NUMBERS_H
#define GT06_NUMBERS_H

#include "../protocol/catalogue.h"

/*
 * The user's own reading of a message that the catalogue does not know.
 *
 * choice   receives message and layout; they live until the table changes
 * returns  false if the table has no line for the number
 */
bool gt06_choose_by_user(const gt06_content *content, gt06_choice *choice);

struct pref_module;

/* Registers the table as a preference. */
void gt06_register_numbers(struct pref_module *module);

#endif
