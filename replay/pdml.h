/* pdml.h
 * Reads what tshark says about packets (tshark -T pdml), one packet at a time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_PDML_H
#define GT06_REPLAY_PDML_H

#include <stdbool.h>
#include <stdint.h>

#include "tshark.h"

/* A field, or a protocol, of a packet; the strings live as long as the packet is looked at. */
typedef struct {
    const char *name;  /* as in a display filter */
    const char *show;  /* its value as a filter would say it */
    const char *label; /* as people see it in the tree */
    const char *value; /* its bytes in hexadecimal digits, "" for generated fields */
    int position;      /* of its bytes, in the data that hold the message */
    int size;
    int message; /* ordinal of the GT06 message it belongs to, -1 for none */
    int parent;  /* index of the field or protocol above it, -1 for none */
    bool is_protocol;
} gt06_field;

/* One packet as tshark dissected it. */
typedef struct {
    unsigned number;
    int64_t time;   /* microseconds since 1970 */
    GArray *fields; /* of gt06_field, in the order of the tree */
    unsigned messages;
} gt06_packet;

/* Returns false to end the reading. */
typedef bool (*gt06_packet_reader)(const gt06_packet *packet, void *data);

/* Takes tshark's output in pieces of any size. */
typedef struct gt06_pdml gt06_pdml;

gt06_pdml *gt06_pdml_new(gt06_packet_reader reader, void *data);
void gt06_pdml_free(gt06_pdml *pdml);

/* A gt06_output; `data` is the gt06_pdml. Returns false if the reader has had enough, or on a
 * text that is no PDML. */
bool gt06_pdml_feed(const char *text, size_t size, void *data);

/* The packet's field of this name: the first from index `from` on; NULL if there is none. */
const gt06_field *gt06_packet_field(const gt06_packet *packet, const char *name, unsigned from);

/* The field of this name that belongs to a message; NULL if there is none. */
const gt06_field *gt06_message_field(const gt06_packet *packet, const char *name, int message);

/* What to ask tshark for, to be put in front of the capture's name. */
extern const char *const gt06_pdml_layers;

/*
 * Dissects a capture and has every packet looked at.
 *
 * path     as tshark can reach it
 * two      passes, so that fields that look forward are there
 * filter   a display filter; NULL for all packets
 */
bool gt06_read_packets(gt06_tshark *tshark, const char *path, bool two, const char *filter,
                       gt06_packet_reader reader, void *data, GError **error);

/*
 * The same in two passes over all packets, and what a statistic (tshark's -z) says of them.
 *
 * table    receives the statistic's text
 */
bool gt06_read_packets_and_table(gt06_tshark *tshark, const char *path, const char *statistic,
                                 gt06_packet_reader reader, void *data, GString *table,
                                 GError **error);

/* The bytes that hexadecimal digits stand for; blanks and colons between them are skipped. NULL if
 * there is any other character, or half a byte. */
GBytes *gt06_read_hex(const char *text);

#endif
