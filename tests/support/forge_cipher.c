/* SPDX-License-Identifier: Apache-2.0 */
/* Encrypts an element of a document, with libcrypto: all that XML encryption may say, sound or not. */
#include "forge_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#define XMLENC "http://www.w3.org/2001/04/xmlenc#"
#define XMLENC11 "http://www.w3.org/2009/xmlenc11#"

struct cipher {
    const char *name, *uri, *evp;
    size_t key, iv, tag;
};
static const struct cipher ciphers[] = {
    {"A128GCM", XMLENC11 "aes128-gcm", "AES-128-GCM", 16, 12, 16},
    {"A192GCM", XMLENC11 "aes192-gcm", "AES-192-GCM", 24, 12, 16},
    {"A256GCM", XMLENC11 "aes256-gcm", "AES-256-GCM", 32, 12, 16},
    {"A128CBC", XMLENC "aes128-cbc", "AES-128-CBC", 16, 16, 0},
    {"A256CBC", XMLENC "aes256-cbc", "AES-256-CBC", 32, 16, 0},
    {"3DES", XMLENC "tripledes-cbc", "DES-EDE3-CBC", 24, 8, 0},
};

static const struct cipher *cipher_named(const char *name)
{
    for (size_t i = 0; i < sizeof ciphers / sizeof *ciphers; i++)
        if (strcmp(ciphers[i].name, name) == 0) return &ciphers[i];
    forge_die("unknown cipher", name);
}

/* ISO 10126: the last octet of the padding says how long it is, the others say nothing. */
static size_t padded(const char *octets, size_t length, size_t block, unsigned char *out)
{
    size_t padding = block - length % block;
    memcpy(out, octets, length);
    memset(out + length, 'x', padding);
    out[length + padding - 1] = (unsigned char)padding;
    return length + padding;
}

/* IV, ciphertext, tag. */
static char *content_of(const struct cipher *row, const unsigned char *key, const char *octets, size_t length)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    unsigned char *clear = forge_take(length + 32), *out = forge_take(length + 64);
    size_t size = length;
    int written = 0, rest = 0;
    bool good = RAND_bytes(out, (int)row->iv) == 1 &&
                EVP_EncryptInit_ex(context, EVP_get_cipherbyname(row->evp), NULL, key, out) == 1 &&
                EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    if (row->tag > 0)
        memcpy(clear, octets, length);
    else
        size = padded(octets, length, row->iv, clear);
    good = good && EVP_EncryptUpdate(context, out + row->iv, &written, clear, (int)size) == 1 &&
           EVP_EncryptFinal_ex(context, out + row->iv + written, &rest) == 1;
    if (good && row->tag > 0)
        good = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)row->tag, out + row->iv + size) == 1;
    if (!good) forge_die("cannot encrypt", row->name);
    char *text = forge_base64((const char *)out, row->iv + size + row->tag, 0);
    EVP_CIPHER_CTX_free(context);
    free(clear), free(out);
    return text;
}

static char *wrapped_key(const struct forge_sealing *how, const unsigned char *key, size_t length)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(forge_key_private(how->key), NULL);
    unsigned char out[1024];
    size_t size = sizeof out;
    bool old = strcmp(how->transport, "rsa-1_5") == 0;
    bool good = context && EVP_PKEY_encrypt_init(context) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(context, old ? RSA_PKCS1_PADDING : RSA_PKCS1_OAEP_PADDING) == 1;
    if (good && !old)
        good = EVP_PKEY_CTX_set_rsa_oaep_md_name(context, how->digest ? how->digest : "SHA1", NULL) == 1 &&
               EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, how->mask ? how->mask : "SHA1", NULL) == 1;
    if (!good || EVP_PKEY_encrypt(context, out, &size, key, length) != 1)
        forge_die("cannot wrap", how->transport);
    EVP_PKEY_CTX_free(context);
    return forge_base64((const char *)out, size, 0);
}

/* What is not said is not written. */
static char *parameters_of(const struct forge_sealing *how)
{
    char *out = forge_take(512), mask[32] = "";
    for (size_t i = 0; how->mask && how->mask[i] && i < sizeof mask - 1; i++)
        mask[i] = (char)(how->mask[i] >= 'A' && how->mask[i] <= 'Z' ? how->mask[i] + 32 : how->mask[i]);
    if (how->digest) sprintf(out, "<ds:DigestMethod Algorithm=\"%s\"/>", forge_digest_uri(how->digest));
    if (how->mask)
        sprintf(out + strlen(out),
                "<xenc11:MGF xmlns:xenc11=\"" XMLENC11 "\" Algorithm=\"" XMLENC11 "mgf1%s\"/>", mask);
    return out;
}

static struct forge_sealing with_defaults(const struct forge_sealing *how)
{
    struct forge_sealing full = *how;
    if (!full.key) full.key = forge_key("sp");
    if (!full.cipher) full.cipher = "A128GCM";
    if (!full.transport) full.transport = "rsa-oaep-mgf1p";
    return full;
}

char *forge_sealed_element(const char *octets, size_t length, const char *holder,
                           const struct forge_sealing *how)
{
    struct forge_sealing full = with_defaults(how);
    const struct cipher *row = cipher_named(full.cipher);
    unsigned char key[32];
    char transport[128];
    if (RAND_bytes(key, sizeof key) != 1) forge_die("no random octets", row->name);
    snprintf(transport, sizeof transport, "%s%s", strcmp(full.transport, "rsa-oaep") == 0 ? XMLENC11 : XMLENC,
             full.transport);
    char *form = full.form ? strdup(full.form) : forge_file("encrypted.xml"),
         *parameters = parameters_of(&full);
    char *wrapped = wrapped_key(&full, key, full.key_octets ? full.key_octets : row->key);
    char *content = content_of(row, key, octets, length);
    const struct forge_value values[] = {{"holder", holder},
                                         {"cipher", row->uri},
                                         {"transport", transport},
                                         {"parameters", parameters},
                                         {"wrapped", wrapped},
                                         {"content", content},
                                         {"certificate", forge_key_certificate(full.key)}};
    char *out = forge_fill(form, values, sizeof values / sizeof *values);
    free(form), free(parameters), free(wrapped), free(content);
    return out;
}

/* The element with what it declares, so that it can be read alone. */
static char *standing_alone(const char *element, size_t length)
{
    static const char names[] = " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" "
                                "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
                                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    size_t name = strcspn(element, " >/");
    char *out = forge_take(length + sizeof names);
    bool alone = length > name && strncmp(element + name, " xmlns:saml=", 12) == 0;
    sprintf(out, "%.*s%s%.*s", (int)name, element, alone ? "" : names, (int)(length - name), element + name);
    return out;
}

char *forge_encrypt(const char *xml, const char *local, const struct forge_sealing *how)
{
    char open[64], close[64], holder[64];
    snprintf(open, sizeof open, "<saml:%s ", local);
    snprintf(close, sizeof close, "</saml:%s>", local);
    snprintf(holder, sizeof holder, "Encrypted%s", strcmp(local, "NameID") == 0 ? "ID" : local);
    const char *from = strstr(xml, open), *to = from ? strstr(from, close) : NULL;
    if (!to) forge_die("nothing to encrypt", local);
    to += strlen(close);
    char *octets =
        how->inherit ? strndup(from, (size_t)(to - from)) : standing_alone(from, (size_t)(to - from));
    if (how->from) {
        char *next = forge_replace(octets, how->from, how->to);
        free(octets);
        octets = next;
    }
    char *sealed = forge_sealed_element(octets, strlen(octets), holder, how);
    char *out = forge_take(strlen(xml) + strlen(sealed) + 1);
    sprintf(out, "%.*s%s%s", (int)(from - xml), xml, sealed, to);
    free(octets), free(sealed);
    return out;
}
