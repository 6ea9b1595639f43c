/* text.c
 * Texts: commands and their passwords, answers in their encodings, addresses.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "preferences.h"
#include "../protocol/commands.h"
#include "../protocol/encoding.h"

static int hf_command_length;
static int hf_server_flag;
static int hf_command;
static int hf_command_password;
static int hf_encoding;
static int hf_address_length;
static int hf_address_tag;

static int ett_address = -1;
static int ett_contacts = -1;
static int ett_command = -1;

enum { BEYOND_16_BITS = 0xF0 /* begins such a character in UTF-8: a surrogate pair in UTF-16 */ };

enum { SEPARATOR = 2, ASCII = 1, UTF_16 = 2, MOST_PASSWORDS = 4 };

static const value_string encoding_values[] = { { ASCII, "ASCII" },
                                                { UTF_16, "UTF-16BE" },
                                                { 0, NULL } };

/* How Wireshark calls an encoding, and how a person does. */
static const struct {
    unsigned epan;
    const char *name;
} encodings[GT06_ENCODINGS] = {
    [GT06_ENCODING_ASCII] = { ENC_ASCII | ENC_NA, "ASCII" },
    [GT06_ENCODING_UTF_16] = { ENC_UTF_16 | ENC_BIG_ENDIAN, "UTF-16BE" },
    [GT06_ENCODING_UTF_8] = { ENC_UTF_8 | ENC_NA, "UTF-8" },
    [GT06_ENCODING_GBK] = { ENC_GB18030 | ENC_NA, "GBK" },
    [GT06_ENCODING_UNKNOWN] = { ENC_ASCII | ENC_NA, NULL },
};

static int bytes_a_unit(gt06_encoding encoding)
{
    return encoding == GT06_ENCODING_UTF_16 ? 2 : 1;
}

static gt06_encoding guess_encoding(const gt06_cursor *cursor, int size)
{
    return size > 0
               ? gt06_guess_encoding(tvb_get_ptr(cursor->tvb, cursor->offset, size), (size_t)size)
               : GT06_ENCODING_ASCII;
}

/* Nothing in the message tells the encoding: what we took it for is worth a word. */
static void say_encoding(gt06_cursor *cursor, proto_item *item, gt06_encoding encoding)
{
    packet_info *pinfo = cursor->reading->pinfo;

    if (encoding == GT06_ENCODING_UNKNOWN)
        gt06_found(pinfo, item, GT06_F_text_unreadable,
                   "Bytes of this text are no characters, neither in ASCII nor in UTF-16BE, UTF-8 "
                   "or GBK");
    else if (encoding != GT06_ENCODING_ASCII)
        gt06_found(pinfo, item, GT06_F_encoding_unknown,
                   "ASCII is due here, and the message does not tell of another encoding: read as "
                   "%s",
                   encodings[encoding].name);
}

/* The length of the text from `offset` on up to a NUL, `width` bytes a character. */
static int unbroken(tvbuff_t *tvb, int offset, int size, int width)
{
    int length = 0;

    while (length + width <= size && (width == 1 ? gt06_tvb_u8(tvb, offset + length)
                                                 : tvb_get_ntohs(tvb, offset + length)) != 0)
        length += width;
    return length;
}

/* Text as it is meant to be read: NULs are dropped, wherever they stand (core 13.2). */
static const char *decode(gt06_cursor *cursor, int size, gt06_encoding encoding)
{
    wmem_allocator_t *pool = cursor->reading->pinfo->pool;
    wmem_strbuf_t *text = wmem_strbuf_new(pool, "");
    int width = bytes_a_unit(encoding);

    for (int begin = 0, length; begin + width <= size; begin += length + width) {
        length = unbroken(cursor->tvb, cursor->offset + begin, size - begin, width);
        if (length > 0)
            wmem_strbuf_append(
                text, (const char *)tvb_get_string_enc(pool, cursor->tvb, cursor->offset + begin,
                                                       length, encodings[encoding].epan));
    }
    return wmem_strbuf_get_str(text);
}

static proto_item *add_string(gt06_cursor *cursor, int hf, int size, const char *text)
{
    proto_item *item;

    item = proto_tree_add_string(cursor->tree, hf, cursor->tvb, cursor->offset, size, text);
    cursor->offset += size;
    return item;
}

/* The command's text as we print it: passwords replaced where the user wants that. */
static const char *shown_command(gt06_cursor *cursor, const char *text, const gt06_span *spans,
                                 unsigned count)
{
    char *shown;

    if (!gt06_preferences.hide_passwords || count == 0)
        return text;
    shown = wmem_strdup(cursor->reading->pinfo->pool, text);
    for (unsigned i = 0; i < count; i++)
        memset(shown + spans[i].offset, '*', spans[i].size);
    return shown;
}

/* How many of the message's `most` bytes became the first `size` bytes of a text? */
static int size_in_message(const char *text, size_t size, gt06_encoding encoding, int most)
{
    int bytes = 0;

    if (encoding == GT06_ENCODING_UTF_8)
        return MIN((int)size, most);
    for (const char *at = text; at < text + size; at = g_utf8_next_char(at)) {
        bool is_wide = encoding == GT06_ENCODING_UTF_16 ||
                       (encoding == GT06_ENCODING_GBK && (uint8_t)*at >= 0x80);

        bytes += is_wide ? (uint8_t)*at >= BEYOND_16_BITS ? 4 : 2 : 1;
    }
    return MIN(bytes, most);
}

/* A text of so many bytes of the message. */
typedef struct {
    const char *text;
    const char *shown; /* with its passwords hidden, where that is wanted */
    gt06_encoding encoding;
    int size;
} command_text;

static void add_passwords(gt06_cursor *cursor, proto_item *item, const command_text *command,
                          const gt06_span *spans, unsigned count)
{
    proto_tree *tree = proto_item_add_subtree(item, ett_command);

    for (unsigned i = 0; i < count; i++) {
        const gt06_span *span = &spans[i];
        int offset = size_in_message(command->text, span->offset, command->encoding, command->size);
        int size = size_in_message(command->text + span->offset, span->size, command->encoding,
                                   command->size - offset);
        proto_item *found;

        found = proto_tree_add_string(tree, hf_command_password, cursor->tvb,
                                      cursor->offset + offset, size,
                                      wmem_strndup(cursor->reading->pinfo->pool,
                                                   command->shown + span->offset, span->size));
        gt06_found(cursor->reading->pinfo, found, GT06_F_password,
                   "A password in clear text; the preference Hide passwords keeps it out of texts");
    }
}

/* A wrong inner length takes in the language behind a NUL: two bytes that are no text. */
static gt06_encoding guess_command(const gt06_cursor *cursor, int size)
{
    gt06_encoding encoding = guess_encoding(cursor, size);

    return encoding == GT06_ENCODING_UNKNOWN
               ? guess_encoding(cursor, unbroken(cursor->tvb, cursor->offset, size, 1))
               : encoding;
}

/* A command ends at a NUL. */
static const char *decode_command(gt06_cursor *cursor, int size, gt06_encoding encoding)
{
    return decode(cursor, unbroken(cursor->tvb, cursor->offset, size, bytes_a_unit(encoding)),
                  encoding);
}

static void read_command(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    command_text command = { .encoding = guess_command(cursor, size), .size = size };
    gt06_span spans[MOST_PASSWORDS];
    const char *purpose;
    unsigned count;
    proto_item *item;

    command.text = decode_command(cursor, size, command.encoding);
    count = gt06_command_passwords(command.text, strlen(command.text), spans, MOST_PASSWORDS);
    command.shown = shown_command(cursor, command.text, spans, count);
    purpose = gt06_command_purpose(command.text);
    item = proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                                 command.shown);
    if (purpose != NULL)
        proto_item_append_text(item, " (%s)", purpose);
    say_encoding(cursor, item, command.encoding);
    add_passwords(cursor, item, &command, spans, count);
    cursor->reading->record->text = command.shown;
    cursor->offset += size;
}

static void check_inner_length(gt06_cursor *cursor, proto_item *item, unsigned said)
{
    const gt06_reading *reading = cursor->reading;

    if (strcmp(reading->choice.layout->variant, "wrong inner length") == 0)
        gt06_found(reading->pinfo, item, GT06_F_count_wrong,
                   "The inner length is %u, which does not fit a content of %u bytes", said,
                   (unsigned)reading->content.size);
}

static void read_command_length(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_item *item;

    item = proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1,
                               ENC_BIG_ENDIAN);
    check_inner_length(cursor, item, gt06_tvb_u8(cursor->tvb, cursor->offset));
    cursor->offset++;
}

static void read_server_flag(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->server_flag = tvb_get_ntohl(cursor->tvb, cursor->offset);
    record->has |= GT06_HAS_SERVER_FLAG;
    gt06_read_field(cursor, reader);
}

/* Finds the separator && from the cursor on, `step` bytes at a time; -1 if there is none. */
static int find_separator(const gt06_cursor *cursor, int step)
{
    for (int i = 0; i + SEPARATOR <= gt06_left(cursor); i += step) {
        if (tvb_get_ntohs(cursor->tvb, cursor->offset + i) == 0x2626)
            return i;
    }
    return -1;
}

static void add_separator(gt06_cursor *cursor)
{
    if (gt06_left(cursor) >= SEPARATOR)
        add_string(cursor, gt06_hf_text_separator, SEPARATOR,
                   decode(cursor, SEPARATOR, GT06_ENCODING_ASCII));
}

/* A list name && phone && name && phone ... ##, the names in UTF-16BE (core 6.81). */
static void read_contacts(gt06_cursor *cursor, int size)
{
    wmem_strbuf_t *whole = wmem_strbuf_new(cursor->reading->pinfo->pool, NULL);
    gt06_cursor part = *cursor;
    proto_item *item;
    bool name = false;

    part.end = cursor->offset + size;
    part.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size,
                                       ett_contacts, &item, "Numbers and names");
    while (gt06_left(&part) > 0) {
        int length = find_separator(&part, name ? 2 : 1);
        const char *text;

        if (length < 0)
            length = gt06_left(&part);
        text = decode(&part, length, name ? GT06_ENCODING_UTF_16 : GT06_ENCODING_ASCII);
        wmem_strbuf_append(whole, text);
        if (gt06_left(&part) > length)
            wmem_strbuf_append(whole, "&&");
        if (length > 0)
            add_string(&part, name ? gt06_hf_contact : gt06_hf_phone, length, text);
        add_separator(&part);
        name = !name;
    }
    cursor->reading->record->text = wmem_strbuf_get_str(whole);
    add_string(cursor, gt06_hf_text, size, cursor->reading->record->text);
}

static bool is_contact_list(const gt06_cursor *cursor, int size)
{
    static const char tag[] = "SEEFN&&";

    return size >= (int)sizeof tag - 1 &&
           tvb_memeql(cursor->tvb, cursor->offset, (const uint8_t *)tag, sizeof tag - 1) == 0;
}

/* "<ICCID:89882390000000000001>": some terminals report their SIM like this (core 6.15). */
static void add_reported_iccid(gt06_cursor *cursor, const char *text)
{
    static const char beginning[] = "<ICCID:";
    const char *digits = text + strlen(beginning);
    size_t size;

    if (!g_str_has_prefix(text, beginning))
        return;
    size = strspn(digits, "0123456789ABCDEFabcdef");
    if (size > 0)
        proto_tree_add_string(cursor->tree, gt06_hf_iccid, cursor->tvb,
                              cursor->offset + (int)strlen(beginning), (int)size,
                              wmem_strndup(cursor->reading->pinfo->pool, digits, size));
}

/* A terminal may repeat the command that it answers. */
static const char *shown_text(gt06_cursor *cursor, const char *text)
{
    gt06_span spans[MOST_PASSWORDS];

    return shown_command(cursor, text, spans,
                         gt06_command_passwords(text, strlen(text), spans, MOST_PASSWORDS));
}

/* A position in the text that is not ASCII has another one on the wire. */
static bool keeps_positions(gt06_encoding encoding, const char *text)
{
    return encoding == GT06_ENCODING_ASCII || encoding == GT06_ENCODING_UTF_8 ||
           g_str_is_ascii(text);
}

static proto_item *add_text(gt06_cursor *cursor, int size, gt06_encoding encoding)
{
    const char *text = shown_text(cursor, decode(cursor, size, encoding));
    int width = bytes_a_unit(encoding);
    proto_item *item;

    cursor->reading->record->text = text;
    if (keeps_positions(encoding, text))
        gt06_add_pairs(cursor, size, width, text);
    if (width == 1)
        add_reported_iccid(cursor, text);
    item = add_string(cursor, gt06_hf_text, size - size % width, text);
    gt06_add_where(cursor, text);
    return item;
}

static void read_text(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    gt06_encoding encoding;

    if (size <= 0)
        return;
    if (is_contact_list(cursor, size)) {
        read_contacts(cursor, size);
        return;
    }
    encoding = guess_encoding(cursor, size);
    say_encoding(cursor, add_text(cursor, size, encoding), encoding);
}

/* An encoding byte, then text to the end: 01 ASCII, everything else UTF-16BE (core 6.21). */
static void read_encoded_text(gt06_cursor *cursor, const gt06_reader *reader)
{
    unsigned encoding;
    proto_item *item;
    int size;

    if (!gt06_need(cursor, 1, gt06_elements[reader->element].name))
        return;
    encoding = gt06_tvb_u8(cursor->tvb, cursor->offset);
    item = proto_tree_add_item(cursor->tree, hf_encoding, cursor->tvb, cursor->offset, 1,
                               ENC_BIG_ENDIAN);
    if (encoding != ASCII && encoding != UTF_16)
        gt06_found(cursor->reading->pinfo, item, GT06_F_encoding_unknown,
                   "Encoding %u is neither 1 (ASCII) nor 2 (UTF-16BE): read as UTF-16BE", encoding);
    cursor->offset++;
    size = gt06_left(cursor);
    if (size > 0)
        add_text(cursor, size, encoding == ASCII ? GT06_ENCODING_ASCII : GT06_ENCODING_UTF_16);
}

/* The part of an address between two separators; what follows the last is the phone. */
static int address_part(const gt06_cursor *cursor, int step)
{
    int length = find_separator(cursor, step);

    return length >= 0 ? length : gt06_left(cursor);
}

/*
 * Where the ## stands that closes an address, -1 if it has none: NULs and line ends may follow it, and
 * it may be in UTF-16.
 */
static int find_end(const gt06_cursor *cursor)
{
    static const char around[] = { '\0', '\r', '\n', '#' };
    int last = -1;

    for (int at = cursor->end - 1; at >= cursor->offset; at--) {
        const char letter = (char)gt06_tvb_u8(cursor->tvb, at);

        if (memchr(around, letter, sizeof around) == NULL)
            break;
        if (letter == '#' && last >= 0)
            return last - at <= bytes_a_unit(GT06_ENCODING_UTF_16) ? at : -1;
        if (letter == '#')
            last = at;
    }
    return -1;
}

/* The length in front of an address is unreliable: its ## alone tells whether all of it came. */
static void check_address_end(const gt06_cursor *cursor)
{
    const gt06_reading *reading = cursor->reading;

    if (find_end(cursor) < 0 && reading->content.captured == reading->content.size)
        gt06_found(reading->pinfo, reading->item, GT06_F_content_missing,
                   "The content ends before the ## that closes an address");
}

/* Phone number, NUL padded, up to the final ## and what stands behind that. */
static void add_address_phone(gt06_cursor *cursor)
{
    const int end = find_end(cursor);
    const int size = (end < 0 ? cursor->end : end) - cursor->offset;

    if (size > 0)
        add_string(cursor, gt06_hf_phone, size,
                   (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                    cursor->offset, size, ENC_ASCII));
    if (end >= 0)
        add_string(cursor, gt06_hf_text_separator, gt06_left(cursor), "##");
}

/* "NA", or so much ASCII that it is no UTF-16 by chance. */
static bool is_ascii_address(const gt06_cursor *cursor, int length)
{
    enum { BY_CHANCE = 8 };
    const gt06_content *content = &cursor->reading->content;

    if (length % 2 != 0 && content->captured == content->size) /* nothing was cut off */
        return true;
    if (length / 2 == 1)
        return tvb_get_ntohs(cursor->tvb, cursor->offset) == 0x4E41;
    return length >= BY_CHANCE && tvb_ascii_isprint(cursor->tvb, cursor->offset, length);
}

/* tag && text in UTF-16BE && phone ## (core 6.17, 6.96); a text of "NA" is sent in ASCII. */
static void read_address(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_cursor part = *cursor;
    int size = gt06_left(cursor);
    proto_item *item;
    int length;

    check_address_end(cursor);
    if (size <= 0)
        return;
    part.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size, ett_address,
                                       &item, "Address");
    length = address_part(&part, 1);
    add_string(&part, hf_address_tag, length, decode(&part, length, GT06_ENCODING_ASCII));
    add_separator(&part);
    length = address_part(&part, 2);
    if (length > 0)
        add_text(&part, length,
                 is_ascii_address(&part, length) ? GT06_ENCODING_ASCII : GT06_ENCODING_UTF_16);
    if (gt06_left(&part) > 0 && find_separator(&part, 1) == 0) {
        add_separator(&part);
        add_address_phone(&part);
    }
    if (cursor->reading->record->text != NULL)
        proto_item_append_text(item, ": %s", cursor->reading->record->text);
    cursor->offset = part.offset;
}

static const gt06_reader readers[] = {
    { E_COMMAND_LENGTH, read_command_length, &hf_command_length, 0 },
    { E_SERVER_FLAG, read_server_flag, &hf_server_flag, 0 },
    { E_COMMAND, read_command, &hf_command, 0 },
    { E_TEXT, read_text, &gt06_hf_text, 0 },
    { E_ENCODED_TEXT, read_encoded_text, &gt06_hf_text, 0 },
    { E_ADDRESS_LENGTH, gt06_read_field, &hf_address_length, 0 },
    { E_ADDRESS_LENGTH_2, gt06_read_field, &hf_address_length, 0 },
    { E_ADDRESS, read_address, NULL, 0 },
};

void gt06_register_text(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_command_length,
          { "Command length", "gt06.command_length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of server flag and text (core 6.80)", HFILL } },
        { &hf_server_flag,
          { "Server flag", "gt06.server_flag", FT_UINT32, BASE_HEX, NULL, 0,
            "Chosen by the server, copied into the answer (core 3.9)", HFILL } },
        { &hf_command,
          { "Command", "gt06.command", FT_STRING, BASE_NONE, NULL, 0,
            "Command text from the server (core 6.80, 7.1)", HFILL } },
        { &hf_command_password,
          { "Password", "gt06.command.password", FT_STRING, BASE_NONE, NULL, 0,
            "Password inside a command (core 7.1)", HFILL } },
        { &hf_encoding,
          { "Encoding", "gt06.encoding", FT_UINT8, BASE_DEC, VALS(encoding_values), 0,
            "Encoding of the text that follows (core 6.21)", HFILL } },
        { &hf_address_length,
          { "Address length", "gt06.address.length", FT_UINT16, BASE_DEC, NULL, 0,
            "Said length of flag and address, unreliable (core 6.17, 6.96)", HFILL } },
        { &hf_address_tag,
          { "Kind of address", "gt06.address.tag", FT_STRING, BASE_NONE, NULL, 0,
            "ADDRESS for a query, ALARMSMS for an alarm (core 6.17)", HFILL } },
    };
    static int *trees[] = { &ett_address, &ett_contacts, &ett_command };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
