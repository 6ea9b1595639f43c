/* loop.c
 * The subcommand loop: both sides of a capture over loopback. What tshark reads live must equal
 * what it reads in the capture.
 *
 * The two sides go in step: the next bytes are sent when those before have arrived, so that they
 * arrive in the order, and in the pieces, of the capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "compare.h"
#include "listen.h"
#include "run.h"

enum { PATIENCE_US = 60000000, MOST_BACKLOG = 256 << 10 };

/* One conversation while it is played. */
typedef struct {
    gt06_wire *wires[2]; /* by gt06_direction of what they send; NULL: not open */
    size_t arrived[2];   /* bytes from the terminal, from the server */
} playing;

/* Something that happens in the capture. */
typedef struct {
    int64_t time;
    unsigned session;
    enum { OPEN, BYTES, CLOSE } kind;
    const gt06_chunk *chunk;
    unsigned order;
} loop_event;

typedef struct {
    gt06_run run; /* first: its bench is the server's */
    gt06_bench terminals;
    gt06_listener listener;
    gt06_socket_address peer;
    GPtrArray *sessions;
    GArray *events;
    playing *played;  /* by session */
    playing *opening; /* the one whose connection is awaited */
    gt06_transcript *captured, *live;
} looping;

static void on_bytes(gt06_wire *wire, const uint8_t *bytes, size_t size)
{
    playing *play = wire->data;

    (void)bytes;
    if (play)
        play->arrived[wire->bench->we_are_server ? 0 : 1] += size;
}

static void on_ended(gt06_wire *wire, gt06_end end)
{
    playing *play = wire->data;

    (void)end;
    if (wire->bench->we_are_server) {
        looping *loop = (looping *)(void *)((char *)wire->bench - offsetof(looping, run.bench));
        gt06_listener_forget(&loop->listener, wire);
    }
    if (play)
        play->wires[wire->bench->we_are_server ? 1 : 0] = NULL;
    wire->data = NULL;
}

static void on_accepted(gt06_wire *wire)
{
    looping *loop = (looping *)(void *)((char *)wire->bench - offsetof(looping, run.bench));

    wire->data = loop->opening;
    if (loop->opening)
        loop->opening->wires[1] = wire;
}

static const gt06_wire_owner owner = { .bytes = on_bytes, .ended = on_ended };

/* Lets both sides do what they can; false when it takes too long. */
static bool pump(looping *loop, int64_t since, GError **error)
{
    uv_run(&loop->run.bench.loop, UV_RUN_NOWAIT);
    uv_run(&loop->terminals.loop, UV_RUN_NOWAIT);
    if (loop->run.stopped)
        return gt06_fail(error, GT06_EXIT_INPUT, "Interrupted.");
    return g_get_monotonic_time() - since < PATIENCE_US ||
           gt06_fail(error, GT06_EXIT_BROKEN, "Bytes were lost on loopback.");
}

static bool play_open(looping *loop, playing *play, const gt06_session *session, GError **error)
{
    const unsigned number = (unsigned)(play - loop->played);
    const int64_t since = g_get_monotonic_time();

    loop->opening = play;
    play->wires[0] = gt06_wire_connect(&loop->terminals, session->tcp, &loop->peer.any, play);
    if (!play->wires[0])
        return gt06_fail(error, GT06_EXIT_BROKEN, "There is no connection over loopback.");
    while (session->tcp && (!play->wires[1] || !play->wires[0] || !play->wires[0]->is_open)) {
        if (!pump(loop, since, error))
            return false;
    }
    gt06_transcript_port(loop->live, ntohs(play->wires[0]->here.four.sin_port), number);
    return true;
}

static bool play_bytes(looping *loop, playing *play, const gt06_chunk *chunk, GError **error)
{
    const int side = chunk->from_server ? 1 : 0;
    const gt06_sending what = { 0 };
    const int64_t since = g_get_monotonic_time();
    gsize size;
    const void *bytes = g_bytes_get_data(chunk->bytes, &size);
    const size_t wanted = play->arrived[side] + size;

    if (!play->wires[side]) /* after the connection's end, or before a UDP terminal was heard */
        return true;
    loop->opening = play;
    gt06_recording_next(loop->run.bench.recording, chunk->lost, chunk->unseen);
    gt06_wire_send(play->wires[side], bytes, size, &what);
    while (play->arrived[side] < wanted && play->wires[side]) {
        if (!pump(loop, since, error))
            return false;
    }
    return true;
}

static bool play_close(looping *loop, playing *play, const gt06_session *session, GError **error)
{
    const int side = session->closed_by_server ? 1 : 0;
    const int64_t since = g_get_monotonic_time();

    if (play->wires[side])
        gt06_wire_end(play->wires[side], GT06_END_BY_US, session->reset);
    while (play->wires[0] || play->wires[1]) {
        if (!pump(loop, since, error))
            return false;
    }
    return true;
}

static bool play_event(looping *loop, const loop_event *event, GError **error)
{
    const gt06_session *session = loop->sessions->pdata[event->session];
    playing *play = &loop->played[event->session];

    switch (event->kind) {
    case OPEN:
        return play_open(loop, play, session, error);
    case BYTES:
        return play_bytes(loop, play, event->chunk, error);
    default:
        return play_close(loop, play, session, error);
    }
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const loop_event *one = a, *other = b;

    if (one->time != other->time)
        return one->time < other->time ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

static void add_event(looping *loop, loop_event event)
{
    event.order = loop->events->len;
    g_array_append_val(loop->events, event);
}

/* Everything that happens in the capture, in its order. */
static void gather_events(looping *loop)
{
    loop->events = g_array_new(FALSE, FALSE, sizeof(loop_event));
    for (unsigned i = 0; i < loop->sessions->len; i++) {
        const gt06_session *session = loop->sessions->pdata[i];
        int64_t last = session->begin;
        add_event(loop, (loop_event){ .time = last, .session = i, .kind = OPEN });
        for (unsigned k = 0; k < session->chunks->len; k++) {
            const gt06_chunk *chunk = &g_array_index(session->chunks, gt06_chunk, k);
            last = MAX(last, chunk->time); /* retransmitted bytes stay in their order */
            add_event(loop, (loop_event){ last, i, BYTES, chunk });
        }
        if (session->closed)
            add_event(loop, (loop_event){ .time = MAX(last, session->close_time),
                                          .session = i,
                                          .kind = CLOSE });
    }
    g_array_sort(loop->events, by_time);
}

static bool play_all(looping *loop, GError **error)
{
    gather_events(loop);
    loop->played = g_new0(playing, loop->sessions->len);
    for (unsigned i = 0; i < loop->events->len; i++) {
        const int64_t since = g_get_monotonic_time();
        if (!play_event(loop, &g_array_index(loop->events, loop_event, i), error))
            return false;
        gt06_recording_flush(loop->run.bench.recording);
        while (gt06_live_backlog(loop->run.live) > MOST_BACKLOG) {
            if (!pump(loop, since, error))
                return false;
        }
    }
    return true;
}

static void live_packet(const gt06_packet *packet, void *data)
{
    gt06_transcript_add(data, packet);
}

static bool captured_packet(const gt06_packet *packet, void *data)
{
    gt06_transcript_add(data, packet);
    return true;
}

/* Reads the capture once more, with the ports of its servers known as those of the live run are. */
static bool read_captured(looping *loop, const char *capture, GError **error)
{
    char *path = gt06_tshark_reach(loop->run.tshark, capture, error);
    bool good;

    for (unsigned i = 0; i < loop->sessions->len; i++) {
        const gt06_session *session = loop->sessions->pdata[i];
        if (session->server.port != 8888 && i < 64)
            gt06_tshark_add_port(loop->run.tshark, session->server.port);
    }
    loop->captured = gt06_transcript_new(loop->sessions, 0);
    good = path && gt06_read_packets(loop->run.tshark, path, false, NULL, captured_packet,
                                     loop->captured, error);
    g_free(path);
    return good;
}

static bool open_sockets(looping *loop, GError **error)
{
    static char *loopback[] = { (char *)"127.0.0.1", NULL };

    loop->run.bench.we_are_server = true;
    loop->run.bench.verbatim = loop->terminals.verbatim = true;
    loop->run.bench.owner = loop->terminals.owner = &owner;
    loop->listener.accepted = on_accepted;
    if (!gt06_bench_init(&loop->run.bench, error) || !gt06_bench_init(&loop->terminals, error) ||
        !gt06_listen(&loop->listener, &loop->run.bench, loopback, 0, true, true, error))
        return false;
    uv_ip4_addr(loopback[0], loop->listener.port, &loop->peer.four);
    return true;
}

static bool start_live(looping *loop, GError **error)
{
    loop->run.bare = strcmp(((const gt06_session *)loop->sessions->pdata[0])->key, "bare") == 0;
    loop->run.leave_open = true;
    loop->run.quiet = TRUE; /* the lines are not to be printed */
    loop->live = gt06_transcript_new(NULL, loop->listener.port);
    if (!gt06_run_start(&loop->run, loop->listener.port, error))
        return false;
    loop->run.live = gt06_live_start(&loop->run.bench.loop, loop->run.tshark,
                                     loop->run.bench.recording, live_packet, loop->live, error);
    return loop->run.live != NULL;
}

static gt06_exit compare(looping *loop, bool whole)
{
    const unsigned differences = gt06_transcripts_differ(loop->captured, loop->live);

    if (!whole)
        return GT06_EXIT_BROKEN;
    if (differences > 0) {
        printf("The live run differs from the capture in %u directions of %u conversations.\n",
               differences, loop->sessions->len);
        return GT06_EXIT_FAILED;
    }
    printf("Equal: %u conversations, %u fields.\n", loop->sessions->len,
           gt06_transcript_size(loop->captured));
    return GT06_EXIT_WELL;
}

static gt06_exit run_loop(int argc, char **argv, looping *loop, GError **error)
{
    const GOptionEntry entries[] = {
        { "write", 'w', 0, G_OPTION_ARG_FILENAME, &loop->run.write, "Keep the recording",
          "FILE.pcapng" },
        { "setting", 'o', 0, G_OPTION_ARG_STRING_ARRAY, &loop->run.settings,
          "A preference for tshark", "NAME:VALUE" },
        { NULL },
    };
    const gt06_usage usage = {
        .parameters = "CAPTURE",
        .summary = "Plays both sides of a capture over loopback, unchanged, and compares what "
                   "tshark reads live\nwith what it reads in the capture: per connection and "
                   "direction all gt06.* fields but links,\nresponse times, clock offsets and "
                   "remarks about time.",
        .least = 1,
        .most = 1,
    };
    bool whole;

    if (!gt06_read_options(&argc, &argv, entries, &usage, error) ||
        !gt06_run_prepare(&loop->run, argv[1], error))
        return GT06_EXIT_INPUT;
    loop->sessions = gt06_read_sessions(loop->run.tshark, argv[1], NULL, error);
    if (!loop->sessions || !read_captured(loop, argv[1], error) || !open_sockets(loop, error) ||
        !start_live(loop, error) || !play_all(loop, error))
        return GT06_EXIT_INPUT;
    whole = gt06_run_hang_up(&loop->run);
    if (loop->run.live_cut) {
        gt06_fail(error, GT06_EXIT_BROKEN, "tshark did not read the live run to its end.");
        return GT06_EXIT_BROKEN;
    }
    return compare(loop, whole);
}

static void clear_loop(looping *loop)
{
    if (loop->terminals.wires)
        gt06_bench_clear(&loop->terminals);
    if (loop->run.bench.wires)
        gt06_bench_hang_up(&loop->run.bench);
    gt06_listener_close(&loop->listener);
    gt06_run_clear(&loop->run);
    g_clear_pointer(&loop->captured, gt06_transcript_free);
    g_clear_pointer(&loop->live, gt06_transcript_free);
    g_clear_pointer(&loop->sessions, g_ptr_array_unref);
    g_clear_pointer(&loop->events, g_array_unref);
    g_free(loop->played);
}

gt06_exit gt06_command_loop(int argc, char **argv)
{
    looping *loop = g_new0(looping, 1);
    GError *error = NULL;
    const gt06_exit code = run_loop(argc, argv, loop, &error);

    clear_loop(loop);
    g_free(loop);
    return error ? gt06_tell_failure(error) : code;
}
