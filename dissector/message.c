/* message.c
 * The envelope around a content: start, length, number, serial number, CRC, stop (core 2).
 *
 *   78 78 | length 1 | number | content ... | serial 2 | CRC 2 | 0D 0A
 *   79 79 | length 2 | number | content ... | serial 2 | CRC 2 | 0D 0A
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message.h"
#include "blocks.h"
#include "diagnosis.h"
#include "exchange.h"
#include "numbers.h"
#include "objects.h"
#include "preferences.h"
#include "terminals.h"
#include "../protocol/answer.h"
#include "../protocol/crc_guess.h"
#include "../protocol/hints.h"
#include <epan/crc16-tvb.h>
#include <epan/tap.h>
#include <wsutil/str_util.h>

static int gt06_protocol = -1;
static int gt06_tap = -1;

static int hf_frame;
static int hf_start;
static int hf_length;
static int hf_number;
static int hf_serial;
static int hf_crc;
static int hf_crc_status;
static int hf_crc_calculated;
static int hf_stop;
static int hf_count;
static int hf_direction;
static int hf_variant;
static int hf_hint;
static int hf_label;
static int hf_terminal;
static int hf_clock_offset;
static int hf_answer_expected;

static int ett_message = -1;

enum { TAIL = 6 /* serial 2, CRC 2, stop 2 */, STOP = 2, START = 2 };

enum { STATUS_OF_DIALECT = 0x0A /* length byte of the newer 0x13 (extended 26.1) */ };

static const char *number_names[256]; /* of gt06.protocol: NULL where the catalogue has no row */
static value_string number_values[257];

static const value_string direction_values[] = {
    { GT06_FROM_TERMINAL, "terminal to server" },
    { GT06_FROM_SERVER, "server to terminal" },
    { 0, NULL },
};

/* What is known of a message while it is dissected. */
typedef struct {
    tvbuff_t *tvb;
    packet_info *pinfo;
    proto_tree *tree;
    proto_item *item;
    const gt06_cut *cut;
    const gt06_origin *origin;
    gt06_reading reading;
    gt06_record *record;
    const gt06_terminal *terminal; /* the user's line for it, or NULL */
} message;

/*
 * A number of the envelope, of one or two bytes that are there. Where no tree is wanted, nothing is
 * asked of it. proto_tree_add_item() would read the same, and takes nearly twice the time.
 */
static proto_item *add_field(const message *m, int hf, int offset, int size)
{
    if (m->tree == NULL)
        return NULL;
    return proto_tree_add_uint(m->tree, hf, m->tvb, offset, size,
                               size == 1 ? gt06_tvb_u8(m->tvb, offset)
                                         : tvb_get_ntohs(m->tvb, offset));
}

static void add_length(message *m, int size)
{
    proto_item *item = add_field(m, hf_length, START, size);

    if (m->cut->length_wrong)
        gt06_found(m->pinfo, item, GT06_F_length_wrong,
                   "The length field does not fit: the CRC proves a content of %u bytes",
                   (unsigned)m->cut->content_size);
}

/* A block has no number of its own: that of the message that asked for it is told all the same. */
static void add_number(message *m, int offset)
{
    const bool sent = m->cut->form != GT06_DIALECT_BLOCK;
    const uint8_t number = m->cut->number;
    const char *name = gt06_message_name(m->reading.choice.message, m->reading.choice.layout);
    const int start = sent ? offset : 0;
    const int size = sent ? 1 : 0;
    proto_item *item;

    if (name == number_names[number]) /* the field's own label says the same, if anybody reads it */
        item = proto_tree_add_uint(m->tree, hf_number, m->tvb, start, size, number);
    else
        item = proto_tree_add_uint_format_value(m->tree, hf_number, m->tvb, start, size, number,
                                                "%s (0x%02x)", name, number);
    if (!sent)
        proto_item_set_generated(item);
    if (m->reading.choice.message == &gt06_unknown_message)
        gt06_found(m->pinfo, item, GT06_F_unknown_number, "Unknown protocol number 0x%02x",
                   m->cut->number);
}

static void add_head(message *m)
{
    bool wide = m->cut->form == GT06_LONG || m->cut->form == GT06_WIDE;
    int size = wide ? 2 : 1;
    proto_item *item;

    item = proto_tree_add_item(m->tree, hf_frame, m->tvb, 0, (int)tvb_captured_length(m->tvb),
                               ENC_NA);
    proto_item_set_hidden(item);
    add_field(m, hf_start, 0, START);
    if (m->cut->form != GT06_DIALECT_BLOCK)
        add_length(m, size);
    add_number(m, START + size);
}

/* A port, the side that logged in, or else the shape decides (core 2.8). */
static gt06_direction find_direction(const message *m, const char **reason)
{
    const packet_info *pinfo = m->pinfo;
    const gt06_conversation *conversation = m->origin->conversation;
    uint32_t port = m->origin->server_port;

    if (port != 0 && (pinfo->destport == port) != (pinfo->srcport == port)) {
        *reason = "by the server's port";
        return pinfo->destport == port ? GT06_FROM_TERMINAL : GT06_FROM_SERVER;
    }
    if (conversation != NULL && gt06_is_past(conversation->terminal_known, m->origin->moment)) {
        *reason = "by the login before";
        return pinfo->srcport == conversation->terminal_port &&
                       addresses_equal(&pinfo->src, &conversation->terminal)
                   ? GT06_FROM_TERMINAL
                   : GT06_FROM_SERVER;
    }
    *reason = "by the shape of the message";
    return gt06_direction_by_shape(&m->reading.content);
}

/* What the user says of the terminal counts before what its login says. */
static void find_zone(message *m, const gt06_login *login, const gt06_terminal *terminal)
{
    if (gt06_preferences.local_is_utc ||
        (terminal != NULL && gt06_read_zone(terminal->zone, &m->reading.zone))) {
        m->reading.zone_known = true;
    } else if (login != NULL && login->zone_known) {
        m->reading.zone_known = true;
        m->reading.zone = login->zone;
    } else {
        m->reading.zone_known = gt06_preferred_zone(&m->reading.zone);
    }
}

static const char *find_model(const gt06_terminal *terminal)
{
    if (terminal != NULL && *terminal->model != '\0')
        return terminal->model;
    return gt06_preferred_model();
}

/* The catalogue's choice, or the user's where the catalogue knows nothing. */
static gt06_choice choose(const gt06_content *content)
{
    gt06_choice choice = gt06_choose(content);

    if (choice.message == &gt06_unknown_message)
        gt06_choose_by_user(content, &choice);
    return choice;
}

/* What the message is: direction, layout, and what was known before it. */
static void identify(message *m, tvbuff_t *content, const char **reason)
{
    const gt06_login *login = gt06_login_at(m->origin->conversation, m->origin->moment);
    int captured = (int)tvb_captured_length(content);

    m->terminal = gt06_find_terminal(login != NULL ? login->imei : NULL);
    m->reading.pinfo = m->pinfo;
    m->reading.working_mode = -1;
    m->reading.model = find_model(m->terminal);
    m->reading.damaged = gt06_preferences.check_crc && !gt06_is_dialect(m->cut->form) &&
                         !m->cut->crc_good;
    m->reading.record = m->record;
    m->reading.content = (gt06_content){
        .bytes = captured > 0 ? tvb_get_ptr(content, 0, captured) : NULL,
        .captured = (size_t)captured,
        .size = m->cut->content_size,
        .number = m->cut->number,
        .form = m->cut->form,
        .length_byte = gt06_tvb_u8(m->tvb, START),
        .model = m->reading.model,
    };
    m->reading.content.direction = find_direction(m, reason);
    m->reading.choice = choose(&m->reading.content);
    m->record->message = m->reading.choice.message;
    m->record->layout = m->reading.choice.layout;
    m->record->direction = m->reading.content.direction;
    m->record->imei = login != NULL ? login->imei : NULL;
    gt06_speak_of(m->pinfo, m->record->imei);
    find_zone(m, login, m->terminal);
}

/* Why this layout: the user, the model, the bytes, or the number and length alone. */
static const char *variant_reason(const message *m)
{
    const gt06_layout *layout = m->record->layout;

    if (layout == &gt06_unknown_layout)
        return "no layout fits";
    if (m->reading.model != NULL && gt06_depends_on_model(&m->reading.content, layout))
        return "chosen by the model";
    if (layout->when.also != NULL || layout->first != 0)
        return "chosen by length and bytes";
    return "chosen by number and length";
}

/* Layouts of the dialect say so themselves; those that every number shares do not. */
const char *gt06_variant_name(wmem_allocator_t *scope, const gt06_record *record)
{
    static const char dialect[] = "dialect: ";
    const char *variant = record->layout->variant;

    if (!gt06_is_dialect(record->form) || g_str_has_prefix(variant, dialect))
        return variant;
    return wmem_strconcat(scope, dialect, variant, NULL);
}

/* Does another layout fit as well, and nobody named the model that would decide? */
static bool is_doubtful(const message *m)
{
    const gt06_layout *layout = m->record->layout;

    return layout->doubt != NULL && m->reading.model == NULL &&
           (layout->doubtful == NULL || layout->doubtful(&m->reading.content));
}

static void add_hint(message *m)
{
    char *guess = gt06_guess(&m->reading.content);
    proto_item *item;

    if (guess == NULL)
        return;
    item = proto_tree_add_string(m->tree, hf_hint, m->tvb, 0, 0, guess);
    proto_item_append_text(item, " (a guess)");
    proto_item_set_generated(item);
    g_free(guess);
}

/*
 * A conclusion's label ends with its reason. Appended to the label that libwireshark makes of the
 * value, it would cost twice as much.
 */
static void set_label(proto_item *item, gt06_line *line, const char *reason)
{
    gt06_line_add(line, ", ");
    gt06_line_add(line, reason);
    proto_item_set_text(item, "%s", line->text);
}

static void add_direction(message *m, const char *reason)
{
    const gt06_direction direction = m->record->direction;
    proto_item *item = proto_tree_add_uint(m->tree, hf_direction, m->tvb, 0, 0, direction);
    gt06_line line;

    proto_item_set_generated(item);
    if (!gt06_has_label(item))
        return;
    gt06_line_begin(&line, "Direction: ");
    gt06_line_add(&line, direction_values[direction].strptr);
    gt06_line_add_number(&line, " (", direction);
    gt06_line_add(&line, ")");
    set_label(item, &line, reason);
}

static proto_item *add_variant(message *m)
{
    const char *name = gt06_variant_name(m->pinfo->pool, m->record);
    proto_item *item = proto_tree_add_string(m->tree, hf_variant, m->tvb, 0, 0, name);
    gt06_line line;

    proto_item_set_generated(item);
    if (!gt06_has_label(item))
        return item;
    gt06_line_begin(&line, "Variant: ");
    gt06_line_add(&line, name);
    set_label(item, &line, variant_reason(m));
    return item;
}

static void add_conclusions(message *m, const char *reason)
{
    proto_item *item;

    add_direction(m, reason);
    item = add_variant(m);
    if (is_doubtful(m))
        gt06_found(m->pinfo, item, GT06_F_two_readings,
                   "Another reading is possible: %s; name the terminal's model to decide",
                   m->record->layout->doubt);
    if (m->record->imei != NULL)
        gt06_add_imei(m->tree, m->tvb, m->record->imei);
    if (m->terminal != NULL && *m->terminal->label != '\0') {
        item = proto_tree_add_string(m->tree, hf_label, m->tvb, 0, 0, m->terminal->label);
        proto_item_set_generated(item);
    }
    if (m->record->layout == &gt06_unknown_layout)
        add_hint(m);
}

static void add_content(message *m, tvbuff_t *content)
{
    gt06_cursor cursor = {
        .tvb = content,
        .end = (int)m->reading.content.captured,
        .tree = m->tree,
        .reading = &m->reading,
    };

    m->reading.item = m->item;
    gt06_read_content(&cursor, m->reading.choice.layout->run);
}

/* What the wrong CRC is, if it is something known. */
static void name_crc(const message *m, proto_item *item)
{
    int size = (int)tvb_captured_length(m->tvb);
    const char *guess = gt06_guess_crc(tvb_get_ptr(m->tvb, 0, size), (size_t)size);

    if (guess != NULL)
        gt06_found(m->pinfo, item, GT06_F_crc_kind, "The CRC that was sent is %s", guess);
}

/* The CRC as it should be: as it is where the cutting has proved it already. */
static uint16_t right_crc(const message *m, int offset)
{
    return m->cut->crc_good ? m->record->crc
                            : crc16_ccitt_tvb_offset(m->tvb, START, offset - START);
}

static void add_crc(message *m, int offset)
{
    const bool checked = gt06_preferences.check_crc;
    uint16_t calculated = 0;
    proto_item *item;

    m->record->crc = tvb_get_ntohs(m->tvb, offset);
    m->record->has |= GT06_HAS_CRC;
    m->record->crc_status = GT06_CRC_UNVERIFIED;
    if (checked) {
        calculated = right_crc(m, offset);
        m->record->crc_status = calculated == m->record->crc ? GT06_CRC_GOOD : GT06_CRC_BAD;
    }
    proto_tree_add_checksum(m->tree, m->tvb, offset, hf_crc, hf_crc_status,
                            gt06_is_silent(m->pinfo, GT06_F_crc_wrong)
                                ? NULL
                                : gt06_expert_field(GT06_F_crc_wrong),
                            m->pinfo, calculated,
                            ENC_BIG_ENDIAN,
                            checked ? PROTO_CHECKSUM_VERIFY : PROTO_CHECKSUM_NO_FLAGS);
    if (m->record->crc_status != GT06_CRC_BAD)
        return;
    item = proto_tree_add_uint(m->tree, hf_crc_calculated, m->tvb, offset, 2, calculated);
    proto_item_set_generated(item);
    name_crc(m, item);
    if (m->cut->number == 0x13 && gt06_tvb_u8(m->tvb, START) == STATUS_OF_DIALECT)
        gt06_found(m->pinfo, item, GT06_F_two_readings,
                   "Another reading is possible: a status of the dialect without serial number and "
                   "CRC (TopIn, ZhongXun), whose login was not seen");
}

/* A status without a checksum: the dialect has none, a cut-off message shows none. */
static void add_crc_status(message *m, gt06_crc_status status)
{
    proto_item *item = proto_tree_add_uint(m->tree, hf_crc_status, m->tvb, 0, 0, status);

    proto_item_set_generated(item);
    m->record->crc_status = status;
}

static void add_stop(message *m, int offset)
{
    add_field(m, hf_stop, offset, STOP);
}

/* Serial number, CRC and stop mark, as far as they were captured. */
static void add_tail(message *m)
{
    int captured = (int)tvb_captured_length(m->tvb);
    int offset = (int)(m->cut->content_offset + m->cut->content_size);

    if (gt06_is_dialect(m->cut->form)) {
        add_crc_status(m, GT06_CRC_NOT_PRESENT);
        if (m->cut->form == GT06_DIALECT && captured >= offset + STOP)
            add_stop(m, offset);
        return;
    }
    if (captured >= offset + 2) {
        m->record->serial = tvb_get_ntohs(m->tvb, offset);
        m->record->has |= GT06_HAS_SERIAL;
        add_field(m, hf_serial, offset, 2);
    }
    if (captured >= offset + 4)
        add_crc(m, offset + 2);
    else
        add_crc_status(m, GT06_CRC_UNVERIFIED);
    if (captured >= offset + TAIL)
        add_stop(m, offset + 4);
}

static void say_what_is_missing(message *m, size_t missing)
{
    unsigned captured = tvb_captured_length(m->tvb);

    if (m->origin->ascii_hex)
        gt06_found(m->pinfo, m->item, GT06_F_ascii_hex,
                   "Written in hexadecimal digits: the other side wants the bytes themselves and "
                   "will not understand this");
    if (captured < tvb_reported_length(m->tvb))
        gt06_found(m->pinfo, m->item, GT06_F_cut_off,
                   "Cut off by the capture's snapshot length: %u of %u bytes", captured,
                   tvb_reported_length(m->tvb) + (unsigned)missing);
    else if (missing > 0)
        gt06_found(m->pinfo, m->item, GT06_F_unfinished,
                   "The data end inside this message: %u of %u bytes", captured,
                   captured + (unsigned)missing);
}

/* Appends to the Info column, behind what stands before it in the packet. */
static void add_to_columns(column_info *columns, bool first, const char *summary)
{
    if (first) {
        col_clear(columns, COL_INFO);
        col_set_str(columns, COL_PROTOCOL, "GT06");
        col_set_fence(columns, COL_PROTOCOL);
    }
    col_append_sep_str(columns, COL_INFO, "; ", summary);
    col_set_fence(columns, COL_INFO);
}

static void add_columns(message *m)
{
    column_info *columns = m->pinfo->cinfo;
    static const char title[] = GT06_TITLE ", ";
    const char *summary;
    gt06_line line;

    if (columns == NULL && !gt06_has_label(m->item))
        return;
    gt06_line_begin(&line, title);
    gt06_summarise(&line, m->record);
    summary = line.text + strlen(title);
    /* What is set need not be made of the field before something is appended to it. */
    proto_item_set_text(m->item, "%s", line.text);
    add_to_columns(columns, m->origin->moment.ordinal == 0, summary);
}

/* A damaged login of another terminal than the known one: its IMEI may be the damage. */
static bool is_doubtful_login(const message *m)
{
    const gt06_login *known = gt06_login_at(m->origin->conversation, m->origin->moment);

    return m->record->crc_status == GT06_CRC_BAD && known != NULL && !known->damaged &&
           strcmp(known->imei, m->record->login_imei) != 0;
}

static void remember(message *m)
{
    if (m->record->login_imei == NULL || m->record->number != 0x01 ||
        m->record->direction != GT06_FROM_TERMINAL)
        return;
    if (is_doubtful_login(m)) {
        m->record->login_imei = NULL;
        return;
    }
    if (m->origin->conversation != NULL && !PINFO_FD_VISITED(m->pinfo))
        gt06_note_login(m->origin->conversation, m->pinfo, m->origin->moment, m->record);
    m->record->imei = m->record->login_imei;
}

/* Capture time minus the time in a live message of the terminal. */
static void add_clock_offset(message *m)
{
    const gt06_record *record = m->record;
    nstime_t offset;
    proto_item *item;

    if ((record->has & GT06_HAS_TIME) == 0 || record->direction != GT06_FROM_TERMINAL ||
        ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload))
        return;
    nstime_delta(&offset, &m->pinfo->abs_ts, &record->time);
    item = proto_tree_add_time(m->tree, hf_clock_offset, m->tvb, 0, 0, &offset);
    proto_item_set_generated(item);
}

/* The right answer to this message, or what this wrong answer should have been. */
static void add_expected_answer(message *m, const gt06_note *note)
{
    const gt06_remark *remark = note != NULL ? note->remarks : NULL;
    uint8_t answer[GT06_LARGEST_ANSWER];
    const uint8_t *bytes = answer;
    size_t size;
    proto_item *item;

    if (m->tree == NULL || !(PTREE_DATA(m->tree)->visible ||
                             proto_field_is_referenced(m->tree, hf_answer_expected)))
        return;
    while (remark != NULL && remark->expected == NULL)
        remark = remark->next;
    if (remark != NULL) {
        bytes = remark->expected;
        size = remark->expected_size;
    } else if (m->record->layout != &gt06_acknowledgement) {
        size = gt06_build_answer(m->record->message, &m->reading.content, m->record->serial,
                                 (int64_t)m->pinfo->abs_ts.secs, answer);
    } else {
        return;
    }
    if (size == 0)
        return;
    item = proto_tree_add_bytes_with_length(m->tree, hf_answer_expected, m->tvb, 0, 0, bytes,
                                            (int)size);
    proto_item_set_generated(item);
}

/* What follows from the messages before: found out on the first pass, shown on every one. */
static void add_diagnosis(message *m)
{
    gt06_conversation *conversation = m->origin->conversation;
    bool visited = PINFO_FD_VISITED(m->pinfo);
    const gt06_note *note;

    if (conversation != NULL && !visited) {
        gt06_examine_exchange(conversation, m->pinfo, m->origin->moment, m->record);
        gt06_diagnose(conversation, m->pinfo, m->origin->moment, m->record);
    }
    add_clock_offset(m);
    gt06_tell_progress(m->pinfo, m->item, m->record);
    note = conversation != NULL ? gt06_find_note(m->origin->moment) : NULL;
    m->record->note = note;
    add_expected_answer(m, note);
    if (note != NULL) {
        gt06_show_exchange(m->pinfo, m->tvb, m->tree, note);
        gt06_show_remarks(m->pinfo, m->tvb, m->tree, m->item, note);
    }
    if (visited && gt06_lacks_answer(conversation, m->pinfo, m->record, note))
        gt06_found(m->pinfo, m->item, GT06_F_no_response_seen,
                   "No right answer to this message was seen");
}

/* The content as a tvb of its own, so that no element can read past it. */
static tvbuff_t *content_tvb(const message *m)
{
    int captured = (int)tvb_captured_length(m->tvb) - (int)m->cut->content_offset;
    int size = (int)m->cut->content_size;

    return tvb_new_subset_length_caplen(m->tvb, (int)m->cut->content_offset,
                                        CLAMP(captured, 0, size), size);
}

static gt06_record *new_record(const message *m)
{
    gt06_record *record = wmem_new0(m->pinfo->pool, gt06_record);

    record->version = GT06_RECORD_VERSION;
    record->size = sizeof *record;
    record->frame = m->pinfo->num;
    record->ordinal = m->origin->moment.ordinal;
    record->number = m->cut->number;
    record->content_size = (uint32_t)m->cut->content_size;
    record->form = m->cut->form;
    record->ascii_hex = m->origin->ascii_hex;
    record->tvb = m->tvb;
    return record;
}

static bool is_referenced(int protocol)
{
    return protocol != -1 && proto_registrar_get_nth((unsigned)protocol)->ref_type !=
                                 HF_REF_TYPE_NONE;
}

/*
 * Which terminal it is, by number: what Follow asks for, before it can know an IMEI. It tells a
 * reader nothing, so it is only there for a filter or column.
 */
static void add_terminal(message *m)
{
    gt06_moment next = { m->origin->moment.frame, m->origin->moment.ordinal + 1 };
    const gt06_login *login;
    proto_item *item;

    if (m->tree == NULL || !is_referenced(hf_terminal))
        return;
    login = gt06_login_at(m->origin->conversation, next);
    if (login == NULL)
        return;
    item = proto_tree_add_uint(m->tree, hf_terminal, m->tvb, 0, 0, login->terminal);
    proto_item_set_generated(item);
    proto_item_set_hidden(item);
}

/*
 * Will anybody look at a field of ours, or at expert information? A tree that is only there to
 * know which protocols a packet has needs our one item, not the thirty below it.
 */
static bool fields_are_wanted(proto_tree *tree)
{
    static int expert_protocol = -1;

    if (tree == NULL)
        return false;
    if (expert_protocol == -1)
        expert_protocol = proto_get_id_by_filter_name("_ws.expert");
    return PTREE_DATA(tree)->visible || is_referenced(gt06_protocol) ||
           is_referenced(expert_protocol);
}

proto_tree *gt06_dissect_message(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                 const gt06_cut *cut, size_t missing, const gt06_origin *origin)
{
    message m = { .tvb = tvb, .pinfo = pinfo, .cut = cut, .origin = origin };
    tvbuff_t *content = content_tvb(&m);
    const char *reason;

    m.record = new_record(&m);
    identify(&m, content, &reason);
    m.item = proto_tree_add_item(tree, gt06_protocol, tvb, 0, -1, ENC_NA);
    m.tree = fields_are_wanted(tree) ? proto_item_add_subtree(m.item, ett_message) : NULL;
    add_head(&m);
    add_conclusions(&m, reason);
    add_content(&m, content);
    add_tail(&m);
    say_what_is_missing(&m, missing);
    remember(&m);
    add_terminal(&m);
    add_diagnosis(&m);
    add_columns(&m);
    tap_queue_packet(gt06_tap, pinfo, m.record);
    gt06_offer_objects(pinfo, m.record);
    return m.tree;
}

void gt06_dissect_relative(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, int offset,
                           int size)
{
    static const char name[] = "look-alike: Anytrek";
    proto_item *item = proto_tree_add_item(tree, gt06_protocol, tvb, offset, size, ENC_NA);
    proto_tree *subtree = proto_item_add_subtree(item, ett_message);
    gt06_cursor cursor = {
        .tvb = tvb, .offset = offset + START, .end = offset + size, .tree = subtree
    };
    gt06_reading reading = { .pinfo = pinfo, .item = item };

    cursor.reading = &reading;
    proto_item_append_text(item, ", %s", name);
    proto_tree_add_item(subtree, hf_start, tvb, offset, START, ENC_BIG_ENDIAN);
    item = proto_tree_add_string(subtree, hf_variant, tvb, offset, 0, name);
    proto_item_set_generated(item);
    gt06_read_undecoded(&cursor);
    add_to_columns(pinfo->cinfo, true, "Frame of Anytrek, which looks like GT06");
}

void gt06_tap_end(packet_info *pinfo, const gt06_conversation *conversation, const gt06_note *note,
                  const char *imei, bool from_terminal, bool reset)
{
    gt06_record *record = wmem_new0(pinfo->pool, gt06_record);

    record->version = GT06_RECORD_VERSION;
    record->size = sizeof *record;
    record->frame = pinfo->num;
    record->ordinal = GT06_WHOLE_PACKET;
    record->message = &gt06_connection_end;
    record->layout = &gt06_unknown_layout;
    record->end = reset ? GT06_END_RESET : GT06_END_CLOSED;
    record->number = conversation->closing_number;
    record->direction = from_terminal ? GT06_FROM_TERMINAL : GT06_FROM_SERVER;
    record->crc_status = GT06_CRC_NOT_PRESENT;
    record->imei = imei;
    record->note = note;
    tap_queue_packet(gt06_tap, pinfo, record);
}

void gt06_add_count(proto_tree *tree, tvbuff_t *tvb, unsigned count)
{
    proto_item *item = proto_tree_add_uint(tree, hf_count, tvb, 0, 0, count);

    proto_item_set_generated(item);
}

/* The names of all numbers, the terminal's meaning where both directions share one. */
static void fill_number_values(const gt06_message *row, void *data G_GNUC_UNUSED)
{
    size_t filled = 0;

    if (gt06_is_dialect_row(row))
        return;
    if (number_names[row->number] == NULL || (row->directions & 1 << GT06_FROM_TERMINAL) != 0)
        number_names[row->number] = row->name;
    for (unsigned number = 0; number < array_length(number_names); number++) {
        if (number_names[number] == NULL)
            continue;
        number_values[filled].value = number;
        number_values[filled++].strptr = number_names[number];
    }
}

void gt06_register_message(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_frame,
          { "Message", "gt06.frame", FT_BYTES, BASE_NONE, NULL, 0, "The whole message as sent",
            HFILL } },
        { &hf_start,
          { "Start", "gt06.start", FT_UINT16, BASE_HEX, NULL, 0,
            "Start mark: 0x7878 with a length of one byte, 0x7979 with one of two (core 2.1, 2.2), "
            "0x6868 of a block (extended 26.2)",
            HFILL } },
        { &hf_length,
          { "Length", "gt06.length", FT_UINT16, BASE_DEC, NULL, 0,
            "Length as sent: number, content, serial number and CRC (core 2.1, 2.2)", HFILL } },
        { &hf_number,
          { "Protocol number", "gt06.protocol", FT_UINT8, BASE_HEX, VALS(number_values), 0,
            "What the message is (core 5)", HFILL } },
        { &hf_serial,
          { "Information serial number", "gt06.serial", FT_UINT16, BASE_DEC_HEX, NULL, 0,
            "Counts the terminal's messages; an answer repeats it (core 2.4)", HFILL } },
        { &hf_crc,
          { "CRC", "gt06.crc", FT_UINT16, BASE_HEX, NULL, 0,
            "CRC-ITU (CRC-16/X-25) over length to serial number (core 2.3)", HFILL } },
        { &hf_crc_status,
          { "CRC status", "gt06.crc.status", FT_UINT8, BASE_NONE, VALS(proto_checksum_vals), 0,
            "0 bad, 1 good, 2 unverified, 3 not present", HFILL } },
        { &hf_crc_calculated,
          { "CRC calculated", "gt06.crc.calculated", FT_UINT16, BASE_HEX, NULL, 0,
            "The CRC that the bytes should have (core 2.3)", HFILL } },
        { &hf_stop,
          { "Stop", "gt06.stop", FT_UINT16, BASE_HEX, NULL, 0, "Stop mark, 0x0d0a (core 2.1)",
            HFILL } },
        { &hf_count,
          { "Messages in this packet", "gt06.count", FT_UINT16, BASE_DEC, NULL, 0,
            "Number of GT06 messages that this packet completes", HFILL } },
        { &hf_direction,
          { "Direction", "gt06.direction", FT_UINT8, BASE_DEC, VALS(direction_values), 0,
            "Who sent the message, and how that was decided (core 2.8)", HFILL } },
        { &hf_variant,
          { "Variant", "gt06.variant", FT_STRING, BASE_NONE, NULL, 0,
            "The layout by which the content is read (core 13, extended 31)", HFILL } },
        { &hf_label,
          { "Label", "gt06.label", FT_STRING, BASE_NONE, NULL, 0,
            "The terminal's name in the preference Terminals", HFILL } },
        { &hf_terminal,
          { "Terminal", "gt06.terminal", FT_UINT32, BASE_DEC, NULL, 0,
            "Number of the terminal, from 0 in the order of first logins", HFILL } },
        { &hf_clock_offset,
          { "Clock offset", "gt06.clock_offset", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
            "Capture time minus the time in a live message", HFILL } },
        { &hf_answer_expected,
          { "Right answer", "gt06.answer.expected", FT_BYTES, BASE_NONE, NULL, 0,
            "The answer this message wants, or that a wrong answer should have been", HFILL } },
        { &hf_hint,
          { "Looks like", "gt06.hint", FT_STRING, BASE_NONE, NULL, 0,
            "What a content without a known layout looks like: a guess", HFILL } },
    };
    static int *trees[] = { &ett_message };

    gt06_protocol = protocol;
    gt06_tap = register_tap("gt06");
    gt06_for_each_message(fill_number_values, NULL);
    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}
