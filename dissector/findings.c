/* findings.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "findings.h"
#include "preferences.h"

#include <epan/proto_data.h>

enum { SPOKEN_OF_KEY = 1 /* of what is kept with a packet; stream.c has key 0 */ };

static int gt06_protocol = -1;
static expert_field fields[GT06_FINDING_COUNT];

void gt06_register_findings(int protocol)
{
    static ei_register_info infos[] = {
#define GT06_FINDING_INFO(id, group, severity, summary) \
    { &fields[GT06_F_##id], \
      { "gt06.expert." #id, (group), (severity), (summary), EXPFILL } },
        GT06_FINDINGS(GT06_FINDING_INFO)
#undef GT06_FINDING_INFO
    };

    gt06_protocol = protocol;
    for (size_t i = 0; i < GT06_FINDING_COUNT; i++)
        fields[i] = (expert_field)EI_INIT;
    expert_register_field_array(expert_register_protocol(protocol), infos, array_length(infos));
}

void gt06_speak_of(packet_info *pinfo, const char *imei)
{
    if (gt06_any_is_muted())
        p_set_proto_data(pinfo->pool, pinfo, gt06_protocol, SPOKEN_OF_KEY, (void *)imei);
}

bool gt06_is_silent(packet_info *pinfo, gt06_finding finding)
{
    return gt06_any_is_muted() &&
           gt06_is_muted(finding, (const char *)p_get_proto_data(pinfo->pool, pinfo, gt06_protocol,
                                                                 SPOKEN_OF_KEY));
}

void gt06_found(packet_info *pinfo, proto_item *item, gt06_finding finding, const char *format, ...)
{
    va_list arguments;
    char *sentence;

    if (gt06_is_silent(pinfo, finding))
        return;
    va_start(arguments, format);
    sentence = wmem_strdup_vprintf(pinfo->pool, format, arguments);
    va_end(arguments);
    expert_add_info_format(pinfo, item, &fields[finding], "%s", sentence);
}

const char *gt06_finding_name(gt06_finding finding)
{
    static const char *const names[] = {
#define GT06_FINDING_NAME(id, group, severity, summary) #id,
        GT06_FINDINGS(GT06_FINDING_NAME)
#undef GT06_FINDING_NAME
    };

    return names[finding];
}

expert_field *gt06_expert_field(gt06_finding finding)
{
    return &fields[finding];
}

int gt06_finding_severity(gt06_finding finding)
{
    static const int severities[] = {
#define GT06_FINDING_SEVERITY(id, group, severity, summary) (severity),
        GT06_FINDINGS(GT06_FINDING_SEVERITY)
#undef GT06_FINDING_SEVERITY
    };

    return severities[finding];
}
