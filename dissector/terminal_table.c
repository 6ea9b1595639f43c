/* terminal_table.c
 * gt06,terminals: one row for each terminal, and what is the matter with it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "account.h"
#include "table_rows.h"

#include <stdio.h>
#include <stdlib.h>

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

/* The counts stand side by side in the order of gt06_count. */
G_STATIC_ASSERT(COLUMN_DUPLICATES - COLUMN_CONNECTIONS + 1 == GT06_COUNTS);

typedef struct {
    gt06_row row;
    gt06_account account;
} terminal_row;

static void begin_row(gt06_row *row)
{
    gt06_account_begin(&((terminal_row *)row)->account);
    gt06_show_text(row, COLUMN_CLOCK, "not seen");
}

static void end_row(gt06_row *row)
{
    gt06_account_end(&((terminal_row *)row)->account);
}

/* "8:00:03 behind" for a median of capture time minus message time. */
static void show_clock(gt06_row *row, const gt06_quantile *clock)
{
    int32_t seconds = gt06_quantile_value(clock);
    unsigned off = (unsigned)abs(seconds);
    char text[40];

    if (gt06_quantile_count(clock) == 0)
        return;
    snprintf(text, sizeof text, "%u:%02u:%02u%s", off / 3600, off / 60 % 60, off % 60,
               seconds == 0 ? "" : seconds < 0 ? " ahead" : " behind");
    gt06_show_text(row, COLUMN_CLOCK, text);
}

static void show_parties(gt06_row *row, const gt06_account *account)
{
    gt06_show_text(row, COLUMN_TRANSPORT, gt06_transport_names(account->transports));
    gt06_show_text(row, COLUMN_TERMINAL, account->terminal);
    gt06_show_text(row, COLUMN_SERVER, account->server);
}

static void show_row(gt06_row *row, const gt06_account *account)
{
    char text[80];

    show_parties(row, account);
    gt06_show_moment(text, sizeof text, &account->first);
    gt06_show_text(row, COLUMN_FIRST, text);
    gt06_show_moment(text, sizeof text, &account->last);
    gt06_show_text(row, COLUMN_LAST, text);
    for (unsigned i = 0; i < GT06_COUNTS; i++)
        gt06_show_count(row, COLUMN_CONNECTIONS + i, account->counts[i]);
    show_clock(row, &account->clock);
    gt06_show_number(row, COLUMN_DISTANCE, account->metres / 1000);
    gt06_tell_verdict(&account->evidence, text, sizeof text);
    gt06_show_text(row, COLUMN_VERDICT, text);
}

static tap_packet_status take(void *data, packet_info *pinfo, epan_dissect_t *edt G_GNUC_UNUSED,
                              const void *tapped, tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;
    gt06_parties parties;
    char key[GT06_LONGEST_PARTY + 20];
    terminal_row *terminal;

    gt06_find_parties(&parties, pinfo, record);
    gt06_account_key(key, sizeof key, record, &parties);
    terminal = (terminal_row *)gt06_find_row(data, key);
    gt06_show_text(&terminal->row, COLUMN_IMEI, key);
    gt06_account_add(&terminal->account, pinfo, record, &parties);
    show_row(&terminal->row, &terminal->account);
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
    static stat_tap_table_ui ui = {
        .title = "GT06 terminals",
        .cli_string = "gt06,terminals",
        .stat_tap_init_cb = begin,
        .packet_func = take,
        .nfields = COLUMN_COUNT,
        .fields = columns,
    };

    gt06_register_table(&ui);
}
