/* list.c
 * list: the manifest of captures and folders.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>

#include "command.h"
#include "manifest.h"

gt06_exit gt06_command_list(int argc, char **argv)
{
    static gboolean alone;
    static const GOptionEntry entries[] = {
        { "alone", 0, 0, G_OPTION_ARG_NONE, &alone,
          "files named as those of a rotation do not belong together", NULL },
        { NULL },
    };
    static const gt06_usage usage = {
        "CAPTURE|FOLDER...",
        "A manifest: a group of captures on each line, its files with tabs between them.",
        "The files of a group are read in order as one capture: those of one rotation, as\n"
        "dumpcap -b names them. Edit it, sort it, split it: every line stands for itself. Lines\n"
        "that begin with # are comments.",
    };

    if (!gt06_read_options(&argc, &argv, entries, &usage))
        return GT06_EXIT_INPUT;
    if (argc < 2)
        return gt06_say(GT06_EXIT_INPUT, "Usage: gt06-batch list %s", usage.parameters);
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
    return gt06_list_groups(argv + 1, alone, stdout);
}
