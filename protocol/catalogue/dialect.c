/* dialect.c
 * The dialect without serial number and CRC (TopIn, ZhongXun, 365GPS): extended 14, 26 and 31.6.
 *
 * An empty content means something by its number alone. The length byte is not always a length: in
 * the Wi-Fi messages it counts the access points, in 0x80 and 0x81 it is a value.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lines.h"

enum { DATE = 6, NET = 3, ALARM_BITS = 1, ACCESS_POINT = 7, NARROW_CELL = 5, WIDE_CELL = 9 };

/* Do date, access points, count, network, so many cells and perhaps alarm bits fill it? */
static bool is_wifi(const gt06_content *c, size_t cell)
{
    size_t count = DATE + ACCESS_POINT * (size_t)c->length_byte;
    size_t size = count + 1 + NET + cell * gt06_byte(c, count);

    return c->size == size || c->size == size + ALARM_BITS;
}

static bool is_narrow(const gt06_content *c)
{
    return is_wifi(c, NARROW_CELL);
}

static bool is_wide(const gt06_content *c)
{
    return is_wifi(c, WIDE_CELL);
}

static bool is_text(const gt06_content *c)
{
    return gt06_is_printable(c, 0);
}

/* One layout without content, or with one element. */
#define EMPTY(name, ...)   { "dialect: " name, N_IS(0), RUN(__VA_ARGS__) }
#define ONE(name, element) { "dialect: " name, N_IS(1), RUN(element) }
#define LIST(list, ...)    static const gt06_layout list[] = { __VA_ARGS__, LAST_LAYOUT }

/* ---- login, positions, cells ---- */

LIST(login, { "dialect: login", N_IS(9), RUN(E_IMEI, E_SOFTWARE_VERSION) });
LIST(login_answer, ONE("login answer", E_LOGIN_RESULT));

#define DEGREES \
    E_DATE_TIME, E_LATITUDE_DEGREES, E_LONGITUDE_DEGREES, E_SECOND_LATITUDE, E_SECOND_LONGITUDE, \
        E_SPEED, E_COURSE_HALF, E_SATELLITES_USED, E_NO_MEANING

LIST(heartbeat, EMPTY("heartbeat", E_END),
     { "dialect: position, decimal degrees", N_FROM(25), RUN(DEGREES) });
LIST(stored_degrees,
     { "dialect: position, decimal degrees, stored", N_FROM(25), RUN(E_STORED, DEGREES) });

LIST(position, { "dialect: position, old", N_IS(18), RUN(E_DATE_TIME, E_GPS) },
     { "dialect: position + alarm bits", N_IS(19), RUN(E_DATE_TIME, E_GPS, E_ALARM_BITS) },
     { "dialect: position, new", N_IS(21), RUN(E_DATE_TIME, E_GPS, E_ALTITUDE, E_ALARM_BITS) });
LIST(stored_position,
     { "dialect: position, old, stored", N_IS(18), RUN(E_STORED, E_DATE_TIME, E_GPS) },
     { "dialect: position + alarm bits, stored", N_IS(19),
       RUN(E_STORED, E_DATE_TIME, E_GPS, E_ALARM_BITS) },
     { "dialect: position, new, stored", N_IS(21),
       RUN(E_STORED, E_DATE_TIME, E_GPS, E_ALTITUDE, E_ALARM_BITS) });
LIST(time_echo, { "dialect: time echo", N_IS(6), RUN(E_DATE_TIME) });

#define WIFI_CELLS(cell) \
    E_DATE_TIME_BCD, E_WIFI_OF_LENGTH, COUNTED | E_WIFI, E_CELL_COUNT, E_NET_1, COUNTED | (cell), \
        OPTIONAL | E_ALARM_BITS

LIST(wifi,
     { "dialect: Wi-Fi + cells, 16-bit", N_FROM_IF(10, is_narrow), RUN(WIFI_CELLS(E_CELL_CI2)) },
     { "dialect: Wi-Fi + cells, 32-bit", N_FROM_IF(10, is_wide), RUN(WIFI_CELLS(E_CELL_32)) });
LIST(stored_wifi,
     { "dialect: Wi-Fi + cells, 16-bit, stored", N_FROM_IF(10, is_narrow),
       RUN(E_STORED, WIFI_CELLS(E_CELL_CI2)) },
     { "dialect: Wi-Fi + cells, 32-bit, stored", N_FROM_IF(10, is_wide),
       RUN(E_STORED, WIFI_CELLS(E_CELL_32)) });
LIST(time_echo_bcd, { "dialect: time echo", N_IS(6), RUN(E_DATE_TIME_BCD) });
LIST(resolved, { "dialect: time echo", N_IS(6), RUN(E_DATE_TIME_BCD) },
     { "dialect: resolved position", N_FROM_IF(1, is_text), RUN(E_POSITION_TEXT) });

/* ---- state of the terminal ---- */

#define PHONE_NUMBER { "dialect: phone number", N_FROM_IF(3, is_text), RUN(E_PHONE_TEXT) }

#define STATUS \
    { "dialect: status", N_FROM(4), \
      RUN(E_BATTERY_PERCENT, E_SOFTWARE_VERSION, E_ZONE_HOURS, E_STATUS_INTERVAL, \
          OPTIONAL | E_GSM_SIGNAL, OPTIONAL | E_TEMPERATURE_BYTES, OPTIONAL | E_CHARGING, \
          OPTIONAL | E_HEART_RATE) }

LIST(status, STATUS);
LIST(status_answer, ONE("status answer", E_STATUS_INTERVAL), STATUS); /* some echo the status */
LIST(sleep, EMPTY("going to sleep", E_END));
LIST(worn, ONE("worn", E_WORN));
LIST(password_recovery, ONE("password recovery", E_PASSWORD_RECOVERY));
LIST(refusal, ONE("refusal", E_LOCATING_REFUSED));
LIST(charge_event, EMPTY("charging complete or low battery", E_CHARGE_EVENT));
LIST(charger_on, EMPTY("charger connected", E_END));
LIST(charger_off, EMPTY("charger disconnected", E_END));
LIST(overspeed, ONE("overspeed", E_OVERSPEED));
LIST(vibration, EMPTY("vibration", E_END));
LIST(sos, EMPTY("SOS", E_END));
LIST(key_dialled, ONE("key dialled", E_KEY_DIALLED), PHONE_NUMBER);
LIST(iccid, { "dialect: ICCID text", N_FROM(1), RUN(E_ICCID_TEXT) });
LIST(block, { "dialect: block of a recording", N_FROM(4),
              RUN(E_BLOCK_TOTAL, E_BLOCK_INDEX, E_BLOCK_LENGTH, COUNTED | E_VOICE_BLOCK) });
LIST(block_wanted, { "dialect: block wanted", N_IS(4),
                     RUN(E_BLOCK_TOTAL, E_BLOCK_INDEX, E_BYTES_WANTED) });
LIST(file_name, ONE("seconds to record", E_RECORD_SECONDS),
     { "dialect: file name", N_FROM(2), RUN(E_FILE_NAME) });

/* ---- requests of the terminal, settings and commands of the server ---- */

LIST(request, EMPTY("request", E_END));
LIST(factory_reset, EMPTY("factory reset", E_END));
LIST(stop_uploading, EMPTY("stop uploading", E_END));
LIST(locate, EMPTY("locate now", E_LOCATE_MODE));
LIST(vibration_off, EMPTY("vibration alarm off", E_END));
LIST(vibration_on, ONE("vibration level", E_VIBRATION_LEVEL));
LIST(listen, ONE("listen mode", E_LISTEN_MODE));
LIST(white_list_count, ONE("entries of the white list", E_WHITE_LIST_COUNT));
LIST(white_list, { "dialect: white list", N_FROM(1), RUN(E_WHITE_LIST) });
LIST(clock_7, { "dialect: clock", N_IS(7), RUN(E_CLOCK_WIDE_YEAR) });
LIST(lbs_upload, ONE("LBS upload", E_LBS_UPLOAD));
LIST(power, ONE("power", E_POWER_COMMAND));
LIST(find_device, ONE("find device", E_FIND_DEVICE));
LIST(light, ONE("light", E_LIGHT_SWITCH));
LIST(record_command, ONE("photo, video, voice", E_RECORD_COMMAND));
LIST(record_seconds, ONE("seconds to record", E_RECORD_SECONDS));
LIST(speed_limit, ONE("speed limit", E_SPEED_LIMIT));
LIST(interval, { "dialect: interval", N_IS(2), RUN(E_UPLOAD_INTERVAL) });
LIST(phone_number, PHONE_NUMBER);
LIST(change_server, { "dialect: change server", N_IS(6), RUN(E_SERVER_ADDRESS, E_SERVER_PORT) });

#define PERIOD E_PERIOD_FROM, E_PERIOD_TO

LIST(upload_times, { "dialect: upload times", N_IS(13),
     RUN(E_GPS_SWITCH, E_PERIOD_OFF, PERIOD, E_LBS_SWITCH, E_POWER_ON_SWITCH, E_POWER_ON_TIME,
         E_POWER_OFF_SWITCH, E_POWER_OFF_TIME) });
LIST(gps_off, { "dialect: GPS off period", N_IS(5), RUN(E_GPS_OFF_SWITCH, PERIOD) });
LIST(do_not_disturb,
     { "dialect: do not disturb", N_IS(10), RUN(E_DND_SWITCH, E_WEEKDAYS, PERIOD, PERIOD) });
LIST(alarm_clocks, { "dialect: alarm clocks", N_IS(9), RUN(TIMES(3) | E_ALARM_CLOCK) });
LIST(settings, { "dialect: settings", N_FROM(27),
     RUN(E_UPLOAD_INTERVAL_BCD, E_ENABLED_BITS, TIMES(3) | E_ALARM_CLOCK, E_DND_SWITCH, E_WEEKDAYS,
         PERIOD, PERIOD, E_GPS_TIMER_SWITCH, PERIOD, E_PHONE_LIST) });

#define ROW(its_number, its_directions, its_name, its_answer, its_clock, its_clause, its_layouts) \
    { .number = (its_number), .forms = NO_CRC, .directions = (its_directions), \
      .name = its_name " (dialect)", .answer = GT06_ANSWER_##its_answer, \
      .clock = GT06_CLOCK_##its_clock, .clause = "extended " its_clause, .layouts = (its_layouts) }

/* A position or list of cells, and the answer to it: the time it carries. */
#define ECHOED(its_number, its_name, its_clause, its_layouts, its_answers) \
    ROW(its_number, UP, its_name, SAME, UTC, its_clause, its_layouts), \
    ROW(its_number, DOWN, its_name " answer", IS_ONE, UTC, its_clause, its_answers)

static const gt06_message rows[] = {
    ROW(0x01, UP, "Login", LOGIN, NONE, "26.2", login),
    ROW(0x01, DOWN, "Login answer", IS_ONE, NONE, "26.2", login_answer),
    ROW(0x05, DOWN, "Listen mode", NONE, NONE, "26.2", listen),
    ROW(0x08, BOTH, "Heartbeat or position", ACCEPTED, UTC, "26.2", heartbeat),
    ROW(0x09, UP, "Stored position", ACCEPTED, UTC, "26.2", stored_degrees),
    ECHOED(0x10, "Position", "26.2", position, time_echo),
    ECHOED(0x11, "Stored position", "26.2", stored_position, time_echo),
    ROW(0x13, UP, "Status", SAME, NONE, "26.2", status),
    ROW(0x13, DOWN, "Status answer", IS_ONE, NONE, "26.2", status_answer),
    ROW(0x14, BOTH, "Going to sleep", NONE, NONE, "26.2", sleep),
    ROW(0x15, BOTH, "Factory reset", NONE, NONE, "26.2", factory_reset),
    ROW(0x16, DOWN, "Entries of the white list", NONE, NONE, "26.2", white_list_count),
    ECHOED(0x17, "Stored Wi-Fi and cells", "14", stored_wifi, time_echo_bcd),
    ECHOED(0x18, "Wi-Fi and wide cells", "14", wifi, time_echo_bcd),
    ECHOED(0x19, "Stored Wi-Fi and LBS", "14", stored_wifi, time_echo_bcd),
    ECHOED(0x1A, "Wi-Fi and LBS", "14", wifi, time_echo_bcd),
    ROW(0x30, UP, "Time request", SAME, NONE, "26.2", request),
    ROW(0x30, DOWN, "Clock", IS_ONE, UTC, "26.2", clock_7),
    ROW(0x33, DOWN, "LBS upload", NONE, NONE, "26.2", lbs_upload),
    ROW(0x34, DOWN, "Upload times", NONE, NONE, "26.2", upload_times),
    ROW(0x40, DOWN, "Listening number", NONE, NONE, "26.2", phone_number),
    ROW(0x41, DOWN, "SOS number", NONE, NONE, "26.2", phone_number),
    ROW(0x41, UP, "SOS key dialled", NONE, NONE, "26.2", key_dialled),
    ROW(0x42, DOWN, "Father's number", NONE, NONE, "26.2", phone_number),
    ROW(0x42, UP, "Father's key dialled", NONE, NONE, "26.2", key_dialled),
    ROW(0x43, DOWN, "Mother's number", NONE, NONE, "26.2", phone_number),
    ROW(0x43, UP, "Mother's key dialled", NONE, NONE, "26.2", key_dialled),
    ROW(0x44, BOTH, "Stop uploading", NONE, NONE, "26.2", stop_uploading),
    ROW(0x46, DOWN, "GPS off period", NONE, NONE, "26.2", gps_off),
    ROW(0x47, DOWN, "Do not disturb", NONE, NONE, "26.2", do_not_disturb),
    ROW(0x48, DOWN, "Restart or shut down", NONE, NONE, "26.2", power),
    ROW(0x49, DOWN, "Find device", NONE, NONE, "26.2", find_device),
    ROW(0x50, DOWN, "Alarm clocks", NONE, NONE, "26.2", alarm_clocks),
    ROW(0x56, UP, "Worn or taken off", NONE, NONE, "26.2", worn),
    ROW(0x57, UP, "Settings request", SAME, NONE, "26.2", request),
    ROW(0x57, DOWN, "Settings", IS_ONE, NONE, "26.2", settings),
    ROW(0x58, UP, "White list request", SAME, NONE, "26.2", request),
    ROW(0x58, DOWN, "White list", IS_ONE, NONE, "26.2", white_list),
    ROW(0x61, DOWN, "Light", NONE, NONE, "26.2", light),
    ROW(0x64, DOWN, "Photo, video or voice", NONE, NONE, "26.2", record_command),
    ROW(0x65, DOWN, "Record", NONE, NONE, "26.2", record_seconds),
    ROW(0x65, UP, "Recording sent", NONE, NONE, "26.2", file_name),
    { .number = 0x65, .forms = NO_NUMBER, .directions = UP, .name = "Recording block",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_NONE, .clause = "extended 26.2",
      .layouts = block },
    { .number = 0x65, .forms = NO_NUMBER, .directions = DOWN, .name = "Recording block wanted",
      .answer = GT06_ANSWER_NONE, .clock = GT06_CLOCK_NONE, .clause = "extended 26.2",
      .layouts = block_wanted },
    ROW(0x66, DOWN, "Change server", NONE, NONE, "26.2", change_server),
    ROW(0x67, UP, "Password recovery", NONE, NONE, "26.2", password_recovery),
    ECHOED(0x69, "Wi-Fi and cells", "14", wifi, resolved),
    ROW(0x80, DOWN, "Locate now", NONE, NONE, "26.2", locate),
    ROW(0x80, UP, "Locating refused", NONE, NONE, "26.2", refusal),
    ROW(0x81, BOTH, "Charging complete or low battery", NONE, NONE, "26.2", charge_event),
    ROW(0x82, BOTH, "Charger connected", NONE, NONE, "26.2", charger_on),
    ROW(0x83, BOTH, "Charger disconnected", NONE, NONE, "26.2", charger_off),
    ROW(0x86, UP, "Overspeed", NONE, NONE, "26.2", overspeed),
    ROW(0x86, DOWN, "Speed limit", NONE, NONE, "26.2", speed_limit),
    ROW(0x92, DOWN, "Vibration alarm on", NONE, NONE, "26.2", vibration_on),
    ROW(0x93, BOTH, "Vibration alarm off", NONE, NONE, "26.2", vibration_off),
    ROW(0x94, BOTH, "Vibration", NONE, NONE, "26.2", vibration),
    ROW(0x97, DOWN, "Upload interval", NONE, NONE, "26.2", interval),
    ROW(0x98, UP, "Upload interval changed", SAME, NONE, "26.2", interval),
    ROW(0x98, DOWN, "Upload interval confirmed", IS_ONE, NONE, "26.2", interval),
    ROW(0x99, BOTH, "SOS", NONE, NONE, "26.2", sos),
    ROW(0xB3, UP, "ICCID", NONE, NONE, "26.2", iccid),
};

const gt06_family_rows gt06_dialect_rows = ROWS(rows);
