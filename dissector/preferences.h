/* preferences.h
 * What a user can set, beside the ports.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_PREFERENCES_H
#define GT06_PREFERENCES_H

#include "findings.h"

typedef struct {
    gt06_bool check_crc;      /* compare the CRC of every message */
    gt06_bool local_is_utc;   /* terminals send UTC also where a document says local time */
    const char *zone;         /* "+08:00": zone of terminals whose login tells none; "" unknown */
    const char *model;        /* model of terminals that nobody else names; "" unknown */
    gt06_bool hide_passwords; /* in every text that we make */
    unsigned answer_timeout;  /* seconds in which an answer must come */
    const char *endpoints;    /* "d.example.com:8888/tcp, 203.0.113.10:8888/udp"; "" any */
    const char *muted;        /* "serial_gap, clock_zone@35419"; "" none */
} gt06_preference_values;

extern gt06_preference_values gt06_preferences;

/* Minutes east of UTC of the preference `zone`; false if it is empty or no zone. */
bool gt06_preferred_zone(int *minutes);

/* The preferred model, NULL if none is set. */
const char *gt06_preferred_model(void);

/* Is any finding muted, for anybody? */
bool gt06_any_is_muted(void);

/* Is this finding muted, for all terminals or for those whose IMEI begins so? */
bool gt06_is_muted(gt06_finding finding, const char *imei);

void gt06_register_preferences(int protocol);

#endif
