/* summary.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* getline */
#include "summary.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char version[] = GT06_VERSION ".3";

static const char *const states[] = {
    [GT06_WHOLE] = "read", [GT06_DAMAGED] = "damaged", [GT06_UNREADABLE] = "unreadable"
};

const char *gt06_state_name(gt06_state state)
{
    return states[state];
}

/* ---- writing ---- */

static void write_files(FILE *to, const gt06_summary *summary)
{
    fprintf(to, "files\t%" PRId64 "\t%s", summary->newest, summary->base);
    for (char **file = summary->files; *file != NULL; file++)
        fprintf(to, "\t%s", *file);
    fputc('\n', to);
}

static void write_time(FILE *to, const nstime_t *time)
{
    fprintf(to, "\t%" PRId64 ".%09d", (int64_t)time->secs, time->nsecs);
}

static int compare_seconds(const void *a, const void *b)
{
    const int32_t one = *(const int32_t *)a, two = *(const int32_t *)b;

    return one < two ? -1 : one > two;
}

/* "-3:1 0:17 1:4": how often each offset was seen. */
static void write_clock(FILE *to, const gt06_quantile *clock)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(int32_t));

    g_array_append_vals(all, clock->below->data, clock->below->len);
    g_array_append_vals(all, clock->above->data, clock->above->len);
    g_array_sort(all, compare_seconds);
    fputc('\t', to);
    for (unsigned i = 0, count; i < all->len; i += count) {
        const int32_t seconds = g_array_index(all, int32_t, i);

        for (count = 1; i + count < all->len; count++) {
            if (g_array_index(all, int32_t, i + count) != seconds)
                break;
        }
        fprintf(to, "%s%" PRId32 ":%u", i > 0 ? " " : "", seconds, count);
    }
    g_array_unref(all);
}

static void write_account(FILE *to, const char *key, const gt06_account *account)
{
    const gt06_evidence *evidence = &account->evidence;

    fprintf(to, "terminal\t%s\t%u\t%s\t%s", key, account->transports, account->terminal,
            account->server);
    write_time(to, &account->first);
    write_time(to, &account->last);
    write_time(to, &account->closed);
    fprintf(to, "\t%u\t%lld", account->device_type, llround(account->metres * 1000));
    for (unsigned i = 0; i < GT06_COUNTS; i++)
        fprintf(to, "\t%u", account->counts[i]);
    fprintf(to, "\t%" PRIx64 "\t%u\t%u\t%d\t%d\t%d", evidence->findings, evidence->asked,
            evidence->answered, evidence->terminal_seen, evidence->server_seen,
            evidence->closed_after);
    write_clock(to, &account->clock);
    fputc('\n', to);
}

void gt06_write_summary(FILE *to, const gt06_summary *summary, GHashTable *accounts)
{
    GList *keys =
        g_list_sort(g_hash_table_get_keys(accounts), (GCompareFunc)(void (*)(void))strcmp);

    fprintf(to, "gt06-batch\t%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s\t%s\t%s\n", version,
            states[summary->state], summary->packets, summary->messages, summary->key,
            summary->name, summary->reason);
    write_files(to, summary);
    for (GList *key = keys; key != NULL; key = key->next)
        write_account(to, key->data, g_hash_table_lookup(accounts, key->data));
    fprintf(to, "end\t%u\n", g_hash_table_size(accounts));
    g_list_free(keys);
}

/* ---- reading ---- */

/* The next line's words, for g_strfreev(); NULL at the end. */
static char **read_words(FILE *from)
{
    char *line = NULL, **words = NULL;
    size_t size = 0;

    if (getline(&line, &size, from) > 0 && line[strlen(line) - 1] == '\n') {
        line[strlen(line) - 1] = '\0';
        words = g_strsplit(line, "\t", -1);
    }
    free(line);
    return words;
}

static bool find_state(const char *word, gt06_state *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        if (strcmp(states[i], word) == 0) {
            *state = (gt06_state)i;
            return true;
        }
    }
    return false;
}

static bool read_files(FILE *from, gt06_summary *summary)
{
    enum { LEAST = 4 };
    char **words = read_words(from);
    const bool good =
        words != NULL && g_strv_length(words) >= LEAST && strcmp(words[0], "files") == 0;

    if (good) {
        summary->newest = g_ascii_strtoll(words[1], NULL, 10);
        summary->base = g_strdup(words[2]);
        summary->files = g_strdupv(words + 3);
    }
    g_strfreev(words);
    return good;
}

bool gt06_read_summary(FILE *from, gt06_summary *summary)
{
    enum { WORDS = 8 };
    char **words = read_words(from);
    bool good = words != NULL && g_strv_length(words) == WORDS &&
                strcmp(words[0], "gt06-batch") == 0 && strcmp(words[1], version) == 0 &&
                find_state(words[2], &summary->state) && read_files(from, summary);

    if (good) {
        summary->packets = g_ascii_strtoull(words[3], NULL, 10);
        summary->messages = g_ascii_strtoull(words[4], NULL, 10);
        summary->key = g_strdup(words[5]);
        summary->name = g_strdup(words[6]);
        summary->reason = g_strdup(words[7]);
    }
    g_strfreev(words);
    return good;
}

void gt06_free_summary(gt06_summary *summary)
{
    g_free(summary->key);
    g_free(summary->name);
    g_free(summary->reason);
    g_free(summary->base);
    g_strfreev(summary->files);
}

static int64_t read_number(char ***words, unsigned base)
{
    const char *word = *(*words)++;

    return *word == '-' ? g_ascii_strtoll(word, NULL, base)
                        : (int64_t)g_ascii_strtoull(word, NULL, base);
}

static nstime_t read_time(char ***words)
{
    char *end;
    nstime_t time = { .secs = (time_t)g_ascii_strtoll(*(*words)++, &end, 10) };

    if (*end == '.')
        time.nsecs = (int)g_ascii_strtoll(end + 1, NULL, 10);
    return time;
}

static void read_clock(gt06_total *total, const char *words)
{
    char *at = (char *)words;

    while (*at != '\0') {
        gpointer seconds = GINT_TO_POINTER((int)strtol(at, &at, 10));
        gsize count, before;

        if (*at++ != ':')
            return;
        count = (gsize)strtoull(at, &at, 10);
        before = GPOINTER_TO_SIZE(g_hash_table_lookup(total->clock, seconds));
        g_hash_table_insert(total->clock, seconds, GSIZE_TO_POINTER(before + count));
        at += *at == ' ';
    }
}

/* ---- adding up ---- */

static void free_total(gpointer data)
{
    gt06_total *total = data;

    g_free(total->key);
    g_free(total->terminal);
    g_free(total->server);
    g_hash_table_destroy(total->clock);
    g_free(total);
}

GHashTable *gt06_new_totals(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_total);
}

/* Without a login nobody knows that the same address is the same terminal in another group. */
static gt06_total *find_total(GHashTable *totals, const char *account, const char *group)
{
    char *key = g_str_has_prefix(account, "no login seen")
                    ? g_strdup_printf("%s, in %s", account, group)
                    : g_strdup(account);
    gt06_total *total = g_hash_table_lookup(totals, key);

    if (total != NULL) {
        g_free(key);
        return total;
    }
    total = g_new0(gt06_total, 1);
    total->key = key;
    total->terminal = g_strdup("");
    total->server = g_strdup("");
    total->clock = g_hash_table_new(NULL, NULL);
    total->evidence.closed_after = -1;
    g_hash_table_insert(totals, key, total);
    return total;
}

/* Is the new value the later one? The value itself decides between two of the same time. */
static bool is_later(const nstime_t *now, const nstime_t *before, int order)
{
    const int compared = nstime_cmp(now, before);

    return compared > 0 || (compared == 0 && order > 0);
}

static void add_parties(gt06_total *total, const char *terminal, const char *server,
                        const nstime_t *last)
{
    int order = strcmp(terminal, total->terminal);

    if (order == 0)
        order = strcmp(server, total->server);
    if (total->groups > 0 && !is_later(last, &total->last, order))
        return;
    g_free(total->terminal);
    g_free(total->server);
    total->terminal = g_strdup(terminal);
    total->server = g_strdup(server);
}

static void add_times(gt06_total *total, const nstime_t *first, const nstime_t *last)
{
    if (total->groups == 0 || nstime_cmp(first, &total->first) < 0)
        total->first = *first;
    if (total->groups == 0 || nstime_cmp(last, &total->last) > 0)
        total->last = *last;
}

static void add_type(gt06_total *total, unsigned type, const nstime_t *last)
{
    if (type == 0 ||
        (total->device_type != 0 && !is_later(last, &total->typed, type > total->device_type)))
        return;
    total->device_type = type;
    total->typed = *last;
}

static void add_closed(gt06_total *total, int after, const nstime_t *closed)
{
    gt06_evidence *evidence = &total->evidence;

    if (after < 0 || (evidence->closed_after >= 0 &&
                      !is_later(closed, &total->closed, after > evidence->closed_after)))
        return;
    evidence->closed_after = after;
    total->closed = *closed;
}

static void add_evidence(gt06_total *total, char ***words, const nstime_t *closed)
{
    gt06_evidence *evidence = &total->evidence;

    evidence->findings |= (uint64_t)read_number(words, 16);
    evidence->asked += (unsigned)read_number(words, 10);
    evidence->answered += (unsigned)read_number(words, 10);
    evidence->terminal_seen |= read_number(words, 10) != 0;
    evidence->server_seen |= read_number(words, 10) != 0;
    add_closed(total, (int)read_number(words, 10), closed);
}

/* Adds the words behind "terminal". */
static void add_terminal(GHashTable *totals, char **words, const char *group)
{
    gt06_total *total = find_total(totals, *words++, group);
    nstime_t first, last, closed;
    const char *terminal, *server;

    total->transports |= (unsigned)read_number(&words, 10);
    terminal = *words++;
    server = *words++;
    first = read_time(&words);
    last = read_time(&words);
    closed = read_time(&words);
    add_parties(total, terminal, server, &last);
    add_times(total, &first, &last);
    add_type(total, (unsigned)read_number(&words, 10), &last);
    total->millimetres += read_number(&words, 10);
    for (unsigned i = 0; i < GT06_COUNTS; i++)
        total->counts[i] += (uint64_t)read_number(&words, 10);
    add_evidence(total, &words, &closed);
    read_clock(total, *words);
    total->groups++;
}

bool gt06_add_summary(GHashTable *totals, FILE *from, const gt06_summary *summary)
{
    enum { WORDS = 17 + GT06_COUNTS };
    uint64_t terminals = 0;
    bool good = false, ended = false;

    while (!ended) {
        char **words = read_words(from);
        const unsigned count = words != NULL ? g_strv_length(words) : 0;

        ended = true;
        if (count == WORDS && strcmp(words[0], "terminal") == 0) {
            add_terminal(totals, words + 1, summary->name);
            terminals++;
            ended = false;
        } else if (count == 2 && strcmp(words[0], "end") == 0) {
            good = g_ascii_strtoull(words[1], NULL, 10) == terminals;
        }
        g_strfreev(words);
    }
    return good;
}

bool gt06_median_clock(const gt06_total *total, int32_t *seconds)
{
    GArray *offsets = g_array_new(FALSE, FALSE, sizeof(int32_t));
    uint64_t all = 0, rank = 0;
    GHashTableIter iterator;
    gpointer offset, count;
    unsigned i = 0;

    g_hash_table_iter_init(&iterator, total->clock);
    while (g_hash_table_iter_next(&iterator, &offset, &count)) {
        const int32_t value = GPOINTER_TO_INT(offset);

        g_array_append_val(offsets, value);
        all += GPOINTER_TO_SIZE(count);
    }
    g_array_sort(offsets, compare_seconds);
    for (; i < offsets->len && 2 * rank < all; i++) {
        *seconds = g_array_index(offsets, int32_t, i);
        rank += GPOINTER_TO_SIZE(g_hash_table_lookup(total->clock, GINT_TO_POINTER(*seconds)));
    }
    g_array_unref(offsets);
    return all > 0;
}
