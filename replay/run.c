/* run.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "run.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "interruption.h"
#include "making.h"
#include "report.h"

enum { PROGRESS_MS = 500 };

GOptionEntry *gt06_run_entries(gt06_run *run)
{
    const GOptionEntry entries[] = {
        { "write", 'w', 0, G_OPTION_ARG_FILENAME, &run->write,
          "Record all bytes of both directions", "FILE.pcapng" },
        { "expect", 'e', 0, G_OPTION_ARG_STRING_ARRAY, &run->expects,
          "Expect so many packets, or messages with ::m", "'FILTER :: COUNT'" },
        { "report", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &run->reports,
          "Write a report: json, junit, tap, md or text", "FORM:FILE" },
        { "fail-on", 0, 0, G_OPTION_ARG_STRING, &run->fail_on,
          "Findings that fail: error, warning (usual), note or none", "SEVERITY" },
        { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &run->faults,
          "Put a fault into what is sent (see below)", "FAULT" },
        { "setting", 'o', 0, G_OPTION_ARG_STRING_ARRAY, &run->settings,
          "A preference for tshark, such as gt06.time_zone:+08:00", "NAME:VALUE" },
        { "for", 0, 0, G_OPTION_ARG_DOUBLE, &run->seconds, "End after so many seconds", "SECONDS" },
        { "no-live", 0, 0, G_OPTION_ARG_NONE, &run->no_live, "No tshark while it runs", NULL },
        { "no-judge", 0, 0, G_OPTION_ARG_NONE, &run->no_judge, "No verdict at the end", NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &run->quiet, "No line per message", NULL },
        { NULL },
    };

    return g_memdup2(entries, sizeof entries);
}

bool gt06_run_wants_tshark(const gt06_run *run)
{
    return !run->no_judge || (!run->no_live && !run->quiet);
}

static bool read_limit(gt06_run *run, GError **error)
{
    run->limit = GT06_SEVERITY_WARNING;
    if (!run->fail_on)
        return true;
    if (strcmp(run->fail_on, "none") == 0) {
        run->limit = GT06_SEVERITY_COUNT;
        return true;
    }
    for (unsigned i = 1; i < GT06_SEVERITY_COUNT; i++) {
        if (strcmp(run->fail_on, gt06_severity_names[i]) == 0) {
            run->limit = (gt06_severity)i;
            return true;
        }
    }
    return gt06_fail(error, GT06_EXIT_INPUT,
                     "--fail-on knows error, warning, note, chat and none, not \"%s\".",
                     run->fail_on);
}

/* A report on standard output is alone there: all else goes to standard error. */
static bool free_output(gt06_run *run, GError **error)
{
    int copy;

    if (run->output)
        return true;
    copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    if (copy >= 0)
        run->output = fdopen(copy, "w");
    return (run->output && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0) ||
           gt06_fail(error, GT06_EXIT_BROKEN, "Standard output is closed.");
}

bool gt06_run_prepare(gt06_run *run, const char *capture, GError **error)
{
    GError *reason = NULL;

    if (!read_limit(run, error) ||
        !gt06_is_between("--for", run->seconds, 0, GT06_LONGEST, error) ||
        !gt06_is_other_file(run->write, capture, error))
        return false;
    for (char **report = run->reports; report && *report; report++) {
        if (!gt06_report_check(*report, error) ||
            !gt06_is_other_file(gt06_report_file(*report), capture, error) ||
            (strcmp(gt06_report_file(*report), "-") == 0 && !free_output(run, error)))
            return false;
    }
    run->expectations = g_ptr_array_new_with_free_func(gt06_expectation_free);
    for (char **text = run->expects; text && *text; text++) {
        gt06_expectation *expectation = gt06_expectation_read(*text, error);
        if (!expectation)
            return false;
        g_ptr_array_add(run->expectations, expectation);
    }
    run->bench.faults = gt06_faults_read(run->faults, &reason);
    if (reason) {
        g_propagate_error(error, reason);
        return false;
    }
    if (run->no_judge && (run->expects || run->reports))
        return gt06_fail(error, GT06_EXIT_INPUT,
                         "--no-judge leaves nothing for --expect and --report.");
    if (gt06_run_wants_tshark(run))
        run->tshark = gt06_tshark_find((const char *const *)run->settings, error);
    return run->tshark || !gt06_run_wants_tshark(run);
}

void gt06_run_stop(gt06_run *run)
{
    run->stopped = true;
    uv_stop(&run->bench.loop);
}

static void on_signal(uv_signal_t *handle, int number)
{
    gt06_run *run = handle->data;

    (void)number;
    gt06_run_stop(run);
}

static void on_deadline(uv_timer_t *timer)
{
    gt06_run_stop(timer->data);
}

/* Where no lines are printed, one that counts what happens is. */
static void on_progress(uv_timer_t *timer)
{
    const gt06_run *run = timer->data;

    fprintf(stderr,
            "\r%u connections, %" G_GUINT64_FORMAT " messages in, %" G_GUINT64_FORMAT " out  ",
            g_hash_table_size(run->bench.wires), run->bench.received, run->bench.sent);
}

static void end_progress(gt06_run *run)
{
    if (uv_is_active((uv_handle_t *)&run->progress))
        fputc('\n', stderr);
    uv_timer_stop(&run->progress);
}

static void watch(gt06_run *run)
{
    uv_loop_t *loop = &run->bench.loop;

    for (const int *number = gt06_ending_signals; *number; number++) {
        uv_signal_t *handle = &run->signals[run->watched];
        if (gt06_is_ignored(*number))
            continue;
        uv_signal_init(loop, handle);
        handle->data = run;
        uv_signal_start(handle, on_signal, *number);
        uv_unref((uv_handle_t *)handle);
        run->watched++;
    }
    uv_timer_init(loop, &run->deadline);
    run->deadline.data = run;
    if (run->seconds > 0)
        uv_timer_start(&run->deadline, on_deadline, (uint64_t)ceil(run->seconds * 1000), 0);
    uv_unref((uv_handle_t *)&run->deadline);
    uv_timer_init(loop, &run->progress);
    run->progress.data = run;
    if (run->quiet && !run->fifo && isatty(STDERR_FILENO))
        uv_timer_start(&run->progress, on_progress, PROGRESS_MS, PROGRESS_MS);
    uv_unref((uv_handle_t *)&run->progress);
}

/* Where the recording goes: where the user wants it, or to a file that is removed at the end. */
static bool open_recording(gt06_run *run, GError **error)
{
    if (!run->write && !run->tshark && !run->fifo)
        return true;
    run->bench.recording = gt06_recording_new(run->bare);
    if (run->fifo && !gt06_recording_add_fifo(run->bench.recording, run->fifo, error))
        return false;
    if (!run->write && !run->tshark)
        return true;
    if (!run->write)
        run->write = gt06_tshark_file(run->tshark, "recording.pcapng");
    return gt06_recording_add_file(run->bench.recording, run->write, error);
}

bool gt06_run_start(gt06_run *run, unsigned port, GError **error)
{
    if (!open_recording(run, error))
        return false;
    watch(run);
    run->started = true;
    if (run->tshark)
        gt06_tshark_add_port(run->tshark, port);
    if (run->tshark && !run->no_live && !run->quiet) {
        run->live =
            gt06_live_start(&run->bench.loop, run->tshark, run->bench.recording, NULL, NULL, error);
        return run->live != NULL;
    }
    return true;
}

void gt06_run_loop(gt06_run *run)
{
    if (!run->stopped && !gt06_is_interrupted())
        uv_run(&run->bench.loop, UV_RUN_DEFAULT);
    end_progress(run);
}

bool gt06_run_hang_up(gt06_run *run)
{
    bool whole;

    if (!run->leave_open)
        gt06_bench_hang_up(&run->bench);
    whole = gt06_recording_close(run->bench.recording);
    run->bench.recording = NULL;
    gt06_bench_hang_up(&run->bench);
    run->live_cut = !gt06_live_end(run->live);
    run->live = NULL;
    return whole;
}

gt06_exit gt06_run_judge(gt06_run *run, const char *capture, GError **error)
{
    gt06_verdict *verdict = gt06_judge(run->tshark, capture, run->expectations, run->limit, error);
    gt06_exit code;
    char *text;

    if (!verdict)
        return GT06_EXIT_BROKEN;
    text = gt06_report_text(verdict);
    fputs(text, stdout);
    g_free(text);
    code = verdict->passed ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
    for (char **report = run->reports; report && *report; report++) {
        if (!gt06_report_write(verdict, *report, run->output, error))
            break;
    }
    gt06_verdict_free(verdict);
    return code;
}

gt06_exit gt06_run_finish(gt06_run *run, GError **error)
{
    gt06_exit code = GT06_EXIT_WELL;
    bool whole;

    for (unsigned i = 0; i < run->watched; i++)
        uv_signal_stop(&run->signals[i]);
    gt06_heed_interruptions(); /* a second Ctrl-C ends the judging */
    whole = gt06_run_hang_up(run);
    gt06_faults_tell(run->bench.faults);
    if (run->tshark && !run->no_judge)
        code = gt06_run_judge(run, run->write, error);
    if (!whole && (!error || !*error))
        gt06_fail(error, GT06_EXIT_BROKEN, "The recording is not whole.");
    return code;
}

static void ignore_close(uv_handle_t *handle)
{
    (void)handle;
}

void gt06_run_clear(gt06_run *run)
{
    if (run->started) {
        gt06_run_hang_up(run);
        for (unsigned i = 0; i < run->watched; i++)
            uv_close((uv_handle_t *)&run->signals[i], ignore_close);
        uv_close((uv_handle_t *)&run->deadline, ignore_close);
        uv_close((uv_handle_t *)&run->progress, ignore_close);
    }
    if (run->bench.wires)
        gt06_bench_clear(&run->bench);
    gt06_recording_close(run->bench.recording);
    gt06_faults_free(run->bench.faults);
    gt06_tshark_free(run->tshark);
    if (run->output)
        fclose(run->output);
    g_clear_pointer(&run->expectations, g_ptr_array_unref);
    g_free(run->write);
    g_free(run->fifo);
    g_free(run->fail_on);
    g_strfreev(run->reports);
    g_strfreev(run->expects);
    g_strfreev(run->settings);
    g_strfreev(run->faults);
}

void gt06_run_print(const gt06_run *run, const gt06_wire *wire, const gt06_reading *reading)
{
    const bool down = reading->content.direction == GT06_FROM_SERVER;
    GDateTime *now;
    char *time;

    if (run->quiet || run->live)
        return;
    now = g_date_time_new_now_utc();
    time = g_date_time_format(now, "%H:%M:%S");
    printf("%s.%03d  %-15s  %-4s  0x%02X %s\n", time, g_date_time_get_microsecond(now) / 1000,
           *wire->imei ? wire->imei : "-", down ? "down" : "up", reading->content.number,
           reading->choice.message->name);
    g_free(time);
    g_date_time_unref(now);
}

unsigned long gt06_raise_descriptor_limit(void)
{
    struct rlimit limit = { 0 };

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}
