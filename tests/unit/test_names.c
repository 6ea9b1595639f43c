/* test_names.c
 * The value tables: alarm codes, models, countries, commands and answers.
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

#include "protocol/alarms.h"
#include "protocol/commands.h"
#include "protocol/countries.h"
#include "protocol/models.h"
#include "protocol/names.h"

/* Every table ascends without double values, and every row has a name in sentence case. */
static void assert_in_order(const gt06_name *names)
{
    assert_non_null(names[0].name);
    for (; names->name != NULL; names++) {
        assert_false(g_ascii_islower(names->name[0]));
        assert_true(g_str_is_ascii(names->name) && names->name[0] != '\0');
        if (names[1].name != NULL)
            assert_true(names[0].value < names[1].value);
    }
}

static void test_tables(void **state)
{
    static const gt06_name *const tables[] = {
        gt06_reason_names,    gt06_event_names,     gt06_voltage_level_names,
        gt06_gsm_level_names, gt06_language_names,  gt06_status_alarm_names,
        gt06_az_status_names, gt06_dvr_alarm_names, gt06_device_type_names,
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        assert_in_order(tables[i]);
}

static void test_reasons(void **state)
{
    (void)state;
    assert_string_equal(gt06_reason_name(0x00), "Time interval");
    assert_string_equal(gt06_reason_name(0x0E), "Repeated while static (GPSDUP)");
    assert_null(gt06_reason_name(0x10));
    assert_string_equal(gt06_event_name(0x02), gt06_reason_name(0x02));
    assert_string_equal(gt06_event_name(0x12), "Removed from mount");
    assert_null(gt06_event_name(0x17));
}

static void test_levels(void **state)
{
    (void)state;
    assert_string_equal(gt06_name_of(gt06_voltage_level_names, 0), "No power");
    assert_string_equal(gt06_name_of(gt06_voltage_level_names, 6), "Full");
    assert_null(gt06_name_of(gt06_voltage_level_names, 7));
    assert_string_equal(gt06_name_of(gt06_gsm_level_names, 4), "Strong");
    assert_null(gt06_name_of(gt06_gsm_level_names, 5));
    assert_string_equal(gt06_name_of(gt06_language_names, 2), "English");
    assert_string_equal(gt06_name_of(gt06_status_alarm_names, 4), "SOS");
    assert_string_equal(gt06_name_of(gt06_az_status_names, 0xA1), "Disarmed (lock opened)");
}

static void assert_alarm_row(const gt06_alarm *alarm)
{
    bool named = alarm->name != NULL;
    bool ended = false;

    for (int i = 0; i < GT06_ALARM_EXCEPTIONS; i++) {
        const char *name = alarm->exceptions[i].name;

        if (name == NULL) {
            ended = true;
            continue;
        }
        named = true;
        assert_false(ended);
        assert_int_not_equal(alarm->exceptions[i].family, GT06_FAMILY_GENERAL);
        assert_string_equal(gt06_alarm_name(alarm->code, alarm->exceptions[i].family), name);
        assert_true(alarm->name == NULL || strcmp(alarm->name, name) != 0);
        for (int other = 0; other < i; other++)
            assert_int_not_equal(alarm->exceptions[other].family, alarm->exceptions[i].family);
    }
    assert_true(named);
}

static void test_alarm_rows(void **state)
{
    size_t count;
    const gt06_alarm *alarms = gt06_all_alarms(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_alarm_row(&alarms[i]);
        assert_true(alarms[i].code <= 0xFFF);
        assert_true(i == 0 || alarms[i - 1].code < alarms[i].code);
        assert_ptr_equal(gt06_alarm_name(alarms[i].code, GT06_FAMILY_GENERAL), alarms[i].name);
    }
}

static void test_alarms(void **state)
{
    (void)state;
    assert_string_equal(gt06_alarm_name(0x01, GT06_FAMILY_GENERAL), "SOS");
    assert_string_equal(gt06_alarm_name(0x13, GT06_FAMILY_VL), "Tampering");
    assert_string_equal(gt06_alarm_name(0xFE, GT06_FAMILY_GENERAL), "ACC on");
    assert_string_equal(gt06_alarm_name(0x107, GT06_FAMILY_GENERAL), "4G jamming started");
    assert_null(gt06_alarm_name(0x07, GT06_FAMILY_GENERAL));
    assert_null(gt06_alarm_name(0x101, GT06_FAMILY_VL));
    assert_null(gt06_alarm_name(0x10001, GT06_FAMILY_GENERAL));
    assert_null(gt06_alarm_name(0xFFFFFFFF, GT06_FAMILY_GENERAL));
}

/* The summary of conflicts in core 4. */
static void test_alarm_families(void **state)
{
    (void)state;
    assert_string_equal(gt06_alarm_name(0x09, GT06_FAMILY_VL), "Towing");
    assert_string_equal(gt06_alarm_name(0x09, GT06_FAMILY_TRX16I), "Fence");
    assert_string_equal(gt06_alarm_name(0x09, GT06_FAMILY_KKS), "Displacement");
    assert_string_equal(gt06_alarm_name(0x18, GT06_FAMILY_LYNKWORLD), "Accident");
    assert_string_equal(gt06_alarm_name(0x19, GT06_FAMILY_LYNKWORLD), "Harsh acceleration");
    assert_string_equal(gt06_alarm_name(0x28, GT06_FAMILY_SEEWORLD), "Sharp turn");
    assert_string_equal(gt06_alarm_name(0x28, GT06_FAMILY_VL), "Power off");
    assert_string_equal(gt06_alarm_name(0x29, GT06_FAMILY_SEEWORLD), "Accident");
    assert_string_equal(gt06_alarm_name(0x30, GT06_FAMILY_VL), "Harsh braking");
    assert_string_equal(gt06_alarm_name(0x30, GT06_FAMILY_NT), "Harsh braking (or jamming)");
    assert_string_equal(gt06_alarm_name(0xF3, GT06_FAMILY_GT06V4), "Vehicle blocked");
    assert_null(gt06_alarm_name(0xF3, GT06_FAMILY_GENERAL));
    assert_null(gt06_alarm_name(0xEA, GT06_FAMILY_GENERAL));
}

static void test_camera_alarms(void **state)
{
    (void)state;
    assert_string_equal(gt06_dvr_alarm_name(0x87), "Overspeed");
    assert_string_equal(gt06_dvr_alarm_name(0x53), "Fuel stolen");
    assert_null(gt06_dvr_alarm_name(0x02));
    assert_null(gt06_dvr_alarm_name(0x6A));
    assert_string_equal(gt06_alarm_name(0x53, GT06_FAMILY_GENERAL), "Fuel leak");
    assert_string_equal(gt06_alarm_name(0x69, GT06_FAMILY_GENERAL), "File upload");
    assert_string_equal(gt06_alarm_name(0xA7, GT06_FAMILY_VL), "Seat belt unfastened");
    assert_string_equal(gt06_alarm_name(0xE5, GT06_FAMILY_VL), gt06_dvr_alarm_name(0xE5));
    assert_null(gt06_alarm_name(0xAA, GT06_FAMILY_GENERAL)); /* 0xA8 to 0xCB are no camera codes */
    assert_null(gt06_alarm_name(0x50, GT06_FAMILY_GENERAL));
}

static void test_families(void **state)
{
    static const struct {
        const char *model;
        gt06_family family;
    } expected[] = {
        { NULL, GT06_FAMILY_GENERAL },
        { "", GT06_FAMILY_GENERAL },
        { "GT06", GT06_FAMILY_GENERAL },
        { "JM-", GT06_FAMILY_GENERAL },
        { "VL103", GT06_FAMILY_VL },
        { "vl103m", GT06_FAMILY_VL },
        { "JM-LL303", GT06_FAMILY_VL },
        { "VL512", GT06_FAMILY_VL },
        { "G18", GT06_FAMILY_VL },
        { "G180", GT06_FAMILY_GENERAL },
        { "NT46", GT06_FAMILY_NT },
        { "VL100", GT06_FAMILY_NT },
        { "XT40", GT06_FAMILY_NT },
        { "NT37", GT06_FAMILY_GENERAL },
        { "LW4G", GT06_FAMILY_LYNKWORLD },
        { "L", GT06_FAMILY_GENERAL },
        { "SEEWORLD", GT06_FAMILY_SEEWORLD },
        { "Seeworld GL21L", GT06_FAMILY_SEEWORLD },
        { "TRX16i", GT06_FAMILY_TRX16I },
        { "GT06V4", GT06_FAMILY_GT06V4 },
        { "GT06N", GT06_FAMILY_GT06N },
        { "BL10", GT06_FAMILY_KKS },
        { "R11", GT06_FAMILY_R11 },
        { "QH302R", GT06_FAMILY_QH302R },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(gt06_family_of_model(expected[i].model), expected[i].family);
}

static void test_known_models(void **state)
{
    static const char *const mattering[] = { "GT06A", "seeworld", "SEEWORLD-X1", "JM-VL103M", "LW4G",
                                             "R11", "NT20", "TRX16i", "GT06V4" };
    static const char *const others[] = { "", "SEWORLD", "GT06", "VL10", "NT36", "JM-" };
    char *names = gt06_models_that_matter();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(mattering); i++)
        assert_true(gt06_model_matters(mattering[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_false(gt06_model_matters(others[i]));
    assert_non_null(strstr(names, "GT06A, GT06N*, GT06V4"));
    g_free(names);
    assert_true(gt06_model_has_type("gt06d"));
    assert_true(gt06_model_has_type("NT36"));
    assert_false(gt06_model_has_type("GT06D, NT36"));
    assert_false(gt06_model_has_type(""));
}

static void test_device_types(void **state)
{
    (void)state;
    assert_string_equal(gt06_device_type_name(0x0110), "HVT001");
    assert_string_equal(gt06_device_type_name(0x2000), "GT02D, BD300, GT06D, NT36");
    assert_string_equal(gt06_device_type_name(0x7007), "GT740");
    assert_string_equal(gt06_device_type_name(0x3605), "BL10");
    assert_null(gt06_device_type_name(0));
    assert_null(gt06_device_type_name(0x4270));
    assert_null(gt06_device_type_name(0xFFFF));
}

static void test_countries(void **state)
{
    size_t count;
    const gt06_name *countries = gt06_all_countries(&count);

    (void)state;
    assert_true(count > 230);
    for (size_t i = 0; i < count; i++) {
        assert_true(countries[i].name != NULL && g_str_is_ascii(countries[i].name));
        assert_true(countries[i].value < 1000);
        assert_true(i == 0 || countries[i - 1].value < countries[i].value);
        assert_ptr_equal(gt06_country_name(countries[i].value), countries[i].name);
    }
    assert_string_equal(gt06_country_name(262), "Germany");
    assert_string_equal(gt06_country_name(310), "United States");
    assert_string_equal(gt06_country_name(460), "China");
    assert_string_equal(gt06_country_name(502), "Malaysia");
    assert_string_equal(gt06_country_name(724), "Brazil");
    assert_null(gt06_country_name(0));
    assert_null(gt06_country_name(203));
    assert_null(gt06_country_name(1000));
    assert_null(gt06_country_name(0x8000 | 460));
}

static void test_commands(void **state)
{
    size_t count;
    const gt06_command *commands = gt06_all_commands(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(commands[i].word);
        assert_non_null(commands[i].purpose);
        assert_true(i == 0 || g_strcmp0(commands[i - 1].word, commands[i].word) < 0);
        assert_ptr_equal(gt06_command_purpose(commands[i].word), commands[i].purpose);
    }
}

static void test_purposes(void **state)
{
    (void)state;
    assert_string_equal(gt06_command_purpose("DYD,000000#"), "Cut oil and electricity");
    assert_string_equal(gt06_command_purpose("where#"), "Position as text");
    assert_string_equal(gt06_command_purpose("status"), "State of the terminal");
    assert_string_equal(gt06_command_purpose("Relay,1#"), "Cut or restore by relay");
    assert_string_equal(gt06_command_purpose(" sos #"), "SOS numbers");
    assert_string_equal(gt06_command_purpose("123#"), "Position as map link");
    assert_string_equal(gt06_command_purpose("TIMER,10#DYD#"), "Upload interval");
    assert_null(gt06_command_purpose(""));
    assert_null(gt06_command_purpose("#"));
    assert_null(gt06_command_purpose(",DYD#"));
    assert_null(gt06_command_purpose("DY#"));
    assert_null(gt06_command_purpose("DYDX#"));
    assert_null(gt06_command_purpose("DYD=Success!"));
}

/* The passwords of a command with '|' behind each. */
static const char *passwords(const char *text)
{
    static char joined[100];
    gt06_span spans[4];
    unsigned count = gt06_command_passwords(text, strlen(text), spans, G_N_ELEMENTS(spans));
    size_t size = 0;

    assert_true(count <= G_N_ELEMENTS(spans));
    for (unsigned i = 0; i < count; i++) {
        assert_true(spans[i].size < sizeof joined - size - 1);
        for (size_t k = 0; k < spans[i].size; k++)
            joined[size++] = text[spans[i].offset + k];
        joined[size++] = '|';
    }
    joined[size] = '\0';
    return joined;
}

static void test_passwords(void **state)
{
    (void)state;
    assert_string_equal(passwords("DYD,000000#"), "000000|");
    assert_string_equal(passwords("dyd,123456"), "123456|");
    assert_string_equal(passwords("HFYD, 000000 #"), "000000|");
    assert_string_equal(passwords("DWXX,000000,1#"), "000000|");
    assert_string_equal(passwords("PASSWORD,old,new#"), "old|new|");
    assert_string_equal(passwords("PASSWORD,old#"), "old|");
    assert_string_equal(passwords("PASSWORD,,new#"), "new|");
    assert_string_equal(passwords("PWDSW,666666,ON#"), "666666|");
    assert_string_equal(passwords("APN,internet,user,secret#"), "secret|");
    assert_string_equal(passwords("APN,internet#"), "");
    assert_string_equal(passwords("DYD#HFYD,1#TIMER,2#PASSWORD,3,4#"), "1|3|4|");
    assert_string_equal(passwords("DYD#"), "");
    assert_string_equal(passwords("DYD,#"), "");
    assert_string_equal(passwords("DYD,"), "");
    assert_string_equal(passwords("DYD, #"), "");
    assert_string_equal(passwords("RELAY,1#"), "");
    assert_string_equal(passwords("SUPER,RECOVER#"), "");
    assert_string_equal(passwords("###"), "");
    assert_string_equal(passwords(""), "");
}

static void test_password_limits(void **state)
{
    static const char text[] = { 'D', 'Y', 'D', ',', '1', '2', '3' };
    static const char padded[] = "DYD,12\0\0";
    gt06_span span = { 0, 0 };

    (void)state;
    assert_int_equal(gt06_command_passwords(text, sizeof text, &span, 1), 1);
    assert_int_equal(span.offset, 4);
    assert_int_equal(span.size, 3);
    assert_int_equal(gt06_command_passwords(text, 5, &span, 1), 1);
    assert_int_equal(span.size, 1);
    assert_int_equal(gt06_command_passwords(text, 4, &span, 1), 0);
    assert_int_equal(gt06_command_passwords(padded, sizeof padded, &span, 1), 1);
    assert_int_equal(span.size, 2);
    assert_int_equal(gt06_command_passwords("PASSWORD,1,2#DYD,3#", 19, &span, 1), 1);
    assert_int_equal(span.offset, 9);
    assert_int_equal(gt06_command_passwords(text, sizeof text, NULL, 0), 0);
}

static gt06_outcome outcome(const char *text)
{
    return gt06_answer_outcome(text, strlen(text));
}

/* The texts of core 7.2. */
static void test_outcomes(void **state)
{
    static const struct {
        gt06_outcome outcome;
        const char *text;
    } expected[] = {
        { GT06_OUTCOME_SUCCESS, "DYD=Success!" },
        { GT06_OUTCOME_SUCCESS, "HFYD=Success!" },
        { GT06_OUTCOME_SUCCESS, "Cut off the fuel supply: Success!" },
        { GT06_OUTCOME_SUCCESS, "Cut off the fuel supply: Success! Speed: 0 km/h." },
        { GT06_OUTCOME_SUCCESS, "Restore fuel supply: Success!" },
        { GT06_OUTCOME_SUCCESS, "OK!" },
        { GT06_OUTCOME_SUCCESS, "ok" },
        { GT06_OUTCOME_SUCCESS, "SERVER OK!\r\n" },
        { GT06_OUTCOME_FAILURE, "DYD=Speed Limit, Speed 40km/h" },
        { GT06_OUTCOME_FAILURE, "DYD=Unvalued Fix" },
        { GT06_OUTCOME_FAILURE, "HFYD=Fail!" },
        { GT06_OUTCOME_FAILURE,
          "Already in the state of fuel supply cut off,the command is not running!" },
        { GT06_OUTCOME_FAILURE,
          "Already in the state of fuel supply to resume,the command is not running!" },
        { GT06_OUTCOME_FAILURE, "DWXX=Command Error!" },
        { GT06_OUTCOME_FAILURE, "Command error!" },
        { GT06_OUTCOME_FAILURE, "Error: Number of parameters error!" },
        { GT06_OUTCOME_FAILURE, "Error: Parameter 1 (0/1)" },
        { GT06_OUTCOME_UNKNOWN,
          "GPS not fixed, Cut off the fuel supply operation delay execution!" },
        { GT06_OUTCOME_UNKNOWN, "RELAY:1" },
        { GT06_OUTCOME_UNKNOWN, "DWXX=Lat:,Lon:,Course:,Speed:,DateTime:" },
        { GT06_OUTCOME_UNKNOWN, "GPS:Successful positioning,SVS Used in fix:9(12)" },
        { GT06_OUTCOME_UNKNOWN, "Battery:5.56V,NORMAL; GPRS:Link Up; GPS:fail" },
        { GT06_OUTCOME_UNKNOWN, "SOS1:10000000000 SOS2: SOS3:" },
        { GT06_OUTCOME_UNKNOWN, "<ICCID:89882390000000000001>" },
        { GT06_OUTCOME_UNKNOWN, "OKAY" },
        { GT06_OUTCOME_UNKNOWN, "!" },
        { GT06_OUTCOME_UNKNOWN, "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(outcome(expected[i].text), expected[i].outcome);
    assert_int_equal(gt06_answer_outcome("DYD=Success!", 10), GT06_OUTCOME_UNKNOWN);
    assert_int_equal(gt06_answer_outcome("OK!\0\0", 5), GT06_OUTCOME_SUCCESS);
    assert_int_equal(gt06_answer_outcome(NULL, 0), GT06_OUTCOME_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_levels),        cmocka_unit_test(test_alarm_rows),
        cmocka_unit_test(test_alarms),        cmocka_unit_test(test_alarm_families),
        cmocka_unit_test(test_camera_alarms), cmocka_unit_test(test_families),
        cmocka_unit_test(test_known_models),
        cmocka_unit_test(test_device_types),  cmocka_unit_test(test_countries),
        cmocka_unit_test(test_commands),      cmocka_unit_test(test_purposes),
        cmocka_unit_test(test_passwords),     cmocka_unit_test(test_password_limits),
        cmocka_unit_test(test_outcomes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
