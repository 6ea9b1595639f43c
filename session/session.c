/* session.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "session.h"

#include <ws_version.h>
#include <epan/addr_resolv.h>
#include <epan/epan.h>
#include <epan/prefs.h>
#include <epan/proto.h>
#include <epan/tvbuff.h>
#include <wiretap/wtap.h>
#include <wsutil/filesystem.h>
#include <wsutil/privileges.h>
#include <wsutil/wslog.h>

#include "../dissector/gt06.h"

/* From 4.6 on a record carries its bytes, and the name of the environment's variables is known. */
#if WIRESHARK_VERSION_MAJOR > 4 || (WIRESHARK_VERSION_MAJOR == 4 && WIRESHARK_VERSION_MINOR >= 6)
#define FIND_FOLDERS(program) configuration_init(program)
#define BYTES(record, frame)
#else
#define FIND_FOLDERS(program) configuration_init(program, NULL)
#define BYTES(record, frame)                                                                       \
    tvb_new_real_data(gt06_record_bytes(record), (frame)->cap_len,                                 \
                      (int)MIN((frame)->pkt_len, (unsigned)G_MAXINT)),
#endif

void gt06_session_look(const char *program)
{
    ws_log_set_level(LOG_LEVEL_WARNING);
    init_process_policies();
    g_free(FIND_FOLDERS(program));
    get_datafile_dir();
}

bool gt06_session_start(void)
{
    static const proto_plugin plugin = { .register_protoinfo = proto_register_gt06,
                                         .register_handoff = proto_reg_handoff_gt06 };

    wtap_init(false);
    proto_register_plugin(&plugin);
    if (!epan_init(NULL, NULL, false))
        return false;
    epan_load_settings();
    disable_name_resolution();
    return true;
}

void gt06_session_end(void)
{
    epan_cleanup();
    wtap_cleanup();
    free_progdirs();
}

void gt06_session_dissect(epan_dissect_t *dissection, int file_type, gt06_wtap_record *record,
                          frame_data *frame, bool taps)
{
    (taps ? epan_dissect_run_with_taps : epan_dissect_run)(dissection, file_type, &record->rec,
                                                           BYTES(record, frame) frame, NULL);
}
