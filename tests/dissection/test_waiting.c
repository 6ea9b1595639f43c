/* test_waiting.c
 * More messages than can wait for an answer: what must be answered keeps its place, and nobody is
 * accused of an answer to what had to go.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reading.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>
#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/wslog.h>

#include "captures/writer.h"
#include "protocol/frame.h"

enum { MESSAGES = 600, APART = 5 /* ms */ };

enum { POSITION = 0x12, ALARM = 0x26, HEARTBEAT = 0x13, COMMAND = 0x80, COMMAND_ANSWER = 0x15 };

typedef struct {
    gt06_writer *writer;
    gt06_flow *flow;
    nstime_t time;
} line;

static void say(line *to, gt06_sender sender, uint8_t number, const uint8_t *content, size_t size,
                unsigned serial)
{
    uint8_t frame[64];
    gt06_payload payload = { .sender = sender, .bytes = frame, .time = to->time };

    payload.size = gt06_build_frame(frame, GT06_SHORT, number, content, size, (uint16_t)serial);
    assert_true(gt06_flow_send(to->flow, &payload, NULL));
    to->time.nsecs += APART * 1000000;
    if (to->time.nsecs >= 1000000000)
        to->time = (nstime_t){ .secs = to->time.secs + 1 };
}

static void say_position(line *to, uint8_t number, unsigned serial)
{
    static const uint8_t place[] = {
        26,   3,    1,    8,    0,    0,                                        /* date */
        0xC9, 0x02, 0x93, 0x2E, 0x00, 0x00, 0xDB, 0xBA, 0x00, 0x00, 0x14, 0x5A, /* GPS */
    };
    static const uint8_t cell[] = { 0x00, 0x01, 0x01, 0x0A, 0x01, 0x00, 0x01, 0x01 };
    static const uint8_t status[] = { 0x46, 0x06, 0x04, 0x02, 0x02 };
    uint8_t content[32];
    size_t size = sizeof place;

    memcpy(content, place, sizeof place);
    if (number == ALARM)
        content[size++] = sizeof cell;
    memcpy(content + size, cell, sizeof cell);
    size += sizeof cell;
    if (number == ALARM) {
        memcpy(content + size, status, sizeof status);
        size += sizeof status;
    }
    say(to, GT06_CLIENT, number, content, size, serial);
}

static const uint8_t imei[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0x01, 0x23, 0x47 };

/* Begins a capture of one terminal and its server. */
static const char *begin(line *to, const char *name)
{
    static const gt06_endpoint client = { "198.51.100.7", 40001 };
    static const gt06_endpoint server = { "203.0.113.10", 8888 };
    const char *path = gt06_test_file(name);

    *to = (line){ .writer = gt06_writer_open(path, GT06_LINK_ETHERNET, NULL, NULL),
                  .time = { .secs = 1772352000 /* 2026-03-01 08:00 */ } };
    to->flow = gt06_writer_flow(to->writer, GT06_OVER_UDP, &client, &server, NULL);
    return path;
}

static void log_in(line *to)
{
    say(to, GT06_CLIENT, 0x01, imei, sizeof imei, 1);
    say(to, GT06_SERVER, 0x01, NULL, 0, 1);
}

/* An alarm, then stored positions. The server answers at the end, the alarm only if told to. */
static const char *write_backlog(bool alarm_answered)
{
    static const uint8_t state[] = { 0x46, 0x06, 0x04, 0x00, 0x02 };
    line to;
    const char *path = begin(&to, "backlog.pcapng");

    log_in(&to);
    say_position(&to, ALARM, 2);
    for (unsigned i = 0; i < MESSAGES; i++)
        say_position(&to, POSITION, 3 + i);
    if (alarm_answered)
        say(&to, GT06_SERVER, ALARM, NULL, 0, 2);
    for (unsigned i = 0; i < MESSAGES; i++)
        say(&to, GT06_SERVER, POSITION, NULL, 0, 3 + i);
    to.time.secs += 20;
    say(&to, GT06_CLIENT, HEARTBEAT, state, sizeof state, 3 + MESSAGES);
    say(&to, GT06_SERVER, HEARTBEAT, NULL, 0, 3 + MESSAGES);
    assert_true(gt06_writer_close(to.writer, NULL));
    return path;
}

static char *packets_of(const char *capture, const char *filter)
{
    const char *options[] = {
        "-2", "-Y", filter, "-T", "fields", "-e", "frame.number", "-e", "gt06.response_in", NULL
    };

    return gt06_tshark(capture, options);
}

static void check(const char *capture, const char *filter, const char *packets)
{
    char *output = packets_of(capture, filter);

    assert_string_equal(output, packets);
    g_free(output);
}

static void an_alarm_keeps_its_place(void **state G_GNUC_UNUSED)
{
    const char *capture = write_backlog(true);

    check(capture, "gt06.protocol == 0x26 && gt06.response_in", "3\t604\n");
    check(capture, "_ws.expert.severity > 0x00200000", "");
    check(capture, "gt06.expert.answer_unasked", "");
}

static void an_alarm_without_answer_is_not_forgotten(void **state G_GNUC_UNUSED)
{
    const char *capture = write_backlog(false);

    check(capture, "gt06.expert.not_answered", "1004\t\n");
    check(capture, "gt06.expert.no_response_seen", "3\t\n");
    check(capture, "gt06.expert.answer_unasked", "");
}

/* Where all of them miss an answer the oldest goes all the same. */
static void the_oldest_goes_if_all_miss_an_answer(void **state G_GNUC_UNUSED)
{
    line to;
    const char *path = begin(&to, "alarms.pcapng");

    log_in(&to);
    for (unsigned i = 2; i <= 300; i++)
        say_position(&to, ALARM, i);
    to.time.secs += 5;
    for (unsigned i = 2; i <= 300; i++)
        say(&to, GT06_SERVER, ALARM, NULL, 0, i);
    assert_true(gt06_writer_close(to.writer, NULL));
    check(path, "gt06.response_in == 344", "");
    check(path, "gt06.response_in == 345", "46\t345\n");
    check(path, "gt06.expert.answer_wrong_serial", "");
    check(path, "gt06.expert.answer_unasked", "");
}

/* A preference may allow more time than messages wait for otherwise. */
static void what_may_be_answered_late_waits_so_long(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = {
        "-o", "gt06.answer_timeout:90", "-Y", "gt06.expert.not_answered", "-T", "fields",
        "-e", "frame.number",           NULL
    };
    line to;
    const char *path = begin(&to, "late.pcapng");
    char *output;

    say_position(&to, ALARM, 1);
    to.time.secs += 1;
    say_position(&to, ALARM, 2);
    to.time.secs += 80;
    say(&to, GT06_SERVER, ALARM, NULL, 0, 2);
    to.time.secs += 20;
    say_position(&to, POSITION, 3);
    assert_true(gt06_writer_close(to.writer, NULL));
    output = gt06_tshark(path, options);
    assert_string_equal(output, "4\n");
    g_free(output);
    check(path, "gt06.response_in", "2\t3\n");
}

/* A command and its answer have the same form: length, server flag, text, language. */
static void say_text(line *to, gt06_sender sender, unsigned flag, const char *text, unsigned serial)
{
    size_t length = strlen(text);
    uint8_t content[32] = { (uint8_t)(4 + length), 0, 0, (uint8_t)(flag >> 8), (uint8_t)flag };

    memcpy(content + 5, text, length);
    content[5 + length + 1] = 2;
    say(to, sender, sender == GT06_SERVER ? COMMAND : COMMAND_ANSWER, content, 5 + length + 2,
        serial);
}

/* The terminal sleeps through more commands than can wait, and answers all of them. */
static void commands_that_had_to_go_accuse_nobody(void **state G_GNUC_UNUSED)
{
    line to;
    const char *path = begin(&to, "commands.pcapng");

    log_in(&to);
    for (unsigned flag = 1; flag <= 300; flag++)
        say_text(&to, GT06_SERVER, flag, "WHERE#", 0);
    to.time.secs += 3600;
    for (unsigned flag = 1; flag <= 300; flag++)
        say_text(&to, GT06_CLIENT, flag, "OK", 1 + flag);
    assert_true(gt06_writer_close(to.writer, NULL));
    check(path, "gt06.response_in == 346", "");
    check(path, "gt06.response_in == 347", "47\t347\n");
    check(path, "gt06.response_in == 602", "302\t602\n");
    check(path, "gt06.expert.answer_unasked", "");
}

/* On a busy connection, too, where most of what is known was answered wrongly. */
static void a_constant_serial_number_is_told_throughout(void **state G_GNUC_UNUSED)
{
    static const uint8_t content[] = { 0x46, 0x06, 0x04, 0x00, 0x02 };
    static const char *const options[] = {
        "-Y", "gt06.expert.answer_wrong_serial", "-T", "fields", "-e", "gt06.direction", NULL
    };
    line to;
    const char *path = begin(&to, "constant.pcapng");
    char *output;

    log_in(&to);
    for (unsigned i = 2; i < 2 + MESSAGES; i++) {
        say(&to, GT06_CLIENT, HEARTBEAT, content, sizeof content, i);
        say(&to, GT06_SERVER, HEARTBEAT, NULL, 0, 1);
    }
    assert_true(gt06_writer_close(to.writer, NULL));
    output = gt06_tshark(path, options);
    assert_int_equal(strlen(output), MESSAGES * strlen("1\n"));
    g_free(output);
    check(path, "gt06.expert.not_answered", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alarm_keeps_its_place),
        cmocka_unit_test(an_alarm_without_answer_is_not_forgotten),
        cmocka_unit_test(the_oldest_goes_if_all_miss_an_answer),
        cmocka_unit_test(what_may_be_answered_late_waits_so_long),
        cmocka_unit_test(commands_that_had_to_go_accuse_nobody),
        cmocka_unit_test(a_constant_serial_number_is_told_throughout),
    };

    wtap_init(false);
    ws_log_set_level(LOG_LEVEL_WARNING);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
