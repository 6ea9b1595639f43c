/* tracker.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tracker.h"

#include <string.h>

#include "identity.h"

enum {
    RECONNECT_MS = 1000, /* before a new connection, times the tries so far */
    LINGER_MS = 200,     /* for the last answers */
    BURST = 32,          /* messages sent in a row before others have their turn */
    FULL_MS = 10,        /* until a platform is asked again whether it reads */
    MOST_UNSENT = 65536  /* bytes that a platform may leave unread before more are sent */
};

struct gt06_tracker {
    gt06_fleet *fleet;
    const gt06_plan *plan;
    gt06_wire *wire; /* NULL: not connected */
    uv_timer_t timer;
    uint64_t begin;   /* of the plan, in ns of uv_hrtime(); 0: not begun */
    uint64_t sent_at; /* when the message that waits was sent first, ns */
    unsigned next;    /* step */
    unsigned current; /* the step sent last */
    unsigned goal;    /* the step to go on with after logging in again; 0: none */
    unsigned loop;
    unsigned tries, logins; /* of the step that waits; since a step was a success */
    bool waits;             /* for an answer to the step before `next` */
    bool comes_back;        /* to the goal, after logging in again */
    bool finished, has_flag;
    size_t unsent;    /* what the platform had not read when it was looked at, */
    uint64_t read_at; /* and when that was less than before, ns */
    int64_t shift;    /* seconds between the first round and this one */
    uint64_t began;   /* the first round, ns */
    uint8_t number;   /* of the answer it waits for */
    bool has_serial;
    uint16_t serial;
    uint8_t flag[4];
    char imei[GT06_IMEI_SIZE];
};

static void go_on(gt06_tracker *tracker);
static void on_timer(uv_timer_t *timer);

static void set_timer(gt06_tracker *tracker, uint64_t ms)
{
    uv_update_time(&tracker->fleet->bench->loop);
    uv_timer_start(&tracker->timer, on_timer, ms, 0);
}

static const gt06_step *step_at(const gt06_tracker *tracker, unsigned i)
{
    return &g_array_index(tracker->plan->steps, gt06_step, i);
}

static void finish(gt06_tracker *tracker)
{
    if (tracker->finished)
        return;
    tracker->finished = true;
    uv_timer_stop(&tracker->timer);
    if (tracker->wire)
        gt06_wire_end(tracker->wire, GT06_END_BY_US, false);
    tracker->fleet->finished(tracker->fleet->data);
}

static void connect_tracker(gt06_tracker *tracker)
{
    gt06_fleet *fleet = tracker->fleet;

    tracker->wire = NULL;
    gt06_wire *wire =
        gt06_wire_connect(fleet->bench, fleet->tcp || (!fleet->udp && tracker->plan->session->tcp),
                          &fleet->peer.any, tracker);
    if (!wire) {
        fleet->given_up++;
        finish(tracker);
        return;
    }
    tracker->wire = wire;
}

/* The login before a step; the step itself if there is none. */
static unsigned login_before(const gt06_tracker *tracker, unsigned step)
{
    for (unsigned i = step + 1; i-- > 0;) {
        const gt06_step *at = step_at(tracker, i);
        if (at->piece && at->piece->is_login)
            return i;
    }
    return step;
}

/* The connection is of no more use: begin another with a login, as terminals do. */
static void log_in_again(gt06_tracker *tracker)
{
    gt06_fleet *fleet = tracker->fleet;
    const unsigned failed = tracker->waits ? tracker->current : tracker->next;
    gt06_wire *wire = tracker->wire;

    tracker->wire = NULL;
    tracker->waits = false;
    tracker->tries = 0;
    tracker->unsent = 0;
    tracker->comes_back = true;
    if (wire) {
        wire->data = NULL;
        gt06_wire_end(wire, GT06_END_BY_US, false);
    }
    if (tracker->logins >= fleet->relogins) {
        fleet->given_up++;
        finish(tracker);
        return;
    }
    tracker->logins++;
    fleet->logged_in_again++;
    if (tracker->goal == 0)
        tracker->goal = failed;
    if (tracker->goal < tracker->plan->steps->len)
        tracker->next = login_before(tracker, tracker->goal);
    set_timer(tracker, MIN(fleet->timeout, (unsigned)RECONNECT_MS) * tracker->logins);
}

/* Whoever is logged in does not log in again: later rounds begin behind the login. */
static unsigned round_begins(const gt06_plan *plan)
{
    return plan->logins < plan->steps->len ? plan->logins : 0;
}

static unsigned messages_of_round(const gt06_plan *plan)
{
    return plan->messages - round_begins(plan);
}

/* Sends a step; after logging in again those between login and the failed one are left out. */
static void send_step(gt06_tracker *tracker, const gt06_step *step)
{
    gt06_fleet *fleet = tracker->fleet;
    const gt06_session *session = tracker->plan->session;
    const gt06_guise guise = {
        .from = session->imei && *tracker->imei && strcmp(session->imei, tracker->imei) != 0
                    ? session->imei
                    : NULL,
        .to = tracker->imei,
        .serial_shift = (uint16_t)(tracker->loop * messages_of_round(tracker->plan)),
        .times = fleet->times,
        .shift = fleet->shift + tracker->shift,
        .flag = tracker->has_flag ? tracker->flag : NULL,
    };
    const gt06_sending what = { .number = step->piece ? step->piece->number : 0 };
    size_t size;
    uint8_t *bytes = gt06_dress(step, &guise, &size);

    if (step->piece && step->piece->answer_due) {
        tracker->waits = true;
        tracker->number = step->piece->number;
        tracker->has_serial = step->piece->has_serial;
        tracker->serial = (uint16_t)(step->piece->serial + guise.serial_shift);
        if (tracker->tries == 0)
            tracker->sent_at = uv_hrtime();
    }
    if (gt06_wire_send(tracker->wire, bytes, size, &what))
        tracker->waits = false; /* nobody answers what has not been sent */
    g_free(bytes);
}

/* Nothing is left to be sent. */
static void end_round(gt06_tracker *tracker)
{
    if (tracker->loop + 1 < tracker->fleet->loops) {
        tracker->loop++;
        tracker->next = round_begins(tracker->plan);
        tracker->begin = uv_hrtime();
        tracker->shift = (int64_t)((tracker->begin - tracker->began) / 1000000000);
        set_timer(tracker, 0);
        return;
    }
    tracker->next++; /* past the end: the timer now means that it is over */
    gt06_wire_release(tracker->wire);
    if (tracker->wire)
        set_timer(tracker, LINGER_MS);
}

/*
 * ms until a step is due; 0: now. What became due while there was no connection is late, and all
 * that follows keeps its distance to it.
 */
static uint64_t time_left(gt06_tracker *tracker, const gt06_step *step)
{
    const uint64_t due = tracker->begin + (uint64_t)step->due * 1000;
    const uint64_t now = uv_hrtime();

    if (tracker->comes_back && tracker->next < tracker->goal)
        return 0;
    if (now < due)
        return (due - now + 999999) / 1000000;
    if (tracker->comes_back)
        tracker->begin += now - due;
    else if (step->due > 0)
        gt06_samples_add(&tracker->fleet->lateness, (now - due) / 1000);
    return 0;
}

/* Has the platform read nothing for as long as it may leave a message without an answer? */
static bool is_stuck(gt06_tracker *tracker)
{
    const gt06_fleet *fleet = tracker->fleet;
    const size_t unsent = gt06_wire_unsent(tracker->wire);
    const uint64_t now = uv_hrtime();

    if (unsent == 0 || tracker->unsent == 0 || unsent < tracker->unsent)
        tracker->read_at = now;
    tracker->unsent = unsent;
    return now - tracker->read_at > (uint64_t)fleet->timeout * (fleet->retries + 1) * 1000000;
}

/* Waits for a platform that does not read as fast as we send; false if it does. */
static bool waits_for_reader(gt06_tracker *tracker)
{
    if (gt06_wire_unsent(tracker->wire) <= MOST_UNSENT) {
        tracker->unsent = 0;
        return false;
    }
    if (is_stuck(tracker))
        log_in_again(tracker);
    else
        set_timer(tracker, FULL_MS);
    return true;
}

/* Notes that a step has been a success. */
static void succeed(gt06_tracker *tracker)
{
    tracker->tries = 0;
    if (tracker->goal == 0 && !tracker->comes_back)
        tracker->logins = 0;
}

/* Sends what is due. */
static void go_on(gt06_tracker *tracker)
{
    const unsigned count = tracker->plan->steps->len;

    for (unsigned sent = 0; tracker->wire && !tracker->finished; sent++) {
        if (tracker->next >= count) {
            end_round(tracker);
            return;
        }
        if (waits_for_reader(tracker))
            return;
        const gt06_step *step = step_at(tracker, tracker->next);
        const uint64_t left = time_left(tracker, step);
        if (left > 0 || sent == BURST) {
            set_timer(tracker, left);
            return;
        }
        tracker->current = tracker->next++;
        if (tracker->current >= tracker->goal) {
            tracker->goal = 0;
            tracker->comes_back = false;
        } else {
            tracker->next = tracker->goal; /* that was the login; the rest was sent before */
        }
        send_step(tracker, step);
        if (tracker->waits) {
            if (tracker->wire)
                set_timer(tracker, tracker->fleet->timeout);
            return;
        }
        if (tracker->wire)
            succeed(tracker);
    }
}

/* All is sent: ends the connection once it is on its way. */
static void say_goodbye(gt06_tracker *tracker)
{
    const bool more = gt06_wire_has_more(tracker->wire);

    if (!more && gt06_wire_unsent(tracker->wire) > 0 && is_stuck(tracker)) {
        tracker->fleet->given_up++;
        finish(tracker);
    } else if (more || gt06_wire_unsent(tracker->wire) > 0) {
        set_timer(tracker, LINGER_MS);
    } else {
        finish(tracker);
    }
}

/* The answer has not come. */
static void give_out(gt06_tracker *tracker)
{
    tracker->fleet->unanswered++;
    if (tracker->tries < tracker->fleet->retries) {
        tracker->tries++;
        tracker->fleet->resent++;
        tracker->waits = false;
        send_step(tracker, step_at(tracker, tracker->current));
        if (tracker->wire)
            set_timer(tracker, tracker->fleet->timeout);
        return;
    }
    if (!tracker->fleet->goes_on) {
        log_in_again(tracker);
        return;
    }
    tracker->waits = false;
    tracker->tries = 0;
    go_on(tracker);
}

static void on_timer(uv_timer_t *timer)
{
    gt06_tracker *tracker = timer->data;

    if (tracker->finished)
        return;
    if (!tracker->wire)
        connect_tracker(tracker);
    else if (!tracker->wire->is_open)
        log_in_again(tracker);
    else if (tracker->waits)
        give_out(tracker);
    else if (tracker->next > tracker->plan->steps->len)
        say_goodbye(tracker);
    else
        go_on(tracker);
}

static void on_opened(gt06_wire *wire)
{
    gt06_tracker *tracker = wire->data;

    if (!tracker || tracker->finished)
        return;
    tracker->wire = wire;
    tracker->fleet->connected++;
    g_strlcpy(wire->imei, tracker->imei, sizeof wire->imei);
    if (tracker->begin == 0)
        tracker->begin = tracker->began = uv_hrtime();
    set_timer(tracker, 0);
}

/* Remembers the server flag of a command, for the answer to it (core 6.80). */
static void note_command(gt06_tracker *tracker, const gt06_reading *reading)
{
    if (reading->content.number != 0x80 || reading->content.size < 5)
        return;
    memcpy(tracker->flag, reading->content.bytes + 1, sizeof tracker->flag);
    tracker->has_flag = true;
}

static bool is_answer(const gt06_tracker *tracker, const gt06_cut *cut, const gt06_reading *reading)
{
    if (!tracker->waits || reading->content.number != tracker->number)
        return false;
    if (tracker->fleet->tolerant || gt06_is_dialect(cut->form) || !tracker->has_serial)
        return true;
    return cut->crc_good && reading->serial == tracker->serial;
}

static void on_message(gt06_wire *wire, const gt06_cut *cut, const uint8_t *frame)
{
    gt06_tracker *tracker = wire->data;
    const gt06_reading reading = gt06_read_frame(cut, frame, GT06_FROM_SERVER);

    if (!tracker || tracker->finished)
        return;
    if (tracker->fleet->print)
        tracker->fleet->print(tracker->fleet->data, wire, &reading);
    note_command(tracker, &reading);
    if (!is_answer(tracker, cut, &reading))
        return;
    tracker->waits = false;
    succeed(tracker);
    tracker->fleet->answered++;
    gt06_samples_add(&tracker->fleet->answer_times, (uv_hrtime() - tracker->sent_at) / 1000);
    go_on(tracker);
}

static void on_ended(gt06_wire *wire, gt06_end end)
{
    gt06_tracker *tracker = wire->data;

    (void)end;
    wire->data = NULL;
    if (!tracker || tracker->finished)
        return;
    tracker->wire = NULL;
    if (tracker->next > tracker->plan->steps->len ||
        (tracker->next == tracker->plan->steps->len && !tracker->waits))
        finish(tracker);
    else
        log_in_again(tracker);
}

const gt06_wire_owner gt06_tracker_owner = { .message = on_message,
                                             .opened = on_opened,
                                             .ended = on_ended };

gt06_tracker *gt06_tracker_new(gt06_fleet *fleet, const gt06_plan *plan, const char *imei,
                               uint64_t start)
{
    gt06_tracker *tracker = g_new0(gt06_tracker, 1);
    tracker->fleet = fleet;
    tracker->plan = plan;
    if (imei)
        g_strlcpy(tracker->imei, imei, sizeof tracker->imei);
    uv_timer_init(&fleet->bench->loop, &tracker->timer);
    tracker->timer.data = tracker;
    uv_timer_start(&tracker->timer, on_timer, start, 0);
    return tracker;
}

void gt06_tracker_stop(gt06_tracker *tracker)
{
    tracker->finished = true;
    if (!uv_is_closing((uv_handle_t *)&tracker->timer))
        uv_close((uv_handle_t *)&tracker->timer, NULL);
}

void gt06_tracker_free(gpointer tracker)
{
    g_free(tracker);
}
