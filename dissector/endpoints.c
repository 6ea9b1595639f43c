/* endpoints.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "endpoints.h"
#include "compat.h"

#include <epan/addr_resolv.h>
#include <epan/to_str.h>
#include <string.h>

typedef struct {
    char *host;     /* a name or an address */
    unsigned port;  /* 0: any */
    int udp;        /* 1 UDP, 0 TCP, -1 either */
    bool is_name;
} endpoint;

static GArray *expected;

static void free_endpoint(void *data)
{
    g_free(((endpoint *)data)->host);
}

/* Takes what follows the last `separator` off the text; NULL if it has none. */
static char *split_off(char *text, char separator)
{
    char *place = strrchr(text, separator);

    if (place == NULL)
        return NULL;
    *place = '\0';
    return place + 1;
}

static void add_endpoint(char *text)
{
    endpoint e = { .udp = -1 };
    char *transport = split_off(text, '/');
    char *port = NULL;

    if (transport != NULL)
        e.udp = g_ascii_strcasecmp(transport, "udp") == 0;
    if (text[strlen(text) - 1] != ']')
        port = split_off(text, ':');
    if (port != NULL)
        e.port = (unsigned)g_ascii_strtoull(port, NULL, 10);
    if (*text == '[') {
        text++;
        split_off(text, ']');
    }
    e.is_name = strpbrk(text, "ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ") != NULL &&
                strchr(text, ':') == NULL;
    e.host = g_strdup(text);
    g_array_append_val(expected, e);
}

void gt06_read_endpoints(const char *text)
{
    char **parts = g_strsplit(text != NULL ? text : "", ",", -1);

    if (expected == NULL) {
        expected = g_array_new(FALSE, TRUE, sizeof(endpoint));
        g_array_set_clear_func(expected, free_endpoint);
    }
    g_array_set_size(expected, 0);
    for (char **part = parts; *part != NULL; part++) {
        if (*g_strstrip(*part) != '\0')
            add_endpoint(*part);
    }
    g_strfreev(parts);
}

/* The name that the capture or a hosts file told for an address; NULL if none did. */
static const char *told_name(const address *host)
{
    if (host->type == AT_IPv4) {
        uint32_t key;
        const hashipv4_t *entry;

        memcpy(&key, host->data, sizeof key);
        entry = (const hashipv4_t *)wmem_map_lookup(get_ipv4_hash_table(), GUINT_TO_POINTER(key));
        return entry != NULL && (entry->flags & NAME_RESOLVED) != 0 ? entry->name : NULL;
    }
    if (host->type == AT_IPv6) {
        const hashipv6_t *entry = (const hashipv6_t *)wmem_map_lookup(get_ipv6_hash_table(),
                                                                      host->data);

        return entry != NULL && (entry->flags & NAME_RESOLVED) != 0 ? entry->name : NULL;
    }
    return NULL;
}

static bool host_matches(const endpoint *e, const address *host, const char *name)
{
    char *text;
    bool equal;

    if (e->is_name)
        return name != NULL && g_ascii_strcasecmp(name, e->host) == 0;
    text = address_to_str(NULL, host);
    equal = g_ascii_strcasecmp(text, e->host) == 0;
    wmem_free(NULL, text);
    return equal;
}

gt06_endpoint_verdict gt06_judge_endpoint(const address *host, uint32_t port, bool udp)
{
    const char *name = told_name(host);
    bool names = false;

    if (expected == NULL || expected->len == 0)
        return GT06_ENDPOINT_RIGHT;
    for (unsigned i = 0; i < expected->len; i++) {
        const endpoint *e = &g_array_index(expected, endpoint, i);

        if ((e->port != 0 && e->port != port) || (e->udp >= 0 && (e->udp == 1) != udp))
            continue;
        if (host_matches(e, host, name))
            return GT06_ENDPOINT_RIGHT;
        names = names || e->is_name;
    }
    return names && name == NULL ? GT06_ENDPOINT_UNKNOWN : GT06_ENDPOINT_WRONG;
}
