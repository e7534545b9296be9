/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What nobody authenticates tells nothing. Under AES-CBC in an unsigned response a good message and thousands
 * of changes to it get one and the same refusal, before any key is used; under AES-GCM whatever is changed
 * gets the one refusal of decryption. The same is octet for octet, and who inspects hears the same steps.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "world.h"

#define HEARD 4096

/* A message cut at the value of its content. */
struct cut {
    char *head, *tail;
    unsigned char *octets;
    size_t length;
};

static struct cut cut_at_content(const char *message)
{
    const char *key = strstr(message, "</xenc:EncryptedKey>"), *mark = "<xenc:CipherValue>";
    const char *value = strstr(key, mark) + strlen(mark), *end = strchr(value, '<');
    struct cut cut = {strndup(message, (size_t)(value - message)), strdup(end), NULL, 0};
    char *text = strndup(value, (size_t)(end - value));
    cut.octets = calloc(1, strlen(text) + 4);
    cut.length = (size_t)EVP_DecodeBlock(cut.octets, (unsigned char *)text, (int)strlen(text));
    for (size_t i = strlen(text); i > 0 && text[i - 1] == '='; i--) cut.length--;
    free(text);
    return cut;
}

static char *message_of(const struct cut *cut)
{
    char *value = forge_base64((const char *)cut->octets, cut->length, 0);
    size_t room = strlen(cut->head) + strlen(value) + strlen(cut->tail) + 1;
    char *out = calloc(1, room);
    snprintf(out, room, "%s%s%s", cut->head, value, cut->tail);
    free(value);
    return out;
}

static void free_cut(struct cut *cut)
{
    free(cut->head), free(cut->tail), free(cut->octets);
}

static char *encrypted(const char *words, unsigned what)
{
    const struct forge_signing signing = {.key = forge_key("idp"), .what = what};
    const struct forge_sealing sealing = sealing_of(words);
    char *clear = forge_response(NULL, 0, &signing), *out = forge_encrypt(clear, "Assertion", &sealing);
    free(clear);
    return out;
}

/* What one learns from an answer. */
struct answer {
    toegang_report report;
    char heard[HEARD];
};

static void hear(void *context, const char *check, int passed, const char *value)
{
    char *heard = context;
    size_t length = strlen(heard);
    snprintf(heard + length, HEARD - length, "%s %d %s\n", check, passed, value);
}

static struct answer ask(const toegang_trust *trust, const struct cut *cut)
{
    struct answer answer = {.heard = ""};
    toegang_identity *identity = NULL;
    char *message = message_of(cut);
    toegang_status status = toegang_inspect_saml(trust, message, strlen(message), FORGE_REQUEST, FORGE_AT,
                                                 hear, answer.heard, &identity, &answer.report);
    cr_expect_eq(status, TOEGANG_REFUSED, "%s", answer.report.check);
    cr_expect_null(identity);
    toegang_identity_free(identity);
    free(message);
    return answer;
}

static struct answer first;
static size_t refused;

static void expect_same(const toegang_trust *trust, const struct cut *cut, const char *what, size_t place)
{
    struct answer answer = ask(trust, cut);
    if (refused++ == 0) first = answer;
    cr_expect_eq(memcmp(&answer.report, &first.report, sizeof answer.report), 0, "%s %zu: %s: %s, came %s",
                 what, place, answer.report.check, answer.report.expected, answer.report.came);
    cr_expect_str_eq(answer.heard, first.heard, "%s %zu", what, place);
}

/* Every value of the octets that say how long the padding is, by way of the block before. */
static void change_padding(const toegang_trust *trust, struct cut *cut)
{
    for (size_t place = cut->length - 17; place > cut->length - 21; place--)
        for (unsigned value = 1; value < 256; value++) {
            cut->octets[place] ^= (unsigned char)value;
            expect_same(trust, cut, "padding", place);
            cut->octets[place] ^= (unsigned char)value;
        }
}

static void change_octets(const toegang_trust *trust, struct cut *cut, size_t step)
{
    for (size_t place = 0; place < cut->length; place += step) {
        cut->octets[place] ^= 0x20;
        expect_same(trust, cut, "octet", place);
        cut->octets[place] ^= 0x20;
    }
}

static void change_length(const toegang_trust *trust, struct cut *cut)
{
    size_t length = cut->length;
    for (size_t kept = 1; kept <= 64; kept++) {
        cut->length = kept;
        expect_same(trust, cut, "length", kept);
    }
    for (cut->length = length - 1; cut->length > length - 64; cut->length--)
        expect_same(trust, cut, "length", cut->length);
    cut->length = length;
}

/* The block of a secret in the place of the last one, or of any other. */
static void move_blocks(const toegang_trust *trust, struct cut *cut)
{
    unsigned char kept[16];
    for (size_t place = 16; place + 32 <= cut->length; place += 16) {
        memcpy(kept, cut->octets + cut->length - 16, 16);
        memcpy(cut->octets + cut->length - 16, cut->octets + place, 16);
        expect_same(trust, cut, "block", place);
        memcpy(cut->octets + cut->length - 16, kept, 16);
    }
}

Test(uniform, an_unsigned_response_under_cbc)
{
    toegang_trust *trust = world_trust_of("cbc");
    char *message = encrypted("A128CBC", FORGE_ASSERTION);
    struct cut cut = cut_at_content(message);
    expect_same(trust, &cut, "good", 0);
    change_padding(trust, &cut);
    change_octets(trust, &cut, 5);
    change_length(trust, &cut);
    move_blocks(trust, &cut);
    cr_expect_str_eq(first.report.check, "saml.encrypted.cbc");
    cr_expect_null(strstr(first.heard, "saml.encrypted.decrypt"));
    cr_expect_gt(refused, 2000, "%zu", refused);
    free_cut(&cut), free(message);
    toegang_trust_free(trust);
}

/* Nor does it matter for whom it was encrypted, how, and what is in it: that is not looked at. */
Test(uniform, whatever_was_encrypted_under_cbc)
{
    static const char *const ways[] = {"A128CBC",
                                       "A256CBC",
                                       "A128CBC key=attacker",
                                       "A256CBC key=idp-3072",
                                       "A256CBC octets=16",
                                       "A128CBC rsa-oaep mask=SHA256"},
                             *const kinds[] = {"cbc", "two-cbc"};
    static const unsigned signs[] = {FORGE_ASSERTION, FORGE_NOTHING};
    for (size_t i = 0; i < 4 * sizeof ways / sizeof *ways; i++) {
        toegang_trust *trust = world_trust_of(kinds[i % 2]);
        char *message = encrypted(ways[i / 4], signs[i / 2 % 2]);
        struct cut cut = cut_at_content(message);
        expect_same(trust, &cut, ways[i / 4], i);
        free_cut(&cut), free(message);
        toegang_trust_free(trust);
    }
    cr_expect_str_eq(first.report.check, "saml.encrypted.cbc");
}

/* Every octet changed, and the failures of GCM and of OAEP: they do not differ. */
Test(uniform, decryption)
{
    static const char *const ways[] = {
        "A128GCM",           "A256GCM",           "A128GCM key=attacker", "key=idp-3072",
        "A256GCM octets=16", "A128GCM octets=32", "rsa-oaep SHA256",      "rsa-oaep mask=SHA256"};
    toegang_trust *trust = world_trust_of("gcm");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char *message = encrypted(ways[i], FORGE_ASSERTION);
        struct cut cut = cut_at_content(message);
        change_octets(trust, &cut, i == 0 ? 1 : 97);
        change_length(trust, &cut);
        move_blocks(trust, &cut);
        free_cut(&cut), free(message);
    }
    cr_expect_str_eq(first.report.check, "saml.encrypted.decrypt");
    cr_expect_gt(refused, 5000, "%zu", refused);
    toegang_trust_free(trust);
}
