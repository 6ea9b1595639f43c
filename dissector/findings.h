/* findings.h
 * Everything the dissector may have to say about a message: the expert information.
 *
 * One line each: name (the filter is gt06.expert.NAME), group, severity, summary. A severity is
 * what a Wireshark user expects: broken is an error, what will not work a warning, worth knowing
 * a note, progress a chat.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FINDINGS_H
#define GT06_FINDINGS_H

#include "compat.h"
#include <epan/packet.h>
#include <epan/expert.h>

/* clang-format off */
#define GT06_FINDINGS(X) \
    X(crc_wrong,          PI_CHECKSUM,   PI_ERROR, "CRC wrong: a terminal or server drops this message") \
    X(length_wrong,       PI_MALFORMED,  PI_WARN,  "Length field wrong: the CRC proves another size") \
    X(skipped,            PI_MALFORMED,  PI_WARN,  "Bytes that belong to no message") \
    X(unfinished,         PI_MALFORMED,  PI_WARN,  "The data end inside this message") \
    X(cut_off,            PI_UNDECODED,  PI_NOTE,  "Cut off by the capture's snapshot length") \
    X(content_missing,    PI_MALFORMED,  PI_WARN,  "The content ends too early") \
    X(undecoded,          PI_UNDECODED,  PI_NOTE,  "Content that no known layout explains") \
    X(unknown_number,     PI_UNDECODED,  PI_NOTE,  "Unknown protocol number") \
    X(date_invalid,       PI_MALFORMED,  PI_NOTE,  "Not a date") \
    X(date_unlikely,      PI_PROTOCOL,   PI_NOTE,  "Unlikely date") \
    X(date_bcd,           PI_PROTOCOL,   PI_WARN,  "Date in BCD where binary is due") \
    X(zone_unknown,       PI_PROTOCOL,   PI_CHAT,  "Local time of an unknown zone, read as UTC") \
    X(coordinate_range,   PI_MALFORMED,  PI_NOTE,  "Coordinate out of range") \
    X(level_unknown,      PI_UNDECODED,  PI_NOTE,  "Voltage level without a known meaning") \
    X(count_wrong,        PI_MALFORMED,  PI_WARN,  "A length or count disagrees with the content") \
    X(text_invalid,       PI_MALFORMED,  PI_NOTE,  "Text that is not what its encoding says") \
    X(encoding_unknown,   PI_UNDECODED,  PI_NOTE,  "Unknown text encoding") \
    X(imei_digits,        PI_PROTOCOL,   PI_NOTE,  "Identity with digits that are not decimal") \
    X(modules_damaged,    PI_MALFORMED,  PI_WARN,  "The modules do not end with the content") \
    X(module_unknown,     PI_UNDECODED,  PI_NOTE,  "Unknown module") \
    X(two_readings,       PI_UNDECODED,  PI_NOTE,  "Another layout would fit as well")
/* clang-format on */

typedef enum {
#define GT06_FINDING_ENUM(id, group, severity, summary) GT06_F_##id,
    GT06_FINDINGS(GT06_FINDING_ENUM)
#undef GT06_FINDING_ENUM
    GT06_FINDING_COUNT
} gt06_finding;

/* Registers them all. */
void gt06_register_findings(int protocol);

/* Attaches a finding with its own sentence. `item` may be NULL, then it is the packet's. */
void gt06_found(packet_info *pinfo, proto_item *item, gt06_finding finding, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The expert field, for functions of epan that ask for one. */
expert_field *gt06_expert_field(gt06_finding finding);

#endif
