/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One octet changed, anywhere: inside what was signed it is refused, elsewhere it changes no claim. Every
 * octet with one other value in each run, with every other value when TOEGANG_TEST_LONG is 1.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

static void describe(const toegang_identity *identity, char out[4096])
{
    toegang_rrn holder = toegang_identity_holder(identity);
    int length = snprintf(out, 4096, "%.11s|%s|%s|%s|%d|%s|%s|%s|%s|%s|%s|%lld|%lld", holder.digits,
                          toegang_identity_issuer(identity), toegang_identity_assertion_id(identity),
                          toegang_identity_authentication(identity), toegang_identity_assurance(identity),
                          toegang_identity_capacity(identity), toegang_identity_organisation(identity).value,
                          toegang_identity_given_name(identity), toegang_identity_family_name(identity),
                          toegang_identity_name_id(identity), toegang_identity_key_fingerprint(identity),
                          (long long)toegang_identity_authenticated_at(identity),
                          (long long)toegang_identity_until(identity));
    for (size_t i = 0; i < toegang_identity_roles(identity); i++)
        length +=
            snprintf(out + length, 4096 - (size_t)length, "|%s", toegang_identity_role(identity, i)->value);
}

struct region {
    size_t from, until; /* the signed element */
    size_t signature_from, signature_until;
};

static struct region region_of(const char *message, const char *open, const char *close)
{
    const char *from = strstr(message, open), *until = strstr(from, close) + strlen(close);
    const char *signature = strstr(message, "<ds:Signature "), *end = strstr(signature, "</ds:Signature>");
    return (struct region){(size_t)(from - message), (size_t)(until - message), (size_t)(signature - message),
                           (size_t)(end - message) + strlen("</ds:Signature>")};
}

static bool is_signed(const struct region *region, size_t at)
{
    bool in_signature = at >= region->signature_from && at < region->signature_until;
    return at >= region->from && at < region->until && !in_signature;
}

static bool is_space(char octet)
{
    return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
}

struct flipping {
    const toegang_trust *trust;
    char *message;
    size_t length;
    struct region region;
    char original[4096];
    size_t refused, same;
};

/* White space between attributes is the one thing in a signed element that canonicalisation makes equal. */
static void flip(struct flipping *flipping, size_t at, char other)
{
    char was = flipping->message[at], described[4096];
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    flipping->message[at] = other;
    toegang_status status =
        world_verify(flipping->trust, flipping->message, flipping->length, &identity, &report);
    flipping->message[at] = was;
    cr_assert(status == TOEGANG_GOOD || status == TOEGANG_REFUSED, "octet %zu as %02x: %d", at,
              (unsigned char)other, status);
    flipping->refused += status == TOEGANG_REFUSED;
    if (status == TOEGANG_REFUSED) return;
    flipping->same++;
    describe(identity, described);
    toegang_identity_free(identity);
    cr_assert_str_eq(described, flipping->original, "octet %zu as %02x", at, (unsigned char)other);
    cr_assert(!is_signed(&flipping->region, at) || (is_space(was) && is_space(other)),
              "octet %zu as %02x is accepted", at, (unsigned char)other);
}

static void flip_all(const toegang_trust *trust, unsigned signs, const char *open, const char *close)
{
    const char *wish = getenv("TOEGANG_TEST_LONG");
    unsigned step = wish && strcmp(wish, "1") == 0 ? 1 : 255;
    /*
     * xs stands only inside values, so without the PrefixList its declaration is no part of what is signed.
     */
    const struct forge_signing how = {.key = forge_key("idp"), .what = signs, .prefixes = "xs"};
    struct flipping flipping = {.trust = trust, .message = forge_response(NULL, 0, &how)};
    toegang_identity *identity = NULL;
    flipping.length = strlen(flipping.message);
    flipping.region = region_of(flipping.message, open, close);
    cr_assert_eq(world_verify(trust, flipping.message, flipping.length, &identity, NULL), TOEGANG_GOOD);
    describe(identity, flipping.original);
    toegang_identity_free(identity);
    for (size_t at = 0; at < flipping.length; at++)
        for (unsigned value = 1 + (unsigned)(at * 37 % 255) % step; value < 256; value += step)
            flip(&flipping, at, (char)((unsigned char)flipping.message[at] ^ value));
    cr_log_info("%zu refused, %zu the same identity", flipping.refused, flipping.same);
    cr_assert(flipping.refused > flipping.region.until - flipping.region.from - 2200);
    cr_assert(flipping.same > 100, "%zu", flipping.same);
    free(flipping.message);
}

Test(saml, one_octet_of_a_signed_assertion, .timeout = 1800)
{
    toegang_trust *trust = world_trust();
    flip_all(trust, FORGE_ASSERTION, "<saml:Assertion", "</saml:Assertion>");
    toegang_trust_free(trust);
}

Test(saml, one_octet_of_a_signed_response, .timeout = 1800)
{
    toegang_trust *trust = world_trust();
    flip_all(trust, FORGE_RESPONSE, "<samlp:Response", "</samlp:Response>");
    toegang_trust_free(trust);
}

Test(saml, cut_at_any_place, .timeout = 1800)
{
    toegang_trust *trust = world_trust();
    char *message = forge_response(NULL, 0, NULL);
    size_t length = strlen(message);
    for (size_t at = 0; at < length; at++) {
        toegang_identity *identity = NULL;
        cr_assert_eq(world_verify(trust, message, at, &identity, NULL), TOEGANG_REFUSED, "cut at %zu", at);
    }
    free(message);
    toegang_trust_free(trust);
}
