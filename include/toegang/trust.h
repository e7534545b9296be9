/* SPDX-License-Identifier: Apache-2.0 */
/* Whom we believe, and the verification of what they say. */
#ifndef TOEGANG_TRUST_H
#define TOEGANG_TRUST_H

#include <toegang/identity.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Identity providers with their keys, pinned algorithms, our own names and claim maps. May be shared between threads.
 * Immutable but for the keys of a provider, which toegang_trust_update replaces as a whole. Keys are decoded once.
 */
typedef struct toegang_trust toegang_trust;

/* One SAML identity provider. Set to {0}, then size = sizeof. Texts are borrowed during toegang_trust_new. */
typedef struct toegang_saml_provider {
    size_t size;
    const char *entity_id; /* the Issuer that its assertions must name */
    const void *metadata;  /* its EntityDescriptor, from a file that you trust; the only source of keys */
    size_t metadata_length;
    const char *audience;  /* our own entity id, as AudienceRestriction must name it */
    const char *recipient; /* our assertion consumer URL: configuration, never taken from a request */
    const char *claims;    /* name of a claim map: "acm", "fas", or one of the maps below */
    int64_t skew;          /* seconds that clocks may differ, 0 to 300 */
    const char *const *algorithms; /* names of signature algorithms (RS256, PS256, ES256, …) that count; */
    size_t algorithm_count;        /* 0: every row of our table that fits the provider's keys */
    unsigned asserts; /* TOEGANG_ASSERTS_…: statements of it about rights and representation that may count */
} toegang_saml_provider;

/* One row of a claim map: this attribute name means that field. A '*' at either end of name matches anything. */
typedef struct toegang_claim_rule {
    const char *map;   /* the claim map's name */
    const char *field; /* rrn, organisation, capacity, assurance, given-name, family-name, role, legal-representative, mandator */
    const char *name;  /* the attribute's Name */
} toegang_claim_rule;

/* One row of the table of digital keys: this AuthnContextClassRef or acr means that assurance. */
typedef struct toegang_assurance_rule {
    const char *map;
    const char *name;
    toegang_assurance assurance;
} toegang_assurance_rule;

/* All of it. Set to {0}, then size = sizeof. */
typedef struct toegang_trust_settings {
    size_t size;
    const toegang_saml_provider *providers;
    size_t provider_count;
    const toegang_claim_rule *claim_rules; /* added to the maps that ship ("acm", "fas") */
    size_t claim_rule_count;
    const toegang_assurance_rule *assurance_rules;
    size_t assurance_rule_count;
    const char *const *rights; /* names of the rights that e-counters know, to split role claims with */
    size_t right_count;
    int allow_test_numbers;    /* 1: official test numbers pass; every answer then says so */
} toegang_trust_settings;

/*
 * Makes trust. On GOOD *out is yours. CONFIGURATION with the provider's ordinal in report->line and checks
 * metadata.*, trust.*, or NO_MEMORY. SHA-1, HMAC and unsolicited responses have no setting.
 */
TOEGANG_CHECKED toegang_status toegang_trust_new(const toegang_trust_settings *settings, toegang_trust **out,
                                                 toegang_report *report);
/* NULL is nothing. No other thread may use it any more. */
TOEGANG_API void toegang_trust_free(toegang_trust *trust);

/*
 * Puts newer metadata in the place of what is trusted of that provider. It is read and judged as at the start and
 * replaces the old as a whole, for verifications that begin from then on; while the answer is not GOOD the old stays.
 * REFUSED: metadata.*, among them metadata.expired (not valid any more at that instant) and trust.algorithm (no key of
 * it fits a pinned algorithm). MISUSE: no provider of that entity id. Thread-safe, also while others verify.
 */
TOEGANG_CHECKED toegang_status toegang_trust_update(toegang_trust *trust, const char *issuer, const void *octets,
                                                    size_t length, toegang_time at, toegang_report *report);

/*
 * Validates a samlp:Response (base64 as posted, white space allowed, or XML in UTF-8; at most 256 KiB of XML)
 * that answers our request in_response_to, at that instant. GOOD only when an identity exists, and then *out is
 * yours. REFUSED with the check that fell (base64.*, xml.*, saml.*, rrn.*); the signature is verified before any
 * claim is believed, and claims are read only from the octets whose digest was verified. Thread-safe.
 * Source: SAML core 2.0 sections 2 to 5, SAML bindings 3.5, profiles 4.1.4.
 */
TOEGANG_CHECKED toegang_status toegang_verify_saml(const toegang_trust *trust, const void *octets, size_t length,
                                                   const char *in_response_to, toegang_time at,
                                                   toegang_identity **out, toegang_report *report);

/*
 * What the validation of a response looked at, one check after the other, for `toegang inspect`: the sink gets
 * each check id with passed 1 or 0 and a masked value (may be ""). The status is that of toegang_verify_saml.
 * Here in_response_to may be NULL, when the request is not known: everything else is looked at, but the answer is
 * REFUSED with check "saml.in-response-to" and there is no identity.
 */
typedef void toegang_inspect_sink(void *context, const char *check, int passed, const char *value);
TOEGANG_CHECKED toegang_status toegang_inspect_saml(const toegang_trust *trust, const void *octets, size_t length,
                                                    const char *in_response_to, toegang_time at,
                                                    toegang_inspect_sink *sink, void *context,
                                                    toegang_identity **out, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
