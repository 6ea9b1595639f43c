/* tshark.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* setgroups, pipe2 */
#include "tshark.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gio/gio.h>

#include <wireshark.h>
#include <ws_version.h>

#include "failure.h"
#include "interruption.h"

enum { NOBODY = 65534, MOST_COMPLAINTS = 4096 };

#define STRING(x) #x
#define NUMBER(x) STRING(x)
#define RELEASE NUMBER(WIRESHARK_VERSION_MAJOR) "." NUMBER(WIRESHARK_VERSION_MINOR)

struct gt06_tshark {
    char *program;
    char *home;
    char **environment;
    GPtrArray *settings; /* owned strings: options for every run */
    unsigned copies;
};

/* Runs in the child, before tshark does: only what is safe between fork and exec. */
static void become_ordinary(gpointer data)
{
    (void)data;
    signal(SIGPIPE, SIG_DFL);
    for (const int *number = gt06_ending_signals; *number; number++)
        signal(*number, SIG_DFL);
    if (getuid() == 0 && (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        _exit(126);
    setpgid(0, 0);                    /* Ctrl-C is for us: tshark ends when we say so ... */
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* ... and never outlives us */
}

/* The folder whose 4.x/epan holds a plugin built beside this program; NULL if there is none. */
static char *built_plugins(void)
{
    char *self = g_file_read_link("/proc/self/exe", NULL);
    char *folder = self ? g_path_get_dirname(self) : g_strdup(".");
    char *plugins = g_build_filename(folder, "..", "plugins", NULL);
    char *plugin = g_build_filename(plugins, RELEASE, "epan", "gt06.so", NULL);
    char *found =
        g_file_test(plugin, G_FILE_TEST_EXISTS) ? g_canonicalize_filename(plugins, NULL) : NULL;

    g_free(plugin);
    g_free(plugins);
    g_free(folder);
    g_free(self);
    return found;
}

static char **make_environment(const char *home)
{
    static const char *const unset[] = { "XDG_CONFIG_HOME",      "XDG_DATA_HOME",
                                         "XDG_CACHE_HOME",       "XDG_RUNTIME_DIR",
                                         "WIRESHARK_CONFIG_DIR", "LD_PRELOAD" };
    char **environment = g_get_environ();
    char *extcap = g_build_filename(home, "extcap", NULL);
    char *plugins = built_plugins();
    const char *preload = g_environ_getenv(environment, "GT06_PRELOAD");
    char *kept = g_strdup(preload);

    for (size_t i = 0; i < G_N_ELEMENTS(unset); i++)
        environment = g_environ_unsetenv(environment, unset[i]);
    environment = g_environ_setenv(environment, "HOME", home, TRUE);
    environment = g_environ_setenv(environment, "TMPDIR", home, TRUE);
    environment = g_environ_setenv(environment, "WIRESHARK_EXTCAP_DIR", extcap, TRUE);
    environment = g_environ_setenv(environment, "TZ", "UTC", TRUE);
    environment = g_environ_setenv(environment, "LC_ALL", "C.UTF-8", TRUE);
    if (plugins)
        environment = g_environ_setenv(environment, "WIRESHARK_PLUGIN_DIR", plugins, FALSE);
    if (kept)
        environment = g_environ_setenv(environment, "LD_PRELOAD", kept, TRUE);
    g_free(kept);
    g_free(plugins);
    g_free(extcap);
    return environment;
}

/*
 * A plugin that the user has installed for himself is where it would be in his own home: tshark's
 * is another one, because settings must not matter.
 */
static void link_plugin(const char *home)
{
    static const char folder[] = ".local/lib/wireshark/plugins/" RELEASE "/epan";
    char *plugin = g_build_filename(g_get_home_dir(), folder, "gt06.so", NULL);
    char *place = g_build_filename(home, folder, NULL);
    char *link = g_build_filename(place, "gt06.so", NULL);

    if (g_file_test(plugin, G_FILE_TEST_EXISTS) && g_mkdir_with_parents(place, 0755) == 0 &&
        symlink(plugin, link) != 0)
        g_warning("%s: %s", link, g_strerror(errno));
    g_free(link);
    g_free(place);
    g_free(plugin);
}

static bool make_home(gt06_tshark *tshark, GError **error)
{
    GError *reason = NULL;

    gt06_heed_interruptions();
    tshark->home = g_dir_make_tmp("gt06-replay-XXXXXX", &reason);
    if (!tshark->home) {
        gt06_fail(error, GT06_EXIT_BROKEN, "There is no folder for temporary files: %s.",
                  reason->message);
        g_error_free(reason);
        return false;
    }
    if (getuid() == 0 && chown(tshark->home, NOBODY, NOBODY) != 0)
        return gt06_fail(error, GT06_EXIT_BROKEN,
                         "tshark ignores plugins for root, and root cannot become an ordinary "
                         "user here.");
    return true;
}

/* Fills `fds` with a pipe's ends, closed on exec. */
static bool open_pipe(int fds[2], GError **error)
{
    return pipe2(fds, O_CLOEXEC) == 0 ||
           gt06_fail(error, GT06_EXIT_BROKEN, "No more pipes can be opened: %s.",
                     g_strerror(errno));
}

static void close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
    }
}

/* Starts tshark on three descriptors; the caller keeps them. */
static bool spawn(gt06_tshark *tshark, const char *const *arguments, const int fds[3], GPid *pid,
                  GError **error)
{
    GPtrArray *words = g_ptr_array_new();
    GError *reason = NULL;
    bool good;

    g_ptr_array_add(words, tshark->program);
    for (; *arguments; arguments++)
        g_ptr_array_add(words, (char *)*arguments);
    for (unsigned i = 0; i < tshark->settings->len; i++)
        g_ptr_array_add(words, tshark->settings->pdata[i]);
    g_ptr_array_add(words, NULL);
    good = g_spawn_async_with_fds(tshark->home, (char **)words->pdata, tshark->environment,
                                  G_SPAWN_DO_NOT_REAP_CHILD, become_ordinary, NULL, pid, fds[0],
                                  fds[1], fds[2], &reason);
    g_ptr_array_unref(words);
    if (!good) {
        gt06_fail(error, GT06_EXIT_BROKEN, "tshark does not start: %s.", reason->message);
        g_error_free(reason);
    }
    return good;
}

/* Hands on everything that comes out of the pipe; false when the reader has had enough. */
static bool drain(int fd, gt06_output output, void *data)
{
    char text[65536];
    ssize_t size;

    while ((size = read(fd, text, sizeof text)) != 0) {
        if (size < 0 && errno == EINTR && !gt06_is_interrupted())
            continue;
        if (size < 0 || !output(text, (size_t)size, data))
            return false;
    }
    return true;
}

/* What tshark said on standard error that is not mere information; NULL for nothing. */
static char *read_complaint(int fd)
{
    char text[MOST_COMPLAINTS + 1];
    const ssize_t size = pread(fd, text, MOST_COMPLAINTS, 0);
    char *complaint = NULL;
    char **lines;

    text[MAX(size, 0)] = '\0';
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line && !complaint; line++) {
        char *words = g_strstrip(*line);
        if (g_str_has_prefix(words, "tshark: "))
            words += strlen("tshark: ");
        if (*words && !strstr(words, "Running as user") && !strstr(words, "packets dropped"))
            complaint = g_strdup(words);
    }
    g_strfreev(lines);
    return complaint;
}

static bool judge_end(int status, char *complaint, bool stopped, GError **error)
{
    bool good = true;

    if (stopped) {
        good = true;
    } else if (WIFSIGNALED(status)) {
        good = gt06_fail(error, GT06_EXIT_BROKEN, "tshark was ended by signal %d (%s) in mid-run.",
                         WTERMSIG(status), g_strsignal(WTERMSIG(status)));
    } else if (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127) {
        good = gt06_fail(error, GT06_EXIT_BROKEN,
                         "tshark does not start, or root cannot become an ordinary user here.");
    } else if (WEXITSTATUS(status) != 0 && !(complaint && strstr(complaint, "cut short"))) {
        good = gt06_fail(error, GT06_EXIT_INPUT, "tshark refuses: %s",
                         complaint ? complaint : "it gives no reason.");
    }
    g_free(complaint);
    return good;
}

static int wait_for(GPid pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    g_spawn_close_pid(pid);
    return status;
}

bool gt06_tshark_run(gt06_tshark *tshark, const char *const *arguments, gt06_output output,
                     void *data, GError **error)
{
    char *errors = gt06_tshark_file(tshark, "errors");
    int fds[4] = { -1, -1, -1, -1 }; /* standard input, output, error; our end of output */
    int ends[2] = { -1, -1 };
    bool good = false, whole = false;
    GPid pid;

    if (!open_pipe(ends, error))
        goto done;
    fds[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    fds[1] = ends[1];
    fds[2] = open(errors, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fds[3] = ends[0];
    if (!spawn(tshark, arguments, fds, &pid, error))
        goto done;
    close(fds[1]);
    fds[1] = -1;
    whole = drain(fds[3], output, data);
    if (!whole)
        kill(pid, SIGTERM);
    good = judge_end(wait_for(pid), read_complaint(fds[2]), !whole, error);
    if (good && gt06_is_interrupted())
        good = gt06_fail(error, GT06_EXIT_INPUT, "Interrupted.");
done:
    close_all(fds, 4);
    g_free(errors);
    return good;
}

bool gt06_tshark_start(gt06_tshark *tshark, const char *const *arguments,
                       gt06_tshark_process *process, GError **error)
{
    int in[2] = { -1, -1 }, out[2] = { -1, -1 };
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool good = open_pipe(in, error) && open_pipe(out, error);

    if (good) {
        const int fds[3] = { in[0], out[1], nothing };
        good = spawn(tshark, arguments, fds, &process->pid, error);
    }
    close_all((const int[]){ in[0], out[1], nothing }, 3);
    if (!good) {
        close_all((const int[]){ in[1], out[0] }, 2);
        return false;
    }
    process->input = in[1];
    process->output = out[0];
    return true;
}

static bool gather(const char *text, size_t size, void *data)
{
    g_string_append_len(data, text, (gssize)size);
    return true;
}

/* Does a line of `tshark -G plugins` name the plugin? */
static bool is_loaded(const char *plugins)
{
    return g_str_has_prefix(plugins, "gt06.so") || strstr(plugins, "\ngt06.so");
}

static bool prove_plugin(gt06_tshark *tshark, GError **error)
{
    static const char *const arguments[] = { "-G", "plugins", NULL };
    const char *folder = g_environ_getenv(tshark->environment, "WIRESHARK_PLUGIN_DIR");
    GString *plugins = g_string_new(NULL);
    bool good = gt06_tshark_run(tshark, arguments, gather, plugins, error);

    if (good && !is_loaded(plugins->str)) {
        good = gt06_fail(error, GT06_EXIT_BROKEN,
                         "tshark does not load the plugin gt06.so%s%s. Install it, or set "
                         "WIRESHARK_PLUGIN_DIR to the folder that holds " RELEASE "/epan/gt06.so.",
                         folder ? " from " : "", folder ? folder : "");
    } else if (!good && error && *error) {
        (*error)->code = GT06_EXIT_BROKEN;
    }
    g_string_free(plugins, TRUE);
    return good;
}

gt06_tshark *gt06_tshark_find(const char *const *settings, GError **error)
{
    const char *named = g_getenv("GT06_TSHARK");
    gt06_tshark *tshark = g_new0(gt06_tshark, 1);
    bool good = false;

    tshark->settings = g_ptr_array_new_with_free_func(g_free);
    tshark->program = g_find_program_in_path(named && *named ? named : "tshark");
    if (!tshark->program) {
        gt06_fail(error, GT06_EXIT_BROKEN,
                  "tshark was not found: install the package tshark, or set GT06_TSHARK.");
    } else if (getuid() != 0 && getgid() == 0) {
        gt06_fail(error, GT06_EXIT_BROKEN,
                  "tshark ignores plugins for group 0: please use another primary group.");
    } else if (make_home(tshark, error)) {
        tshark->environment = make_environment(tshark->home);
        link_plugin(tshark->home);
        good = prove_plugin(tshark, error);
    }
    if (!good) {
        gt06_tshark_free(tshark);
        return NULL;
    }
    /* Bare messages under the first of the link types for users. */
    g_ptr_array_add(tshark->settings, g_strdup("-o"));
    g_ptr_array_add(tshark->settings,
                    g_strdup("uat:user_dlts:\"User 0 (DLT=147)\",\"gt06\",\"0\",\"\",\"0\",\"\""));
    for (; settings && *settings; settings++) {
        g_ptr_array_add(tshark->settings, g_strdup("-o"));
        g_ptr_array_add(tshark->settings, g_strdup(*settings));
    }
    return tshark;
}

/* Removes a folder with all files and folders in it. */
/* NOLINTNEXTLINE(misc-no-recursion): folders that tshark made, two deep */
static void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);
        if (g_unlink(path) != 0)
            remove_folder(path);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

void gt06_tshark_free(gt06_tshark *tshark)
{
    if (!tshark)
        return;
    if (tshark->home)
        remove_folder(tshark->home);
    g_strfreev(tshark->environment);
    g_ptr_array_unref(tshark->settings);
    g_free(tshark->home);
    g_free(tshark->program);
    g_free(tshark);
}

void gt06_tshark_add_port(gt06_tshark *tshark, unsigned port)
{
    static const char *const transports[] = { "tcp", "udp" };

    for (size_t i = 0; i < G_N_ELEMENTS(transports); i++) {
        g_ptr_array_add(tshark->settings, g_strdup("-d"));
        g_ptr_array_add(tshark->settings, g_strdup_printf("%s.port==%u,gt06", transports[i], port));
    }
}

char *gt06_tshark_file(const gt06_tshark *tshark, const char *name)
{
    return g_build_filename(tshark->home, name, NULL);
}

/* Copies a file for the ordinary user that tshark runs as. */
static char *copy_file(gt06_tshark *tshark, const char *path, GError **error)
{
    char *name = g_strdup_printf("capture-%u", tshark->copies++);
    char *copy = gt06_tshark_file(tshark, name);
    GFile *from = g_file_new_for_path(path), *to = g_file_new_for_path(copy);
    GError *reason = NULL;

    if (!g_file_copy(from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &reason) ||
        chmod(copy, 0644) != 0) {
        gt06_fail(error, GT06_EXIT_BROKEN, "%s cannot be copied for tshark: %s.", path,
                  reason ? reason->message : g_strerror(errno));
        g_clear_error(&reason);
        g_clear_pointer(&copy, g_free);
    }
    g_object_unref(from);
    g_object_unref(to);
    g_free(name);
    return copy;
}

char *gt06_tshark_reach(gt06_tshark *tshark, const char *path, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        gt06_fail(error, GT06_EXIT_INPUT, "There is no capture %s.", path);
        return NULL;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        gt06_fail(error, GT06_EXIT_INPUT, "%s is a folder, not a capture.", path);
        return NULL;
    }
    if (access(path, R_OK) != 0) {
        gt06_fail(error, GT06_EXIT_INPUT, "The capture %s may not be read.", path);
        return NULL;
    }
    if (getuid() == 0)
        return copy_file(tshark, path, error);
    return g_canonicalize_filename(path, NULL);
}
