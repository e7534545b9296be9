/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MOST 32

static char ends[DEPTH_MOST];
static bool filled[DEPTH_MOST];
static unsigned depth;

static void quoted(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if (strchr("\"\\", *text)) putchar('\\');
        putchar(*text);
    }
    putchar('"');
}

static void begin(const char *name)
{
    if (depth > 0) printf("%s\n%*s", filled[depth - 1] ? "," : "", (int)depth, "");
    if (depth > 0) filled[depth - 1] = true;
    if (name) quoted(name), printf(": ");
}

static void open_until(const char *name, char first, char end)
{
    begin(name);
    putchar(first);
    filled[depth] = false;
    ends[depth++] = end;
}

void json_object(const char *name)
{
    open_until(name, '{', '}');
}

void json_array(const char *name)
{
    open_until(name, '[', ']');
}

void json_end(void)
{
    depth--;
    if (filled[depth]) printf("\n%*s", (int)depth, "");
    putchar(ends[depth]);
    if (depth == 0) putchar('\n');
}

void json_text(const char *name, const char *text)
{
    begin(name);
    quoted(text);
}

void json_number(const char *name, int64_t number)
{
    begin(name);
    printf("%" PRId64, number);
}

void json_false(const char *name)
{
    begin(name);
    printf("false");
}
