/* terminal_table.c
 * gt06,terminals: one row for each terminal, and what is the matter with it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "conversation.h"
#include "exchange.h"
#include "parties.h"
#include "preferences.h"
#include "table_rows.h"
#include "../protocol/distance.h"
#include "../protocol/quantile.h"
#include "../protocol/verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define COLUMNS(X) \
    X(IMEI,        STRING, LEFT,  "IMEI",             "%-28s") \
    X(VERDICT,     STRING, LEFT,  "Verdict",          "%-34s") \
    X(TRANSPORT,   STRING, LEFT,  "Transport",        "%s") \
    X(TERMINAL,    STRING, LEFT,  "Last address",     "%s") \
    X(SERVER,      STRING, LEFT,  "Last server",      "%s") \
    X(FIRST,       STRING, LEFT,  "First seen (UTC)", "%s") \
    X(LAST,        STRING, LEFT,  "Last seen (UTC)",  "%s") \
    X(CONNECTIONS, UINT,   RIGHT, "Connections",      "%u") \
    X(LOGINS,      UINT,   RIGHT, "Logins",           "%u") \
    X(ANSWERED,    UINT,   RIGHT, "Logins answered",  "%u") \
    X(POSITIONS,   UINT,   RIGHT, "Positions",        "%u") \
    X(HEARTBEATS,  UINT,   RIGHT, "Heartbeats",       "%u") \
    X(ALARMS,      UINT,   RIGHT, "Alarms",           "%u") \
    X(CRC_ERRORS,  UINT,   RIGHT, "CRC errors",       "%u") \
    X(LOST,        UINT,   RIGHT, "Serials not seen", "%u") \
    X(DUPLICATES,  UINT,   RIGHT, "Duplicates",       "%u") \
    X(CLOCK,       STRING, RIGHT, "Clock offset",     "%s") \
    X(DISTANCE,    FLOAT,  RIGHT, "Distance (km)",    "%.1f")
/* clang-format on */

enum {
#define COLUMN_PLACE(id, type, align, name, format) COLUMN_##id,
    COLUMNS(COLUMN_PLACE)
#undef COLUMN_PLACE
    COLUMN_COUNT
};

enum { FIRST_COUNT = COLUMN_CONNECTIONS, LAST_COUNT = COLUMN_DUPLICATES };

typedef struct {
    gt06_row row;
    unsigned counts[LAST_COUNT - FIRST_COUNT + 1];
    const gt06_conversation *conversation; /* of the last message, as a mark only */
    GHashTable *conversations;             /* all of them */
    unsigned transports;                   /* bits: 1 TCP, 2 UDP */
    gt06_quantile clock;                   /* seconds, capture minus message */
    bool placed;                           /* the position before is known */
    double latitude;
    double longitude;
    double metres;
    gt06_evidence evidence;
} terminal_row;

static void begin_row(gt06_row *row)
{
    terminal_row *terminal = (terminal_row *)row;

    terminal->conversations = g_hash_table_new(NULL, NULL);
    gt06_quantile_begin(&terminal->clock, 50);
    terminal->evidence.closed_after = -1;
    gt06_show_text(row, COLUMN_TRANSPORT, "");
    gt06_show_text(row, COLUMN_CLOCK, "not seen");
}

static void end_row(gt06_row *row)
{
    terminal_row *terminal = (terminal_row *)row;

    g_hash_table_destroy(terminal->conversations);
    gt06_quantile_end(&terminal->clock);
}

static void count(terminal_row *terminal, unsigned column)
{
    terminal->counts[column - FIRST_COUNT]++;
}

static void show_parties(terminal_row *terminal, packet_info *pinfo, const gt06_parties *parties)
{
    static const char *const names[] = { "-", "TCP", "UDP", "TCP, UDP" };
    unsigned transport = pinfo->ptype == PT_TCP ? 1 : pinfo->ptype == PT_UDP ? 2 : 0;

    terminal->transports |= transport;
    gt06_show_text(&terminal->row, COLUMN_TRANSPORT, names[terminal->transports]);
    gt06_show_text(&terminal->row, COLUMN_TERMINAL, parties->terminal);
    gt06_show_text(&terminal->row, COLUMN_SERVER, parties->server);
}

static void note_conversation(terminal_row *terminal, packet_info *pinfo,
                              const gt06_parties *parties)
{
    const gt06_conversation *conversation = parties->conversation;

    if (conversation == NULL || conversation == terminal->conversation)
        return;
    terminal->conversation = conversation;
    if (g_hash_table_add(terminal->conversations, (void *)conversation))
        count(terminal, COLUMN_CONNECTIONS);
    show_parties(terminal, pinfo, parties);
    terminal->evidence.server_seen |= gt06_server_accepts(pinfo);
}

static void note_remarks(terminal_row *terminal, const gt06_record *record)
{
    gt06_evidence *evidence = &terminal->evidence;
    const gt06_remark *remark = record->note != NULL ? record->note->remarks : NULL;

    if (record->crc_status == GT06_CRC_BAD) {
        count(terminal, COLUMN_CRC_ERRORS);
        if (record->direction == GT06_FROM_TERMINAL && !gt06_is_muted(GT06_F_crc_wrong, record->imei))
            gt06_add_evidence(evidence, gt06_finding_name(GT06_F_crc_wrong));
    }
    if (record->ascii_hex && !gt06_is_muted(GT06_F_ascii_hex, record->imei))
        gt06_add_evidence(evidence, gt06_finding_name(GT06_F_ascii_hex));
    for (; remark != NULL; remark = remark->next) {
        if (remark->finding == GT06_F_duplicate)
            count(terminal, COLUMN_DUPLICATES);
        if (gt06_is_muted(remark->finding, record->imei))
            continue;
        if (remark->finding == GT06_F_closed_by_server)
            evidence->closed_after = record->number;
        gt06_add_evidence(evidence, gt06_finding_name(remark->finding));
    }
}

static bool has_remark(const gt06_record *record, gt06_finding finding)
{
    const gt06_remark *remark = record->note != NULL ? record->note->remarks : NULL;

    while (remark != NULL && remark->finding != finding)
        remark = remark->next;
    return remark != NULL;
}

/* A jump is no way that anybody went. */
static void note_movement(terminal_row *terminal, const gt06_record *record)
{
    if (!record->positioned || (record->latitude == 0 && record->longitude == 0))
        return;
    if (terminal->placed && !has_remark(record, GT06_F_position_jump) &&
        !has_remark(record, GT06_F_hemisphere_flip))
        terminal->metres += gt06_distance(terminal->latitude, terminal->longitude,
                                          record->latitude, record->longitude);
    terminal->placed = true;
    terminal->latitude = record->latitude;
    terminal->longitude = record->longitude;
}

/* "8:00:03 behind" for a median of capture time minus message time. */
static void show_clock(terminal_row *terminal)
{
    int32_t seconds = gt06_quantile_value(&terminal->clock);
    unsigned off = (unsigned)abs(seconds);
    char text[40];

    g_snprintf(text, sizeof text, "%u:%02u:%02u%s", off / 3600, off / 60 % 60, off % 60,
               seconds == 0 ? "" : seconds < 0 ? " ahead" : " behind");
    gt06_show_text(&terminal->row, COLUMN_CLOCK, text);
}

/* What only a message that is neither stored nor damaged can tell. */
static void note_live(terminal_row *terminal, packet_info *pinfo, const gt06_record *record)
{
    double offset;
    nstime_t passed;

    if ((record->has & GT06_HAS_TIME) == 0 ||
        ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload))
        return;
    nstime_delta(&passed, &pinfo->abs_ts, &record->time);
    offset = floor(nstime_to_sec(&passed));
    gt06_quantile_add(&terminal->clock, (int32_t)CLAMP(offset, -G_MAXINT32, G_MAXINT32));
    show_clock(terminal);
    if ((record->has & GT06_HAS_POSITION) != 0)
        note_movement(terminal, record);
}

static void note_sent(terminal_row *terminal, packet_info *pinfo, const gt06_record *record)
{
    terminal->evidence.terminal_seen = true;
    terminal->evidence.asked += gt06_answer_is_demanded(record);
    if (record->crc_status == GT06_CRC_BAD)
        return;
    if (record->login_imei != NULL && record->message->answer == GT06_ANSWER_LOGIN)
        count(terminal, COLUMN_LOGINS);
    if ((record->has & GT06_HAS_POSITION) != 0)
        count(terminal, COLUMN_POSITIONS);
    if (g_str_has_prefix(gt06_message_name(record->message, record->layout), "Heartbeat"))
        count(terminal, COLUMN_HEARTBEATS);
    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0)
        count(terminal, COLUMN_ALARMS);
    if (record->note != NULL)
        terminal->counts[COLUMN_LOST - FIRST_COUNT] += record->note->lost;
    note_live(terminal, pinfo, record);
}

static void note_received(terminal_row *terminal, const gt06_record *record)
{
    terminal->evidence.server_seen = true;
    if (record->note == NULL || !record->note->accepted)
        return;
    terminal->evidence.answered++;
    if (record->note->answered->message->answer == GT06_ANSWER_LOGIN)
        count(terminal, COLUMN_ANSWERED);
}

static void show_row(terminal_row *terminal, packet_info *pinfo)
{
    char text[80];

    gt06_show_moment(text, sizeof text, &pinfo->abs_ts);
    if (terminal->row.cells[COLUMN_FIRST].type == TABLE_ITEM_NONE)
        gt06_show_text(&terminal->row, COLUMN_FIRST, text);
    gt06_show_text(&terminal->row, COLUMN_LAST, text);
    for (unsigned column = FIRST_COUNT; column <= LAST_COUNT; column++)
        gt06_show_count(&terminal->row, column, terminal->counts[column - FIRST_COUNT]);
    gt06_show_number(&terminal->row, COLUMN_DISTANCE, terminal->metres / 1000);
    gt06_tell_verdict(&terminal->evidence, text, sizeof text);
    gt06_show_text(&terminal->row, COLUMN_VERDICT, text);
}

static terminal_row *find_row(void *data, const gt06_record *record, const gt06_parties *parties)
{
    char key[100];
    terminal_row *terminal;

    if (record->imei != NULL)
        g_strlcpy(key, record->imei, sizeof key);
    else
        g_snprintf(key, sizeof key, "no login seen, %s", parties->terminal);
    terminal = (terminal_row *)gt06_find_row(data, key);
    if (terminal->row.cells[COLUMN_IMEI].type == TABLE_ITEM_NONE) {
        gt06_show_text(&terminal->row, COLUMN_IMEI, key);
        gt06_show_text(&terminal->row, COLUMN_TERMINAL, parties->terminal);
        gt06_show_text(&terminal->row, COLUMN_SERVER, parties->server);
    }
    return terminal;
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *tapped, tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;
    gt06_parties parties;
    terminal_row *terminal;

    gt06_find_parties(&parties, pinfo, record);
    terminal = find_row(data, record, &parties);
    note_conversation(terminal, pinfo, &parties);
    note_remarks(terminal, record);
    if (record->end == GT06_NO_END) {
        if (record->direction == GT06_FROM_TERMINAL)
            note_sent(terminal, pinfo, record);
        else
            note_received(terminal, record);
    }
    show_row(terminal, pinfo);
    return TAP_PACKET_REDRAW;
}

static void begin(stat_tap_table_ui *ui)
{
    static const gt06_row_kind kind = { sizeof(terminal_row), begin_row, end_row };

    gt06_open_table(ui, &kind);
}

void gt06_register_terminal_table(void)
{
    static stat_tap_table_item columns[] = {
#define COLUMN_ITEM(id, type, align, name, format) \
    { TABLE_ITEM_##type, TAP_ALIGN_##align, name, format },
        COLUMNS(COLUMN_ITEM)
#undef COLUMN_ITEM
    };
    static tap_param parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_table_ui ui = {
        .group = REGISTER_PACKET_STAT_GROUP_UNSORTED,
        .title = "GT06 terminals",
        .tap_name = "gt06",
        .cli_string = "gt06,terminals",
        .stat_tap_init_cb = begin,
        .packet_func = take,
        .stat_tap_reset_table_cb = gt06_empty_table,
        .stat_tap_free_table_item_cb = gt06_free_cell,
        .nfields = COLUMN_COUNT,
        .fields = columns,
        .nparams = G_N_ELEMENTS(parameters),
        .params = parameters,
    };

    register_stat_tap_table_ui(&ui);
}
