/* random_message.h
 * A well-formed message with random values, and what a reader must find in it.
 *
 * Nothing here comes from the dissector or its catalogue: the messages are described a second time,
 * after the documents alone, so that an error would have to be made twice.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_RANDOM_MESSAGE_H
#define GT06_TEST_RANDOM_MESSAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { MOST_PARTS = 32, MOST_SHORT = 250 /* bytes of content in the short form */ };

/* A value that stands in the message, and the field that must show it. */
typedef struct {
    const char *field;
    const char *text;
} random_value;

typedef struct random_message {
    GRand *dice;
    GByteArray *content;
    GArray *values;       /* of random_value, in wire order */
    GStringChunk *texts;  /* where the values' texts are kept */
    unsigned room;        /* the most bytes the content may have */
    unsigned course_word; /* of the position written last */
    int length_byte;      /* of the dialect, -1: the content's size and length_more */
    int length_more;
    bool ended;           /* an optional part was left out: nothing follows */
} random_message;

/* One part of a message: who writes it, and what the writer wants to know. */
typedef struct random_part {
    void (*write)(random_message *message, const struct random_part *part);
    int size;          /* in bytes, or the length of a list */
    const char *field; /* that shows the value */
    double scale;      /* units sent for one unit shown */
    int shape;         /* which of several forms */
} random_part;

/* The dialect has neither serial number nor CRC, and a length byte that may be anything. */
typedef enum {
    SHORT_FORM = 1,
    LONG_FORM = 2,
    EITHER_FORM = SHORT_FORM | LONG_FORM,
    WIDE_FORM = 4,
    DIALECT_FORM = 8
} random_form;

typedef enum { FROM_TERMINAL, FROM_SERVER } random_direction;

/* One kind of message: all of its layout that the values do not decide. */
typedef struct {
    const char *name;
    uint8_t number;
    uint8_t form;      /* of random_form; several are tried in turn */
    uint8_t direction; /* random_direction */
    bool alone;        /* in a datagram and a conversation of its own */
    const char *model; /* that the user has to name, NULL for none */
    random_part parts[MOST_PARTS];
    /* Do these values make another layout by chance? They are then thrown again. NULL: never. */
    bool (*is_another)(const uint8_t *content, size_t size);
} random_kind;

/* What a conversation in the dialect begins with. */
extern const random_kind random_dialect_login;

/* ---- chance ---- */

/* A number from `low` to `high`, both included. */
int random_between(random_message *message, int low, int high);

/* True once in `times`. */
bool random_once_in(random_message *message, int times);

/* A number of `size` bytes, 1 to 8; the smallest and the largest come often. */
uint64_t random_number(random_message *message, int size);

/* ---- bytes, high byte first ---- */

void random_put(random_message *message, uint64_t value, int size);
void random_put_bytes(random_message *message, const void *bytes, size_t size);

/* Bytes that are still free, if `tail` bytes are to follow. */
int random_room(const random_message *message, int tail);

/* ---- what must be found ---- */

void random_expect(random_message *message, const char *field, const char *text);
void random_expect_integer(random_message *message, const char *field, int64_t value);
void random_expect_real(random_message *message, const char *field, double value);

/* The bytes from `offset` on in hex, `between` between them. */
void random_expect_hex(random_message *message, const char *field, unsigned offset,
                       const char *between);

/* ---- whole messages ---- */

/* CRC-16/X-25, bit by bit (core 2.3). */
uint16_t random_crc(const uint8_t *bytes, size_t size);

/*
 * Makes one message of a kind.
 *
 * form     one of random_form
 * serial   information serial number
 * returns  the whole frame; its values are in message->values, those of the envelope too
 */
GByteArray *random_make(random_message *message, const random_kind *kind, random_form form,
                        uint16_t serial);

#endif
