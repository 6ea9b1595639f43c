/* faults.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "faults.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../protocol/frame.h"
#include "failure.h"
#include "identity.h"

enum {
    PIECE_GAP = 10, /* ms between pieces, so that they arrive one by one */
    ANY_NUMBER = 256
};

typedef struct {
    const char *name;
    const char *value; /* what its value means, NULL: it has none */
    unsigned usual;    /* value if none is given */
    unsigned least, most;
    const char *meaning;
    void (*apply)(gt06_delivery *delivery, unsigned value, GRand *random);
    bool answers_only;
} fault_row;

typedef struct {
    const fault_row *row;
    unsigned value;
    double probability;
    unsigned seed;
    GRand *random;
    unsigned number; /* protocol number it is for, ANY_NUMBER: all */
    char *imei;      /* NULL: all */
    unsigned every, from;
    unsigned gap; /* ms between pieces, 0: what is usual */
    unsigned met; /* messages that the selector let through */
    unsigned used;
} fault_rule;

struct gt06_faults {
    GArray *rules; /* of fault_rule */
};

static void cut_once(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->first_cut = value;
    d->gap = MAX(d->gap, PIECE_GAP);
}

static void cut_bytes(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->each_cut = MAX(value, 1);
    d->gap = MAX(d->gap, 2);
}

static void send_slowly(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->each_cut = 1;
    d->gap = value;
}

static void coalesce(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->hold = value > 0 ? value - 1 : 0;
}

static void postpone(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->delay += value;
}

static void drop(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)value;
    (void)random;
    d->drop = true;
}

static void duplicate(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    d->copies += value;
}

static void reorder(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)value;
    (void)random;
    d->swap = true;
}

static void corrupt_crc(gt06_delivery *d, unsigned value, GRand *random)
{
    const size_t serial = gt06_frame_serial(d->bytes->data, d->bytes->len);

    (void)value;
    (void)random;
    if (serial > 0)
        d->bytes->data[serial + 2] ^= 0x5A;
}

static void flip_bits(gt06_delivery *d, unsigned value, GRand *random)
{
    for (unsigned i = 0; i < value && d->bytes->len > 6; i++) {
        const guint32 at = (guint32)g_rand_int_range(random, 3, (gint32)d->bytes->len - 2);
        d->bytes->data[at] ^= (guint8)(1U << g_rand_int_range(random, 0, 8));
    }
}

static void wrong_length(gt06_delivery *d, unsigned value, GRand *random)
{
    const size_t serial = gt06_frame_serial(d->bytes->data, d->bytes->len);
    const bool is_long = d->bytes->len > 3 && d->bytes->data[0] == 0x79;

    (void)random;
    if (serial == 0)
        return;
    d->bytes->data[is_long ? 3 : 2] += (guint8)value;
    const uint16_t crc = gt06_crc(d->bytes->data + 2, serial);
    d->bytes->data[serial + 2] = (guint8)(crc >> 8);
    d->bytes->data[serial + 3] = (guint8)crc;
}

static void wrong_stop(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)value;
    (void)random;
    if (d->bytes->len >= 2)
        d->bytes->data[d->bytes->len - 1] = 0x0D;
}

static void garbage(gt06_delivery *d, unsigned value, GRand *random)
{
    for (unsigned i = 0; i < value; i++) {
        const guint8 byte = (guint8)g_rand_int_range(random, 0x80, 0x100); /* no start mark */
        g_byte_array_prepend(d->bytes, &byte, 1);
    }
}

static void truncate_frame(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)random;
    g_byte_array_set_size(d->bytes, MIN(d->bytes->len, value));
    d->ending = GT06_ENDING_FIN;
}

static void reset(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)value;
    (void)random;
    d->ending = GT06_ENDING_RST;
}

static void half_close(gt06_delivery *d, unsigned value, GRand *random)
{
    (void)value;
    (void)random;
    d->ending = GT06_ENDING_HALF;
}

static void wrong_serial(gt06_delivery *d, unsigned value, GRand *random)
{
    const size_t serial = gt06_frame_serial(d->bytes->data, d->bytes->len);

    (void)random;
    if (serial == 0)
        return;
    d->bytes->data[serial] = (guint8)(value >> 8);
    d->bytes->data[serial + 1] = (guint8)value;
    gt06_frame_renew_crc(d->bytes->data, d->bytes->len);
}

static void write_as_text(gt06_delivery *d, unsigned value, GRand *random)
{
    GString *text = g_string_new(NULL);

    (void)value;
    (void)random;
    for (guint i = 0; i < d->bytes->len; i++)
        g_string_append_printf(text, "%02x", d->bytes->data[i]);
    g_byte_array_set_size(d->bytes, 0);
    g_byte_array_append(d->bytes, (const guint8 *)text->str, (guint)text->len);
    g_string_free(text, TRUE);
}

static void foreign(gt06_delivery *d, unsigned value, GRand *random)
{
    static const char *const texts[] = { "*HQ,1234567890,V1,080000,A,0000.0000,N#",
                                         "GET / HTTP/1.1\r\nHost: tracker.example\r\n\r\n",
                                         "imei:123456789012347,tracker,,,F,080000.000,A;" };
    const char *text = texts[value % G_N_ELEMENTS(texts)];

    (void)random;
    g_byte_array_set_size(d->bytes, 0);
    g_byte_array_append(d->bytes, (const guint8 *)text, (guint)strlen(text));
}

/* What a value may be: bytes of a message, pauses of up to a day. */
enum { MESSAGE = 65535, DAY = 86400000, MANY = 1000 };

/* clang-format off */
static const fault_row rows[] = {
    { "split", "byte", 3, 1, MESSAGE, "cut the message after so many bytes", cut_once },
    { "bytes", "n", 1, 1, MESSAGE, "cut it into pieces of so many bytes", cut_bytes },
    { "slow", "ms", 100, 0, DAY, "send single bytes with a pause between them", send_slowly },
    { "coalesce", "n", 2, 1, MANY, "send so many messages in one piece", coalesce },
    { "delay", "ms", 2000, 0, DAY, "send it later", postpone },
    { "drop", NULL, 0, 0, 0, "do not send it", drop },
    { "drop-answer", NULL, 0, 0, 0, "do not send it if it is an answer", drop, true },
    { "duplicate", "n", 1, 1, MANY, "send so many copies more", duplicate },
    { "reorder", NULL, 0, 0, 0, "send it after the next one", reorder },
    { "crc", NULL, 0, 0, 0, "give it a wrong CRC", corrupt_crc },
    { "flip", "n", 1, 1, MANY, "flip so many bits", flip_bits },
    { "length", "n", 1, 1, 255, "add this to its length field", wrong_length },
    { "stop", NULL, 0, 0, 0, "give it a wrong stop mark", wrong_stop },
    { "garbage", "n", 5, 1, MESSAGE, "so many bytes of no meaning before it", garbage },
    { "truncate", "n", 7, 0, MESSAGE, "send so many bytes of it and close", truncate_frame },
    { "reset", NULL, 0, 0, 0, "reset the connection after it", reset },
    { "half-close", NULL, 0, 0, 0, "close our direction after it", half_close },
    { "wrong-serial", "serial", 1, 0, 65535, "give an answer this serial number", wrong_serial, true },
    { "ascii-hex", NULL, 0, 0, 0, "write an answer in hexadecimal digits", write_as_text, true },
    { "foreign", "kind", 0, 0, 2, "send another protocol's message instead", foreign },
};
/* clang-format on */

static const fault_row *find_row(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    }
    return NULL;
}

/* A number from `least` to `most`; base 0 takes 0x13, too. */
static bool read_number(const char *text, unsigned base, unsigned least, unsigned most,
                        unsigned *number)
{
    char *end = NULL;
    const guint64 value = g_ascii_strtoull(text, &end, base);

    *number = (unsigned)value;
    return g_ascii_isxdigit(*text) && *end == '\0' && value >= least && value <= most;
}

static bool read_probability(const char *text, double *probability)
{
    char *end = NULL;

    *probability = g_ascii_strtod(text, &end);
    return g_ascii_isdigit(*text) && *end == '\0' && *probability >= 0 && *probability <= 1;
}

/* Words that are numbers, behind a fault's name. */
static const struct {
    const char *key;
    size_t at; /* the place in fault_rule */
    unsigned base, least, most;
    const char *meaning;
} numbers[] = {
    { "seed", offsetof(fault_rule, seed), 0, 0, UINT_MAX, "from 0 to 4294967295" },
    { "number", offsetof(fault_rule, number), 16, 0, 255, "from 00 to FF, in hexadecimal digits" },
    { "every", offsetof(fault_rule, every), 10, 1, UINT_MAX, "from 1 on" },
    { "from", offsetof(fault_rule, from), 10, 1, UINT_MAX, "from 1 on" },
    { "gap", offsetof(fault_rule, gap), 10, 1, DAY, "of milliseconds, from 1 to a day" },
};

static bool read_key(fault_rule *rule, const char *key, const char *value, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        unsigned *number = (unsigned *)(void *)((char *)rule + numbers[i].at);
        if (strcmp(key, numbers[i].key) != 0)
            continue;
        return read_number(value, numbers[i].base, numbers[i].least, numbers[i].most, number) ||
               gt06_fail(error, GT06_EXIT_INPUT, "%s of a fault is a number %s, not \"%s\".", key,
                         numbers[i].meaning, value);
    }
    if (strcmp(key, "p") == 0)
        return read_probability(value, &rule->probability) ||
               gt06_fail(error, GT06_EXIT_INPUT, "A probability is from 0 to 1, not \"%s\".",
                         value);
    if (strcmp(key, "imei") != 0)
        return gt06_fail(error, GT06_EXIT_INPUT,
                         "A fault knows p, seed, number, imei, every, from and gap, not \"%s\".",
                         key);
    g_free(rule->imei);
    rule->imei = g_strdup(value);
    return true;
}

/* One word "key=value" behind the fault's name. */
static bool read_word(fault_rule *rule, char *word, GError **error)
{
    char *value = strchr(word, '=');

    if (!value)
        return gt06_fail(error, GT06_EXIT_INPUT, "\"%s\" says nothing about a fault.", word);
    *value++ = '\0';
    return read_key(rule, word, value, error);
}

/* The value behind the fault's name; NULL: what is usual. */
static bool read_value(fault_rule *rule, const char *value, GError **error)
{
    const fault_row *row = rule->row;

    rule->value = row->usual;
    if (value && !row->value)
        return gt06_fail(error, GT06_EXIT_INPUT, "The fault %s takes no value.", row->name);
    return !value || read_number(value, 0, row->least, row->most, &rule->value) ||
           gt06_fail(error, GT06_EXIT_INPUT,
                     "The fault %s takes a number from %u to %u, not \"%s\".", row->name,
                     row->least, row->most, value);
}

static void clear_rule(gpointer data)
{
    fault_rule *rule = data;

    g_clear_pointer(&rule->random, g_rand_free);
    g_free(rule->imei);
}

static bool read_rule(gt06_faults *faults, const char *text, GError **error)
{
    char **words = g_strsplit(text, ",", -1);
    fault_rule rule = { .probability = 1, .seed = 1, .number = ANY_NUMBER, .every = 1, .from = 1 };
    char *value = *words ? strchr(*words, '=') : NULL;
    bool good = true;

    if (value)
        *value++ = '\0';
    rule.row = *words ? find_row(*words) : NULL;
    if (rule.row)
        good = read_value(&rule, value, error);
    else
        good = gt06_fail(error, GT06_EXIT_INPUT, "There is no fault \"%s\"; --help lists them.",
                         *words ? *words : "");
    for (unsigned i = 1; good && words[i]; i++)
        good = read_word(&rule, words[i], error);
    g_strfreev(words);
    rule.random = g_rand_new_with_seed(rule.seed);
    if (good)
        g_array_append_val(faults->rules, rule);
    else
        clear_rule(&rule);
    return good;
}

gt06_faults *gt06_faults_read(char **texts, GError **error)
{
    gt06_faults *faults;

    if (!texts || !*texts)
        return NULL;
    faults = g_new0(gt06_faults, 1);
    faults->rules = g_array_new(FALSE, FALSE, sizeof(fault_rule));
    g_array_set_clear_func(faults->rules, clear_rule);
    for (; *texts; texts++) {
        if (!read_rule(faults, *texts, error)) {
            gt06_faults_free(faults);
            return NULL;
        }
    }
    return faults;
}

void gt06_faults_free(gt06_faults *faults)
{
    if (faults) {
        g_array_unref(faults->rules);
        g_free(faults);
    }
}

/* Does the selector mean this message, and do the dice say so? */
static bool is_due(fault_rule *rule, const gt06_delivery *delivery)
{
    if ((rule->row->answers_only && !delivery->is_answer) ||
        (rule->number != ANY_NUMBER && rule->number != delivery->number) ||
        (rule->imei && g_strcmp0(rule->imei, delivery->imei) != 0))
        return false;
    rule->met++;
    if (rule->met < rule->from || (rule->met - rule->from) % rule->every != 0)
        return false;
    return rule->probability >= 1 || g_rand_double(rule->random) < rule->probability;
}

void gt06_faults_apply(gt06_faults *faults, gt06_delivery *delivery)
{
    for (unsigned i = 0; faults && i < faults->rules->len; i++) {
        fault_rule *rule = &g_array_index(faults->rules, fault_rule, i);
        if (is_due(rule, delivery)) {
            rule->row->apply(delivery, rule->value, rule->random);
            if (rule->gap > 0)
                delivery->gap = rule->gap;
            rule->used++;
        }
    }
}

void gt06_faults_tell(const gt06_faults *faults)
{
    for (unsigned i = 0; faults && i < faults->rules->len; i++) {
        const fault_rule *rule = &g_array_index(faults->rules, fault_rule, i);
        fprintf(stderr, "Fault %s: %u of %u messages.\n", rule->row->name, rule->used, rule->met);
    }
}

char *gt06_faults_help(void)
{
    GString *text = g_string_new("Faults, for --fault NAME[=VALUE][,p=PROBABILITY][,seed=N]"
                                 "[,number=0x13][,imei=IMEI][,every=N][,from=N]"
                                 "[,gap=MS]:\n");

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *name = rows[i].value ? g_strdup_printf("%s=%s", rows[i].name, rows[i].value)
                                   : g_strdup(rows[i].name);
        g_string_append_printf(text, "  %-20s %s", name, rows[i].meaning);
        if (rows[i].value)
            g_string_append_printf(text, " (%u)", rows[i].usual);
        g_string_append_c(text, '\n');
        g_free(name);
    }
    return g_string_free(text, FALSE);
}
