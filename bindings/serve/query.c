/* SPDX-License-Identifier: Apache-2.0 */
/* The query of a location, RFC 3986 3.4, as the configuration of a web server writes it. */
#include <string.h>

#include "serve.h"

static int hex_value(char digit)
{
    const char *digits = "0123456789abcdef",
               *at = digit ? strchr(digits, digit >= 'A' && digit <= 'F' ? digit | 0x20 : digit) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* A plus sign is a space for some and itself for others: it has to be %2B or %20. No control characters. */
static int unescape(const char *text, size_t length, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        int octet = (unsigned char)text[i];
        if (octet == '+' || used + 1 >= size) return -1;
        if (octet == '%') {
            int high = i + 2 < length ? hex_value(text[i + 1]) : -1;
            int low = high >= 0 ? hex_value(text[i + 2]) : -1;
            if (low < 0) return -1;
            octet = high * 16 + low;
            i += 2;
        }
        if (octet < ' ' || octet == 0x7f) return -1;
        out[used++] = (char)octet;
    }
    out[used] = '\0';
    return 1;
}

/* The pair that *query begins with: its name and value. False at the end. */
static bool next_pair(const char **query, const char **name, size_t *name_length, const char **value,
                      size_t *value_length)
{
    if (!**query) return false;
    size_t length = strcspn(*query, "&"), key = strcspn(*query, "=&");
    *name = *query;
    *name_length = key;
    *value = *query + key + (key < length);
    *value_length = length - key - (key < length);
    *query += length + ((*query)[length] == '&');
    return true;
}

int query_value(const char *query, const char *name, char *out, size_t size)
{
    int found = 0;
    const char *key, *value;
    for (size_t key_length, length; next_pair(&query, &key, &key_length, &value, &length);) {
        if (key_length != strlen(name) || strncmp(key, name, key_length) != 0) continue;
        if (found || unescape(value, length, out, size) < 0) return -1;
        found = 1;
    }
    return found;
}

bool query_knows(const char *query, const char *const *names, size_t count)
{
    const char *key, *value;
    for (size_t key_length, length; next_pair(&query, &key, &key_length, &value, &length);) {
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known |= strlen(names[i]) == key_length && strncmp(names[i], key, key_length) == 0;
        if (!known) return false;
    }
    return true;
}
