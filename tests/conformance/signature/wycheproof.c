/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signature vectors of Wycheproof against lib/crypto. Good is what they call valid and what has the
 * parameters of a row of our table; "acceptable" and all else is refused.
 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../unit/crypto/maker.h"
#include "crypto/signature.h"
#include "vectors.h"

#define FOLDER "C2SP+wycheproof/testvectors_v1/"

/* One line of these files is one member; so far as we have read, in their order. */
struct state {
    struct tg_crypto *crypto;
    struct tg_key *key;
    char refused[48]; /* why the group's key was not taken */
    char scheme[4], sha[16], mgf_sha[16], id[16];
    unsigned salt;
    struct tg_span message, signature;
    size_t good, bad, without_key;
};

/* "name": "value" or "name": 12 on this line, cut out in place; NULL when it is another member. */
static char *member(char *line, const char *name)
{
    char *at = line + strspn(line, " ");
    size_t length = strlen(name);
    if (*at != '"' || strncmp(at + 1, name, length) != 0 || at[length + 1] != '"') return NULL;
    at += length + 2;
    at += strspn(at, ": \"");
    at[strcspn(at, "\",\r")] = 0;
    return at;
}

static struct tg_span unhex(const char *hex)
{
    size_t length = strlen(hex) / 2, made = 0;
    unsigned char *out = calloc(1, length + 1);
    if (length > 0) cr_assert_eq(OPENSSL_hexstr2buf_ex(out, length, &made, hex, '\0'), 1);
    return (struct tg_span){(char *)out, made};
}

static void replace(struct tg_span *span, const char *hex)
{
    free((void *)(uintptr_t)span->at);
    *span = unhex(hex);
}

static void take_key(struct state *state, const char *hex)
{
    struct tg_span der = unhex(hex);
    toegang_report report = {0};
    const unsigned char *at = (const unsigned char *)der.at;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &at, (long)der.length);
    cr_assert_not_null(key);
    tg_key_free(state->key);
    state->key = maker_trusted(state->crypto, key, &report);
    snprintf(state->refused, sizeof state->refused, "%s", report.check);
    EVP_PKEY_free(key);
    free((void *)(uintptr_t)der.at);
}

/* NULL when the parameters of the group are in no row. */
static const struct tg_algorithm *algorithm_of(const struct state *state)
{
    char name[16];
    snprintf(name, sizeof name, "%s%.3s", state->scheme,
             strchr(state->sha, '-') ? strchr(state->sha, '-') + 1 : "");
    const struct tg_algorithm *row = tg_algorithm_of_name(tg_span_of(name));
    if (!row || row->scheme != TG_RSA_PSS) return row;
    bool fits = strcmp(state->sha, state->mgf_sha) == 0 && state->salt == tg_hash_octets(row->hash);
    return fits ? row : NULL;
}

/* With parameters of no row, what they call valid is tried under the row that is nearest, which must not take
 * it. */
static void judge_case(struct state *state, const char *result, const char *file)
{
    const struct tg_algorithm *row = algorithm_of(state), *tried = row;
    bool valid = strcmp(result, "valid") == 0, expected = row && valid;
    if (!row && !valid) return;
    toegang_report report = {0};
    if (!state->key) {
        state->without_key++;
        return;
    }
    if (!tried) tried = tg_algorithm_of_name(TG_SPAN("PS256"));
    toegang_status status =
        tg_signature_verify(state->crypto, state->key, tried, state->message, state->signature, &report);
    cr_expect_eq(status, expected ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s %s: %s, %s", file, state->id, result,
                 report.check);
    *(status == TOEGANG_GOOD ? &state->good : &state->bad) += 1;
}

static void read_line(struct state *state, char *line, const char *file)
{
    char *value;
    if ((value = member(line, "publicKeyDer")))
        take_key(state, value);
    else if ((value = member(line, "sha")))
        snprintf(state->sha, sizeof state->sha, "%s", value);
    else if ((value = member(line, "mgfSha")))
        snprintf(state->mgf_sha, sizeof state->mgf_sha, "%s", value);
    else if ((value = member(line, "sLen")))
        state->salt = (unsigned)strtoul(value, NULL, 10);
    else if ((value = member(line, "tcId")))
        snprintf(state->id, sizeof state->id, "%s", value);
    else if ((value = member(line, "msg")))
        replace(&state->message, value);
    else if ((value = member(line, "sig")))
        replace(&state->signature, value);
    else if ((value = member(line, "result")))
        judge_case(state, value, file);
}

static const struct {
    const char *file, *scheme;
    size_t good, bad, without_key;
} files[] = {
    {"ecdsa_secp256r1_sha256_p1363", "ES", 173, 89, 0},
    {"ecdsa_secp384r1_sha384_p1363", "ES", 193, 87, 0},
    {"ecdsa_secp521r1_sha512_p1363", "ES", 231, 87, 0},
    {"rsa_signature_2048_sha256", "RS", 7, 250, 2},
    {"rsa_signature_2048_sha384", "RS", 7, 251, 0},
    {"rsa_signature_2048_sha512", "RS", 7, 251, 1},
    {"rsa_signature_3072_sha256", "RS", 7, 251, 1},
    {"rsa_signature_3072_sha384", "RS", 7, 252, 0},
    {"rsa_signature_3072_sha512", "RS", 7, 252, 1},
    {"rsa_signature_4096_sha256", "RS", 7, 251, 0},
    {"rsa_signature_4096_sha384", "RS", 7, 252, 0},
    {"rsa_signature_4096_sha512", "RS", 7, 252, 0},
    {"rsa_pss_2048_sha256_mgf1_0", "PS", 0, 61, 0},
    {"rsa_pss_2048_sha256_mgf1_32", "PS", 63, 45, 0},
    {"rsa_pss_2048_sha384_mgf1_48", "PS", 95, 46, 0},
    {"rsa_pss_3072_sha256_mgf1_32", "PS", 63, 45, 0},
    {"rsa_pss_4096_sha384_mgf1_48", "PS", 95, 46, 0},
    {"rsa_pss_4096_sha512_mgf1_64", "PS", 132, 47, 0},
    {"rsa_pss_misc", "PS", 3, 147, 0},
};

Test(wycheproof, every_signature)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[256];
        size_t length = 0;
        snprintf(name, sizeof name, FOLDER "%s_test.json", files[i].file);
        char *text = vector_file(name, &length), *rest = text, *line;
        if (!text) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
        struct state state = {.good = 0};
        snprintf(state.scheme, sizeof state.scheme, "%s", files[i].scheme);
        cr_assert_eq(tg_crypto_new(&state.crypto, NULL), TOEGANG_GOOD);
        while ((line = strsep(&rest, "\n"))) read_line(&state, line, files[i].file);
        cr_expect(state.good == files[i].good && state.bad == files[i].bad &&
                      state.without_key == files[i].without_key,
                  "%s: {%zu, %zu, %zu} %s", files[i].file, state.good, state.bad, state.without_key,
                  state.refused);
        tg_key_free(state.key);
        tg_crypto_free(state.crypto);
        free((void *)(uintptr_t)state.message.at), free((void *)(uintptr_t)state.signature.at);
        free(text);
    }
}
