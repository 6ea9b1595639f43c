/* random_position.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "random_parts.h"

enum { YEARS = 100, UNITS = 1800000 /* to a degree */ };

/* A date of this century, in parts as they are sent, and its seconds since 1970. */
static gint64 random_date(random_message *m, int parts[6])
{
    GDateTime *time;
    gint64 seconds;

    parts[0] = random_between(m, 1, YEARS - 1);
    parts[1] = random_between(m, 1, 12);
    parts[2] = random_between(
        m, 1, g_date_get_days_in_month((GDateMonth)parts[1], (GDateYear)(2000 + parts[0])));
    parts[3] = random_between(m, 0, 23);
    parts[4] = random_between(m, 0, 59);
    parts[5] = random_between(m, 0, 59);
    time = g_date_time_new_utc(2000 + parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    seconds = g_date_time_to_unix(time);
    g_date_time_unref(time);
    return seconds;
}

/* A terminal whose clock is not set sends zeros (core 3.1). */
void part_date(random_message *m, const random_part *p)
{
    int parts[6];
    gint64 seconds;

    if (random_once_in(m, 40)) {
        random_put(m, 0, 6);
        random_expect(m, "gt06.time.raw", "000000000000");
        return;
    }
    seconds = random_date(m, parts);
    for (int i = 0; i < 6; i++)
        random_put(m, (uint64_t)parts[i], 1);
    random_expect_integer(m, p->field, seconds);
}

void part_date_bcd(random_message *m, const random_part *p)
{
    int parts[6];
    gint64 seconds;

    do {
        seconds = random_date(m, parts);
    } while (parts[1] < 10); /* 10 to 12 in BCD are no months in binary */
    for (int i = 0; i < 6; i++)
        random_put(m, (uint64_t)(parts[i] / 10 << 4 | parts[i] % 10), 1);
    random_expect_integer(m, p->field, seconds);
}

void part_unix_time(random_message *m, const random_part *p)
{
    guint32 seconds = (guint32)random_between(m, 1, G_MAXINT32 - 1) + g_rand_int(m->dice) % 2;

    random_put(m, seconds, 4);
    random_expect_integer(m, p->field, seconds);
}

/* Bits of the course word that say something besides the course (core 3.2). */
static unsigned random_course_word(random_message *m, int acc)
{
    unsigned word = (unsigned)random_between(m, 0, 63) << 10 | (unsigned)random_between(m, 0, 359);

    return acc == ACC_KNOWN_ON ? word | 0xC000 : word;
}

static void expect_course(random_message *m, unsigned word)
{
    if ((word & 0x4000) != 0)
        random_expect_integer(m, "gt06.acc", (word & 0x8000) != 0);
    random_expect_integer(m, "gt06.differential", (word & 0x2000) != 0);
    random_expect_integer(m, "gt06.positioned", (word & 0x1000) != 0);
    random_expect_integer(m, "gt06.course", word & 0x3FF);
}

static void put_coordinates(random_message *m, unsigned word)
{
    static const int edges[] = { 0, 90 * UNITS, 180 * UNITS };
    int latitude = random_between(m, 0, 90 * UNITS);
    int longitude = random_between(m, 0, 180 * UNITS);

    if (random_once_in(m, 10))
        latitude = edges[random_between(m, 0, 1)];
    if (random_once_in(m, 10))
        longitude = edges[random_between(m, 0, 1) * 2];
    random_put(m, (uint64_t)latitude, 4);
    random_put(m, (uint64_t)longitude, 4);
    random_expect_real(m, "gt06.latitude", (double)latitude / UNITS * (word & 0x400 ? 1 : -1));
    random_expect_real(m, "gt06.longitude", (double)longitude / UNITS * (word & 0x800 ? -1 : 1));
}

void part_gps(random_message *m, const random_part *p)
{
    unsigned word = random_course_word(m, p->shape);
    int satellites = random_between(m, 0, 15);

    /* The high nibble is a length that nobody may trust (core 3.2). */
    random_put(m, (uint64_t)(random_between(m, 0, 15) << 4 | satellites), 1);
    random_expect_integer(m, "gt06.satellites", satellites);
    put_coordinates(m, word);
    part_number(m, &(random_part){ .size = 1, .field = "gt06.speed" });
    random_put(m, word, 2);
    expect_course(m, word);
    m->course_word = word;
}

void part_lat_lon(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    put_coordinates(m, 0x400);
}

/* A length in front: 0 or 12 (core 6.32). */
void part_gps_counted(random_message *m, const random_part *p)
{
    int length = random_once_in(m, 4) ? 0 : 12;

    random_put(m, (uint64_t)length, 1);
    random_expect_integer(m, "gt06.gps_block_length", length);
    if (length != 0)
        part_gps(m, p);
}

/* Hours times 100 plus minutes, west or east, language bits (core 3.11). */
void part_zone(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    int hours = random_between(m, 0, 12);
    int minutes = 15 * random_between(m, 0, 3);
    bool west = random_once_in(m, 2);
    int zone = 60 * hours + minutes;

    random_put(
        m, (uint64_t)((100 * hours + minutes) << 4 | (west ? 8 : 0) | random_between(m, 0, 3)), 2);
    random_expect_integer(m, "gt06.time_zone", west ? -zone : zone);
}

/* In units of 10 m (core 6.12). */
void part_mileage_10m(random_message *m, const random_part *p G_GNUC_UNUSED)
{
    uint64_t units = random_number(m, 4) / 10;

    random_put(m, units, 4);
    random_expect_integer(m, "gt06.mileage", (gint64)units * 10);
}
