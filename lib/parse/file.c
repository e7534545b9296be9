/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/report.h"
#include "file_opening.h"
#include "parse/check.h"

static toegang_status unavailable(toegang_report *report, const char *check, const char *expected,
                                  const char *path)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, check, expected, tg_span_of(path));
}

toegang_status tg_file_not_opened(const char *path, int fault, toegang_report *report)
{
    switch (fault) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ELOOP:
        return unavailable(report, CHECK_FILE_ABSENT, "a file", path);
    case EACCES:
    case EPERM:
        return unavailable(report, CHECK_FILE_ACCESS, "a readable file", path);
    case ENXIO:
    case ENODEV:
        return unavailable(report, CHECK_FILE_KIND, "a regular file", path);
    default:
        return unavailable(report, CHECK_FILE_READ, "a readable file", path);
    }
}

/* NONBLOCK: the opening of a pipe that nobody writes to must not wait. */
int tg_file_to_read(const char *path)
{
    int file;
    do file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    while (file < 0 && errno == EINTR);
    return file;
}

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) return "a directory";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

toegang_status tg_file_is_good(const char *path, const struct stat *about, uint64_t limit, toegang_report *report)
{
    char most[64];
    if (!S_ISREG(about->st_mode))
        return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_FILE_KIND, "a regular file", "%s: %s", path,
                          kind_of(about->st_mode));
    snprintf(most, sizeof most, "at most %ju octets", (uintmax_t)limit);
    if (about->st_size < 0 || (uintmax_t)about->st_size > limit)
        return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_FILE_SIZE, most, "%s: %jd octets", path,
                          (intmax_t)about->st_size);
    return TOEGANG_GOOD;
}

/* Reads until size octets or the end are reached; false on a fault. */
static bool read_all(int file, char *out, size_t size, size_t *length)
{
    size_t total = 0;
    while (total < size) {
        ssize_t count = read(file, out + total, size - total);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (count == 0) break;
        total += (size_t)count;
    }
    return *length = total, true;
}

/* Room for one octet more than there should be shows a file that grew; that octet is the NUL afterwards. */
static toegang_status read_open(int file, const char *path, size_t limit, struct tg_arena *arena,
                                struct tg_span *out, toegang_time *modified, toegang_report *report)
{
    struct stat about;
    size_t length = 0;
    if (fstat(file, &about) != 0) return tg_file_not_opened(path, errno, report);
    toegang_status status = tg_file_is_good(path, &about, limit, report);
    if (status != TOEGANG_GOOD) return status;
    size_t size = (size_t)about.st_size;
    char *octets = tg_arena_take(arena, size + 1);
    if (!octets) return tg_no_memory(report);
    if (!read_all(file, octets, size + 1, &length))
        return unavailable(report, CHECK_FILE_READ, "a readable file", path);
    if (length != size) return unavailable(report, CHECK_FILE_READ, "a file that does not change", path);
    if (modified) *modified = about.st_mtim.tv_sec;
    *out = (struct tg_span){octets, length};
    return TOEGANG_GOOD;
}

toegang_status tg_file_read(const char *path, size_t limit, struct tg_arena *arena, struct tg_span *out,
                            toegang_time *modified, toegang_report *report)
{
    if (!path || !arena || !out) return tg_misuse(report, "path, arena and out");
    int file = tg_file_to_read(path);
    if (file < 0) return tg_file_not_opened(path, errno, report);
    toegang_status status = read_open(file, path, limit, arena, out, modified, report);
    close(file);
    return status;
}

bool tg_file_is_private(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && (about.st_mode & 077) == 0;
}

bool tg_file_is_to_come(const char *path, struct tg_arena *arena)
{
    const char *slash = strrchr(path, '/'), *folder = slash ? "/" : ".";
    struct stat file;
    if (stat(path, &file) == 0 || errno != ENOENT) return false;
    if (slash && slash > path) folder = tg_arena_text(arena, (struct tg_span){path, (size_t)(slash - path)});
    return folder && access(folder, W_OK | X_OK) == 0;
}

char *tg_file_beside(struct tg_arena *arena, const char *beside, struct tg_span path)
{
    struct tg_span folder = tg_span_of(beside);
    size_t slash = tg_span_find_last(folder, '/');
    bool absolute = path.length > 0 && path.at[0] == '/';
    if (absolute || slash == folder.length) return tg_arena_text(arena, path);
    char *out = tg_arena_take(arena, slash + 1 + path.length + 1);
    if (!out) return NULL;
    memcpy(out, folder.at, slash + 1);
    if (path.length > 0) memcpy(out + slash + 1, path.at, path.length);
    return out;
}
