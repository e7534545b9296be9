/* SPDX-License-Identifier: Apache-2.0 */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "administration/check.h"
#include "base/report.h"

/* How often a lock is tried that somebody else has, a millisecond between: without a clock, the sum bounds it. */
#define TRIES 5000
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
    const struct timespec while_another = {0, 1000000};
    for (unsigned i = 0; i < TRIES; i++) {
        if (flock(file, operation | LOCK_NB) == 0) return true;
        if (errno != EWOULDBLOCK && errno != EINTR) return false;
        nanosleep(&while_another, NULL);
    }
    return false;
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

bool tg_write_whole(int file, struct tg_span octets)
{
    while (octets.length > 0) {
        ssize_t count = write(file, octets.at, octets.length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        octets = tg_span_from(octets, (size_t)count);
    }
    return true;
}

/* With O_APPEND Linux writes at the end wherever it is told to write. */
bool tg_write_at(int file, struct tg_span octets, size_t from)
{
    int flags = fcntl(file, F_GETFL);
    bool good = flags >= 0 && fcntl(file, F_SETFL, flags & ~O_APPEND) == 0 &&
                lseek(file, (off_t)from, SEEK_SET) == (off_t)from && tg_write_whole(file, octets);
    return fcntl(file, F_SETFL, flags) == 0 && good;
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
