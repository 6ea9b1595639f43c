/* message.c
 * One message of a capture's text source.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message.h"

#include <string.h>

#include "protocol/frame.h"
#include "bytes.h"
#include "source.h"

enum {
    LENGTH_OFFSET = 2, /* behind the start mark */
    STOP_SIZE = 2,
    CRC_SIZE = 2,
    BUILD_OVERHEAD = 11, /* the room gt06_build_frame() asks for besides the content */
    OPTION_COUNT = 4
};

typedef struct {
    const char *name;
    gt06_form form;
    guint length_size; /* bytes of the length field */
    bool has_crc;      /* and a serial number */
} message_form;

static const message_form forms[] = {
    { "short", GT06_SHORT, 1, true },
    { "long", GT06_LONG, 2, true },
    { "wide", GT06_WIDE, 2, true },
    { "dialect", GT06_DIALECT, 1, false },
};

/* What a message says besides form, number and content. */
typedef struct {
    bool given;
    uint16_t value;
} message_option;

typedef enum { OPTION_SERIAL, OPTION_LENGTH, OPTION_CRC, OPTION_STOP } option_index;

static const char *const option_names[OPTION_COUNT] = {
    [OPTION_SERIAL] = "serial",
    [OPTION_LENGTH] = "length",
    [OPTION_CRC] = "crc",
    [OPTION_STOP] = "stop",
};

typedef struct {
    const message_form *form;
    uint8_t number;
    message_option options[OPTION_COUNT];
} message_head;

/* Takes the next word off a text; the cursor then stands on the word behind it. */
static char *take_word(const char **cursor)
{
    const size_t size = strcspn(*cursor, " \t");
    char *word = g_strndup(*cursor, size);

    *cursor += size;
    *cursor += strspn(*cursor, " \t");
    return word;
}

static const message_form *find_form(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (strcmp(forms[i].name, name) == 0) {
            return &forms[i];
        }
    }
    return NULL;
}

static bool take_number(const char **cursor, message_head *head, GError **error)
{
    char *word = take_word(cursor);
    uint64_t number = 0;
    const bool good = gt06_number(word, 16, 0xFF, "the protocol number", &number, error);

    head->number = (uint8_t)number;
    g_free(word);
    return good;
}

static bool set_option(message_head *head, char *word, GError **error)
{
    char *value = word + strcspn(word, "=");
    uint64_t number = 0;

    *value++ = '\0';
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strcmp(option_names[i], word) != 0) {
            continue;
        }
        if (!gt06_number(value, 16, 0xFFFF, word, &number, error)) {
            return false;
        }
        head->options[i] = (message_option){ true, (uint16_t)number };
        return true;
    }
    return gt06_refuse(error, "\"%s=\" is none of serial=, length=, crc=, stop=", word);
}

/* Options are the words of letters with a = in them; the content begins with the first other. */
static bool at_option(const char *text)
{
    const size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");

    return letters > 0 && text[letters] == '=';
}

static bool take_options(const char **cursor, message_head *head, GError **error)
{
    bool good = true;

    while (good && at_option(*cursor)) {
        char *word = take_word(cursor);

        good = set_option(head, word, error);
        g_free(word);
    }
    return good;
}

static bool check_options(const message_head *head, GError **error)
{
    const message_option *length = &head->options[OPTION_LENGTH];

    if (!head->form->has_crc &&
        (head->options[OPTION_SERIAL].given || head->options[OPTION_CRC].given)) {
        return gt06_refuse(error, "the dialect has neither a serial number nor a CRC");
    }
    if (length->given && head->form->length_size == 1 && length->value > 0xFF) {
        return gt06_refuse(error, "the length field of this form has one byte");
    }
    return true;
}

static void set16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

/* Writes the lies, each after what it must not disturb: the CRC agrees with a lying length. */
static void apply_options(const message_head *head, uint8_t *frame, size_t size)
{
    const message_option *options = head->options;
    uint8_t *length = frame + LENGTH_OFFSET;
    uint8_t *stop = frame + size - STOP_SIZE;
    uint8_t *crc = stop - CRC_SIZE;

    if (options[OPTION_LENGTH].given && head->form->length_size == 1) {
        *length = (uint8_t)options[OPTION_LENGTH].value;
    } else if (options[OPTION_LENGTH].given) {
        set16(length, options[OPTION_LENGTH].value);
    }
    if (options[OPTION_CRC].given) {
        set16(crc, options[OPTION_CRC].value);
    } else if (options[OPTION_LENGTH].given && head->form->has_crc) {
        set16(crc, gt06_crc(length, (size_t)(crc - length)));
    }
    if (options[OPTION_STOP].given) {
        set16(stop, options[OPTION_STOP].value);
    }
}

static bool append_frame(const message_head *head, const GByteArray *content, uint16_t serial,
                         GByteArray *out, GError **error)
{
    uint8_t *frame = g_malloc(content->len + BUILD_OVERHEAD);
    const size_t size = gt06_build_frame(frame, head->form->form, head->number, content->data,
                                         content->len, serial);

    if (size == 0) {
        gt06_refuse(error, "a content of %u bytes does not fit into the %s form", content->len,
                    head->form->name);
    } else {
        apply_options(head, frame, size);
        g_byte_array_append(out, frame, (guint)size);
    }
    g_free(frame);
    return size > 0;
}

static bool build_framed(const message_form *form, const char *text, uint16_t *serial,
                         GByteArray *out, GError **error)
{
    message_head head = { .form = form };
    GByteArray *content = g_byte_array_new();
    bool good = take_number(&text, &head, error) && take_options(&text, &head, error) &&
                check_options(&head, error) && gt06_bytes_parse(text, content, error);

    if (good) {
        if (head.options[OPTION_SERIAL].given) {
            *serial = head.options[OPTION_SERIAL].value;
        }
        good = append_frame(&head, content, *serial, out, error);
    }
    g_byte_array_unref(content);
    return good;
}

bool gt06_message_build(const char *text, uint16_t *serial, GByteArray *out, GError **error)
{
    char *name = take_word(&text);
    const message_form *form = find_form(name);
    bool good;

    if (form) {
        good = build_framed(form, text, serial, out, error);
    } else if (strcmp(name, "raw") == 0) {
        good = gt06_bytes_parse(text, out, error);
    } else {
        good = gt06_refuse(error, "\"%s\" is none of short, long, wide, dialect, raw", name);
    }
    g_free(name);
    return good;
}
