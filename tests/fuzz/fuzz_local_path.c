/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said to be a path of this host is one to a browser too, as it stands and decoded once and twice: a browser
 * drops tabs and line ends and takes a backslash for a slash (WHATWG URL 4.4).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/message.h>

#include "harness.h"

static void decode(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        unsigned octet = (unsigned char)*from;
        char digits[] = {from[1], from[1] ? from[2] : '\0', '\0'}, *end;
        if (*from == '%' && strspn(digits, "0123456789abcdefABCDEF") == 2) {
            octet = (unsigned)strtoul(digits, &end, 16);
            from += 2;
        }
        *to++ = (char)octet;
    }
    *to = '\0';
}

/* What a browser makes of the beginning: one slash, and then no other. */
static void check_host(const char *text)
{
    char seen[3] = "";
    size_t count = 0;
    for (; *text && count < 2; text++)
        if (!strchr("\t\r\n", *text)) seen[count++] = *text == '\\' ? '/' : *text;
    demand(seen[0] == '/' && seen[1] != '/');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(1, size + 1);
    demand(text != NULL);
    if (size > 0) memcpy(text, data, size);
    int local = toegang_is_local_path(text, size);
    demand(local == 0 || local == 1);
    if (local) demand(strlen(text) == size && size <= 2048);
    for (int times = 0; local && times < 3; times++, decode(text)) check_host(text);
    free(text);
    return 0;
}
