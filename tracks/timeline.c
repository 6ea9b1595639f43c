/* timeline.c
 * The cells are pages of PAGE; the points of a page are at its front, and no page is empty. A full
 * page shares with its neighbours: the smallest window of pages around it, of 2, 4, 8 ... pages,
 * that is not too full itself spreads its points evenly. The larger the window, the more room it
 * must have, or the next late point would find it full again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "timeline.h"

#include <string.h>

enum {
    PAGE = 64,
    ROOM_A_LEVEL = 2, /* empty cells a page, more for each doubling of the window ... */
    MOST_ROOM = 12    /* ... up to so many */
};

struct gt06_timeline {
    GArray *points; /* gt06_point, PAGE a page */
    GArray *used;   /* unsigned, by page */
};

gt06_timeline *gt06_timeline_new(void)
{
    gt06_timeline *timeline = g_new0(gt06_timeline, 1);

    timeline->points = g_array_new(FALSE, TRUE, sizeof(gt06_point));
    timeline->used = g_array_new(FALSE, TRUE, sizeof(unsigned));
    return timeline;
}

void gt06_timeline_free(gt06_timeline *timeline)
{
    g_array_free(timeline->points, TRUE);
    g_array_free(timeline->used, TRUE);
    g_free(timeline);
}

static gt06_point *points_of(const gt06_timeline *timeline, unsigned page)
{
    return &g_array_index(timeline->points, gt06_point, page * PAGE);
}

static unsigned *used_of(const gt06_timeline *timeline, unsigned page)
{
    return &g_array_index(timeline->used, unsigned, page);
}

static void add_pages(gt06_timeline *timeline, unsigned count)
{
    g_array_set_size(timeline->used, timeline->used->len + count);
    g_array_set_size(timeline->points, timeline->used->len * PAGE);
}

/* The last page that begins at or before `moment`, else the first. */
static unsigned page_for(const gt06_timeline *timeline, int64_t moment)
{
    unsigned low = 0;
    unsigned high = timeline->used->len;

    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;

        if (points_of(timeline, middle)->time <= moment)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The place in the page behind all points that are not later. */
static unsigned place_in(const gt06_timeline *timeline, unsigned page, int64_t moment)
{
    const gt06_point *points = points_of(timeline, page);
    unsigned place = *used_of(timeline, page);

    while (place > 0 && points[place - 1].time > moment)
        place--;
    return place;
}

static bool is_same(const gt06_point *a, const gt06_point *b)
{
    return a->time == b->time && a->latitude == b->latitude && a->longitude == b->longitude &&
           a->has_altitude == b->has_altitude && a->altitude == b->altitude;
}

static unsigned count_points(const gt06_timeline *timeline, gt06_span pages)
{
    unsigned count = 0;

    for (unsigned page = pages.first; page < pages.end; page++)
        count += *used_of(timeline, page);
    return count;
}

/* Spreads the points of some pages evenly over them. */
static void spread(gt06_timeline *timeline, gt06_span pages)
{
    unsigned count = count_points(timeline, pages);
    unsigned wide = pages.end - pages.first;
    gt06_point *all = g_new(gt06_point, count);
    unsigned done = 0;

    for (unsigned page = pages.first; page < pages.end; page++) {
        unsigned used = *used_of(timeline, page);

        memcpy(all + done, points_of(timeline, page), used * sizeof *all);
        done += used;
    }
    done = 0;
    for (unsigned i = 0; i < wide; i++) {
        unsigned end = (unsigned)((uint64_t)count * (i + 1) / wide);

        memcpy(points_of(timeline, pages.first + i), all + done, (end - done) * sizeof *all);
        *used_of(timeline, pages.first + i) = end - done;
        done = end;
    }
    g_free(all);
}

/* Makes room in a full page; returns the pages that shared it. */
static gt06_span make_room(gt06_timeline *timeline, unsigned page)
{
    unsigned pages = timeline->used->len;
    unsigned room = ROOM_A_LEVEL;
    gt06_span window = { page, page + 1 };

    for (unsigned wide = 2; window.first > 0 || window.end < pages; wide *= 2) {
        window.first = page / wide * wide;
        window.end = MIN(window.first + wide, pages);
        if (count_points(timeline, window) <= (window.end - window.first) * (PAGE - room)) {
            spread(timeline, window);
            return window;
        }
        room = MIN(room + ROOM_A_LEVEL, MOST_ROOM);
    }
    add_pages(timeline, pages / 3 + 1);
    window.end = timeline->used->len;
    spread(timeline, window);
    return window;
}

static void insert(gt06_timeline *timeline, unsigned page, unsigned place, const gt06_point *point)
{
    gt06_point *points = points_of(timeline, page);
    unsigned *used = used_of(timeline, page);

    memmove(points + place + 1, points + place, (*used - place) * sizeof *points);
    points[place] = *point;
    ++*used;
}

bool gt06_timeline_add(gt06_timeline *timeline, const gt06_point *point, gt06_span *changed)
{
    gt06_span shared = { 0, 0 };
    unsigned page;
    unsigned place;

    if (timeline->used->len == 0)
        add_pages(timeline, 1);
    page = page_for(timeline, point->time);
    place = place_in(timeline, page, point->time);
    if (place > 0 && is_same(points_of(timeline, page) + place - 1, point))
        return false;
    if (place == PAGE && page + 1 == timeline->used->len) {
        add_pages(timeline, 1);
        page++;
        place = 0;
    } else if (*used_of(timeline, page) == PAGE) {
        shared = make_room(timeline, page);
        page = page_for(timeline, point->time);
        place = place_in(timeline, page, point->time);
    }
    insert(timeline, page, place, point);
    if (shared.end > 0)
        *changed = (gt06_span){ shared.first * PAGE, shared.end * PAGE };
    else
        *changed = (gt06_span){ page * PAGE + place, page * PAGE + *used_of(timeline, page) };
    return true;
}

const gt06_point *gt06_timeline_at(const gt06_timeline *timeline, unsigned cell)
{
    unsigned page = cell / PAGE;

    if (page >= timeline->used->len || cell % PAGE >= *used_of(timeline, page))
        return NULL;
    return points_of(timeline, page) + cell % PAGE;
}
