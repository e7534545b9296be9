/* SPDX-License-Identifier: Apache-2.0 */
#include "ended_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOOT "/proc/sys/kernel/random/boot_id"
#define BOOT_LENGTH 36

struct file {
    char mark[16];              /* of this form of the file; zero: it is being made */
    char boot[BOOT_LENGTH + 4]; /* which start of the machine wrote it */
    toegang_ended_table table;
};

static const char mark[16] = "toegang ended 1", no_mark[16];

/* Somebody else's octets are not overwritten. */
static int is_ours(int fd, const char **expected)
{
    struct stat it;
    char came[sizeof mark] = "";
    *expected = "a file that belongs to whoever starts nginx and that nobody else may read";
    if (fstat(fd, &it) != 0 || !S_ISREG(it.st_mode) || it.st_uid != geteuid() || (it.st_mode & 077) != 0)
        return 0;
    *expected = "a file of ended visits, or none yet";
    if (it.st_size == 0) return 1;
    if (it.st_size != sizeof(struct file) || pread(fd, came, sizeof came, 0) != sizeof came) return 0;
    return memcmp(came, mark, sizeof mark) == 0 || memcmp(came, no_mark, sizeof mark) == 0;
}

static int opened(const char *path, int more, const char **expected)
{
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | more, 0600);
    *expected = "a file, no link, that whoever starts nginx may write";
    if (fd < 0 || is_ours(fd, expected)) return fd;
    (void)close(fd);
    errno = EINVAL;
    return -1;
}

int toegang_ended_fits(const char *path, const char **expected)
{
    int fd = opened(path, 0, expected);
    if (fd < 0) return errno == ENOENT;
    (void)close(fd);
    return 1;
}

/* All of it on the disk first: a mapping has no way to say that the disk is full. */
static struct file *map(int fd)
{
    void *at = MAP_FAILED;
    if (posix_fallocate(fd, 0, sizeof(struct file)) == 0)
        at = mmap(NULL, sizeof(struct file), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return at == MAP_FAILED ? NULL : at;
}

/* 0: not known, which is never the same one. */
static int read_boot(char out[BOOT_LENGTH])
{
    int fd = open(BOOT, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, out, BOOT_LENGTH) : 0;
    if (fd >= 0) (void)close(fd);
    return length == BOOT_LENGTH;
}

/* The mark comes last. */
static void begin(struct file *file, time_t now)
{
    char boot[BOOT_LENGTH] = "";
    if (read_boot(boot) && memcmp(file->mark, mark, sizeof mark) == 0 &&
        memcmp(file->boot, boot, sizeof boot) == 0)
        return;
    memset(file, 0, sizeof *file);
    file->table.floor = now - 1;
    memcpy(file->boot, boot, sizeof boot);
    memcpy(file->mark, mark, sizeof mark);
}

toegang_ended_table *toegang_ended_map(const char *path, time_t now, const char **expected)
{
    int fd = opened(path, O_CREAT, expected);
    if (fd < 0) return NULL;
    struct file *file = map(fd);
    (void)close(fd);
    *expected = "a file that there is room for";
    if (!file) return NULL;
    begin(file, now);
    return &file->table;
}

void toegang_ended_unmap(void *table)
{
    (void)munmap((char *)table - offsetof(struct file, table), sizeof(struct file));
}
