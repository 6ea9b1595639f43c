/* fuzz_import.c
 * The importer of server logs: the input is the log.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* memfd_create */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "../replay/import.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int log_file, capture_file;
static char log_path[64], capture_path[64];

/* Files without a disk, and what the importer says about lines is not read by anybody. */
/* NOLINTNEXTLINE(readability-non-const-parameter): libFuzzer declares it so */
int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count;
    (void)words;
    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(FALSE);
    log_file = memfd_create("log", 0);
    capture_file = memfd_create("capture", 0);
    snprintf(log_path, sizeof log_path, "/proc/self/fd/%d", log_file);
    snprintf(capture_path, sizeof capture_path, "/proc/self/fd/%d", capture_file);
    stderr = fopen("/dev/null", "w");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *logs[] = { log_path, NULL };
    const gt06_import_settings settings = { .output = capture_path, .port = 8888,
                                            .udp = size % 2 != 0, .zone = 3600 };
    GError *error = NULL;

    if (ftruncate(log_file, 0) != 0 || pwrite(log_file, data, size, 0) != (ssize_t)size)
        abort();
    if (!gt06_import(logs, &settings, &error))
        g_clear_error(&error);
    return 0;
}
