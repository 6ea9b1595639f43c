/* live.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "live.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interruption.h"
#include "judge.h"
#include "sessions.h"

enum { LOOK_MS = 500, MOST_SILENCE = 120 }; /* its last lines may take a minute each */

struct gt06_live {
    uv_loop_t *loop;
    uv_pipe_t output;
    uv_timer_t patience;
    gt06_tshark_process process;
    gt06_pdml *pdml;
    GHashTable *imeis; /* of the conversations so far */
    gt06_live_packet packet;
    void *data;
    bool ended;       /* tshark has closed its output, or is not waited for any more */
    bool whole;       /* it has told everything */
    unsigned silence; /* looks since its last output */
    bool expected;
    unsigned open; /* handles */
    char buffer[65536];
};

/* "12:00:01.234" */
static void print_time(int64_t time)
{
    GDateTime *moment = g_date_time_new_from_unix_utc(time / 1000000);
    char *text = g_date_time_format(moment, "%H:%M:%S");

    printf("%s.%03d", text, (int)(time % 1000000 / 1000));
    g_free(text);
    g_date_time_unref(moment);
}

/* The findings of a message, or of a packet as a whole, from a severity on. */
static void print_findings(const gt06_packet *packet, int message, gt06_severity least)
{
    bool found = false;

    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        gt06_severity severity = GT06_SEVERITY_NONE;
        if (field->message != message || !g_str_has_prefix(field->name, "gt06.expert."))
            continue;
        for (unsigned k = 0; k < packet->fields->len; k++) {
            const gt06_field *other = &g_array_index(packet->fields, gt06_field, k);
            if (other->parent == field->parent && strcmp(other->name, "_ws.expert.severity") == 0)
                severity = gt06_severity_of(strtoull(other->show, NULL, 0));
        }
        found = found || severity >= least;
        if (severity >= least)
            printf("  [%s: %s]", gt06_severity_names[severity], field->label);
    }
    puts(found ? "" : "  [ok]");
}

static void print_message(GHashTable *imeis, const gt06_packet *packet, const gt06_field *frame)
{
    const char *imei = gt06_packet_imei(imeis, packet, frame->message);
    const gt06_field *direction = gt06_message_field(packet, "gt06.direction", frame->message);
    const char *label = "";

    if (frame->parent >= 0) {
        const char *words;
        label = g_array_index(packet->fields, gt06_field, frame->parent).label;
        words = strstr(label, ", ");
        label = words ? words + 2 : label;
    }
    print_time(packet->time);
    printf("  %-15s  %-4s  %s", *imei ? imei : "-",
           direction && direction->show[0] == '1' ? "down" : "up", label);
    print_findings(packet, frame->message, GT06_SEVERITY_NOTE);
}

/* A finding that no message carries, such as a connection that ends. */
static void print_rest(GHashTable *imeis, const gt06_packet *packet)
{
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (field->message < 0 && g_str_has_prefix(field->name, "gt06.expert.")) {
            const char *imei = gt06_packet_imei(imeis, packet, -1);
            print_time(packet->time);
            printf("  %-15s  -   ", *imei ? imei : "-");
            print_findings(packet, -1, GT06_SEVERITY_CHAT);
            return;
        }
    }
}

static void print_packet(GHashTable *imeis, const gt06_packet *packet)
{
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (strcmp(field->name, "gt06.frame") == 0)
            print_message(imeis, packet, field);
    }
    print_rest(imeis, packet);
}

static bool on_packet(const gt06_packet *packet, void *data)
{
    gt06_live *live = data;

    if (live->packet)
        live->packet(packet, live->data);
    else
        print_packet(live->imeis, packet);
    return true;
}

static void on_closed(uv_handle_t *handle)
{
    gt06_live *live = handle->data;

    live->open--;
}

static void close_output(gt06_live *live)
{
    live->ended = true;
    if (!uv_is_closing((uv_handle_t *)&live->output))
        uv_close((uv_handle_t *)&live->output, on_closed);
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
    gt06_live *live = handle->data;

    (void)wanted;
    *buffer = uv_buf_init(live->buffer, sizeof live->buffer);
}

static void on_output(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    gt06_live *live = stream->data;

    live->silence = 0;
    live->whole = size == UV_EOF && live->expected;
    if (size > 0 && !gt06_pdml_feed(buffer->base, (size_t)size, live->pdml))
        close_output(live);
    else if (size < 0) {
        if (!live->expected)
            fprintf(stderr, "tshark has ended in mid-run: there are no live lines any more. "
                            "The verdict at the end is not affected.\n");
        close_output(live);
    }
}

static void on_patience(uv_timer_t *timer)
{
    gt06_live *live = timer->data;

    if (gt06_is_interrupted() || ++live->silence > MOST_SILENCE)
        close_output(live);
}

gt06_live *gt06_live_start(uv_loop_t *loop, gt06_tshark *tshark, gt06_recording *recording,
                           gt06_live_packet packet, void *data, GError **error)
{
    const char *arguments[] = { "-n", "-l", "-r", "-", "-T", "pdml", "-J", gt06_pdml_layers, NULL };
    gt06_live *live = g_new0(gt06_live, 1);

    live->loop = loop;
    live->packet = packet;
    live->data = data;
    if (!gt06_tshark_start(tshark, arguments, &live->process, error)) {
        g_free(live);
        return NULL;
    }
    live->pdml = gt06_pdml_new(on_packet, live);
    live->imeis = gt06_imeis_new();
    uv_pipe_init(loop, &live->output, 0);
    uv_pipe_open(&live->output, live->process.output);
    uv_timer_init(loop, &live->patience);
    live->output.data = live->patience.data = live;
    live->open = 2;
    uv_unref((uv_handle_t *)&live->output);
    uv_read_start((uv_stream_t *)&live->output, on_room, on_output);
    if (!gt06_recording_add_pipe(recording, live->process.input, error)) {
        gt06_live_end(live);
        return NULL;
    }
    return live;
}

int gt06_live_backlog(const gt06_live *live)
{
    int waiting = 0;

    return !live->ended && ioctl(live->process.input, FIONREAD, &waiting) == 0 ? waiting : 0;
}

bool gt06_live_end(gt06_live *live)
{
    bool whole;

    if (!live)
        return true;
    live->expected = true;
    close(live->process.input);
    live->silence = 0;
    uv_timer_start(&live->patience, on_patience, LOOK_MS, LOOK_MS);
    while (!live->ended)
        uv_run(live->loop, UV_RUN_ONCE);
    uv_close((uv_handle_t *)&live->patience, on_closed);
    while (live->open > 0)
        uv_run(live->loop, UV_RUN_ONCE);
    kill(live->process.pid, SIGKILL);
    while (waitpid(live->process.pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    gt06_pdml_free(live->pdml);
    g_hash_table_unref(live->imeis);
    whole = live->whole;
    g_free(live);
    return whole;
}
