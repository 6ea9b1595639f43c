/* assembly.h
 * Puts pictures and files together from their blocks.
 *
 * What a block adds to its object is found out on the first pass; later passes show the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ASSEMBLY_H
#define GT06_ASSEMBLY_H

#include "cursor.h"

/* What a picture or file is called, and how its blocks are counted. */
typedef struct {
    const char *name;  /* in sentences: "picture" */
    const char *unit;  /* "bytes" where a block tells its offset, "blocks" where its number */
    bool numbered;     /* the blocks tell their number */
    bool from_one;     /* that may begin with 1 as well as with 0: no document says */
    bool is_picture;   /* a JPEG file is due */
} gt06_object_kind;

/* One picture or file of the terminal at hand. */
typedef struct {
    const gt06_object_kind *kind;
    const char *id;    /* tells it from others of its kind; ends up in file names */
    bool size_known;
    uint32_t size;     /* bytes of the whole; 0: not told, but the number of blocks is */
    uint32_t blocks;   /* blocks of the whole; 0: not told */
} gt06_object;

/* One block in the content, between `offset` and `offset + length` of the cursor's tvb. */
typedef struct {
    uint32_t place;    /* its first byte in the whole, or its number */
    int offset;
    int length;
} gt06_block;

/* Notes what a message in front of the blocks says of them. */
void gt06_announce_object(gt06_cursor *cursor, const gt06_object *object);

/*
 * Adds a block. Shows the finished whole where this block completes it, else a link to where that
 * happened, as far as it is known.
 *
 * returns  the whole, with its name and bytes in the record, or NULL
 */
tvbuff_t *gt06_add_block(gt06_cursor *cursor, const gt06_object *object, const gt06_block *block);

void gt06_register_assembly(int protocol);

#endif
