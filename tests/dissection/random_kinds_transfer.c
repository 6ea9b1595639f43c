/* random_kinds_transfer.c
 * Photos, media, recordings and files of the extended document, chapters 8, 11, 12 and 16,
 * described once more: each message by itself; putting blocks together is another matter.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_layouts.h"

enum { SOS_VOICE = 1, MD5 = 1 };

static void put_block(random_message *m, int length)
{
    if (length > 0)
        part_bytes(m, &(random_part){ .size = length, .field = "gt06.block.data" });
}

/* A length and as many bytes. */
static void part_block(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int length = random_list_length(m, 1, 2, 1024);

    random_put(m, (uint64_t)length, 2);
    random_expect_integer(m, "gt06.block.length", length);
    put_block(m, length);
}

/* Type, size, check value, start, length, data, and what its type asks for (extended 31.7). */
static void part_file(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int type = random_between(m, 0, 3);
    int check = random_between(m, 0, MD5);
    int md5_size = random_once_in(m, 3) ? 8 : 16; /* documents differ */
    int length = random_list_length(m, 1, 6 + 16 + 6 + 6, 1024);

    random_put(m, (uint64_t)type, 1);
    random_expect_integer(m, "gt06.file.type", type);
    part_number(m, &(random_part){ .size = 4, .field = "gt06.file.size" });
    random_put(m, (uint64_t)check, 1);
    random_expect_integer(m, "gt06.file.check_type", check);
    part_bytes(m, &(random_part){ NULL, check == MD5 ? md5_size : 2, "gt06.file.check" });
    part_number(m, &(random_part){ .size = 4, .field = "gt06.block.offset" });
    random_put(m, (uint64_t)length, 2);
    random_expect_integer(m, "gt06.block.length", length);
    put_block(m, length);
    if (type == SOS_VOICE && random_once_in(m, 2))
        part_number(m, &(random_part){ .size = 2, .field = "gt06.file.alarm_serial" });
    else if (type == SOS_VOICE || random_once_in(m, 2))
        part_date(m, &(random_part){ .field = "gt06.time" });
}

/* Would a part with eight check bytes also be one with sixteen, which are tried first? */
static bool is_longer_check(const uint8_t *content, size_t size)
{
    size_t eight = 12 + 8;
    size_t sixteen = 12 + 16;

    if (size < sixteen || content[5] != MD5)
        return false;
    eight += (size_t)content[eight - 2] << 8 | content[eight - 1];
    sixteen += (size_t)content[sixteen - 2] << 8 | content[sixteen - 1];
    return eight <= size && size <= eight + 6 && sixteen <= size && size <= sixteen + 6;
}

/* Sent to the terminal, a part of a file has at least 20 bytes (extended 31.3). */
static bool is_no_download(const uint8_t *content, size_t size)
{
    return size < 20 || is_longer_check(content, size);
}

/* clang-format off */
const random_kind random_transfer_kinds[] = {
    UP(0x35, EITHER_FORM, "photo", DATE, NUMBER(1, "fix_status"), { part_lat_lon },
       NUMBER(1, "camera"), NUMBER(1, "picture.source"), NUMBER(1, "picture.format"),
       NUMBER(4, "picture.size"), NUMBER(4, "picture.id")),
    DOWN(0x36, SHORT_FORM, "photo request", NUMBER(4, "picture.id"), NUMBER(4, "block.offset"),
         NUMBER(2, "block.wanted")),
    UP(0x36, LONG_FORM, "photo data", NUMBER(4, "picture.id"), NUMBER(4, "block.offset"),
       { part_block }),
    UP(0x41, LONG_FORM, "media", BYTES(8, "device_serial"), UNIX_TIME, BYTES(14, "media.gps"),
       BYTES(8, "media.cells"), NUMBER(4, "media.id"), NUMBER(4, "media.size"),
       NUMBER(1, "media.type"), NUMBER(1, "media.format"), NUMBER(1, "media.event"),
       NUMBER(2, "block.number"), { part_blob, 0, "gt06.block.data" }),
    UP(0x61, EITHER_FORM, "recording", DATE, NUMBER(1, "recording.type"),
       NUMBER(2, "recording.packets"), NUMBER(4, "recording.size")),
    UP(0x62, LONG_FORM, "recording data", DATE, NUMBER(2, "block.number"),
       { part_blob, 0, "gt06.block.data" }),
    UP_UNLESS(is_longer_check, 0x8D, LONG_FORM, "file", { part_file }),
    DOWN_UNLESS(is_no_download, 0x90, LONG_FORM, "file", { part_file }),
    { NULL }
};
/* clang-format on */
