/* fields.h
 * The fields that several blocks fill, each registered once.
 *
 * A graph, io,stat and a tap look at one registration of a name only: a name that every block
 * registers for itself shows them the values of one block, or none. So a name has one type and one
 * unit, and each block converts what it reads. The bits of different masks (gt06.acc) are the
 * exception: a tree can only show them with a registration for each mask, and nobody draws them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FIELDS_H
#define GT06_FIELDS_H

extern int gt06_hf_alarm;
extern int gt06_hf_analog_voltage;
extern int gt06_hf_battery_level;
extern int gt06_hf_battery_temperature;
extern int gt06_hf_battery_voltage;
extern int gt06_hf_cell_id;
extern int gt06_hf_cell_type;
extern int gt06_hf_contact;
extern int gt06_hf_course;
extern int gt06_hf_digital_inputs;
extern int gt06_hf_driver_id;
extern int gt06_hf_external_voltage;
extern int gt06_hf_file;
extern int gt06_hf_hours;
extern int gt06_hf_humidity;
extern int gt06_hf_iccid;
extern int gt06_hf_imei;
extern int gt06_hf_imsi;
extern int gt06_hf_lac;
extern int gt06_hf_language;
extern int gt06_hf_latitude;
extern int gt06_hf_longitude;
extern int gt06_hf_phone;
extern int gt06_hf_reader_xor;
extern int gt06_hf_result;
extern int gt06_hf_reupload;
extern int gt06_hf_rssi;
extern int gt06_hf_rssi_dbm;
extern int gt06_hf_satellites;
extern int gt06_hf_satellites_visible;
extern int gt06_hf_snr;
extern int gt06_hf_speed;
extern int gt06_hf_tag_battery_voltage;
extern int gt06_hf_tag_id;
extern int gt06_hf_temperature;
extern int gt06_hf_text;
extern int gt06_hf_text_separator;
extern int gt06_hf_time;
extern int gt06_hf_time_raw;
extern int gt06_hf_time_zone;
extern int gt06_hf_unknown;
extern int gt06_hf_wifi_bssid;
extern int gt06_hf_wifi_rssi;
extern int gt06_hf_wifi_rssi_dbm;
extern int gt06_hf_wifi_count;

void gt06_register_fields(int protocol);

#endif
