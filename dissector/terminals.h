/* terminals.h
 * What the user knows of terminals: the table gt06_terminals.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TERMINALS_H
#define GT06_TERMINALS_H

#include <stdbool.h>

/* A line of the table. */
typedef struct {
    char *identity;  /* an IMEI, or its beginning: the type allocation code, say */
    char *model;     /* "" if the line does not name one */
    char *zone;      /* "+08:00"; "" if the line does not tell */
    char *label;     /* a name for people; "" for none */
} gt06_terminal;

/* The line with the longest beginning of this IMEI; NULL if none fits. */
const gt06_terminal *gt06_find_terminal(const char *imei);

/*
 * Reads a zone: [+|-]hours[:minutes].
 *
 * minutes  receives minutes east of UTC
 * returns  false if the text is none
 */
bool gt06_read_zone(const char *text, int *minutes);

struct pref_module;

/* Registers the table as a preference. */
void gt06_register_terminals(struct pref_module *module);

#endif
