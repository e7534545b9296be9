/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What nobody authenticates tells nothing: thousands of changes to a message under AES-CBC get yes or one and
 * the same refusal, octet for octet, and whoever inspects hears the same steps. The same of every failure of
 * decryption.
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
    toegang_status status;
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
    struct answer answer = {.status = TOEGANG_GOOD};
    toegang_identity *identity = NULL;
    char *message = message_of(cut);
    answer.status = toegang_inspect_saml(trust, message, strlen(message), FORGE_REQUEST, FORGE_AT, hear,
                                         answer.heard, &identity, &answer.report);
    if (identity) cr_expect_eq(memcmp(toegang_identity_holder(identity).digits, FORGE_RRN, 11), 0);
    toegang_identity_free(identity);
    free(message);
    return answer;
}

static const struct answer *first;
static size_t good, refused;

static void expect_same(const toegang_trust *trust, const struct cut *cut, const char *what, size_t place)
{
    static struct answer kept;
    struct answer answer = ask(trust, cut);
    if (answer.status == TOEGANG_GOOD) {
        good++;
        return;
    }
    if (!first) kept = answer, first = &kept;
    refused++;
    cr_expect_eq(memcmp(&answer.report, &first->report, sizeof answer.report), 0, "%s %zu: %s: %s, came %s",
                 what, place, answer.report.check, answer.report.expected, answer.report.came);
    cr_expect_str_eq(answer.heard, first->heard, "%s %zu", what, place);
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
    struct answer whole = ask(trust, &cut);
    cr_assert_eq(whole.status, TOEGANG_GOOD, "%s: %s", whole.report.check, whole.report.came);
    first = NULL, good = refused = 0;
    change_padding(trust, &cut);
    change_octets(trust, &cut, 5);
    change_length(trust, &cut);
    move_blocks(trust, &cut);
    cr_expect_str_eq(first->report.check, "saml.encrypted.decrypt");
    cr_expect_gt(refused, 2000, "%zu refused, %zu good", refused, good);
    cr_log_info("%zu refused, %zu good", refused, good);
    free_cut(&cut), free(message);
    toegang_trust_free(trust);
}

/* Whoever encrypts for us himself, what he likes, does not learn how far it got either. */
Test(uniform, whatever_was_encrypted_under_cbc)
{
    static const struct {
        unsigned signs;
        const char *key, *from, *to;
    } ways[] = {
        {FORGE_NOTHING, "idp", NULL, NULL},
        {FORGE_ASSERTION, "attacker", NULL, NULL},
        {FORGE_ASSERTION, "idp", FORGE_RRN, ATTACKER_RRN},
        {FORGE_ASSERTION, "idp", "<saml:Subject>", "<saml:Subject><saml:Assertion/>"},
        {FORGE_ASSERTION, "idp", "<saml:Assertion ", "text<saml:Assertion "},
        {FORGE_ASSERTION, "idp", "</saml:Assertion>", "</saml:Assertion></w><w>"},
        {FORGE_ASSERTION, "idp", "<ds:SignatureValue>", "<ds:SignatureValue>A"},
        {FORGE_ASSERTION, "idp", "https://idp.example", "https://idq.example"},
    };
    toegang_trust *trust = world_trust_of("cbc");
    first = NULL, good = refused = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const struct forge_signing signing = {.key = forge_key(ways[i].key), .what = ways[i].signs};
        const struct forge_sealing sealing = {.cipher = "A256CBC", .from = ways[i].from, .to = ways[i].to};
        char *clear = forge_response(NULL, 0, &signing),
             *message = forge_encrypt(clear, "Assertion", &sealing);
        struct cut cut = cut_at_content(message);
        expect_same(trust, &cut, "way", i);
        cut.octets[0] ^= 1;
        expect_same(trust, &cut, "way, changed", i);
        free_cut(&cut), free(clear), free(message);
    }
    cr_expect_str_eq(first->report.check, "saml.encrypted.decrypt");
    cr_expect_eq(refused, 16);
    toegang_trust_free(trust);
}

/* Nor do the failures of GCM and of OAEP differ from each other. */
Test(uniform, decryption)
{
    static const char *const ways[] = {
        "A128GCM",           "A256GCM",           "A128GCM key=attacker", "key=idp-3072",
        "A256GCM octets=16", "A128GCM octets=32", "rsa-oaep SHA256",      "rsa-oaep mask=SHA256"};
    toegang_trust *trust = world_trust_of("gcm");
    first = NULL, good = refused = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char *message = encrypted(ways[i], FORGE_ASSERTION);
        struct cut cut = cut_at_content(message);
        change_octets(trust, &cut, 97);
        change_length(trust, &cut);
        free_cut(&cut), free(message);
    }
    cr_expect_str_eq(first->report.check, "saml.encrypted.decrypt");
    cr_expect_eq(good, 0);
    cr_expect_gt(refused, 1000);
    toegang_trust_free(trust);
}
