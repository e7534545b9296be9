/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a browser may be sent after sign-in: RelayState and its like are of anybody (RFC 3986 4.2; browsers read
 * WHATWG URL 4.4).
 */
#include <toegang/message.h>

#include "base/utf8.h"

#define PATH_OCTETS_MAX 2048

static int digit_of(char octet)
{
    if (octet >= '0' && octet <= '9') return octet - '0';
    if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
    if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
    return -1;
}

/* A "%" that escapes nothing stands for itself. `out` has room for the text. */
static struct tg_span unescape(struct tg_span text, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        int high = i + 2 < text.length ? digit_of(text.at[i + 1]) : -1;
        int low = i + 2 < text.length ? digit_of(text.at[i + 2]) : -1;
        bool escapes = text.at[i] == '%' && high >= 0 && low >= 0;
        out[length++] = escapes ? (char)(unsigned char)(high * 16 + low) : text.at[i];
        if (escapes) i += 2;
    }
    return (struct tg_span){out, length};
}

/* Browsers drop control characters, and take a backslash for a slash. */
static bool is_plain(char octet)
{
    return (unsigned char)octet >= ' ' && octet != 0x7f && octet != '\\' && octet != '@';
}

/* No "/https:" where a host takes the slash away, and no letter that looks like a second slash. */
static bool begins_well(struct tg_span text)
{
    size_t end = 1;
    while (end < text.length && !strchr("/?#", text.at[end])) end++;
    return tg_span_starts(text, "/") && tg_span_find(tg_span_until(text, end), ':') == end &&
           (text.length == 1 || (unsigned char)text.at[1] < 0x80);
}

/* Of this host in this spelling: two slashes would begin the name of another, here or behind "/..". */
static bool stays_here(struct tg_span text)
{
    if (!begins_well(text) || !tg_utf8_valid(text)) return false;
    for (size_t i = 0; i < text.length; i++) {
        bool second = i > 0 && text.at[i] == '/' && text.at[i - 1] == '/';
        if (!is_plain(text.at[i]) || second) return false;
    }
    return true;
}

int toegang_is_local_path(const char *text, size_t length)
{
    char once[PATH_OCTETS_MAX], twice[PATH_OCTETS_MAX];
    struct tg_span path = {text, length};
    if (!text || length > PATH_OCTETS_MAX) return 0;
    if (tg_span_find(path, ' ') < length || !stays_here(path)) return 0;
    path = unescape(path, once);
    if (!stays_here(path)) return 0;
    return stays_here(unescape(path, twice));
}
