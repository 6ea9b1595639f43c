/* waiting.h
 * The messages that wait for an answer: rings in order of time. First pass only.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_WAITING_H
#define GT06_WAITING_H

#include "notes.h"
#include "../protocol/catalogue.h"

struct gt06_terminal_state;

/* A message that waits for an answer. */
typedef struct {
    gt06_moment moment;
    nstime_t time;
    const gt06_message *message;
    struct gt06_terminal_state *terminal; /* that logs in by it; NULL: it is no login */
    uint32_t server_flag;
    unsigned heard; /* how many messages of the other side came before */
    uint16_t serial;
    uint16_t crc;
    uint8_t number;
    gt06_direction direction;
    gt06_form form;
    bool due;        /* an answer must come */
    bool damaged;    /* it has a wrong CRC: no answer should come */
    bool answered;   /* or given up; stays for a while, to know a second answer */
    bool addressed;  /* an address was sent for it */
    bool wrong;      /* a wrong answer came: no other one is expected */
    bool complained; /* something was said about its answer already */
} gt06_pending;

/* A ring of them, 256 at most: for a new one the oldest has to go that misses no answer. */
typedef struct {
    gt06_pending *entries; /* wmem_file_scope */
    unsigned first;
    unsigned count;
    unsigned capacity; /* a power of two, 0 at first */
    unsigned settled;  /* the first so many miss no answer, now and for ever */
    nstime_t displaced; /* when the last was sent that had to go though an answer may come; or 0 */
} gt06_queue;

/* Must it be answered, and was neither that done nor complained about? */
bool gt06_misses_answer(const gt06_pending *message);

/* The message at a place from 0, the oldest, to count - 1. */
gt06_pending *gt06_pending_at(const gt06_queue *queue, unsigned place);

/* Adds a message that is newer than all others. */
void gt06_append_pending(gt06_queue *queue, const gt06_pending *message);

/* Takes out the oldest message. */
void gt06_drop_oldest(gt06_queue *queue);

#endif
