/* platform.h
 * The platform's side of a conversation: what a server answers, and what it sends by itself.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_PLATFORM_H
#define GT06_REPLAY_PLATFORM_H

#include "../protocol/catalogue.h"
#include "wire.h"

typedef struct gt06_script gt06_script;

enum { GT06_MOST_COMMAND = 230 }; /* bytes of a command's text */

/* What all trackers that connect are treated by. */
typedef struct {
    char **commands;     /* texts to be pushed, NULL for none */
    const char *after;   /* "login" or "heartbeat" */
    const char *address; /* answer to those who ask where they are */
    bool silent;         /* answer nothing */
    gt06_script *script; /* a capture to be followed, NULL: reactive */
} gt06_platform;

/* What the platform knows about one tracker. */
typedef struct {
    uint16_t serial; /* of the next message that is no answer */
    bool pushed;
    unsigned line; /* the place in the script */
    void *role;    /* the script's */
    GArray *early; /* of unsigned: places in the script that were sent before their turn */
} gt06_tracker_memory;

/* A message as the catalogue names it. */
typedef struct {
    gt06_content content;
    gt06_choice choice;
    bool has_serial;
    uint16_t serial;
} gt06_reading;

/* Looks at a frame that was cut off. */
gt06_reading gt06_read_frame(const gt06_cut *cut, const uint8_t *frame, gt06_direction direction);

/* Answers a message of a terminal as the catalogue asks, and pushes commands. */
void gt06_platform_react(const gt06_platform *platform, gt06_wire *wire,
                         gt06_tracker_memory *memory, const gt06_reading *reading);

/* The IMEI of a login; false if it is none. */
bool gt06_login_imei(const gt06_reading *reading, char imei[16]);

#endif
