/* send.c
 * The subcommand send: the trackers' side.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "identity.h"
#include "run.h"
#include "tracker.h"

enum { RESERVED_DESCRIPTORS = 64, MOST_DEVICES = 10000000, MOST_SPEED = 1000000 };

typedef struct {
    gt06_run run; /* first: the bench is found by its address */
    gt06_fleet fleet;
    GPtrArray *sessions, *plans;
    GPtrArray *trackers;
    unsigned finished;

    /* options */
    char *speed, *times, *imei, *filter;
    double max_gap, timeout, ramp;
    int loops, devices, retries, relogins;
    gboolean tcp, udp, verbatim, tolerant, go_on;
} sending;

static void print_message(void *data, const gt06_wire *wire, const gt06_reading *reading)
{
    sending *send = data;

    gt06_run_print(&send->run, wire, reading);
}

static void tracker_finished(void *data)
{
    sending *send = data;

    if (++send->finished == send->trackers->len)
        gt06_run_stop(&send->run);
}

static void set_defaults(sending *send)
{
    send->run.bench.owner = &gt06_tracker_owner;
    send->timeout = 5;
    send->retries = 2;
    send->relogins = 3;
    send->loops = 1;
}

/* "original", "x10", "max". */
static bool read_speed(const char *text, double *speed, GError **error)
{
    char *end = NULL;

    *speed = 1;
    if (!text || strcmp(text, "original") == 0)
        return true;
    *speed = 0;
    if (strcmp(text, "max") == 0)
        return true;
    if (*text == 'x' || *text == 'X')
        *speed = g_ascii_strtod(text + 1, &end);
    return (end && *end == '\0' && *speed > 0 && *speed <= MOST_SPEED) ||
           gt06_fail(error, GT06_EXIT_INPUT,
                     "--speed knows original, x10 (any number up to a million) and max.");
}

static bool read_times(const char *text, gt06_times *times, GError **error)
{
    static const char *const names[] = { "captured", "shifted", "now" };

    for (size_t i = 0; text && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(text, names[i]) == 0) {
            *times = (gt06_times)i;
            return true;
        }
    }
    return !text || gt06_fail(error, GT06_EXIT_INPUT, "--times knows captured, shifted and now.");
}

static bool read_settings(sending *send, gt06_pace *pace, GError **error)
{
    gt06_fleet *fleet = &send->fleet;

    if (send->tcp && send->udp)
        return gt06_fail(error, GT06_EXIT_INPUT, "Please ask for --tcp or for --udp.");
    if (!gt06_is_between("--loop", send->loops, 1, G_MAXINT, error) ||
        !gt06_is_between("--devices", send->devices, 0, MOST_DEVICES, error) ||
        !gt06_is_between("--retries", send->retries, 0, G_MAXINT, error) ||
        !gt06_is_between("--relogins", send->relogins, 0, G_MAXINT, error) ||
        !gt06_is_between("--timeout", send->timeout, 0.001, GT06_LONGEST, error) ||
        !gt06_is_between("--max-gap", send->max_gap, 0, GT06_LONGEST, error) ||
        !gt06_is_between("--ramp", send->ramp, 0, MOST_DEVICES, error))
        return false;
    fleet->bench = &send->run.bench;
    fleet->timeout = (unsigned)(send->timeout * 1000);
    fleet->retries = (unsigned)send->retries;
    fleet->relogins = (unsigned)send->relogins;
    fleet->loops = (unsigned)send->loops;
    fleet->tolerant = send->tolerant;
    fleet->goes_on = send->go_on;
    fleet->print = print_message;
    fleet->finished = tracker_finished;
    fleet->data = send;
    pace->most_gap = send->max_gap;
    pace->verbatim = send->verbatim;
    return read_speed(send->speed, &pace->speed, error) &&
           read_times(send->times, &fleet->times, error);
}

/* Reads the capture; tshark is needed for that even if no verdict is wanted. */
static bool read_capture(sending *send, const char *capture, const gt06_pace *pace, GError **error)
{
    const gt06_selection selection = { send->imei, send->filter };
    gt06_tshark *tshark = send->run.tshark;
    const gt06_session *first;

    if (!tshark)
        tshark = gt06_tshark_find((const char *const *)send->run.settings, error);
    if (tshark)
        send->sessions = gt06_read_sessions(tshark, capture, &selection, error);
    if (tshark != send->run.tshark)
        gt06_tshark_free(tshark);
    if (!send->sessions)
        return false;
    send->plans = gt06_make_plans(send->sessions, pace);
    if (send->plans->len == 0)
        return gt06_fail(error, GT06_EXIT_INPUT, "No terminal sends anything in %s.", capture);
    first = ((const gt06_plan *)send->plans->pdata[0])->session;
    send->fleet.tcp = send->tcp;
    send->fleet.udp = send->udp;
    send->fleet.shift = (g_get_real_time() - first->begin) / 1000000;
    return true;
}

/* Every tracker takes a descriptor and, of the same machine, a port. */
static bool check_limits(unsigned wanted, GError **error)
{
    const unsigned long most = gt06_raise_descriptor_limit();
    unsigned low = 32768, high = 60999;
    FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "r");

    if (file) {
        if (fscanf(file, "%u %u", &low, &high) != 2)
            low = high = 0;
        fclose(file);
    }
    if (wanted + RESERVED_DESCRIPTORS > most)
        return gt06_fail(error, GT06_EXIT_BROKEN,
                         "%u trackers need %u descriptors, and %lu are allowed: raise the limit "
                         "with ulimit -n.",
                         wanted, wanted + RESERVED_DESCRIPTORS, most);
    if (high > low && wanted > high - low)
        return gt06_fail(error, GT06_EXIT_BROKEN,
                         "%u trackers need as many ports, and net.ipv4.ip_local_port_range has "
                         "%u.",
                         wanted, high - low);
    return true;
}

/* The IMEI that a plan's terminal logs in with; NULL if there is none, or none of 15 digits. */
static const char *captured_imei(const gt06_plan *plan)
{
    const char *imei = plan->session->imei;

    return imei && strlen(imei) == GT06_IMEI_DIGITS ? imei : NULL;
}

/* An IMEI that no device has yet: the captured one, or one counted up from it. */
static const char *give_imei(GHashTable *taken, const char *captured, unsigned *clone)
{
    char *imei = g_malloc(GT06_IMEI_SIZE);

    do
        gt06_imei_clone(captured, (*clone)++, imei);
    while (g_hash_table_contains(taken, imei));
    g_hash_table_add(taken, imei);
    return imei;
}

static void start_tracker(sending *send, const gt06_plan *plan, const char *imei, uint64_t begin)
{
    g_ptr_array_add(send->trackers, gt06_tracker_new(&send->fleet, plan, imei, begin));
}

/* So many trackers as were asked for, each with an identity of its own. */
static void start_devices(sending *send)
{
    GHashTable *taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unsigned *clones = g_new0(unsigned, send->plans->len);

    for (unsigned i = 0; i < (unsigned)send->devices; i++) {
        const unsigned at = i % send->plans->len;
        const gt06_plan *plan = send->plans->pdata[at];
        const char *imei = captured_imei(plan);
        if (imei)
            imei = give_imei(taken, imei, &clones[at]);
        start_tracker(send, plan, imei, send->ramp > 0 ? (uint64_t)(i * 1000.0 / send->ramp) : 0);
    }
    g_free(clones);
    g_hash_table_unref(taken);
}

static void start_trackers(sending *send)
{
    send->trackers = g_ptr_array_new_with_free_func(gt06_tracker_free);
    if (send->devices > 0) {
        start_devices(send);
        return;
    }
    for (unsigned i = 0; i < send->plans->len; i++) {
        const gt06_plan *plan = send->plans->pdata[i];
        start_tracker(send, plan, captured_imei(plan), (uint64_t)plan->start / 1000);
    }
}

static void tell_result(const sending *send)
{
    const gt06_fleet *fleet = &send->fleet;

    fprintf(stderr,
            "%u trackers: %" G_GUINT64_FORMAT " messages out, %" G_GUINT64_FORMAT
            " in; %" G_GUINT64_FORMAT " answers, %" G_GUINT64_FORMAT " missing, %" G_GUINT64_FORMAT
            " sent again, %" G_GUINT64_FORMAT " new logins, %" G_GUINT64_FORMAT " given up.\n",
            send->trackers->len, send->run.bench.sent, send->run.bench.received, fleet->answered,
            fleet->unanswered, fleet->resent, fleet->logged_in_again, fleet->given_up);
    if (fleet->answer_times.count > 0)
        fprintf(stderr, "Answers after %.1f ms (median), %.1f ms (99 of 100).\n",
                gt06_samples_percentile(&fleet->answer_times, 0.5),
                gt06_samples_percentile(&fleet->answer_times, 0.99));
    if (fleet->lateness.count > 0)
        fprintf(stderr, "Behind the plan by %.1f ms (median), %.1f ms (99 of 100).\n",
                gt06_samples_percentile(&fleet->lateness, 0.5),
                gt06_samples_percentile(&fleet->lateness, 0.99));
}

static bool read_arguments(int *argc, char ***argv, sending *send, GError **error)
{
    char *faults = gt06_faults_help();
    const gt06_usage usage = {
        .common = gt06_run_entries(&send->run),
        .parameters = "CAPTURE HOST:PORT",
        .summary = "Is the trackers of a capture towards a platform: sends what they sent, waits "
                   "for answers\nwhere they are due, tries again and logs in again as they do.",
        .description = faults,
        .least = 2,
        .most = 2,
    };
    const GOptionEntry entries[] = {
        { "speed", 's', 0, G_OPTION_ARG_STRING, &send->speed, "original (usual), xN, or max", "S" },
        { "max-gap", 0, 0, G_OPTION_ARG_DOUBLE, &send->max_gap, "No pause is longer", "SECONDS" },
        { "loop", 0, 0, G_OPTION_ARG_INT, &send->loops, "Send everything so often, the login once",
          "N" },
        { "devices", 'd', 0, G_OPTION_ARG_INT, &send->devices,
          "Be so many trackers, with IMEIs of their own", "N" },
        { "ramp", 0, 0, G_OPTION_ARG_DOUBLE, &send->ramp, "So many of them begin a second", "N" },
        { "times", 't', 0, G_OPTION_ARG_STRING, &send->times,
          "Dates in messages: captured (usual), shifted to now, or all now", "T" },
        { "tcp", 0, 0, G_OPTION_ARG_NONE, &send->tcp, "Over TCP, whatever was captured", NULL },
        { "udp", 0, 0, G_OPTION_ARG_NONE, &send->udp, "Over UDP, whatever was captured", NULL },
        { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &send->timeout, "Wait so long for answers (5)",
          "SECONDS" },
        { "retries", 0, 0, G_OPTION_ARG_INT, &send->retries, "Then send again so often (2)", "N" },
        { "relogins", 0, 0, G_OPTION_ARG_INT, &send->relogins,
          "Then log in again, so often in a row (3)", "N" },
        { "tolerant", 0, 0, G_OPTION_ARG_NONE, &send->tolerant,
          "Take answers with a wrong serial or CRC, too", NULL },
        { "go-on", 0, 0, G_OPTION_ARG_NONE, &send->go_on,
          "Go on to the next message then, without a new login", NULL },
        { "verbatim", 0, 0, G_OPTION_ARG_NONE, &send->verbatim,
          "Send the captured bytes as they are, and wait for nothing", NULL },
        { "imei", 'i', 0, G_OPTION_ARG_STRING, &send->imei, "This tracker only", "IMEI" },
        { "display-filter", 'Y', 0, G_OPTION_ARG_STRING, &send->filter,
          "Conversations with a packet that matches", "FILTER" },
        { NULL },
    };
    const bool good = gt06_read_options(argc, argv, entries, &usage, error);

    g_free((gpointer)usage.common);
    g_free(faults);
    return good;
}

static bool start(int argc, char **argv, sending *send, GError **error)
{
    gt06_pace pace = { 0 };

    return read_arguments(&argc, &argv, send, error) && read_settings(send, &pace, error) &&
           gt06_resolve(argv[2], 8888, &send->fleet.peer, error) &&
           gt06_run_prepare(&send->run, argv[1], error) &&
           read_capture(send, argv[1], &pace, error) &&
           check_limits(send->devices > 0 ? (unsigned)send->devices : send->plans->len, error) &&
           gt06_bench_init(&send->run.bench, error) &&
           gt06_run_start(&send->run, ntohs(send->fleet.peer.four.sin_port), error);
}

/* The loop is still needed to close the timers. */
static void stop_trackers(sending *send)
{
    if (send->run.bench.wires)
        gt06_bench_hang_up(&send->run.bench);
    for (unsigned i = 0; send->trackers && i < send->trackers->len; i++)
        gt06_tracker_stop(send->trackers->pdata[i]);
}

static void clear_sending(sending *send)
{
    stop_trackers(send);
    gt06_run_clear(&send->run);
    g_clear_pointer(&send->trackers, g_ptr_array_unref);
    g_clear_pointer(&send->plans, g_ptr_array_unref);
    g_clear_pointer(&send->sessions, g_ptr_array_unref);
    gt06_samples_clear(&send->fleet.answer_times);
    gt06_samples_clear(&send->fleet.lateness);
    g_free(send->speed);
    g_free(send->times);
    g_free(send->imei);
    g_free(send->filter);
}

gt06_exit gt06_command_send(int argc, char **argv)
{
    sending *send = g_new0(sending, 1);
    GError *error = NULL;
    gt06_exit code = GT06_EXIT_INPUT;

    set_defaults(send);
    if (start(argc, argv, send, &error)) {
        start_trackers(send);
        gt06_run_loop(&send->run);
        stop_trackers(send);
        tell_result(send);
        if (send->fleet.connected == 0)
            gt06_fail(&error, GT06_EXIT_INPUT, "%s cannot be reached.", argv[2]);
        else
            code = gt06_run_finish(&send->run, &error);
        if (code == GT06_EXIT_WELL && send->fleet.given_up > 0) {
            fprintf(stderr, "Failed: trackers were given up before all was sent.\n");
            code = GT06_EXIT_FAILED;
        }
    }
    clear_sending(send);
    g_free(send);
    return error ? gt06_tell_failure(error) : code;
}
