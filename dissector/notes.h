/* notes.h
 * What the first pass found out about single messages and packets, kept for later passes.
 *
 * Only messages with a link or a remark have a note: the others have none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_NOTES_H
#define GT06_NOTES_H

#include "findings.h"
#include <wsutil/nstime.h>

/* One message's place in the capture: packet number, and ordinal of the message in its packet. */
typedef struct {
    uint32_t frame;
    uint32_t ordinal;
} gt06_moment;

/* The ordinal of what is said of a packet as a whole. */
enum { GT06_WHOLE_PACKET = 0xFFFFFFFFu };

/* Is `moment` before `now`? A moment of frame 0 never came. */
bool gt06_is_past(gt06_moment moment, gt06_moment now);

/* Seconds from one time to another; negative if `to` is before `from`. */
double gt06_seconds_between(const nstime_t *from, const nstime_t *to);

/* A request and its answer, by their packets. */
typedef struct {
    uint32_t request;
    uint32_t answer;
    nstime_t request_time;
    const struct gt06_message *message; /* the request's */
} gt06_exchange;

/* A finding that the message itself does not show: it follows from what came before. */
typedef struct gt06_remark {
    struct gt06_remark *next;
    const char *sentence; /* wmem_file_scope, or a literal */
    const uint8_t *expected; /* the answer that this wrong one should have been, or NULL */
    uint32_t cause;       /* packet it goes back to, 0 for none */
    uint8_t finding;      /* gt06_finding */
    uint8_t expected_size;
} gt06_remark;

/* Every byte counts: a message that was answered has one, and so has its answer. */
typedef struct gt06_note {
    struct gt06_note *next;         /* in the table of notes */
    gt06_moment moment;
    const gt06_exchange *asked;     /* the exchange whose request this message is */
    const gt06_exchange *answered;  /* the exchange whose answer it is */
    gt06_remark *remarks;
    uint16_t lost;                  /* serial numbers before it that were not seen */
    bool due;                       /* what it answers had to be answered */
    bool accepted;                  /* it is the first answer, with a right CRC */
} gt06_note;

/* The note of a message, NULL if it has none. */
const gt06_note *gt06_find_note(gt06_moment moment);

/* Has the note a remark with this finding? `note` may be NULL. */
bool gt06_has_remark(const gt06_note *note, gt06_finding finding);

/* The note of a message, made if need be; first pass only. */
gt06_note *gt06_make_note(gt06_moment moment);

/*
 * Adds a remark to a message; `format` is a literal. First pass only. Muted findings are left out
 * when shown.
 */
gt06_remark *gt06_add_remark(gt06_moment moment, gt06_finding finding, uint32_t cause,
                             const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Shows the remarks of a note below `item`, those that are muted aside. */
void gt06_show_remarks(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, proto_item *item,
                       const gt06_note *note);

/* Adds gt06.response_in, gt06.response_to and gt06.response_time. */
void gt06_show_exchange(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree,
                        const gt06_note *note);

void gt06_register_notes(int protocol);

#endif
