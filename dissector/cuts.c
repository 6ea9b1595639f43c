/* cuts.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "cuts.h"
#include <wsutil/crc32.h>

/* Garbage is remembered by its bytes: no more than some 15 MB of it. */
enum { MOST_SKIPS = 100000 };

/* Bytes that wait, as far as it takes to know them again. */
typedef struct {
    unsigned size;
    uint32_t sum;
} waiting_bytes;

static wmem_map_t *cuts;    /* packet and ordinal -> gt06_cut; emptied with every file */
static uint32_t last_cut;   /* the last packet that has one; those of a former file do no harm */
static wmem_map_t *waiting; /* conversation and direction -> waiting_bytes; likewise */

static uint64_t key_of_cut(uint32_t packet, uint32_t ordinal)
{
    return (uint64_t)packet << 32 | ordinal;
}

const gt06_cut *gt06_find_cut(uint32_t packet, uint32_t ordinal)
{
    const uint64_t key = key_of_cut(packet, ordinal);

    if (packet > last_cut)
        return NULL;
    return (const gt06_cut *)wmem_map_lookup(cuts, &key);
}

void gt06_remember_cut(uint32_t packet, uint32_t ordinal, const gt06_cut *cut)
{
    uint64_t *key;

    if (cut->kind != GT06_CUT_FRAME && wmem_map_size(cuts) >= MOST_SKIPS)
        return;
    key = wmem_new(wmem_file_scope(), uint64_t);
    *key = key_of_cut(packet, ordinal);
    last_cut = wmem_map_size(cuts) == 0 ? packet : MAX(packet, last_cut);
    wmem_map_insert(cuts, key, wmem_memdup(wmem_file_scope(), cut, sizeof *cut));
}

/* Conversations are numbered; the greater port, or address, tells one direction from the other. */
static void *key_of_direction(const packet_info *pinfo, const conversation_t *conversation)
{
    const bool down = pinfo->srcport != pinfo->destport ? pinfo->srcport < pinfo->destport
                                                        : cmp_address(&pinfo->src, &pinfo->dst) < 0;

    return GUINT_TO_POINTER(conversation->conv_index << 1 | (down ? 1u : 0u));
}

size_t gt06_take_waiting(const packet_info *pinfo, const conversation_t *conversation,
                         const uint8_t *bytes, size_t size)
{
    waiting_bytes *of =
        (waiting_bytes *)wmem_map_lookup(waiting, key_of_direction(pinfo, conversation));
    size_t taken = 0;

    if (of == NULL || of->size == 0)
        return 0;
    if (of->size < size && crc32_ccitt(bytes, of->size) == of->sum)
        taken = of->size;
    of->size = 0;
    return taken;
}

void gt06_let_wait(const packet_info *pinfo, const conversation_t *conversation,
                   const uint8_t *bytes, size_t size)
{
    void *key = key_of_direction(pinfo, conversation);
    waiting_bytes *of = (waiting_bytes *)wmem_map_lookup(waiting, key);

    if (of == NULL) {
        of = wmem_new(wmem_file_scope(), waiting_bytes);
        wmem_map_insert(waiting, key, of);
    }
    of->size = (unsigned)size;
    of->sum = crc32_ccitt(bytes, (unsigned)size);
}

void gt06_register_cuts(void)
{
    cuts = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_int64_hash,
                                  g_int64_equal);
    waiting =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
}
