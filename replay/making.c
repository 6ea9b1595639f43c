/* making.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "making.h"

#include <errno.h>

#include "failure.h"

bool gt06_is_other_file(const char *output, const char *input, GError **error)
{
    return !output || !input || !gt06_is_same_file(output, input) ||
           gt06_fail(error, GT06_EXIT_INPUT,
                     "%s is what is read: please give what is written another name.", output);
}

gt06_writer *gt06_making_begin(gt06_making *making, const char *path, const char *origin,
                               GError **error)
{
    const char *name = gt06_output_begin(&making->output, path);

    making->writer = gt06_writer_open(name, GT06_LINK_ETHERNET, origin, error);
    if (!making->writer)
        gt06_output_end(&making->output, false);
    return making->writer;
}

bool gt06_making_end(gt06_making *making, bool good, GError **error)
{
    char *path = g_strdup(making->output.path);
    const bool written = gt06_writer_close(making->writer, good ? error : NULL);

    good = good && written;
    if (!gt06_output_end(&making->output, good) && good)
        good = gt06_fail(error, GT06_EXIT_BROKEN, "%s cannot be written: %s.", path,
                         g_strerror(errno));
    g_free(path);
    return good;
}
