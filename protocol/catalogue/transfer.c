/* transfer.c
 * Photos, media, recordings and files, which come in blocks.
 *
 * The start of a recording and the terminal's photo data share their numbers with other messages:
 * they stand in lte.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

static const gt06_layout photo_information[] = {
    { "photo information (X1)", N_FROM(1),
      RUN(E_DATE_TIME, E_FIX_STATUS, E_LATITUDE, E_LONGITUDE, E_CAMERA, E_PHOTO_SOURCE,
          E_PICTURE_FORMAT, E_PICTURE_ANNOUNCED) },
    LAST_LAYOUT
};

static const gt06_layout photo_request[] = {
    { "photo request (X1)", N_IS(10), RUN(E_PICTURE_ID, E_PICTURE_OFFSET, E_BYTES_WANTED) },
    LAST_LAYOUT
};

static const gt06_layout media[] = {
    { "media package (WD-209)", N_FROM(47),
      RUN(E_DEVICE_SERIAL, E_UNIX_TIME, E_MEDIA_GPS, E_MEDIA_CELLS, E_MEDIA_ID, E_MEDIA_SIZE,
          E_MEDIA_TYPE, E_MEDIA_FORMAT, E_MEDIA_EVENT, E_PACKAGE_INDEX, E_MEDIA_BLOCK) },
    LAST_LAYOUT
};

static const gt06_layout recording[] = {
    { "recording data", N_FROM(8), RUN(E_DATE_TIME, E_PACKET_NUMBER, E_RECORDING_BLOCK) },
    LAST_LAYOUT
};

static const gt06_layout file_upload[] = {
    { "file part", N_FROM(1), RUN(E_FILE_PART) },
    LAST_LAYOUT
};

static const gt06_layout file_download[] = {
    { "file part", N_FROM(20), RUN(E_FILE_PART) },
    LAST_LAYOUT
};

static const gt06_message rows[] = {
    { .number = 0x35, .forms = ANY_FORM, .directions = UP, .name = "Photo information",
      .answer = GT06_ANSWER_PHOTO_REQUEST, .clock = GT06_CLOCK_DEVICE, .clause = "extended 8.1",
      .layouts = photo_information },
    { .number = 0x36, .forms = SHORT_FORM, .directions = DOWN, .name = "Photo request",
      .answer = GT06_ANSWER_PHOTO_DATA, .clock = GT06_CLOCK_NONE, .clause = "extended 8.2",
      .layouts = photo_request },
    { .number = 0x41, .forms = LONG_FORM, .directions = UP, .name = "Media package",
      .answer = GT06_ANSWER_ACK_LONG, .clock = GT06_CLOCK_UTC, .clause = "extended 11",
      .layouts = media },
    { .number = 0x62, .forms = LONG_FORM, .directions = UP, .name = "Recording data",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_DEVICE, .clause = "extended 12",
      .layouts = recording },
    { .number = 0x8D, .forms = LONG_FORM, .directions = UP, .name = "File part",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_DEVICE, .clause = "extended 16",
      .layouts = file_upload },
    { .number = 0x90, .forms = LONG_FORM, .directions = DOWN, .name = "File part for the terminal",
      .answer = GT06_ANSWER_UNKNOWN, .clock = GT06_CLOCK_DEVICE, .clause = "extended 16",
      .layouts = file_download },
};

const gt06_family_rows gt06_transfer_rows = ROWS(rows);
