/* verdict.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "verdict.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Whom a finding accuses: nobody can be accused of what the capture does not show. */
typedef enum {
    OF_ANYBODY,
    OF_SILENCE /* of a server that was not heard, which is a fault only if it could be heard */
} accusation;

static const struct {
    const char *finding;
    const char *words;
    accusation of;
} verdicts[] = {
    { "crc_wrong", "wrong CRC", OF_ANYBODY },
    { "ascii_hex", "sends hexadecimal digits instead of bytes", OF_ANYBODY },
    { "answer_wrong_serial", "answers carry the wrong serial", OF_ANYBODY },
    { "answer_wrong_number", "answers carry the wrong number", OF_ANYBODY },
    { "answer_bad_crc", "answers carry a wrong CRC", OF_ANYBODY },
    { "answer_late", "answers come too late", OF_ANYBODY },
    { "one_answer_for_several", "one answer for several messages", OF_SILENCE },
    { "closed_by_server", "closed by server", OF_ANYBODY },
    { "not_answered", "server does not answer", OF_SILENCE },
    { "no_response_seen", "server does not answer", OF_SILENCE },
    { "clock_zone", "wrong time zone?", OF_ANYBODY },
    { "date_epoch", "clock never set", OF_ANYBODY },
    { "date_future", "date in the future", OF_ANYBODY },
    { "date_stuck", "date does not change", OF_ANYBODY },
    { "clock_wrong", "clock wrong", OF_ANYBODY },
    { "login_repeated", "logs in again and again", OF_ANYBODY },
    { "endpoint_unexpected", "reports to another server", OF_ANYBODY },
    { "reset", "connection reset", OF_ANYBODY },
    { "unfinished_at_end", "ended inside a message", OF_ANYBODY },
    { "command_unanswered", "commands are not answered", OF_ANYBODY },
    { "command_refused", "refuses a command", OF_ANYBODY },
    { "hemisphere_flip", "hemisphere changes its sign", OF_ANYBODY },
    { "zero_coordinates", "fix at latitude 0, longitude 0", OF_ANYBODY },
};

G_STATIC_ASSERT(G_N_ELEMENTS(verdicts) <= 64);

int gt06_verdict_place(const char *finding)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        if (strcmp(verdicts[i].finding, finding) == 0)
            return (int)i;
    }
    return GT06_NO_VERDICT;
}

const char *gt06_verdict_words(int place)
{
    return place >= 0 && place < (int)G_N_ELEMENTS(verdicts) ? verdicts[place].words : "healthy";
}

void gt06_add_evidence(gt06_evidence *evidence, const char *finding)
{
    int place = gt06_verdict_place(finding);

    if (place != GT06_NO_VERDICT)
        evidence->findings |= UINT64_C(1) << place;
}

static bool has(const gt06_evidence *evidence, const char *finding)
{
    return (evidence->findings >> gt06_verdict_place(finding) & 1) != 0;
}

/* Not one answer, and the terminal waited in vain or came back. */
static bool is_silent(const gt06_evidence *evidence)
{
    return evidence->server_seen && evidence->asked > 0 && evidence->answered == 0 &&
           (has(evidence, "not_answered") || has(evidence, "no_response_seen") ||
            has(evidence, "login_repeated"));
}

static int gravest(const gt06_evidence *evidence)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        if ((evidence->findings >> i & 1) != 0 &&
            (verdicts[i].of == OF_ANYBODY || evidence->server_seen))
            return (int)i;
    }
    return GT06_NO_VERDICT;
}

void gt06_tell_verdict(const gt06_evidence *evidence, char *text, unsigned long size)
{
    int place = gravest(evidence);
    int closed = gt06_verdict_place("closed_by_server");

    if (is_silent(evidence) && (place == GT06_NO_VERDICT || place > closed))
        g_strlcpy(text, "server never answers", size);
    else if (place == closed && evidence->closed_after >= 0)
        snprintf(text, size, "closed by server after 0x%02x", (unsigned)evidence->closed_after);
    else if (place != GT06_NO_VERDICT)
        g_strlcpy(text, verdicts[place].words, size);
    else if (!evidence->terminal_seen)
        g_strlcpy(text, "terminal's side not seen", size);
    else if (evidence->asked > 0 && !evidence->server_seen)
        g_strlcpy(text, "server's side not seen", size);
    else if (evidence->asked > 0 && evidence->answered == 0)
        g_strlcpy(text, "no answer seen", size);
    else
        g_strlcpy(text, "healthy", size);
}
