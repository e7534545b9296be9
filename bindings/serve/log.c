/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line is one write, so that the lines of threads do not mix. No national number goes in: the handle
 * stands for it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "serve.h"

static void begin_line(struct buffer *line, enum level level, const char *event)
{
    static const char *const levels[] = {"info", "warning", "error"};
    struct timespec now = {0};
    char seconds[32];
    clock_gettime(CLOCK_REALTIME, &now);
    toegang_time_format((toegang_time)now.tv_sec, seconds);
    buffer_print(line, "{\"time\":\"%.19s.%03ldZ\",\"level\":\"%s\",\"event\":", seconds,
                 now.tv_nsec / 1000000, levels[level]);
    buffer_json(line, event);
}

static void put_member(struct buffer *line, const char *name, const char *value)
{
    if (!value || !*value) return;
    buffer_print(line, ",\"%s\":", name);
    buffer_json(line, value);
}

static void end_line(struct buffer *line)
{
    buffer_put(line, "}\n");
    /* Where stderr cannot take it there is nobody to tell. */
    if (!line->failed) (void)!write(STDERR_FILENO, line->at, line->length);
    buffer_free(line);
}

void log_event(enum level level, const char *event, const char *detail)
{
    struct buffer line = {0};
    begin_line(&line, level, event);
    put_member(&line, "detail", detail);
    end_line(&line);
}

void log_eventf(enum level level, const char *event, const char *format, ...)
{
    struct buffer detail = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_print_list(&detail, format, arguments);
    va_end(arguments);
    log_event(level, event, detail.at);
    buffer_free(&detail);
}

void log_report(enum level level, const char *event, const char *file, const toegang_report *report)
{
    struct buffer line = {0};
    begin_line(&line, level, event);
    put_member(&line, "file", file);
    if (report->line > 0) buffer_print(&line, ",\"line\":%u,\"column\":%u", report->line, report->column);
    put_member(&line, "check", report->check);
    put_member(&line, "expected", report->expected);
    put_member(&line, "came", report->came);
    end_line(&line);
}

void log_answer(const struct request *request)
{
    struct buffer line = {0};
    const struct answer *answer = &request->answer;
    begin_line(&line, LEVEL_INFO, "answered");
    put_member(&line, "endpoint", endpoints[request->endpoint].name);
    buffer_print(&line, ",\"status\":%d,\"duration_ms\":%.3f", answer->status,
                 (double)(clock_us() - request->began) / 1000);
    put_member(&line, "outcome", answer->outcome);
    put_member(&line, "check", answer->check);
    put_member(&line, "caller", request->caller);
    put_member(&line, "cause", answer->cause);
    put_member(&line, "handle", answer->handle);
    put_member(&line, "request_id", request->id);
    end_line(&line);
}
