/* SPDX-License-Identifier: Apache-2.0 */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "administration/check.h"
#include "base/report.h"
#include "directory/deadline.h"

#define PATIENCE 5000 /* milliseconds, for a lock that somebody else has */
/* How often a file may be replaced under our hands, as by a rotation of logs. */
#define REPLACED 8

toegang_status tg_file_failed(const char *expected, const char *path, toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_AUDIT_FILE, expected, tg_span_of(path));
}

char *tg_path_with(struct tg_arena *arena, const char *path, const char *one, const char *two)
{
    size_t size = strlen(path) + strlen(one) + strlen(two) + 1;
    char *out = tg_arena_take(arena, size);
    if (out) snprintf(out, size, "%s%s%s", path, one, two);
    return out;
}

static int open_file(const char *path, enum tg_locking how)
{
    int flags = how == TG_LOCK_WRITE ? O_RDWR | O_APPEND | O_CREAT : O_RDONLY, file;
    do file = open(path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    while (file < 0 && errno == EINTR);
    return file;
}

static bool lock_in_time(int file, int operation)
{
    const struct tg_deadline deadline = tg_deadline_in(PATIENCE);
    while (flock(file, operation | LOCK_NB) != 0) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || tg_deadline_left(deadline) == 0) return false;
        (void)poll(NULL, 0, 1);
    }
    return true;
}

static bool is_still(const char *path, const struct stat *about)
{
    struct stat now;
    return stat(path, &now) == 0 && now.st_ino == about->st_ino && now.st_dev == about->st_dev;
}

/* GOOD with out->file at -1: it was replaced meanwhile. */
static toegang_status lock_open(int file, enum tg_locking how, struct tg_locked *out, toegang_report *report)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return close(file), tg_file_failed("a regular file", out->path, report);
    if (!lock_in_time(file, how == TG_LOCK_WRITE ? LOCK_EX : LOCK_SH))
        return close(file), tg_file_failed("a file that nobody else has locked", out->path, report);
    bool told = fstat(file, &about) == 0;
    if (!told || !is_still(out->path, &about)) return close(file), TOEGANG_GOOD;
    out->file = file;
    out->size = (size_t)about.st_size;
    return TOEGANG_GOOD;
}

toegang_status tg_lock(const char *path, enum tg_locking how, struct tg_locked *out, toegang_report *report)
{
    *out = (struct tg_locked){path, -1, 0};
    for (unsigned i = 0; i < REPLACED; i++) {
        int file = open_file(path, how);
        if (file < 0 && errno == ENOENT && how == TG_LOCK_READ) return TOEGANG_GOOD;
        if (file < 0) return tg_file_failed("a writable file", path, report);
        toegang_status status = lock_open(file, how, out, report);
        if (status != TOEGANG_GOOD || out->file >= 0) return status;
    }
    return tg_file_failed("a file that is not replaced", path, report);
}

void tg_lock_end(const struct tg_locked *locked)
{
    if (locked->file >= 0) (void)flock(locked->file, LOCK_UN);
}

void tg_locked_close(const struct tg_locked *locked)
{
    if (locked->file >= 0) (void)close(locked->file);
}

bool tg_read_at(int file, char *room, size_t length, size_t from)
{
    for (size_t total = 0; total < length;) {
        ssize_t count = pread(file, room + total, length - total, (off_t)(from + total));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        total += (size_t)count;
    }
    return true;
}

static bool write_whole(int file, struct tg_span octets)
{
    while (octets.length > 0) {
        ssize_t count = write(file, octets.at, octets.length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        octets = tg_span_from(octets, (size_t)count);
    }
    return true;
}

bool tg_add(int file, struct tg_span octets)
{
    return write_whole(file, octets) && fsync(file) == 0;
}

/* With O_APPEND Linux writes at the end wherever it is told to write. */
bool tg_end_with(int file, struct tg_span octets, size_t from)
{
    int flags = fcntl(file, F_GETFL);
    bool good = flags >= 0 && fcntl(file, F_SETFL, flags & ~O_APPEND) == 0 &&
                lseek(file, (off_t)from, SEEK_SET) == (off_t)from && write_whole(file, octets) &&
                ftruncate(file, (off_t)(from + octets.length)) == 0 && fsync(file) == 0;
    return fcntl(file, F_SETFL, flags) == 0 && good;
}

void tg_take_back(int file, size_t size)
{
    if (ftruncate(file, (off_t)size) == 0) (void)fsync(file);
}

static bool write_and_close(int file, struct tg_span one, struct tg_span other)
{
    bool good = file >= 0 && write_whole(file, one) && tg_add(file, other);
    if (file >= 0) (void)close(file);
    return good;
}

bool tg_add_to(const char *path, struct tg_span one, struct tg_span other)
{
    return write_and_close(open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600), one, other);
}

bool tg_replace(const char *path, const char *fresh, struct tg_span octets)
{
    int file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0600);
    return write_and_close(file, octets, (struct tg_span){0}) && rename(fresh, path) == 0;
}

bool tg_overwrite(const char *path, struct tg_span octets)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool good = file >= 0 && write_whole(file, octets);
    if (file >= 0) (void)close(file);
    return good;
}

bool tg_keep_folder(const char *path)
{
    char folder[4096] = ".";
    size_t slash = tg_span_find_last(tg_span_of(path), '/');
    if (path[slash] == '/') snprintf(folder, sizeof folder, "%.*s", slash == 0 ? 1 : (int)slash, path);
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = file >= 0 && fsync(file) == 0;
    if (file >= 0) (void)close(file);
    return good;
}

enum tg_small tg_read_small(const char *path, char *room, size_t length)
{
    char more;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0) return errno == ENOENT ? TG_SMALL_ABSENT : TG_SMALL_FAILED;
    bool whole = tg_read_at(file, room, length, 0) && !tg_read_at(file, &more, 1, length);
    (void)close(file);
    return whole ? TG_SMALL_WHOLE : TG_SMALL_OTHER;
}
