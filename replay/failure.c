/* failure.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure.h"

#include <errno.h>
#include <stdio.h>

GQuark gt06_replay_error_quark(void)
{
    return g_quark_from_static_string("gt06-replay-error");
}

gboolean gt06_fail(GError **error, gt06_exit code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_propagate_error(error, g_error_new_valist(GT06_REPLAY_ERROR, (int)code, format, arguments));
    va_end(arguments);
    return FALSE;
}

gboolean gt06_is_between(const char *option, double value, double least, double most,
                         GError **error)
{
    return (value >= least && value <= most) ||
           gt06_fail(error, GT06_EXIT_INPUT, "%s is a number from %g to %.0f, not %g.", option,
                     least, most, value);
}

gt06_exit gt06_write_exit(int number)
{
    static const int broken[] = { ENOSPC, EDQUOT, EFBIG, EIO, EPIPE };

    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        if (number == broken[i])
            return GT06_EXIT_BROKEN;
    }
    return GT06_EXIT_INPUT;
}

gt06_exit gt06_tell_failure(GError *error)
{
    const gt06_exit code =
        error->domain == GT06_REPLAY_ERROR ? (gt06_exit)error->code : GT06_EXIT_INPUT;

    fflush(stdout);
    fprintf(stderr, "%s\n", error->message);
    g_error_free(error);
    return code;
}
