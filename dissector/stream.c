/* stream.c
 * Cuts data into messages. tcp_dissect_pdus() can neither decline nor get back into step, so the
 * loop is our own; where to cut is decided by protocol/frame.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stream.h"
#include "cuts.h"
#include "diagnosis.h"
#include "message.h"
#include "skipped.h"
#include "../protocol/foreign.h"
#include <epan/dissectors/packet-tcp.h>
#include <epan/exceptions.h>
#include <epan/proto_data.h>
#include <epan/show_exception.h>

static int gt06_protocol = -1;

enum {
    PACKET_KEY = 0,
    MANY_BYTES = 2048, /* to look for a proven message among, for each cut */
    MOST_HELD = 2048   /* that wait as a whole, because a wait begins among bytes that waited */
};

/* What is counted over all calls for one packet: TCP may call several times. */
typedef struct {
    unsigned messages;
    unsigned cuts;     /* messages and what was skipped */
    proto_tree *first; /* the tree of the packet's first message */
    tvbuff_t *tvb;
    tvbuff_t *declined; /* data on one of our ports that are not ours */
    gt06_conversation *conversation; /* NULL if it has no message; looking for it is dear */
} packet_state;

typedef struct {
    tvbuff_t *tvb;
    packet_info *pinfo;
    proto_tree *tree;
    gt06_entry entry;
    packet_state *state;             /* NULL while the packet has none */
    gt06_conversation *conversation; /* NULL while nothing of it was recognised */
    const uint8_t *bytes;
    size_t size;      /* bytes at hand */
    bool may_wait;    /* TCP can give us more behind them */
    bool ascii_hex;   /* the data were written in hexadecimal digits */
    bool closed;      /* nothing more is waited for, though it could be */
    size_t waited;    /* so many of the bytes, at their beginning, waited before; first pass only */
    size_t proven;    /* where the next proven message was found to begin; 0: not looked for yet */
} stream;

static bool is_udp(gt06_entry entry)
{
    return entry == GT06_BY_UDP_PORT || entry == GT06_BY_UDP_CONVERSATION;
}

static bool is_by_port(gt06_entry entry)
{
    return entry == GT06_BY_TCP_PORT || entry == GT06_BY_UDP_PORT;
}

static packet_state *find_state(packet_info *pinfo)
{
    return (packet_state *)p_get_proto_data(pinfo->pool, pinfo, gt06_protocol, PACKET_KEY);
}

static packet_state *state_of(stream *s)
{
    if (s->state == NULL) {
        s->state = wmem_new0(s->pinfo->pool, packet_state);
        p_add_proto_data(s->pinfo->pool, s->pinfo, gt06_protocol, PACKET_KEY, s->state);
    }
    return s->state;
}

static gt06_moment now(const stream *s)
{
    return (gt06_moment){ s->pinfo->num, s->state != NULL ? s->state->messages : 0 };
}

static bool is_known(const stream *s)
{
    return s->conversation != NULL && gt06_is_past(s->conversation->known, now(s));
}

static bool is_to_our_port(const stream *s)
{
    return s->pinfo->destport == s->pinfo->match_uint;
}

/* Does the terminal send the data, as far as that can be told before a message is read? */
static bool is_from_terminal(const stream *s)
{
    if (is_by_port(s->entry))
        return is_to_our_port(s);
    if (s->conversation->terminal_known.frame == 0)
        return gt06_is_from_terminal_end(s->conversation, s->pinfo);
    return s->pinfo->srcport == s->conversation->terminal_port &&
           addresses_equal(&s->pinfo->src, &s->conversation->terminal);
}

static gt06_side *sending_side(const stream *s)
{
    return &s->conversation->sides[is_from_terminal(s) ? GT06_FROM_TERMINAL : GT06_FROM_SERVER];
}

/* Is it known that the dialect without serial number and CRC is spoken here? */
static bool is_dialect(const stream *s)
{
    return s->conversation != NULL && gt06_is_past(s->conversation->dialect, now(s));
}

static gt06_cut cut_anew(const stream *s, size_t offset, size_t size)
{
    gt06_cut_context context = {
        .ended = !s->may_wait || s->closed,
        .unproven = s->proven > offset ? s->proven - offset : 0,
    };

    context.dialect = is_dialect(s);
    if (is_by_port(s->entry))
        context.from_server = s->pinfo->srcport == s->pinfo->match_uint &&
                              s->pinfo->destport != s->pinfo->match_uint;
    else if (context.dialect)
        context.from_server = !is_from_terminal(s);
    return gt06_cut_next(s->bytes + offset, size, &context);
}

/* What the first pass cut here with the help of bytes that later passes are not given. */
static const gt06_cut *cut_before(const stream *s)
{
    if (!s->may_wait || !PINFO_FD_VISITED(s->pinfo))
        return NULL;
    return gt06_find_cut(s->pinfo->num, s->state != NULL ? s->state->cuts : 0);
}

static gt06_cut cut_at(const stream *s, size_t offset)
{
    const gt06_cut *before = cut_before(s);

    if (before != NULL && before->size <= s->size - offset)
        return *before;
    return cut_anew(s, offset, s->size - offset);
}

/*
 * Is a cut the same however many of the bytes behind it are there? With none of them it may be taken
 * at once though it asks for more, so a single one is tried, too.
 */
static bool is_evident(const stream *s, size_t offset, const gt06_cut *cut)
{
    const size_t most = MIN(cut->size + 1, s->size - offset);
    stream open = *s;

    if (cut->crc_good && !cut->length_wrong)
        return true;
    open.closed = false;
    for (size_t size = cut->size; size <= most; size++) {
        const gt06_cut other = cut_anew(&open, offset, size);

        if (other.kind != cut->kind || other.size != cut->size || other.form != cut->form ||
            other.relative != cut->relative)
            return false;
    }
    return true;
}

/*
 * A connection's first cut is remembered in any case: it says that the data are ours. A relative's
 * message says so itself.
 */
static void remember_cut(const stream *s, size_t offset, const gt06_cut *cut)
{
    if (!s->may_wait || PINFO_FD_VISITED(s->pinfo))
        return;
    if ((!is_known(s) && !cut->relative) || !is_evident(s, offset, cut))
        gt06_remember_cut(s->pinfo->num, s->state != NULL ? s->state->cuts : 0, cut);
}

/* What the server sends in a segment that was cut off may go on; but lengths in the dialect lie. */
static bool begins_wide(const stream *s, size_t offset)
{
    const bool goes_on = tvb_captured_length(s->tvb) < tvb_reported_length(s->tvb) &&
                         !is_udp(s->entry) && !is_dialect(s) &&
                         (is_by_port(s->entry) || s->conversation != NULL) && !is_from_terminal(s);

    return gt06_is_wide_head(s->bytes + offset, s->size - offset,
                             goes_on ? SIZE_MAX
                                     : (size_t)tvb_reported_length_remaining(s->tvb, (int)offset));
}

/* The head of a message as its length field has it: start mark, length and number. */
static bool read_head(const stream *s, size_t offset, gt06_cut *cut)
{
    const uint8_t *head = s->bytes + offset;
    const size_t left = s->size - offset;
    size_t length;

    if (left < 4 || head[0] != head[1] || (head[0] != 0x78 && head[0] != 0x79))
        return false;
    *cut = (gt06_cut){ .kind = GT06_CUT_FRAME, .form = GT06_SHORT, .content_offset = 4 };
    length = head[2];
    if (head[0] == 0x79 || begins_wide(s, offset)) {
        cut->form = head[0] == 0x79 ? GT06_LONG : GT06_WIDE;
        cut->content_offset = 5;
        length = (size_t)head[2] << 8 | head[3];
    }
    if (left < cut->content_offset || length < GT06_ENVELOPE)
        return false;
    cut->number = head[cut->content_offset - 1];
    cut->content_size = length - GT06_ENVELOPE;
    cut->size = cut->content_offset + cut->content_size + 6;
    return true;
}

/*
 * The same in the dialect, whose messages have neither serial number nor CRC. Its length often asks
 * for more than is sent: then the message ends with the data.
 */
static bool read_dialect_head(const stream *s, size_t offset, gt06_cut *cut)
{
    enum { NUMBER = 3, CONTENT = 4, AROUND = 6 /* start 2, length, number, stop 2 */ };
    const uint8_t *head = s->bytes + offset;
    const size_t sent = (size_t)tvb_reported_length_remaining(s->tvb, (int)offset);

    if (s->size - offset < CONTENT || head[0] != 0x78 || head[1] != 0x78 || head[2] == 0 ||
        sent < AROUND)
        return false;
    *cut = (gt06_cut){ .kind = GT06_CUT_FRAME,
                       .form = GT06_DIALECT,
                       .number = head[NUMBER],
                       .content_offset = CONTENT };
    cut->size = MIN(head[2] + (size_t)AROUND - 1, sent);
    cut->content_size = cut->size - AROUND;
    return true;
}

/*
 * Where the first proven message behind `offset` begins. Looking for it is dear among many starts
 * that come to nothing, and the answer is the same for all of them.
 */
static size_t proven_behind(stream *s, size_t offset)
{
    if (s->proven <= offset)
        s->proven = gt06_find_proven_frame(s->bytes, s->size, offset + 1);
    return s->proven;
}

/* Do the data end inside the message that begins here? Then nothing behind it proves itself. */
static bool is_unfinished(stream *s, size_t offset, gt06_cut *head)
{
    const bool may_be_dialect = is_dialect(s) && !begins_wide(s, offset);
    const bool has_head =
        (may_be_dialect && read_dialect_head(s, offset, head)) || read_head(s, offset, head);

    return !s->may_wait && has_head && head->size > s->size - offset &&
           !gt06_is_relative_head(s->bytes + offset, s->size - offset) &&
           proven_behind(s, offset) == s->size;
}

/* A start mark in front, a stop mark at the end, and a number we know: ours, though damaged. */
static bool is_damaged(const stream *s)
{
    gt06_cut head;
    size_t size = s->size;

    return read_head(s, 0, &head) && gt06_number_is_known(head.number) &&
           s->bytes[size - 2] == 0x0D && s->bytes[size - 1] == 0x0A;
}

/* May a message of ours begin here, behind bytes of nobody? Not in the midst of another protocol. */
static bool may_begin(const stream *s, size_t offset)
{
    enum { FEW = 10 };

    return offset < FEW || (s->bytes[offset - 2] == 0x0D && s->bytes[offset - 1] == 0x0A);
}

/* The next place where a message may begin; the size of the data if there is none. */
static size_t next_beginning(const stream *s, size_t offset)
{
    do
        offset++;
    while (offset < s->size && !may_begin(s, offset));
    return offset;
}

/*
 * Behind bytes of nobody, as where the capture begins in the middle of a message: does a message of
 * ours stand there, or begin with a number we know? It may never be whole in one segment.
 */
static bool begins_later(const stream *s)
{
    enum { MANY_WAITS = 16 }; /* each is dear, and data of others have none but by chance */
    unsigned waits = 0;
    size_t offset = 0;

    while (offset < s->size && waits < MANY_WAITS) {
        const gt06_cut cut = cut_at(s, offset);
        const bool waiting = cut.kind == GT06_CUT_WAIT;
        gt06_cut head = cut;

        if (cut.kind != GT06_CUT_SKIP && may_begin(s, offset) &&
            (!waiting || read_head(s, offset, &head)) && gt06_number_is_known(head.number))
            return true;
        waits += waiting;
        offset = waiting ? next_beginning(s, offset) : offset + cut.size;
    }
    return false;
}

static bool is_text(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isprint(bytes[i]) && !g_ascii_isspace(bytes[i]))
            return false;
    }
    return true;
}

/*
 * A letter x or y that ends a word, in data that are text, is not half of a start mark, unless it
 * stands behind another.
 */
static bool ends_a_word(const stream *s, size_t offset)
{
    uint8_t before;

    if (offset == 0 || offset + 1 != s->size)
        return false;
    before = s->bytes[offset - 1];
    return g_ascii_isgraph(before) && before != 'x' && before != 'y' && is_text(s->bytes, offset);
}

/* How many bytes stand in front of the number, as far as can be told: a wide message has one more. */
static size_t head_size(const stream *s, size_t offset)
{
    const bool may_be_wide = s->size - offset > 2 && s->bytes[offset + 2] < GT06_ENVELOPE;

    return s->bytes[offset] == 0x79 || may_be_wide ? 4 : 3;
}

/*
 * Where what may be a message begins behind bytes of nobody, and the data end before its number:
 * the next segment tells whose it is. The size of the data if nothing begins so.
 */
static size_t undecided_end(const stream *s)
{
    enum { LONGEST = 4 }; /* start mark and length */
    size_t offset = s->size - MIN(s->size, (size_t)LONGEST);

    if (!s->may_wait || gt06_foreign_name(s->bytes, s->size) != NULL)
        return s->size;
    for (; offset < s->size; offset++) {
        if (s->size - offset <= head_size(s, offset) && may_begin(s, offset) &&
            !ends_a_word(s, offset) && cut_at(s, offset).kind == GT06_CUT_WAIT)
            break;
    }
    return offset;
}

/*
 * Is there anything of ours in the data, whose first cut is given? Asked before anything is added,
 * stored or requested.
 */
static bool is_ours(stream *s, const gt06_cut *first)
{
    gt06_cut head;

    if (first->kind != GT06_CUT_SKIP || first->relative || (is_known(s) && !is_udp(s->entry)) ||
        cut_before(s) != NULL)
        return true;
    return (is_unfinished(s, 0, &head) && gt06_number_is_known(head.number)) || is_damaged(s) ||
           gt06_find_proven_frame(s->bytes, s->size, 0) < s->size || begins_later(s);
}

/* The message's own exceptions end with it: the rest of the data is still dissected. */
static proto_tree *dissect_guarded(tvbuff_t *tvb, stream *s, const gt06_cut *cut, size_t missing,
                                   const gt06_origin *origin)
{
    proto_tree *volatile tree = NULL;
    volatile unsigned long error = 0;
    const char *volatile text = NULL;

    TRY
    {
        tree = gt06_dissect_message(tvb, s->pinfo, s->tree, cut, missing, origin);
    }
    CATCH_NONFATAL_ERRORS
    {
        error = EXCEPT_CODE;
        text = GET_MESSAGE;
    }
    ENDTRY;
    if (error != 0)
        show_exception(tvb, s->pinfo, s->tree, error, text);
    return tree;
}

static void dissect_one(stream *s, size_t offset, const gt06_cut *cut)
{
    packet_state *state = state_of(s);
    size_t left = s->size - offset;
    int reported = (int)tvb_reported_length_remaining(s->tvb, (int)offset);
    int sent = MIN((int)cut->size, reported);
    tvbuff_t *tvb = tvb_new_subset_length_caplen(s->tvb, (int)offset, (int)MIN(cut->size, left),
                                                 sent);
    gt06_origin origin = { .moment = now(s), .ascii_hex = s->ascii_hex };
    proto_tree *tree;

    if (s->entry != GT06_BY_NAME && (s->conversation == NULL || s->conversation->known.frame == 0))
        s->conversation = gt06_remember_conversation(s->pinfo, origin.moment);
    origin.conversation = s->conversation;
    state->conversation = s->conversation;
    if (is_by_port(s->entry))
        origin.server_port = s->pinfo->match_uint;
    tree = dissect_guarded(tvb, s, cut, cut->size - (size_t)sent, &origin);
    if (state->messages == 0) {
        state->first = tree;
        state->tvb = tvb;
    }
    state->messages++;
}

/* The memory for the beginning of a message: an own one, if its head shows that it is ours. */
static gt06_conversation *conversation_of_beginning(const stream *s, bool known)
{
    gt06_conversation *conversation;

    if (s->conversation != NULL || !known || !is_by_port(s->entry))
        return s->conversation;
    conversation = gt06_remember_conversation(s->pinfo, (gt06_moment){ 0 });
    gt06_note_terminal_end(conversation, s->pinfo,
                           is_to_our_port(s) ? GT06_FROM_TERMINAL : GT06_FROM_SERVER);
    return conversation;
}

/* Remembers what came of a message that begins at `offset` and goes on in the next segment. */
static void note_unfinished(stream *s, size_t offset)
{
    gt06_cut head = { 0 };
    bool has_head = read_head(s, offset, &head);
    gt06_side *side;

    if (PINFO_FD_VISITED(s->pinfo))
        return;
    s->conversation = conversation_of_beginning(s, has_head && gt06_number_is_known(head.number));
    if (s->conversation == NULL)
        return;
    side = sending_side(s);
    side->unfinished = (unsigned)(s->size - offset);
    side->unfinished_frame = side->unfinished > 0 ? s->pinfo->num : 0;
    side->unfinished_head = has_head;
    side->unfinished_number = head.number;
}

static const conversation_t *conversation_of(const stream *s)
{
    return s->conversation != NULL ? s->conversation->conversation
                                   : find_or_create_conversation(s->pinfo);
}

/* Asks TCP to call again with the bytes from `offset` on and one segment more. */
static void hold_from(stream *s, size_t offset)
{
    s->pinfo->desegment_offset = (int)offset;
    s->pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
    if (!PINFO_FD_VISITED(s->pinfo))
        gt06_let_wait(s->pinfo, conversation_of(s), s->bytes + offset, s->size - offset);
}

/* The same where a message of ours begins. */
static void wait_at(stream *s, size_t offset)
{
    hold_from(s, offset);
    note_unfinished(s, offset);
}

/*
 * Will these data come again as a whole? So TCP does where a wait begins among bytes that waited
 * before; dissected now, the messages in front of it would be dissected twice, and counted so. Later
 * passes have them in the packet where they come last.
 */
static bool comes_again(const stream *s)
{
    size_t offset = 0;

    while (s->waited > 0 && offset <= s->waited && offset < s->size) {
        const gt06_cut cut = cut_at(s, offset);

        if (cut.kind == GT06_CUT_WAIT)
            return offset > 0;
        offset += cut.size;
    }
    return false;
}

/* Recalls how many of the bytes at hand waited before. */
static void recall_waiting(stream *s)
{
    if (!s->may_wait || PINFO_FD_VISITED(s->pinfo))
        return;
    s->waited = gt06_take_waiting(s->pinfo, conversation_of(s), s->bytes, s->size);
}

/*
 * Must all that is at hand wait? Only so much of it: among damaged messages each could wait for the
 * next. Then nothing more is waited for, and what is there is cut as it is.
 */
static bool must_wait(stream *s)
{
    if (!comes_again(s))
        return false;
    s->closed = s->size > MOST_HELD;
    return !s->closed;
}

/* Dissects what begins at `offset`, where it is cut so; false if the rest has to wait. */
static bool dissect_at(stream *s, size_t offset, gt06_cut *cut)
{
    gt06_cut head;

    if (cut->kind == GT06_CUT_WAIT) {
        wait_at(s, offset);
        return false;
    }
    if (cut->kind == GT06_CUT_SKIP && is_unfinished(s, offset, &head)) {
        *cut = head;
        cut->kind = GT06_CUT_FRAME;
    }
    remember_cut(s, offset, cut);
    if (!cut->crc_good && s->size - offset > MANY_BYTES)
        proven_behind(s, offset);
    if (cut->kind == GT06_CUT_FRAME)
        dissect_one(s, offset, cut);
    else if (cut->relative)
        gt06_dissect_relative(s->tvb, s->pinfo, s->tree, (int)offset, (int)cut->size);
    else
        gt06_dissect_skipped(s->tvb, s->pinfo, s->tree, (int)offset, (int)cut->size);
    state_of(s)->cuts++;
    return true;
}

/* The first cut was made already, to tell whether the data are ours. */
static void dissect_all(stream *s, gt06_cut cut)
{
    size_t offset = 0;

    note_unfinished(s, s->size);
    recall_waiting(s);
    if (must_wait(s)) {
        wait_at(s, 0);
        return;
    }
    if (s->closed)
        cut = cut_at(s, 0);
    while (dissect_at(s, offset, &cut)) {
        offset += cut.size;
        if (offset >= s->size)
            break;
        cut = cut_at(s, offset);
    }
}

/* Replaces hexadecimal digits by the bytes they mean. */
static void read_ascii_hex(stream *s)
{
    uint8_t *bytes;
    size_t size;

    if (s->size < GT06_SMALLEST_FRAME || (s->bytes[0] != '7' && s->bytes[0] != '\\'))
        return;
    bytes = (uint8_t *)wmem_alloc(s->pinfo->pool, s->size / 2 + 1);
    size = gt06_read_ascii_hex(s->bytes, s->size, bytes);
    if (size == 0)
        return;
    s->tvb = tvb_new_child_real_data(s->tvb, bytes, (unsigned)size, (int)size);
    add_new_data_source(s->pinfo, s->tvb, "GT06 from hexadecimal digits");
    s->bytes = bytes;
    s->size = size;
    s->ascii_hex = true;
    s->may_wait = false;
}

/* What is said of data without a message is said of the terminal that logged in before. */
static void speak_of_terminal(const stream *s)
{
    const gt06_login *login = gt06_login_at(s->conversation, now(s));

    gt06_speak_of(s->pinfo, login != NULL ? login->imei : NULL);
}

/* What the first pass left to others here, but for its end, which later passes may not be given. */
static const gt06_cut *left_before(const stream *s)
{
    const gt06_cut *before = cut_before(s);

    return before != NULL && before->kind == GT06_CUT_WAIT ? before : NULL;
}

/* Leaves the data up to `end` to others, and lets the rest wait. */
static int leave_to_others(stream *s, size_t end)
{
    const gt06_cut left = { .kind = GT06_CUT_WAIT, .size = end };

    if (!PINFO_FD_VISITED(s->pinfo))
        gt06_remember_cut(s->pinfo->num, s->state != NULL ? s->state->cuts : 0, &left);
    state_of(s)->cuts++;
    if (end > 0) {
        s->state->declined = tvb_new_subset_length(s->tvb, 0, (int)end);
        call_data_dissector(s->state->declined, s->pinfo, s->tree);
    }
    if (end < s->size)
        hold_from(s, end);
    return (int)s->size;
}

/* What waited as if it were the beginning of a message is here with what followed, and is none. */
static void forget_beginning(stream *s)
{
    recall_waiting(s);
    if (s->waited > 0)
        note_unfinished(s, s->size);
}

/*
 * Leaves data on one of our ports to others. Where a message of ours may begin at their end, only
 * these last bytes wait: held back, all of them would hide what begins in the next segment. Where the
 * wait would begin among bytes that waited before, TCP gives all of them again: they wait as a whole, and
 * of very many none.
 */
static int decline(stream *s)
{
    const size_t end = undecided_end(s);

    forget_beginning(s);
    if (end < s->size && end <= s->waited)
        return leave_to_others(s, s->size > MOST_HELD ? s->size : 0);
    if (end < s->size)
        return leave_to_others(s, end);
    state_of(s)->declined = s->tvb;
    s->state->cuts++;
    return 0;
}

int gt06_dissect_data(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, gt06_entry entry)
{
    int captured = (int)tvb_captured_length(tvb);
    stream s = { .tvb = tvb, .pinfo = pinfo, .tree = tree, .entry = entry };
    const gt06_cut *left;
    gt06_cut first;

    if (captured <= 0)
        return 0;
    s.state = find_state(pinfo);
    s.size = (size_t)captured;
    s.bytes = tvb_get_ptr(tvb, 0, captured);
    s.may_wait = !is_udp(entry) && entry != GT06_BY_NAME && pinfo->can_desegment > 0 &&
                 tvb_captured_length(tvb) == tvb_reported_length(tvb);
    if (entry != GT06_BY_NAME) {
        s.conversation = gt06_find_conversation(pinfo);
        read_ascii_hex(&s);
    }
    speak_of_terminal(&s);
    left = left_before(&s);
    if (left != NULL)
        return leave_to_others(&s, MIN(left->size, s.size));
    first = cut_at(&s, 0);
    if (!is_ours(&s, &first))
        return is_by_port(entry) ? decline(&s) : 0;
    dissect_all(&s, first);
    return captured;
}

/* Does this packet end the connection? The bits of TCP's own memory tell, newly set. */
static void look_for_closing(gt06_conversation *conversation, packet_info *pinfo)
{
    enum { FIN = 0x10, RST = 0x20 };
    const struct tcp_analysis *tcp;
    unsigned fresh;

    if (conversation->tcp == NULL)
        conversation->tcp = get_tcp_conversation_data(conversation->conversation, pinfo);
    tcp = conversation->tcp;
    if (tcp == NULL)
        return;
    fresh = tcp->conversation_completeness & (unsigned)~conversation->completeness;
    conversation->completeness = tcp->conversation_completeness;
    if ((fresh & (FIN | RST)) != 0)
        gt06_diagnose_closing(conversation, pinfo, (fresh & RST) != 0);
}

/* A packet's note has a remark on how the connection ended, unless it is muted for display only. */
static void tap_end(const gt06_conversation *conversation, packet_info *pinfo,
                    const gt06_note *note, const char *imei)
{
    bool by_terminal = gt06_is_from_terminal_end(conversation, pinfo);

    for (const gt06_remark *remark = note->remarks; remark != NULL; remark = remark->next) {
        bool reset = remark->finding == GT06_F_reset;

        if (!reset && remark->finding != GT06_F_closed &&
            remark->finding != GT06_F_closed_by_server)
            continue;
        gt06_tap_end(pinfo, conversation, note, imei, by_terminal, reset);
        return;
    }
}

/* The side whose message goes on behind this packet, the last of it in the capture; NULL: none. */
static const gt06_side *side_without_end(const gt06_conversation *conversation,
                                         const packet_info *pinfo)
{
    for (unsigned direction = 0; direction < 2; direction++) {
        const gt06_side *side = &conversation->sides[direction];

        if (side->unfinished > 0 && side->unfinished_frame == pinfo->num)
            return side;
    }
    return NULL;
}

static void finish_connection(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                              gt06_conversation *conversation)
{
    const gt06_login *login;
    const gt06_side *side;
    const gt06_note *note;
    const char *imei;

    if (pinfo->ptype != PT_TCP || !gt06_any_conversation())
        return;
    if (conversation == NULL)
        conversation = gt06_find_conversation(pinfo);
    if (conversation == NULL)
        return;
    if (!PINFO_FD_VISITED(pinfo))
        look_for_closing(conversation, pinfo);
    note = gt06_find_note((gt06_moment){ pinfo->num, GT06_WHOLE_PACKET });
    side = PINFO_FD_VISITED(pinfo) ? side_without_end(conversation, pinfo) : NULL;
    if (note == NULL && side == NULL)
        return;
    login = gt06_login_at(conversation, (gt06_moment){ pinfo->num, GT06_WHOLE_PACKET });
    imei = login != NULL ? login->imei : NULL;
    if (side != NULL)
        gt06_show_missing_end(tvb, pinfo, tree, imei, side->unfinished);
    if (note == NULL)
        return;
    gt06_show_packet_note(tvb, pinfo, tree, note, imei);
    tap_end(conversation, pinfo, note, imei);
}

void gt06_finish_packet(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    const packet_state *state = find_state(pinfo);

    if (state != NULL && state->first != NULL)
        gt06_add_count(state->first, state->tvb, state->messages);
    else if (state != NULL && state->messages == 0 && state->declined != NULL)
        gt06_dissect_foreign(state->declined, pinfo, tree);
    finish_connection(tvb, pinfo, tree, state != NULL ? state->conversation : NULL);
}

void gt06_register_stream(int protocol)
{
    gt06_protocol = protocol;
}
