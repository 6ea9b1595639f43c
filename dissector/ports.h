/* ports.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_PORTS_H
#define GT06_PORTS_H

/* Registers the fields, subtrees and readers of ports.c: inputs, outputs, switches. */
void gt06_register_ports(int protocol);

#endif
