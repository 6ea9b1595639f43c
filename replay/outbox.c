/* outbox.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "outbox.h"

enum { HOLD_MS = 1000 }; /* a platform's held message waits no longer for others */

/* Something that is sent later. */
typedef struct {
    uint64_t due; /* ms of the loop */
    GBytes *bytes;
    gt06_ending ending;
} outgoing;

static void free_outgoing(gpointer data)
{
    outgoing *out = data;

    g_bytes_unref(out->bytes);
    g_free(out);
}

void gt06_outbox_clear(gt06_wire *wire)
{
    if (wire->outbox)
        g_queue_free_full(wire->outbox, free_outgoing);
    if (wire->held)
        g_byte_array_unref(wire->held);
    if (wire->swapped)
        g_byte_array_unref(wire->swapped);
}

static void schedule(gt06_wire *wire);

/* Sends what is due. */
static void on_due(uv_timer_t *timer)
{
    gt06_wire *wire = timer->data;

    while (!wire->is_closing && wire->outbox && !g_queue_is_empty(wire->outbox)) {
        outgoing *out = g_queue_peek_head(wire->outbox);
        gsize size;
        const void *bytes = g_bytes_get_data(out->bytes, &size);
        if (out->due > uv_now(&wire->bench->loop))
            break;
        g_queue_pop_head(wire->outbox);
        gt06_wire_put(wire, bytes, size, out->ending);
        free_outgoing(out);
    }
    if (!wire->is_closing)
        schedule(wire);
}

static void schedule(gt06_wire *wire)
{
    const outgoing *next = wire->outbox ? g_queue_peek_head(wire->outbox) : NULL;
    const uint64_t now = uv_now(&wire->bench->loop);

    if (!next)
        return;
    if (!wire->timer) {
        wire->timer = g_new0(uv_timer_t, 1);
        uv_timer_init(&wire->bench->loop, wire->timer);
        wire->timer->data = wire;
    }
    uv_timer_start(wire->timer, on_due, next->due > now ? next->due - now : 0, 0);
}

/* Puts bytes at the outbox's end, or sends them if nothing waits there. */
static void queue_bytes(gt06_wire *wire, const uint8_t *bytes, size_t size, unsigned delay,
                        gt06_ending ending)
{
    const outgoing *last = wire->outbox ? g_queue_peek_tail(wire->outbox) : NULL;
    uint64_t now;
    outgoing *out;

    if (!last && delay == 0) {
        gt06_wire_put(wire, bytes, size, ending);
        return;
    }
    uv_update_time(&wire->bench->loop);
    now = uv_now(&wire->bench->loop) + (delay > 0); /* it cuts off a part of a millisecond */
    if (!wire->outbox)
        wire->outbox = g_queue_new();
    out = g_new(outgoing, 1);
    *out = (outgoing){ MAX(now, last ? last->due : 0) + delay, g_bytes_new(bytes, size), ending };
    g_queue_push_tail(wire->outbox, out);
    schedule(wire);
}

/* Sends a message in the pieces that faults cut it into. */
static void send_pieces(gt06_wire *wire, const gt06_delivery *d)
{
    size_t at = 0;
    const size_t size = d->bytes->len;

    do {
        size_t piece = d->each_cut ? d->each_cut : size;
        if (at == 0 && d->first_cut)
            piece = d->first_cut;
        piece = MIN(piece, size - at);
        queue_bytes(wire, d->bytes->data + at, piece, at == 0 ? d->delay : d->gap,
                    at + piece == size ? d->ending : GT06_ENDING_NONE);
        at += piece;
    } while (at < size && !wire->is_closing);
}

/* Puts messages that were held back before or behind this one. */
static bool gather(gt06_wire *wire, gt06_delivery *d)
{
    if (wire->swapped) {
        g_byte_array_append(d->bytes, wire->swapped->data, wire->swapped->len);
        g_clear_pointer(&wire->swapped, g_byte_array_unref);
    } else if (d->swap) {
        wire->swapped = g_byte_array_ref(d->bytes);
        wire->held_since = uv_now(&wire->bench->loop);
        return false;
    }
    if (d->hold > 0 && wire->hold == 0 && !wire->held)
        wire->hold = d->hold + 1;
    if (wire->hold == 0)
        return true;
    if (!wire->held) {
        wire->held = g_byte_array_new();
        wire->held_since = uv_now(&wire->bench->loop);
    }
    g_byte_array_append(wire->held, d->bytes->data, d->bytes->len);
    if (--wire->hold > 0)
        return false;
    g_byte_array_unref(d->bytes);
    d->bytes = g_steal_pointer(&wire->held);
    return true;
}

bool gt06_wire_send(gt06_wire *wire, const uint8_t *bytes, size_t size, const gt06_sending *what)
{
    gt06_delivery d = { .is_answer = what->is_answer,
                        .number = what->number,
                        .imei = wire->imei,
                        .delay = what->delay };
    bool held;

    wire->bench->sent++;
    if (!wire->bench->faults || wire->bench->verbatim) {
        queue_bytes(wire, bytes, size, what->delay, GT06_ENDING_NONE);
        return false;
    }
    d.bytes = g_byte_array_sized_new((guint)size);
    g_byte_array_append(d.bytes, bytes, (guint)size);
    gt06_faults_apply(wire->bench->faults, &d);
    held = !d.drop && !gather(wire, &d);
    if (!d.drop && !held) {
        for (unsigned i = 0; i <= d.copies && !wire->is_closing; i++)
            send_pieces(wire, &d);
    }
    g_byte_array_unref(d.bytes);
    return held;
}

/* Lets go what is held back. */
static void release(gt06_wire *wire, GByteArray **held)
{
    GByteArray *bytes = g_steal_pointer(held);

    queue_bytes(wire, bytes->data, bytes->len, 0, GT06_ENDING_NONE);
    g_byte_array_unref(bytes);
}

void gt06_wire_release(gt06_wire *wire)
{
    wire->hold = 0;
    if (wire->held)
        release(wire, &wire->held);
    if (wire->swapped && !wire->is_closing)
        release(wire, &wire->swapped);
}

void gt06_outbox_look(gt06_wire *wire)
{
    if (wire->bench->we_are_server && (wire->held || wire->swapped) &&
        uv_now(&wire->bench->loop) - wire->held_since >= HOLD_MS)
        gt06_wire_release(wire);
}

bool gt06_wire_has_more(const gt06_wire *wire)
{
    return wire->outbox && !g_queue_is_empty(wire->outbox);
}
