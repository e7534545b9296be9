/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text that grows: answers, fields, lines of the log. When memory is at its end it says so once, and
 * stays as it is.
 */
#ifndef SERVE_BUFFER_H
#define SERVE_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *at; /* ends in NUL after length; NULL while it is empty */
    size_t length, room;
    bool failed;
};

void buffer_add(struct buffer *buffer, const void *octets, size_t length);
void buffer_put(struct buffer *buffer, const char *string);
__attribute__((format(printf, 2, 3))) void buffer_print(struct buffer *buffer, const char *format, ...);
__attribute__((format(printf, 2, 0))) void buffer_print_list(struct buffer *buffer, const char *format,
                                                             va_list arguments);
/* A JSON string with its quotes, fit for a line of a log too: no control characters, and DEL neither. */
void buffer_json(struct buffer *buffer, const char *string);
/* Wiped: what was asked and answered is about somebody. */
void buffer_free(struct buffer *buffer);

#endif
