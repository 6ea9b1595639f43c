/* memory.c
 * gt06-memory cycle FILE...   a user's day with libwireshark: opens each capture, reads it again
 *                             with the whole tree, changes every preference of ours and reads it
 *                             again each time, closes it, and takes everything down
 * gt06-memory leak            loses a block of ours, to see whether it is noticed
 * gt06-memory load FILE       opens a capture and prints how many bytes are in use then
 * gt06-memory data FILE       the same with GT06 switched off
 *
 * It looks at nothing itself: valgrind or LeakSanitizer do. Its last words are "taken down".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wireshark.h>
#include <epan/epan.h>
#include <epan/epan_dissect.h>
#include <epan/frame_data.h>
#include <epan/frame_data_sequence.h>
#include <epan/prefs.h>
#include <epan/prefs-int.h>
#include <epan/proto.h>
#include <wiretap/wtap.h>

#include "../../protocol/runs.h"
#include "../../session/session.h"

/* libwireshark asks for frames by this name; what it is, is the program's own affair. */
struct packet_provider_data {
    wtap *file;
    frame_data_sequence *frames;
    uint32_t count;
    uint32_t bytes;
    epan_t *session;
};

/* What a preference becomes that is no yes or no. Every one needs a line here. The tables get no
   wrong line: libwireshark loses those. */
static const struct {
    const char *name;
    const char *values[3]; /* one after the other, in the form of tshark's option -o */
} changes[] = {
    { "tcp.port", { "gt06.tcp.port:8888,9000-9010" } },
    { "udp.port", { "gt06.udp.port:9000" } },
    { "time_zone", { "gt06.time_zone:+08:00", "gt06.time_zone:nowhere" } },
    { "model", { "gt06.model:VL103" } },
    { "answer_timeout", { "gt06.answer_timeout:1" } },
    { "endpoints", { "gt06.endpoints:d.example.com:8888/tcp, 203.0.113.10:8888/udp",
                     "gt06.endpoints:" } },
    { "mute", { "gt06.mute:serial_gap, clock_zone@35", "gt06.mute:" } },
    { "terminals", { "uat:gt06_terminals:\"35\",\"VL103\",\"+08:00\",\"a van\"" } },
    { "numbers", { "uat:gt06_numbers:\"0x7F\",\"Ours\",\"DATE_TIME GPS\"" } },
};

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "gt06-memory: %s: %s\n", which, what);
    exit(1);
}

static const nstime_t *frame_time(struct packet_provider_data *file, guint32 number)
{
    const frame_data *frame = frame_data_sequence_find(file->frames, number);

    return frame != NULL ? &frame->abs_ts : NULL;
}

/* ---- a capture ---- */

static void dissect(struct packet_provider_data *file, frame_data *frame, gt06_wtap_record *record,
                    bool with_tree)
{
    static const frame_data *reference;
    const frame_data *before = frame_data_sequence_find(file->frames, frame->num - 1);
    nstime_t elapsed = NSTIME_INIT_ZERO;
    epan_dissect_t *dissection = epan_dissect_new(file->session, with_tree, with_tree);

    frame_data_set_before_dissect(frame, &elapsed, &reference, before);
    gt06_session_dissect(dissection, WTAP_FILE_TYPE_SUBTYPE_UNKNOWN, record, frame, false);
    if (frame->num > file->count) {
        frame_data_set_after_dissect(frame, &file->bytes);
        file->count = frame->num;
    }
    epan_dissect_free(dissection);
    reference = NULL;
}

/* The first pass over a file, as tshark and Wireshark do it: without a tree. */
static void open_file(struct packet_provider_data *file, const char *name)
{
    static const struct packet_provider_funcs functions = { .get_frame_ts = frame_time };
    char *info = NULL;
    int64_t offset;
    gt06_wtap_record record;
    int error;

    *file = (struct packet_provider_data){ .frames = new_frame_data_sequence() };
    file->file = wtap_open_offline(name, WTAP_TYPE_AUTO, &error, &info, TRUE);
    if (file->file == NULL)
        fail("cannot be read", name);
    file->session = epan_new(file, &functions);
    gt06_record_init(&record);
    while (gt06_record_read(&record, file->file, &error, &info, &offset)) {
        frame_data frame;

        frame_data_init(&frame, file->count + 1, &record.rec, offset, file->bytes);
        dissect(file, frame_data_sequence_add(file->frames, &frame), &record, false);
    }
    if (error != 0)
        fail("is damaged", name);
    gt06_record_clear(&record);
}

/* Any later pass, with all fields. */
static void read_again(struct packet_provider_data *file)
{
    char *info = NULL;
    gt06_wtap_record record;
    int error;

    gt06_record_init(&record);
    for (uint32_t number = 1; number <= file->count; number++) {
        frame_data *frame = frame_data_sequence_find(file->frames, number);

        if (!gt06_record_read_at(&record, file->file, frame->file_off, &error, &info))
            fail("a frame cannot be read again", "capture");
        dissect(file, frame, &record, true);
    }
    gt06_record_clear(&record);
}

/* What Wireshark does when a preference of a protocol changed: everything is found out anew. */
static void read_anew(struct packet_provider_data *file)
{
    static const struct packet_provider_funcs functions = { .get_frame_ts = frame_time };

    epan_free(file->session);
    file->session = epan_new(file, &functions);
    for (uint32_t number = 1; number <= file->count; number++)
        frame_data_reset(frame_data_sequence_find(file->frames, number));
    read_again(file);
}

static void close_file(struct packet_provider_data *file)
{
    epan_free(file->session);
    wtap_close(file->file);
    free_frame_data_sequence(file->frames);
}

/* ---- preferences ---- */

/* A value may be wrong on purpose; what is said about it is ours to free. */
static void set(struct packet_provider_data *file, const char *value)
{
    char *word = g_strdup(value), *error = NULL;
    const prefs_set_pref_e result = prefs_set_pref(word, &error);

    if (result == PREFS_SET_NO_SUCH_PREF || result == PREFS_SET_OBSOLETE)
        fail("is no preference", value);
    g_free(error);
    g_free(word);
    prefs_apply_all();
    read_anew(file);
}

static guint change(pref_t *preference, gpointer data)
{
    const char *name = prefs_get_name(preference);
    struct packet_provider_data *file = data;

    if (prefs_get_type(preference) == PREF_BOOL) {
        const bool now = prefs_get_bool_value(preference, pref_current);
        char *value = g_strdup_printf("gt06.%s:%s", name, now ? "FALSE" : "TRUE");

        set(file, value);
        g_free(value);
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        if (strcmp(changes[i].name, name) != 0)
            continue;
        for (const char *const *next = changes[i].values; *next != NULL; next++)
            set(file, *next);
        return 0;
    }
    fail("is a preference that memory.c does not know how to change", name);
    return 1;
}

/* ---- what to do ---- */

static void cycle(const char *name)
{
    struct packet_provider_data file;

    open_file(&file, name);
    read_again(&file);
    if (prefs_pref_foreach(prefs_find_module("gt06"), change, &file) != 0)
        fail("not all preferences could be changed", name);
    close_file(&file);
}

static void load(const char *name, bool as_data)
{
    struct packet_provider_data file;
    struct mallinfo2 use;

    if (as_data)
        proto_set_decoding(proto_get_id_by_filter_name("gt06"), FALSE);
    open_file(&file, name);
    use = mallinfo2();
    printf("%zu\n", use.uordblks + use.hblkhd);
    close_file(&file);
}

/* What is wrong with a run is told in a text that the caller has to free. Often, because the last
   of them may be found on the stack yet. */
static void leak(void)
{
    gt06_place run[GT06_RUN_LENGTH];

    for (int i = 0; i < 100; i++) {
        char *error = NULL;

        if (gt06_read_run_text("NO_SUCH_ELEMENT", run, &error))
            fail("is an element now", "NO_SUCH_ELEMENT");
    }
}

int main(int count, char **words)
{
    const char *task = count > 1 ? words[1] : "";

    gt06_session_look(words[0]);
    if (!gt06_session_start())
        fail("libwireshark does not start", words[0]);
    if (strcmp(task, "leak") == 0)
        leak();
    for (int i = 2; i < count; i++) {
        if (strcmp(task, "cycle") == 0)
            cycle(words[i]);
        else
            load(words[i], strcmp(task, "data") == 0);
    }
    gt06_session_end();
    puts("taken down");
    fflush(stdout); /* LeakSanitizer ends the program its own way */
    return 0;
}
