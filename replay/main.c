/* main.c
 * gt06-replay: both sides of a GT06 conversation, judged by tshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "../captures/output.h"
#include "command.h"

static const struct {
    const char *name;
    gt06_exit (*run)(int argc, char **argv);
} commands[] = {
    { "serve", gt06_command_serve },   { "send", gt06_command_send },
    { "check", gt06_command_check },   { "loop", gt06_command_loop },
    { "import", gt06_command_import }, { "mask", gt06_command_mask },
};

static const char help[] =
    "Usage: gt06-replay COMMAND [OPTION...] ...\n"
    "\n"
    "  serve [CAPTURE]            be the platform: answer the trackers that connect\n"
    "  send CAPTURE HOST:PORT     be the trackers of a capture towards a platform\n"
    "  check CAPTURE              judge a capture\n"
    "  loop CAPTURE               serve and send on loopback, and compare what tshark reads\n"
    "  import LOG... -o CAPTURE   server logs or hex lines become a capture\n"
    "  mask CAPTURE -o CAPTURE    identities and positions masked, CRCs made anew\n"
    "\n"
    "gt06-replay COMMAND --help tells the options of a command.\n"
    "\n"
    "Exit code: 0 all well; 1 judged, and not well; 2 bad usage or input; 3 the environment is\n"
    "broken: no tshark, or it does not load the plugin.\n";

bool gt06_read_options(int *argc, char ***argv, const GOptionEntry *entries,
                       const gt06_usage *usage, GError **error)
{
    GOptionContext *context = g_option_context_new(usage->parameters);
    GError *reason = NULL;
    bool good;

    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, usage->description);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    if (usage->common)
        g_option_context_add_main_entries(context, usage->common, NULL);
    good = g_option_context_parse(context, argc, argv, &reason);
    g_option_context_free(context);
    if (!good) {
        gt06_fail(error, GT06_EXIT_INPUT, "%s; see gt06-replay %s --help.", reason->message,
                  (*argv)[0]);
        g_error_free(reason);
        return false;
    }
    if (*argc > 1 && strcmp((*argv)[1], "--") == 0) {
        memmove(*argv + 1, *argv + 2, sizeof(char *) * (size_t)(*argc - 1));
        --*argc;
    }
    if (*argc - 1 < usage->least || *argc - 1 > usage->most)
        return gt06_fail(error, GT06_EXIT_INPUT, "Usage: gt06-replay %s %s", (*argv)[0],
                         usage->parameters);
    return true;
}

static gt06_exit run_command(int argc, char **argv)
{
    char *program;

    if (gt06_is_extcap_call(argc, argv))
        return gt06_command_extcap(argc, argv);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        fputs(help, argc < 2 ? stderr : stdout);
        return argc < 2 ? GT06_EXIT_INPUT : GT06_EXIT_WELL;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("gt06-replay " GT06_VERSION);
        return GT06_EXIT_WELL;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            program = g_strdup_printf("gt06-replay %s", commands[i].name);
            g_set_prgname(program);
            g_free(program);
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "There is no command %s; see gt06-replay --help.\n", argv[1]);
    return GT06_EXIT_INPUT;
}

int main(int argc, char **argv)
{
    gt06_exit code;

    setlocale(LC_ALL, "");
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    gt06_watch_stdout(GT06_EXIT_BROKEN);
    ws_log_set_level(LOG_LEVEL_WARNING);
    if (gt06_is_extcap_call(argc, argv) && !gt06_extcap_captures(argc, argv))
        return (int)run_command(argc, argv); /* quick: nothing is read or written */
    wtap_init(false);
    code = run_command(argc, argv);
    wtap_cleanup();
    return (int)code;
}
