/* extcap.c
 * Wireshark's side door: the interfaces "GT06: listen for trackers" and "GT06: replay a capture".
 *
 * The one is `serve` that records into Wireshark's pipe, the other lets the packets of a capture
 * come again at their pace. Neither starts tshark, and nothing slow happens before Wireshark has
 * its answer: it asks every such program at every start.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <wireshark.h>
#include <wiretap/wtap.h>

#include "../captures/record.h"
#include "command.h"
#include "fifo.h"
#include "making.h"

#define LISTEN "gt06-listen"
#define REPLAY "gt06-replay"

/* What Wireshark says on the command line. */
typedef struct {
    gboolean interfaces, dlts, config, capture;
    char *interface, *fifo, *version, *filter;
    /* of the dialogue */
    char *port, *address, *command, *after, *file, *speed;
    gboolean silent, now;
} extcap_call;

bool gt06_is_extcap_call(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (g_str_has_prefix(argv[i], "--extcap") || strcmp(argv[i], "--capture") == 0)
            return true;
    }
    return false;
}

bool gt06_extcap_captures(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--capture") == 0)
            return true;
    }
    return false;
}

static bool read_call(int argc, char **argv, extcap_call *call, GError **error)
{
    const GOptionEntry entries[] = {
        { "extcap-interfaces", 0, 0, G_OPTION_ARG_NONE, &call->interfaces, "", NULL },
        { "extcap-version", 0, 0, G_OPTION_ARG_STRING, &call->version, "", "V" },
        { "extcap-dlts", 0, 0, G_OPTION_ARG_NONE, &call->dlts, "", NULL },
        { "extcap-config", 0, 0, G_OPTION_ARG_NONE, &call->config, "", NULL },
        { "extcap-interface", 0, 0, G_OPTION_ARG_STRING, &call->interface, "", "I" },
        { "extcap-capture-filter", 0, 0, G_OPTION_ARG_STRING, &call->filter, "", "F" },
        { "capture", 0, 0, G_OPTION_ARG_NONE, &call->capture, "", NULL },
        { "fifo", 0, 0, G_OPTION_ARG_FILENAME, &call->fifo, "", "FIFO" },
        { "port", 0, 0, G_OPTION_ARG_STRING, &call->port, "", "PORT" },
        { "listen", 0, 0, G_OPTION_ARG_STRING, &call->address, "", "ADDRESS" },
        { "command", 0, 0, G_OPTION_ARG_STRING, &call->command, "", "TEXT" },
        { "after", 0, 0, G_OPTION_ARG_STRING, &call->after, "", "WHEN" },
        { "silent", 0, 0, G_OPTION_ARG_NONE, &call->silent, "", NULL },
        { "file", 0, 0, G_OPTION_ARG_FILENAME, &call->file, "", "FILE" },
        { "speed", 0, 0, G_OPTION_ARG_STRING, &call->speed, "", "N" },
        { "now", 0, 0, G_OPTION_ARG_NONE, &call->now, "", NULL },
        { NULL },
    };
    const gt06_usage usage = { .summary = "Called by Wireshark." };

    return gt06_read_options(&argc, &argv, entries, &usage, error);
}

static void clear_call(extcap_call *call)
{
    char *const texts[] = {
        call->interface, call->fifo,    call->version, call->filter, call->port,
        call->address,   call->command, call->after,   call->file,   call->speed
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

static void tell_interfaces(void)
{
    puts("extcap {version=" GT06_VERSION "}{display=GT06}\n"
         "interface {value=" LISTEN "}{display=GT06: listen for trackers}\n"
         "interface {value=" REPLAY "}{display=GT06: replay a capture}");
}

static void tell_options(bool listens)
{
    if (listens)
        puts("arg {number=0}{call=--port}{display=Port}{type=unsigned}{range=1,65535}"
             "{default=8888}{tooltip=TCP and UDP port}\n"
             "arg {number=1}{call=--listen}{display=Address}{type=string}{default=127.0.0.1}"
             "{tooltip=127.0.0.1: this machine only; 0.0.0.0: all networks}\n"
             "arg {number=2}{call=--command}{display=Command}{type=string}"
             "{tooltip=Sent to every tracker, such as STATUS#}\n"
             "arg {number=3}{call=--after}{display=Send it after}{type=selector}\n"
             "value {arg=3}{value=login}{display=login}{default=true}\n"
             "value {arg=3}{value=heartbeat}{display=a heartbeat}{default=false}\n"
             "arg {number=4}{call=--silent}{display=Answer nothing}{type=boolflag}"
             "{default=false}");
    else
        puts("arg {number=0}{call=--file}{display=Capture}{type=fileselect}{mustexist=true}"
             "{required=true}\n"
             "arg {number=1}{call=--speed}{display=Speed}{type=double}{default=1}"
             "{tooltip=1: as captured; 0: at once}\n"
             "arg {number=2}{call=--now}{display=Times of now}{type=boolflag}{default=true}");
}

/* Listening is what `serve` does, without tshark and without lines. */
static gt06_exit capture_trackers(const extcap_call *call)
{
    GPtrArray *words = g_ptr_array_new();
    gt06_exit code;
    const struct {
        const char *option, *value;
    } options[] = { { "--port", call->port },
                    { "--listen", call->address },
                    { "--command", call->command },
                    { "--after", call->after },
                    { "--fifo", call->fifo } };

    g_ptr_array_add(words, (gpointer) "serve");
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        if (options[i].value && *options[i].value) {
            g_ptr_array_add(words, (gpointer)options[i].option);
            g_ptr_array_add(words, (gpointer)options[i].value);
        }
    }
    g_ptr_array_add(words, (gpointer) "--no-live");
    g_ptr_array_add(words, (gpointer) "--no-judge");
    g_ptr_array_add(words, (gpointer) "--quiet");
    if (call->silent)
        g_ptr_array_add(words, (gpointer) "--silent");
    g_ptr_array_add(words, NULL);
    code = gt06_command_serve((int)words->len - 1, (char **)words->pdata);
    g_ptr_array_unref(words);
    return code;
}

/* ---- replaying a capture ---- */

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    (void)number;
    stopped = 1;
}

/* Sleeps until a record is due, or Wireshark is gone. */
static void wait_until(int64_t due, const gt06_fifo *fifo)
{
    while (!stopped && gt06_fifo_is_read(fifo) && g_get_monotonic_time() < due)
        g_usleep((gulong)MIN(due - g_get_monotonic_time(), 100000));
}

/* Hands on all packets at their pace. */
static void pass_packets(wtap *capture, wtap_dumper *dumper, const gt06_fifo *fifo, double speed,
                         bool now)
{
    const int64_t start = g_get_monotonic_time(), wall = g_get_real_time();
    int64_t first = G_MAXINT64;
    gt06_wtap_record record;
    int code = 0;
    char *info = NULL;
    int64_t offset;

    gt06_record_init(&record);
    while (!stopped && gt06_record_read(&record, capture, &code, &info, &offset)) {
        const int64_t time = (int64_t)record.rec.ts.secs * 1000000 + record.rec.ts.nsecs / 1000;
        if (record.rec.rec_type != REC_TYPE_PACKET) {
            wtap_rec_reset(&record.rec);
            continue;
        }
        first = MIN(first, time);
        const int64_t after = speed > 0 ? (int64_t)((double)(time - first) / speed) : 0;
        wait_until(start + after, fifo);
        if (now) {
            record.rec.ts.secs = (time_t)((wall + after) / 1000000);
            record.rec.ts.nsecs = (int)((wall + after) % 1000000 * 1000);
        }
        if (stopped || !gt06_record_write(&record, dumper, &code, &info) ||
            !wtap_dump_flush(dumper, &code))
            break;
        wtap_rec_reset(&record.rec);
    }
    g_free(info);
    gt06_record_clear(&record);
}

static gt06_exit replay_capture(const extcap_call *call, GError **error)
{
    wtap_dump_params params = WTAP_DUMP_PARAMS_INIT;
    const double speed = call->speed ? g_ascii_strtod(call->speed, NULL) : 1;
    int code = 0;
    char *info = NULL;
    wtap *capture =
        call->file ? wtap_open_offline(call->file, WTAP_TYPE_AUTO, &code, &info, FALSE) : NULL;
    wtap_dumper *dumper;

    g_free(info);
    info = NULL;
    if (!gt06_is_between("--speed", speed, 0, 1000000, error)) {
        g_clear_pointer(&capture, wtap_close);
        return GT06_EXIT_INPUT;
    }
    if (!capture) {
        gt06_fail(error, GT06_EXIT_INPUT, "%s is not a capture that can be read.",
                  call->file ? call->file : "Nothing");
        return GT06_EXIT_INPUT;
    }
    params.encap = wtap_file_encap(capture);
    if (params.encap == WTAP_ENCAP_PER_PACKET || params.encap == WTAP_ENCAP_UNKNOWN)
        params.encap = WTAP_ENCAP_ETHERNET;
    params.tsprec = WTAP_TSPREC_USEC;
    dumper = wtap_dump_open(call->fifo, wtap_pcapng_file_type_subtype(), WTAP_UNCOMPRESSED, &params,
                            &code, &info);
    if (dumper) {
        signal(SIGINT, on_signal);
        signal(SIGTERM, on_signal);
        wtap_dump_flush(dumper, &code);
        gt06_fifo fifo = gt06_fifo_watch(call->fifo);
        pass_packets(capture, dumper, &fifo, speed, call->now);
        gt06_fifo_close(&fifo);
        wtap_dump_close(dumper, NULL, &code, &info);
    } else {
        gt06_fail(error, GT06_EXIT_INPUT, "%s cannot be written.", call->fifo);
    }
    g_free(info);
    wtap_close(capture);
    return GT06_EXIT_WELL;
}

static gt06_exit run_call(const extcap_call *call, GError **error)
{
    const bool listens = g_strcmp0(call->interface, LISTEN) == 0;

    if (call->interfaces) {
        tell_interfaces();
        return GT06_EXIT_WELL;
    }
    if (!listens && g_strcmp0(call->interface, REPLAY) != 0) {
        gt06_fail(error, GT06_EXIT_INPUT, "There is no interface \"%s\".",
                  call->interface ? call->interface : "");
        return GT06_EXIT_INPUT;
    }
    if (call->dlts) {
        puts("dlt {number=1}{name=EN10MB}{display=Ethernet}");
        return GT06_EXIT_WELL;
    }
    if (call->config) {
        tell_options(listens);
        return GT06_EXIT_WELL;
    }
    if (!call->capture || !call->fifo) {
        gt06_fail(error, GT06_EXIT_INPUT, "Wireshark names a --fifo to --capture.");
        return GT06_EXIT_INPUT;
    }
    if (!gt06_is_other_file(call->fifo, call->file, error))
        return GT06_EXIT_INPUT;
    return listens ? capture_trackers(call) : replay_capture(call, error);
}

gt06_exit gt06_command_extcap(int argc, char **argv)
{
    extcap_call call = { 0 };
    GError *error = NULL;
    gt06_exit code = GT06_EXIT_INPUT;

    if (read_call(argc, argv, &call, &error))
        code = run_call(&call, &error);
    clear_call(&call);
    return error ? gt06_tell_failure(error) : code;
}
