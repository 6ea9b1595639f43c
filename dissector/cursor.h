/* cursor.h
 * The place in a message's content where the next element is read, and the readers' table.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CURSOR_H
#define GT06_CURSOR_H

#include "record.h"
#include <epan/packet.h>
#include "findings.h"

/* Everything the readers of one message share. */
typedef struct {
    packet_info *pinfo;
    proto_item *item;         /* the message's own item */
    gt06_content content;
    gt06_choice choice;
    gt06_record *record;
    const char *model;        /* the terminal's model, NULL when nobody named it */
    bool zone_known;
    int zone;                 /* minutes east of UTC for local times */
    bool damaged;             /* the CRC is wrong: nothing here may be remembered as sent */
    int working_mode;         /* of an OBD6 heartbeat, -1 if none was read */
} gt06_reading;

typedef struct {
    tvbuff_t *tvb;            /* the content, and nothing behind it */
    int offset;               /* of the next element */
    int end;                  /* of the bytes at hand, or of the part that is read */
    proto_tree *tree;
    gt06_reading *reading;
    unsigned count;           /* what the last count or length said */
    bool counted;             /* the open element at hand takes `count` bytes */
    int room;                 /* bytes that the elements behind an open one need */
    int width;                /* of the integer at hand, where a module says another; 0: its own */
} gt06_cursor;

typedef struct gt06_reader gt06_reader;

/* Reads one element at the cursor into the tree and the record, and moves the cursor behind it. */
struct gt06_reader {
    gt06_element element;
    void (*read)(gt06_cursor *cursor, const gt06_reader *reader);
    int *hf;                  /* the field of readers that serve several elements */
    double scale;             /* what a value is divided by to be in its unit; 0 is 1 */
};

/* Is the item's label looked at? Whoever filters wants values alone. */
static inline bool gt06_has_label(proto_item *item)
{
    return item != NULL && PITEM_FINFO(item) != NULL && !proto_item_is_hidden(item);
}

/* Bytes that are left. */
static inline int gt06_left(const gt06_cursor *cursor)
{
    return cursor->end - cursor->offset;
}

/* Are `size` bytes left? If not, says so in the tree and ends the content's reading. */
bool gt06_need(gt06_cursor *cursor, int size, const char *what);

/* How many bytes the open element at the cursor takes: never more than are left. */
int gt06_extent(gt06_cursor *cursor, const char *what);

/* The size of the element at the cursor: the vocabulary's, or what its module says. */
static inline int gt06_width(const gt06_cursor *cursor, const gt06_reader *reader)
{
    return cursor->width != 0 ? cursor->width : gt06_elements[reader->element].size;
}

/* Readers for plain fields, used by every block. */
void gt06_read_field(gt06_cursor *cursor, const gt06_reader *reader);  /* as registered */
void gt06_read_count(gt06_cursor *cursor, const gt06_reader *reader);  /* kept as count */
void gt06_read_scaled(gt06_cursor *cursor, const gt06_reader *reader); /* unsigned / scale */
void gt06_read_signed(gt06_cursor *cursor, const gt06_reader *reader); /* signed / scale */
void gt06_read_bytes(gt06_cursor *cursor, const gt06_reader *reader);  /* an open run of bytes */
void gt06_read_ascii(gt06_cursor *cursor, const gt06_reader *reader);  /* an open run of text */

/* The big-endian unsigned number of `size` bytes, 1 to 8, at the cursor. */
uint64_t gt06_peek(const gt06_cursor *cursor, int size);

/* Reads a whole run, then shows what is left over as undecoded. */
void gt06_read_content(gt06_cursor *cursor, const gt06_place *run);

/* Reads the elements of a run as far as the bytes go; false if it had to stop. */
bool gt06_read_run(gt06_cursor *cursor, const gt06_place *run);

/* Reads one element now, whatever run it stands in; false if its bytes are missing. */
bool gt06_read_element(gt06_cursor *cursor, gt06_element element);

/* Shows the bytes from the cursor to its end as undecoded, with a note. */
void gt06_read_undecoded(gt06_cursor *cursor);

/* The reader of an element: never NULL. */
const gt06_reader *gt06_reader_of(gt06_element element);

/* Enters a block's readers into the table; called at registration. `count` is their number. */
void gt06_add_readers(const gt06_reader *block, size_t count);

/* Ends the program if an element has no reader: a mistake that no test may miss. */
void gt06_check_readers(void);

/* Registers the fields of the undecoded and of the plain readers. */
void gt06_register_layout(int protocol);

#endif
