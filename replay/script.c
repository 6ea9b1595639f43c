/* script.c
 *
 * Strict: behind each message of a terminal the capture has some of the server (or none). When a
 * terminal connects it is given the captured session of its IMEI, the next one at each connection,
 * or, when it is not known, the next one of all; behind its n-th message it gets what stands behind
 * the n-th one there. Serial numbers that repeat the terminal's are made those of the message just
 * received. Nothing is waited for: whoever wants the captured delays asks for the learned platform.
 *
 * Learned: for each number, the captured answers in turn, right or wrong as they were, and the
 * median of their delay; first those of the same number, then those of others that tshark links to
 * it, such as addresses. Numbers that were never answered are not answered.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "script.h"

#include <string.h>

#include "identity.h"
#include "sessions.h"

enum { MOST_DELAY_US = 60000000 };

typedef struct {
    const gt06_piece *piece;
    bool repeats; /* the serial number of the terminal's message, as it should */
} learnt_answer;

/* The answers of one number to messages of one number. */
typedef struct {
    uint8_t number;
    GArray *answers; /* of learnt_answer */
    GArray *delays;  /* of int64_t, sorted: microseconds */
    unsigned next;
} lesson;

struct gt06_script {
    GPtrArray *sessions;
    bool learned;
    GPtrArray *lessons[256]; /* of lesson, by the number that asks */
    unsigned *given;         /* by session: how often it was given to a terminal */
};

static const gt06_piece *piece_at(const gt06_session *session, unsigned i)
{
    return &g_array_index(session->pieces, gt06_piece, i);
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    const int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

    return one < other ? -1 : one > other;
}

static bool answers(const gt06_piece *piece, const gt06_piece *asked)
{
    return piece->from_server && piece->is_message && piece->number == asked->number &&
           piece->has_serial && asked->has_serial && piece->serial == asked->serial;
}

/*
 * What the server answered to the message at `i`: the same number and serial, later; else, from a
 * server that gets serials wrong, the same number before the terminal sends the next of its kind.
 * NULL: nothing.
 */
static const gt06_piece *answer_to(const gt06_session *session, unsigned i)
{
    const gt06_piece *asked = piece_at(session, i), *other = NULL;
    bool passed = false;

    for (unsigned k = i + 1; k < session->pieces->len; k++) {
        const gt06_piece *piece = piece_at(session, k);
        if (piece->time - asked->time > MOST_DELAY_US)
            break;
        if (!piece->is_message || piece->number != asked->number)
            continue;
        if (answers(piece, asked))
            return piece;
        passed = passed || !piece->from_server;
        if (!other && !passed)
            other = piece;
    }
    return other;
}

static void free_lesson(gpointer data)
{
    lesson *learnt = data;

    g_array_unref(learnt->answers);
    g_array_unref(learnt->delays);
    g_free(learnt);
}

static lesson *lesson_of(GPtrArray *lessons, uint8_t number)
{
    lesson *learnt;

    for (unsigned i = 0; i < lessons->len; i++) {
        learnt = lessons->pdata[i];
        if (learnt->number == number)
            return learnt;
    }
    learnt = g_new0(lesson, 1);
    learnt->number = number;
    learnt->answers = g_array_new(FALSE, FALSE, sizeof(learnt_answer));
    learnt->delays = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_ptr_array_add(lessons, learnt);
    return learnt;
}

static void learn_answer(gt06_script *script, const gt06_piece *asked, const gt06_piece *piece)
{
    const learnt_answer answer = { piece, !piece->has_serial || piece->serial == asked->serial };
    const int64_t delay = piece->time - asked->time;
    lesson *learnt = lesson_of(script->lessons[asked->number], piece->number);

    g_array_append_val(learnt->answers, answer);
    g_array_append_val(learnt->delays, delay);
}

/*
 * Does a server's message of another number answer the message at `i`? Links name packets: it is
 * none of the number of another message in that packet, and of those it can be the last one is
 * meant.
 */
static bool answers_too(const gt06_piece *piece, const gt06_session *session, unsigned i)
{
    const gt06_piece *asked = piece_at(session, i);

    if (!piece->from_server || !piece->is_message || piece->response_to != asked->frame)
        return false;
    for (unsigned k = 0; k < session->pieces->len; k++) {
        const gt06_piece *other = piece_at(session, k);
        if (!other->from_server && other->is_message && other->frame == asked->frame &&
            (k > i || other->number == piece->number))
            return false;
    }
    return true;
}

/* Learns what the server answered to the terminal's message at `i`. */
static void learn_answers(gt06_script *script, const gt06_session *session, unsigned i)
{
    const gt06_piece *asked = piece_at(session, i), *piece = answer_to(session, i);

    if (piece)
        learn_answer(script, asked, piece);
    for (unsigned k = i + 1; k < session->pieces->len; k++) {
        piece = piece_at(session, k);
        if (piece->time - asked->time > MOST_DELAY_US)
            break;
        if (answers_too(piece, session, i))
            learn_answer(script, asked, piece);
    }
}

static void learn(gt06_script *script)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(script->lessons); i++)
        script->lessons[i] = g_ptr_array_new_with_free_func(free_lesson);
    for (unsigned i = 0; i < script->sessions->len; i++) {
        const gt06_session *session = script->sessions->pdata[i];
        for (unsigned k = 0; k < session->pieces->len; k++) {
            const gt06_piece *piece = piece_at(session, k);
            if (piece->is_message && !piece->from_server)
                learn_answers(script, session, k);
        }
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(script->lessons); i++) {
        for (unsigned k = 0; k < script->lessons[i]->len; k++)
            g_array_sort(((lesson *)script->lessons[i]->pdata[k])->delays, by_value);
    }
}

gt06_script *gt06_script_read(gt06_tshark *tshark, const char *capture, bool learned,
                              GError **error)
{
    GPtrArray *sessions = gt06_read_sessions(tshark, capture, NULL, error);
    gt06_script *script;

    if (!sessions)
        return NULL;
    script = g_new0(gt06_script, 1);
    script->sessions = sessions;
    script->learned = learned;
    script->given = g_new0(unsigned, sessions->len);
    learn(script);
    return script;
}

void gt06_script_free(gt06_script *script)
{
    if (!script)
        return;
    for (unsigned i = 0; i < G_N_ELEMENTS(script->lessons); i++)
        g_ptr_array_unref(script->lessons[i]);
    g_ptr_array_unref(script->sessions);
    g_free(script->given);
    g_free(script);
}

/* Sends a captured message; its serial is made `serial` where it repeated the terminal's. */
static void send_piece(gt06_wire *wire, const gt06_piece *piece, bool renew, uint16_t serial,
                       int64_t delay)
{
    const gt06_sending what = { .number = piece->number,
                                .is_answer = true,
                                .delay = (unsigned)(CLAMP(delay, 0, MOST_DELAY_US) / 1000) };
    gsize size;
    const void *bytes = g_bytes_get_data(piece->bytes, &size);
    uint8_t *copy = g_memdup2(bytes, size);
    const size_t at = renew ? gt06_frame_serial(copy, size) : 0;

    if (at > 0) {
        copy[at] = (uint8_t)(serial >> 8);
        copy[at + 1] = (uint8_t)serial;
        if (piece->crc_good)
            gt06_frame_renew_crc(copy, size);
    }
    gt06_wire_send(wire, copy, size, &what);
    g_free(copy);
}

/* The session that was given least often, the first of those: of an IMEI, or (NULL) of all. */
static const gt06_session *next_session(gt06_script *script, const char *imei)
{
    int next = -1;

    for (unsigned i = 0; i < script->sessions->len; i++) {
        const gt06_session *session = script->sessions->pdata[i];
        if ((!imei || g_strcmp0(session->imei, imei) == 0) &&
            (next < 0 || script->given[i] < script->given[next]))
            next = (int)i;
    }
    if (next < 0)
        return NULL;
    script->given[next]++;
    return script->sessions->pdata[next];
}

static const gt06_session *give_session(gt06_script *script, const gt06_wire *wire)
{
    const gt06_session *session = *wire->imei ? next_session(script, wire->imei) : NULL;

    return session ? session : next_session(script, NULL);
}

/* Is this the captured message that a terminal has just sent again? */
static bool is_same(const gt06_piece *piece, const gt06_reading *reading)
{
    return !piece->from_server && piece->is_message && piece->number == reading->content.number &&
           (!reading->has_serial || piece->serial == reading->serial);
}

/*
 * The place of a terminal's message in the script: the same one, from here on or, when it comes
 * again, before; or else the next one whatever it is. The number of pieces if there is none.
 */
static unsigned place_of(const gt06_session *session, unsigned from, const gt06_reading *reading)
{
    unsigned next = session->pieces->len;

    for (unsigned i = 0; i < session->pieces->len; i++) {
        const unsigned at = (from + i) % session->pieces->len;
        if (is_same(piece_at(session, at), reading))
            return at;
        if (at >= from && next == session->pieces->len && !piece_at(session, at)->from_server &&
            piece_at(session, at)->is_message)
            next = at;
    }
    return next;
}

static bool was_sent(const gt06_tracker_memory *memory, unsigned place)
{
    for (unsigned i = 0; memory->early && i < memory->early->len; i++) {
        if (g_array_index(memory->early, unsigned, i) == place)
            return true;
    }
    return false;
}

/* The answer that stands behind later messages, because the terminal did not wait for it. */
static void send_later_answer(gt06_wire *wire, gt06_tracker_memory *memory,
                              const gt06_session *session, unsigned place,
                              const gt06_reading *reading)
{
    for (unsigned i = memory->line; i < session->pieces->len && !wire->is_closing; i++) {
        if (!answers(piece_at(session, i), piece_at(session, place)) || was_sent(memory, i))
            continue;
        if (!memory->early)
            memory->early = g_array_new(FALSE, FALSE, sizeof(unsigned));
        g_array_append_val(memory->early, i);
        send_piece(wire, piece_at(session, i), reading->has_serial, reading->serial, 0);
        return;
    }
}

static void react_strictly(gt06_script *script, gt06_wire *wire, gt06_tracker_memory *memory,
                           const gt06_reading *reading)
{
    const gt06_session *session = memory->role;
    bool answered = false;
    unsigned place, i;

    if (!session)
        session = memory->role = (void *)give_session(script, wire);
    if (!session)
        return; /* a script without sessions has nothing to say */
    place = place_of(session, memory->line, reading);
    for (i = place + 1; i < session->pieces->len && !wire->is_closing; i++) {
        const gt06_piece *piece = piece_at(session, i);
        if (!piece->from_server && piece->is_message)
            break;
        if (!piece->from_server || was_sent(memory, i))
            continue;
        answered = answered || answers(piece, piece_at(session, place));
        send_piece(wire, piece, reading->has_serial && answers(piece, piece_at(session, place)),
                   reading->serial, 0);
    }
    memory->line = MAX(memory->line, i);
    if (place < session->pieces->len && !answered)
        send_later_answer(wire, memory, session, place, reading);
}

static void react_as_learned(gt06_script *script, gt06_wire *wire, const gt06_reading *reading)
{
    const GPtrArray *lessons = script->lessons[reading->content.number];
    int64_t before = 0; /* the delay of the answer before: one goes behind the other */

    for (unsigned i = 0; i < lessons->len && !wire->is_closing; i++) {
        lesson *learnt = lessons->pdata[i];
        const learnt_answer *answer =
            &g_array_index(learnt->answers, learnt_answer, learnt->next++ % learnt->answers->len);
        const int64_t delay = g_array_index(learnt->delays, int64_t, learnt->delays->len / 2);
        send_piece(wire, answer->piece, answer->repeats && reading->has_serial, reading->serial,
                   delay - before);
        before = MAX(before, delay);
    }
}

void gt06_script_react(gt06_script *script, gt06_wire *wire, gt06_tracker_memory *memory,
                       const gt06_reading *reading)
{
    if (script->learned)
        react_as_learned(script, wire, reading);
    else
        react_strictly(script, wire, memory, reading);
}
