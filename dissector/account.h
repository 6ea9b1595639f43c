/* account.h
 * What the messages of a capture tell of one terminal, added up: the rows of gt06,terminals and of
 * gt06-batch.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ACCOUNT_H
#define GT06_ACCOUNT_H

#include "lateness.h"
#include "parties.h"
#include "../protocol/quantile.h"
#include "../protocol/verdict.h"

/* What is counted; docs/statistics.md says how. */
typedef enum {
    GT06_COUNT_CONNECTIONS,
    GT06_COUNT_LOGINS,
    GT06_COUNT_ANSWERED,
    GT06_COUNT_POSITIONS,
    GT06_COUNT_HEARTBEATS,
    GT06_COUNT_ALARMS,
    GT06_COUNT_CRC_ERRORS,
    GT06_COUNT_LOST,
    GT06_COUNT_DUPLICATES,
    GT06_COUNTS
} gt06_count;

enum { GT06_LONGEST_PARTY = 100 };

typedef struct {
    unsigned counts[GT06_COUNTS];
    unsigned transports;                   /* bits: 1 TCP, 2 UDP */
    char terminal[GT06_LONGEST_PARTY];     /* the last address of each side */
    char server[GT06_LONGEST_PARTY];
    nstime_t first;                        /* capture time of the first and last record */
    nstime_t last;
    nstime_t closed;                       /* when the server closed, if evidence.closed_after */
    uint16_t device_type;                  /* of the last login that told one, 0: none */
    gt06_quantile clock;                   /* seconds, capture minus message */
    gt06_lateness lateness;                /* of the last live message */
    double metres;                         /* along the live positions */
    gt06_evidence evidence;
    const gt06_conversation *conversation; /* of the last message, as a mark only */
    GHashTable *conversations;             /* all of them */
    bool placed;                           /* the position before is known */
    double latitude;
    double longitude;
} gt06_account;

/* Begins an account that is zeros. */
void gt06_account_begin(gt06_account *account);

/* Frees what it holds. */
void gt06_account_end(gt06_account *account);

/* Adds one tap record. */
void gt06_account_add(gt06_account *account, packet_info *pinfo, const gt06_record *record,
                      const gt06_parties *parties);

/* Whose account a record belongs to: the IMEI, or "no login seen, 198.51.100.7:40001". */
void gt06_account_key(char *key, size_t size, const gt06_record *record,
                      const gt06_parties *parties);

/* "TCP", "UDP" or both, for the bits of `transports`. */
const char *gt06_transport_names(unsigned transports);

#endif
