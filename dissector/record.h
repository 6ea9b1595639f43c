/* record.h
 * What one message says, as statistics, exports and summaries read it: the tap record.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_RECORD_H
#define GT06_RECORD_H

#include "compat.h"
#include "notes.h"
#include <wsutil/nstime.h>
#include "../protocol/catalogue.h"

enum { GT06_RECORD_VERSION = 1 };

/* The values of gt06.crc.status. */
typedef enum {
    GT06_CRC_BAD,
    GT06_CRC_GOOD,
    GT06_CRC_UNVERIFIED,
    GT06_CRC_NOT_PRESENT
} gt06_crc_status;

/* How a connection ended; the record of a message has GT06_NO_END. */
typedef enum {
    GT06_NO_END,
    GT06_END_CLOSED,
    GT06_END_RESET
} gt06_end;

/* Which of the values below the message carried. */
enum {
    GT06_HAS_SERIAL = 1 << 0,
    GT06_HAS_TIME = 1 << 1,
    GT06_HAS_POSITION = 1 << 2,
    GT06_HAS_ALTITUDE = 1 << 3,
    GT06_HAS_ALARM = 1 << 4,
    GT06_HAS_ACC = 1 << 5,
    GT06_HAS_BATTERY_LEVEL = 1 << 6,
    GT06_HAS_VOLTAGE_LEVEL = 1 << 7,
    GT06_HAS_EXTERNAL_VOLTAGE = 1 << 8,
    GT06_HAS_BATTERY_VOLTAGE = 1 << 9,
    GT06_HAS_MILEAGE = 1 << 10,
    GT06_HAS_SERVER_FLAG = 1 << 11,
    GT06_HAS_CELL = 1 << 12,
    GT06_HAS_STATUS_ALARM = 1 << 13,
    GT06_HAS_REUPLOAD = 1 << 14,
    GT06_HAS_ZONE = 1 << 15,
    GT06_HAS_GSM_SIGNAL = 1 << 16,
    GT06_HAS_RECORDER_ALARM = 1 << 17,
    GT06_HAS_SPEED = 1 << 18,
    GT06_HAS_COURSE = 1 << 19,
    GT06_HAS_SATELLITES = 1 << 20,
    GT06_HAS_CRC = 1 << 21,
    GT06_HAS_NETWORK = 1 << 22
};

typedef struct {
    uint32_t version; /* GT06_RECORD_VERSION */
    uint32_t size;    /* of this struct, so that a reader of another build can tell */
    uint32_t frame;   /* number of the packet that completed the message */
    uint32_t ordinal; /* of the message in its packet, from 0 */
    const gt06_message *message;
    const gt06_layout *layout;
    gt06_end end;     /* else this is no message: `number` is the terminal's last one */
    gt06_direction direction;
    gt06_form form;
    uint8_t number;
    gt06_crc_status crc_status;
    uint16_t serial;
    uint16_t crc;      /* as sent */
    uint32_t content_size; /* N of the documents */
    uint32_t has;      /* GT06_HAS_... */
    const char *imei;  /* of the conversation; NULL when no login was seen */
    nstime_t time;     /* gt06.time */
    double latitude;   /* degrees, south negative */
    double longitude;  /* degrees, west negative */
    double altitude;   /* m */
    uint16_t speed;    /* km/h */
    uint16_t course;   /* degrees */
    uint8_t satellites;
    bool positioned;
    bool reupload;
    bool acc;          /* the ACC byte, else the status bit, else the course bit */
    uint8_t acc_rank;  /* which of the three it is from, the higher the better */
    uint16_t alarm;
    uint8_t status_alarm;
    uint8_t recorder_alarm;   /* of a video recorder, a code of its own table */
    uint8_t voltage_level;
    uint8_t battery_level;    /* percent */
    uint8_t gsm_signal;
    double external_voltage;  /* V */
    double battery_voltage;   /* V */
    uint32_t mileage;         /* m */
    uint32_t server_flag;
    int16_t zone;             /* minutes east of UTC, as the terminal is set */
    uint16_t device_type;
    uint16_t mcc;             /* of the serving cell, or without one */
    uint16_t mnc;
    uint32_t lac;
    uint64_t cell_id;
    uint16_t cells;           /* cells and access points in lists */
    uint16_t access_points;
    bool ascii_hex;           /* written in hexadecimal digits instead of sent as bytes */
    const char *detail;       /* what a message of many kinds is about; NULL: its name says it */
    const char *text;         /* command, answer or address; in pinfo->pool */
    const char *login_imei;   /* the IMEI this very message carries */
    const gt06_note *note;    /* links and remarks as far as they are known; NULL: none */
    tvbuff_t *tvb;            /* the whole message; NULL for a connection's end */
    tvbuff_t *object;         /* the picture or file that this message completes; NULL: none */
    const char *object_name;  /* a file name for it; in pinfo->pool */
} gt06_record;

#endif
