/* pairs.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "pairs.h"

#include <glib.h>
#include <string.h>

enum { LONGEST_KEY = 40 };

static bool ends_piece(char c)
{
    return c == ';' || c == '\n' || c == '\r' || c == '\0';
}

static size_t piece_end(const char *text, size_t size, size_t begin)
{
    while (begin < size && !ends_piece(text[begin]))
        begin++;
    return begin;
}

static bool is_key(const char *text, size_t begin, size_t end)
{
    bool letter = false;

    if (end - begin > LONGEST_KEY)
        return false;
    for (size_t i = begin; i < end; i++) {
        if (text[i] == ',' || text[i] == '/')
            return false;
        letter = letter || g_ascii_isalpha(text[i]);
    }
    return letter;
}

/* "10:27:47" behind words: nothing but digits from the last blank to the colon, and behind it. */
static bool is_in_time(const char *text, size_t begin, size_t colon, size_t end)
{
    size_t word = colon;

    while (word > begin && (g_ascii_isdigit(text[word - 1]) || text[word - 1] == ':'))
        word--;
    return word < colon && (word == begin || text[word - 1] == ' ') && colon + 1 < end &&
           g_ascii_isdigit(text[colon + 1]);
}

/* Does this ':' stand between a key and a value: not in a time, not in an address? */
static bool divides(const char *text, size_t begin, size_t colon, size_t end)
{
    if (colon + 1 < end && text[colon + 1] == '/')
        return false;
    return is_key(text, begin, colon) && !is_in_time(text, begin, colon, end);
}

/* Where the key of the piece at `begin` ends; `end` if it has none. */
static size_t find_divider(const char *text, size_t begin, size_t end, bool settings)
{
    const char *equals = (const char *)memchr(text + begin, '=', end - begin);

    if (equals != NULL && settings && is_key(text, begin, (size_t)(equals - text)))
        return (size_t)(equals - text);
    for (size_t i = begin; i < end; i++) {
        if (text[i] == '=' && is_key(text, begin, i))
            return i;
        if (text[i] == ':' && divides(text, begin, i, end))
            return i;
        if (text[i] == ',')
            return settings ? i : end;
    }
    return end;
}

/* Does "Key:" stand at `begin`? */
static bool begins_with_key(const char *text, size_t begin, size_t end)
{
    size_t colon = begin;

    while (colon < end && text[colon] != ':' && text[colon] != ',')
        colon++;
    return colon < end && text[colon] == ':' && divides(text, begin, colon, end);
}

/* Does a word with a number and a colon stand at `begin`, as in "SOS1:100 SOS2: SOS3:"? */
static bool begins_with_numbered_key(const char *text, size_t begin, size_t end)
{
    size_t place = begin;

    while (place < end && g_ascii_isalpha(text[place]))
        place++;
    if (place == begin || place == end || !g_ascii_isdigit(text[place]))
        return false;
    while (place < end && g_ascii_isdigit(text[place]))
        place++;
    return place < end && text[place] == ':';
}

/* A value ends before the next "Key:" behind a comma, so that each key has its own pair. */
static size_t value_end(const char *text, size_t begin, size_t end, char divider)
{
    if (divider != ':')
        return end;
    for (size_t i = begin; i < end; i++) {
        if (text[i] == ',' && begins_with_key(text, i + 1, end))
            return i;
        if (text[i] == ' ' && begins_with_numbered_key(text, i + 1, end))
            return i;
    }
    return end;
}

/* These in front are no part of the key: "Current position!Lat:...", "<ICCID:..." (core 7.2, 7.3). */
static size_t key_begin(const char *text, size_t begin, size_t divider)
{
    for (size_t i = divider; i > begin; i--) {
        if (text[i - 1] == '!' || text[i - 1] == '<')
            return i;
    }
    return begin;
}

static void trim(const char *text, size_t *begin, size_t *size)
{
    while (*size > 0 && g_ascii_isspace(text[*begin])) {
        ++*begin;
        --*size;
    }
    while (*size > 0 && g_ascii_isspace(text[*begin + *size - 1]))
        --*size;
}

static size_t skip_separators(const char *text, size_t size, size_t place)
{
    while (place < size && (ends_piece(text[place]) || text[place] == ',' || text[place] == ' '))
        place++;
    return place;
}

/*
 * "DWXX=Lat:N23.1,Lon:E114.4": the answer's name, and the pairs it is made of (core 7.2). These
 * have no '=', so that nothing is split a third time.
 */
static bool has_inner_pairs(const char *text, const gt06_pair *pair, bool settings)
{
    return !settings && text[pair->value - 1] == '=' &&
           memchr(text + pair->value, '=', pair->value_size) == NULL &&
           begins_with_key(text, pair->value, pair->value + pair->value_size);
}

/* Sets the pair of a piece from `begin` to `end`; returns where to go on. */
static size_t take_pair(const char *text, size_t begin, size_t divider, size_t end, bool settings,
                        gt06_pair *pair)
{
    pair->key = key_begin(text, begin, divider);
    pair->key_size = divider - pair->key;
    pair->value = divider + 1;
    end = value_end(text, divider + 1, end, text[divider]);
    pair->value_size = end - pair->value;
    if (has_inner_pairs(text, pair, settings))
        end = pair->value;
    trim(text, &pair->key, &pair->key_size);
    trim(text, &pair->value, &pair->value_size);
    if (pair->key > 0 && text[pair->key - 1] == '<' && pair->value_size > 0 &&
        text[pair->value + pair->value_size - 1] == '>')
        pair->value_size--;
    return end;
}

/* "[VERSION]GT06D_20[BUILD]2013/12/28 15:24" (core 7.2): sets the pair, returns where to go on. */
static size_t take_bracketed(const char *text, size_t begin, size_t end, gt06_pair *pair)
{
    const char *closing = (const char *)memchr(text + begin, ']', end - begin);
    const size_t key = begin + 1;

    if (text[begin] != '[' || closing == NULL || !is_key(text, key, (size_t)(closing - text)))
        return begin;
    pair->key = key;
    pair->key_size = (size_t)(closing - text) - key;
    pair->value = (size_t)(closing - text) + 1;
    for (size_t i = pair->value; i < end; i++) {
        if (text[i] == '[')
            end = i;
    }
    pair->value_size = end - pair->value;
    trim(text, &pair->value, &pair->value_size);
    return end;
}

/* Behind words without a key: the next comma, where the piece may go on with one. */
static size_t behind_words(const char *text, size_t begin, size_t end)
{
    while (begin < end && text[begin] != ',')
        begin++;
    return begin;
}

bool gt06_next_pair(const char *text, size_t size, size_t *place, bool settings, gt06_pair *pair)
{
    size_t begin;
    size_t end = 0;

    while ((begin = skip_separators(text, size, *place)) < size) {
        size_t divider;

        if (begin >= end)
            end = piece_end(text, size, begin);
        if (!settings && (*place = take_bracketed(text, begin, end, pair)) > begin)
            return true;
        divider = find_divider(text, begin, end, settings);
        if (divider < end) {
            *place = take_pair(text, begin, divider, end, settings, pair);
            return true;
        }
        *place = settings ? end : behind_words(text, begin, end);
    }
    *place = size;
    return false;
}

/* "RELAY:0", "<ICCID:89882390000000000001>": one pair is the whole text, and no sentence. */
static bool is_one_answer(const char *text, size_t size, const gt06_pair *pair)
{
    const size_t around = size - pair->key_size - pair->value_size;

    for (size_t i = pair->key; i < pair->key + pair->key_size; i++) {
        if (!g_ascii_isupper(text[i]) && !g_ascii_isdigit(text[i]))
            return false;
    }
    return around <= 3 && pair->value_size > 0 &&
           memchr(text + pair->value, ' ', pair->value_size) == NULL;
}

bool gt06_has_pairs(const char *text, size_t size)
{
    size_t place = 0;
    gt06_pair pair, first = { 0 };
    unsigned count = 0;

    while (gt06_next_pair(text, size, &place, false, &pair)) {
        if (text[pair.value - 1] == '=' || ++count >= 2)
            return true;
        first = pair;
    }
    return count == 1 && is_one_answer(text, size, &first);
}
