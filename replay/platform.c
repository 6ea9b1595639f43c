/* platform.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "platform.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../protocol/answer.h"
#include "identity.h"

enum {
    CHINESE = 1,
    ENGLISH = 2,
    MOST_ADDRESS = 100, /* characters */
    PHONE_SIZE = 21,
    PHOTO_BLOCK = 1024,
    LARGEST_SHORT_ANSWER = 250,
    SERVER_FLAG = 0x00000001
};

gt06_reading gt06_read_frame(const gt06_cut *cut, const uint8_t *frame, gt06_direction direction)
{
    const uint8_t *content = frame + cut->content_offset;
    gt06_reading reading = {
        .content = { .bytes = content,
                     .captured = cut->content_size,
                     .size = cut->content_size,
                     .number = cut->number,
                     .form = cut->form,
                     .direction = direction,
                     .length_byte = frame[2] },
    };

    reading.choice = gt06_choose(&reading.content);
    if (!gt06_is_dialect(cut->form)) {
        const uint8_t *serial = content + cut->content_size;
        reading.has_serial = true;
        reading.serial = (uint16_t)(serial[0] << 8 | serial[1]);
    }
    return reading;
}

bool gt06_login_imei(const gt06_reading *reading, char imei[16])
{
    return reading->content.number == 0x01 && reading->content.direction == GT06_FROM_TERMINAL &&
           reading->content.size >= GT06_IMEI_BCD &&
           gt06_imei_read(reading->content.bytes, GT06_IMEI_BCD, imei);
}

static void send_frame(gt06_wire *wire, gt06_form form, uint8_t number, const uint8_t *content,
                       size_t size, uint16_t serial, bool is_answer)
{
    uint8_t frame[LARGEST_SHORT_ANSWER + 256];
    const gt06_sending what = { .number = number, .is_answer = is_answer };
    const size_t length = size + 11 <= sizeof frame
                              ? gt06_build_frame(frame, form, number, content, size, serial)
                              : 0;

    if (length > 0)
        gt06_wire_send(wire, frame, length, &what);
}

/* ---- addresses (core 6.17, 6.96) ---- */

/*
 * The language a message asks an address in: 0 for none. It is the last byte of the status block,
 * or stands at the end of a query (core 3.6); the layout tells where.
 */
static unsigned language_of(const gt06_reading *reading)
{
    size_t at = 0;

    for (const gt06_place *place = reading->choice.layout->run; *place != E_END; place++) {
        const gt06_element element = GT06_PLACE_ELEMENT(*place);
        const unsigned times = MAX(GT06_PLACE_TIMES(*place), 1);
        const gt06_element_info *info = &gt06_elements[element];
        if (element == E_STATUS)
            return gt06_byte(&reading->content, at + 4);
        if (element == E_LANGUAGE || element == E_LANGUAGE_2)
            return gt06_byte(&reading->content, at + info->size - 1U);
        if (info->size == 0 || (*place & (COUNTED | WITHIN | OPTIONAL)))
            break;
        at += (size_t)info->size * times;
        if (g_str_has_prefix(info->id, "LBS") && info->size > 1)
            at += gt06_mnc2(&reading->content, at - info->size);
    }
    return 0;
}

/* "ADDRESS&&text in UTF-16&&phone##" behind a length and the server flag. */
static GByteArray *address_content(const char *text, bool wide, bool is_alarm)
{
    GByteArray *content = g_byte_array_new();
    const char *tag = is_alarm ? "ALARMSMS" : "ADDRESS";
    const uint8_t head[6] = { 0, 0, 0, 0, 0, SERVER_FLAG };
    glong units = 0;
    gunichar2 *utf16 = g_utf8_to_utf16(text, MOST_ADDRESS, NULL, &units, NULL);
    const char phone[PHONE_SIZE] = "0";

    g_byte_array_append(content, wide ? head : head + 1, wide ? 6 : 5);
    g_byte_array_append(content, (const guint8 *)tag, (guint)strlen(tag));
    g_byte_array_append(content, (const guint8 *)"&&", 2);
    for (glong i = 0; i < units && (wide || content->len < LARGEST_SHORT_ANSWER - 40); i++) {
        const guint8 unit[2] = { (guint8)(utf16[i] >> 8), (guint8)utf16[i] };
        g_byte_array_append(content, unit, 2);
    }
    g_byte_array_append(content, (const guint8 *)"&&", 2);
    g_byte_array_append(content, (const guint8 *)phone, PHONE_SIZE);
    g_byte_array_append(content, (const guint8 *)"##", 2);
    content->data[wide ? 1 : 0] = (guint8)(content->len - (wide ? 2 : 1));
    g_free(utf16);
    return content;
}

static void send_address(const gt06_platform *platform, gt06_wire *wire,
                         const gt06_reading *reading, bool is_alarm)
{
    const unsigned language = language_of(reading);
    const bool english = language != CHINESE;
    GByteArray *content;

    if (is_alarm && language != CHINESE && language != ENGLISH)
        return;
    content = address_content(platform->address, english, is_alarm);
    send_frame(wire, english ? GT06_LONG : GT06_SHORT, english ? 0x97 : 0x17, content->data,
               content->len, reading->serial, true);
    g_byte_array_unref(content);
}

/* ---- photos (extended 8) ---- */

static uint32_t u32(const gt06_content *content, size_t at)
{
    return gt06_u16(content, at) << 16 | gt06_u16(content, at + 2);
}

/* Asks for the next block: after the announcement (35) the first, after a block (36) the next. */
static void ask_photo(gt06_wire *wire, gt06_tracker_memory *memory, const gt06_reading *reading)
{
    const gt06_content *c = &reading->content;
    const bool is_first = c->number == 0x35;
    const uint32_t id = u32(c, is_first ? 22 : 0);
    const uint32_t offset = is_first ? 0 : u32(c, 4) + gt06_u16(c, 8);
    uint32_t wanted = PHOTO_BLOCK;
    uint8_t content[10];

    if (is_first)
        memory->line = u32(c, 18); /* the picture's size */
    if (offset >= memory->line)
        return;
    wanted = MIN(wanted, memory->line - offset);
    for (int i = 0; i < 4; i++) {
        content[i] = (uint8_t)(id >> (24 - 8 * i));
        content[4 + i] = (uint8_t)(offset >> (24 - 8 * i));
    }
    content[8] = (uint8_t)(wanted >> 8);
    content[9] = (uint8_t)wanted;
    send_frame(wire, GT06_SHORT, 0x36, content, sizeof content, 0, true);
}

/* ---- commands (core 6.80) ---- */

static void push_command(gt06_wire *wire, gt06_tracker_memory *memory, const char *text)
{
    const size_t length = MIN(strlen(text), (size_t)GT06_MOST_COMMAND);
    uint8_t content[256];

    content[0] = (uint8_t)(length + 4);
    memset(content + 1, 0, 4);
    content[4] = (uint8_t)(memory->serial + 1);
    memcpy(content + 5, text, length);
    content[5 + length] = 0;
    content[6 + length] = ENGLISH;
    send_frame(wire, GT06_SHORT, 0x80, content, length + 7, ++memory->serial, false);
}

static bool is_moment(const gt06_platform *platform, const gt06_reading *reading)
{
    if (strcmp(platform->after, "login") == 0)
        return reading->content.number == 0x01;
    return strstr(reading->choice.message->name, "eartbeat") != NULL;
}

static void push_commands(const gt06_platform *platform, gt06_wire *wire,
                          gt06_tracker_memory *memory, const gt06_reading *reading)
{
    if (!platform->commands || memory->pushed || !is_moment(platform, reading))
        return;
    memory->pushed = true;
    for (char **command = platform->commands; *command; command++)
        push_command(wire, memory, *command);
}

/* ---- answers ---- */

/* Empty answers of the dialect; those with a time of their own are not known to us. */
static void answer_dialect(gt06_wire *wire, const gt06_reading *reading)
{
    if (gt06_answer_is_due(reading->choice.message))
        send_frame(wire, GT06_DIALECT, reading->content.number, NULL, 0, 0, true);
}

static void answer(const gt06_platform *platform, gt06_wire *wire, gt06_tracker_memory *memory,
                   const gt06_reading *reading)
{
    const gt06_message *message = reading->choice.message;
    const gt06_sending what = { .number = reading->content.number, .is_answer = true };
    uint8_t frame[GT06_LARGEST_ANSWER];
    size_t size;

    if (gt06_is_dialect(reading->content.form)) {
        answer_dialect(wire, reading);
        return;
    }
    if (message->answer == GT06_ANSWER_PHOTO_REQUEST) {
        ask_photo(wire, memory, reading);
        return;
    }
    if (!gt06_answer_is_due(message))
        return;
    size = gt06_build_answer(message, &reading->content, reading->serial, time(NULL), frame);
    if (size > 0)
        gt06_wire_send(wire, frame, size, &what);
    if (message->answer == GT06_ANSWER_ADDRESS)
        send_address(platform, wire, reading, false);
    else if (message->answer == GT06_ANSWER_ACK_ADDRESS)
        send_address(platform, wire, reading, true);
}

void gt06_platform_react(const gt06_platform *platform, gt06_wire *wire,
                         gt06_tracker_memory *memory, const gt06_reading *reading)
{
    if (!platform->silent)
        answer(platform, wire, memory, reading);
    if (!wire->is_closing)
        push_commands(platform, wire, memory, reading);
}
