/* faults.h
 * Faults that are put into what we send.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_FAULTS_H
#define GT06_REPLAY_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* How the connection ends after a message. */
typedef enum { GT06_ENDING_NONE, GT06_ENDING_FIN, GT06_ENDING_RST, GT06_ENDING_HALF } gt06_ending;

/* A message on its way out, and what shall happen to it. */
typedef struct {
    GByteArray *bytes;
    bool is_answer;
    uint8_t number;
    const char *imei; /* NULL: not known */
    bool drop;
    unsigned copies;    /* beyond the first */
    unsigned delay;     /* ms before it */
    unsigned first_cut; /* bytes of the first piece, 0: not cut */
    unsigned each_cut;  /* bytes of each piece, 0: not cut */
    unsigned gap;       /* ms between pieces */
    unsigned hold;      /* send it together with so many later ones */
    bool swap;          /* send it after the next one */
    gt06_ending ending;
} gt06_delivery;

typedef struct gt06_faults gt06_faults;

/*
 * Reads the faults of a command line: "NAME[=VALUE][,p=0.5][,seed=7][,number=0x13][,imei=...]
 * [,every=N][,from=N][,gap=MS]".
 *
 * returns  NULL with GT06_EXIT_INPUT, or if there are none
 */
gt06_faults *gt06_faults_read(char **texts, GError **error);
void gt06_faults_free(gt06_faults *faults);

/* Puts those faults that are due into a message; `faults` may be NULL. */
void gt06_faults_apply(gt06_faults *faults, gt06_delivery *delivery);

/* Tells how often each fault was used, on standard error. */
void gt06_faults_tell(const gt06_faults *faults);

/* The list of all faults for the help; to be released with g_free(). */
char *gt06_faults_help(void);

#endif
