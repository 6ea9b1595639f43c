/* macros.c
 * The blocks GT06 messages are made of, written in the units of people.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "macros.h"

#include <string.h>

#include "bytes.h"
#include "source.h"

/* One use of a macro. */
typedef struct {
    const char *arguments; /* as written, behind the name */
    char **words;          /* the same, split at blanks */
    guint count;           /* of the words */
    GByteArray *out;
} macro_call;

static void put(GByteArray *out, uint64_t value, guint size)
{
    while (size-- > 0) {
        const guint8 byte = (guint8)(value >> (8 * size));

        g_byte_array_append(out, &byte, 1);
    }
}

/* Appends a decimal number of `size` bytes. */
static bool put_decimal(GByteArray *out, const char *text, guint size, const char *what,
                        GError **error)
{
    const uint64_t largest = (UINT64_C(1) << (8 * size)) - 1;
    uint64_t number = 0;

    if (!gt06_number(text, 10, largest, what, &number, error)) {
        return false;
    }
    put(out, number, size);
    return true;
}

/* Appends hexadecimal digits, of which there must be as many as fill `size` bytes. */
static bool put_digits(GByteArray *out, const char *text, guint size, const char *what,
                       GError **error)
{
    if (strlen(text) != 2 * (size_t)size ||
        strspn(text, "0123456789abcdefABCDEF") != strlen(text)) {
        return gt06_refuse(error, "%s has %u hexadecimal digits, not \"%s\"", what, 2 * size, text);
    }
    return gt06_bytes_parse(text, out, error);
}

static bool wrong_count(GError **error)
{
    return gt06_refuse(error, "the number of arguments is wrong");
}

/* {u8 n} {u16 n} {u32 n} {zeros n} */

static bool expand_integer(const macro_call *call, guint size, GError **error)
{
    const char *text = call->words[0];
    const bool hexadecimal = text && g_str_has_prefix(text, "0x");
    const uint64_t largest = (UINT64_C(1) << (8 * size)) - 1;
    uint64_t number = 0;

    if (call->count != 1) {
        return wrong_count(error);
    }
    if (!gt06_number(hexadecimal ? text + 2 : text, hexadecimal ? 16 : 10, largest, "it", &number,
                     error)) {
        return false;
    }
    put(call->out, number, size);
    return true;
}

static bool expand_u8(const macro_call *call, GError **error)
{
    return expand_integer(call, 1, error);
}

static bool expand_u16(const macro_call *call, GError **error)
{
    return expand_integer(call, 2, error);
}

static bool expand_u32(const macro_call *call, GError **error)
{
    return expand_integer(call, 4, error);
}

static void put_zeros(GByteArray *out, guint size)
{
    const guint old = out->len;

    g_byte_array_set_size(out, old + size);
    memset(out->data + old, 0, size);
}

static bool expand_zeros(const macro_call *call, GError **error)
{
    uint64_t size = 0;

    if (call->count != 1) {
        return wrong_count(error);
    }
    if (!gt06_number(call->words[0], 10, 0xFFFF, "the size", &size, error)) {
        return false;
    }
    put_zeros(call->out, (guint)size);
    return true;
}

/* {date 2026-03-01 08:00:00} (core 3.1) and {unix 2026-03-01T08:00:00Z} */

static GDateTime *read_time(const char *date, const char *time, GError **error)
{
    char *text = g_strdup_printf("%sT%s", date, time);
    GTimeZone *utc = g_time_zone_new_utc();
    GDateTime *moment = g_date_time_new_from_iso8601(text, utc);

    if (!moment) {
        gt06_refuse(error, "\"%s %s\" is no date and time", date, time);
    }
    g_time_zone_unref(utc);
    g_free(text);
    return moment;
}

static bool expand_date(const macro_call *call, GError **error)
{
    GDateTime *moment;
    int year;

    if (call->count != 2) {
        return wrong_count(error);
    }
    moment = read_time(call->words[0], call->words[1], error);
    if (!moment) {
        return false;
    }
    year = g_date_time_get_year(moment);
    if (year < 2000 || year > 2255) {
        g_date_time_unref(moment);
        return gt06_refuse(error, "the year must be one of 2000 to 2255");
    }
    put(call->out, (uint64_t)(year - 2000), 1);
    put(call->out, (uint64_t)g_date_time_get_month(moment), 1);
    put(call->out, (uint64_t)g_date_time_get_day_of_month(moment), 1);
    put(call->out, (uint64_t)g_date_time_get_hour(moment), 1);
    put(call->out, (uint64_t)g_date_time_get_minute(moment), 1);
    put(call->out, (uint64_t)g_date_time_get_second(moment), 1);
    g_date_time_unref(moment);
    return true;
}

static bool expand_unix(const macro_call *call, GError **error)
{
    GDateTime *moment =
        call->count == 1 ? g_date_time_new_from_iso8601(call->words[0], NULL) : NULL;
    gint64 seconds;

    if (!moment) {
        return gt06_refuse(error, "it is no date and time with its zone");
    }
    seconds = g_date_time_to_unix(moment);
    g_date_time_unref(moment);
    if (seconds < 0 || seconds > UINT32_MAX) {
        return gt06_refuse(error, "the time does not fit into 4 bytes");
    }
    put(call->out, (uint64_t)seconds, 4);
    return true;
}

/* {imei 123456789012347}: packed BCD of 16 digits, the first 0 (core 6.01) */

/* The last digit of an IMEI makes this sum a multiple of ten; every second digit counts twice. */
static guint luhn_sum(const char *digits)
{
    guint sum = 0;

    for (guint i = 0; digits[i]; i++) {
        const guint digit = (guint)(digits[i] - '0') * (i % 2 + 1);

        sum += digit / 10 + digit % 10;
    }
    return sum;
}

static bool expand_imei(const macro_call *call, GError **error)
{
    const char *digits = call->words[0];
    char *padded;
    bool good;

    if (call->count != 1 || strlen(digits) != 15 || strspn(digits, "0123456789") != 15) {
        return gt06_refuse(error, "an IMEI has 15 decimal digits");
    }
    if (luhn_sum(digits) % 10 != 0) {
        return gt06_refuse(error, "the last digit of IMEI %s should be %c", digits,
                           '0' + (digits[14] - '0' + 10 - luhn_sum(digits) % 10) % 10);
    }
    padded = g_strconcat("0", digits, NULL);
    good = gt06_bytes_parse(padded, call->out, error);
    g_free(padded);
    return good;
}

/* {gps lat=-23.5501 lon=46.6331 ...} (core 3.2) */

enum {
    UNITS_PER_DEGREE = 1800000,
    GPS_LENGTH = 0xC0, /* the block's own length, 12, in the high nibble */
    COURSE_ACC_ON = 0x8000,
    COURSE_ACC_KNOWN = 0x4000,
    COURSE_DIFFERENTIAL = 0x2000,
    COURSE_FIX = 0x1000,
    COURSE_WEST = 0x0800,
    COURSE_NORTH = 0x0400
};

typedef enum { GPS_SAT, GPS_LAT, GPS_LON, GPS_SPEED, GPS_COURSE, GPS_VALUES } gps_value;

static const struct {
    const char *name;
    double smallest;
    double largest;
} gps_values[GPS_VALUES] = {
    [GPS_SAT] = { "sat", 0, 15 },        [GPS_LAT] = { "lat", -90, 90 },
    [GPS_LON] = { "lon", -180, 180 },    [GPS_SPEED] = { "speed", 0, 255 },
    [GPS_COURSE] = { "course", 0, 360 },
};

static const struct {
    const char *word;
    unsigned bits;
} gps_words[] = {
    { "fix", COURSE_FIX },
    { "differential", COURSE_DIFFERENTIAL },
    { "acc=on", COURSE_ACC_ON | COURSE_ACC_KNOWN },
    { "acc=off", COURSE_ACC_KNOWN },
};

static bool take_gps_flag(const char *word, unsigned *status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(gps_words); i++) {
        if (strcmp(word, gps_words[i].word) == 0) {
            *status |= gps_words[i].bits;
            return true;
        }
    }
    return false;
}

static bool take_gps_value(const char *word, double values[GPS_VALUES], GError **error)
{
    for (size_t i = 0; i < GPS_VALUES; i++) {
        const size_t size = strlen(gps_values[i].name);
        char *end = NULL;

        if (strncmp(word, gps_values[i].name, size) != 0 || word[size] != '=') {
            continue;
        }
        values[i] = g_ascii_strtod(word + size + 1, &end);
        if (end == word + size + 1 || *end || !(values[i] >= gps_values[i].smallest) ||
            !(values[i] <= gps_values[i].largest)) {
            return gt06_refuse(error, "%s must be a number from %g to %g", gps_values[i].name,
                               gps_values[i].smallest, gps_values[i].largest);
        }
        return true;
    }
    return gt06_refuse(error, "\"%s\" is not known", word);
}

static uint64_t degrees_to_units(double degrees)
{
    return (uint64_t)((degrees < 0 ? -degrees : degrees) * UNITS_PER_DEGREE + 0.5);
}

static bool expand_gps(const macro_call *call, GError **error)
{
    double values[GPS_VALUES] = { 0 };
    unsigned status = 0;

    for (guint i = 0; i < call->count; i++) {
        if (!take_gps_flag(call->words[i], &status) &&
            !take_gps_value(call->words[i], values, error)) {
            return false;
        }
    }
    status |= values[GPS_LAT] >= 0 ? COURSE_NORTH : 0;
    status |= values[GPS_LON] < 0 ? COURSE_WEST : 0;
    put(call->out, GPS_LENGTH | (uint64_t)values[GPS_SAT], 1);
    put(call->out, degrees_to_units(values[GPS_LAT]), 4);
    put(call->out, degrees_to_units(values[GPS_LON]), 4);
    put(call->out, (uint64_t)values[GPS_SPEED], 1);
    put(call->out, status | (uint64_t)values[GPS_COURSE], 2);
    return true;
}

/* {mccmnc 460 0} {lbs 460 0 1234 00ABCD} and its relatives (core 3.3) */

enum { MCC_WIDE_MNC = 0x8000, LARGEST_MCC = 999 };

typedef struct {
    guint mnc_size; /* without the word mnc2 */
    guint lac_size;
    guint ci_size;
} cell_widths;

static bool put_mcc_mnc(const macro_call *call, guint mnc_size, GError **error)
{
    const bool wide = strcmp(call->words[call->count - 1], "mnc2") == 0;
    uint64_t mcc = 0;

    if (!gt06_number(call->words[0], 10, LARGEST_MCC, "the MCC", &mcc, error)) {
        return false;
    }
    put(call->out, mcc | (wide ? MCC_WIDE_MNC : 0), 2);
    return put_decimal(call->out, call->words[1], wide ? 2 : mnc_size, "the MNC", error);
}

/* Are there `count` words, not counting a final mnc2? */
static bool has_words(const macro_call *call, guint count)
{
    return call->count == count ||
           (call->count == count + 1 && strcmp(call->words[count], "mnc2") == 0);
}

static bool expand_mccmnc(const macro_call *call, GError **error)
{
    return has_words(call, 2) ? put_mcc_mnc(call, 1, error) : wrong_count(error);
}

static bool expand_cell(const macro_call *call, const cell_widths *widths, GError **error)
{
    if (!has_words(call, 4)) {
        return wrong_count(error);
    }
    return put_mcc_mnc(call, widths->mnc_size, error) &&
           put_digits(call->out, call->words[2], widths->lac_size, "the LAC", error) &&
           put_digits(call->out, call->words[3], widths->ci_size, "the CI", error);
}

static bool expand_lbs(const macro_call *call, GError **error)
{
    return expand_cell(call, &(cell_widths){ 1, 2, 3 }, error);
}

static bool expand_lbs_ci4(const macro_call *call, GError **error)
{
    return expand_cell(call, &(cell_widths){ 1, 2, 4 }, error);
}

static bool expand_lbs_mnc2_ci4(const macro_call *call, GError **error)
{
    return expand_cell(call, &(cell_widths){ 2, 2, 4 }, error);
}

static bool expand_lbs_4g(const macro_call *call, GError **error)
{
    return expand_cell(call, &(cell_widths){ 1, 4, 8 }, error);
}

/* {cells 7 lac:ci:rssi ...} (core 3.4), {cells_ci2 ...} with a CI of 2 bytes */

static bool put_cell_entry(GByteArray *out, const char *word, guint ci_size, GError **error)
{
    char **parts = g_strsplit(word, ":", -1);
    const bool good = g_strv_length(parts) == 3
                          ? put_digits(out, parts[0], 2, "the LAC", error) &&
                                put_digits(out, parts[1], ci_size, "the CI", error) &&
                                put_decimal(out, parts[2], 1, "the RSSI", error)
                          : gt06_refuse(error, "a cell is lac:ci:rssi, not \"%s\"", word);

    g_strfreev(parts);
    return good;
}

static bool expand_cell_list(const macro_call *call, guint ci_size, GError **error)
{
    uint64_t room = 0;

    if (call->count < 1) {
        return wrong_count(error);
    }
    if (!gt06_number(call->words[0], 10, 255, "the number of cells", &room, error)) {
        return false;
    }
    if (call->count - 1 > room) {
        return gt06_refuse(error, "there are %u cells for %u places", call->count - 1, (guint)room);
    }
    for (guint i = 1; i < call->count; i++) {
        if (!put_cell_entry(call->out, call->words[i], ci_size, error)) {
            return false;
        }
    }
    put_zeros(call->out, ((guint)room - (call->count - 1)) * (3 + ci_size));
    return true;
}

static bool expand_cells(const macro_call *call, GError **error)
{
    return expand_cell_list(call, 3, error);
}

static bool expand_cells_ci2(const macro_call *call, GError **error)
{
    return expand_cell_list(call, 2, error);
}

/* {wifi 02:00:5e:00:53:01/61 ...} (core 3.5) */

static bool put_access_point(GByteArray *out, const char *word, GError **error)
{
    char **parts = g_strsplit(word, "/", 2);
    char **octets = g_strsplit(parts[0] ? parts[0] : "", ":", -1);
    char *digits = g_strjoinv("", octets);
    const bool good = g_strv_length(parts) == 2 && g_strv_length(octets) == 6
                          ? put_digits(out, digits, 6, "a MAC address", error) &&
                                put_decimal(out, parts[1], 1, "the RSSI", error)
                          : gt06_refuse(error, "\"%s\" is not like 02:00:5e:00:53:01/61", word);

    g_free(digits);
    g_strfreev(octets);
    g_strfreev(parts);
    return good;
}

static bool expand_wifi(const macro_call *call, GError **error)
{
    bool good = call->count > 0 || wrong_count(error);

    for (guint i = 0; good && i < call->count; i++) {
        good = put_access_point(call->out, call->words[i], error);
    }
    return good;
}

/* {pad "text" 21}: the text and NULs */

static bool expand_pad(const macro_call *call, GError **error)
{
    const char *cursor = call->arguments;
    GString *text = g_string_new(NULL);
    uint64_t size = 0;
    bool good = gt06_quoted_read(&cursor, text, error);

    cursor += strspn(cursor, " \t");
    good = good && gt06_number(cursor, 10, 0xFFFF, "the size", &size, error);
    if (good && text->len > size) {
        good = gt06_refuse(error, "the text has %u bytes", (guint)text->len);
    }
    if (good) {
        g_byte_array_append(call->out, (const guint8 *)text->str, (guint)text->len);
        put_zeros(call->out, (guint)(size - text->len));
    }
    g_string_free(text, TRUE);
    return good;
}

/* {count8 BYTES} {count16 BYTES}: how many bytes follow, and the bytes */

static bool expand_counted(const macro_call *call, guint size, GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    bool good = gt06_bytes_parse(call->arguments, bytes, error);

    if (good && bytes->len >> (8 * size) != 0) {
        good = gt06_refuse(error, "%u bytes are too many to be counted here", bytes->len);
    }
    if (good) {
        put(call->out, bytes->len, size);
        g_byte_array_append(call->out, bytes->data, bytes->len);
    }
    g_byte_array_unref(bytes);
    return good;
}

static bool expand_count8(const macro_call *call, GError **error)
{
    return expand_counted(call, 1, error);
}

static bool expand_count16(const macro_call *call, GError **error)
{
    return expand_counted(call, 2, error);
}

static const struct {
    const char *name;
    const char *usage;
    bool (*expand)(const macro_call *, GError **);
} macros[] = {
    { "cells", "{cells PLACES LAC:CI:RSSI ...}, LAC of 4 and CI of 6 digits", expand_cells },
    { "cells_ci2", "{cells_ci2 PLACES LAC:CI:RSSI ...}, both of 4 digits", expand_cells_ci2 },
    { "count16", "{count16 BYTES}", expand_count16 },
    { "count8", "{count8 BYTES}", expand_count8 },
    { "date", "{date 2026-03-01 08:00:00}", expand_date },
    { "gps", "{gps sat=9 lat=-23.5 lon=46.5 speed=40 course=120 fix differential acc=on|off}",
      expand_gps },
    { "imei", "{imei 123456789012347}", expand_imei },
    { "lbs", "{lbs 460 0 1234 00ABCD [mnc2]}", expand_lbs },
    { "lbs_4g", "{lbs_4g 460 0 00001234 000000000000ABCD [mnc2]}", expand_lbs_4g },
    { "lbs_ci4", "{lbs_ci4 460 0 1234 0000ABCD [mnc2]}", expand_lbs_ci4 },
    { "lbs_mnc2_ci4", "{lbs_mnc2_ci4 302 720 1234 0000ABCD}", expand_lbs_mnc2_ci4 },
    { "mccmnc", "{mccmnc 460 0 [mnc2]}", expand_mccmnc },
    { "pad", "{pad \"TEXT\" SIZE}", expand_pad },
    { "u16", "{u16 NUMBER}, decimal or 0x...", expand_u16 },
    { "u32", "{u32 NUMBER}, decimal or 0x...", expand_u32 },
    { "u8", "{u8 NUMBER}, decimal or 0x...", expand_u8 },
    { "unix", "{unix 2026-03-01T08:00:00Z}", expand_unix },
    { "wifi", "{wifi 02:00:5e:00:53:01/61 ...}", expand_wifi },
    { "zeros", "{zeros SIZE}", expand_zeros },
};

/* Runs a macro and completes its complaint with how it is written. */
static bool run_macro(size_t index, const char *arguments, GByteArray *out, GError **error)
{
    char **words = gt06_words(arguments);
    const macro_call call = { arguments, words, g_strv_length(words), out };
    GError *reason = NULL;
    const bool good = macros[index].expand(&call, &reason);

    if (!good) {
        gt06_refuse(error, "{%s}: %s; it is written %s", macros[index].name, reason->message,
                    macros[index].usage);
        g_error_free(reason);
    }
    g_strfreev(words);
    return good;
}

bool gt06_macro_expand(const char *body, GByteArray *out, GError **error)
{
    const size_t size = strcspn(body, " \t");

    for (size_t i = 0; i < G_N_ELEMENTS(macros); i++) {
        if (strlen(macros[i].name) == size && strncmp(macros[i].name, body, size) == 0) {
            return run_macro(i, body + size + strspn(body + size, " \t"), out, error);
        }
    }
    return gt06_refuse(error, "there is no macro {%.*s}", (int)size, body);
}
