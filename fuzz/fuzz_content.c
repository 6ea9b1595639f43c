/* fuzz_content.c
 * Contents: direction, choice of the layout, answers, guesses. The last three bytes are number,
 * form with direction and snapshot, and model.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <assert.h>
#include <string.h>

#include <glib.h>

#include "../protocol/answer.h"
#include "../protocol/hints.h"
#include "../protocol/models.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An answer is a good message. */
static void build_answer(const gt06_message *message, const gt06_content *content)
{
    uint8_t answer[GT06_LARGEST_ANSWER];
    const size_t size = gt06_build_answer(message, content, 7, 1767225600, answer);

    assert(size <= sizeof answer);
    assert(size == 0 || content->form == GT06_DIALECT ||
           gt06_frame_is_proven(answer, size, NULL));
}

static void choose(gt06_content *content)
{
    const gt06_choice choice = gt06_choose(content);

    assert(choice.message != NULL && choice.layout != NULL);
    assert(gt06_message_name(choice.message, choice.layout) != NULL);
    gt06_depends_on_model(content, choice.layout);
    if (choice.layout->doubtful != NULL)
        choice.layout->doubtful(content);
    build_answer(choice.message, content);
    g_free(gt06_guess(content));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* The wide form is cut for three numbers only, and none of them is answered. */
    static const gt06_form forms[] = { GT06_SHORT, GT06_LONG, GT06_DIALECT, GT06_SHORT };
    static const char *const models[] = { NULL, "NT", "GV20", "Seeworld", "JM-VL02", "X3*", "" };
    gt06_content content = { .bytes = data };

    if (size < 3)
        return 0;
    size -= 3;
    content.size = size;
    content.captured = size;
    content.number = data[size];
    content.form = forms[data[size + 1] & 3];
    content.length_byte = (uint8_t)(size + GT06_ENVELOPE);
    content.model = models[data[size + 2] % G_N_ELEMENTS(models)];
    if ((data[size + 1] & 8) != 0)
        content.captured = size - MIN(size, (size_t)data[size + 1] >> 4);
    content.direction = gt06_direction_by_shape(&content);
    choose(&content);
    content.direction = (data[size + 1] & 4) != 0 ? GT06_FROM_SERVER : GT06_FROM_TERMINAL;
    choose(&content);
    return 0;
}
