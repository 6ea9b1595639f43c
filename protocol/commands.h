/* commands.h
 * The text commands of 0x80 and what answers to them say.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_COMMANDS_H
#define GT06_COMMANDS_H

#include <stddef.h>
#include <stdint.h>

/* A part of a text, in bytes from its beginning. */
typedef struct {
    size_t offset;
    size_t size;
} gt06_span;

/* A command as the documents list it. */
typedef struct {
    const char *word;
    const char *purpose;
    uint8_t passwords; /* bit n set: parameter n, counted from 1, is a password when it is there */
} gt06_command;

typedef enum {
    GT06_OUTCOME_UNKNOWN, /* the text tells values, announces something for later, or is not known
                           */
    GT06_OUTCOME_SUCCESS,
    GT06_OUTCOME_FAILURE /* rejected or not carried out, be it that nothing was left to do */
} gt06_outcome;

/*
 * What a command is for: core 7.1.
 *
 * text     a command that ends in NUL; its word, in upper or lower case, reaches to the first
 *          ',' or '#'
 * returns  a short phrase; NULL if the word is unknown or the document does not say what it does
 */
const char *gt06_command_purpose(const char *text);

/*
 * Finds the passwords in a command text, or in several that '#' joins: core 7.1.
 *
 * text     the text; needs no NUL at its end
 * size     its bytes
 * spans    receives the passwords in the order of the text, blanks around them and empty ones left
 *          out
 * most     how many spans there is room for
 * returns  how many spans were set, at most `most`
 */
unsigned gt06_command_passwords(const char *text, size_t size, gt06_span *spans, unsigned most);

/*
 * What the answer to a command says about its success: core 7.2.
 *
 * text     the answer in ASCII or UTF-8; needs no NUL at its end
 * size     its bytes
 */
gt06_outcome gt06_answer_outcome(const char *text, size_t size);

/* All commands by ascending word, and how many; for documents and tests. */
const gt06_command *gt06_all_commands(size_t *count);

#endif
