/* lines.h
 * The words in which the catalogue's lines are written.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CATALOGUE_LINES_H
#define GT06_CATALOGUE_LINES_H

#include "../catalogue.h"

/* Forms and directions of a row. */
#define SHORT_FORM (1 << GT06_SHORT)
#define LONG_FORM  (1 << GT06_LONG | 1 << GT06_WIDE)
#define ANY_FORM   (SHORT_FORM | LONG_FORM)
#define NO_CRC     (1 << GT06_DIALECT)
#define NO_NUMBER  (1 << GT06_DIALECT_BLOCK)
#define UP         (1 << GT06_FROM_TERMINAL)
#define DOWN       (1 << GT06_FROM_SERVER)
#define BOTH       (UP | DOWN)

/* Conditions. N is the number of content bytes, m the extra byte of the MNC whose MCC is at `i`. */
#define N_IS(n)             .when = { (n), (n), -1, 0, -1, NULL }
#define N_FROM(n)           .when = { (n), UINT16_MAX, -1, 0, -1, NULL }
#define N_BETWEEN(a, b)     .when = { (a), (b), -1, 0, -1, NULL }
#define N_LESS_M(n, i)      .when = { (n), (n), (i), 0, -1, NULL }
#define N_LESS_M_FROM(n, i) .when = { (n), UINT16_MAX, (i), 0, -1, NULL }
#define N_LESS_M_BETWEEN(a, b, i) .when = { (a), (b), (i), 0, -1, NULL }
/* N - m == n + each * b[count + m] */
#define N_COUNTED(n, each, count, i) .when = { (n), (n), (i), (each), (count), NULL }
/* The same conditions with a look at the bytes. */
#define N_IS_IF(n, test)             .when = { (n), (n), -1, 0, -1, (test) }
#define N_FROM_IF(n, test)           .when = { (n), UINT16_MAX, -1, 0, -1, (test) }
#define N_LESS_M_IF(n, i, test)      .when = { (n), (n), (i), 0, -1, (test) }
#define N_COUNTED_IF(n, each, count, i, test) .when = { (n), (n), (i), (each), (count), (test) }
#define ALWAYS                       .when = { 0, UINT16_MAX, -1, 0, -1, NULL }

/* The first content byte that a layout is for, beside its condition. */
#define FIRST(byte) .first = 0x100 | (byte)

#define RUN(...) .run = { __VA_ARGS__ }
#define LAST_LAYOUT { .variant = NULL }

/* A family of messages: the rows of one file. */
typedef struct {
    const gt06_message *messages;
    size_t count;
} gt06_family_rows;

#define ROWS(table) { (table), sizeof (table) / sizeof *(table) }

extern const gt06_family_rows gt06_session_rows;   /* login, time */
extern const gt06_family_rows gt06_state_rows;     /* heartbeats and other states */
extern const gt06_family_rows gt06_position_rows;  /* positions */
extern const gt06_family_rows gt06_alarm_rows;     /* alarms */
extern const gt06_family_rows gt06_cell_rows;      /* cells and access points */
extern const gt06_family_rows gt06_text_rows;      /* commands, answers, addresses */
extern const gt06_family_rows gt06_lte_rows;       /* 4G, wide cells, modules */
extern const gt06_family_rows gt06_vehicle_rows;   /* information, OBD, recorders, serial data */
extern const gt06_family_rows gt06_transfer_rows;  /* photos, media, files */
extern const gt06_family_rows gt06_dialect_rows;   /* the dialect without serial and CRC */

#endif
