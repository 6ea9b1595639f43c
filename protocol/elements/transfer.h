/* transfer.h
 * The elements of photos, media and files.
 * X(name, text, bytes or 0, clause): see ../elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ELEMENTS_TRANSFER_H
#define GT06_ELEMENTS_TRANSFER_H

/* clang-format off */
#define GT06_TRANSFER_ELEMENTS(X) \
    /* 0x35, 0x36, photos */ \
    X(FIX_STATUS,           "fix status",                1, "extended 8.1") \
    X(CAMERA,               "camera",                    1, "extended 8.1") \
    X(PHOTO_SOURCE,         "photo source",              1, "extended 8.1") \
    X(PICTURE_FORMAT,       "picture format",            1, "extended 8.1") \
    X(PICTURE_ANNOUNCED,    "size and id of the picture", 8, "extended 8.1") \
    X(PICTURE_ID,           "picture id",                4, "extended 8.2") \
    X(PICTURE_OFFSET,       "offset in the picture",     4, "extended 8.2") \
    X(BYTES_WANTED,         "bytes wanted",              2, "extended 8.2") \
    X(BLOCK_LENGTH,         "length of the block",       2, "extended 8.3") \
    X(PICTURE_BLOCK,        "block of a picture",        0, "extended 8.3") \
    /* 0x41, media */ \
    X(MEDIA_GPS,            "GPS block of a media file", 14, "extended 11") \
    X(MEDIA_CELLS,          "cells of a media file",     8, "extended 11") \
    X(MEDIA_ID,             "media id",                  4, "extended 11") \
    X(MEDIA_SIZE,           "media size",                4, "extended 11") \
    X(MEDIA_TYPE,           "media type",                1, "extended 11") \
    X(MEDIA_FORMAT,         "media format",              1, "extended 11") \
    X(MEDIA_EVENT,          "event",                     1, "extended 11") \
    X(PACKAGE_INDEX,        "package index",             2, "extended 11") \
    X(MEDIA_BLOCK,          "block of a media file",     0, "extended 11") \
    /* 0x61, 0x62, recordings */ \
    X(FILE_TYPE,            "file type",                 1, "extended 12") \
    X(PACKET_COUNT,         "number of packets",         2, "extended 12") \
    X(TOTAL_SIZE,           "total size",                4, "extended 12") \
    X(PACKET_NUMBER,        "packet number",             2, "extended 12") \
    X(RECORDING_BLOCK,      "block of a recording",      0, "extended 12") \
    /* 68 68, recordings of the dialect */ \
    X(BLOCK_TOTAL,          "number of blocks",          1, "extended 26.2") \
    X(BLOCK_INDEX,          "number of the block",       1, "extended 26.2") \
    X(VOICE_BLOCK,          "block of a recording",      0, "extended 26.2") \
    /* 0x8D, 0x90, files */ \
    X(FILE_PART,            "part of a file",            0, "extended 31.7")
/* clang-format on */

#endif
