/* random_texts.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

#include <string.h>

enum { PHONE = 21, MOST_INNER = 255 - 4, ASCII = 1, UTF_16 = 2 };

/* No separators of pairs or values, no quotes, and no blank at either end. */
char *random_text(random_message *m, int characters)
{
    static const char inside[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !#()*+-./<>?@[]^_{|}~";
    char *text = (char *)g_malloc((gsize)characters + 1);

    for (int i = 0; i < characters; i++)
        text[i] = inside[random_between(m, 0, (int)sizeof inside - 2)];
    if (characters > 0) {
        text[0] = (char)('A' + random_between(m, 0, 25));
        text[characters - 1] = (char)('a' + random_between(m, 0, 25));
    }
    text[characters] = '\0';
    return text;
}

/* Letters of several scripts, and now and then one that needs two units; 4E41 would be "NA". */
static gunichar random_letter(random_message *m)
{
    static const struct {
        int first;
        int last;
    } scripts[] = { { 'A', 'Z' },     { 'a', 'z' },       { 0xC0, 0xD6 },      { 0x391, 0x3A1 },
                    { 0x410, 0x44F }, { 0x4E42, 0x9FA5 }, { 0x1F600, 0x1F64F } };
    int script = random_between(m, 0, (int)G_N_ELEMENTS(scripts) - 1);

    return (gunichar)random_between(m, scripts[script].first, scripts[script].last);
}

static void put_utf16(random_message *m, gunichar letter)
{
    if (letter >= 0x10000) {
        random_put(m, 0xD800 | (letter - 0x10000) >> 10, 2);
        random_put(m, 0xDC00 | ((letter - 0x10000) & 0x3FF), 2);
    } else {
        random_put(m, letter, 2);
    }
}

/* Text in UTF-16BE of at most `size` bytes; returns it in UTF-8. */
static char *put_unicode(random_message *m, int size)
{
    GString *text = g_string_new(NULL);

    while (size >= 2) {
        gunichar letter = random_letter(m);
        int units = letter >= 0x10000 ? 4 : 2;

        if (units > size)
            break;
        put_utf16(m, letter);
        g_string_append_unichar(text, letter);
        size -= units;
    }
    return g_string_free(text, FALSE);
}

static void put_ascii(random_message *m, const char *field, int size)
{
    char *text = random_text(m, size);

    random_put_bytes(m, text, (size_t)size);
    if (size > 0)
        random_expect(m, field, text);
    g_free(text);
}

void part_text(random_message *m, const random_part *p)
{
    put_ascii(m, p->field, random_list_length(m, 1, p->size, 2000));
}

/* Inner length, server flag, text; the language that may follow is not counted (core 6.80). */
void part_command(random_message *m, const random_part *p)
{
    int length = random_list_length(m, 1, 5 + p->size, MOST_INNER);

    random_put(m, (uint64_t)(4 + length), 1);
    random_expect_integer(m, "gt06.command_length", 4 + length);
    part_number(m, &(random_part){ .size = 4, .field = "gt06.server_flag" });
    put_ascii(m, p->field, length);
}

/* Inner length 0, and zeros behind the text (core 6.15). */
void part_padded_text(random_message *m, const random_part *p)
{
    random_put(m, 0, 1);
    random_expect(m, "gt06.command_length", "0");
    part_number(m, &(random_part){ .size = 4, .field = "gt06.server_flag" });
    put_ascii(m, p->field, random_between(m, 1, 60));
    random_put(m, 0, 1);
    for (int i = random_between(m, 0, 30); i > 0; i--)
        random_put(m, 0, 1);
}

void part_encoded_text(random_message *m, const random_part *p)
{
    int encoding = random_between(m, ASCII, UTF_16);
    int size = random_list_length(m, 2, 1, 500);
    char *text;

    random_put(m, (uint64_t)encoding, 1);
    random_expect_integer(m, "gt06.encoding", encoding);
    if (encoding == ASCII) {
        put_ascii(m, p->field, size);
        return;
    }
    text = put_unicode(m, 2 * size);
    if (*text != '\0')
        random_expect(m, p->field, text);
    g_free(text);
}

static void put_padded(random_message *m, const char *field, const char *text, int size)
{
    random_put_bytes(m, text, strlen(text));
    for (int i = (int)strlen(text); i < size; i++)
        random_put(m, 0, 1);
    random_expect(m, field, text);
}

/* A number of up to 21 digits, and zeros (core 6.17). */
static void put_phone(random_message *m)
{
    char digits[PHONE + 1] = "+";
    int count = random_between(m, 2, PHONE);

    for (int i = random_between(m, 0, 1); i < count; i++)
        digits[i] = (char)('0' + random_between(m, 0, 9));
    digits[count] = '\0';
    put_padded(m, "gt06.phone", digits, PHONE);
}

void part_phone(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    put_phone(m);
}

void part_fixed_text(random_message *m, const random_part *p)
{
    char *text = random_text(m, random_between(m, 1, p->size));

    put_padded(m, p->field, text, p->size);
    g_free(text);
}

/* ADDRESS or ALARMSMS && text && phone ## (core 6.17, 6.96). */
static void put_address(random_message *m)
{
    static const char *const tags[] = { "ADDRESS", "ALARMSMS" };
    const char *tag = tags[random_between(m, 0, 1)];
    char *text;

    random_put_bytes(m, tag, strlen(tag));
    random_expect(m, "gt06.address.tag", tag);
    random_put_bytes(m, "&&", 2);
    text = put_unicode(m, 2 + 2 * random_list_length(m, 2, 2 + PHONE + 2 + 2, 100));
    if (*text != '\0')
        random_expect(m, "gt06.text", text);
    g_free(text);
    random_put_bytes(m, "&&", 2);
    put_phone(m);
    random_put_bytes(m, "##", 2);
}

void part_address_text(random_message *m, const random_part *p)
{
    unsigned offset = m->content->len;
    unsigned place = m->values->len;
    unsigned length;
    char text[8];

    random_put(m, 0, p->size);
    random_expect(m, "gt06.address.length", "");
    part_number(m, &(random_part){ .size = 4, .field = "gt06.server_flag" });
    put_address(m);
    length = m->content->len - offset - (unsigned)p->size;
    m->content->data[offset + (unsigned)p->size - 1] = (guint8)length;
    if (p->size == 2)
        m->content->data[offset] = (guint8)(length >> 8);
    g_snprintf(text, sizeof text, "%u", p->size == 1 ? length & 0xFF : length);
    g_array_index(m->values, random_value, place).text = g_string_chunk_insert(m->texts, text);
}

/* IMEI && IMSI && ICCID as text (extended 23.1). */
void part_identity(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    static const struct {
        const char *field;
        int digits;
    } parts[] = { { "gt06.imei", 15 }, { "gt06.imsi", 15 }, { "gt06.iccid", 20 } };
    GString *whole = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        GString *number = g_string_new(NULL);

        for (int digit = 0; digit < parts[i].digits; digit++)
            g_string_append_c(number, (char)('0' + random_between(m, 0, 9)));
        random_expect(m, parts[i].field, number->str);
        g_string_append_printf(whole, "%s%s", i > 0 ? "&&" : "", number->str);
        g_string_free(number, TRUE);
    }
    random_put_bytes(m, whole->str, whole->len);
    random_expect(m, "gt06.text", whole->str);
    g_string_free(whole, TRUE);
}

/* Length of the rest, chip id, a byte of unknown meaning, length and text (extended 25). */
void part_version(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int text = random_list_length(m, 1, 2 + 16 + 1 + 1, 255);

    random_put(m, (uint64_t)(16 + 1 + 1 + text), 2);
    random_expect_integer(m, "gt06.version_block.length", 16 + 1 + 1 + text);
    part_bytes(m, &(random_part){ .size = 16, .field = "gt06.chip_id" });
    part_bytes(m, &(random_part){ .size = 1, .field = "gt06.unknown" });
    random_put(m, (uint64_t)text, 1);
    random_expect_integer(m, "gt06.version.length", text);
    put_ascii(m, "gt06.version", text);
}
