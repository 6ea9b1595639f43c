/* models.c
 * The table of type identification codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "models.h"

#include <string.h>

#include <glib.h>

const gt06_name gt06_device_type_names[] = {
    { 0x0110, "HVT001" },
    { 0x100A, "GT03A" },
    { 0x100B, "GT03B" },
    { 0x100E, "GT06B" },
    { 0x1300, "ET130" },
    { 0x2000, "GT02D, BD300, GT06D, NT36" },
    { 0x2002, "NT31" },
    { 0x2003, "NT32" },
    { 0x2004, "NT33" },
    { 0x2008, "NT37" },
    { 0x2010, "ET100" },
    { 0x2011, "GT100" },
    { 0x2020, "GT03F" },
    { 0x2101, "GW100, V20, ET210" },
    { 0x2120, "GT800" },
    { 0x2200, "ET200" },
    { 0x2203, "NT22, ET310, ET350" },
    { 0x2204, "ET320" },
    { 0x2205, "MT200" },
    { 0x2300, "NT23" },
    { 0x3000, "GT300S" },
    { 0x3001, "GT310" },
    { 0x3004, "GT380" },
    { 0x3007, "JM66" },
    { 0x3605, "BL10" }, /* seen on bike locks of this kind, as 3608 */
    { 0x3608, "BL10" },
    { 0x5000, "GT500" },
    { 0x5300, "GT530" },
    { 0x7003, "GT370" },
    { 0x7004, "GT740" },
    { 0x7006, "GT740" },
    { 0x7007, "GT740" },
    { 0x7008, "JM81" },
    { 0x7009, "GT741" },
    { 0x800D, "GT420D" },
    { 0x8066, "C5" }, /* seen */
    { 0, NULL },
};

const char *gt06_device_type_name(unsigned type)
{
    return gt06_name_of(gt06_device_type_names, type);
}

bool gt06_model_is(const char *model, const char *wanted)
{
    const size_t size = strlen(wanted);

    if (size > 0 && wanted[size - 1] == '*')
        return g_ascii_strncasecmp(model, wanted, size - 1) == 0;
    return g_ascii_strcasecmp(model, wanted) == 0;
}

/* Is it one of the names that stand with commas between? */
static bool is_among(const char *model, const char *names)
{
    char **all = g_strsplit(names, ", ", -1);
    bool found = false;

    for (char **name = all; *name != NULL && !found; name++)
        found = gt06_model_is(model, *name);
    g_strfreev(all);
    return found;
}

bool gt06_model_has_type(const char *model)
{
    const gt06_name *row = gt06_device_type_names;

    while (row->name != NULL && !is_among(model, row->name))
        row++;
    return row->name != NULL;
}
