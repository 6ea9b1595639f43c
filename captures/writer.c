/* writer.c
 * Writes capture files: conversations around given payloads.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "writer.h"

#include <wireshark.h>
#include <wiretap/wtap.h>

#include "headers.h"
#include "record.h"

enum {
    SNAPSHOT_LENGTH = 262144,
    STEP_US = 20000,        /* between the packets of a handshake or a closing */
    SEGMENT_US = 100,       /* between the segments of one payload */
    AGAIN_US = 10000,       /* until a packet comes again */
    FIRST_SEQUENCE = 0x1000 /* of the first flow's client */
};

struct gt06_writer {
    wtap_dumper *dumper;
    gt06_link link;
    GArray *sections;  /* of wtap_block_t: the section's comment; libwiretap reads it to the end */
    GHashTable *flows; /* set of gt06_flow, owned */
    uint32_t begun;    /* conversations so far, for their sequence numbers */
    nstime_t time;     /* of the latest packet */
};

/* One end of a flow and what it has sent. */
typedef struct {
    gt06_address address;
    uint32_t sequence;       /* of the next byte */
    uint32_t acknowledged;   /* what the other side has acknowledged of it */
    uint16_t identification; /* of the next IPv4 header */
} flow_end;

struct gt06_flow {
    gt06_writer *writer; /* not owned */
    gt06_transport transport;
    flow_end ends[2]; /* by gt06_sender */
    bool begun;
    bool closed;
};

/* Settings of one packet besides its bytes. */
typedef struct {
    nstime_t time;
    const char *comment;
    size_t lost; /* bytes at the end that were not captured */
} packet_frame;

GQuark gt06_capture_error_quark(void)
{
    return g_quark_from_static_string("gt06-capture-error");
}

static bool refuse(GError **error, const char *reason)
{
    g_set_error_literal(error, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_REQUEST, reason);
    return false;
}

/* Turns libwiretap's error into ours and releases `info`. */
static bool report_wiretap(GError **error, const char *what, int code, char *info)
{
    g_set_error(error, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_FILE, "%s: %s%s%s", what,
                wtap_strerror(code), info ? ": " : "", info ? info : "");
    g_free(info);
    return false;
}

static int link_encapsulation(gt06_link link)
{
    static const int encapsulations[] = {
        [GT06_LINK_ETHERNET] = WTAP_ENCAP_ETHERNET,
        [GT06_LINK_IP] = WTAP_ENCAP_RAW_IP,
        [GT06_LINK_USER0] = WTAP_ENCAP_USER0,
    };

    return encapsulations[link];
}

/* An array of one section block that carries nothing but the comment. */
static GArray *section_with_comment(const char *comment)
{
    GArray *sections = g_array_new(FALSE, FALSE, sizeof(wtap_block_t));
    wtap_block_t section = wtap_block_create(WTAP_BLOCK_SECTION);

    if (comment) {
        wtap_block_add_string_option(section, OPT_COMMENT, comment, strlen(comment));
    }
    g_array_append_val(sections, section);
    return sections;
}

gt06_writer *gt06_writer_open(const char *path, gt06_link link, const char *origin, GError **error)
{
    wtap_dump_params params = WTAP_DUMP_PARAMS_INIT;
    gt06_writer *writer = g_new0(gt06_writer, 1);
    int code = 0;
    char *info = NULL;

    writer->link = link;
    writer->sections = section_with_comment(origin);
    writer->flows = g_hash_table_new_full(NULL, NULL, g_free, NULL);
    params.encap = link_encapsulation(link);
    params.snaplen = SNAPSHOT_LENGTH;
    params.tsprec = WTAP_TSPREC_USEC;
    params.shb_hdrs = writer->sections;
    writer->dumper = wtap_dump_open(path, wtap_pcapng_file_type_subtype(), WTAP_UNCOMPRESSED,
                                    &params, &code, &info);
    if (!writer->dumper) {
        report_wiretap(error, path, code, info);
        gt06_writer_close(writer, NULL);
        return NULL;
    }
    return writer;
}

nstime_t gt06_writer_time(const gt06_writer *writer)
{
    return writer->time;
}

bool gt06_writer_flush(gt06_writer *writer, GError **error)
{
    int code = 0;

    return wtap_dump_flush(writer->dumper, &code) ||
           report_wiretap(error, "the capture cannot be written", code, NULL);
}

bool gt06_writer_close(gt06_writer *writer, GError **error)
{
    int code = 0;
    char *info = NULL;
    bool good = true;

    if (writer->dumper && !wtap_dump_close(writer->dumper, NULL, &code, &info)) {
        good = report_wiretap(error, "the capture cannot be completed", code, info);
    }
    wtap_block_array_free(writer->sections);
    g_hash_table_unref(writer->flows);
    g_free(writer);
    return good;
}

/* Writes one packet as it stands on the wire, or as much of it as was captured. */
static bool write_packet(gt06_writer *writer, const packet_frame *frame, const uint8_t *bytes,
                         size_t size, GError **error)
{
    const size_t captured = size - frame->lost;
    gt06_wtap_record record;
    wtap_rec *rec = &record.rec;
    int code = 0;
    char *info = NULL;
    bool good;

    gt06_record_init(&record);
    gt06_record_set(&record, link_encapsulation(writer->link), bytes, captured);
    rec->presence_flags = WTAP_HAS_TS | WTAP_HAS_CAP_LEN;
    rec->ts = frame->time;
    rec->tsprec = WTAP_TSPREC_USEC;
    rec->rec_header.packet_header.caplen = (guint32)captured;
    rec->rec_header.packet_header.len = (guint32)size;
    rec->block = wtap_block_create(WTAP_BLOCK_PACKET);
    if (frame->comment) {
        wtap_block_add_string_option(rec->block, OPT_COMMENT, frame->comment,
                                     strlen(frame->comment));
        rec->block_was_modified = true;
    }
    good = gt06_record_write(&record, writer->dumper, &code, &info);
    gt06_record_clear(&record);
    if (!good) {
        return report_wiretap(error, "the capture cannot be written", code, info);
    }
    if (nstime_cmp(&frame->time, &writer->time) > 0) {
        writer->time = frame->time;
    }
    return true;
}

static bool transport_fits_link(const gt06_writer *writer, gt06_transport transport)
{
    return (writer->link == GT06_LINK_USER0) == (transport == GT06_OVER_NOTHING);
}

static bool set_end(flow_end *end, const gt06_endpoint *endpoint, uint32_t sequence, GError **error)
{
    if (!gt06_address_parse(endpoint->address, endpoint->port, &end->address)) {
        g_set_error(error, GT06_CAPTURE_ERROR, GT06_CAPTURE_ERROR_REQUEST,
                    "\"%s\" is neither an IPv4 nor an IPv6 address", endpoint->address);
        return false;
    }
    end->sequence = sequence;
    end->acknowledged = sequence;
    end->identification = 1;
    return true;
}

/* Every flow numbers its bytes from elsewhere, so a port used again is a new connection. */
static bool set_ends(gt06_flow *flow, const gt06_endpoint *client, const gt06_endpoint *server,
                     GError **error)
{
    const uint32_t first = FIRST_SEQUENCE + (flow->writer->begun++ << 20);

    if (!set_end(&flow->ends[GT06_CLIENT], client, first, error) ||
        !set_end(&flow->ends[GT06_SERVER], server, first + 0x80000000U, error)) {
        return false;
    }
    if (flow->ends[GT06_CLIENT].address.size != flow->ends[GT06_SERVER].address.size) {
        return refuse(error, "one address is IPv4, the other IPv6");
    }
    return true;
}

gt06_flow *gt06_writer_flow(gt06_writer *writer, gt06_transport transport,
                            const gt06_endpoint *client, const gt06_endpoint *server,
                            GError **error)
{
    gt06_flow *flow;

    if (!transport_fits_link(writer, transport)) {
        refuse(error, "bare packets and IP packets cannot stand in one capture");
        return NULL;
    }
    flow = g_new0(gt06_flow, 1);
    flow->writer = writer;
    flow->transport = transport;
    if (transport != GT06_OVER_NOTHING && !set_ends(flow, client, server, error)) {
        g_free(flow);
        return NULL;
    }
    g_hash_table_add(writer->flows, flow);
    return flow;
}

void gt06_flow_release(gt06_flow *flow)
{
    g_hash_table_remove(flow->writer->flows, flow);
}

static gt06_sender other_side(gt06_sender side)
{
    return side == GT06_CLIENT ? GT06_SERVER : GT06_CLIENT;
}

static nstime_t later(nstime_t time, size_t microseconds)
{
    const nstime_t step = { (time_t)(microseconds / 1000000),
                            (int)(microseconds % 1000000 * 1000) };
    nstime_t sum;

    nstime_sum(&sum, &time, &step);
    return sum;
}

/* What the headers of the sender's next packet say; advances nothing but the identification. */
static gt06_headers next_headers(gt06_flow *flow, gt06_sender sender, uint8_t flags)
{
    flow_end *from = &flow->ends[sender];
    const flow_end *to = &flow->ends[other_side(sender)];
    const bool acknowledges = (flags & GT06_TCP_ACK) != 0;

    return (gt06_headers){
        .from = &from->address,
        .to = &to->address,
        .identification = from->identification++,
        .tcp = flow->transport == GT06_OVER_TCP,
        .flags = flags,
        .sequence = from->sequence,
        .acknowledgement = acknowledges ? to->sequence : 0,
    };
}

/* Counts what a TCP packet has used up and acknowledged. */
static void count_segment(gt06_flow *flow, gt06_sender sender, uint8_t flags, size_t size)
{
    flow_end *from = &flow->ends[sender];
    flow_end *to = &flow->ends[other_side(sender)];

    from->sequence += (uint32_t)size + ((flags & (GT06_TCP_SYN | GT06_TCP_FIN)) ? 1 : 0);
    if (flags & GT06_TCP_ACK) {
        to->acknowledged = to->sequence;
    }
}

/* Writes one packet of a flow over IP. */
static bool write_flow_packet(gt06_flow *flow, const gt06_payload *payload, uint8_t flags,
                              GError **error)
{
    const gt06_headers headers = next_headers(flow, payload->sender, flags);
    packet_frame frame = { payload->time, payload->comment, payload->lost };
    GByteArray *packet;
    bool good;

    count_segment(flow, payload->sender, flags, payload->size);
    flow->begun = true;
    if (payload->unseen) {
        return true;
    }
    packet = gt06_headers_build(&headers, flow->writer->link == GT06_LINK_ETHERNET, payload->bytes,
                                payload->size);
    good = write_packet(flow->writer, &frame, packet->data, packet->len, error);
    if (good && payload->again) {
        frame = (packet_frame){ later(payload->time, AGAIN_US), NULL, payload->lost };
        good = write_packet(flow->writer, &frame, packet->data, packet->len, error);
    }
    g_byte_array_unref(packet);
    return good;
}

/* Writes a TCP packet without payload. */
static bool write_signal(gt06_flow *flow, gt06_sender sender, uint8_t flags, nstime_t time,
                         const char *comment, GError **error)
{
    const gt06_payload nothing = { .sender = sender, .time = time, .comment = comment };

    return write_flow_packet(flow, &nothing, flags, error);
}

bool gt06_flow_open(gt06_flow *flow, nstime_t time, const char *comment, GError **error)
{
    if (flow->transport != GT06_OVER_TCP || flow->begun) {
        return refuse(error, "only a TCP connection that has not begun can be opened");
    }
    return write_signal(flow, GT06_CLIENT, GT06_TCP_SYN, time, comment, error) &&
           write_signal(flow, GT06_SERVER, GT06_TCP_SYN | GT06_TCP_ACK, later(time, STEP_US), NULL,
                        error) &&
           write_signal(flow, GT06_CLIENT, GT06_TCP_ACK, later(time, 2 * STEP_US), NULL, error);
}

bool gt06_flow_close(gt06_flow *flow, gt06_sender who, gt06_closing closing, nstime_t time,
                     const char *comment, GError **error)
{
    const gt06_sender other = other_side(who);
    const uint8_t finish = GT06_TCP_FIN | GT06_TCP_ACK;

    if (flow->transport != GT06_OVER_TCP || flow->closed) {
        return refuse(error, "only an open TCP connection can be closed");
    }
    flow->closed = true;
    if (closing == GT06_CLOSE_RST) {
        return write_signal(flow, who, GT06_TCP_RST | GT06_TCP_ACK, time, comment, error);
    }
    return write_signal(flow, who, finish, time, comment, error) &&
           write_signal(flow, other, finish, later(time, STEP_US), NULL, error) &&
           write_signal(flow, who, GT06_TCP_ACK, later(time, 2 * STEP_US), NULL, error);
}

/* The other side acknowledges first if this segment would exceed its window. */
static bool keep_window(gt06_flow *flow, const gt06_payload *segment, GError **error)
{
    const flow_end *from = &flow->ends[segment->sender];
    const uint32_t under_way = from->sequence - from->acknowledged;

    if (under_way + segment->size < GT06_TCP_WINDOW) {
        return true;
    }
    return write_signal(flow, other_side(segment->sender), GT06_TCP_ACK, segment->time, NULL,
                        error);
}

static bool send_tcp(gt06_flow *flow, const gt06_payload *payload, GError **error)
{
    const size_t largest = gt06_address_segment(&flow->ends[payload->sender].address);
    const size_t captured = payload->size - payload->lost;

    for (size_t offset = 0; offset < payload->size; offset += largest) {
        gt06_payload segment = *payload;
        const size_t size = MIN(largest, payload->size - offset);

        segment.bytes = payload->bytes + offset;
        segment.size = size;
        segment.lost = size - MIN(size, captured - MIN(captured, offset));
        segment.time = later(payload->time, offset / largest * SEGMENT_US);
        segment.comment = offset == 0 ? payload->comment : NULL;
        if (!keep_window(flow, &segment, error) ||
            !write_flow_packet(flow, &segment, GT06_TCP_PSH | GT06_TCP_ACK, error)) {
            return false;
        }
    }
    return true;
}

static bool send_bare(gt06_flow *flow, const gt06_payload *payload, GError **error)
{
    const packet_frame frame = { payload->time, payload->comment, payload->lost };

    return payload->unseen ||
           write_packet(flow->writer, &frame, payload->bytes, payload->size, error);
}

static bool send_udp(gt06_flow *flow, const gt06_payload *payload, GError **error)
{
    return write_flow_packet(flow, payload, 0, error);
}

bool gt06_flow_send(gt06_flow *flow, const gt06_payload *payload, GError **error)
{
    static bool (*const senders[])(gt06_flow *, const gt06_payload *, GError **) = {
        [GT06_OVER_TCP] = send_tcp,
        [GT06_OVER_UDP] = send_udp,
        [GT06_OVER_NOTHING] = send_bare,
    };

    if (flow->closed) {
        return refuse(error, "the connection is closed");
    }
    if (payload->size == 0) {
        return refuse(error, "there is nothing to send");
    }
    if (payload->lost > payload->size) {
        return refuse(error, "more bytes shall be lost than are sent");
    }
    if (flow->transport != GT06_OVER_TCP && payload->size > GT06_UDP_LARGEST) {
        return refuse(error, "more than 65507 bytes do not fit into one datagram");
    }
    return senders[flow->transport](flow, payload, error);
}
