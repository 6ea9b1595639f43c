/* message_tree.c
 * gt06,tree: how many messages of each kind, how long, which alarms, what is wrong with them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"
#include "preferences.h"
#include "record.h"
#include "../protocol/alarms.h"

#include <epan/stats_tree.h>
#include <stdio.h>

static const char messages[] = "Messages";
static const char unknown[] = "Unknown numbers";
static const char alarms[] = "Alarms";
static const char errors[] = "Errors";
static const char lengths[] = "Content length";

/* The order of the roots: what nobody expects comes first. */
static void begin(stats_tree *tree)
{
    stat_node_set_flags(tree, unknown, 0, TRUE, ST_FLG_SORT_TOP);
    stats_tree_create_node(tree, messages, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(tree, errors, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(tree, alarms, 0, STAT_DT_INT, TRUE);
    stats_tree_create_range_node(tree, lengths, 0, "0-0", "1-9", "10-19", "20-39", "40-79",
                                 "80-159", "160-", NULL);
}

static void count_message(stats_tree *tree, const gt06_record *record)
{
    const char *direction = record->direction == GT06_FROM_TERMINAL ? "Terminal to server"
                                                                    : "Server to terminal";
    char name[80];
    int node = tick_stat_node(tree, messages, 0, TRUE);

    snprintf(name, sizeof name, "0x%02x %s", record->number,
               gt06_message_name(record->message, record->layout));
    node = tick_stat_node(tree, direction, node, TRUE);
    node = tick_stat_node(tree, name, node, TRUE);
    tick_stat_node(tree, record->layout->variant, node, FALSE);
    tick_stat_node(tree, lengths, 0, TRUE);
    stats_tree_tick_range(tree, lengths, 0, (int)record->content_size);
}

static void count_in(stats_tree *tree, const char *root, const char *name)
{
    tick_stat_node(tree, name, tick_stat_node(tree, root, 0, TRUE), FALSE);
}

static void count_unknown(stats_tree *tree, const gt06_record *record)
{
    char name[8];

    snprintf(name, sizeof name, "0x%02x", record->number);
    count_in(tree, unknown, name);
}

static void count_alarm(stats_tree *tree, const gt06_record *record)
{
    const char *known = gt06_alarm_name(record->alarm, GT06_FAMILY_GENERAL);
    char name[80];

    snprintf(name, sizeof name, "0x%02x %s", record->alarm, known != NULL ? known : "not known");
    count_in(tree, alarms, name);
}

/* Findings that say what is wrong: by their names, so that each is a filter. */
static void count_errors(stats_tree *tree, const gt06_record *record)
{
    const gt06_remark *remark = record->note != NULL ? record->note->remarks : NULL;

    if (record->crc_status == GT06_CRC_BAD && !gt06_is_muted(GT06_F_crc_wrong, record->imei))
        count_in(tree, errors, gt06_finding_name(GT06_F_crc_wrong));
    if (record->ascii_hex && !gt06_is_muted(GT06_F_ascii_hex, record->imei))
        count_in(tree, errors, gt06_finding_name(GT06_F_ascii_hex));
    for (; remark != NULL; remark = remark->next) {
        if (gt06_finding_severity(remark->finding) >= PI_WARN &&
            !gt06_is_muted(remark->finding, record->imei))
            count_in(tree, errors, gt06_finding_name(remark->finding));
    }
}

static tap_packet_status take(stats_tree *tree, packet_info *pinfo G_GNUC_UNUSED,
                              epan_dissect_t *edt G_GNUC_UNUSED, const void *tapped,
                              tap_flags_t flags G_GNUC_UNUSED)
{
    const gt06_record *record = (const gt06_record *)tapped;

    count_errors(tree, record);
    if (record->end != GT06_NO_END)
        return TAP_PACKET_REDRAW;
    count_message(tree, record);
    if (record->message == &gt06_unknown_message)
        count_unknown(tree, record);
    if ((record->has & GT06_HAS_ALARM) != 0 && record->alarm != 0)
        count_alarm(tree, record);
    return TAP_PACKET_REDRAW;
}

void gt06_register_message_tree(void)
{
    stats_tree_register_plugin("gt06", "gt06", "GT06" GT06_MENU_SEPARATOR "Messages", 0, take, begin,
                               NULL);
}
