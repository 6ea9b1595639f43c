/* elements.h
 * The pieces that message contents are made of: one vocabulary for both protocol documents.
 *
 * An element has a name, a size, and the clause that describes it. A size of 0 means open: the
 * element takes what a count before it says, or all but what the elements behind it need.
 * A network code (MCC, MNC) makes its element one byte longer when bit 15 of the MCC is set; the
 * size here is without that byte.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_H
#define GT06_ELEMENTS_H

#include <stdint.h>
#include "elements/core.h"
#include "elements/modules.h"
#include "elements/lte.h"
#include "elements/vehicle.h"
#include "elements/transfer.h"
#include "elements/dialect.h"

#define GT06_ELEMENTS(X) \
    GT06_CORE_ELEMENTS(X) \
    GT06_MODULE_ELEMENTS(X) \
    GT06_LTE_ELEMENTS(X) \
    GT06_VEHICLE_ELEMENTS(X) \
    GT06_TRANSFER_ELEMENTS(X) \
    GT06_DIALECT_ELEMENTS(X)

typedef enum {
    E_END = 0, /* closes a run */
#define GT06_ELEMENT_ENUM(id, name, size, clause) E_##id,
    GT06_ELEMENTS(GT06_ELEMENT_ENUM)
#undef GT06_ELEMENT_ENUM
    GT06_ELEMENT_COUNT
} gt06_element;

typedef struct {
    const char *id;     /* "DATE_TIME": as layouts that users write name it */
    const char *name;   /* for people: tree labels, notes, documents */
    uint8_t size;       /* bytes, 0 = open */
    const char *clause; /* document and clause */
} gt06_element_info;

/* What is known of an element of the vocabulary; indexed by gt06_element, [E_END] is empty. */
extern const gt06_element_info gt06_elements[GT06_ELEMENT_COUNT];

/*
 * One place of a run: an element with a mark that says how often or how far it is read.
 * TIMES(n) | E      n of them
 * COUNTED | E       as many as the last count said; an open element takes that many bytes
 * WITHIN | E        again and again inside exactly as many bytes as the last length said
 * OPTIONAL | E      only if its bytes are left
 */
typedef uint16_t gt06_place;

#define GT06_PLACE_ELEMENT(place) ((gt06_element)((place) & 0x1FF))
#define GT06_PLACE_TIMES(place)   (((place) >> 9) & 0xF)

#define TIMES(n) ((n) << 9) /* 1 to 15 */
#define OPTIONAL 0x2000
#define COUNTED  0x4000
#define WITHIN   0x8000

#endif
