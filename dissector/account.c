/* account.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "account.h"
#include "exchange.h"
#include "preferences.h"
#include "../protocol/distance.h"

#include <math.h>
#include <stdio.h>

void gt06_account_begin(gt06_account *account)
{
    account->conversations = g_hash_table_new(NULL, NULL);
    gt06_quantile_begin(&account->clock, 50);
    account->evidence.closed_after = -1;
}

void gt06_account_end(gt06_account *account)
{
    g_hash_table_destroy(account->conversations);
    gt06_quantile_end(&account->clock);
}

void gt06_account_key(char *key, size_t size, const gt06_record *record,
                      const gt06_parties *parties)
{
    if (record->imei != NULL)
        g_strlcpy(key, record->imei, size);
    else
        snprintf(key, size, "no login seen, %s", parties->terminal);
}

const char *gt06_transport_names(unsigned transports)
{
    static const char *const names[] = { "-", "TCP", "UDP", "TCP, UDP" };

    return names[transports & 3];
}

static void note_parties(gt06_account *account, packet_info *pinfo, const gt06_parties *parties)
{
    account->transports |= pinfo->ptype == PT_TCP ? 1 : pinfo->ptype == PT_UDP ? 2 : 0;
    g_strlcpy(account->terminal, parties->terminal, sizeof account->terminal);
    g_strlcpy(account->server, parties->server, sizeof account->server);
}

static void note_conversation(gt06_account *account, packet_info *pinfo,
                              const gt06_parties *parties)
{
    const gt06_conversation *conversation = parties->conversation;

    if (account->terminal[0] == '\0')
        note_parties(account, pinfo, parties);
    if (conversation == NULL || conversation == account->conversation)
        return;
    account->conversation = conversation;
    if (g_hash_table_add(account->conversations, (void *)conversation))
        account->counts[GT06_COUNT_CONNECTIONS]++;
    note_parties(account, pinfo, parties);
    account->evidence.server_seen |= gt06_server_accepts(pinfo);
}

static void note_remark(gt06_account *account, packet_info *pinfo, const gt06_record *record,
                        gt06_finding finding)
{
    if (finding == GT06_F_duplicate)
        account->counts[GT06_COUNT_DUPLICATES]++;
    if (gt06_is_muted(finding, record->imei))
        return;
    if (finding == GT06_F_closed_by_server) {
        account->evidence.closed_after = record->number;
        account->closed = pinfo->abs_ts;
    }
    gt06_add_evidence(&account->evidence, gt06_finding_name(finding));
}

static void note_remarks(gt06_account *account, packet_info *pinfo, const gt06_record *record)
{
    gt06_evidence *evidence = &account->evidence;
    const gt06_remark *remark = record->note != NULL ? record->note->remarks : NULL;

    if (record->crc_status == GT06_CRC_BAD) {
        account->counts[GT06_COUNT_CRC_ERRORS]++;
        if (record->direction == GT06_FROM_TERMINAL && !gt06_is_muted(GT06_F_crc_wrong, record->imei))
            gt06_add_evidence(evidence, gt06_finding_name(GT06_F_crc_wrong));
    }
    if (record->ascii_hex && !gt06_is_muted(GT06_F_ascii_hex, record->imei))
        gt06_add_evidence(evidence, gt06_finding_name(GT06_F_ascii_hex));
    for (; remark != NULL; remark = remark->next)
        note_remark(account, pinfo, record, remark->finding);
}

/* A jump is no way that anybody went. */
static void note_movement(gt06_account *account, const gt06_record *record)
{
    if (!record->positioned || (record->latitude == 0 && record->longitude == 0))
        return;
    if (account->placed && !gt06_has_remark(record->note, GT06_F_position_jump) &&
        !gt06_has_remark(record->note, GT06_F_hemisphere_flip))
        account->metres += gt06_distance(account->latitude, account->longitude, record->latitude,
                                         record->longitude);
    account->placed = true;
    account->latitude = record->latitude;
    account->longitude = record->longitude;
}

/* Messages that are late once were stored, if not marked so; a clock that is behind stays so. */
static void note_clock(gt06_account *account, packet_info *pinfo, const gt06_record *record)
{
    enum { LATE = 60 /* seconds */ };
    double behind = gt06_seconds_between(&record->time, &pinfo->abs_ts);

    if (gt06_is_late_again(&account->lateness, &pinfo->abs_ts, behind) || behind <= LATE)
        gt06_quantile_add(&account->clock,
                          (int32_t)CLAMP(floor(behind), -G_MAXINT32, G_MAXINT32));
}

/* What only a message that is neither stored nor damaged can tell. */
static void note_live(gt06_account *account, packet_info *pinfo, const gt06_record *record)
{
    if ((record->has & GT06_HAS_TIME) == 0 ||
        ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload))
        return;
    note_clock(account, pinfo, record);
    if ((record->has & GT06_HAS_POSITION) != 0)
        note_movement(account, record);
}

static void note_login(gt06_account *account, const gt06_record *record)
{
    if (record->login_imei == NULL || record->message->answer != GT06_ANSWER_LOGIN)
        return;
    account->counts[GT06_COUNT_LOGINS]++;
    if (record->device_type != 0)
        account->device_type = record->device_type;
}

static void note_sent(gt06_account *account, packet_info *pinfo, const gt06_record *record)
{
    account->evidence.terminal_seen = true;
    account->evidence.asked += gt06_answer_is_demanded(record);
    if (record->crc_status == GT06_CRC_BAD)
        return;
    note_login(account, record);
    if ((record->has & GT06_HAS_POSITION) != 0)
        account->counts[GT06_COUNT_POSITIONS]++;
    if (g_str_has_prefix(gt06_message_name(record->message, record->layout), "Heartbeat"))
        account->counts[GT06_COUNT_HEARTBEATS]++;
    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0)
        account->counts[GT06_COUNT_ALARMS]++;
    if (record->note != NULL)
        account->counts[GT06_COUNT_LOST] += record->note->lost;
    note_live(account, pinfo, record);
}

static void note_received(gt06_account *account, const gt06_record *record)
{
    account->evidence.server_seen = true;
    if (record->note == NULL || !record->note->accepted)
        return;
    account->evidence.answered++;
    if (record->note->answered->message->answer == GT06_ANSWER_LOGIN)
        account->counts[GT06_COUNT_ANSWERED]++;
}

void gt06_account_add(gt06_account *account, packet_info *pinfo, const gt06_record *record,
                      const gt06_parties *parties)
{
    if (account->terminal[0] == '\0')
        account->first = pinfo->abs_ts;
    note_conversation(account, pinfo, parties);
    note_remarks(account, pinfo, record);
    account->last = pinfo->abs_ts;
    if (record->end != GT06_NO_END)
        return;
    if (record->direction == GT06_FROM_TERMINAL)
        note_sent(account, pinfo, record);
    else
        note_received(account, record);
}
