/* pairs.h
 * Texts that are made of keys and values: settings, statuses, answers to commands, OBD items.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_PAIRS_H
#define GT06_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

/* A key and its value inside a text, in bytes from its beginning. */
typedef struct {
    size_t key;
    size_t key_size;
    size_t value;
    size_t value_size;
} gt06_pair;

/*
 * Takes the next pair off a text such as "Battery:4.16V,NORMAL; GPRS:Link Up" (core 7.2).
 *
 * Pieces end at ';' or a line's end. A key reaches to the first '=' or ':'; a ':' in a time or in
 * front of the '/' of an address is none. Where a piece has several keys with ':' behind commas
 * ("ACC:OFF,GPS:Fixed"), each is a pair. So are those inside a value ("DWXX=Lat:,Lon:"), behind
 * the pair that they are the value of. Words without a key belong to the value before them.
 *
 * text      the text
 * size      its bytes
 * place     where to go on; 0 at first, advanced by each pair, `size` at the end
 * settings  as in extended 17.3: a key reaches to the first '=', and without one to the first
 *           ':' or ','
 * pair      receives the pair, without the blanks around key and value
 * returns   false when there is none any more
 */
bool gt06_next_pair(const char *text, size_t size, size_t *place, bool settings, gt06_pair *pair);

/* Is the text made of pairs: has it two at least, one with '=', or is it one, as "RELAY:0" is? */
bool gt06_has_pairs(const char *text, size_t size);

#endif
