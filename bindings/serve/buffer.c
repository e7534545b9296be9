/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

#define FIRST_ROOM 512

static bool grow(struct buffer *buffer, size_t more)
{
    size_t room = buffer->room > 0 ? buffer->room : FIRST_ROOM;
    while (room - buffer->length <= more) room *= 2;
    if (room == buffer->room) return true;
    /* Not realloc: what it leaves behind would not be wiped. */
    char *at = malloc(room);
    if (!at) return buffer->failed = true, false;
    if (buffer->length > 0) memcpy(at, buffer->at, buffer->length);
    if (buffer->at) explicit_bzero(buffer->at, buffer->room);
    free(buffer->at);
    buffer->at = at;
    buffer->room = room;
    return true;
}

void buffer_add(struct buffer *buffer, const void *octets, size_t length)
{
    if (buffer->failed || !grow(buffer, length)) return;
    if (length > 0) memcpy(buffer->at + buffer->length, octets, length);
    buffer->length += length;
    buffer->at[buffer->length] = '\0';
}

void buffer_put(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, string, strlen(string));
}

void buffer_print_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) buffer->failed = true;
    if (!buffer->failed && grow(buffer, (size_t)length)) {
        vsnprintf(buffer->at + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_print_list(buffer, format, arguments);
    va_end(arguments);
}

void buffer_json(struct buffer *buffer, const char *string)
{
    buffer_put(buffer, "\"");
    while (*string) {
        size_t plain = 0;
        for (; string[plain] && !strchr("\"\\\x7f", string[plain]) && (unsigned char)string[plain] >= ' ';)
            plain++;
        buffer_add(buffer, string, plain);
        string += plain;
        if (!*string) break;
        buffer_print(buffer, strchr("\"\\", *string) ? "\\%c" : "\\u%04x", (unsigned char)*string);
        string++;
    }
    buffer_put(buffer, "\"");
}

void buffer_free(struct buffer *buffer)
{
    if (buffer->at) explicit_bzero(buffer->at, buffer->room);
    free(buffer->at);
    *buffer = (struct buffer){0};
}
