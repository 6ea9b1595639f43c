/* serve.c
 * The subcommand serve: the platform's side.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "listen.h"
#include "making.h"
#include "run.h"
#include "script.h"

typedef struct {
    gt06_run run; /* first: the bench is found by its address */
    gt06_listener listener;
    gt06_platform platform;
    unsigned open;

    /* options */
    char **addresses, **commands;
    char *after, *address, *mode, *port_file;
    int port, most;
    double idle;
    gboolean tcp_only, udp_only, silent, once;
} serving;

static serving *serving_of(gt06_wire *wire)
{
    return (serving *)(void *)((char *)wire->bench - offsetof(serving, run.bench));
}

static void on_message(gt06_wire *wire, const gt06_cut *cut, const uint8_t *frame)
{
    serving *serve = serving_of(wire);
    const gt06_reading reading = gt06_read_frame(cut, frame, GT06_FROM_TERMINAL);

    gt06_login_imei(&reading, wire->imei);
    gt06_run_print(&serve->run, wire, &reading);
    if (!cut->crc_good && cut->form != GT06_DIALECT && !serve->platform.script)
        return; /* a platform drops what is damaged */
    if (serve->platform.script)
        gt06_script_react(serve->platform.script, wire, wire->data, &reading);
    else
        gt06_platform_react(&serve->platform, wire, wire->data, &reading);
}

static void on_accepted(gt06_wire *wire)
{
    serving *serve = serving_of(wire);

    wire->data = g_new0(gt06_tracker_memory, 1);
    serve->open++;
}

static void on_ended(gt06_wire *wire, gt06_end end)
{
    static const char *const reasons[] = {
        [GT06_END_IDLE] = "was silent for too long and is closed",
        [GT06_END_SLOW] = "does not read what it is sent and is cut off",
        [GT06_END_HOSTILE] = "sends bytes without end that make no message and is cut off",
    };
    serving *serve = serving_of(wire);

    if (end >= GT06_END_SLOW || (end == GT06_END_IDLE && !serve->run.quiet))
        fprintf(stderr, "%s %s.\n", *wire->imei ? wire->imei : "A tracker", reasons[end]);
    gt06_listener_forget(&serve->listener, wire);
    if (!wire->data)
        return;
    if (((gt06_tracker_memory *)wire->data)->early)
        g_array_unref(((gt06_tracker_memory *)wire->data)->early);
    g_clear_pointer(&wire->data, g_free);
    if (--serve->open == 0 && serve->once && wire->is_tcp)
        gt06_run_stop(&serve->run);
}

static const gt06_wire_owner owner = { .message = on_message, .ended = on_ended };

static void set_defaults(serving *serve)
{
    serve->run.bench.we_are_server = true;
    serve->run.bench.owner = &owner;
    serve->listener.accepted = on_accepted;
    serve->port = 8888;
    serve->idle = 1200;
    serve->most = 200000;
}

static bool read_settings(serving *serve, const char *capture, GError **error)
{
    if (!gt06_is_between("--port", serve->port, 0, 65535, error) ||
        !gt06_is_between("--idle", serve->idle, 0, GT06_LONGEST, error) ||
        !gt06_is_between("--most", serve->most, 1, G_MAXINT, error))
        return false;
    if (serve->tcp_only && serve->udp_only)
        return gt06_fail(error, GT06_EXIT_INPUT, "--tcp and --udp leave nothing to listen on.");
    if (serve->after && strcmp(serve->after, "login") != 0 &&
        strcmp(serve->after, "heartbeat") != 0)
        return gt06_fail(error, GT06_EXIT_INPUT, "--after knows login and heartbeat, not \"%s\".",
                         serve->after);
    for (char **command = serve->commands; command && *command; command++) {
        if (strlen(*command) > GT06_MOST_COMMAND)
            return gt06_fail(error, GT06_EXIT_INPUT,
                             "A command has at most %d bytes, not %zu: \"%.20s...\".",
                             GT06_MOST_COMMAND, strlen(*command), *command);
    }
    if (serve->mode && strcmp(serve->mode, "strict") != 0 && strcmp(serve->mode, "learned") != 0)
        return gt06_fail(error, GT06_EXIT_INPUT, "--mode knows strict and learned, not \"%s\".",
                         serve->mode);
    if (serve->mode && !capture)
        return gt06_fail(error, GT06_EXIT_INPUT, "--mode needs a CAPTURE to follow.");
    serve->run.bench.ends_with_recording = serve->run.fifo != NULL;
    serve->run.bench.idle = (uint64_t)(serve->idle * 1000);
    serve->listener.most = (unsigned)serve->most;
    serve->platform =
        (gt06_platform){ .commands = serve->commands,
                         .after = serve->after ? serve->after : "login",
                         .address = serve->address ? serve->address : "Harbour Road 1, Sea City",
                         .silent = serve->silent };
    return true;
}

static bool read_script(serving *serve, const char *capture, GError **error)
{
    gt06_tshark *tshark = serve->run.tshark;

    if (!capture)
        return true;
    if (!tshark)
        tshark = gt06_tshark_find((const char *const *)serve->run.settings, error);
    if (tshark)
        serve->platform.script =
            gt06_script_read(tshark, capture, g_strcmp0(serve->mode, "learned") == 0, error);
    if (tshark != serve->run.tshark)
        gt06_tshark_free(tshark);
    return serve->platform.script != NULL;
}

/* Tells where it listens: for people, and in a file for programs. */
static bool announce(serving *serve, GError **error)
{
    char *text;
    bool good = true;

    if (!serve->run.fifo) /* Wireshark takes any word for an error */
        fprintf(stderr, "Listening on port %u%s. End with Ctrl-C.\n", serve->listener.port,
                serve->addresses ? "" : " of this machine only (--listen ADDRESS for others)");
    if (!serve->port_file)
        return true;
    text = g_strdup_printf("%u\n", serve->listener.port);
    good = gt06_output_text(serve->port_file, text) ||
           gt06_fail(error, GT06_EXIT_INPUT, "%s cannot be written: %s.", serve->port_file,
                     g_strerror(errno));
    g_free(text);
    return good;
}

static bool run_serve(int argc, char **argv, serving *serve, GError **error)
{
    char *faults = gt06_faults_help();
    const gt06_usage usage = {
        .common = gt06_run_entries(&serve->run),
        .parameters = "[CAPTURE]",
        .summary = "Is the platform: answers the trackers that connect as GT06 asks, or as the "
                   "platform did\nin CAPTURE.",
        .description = faults,
        .most = 1,
    };
    const GOptionEntry entries[] = {
        { "port", 'p', 0, G_OPTION_ARG_INT, &serve->port, "TCP and UDP port (8888; 0: any)",
          "PORT" },
        { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &serve->port_file,
          "Write the port into a file once it is open", "FILE" },
        { "listen", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &serve->addresses,
          "Listen on this address (127.0.0.1 and ::1)", "ADDRESS" },
        { "tcp", 0, 0, G_OPTION_ARG_NONE, &serve->tcp_only, "TCP only", NULL },
        { "udp", 0, 0, G_OPTION_ARG_NONE, &serve->udp_only, "UDP only", NULL },
        { "mode", 0, 0, G_OPTION_ARG_STRING, &serve->mode,
          "Follow CAPTURE in its order, or by what it answers and how late", "strict|learned" },
        { "command", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &serve->commands,
          "Send this command to every tracker", "TEXT" },
        { "after", 0, 0, G_OPTION_ARG_STRING, &serve->after, "When commands are sent (login)",
          "login|heartbeat" },
        { "address", 0, 0, G_OPTION_ARG_STRING, &serve->address,
          "What trackers that ask where they are are told", "TEXT" },
        { "silent", 0, 0, G_OPTION_ARG_NONE, &serve->silent, "Answer nothing", NULL },
        { "idle", 0, 0, G_OPTION_ARG_DOUBLE, &serve->idle,
          "Close connections that are silent so long (1200)", "SECONDS" },
        { "most", 0, 0, G_OPTION_ARG_INT, &serve->most, "Most trackers at once", "N" },
        { "once", 0, 0, G_OPTION_ARG_NONE, &serve->once,
          "End when the last TCP connection has been closed", NULL },
        { "fifo", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &serve->run.fifo,
          "A pipe for Wireshark", "FIFO" },
        { NULL },
    };
    bool good = gt06_read_options(&argc, &argv, entries, &usage, error);

    g_free((gpointer)usage.common);
    g_free(faults);
    good = good && read_settings(serve, argv[1], error) &&
           gt06_is_other_file(serve->port_file, argv[1], error) &&
           gt06_run_prepare(&serve->run, argv[1], error) && read_script(serve, argv[1], error) &&
           gt06_bench_init(&serve->run.bench, error) &&
           gt06_listen(&serve->listener, &serve->run.bench, serve->addresses, (uint16_t)serve->port,
                       !serve->udp_only, !serve->tcp_only, error) &&
           gt06_run_start(&serve->run, serve->listener.port, error) && announce(serve, error);
    return good;
}

static void clear_serving(serving *serve)
{
    if (serve->run.bench.wires)
        gt06_bench_hang_up(&serve->run.bench);
    gt06_listener_close(&serve->listener);
    gt06_run_clear(&serve->run);
    gt06_script_free(serve->platform.script);
    g_strfreev(serve->addresses);
    g_strfreev(serve->commands);
    g_free(serve->after);
    g_free(serve->address);
    g_free(serve->mode);
    g_free(serve->port_file);
}

static void tell_result(const serving *serve)
{
    const gt06_bench *bench = &serve->run.bench;

    if (serve->listener.refused > 0 && !serve->run.fifo)
        fprintf(stderr, "%" G_GUINT64_FORMAT " were sent away: there were %u at once (--most).\n",
                serve->listener.refused, serve->listener.most);
    if (!serve->run.fifo)
        fprintf(stderr,
                "%" G_GUINT64_FORMAT " connections, %" G_GUINT64_FORMAT
                " at once; %" G_GUINT64_FORMAT " messages in, %" G_GUINT64_FORMAT " out.\n",
                bench->total, bench->peak, bench->received, bench->sent);
}

gt06_exit gt06_command_serve(int argc, char **argv)
{
    serving *serve = g_new0(serving, 1);
    GError *error = NULL;
    gt06_exit code = GT06_EXIT_INPUT;

    gt06_raise_descriptor_limit();
    set_defaults(serve);
    if (run_serve(argc, argv, serve, &error)) {
        gt06_run_loop(&serve->run);
        tell_result(serve);
        code = gt06_run_finish(&serve->run, &error);
    }
    clear_serving(serve);
    g_free(serve);
    return error ? gt06_tell_failure(error) : code;
}
