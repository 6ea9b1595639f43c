/* fuzz_frame.c
 * Cuts streams into messages: the answers keep their promises, and do not depend on how the stream
 * was split. The last byte says what the cutting knows, the one before how the stream is split.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <assert.h>
#include <string.h>

#include "../protocol/crc_guess.h"
#include "../protocol/foreign.h"
#include "../protocol/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DIALECT = 1, FROM_SERVER = 2, ENDED = 4, MOST_BYTES = 4096, MOST_SPLIT = 256 };

/* The messages of a stream: where they begin, and how long they are. */
typedef struct {
    size_t count;
    bool has_dialect;
    size_t offsets[MOST_BYTES], sizes[MOST_BYTES];
} frames;

/* So many start marks that the search for a whole message gives up (protocol/frame.c). */
static bool is_dense(const uint8_t *data, size_t size)
{
    size_t starts = 0;

    for (size_t at = 0; at + 1 < size; at++)
        starts += data[at] == data[at + 1] && (data[at] == 0x78 || data[at] == 0x79);
    return starts > 4 + size / GT06_SMALLEST_FRAME;
}

/* Is the CRC good before the frame's end, too? A call that ended there would have taken that. */
static bool has_proven_beginning(const uint8_t *frame, size_t size)
{
    static const gt06_cut_context open = { .ended = false };

    for (size_t at = GT06_SMALLEST_FRAME; at < size; at++) {
        if (frame[at - 2] == GT06_STOP >> 8 && frame[at - 1] == (GT06_STOP & 0xFF) &&
            gt06_cut_next(frame, at, &open).crc_good)
            return true;
    }
    return false;
}

/*
 * Three rules let a split have a part in the answer (core 10, frame.h): a row of the dialect is
 * taken when the bytes end with it, a whole message ends the wait for another one that it lies in,
 * and a beginning whose CRC is good does not wait for the whole.
 */
static bool depends_on_split(const uint8_t *data, const frames *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const uint8_t *frame = data + found->offsets[i];
        if (gt06_find_proven_frame(frame, found->sizes[i], 1) < found->sizes[i] ||
            has_proven_beginning(frame, found->sizes[i]))
            return true;
    }
    return found->has_dialect;
}

/* What frame.h promises of an answer. */
static void check(const gt06_cut *cut, const uint8_t *bytes, size_t size, bool ended)
{
    if (cut->kind == GT06_CUT_WAIT) {
        assert(!ended && (cut->size == 0 || cut->size > size));
        return;
    }
    assert(cut->size >= 1 && cut->size <= size);
    if (cut->kind == GT06_CUT_SKIP)
        return;
    static const size_t tails[] = { [GT06_SHORT] = 6,
                                    [GT06_LONG] = 6,
                                    [GT06_WIDE] = 6,
                                    [GT06_DIALECT] = 2,
                                    [GT06_DIALECT_BLOCK] = 0 };

    assert(cut->content_offset + cut->content_size + tails[cut->form] == cut->size);
    assert(!gt06_is_dialect(cut->form) || !cut->crc_good);
    if (cut->size >= GT06_SMALLEST_FRAME)
        gt06_guess_crc(bytes, cut->size);
}

/* Cuts a stream of which `step` bytes more come each time (all at once if 0). */
static void cut_stream(const uint8_t *data, size_t size, gt06_cut_context context, size_t step,
                       frames *found)
{
    const bool ended = context.ended;
    size_t at = 0, here = step == 0 ? size : 0;

    found->count = 0;
    found->has_dialect = false;
    while (at < size) {
        here = here + step < size ? here + step : size;
        while (at < here) {
            gt06_cut cut;
            context.ended = ended && here == size;
            cut = gt06_cut_next(data + at, here - at, &context);
            check(&cut, data + at, here - at, context.ended);
            if (cut.kind == GT06_CUT_WAIT)
                break;
            if (cut.kind == GT06_CUT_FRAME) {
                found->has_dialect |= gt06_is_dialect(cut.form);
                found->offsets[found->count] = at;
                found->sizes[found->count++] = cut.size;
            }
            at += cut.size;
        }
        if (here == size)
            break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static frames whole, split;
    gt06_cut_context context;
    uint8_t digits[MOST_BYTES];

    if (size < 3 || size > MOST_BYTES)
        return 0;
    context = (gt06_cut_context){ .ended = (data[size - 1] & ENDED) != 0,
                                  .dialect = (data[size - 1] & DIALECT) != 0,
                                  .from_server = (data[size - 1] & FROM_SERVER) != 0 };
    const size_t step = data[size - 2];
    size -= 2;
    cut_stream(data, size, context, 0, &whole);
    if (step > 0 && size <= MOST_SPLIT && !is_dense(data, size)) {
        cut_stream(data, size, context, step, &split);
        if (depends_on_split(data, &whole) || split.has_dialect)
            return 0;
        assert(whole.count == split.count);
        assert(memcmp(whole.offsets, split.offsets, whole.count * sizeof *whole.offsets) == 0);
        assert(memcmp(whole.sizes, split.sizes, whole.count * sizeof *whole.sizes) == 0);
    }
    gt06_frame_is_proven(data, size, NULL);
    gt06_is_wide_head(data, size, size + step);
    gt06_is_relative_head(data, size);
    assert(gt06_read_ascii_hex(data, size, digits) <= size / 2);
    gt06_foreign_name(data, size);
    return 0;
}
