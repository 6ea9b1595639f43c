/* conversation.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "conversation.h"
#include <epan/proto.h>

static wmem_map_t *terminals; /* IMEI -> gt06_terminal_state; emptied with every file */

static bool any_conversation;

bool gt06_any_conversation(void)
{
    return any_conversation;
}

static void forget_conversations(void)
{
    any_conversation = false;
}

static int protocol_id(void)
{
    static int id = -1;

    if (id == -1)
        id = proto_get_id_by_filter_name("gt06");
    return id;
}

gt06_conversation *gt06_find_conversation(packet_info *pinfo)
{
    conversation_t *conversation = find_conversation_pinfo(pinfo, 0);

    if (conversation == NULL)
        return NULL;
    return (gt06_conversation *)conversation_get_proto_data(conversation, protocol_id());
}

gt06_conversation *gt06_remember_conversation(packet_info *pinfo, gt06_moment moment)
{
    conversation_t *conversation = find_or_create_conversation(pinfo);
    gt06_conversation *memory;

    memory = (gt06_conversation *)conversation_get_proto_data(conversation, protocol_id());
    if (memory == NULL) {
        memory = wmem_new0(wmem_file_scope(), gt06_conversation);
        memory->conversation = conversation;
        any_conversation = true;
        conversation_add_proto_data(conversation, protocol_id(), memory);
    }
    if (memory->known.frame == 0)
        memory->known = moment;
    return memory;
}

/* How many logins there were before `now`. */
static unsigned count_logins(const gt06_login *logins, unsigned count, gt06_moment now)
{
    unsigned low = 0;
    unsigned high = count;

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (gt06_is_past(logins[middle].moment, now))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Passes go through the file in order: nearly always it is the login that was asked for before. */
const gt06_login *gt06_login_at(gt06_conversation *conversation, gt06_moment now)
{
    const gt06_login *logins;
    unsigned count;
    unsigned before;

    if (conversation == NULL || conversation->logins == NULL)
        return NULL;
    if (gt06_is_past(conversation->login.moment, now) &&
        !gt06_is_past(conversation->login_until, now))
        return &conversation->login;
    logins = (const gt06_login *)wmem_array_get_raw(conversation->logins);
    count = wmem_array_get_count(conversation->logins);
    before = count_logins(logins, count, now);
    if (before == 0)
        return NULL;
    conversation->login = logins[before - 1];
    conversation->login_until = before < count ? logins[before].moment : (gt06_moment){ 0 };
    return &conversation->login;
}

const gt06_login *gt06_login_of_packet(packet_info *pinfo)
{
    if (pinfo->ptype != PT_TCP && pinfo->ptype != PT_UDP)
        return NULL;
    return gt06_login_at(gt06_find_conversation(pinfo),
                         (gt06_moment){ pinfo->num, GT06_WHOLE_PACKET });
}

/* Is the terminal that which an intact login before has named? */
static bool is_confirmed(const gt06_login *before, const gt06_terminal_state *state)
{
    return before != NULL && !before->damaged && before->terminal == state->number;
}

/* What a damaged copy says beside the IMEI may be the damage. */
static void take_details(gt06_login *copy, const gt06_login *intact)
{
    copy->device_type = intact->device_type;
    copy->zone = intact->zone;
    copy->zone_known = intact->zone_known;
}

void gt06_note_login(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                     const gt06_record *record)
{
    const gt06_terminal_state *state = gt06_terminal_state_of(record->login_imei);
    const gt06_login *before = gt06_login_at(conversation, now);
    gt06_login login = {
        .moment = now,
        .imei = state->imei,
        .terminal = state->number,
        .device_type = record->device_type,
        .zone = record->zone,
        .zone_known = (record->has & GT06_HAS_ZONE) != 0,
        .damaged = record->crc_status == GT06_CRC_BAD && !is_confirmed(before, state),
    };

    if (record->crc_status == GT06_CRC_BAD && !login.damaged)
        take_details(&login, before);
    if (conversation->logins == NULL)
        conversation->logins = wmem_array_new(wmem_file_scope(), sizeof login);
    wmem_array_append_one(conversation->logins, login);
    conversation->login = login;
    conversation->login_until = (gt06_moment){ 0 };
    if (gt06_is_dialect(record->form) && conversation->dialect.frame == 0)
        conversation->dialect = now;
    if (conversation->terminal_known.frame == 0) {
        copy_address_wmem(wmem_file_scope(), &conversation->terminal, &pinfo->src);
        conversation->terminal_port = pinfo->srcport;
        conversation->terminal_known = now;
    }
}

void gt06_note_terminal_end(gt06_conversation *conversation, const packet_info *pinfo,
                            gt06_direction direction)
{
    bool up = direction == GT06_FROM_TERMINAL;
    const address *end = up ? &pinfo->src : &pinfo->dst;
    uint32_t port = up ? pinfo->srcport : pinfo->destport;
    bool port_tells =
        pinfo->srcport != pinfo->destport && conversation->terminal_end.type != AT_NONE;

    if (port == conversation->terminal_end_port &&
        (port_tells || addresses_equal(&conversation->terminal_end, end)))
        return;
    conversation->terminal_end_port = port;
    free_address_wmem(wmem_file_scope(), &conversation->terminal_end);
    copy_address_wmem(wmem_file_scope(), &conversation->terminal_end, end);
}

bool gt06_is_from_terminal_end(const gt06_conversation *conversation, const packet_info *pinfo)
{
    return pinfo->srcport == conversation->terminal_end_port &&
           addresses_equal(&pinfo->src, &conversation->terminal_end);
}

gt06_terminal_state *gt06_terminal_state_of(const char *imei)
{
    gt06_terminal_state *state = (gt06_terminal_state *)wmem_map_lookup(terminals, imei);

    if (state == NULL) {
        state = wmem_new0(wmem_file_scope(), gt06_terminal_state);
        state->number = wmem_map_size(terminals);
        state->imei = wmem_strdup(wmem_file_scope(), imei);
        wmem_map_insert(terminals, state->imei, state);
    }
    return state;
}

void gt06_register_conversation(void)
{
    register_init_routine(forget_conversations);
    terminals = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash,
                                       g_str_equal);
}
