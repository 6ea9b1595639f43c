/* record.h
 * A packet as libwiretap reads and writes it, the same for every Wireshark release: from 4.6 on a
 * record carries its bytes, before it they stand beside it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_RECORD_H
#define GT06_CAPTURE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <wireshark.h>
#include <wiretap/wtap.h>

typedef struct {
    wtap_rec rec;
    Buffer buffer; /* the bytes, before 4.6 */
} gt06_wtap_record;

/* A record for reading; to be released with gt06_record_clear(). */
void gt06_record_init(gt06_wtap_record *record);
void gt06_record_clear(gt06_wtap_record *record);

/* Makes it a packet of these bytes, which are copied; once after gt06_record_init(). */
void gt06_record_set(gt06_wtap_record *record, int encapsulation, const uint8_t *bytes,
                     size_t size);

/* The captured bytes: rec.rec_header.packet_header.caplen of them. */
const uint8_t *gt06_record_bytes(const gt06_wtap_record *record);

/* As wtap_read(), wtap_seek_read() and wtap_dump() of the present release. */
bool gt06_record_read(gt06_wtap_record *record, wtap *file, int *code, char **info,
                      int64_t *offset);
bool gt06_record_read_at(gt06_wtap_record *record, wtap *file, int64_t offset, int *code,
                         char **info);
bool gt06_record_write(const gt06_wtap_record *record, wtap_dumper *dumper, int *code, char **info);

#endif
