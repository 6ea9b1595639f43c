/* blocks.h
 * The blocks of content, each with its fields and readers in a file of its own.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BLOCKS_H
#define GT06_BLOCKS_H

#include "cursor.h"
#include "fields.h"
#include <epan/tfs.h>
#include <epan/unit_strings.h>
#include "../protocol/alarms.h"

/* Units of measure, for fields of every block. */
extern const unit_name_string gt06_unit_kmh;
extern const unit_name_string gt06_unit_metre;
extern const unit_name_string gt06_unit_dbm;
extern const unit_name_string gt06_unit_volt;
extern const unit_name_string gt06_unit_percent;
extern const unit_name_string gt06_unit_celsius;

/* Each registers the fields, subtrees and readers of its file. */
void gt06_register_time(int protocol);     /* time.c: dates, clocks, durations */
void gt06_register_position(int protocol); /* position.c: GPS block, course word, mileage */
void gt06_register_cells(int protocol);    /* cells.c: cells and access points */
void gt06_register_state(int protocol);    /* state.c: terminal information, alarm, levels */
void gt06_register_measures(int protocol); /* measures.c: voltages, temperatures and the like */
void gt06_register_identity(int protocol); /* identity.c: IMEI, cards, drivers */
void gt06_register_text(int protocol);     /* text.c: commands, answers, addresses */
void gt06_register_modules(int protocol);  /* modules.c: lists of id, length, value */

void gt06_register_peripherals(int protocol); /* peripherals.c: tags, batteries, events */
void gt06_register_lte(int protocol);      /* lte.c: what the 4G family adds */
void gt06_register_vehicle(int protocol);  /* vehicle.c: information, OBD, recorders, serial data */
void gt06_register_information(int protocol); /* information.c: what 0x94 carries */
void gt06_register_fuel(int protocol);     /* fuel.c: texts of a fuel sensor */
void gt06_register_obd(int protocol);      /* obd.c: OBD items, battery management */
void gt06_register_pairs(int protocol);    /* pairs.c: keys and values in texts */
void gt06_register_transfer(int protocol); /* transfer.c: photos, media, files */
void gt06_register_dialect(int protocol);  /* dialect.c: the dialect without CRC */

/* Adds a date that is checked for being one; `parts` are year - 2000, month, day, h, min, s. */
void gt06_add_date(gt06_cursor *cursor, int hf, const uint8_t parts[6], gt06_clock clock);

/* Adds gt06.time that a text tells in the terminal's own zone, generated. */
void gt06_add_text_time(gt06_cursor *cursor, int year, int month, int day, int second_of_day);

/*
 * Splits the text in the `size` bytes at the cursor into keys and values, where it is made of such
 * (core 7.2); `width` bytes a character.
 */
void gt06_add_pairs(gt06_cursor *cursor, int size, int width, const char *text);

/*
 * The `size` bytes at the cursor as exactly as many characters, NULs at the end aside: for texts
 * that are split, so that places in the text are places in the bytes. What is no character
 * becomes a '?', with a note on `item`.
 */
const char *gt06_plain_text(gt06_cursor *cursor, int size, proto_item *item);

/* Adds a sensor's text of `size` bytes at the cursor, and its parts where they are known. */
void gt06_add_fuel_text(gt06_cursor *cursor, int size);

/* Adds a position that a text tells, as generated values behind the text (core 7.3). */
void gt06_add_where(gt06_cursor *cursor, const char *text);

/* Adds seconds since 1970 as gt06.time, and enters them into the record. */
void gt06_add_unix_time(gt06_cursor *cursor, uint32_t seconds);

/* Enters ACC into the record; the higher the rank, the better the source (byte, bit, course). */
enum { GT06_ACC_COURSE = 1, GT06_ACC_STATUS = 2, GT06_ACC_BYTE = 3 };
void gt06_record_acc(gt06_record *record, bool on, uint8_t rank);

/*
 * Reads digits of packed BCD. out needs room for 2 * size + 1.
 * returns false if one of them is not decimal; it then stands as a letter A to F
 */
bool gt06_bcd_digits(tvbuff_t *tvb, int offset, int size, char *out);

/* Adds the IMEI of the conversation, generated. */
void gt06_add_imei(proto_tree *tree, tvbuff_t *tvb, const char *imei);

/* Fills an epan value_string table from one of protocol/; `room` includes the closing row. */
void gt06_fill_values(value_string *values, size_t room, const gt06_name *names);

#endif
