/* test_pairs.c
 * Keys and values inside texts: the answers of core 7.2, the settings of extended 17.3.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "protocol/pairs.h"

/* A text, and its pairs written as [key|value]. */
typedef struct {
    const char *text;
    const char *pairs;
} example;

static char *split(const char *text, bool settings)
{
    GString *pairs = g_string_new(NULL);
    size_t place = 0;
    gt06_pair pair;

    while (gt06_next_pair(text, strlen(text), &place, settings, &pair))
        g_string_append_printf(pairs, "[%.*s|%.*s]", (int)pair.key_size, text + pair.key,
                               (int)pair.value_size, text + pair.value);
    return g_string_free(pairs, FALSE);
}

static void assert_splits(const example *examples, size_t count, bool settings)
{
    for (size_t i = 0; i < count; i++) {
        char *pairs = split(examples[i].text, settings);

        assert_string_equal(pairs, examples[i].pairs);
        g_free(pairs);
    }
}

static void test_answers(void **state)
{
    static const example answers[] = {
        { "[VERSION]GT06D_20_60DM2_B25E_V15_WM[BUILD]2013/12/28 15:24",
          "[VERSION|GT06D_20_60DM2_B25E_V15_WM][BUILD|2013/12/28 15:24]" },
        { "[VERSION]GT06D_20\r\n[BUILD]2013", "[VERSION|GT06D_20][BUILD|2013]" },
        { "<ICCID:89882390000000000001>", "[ICCID|89882390000000000001]" },
        { "Battery:5.56V,NORMAL; GPRS:Link Up; GSM Signal Level:Strong; GPS:OFF; LOCK:OFF; "
          "BT MAC:02:00:5E:00:53:01",
          "[Battery|5.56V,NORMAL][GPRS|Link Up][GSM Signal Level|Strong][GPS|OFF][LOCK|OFF]"
          "[BT MAC|02:00:5E:00:53:01]" },
        { "Battery:4.18V; GPRS:Online; GSM Signal Level:22;ACC:OFF,GPS:Successful positioning,"
          "SVS Used in fix:9(12), GPS Signal Level:43,37,36,Defense:OFF",
          "[Battery|4.18V][GPRS|Online][GSM Signal Level|22][ACC|OFF][GPS|Successful positioning]"
          "[SVS Used in fix|9(12)][GPS Signal Level|43,37,36][Defense|OFF]" },
        { "IMEI:123456789012347;Timer:10,10;HBT:3,5;SOS:,,;Center Number:;Sensorset:10,1,5,1;"
          "Sends:5 Minute(s);Defense time:10;TimeZone:E,8,0;",
          "[IMEI|123456789012347][Timer|10,10][HBT|3,5][SOS|,,][Center Number|]"
          "[Sensorset|10,1,5,1][Sends|5 Minute(s)][Defense time|10][TimeZone|E,8,0]" },
        { "GPRS:ON,APN:internet,1;Server:1,example.org(203.0.113.10),8841,0;"
          "URL:http://example.org/maps?q=",
          "[GPRS|ON][APN|internet,1][Server|1,example.org(203.0.113.10),8841,0]"
          "[URL|http://example.org/maps?q=]" },
        { "Fence Alarm,Circle,ON,In and Out,Radius:1000 M,-24.00000,-7.90000,GPRS:ON,SMS:ON",
          "[Radius|1000 M,-24.00000,-7.90000][GPRS|ON][SMS|ON]" },
        { "SOS1:10000000000 SOS2: SOS3:", "[SOS1|10000000000][SOS2|][SOS3|]" },
        { "URL:maps?q=1", "[URL|maps?q=1]" },
        { "DYD=Speed Limit, Speed 40km/h", "[DYD|Speed Limit, Speed 40km/h]" },
    };

    (void)state;
    assert_splits(answers, G_N_ELEMENTS(answers), false);
}

static void test_positions(void **state)
{
    static const example positions[] = {
        { "Current position!Lat:S24.000000,Lon:W7.900000,Course:126.53,Speed:0.0000,"
          "DateTime:2026-03-01  10:27:47",
          "[Lat|S24.000000][Lon|W7.900000][Course|126.53][Speed|0.0000]"
          "[DateTime|2026-03-01  10:27:47]" },
        { "Current position! Lat:S24.0,Lon:W7.9,Course:334,Speed:0Km/h,"
          "DateTime:2026-03-01 09:15:12",
          "[Lat|S24.0][Lon|W7.9][Course|334][Speed|0Km/h][DateTime|2026-03-01 09:15:12]" },
        { "DWXX=Lat:S24.0,Lon:W7.9,Course:0.00,DateTime:26-03-01  11:53:43",
          "[DWXX|Lat:S24.0,Lon:W7.9,Course:0.00,DateTime:26-03-01  11:53:43]"
          "[Lat|S24.0][Lon|W7.9][Course|0.00][DateTime|26-03-01  11:53:43]" },
        { "DWXX=Lat:,Lon:,Course:", "[DWXX|Lat:,Lon:,Course:][Lat|][Lon|][Course|]" },
    };

    (void)state;
    assert_splits(positions, G_N_ELEMENTS(positions), false);
}

static void test_settings(void **state)
{
    static const example settings[] = {
        { "ALM1=C4;STA1=C0;SOS=,,;CENTER=;FENCE=Fence,ON,0,-24.0,-7.9,400,IN or OUT,0;"
          "MIFI=MIFI,OFF",
          "[ALM1|C4][STA1|C0][SOS|,,][CENTER|][FENCE|Fence,ON,0,-24.0,-7.9,400,IN or OUT,0]"
          "[MIFI|MIFI,OFF]" },
        { "GFENCE1,OFF,0,0.000000,0.000000,300,IN or OUT,1;MODE:1,30,180;;",
          "[GFENCE1|OFF,0,0.000000,0.000000,300,IN or OUT,1][MODE|1,30,180]" },
        { "nothing;", "" },
    };

    (void)state;
    assert_splits(settings, G_N_ELEMENTS(settings), true);
}

/* Texts in which a ':' or a ',' divides nothing. */
static void test_no_pairs(void **state)
{
    static const example texts[] = {
        { "", "" },
        { ";;,, ;", "" },
        { "OK!", "" },
        { "10:27:47", "" },
        { "at 10:27:47", "" },
        { "Already in the state of fuel supply cut off,the command is not running!", "" },
        { "<01-08  17:36>http://example.org/maps?q=S24.0,W7.9", "" },
        { "[VERSION]", "[VERSION|]" },
        { "[1]A, [] [B", "" },
    };

    (void)state;
    assert_splits(texts, G_N_ELEMENTS(texts), false);
}

static bool has_pairs(const char *text)
{
    return gt06_has_pairs(text, strlen(text));
}

static void test_has_pairs(void **state)
{
    (void)state;
    assert_true(has_pairs("DYD=Success!"));
    assert_true(has_pairs("GPS:OFF; LOCK:OFF"));
    assert_true(has_pairs("RELAY:0"));
    assert_true(has_pairs("<ICCID:89882390000000000001>"));
    assert_false(has_pairs("Time:0 of 7"));
    assert_false(has_pairs("Cut off the fuel supply: Success!"));
    assert_false(has_pairs("=;:;=,:"));
    assert_false(has_pairs(""));
}

/* Only the bytes that are named are read, and the end is always reached. */
static void test_any_bytes(void **state)
{
    static const char alphabet[] = "A1=:,;! /\n\t\xFF";
    GRand *dice = g_rand_new_with_seed(6);

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t size = (size_t)g_rand_int_range(dice, 0, 24);
        char *text = g_malloc(size + 1); /* of the exact size, for the sanitizers */
        size_t place = 0;
        size_t before = 0;
        gt06_pair pair;

        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[g_rand_int_range(dice, 0, (gint32)sizeof alphabet - 1)];
        while (gt06_next_pair(text, size, &place, round % 2 != 0, &pair)) {
            assert_true(place > before && place <= size);
            assert_true(pair.key + pair.key_size < pair.value || pair.key_size == 0);
            assert_true(pair.value + pair.value_size <= size);
            before = place;
        }
        assert_int_equal(place, size);
        g_free(text);
    }
    g_rand_free(dice);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),  cmocka_unit_test(test_positions),
        cmocka_unit_test(test_settings), cmocka_unit_test(test_no_pairs),
        cmocka_unit_test(test_has_pairs), cmocka_unit_test(test_any_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
