/* random_parts.h
 * The parts that well-formed messages are made of. What a part reads of its row stands behind it:
 * size, field, scale, shape.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_RANDOM_PARTS_H
#define GT06_TEST_RANDOM_PARTS_H

#include "random_message.h"

/* ---- random_numbers.c: numbers and bytes ---- */

/* How the sign of a number is sent. */
enum { UNSIGNED, TWOS_COMPLEMENT, TOP_BIT_MINUS, TOP_BIT_PLUS };

void part_number(random_message *m, const random_part *p);   /* size, field, scale, shape: sign */
void part_choice(random_message *m, const random_part *p);   /* size, field; scale to shape */
void part_constant(random_message *m, const random_part *p); /* size, field or NULL; is shape */
void part_bytes(random_message *m, const random_part *p);    /* size, field */
void part_address(random_message *m, const random_part *p);  /* field: a MAC address */
void part_uuid(random_message *m, const random_part *p);     /* field */
void part_digits(random_message *m, const random_part *p);   /* size, field; BCD, shape: below */
void part_blob(random_message *m, const random_part *p);     /* size: what follows; field; scale:
                                                                the most, 0 for no limit */
void part_extension(random_message *m, const random_part *p); /* length, bytes; size: follows */
void part_maybe(random_message *m, const random_part *p);    /* the content ends here, or goes on */

/* What becomes of padding digits: an IMEI or IMSI has one, an ICCID may have one, a card none. */
enum { PADDED_IN_FRONT, PADDED_EITHER_SIDE, PADDED_BEHIND, NOT_PADDED };

/* ---- random_position.c: times and positions ---- */

void part_date(random_message *m, const random_part *p);      /* field */
void part_date_bcd(random_message *m, const random_part *p);  /* field; no date if read as binary */
void part_unix_time(random_message *m, const random_part *p); /* field */
void part_gps(random_message *m, const random_part *p);       /* shape: below */
void part_lat_lon(random_message *m, const random_part *p);   /* both positive */
void part_zone(random_message *m, const random_part *p);      /* of a login */
void part_mileage_10m(random_message *m, const random_part *p);

/* What the course word must say of ACC; a part behind it tells layouts apart by it. */
enum { ANY_ACC, ACC_KNOWN_ON };

/* ---- random_cells.c: cells and access points ---- */

/* Networks and cells, by the widths of their parts. */
enum {
    NET_FLAGGED, /* MCC 2, MNC 1, or 2 where bit 15 of the MCC is set */
    NET_NARROW,  /* MNC 1 */
    NET_WIDE,    /* MNC 2, without the flag */
    NET_NONE
};
enum {
    LBS_2G,        /* LAC 2, cell id 3 */
    LBS_2G_NARROW, /* the same, MNC 1 only */
    LBS_CI4,
    LBS_CI4_NARROW,
    LBS_MNC2_CI4,
    LBS_MNC2_LAC3_CI4,
    LBS_4G, /* LAC 4, cell id 8 */
    LBS_4G_NARROW,
    CELL_2G, /* without a network, with RSSI, from here on */
    CELL_CI2,
    CELL_CI4,
    CELL_4G,
    CELL_LAC4_CI4,
    CELL_NO_LAC,
    CELL_CI4_LITTLE_ENDIAN
};

void part_net(random_message *m, const random_part *p);        /* shape: NET_ */
void part_cell(random_message *m, const random_part *p);       /* shape: LBS_ or CELL_ */
void part_cells(random_message *m, const random_part *p);      /* size: how many; shape */
void part_cell_list(random_message *m, const random_part *p);  /* size: what follows; shape */
void part_typed_cell(random_message *m, const random_part *p); /* cell type first */
void part_typed_list(random_message *m, const random_part *p); /* of A9: type, count, cells */
void part_lac3_cell(random_message *m, const random_part *p);    /* of 12, told by its bytes */
void part_padded_cells(random_message *m, const random_part *p); /* size: of the content */
void part_radio(random_message *m, const random_part *p);
void part_lbs_counted(random_message *m, const random_part *p);
void part_cells_counted(random_message *m, const random_part *p);
void part_wifi_counted(random_message *m, const random_part *p);
void part_wifi(random_message *m, const random_part *p);      /* size: how many; no count */
void part_wifi_list(random_message *m, const random_part *p); /* size: what follows */
void part_wifi_ssid_list(random_message *m, const random_part *p);
void part_wifi_mac_list(random_message *m, const random_part *p);
void part_gps_counted(random_message *m, const random_part *p);

/* ---- random_state.c: states and levels ---- */

void part_terminal(random_message *m, const random_part *p);      /* terminal information */
void part_level(random_message *m, const random_part *p);         /* voltage level or percent */
void part_alarm_language(random_message *m, const random_part *p); /* shape: below */
void part_language_2(random_message *m, const random_part *p);
void part_flag(random_message *m, const random_part *p); /* field: 0 no, 1 or more yes */
void part_signal_word(random_message *m, const random_part *p);
void part_input_mask(random_message *m, const random_part *p);
void part_switches(random_message *m, const random_part *p);
void part_low_voltage(random_message *m, const random_part *p);  /* neither mask nor language */
void part_high_voltage(random_message *m, const random_part *p); /* no level and signal */
void part_power_word(random_message *m, const random_part *p);   /* shape: the high nibble, or 0 */
void part_ports(random_message *m, const random_part *p); /* and the analogue values */
void part_clock_bits(random_message *m, const random_part *p); /* of a beacon */
void part_snr_list(random_message *m, const random_part *p);
void part_driver(random_message *m, const random_part *p);
void part_card(random_message *m, const random_part *p); /* size: the least; scale: what follows */

/* Whether the high nibble of the language byte extends the alarm code. */
enum { ALARM_8, ALARM_12 };

/* ---- random_texts.c ---- */

void part_text(random_message *m, const random_part *p);    /* field; size: what follows */
void part_command(random_message *m, const random_part *p); /* field; size: language bytes behind */
void part_padded_text(random_message *m, const random_part *p);  /* of 15, inner length 0 */
void part_encoded_text(random_message *m, const random_part *p); /* encoding byte, text */
void part_phone(random_message *m, const random_part *p);        /* 21 bytes */
void part_fixed_text(random_message *m, const random_part *p);   /* size, field; padded */
void part_address_text(random_message *m, const random_part *p); /* size: of the length */
void part_identity(random_message *m, const random_part *p);     /* IMEI && IMSI && ICCID */
void part_version(random_message *m, const random_part *p);      /* of FD */

/* A random text of `characters` printable ASCII ones that no reader takes for pairs. */
char *random_text(random_message *m, int characters);

/* ---- random_vehicle.c: vehicles, sensors, recorders ---- */

enum { WITHOUT_SATELLITES, WITH_SATELLITES };
enum { OBD_LIVE, OBD_PIDS };

void part_door_io(random_message *m, const random_part *p);
void part_settings(random_message *m, const random_part *p);
void part_satellite_systems(random_message *m, const random_part *p);
void part_fuel_text(random_message *m, const random_part *p);
void part_probes(random_message *m, const random_part *p);
void part_reader_frame(random_message *m, const random_part *p);
void part_card_text(random_message *m, const random_part *p);
void part_sensors(random_message *m, const random_part *p);
void part_lat_lon_course(random_message *m, const random_part *p); /* shape: satellites in front */
void part_files(random_message *m, const random_part *p);
void part_obd_items(random_message *m, const random_part *p); /* shape: OBD_ */
void part_trouble_codes(random_message *m, const random_part *p);
void part_cell_voltages(random_message *m, const random_part *p); /* size: how many */
void part_kelvin(random_message *m, const random_part *p); /* field */
void part_serial_data(random_message *m, const random_part *p);
void part_counted_data(random_message *m, const random_part *p);

/* ---- random_modules.c ---- */

enum { MODULES_1, MODULES_2, MODULES_F1, MODULES_F2, MODULES_98 };

void part_modules(random_message *m, const random_part *p); /* shape: which numbering and widths */

/* ---- the kinds ---- */

extern const random_kind random_core_kinds[];     /* random_kinds_core.c; the last has no name */
extern const random_kind random_extended_kinds[]; /* random_kinds_extended.c */
extern const random_kind random_vehicle_kinds[];  /* random_kinds_vehicle.c */
extern const random_kind random_transfer_kinds[]; /* random_kinds_transfer.c */
extern const random_kind random_dialect_kinds[];  /* random_kinds_dialect.c */

/* How long a list of `each` bytes an entry is to be, if `tail` bytes follow it. */
int random_list_length(random_message *m, int each, int tail, int most);

#endif
