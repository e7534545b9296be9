/* SPDX-License-Identifier: Apache-2.0 */
/* Decryption, and the reading of what came out. */
#include "assertion/xmlenc.h"

#include "assertion/check_encryption.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "parse/base64.h"

#define WRAPPED_OCTETS_MAX 1024 /* RSA of 8192 bits */
#define TAG_OCTETS 16

/* What is opened, with what. */
struct opening {
    const struct tg_encrypted *encrypted;
    const struct tg_openers *openers;
    const char *local;
    struct tg_arena *arena;
    struct tg_span wrapped;
    struct tg_sealed sealed;
    bool loose;
};

/* xmlenc 5.2.2, 5.2.4: the value is IV, ciphertext and, of GCM, the tag. Too few octets fail in tg_decrypt.
 */
static struct tg_sealed cut(struct tg_span value, bool loose)
{
    struct tg_sealed sealed = {.iv = tg_span_until(value, loose ? 16 : 12)};
    struct tg_span rest = tg_span_from(value, sealed.iv.length);
    size_t tag = loose || rest.length < TAG_OCTETS ? 0 : TAG_OCTETS;
    sealed.octets = tg_span_until(rest, rest.length - tag);
    sealed.tag = tg_span_from(rest, rest.length - tag);
    return sealed;
}

static toegang_status decode(struct opening *at, toegang_report *report)
{
    struct tg_span value = {NULL, 0};
    toegang_status status =
        tg_base64_read(at->encrypted->key, WRAPPED_OCTETS_MAX, at->arena, &at->wrapped, report);
    if (status == TOEGANG_GOOD)
        status =
            tg_base64_read(at->encrypted->content, tg_xml_message_limits.octets, at->arena, &value, report);
    at->sealed = cut(value, at->loose);
    return status;
}

static toegang_status read_content(const struct opening *at, struct tg_span octets, struct tg_xml_node **out,
                                   toegang_report *report)
{
    struct tg_xml_node *only = NULL;
    toegang_status status =
        tg_xml_read_within(octets, at->encrypted->holder, &tg_xml_message_limits, at->arena, &only, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_xml_is(only, TG_NS_SAML, at->local))
        return tg_refuse(report, CHECK_SAML_ENCRYPTED_CONTENT, at->local, only->local);
    *out = only;
    return TOEGANG_GOOD;
}

/* The content key lies in the arena, which wipes it. */
static toegang_status decrypt(const struct opening *at, const struct tg_private *key, struct tg_span *out,
                              toegang_report *report)
{
    const struct tg_encrypted *encrypted = at->encrypted;
    const struct tg_crypto *crypto = at->openers->crypto;
    uint8_t *content_key = tg_arena_take(at->arena, TG_CONTENT_KEY_MAX);
    if (!content_key) return tg_no_memory(report);
    toegang_status status = tg_unwrap_oaep(crypto, key, encrypted->digest, encrypted->mask, at->wrapped,
                                           tg_cipher_key_octets(encrypted->cipher), content_key, report);
    return status == TOEGANG_GOOD
               ? tg_decrypt(crypto, encrypted->cipher, content_key, &at->sealed, at->arena, out, report)
               : status;
}

/*
 * Whether the key is the right one shows in the tag: then the answer is final. Under CBC only the content
 * tells, for one wrong key in sixteen finds a padding. A fault of ours is final as well.
 */
static toegang_status try_key(const struct opening *at, const struct tg_private *key, bool *final,
                              struct tg_xml_node **out, toegang_report *report)
{
    struct tg_span octets;
    toegang_status status = decrypt(at, key, &octets, report);
    *final = status < TOEGANG_GOOD;
    if (status != TOEGANG_GOOD) return status;
    status = read_content(at, octets, out, report);
    tg_report_place(report, 0, 0, 0); /* it was one in octets that nobody else has */
    *final = status <= TOEGANG_GOOD || !at->loose;
    return status;
}

static toegang_status tell(toegang_status status, const toegang_report *why, toegang_report *report)
{
    if (status != TOEGANG_GOOD) (void)tg_report_pass(report, why);
    return status;
}

toegang_status tg_xmlenc_open(const struct tg_encrypted *encrypted, const struct tg_openers *openers,
                              const char *local, struct tg_arena *arena, struct tg_xml_node **out,
                              toegang_report *report)
{
    struct opening at = {.encrypted = encrypted, .openers = openers, .local = local, .arena = arena};
    at.loose = tg_encrypted_is_loose(encrypted);
    toegang_status status = decode(&at, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < openers->key_count; i++) {
        toegang_report why = {0};
        bool final = true;
        toegang_status tried = try_key(&at, openers->keys[i], &final, out, &why);
        if (final) return tell(tried, &why, report);
    }
    if (status != TOEGANG_GOOD) return status;
    return tg_refuse(report, CHECK_SAML_ENCRYPTED_DECRYPT, "encrypted for one of our keys, and unchanged",
                     TG_SPAN("something else"));
}
