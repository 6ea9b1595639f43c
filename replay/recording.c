/* recording.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "recording.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../captures/writer.h"
#include "failure.h"
#include "fifo.h"

enum {
    MOST_OUTPUTS = 2,
    HANDSHAKE_US = 40000, /* how long the writer's handshake takes */
    PIPE_SIZE = 1 << 20,
    PIPE_RESERVE = 128 << 10 /* more than one call may write */
};

typedef struct {
    gt06_writer *writer; /* NULL once it has been given up */
    char *path;          /* NULL for pipes */
    int fd;              /* of a pipe that must not block, else -1 */
    gt06_fifo fifo;      /* a pipe whose reader may go */
} one_output;

struct gt06_recording {
    one_output outputs[MOST_OUTPUTS];
    unsigned count;
    GHashTable *connections; /* set of gt06_recorded, owned */
    bool incomplete;         /* a file misses something */
    size_t lost;             /* of the next bytes */
    bool unseen;
    bool bare;
};

struct gt06_recorded {
    gt06_flow *flows[MOST_OUTPUTS];
    bool closes; /* its end is a packet, as in TCP */
};

gt06_recording *gt06_recording_new(bool bare)
{
    gt06_recording *recording = g_new0(gt06_recording, 1);

    recording->bare = bare;
    recording->connections = g_hash_table_new_full(NULL, NULL, g_free, NULL);
    return recording;
}

static bool add_output(gt06_recording *recording, const char *path, bool is_file, int fd,
                       GError **error)
{
    one_output *output = &recording->outputs[recording->count];

    output->writer = gt06_writer_open(path, recording->bare ? GT06_LINK_USER0 : GT06_LINK_ETHERNET,
                                      "Recorded by gt06-replay", error);
    if (!output->writer)
        return false;
    output->path = is_file ? g_strdup(path) : NULL;
    output->fd = fd;
    output->fifo.fd = -1;
    recording->count++;
    gt06_recording_flush(recording);
    return true;
}

bool gt06_recording_add_file(gt06_recording *recording, const char *path, GError **error)
{
    return add_output(recording, path, true, -1, error);
}

bool gt06_recording_add_fifo(gt06_recording *recording, const char *path, GError **error)
{
    if (!add_output(recording, path, false, -1, error))
        return false;
    recording->outputs[recording->count - 1].fifo = gt06_fifo_watch(path);
    return true;
}

bool gt06_recording_add_pipe(gt06_recording *recording, int fd, GError **error)
{
    char *path = g_strdup_printf("/proc/self/fd/%d", fd);
    bool good;

    fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
    good = add_output(recording, path, false, fd, error);
    g_free(path);
    return good;
}

/*
 * How much of a pcapng file is whole: each of its blocks begins with its type and its length, in
 * the byte order of the machine that wrote it, which is this one.
 */
static off_t whole_blocks(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat status = { 0 };
    uint32_t head[2];
    off_t whole = 0;

    while (file && fstat(fileno(file), &status) == 0 && fread(head, sizeof head, 1, file) == 1 &&
           head[1] >= sizeof head && head[1] <= status.st_size - whole) {
        whole += head[1];
        if (fseeko(file, whole, SEEK_SET) != 0)
            break;
    }
    if (file)
        fclose(file);
    return whole;
}

/* Gives an output up, and says why. What a file holds so far stays readable. */
static void give_up(gt06_recording *recording, one_output *output, const char *reason)
{
    gt06_writer_close(output->writer, NULL);
    output->writer = NULL;
    if (output->path) {
        recording->incomplete = true;
        if (truncate(output->path, whole_blocks(output->path)) != 0)
            fprintf(stderr, "%s ends inside a packet.\n", output->path);
        fprintf(stderr, "The recording %s ends here: %s.\n", output->path, reason);
    } else {
        fprintf(stderr, "The live view ends here: %s. The verdict at the end is not affected.\n",
                reason);
    }
}

/* Can this output take some more without blocking? */
static bool has_room(const one_output *output)
{
    int waiting = 0;

    return output->fd < 0 || (ioctl(output->fd, FIONREAD, &waiting) == 0 &&
                              waiting + PIPE_RESERVE < fcntl(output->fd, F_GETPIPE_SZ));
}

/* Is the output still there? Gives it up if its reader cannot follow. */
static bool is_open(gt06_recording *recording, one_output *output)
{
    if (output->writer && !has_room(output))
        give_up(recording, output, "tshark cannot keep up");
    return output->writer != NULL;
}

/* After each call of the writer; that call may stand among the arguments, so the error's place is
 * given, not its value. */
static void check(gt06_recording *recording, one_output *output, bool good, GError **error)
{
    if (!good)
        give_up(recording, output, (*error)->message);
    g_clear_error(error);
}

static nstime_t now(int64_t ago)
{
    const int64_t time = g_get_real_time() - ago;

    return (nstime_t){ (time_t)(time / 1000000), (int)(time % 1000000 * 1000) };
}

/* IPv4 addresses that came in over an IPv6 socket are written as what they are. */
static uint16_t write_address(const struct sockaddr *address, char text[INET6_ADDRSTRLEN])
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)address;
    const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;

    if (address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &four->sin_addr, text, INET6_ADDRSTRLEN);
        return ntohs(four->sin_port);
    }
    if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
        inet_ntop(AF_INET, &six->sin6_addr.s6_addr[12], text, INET6_ADDRSTRLEN);
    else
        inet_ntop(AF_INET6, &six->sin6_addr, text, INET6_ADDRSTRLEN);
    return ntohs(six->sin6_port);
}

gt06_recorded *gt06_recording_begin(gt06_recording *recording, bool tcp,
                                    const struct sockaddr *client, const struct sockaddr *server)
{
    char from[INET6_ADDRSTRLEN], to[INET6_ADDRSTRLEN];
    const gt06_endpoint ends[2] = { { from, write_address(client, from) },
                                    { to, write_address(server, to) } };
    gt06_recorded *recorded;

    if (!recording)
        return NULL;
    recorded = g_new0(gt06_recorded, 1);
    recorded->closes = tcp && !recording->bare;
    g_hash_table_add(recording->connections, recorded);
    for (unsigned i = 0; i < recording->count; i++) {
        one_output *output = &recording->outputs[i];
        GError *error = NULL;
        if (!is_open(recording, output))
            continue;
        recorded->flows[i] = gt06_writer_flow(output->writer,
                                              recording->bare ? GT06_OVER_NOTHING
                                              : tcp           ? GT06_OVER_TCP
                                                              : GT06_OVER_UDP,
                                              recording->bare ? NULL : &ends[0],
                                              recording->bare ? NULL : &ends[1], &error);
        check(recording, output,
              recorded->flows[i] &&
                  (!recorded->closes ||
                   gt06_flow_open(recorded->flows[i], now(HANDSHAKE_US), NULL, &error)),
              &error);
    }
    return recorded;
}

void gt06_recording_bytes(gt06_recording *recording, gt06_recorded *recorded, bool from_server,
                          const uint8_t *bytes, size_t size)
{
    const gt06_payload payload = { .sender = from_server ? GT06_SERVER : GT06_CLIENT,
                                   .bytes = bytes,
                                   .size = size,
                                   .lost = recording ? MIN(recording->lost, size) : 0,
                                   .unseen = recording && recording->unseen,
                                   .time = now(0) };

    for (unsigned i = 0; recording && recorded && size > 0 && i < recording->count; i++) {
        one_output *output = &recording->outputs[i];
        GError *error = NULL;
        if (recorded->flows[i] && is_open(recording, output))
            check(recording, output, gt06_flow_send(recorded->flows[i], &payload, &error), &error);
    }
    if (recording)
        gt06_recording_next(recording, 0, false);
}

void gt06_recording_next(gt06_recording *recording, size_t lost, bool unseen)
{
    recording->lost = lost;
    recording->unseen = unseen;
}

void gt06_recording_end(gt06_recording *recording, gt06_recorded *recorded, bool by_server,
                        bool reset)
{
    for (unsigned i = 0; recording && recorded && i < recording->count; i++) {
        one_output *output = &recording->outputs[i];
        GError *error = NULL;
        if (!recorded->flows[i] || !is_open(recording, output))
            continue;
        if (recorded->closes)
            check(recording, output,
                  gt06_flow_close(recorded->flows[i], by_server ? GT06_SERVER : GT06_CLIENT,
                                  reset ? GT06_CLOSE_RST : GT06_CLOSE_FIN, now(0), NULL, &error),
                  &error);
        if (output->writer) /* it releases its flows itself when it is given up */
            gt06_flow_release(recorded->flows[i]);
    }
    if (recording && recorded)
        g_hash_table_remove(recording->connections, recorded);
}

void gt06_recording_flush(gt06_recording *recording)
{
    for (unsigned i = 0; recording && i < recording->count; i++) {
        one_output *output = &recording->outputs[i];
        GError *error = NULL;
        if (is_open(recording, output))
            check(recording, output, gt06_writer_flush(output->writer, &error), &error);
    }
}

bool gt06_recording_is_whole(const gt06_recording *recording)
{
    for (unsigned i = 0; i < recording->count; i++) {
        if (recording->outputs[i].writer && gt06_fifo_is_read(&recording->outputs[i].fifo))
            return true;
    }
    return false;
}

bool gt06_recording_close(gt06_recording *recording)
{
    bool good;

    if (!recording)
        return true;
    gt06_recording_flush(recording);
    for (unsigned i = 0; i < recording->count; i++) {
        one_output *output = &recording->outputs[i];
        if (output->writer && !gt06_writer_close(output->writer, NULL) && output->path)
            recording->incomplete = true;
        gt06_fifo_close(&output->fifo);
        g_free(output->path);
    }
    good = !recording->incomplete;
    g_hash_table_unref(recording->connections);
    g_free(recording);
    return good;
}
