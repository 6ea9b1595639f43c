/* waiting.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "waiting.h"

enum { MOST_PENDING = 256, FIRST_CAPACITY = 4 };

bool gt06_misses_answer(const gt06_pending *message)
{
    return message->due && !message->answered && !message->complained;
}

gt06_pending *gt06_pending_at(const gt06_queue *queue, unsigned place)
{
    return &queue->entries[(queue->first + place) & (queue->capacity - 1)];
}

void gt06_drop_oldest(gt06_queue *queue)
{
    queue->first = (queue->first + 1) & (queue->capacity - 1);
    queue->count--;
    queue->settled -= queue->settled > 0;
}

static void grow(gt06_queue *queue)
{
    unsigned capacity = queue->capacity != 0 ? 2 * queue->capacity : FIRST_CAPACITY;
    gt06_pending *entries = wmem_alloc_array(wmem_file_scope(), gt06_pending, capacity);

    for (unsigned i = 0; i < queue->count; i++)
        entries[i] = *gt06_pending_at(queue, i);
    wmem_free(wmem_file_scope(), queue->entries);
    queue->entries = entries;
    queue->first = 0;
    queue->capacity = capacity;
}

/* Remembers that an answer may come whose message is not known any more. */
static void note_displaced(gt06_queue *queue, const gt06_pending *message)
{
    if (!message->answered && !message->wrong &&
        nstime_cmp(&message->time, &queue->displaced) > 0)
        queue->displaced = message->time;
}

/* Few miss an answer at a time, so few have to move up for it. */
static void make_room(gt06_queue *queue)
{
    unsigned place = 0;

    while (place < queue->count && gt06_misses_answer(gt06_pending_at(queue, place)))
        place++;
    if (place == queue->count)
        place = 0;
    note_displaced(queue, gt06_pending_at(queue, place));
    for (; place > 0; place--)
        *gt06_pending_at(queue, place) = *gt06_pending_at(queue, place - 1);
    gt06_drop_oldest(queue);
}

void gt06_append_pending(gt06_queue *queue, const gt06_pending *message)
{
    if (queue->count == MOST_PENDING)
        make_room(queue);
    if (queue->count == queue->capacity)
        grow(queue);
    queue->count++;
    *gt06_pending_at(queue, queue->count - 1) = *message;
}
