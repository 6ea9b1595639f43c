/* import.h
 * Server logs and hex lines become a capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_IMPORT_H
#define GT06_REPLAY_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

typedef struct {
    const char *output;
    uint16_t port; /* of the server */
    bool udp;
    int zone; /* seconds that the logs' times are ahead of UTC */
} gt06_import_settings;

/*
 * Reads logs and writes their bytes as a capture. Lines that cannot be read are named on standard
 * error, and the reading goes on.
 *
 * logs     names of files, "-" for standard input; NULL-terminated
 * returns  false with GT06_EXIT_INPUT if a log cannot be opened or nothing in them can be read
 */
bool gt06_import(char **logs, const gt06_import_settings *settings, GError **error);

#endif
