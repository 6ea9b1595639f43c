/* fuzz_dissector.c
 * The dissector inside libwireshark: as TCP stream, as datagrams, on our port and by heuristic. A
 * fresh session for each input, so that a finding depends on nothing before it.
 *
 * An input is payload, then lengths of pieces, then their count, then a byte that says what the
 * packets are like (see the enumeration below). What the lengths do not cover is the last piece.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wireshark.h>
#include <epan/epan.h>
#include <epan/epan_dissect.h>
#include <epan/frame_data.h>
#include <epan/packet.h>
#include <epan/proto.h>
#include <epan/reassemble.h>
#include <epan/show_exception.h>
#include <wiretap/wtap.h>

#include "../dissector/compat.h"
#include "../session/session.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    OVER_UDP = 1,
    OTHER_PORT = 2,   /* found by heuristic */
    FROM_SERVER = 4,  /* the first piece is the server's */
    IN_TURN = 8,      /* both sides send in turn */
    INVISIBLE = 16,   /* the tree is there, but nobody looks at it */
    SECOND_PASS = 32, /* everything once more, as when the user clicks */
    CUT_OFF = 64,     /* the last piece's last bytes were not captured */
    CLOSED = 128,     /* ends with FIN */
    MOST_PIECES = 15,
    IP_HEADER = 20,
    TCP_HEADER = 20,
    UDP_HEADER = 8,
    TERMINAL_PORT = 40001,
    PORT = 8888,
    FOREIGN_PORT = 20123
};

typedef struct {
    uint8_t *bytes;
    size_t size, captured;
    frame_data frame;
} packet;

typedef struct {
    epan_t *session;
    unsigned mode;
    uint32_t sequence[2]; /* of the terminal, of the server */
    packet packets[MOST_PIECES + 2];
    unsigned count;
    uint32_t bytes;
} conversation;

static const nstime_t first_time = { 1767225600, 0 };

static const nstime_t *frame_time(struct packet_provider_data *provider, guint32 number)
{
    static nstime_t time;

    (void)provider;
    time = (nstime_t){ first_time.secs + (time_t)number, 0 };
    return &time;
}

/* ---- libwireshark ---- */

static const char *const wanted[] = { "raw", "ip", "tcp", "udp", "gt06" };

/*
 * A session begins every protocol anew, some thousand of them, which takes twenty times as long
 * as an input. These are in front of libwireshark's functions of the same names: of the protocols,
 * only those that are wanted may ask to be begun and ended with a session. A thread registers them;
 * what the main thread asks is no protocol's, or the plugin's.
 */
typedef int register_protocol(const char *name, const char *short_name, const char *filter_name);
typedef void register_routine(void (*routine)(void));
typedef void register_table(reassembly_table *table, const reassembly_table_functions *functions);

static GThread *main_thread;
static const char *registering = "";

int proto_register_protocol(const char *name, const char *short_name, const char *filter_name)
{
    if (strcmp(filter_name, "mptcp") != 0) /* a part of tcp */
        registering = filter_name;
    return ((register_protocol *)dlsym(RTLD_NEXT, __func__))(name, short_name, filter_name);
}

static bool is_wanted(void)
{
    bool found = g_thread_self() == main_thread;

    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        found |= strcmp(registering, wanted[i]) == 0;
    return found;
}

void register_init_routine(void (*routine)(void))
{
    if (is_wanted())
        ((register_routine *)dlsym(RTLD_NEXT, __func__))(routine);
}

void register_cleanup_routine(void (*routine)(void))
{
    if (is_wanted())
        ((register_routine *)dlsym(RTLD_NEXT, __func__))(routine);
}

void reassembly_table_register(reassembly_table *table, const reassembly_table_functions *functions)
{
    if (is_wanted())
        ((register_table *)dlsym(RTLD_NEXT, __func__))(table, functions);
}

/*
 * In front of libwireshark's, too: our dissector never reads beyond what was captured, so that an
 * exception of its own is a fault, even where the user would only see a malformed packet.
 */
void show_exception(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, unsigned long exception,
                    const char *message)
{
    (void)tvb;
    (void)tree;
    if (strcmp(pinfo->current_proto, "GT06") != 0)
        return;
    fprintf(stderr, "exception %lu: %s\n", exception, message != NULL ? message : "");
    abort();
}

/* Only what our packets need: the faults of others are not ours to find. */
static void enable_ours_only(void)
{
    void *cookie;

    for (int id = proto_get_first_protocol(&cookie); id != -1;
         id = proto_get_next_protocol(&cookie)) {
        if (proto_can_toggle_protocol(id) && !proto_is_pino(find_protocol_by_id(id)))
            proto_set_decoding(id, FALSE);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        proto_set_decoding(proto_get_id_by_filter_name(wanted[i]), TRUE);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): libFuzzer declares it so */
int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count;
    setenv("WIRESHARK_ABORT_ON_DISSECTOR_BUG", "1", 1);
    setenv("WIRESHARK_ABORT_ON_TOO_MANY_ITEMS", "1", 1);
    setenv("WIRESHARK_DEBUG_WMEM_OVERRIDE", "simple", 1); /* each block is seen by the sanitizer */
    main_thread = g_thread_self();
    gt06_session_look((*words)[0]);
    if (!gt06_session_start())
        abort();
    enable_ours_only();
    return 0;
}

/* ---- packets ---- */

static void put16(uint8_t *at, unsigned value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value)
{
    put16(at, value >> 16);
    put16(at + 2, value & 0xFFFF);
}

static void put_ports(uint8_t *at, const conversation *c, bool from_server)
{
    const unsigned server = (c->mode & OTHER_PORT) != 0 ? FOREIGN_PORT : PORT;

    put16(at, from_server ? server : TERMINAL_PORT);
    put16(at + 2, from_server ? TERMINAL_PORT : server);
}

static void put_transport(uint8_t *at, conversation *c, bool from_server, size_t size,
                          unsigned flags)
{
    put_ports(at, c, from_server);
    if ((c->mode & OVER_UDP) != 0) {
        put16(at + 4, (unsigned)(UDP_HEADER + size));
        return;
    }
    put32(at + 4, c->sequence[from_server]);
    put32(at + 8, c->sequence[!from_server]);
    at[12] = TCP_HEADER / 4 << 4;
    at[13] = (uint8_t)flags;
    put16(at + 14, 0xFFFF);
    c->sequence[from_server] += (uint32_t)size;
}

/* Its bytes end where they end, so that the sanitizer sees who reads on. */
static void add_packet(conversation *c, bool from_server, const uint8_t *bytes, size_t size,
                       unsigned flags)
{
    const size_t header = IP_HEADER + ((c->mode & OVER_UDP) != 0 ? UDP_HEADER : TCP_HEADER);
    packet *p = &c->packets[c->count++];

    p->size = p->captured = header + size;
    p->bytes = g_malloc0(p->size);
    p->bytes[0] = 0x45;
    put16(p->bytes + 2, (unsigned)p->size);
    p->bytes[8] = 64;
    p->bytes[9] = (c->mode & OVER_UDP) != 0 ? 17 : 6;
    put32(p->bytes + 12, from_server ? 0xCB00710A : 0xC6336407);
    put32(p->bytes + 16, from_server ? 0xC6336407 : 0xCB00710A);
    put_transport(p->bytes + IP_HEADER, c, from_server, size, flags);
    memcpy(p->bytes + header, bytes, size);
}

/* The pieces of an input as packets of both sides. */
static void add_packets(conversation *c, const uint8_t *data, size_t size, const uint8_t *lengths,
                        unsigned pieces)
{
    enum { FIN_ACK = 0x11, PUSH_ACK = 0x18 };
    bool from_server = (c->mode & FROM_SERVER) != 0;

    for (unsigned i = 0; i <= pieces && size > 0; i++) {
        const size_t now = i < pieces && lengths[i] < size ? lengths[i] : size;
        if (now == 0)
            continue;
        add_packet(c, from_server, data, now, PUSH_ACK);
        data += now;
        size -= now;
        from_server ^= (c->mode & IN_TURN) != 0;
    }
    if (c->count > 0 && (c->mode & CUT_OFF) != 0) {
        packet *last = &c->packets[c->count - 1];
        last->captured -= MIN((size_t)7, last->size - IP_HEADER - TCP_HEADER);
    }
    if ((c->mode & (CLOSED | OVER_UDP)) == CLOSED)
        add_packet(c, from_server, data, 0, FIN_ACK);
}

/* ---- dissection ---- */

/* Every label is made, as when the user opens the whole tree. */
static void read_labels(proto_node *node, gpointer data)
{
    gchar label[ITEM_LABEL_LENGTH];

    if (node->finfo != NULL && node->finfo->rep == NULL)
        gt06_fill_label(node->finfo, label);
    proto_tree_children_foreach(node, read_labels, data);
}

static void fill_record(wtap_rec *rec, const packet *p, unsigned number)
{
    rec->presence_flags = WTAP_HAS_TS | WTAP_HAS_CAP_LEN;
    rec->ts = (nstime_t){ first_time.secs + (time_t)number, 0 };
    rec->rec_header.packet_header.caplen = (guint32)p->captured;
    rec->rec_header.packet_header.len = (guint32)p->size;
}

static void dissect(conversation *c, unsigned index, bool again)
{
    packet *p = &c->packets[index];
    const bool visible = (c->mode & INVISIBLE) == 0;
    const frame_data *reference = &c->packets[0].frame, *before = index > 0 ? &p[-1].frame : NULL;
    nstime_t elapsed = NSTIME_INIT_ZERO;
    epan_dissect_t *dissection;
    gt06_wtap_record record;

    gt06_record_init(&record);
    gt06_record_set(&record, WTAP_ENCAP_RAW_IP, p->bytes, p->captured);
    fill_record(&record.rec, p, index + 1);
    if (!again)
        frame_data_init(&p->frame, index + 1, &record.rec, 0, c->bytes);
    frame_data_set_before_dissect(&p->frame, &elapsed, &reference, before);
    dissection = epan_dissect_new(c->session, TRUE, visible);
    gt06_session_dissect(dissection, WTAP_FILE_TYPE_SUBTYPE_UNKNOWN, &record, &p->frame, false);
    if (!again)
        frame_data_set_after_dissect(&p->frame, &c->bytes);
    if (visible)
        proto_tree_children_foreach(dissection->tree, read_labels, NULL);
    epan_dissect_free(dissection);
    gt06_record_clear(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct packet_provider_funcs provider = { .get_frame_ts = frame_time };
    conversation c = { .sequence = { 1, 1 } };
    unsigned pieces;

    if (size < 2)
        return 0;
    c.mode = data[size - 1];
    pieces = MIN(data[size - 2] & MOST_PIECES, (unsigned)size - 2);
    size -= 2 + pieces;
    add_packets(&c, data, size, data + size, pieces);
    c.session = epan_new(NULL, &provider);
    for (unsigned i = 0; i < c.count; i++)
        dissect(&c, i, false);
    for (unsigned i = 0; i < c.count && (c.mode & SECOND_PASS) != 0; i++)
        dissect(&c, i, true);
    for (unsigned i = 0; i < c.count; i++) {
        frame_data_destroy(&c.packets[i].frame);
        g_free(c.packets[i].bytes);
    }
    epan_free(c.session);
    return 0;
}
