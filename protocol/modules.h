/* modules.h
 * The modules (id, length, value) that messages carry one behind the other: which ids there are.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_MODULES_H
#define GT06_MODULES_H

#include <stdbool.h>
#include <stddef.h>
#include "elements.h"

/* The numberings of module ids: extended 31.5, columns A, F1, F2 and 98. */
typedef enum {
    GT06_MODULES_A,  /* 0x36, 0x37, 0x38, 0x39 and 0x70 */
    GT06_MODULES_F1, /* 0xF1 */
    GT06_MODULES_F2, /* 0xF2 */
    GT06_MODULES_98  /* 0x98 */
} gt06_numbering;

typedef struct {
    uint16_t id;
    uint8_t size;        /* of the value as documented; 0: any */
    bool number;         /* one integer: read with its real length, 1 to 8 bytes */
    const char *name;
    gt06_place run[4];   /* the value's elements; empty: known by name only */
} gt06_module;

/* The module of an id, NULL if the numbering does not have it. */
const gt06_module *gt06_find_module(gt06_numbering numbering, uint16_t id);

/* All modules of a numbering, and how many; for documents and tests. */
const gt06_module *gt06_all_modules(gt06_numbering numbering, size_t *count);

#endif
