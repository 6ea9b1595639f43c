/* names.c
 * The tables of reasons, events, levels and languages, and how a value is looked up in them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stddef.h>

#include "names.h"

/* Shared by the upload mode and by the event of module 0x0034, whose first 16 values it is. */
/* clang-format off */
#define REASONS                                                                                    \
    { 0x00, "Time interval" },                                                                     \
    { 0x01, "Distance interval" },                                                                 \
    { 0x02, "Corner" },                                                                            \
    { 0x03, "ACC changed" },                                                                       \
    { 0x04, "Last fix after stopping" },                                                           \
    { 0x05, "Last fix before network loss" },                                                      \
    { 0x06, "Ephemeris updated" },                                                                 \
    { 0x07, "Key pressed" },                                                                       \
    { 0x08, "Power-on position" },                                                                 \
    { 0x09, "Not used (cell position in firmware)" },                                              \
    { 0x0A, "Static, last fix with new time" },                                                    \
    { 0x0B, "Wi-Fi position" },                                                                    \
    { 0x0C, "Position command (LJDW)" },                                                           \
    { 0x0D, "Static, last fix" },                                                                  \
    { 0x0E, "Repeated while static (GPSDUP)" },                                                    \
    { 0x0F, "Left tracking mode" }
/* clang-format on */

const gt06_name gt06_reason_names[] = { REASONS, { 0, NULL } };

/* 0x11 and 0x13 were only seen, after a start; their meaning is inferred. */
const gt06_name gt06_event_names[] = {
    REASONS,
    { 0x10, "Door or light sensor" },
    { 0x11, "Start (inferred)" },
    { 0x12, "Removed from mount" },
    { 0x13, "First report after start (inferred)" },
    { 0x14, "Entered fence" },
    { 0x15, "Left fence" },
    { 0x16, "Temperature" },
    { 0x1A, "Low battery" },
    { 0x1B, "Overspeed" },
    { 0x1C, "Power on" },
    { 0x1D, "Power off" },
    { 0x20, "Vibration" },
    { 0x21, "Power cut" },
    { 0x23, "Tampering" },
    { 0, NULL },
};

const gt06_name gt06_voltage_level_names[] = {
    { 0, "No power" },
    { 1, "Extremely low" },
    { 2, "Very low" },
    { 3, "Low" },
    { 4, "Medium" },
    { 5, "High" },
    { 6, "Full" },
    { 0, NULL },
};

const gt06_name gt06_gsm_level_names[] = {
    { 0, "No signal" },
    { 1, "Extremely weak" },
    { 2, "Weak" },
    { 3, "Good" },
    { 4, "Strong" },
    { 0, NULL },
};

const gt06_name gt06_language_names[] = {
    { 0, "None" },
    { 1, "Chinese" },
    { 2, "English" },
    { 0, NULL },
};

const char *gt06_name_of(const gt06_name *names, uint32_t value)
{
    while (names->name != NULL && names->value != value)
        names++;
    return names->name;
}

const char *gt06_reason_name(uint32_t code)
{
    return gt06_name_of(gt06_reason_names, code);
}

const char *gt06_event_name(uint32_t code)
{
    return gt06_name_of(gt06_event_names, code);
}
