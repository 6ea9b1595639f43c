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
    /* requests and answers */ \
    X(not_answered,       PI_SEQUENCE,   PI_WARN,  "A message was not answered in time") \
    X(no_response_seen,   PI_SEQUENCE,   PI_WARN,  "No answer to this message was seen") \
    X(answer_unasked,     PI_SEQUENCE,   PI_NOTE,  "Answer without a request") \
    X(answer_repeated,    PI_SEQUENCE,   PI_NOTE,  "Answered once more") \
    X(answer_wrong_serial, PI_SEQUENCE,  PI_WARN,  "Answer with a wrong serial number") \
    X(answer_wrong_number, PI_SEQUENCE,  PI_WARN,  "Answer with a wrong protocol number") \
    X(answer_bad_crc,     PI_SEQUENCE,   PI_ERROR, "Answer with a wrong CRC") \
    X(answer_to_damaged,  PI_SEQUENCE,   PI_WARN,  "Answer to a message with a wrong CRC") \
    X(answer_late,        PI_SEQUENCE,   PI_WARN,  "Late answer") \
    X(one_answer_for_several, PI_SEQUENCE, PI_WARN, "One answer for several messages") \
    X(command_unanswered, PI_SEQUENCE,   PI_WARN,  "A command was not answered in time") \
    X(command_refused,    PI_RESPONSE_CODE, PI_WARN, "The terminal did not carry out the command") \
    /* the conversation */ \
    X(login_repeated,     PI_SEQUENCE,   PI_WARN,  "The terminal logs in again") \
    X(closed,             PI_SEQUENCE,   PI_CHAT,  "Connection closed") \
    X(closed_by_server,   PI_SEQUENCE,   PI_WARN,  "The server closed the connection right after a message") \
    X(reset,              PI_SEQUENCE,   PI_WARN,  "Connection reset") \
    X(unfinished_at_end,  PI_SEQUENCE,   PI_WARN,  "The connection ended inside a message") \
    X(end_not_seen,       PI_SEQUENCE,   PI_NOTE,  "The capture ends inside a message") \
    X(serial_gap,         PI_SEQUENCE,   PI_NOTE,  "Serial numbers are missing") \
    X(serial_back,        PI_SEQUENCE,   PI_NOTE,  "The serial number went back") \
    X(duplicate,          PI_SEQUENCE,   PI_NOTE,  "The message was sent before") \
    X(reupload,           PI_SEQUENCE,   PI_CHAT,  "Stored earlier, sent later") \
    X(dialect,            PI_PROTOCOL,   PI_CHAT,  "The dialect without serial number and CRC") \
    X(endpoint_unexpected, PI_SEQUENCE,  PI_WARN,  "The terminal reports to another endpoint than expected") \
    X(endpoint_unknown,   PI_SEQUENCE,   PI_NOTE,  "It is not known whether this is the expected endpoint") \
    X(foreign,            PI_PROTOCOL,   PI_NOTE,  "Another protocol on a GT06 port") \
    X(ascii_hex,          PI_PROTOCOL,   PI_ERROR, "Written in hexadecimal digits instead of sent as bytes") \
    X(crc_kind,           PI_CHECKSUM,   PI_NOTE,  "What the wrong CRC is") \
    /* what a message says */ \
    X(clock_zone,         PI_PROTOCOL,   PI_WARN,  "The terminal's clock is off by a time zone") \
    X(clock_wrong,        PI_PROTOCOL,   PI_NOTE,  "The terminal's clock is wrong") \
    X(date_stuck,         PI_PROTOCOL,   PI_WARN,  "The date does not change") \
    X(date_future,        PI_PROTOCOL,   PI_WARN,  "A date in the future") \
    X(date_epoch,         PI_PROTOCOL,   PI_WARN,  "A clock that was never set") \
    X(position_jump,      PI_PROTOCOL,   PI_NOTE,  "The position jumped") \
    X(speed_implausible,  PI_PROTOCOL,   PI_NOTE,  "Implausible speed") \
    X(hemisphere_flip,    PI_PROTOCOL,   PI_WARN,  "The hemisphere changed its sign") \
    X(zero_coordinates,   PI_PROTOCOL,   PI_WARN,  "A valid fix at latitude 0, longitude 0") \
    X(no_fix,             PI_PROTOCOL,   PI_CHAT,  "No fix") \
    X(imei_luhn,          PI_PROTOCOL,   PI_NOTE,  "IMEI without a right check digit") \
    X(alarm_disagrees,    PI_PROTOCOL,   PI_NOTE,  "Alarm bits and alarm byte disagree") \
    X(password,           PI_SECURITY,   PI_NOTE,  "A password in clear text") \
    /* what a message is made of */ \
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
    X(coordinate_range,   PI_MALFORMED,  PI_NOTE,  "Coordinate out of range") \
    X(level_unknown,      PI_UNDECODED,  PI_NOTE,  "Voltage level without a known meaning") \
    X(count_wrong,        PI_MALFORMED,  PI_WARN,  "A length or count disagrees with the content") \
    X(encoding_unknown,   PI_UNDECODED,  PI_NOTE,  "Unknown text encoding") \
    X(imei_digits,        PI_PROTOCOL,   PI_NOTE,  "Identity with digits that are not decimal") \
    X(modules_damaged,    PI_MALFORMED,  PI_WARN,  "The modules do not end with the content") \
    X(module_unknown,     PI_UNDECODED,  PI_NOTE,  "Unknown module") \
    X(checksum_wrong,     PI_CHECKSUM,   PI_WARN,  "Wrong checksum inside the content") \
    /* photos, media and files that come in blocks */ \
    X(block_missing,      PI_SEQUENCE,   PI_NOTE,  "A block before this one was not seen") \
    X(block_late,         PI_SEQUENCE,   PI_NOTE,  "A block out of order") \
    X(block_repeated,     PI_SEQUENCE,   PI_NOTE,  "A block that was sent before") \
    X(block_conflict,     PI_SEQUENCE,   PI_WARN,  "A block sent again with other data") \
    X(block_too_long,     PI_MALFORMED,  PI_WARN,  "A block beyond the announced size") \
    X(object_unannounced, PI_SEQUENCE,   PI_NOTE,  "The size of a picture or recording was not announced") \
    X(object_unfinished,  PI_SEQUENCE,   PI_WARN,  "A picture or file was not completed") \
    X(object_too_large,   PI_REASSEMBLE, PI_NOTE,  "A picture or file too large to be put together") \
    X(object_damaged,     PI_MALFORMED,  PI_WARN,  "The finished picture is damaged") \
    X(text_unreadable,    PI_MALFORMED,  PI_NOTE,  "Bytes that are no text where a text is due") \
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

/*
 * Whose findings follow in this packet, because some may be muted for it.
 *
 * imei  lives as long as the packet is dissected; NULL: no login was seen
 */
void gt06_speak_of(packet_info *pinfo, const char *imei);

/*
 * Attaches a finding with its own sentence, unless it is muted. `item` may be NULL, then it is the
 * packet's.
 */
void gt06_found(packet_info *pinfo, proto_item *item, gt06_finding finding, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The last part of the finding's filter name: "crc_wrong". */
const char *gt06_finding_name(gt06_finding finding);

/* Is the finding muted, for all or for the terminal that is spoken of? */
bool gt06_is_silent(packet_info *pinfo, gt06_finding finding);

/* How grave it is: PI_CHAT to PI_ERROR. */
int gt06_finding_severity(gt06_finding finding);

/* The expert field, for functions of epan that ask for one. */
expert_field *gt06_expert_field(gt06_finding finding);

#endif
