/* alarms.c
 * The tables of alarm codes and of model families.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "alarms.h"
#include "models.h"

#define EXCEPT(...) .exceptions = { __VA_ARGS__ }
#define GT06N GT06_FAMILY_GT06N
#define GT06V4 GT06_FAMILY_GT06V4
#define KKS GT06_FAMILY_KKS
#define LYNKWORLD GT06_FAMILY_LYNKWORLD
#define NT GT06_FAMILY_NT
#define QH302R GT06_FAMILY_QH302R
#define R11 GT06_FAMILY_R11
#define SEEWORLD GT06_FAMILY_SEEWORLD
#define TRX16I GT06_FAMILY_TRX16I
#define VL GT06_FAMILY_VL

/*
 * Core 4 and extended 27.2, ascending. Where a server reports another meaning than the makers'
 * texts, without saying for which model, that meaning stands in brackets.
 */
static const gt06_alarm alarms[] = {
    { 0x00, .name = "Normal" },
    { 0x01, .name = "SOS" },
    { 0x02, .name = "Power cut" },
    { 0x03, .name = "Vibration" },
    { 0x04, .name = "Entered fence" },
    { 0x05, .name = "Left fence" },
    { 0x06, .name = "Overspeed" },
    { 0x09, .name = "Displacement (or vibration, towing)",
      EXCEPT({ KKS, "Displacement" }, { VL, "Towing" }, { TRX16I, "Fence" },
             { GT06N, "Vibration" }) },
    { 0x0A, .name = "Entered GPS blind zone" },
    { 0x0B, .name = "Left GPS blind zone" },
    { 0x0C, .name = "Power on (or tampering)", EXCEPT({ KKS, "Power on" }, { VL, "Power on" }) },
    { 0x0D, .name = "First GPS fix" },
    { 0x0E, .name = "External battery low" },
    { 0x0F, .name = "External low-voltage protection" },
    { 0x10, .name = "SIM changed" },
    { 0x11, .name = "Power off" },
    { 0x12, .name = "Airplane mode after low-voltage protection" },
    { 0x13, .name = "Tampering" },
    { 0x14, .name = "Door" },
    { 0x15, .name = "Shut down by low battery" },
    { 0x16, .name = "Sound", EXCEPT({ GT06V4, "Speed normal again" }) },
    { 0x17, .name = "Fake base station" },
    { 0x18, .name = "Cover opened (or accident)",
      EXCEPT({ KKS, "Cover opened" }, { VL, "Cover opened" }, { LYNKWORLD, "Accident" }) },
    { 0x19, .name = "Internal battery low (or harsh acceleration)",
      EXCEPT({ KKS, "Internal battery low" }, { VL, "Internal battery low" },
             { LYNKWORLD, "Harsh acceleration" }) },
    { 0x1A, .name = "Left transport mode (or harsh braking)",
      EXCEPT({ KKS, "Left transport mode" }, { LYNKWORLD, "Harsh braking" }) },
    { 0x1B, .name = "Leaving the group (or sharp turn)",
      EXCEPT({ KKS, "Leaving the group" }, { LYNKWORLD, "Sharp turn" }) },
    { 0x1C, .name = "Door opened" },
    { 0x1D, .name = "Door closed" },
    { 0x1E, .name = "Airbag deployed" },
    { 0x1F, .name = "Rollover" },
    { 0x20, .name = "Deep sleep" },
    { 0x21, .name = "Reserved (or skidding)" },
    { 0x22, .name = "Reserved (or rapid acceleration)" },
    { 0x23, .name = "Fall" },
    { 0x24, .name = "Charger inserted" },
    { 0x25, .name = "Exposed to light (or tampering)", EXCEPT({ KKS, "Exposed to light" }) },
    { 0x26, .name = "Far from companion (or harsh acceleration)",
      EXCEPT({ KKS, "Far from companion" }, { SEEWORLD, "Harsh acceleration" }) },
    { 0x27, .name = "Strap or wire cut (or harsh braking)",
      EXCEPT({ KKS, "Strap or wire cut" }, { SEEWORLD, "Harsh braking" }) },
    { 0x28, .name = "Shut down by user (or harsh braking, sharp turn)",
      EXCEPT({ KKS, "Shut down by user" }, { VL, "Power off" }, { SEEWORLD, "Sharp turn" }) },
    { 0x29, .name = "Harsh acceleration (or accident)",
      EXCEPT({ KKS, "Harsh acceleration" }, { VL, "Harsh acceleration" },
             { SEEWORLD, "Accident" }) },
    { 0x2A, .name = "Sharp left turn" },
    { 0x2B, .name = "Sharp right turn" },
    { 0x2C, .name = "Collision" },
    { 0x2D, .name = "Rollover" },
    { 0x2E, .name = "Sharp turn (or fall)" },
    { 0x2F, .name = "Device detached" },
    { 0x30, .name = "Harsh braking (or jamming)",
      EXCEPT({ KKS, "Harsh braking" }, { VL, "Harsh braking" }) },
    { 0x31, .name = "Left the group" },
    { 0x32, .name = "Pulled out (or tampering)",
      EXCEPT({ KKS, "Pulled out or flipped" }, { VL, "Pulled out" }) },
    { 0x33, .name = "Locked" },
    { 0x34, .name = "Unlocked" },
    { 0x35, .name = "Abnormal unlock" },
    { 0x36, .name = "Unlock failed" },
    { 0x37, .name = "Knocking" },
    { 0x3A, .name = "Anklet removed" },
    { 0x3C, .name = "Car theft suspected" },
    { 0x3D, .name = "Illegal start" },
    { 0x3E, .name = "Button pressed" },
    { 0x47, .name = "Fatigue" },
    { 0x4B, .name = "Tilt" },
    { 0x4C, .name = "Sharp turn" },
    { 0x4D, .name = "Sudden lane change" },
    { 0x4E, .name = "Vehicle stability" },
    { 0x4F, .name = "Vehicle angle abnormal" },
    { 0x52, .name = "Temperature exception" },
    { 0x53, .name = "Fuel leak" },
    { 0x5B, .name = "Temperature" },
    { 0x5C, .name = "Temperature" },
    { 0x5E, .name = "Pulse line cut" },
    { 0x64, .name = "Temperature normal again" },
    { 0x65, .name = "Violent damage" },
    { 0x66, .name = "Voltage exception" },
    { 0x67, .name = "Signed in" },
    { 0x68, .name = "Signed out" },
    { 0xC5, .name = "Engine on" },
    { 0xC6, .name = "Engine off" },
    { 0xC7, .name = "Long driving" },
    { 0xC8, .name = "Long driving ended" },
    { 0xC9, .name = "Idling" },
    { 0xE8, EXCEPT({ TRX16I, "Seen with RFID card" }) },
    { 0xEA, EXCEPT({ TRX16I, "Seen with RFID card" }) },
    { 0xF0, .name = "Harsh acceleration" },
    { 0xF1, .name = "Harsh braking" },
    { 0xF2, .name = "Accident", EXCEPT({ GT06V4, "Accident suspected" }) },
    { 0xF3, EXCEPT({ GT06V4, "Vehicle blocked" }) },
    { 0xF4, EXCEPT({ GT06V4, "Vehicle released" }) },
    { 0xFE, .name = "ACC on", EXCEPT({ GT06V4, "Ignition on" }) },
    { 0xFF, .name = "ACC off", EXCEPT({ GT06V4, "Ignition off" }) },
    { 0x107, .name = "4G jamming started" },
    { 0x10A, .name = "4G jamming ended" },
    { 0x10B, .name = "GPS jamming started" },
    { 0x10C, .name = "GPS jamming ended" },
};

const gt06_name gt06_status_alarm_names[] = {
    { 0, "Normal" },
    { 1, "Vibration" },
    { 2, "Power cut" },
    { 3, "Low battery" },
    { 4, "SOS" },
    { 5, "Not defined" },
    { 6, "Fence" },
    { 7, "Removed (or overspeed)" },
    { 0, NULL },
};

const gt06_name gt06_az_status_names[] = {
    { 0xA0, "Armed (lock closed)" },
    { 0xA1, "Disarmed (lock opened)" },
    { 0xA2, "Low battery" },
    { 0xA3, "Low battery" },
    { 0xA4, "General alarm" },
    { 0xA5, "Door" },
    { 0, NULL },
};

const gt06_name gt06_dvr_alarm_names[] = {
    { 0x01, "SOS (general alarm in the short form)" },
    { 0x0E, "External battery low" },
    { 0x47, "Fatigue driving" },
    { 0x50, "Door closed" },
    { 0x51, "Door opened" },
    { 0x52, "Door closed" },
    { 0x53, "Fuel stolen" },
    { 0x5D, "RFID error" },
    { 0x69, "File upload" },
    { 0x6B, "Driver camera fault" },
    { 0x6F, "SD card fault" },
    { 0x70, "SD card inserted" },
    { 0x73, "Fuel data missing" },
    { 0x75, "Driver fatigue" },
    { 0x76, "Temperature data missing (or temperature)" },
    { 0x80, "Vibration" },
    { 0x81, "SIM data allowance exceeded" },
    { 0x84, "Seat belt unfastened" },
    { 0x86, "No SD card" },
    { 0x87, "Overspeed" },
    { 0x88, "External power removed" },
    { 0x89, "USB camera not detected" },
    { 0x8A, "Fuel or electricity reconnected" },
    { 0x8B, "Fuel or electricity cut" },
    { 0x8C, "Eyes closed (or blinking)" },
    { 0x8D, "Land transport mode" },
    { 0x8E, "Abnormal surroundings" },
    { 0x8F, "Driver distracted" },
    { 0x90, "Harsh acceleration" },
    { 0x91, "Harsh braking" },
    { 0x92, "Harsh turn" },
    { 0x93, "Collision" },
    { 0x94, "Face missing" },
    { 0x95, "Water transport mode" },
    { 0x96, "Stationary mode" },
    { 0x97, "Phone call" },
    { 0x9A, "Smoking" },
    { 0x9B, "Illegal driving" },
    { 0x9C, "Driver absent" },
    { 0x9D, "Camera blocked" },
    { 0x9E, "Eating or drinking" },
    { 0x9F, "Long side glance" },
    { 0xA0, "Yawning" },
    { 0xA1, "Camera covered" },
    { 0xA2, "Camera calibration failed" },
    { 0xA3, "Looking down" },
    { 0xA4, "SD card too small" },
    { 0xA5, "RFID card read" },
    { 0xA6, "Seat belt fastened" },
    { 0xA7, "Seat belt unfastened" },
    { 0xAA, "Driver drinking" },
    { 0xC7, "Long driving" },
    { 0xCC, "Forward collision warning" },
    { 0xCD, "Lane departure warning" },
    { 0xCE, "Distance warning" },
    { 0xCF, "Pedestrian collision warning" },
    { 0xD4, "Driver identification result" },
    { 0xD5, "Driver identification result" },
    { 0xE4, "Lane departure (older firmware)" },
    { 0xE5, "Forward collision (older firmware)" },
    { 0, NULL },
};

/*
 * The models that matter, by name: for their alarms (core 4, core 11, extended 21.6), or for a
 * layout, as GT06A. A name that ends in * stands for its beginning.
 */
static const struct {
    const char *model;
    gt06_family family;
} models[] = {
    { "BL10", KKS },
    { "G18", VL },
    { "GK310", KKS },
    { "GL21L", SEEWORLD },
    { "GT06A", GT06_FAMILY_GENERAL },
    { "GT06N*", GT06N },
    { "GT06V4", GT06V4 },
    { "GT710", KKS },
    { "GT740", KKS },
    { "KKS*", KKS },
    { "LL303*", VL },
    { "LW*", LYNKWORLD },
    { "LYNKWORLD*", LYNKWORLD },
    { "NT11", NT },
    { "NT20", NT },
    { "NT26", NT },
    { "NT40", NT },
    { "NT46", NT },
    { "P5", SEEWORLD },
    { "QH302R", QH302R },
    { "R11", R11 },
    { "SEEWORLD*", SEEWORLD },
    { "TRX16I", TRX16I },
    { "VL100", NT },
    { "VL103*", VL },
    { "VL512*", VL },
    { "XT40", NT },
};

/* A name without the maker that may stand in front. */
static const char *without_maker(const char *model)
{
    static const char maker[] = "JM-";

    return g_ascii_strncasecmp(model, maker, sizeof maker - 1) == 0 ? model + sizeof maker - 1
                                                                    : model;
}

bool gt06_model_matters(const char *model)
{
    model = without_maker(model);
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        if (gt06_model_is(model, models[i].model))
            return true;
    }
    return false;
}

char *gt06_models_that_matter(void)
{
    GString *names = g_string_new(models[0].model);

    for (size_t i = 1; i < G_N_ELEMENTS(models); i++)
        g_string_append_printf(names, ", %s", models[i].model);
    return g_string_free(names, FALSE);
}

gt06_family gt06_family_of_model(const char *model)
{
    if (model == NULL)
        return GT06_FAMILY_GENERAL;
    model = without_maker(model);
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        if (gt06_model_is(model, models[i].model))
            return models[i].family;
    }
    return GT06_FAMILY_GENERAL;
}

static int compare_codes(const void *wanted, const void *row)
{
    unsigned code = *(const unsigned *)wanted;
    unsigned other = ((const gt06_alarm *)row)->code;

    return (code > other) - (code < other);
}

static const char *name_in_family(const gt06_alarm *alarm, gt06_family family)
{
    for (int i = 0; i < GT06_ALARM_EXCEPTIONS && alarm->exceptions[i].name != NULL; i++) {
        if (alarm->exceptions[i].family == family)
            return alarm->exceptions[i].name;
    }
    return alarm->name;
}

/* The camera codes that may stand in a tracker's alarm byte (extended 27.2). */
static bool is_camera_code(unsigned code)
{
    return (code >= 0x69 && code <= 0xA7) || (code >= 0xCC && code <= 0xE5);
}

const char *gt06_alarm_name(unsigned code, gt06_family family)
{
    const gt06_alarm *alarm =
        bsearch(&code, alarms, G_N_ELEMENTS(alarms), sizeof *alarms, compare_codes);

    if (alarm != NULL)
        return name_in_family(alarm, family);
    return is_camera_code(code) ? gt06_dvr_alarm_name(code) : NULL;
}

const char *gt06_dvr_alarm_name(unsigned code)
{
    return gt06_name_of(gt06_dvr_alarm_names, code);
}

const gt06_alarm *gt06_all_alarms(size_t *count)
{
    *count = G_N_ELEMENTS(alarms);
    return alarms;
}
