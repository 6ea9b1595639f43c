/* commands.c
 * The table of commands, the way to their passwords, and the phrases of answers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "commands.h"

#define PASSWORD(parameter) (1 << (parameter))

/* Core 7.1, ascending. Words of which it tells neither use nor parameters are left out. */
static const gt06_command commands[] = {
    { "123", "Position as map link", 0 },
    { "ACCREP", "Upload when ACC changes", 0 },
    { "ADT", "Upload of the external voltage", 0 },
    { "AGPS", "Assisted GPS", 0 },
    { "AIOIL", "Fuel sensor", 0 },
    { "ANGLEREP", "Upload at corners", 0 },
    { "APN", "Access point name", PASSWORD(3) },
    { "ASETAPN", "Automatic access point name", 0 },
    { "BATALM", "Internal low-battery alarm", 0 },
    { "BATCH", "Points per upload", 0 },
    { "BLE", "Bluetooth", 0 },
    { "BLINDALM", "GPS blind-zone alarm", 0 },
    { "CALL", "Call attempts", 0 },
    { "CENTER", "Centre number", 0 },
    { "CHARGEALM", "Charge alarm", 0 },
    { "CLEAR", "Clear stored data", 0 },
    { "COLLIDE", "Collision alarm", 0 },
    { "CXSV", "Module version", 0 },
    { "DEFENSE", "Arming delay", 0 },
    { "DEFMODE", "Arming mode", 0 },
    { "DELAY", "Arming delay", 0 },
    { "DISTANCE", "Upload by distance", 0 },
    { "DOOR", "Polarity of the door input", 0 },
    { "DOORALM", "Door alarm", 0 },
    { "DORMANCY", "Sleep", 0 },
    { "DROPALM", "Fall alarm", 0 },
    { "DSRESET", "Disarm", 0 },
    { "DWXX", "Position", PASSWORD(1) },
    { "DYD", "Cut oil and electricity", PASSWORD(1) },
    { "EPH", "Ephemeris", 0 },
    { "ERELAY", "Relay", 0 },
    { "EXBATALM", "External low-voltage alarm", 0 },
    { "FACTORY", "Factory settings", 0 },
    { "FAKEBS", "Fake base station alarm", 0 },
    { "FAKECELL", "Fake base station alarm", 0 },
    { "FENCE", "Fence", 0 },
    { "FIND", "Find the vehicle by light or horn", 0 },
    { "FRELAY", "Relay", 0 },
    { "FW", "Forward an SMS", 0 },
    { "GFENCE", "Numbered fences", 0 },
    { "GMT", "Time zone", 0 },
    { "GPRSON", "Mobile data on or off", 0 },
    { "GPRSSET", "Network and server settings", 0 },
    { "GPSDUP", "Repeat the last fix while static", 0 },
    { "GPSON", "GPS on for a time", 0 },
    { "HBT", "Heartbeat interval", 0 },
    { "HFYD", "Restore oil and electricity", PASSWORD(1) },
    { "ICCID", "SIM identity", 0 },
    { "IMEI", "Identity of the terminal", 0 },
    { "IMSI", "Subscriber identity", 0 },
    { "INPUT", "Inputs", 0 },
    { "LBS", "Serving cell", 0 },
    { "LEDSLEEP", "LED off while asleep", 0 },
    { "LEDSW", "LED", 0 },
    { "LEVEL", "Sensitivity of the vibration sensor", 0 },
    { "LJDW", "Locate at once", 0 },
    { "MILEAGE", "Odometer", 0 },
    { "MODE", "Working mode", 0 },
    { "MONITOR", "Listen in", 0 },
    { "MOVING", "Displacement alarm", 0 },
    { "OBDCMD", "OBD", 0 },
    { "OUT", "Outputs", 0 },
    { "OUTPUT", "Outputs", 0 },
    { "PARAM", "Main parameters", 0 },
    { "PASSWORD", "Change the command password", PASSWORD(1) | PASSWORD(2) },
    { "PERMIT", "Permissions", 0 },
    { "POSITION", "Position as map link", 0 },
    { "POWERALM", "Power-cut alarm", 0 },
    { "PRELAY", "Relay", 0 },
    { "PWDSW", "Command password on or off", PASSWORD(1) },
    { "RELAY", "Cut or restore by relay", 0 },
    { "RELAY2", "Second relay", 0 },
    { "RELAY3", "Third relay", 0 },
    { "REMALM", "Removal alarm", 0 },
    { "RESET", "Restart", 0 },
    { "RS485", "RS-485 port", 0 },
    { "SEEFENCE", "Fence query", 0 },
    { "SEEGFENCE", "Query of numbered fences", 0 },
    { "SENALM", "Vibration alarm", 0 },
    { "SENDS", "GPS time after vibration", 0 },
    { "SENSOR", "Vibration detection time", 0 },
    { "SERVER", "Server address", 0 },
    { "SF", "Static drift filter", 0 },
    { "SIMALM", "SIM alarm", 0 },
    { "SOS", "SOS numbers", 0 },
    { "SOSALM", "SOS alarm", 0 },
    { "SOSPERMIT", "Permissions of SOS numbers", 0 },
    { "SPEED", "Overspeed alarm", 0 },
    { "SRELAY", "Relay", 0 },
    { "STATUS", "State of the terminal", 0 },
    { "SUPER", "Recover the command password", 0 },
    { "TEARDOWN", "Removal alarm", 0 },
    { "TILTALM", "Tilt alarm", 0 },
    { "TIMER", "Upload interval", 0 },
    { "TQL", "Listen in", 0 },
    { "URL", "Position as map link", 0 },
    { "VERSION", "Firmware version", 0 },
    { "WHERE", "Position as text", 0 },
    { "WIFION", "Wi-Fi", 0 },
};

/*
 * Phrases of answers; the first row whose phrase occurs counts. A cut that waits for a fix has not
 * failed yet; a command that finds its work done ("not running") was not carried out.
 */
static const struct {
    const char *phrase;
    gt06_outcome outcome;
} phrases[] = {
    { "delay execution", GT06_OUTCOME_UNKNOWN },
    { "not running", GT06_OUTCOME_FAILURE },
    { "=speed limit", GT06_OUTCOME_FAILURE },
    { "unvalued fix", GT06_OUTCOME_FAILURE },
    { "error", GT06_OUTCOME_FAILURE },
    { "fail", GT06_OUTCOME_FAILURE },
    { "success", GT06_OUTCOME_SUCCESS },
    { "will restart", GT06_OUTCOME_SUCCESS },
};

static gt06_span trim(const char *text, gt06_span span)
{
    while (span.size > 0 && g_ascii_isspace(text[span.offset])) {
        span.offset++;
        span.size--;
    }
    while (span.size > 0 && g_ascii_isspace(text[span.offset + span.size - 1]))
        span.size--;
    return span;
}

/* What stands from `offset` to the next of `ends`, or to `size`. */
static gt06_span part_at(const char *text, size_t size, size_t offset, const char *ends)
{
    size_t end = offset;

    while (end < size && text[end] != '\0' && strchr(ends, text[end]) == NULL)
        end++;
    return (gt06_span){ .offset = offset, .size = end - offset };
}

typedef struct {
    const char *text;
    size_t size;
} word_key;

static int compare_words(const void *wanted, const void *row)
{
    const word_key *key = wanted;
    const char *word = ((const gt06_command *)row)->word;
    int order = g_ascii_strncasecmp(key->text, word, key->size);

    return order == 0 && word[key->size] != '\0' ? -1 : order;
}

static const gt06_command *find_command(const char *text, gt06_span span)
{
    gt06_span word = trim(text, span);
    word_key key = { .text = text + word.offset, .size = word.size };

    return bsearch(&key, commands, G_N_ELEMENTS(commands), sizeof *commands, compare_words);
}

const char *gt06_command_purpose(const char *text)
{
    const gt06_command *command = find_command(text, part_at(text, strlen(text), 0, ",#"));

    return command != NULL ? command->purpose : NULL;
}

/* The passwords of the one command that ends before `end`. */
static unsigned passwords_of(const char *text, size_t offset, size_t end, gt06_span *spans,
                             unsigned most)
{
    gt06_span part = part_at(text, end, offset, ",");
    const gt06_command *command = find_command(text, part);
    unsigned passwords = command != NULL ? command->passwords : 0;
    unsigned found = 0;

    for (unsigned number = 1; passwords >> number != 0; number++) {
        if (part.offset + part.size >= end)
            break;
        part = part_at(text, end, part.offset + part.size + 1, ",");
        if ((passwords >> number & 1) != 0 && trim(text, part).size > 0 && found < most)
            spans[found++] = trim(text, part);
    }
    return found;
}

unsigned gt06_command_passwords(const char *text, size_t size, gt06_span *spans, unsigned most)
{
    unsigned found = 0;

    for (size_t offset = 0; offset < size;) {
        gt06_span command = part_at(text, size, offset, "#");
        size_t end = command.offset + command.size;

        found += passwords_of(text, offset, end, spans + found, most - found);
        offset = end + 1;
    }
    return found;
}

/* Does the phrase stand at i, and no word goes on before or behind it ("Successful")? */
static bool is_phrase_at(const char *text, size_t size, size_t i, const char *phrase)
{
    size_t length = strlen(phrase);

    if (length > size - i || g_ascii_strncasecmp(text + i, phrase, length) != 0)
        return false;
    if (i > 0 && g_ascii_isalnum(phrase[0]) && g_ascii_isalnum(text[i - 1]))
        return false;
    return i + length == size || !g_ascii_isalnum(text[i + length]);
}

static bool has_phrase(const char *text, size_t size, const char *phrase)
{
    for (size_t i = 0; i < size; i++) {
        if (is_phrase_at(text, size, i, phrase))
            return true;
    }
    return false;
}

/* "OK!" alone, or as the first or last word. */
static bool is_ok(const char *text, size_t size)
{
    static const size_t ok = 2;

    while (size > 0 && !g_ascii_isalnum(text[size - 1]))
        size--;
    return is_phrase_at(text, size, 0, "OK") ||
           (size > ok && is_phrase_at(text, size, size - ok, "OK"));
}

gt06_outcome gt06_answer_outcome(const char *text, size_t size)
{
    if (size == 0 || memchr(text, ';', size) != NULL) /* a list of values: STATUS, PARAM, GPRSSET */
        return GT06_OUTCOME_UNKNOWN;
    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
        if (has_phrase(text, size, phrases[i].phrase))
            return phrases[i].outcome;
    }
    return is_ok(text, size) ? GT06_OUTCOME_SUCCESS : GT06_OUTCOME_UNKNOWN;
}

const gt06_command *gt06_all_commands(size_t *count)
{
    *count = G_N_ELEMENTS(commands);
    return commands;
}
