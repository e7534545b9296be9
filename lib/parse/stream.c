/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/stream.h"

#include <errno.h>
#include <unistd.h>

#include "base/report.h"
#include "file_opening.h"
#include "parse/check.h"

static toegang_status look(struct tg_stream *stream, toegang_report *report)
{
    struct stat about;
    if (fstat(stream->file, &about) != 0) return tg_file_not_opened(stream->path, errno, report);
    toegang_status status = tg_file_is_good(stream->path, &about, INT64_MAX, report);
    if (status != TOEGANG_GOOD) return status;
    stream->size = (uint64_t)about.st_size;
    stream->modified = about.st_mtim.tv_sec;
    stream->nanoseconds = (uint32_t)about.st_mtim.tv_nsec;
    return TOEGANG_GOOD;
}

toegang_status tg_stream_open(const char *path, struct tg_stream *out, toegang_report *report)
{
    struct tg_stream stream = {.path = path};
    if (!path || !out) return tg_misuse(report, "path, arena and out");
    stream.file = tg_file_to_read(path);
    if (stream.file < 0) return tg_file_not_opened(path, errno, report);
    toegang_status status = look(&stream, report);
    if (status == TOEGANG_GOOD)
        *out = stream;
    else
        close(stream.file);
    return status;
}

/* At its end it is as long and as old as it was at its beginning. */
static toegang_status check_end(const struct tg_stream *stream, toegang_report *report)
{
    struct tg_stream now = *stream;
    toegang_status status = look(&now, report);
    if (status != TOEGANG_GOOD) return status;
    if (now.size != stream->read || now.modified != stream->modified || now.nanoseconds != stream->nanoseconds)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_FILE_READ, "a file that does not change",
                         tg_span_of(stream->path));
    return TOEGANG_GOOD;
}

toegang_status tg_stream_read(struct tg_stream *stream, char *out, size_t room, size_t *length,
                              toegang_report *report)
{
    ssize_t count;
    do count = read(stream->file, out, room);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_FILE_READ, "a readable file", tg_span_of(stream->path));
    stream->read += (uint64_t)count;
    *length = (size_t)count;
    return count > 0 || room == 0 ? TOEGANG_GOOD : check_end(stream, report);
}

void tg_stream_close(struct tg_stream *stream)
{
    if (stream->path) close(stream->file);
    *stream = (struct tg_stream){0};
}
