/* SPDX-License-Identifier: Apache-2.0 */
#include "jwe_key.h"

#include "assertion/check_jose.h"
#include "base/report.h"
#include "parse/base64.h"

#define COORDINATE_OCTETS_MAX 66

/* RFC 7518 section 4.1. What must not be used (RSA1_5, PBES2) or has no use here (dir, A128KW) has no row. */
static const struct tg_jwe_algorithm algorithms[] = {
    {"RSA-OAEP", TG_OAEP_SHA1, 0},        {"RSA-OAEP-256", TG_OAEP_SHA256, 0},  {"ECDH-ES", TG_OAEP_NONE, 0},
    {"ECDH-ES+A128KW", TG_OAEP_NONE, 16}, {"ECDH-ES+A256KW", TG_OAEP_NONE, 32},
};

const struct tg_jwe_algorithm *tg_jwe_algorithm_of_name(struct tg_span name)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (tg_span_is(name, algorithms[i].name)) return &algorithms[i];
    return NULL;
}

bool tg_jwe_algorithm_fits(const struct tg_jwe_algorithm *algorithm, const struct tg_private *key)
{
    bool rsa = tg_key_curve(tg_private_public(key)) == TG_CURVE_NONE;
    return rsa == (algorithm->oaep != TG_OAEP_NONE);
}

static toegang_status refuse_epk(const char *expected, const char *came, toegang_report *report)
{
    return tg_refuse(report, CHECK_JWE_EPK, expected, tg_span_of(came));
}

/* Base64url in a member; absent: no octets. */
static toegang_status read_octets(const struct tg_json *holder, const char *name, size_t limit,
                                  struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    const struct tg_json *member = tg_json_get(holder, name);
    toegang_report fault = {0};
    *out = (struct tg_span){NULL, 0};
    if (!member) return TOEGANG_GOOD;
    if (member->kind != TG_JSON_STRING) return refuse_epk("base64url", name, report);
    toegang_status status = tg_base64url_read(member->text, limit, arena, out, &fault);
    if (status < TOEGANG_GOOD) return tg_no_memory(report);
    return status == TOEGANG_GOOD ? status : refuse_epk("base64url", name, report);
}

/* RFC 7518 sections 4.6.1.1 and 6.2.1: kty, crv, x and y; any other public member is passed over. */
static toegang_status read_point(const struct tg_json *epk, struct tg_arena *arena, struct tg_jwe_sent *out,
                                 toegang_report *report)
{
    const struct tg_json *kind = tg_json_get(epk, "kty"), *curve = tg_json_get(epk, "crv");
    if (!kind || !curve || !tg_span_is(kind->text, "EC"))
        return refuse_epk("a public key with kty EC and crv", "something else", report);
    if (tg_json_get(epk, "d")) return refuse_epk("public members only", "d", report);
    out->curve = tg_curve_of_name(curve->text);
    if (out->curve == TG_CURVE_NONE || out->curve == TG_ED25519)
        return tg_refuse(report, CHECK_JWE_EPK, "P-256, P-384, P-521", curve->text);
    toegang_status status = read_octets(epk, "x", COORDINATE_OCTETS_MAX, arena, &out->x, report);
    if (status == TOEGANG_GOOD) status = read_octets(epk, "y", COORDINATE_OCTETS_MAX, arena, &out->y, report);
    if (status != TOEGANG_GOOD) return status;
    size_t octets = tg_curve_octets(out->curve);
    if (out->x.length == octets && out->y.length == octets) return TOEGANG_GOOD;
    return refuse_epk("coordinates as long as the curve asks", "others", report);
}

static toegang_status read_agreement(const struct tg_json *header, struct tg_arena *arena,
                                     struct tg_jwe_sent *out, toegang_report *report)
{
    size_t limit = tg_json_header_limits.octets;
    toegang_status status = read_point(tg_json_get(header, "epk"), arena, out, report);
    if (status == TOEGANG_GOOD) status = read_octets(header, "apu", limit, arena, &out->apu, report);
    if (status == TOEGANG_GOOD) status = read_octets(header, "apv", limit, arena, &out->apv, report);
    if (status != TOEGANG_GOOD) return status;
    if (out->algorithm->wrap_octets == 0 && out->encrypted_key.length > 0)
        return tg_refuse(report, CHECK_JWE_ENCRYPTED_KEY, "an empty second part", TG_SPAN("octets"));
    return TOEGANG_GOOD;
}

toegang_status tg_jwe_sent_read(const struct tg_json *header, struct tg_arena *arena, struct tg_jwe_sent *out,
                                toegang_report *report)
{
    static const char *const of_agreement[] = {"epk", "apu", "apv"};
    if (out->algorithm->oaep == TG_OAEP_NONE) return read_agreement(header, arena, out, report);
    for (size_t i = 0; i < sizeof of_agreement / sizeof *of_agreement; i++)
        if (tg_json_get(header, of_agreement[i]))
            return tg_refuse(report, CHECK_JWT_HEADER_MEMBER, "alg, enc, kid, typ, cty, x5t, x5t#S256",
                             tg_span_of(of_agreement[i]));
    return TOEGANG_GOOD;
}

/* The point is the sender's and no secret: that it is none may be told. */
static toegang_status agree(const struct tg_crypto *crypto, const struct tg_private *key,
                            const struct tg_jwe_sent *sent, struct tg_span name, size_t octets,
                            uint8_t out[TG_CONTENT_KEY_MAX], toegang_report *report)
{
    toegang_report fault = {0};
    toegang_status status =
        tg_agree(crypto, key, sent->curve, sent->x, sent->y, name, sent->apu, sent->apv, octets, out, &fault);
    if (status == TOEGANG_REFUSED) return refuse_epk("a point on the curve of our key", "another", report);
    if (status < TOEGANG_GOOD) (void)tg_report_pass(report, &fault);
    return status;
}

static toegang_status agree_and_unwrap(const struct tg_crypto *crypto, const struct tg_private *key,
                                       const struct tg_jwe_sent *sent, uint8_t out[TG_CONTENT_KEY_MAX],
                                       toegang_report *report)
{
    uint8_t wrapping[TG_CONTENT_KEY_MAX];
    size_t octets = sent->algorithm->wrap_octets, content = tg_cipher_key_octets(sent->cipher);
    if (octets == 0) return agree(crypto, key, sent, sent->cipher_name, content, out, report);
    toegang_status status =
        agree(crypto, key, sent, tg_span_of(sent->algorithm->name), octets, wrapping, report);
    if (status == TOEGANG_GOOD)
        status = tg_unwrap_aes(crypto, (struct tg_span){(const char *)wrapping, octets}, sent->encrypted_key,
                               content, out, report);
    explicit_bzero(wrapping, sizeof wrapping);
    return status;
}

toegang_status tg_jwe_key(const struct tg_crypto *crypto, const struct tg_private *key,
                          const struct tg_jwe_sent *sent, uint8_t out[TG_CONTENT_KEY_MAX],
                          toegang_report *report)
{
    enum tg_oaep_hash hash = sent->algorithm->oaep;
    if (hash == TG_OAEP_NONE) return agree_and_unwrap(crypto, key, sent, out, report);
    return tg_unwrap_oaep(crypto, key, hash, hash, sent->encrypted_key, tg_cipher_key_octets(sent->cipher),
                          out, report);
}
