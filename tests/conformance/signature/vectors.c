/* SPDX-License-Identifier: Apache-2.0 */
#include "vectors.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MESSAGE_MAX ((size_t)4 << 20)

static char *whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *out = calloc(1, MESSAGE_MAX + 1);
    *length = fread(out, 1, MESSAGE_MAX, file);
    fclose(file);
    return out;
}

char *vector_file(const char *name, size_t *length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", TG_VECTORS, name);
    return whole(path, length);
}

static void split(char *line, struct vector_row *row)
{
    static char empty[1];
    for (size_t i = 0; i < VECTOR_FIELDS; i++) row->fields[i] = line ? strsep(&line, "\t") : empty;
}

struct vector_table vector_table_read(const char *path)
{
    struct vector_table table = {0};
    size_t length = 0, room = 0;
    char *text = whole(path, &length), *rest = text, *line;
    if (!text) return table;
    strsep(&rest, "\n");
    while ((line = strsep(&rest, "\n"))) {
        if (line[0] == '#' || line[0] == 0) continue;
        if (table.count == room) table.rows = realloc(table.rows, (room += 256) * sizeof *table.rows);
        split(strdup(line), &table.rows[table.count++]);
    }
    free(text);
    return table;
}

void vector_table_free(struct vector_table *table)
{
    for (size_t i = 0; i < table->count; i++) free(table->rows[i].fields[0]);
    free(table->rows);
}

const struct vector_row *vector_find(const struct vector_table *table, const char *first)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].fields[0], first) == 0) return &table->rows[i];
    return NULL;
}

/* As lenient as need be: what our own reader would refuse is refused elsewhere. */
char *vector_unbase64(const char *text, size_t *length)
{
    size_t count = strlen(text);
    EVP_ENCODE_CTX *context = EVP_ENCODE_CTX_new();
    char *out = calloc(1, count + 4), *clean = calloc(1, count + 4);
    int made = 0, last = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isspace((unsigned char)text[i])) clean[kept++] = text[i];
    while (kept % 4 != 0) clean[kept++] = '=';
    EVP_DecodeInit(context);
    if (EVP_DecodeUpdate(context, (unsigned char *)out, &made, (unsigned char *)clean, (int)kept) < 0)
        made = 0;
    if (EVP_DecodeFinal(context, (unsigned char *)out + made, &last) < 0) last = 0;
    EVP_ENCODE_CTX_free(context);
    free(clean);
    *length = (size_t)(made + last);
    out[*length] = 0;
    return out;
}

static char *inflated(const char *octets, size_t *length)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)octets, .avail_in = (uInt)*length};
    char *out = calloc(1, MESSAGE_MAX + 1);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)MESSAGE_MAX;
    bool good = inflateInit2(&stream, -15) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END;
    *length = stream.total_out;
    inflateEnd(&stream);
    if (good) return out;
    free(out);
    return NULL;
}

static bool looks_like_xml(const char *octets)
{
    if (strncmp(octets, "\xEF\xBB\xBF", 3) == 0) octets += 3;
    while (isspace((unsigned char)*octets)) octets++;
    return *octets == '<';
}

char *vector_message(char *octets, size_t *length)
{
    if (looks_like_xml(octets)) return octets;
    char *decoded = vector_unbase64(octets, length);
    free(octets);
    if (looks_like_xml(decoded)) return decoded;
    size_t deflated = *length;
    char *out = inflated(decoded, &deflated);
    if (!out) return decoded;
    free(decoded);
    *length = deflated;
    return out;
}

static void add_key(const struct tg_crypto *crypto, const char *base64, struct vector_keys *keys)
{
    size_t length = 0;
    struct tg_key *key = NULL;
    toegang_report report = {0};
    char *der = vector_unbase64(base64, &length);
    if (keys->count < VECTOR_KEYS_MAX &&
        tg_key_of_certificate(crypto, (struct tg_span){der, length}, &key, &report) == TOEGANG_GOOD)
        keys->keys[keys->count++] = key;
    else if (strcmp(report.check, "key.certificate") != 0)
        snprintf(keys->refused, sizeof keys->refused, "%s", report.check);
    free(der);
}

/* DER of this size begins with 30 82, which is "MII" in base64. */
void vector_add_keys(const struct tg_crypto *crypto, const char *text, struct vector_keys *keys)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t ";
    for (const char *at = strstr(text, "MII"); at; at = strstr(at, "MII")) {
        size_t length = strspn(at, alphabet);
        char *run = strndup(at, length);
        if (length > 300) add_key(crypto, run, keys);
        at += length;
        free(run);
    }
}

void vector_free_keys(struct vector_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++) tg_key_free(keys->keys[i]);
    keys->count = 0;
}
