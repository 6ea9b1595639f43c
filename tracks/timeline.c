/* timeline.c
 * The cells are pages of PAGE; the points of a page are at its front. Once a point was late, others
 * will be: new pages keep some room for them, so that a late point moves little but its own page,
 * however long the track. A full page shares with its neighbours, in the smallest window of pages
 * around it that has room enough:
 *
 * - For a point among others, the points of 2, 4, 8 ... pages are spread evenly. The larger the
 *   window, the more room it must have, or the next late point would find it full again.
 * - Where the last late point went more may come in a row, as from a terminal that sends what is
 *   stored: the points of 8, 16 ... pages are packed, and the room becomes empty pages there.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "timeline.h"

#include <string.h>

enum {
    PAGE = 32,
    ROOM_FOR_LATE = 8, /* cells that stay empty in a page whose points come in order */
    ROOM_A_LEVEL = 1,  /* empty cells a page, more for each doubling of the window ... */
    MOST_ROOM = 6,     /* ... up to so many */
    ROOM_WHEN_PACKED = 4,
    SMALLEST_PARTED = 8, /* pages, for a row of points ... */
    LEAST_GAP = 16       /* ... one of so many is empty then, and one more */
};

struct gt06_timeline {
    GArray *points; /* gt06_point, PAGE a page */
    GArray *used;   /* unsigned, by page */
    bool some_late;
    int64_t last_late; /* its time */
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

/* In an empty page, the first has the time of the point that follows. */
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

/* Lays points evenly into some pages, whose order they have. */
static void lay(gt06_timeline *timeline, gt06_span pages, const gt06_point *points, unsigned count)
{
    unsigned wide = pages.end - pages.first;
    unsigned done = 0;

    for (unsigned i = 0; i < wide; i++) {
        unsigned end = (unsigned)((uint64_t)count * (i + 1) / wide);

        memcpy(points_of(timeline, pages.first + i), points + done, (end - done) * sizeof *points);
        *used_of(timeline, pages.first + i) = end - done;
        done = end;
    }
}

/* All points of some pages; to be freed with g_free(). */
static gt06_point *gather(const gt06_timeline *timeline, gt06_span pages, unsigned count)
{
    gt06_point *all = g_new0(gt06_point, count);
    unsigned done = 0;

    for (unsigned page = pages.first; page < pages.end; page++) {
        unsigned used = *used_of(timeline, page);

        memcpy(all + done, points_of(timeline, page), used * sizeof *all);
        done += used;
    }
    return all;
}

static void leave_empty(gt06_timeline *timeline, gt06_span pages, int64_t next)
{
    for (unsigned page = pages.first; page < pages.end; page++) {
        points_of(timeline, page)->time = next;
        *used_of(timeline, page) = 0;
    }
}

/* Evenly over all pages. */
static void spread(gt06_timeline *timeline, gt06_span pages)
{
    unsigned count = count_points(timeline, pages);
    gt06_point *all = gather(timeline, pages, count);

    lay(timeline, pages, all, count);
    g_free(all);
}

static unsigned pages_for(unsigned count, unsigned each)
{
    return (count + each - 1) / each;
}

/* How many of so many pages can be empty when the points are packed in front of them and behind. */
static unsigned gap_in(unsigned wide, unsigned count)
{
    unsigned filled = pages_for(count, PAGE - ROOM_WHEN_PACKED) + 1;

    return filled < wide ? wide - filled : 0;
}

/* Packs the points of some pages, one of them full, and leaves empty pages at `place` of one. */
static void part_at(gt06_timeline *timeline, gt06_span pages, unsigned page, unsigned place)
{
    unsigned count = count_points(timeline, pages);
    unsigned before = count_points(timeline, (gt06_span){ pages.first, page }) + place;
    unsigned behind = count - before;
    unsigned gap = gap_in(pages.end - pages.first, count);
    unsigned filled = pages.end - pages.first - gap;
    unsigned left = CLAMP((unsigned)((uint64_t)filled * before / MAX(count, PAGE)),
                          pages_for(before, PAGE), filled - pages_for(behind, PAGE));
    gt06_point *all = gather(timeline, pages, count);
    gt06_span empty = { pages.first + left, pages.first + left + gap };
    int64_t next =
        pages.end < timeline->used->len ? points_of(timeline, pages.end)->time : INT64_MAX;

    lay(timeline, (gt06_span){ pages.first, empty.first }, all, before);
    leave_empty(timeline, empty, before < count ? all[before].time : next);
    lay(timeline, (gt06_span){ empty.end, pages.end }, all + before, behind);
    g_free(all);
}

static gt06_span window_at(const gt06_timeline *timeline, unsigned page, unsigned wide)
{
    unsigned first = page / wide * wide;

    return (gt06_span){ first, MIN(first + wide, timeline->used->len) };
}

static bool is_all(const gt06_timeline *timeline, gt06_span window)
{
    return window.first == 0 && window.end == timeline->used->len;
}

/* Gives the whole timeline more room. */
static gt06_span grow(gt06_timeline *timeline)
{
    unsigned pages = timeline->used->len;

    add_pages(timeline, pages / 3 + 1);
    return (gt06_span){ 0, timeline->used->len };
}

/* Makes room in a full page for a point among its points; returns the pages that shared it. */
static gt06_span make_room(gt06_timeline *timeline, unsigned page)
{
    unsigned room = ROOM_A_LEVEL;
    gt06_span window = { page, page + 1 };

    for (unsigned wide = 2; !is_all(timeline, window); wide *= 2) {
        window = window_at(timeline, page, wide);
        if (count_points(timeline, window) <= (window.end - window.first) * (PAGE - room)) {
            spread(timeline, window);
            return window;
        }
        room = MIN(room + ROOM_A_LEVEL, MOST_ROOM);
    }
    window = grow(timeline);
    spread(timeline, window);
    return window;
}

/* Makes room for a row of points at `place` of a full page; returns the pages that shared it. */
static gt06_span make_gap(gt06_timeline *timeline, unsigned page, unsigned place)
{
    gt06_span window = { page, page + 1 };

    for (unsigned wide = SMALLEST_PARTED; !is_all(timeline, window); wide *= 2) {
        unsigned pages;

        window = window_at(timeline, page, wide);
        pages = window.end - window.first;
        if (gap_in(pages, count_points(timeline, window)) >= pages / LEAST_GAP + 1) {
            part_at(timeline, window, page, place);
            return window;
        }
    }
    window = grow(timeline);
    part_at(timeline, window, page, place);
    return window;
}

static void insert(gt06_timeline *timeline, unsigned page, unsigned place, const gt06_point *point)
{
    gt06_point *points = points_of(timeline, page);
    unsigned *used = used_of(timeline, page);

    g_assert(*used < PAGE);
    memmove(points + place + 1, points + place, (*used - place) * sizeof *points);
    points[place] = *point;
    ++*used;
}

/* Does a point that belongs at `place` of a page follow all others, and is the page full enough? */
static bool begins_page(const gt06_timeline *timeline, unsigned page, unsigned place)
{
    return page + 1 == timeline->used->len && place == *used_of(timeline, page) &&
           place >= (timeline->some_late ? PAGE - ROOM_FOR_LATE : PAGE);
}

/* Does the point at `place` of a page stand beside the last that was late? */
static bool is_in_row(const gt06_timeline *timeline, unsigned page, unsigned place)
{
    const gt06_point *points = points_of(timeline, page);

    if (!timeline->some_late)
        return false;
    if (place > 0 && points[place - 1].time == timeline->last_late)
        return true;
    if (place == *used_of(timeline, page) && page + 1 < timeline->used->len) {
        points = points_of(timeline, page + 1);
        place = 0;
    }
    return points[place].time == timeline->last_late;
}

/* Moves the points from `place` on to the front of the next page; false if that makes no room. */
static bool move_tail(gt06_timeline *timeline, unsigned page, unsigned place)
{
    unsigned *used = used_of(timeline, page);
    unsigned tail = *used - place;
    gt06_point *next;

    if (tail == 0 || page + 1 == timeline->used->len || *used_of(timeline, page + 1) + tail > PAGE)
        return false;
    next = points_of(timeline, page + 1);
    memmove(next + tail, next, *used_of(timeline, page + 1) * sizeof *next);
    memcpy(next, points_of(timeline, page) + place, tail * sizeof *next);
    *used_of(timeline, page + 1) += tail;
    *used = place;
    return true;
}

/* Where a point goes. */
typedef struct {
    unsigned page;
    unsigned place;
} position;

static position find_position(const gt06_timeline *timeline, int64_t moment)
{
    unsigned page = page_for(timeline, moment);

    return (position){ page, place_in(timeline, page, moment) };
}

static bool has_room_behind(const gt06_timeline *timeline, position at)
{
    return at.place == PAGE && at.page + 1 < timeline->used->len &&
           *used_of(timeline, at.page + 1) < PAGE;
}

/* Makes room at a place in a full page; returns the cells that changed. */
static gt06_span make_room_at(gt06_timeline *timeline, position at)
{
    gt06_span pages;

    if (has_room_behind(timeline, at))
        return (gt06_span){ 0, 0 };
    if (!is_in_row(timeline, at.page, at.place)) {
        pages = make_room(timeline, at.page);
    } else if (move_tail(timeline, at.page, at.place)) {
        unsigned next = (at.page + 1) * PAGE;

        return (gt06_span){ next - PAGE + at.place, next + *used_of(timeline, at.page + 1) };
    } else {
        pages = make_gap(timeline, at.page, at.place);
    }
    return (gt06_span){ pages.first * PAGE, pages.end * PAGE };
}

bool gt06_timeline_add(gt06_timeline *timeline, const gt06_point *point, gt06_span *changed)
{
    gt06_span moved = { 0, 0 };
    position at;

    if (timeline->used->len == 0)
        add_pages(timeline, 1);
    at = find_position(timeline, point->time);
    if (at.place > 0 && is_same(points_of(timeline, at.page) + at.place - 1, point))
        return false;
    if (begins_page(timeline, at.page, at.place)) {
        add_pages(timeline, 1);
        moved = (gt06_span){ at.page * PAGE + at.place, (at.page + 1) * PAGE + 1 };
        at = (position){ at.page + 1, 0 };
    } else if (*used_of(timeline, at.page) == PAGE) {
        moved = make_room_at(timeline, at);
        at = find_position(timeline, point->time);
        if (has_room_behind(timeline, at))
            at = (position){ at.page + 1, 0 };
    }
    if (at.page + 1 < timeline->used->len || at.place < *used_of(timeline, at.page)) {
        timeline->some_late = true;
        timeline->last_late = point->time;
    }
    insert(timeline, at.page, at.place, point);
    *changed = moved.end > 0 ? moved
                             : (gt06_span){ at.page * PAGE + at.place,
                                            at.page * PAGE + *used_of(timeline, at.page) };
    return true;
}

const gt06_point *gt06_timeline_at(const gt06_timeline *timeline, unsigned cell)
{
    unsigned page = cell / PAGE;

    if (page >= timeline->used->len || cell % PAGE >= *used_of(timeline, page))
        return NULL;
    return points_of(timeline, page) + cell % PAGE;
}
