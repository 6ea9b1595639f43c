/* endpoints.h
 * Where terminals should report to: the preference and what the capture tells of names.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ENDPOINTS_H
#define GT06_ENDPOINTS_H

#include <epan/packet.h>

/* Reads the preference: host:port/transport, separated by commas; port and transport may be left
 * out. Parts that make no sense are passed over. */
void gt06_read_endpoints(const char *text);

typedef enum {
    GT06_ENDPOINT_RIGHT,  /* it is one of the list, or there is no list */
    GT06_ENDPOINT_WRONG,  /* it is none of them */
    GT06_ENDPOINT_UNKNOWN /* the list has names, and the capture tells no name for this address */
} gt06_endpoint_verdict;

/*
 * Is this an expected endpoint? Nothing is ever resolved: names count only where DNS answers of
 * the capture or a hosts file have told them before.
 */
gt06_endpoint_verdict gt06_judge_endpoint(const address *host, uint32_t port, bool udp);

#endif
