/* judge.h
 * The verdict over a capture: what tshark with the plugin finds in it, and what was expected.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_JUDGE_H
#define GT06_REPLAY_JUDGE_H

#include <stdint.h>

#include "tshark.h"

/* Severities of expert information, in ascending order. */
typedef enum {
    GT06_SEVERITY_NONE,
    GT06_SEVERITY_CHAT,
    GT06_SEVERITY_NOTE,
    GT06_SEVERITY_WARNING,
    GT06_SEVERITY_ERROR,
    GT06_SEVERITY_COUNT
} gt06_severity;

extern const char *const gt06_severity_names[GT06_SEVERITY_COUNT];

/* Reads Wireshark's number for a severity. */
gt06_severity gt06_severity_of(uint64_t number);

/* The finding that rests on links: a terminal's message that wanted an answer and got none. */
#define GT06_NO_ANSWER "no_answer"

/* One finding at one message or packet. */
typedef struct {
    const char *imei;    /* "" if none is known; interned, as all strings here */
    const char *message; /* as tshark names it; "" for a packet as a whole */
    const char *sentence;
    unsigned frame;
} gt06_seen;

/* All findings of one name. */
typedef struct {
    const char *name;   /* "gt06.expert.crc_wrong", or GT06_NO_ANSWER */
    const char *filter; /* a display filter for it */
    gt06_severity severity;
    unsigned count;
    GArray *seen; /* of gt06_seen: the first of them */
} gt06_finding_row;

/* A row of the statistic gt06,terminals, and what was counted beside it. */
typedef struct {
    const char *name;    /* as the statistic says: the IMEI, or "no login seen, ADDRESS" */
    const char *imei;    /* "" if there was no login */
    const char *address; /* the last one of the terminal */
    const char *verdict; /* a phrase: "healthy" */
    unsigned messages, logins, answers;
} gt06_terminal_row;

/* "FILTER :: COUNT" or "FILTER ::m COUNT". */
typedef struct {
    char *text;
    char *filter;
    bool messages;   /* are counted, not packets */
    char comparison; /* '=', '<', '>', 'l' for <=, 'g' for >=, '!' */
    unsigned wanted;
    unsigned found;
    unsigned first_frame; /* of a packet that matches; 0: none */
    bool met;
} gt06_expectation;

typedef struct {
    const char *capture;
    unsigned packets, messages, from_terminals, from_server;
    GPtrArray *findings;     /* of gt06_finding_row, the worst first */
    GPtrArray *terminals;    /* of gt06_terminal_row, in the order of the statistic */
    GPtrArray *expectations; /* of gt06_expectation; not owned */
    gt06_severity limit;     /* findings from here on are failures */
    bool passed;
    GArray *unanswered; /* of gt06_seen: messages without an answer, until all is read */
    GHashTable *imeis;  /* of conversation key to IMEI: the last that was seen in it */
    GHashTable *rows;   /* of name to gt06_terminal_row, not owned */
    GHashTable *blamed; /* packets that a finding elsewhere goes back to */
} gt06_verdict;

/* Reads an expectation; NULL with GT06_EXIT_INPUT. */
gt06_expectation *gt06_expectation_read(const char *text, GError **error);
void gt06_expectation_free(gpointer data);

/*
 * Judges a capture in two passes.
 *
 * expectations  of gt06_expectation; may be NULL
 * limit         findings of this severity and above are failures
 * returns       NULL with an error if tshark cannot read it
 */
gt06_verdict *gt06_judge(gt06_tshark *tshark, const char *capture, GPtrArray *expectations,
                         gt06_severity limit, GError **error);
void gt06_verdict_free(gt06_verdict *verdict);

#endif
