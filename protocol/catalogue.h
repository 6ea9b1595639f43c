/* catalogue.h
 * Every message GT06 knows: number, form, direction, name, who answers and how, and its layouts.
 *
 * The rows stand in catalogue/, a file for each family of messages; chapter 13 of the core
 * document and chapter 31 of the extended one say the same in prose.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CATALOGUE_H
#define GT06_CATALOGUE_H

#include "content.h"
#include "elements.h"

/* How a message is answered by the other side. */
typedef enum {
    GT06_ANSWER_NONE,             /* none is due */
    GT06_ANSWER_ACCEPTED,         /* none is due, but an acknowledgement does no harm */
    GT06_ANSWER_ACK,              /* same number and serial, empty, in the form of the request */
    GT06_ANSWER_ACK_SHORT,        /* the same, always 78 78 */
    GT06_ANSWER_ACK_LONG,         /* the same, always 79 79 */
    GT06_ANSWER_LOGIN,            /* an acknowledgement, or one with a clock (core 6.01) */
    GT06_ANSWER_ACK_ADDRESS,      /* an acknowledgement, then an address if the language asks */
    GT06_ANSWER_ADDRESS,          /* an address: 17 Chinese, 97 English */
    GT06_ANSWER_CLOCK,            /* the same number with the date and time */
    GT06_ANSWER_EPOCH,            /* the same number with seconds since 1970 */
    GT06_ANSWER_TEXT,             /* 15, 21 or 81 with the same server flag */
    GT06_ANSWER_SAME,             /* the same number with a content of its own */
    GT06_ANSWER_PHOTO_REQUEST,    /* 36 from the server (extended 8) */
    GT06_ANSWER_PHOTO_DATA,       /* 36 from the terminal */
    GT06_ANSWER_RESULT,           /* 98 with one byte (extended 25.1) */
    GT06_ANSWER_IS_ONE,           /* is an answer itself */
    GT06_ANSWER_UNKNOWN           /* no document says */
} gt06_answer;

/* Which clock a message's date and time shows (core 3.1). */
typedef enum {
    GT06_CLOCK_NONE,   /* it carries none */
    GT06_CLOCK_UTC,
    GT06_CLOCK_LOCAL,  /* the zone the terminal is set to, as its login says */
    GT06_CLOCK_DEVICE  /* no document states the zone: read like local time */
} gt06_clock;

/* When a layout applies: on the number of content bytes, and a test of the bytes themselves. */
typedef struct {
    uint16_t at_least;   /* of N, or of N without the second byte of the MNC at `mcc` */
    uint16_t at_most;
    int16_t mcc;         /* offset of the MCC whose bit 15 adds a byte, -1 when N counts as it is */
    uint8_t each;        /* bytes added by each entry of a list ... */
    int16_t count;       /* ... whose count stands here (plus the byte of the MNC), -1: no list */
    bool (*also)(const gt06_content *content); /* NULL: nothing else is asked */
} gt06_when;

enum { GT06_RUN_LENGTH = 24 };

typedef struct {
    const char *variant;  /* shown as gt06.variant; NULL closes a list of layouts */
    const char *name;     /* of the message where it is another one than its row's; NULL: the row's */
    bool unanswered;      /* nothing answers it, whatever its row says */
    uint8_t only;         /* the one number it is for, where messages share a list; 0: all */
    uint8_t never;        /* the one number of a shared list it is not for; 0: none */
    uint16_t first;       /* 0x100 | the one first content byte it is for; 0: any */
    const char *doubt;    /* the other layout that fits as well, for people; NULL: none */
    bool (*doubtful)(const gt06_content *content); /* is there a doubt? NULL: always */
    gt06_when when;
    gt06_place run[GT06_RUN_LENGTH]; /* in wire order, closed by E_END */
} gt06_layout;

typedef struct gt06_message {
    uint8_t number;
    uint8_t forms;      /* bits: 1 << gt06_form */
    uint8_t directions; /* bits: 1 << gt06_direction */
    uint8_t answer;     /* gt06_answer */
    uint8_t clock;      /* gt06_clock */
    const char *name;
    const char *clause; /* document and clause */
    const gt06_layout *layouts; /* tried from top to bottom */
} gt06_message;

/* What a message is: never NULL, unknown ones have a row of their own. */
typedef struct {
    const gt06_message *message;
    const gt06_layout *layout;
} gt06_choice;

/* What a message of this layout is called. */
static inline const char *gt06_message_name(const gt06_message *message, const gt06_layout *layout)
{
    return layout->name != NULL ? layout->name : message->name;
}

/* The row of all numbers that are not in the catalogue. */
extern const gt06_message gt06_unknown_message;

/* Is it a message of the dialect without serial number and CRC? The forms share no rows. */
static inline bool gt06_is_dialect_row(const gt06_message *message)
{
    return (message->forms & ((1 << GT06_DIALECT) - 1)) == 0;
}

/* What the record of a connection's end has for a message: nothing was sent. */
extern const gt06_message gt06_connection_end;

/* The layout of an empty answer, whatever its number (core 2.5). */
extern const gt06_layout gt06_acknowledgement;

/* The layout of a content that no line describes. */
extern const gt06_layout gt06_unknown_layout;

/*
 * Chooses the message and its layout by number, form, direction, content length, model and bytes.
 * The first line that fits is taken, as both documents demand. A number that is known in the other
 * direction or form only is read by those lines.
 */
gt06_choice gt06_choose(const gt06_content *content);

/* Does this layout's condition hold for the content? */
bool gt06_layout_fits(const gt06_layout *layout, const gt06_content *content);

/*
 * Did the model decide that the content has this layout: would another one fit without it?
 */
bool gt06_depends_on_model(const gt06_content *content, const gt06_layout *layout);

/* Is this layout one of the row's, where several rows share a list? */
bool gt06_layout_is_for(const gt06_layout *layout, uint8_t number);

/* Is there a row for this number, in any form and direction of GT06 proper? */
bool gt06_number_is_known(uint8_t number);

/*
 * Calls `visit` for every row of the catalogue, in the order of families; for documents, names,
 * statistics and tests.
 */
void gt06_for_each_message(void (*visit)(const gt06_message *message, void *data), void *data);

/* Bytes that the run's elements from `place` on need at least: the fixed ones. */
size_t gt06_run_needs(const gt06_place *place);

#endif
