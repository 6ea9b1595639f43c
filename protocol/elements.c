/* elements.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "elements.h"

const gt06_element_info gt06_elements[GT06_ELEMENT_COUNT] = {
/* NOLINTBEGIN(bugprone-macro-parentheses): initializers need none */
#define GT06_ELEMENT_INFO(element, text, bytes, where) \
    [E_##element] = { .id = #element, .name = text, .size = bytes, .clause = where },
    GT06_ELEMENTS(GT06_ELEMENT_INFO)
#undef GT06_ELEMENT_INFO
/* NOLINTEND(bugprone-macro-parentheses) */
};
