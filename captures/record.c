/* record.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "record.h"

#include <string.h>

#include <ws_version.h>

enum { USUAL_SIZE = 2048 };

/*
 * A block exactly as large as the bytes, so that the sanitizers see who reads behind it. One of the
 * usual size would go to a pool of libwsutil's, which only grows; it gets a byte more.
 */
static void set_bytes(Buffer *buffer, const uint8_t *bytes, size_t size)
{
    const size_t room = size == USUAL_SIZE ? size + 1 : size;

    ws_buffer_free(buffer);
    *buffer = (Buffer){ .data = g_malloc(room), .allocated = room, .first_free = size };
    if (size > 0)
        memcpy(buffer->data, bytes, size);
}

#if WIRESHARK_VERSION_MAJOR > 4 || (WIRESHARK_VERSION_MAJOR == 4 && WIRESHARK_VERSION_MINOR >= 6)

void gt06_record_init(gt06_wtap_record *record)
{
    wtap_rec_init(&record->rec, USUAL_SIZE);
}

void gt06_record_clear(gt06_wtap_record *record)
{
    wtap_rec_cleanup(&record->rec);
}

void gt06_record_set(gt06_wtap_record *record, int encapsulation, const uint8_t *bytes, size_t size)
{
    wtap_setup_packet_rec(&record->rec, encapsulation);
    set_bytes(&record->rec.data, bytes, size);
}

const uint8_t *gt06_record_bytes(const gt06_wtap_record *record)
{
    return ws_buffer_start_ptr(&record->rec.data);
}

bool gt06_record_read(gt06_wtap_record *record, wtap *file, int *code, char **info, int64_t *offset)
{
    return wtap_read(file, &record->rec, code, info, offset);
}

bool gt06_record_read_at(gt06_wtap_record *record, wtap *file, int64_t offset, int *code,
                         char **info)
{
    return wtap_seek_read(file, offset, &record->rec, code, info);
}

bool gt06_record_write(const gt06_wtap_record *record, wtap_dumper *dumper, int *code, char **info)
{
    return wtap_dump(dumper, &record->rec, code, info);
}

#else

void gt06_record_init(gt06_wtap_record *record)
{
    wtap_rec_init(&record->rec);
    ws_buffer_init(&record->buffer, USUAL_SIZE);
}

void gt06_record_clear(gt06_wtap_record *record)
{
    wtap_rec_cleanup(&record->rec);
    ws_buffer_free(&record->buffer);
}

void gt06_record_set(gt06_wtap_record *record, int encapsulation, const uint8_t *bytes, size_t size)
{
    record->rec.rec_type = REC_TYPE_PACKET;
    record->rec.rec_header.packet_header.pkt_encap = encapsulation;
    set_bytes(&record->buffer, bytes, size);
}

const uint8_t *gt06_record_bytes(const gt06_wtap_record *record)
{
    return ws_buffer_start_ptr(&record->buffer);
}

bool gt06_record_read(gt06_wtap_record *record, wtap *file, int *code, char **info, int64_t *offset)
{
    return wtap_read(file, &record->rec, &record->buffer, code, info, offset);
}

bool gt06_record_read_at(gt06_wtap_record *record, wtap *file, int64_t offset, int *code,
                         char **info)
{
    return wtap_seek_read(file, offset, &record->rec, &record->buffer, code, info);
}

bool gt06_record_write(const gt06_wtap_record *record, wtap_dumper *dumper, int *code, char **info)
{
    return wtap_dump(dumper, &record->rec, gt06_record_bytes(record), code, info);
}

#endif
