/* preferences.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "preferences.h"
#include <epan/prefs.h>

gt06_preference_values gt06_preferences = { .check_crc = TRUE, .zone = "", .model = "" };

static int preferred_zone;
static bool zone_is_set;

enum { MINUTES = 60, MOST_HOURS = 14 };

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

/* [+|-]hours[:minutes] */
static void read_zone(void)
{
    const char *text = gt06_preferences.zone != NULL ? gt06_preferences.zone : "";
    unsigned hours = 0;
    unsigned minutes = 0;
    int sign = *text == '-' ? -1 : 1;

    if (*text == '-' || *text == '+')
        text++;
    zone_is_set = sscanf(text, "%2u:%2u", &hours, &minutes) >= 1 && hours <= MOST_HOURS &&
                  minutes < MINUTES;
    preferred_zone = zone_is_set ? sign * (int)(hours * MINUTES + minutes) : 0;
}

void gt06_register_preferences(int protocol)
{
    module_t *module = prefs_register_protocol(protocol, read_zone);

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
}
