/* alarms.h
 * What alarm codes mean, in general and in the model families that use them otherwise.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ALARMS_H
#define GT06_ALARMS_H

#include <stddef.h>
#include <stdint.h>

#include "names.h"

/* Models whose makers read alarm codes, or other values, in a way of their own (core 4). */
typedef enum {
    GT06_FAMILY_GENERAL, /* nobody named the model, or the model has no readings of its own */
    GT06_FAMILY_KKS,     /* KKS firmware, GK310, BL10 and their relatives */
    GT06_FAMILY_VL,      /* VL103, LL303, VL512, G18 */
    GT06_FAMILY_NT,
    GT06_FAMILY_SEEWORLD,
    GT06_FAMILY_LYNKWORLD,
    GT06_FAMILY_TRX16I,
    GT06_FAMILY_GT06V4,
    GT06_FAMILY_GT06N,
    GT06_FAMILY_R11,
    GT06_FAMILY_QH302R
} gt06_family;

enum { GT06_ALARM_EXCEPTIONS = 4 };

/* One code of the alarm byte, or of the 12 bits of 0x27, 0x39, 0xA4 and 0xA9. */
typedef struct {
    uint16_t code;
    const char
        *name; /* in general, a conflicting meaning in brackets; NULL: known by family only */
    struct {
        gt06_family family;
        const char *name;
    } exceptions[GT06_ALARM_EXCEPTIONS]; /* ends at the first without a name */
} gt06_alarm;

/* Alarm bits of the terminal information byte, bits 5-3 (core 3.6). */
extern const gt06_name gt06_status_alarm_names[];

/* Status byte of 0x33 in its long form: AZ735 and BL10 (core 4, extended 6.2). */
extern const gt06_name gt06_az_status_names[];

/* Alarm codes of cameras, 0x95 (extended 18.4). */
extern const gt06_name gt06_dvr_alarm_names[];

/*
 * The family of a model.
 *
 * model    as the user named it, in upper or lower case, with or without the maker's "JM-";
 *          may be NULL
 * returns  GT06_FAMILY_GENERAL for a model without a family, and for NULL
 */
gt06_family gt06_family_of_model(const char *model);

/* Does it change how messages are read that a terminal is of this model? Written as above. */
bool gt06_model_matters(const char *model);

/* The names of all models that matter, with commas between; to be freed with g_free. */
char *gt06_models_that_matter(void);

/*
 * The name of a tracker's alarm code: core 4, extended 27.2.
 *
 * code     8 bits, or 12 bits where the message has them
 * family   whose reading counts first; the general one follows
 * returns  NULL if the documents do not name the code
 */
const char *gt06_alarm_name(unsigned code, gt06_family family);

/* The name of a camera's alarm code in 0x95; NULL when unknown. Extended 18.4. */
const char *gt06_dvr_alarm_name(unsigned code);

/*
 * All alarm codes of trackers in ascending order, and how many; for documents and tests. The camera
 * codes that trackers may send, too, are in gt06_dvr_alarm_names only.
 */
const gt06_alarm *gt06_all_alarms(size_t *count);

#endif
