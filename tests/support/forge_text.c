/* SPDX-License-Identifier: Apache-2.0 */
/* Files, placeholders, base64. */
#include "forge_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

static const struct forge_value world[] = {
    {"response-id", "_r3c1f0a9d7be64f2c8a15e60b4d97c2a1"},
    {"assertion-id", "_a8e2b6d4f91c04d7aa3b5c7e8f6012d9c"},
    {"issuer", FORGE_ISSUER},
    {"audience", FORGE_AUDIENCE},
    {"recipient", FORGE_RECIPIENT},
    {"in-response-to", FORGE_REQUEST},
    {"issue-instant", "2026-11-23T09:59:58Z"},
    {"authn-instant", "2026-11-23T09:59:40Z"},
    {"not-before", "2026-11-23T09:59:28Z"},
    {"not-on-or-after", "2026-11-23T10:04:58Z"},
    {"session-end", "2026-11-23T11:59:40Z"},
    {"session-index", "_s41f7c0d2"},
    {"status", "urn:oasis:names:tc:SAML:2.0:status:Success"},
    {"name-id", "_t9b6e1c53a7d84f0e"},
    {"rrn", FORGE_RRN},
    {"given-name", "Veerle"},
    {"family-name", "Peeters"},
    {"capacity", "EA"},
    {"organisation", "0999999922"},
    {"organisation-name", "Bakkerij De Linde &amp; Zonen"},
    {"assurance", "urn:be:vlaanderen:authmech:eid"},
    {"acr", "{{assurance}}"},
    {"role-1", "subsidie-indienen:{{organisation}}"},
    {"role-2", "subsidie-lezen-2026:{{organisation}}"},
    {"role-3", "wse-gebruiker-50042:{{organisation}}"},
    {"role-4", "LoketGebruiker:0999999823"},
    {"role-5", "KaleidosGebruiker-Kaleidos_Overheidsorganisatie:OVO000617"},
};

void forge_die(const char *what, const char *which)
{
    fprintf(stderr, "forge: %s: %s\n", what, which);
    abort();
}

void *forge_take(size_t size)
{
    void *out = calloc(1, size);
    if (!out) forge_die("memory", "none left");
    return out;
}

char *forge_file(const char *path)
{
    char whole[512];
    bool ours = strchr(path, '/') == NULL;
    snprintf(whole, sizeof whole, "%s%s", ours ? TG_SUPPORT "/templates/" : "", path);
    FILE *file = fopen(whole, "rb");
    if (!file) forge_die("cannot read", whole);
    size_t room = 1 << 16, length = 0, got;
    char *out = forge_take(room);
    while ((got = fread(out + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (room - length > 1) continue;
        room *= 2;
        out = realloc(out, room);
        if (!out) forge_die("memory", "none left");
    }
    fclose(file);
    out[length] = '\0';
    return out;
}

static const char *look_up(const struct forge_value *values, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
            return values[i].value;
    return NULL;
}

static char *joined(const char *text, const char *at, const char *middle, const char *rest)
{
    size_t head = (size_t)(at - text);
    char *out = forge_take(head + strlen(middle) + strlen(rest) + 1);
    memcpy(out, text, head);
    strcpy(out + head, middle);
    strcat(out, rest);
    return out;
}

char *forge_fill(const char *text, const struct forge_value *values, size_t count)
{
    char *out = joined(text, text, "", text);
    for (char *open = strstr(out, "{{"); open; open = strstr(out, "{{")) {
        char *close = strstr(open, "}}");
        if (!close) forge_die("placeholder without end", open);
        const char *name = open + 2;
        const char *value = look_up(values, count, name, (size_t)(close - name));
        if (!value) value = look_up(world, sizeof world / sizeof *world, name, (size_t)(close - name));
        if (!value) forge_die("no value for placeholder", open);
        char *next = joined(out, open, value, close + 2);
        free(out);
        out = next;
    }
    return out;
}

char *forge_replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at) forge_die("nothing to replace", from);
    return joined(text, at, to, at + strlen(from));
}

char *forge_base64(const char *octets, size_t length, size_t line)
{
    char *plain = forge_take(length / 3 * 4 + 8), *out = forge_take(length / 3 * 8 + 16), *to = out;
    int written = EVP_EncodeBlock((unsigned char *)plain, (const unsigned char *)octets, (int)length);
    for (size_t i = 0; i < (size_t)written; i++) {
        if (line > 0 && i > 0 && i % line == 0) *to++ = '\n';
        *to++ = plain[i];
    }
    free(plain);
    return out;
}

char *forge_key_text(const char *file)
{
    char path[512];
    snprintf(path, sizeof path, "%s/keys/%s", TG_SUPPORT, file);
    return forge_file(path);
}
