/* live.h
 * The live view: what tshark says about messages as they come.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_LIVE_H
#define GT06_REPLAY_LIVE_H

#include <uv.h>

#include "pdml.h"
#include "recording.h"

typedef struct gt06_live gt06_live;

/* Is told every packet that tshark has read. */
typedef void (*gt06_live_packet)(const gt06_packet *packet, void *data);

/* Starts tshark on what the recording will write; its lines are printed, or given to `packet`. */
gt06_live *gt06_live_start(uv_loop_t *loop, gt06_tshark *tshark, gt06_recording *recording,
                           gt06_live_packet packet, void *data, GError **error);

/* Bytes of the recording that tshark has not read yet. */
int gt06_live_backlog(const gt06_live *live);

/*
 * After the recording was closed: waits for the last lines, but not for a tshark that says nothing
 * for a minute, or when the user has had enough. `live` may be NULL.
 *
 * returns  whether tshark has told everything
 */
bool gt06_live_end(gt06_live *live);

#endif
