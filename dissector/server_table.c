/* server_table.c
 * gt06,servers: one row for each endpoint that terminals report to, and how well it answers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "exchange.h"
#include "parties.h"
#include "table_rows.h"
#include "../protocol/quantile.h"
#include <stdio.h>

/* clang-format off */
#define COLUMNS(X) \
    X(SERVER,    STRING, LEFT,  "Server",               "%s") \
    X(MESSAGES,  UINT,   RIGHT, "Messages received",    "%u") \
    X(ASKED,     UINT,   RIGHT, "Want an answer",       "%u") \
    X(ANSWERED,  UINT,   RIGHT, "Answered",             "%u") \
    X(SHARE,     STRING, RIGHT, "Answered (%)",         "%s") \
    X(WRONG,     UINT,   RIGHT, "Wrong serials",        "%u") \
    X(CONSTANT,  UINT,   RIGHT, "Constant serials",     "%u") \
    X(CRC,       UINT,   RIGHT, "CRC errors",           "%u") \
    X(MEDIAN,    STRING, RIGHT, "Median (ms)",          "%s") \
    X(PERCENT95, STRING, RIGHT, "95th percentile (ms)", "%s") \
    X(PERCENT99, STRING, RIGHT, "99th percentile (ms)", "%s")
/* clang-format on */

enum {
#define COLUMN_PLACE(id, type, align, name, format) COLUMN_##id,
    COLUMNS(COLUMN_PLACE)
#undef COLUMN_PLACE
    COLUMN_COUNT
};

static const unsigned percents[] = { 50, 95, 99 }; /* of the columns from COLUMN_MEDIAN on */

enum { TIMES = sizeof percents / sizeof *percents };

typedef struct {
    gt06_row row;
    unsigned messages;
    unsigned asked;
    unsigned answered;
    unsigned wrong;          /* answers that carry a serial number not asked for ... */
    unsigned constant;       /* ... and the same as the wrong answer before */
    unsigned crc_errors;
    bool heard;              /* the capture shows something of it */
    uint16_t wrong_serial;   /* of the last wrong answer */
    gt06_quantile times[TIMES]; /* microseconds */
} server_row;

static void begin_row(gt06_row *row)
{
    server_row *server = (server_row *)row;

    for (unsigned i = 0; i < TIMES; i++)
        gt06_quantile_begin(&server->times[i], percents[i]);
}

static void end_row(gt06_row *row)
{
    server_row *server = (server_row *)row;

    for (unsigned i = 0; i < TIMES; i++)
        gt06_quantile_end(&server->times[i]);
}

static void note_time(server_row *server, const packet_info *pinfo, const gt06_exchange *exchange)
{
    double taken = gt06_seconds_between(&exchange->request_time, &pinfo->abs_ts);
    double microseconds = CLAMP(taken * 1e6 + 0.5, 0, G_MAXINT32);

    for (unsigned i = 0; i < TIMES; i++)
        gt06_quantile_add(&server->times[i], (int32_t)microseconds);
}

static void note_wrong_serial(server_row *server, const gt06_record *record)
{
    if (server->wrong > 0 && server->wrong_serial == record->serial)
        server->constant++;
    server->wrong++;
    server->wrong_serial = record->serial;
}

static void note_answer(server_row *server, const packet_info *pinfo, const gt06_record *record)
{
    const gt06_note *note = record->note;
    const gt06_remark *remark = note != NULL ? note->remarks : NULL;

    server->heard = true;
    server->crc_errors += record->crc_status == GT06_CRC_BAD;
    for (; remark != NULL; remark = remark->next) {
        if (remark->finding == GT06_F_answer_wrong_serial)
            note_wrong_serial(server, record);
    }
    if (note == NULL || !note->accepted)
        return;
    note_time(server, pinfo, note->answered);
    server->answered += note->due;
}

static void show_times(server_row *server)
{
    char text[20] = "not seen";

    for (unsigned i = 0; i < TIMES; i++) {
        if (gt06_quantile_count(&server->times[i]) > 0)
            snprintf(text, sizeof text, "%.3f", gt06_quantile_value(&server->times[i]) / 1e3);
        gt06_show_text(&server->row, COLUMN_MEDIAN + i, text);
    }
}

/* A server that the capture does not show has answered no share of anything. */
static void show_share(server_row *server)
{
    char text[20] = "not seen";

    if (server->asked > 0 && server->heard)
        snprintf(text, sizeof text, "%.1f", 100.0 * server->answered / server->asked);
    else if (server->heard)
        g_strlcpy(text, "-", sizeof text);
    gt06_show_text(&server->row, COLUMN_SHARE, text);
}

static void show_row(server_row *server)
{
    gt06_show_count(&server->row, COLUMN_MESSAGES, server->messages);
    gt06_show_count(&server->row, COLUMN_ASKED, server->asked);
    gt06_show_count(&server->row, COLUMN_ANSWERED, server->answered);
    gt06_show_count(&server->row, COLUMN_WRONG, server->wrong);
    gt06_show_count(&server->row, COLUMN_CONSTANT, server->constant);
    gt06_show_count(&server->row, COLUMN_CRC, server->crc_errors);
    show_share(server);
    show_times(server);
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *tapped, tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;
    gt06_parties parties;
    server_row *server;
    const char *key;

    if (record->end != GT06_NO_END)
        return TAP_PACKET_DONT_REDRAW;
    gt06_find_parties(&parties, pinfo, record);
    key = wmem_strdup_printf(pinfo->pool, "%s/%s", parties.server,
                             pinfo->ptype == PT_UDP ? "udp" : "tcp");
    server = (server_row *)gt06_find_row(data, key);
    gt06_show_text(&server->row, COLUMN_SERVER, key);
    if (record->direction == GT06_FROM_SERVER) {
        note_answer(server, pinfo, record);
    } else {
        server->messages++;
        server->heard = server->heard || gt06_server_accepts(pinfo);
        server->asked += gt06_answer_is_demanded(record);
    }
    show_row(server);
    return TAP_PACKET_REDRAW;
}

static void begin(stat_tap_table_ui *ui)
{
    static const gt06_row_kind kind = { sizeof(server_row), begin_row, end_row };

    gt06_open_table(ui, &kind);
}

void gt06_register_server_table(void)
{
    static stat_tap_table_item columns[] = {
#define COLUMN_ITEM(id, type, align, name, format) \
    { TABLE_ITEM_##type, TAP_ALIGN_##align, name, format },
        COLUMNS(COLUMN_ITEM)
#undef COLUMN_ITEM
    };
    static stat_tap_table_ui ui = {
        .title = "GT06 servers",
        .cli_string = "gt06,servers",
        .stat_tap_init_cb = begin,
        .packet_func = take,
        .nfields = COLUMN_COUNT,
        .fields = columns,
    };

    gt06_register_table(&ui);
}
