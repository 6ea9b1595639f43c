/* plan.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* timegm */
#include "plan.h"

#include <string.h>
#include <time.h>

#include "identity.h"

static void free_plan(gpointer data)
{
    gt06_plan *plan = data;

    g_array_unref(plan->steps);
    g_free(plan);
}

/* The time since the step before, as the pace wants it. */
static int64_t gap(int64_t captured, const gt06_pace *pace)
{
    const int64_t most = (int64_t)(pace->most_gap * 1e6);

    if (pace->speed <= 0 || captured <= 0)
        return 0;
    captured = (int64_t)((double)captured / pace->speed);
    return most > 0 && captured > most ? most : captured;
}

static void add_step(gt06_plan *plan, GBytes *bytes, const gt06_piece *piece, int64_t due)
{
    const gt06_step step = { bytes, piece && piece->is_message ? piece : NULL, due };

    g_array_append_val(plan->steps, step);
    plan->messages += step.piece != NULL;
    if (step.piece && step.piece->is_login && plan->logins + 1 == plan->steps->len)
        plan->logins++;
}

static gt06_plan *make_plan(const gt06_session *session, const gt06_pace *pace)
{
    gt06_plan *plan = g_new0(gt06_plan, 1);
    int64_t last = 0, due = 0;
    const unsigned count = pace->verbatim ? session->chunks->len : session->pieces->len;

    plan->session = session;
    plan->steps = g_array_new(FALSE, FALSE, sizeof(gt06_step));
    for (unsigned i = 0; i < count; i++) {
        const gt06_piece *piece = NULL;
        gt06_chunk now;
        if (pace->verbatim) {
            now = g_array_index(session->chunks, gt06_chunk, i);
        } else {
            piece = &g_array_index(session->pieces, gt06_piece, i);
            now = (gt06_chunk){ .time = piece->time,
                                .from_server = piece->from_server,
                                .bytes = piece->bytes };
        }
        if (now.from_server)
            continue;
        due += plan->steps->len > 0 ? gap(now.time - last, pace) : 0;
        last = now.time;
        add_step(plan, now.bytes, piece, due);
    }
    return plan;
}

GPtrArray *gt06_make_plans(GPtrArray *sessions, const gt06_pace *pace)
{
    GPtrArray *plans = g_ptr_array_new_with_free_func(free_plan);
    int64_t first = G_MAXINT64;

    for (unsigned i = 0; i < sessions->len; i++)
        first = MIN(first, ((const gt06_session *)sessions->pdata[i])->begin);
    for (unsigned i = 0; i < sessions->len; i++) {
        const gt06_session *session = sessions->pdata[i];
        gt06_plan *plan = make_plan(session, pace);
        plan->start = gap(session->begin - first, pace);
        if (plan->steps->len > 0)
            g_ptr_array_add(plans, plan);
        else
            free_plan(plan);
    }
    return plans;
}

static void write_date(uint8_t *bytes, time_t time)
{
    struct tm parts = { 0 };

    gmtime_r(&time, &parts);
    bytes[0] = (uint8_t)(parts.tm_year - 100);
    bytes[1] = (uint8_t)(parts.tm_mon + 1);
    bytes[2] = (uint8_t)parts.tm_mday;
    bytes[3] = (uint8_t)parts.tm_hour;
    bytes[4] = (uint8_t)parts.tm_min;
    bytes[5] = (uint8_t)parts.tm_sec;
}

static time_t read_date(const uint8_t *bytes)
{
    struct tm parts = { .tm_year = bytes[0] + 100,
                        .tm_mon = bytes[1] - 1,
                        .tm_mday = bytes[2],
                        .tm_hour = bytes[3],
                        .tm_min = bytes[4],
                        .tm_sec = bytes[5] };

    return timegm(&parts);
}

/* Moves the dates of a message; the zone that its clock shows is kept. */
static void move_times(uint8_t *bytes, const gt06_piece *piece, const gt06_guise *guise)
{
    for (unsigned i = 0; guise->times != GT06_TIMES_CAPTURED && i < piece->time_count; i++) {
        const gt06_time_spot *spot = &piece->times[i];
        uint8_t *at = bytes + spot->offset;
        time_t moved = time(NULL) + spot->zone;
        if (spot->size == 4) {
            const uint32_t old = (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
            if (guise->times == GT06_TIMES_SHIFTED)
                moved = (time_t)old + guise->shift;
            for (int k = 0; k < 4; k++)
                at[k] = (uint8_t)(moved >> (24 - 8 * k));
            continue;
        }
        if (guise->times == GT06_TIMES_SHIFTED)
            moved = read_date(at) + guise->shift;
        write_date(at, moved);
    }
}

/* The answer to a command carries the command's server flag (core 6.15, 6.21, 6.81). */
static void set_flag(uint8_t *bytes, size_t size, uint8_t number, const uint8_t *flag)
{
    static const struct {
        uint8_t number;
        size_t offset; /* in the content */
    } places[] = { { 0x15, 1 }, { 0x81, 1 }, { 0x21, 0 } };
    const size_t content = bytes[0] == 0x79 ? 5 : 4;

    for (size_t i = 0; flag && i < G_N_ELEMENTS(places); i++) {
        const size_t at = content + places[i].offset;
        if (places[i].number == number && at + 4 + 6 <= size)
            memcpy(bytes + at, flag, 4);
    }
}

uint8_t *gt06_dress(const gt06_step *step, const gt06_guise *guise, size_t *size)
{
    gsize length;
    const uint8_t *captured = g_bytes_get_data(step->bytes, &length);
    uint8_t *bytes = g_memdup2(captured, length);
    size_t serial;

    *size = length;
    if (!step->piece)
        return bytes;
    if (guise->from)
        gt06_imei_replace(bytes, length, guise->from, guise->to);
    move_times(bytes, step->piece, guise);
    set_flag(bytes, length, step->piece->number, guise->flag);
    serial = guise->serial_shift ? gt06_frame_serial(captured, length) : 0;
    if (serial > 0) {
        const unsigned number =
            (unsigned)(bytes[serial] << 8 | bytes[serial + 1]) + guise->serial_shift;
        bytes[serial] = (uint8_t)(number >> 8);
        bytes[serial + 1] = (uint8_t)number;
    }
    if (memcmp(bytes, captured, length) != 0 || !step->piece->crc_good) {
        const size_t at = gt06_frame_serial(captured, length);
        if (at > 0) {
            const uint16_t crc = gt06_crc(bytes + 2, at);
            bytes[at + 2] = (uint8_t)(crc >> 8);
            bytes[at + 3] = (uint8_t)crc;
        }
    }
    return bytes;
}
