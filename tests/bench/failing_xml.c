/* SPDX-License-Identifier: Apache-2.0 */
/* XML encryption 1.1: the wrapped key and the content are spoiled in a message that the forge encrypted. */
#include "failing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"

static const char mark[] = "<xenc:CipherValue>";

/* The message with other octets in its n-th value. */
static char *with_value(const char *message, int n, const unsigned char *octets, size_t length)
{
    const char *from = message;
    for (int i = 0; i <= n; i++) from = strstr(from, mark) + strlen(mark);
    const char *rest = strchr(from, '<');
    char *value = failing_base64(octets, length, 0), *out = calloc(1, strlen(message) + strlen(value) + 1);
    if (!out) failing_die("a message");
    memcpy(out, message, (size_t)(from - message));
    strcat(strcat(out, value), rest);
    free(value);
    return out;
}

static unsigned char *content_of(const char *message, size_t *length)
{
    const char *from = strstr(strstr(message, mark) + 1, mark) + strlen(mark);
    size_t characters = strcspn(from, "<");
    unsigned char *octets = calloc(1, characters + 1);
    int read = octets ? EVP_DecodeBlock(octets, (const unsigned char *)from, (int)characters) : -1;
    if (read < 0) failing_die("a content");
    *length = (size_t)read - (from[characters - 1] == '=') - (from[characters - 2] == '=');
    return octets;
}

/* Under CBC the octet before the last block turns the last octet of the padding into one that no padding has. */
static void spoil(unsigned char *octets, size_t length, enum failing_content how, bool gcm)
{
    if (how == CONTENT_TAG) octets[length - 5] ^= 0x10;
    if (how == CONTENT_OCTET) octets[400] ^= 0x10;
    if (how == CONTENT_IV) octets[gcm ? 3 : 0] ^= 0x10;
    if (how == CONTENT_PADDING) octets[length - 17] ^= 0x80;
    if (how == CONTENT_GARBAGE) failing_random(octets, length);
}

char *failing_xml(const char *cipher, enum failing_key key, enum failing_content content)
{
    static const unsigned char other[16] = {1};
    const struct forge_sealing how = {.key = forge_key(FAILING_KEY), .cipher = cipher};
    unsigned char wrapped[FAILING_WRAPPED];
    size_t length = 0;
    char *clear = forge_response(NULL, 0, NULL), *good = forge_encrypt(clear, "Assertion", &how);
    unsigned char *octets = content_of(good, &length);
    spoil(octets, length, content, strstr(cipher, "GCM") != NULL);
    char *out = with_value(good, 1, octets, length);
    if (key != KEY_GOOD) {
        failing_wrap(key, "SHA1", other, sizeof other, wrapped);
        char *more = with_value(out, 0, wrapped, sizeof wrapped);
        free(out);
        out = more;
    }
    free(clear), free(good), free(octets);
    return out;
}
