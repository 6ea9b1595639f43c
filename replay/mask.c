/* mask.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* memmem */
#include "mask.h"

#include <stdio.h>
#include <string.h>

#include "failure.h"
#include "identity.h"
#include "making.h"
#include "sessions.h"

typedef struct {
    const char *key;
    gt06_writer *writer;
    GHashTable *flows; /* of char* to gt06_flow */
    unsigned messages, hidden;
    GError *error;
} masking;

/* A number that depends on the key and the value only. */
static uint64_t scramble(const masking *mask, const void *bytes, size_t size)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize length = sizeof digest;
    uint64_t number = 0;

    g_checksum_update(sum, (const guchar *)mask->key, (gssize)strlen(mask->key) + 1);
    g_checksum_update(sum, bytes, (gssize)size);
    g_checksum_get_digest(sum, digest, &length);
    g_checksum_free(sum);
    memcpy(&number, digest, sizeof number);
    return GUINT64_FROM_LE(number);
}

/* An IMEI keeps its first eight digits, which name the model; the rest is made up. */
static void mask_imei(const masking *mask, uint8_t *bytes, size_t size)
{
    char imei[GT06_IMEI_SIZE];

    if (!gt06_imei_read(bytes, size, imei)) {
        memset(bytes, 0, size);
        return;
    }
    uint64_t number = scramble(mask, imei, strlen(imei));
    for (int i = 8; i < 14; i++, number /= 10)
        imei[i] = (char)('0' + number % 10);
    gt06_imei_complete(imei);
    gt06_imei_write(bytes, size, imei);
}

/* Digits and letters in ASCII or UTF-16 are exchanged; punctuation keeps the text readable. */
static void mask_text(const masking *mask, uint8_t *bytes, size_t size)
{
    uint64_t number = scramble(mask, bytes, size);

    for (size_t i = 0; i < size; i++) {
        number = number * 6364136223846793005U + 1442695040888963407U;
        if (g_ascii_isdigit(bytes[i]))
            bytes[i] = (uint8_t)('0' + (number >> 33) % 10);
    }
}

/* Hides letters, too. */
static void mask_secret(const masking *mask, uint8_t *bytes, size_t size)
{
    mask_text(mask, bytes, size);
    for (size_t i = 0; i < size; i++) {
        if (g_ascii_isalpha(bytes[i]))
            bytes[i] = 'x';
    }
}

/* BCD digits stay digits. */
static void mask_digits(const masking *mask, uint8_t *bytes, size_t size)
{
    uint64_t number = scramble(mask, bytes, size);

    for (size_t i = 0; i < size; i++) {
        number = number * 6364136223846793005U + 1442695040888963407U;
        const unsigned digits = (unsigned)(number >> 33) % 100;
        bytes[i] = (uint8_t)(digits / 10 << 4 | digits % 10);
    }
}

/* ASCII where it was ASCII, else BCD. */
static void mask_number(const masking *mask, uint8_t *bytes, size_t size)
{
    bool ascii = true;

    for (size_t i = 0; i < size; i++)
        ascii = ascii && (bytes[i] == 0 || (bytes[i] >= 0x20 && bytes[i] < 0x7F));
    (ascii ? mask_text : mask_digits)(mask, bytes, size);
}

static void mask_bytes(const masking *mask, uint8_t *bytes, size_t size)
{
    uint64_t number = scramble(mask, bytes, size);

    for (size_t i = 0; i < size; i++) {
        number = number * 6364136223846793005U + 1442695040888963407U;
        bytes[i] = (uint8_t)(number >> 56);
    }
}

/* Hardware addresses are locally administered, and 02:00:... as all that is made up. */
static void mask_hardware(const masking *mask, uint8_t *bytes, size_t size)
{
    mask_bytes(mask, bytes, size);
    if (size >= 2)
        memcpy(bytes, (const uint8_t[]){ 0x02, 0x00 }, 2);
}

/*
 * All positions are moved by the same number of degrees, so that distances and jumps stay nearly
 * what they were. The unit is 1/1800000 degree; 0 stays 0: it says that there is no position.
 */
static void move_position(const masking *mask, uint8_t *bytes, size_t size, const char *axis,
                          uint32_t most)
{
    uint32_t value;

    if (size != 4)
        return;
    memcpy(&value, bytes, 4);
    value = GUINT32_FROM_BE(value);
    if (value == 0 || value > most)
        return;
    const uint32_t shift = (uint32_t)(scramble(mask, axis, strlen(axis)) % most);
    value = 1 + (value + shift) % (most - 1);
    value = GUINT32_TO_BE(value);
    memcpy(bytes, &value, 4);
}

static void mask_latitude(const masking *mask, uint8_t *bytes, size_t size)
{
    move_position(mask, bytes, size, "latitude", 162000000);
}

static void mask_longitude(const masking *mask, uint8_t *bytes, size_t size)
{
    move_position(mask, bytes, size, "longitude", 324000000);
}

/* What is hidden, by the field that shows it. */
static const struct {
    const char *field;
    void (*hide)(const masking *mask, uint8_t *bytes, size_t size);
} secrets[] = {
    { "gt06.imei", mask_imei },           { "gt06.imsi", mask_number },
    { "gt06.iccid", mask_number },        { "gt06.phone", mask_number },
    { "gt06.driver_id", mask_number },    { "gt06.latitude", mask_latitude },
    { "gt06.longitude", mask_longitude }, { "gt06.lac", mask_bytes },
    { "gt06.cell_id", mask_bytes },       { "gt06.wifi.bssid", mask_hardware },
    { "gt06.wifi.ssid", mask_secret },    { "gt06.command.password", mask_secret },
    { "gt06.text", mask_text },           { "gt06.text.value", mask_text },
    { "gt06.command", mask_text },        { "gt06.undecoded", mask_bytes },
};

/* Hides what a field shows in the frame that holds it. */
static void hide_field(masking *mask, const gt06_field *field, int position, GByteArray *frame)
{
    const int offset = field->position - position;

    if (*field->value == '\0' || field->size <= 0 || offset < 0 ||
        offset + field->size > (int)frame->len)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        if (strcmp(field->name, secrets[i].field) == 0) {
            secrets[i].hide(mask, frame->data + offset, (size_t)field->size);
            mask->hidden++;
        }
    }
}

static bool has_good_crc(const gt06_packet *packet, int message)
{
    const gt06_field *status = gt06_message_field(packet, "gt06.crc.status", message);

    return status && status->show[0] == '1';
}

/* Appends a message as it may be shared. */
static void add_masked(masking *mask, const gt06_packet *packet, const gt06_field *frame,
                       GByteArray *payload)
{
    GBytes *bytes = gt06_read_hex(frame->value);
    GByteArray *masked;

    if (!bytes)
        return;
    masked = g_bytes_unref_to_array(bytes);
    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (field->message == frame->message)
            hide_field(mask, field, frame->position, masked);
    }
    if (has_good_crc(packet, frame->message))
        gt06_frame_renew_crc(masked->data, masked->len);
    g_byte_array_append(payload, masked->data, masked->len);
    g_byte_array_unref(masked);
    mask->messages++;
}

static const char *shown(const gt06_packet *packet, const char *name)
{
    const gt06_field *field = gt06_packet_field(packet, name, 0);

    return field ? field->show : NULL;
}

/* The flow of a packet, between documentation addresses; the server's port is kept. */
static gt06_flow *flow_of(masking *mask, const gt06_packet *packet, bool from_server)
{
    const char *tcp = shown(packet, "tcp.stream"), *udp = shown(packet, "udp.stream");
    const char *port = shown(packet, tcp ? (from_server ? "tcp.srcport" : "tcp.dstport")
                                         : (from_server ? "udp.srcport" : "udp.dstport"));
    char *key = g_strdup_printf("%c%s", tcp ? 't' : 'u', tcp ? tcp : udp ? udp : "");
    gt06_flow *flow = g_hash_table_lookup(mask->flows, key);

    if (!flow) {
        const unsigned count = g_hash_table_size(mask->flows);
        const gt06_endpoint client = { "198.51.100.7", (uint16_t)(40001 + count % 20000) };
        const gt06_endpoint server = { "203.0.113.10",
                                       (uint16_t)(port ? g_ascii_strtoull(port, NULL, 10) : 8888) };
        const nstime_t begin = { (time_t)(packet->time / 1000000) - 1,
                                 (int)(packet->time % 1000000 * 1000) };

        flow = gt06_writer_flow(mask->writer, tcp ? GT06_OVER_TCP : GT06_OVER_UDP, &client, &server,
                                &mask->error);
        if (flow && tcp)
            gt06_flow_open(flow, begin, NULL, &mask->error);
        g_hash_table_insert(mask->flows, key, flow);
        return flow;
    }
    g_free(key);
    return flow;
}

static bool mask_packet(const gt06_packet *packet, void *data)
{
    masking *mask = data;
    const char *direction = shown(packet, "gt06.direction");
    const bool from_server = direction && *direction == '1';
    GByteArray *payload = g_byte_array_new();

    for (unsigned i = 0; i < packet->fields->len; i++) {
        const gt06_field *field = &g_array_index(packet->fields, gt06_field, i);
        if (strcmp(field->name, "gt06.frame") == 0)
            add_masked(mask, packet, field, payload);
    }
    if (payload->len > 0) {
        gt06_flow *flow = flow_of(mask, packet, from_server);
        const gt06_payload sent = { .sender = from_server ? GT06_SERVER : GT06_CLIENT,
                                    .bytes = payload->data,
                                    .size = payload->len,
                                    .time = { (time_t)(packet->time / 1000000),
                                              (int)(packet->time % 1000000 * 1000) } };
        if (flow && !mask->error)
            gt06_flow_send(flow, &sent, &mask->error);
    }
    g_byte_array_unref(payload);
    return !mask->error;
}

bool gt06_mask(gt06_tshark *tshark, const char *capture, const char *output, const char *key,
               GError **error)
{
    masking mask = { .key = key };
    gt06_making making;
    char *path;
    bool good;

    if (!gt06_is_other_file(output, capture, error))
        return false;
    path = gt06_tshark_reach(tshark, capture, error);
    if (!path)
        return false;
    mask.writer = gt06_making_begin(&making, output,
                                    "Identities and positions masked by gt06-replay mask", error);
    if (!mask.writer) {
        g_free(path);
        return false;
    }
    mask.flows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    good = gt06_read_packets(tshark, path, false, NULL, mask_packet, &mask, error);
    if (good && mask.error) {
        g_propagate_error(error, mask.error);
        good = false;
    }
    g_hash_table_unref(mask.flows);
    if (good && mask.messages == 0)
        good = gt06_fail(error, GT06_EXIT_INPUT, "%s holds no GT06 message.", capture);
    good = gt06_making_end(&making, good, error);
    if (good)
        fprintf(stderr, "%u messages written, %u values in them masked.\n", mask.messages,
                mask.hidden);
    g_free(path);
    return good;
}
