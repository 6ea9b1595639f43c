/* engine.h
 * libwireshark with our dissector inside, started once for any number of captures.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_ENGINE_H
#define GT06_BATCH_ENGINE_H

#include "../dissector/parties.h"
#include "../dissector/record.h"
#include "command.h"

/* A tap record and where it is from. */
typedef struct {
    const gt06_record *record;
    packet_info *pinfo;
    epan_dissect_t *dissection;
    gt06_parties parties;
    const char *file;
    uint32_t file_frame; /* number of the packet in this file, record->frame is that in the group */
} gt06_seen;

/* Who wants the records. */
typedef struct {
    void (*take)(const gt06_seen *seen, void *data);
    void (*tick)(uint64_t bytes, void *data); /* now and then: so much of the group was read */
    const GArray *fields; /* int: fields that the tree must have; NULL: no tree */
    void *data;
} gt06_reader;

typedef enum {
    GT06_WHOLE,
    GT06_DAMAGED,   /* something of it could be read */
    GT06_UNREADABLE /* nothing of it could be read */
} gt06_state;

typedef struct {
    gt06_state state;
    uint64_t packets;
    char *reason; /* a sentence for each file that is not whole, for g_free(); "" if all are */
} gt06_outcome;

/*
 * Starts libwireshark, without anybody's own settings and without its tables of vendors and
 * services; call it once.
 *
 * program      path of this program
 * preferences  NAME:VALUE as for tshark -o, ended by NULL; or NULL
 * returns      GT06_EXIT_WELL, or after saying what is wrong GT06_EXIT_INPUT or GT06_EXIT_BROKEN
 */
gt06_exit gt06_engine_start(const char *program, char **preferences);

/* Reads the files of a group in order as one capture that knows nothing of any other. */
void gt06_engine_read(char **files, const gt06_reader *reader, gt06_outcome *outcome);

#endif
