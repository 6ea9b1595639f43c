/* engine.c
 *
 * Wireshark reads its tables of vendors, services and enterprises again for each capture, which
 * takes longer than most captures. We ask for no name, so we hide them: its data folder is one that
 * does not exist. Its settings folder is hidden too: rows must not depend on who makes them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* setresuid */
#include "engine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <epan/epan.h>
#include <epan/epan_dissect.h>
#include <epan/frame_data_sequence.h>
#include <epan/prefs.h>
#include <epan/secrets.h>
#include <epan/tap.h>
#include <wiretap/wtap.h>

#include "../session/session.h"

enum { TICK = 1024 /* packets */, NOBODY = 65534 };

static const char hidden[] = "/nonexistent/gt06-batch";

/* What libwireshark asks us for while it dissects. */
struct packet_provider_data {
    frame_data_sequence *frames;
};

/* A group while it is read. */
typedef struct {
    const gt06_reader *reader;
    struct packet_provider_data provider;
    epan_t *session;
    epan_dissect_t *dissection;
    wtap *file;
    const char *name;     /* of the file */
    uint32_t frames;      /* packets so far, in the group */
    uint32_t first_frame; /* packets of the files before */
    uint32_t bytes;
    uint64_t files_bytes; /* of the files before */
    nstime_t elapsed;
    const frame_data *reference;
    const frame_data *before;
    gt06_wtap_record record;
} group;

static group *current;

static const nstime_t *frame_time(struct packet_provider_data *provider, uint32_t number)
{
    const frame_data *frame = frame_data_sequence_find(provider->frames, number);

    return frame != NULL && frame->has_ts ? &frame->abs_ts : NULL;
}

static tap_packet_status take(void *data G_GNUC_UNUSED, packet_info *pinfo,
                              epan_dissect_t *dissection, const void *tapped,
                              tap_flags_t flags G_GNUC_UNUSED)
{
    gt06_seen seen = {
        .record = (const gt06_record *)tapped,
        .pinfo = pinfo,
        .dissection = dissection,
        .file = current->name,
        .file_frame = pinfo->num - current->first_frame,
    };

    gt06_find_parties(&seen.parties, pinfo, seen.record);
    current->reader->take(&seen, current->reader->data);
    return TAP_PACKET_DONT_REDRAW;
}

/* ---- the start ---- */

/* Wireshark ignores the variables for root, though here they are our own: so we are not root while
   it looks. Where root cannot become another, it reads the tables. */
static void hide_data(const char *program)
{
    const bool root =
        geteuid() == 0 && setresgid(NOBODY, NOBODY, 0) == 0 && setresuid(NOBODY, NOBODY, 0) == 0;

    setenv("WIRESHARK_DATA_DIR", hidden, 1);
    setenv("WIRESHARK_CONFIG_DIR", hidden, 1);
    gt06_session_look(program);
    if (root && (setresuid(0, 0, 0) != 0 || setresgid(0, 0, 0) != 0))
        g_error("Root cannot become root again: %s", g_strerror(errno));
}

static bool set_preferences(char **preferences)
{
    for (; preferences != NULL && *preferences != NULL; preferences++) {
        char *words = g_strdup(*preferences), *error = NULL;
        prefs_set_pref_e result = prefs_set_pref(words, &error);

        if (result != PREFS_SET_OK)
            gt06_say(GT06_EXIT_INPUT, "The preference %s cannot be set: %s.", *preferences,
                     error != NULL                    ? error
                     : result == PREFS_SET_SYNTAX_ERR ? "it is written NAME:VALUE"
                                                      : "there is none of this name");
        g_free(error);
        g_free(words);
        if (result != PREFS_SET_OK)
            return false;
    }
    prefs_apply_all();
    return true;
}

gt06_exit gt06_engine_start(const char *program, char **preferences)
{
    GString *error;

    hide_data(program);
    if (!gt06_session_start())
        return gt06_say(GT06_EXIT_BROKEN, "libwireshark does not start.");
    if (!set_preferences(preferences))
        return GT06_EXIT_INPUT;
    error =
        register_tap_listener("gt06", &current, NULL, TL_REQUIRES_NOTHING, NULL, take, NULL, NULL);
    if (error != NULL)
        g_error("%s", error->str);
    return GT06_EXIT_WELL;
}

/* ---- packets ---- */

static void read_packet(group *g, int64_t offset)
{
    const GArray *fields = g->reader->fields;
    frame_data fresh, *frame;

    frame_data_init(&fresh, ++g->frames, &g->record.rec, offset, g->bytes);
    frame = frame_data_sequence_add(g->provider.frames, &fresh);
    if (g->reference == NULL)
        g->reference = frame;
    frame_data_set_before_dissect(frame, &g->elapsed, &g->reference, g->before);
    for (unsigned i = 0; fields != NULL && i < fields->len; i++)
        epan_dissect_prime_with_hfid(g->dissection, g_array_index(fields, int, i));
    gt06_session_dissect(g->dissection, wtap_file_type_subtype(g->file), &g->record, frame, true);
    frame_data_set_after_dissect(frame, &g->bytes);
    g->before = frame;
    epan_dissect_reset(g->dissection);
    wtap_rec_reset(&g->record.rec);
    if (g->frames % TICK == 0)
        g->reader->tick(g->files_bytes + (uint64_t)wtap_read_so_far(g->file), g->reader->data);
}

/* ---- files ---- */

/* "cut short: the last packet is not complete", for people. */
static char *tell_error(int error, char *info)
{
    static const struct {
        int error;
        const char *words;
    } known[] = {
        { WTAP_ERR_FILE_UNKNOWN_FORMAT, "not a capture, as far as Wireshark knows" },
        { WTAP_ERR_SHORT_READ, "cut short: the file ends inside a packet" },
        { WTAP_ERR_BAD_FILE, "damaged" },
        { WTAP_ERR_DECOMPRESS, "damaged: it cannot be decompressed" },
    };
    const char *words = error > 0 ? g_strerror(error) : wtap_strerror(error);
    char *told;

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i].error == error)
            words = known[i].words;
    }
    told = info != NULL ? g_strdup_printf("%s (%s)", words, info) : g_strdup(words);
    g_free(info);
    return g_strdelimit(told, "\t\r\n", ' ');
}

/* Notes why a file of the group is not whole, and after which packet of it. Takes the words. */
static void complain(group *g, gt06_outcome *outcome, char *words)
{
    const uint32_t packets = g->frames - g->first_frame;
    char *base = g_path_get_basename(g->name);
    char *place = packets > 0 ? g_strdup_printf(", after packet %u", packets) : g_strdup("");
    char *reason = g_strdup_printf("%s%s%s: %s%s", outcome->reason,
                                   *outcome->reason != '\0' ? "; " : "", base, words, place);

    g_free(outcome->reason);
    outcome->reason = reason;
    outcome->state = GT06_DAMAGED;
    g_free(place);
    g_free(base);
    g_free(words);
}

/* Wireshark takes an empty file for a capture without packets; but none begins like that. */
static bool is_empty(wtap *file)
{
    int error;

    return wtap_file_size(file, &error) == 0 && wtap_read_so_far(file) == 0;
}

static void read_file(group *g, gt06_outcome *outcome)
{
    int error = 0;
    char *info = NULL;
    int64_t offset = 0;

    g->first_frame = g->frames;
    g->file = wtap_open_offline(g->name, WTAP_TYPE_AUTO, &error, &info, false);
    if (g->file == NULL) {
        complain(g, outcome, tell_error(error, info));
        return;
    }
    wtap_set_cb_new_secrets(g->file, secrets_wtap_callback);
    while (gt06_record_read(&g->record, g->file, &error, &info, &offset))
        read_packet(g, offset);
    if (error != 0)
        complain(g, outcome, tell_error(error, info));
    else if (is_empty(g->file))
        complain(g, outcome, g_strdup("empty"));
    g->files_bytes += (uint64_t)wtap_read_so_far(g->file);
    wtap_close(g->file);
}

void gt06_engine_read(char **files, const gt06_reader *reader, gt06_outcome *outcome)
{
    static const struct packet_provider_funcs functions = { .get_frame_ts = frame_time };
    group g = { .reader = reader };

    *outcome = (gt06_outcome){ .reason = g_strdup("") };
    current = &g;
    gt06_record_init(&g.record);
    g.provider.frames = new_frame_data_sequence();
    g.session = epan_new(&g.provider, &functions);
    reset_tap_listeners();
    g.dissection = epan_dissect_new(g.session, reader->fields != NULL, false);
    for (; *files != NULL; files++) {
        g.name = *files;
        read_file(&g, outcome);
    }
    epan_dissect_free(g.dissection);
    free_frame_data_sequence(g.provider.frames);
    epan_free(g.session);
    gt06_record_clear(&g.record);
    current = NULL;
    outcome->packets = g.frames;
    if (outcome->state == GT06_DAMAGED && g.frames == 0)
        outcome->state = GT06_UNREADABLE;
}
