/* catalogue.c
 * Finds a message's row and layout.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "catalogue.h"
#include "catalogue/lines.h"
#include <glib.h>

static const gt06_family_rows *const families[] = {
    &gt06_session_rows, &gt06_state_rows, &gt06_position_rows, &gt06_alarm_rows,
    &gt06_cell_rows,    &gt06_text_rows,  &gt06_lte_rows,      &gt06_vehicle_rows,
    &gt06_transfer_rows, &gt06_dialect_rows,
};

enum { FAMILIES = G_N_ELEMENTS(families) };

const gt06_layout gt06_unknown_layout = { .variant = "not known", ALWAYS, RUN(E_UNKNOWN) };

const gt06_layout gt06_acknowledgement = { .variant = "acknowledgement", N_IS(0), RUN(E_END) };

static const gt06_layout no_layouts[] = { LAST_LAYOUT };

const gt06_message gt06_unknown_message = {
    .forms = ANY_FORM | NO_CRC | NO_NUMBER,
    .directions = BOTH,
    .answer = GT06_ANSWER_UNKNOWN,
    .clock = GT06_CLOCK_NONE,
    .name = "Unknown",
    .clause = "core 13.3",
    .layouts = no_layouts,
};

const gt06_message gt06_connection_end = {
    .directions = BOTH,
    .answer = GT06_ANSWER_NONE,
    .clock = GT06_CLOCK_NONE,
    .name = "End of the connection",
    .clause = "no message",
    .layouts = no_layouts,
};

void gt06_for_each_message(void (*visit)(const gt06_message *message, void *data), void *data)
{
    for (size_t f = 0; f < FAMILIES; f++) {
        for (size_t i = 0; i < families[f]->count; i++)
            visit(&families[f]->messages[i], data);
    }
}

bool gt06_layout_is_for(const gt06_layout *layout, uint8_t number)
{
    return (layout->only == 0 || layout->only == number) &&
           (layout->never == 0 || layout->never != number);
}

bool gt06_layout_fits(const gt06_layout *layout, const gt06_content *content)
{
    const gt06_when *when = &layout->when;
    size_t m = when->mcc >= 0 ? gt06_mnc2(content, (size_t)when->mcc) : 0;
    size_t entries = 0;

    if (!gt06_layout_is_for(layout, content->number))
        return false;
    if (layout->first != 0 && (layout->first & 0xFF) != gt06_byte(content, 0))
        return false;
    if (when->count >= 0)
        entries = when->each * gt06_byte(content, (size_t)when->count + m);
    if (content->size < when->at_least + entries + m)
        return false;
    if (when->at_most != UINT16_MAX && content->size > when->at_most + entries + m)
        return false;
    return when->also == NULL || when->also(content);
}

static const gt06_layout *fitting_layout(const gt06_message *message, const gt06_content *content)
{
    for (const gt06_layout *layout = message->layouts; layout->variant != NULL; layout++) {
        if (gt06_layout_fits(layout, content))
            return layout;
    }
    return content->size == 0 && (message != &gt06_unknown_message ||
                                  content->direction == GT06_FROM_SERVER)
               ? &gt06_acknowledgement
               : &gt06_unknown_layout;
}

enum { SUITS = 1, SUITS_FORM = 2, SUITS_DIRECTION = 4, SUITS_WELL = 7 };

/* How well a row's form and direction suit; the dialect never shares rows with GT06 proper. */
static unsigned suitability(const gt06_message *message, const gt06_content *content)
{
    bool has_form = (message->forms >> content->form & 1) != 0;

    if ((gt06_is_dialect_row(message) || gt06_is_dialect(content->form)) && !has_form)
        return 0;
    return SUITS + has_form * SUITS_FORM +
           ((message->directions >> content->direction & 1) != 0) * SUITS_DIRECTION;
}

static const gt06_message *suitable_message(const gt06_content *content)
{
    const gt06_message *best = NULL;
    unsigned best_suitability = 0;

    for (size_t f = 0; f < FAMILIES; f++) {
        for (size_t i = 0; i < families[f]->count; i++) {
            const gt06_message *message = &families[f]->messages[i];

            if (message->number != content->number)
                continue;
            unsigned s = suitability(message, content);
            if (s == SUITS_WELL)
                return message;
            if (s > best_suitability) {
                best = message;
                best_suitability = s;
            }
        }
    }
    return best != NULL ? best : &gt06_unknown_message;
}

gt06_choice gt06_choose(const gt06_content *content)
{
    gt06_choice choice;

    /* An empty answer is named for what it answers: 0x36 is a heartbeat one way, another message
       the other way. */
    if (content->size == 0 && content->direction == GT06_FROM_SERVER &&
        !gt06_is_dialect(content->form)) {
        gt06_content answered = *content;

        answered.direction = GT06_FROM_TERMINAL;
        choice.message = suitable_message(&answered);
        choice.layout = &gt06_acknowledgement;
        return choice;
    }
    choice.message = suitable_message(content);
    choice.layout = fitting_layout(choice.message, content);
    return choice;
}

bool gt06_depends_on_model(const gt06_content *content, const gt06_layout *layout)
{
    gt06_content unnamed = *content;

    unnamed.model = NULL;
    return gt06_choose(&unnamed).layout != layout;
}

bool gt06_number_is_known(uint8_t number)
{
    for (size_t f = 0; f < FAMILIES; f++) {
        for (size_t i = 0; i < families[f]->count; i++) {
            if (families[f]->messages[i].number == number &&
                !gt06_is_dialect_row(&families[f]->messages[i]))
                return true;
        }
    }
    return false;
}

size_t gt06_run_needs(const gt06_place *place)
{
    size_t needs = 0;

    for (; *place != E_END; place++) {
        size_t size = gt06_elements[GT06_PLACE_ELEMENT(*place)].size;
        size_t times = GT06_PLACE_TIMES(*place);

        if ((*place & (OPTIONAL | COUNTED | WITHIN)) == 0)
            needs += size * (times != 0 ? times : 1);
    }
    return needs;
}
