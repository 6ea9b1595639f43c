/* capture_commands.c
 * The subcommands that make one capture out of others: import and mask.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "import.h"
#include "mask.h"
#include "tshark.h"

/* "+08:00", "-3", "+5:45" in seconds. */
static bool read_zone(const char *text, int *seconds, GError **error)
{
    int hours = 0, minutes = 0;
    char sign = '+', rest;

    *seconds = 0;
    if (!text || strcmp(text, "Z") == 0)
        return true;
    if (sscanf(text, "%c%2d:%2d%c", &sign, &hours, &minutes, &rest) < 2 ||
        (sign != '+' && sign != '-') || hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return gt06_fail(error, GT06_EXIT_INPUT,
                         "\"%s\" is no time zone: please write it like +08:00.", text);
    *seconds = (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
    return true;
}

static gt06_exit run_import(int argc, char **argv, GError **error)
{
    gt06_import_settings settings = { .port = 8888 };
    char *output = NULL, *zone = NULL;
    int port = 8888;
    gboolean udp = FALSE;
    const GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The capture to write", "CAPTURE" },
        { "port", 'p', 0, G_OPTION_ARG_INT, &port, "The server's port in it (8888)", "PORT" },
        { "udp", 0, 0, G_OPTION_ARG_NONE, &udp, "Write datagrams, not TCP connections", NULL },
        { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone of the log's times (UTC)",
          "+HH:MM" },
        { NULL }
    };
    const gt06_usage usage = {
        .parameters = "LOG... -o CAPTURE",
        .summary =
            "Reads server logs (Traccar's, old and new; lines of time, direction and hexadecimal "
            "digits;\nREAD/WRITE logs; bare digits; JSON lines) and writes their bytes as a "
            "capture.\n"
            "A LOG of - is standard input. Lines that cannot be read are named and left out.",
        .least = 1,
        .most = 1 << 16,
    };
    bool good = gt06_read_options(&argc, &argv, entries, &usage, error);

    if (good && (!output || !*output))
        good = gt06_fail(error, GT06_EXIT_INPUT, "Please say what to write: -o CAPTURE.");
    good = good && gt06_is_between("--port", port, 1, 65535, error);
    good = good && read_zone(zone, &settings.zone, error);
    settings.output = output;
    settings.port = (uint16_t)port;
    settings.udp = udp;
    good = good && gt06_import(argv + 1, &settings, error);
    g_free(output);
    g_free(zone);
    return good ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
}

static gt06_exit run_mask(int argc, char **argv, GError **error)
{
    char *output = NULL, *key = NULL;
    gt06_tshark *tshark = NULL;
    const GOptionEntry entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
                                       "The capture to write", "CAPTURE" },
                                     { "key", 0, 0, G_OPTION_ARG_STRING, &key,
                                       "Words that make this masking your own", "WORDS" },
                                     { NULL } };
    const gt06_usage usage = {
        .parameters = "CAPTURE -o CAPTURE",
        .summary =
            "Writes the GT06 messages of a capture with identities, positions, cells, numbers and\n"
            "passwords masked and CRCs made anew. Equal values are masked alike.",
        .least = 1,
        .most = 1,
    };
    bool good = gt06_read_options(&argc, &argv, entries, &usage, error);

    if (good && (!output || !*output))
        good = gt06_fail(error, GT06_EXIT_INPUT, "Please say what to write: -o CAPTURE.");
    good = good && (tshark = gt06_tshark_find(NULL, error)) &&
           gt06_mask(tshark, argv[1], output, key ? key : "", error);
    gt06_tshark_free(tshark);
    g_free(output);
    g_free(key);
    return good ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
}

gt06_exit gt06_command_import(int argc, char **argv)
{
    GError *error = NULL;
    const gt06_exit code = run_import(argc, argv, &error);

    return error ? gt06_tell_failure(error) : code;
}

gt06_exit gt06_command_mask(int argc, char **argv)
{
    GError *error = NULL;
    const gt06_exit code = run_mask(argc, argv, &error);

    return error ? gt06_tell_failure(error) : code;
}
