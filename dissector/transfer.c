/* transfer.c
 * Photos, media, recordings and files: what is said of them, and their blocks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "assembly.h"
#include "blocks.h"

static int hf_fix_status;
static int hf_camera;
static int hf_photo_source;
static int hf_picture_format;
static int hf_picture_size;
static int hf_picture_id;
static int hf_block_offset;
static int hf_block_length;
static int hf_block_number;
static int hf_bytes_wanted;
static int hf_block_data;
static int hf_media_gps;
static int hf_media_cells;
static int hf_media_id;
static int hf_media_size;
static int hf_media_type;
static int hf_media_format;
static int hf_media_event;
static int hf_recording_type;
static int hf_recording_packets;
static int hf_recording_size;
static int hf_file_type;
static int hf_file_size;
static int hf_check_type;
static int hf_check;
static int hf_alarm_serial;

/* Where the values that a block needs stand, counted back from the block. */
enum {
    PICTURE_ID_BACK = 4 + 4 + 2, /* id, offset, length */
    PICTURE_OFFSET_BACK = 4 + 2,
    MEDIA_ID_BACK = 4 + 4 + 1 + 1 + 1 + 2, /* id, size, type, format, event, index */
    MEDIA_SIZE_BACK = 4 + 1 + 1 + 1 + 2,
    INDEX_BACK = 2,
    RECORDING_TIME_BACK = 6 + 2, /* date and time, number */
    START_TIME_BACK = 6 + 1 + 2, /* date and time, type, packets */
    PACKETS_BACK = 2,
    BLOCK_TOTAL_BACK = 1 + 1 + 2, /* total, index, length */
    BLOCK_INDEX_BACK = 1 + 2
};

static const value_string media_types[] = { { 0, "picture" }, { 0, NULL } };
static const value_string media_formats[] = { { 0, "JPEG" }, { 0, NULL } };

static const value_string file_types[] = { { 0, "voice (monitoring)" },
                                           { 1, "voice (SOS)" },
                                           { 2, "voice (intercom)" },
                                           { 3, "recording" },
                                           { 0, NULL } };

enum { CHECK_CRC = 0, CHECK_MD5 = 1 };

static const value_string check_types[] = { { CHECK_CRC, "CRC" }, { CHECK_MD5, "MD5" },
                                            { 0, NULL } };

static const gt06_object_kind picture_kind = { "picture", "bytes", false, false, true };
static const gt06_object_kind media_kind = { "media", "packages", true, false, false };
static const gt06_object_kind recording_kind = { "recording", "packets", true, true, false };
static const gt06_object_kind voice_kind = { "recording", "blocks", true, true, false };
static const gt06_object_kind upload_kind = { "file", "bytes", false, false, false };
static const gt06_object_kind download_kind = { "download", "bytes", false, false, false };

/* A number that stands `back` bytes in front of the cursor. */
static uint32_t peek_back(const gt06_cursor *cursor, int back, int size)
{
    gt06_cursor earlier = *cursor;

    earlier.offset -= back;
    return (uint32_t)gt06_peek(&earlier, size);
}

static const char *number_id(const gt06_cursor *cursor, uint32_t id)
{
    return wmem_strdup_printf(cursor->reading->pinfo->pool, "%08x", id);
}

/* An id made of `size` bytes that stand `back` bytes in front of the cursor. */
static const char *bytes_id(const gt06_cursor *cursor, int back, int size)
{
    return tvb_bytes_to_str(cursor->reading->pinfo->pool, cursor->tvb, cursor->offset - back, size);
}

static void add_uint(gt06_cursor *cursor, int hf, int size)
{
    proto_tree_add_item(cursor->tree, hf, cursor->tvb, cursor->offset, size, ENC_BIG_ENDIAN);
    cursor->offset += size;
}

/* Shows a block's bytes and gives them to their object, if the values in front of it are there. */
static tvbuff_t *add_block(gt06_cursor *cursor, const gt06_object *object, uint32_t place,
                           int length)
{
    gt06_block block = { .place = place, .offset = cursor->offset, .length = length };

    if (length > 0)
        proto_tree_add_item(cursor->tree, hf_block_data, cursor->tvb, cursor->offset, length,
                            ENC_NA);
    cursor->offset += length;
    return object != NULL ? gt06_add_block(cursor, object, &block) : NULL;
}

/* ---- 0x35, 0x36 ---- */

/* Size and id of the picture whose blocks the server now asks for. */
static void read_announcement(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_object picture = { .kind = &picture_kind, .size_known = true };

    picture.size = (uint32_t)gt06_peek(cursor, 4);
    add_uint(cursor, hf_picture_size, 4);
    picture.id = number_id(cursor, (uint32_t)gt06_peek(cursor, 4));
    add_uint(cursor, hf_picture_id, 4);
    gt06_announce_object(cursor, &picture);
}

static void read_picture_block(gt06_cursor *cursor, const gt06_reader *reader)
{
    int length = gt06_extent(cursor, gt06_elements[reader->element].name);
    gt06_object picture = { .kind = &picture_kind };

    if (cursor->offset < PICTURE_ID_BACK) {
        add_block(cursor, NULL, 0, length);
        return;
    }
    picture.id = number_id(cursor, peek_back(cursor, PICTURE_ID_BACK, 4));
    add_block(cursor, &picture, peek_back(cursor, PICTURE_OFFSET_BACK, 4), length);
}

/* ---- 0x41 ---- */

static void read_media_block(gt06_cursor *cursor, const gt06_reader *reader)
{
    int length = gt06_extent(cursor, gt06_elements[reader->element].name);
    gt06_object media = { .kind = &media_kind, .size_known = true };

    if (cursor->offset < MEDIA_ID_BACK) {
        add_block(cursor, NULL, 0, length);
        return;
    }
    media.id = number_id(cursor, peek_back(cursor, MEDIA_ID_BACK, 4));
    media.size = peek_back(cursor, MEDIA_SIZE_BACK, 4);
    add_block(cursor, &media, peek_back(cursor, INDEX_BACK, 2), length);
}

/* ---- 0x61, 0x62 ---- */

/* The last value of the message that begins a recording; the time in front is the id. */
static void read_total_size(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_object recording = { .kind = &recording_kind, .size_known = true };

    if (cursor->offset >= START_TIME_BACK) {
        recording.id = bytes_id(cursor, START_TIME_BACK, 6);
        recording.size = (uint32_t)gt06_peek(cursor, 4);
        recording.blocks = peek_back(cursor, PACKETS_BACK, 2);
        gt06_announce_object(cursor, &recording);
    }
    gt06_read_field(cursor, reader);
}

static void read_recording_block(gt06_cursor *cursor, const gt06_reader *reader)
{
    int length = gt06_extent(cursor, gt06_elements[reader->element].name);
    gt06_object recording = { .kind = &recording_kind };

    if (cursor->offset < RECORDING_TIME_BACK) {
        add_block(cursor, NULL, 0, length);
        return;
    }
    recording.id = bytes_id(cursor, RECORDING_TIME_BACK, 6);
    add_block(cursor, &recording, peek_back(cursor, INDEX_BACK, 2), length);
}

/* ---- 68 68 of the dialect ---- */

/* A block tells how many there are; the file's name comes behind the last one. */
static void read_voice_block(gt06_cursor *cursor, const gt06_reader *reader)
{
    int length = gt06_extent(cursor, gt06_elements[reader->element].name);
    gt06_object voice = { .kind = &voice_kind, .id = "voice", .size_known = true };

    if (cursor->offset < BLOCK_TOTAL_BACK) {
        add_block(cursor, NULL, 0, length);
        return;
    }
    voice.blocks = peek_back(cursor, BLOCK_TOTAL_BACK, 1);
    add_block(cursor, &voice, peek_back(cursor, BLOCK_INDEX_BACK, 1), length);
}

/* ---- 0x8D, 0x90 ---- */

enum {
    FILE_HEAD = 1 + 4 + 1, /* type, size, check type */
    PART_HEAD = 4 + 2,     /* start, length */
    SOS_VOICE = 1,
    SERIAL = 2,
    DATE = 6
};

/* The sizes of what no document is sure of: the check value, and what follows the data. */
typedef struct {
    int check;
    int tail;
} part_shape;

/* Does the part fill the content with these sizes? Nobody knows where the content is cut off. */
static bool fits(const gt06_cursor *cursor, part_shape shape)
{
    int before = FILE_HEAD + shape.check + PART_HEAD;
    int size = gt06_left(cursor);
    const gt06_content *content = &cursor->reading->content;

    return content->captured == content->size && size >= before &&
           size == before + shape.tail +
                       tvb_get_ntohs(cursor->tvb, cursor->offset + before - 2);
}

/* The first pair of sizes that fits (extended 31.7); false if none does. */
static bool find_shape(const gt06_cursor *cursor, unsigned type, unsigned check_type,
                       part_shape *shape)
{
    static const int checks[2][2] = { { 2, 2 }, { 16, 8 } };
    static const int tails[2][2] = { { DATE, 0 }, { SERIAL, DATE } };

    const int *check = checks[check_type == CHECK_MD5];
    const int *tail = tails[type == SOS_VOICE];

    for (int c = 0; c < 2; c++) {
        for (int t = 0; t < 2; t++) {
            *shape = (part_shape){ check[c], tail[t] };
            if (fits(cursor, *shape))
                return true;
        }
    }
    *shape = (part_shape){ MIN(check[0], check[1]), 0 };
    return false;
}

static void read_tail(gt06_cursor *cursor, int size)
{
    if (size == DATE)
        gt06_read_element(cursor, E_DATE_TIME);
    else if (size == SERIAL)
        add_uint(cursor, hf_alarm_serial, SERIAL);
}

/* Compares the finished file with its MD5, of which some send the first half only. */
static void judge_md5(gt06_cursor *cursor, tvbuff_t *file, int offset, int size)
{
    int length = (int)tvb_captured_length(file);
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
    uint8_t md5[16];
    gsize room = sizeof md5;

    g_checksum_update(checksum, tvb_get_ptr(file, 0, length), length);
    g_checksum_get_digest(checksum, md5, &room);
    g_checksum_free(checksum);
    if (tvb_memeql(cursor->tvb, offset, md5, (size_t)size) != 0)
        gt06_found(cursor->reading->pinfo, cursor->reading->item, GT06_F_checksum_wrong,
                   "The MD5 of the finished file is not the one that was sent");
}

/* A part whose sizes do not add up: what is sure is shown, the rest as bytes. */
static void read_misfit(gt06_cursor *cursor, int check)
{
    proto_item *item = cursor->reading->item;

    check = MIN(check, gt06_left(cursor));
    if (check > 0)
        item = proto_tree_add_item(cursor->tree, hf_check, cursor->tvb, cursor->offset, check,
                                   ENC_NA);
    if (cursor->reading->content.captured == cursor->reading->content.size)
        gt06_found(cursor->reading->pinfo, item, GT06_F_count_wrong,
                   "No known size of the check value makes the part's length fit");
    cursor->offset += check;
    gt06_read_undecoded(cursor);
}

/* One part of a file, behind the bytes that are the same in all of them. */
static void read_part(gt06_cursor *cursor, const gt06_object *file, unsigned check_type,
                      part_shape shape)
{
    int check = cursor->offset;
    uint32_t start;
    tvbuff_t *whole;
    int length;

    proto_tree_add_item(cursor->tree, hf_check, cursor->tvb, check, shape.check, ENC_NA);
    cursor->offset += shape.check;
    start = (uint32_t)gt06_peek(cursor, 4);
    add_uint(cursor, hf_block_offset, 4);
    length = (int)gt06_peek(cursor, 2);
    add_uint(cursor, hf_block_length, 2);
    whole = add_block(cursor, file, start, length);
    read_tail(cursor, shape.tail);
    if (whole != NULL && check_type == CHECK_MD5)
        judge_md5(cursor, whole, check, shape.check);
}

static void read_file_part(gt06_cursor *cursor, const gt06_reader *reader)
{
    const gt06_reading *reading = cursor->reading;
    gt06_object file = { .size_known = true };
    unsigned type;
    unsigned check_type;
    part_shape shape;
    bool found;

    if (!gt06_need(cursor, FILE_HEAD, gt06_elements[reader->element].name))
        return;
    type = gt06_tvb_u8(cursor->tvb, cursor->offset);
    file.size = peek_back(cursor, -1, 4);
    check_type = gt06_tvb_u8(cursor->tvb, cursor->offset + FILE_HEAD - 1);
    found = find_shape(cursor, type, check_type, &shape);
    add_uint(cursor, hf_file_type, 1);
    add_uint(cursor, hf_file_size, 4);
    add_uint(cursor, hf_check_type, 1);
    if (!found) {
        read_misfit(cursor, shape.check);
        return;
    }
    file.kind = reading->content.direction == GT06_FROM_SERVER ? &download_kind : &upload_kind;
    file.id = bytes_id(cursor, FILE_HEAD, FILE_HEAD + shape.check);
    read_part(cursor, &file, check_type, shape);
}

static const gt06_reader readers[] = {
    { E_FIX_STATUS, gt06_read_field, &hf_fix_status, 0 },
    { E_CAMERA, gt06_read_field, &hf_camera, 0 },
    { E_PHOTO_SOURCE, gt06_read_field, &hf_photo_source, 0 },
    { E_PICTURE_FORMAT, gt06_read_field, &hf_picture_format, 0 },
    { E_PICTURE_ANNOUNCED, read_announcement, NULL, 0 },
    { E_PICTURE_ID, gt06_read_field, &hf_picture_id, 0 },
    { E_PICTURE_OFFSET, gt06_read_field, &hf_block_offset, 0 },
    { E_BYTES_WANTED, gt06_read_field, &hf_bytes_wanted, 0 },
    { E_BLOCK_LENGTH, gt06_read_count, &hf_block_length, 0 },
    { E_PICTURE_BLOCK, read_picture_block, NULL, 0 },
    { E_MEDIA_GPS, gt06_read_bytes, &hf_media_gps, 0 },
    { E_MEDIA_CELLS, gt06_read_bytes, &hf_media_cells, 0 },
    { E_MEDIA_ID, gt06_read_field, &hf_media_id, 0 },
    { E_MEDIA_SIZE, gt06_read_field, &hf_media_size, 0 },
    { E_MEDIA_TYPE, gt06_read_field, &hf_media_type, 0 },
    { E_MEDIA_FORMAT, gt06_read_field, &hf_media_format, 0 },
    { E_MEDIA_EVENT, gt06_read_field, &hf_media_event, 0 },
    { E_PACKAGE_INDEX, gt06_read_field, &hf_block_number, 0 },
    { E_MEDIA_BLOCK, read_media_block, NULL, 0 },
    { E_FILE_TYPE, gt06_read_field, &hf_recording_type, 0 },
    { E_PACKET_COUNT, gt06_read_field, &hf_recording_packets, 0 },
    { E_TOTAL_SIZE, read_total_size, &hf_recording_size, 0 },
    { E_PACKET_NUMBER, gt06_read_field, &hf_block_number, 0 },
    { E_RECORDING_BLOCK, read_recording_block, NULL, 0 },
    { E_BLOCK_TOTAL, gt06_read_field, &hf_recording_packets, 0 },
    { E_BLOCK_INDEX, gt06_read_field, &hf_block_number, 0 },
    { E_VOICE_BLOCK, read_voice_block, NULL, 0 },
    { E_FILE_PART, read_file_part, NULL, 0 },
};

static hf_register_info picture_fields[] = {
    { &hf_fix_status,
      { "Fix status", "gt06.fix_status", FT_UINT8, BASE_DEC, NULL, 0,
        "Fix status at the time of the photo; no document names the values (extended 8.1)",
        HFILL } },
    { &hf_camera,
      { "Camera", "gt06.camera", FT_UINT8, BASE_DEC, NULL, 0, "Number of the camera (extended 8.1)",
        HFILL } },
    { &hf_photo_source,
      { "Photo source", "gt06.picture.source", FT_UINT8, BASE_DEC, NULL, 0,
        "What the photo was taken for; no document names the values (extended 8.1)", HFILL } },
    { &hf_picture_format,
      { "Picture format", "gt06.picture.format", FT_UINT8, BASE_DEC, NULL, 0,
        "1 in the one seen, whose picture is a JPEG (extended 8.1)", HFILL } },
    { &hf_picture_size,
      { "Picture size", "gt06.picture.size", FT_UINT32, BASE_DEC, NULL, 0,
        "Bytes of the whole picture (extended 8.1)", HFILL } },
    { &hf_picture_id,
      { "Picture id", "gt06.picture.id", FT_UINT32, BASE_HEX, NULL, 0,
        "Tells the picture from others of the terminal (extended 8)", HFILL } },
};

static hf_register_info block_fields[] = {
    { &hf_block_offset,
      { "Offset of the block", "gt06.block.offset", FT_UINT32, BASE_DEC, NULL, 0,
        "Place of the block's first byte in the whole, sent or wanted (extended 8, 16)", HFILL } },
    { &hf_block_length,
      { "Length of the block", "gt06.block.length", FT_UINT16, BASE_DEC, NULL, 0,
        "Bytes of the block that follows (extended 8.3, 16)", HFILL } },
    { &hf_block_number,
      { "Number of the block", "gt06.block.number", FT_UINT16, BASE_DEC, NULL, 0,
        "Running number of the block (extended 11, 12, 26.2)", HFILL } },
    { &hf_bytes_wanted,
      { "Bytes wanted", "gt06.block.wanted", FT_UINT16, BASE_DEC, NULL, 0,
        "Bytes that the server asks for (extended 8.2)", HFILL } },
    { &hf_block_data,
      { "Block", "gt06.block.data", FT_BYTES, BASE_NONE, NULL, 0,
        "The bytes of the block (extended 8.3, 11, 12, 16)", HFILL } },
};

static hf_register_info file_fields[] = {
    { &hf_media_gps,
      { "Position, layout unknown", "gt06.media.gps", FT_BYTES, BASE_NONE, NULL, 0,
        "Position of the media file; no document tells its parts (extended 11)", HFILL } },
    { &hf_media_cells,
      { "Cells, layout unknown", "gt06.media.cells", FT_BYTES, BASE_NONE, NULL, 0,
        "Cells at the time of the media file; no document tells their parts (extended 11)",
        HFILL } },
    { &hf_media_id,
      { "Media id", "gt06.media.id", FT_UINT32, BASE_HEX, NULL, 0,
        "Tells the media file from others of the terminal (extended 11)", HFILL } },
    { &hf_media_size,
      { "Media size", "gt06.media.size", FT_UINT32, BASE_DEC, NULL, 0,
        "Bytes of the whole media file (extended 11)", HFILL } },
    { &hf_media_type,
      { "Media type", "gt06.media.type", FT_UINT8, BASE_DEC, VALS(media_types), 0,
        "Kind of the media file (extended 11)", HFILL } },
    { &hf_media_format,
      { "Media format", "gt06.media.format", FT_UINT8, BASE_DEC, VALS(media_formats), 0,
        "Format of the media file (extended 11)", HFILL } },
    { &hf_media_event,
      { "Event", "gt06.media.event", FT_UINT8, BASE_DEC, NULL, 0,
        "What the media file was taken for; no document names the values (extended 11)", HFILL } },
    { &hf_recording_type,
      { "File type", "gt06.recording.type", FT_UINT8, BASE_DEC, NULL, 0,
        "Kind of the recording; no document names the values (extended 12)", HFILL } },
    { &hf_recording_packets,
      { "Packets", "gt06.recording.packets", FT_UINT16, BASE_DEC, NULL, 0,
        "Number of packets that the recording takes (extended 12, 26.2)", HFILL } },
    { &hf_recording_size,
      { "Recording size", "gt06.recording.size", FT_UINT32, BASE_DEC, NULL, 0,
        "Bytes of the whole recording (extended 12)", HFILL } },
    { &hf_file_type,
      { "File type", "gt06.file.type", FT_UINT8, BASE_DEC, VALS(file_types), 0,
        "What the file holds (core 6.8D, extended 16)", HFILL } },
    { &hf_file_size,
      { "File size", "gt06.file.size", FT_UINT32, BASE_DEC, NULL, 0,
        "Bytes of the whole file (extended 16)", HFILL } },
    { &hf_check_type,
      { "Check type", "gt06.file.check_type", FT_UINT8, BASE_DEC, VALS(check_types), 0,
        "Kind of the check value (extended 16)", HFILL } },
    { &hf_check,
      { "Check value", "gt06.file.check", FT_BYTES, BASE_NONE, NULL, 0,
        "Check value over the whole file; documents differ in its size (extended 16)", HFILL } },
    { &hf_alarm_serial,
      { "Serial number of the alarm", "gt06.file.alarm_serial", FT_UINT16, BASE_DEC_HEX, NULL, 0,
        "Information serial number of the SOS alarm that the file belongs to (extended 16)",
        HFILL } },
};

void gt06_register_transfer(int protocol)
{
    proto_register_field_array(protocol, picture_fields, array_length(picture_fields));
    proto_register_field_array(protocol, block_fields, array_length(block_fields));
    proto_register_field_array(protocol, file_fields, array_length(file_fields));
    gt06_add_readers(readers, array_length(readers));
    gt06_register_assembly(protocol);
}
