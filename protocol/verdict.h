/* verdict.h
 * What is the matter with a terminal, in one phrase: the words of statistics and reports.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_VERDICT_H
#define GT06_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

enum { GT06_NO_VERDICT = -1 };

/* What was seen of a terminal; it begins as zeros, with `closed_after` -1. */
typedef struct {
    uint64_t findings;  /* bits: 1 << the place of each finding that was made */
    unsigned asked;     /* messages that have to be answered */
    unsigned answered;  /* those that were */
    bool terminal_seen; /* the capture shows what the terminal sends */
    bool server_seen;   /* the capture shows what the server sends, if only at the handshake */
    int closed_after;   /* number of the message after which the server closed, -1: it did not */
} gt06_evidence;

/*
 * The place of a finding among the causes, 0 the gravest; causes come before what follows from
 * them.
 *
 * finding  the last part of its filter name: "answer_wrong_serial"
 * returns  GT06_NO_VERDICT for a finding that does not decide a verdict
 */
int gt06_verdict_place(const char *finding);

/* The words for the place of a finding: "answers carry the wrong serial". */
const char *gt06_verdict_words(int place);

/* Adds a finding to the evidence; any other than those with a place is left out. */
void gt06_add_evidence(gt06_evidence *evidence, const char *finding);

/*
 * The verdict: the gravest finding, or that a side was not seen, or "healthy". Nothing is held
 * against a side that the capture does not show.
 *
 * text     receives the phrase, cut to `size`
 */
void gt06_tell_verdict(const gt06_evidence *evidence, char *text, unsigned long size);

#endif
