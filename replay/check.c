/* check.c
 * The subcommand check: judges a capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "command.h"
#include "run.h"

static gt06_exit run_check(int argc, char **argv, gt06_run *run, GError **error)
{
    const gt06_usage usage = {
        .common = gt06_run_entries(run),
        .parameters = "CAPTURE",
        .summary = "Judges a capture: by what the dissector finds in it, and by what is expected "
                   "of it.",
        .least = 1,
        .most = 1,
    };
    int port = 0;
    const GOptionEntry entries[] = {
        { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Read this port as GT06", "PORT" },
        { NULL },
    };
    const bool good = gt06_read_options(&argc, &argv, entries, &usage, error) &&
                      gt06_is_between("--port", port, 0, 65535, error);

    g_free((gpointer)usage.common);
    if (!good || !gt06_run_prepare(run, argv[1], error))
        return GT06_EXIT_INPUT;
    if (!run->tshark)
        return GT06_EXIT_WELL;
    if (port > 0)
        gt06_tshark_add_port(run->tshark, (unsigned)port);
    return gt06_run_judge(run, argv[1], error);
}

gt06_exit gt06_command_check(int argc, char **argv)
{
    gt06_run run = { 0 };
    GError *error = NULL;
    const gt06_exit code = run_check(argc, argv, &run, &error);

    gt06_run_clear(&run);
    return error ? gt06_tell_failure(error) : code;
}
