/* mutator.c
 * Changes inputs as libFuzzer does, and then mends lengths and CRCs: without that, hardly any input
 * would be a message, and nothing behind the CRC would be tried.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <string.h>

#include "../protocol/frame.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* The offset of the first stop mark at or after `from`, or `size`. */
static size_t find_stop(const uint8_t *data, size_t size, size_t from)
{
    for (size_t at = from; at + 2 <= size; at++) {
        if (data[at] == 0x0D && data[at + 1] == 0x0A)
            return at;
    }
    return size;
}

/* Makes a good message of a start mark and the stop mark that follows; returns where it ends. */
static size_t mend(uint8_t *data, size_t size, size_t at)
{
    const size_t stop = find_stop(data, size, at + GT06_SMALLEST_FRAME - 2);
    const size_t length = stop - at - 2 - (data[at] == 0x79 ? 2U : 1U);
    uint16_t crc;

    if (stop == size || length > (data[at] == 0x79 ? 0xFFFFU : 0xFFU))
        return at + 2;
    if (data[at] == 0x79)
        data[at + 2] = (uint8_t)(length >> 8);
    data[at + (data[at] == 0x79 ? 3 : 2)] = (uint8_t)length;
    crc = gt06_crc(data + at + 2, stop - 2 - (at + 2));
    data[stop - 2] = (uint8_t)(crc >> 8);
    data[stop - 1] = (uint8_t)crc;
    return stop + 2;
}

static void mend_all(uint8_t *data, size_t size)
{
    for (size_t at = 0; at + GT06_SMALLEST_FRAME <= size;) {
        if ((data[at] == 0x78 || data[at] == 0x79) && data[at + 1] == data[at])
            at = mend(data, size, at);
        else
            at++;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    size = LLVMFuzzerMutate(data, size, most);
    if (seed % 4 != 0)
        mend_all(data, size);
    return size;
}
