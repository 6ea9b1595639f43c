/* fleet.c
 * gt06-fleet MESSAGES TERMINALS PORT KIND FILE: writes what a platform's network card sees of a
 * fleet: positions, heartbeats, alarms, logins, 4G and TLV messages, and the answers.
 *
 * KIND is gt06, or names what is wrong with as many payloads that are none: `start`, `crc`, `stop`;
 * `start-udp` and `crc-udp` are datagrams.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib.h>

#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "../captures/writer.h"
#include "../protocol/answer.h"

enum { INTERVAL_MS = 10000, ANSWER_US = 40000, MOST_CONTENT = 256, ROUND = 100 };

/* A real message of the vectors without its envelope, all at one place; its dates become the
   capture's. */
typedef struct {
    unsigned share; /* of a hundred messages of a terminal */
    gt06_form form;
    uint8_t number;
    bool begins_with_date;
    const char *seconds; /* the four bytes that are a time since 1970; NULL: none */
    const char *content;
} sample;

static const sample samples[] = {
    { 45, GT06_SHORT, 0x22, true, NULL,
      "18021c070e2ecb033522aa05bc343221d53201b0235875005a4e010000" },
    { 18, GT06_SHORT, 0x12, true, NULL,
      "160214000605c9033522aa05bc343221d53200ea0a53b4005420" },
    { 15, GT06_SHORT, 0x13, false, NULL,
      "0506020001" },
    { 12, GT06_SHORT, 0xA0, true, NULL,
      "1a02010e04038a033522aa05bc343221d53201cc000000c60d0000000002ce68ea010000"
      "00000000" },
    { 5, GT06_LONG, 0x70, false, "6303564e",
      "00000001020035000100003300126303564e070170033522aa05bc343221d53200340006"
      "0e6303564e000043000b00de00322ae9770600000d000100080868565058056774000200"
      "0802225000120407580003000a8939500021051530683600180002019510000001010009"
      "000107000a00010c0028000112" },
    { 3, GT06_SHORT, 0x26, true, NULL,
      "110c0d133736cb033522aa05bc343221d5320801cc002866000eeed802040002" },
    { 1, GT06_LONG, 0x94, false, NULL,
      "0501" },
    { 1, GT06_SHORT, 0x01, false, NULL, "0357803370930683" },
};

typedef struct {
    gt06_flow *flow;
    uint16_t serial;
    unsigned turn;
} terminal;

/* A kind of capture whose frames have a wrong byte: so far from the start, or from the end. */
typedef struct {
    const char *name;
    int at;
    gt06_transport transport;
} damage;

static const damage damages[] = {
    { "start", 0, GT06_OVER_TCP },     { "crc", -3, GT06_OVER_TCP },
    { "stop", -1, GT06_OVER_TCP },     { "start-udp", 0, GT06_OVER_UDP },
    { "crc-udp", -3, GT06_OVER_UDP },
};

static gt06_writer *writer;
static const damage *harm; /* NULL: frames are sound, and are answered */
static int64_t now; /* microseconds since 1970 */

static void stop_on(GError *error)
{
    if (error) {
        fprintf(stderr, "gt06-fleet: %s\n", error->message);
        exit(1);
    }
}

static size_t read_digits(const char *digits, uint8_t *bytes)
{
    size_t size = 0;

    for (; digits[2 * size]; size++)
        bytes[size] = (uint8_t)(g_ascii_xdigit_value(digits[2 * size]) << 4 |
                                g_ascii_xdigit_value(digits[2 * size + 1]));
    return size;
}

static void put_date(uint8_t *content)
{
    const time_t seconds = (time_t)(now / 1000000);
    struct tm parts;

    gmtime_r(&seconds, &parts);
    content[0] = (uint8_t)(parts.tm_year % 100);
    content[1] = (uint8_t)(parts.tm_mon + 1);
    content[2] = (uint8_t)parts.tm_mday;
    content[3] = (uint8_t)parts.tm_hour;
    content[4] = (uint8_t)parts.tm_min;
    content[5] = (uint8_t)parts.tm_sec;
}

static void put_seconds(uint8_t *content, size_t size, const char *digits)
{
    uint8_t old[4], fresh[4];
    uint8_t *found;

    read_digits(digits, old);
    for (int i = 0; i < 4; i++)
        fresh[i] = (uint8_t)(now / 1000000 >> (24 - 8 * i));
    while ((found = memmem(content, size, old, sizeof old)) != NULL)
        memcpy(found, fresh, sizeof fresh);
}

/* An IMEI of 15 digits: six before the terminal's index are the sample's, the last is the check. */
static void put_imei(uint8_t *content, unsigned index)
{
    unsigned sum = 0;

    index *= 10;
    for (int at = 7; at >= 4; at--, index /= 100)
        content[at] = (uint8_t)(index / 10 % 10 << 4 | index % 10);
    for (int at = 0; at < 8; at++) {
        const unsigned doubled = content[at] >> 4 << 1;
        sum += (doubled > 9 ? doubled - 9 : doubled) + (content[at] & 15U);
    }
    content[7] |= (uint8_t)((10 - sum % 10) % 10);
}

/*
 * Which message a terminal sends in its turn: first a login, then all kinds, spread by a step that
 * is prime to a hundred, and not the same from all terminals at a time.
 */
static const sample *choose(unsigned turn, unsigned index)
{
    unsigned place = turn == 0 ? ROUND - 1 : (turn + index) * 37 % ROUND;
    size_t i = 0;

    for (; place >= samples[i].share; i++)
        place -= samples[i].share;
    return &samples[i];
}

static void send(terminal *t, gt06_sender sender, const uint8_t *bytes, size_t size)
{
    const gt06_payload payload = { .sender = sender, .bytes = bytes, .size = size,
                                   .time = { now / 1000000, (int)(now % 1000000 * 1000) } };
    GError *error = NULL;

    gt06_flow_send(t->flow, &payload, &error);
    stop_on(error);
}

/* Sends a message's answer, if one is due; returns how many messages that makes. */
static unsigned send_answer(terminal *t, const gt06_content *content, uint16_t serial)
{
    uint8_t answer[GT06_LARGEST_ANSWER];
    const gt06_choice choice = gt06_choose(content);
    size_t size;

    if (!gt06_answer_is_due(choice.message))
        return 0;
    now += ANSWER_US;
    size = gt06_build_answer(choice.message, content, serial, now / 1000000, answer);
    if (size > 0)
        send(t, GT06_SERVER, answer, size);
    return size > 0;
}

static unsigned send_message(terminal *t, unsigned index)
{
    const sample *s = choose(t->turn++, index);
    uint8_t bytes[MOST_CONTENT], frame[MOST_CONTENT + 11];
    const size_t size = read_digits(s->content, bytes);
    const gt06_content content = { .bytes = bytes, .captured = size, .size = size,
                                   .number = s->number, .form = s->form };
    size_t whole;

    if (s->begins_with_date)
        put_date(bytes);
    if (s->seconds)
        put_seconds(bytes, size, s->seconds);
    if (s->number == 0x01)
        put_imei(bytes, index);
    whole = gt06_build_frame(frame, s->form, s->number, bytes, size, ++t->serial);
    if (harm)
        frame[harm->at < 0 ? (int)whole + harm->at : harm->at] ^= 0x40;
    send(t, GT06_CLIENT, frame, whole);
    return 1 + (harm ? 0 : send_answer(t, &content, t->serial));
}

static void connect_terminal(terminal *t, unsigned index, uint16_t port)
{
    char *address = g_strdup_printf("10.%u.%u.%u", index >> 16, index >> 8 & 255, index & 255);
    const gt06_endpoint client = { address, (uint16_t)(20000 + index % 40000) };
    const gt06_endpoint server = { "203.0.113.10", port };
    GError *error = NULL;

    t->flow = gt06_writer_flow(writer, harm ? harm->transport : GT06_OVER_TCP, &client, &server,
                               &error);
    stop_on(error);
    g_free(address);
}

int main(int count, char **words)
{
    GError *error = NULL;
    terminal *terminals;
    unsigned messages, fleet, sent = 0;

    for (size_t i = 0; count == 6 && i < G_N_ELEMENTS(damages); i++)
        if (strcmp(damages[i].name, words[4]) == 0)
            harm = &damages[i];
    if (count != 6 || (!harm && strcmp(words[4], "gt06") != 0)) {
        fputs("Usage: gt06-fleet MESSAGES TERMINALS PORT KIND FILE\n", stderr);
        return 2;
    }
    messages = (unsigned)strtoul(words[1], NULL, 10);
    fleet = MAX(1U, (unsigned)strtoul(words[2], NULL, 10));
    now = (int64_t)1767225600 * 1000000;
    ws_log_set_level(LOG_LEVEL_WARNING);
    wtap_init(FALSE);
    writer = gt06_writer_open(words[5], GT06_LINK_ETHERNET, "Made by gt06-fleet", &error);
    stop_on(error);
    terminals = g_new0(terminal, fleet);
    for (unsigned i = 0; sent < messages; i = (i + 1) % fleet) {
        if (!terminals[i].flow)
            connect_terminal(&terminals[i], i, (uint16_t)strtoul(words[3], NULL, 10));
        sent += send_message(&terminals[i], i);
        now += MAX(INTERVAL_MS * 1000 / fleet, 1U);
    }
    gt06_writer_close(writer, &error);
    stop_on(error);
    wtap_cleanup();
    g_free(terminals);
    return 0;
}
