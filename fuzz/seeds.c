/* seeds.c
 * gt06-seeds FOLDER FILE.jsonl... CAPTURES: writes what fuzzing begins with.
 *
 * Into FOLDER/bytes: the bytes of every message of the vectors and of every packet's payload in the
 * captures, and all payloads of a capture one behind the other. Into FOLDER/contents: the content of
 * each of these messages, with its number; into FOLDER/texts: the texts in them; into FOLDER/logs: the
 * vectors' lines, and logs as other programs would have written them.
 *
 * The programs take the last bytes of an input for how the ones before are to be read, so these are
 * zero behind the seeds: all at once, over TCP, on our port, from the terminal.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "../captures/record.h"
#include "../protocol/frame.h"

enum { MOST = 4096, ETHERNET = 14, UDP_HEADER = 8, SHORTEST_TEXT = 8 };

static const char *seeds_folder;

/* Writes a seed under a name that its bytes determine. */
static void write_seed(const char *kind, const void *bytes, size_t size)
{
    GError *error = NULL;
    char *sum, *path;

    if (size == 0)
        return;
    sum = g_compute_checksum_for_data(G_CHECKSUM_SHA1, bytes, size);
    path = g_build_filename(seeds_folder, kind, sum, NULL);
    if (!g_file_set_contents(path, bytes, (gssize)size, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    g_free(path);
    g_free(sum);
}

/* The same with bytes behind it that say how to read it. */
static void write_seed_with(const char *kind, const uint8_t *bytes, size_t size,
                            const uint8_t *how, size_t how_size)
{
    GByteArray *seed = g_byte_array_new();

    g_byte_array_append(seed, bytes, (guint)MIN(size, (size_t)MOST));
    g_byte_array_append(seed, how, (guint)how_size);
    write_seed(kind, seed->data, seed->len);
    g_byte_array_unref(seed);
}

static void seed_texts(const uint8_t *bytes, size_t size)
{
    size_t from = 0;

    for (size_t at = 0; at <= size; at++) {
        if (at < size && g_ascii_isprint(bytes[at]))
            continue;
        if (at - from >= SHORTEST_TEXT)
            write_seed("texts", bytes + from, at - from);
        from = at + 1;
    }
}

static void seed_contents(const uint8_t *bytes, size_t size)
{
    static const gt06_cut_context context = { .ended = true };
    gt06_cut cut;

    for (size_t at = 0; at < size; at += cut.size) {
        cut = gt06_cut_next(bytes + at, size - at, &context);
        if (cut.kind == GT06_CUT_FRAME) {
            /* as fuzz_content.c reads it: number, form, model */
            const uint8_t how[] = { cut.number, gt06_is_dialect(cut.form) ? 2 : cut.form == GT06_LONG,
                                    0 };
            write_seed_with("contents", bytes + at + cut.content_offset, cut.content_size, how,
                            sizeof how);
        }
    }
}

static void seed_bytes(const uint8_t *bytes, size_t size)
{
    static const uint8_t how[2] = { 0 };

    if (size == 0)
        return;
    write_seed_with("bytes", bytes, size, how, sizeof how);
    seed_contents(bytes, size);
    seed_texts(bytes, size);
}

/* ---- vectors ---- */

static GByteArray *read_digits(const char *text)
{
    GByteArray *bytes = g_byte_array_new();

    for (; g_ascii_isxdigit(text[0]) && g_ascii_isxdigit(text[1]); text += 2) {
        const guint8 byte = (guint8)(g_ascii_xdigit_value(text[0]) << 4 |
                                     g_ascii_xdigit_value(text[1]));
        g_byte_array_append(bytes, &byte, 1);
    }
    return bytes;
}

static void seed_log(const char *digits, size_t size)
{
    static const char *const forms[] = {
        "2026-03-01 10:00:00  INFO: [T1a2b3c4d: gt06 < 198.51.100.7] %.*s\n",
        "2026-03-01 10:00:00 DEBUG: [1a2b3c4d: 5023 > 198.51.100.7] HEX: %.*s\n",
        "2026-03-01T10:00:00.5Z up %.*s\n", "%.*s\n",
    };
    char *line = g_strdup_printf(forms[size % G_N_ELEMENTS(forms)], (int)size, digits);

    write_seed("logs", line, strlen(line));
    g_free(line);
}

/* Every value of the key "hex" in a line. */
static void seed_vector(const char *line)
{
    static const char key[] = "\"hex\":\"";

    write_seed("logs", line, strlen(line));
    for (const char *at = strstr(line, key); at; at = strstr(at, key)) {
        GByteArray *bytes;
        at += strlen(key);
        bytes = read_digits(at);
        seed_bytes(bytes->data, bytes->len);
        if (bytes->len % 8 == 0)
            seed_log(at, (size_t)bytes->len * 2);
        g_byte_array_unref(bytes);
    }
}

static void seed_vectors(const char *path)
{
    char *text = NULL, **lines;

    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        fprintf(stderr, "%s cannot be read.\n", path);
        exit(1);
    }
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        seed_vector(*line);
    g_strfreev(lines);
    g_free(text);
}

/* ---- captures ---- */

/* Where the payload begins in a packet of our own captures: IPv4 or IPv6, TCP or UDP, or bare. */
static size_t payload_offset(int link, const uint8_t *packet, size_t size)
{
    size_t at = link == WTAP_ENCAP_ETHERNET ? ETHERNET : 0, next;

    if (link != WTAP_ENCAP_ETHERNET && link != WTAP_ENCAP_RAW_IP)
        return 0;
    if (size < at + 40)
        return size;
    next = packet[at] >> 4 == 6 ? packet[at + 6] : packet[at + 9];
    at += packet[at] >> 4 == 6 ? 40 : (packet[at] & 15) * 4U;
    if (next == 17)
        return at + UDP_HEADER;
    return at + 12 < size ? at + (packet[at + 12] >> 4) * 4U : size;
}

static void seed_packets(wtap *file)
{
    GByteArray *all = g_byte_array_new();
    int error = 0;
    char *info = NULL;
    int64_t offset;
    gt06_wtap_record record;

    gt06_record_init(&record);
    while (gt06_record_read(&record, file, &error, &info, &offset)) {
        const uint8_t *packet = gt06_record_bytes(&record);
        const size_t size = record.rec.rec_header.packet_header.caplen;
        const size_t begins = payload_offset(record.rec.rec_header.packet_header.pkt_encap, packet,
                                             size);
        if (begins < size) {
            seed_bytes(packet + begins, size - begins);
            g_byte_array_append(all, packet + begins, (guint)(size - begins));
        }
        wtap_rec_reset(&record.rec);
    }
    seed_bytes(all->data, all->len);
    g_free(info);
    gt06_record_clear(&record);
    g_byte_array_unref(all);
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than the folders */
static void seed_captures(const char *folder)
{
    GDir *files = g_dir_open(folder, 0, NULL);

    for (const char *name = files ? g_dir_read_name(files) : NULL; name;
         name = g_dir_read_name(files)) {
        char *path = g_build_filename(folder, name, NULL), *info = NULL;
        int error = 0;
        wtap *file = g_str_has_suffix(name, ".pcapng")
                         ? wtap_open_offline(path, WTAP_TYPE_AUTO, &error, &info, FALSE)
                         : NULL;
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            seed_captures(path);
        if (file) {
            seed_packets(file);
            wtap_close(file);
        }
        g_free(info);
        g_free(path);
    }
    if (files)
        g_dir_close(files);
}

int main(int count, char **words)
{
    if (count < 3) {
        fputs("Usage: gt06-seeds FOLDER FILE.jsonl... CAPTURES\n", stderr);
        return 2;
    }
    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(FALSE);
    seeds_folder = words[1];
    for (int i = 2; i < count - 1; i++)
        seed_vectors(words[i]);
    seed_captures(words[count - 1]);
    wtap_cleanup();
    return 0;
}
