/* objects.h
 * What can be taken away as files: pictures, media and tracks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_OBJECTS_H
#define GT06_OBJECTS_H

#include "record.h"
#include <epan/packet.h>

/* Hands a message with a picture, a file or a position to whoever exports objects. */
void gt06_offer_objects(packet_info *pinfo, const gt06_record *record);

/* Registers File > Export Objects > GT06 and tshark --export-objects gt06,FOLDER. */
void gt06_register_objects(int protocol);

#endif
