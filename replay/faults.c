/* faults.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../protocol/frame.h"
#include "failure.h"
#include "identity.h"

enum { PIECE_GAP = 10 }; /* ms between pieces, so that they arrive one by one */

typedef struct {
    const char *name;
    const char *value; /* what its value means, NULL: it has none */
    unsigned usual;    /* value if none is given */
    const char *meaning;
    void (*apply)(gt06_delivery *delivery, unsigned value, GRand *random);
    bool answers_only;
} fault_row;

typedef struct {
    const fault_row *row;
    unsigned value;
    double probability;
    GRand *random;
    int number; /* protocol number it is for, -1: all */
    char *imei; /* NULL: all */
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

static const fault_row rows[] = {
    { "split", "byte", 3, "cut the message after so many bytes", cut_once },
    { "bytes", "n", 1, "cut it into pieces of so many bytes", cut_bytes },
    { "slow", "ms", 100, "send single bytes with a pause between them", send_slowly },
    { "coalesce", "n", 2, "send so many messages in one piece", coalesce },
    { "delay", "ms", 2000, "send it later", postpone },
    { "drop", NULL, 0, "do not send it", drop },
    { "drop-answer", NULL, 0, "do not send it if it is an answer", drop, true },
    { "duplicate", "n", 1, "send so many copies more", duplicate },
    { "reorder", NULL, 0, "send it after the next one", reorder },
    { "crc", NULL, 0, "give it a wrong CRC", corrupt_crc },
    { "flip", "n", 1, "flip so many bits", flip_bits },
    { "length", "n", 1, "add this to its length field", wrong_length },
    { "stop", NULL, 0, "give it a wrong stop mark", wrong_stop },
    { "garbage", "n", 5, "so many bytes of no meaning before it", garbage },
    { "truncate", "n", 7, "send so many bytes of it and close", truncate_frame },
    { "reset", NULL, 0, "reset the connection after it", reset },
    { "half-close", NULL, 0, "close our direction after it", half_close },
    { "wrong-serial", "serial", 1, "give an answer this serial number", wrong_serial, true },
    { "ascii-hex", NULL, 0, "write an answer in hexadecimal digits", write_as_text, true },
    { "foreign", "kind", 0, "send another protocol's message instead", foreign },
};

static const fault_row *find_row(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    }
    return NULL;
}

/* One word "key=value" behind the fault's name. */
static bool read_word(fault_rule *rule, const char *word, GError **error)
{
    const char *value = strchr(word, '=');

    if (!value)
        return gt06_fail(error, GT06_EXIT_INPUT, "\"%s\" says nothing about a fault.", word);
    value++;
    if (g_str_has_prefix(word, "p="))
        rule->probability = g_ascii_strtod(value, NULL);
    else if (g_str_has_prefix(word, "seed="))
        g_rand_set_seed(rule->random, (guint32)strtoul(value, NULL, 0));
    else if (g_str_has_prefix(word, "number="))
        rule->number = (int)strtoul(value, NULL, 16);
    else if (g_str_has_prefix(word, "imei="))
        rule->imei = g_strdup(value);
    else if (g_str_has_prefix(word, "every="))
        rule->every = (unsigned)MAX(strtoul(value, NULL, 10), 1);
    else if (g_str_has_prefix(word, "from="))
        rule->from = (unsigned)MAX(strtoul(value, NULL, 10), 1);
    else if (g_str_has_prefix(word, "gap="))
        rule->gap = (unsigned)strtoul(value, NULL, 10);
    else
        return gt06_fail(error, GT06_EXIT_INPUT,
                         "A fault knows p, seed, number, imei, every, from and gap, not \"%s\".",
                         word);
    if (rule->probability < 0 || rule->probability > 1)
        return gt06_fail(error, GT06_EXIT_INPUT, "A probability is from 0 to 1: \"%s\".", word);
    return true;
}

static void clear_rule(gpointer data)
{
    fault_rule *rule = data;

    g_rand_free(rule->random);
    g_free(rule->imei);
}

static bool read_rule(gt06_faults *faults, const char *text, GError **error)
{
    char **words = g_strsplit(text, ",", -1);
    fault_rule rule = { .probability = 1, .number = -1, .every = 1, .from = 1 };
    char *value = *words ? strchr(*words, '=') : NULL;
    bool good = true;

    if (value)
        *value++ = '\0';
    rule.row = *words ? find_row(*words) : NULL;
    rule.random = g_rand_new_with_seed(1);
    if (!rule.row)
        good = gt06_fail(error, GT06_EXIT_INPUT, "There is no fault \"%s\"; --help lists them.",
                         *words ? *words : "");
    else
        rule.value = value ? (unsigned)strtoul(value, NULL, 0) : rule.row->usual;
    for (unsigned i = 1; good && words[i]; i++)
        good = read_word(&rule, words[i], error);
    g_strfreev(words);
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
        (rule->number >= 0 && rule->number != delivery->number) ||
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
