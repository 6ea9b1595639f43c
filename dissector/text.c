/* text.c
 * Texts: commands and their passwords, answers in their encodings, addresses.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "preferences.h"
#include "../protocol/commands.h"

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

enum { SEPARATOR = 2, ASCII = 1, UTF_16 = 2, MOST_PASSWORDS = 4 };

static const value_string encoding_values[] = { { ASCII, "ASCII" }, { UTF_16, "UTF-16BE" },
                                                { 0, NULL } };

/* Two bytes a character, the first of them mostly 0: text of a terminal that ignores ASCII. */
static bool looks_like_utf16(tvbuff_t *tvb, int offset, int size)
{
    int zeros = 0;

    for (int i = 0; i + 1 < size; i += 2)
        zeros += gt06_tvb_u8(tvb, offset + i) == 0 && gt06_tvb_u8(tvb, offset + i + 1) != 0;
    return size >= 2 && zeros * 4 > size;
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
static const char *decode(gt06_cursor *cursor, int size, bool utf16)
{
    wmem_allocator_t *pool = cursor->reading->pinfo->pool;
    wmem_strbuf_t *text = wmem_strbuf_new(pool, "");
    unsigned encoding = utf16 ? ENC_UTF_16 | ENC_BIG_ENDIAN : ENC_ASCII | ENC_NA;
    int width = utf16 ? 2 : 1;

    for (int begin = 0, length; begin + width <= size; begin += length + width) {
        length = unbroken(cursor->tvb, cursor->offset + begin, size - begin, width);
        if (length > 0)
            wmem_strbuf_append(text, (const char *)tvb_get_string_enc(
                                         pool, cursor->tvb, cursor->offset + begin, length,
                                         encoding));
    }
    return wmem_strbuf_get_str(text);
}

static void add_string(gt06_cursor *cursor, int hf, int size, const char *text)
{
    proto_tree_add_string(cursor->tree, hf, cursor->tvb, cursor->offset, size, text);
    cursor->offset += size;
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

static void add_passwords(gt06_cursor *cursor, proto_item *item, const char *shown,
                          const gt06_span *spans, unsigned count)
{
    proto_tree *tree = proto_item_add_subtree(item, ett_command);

    for (unsigned i = 0; i < count; i++) {
        char *password = wmem_strndup(cursor->reading->pinfo->pool, shown + spans[i].offset,
                                      spans[i].size);

        proto_item *found;

        found = proto_tree_add_string(tree, hf_command_password, cursor->tvb,
                                      cursor->offset + (int)spans[i].offset, (int)spans[i].size,
                                      password);
        gt06_found(cursor->reading->pinfo, found, GT06_F_password,
                   "A password in clear text; the preference Hide passwords keeps it out of texts");
    }
}

/* A command ends at a NUL: behind it stands a language that a wrong inner length takes in. */
static const char *decode_command(gt06_cursor *cursor, int size)
{
    bool utf16 = looks_like_utf16(cursor->tvb, cursor->offset, size);

    return decode(cursor, unbroken(cursor->tvb, cursor->offset, size, utf16 ? 2 : 1), utf16);
}

static void read_command(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    const char *text = decode_command(cursor, size);
    gt06_span spans[MOST_PASSWORDS];
    unsigned count = gt06_command_passwords(text, strlen(text), spans, MOST_PASSWORDS);
    const char *shown = shown_command(cursor, text, spans, count);
    const char *purpose = gt06_command_purpose(text);
    proto_item *item;

    item = proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                                 shown);
    if (purpose != NULL)
        proto_item_append_text(item, " (%s)", purpose);
    if (strlen(text) <= (size_t)size)
        add_passwords(cursor, item, shown, spans, count);
    cursor->reading->record->text = shown;
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
        add_string(cursor, gt06_hf_text_separator, SEPARATOR, decode(cursor, SEPARATOR, false));
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
        text = decode(&part, length, name);
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

static void add_text(gt06_cursor *cursor, int size, bool utf16)
{
    const char *text = decode(cursor, size, utf16);

    cursor->reading->record->text = text;
    gt06_add_pairs(cursor, size, utf16 ? 2 : 1, text);
    if (!utf16)
        add_reported_iccid(cursor, text);
    add_string(cursor, gt06_hf_text, utf16 ? size & ~1 : size, text);
    gt06_add_where(cursor, text);
}

static void read_text(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);

    if (size <= 0)
        return;
    if (is_contact_list(cursor, size)) {
        read_contacts(cursor, size);
        return;
    }
    add_text(cursor, size, looks_like_utf16(cursor->tvb, cursor->offset, size));
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
                   "Encoding %u is neither 1 (ASCII) nor 2 (UTF-16BE): read as UTF-16BE",
                   encoding);
    cursor->offset++;
    size = gt06_left(cursor);
    if (size > 0)
        add_text(cursor, size, encoding != ASCII);
}

/* The part of an address between two separators; what follows the last is the phone. */
static int address_part(const gt06_cursor *cursor, int step)
{
    int length = find_separator(cursor, step);

    return length >= 0 ? length : gt06_left(cursor);
}

/* Phone number, NUL padded, up to the final ##. */
static void add_address_phone(gt06_cursor *cursor)
{
    int size = gt06_left(cursor);
    bool closed = size >= SEPARATOR && tvb_get_ntohs(cursor->tvb, cursor->end - SEPARATOR) == 0x2323;

    if (closed)
        size -= SEPARATOR;
    if (size > 0)
        add_string(cursor, gt06_hf_phone, size,
                   (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                    cursor->offset, size, ENC_ASCII));
    if (closed)
        add_separator(cursor);
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

    if (size <= 0)
        return;
    part.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, size,
                                       ett_address, &item, "Address");
    length = address_part(&part, 1);
    add_string(&part, hf_address_tag, length, decode(&part, length, false));
    add_separator(&part);
    length = address_part(&part, 2);
    if (length > 0)
        add_text(&part, length, !is_ascii_address(&part, length));
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
