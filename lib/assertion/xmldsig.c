/* SPDX-License-Identifier: Apache-2.0 */
/* Verification: SignedInfo first, then only what the verified SignedInfo says. (S3, S6, S7) */
#include "assertion/xmldsig.h"

#include "assertion/check_signature.h"
#include "base/report.h"
#include "parse/base64.h"
#include "parse/c14n.h"
#include "xmldsig_profile.h"

#define SIGNATURE_OCTETS_MAX 1024 /* RSA of 8192 bits */
#define ID_OCTETS_MAX 128

/* Room for eleven elements and the namespaces that they inherit. */
static const struct tg_xml_limits signed_info_limits = {.octets = 16384,
                                                        .depth = 8,
                                                        .attributes_per_element = 32,
                                                        .elements = 16,
                                                        .attributes = 128,
                                                        .name = 128};

/* What is verified, and how far we are. */
struct verification {
    const struct tg_xml_node *holder, *signature;
    const struct tg_verifiers *verifiers;
    struct tg_arena *arena;
    struct tg_signature_parts parts;
    struct tg_signed_methods methods;
    const struct tg_key *key;
    struct tg_span signed_info; /* canonical octets */
    struct tg_reference reference;
    struct tg_span octets; /* canonical octets of the holder */
};

static toegang_status verify_signed_info(struct verification *at, toegang_report *report)
{
    struct tg_span value;
    toegang_status status = tg_base64_read(at->parts.value, SIGNATURE_OCTETS_MAX, at->arena, &value, report);
    if (status == TOEGANG_GOOD)
        status = tg_c14n_exclusive(at->parts.signed_info, NULL, &at->methods.prefixes, at->arena,
                                   &at->signed_info, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_verifiers_find(at->verifiers, at->methods.algorithm, at->signed_info, value, &at->key, report);
}

/* The octets that were verified, parsed again: the message around them could say something else. (S6) */
static toegang_status read_verified(struct verification *at, toegang_report *report)
{
    struct tg_xml_node *root = NULL;
    struct tg_signed_methods methods = {.algorithm = NULL};
    toegang_status status =
        tg_xml_read_canonical(at->signed_info, &signed_info_limits, at->arena, &root, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_xml_is(root, TG_NS_XMLDSIG, "SignedInfo"))
        return tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, "SignedInfo", root->local);
    status = tg_signed_methods(root, &methods, report);
    if (status == TOEGANG_GOOD && methods.algorithm != at->methods.algorithm)
        status = tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, at->methods.algorithm->uri,
                           tg_span_of(methods.algorithm->uri));
    return status == TOEGANG_GOOD ? tg_signed_reference(root, &at->reference, report) : status;
}

/* Real providers have IDs that begin with a digit, so this is not NCName; quotes and the like are not in it.
 */
static bool is_plain_id(struct tg_span id)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-";
    for (size_t i = 0; i < id.length; i++)
        if (tg_span_find(TG_SPAN(plain), id.at[i]) == sizeof plain - 1) return false;
    return id.length > 0 && id.length <= ID_OCTETS_MAX;
}

/* By string and by pointer: nothing is ever looked up by its ID. (S3) */
static toegang_status check_reference(const struct verification *at, toegang_report *report)
{
    struct tg_span uri = at->reference.uri, id = tg_signature_attribute(at->holder, "ID");
    if (!is_plain_id(id)) return tg_refuse(report, CHECK_XMLDSIG_ID, "1 to 128 of [A-Za-z0-9_.:-]", id);
    if (uri.length == 0 || uri.at[0] != '#' || !tg_span_equal(tg_span_from(uri, 1), id))
        return tg_refuse(report, CHECK_XMLDSIG_REFERENCE, "\"#\" and the ID of the element that is signed",
                         uri);
    return TOEGANG_GOOD;
}

/* Whether the base64 text is the digest of the octets. */
static toegang_status compare(const struct verification *at, struct tg_span octets, struct tg_span stated,
                              bool *same, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    toegang_status status = tg_digest(at->verifiers->crypto, at->reference.hash, octets, digest, report);
    if (status != TOEGANG_GOOD) return status;
    *same = stated.length == tg_hash_octets(at->reference.hash) &&
            tg_octets_equal(stated.at, digest, stated.length);
    return TOEGANG_GOOD;
}

/* A digest of no octets is what a canonicalisation that failed unseen would have been compared with
 * (CVE-2025-66475). */
static toegang_status refuse_digest(const struct verification *at, struct tg_span stated,
                                    toegang_report *report)
{
    bool of_nothing = true;
    toegang_status status = compare(at, (struct tg_span){NULL, 0}, stated, &of_nothing, report);
    if (status != TOEGANG_GOOD) return status;
    if (of_nothing || at->octets.length == 0)
        return tg_refuse(report, CHECK_XMLDSIG_VOID, "the digest of something", TG_SPAN("of no octets"));
    return tg_refuse(report, CHECK_XMLDSIG_DIGEST, "the digest of the canonical octets",
                     at->reference.digest);
}

static toegang_status check_digest(const struct verification *at, toegang_report *report)
{
    struct tg_span stated;
    bool of_holder = false;
    toegang_status status = tg_base64_read(at->reference.digest, TG_DIGEST_MAX, at->arena, &stated, report);
    if (status == TOEGANG_GOOD) status = compare(at, at->octets, stated, &of_holder, report);
    if (status != TOEGANG_GOOD) return status;
    return of_holder && at->octets.length > 0 ? TOEGANG_GOOD : refuse_digest(at, stated, report);
}

/* What can be judged without a key. */
static toegang_status check_form(struct verification *at, toegang_report *report)
{
    at->signature = tg_xmldsig_of(at->holder);
    toegang_status status = tg_signature_place(at->holder, at->signature, report);
    if (status == TOEGANG_GOOD) status = tg_signature_parts(at->signature, &at->parts, report);
    if (status == TOEGANG_GOOD) status = tg_signed_methods(at->parts.signed_info, &at->methods, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_verifiers_allow(at->verifiers, at->methods.algorithm, report);
}

toegang_status tg_xmldsig_verify(const struct tg_xml_node *holder, const struct tg_verifiers *verifiers,
                                 struct tg_arena *arena, struct tg_signed *out, toegang_report *report)
{
    struct verification at = {.holder = holder, .verifiers = verifiers, .arena = arena};
    toegang_status status = check_form(&at, report);
    if (status == TOEGANG_GOOD) status = verify_signed_info(&at, report);
    if (status == TOEGANG_GOOD) status = read_verified(&at, report);
    if (status == TOEGANG_GOOD) status = check_reference(&at, report);
    if (status == TOEGANG_GOOD)
        status = tg_c14n_exclusive(holder, at.signature, &at.reference.prefixes, arena, &at.octets, report);
    if (status == TOEGANG_GOOD) status = check_digest(&at, report);
    if (status != TOEGANG_GOOD) return status;
    *out = (struct tg_signed){.octets = at.octets, .key = at.key, .algorithm = at.methods.algorithm};
    return TOEGANG_GOOD;
}
