/* SPDX-License-Identifier: Apache-2.0 */
/* A reader finds the old file or the new one, never a half: written under another name, then renamed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "parse/check.h"
#include "parse/stream.h"

#define BUFFER ((size_t)64 * 1024)

struct tg_new_file {
    const char *path;
    char *name; /* while it is not whole: path.newXXXXXX */
    int file;   /* below 0: kept or left */
    char *octets;
    size_t length;
};

static const char *reason(int fault)
{
    switch (fault) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "no room";
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ELOOP:
        return "no such folder";
    case EACCES:
    case EPERM:
    case EROFS:
        return "no right to write there";
    case EISDIR:
        return "a folder";
    default:
        return "something else";
    }
}

static toegang_status failed(const char *path, int fault, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_FILE_WRITE, "a writable file", "%.128s: %s", path,
                      reason(fault));
}

toegang_status tg_new_file_open(const char *path, struct tg_arena *arena, struct tg_new_file **out,
                                toegang_report *report)
{
    static const char suffix[] = ".newXXXXXX";
    size_t length = strlen(path);
    struct tg_new_file *file = tg_arena_take(arena, sizeof *file);
    char *name = tg_arena_take(arena, length + sizeof suffix), *octets = tg_arena_take(arena, BUFFER);
    if (!file || !name || !octets) return tg_no_memory(report);
    memcpy(name, path, length);
    memcpy(name + length, suffix, sizeof suffix);
    int handle = mkstemp(name);
    if (handle < 0) return failed(path, errno, report);
    (void)fcntl(handle, F_SETFD, FD_CLOEXEC);
    *file = (struct tg_new_file){path, name, handle, octets, 0};
    return *out = file, TOEGANG_GOOD;
}

static bool write_all(int file, const char *octets, size_t length)
{
    while (length > 0) {
        ssize_t count = write(file, octets, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        octets += count;
        length -= (size_t)count;
    }
    return true;
}

static toegang_status empty_buffer(struct tg_new_file *file, toegang_report *report)
{
    if (!write_all(file->file, file->octets, file->length)) return failed(file->path, errno, report);
    file->length = 0;
    return TOEGANG_GOOD;
}

toegang_status tg_new_file_put(struct tg_new_file *file, struct tg_span octets, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    while (status == TOEGANG_GOOD && octets.length > 0) {
        size_t room = BUFFER - file->length, count = octets.length < room ? octets.length : room;
        memcpy(file->octets + file->length, octets.at, count);
        file->length += count;
        octets = tg_span_from(octets, count);
        if (file->length == BUFFER) status = empty_buffer(file, report);
    }
    return status;
}

/* So that the new name outlives a power cut as well, where the folder may be read; it stands there already. */
static void keep_name(const char *path)
{
    char folder[4096] = ".";
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    if (length >= sizeof folder) return;
    if (slash) memcpy(folder, path, length), folder[length] = '\0';
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    (void)fsync(handle);
    close(handle);
}

toegang_status tg_new_file_keep(struct tg_new_file *file, toegang_report *report)
{
    toegang_status status = empty_buffer(file, report);
    if (status != TOEGANG_GOOD) return status;
    if (fsync(file->file) != 0 || rename(file->name, file->path) != 0) return failed(file->path, errno, report);
    close(file->file);
    file->file = -1;
    keep_name(file->path);
    return TOEGANG_GOOD;
}

void tg_new_file_leave(struct tg_new_file *file)
{
    if (!file || file->file < 0) return;
    close(file->file);
    unlink(file->name);
    file->file = -1;
}
