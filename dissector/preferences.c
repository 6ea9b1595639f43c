/* preferences.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "preferences.h"
#include "endpoints.h"
#include "numbers.h"
#include "terminals.h"
#include <epan/prefs.h>
#include <string.h>

gt06_preference_values gt06_preferences = {
    .check_crc = TRUE,
    .zone = "",
    .model = "",
    .answer_timeout = 5,
    .endpoints = "",
    .muted = "",
};

static int preferred_zone;
static bool zone_is_set;
static char **muted;

bool gt06_preferred_zone(int *minutes)
{
    *minutes = preferred_zone;
    return zone_is_set;
}

const char *gt06_preferred_model(void)
{
    return gt06_preferences.model != NULL && *gt06_preferences.model != '\0'
               ? gt06_preferences.model
               : NULL;
}

/* name, or name@beginning of an IMEI */
static void read_muted(void)
{
    char **words = g_strsplit_set(gt06_preferences.muted != NULL ? gt06_preferences.muted : "",
                                  " ,;", -1);

    g_strfreev(muted);
    muted = words;
}

bool gt06_any_is_muted(void)
{
    return muted != NULL && *muted != NULL;
}

bool gt06_is_muted(gt06_finding finding, const char *imei)
{
    const char *name;
    size_t length;

    if (!gt06_any_is_muted())
        return false;
    name = gt06_finding_name(finding);
    length = strlen(name);
    for (char **word = muted; *word != NULL; word++) {
        if (strncmp(*word, name, length) != 0)
            continue;
        if ((*word)[length] == '\0')
            return true;
        if ((*word)[length] == '@' && imei != NULL && g_str_has_prefix(imei, *word + length + 1))
            return true;
    }
    return false;
}

static void preferences_changed(void)
{
    read_muted();
    gt06_read_endpoints(gt06_preferences.endpoints);
    preferred_zone = 0;
    zone_is_set = gt06_preferences.zone != NULL &&
                  gt06_read_zone(gt06_preferences.zone, &preferred_zone);
}

void gt06_register_preferences(int protocol)
{
    module_t *module = prefs_register_protocol(protocol, preferences_changed);

    prefs_register_bool_preference(module, "check_crc", "Check CRCs",
                                   "Compare the CRC of every message with its bytes",
                                   &gt06_preferences.check_crc);
    prefs_register_bool_preference(module, "local_is_utc", "Terminals send UTC throughout",
                                   "Read all times as UTC, also where the protocol says local "
                                   "time",
                                   &gt06_preferences.local_is_utc);
    prefs_register_string_preference(module, "time_zone", "Time zone of local times",
                                     "Zone of terminals whose login tells none, such as +08:00; "
                                     "empty if it is not known",
                                     &gt06_preferences.zone);
    prefs_register_string_preference(module, "model", "Model of the terminals",
                                     "Decides where the wire cannot: GT06A, R11, SEEWORLD, LW, "
                                     "VL103, NT20, TRX16i, GT06V4 ...; empty if it is not known",
                                     &gt06_preferences.model);
    prefs_register_bool_preference(module, "hide_passwords", "Hide passwords",
                                   "Replace passwords in commands by asterisks in every text; "
                                   "the bytes stay",
                                   &gt06_preferences.hide_passwords);
    prefs_register_uint_preference(module, "answer_timeout", "Answers within (seconds)",
                                   "An answer that takes longer is late; the documents say 5 s",
                                   10, &gt06_preferences.answer_timeout);
    prefs_register_string_preference(module, "endpoints", "Expected endpoints",
                                     "Where terminals should report to, such as "
                                     "d.example.com:8888/tcp, 203.0.113.10:8888/udp; empty for "
                                     "anywhere. Names are never looked up: they are matched "
                                     "against those that the capture itself has told",
                                     &gt06_preferences.endpoints);
    prefs_register_string_preference(module, "mute", "Mute findings",
                                     "Names of findings that shall not be shown, such as "
                                     "serial_gap, or clock_zone@35419 for terminals whose IMEI "
                                     "begins with 35419",
                                     &gt06_preferences.muted);
    gt06_register_terminals(module);
    gt06_register_numbers(module);
}
