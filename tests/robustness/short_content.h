/* short_content.h
 * What is said of contents that are cut off in a whole frame, with a right length and CRC: nothing
 * but the layout can tell that something is missing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_SHORT_CONTENT_H
#define GT06_TEST_SHORT_CONTENT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const uint8_t *content; /* the whole one */
    unsigned size;          /* bytes that are left of it; of one content the sizes come in order */
    const char *text;       /* what was read in these, as gt06_read_units() has it ... */
    const char *whole;      /* ... and in the whole */
} gt06_short_content;

/* What is said of the end. The first four are right, the others are not. */
typedef enum {
    GT06_END_TOLD,     /* something is missing, or left over */
    GT06_END_EMPTY,    /* nothing is left, which is an acknowledgement */
    GT06_END_OF_OTHER, /* nothing, and what is left has another layout than the whole */
    GT06_END_OPEN,     /* nothing: what stands last may end anywhere, or there */
    GT06_END_BARE,     /* nothing, though there are bytes that no value is read in */
    GT06_END_UNFIT,    /* nothing, though no layout fits */
    GT06_END_UNSAID,   /* nothing, though the layout cannot end there */
    GT06_ENDS
} gt06_content_end;

gt06_content_end gt06_judge_end(const gt06_short_content *read);

/*
 * Was another layout chosen for the beginning than for the whole message? So it may be where one is
 * chosen by bytes that are cut off.
 */
bool gt06_has_other_layout(const char *beginning, const char *whole);

/* One of the ends that gt06_judge_end() allows and never met; to be freed. NULL: it met them all.
 */
char *gt06_unneeded_open_end(void);

#endif
