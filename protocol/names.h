/* names.h
 * Values that a message carries as numbers, and what the documents call them.
 *
 * Every table ascends by value and ends in { 0, NULL }, so that it can be walked without its size
 * and turned into a value_string row by row.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_NAMES_H
#define GT06_NAMES_H

#include <stdint.h>

typedef struct {
    uint32_t value;
    const char *name; /* NULL in the row that ends a table */
} gt06_name;

extern const gt06_name gt06_reason_names[]; /* data upload mode: core 3.7, extended 21.1 */
extern const gt06_name gt06_event_names[];  /* module 0x0034, reasons included: extended 15.3 */
extern const gt06_name gt06_voltage_level_names[]; /* core 3.6; above 6 the value is a percentage */
extern const gt06_name gt06_gsm_level_names[];     /* core 3.6; above 4 no names are defined */
extern const gt06_name gt06_language_names[];      /* core 3.6, in fields of one and of two bytes */

/*
 * The name of a value.
 *
 * names    a table of this form
 * returns  NULL if the table does not have the value
 */
const char *gt06_name_of(const gt06_name *names, uint32_t value);

/* Why a position was sent (data upload mode); NULL when unknown. Core 3.7, extended 21.1. */
const char *gt06_reason_name(uint32_t code);

/* The event of module 0x0034; NULL when unknown. Extended 15.3. */
const char *gt06_event_name(uint32_t code);

#endif
