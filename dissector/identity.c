/* identity.c
 * Who is speaking: IMEI, type and zone of a login, phone numbers, cards, drivers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "preferences.h"
#include "../protocol/models.h"

static int hf_device_type;
static int hf_zone_word;
static int hf_zone_value;
static int hf_zone_west;
static int hf_zone_reserved;
static int hf_zone_language;
static int hf_driver_length;
static int hf_driver_type;
static int hf_card_valid;
static int hf_card_length;
static int hf_card_status;
static int hf_card_swiped;

static int hf_chip_id;
static int hf_mac;
static int hf_lock_password;
static int hf_lock_key;

static int ett_zone = -1;

enum { ZONE_WEST = 0x0008, MINUTES = 60 };

static const true_false_string west_east = { "west of Greenwich", "east of Greenwich" };
static const true_false_string swiped_not = { "swiped", "not swiped" };
static const value_string validity_values[] = { { 1, "valid" }, { 0, NULL } };

bool gt06_bcd_digits(tvbuff_t *tvb, int offset, int size, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    bool decimal = true;

    for (int i = 0; i < size; i++) {
        uint8_t byte = gt06_tvb_u8(tvb, offset + i);

        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 0xF];
        decimal = decimal && byte >> 4 <= 9 && (byte & 0xF) <= 9;
    }
    *out = '\0';
    return decimal;
}

/* Sixteen digits of which the first is a padding 0 (core 6.01); if it is not 0, all are shown. */
static void read_imei(gt06_cursor *cursor, const gt06_reader *reader)
{
    char *digits = (char *)wmem_alloc(cursor->reading->pinfo->pool, 17);
    bool decimal = gt06_bcd_digits(cursor->tvb, cursor->offset, 8, digits);
    const char *imei = digits[0] == '0' ? digits + 1 : digits;
    proto_item *item;

    item = proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 8, imei);
    gt06_speak_of(cursor->reading->pinfo, imei);
    if (!decimal)
        gt06_found(cursor->reading->pinfo, item, GT06_F_imei_digits,
                   "The identity holds digits that are not decimal: not an IMEI");
    cursor->reading->record->login_imei = imei;
    cursor->offset += 8;
}

static void read_device_type(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint16_t type = tvb_get_ntohs(cursor->tvb, cursor->offset);
    const char *name = gt06_device_type_name(type);
    proto_item *item;

    item = proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 2,
                               ENC_BIG_ENDIAN);
    if (name != NULL)
        proto_item_append_text(item, " (%s)", name);
    cursor->reading->record->device_type = type;
    cursor->offset += 2;
}

/* Hours times 100 plus minutes in the upper twelve bits, bit 3 for west (core 3.11). */
static void read_zone(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    static int *const parts[] = { &hf_zone_value, &hf_zone_west, &hf_zone_reserved,
                                  &hf_zone_language, NULL };
    gt06_record *record = cursor->reading->record;
    unsigned word = tvb_get_ntohs(cursor->tvb, cursor->offset);
    int minutes = (int)(word >> 4) / 100 * MINUTES + (int)(word >> 4) % 100;
    proto_item *item;

    if ((word & ZONE_WEST) != 0)
        minutes = -minutes;
    item = proto_tree_add_int(cursor->tree, gt06_hf_time_zone, cursor->tvb, cursor->offset, 2,
                              minutes);
    proto_item_append_text(item, " minutes east of UTC (GMT%c%d:%02d)", minutes < 0 ? '-' : '+',
                           ABS(minutes) / MINUTES, ABS(minutes) % MINUTES);
    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, hf_zone_word, ett_zone,
                           parts, ENC_BIG_ENDIAN);
    record->zone = (int16_t)minutes;
    record->has |= GT06_HAS_ZONE;
    cursor->offset += 2;
}

/* ASCII, padded with NULs or blanks; bytes behind the first NUL are garbage (core 6.1A). */
static void add_padded_text(gt06_cursor *cursor, int hf, int size)
{
    packet_info *pinfo = cursor->reading->pinfo;
    char *text = (char *)tvb_get_string_enc(pinfo->pool, cursor->tvb, cursor->offset, size,
                                            ENC_ASCII);

    proto_tree_add_string(cursor->tree, hf, cursor->tvb, cursor->offset, size, g_strstrip(text));
    cursor->offset += size;
}

static void read_phone(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_padded_text(cursor, *reader->hf, gt06_elements[E_PHONE].size);
}

static void read_card(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_padded_text(cursor, *reader->hf, gt06_extent(cursor, gt06_elements[E_CARD].name));
}

/* Bytes as hexadecimal digits, all of them: tvb_bytes_to_str() cuts long ones short. */
static void add_hex(gt06_cursor *cursor, int hf, int size)
{
    char *digits = (char *)wmem_alloc(cursor->reading->pinfo->pool, 2 * (size_t)size + 1);

    gt06_bcd_digits(cursor->tvb, cursor->offset, size, digits);
    for (char *digit = digits; *digit != '\0'; digit++)
        *digit = g_ascii_tolower(*digit);
    proto_tree_add_string(cursor->tree, hf, cursor->tvb, cursor->offset, size, digits);
    cursor->offset += size;
}

static void read_rfid(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_hex(cursor, *reader->hf, gt06_elements[reader->element].size);
}

/* A type byte and the id, hex as the documents have it (core 6.25). */
static void read_driver(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[E_DRIVER].name);

    if (size <= 0)
        return;
    proto_tree_add_item(cursor->tree, hf_driver_type, cursor->tvb, cursor->offset, 1,
                        ENC_BIG_ENDIAN);
    cursor->offset++;
    if (size > 1)
        add_hex(cursor, *reader->hf, size - 1);
}

/* Sixteen digits: a first 0 is padding, else the number is left-aligned and the last one is. */
static void read_imsi(gt06_cursor *cursor, const gt06_reader *reader)
{
    char digits[17];
    const char *imsi = digits;

    gt06_bcd_digits(cursor->tvb, cursor->offset, 8, digits);
    if (digits[0] == '0')
        imsi = digits + 1;
    else
        digits[15] = '\0'; /* cppcheck-suppress unreadVariable ; read as imsi */
    proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 8, imsi);
    cursor->offset += 8;
}

/* A SIM's raw byte order: digits swapped in pairs, 98 in front and a padding F (extended 3.8). */
static bool is_swapped(const char *digits)
{
    return digits[0] == '9' && digits[1] == '8' && digits[18] == 'F';
}

static void read_iccid(gt06_cursor *cursor, const gt06_reader *reader)
{
    char digits[21];
    char swapped[21] = "";
    proto_item *item;
    size_t length;

    gt06_bcd_digits(cursor->tvb, cursor->offset, 10, digits);
    if (is_swapped(digits)) {
        for (int i = 0; i < 20; i++)
            swapped[i] = digits[i ^ 1];
        swapped[19] = '\0';
    }
    for (length = 20; length > 0 && digits[length - 1] == 'F'; length--)
        digits[length - 1] = '\0';
    item = proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 10,
                                 digits);
    if (*swapped != '\0')
        proto_item_append_text(item, ", digits swapped: %s", swapped);
    cursor->offset += 10;
}

static void read_lock_password(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;

    if (!gt06_preferences.hide_passwords) {
        add_padded_text(cursor, *reader->hf, size);
        return;
    }
    proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, "******");
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_IMEI, read_imei, &gt06_hf_imei, 0 },
    { E_DEVICE_TYPE, read_device_type, &hf_device_type, 0 },
    { E_TIME_ZONE, read_zone, NULL, 0 },
    { E_PHONE, read_phone, &gt06_hf_phone, 0 },
    { E_RFID, read_rfid, &gt06_hf_driver_id, 0 },
    { E_RFID_VALID, gt06_read_field, &hf_card_valid, 0 },
    { E_IBUTTON, read_rfid, &gt06_hf_driver_id, 0 },
    { E_DRIVER_LENGTH, gt06_read_count, &hf_driver_length, 0 },
    { E_DRIVER, read_driver, &gt06_hf_driver_id, 0 },
    { E_CARD_LENGTH, gt06_read_count, &hf_card_length, 0 },
    { E_CARD, read_card, &gt06_hf_driver_id, 0 },
    { E_CARD_STATUS, gt06_read_field, &hf_card_status, 0 },
    { E_IMSI, read_imsi, &gt06_hf_imsi, 0 },
    { E_ICCID, read_iccid, &gt06_hf_iccid, 0 },
    { E_CHIP_ID, gt06_read_bytes, &hf_chip_id, 0 },
    { E_MAC, gt06_read_bytes, &hf_mac, 0 },
    { E_LOCK_PASSWORD, read_lock_password, &hf_lock_password, 0 },
    { E_LOCK_KEY, gt06_read_bytes, &hf_lock_key, 0 },
    { E_CARD_SWIPED, gt06_read_field, &hf_card_swiped, 0 },
};

void gt06_add_imei(proto_tree *tree, tvbuff_t *tvb, const char *imei)
{
    proto_item *item = proto_tree_add_string(tree, gt06_hf_imei, tvb, 0, 0, imei);

    proto_item_set_generated(item);
}

void gt06_register_identity(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_device_type,
          { "Type identification code", "gt06.device_type", FT_UINT16, BASE_HEX, NULL, 0,
            "Model code of a login; several models share one (core 6.01)", HFILL } },
        { &hf_zone_word,
          { "Time zone and language", "gt06.zone_word", FT_UINT16, BASE_HEX, NULL, 0,
            "Time zone and language bits of a login (core 3.11)", HFILL } },
        { &hf_zone_value,
          { "Hours x 100 + minutes", "gt06.zone_word.value", FT_UINT16, BASE_DEC, NULL, 0xFFF0,
            "Distance from Greenwich (core 3.11)", HFILL } },
        { &hf_zone_west,
          { "Side", "gt06.zone_word.west", FT_BOOLEAN, 16, TFS(&west_east), ZONE_WEST,
            "West of Greenwich (core 3.11)", HFILL } },
        { &hf_zone_reserved,
          { "Reserved", "gt06.zone_word.reserved", FT_UINT16, BASE_DEC, NULL, 0x0004,
            "Bit without a meaning (core 3.11)", HFILL } },
        { &hf_zone_language,
          { "Language bits", "gt06.zone_word.language", FT_UINT16, BASE_HEX, NULL, 0x0003,
            "Language bits, not numbered like other languages (core 3.11)", HFILL } },
        { &hf_driver_length,
          { "Length of driver id", "gt06.driver_id.length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of type and id that follow (core 6.25)", HFILL } },
        { &hf_driver_type,
          { "Type of driver id", "gt06.driver_id.type", FT_UINT8, BASE_DEC, NULL, 0,
            "Kind of the driver id (core 6.25)", HFILL } },
        { &hf_card_valid,
          { "Validity", "gt06.card.valid", FT_UINT8, BASE_DEC, VALS(validity_values), 0,
            "1 for a valid card (core 6.17)", HFILL } },
        { &hf_card_length,
          { "Length of card data", "gt06.card.length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of card data that follow (core 6.12)", HFILL } },
        { &hf_card_status,
          { "Card status", "gt06.card.status", FT_UINT8, BASE_DEC, NULL, 0,
            "Status of the card (core 6.12)", HFILL } },
        { &hf_card_swiped,
          { "Card", "gt06.card.swiped", FT_BOOLEAN, BASE_NONE, TFS(&swiped_not), 0,
            "A card was swiped (core 6.12)", HFILL } },
        { &hf_chip_id,
          { "Chip id", "gt06.chip_id", FT_BYTES, BASE_NONE, NULL, 0,
            "Identity of the chip (extended 25.1)", HFILL } },
        { &hf_mac,
          { "Bluetooth address", "gt06.bluetooth.mac", FT_ETHER, BASE_NONE, NULL, 0,
            "Bluetooth address (extended 25.1)", HFILL } },
        { &hf_lock_password,
          { "Lock password", "gt06.lock.password", FT_STRING, BASE_NONE, NULL, 0,
            "Password of a lock (extended 25.1)", HFILL } },
        { &hf_lock_key,
          { "Lock key", "gt06.lock.key", FT_BYTES, BASE_NONE, NULL, 0,
            "Key of a lock, a secret (extended 25.1)", HFILL } },
    };
    static int *trees[] = { &ett_zone };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
