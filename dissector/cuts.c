/* cuts.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "cuts.h"

static wmem_map_t *cuts;    /* packet and ordinal -> gt06_cut; emptied with every file */
static wmem_map_t *waiting; /* conversation and direction -> number of bytes; likewise */

static uint64_t key_of_cut(uint32_t packet, uint32_t ordinal)
{
    return (uint64_t)packet << 32 | ordinal;
}

const gt06_cut *gt06_find_cut(uint32_t packet, uint32_t ordinal)
{
    const uint64_t key = key_of_cut(packet, ordinal);

    return (const gt06_cut *)wmem_map_lookup(cuts, &key);
}

void gt06_remember_cut(uint32_t packet, uint32_t ordinal, const gt06_cut *cut)
{
    uint64_t *key = wmem_new(wmem_file_scope(), uint64_t);

    *key = key_of_cut(packet, ordinal);
    wmem_map_insert(cuts, key, wmem_memdup(wmem_file_scope(), cut, sizeof *cut));
}

/* Conversations are numbered; the greater port, or address, tells one direction from the other. */
static void *key_of_direction(const packet_info *pinfo, const conversation_t *conversation)
{
    const bool down = pinfo->srcport != pinfo->destport ? pinfo->srcport < pinfo->destport
                                                        : cmp_address(&pinfo->src, &pinfo->dst) < 0;

    return GUINT_TO_POINTER(conversation->conv_index << 1 | (down ? 1u : 0u));
}

size_t gt06_bytes_waiting(const packet_info *pinfo, const conversation_t *conversation)
{
    return GPOINTER_TO_UINT(wmem_map_lookup(waiting, key_of_direction(pinfo, conversation)));
}

void gt06_set_bytes_waiting(const packet_info *pinfo, const conversation_t *conversation,
                            size_t size)
{
    void *key = key_of_direction(pinfo, conversation);

    if (size > 0)
        wmem_map_insert(waiting, key, GUINT_TO_POINTER((unsigned)size));
    else
        wmem_map_remove(waiting, key);
}

void gt06_register_cuts(void)
{
    cuts = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_int64_hash,
                                  g_int64_equal);
    waiting =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
}
