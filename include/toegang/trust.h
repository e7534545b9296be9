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
    const void *metadata;  /* its EntityDescriptor, or a list that it stands in, at most 8 MiB: from a file that you
                              trust, or signed by metadata_signer. The only source of its keys and addresses */
    size_t metadata_length;
    const char *audience;  /* our own entity id, as AudienceRestriction must name it */
    const char *recipient; /* our assertion consumer URL: configuration, never taken from a request */
    const char *claims;    /* name of a claim map: "acm", "fas", or one of the maps below */
    int64_t skew;          /* seconds that clocks may differ, 0 to 300 */
    const char *const *algorithms; /* names of signature algorithms (RS256, PS256, ES256, …) that count; */
    size_t algorithm_count;        /* 0: every row of our table that fits the provider's keys */
    unsigned asserts; /* TOEGANG_ASSERTS_…: statements of it about rights and representation that may count */
    const char *const *decryption_keys; /* PEM each: our private RSA keys for what it encrypts; several while they */
    size_t decryption_key_count;        /* roll over, at most 8; 0: what is encrypted is refused */
    int require_encryption; /* 1: an assertion in clear is refused */
    int allow_cbc; /* 1: AES-CBC too, which has no authentication: only for providers that know nothing better, and
                      only where a signature around it was verified */
    const char *signing_key;     /* PEM: our private key, signs what we send (message.h); NULL: we send nothing */
    const char *certificates;    /* PEM: of our keys, those that decrypt included, for our metadata; NULL: none */
    const char *logout;          /* our single logout URL; NULL: none */
    const char *metadata_signer; /* PEM: certificate or public key that must have signed the metadata; NULL: the file
                                    itself is trusted */
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

/* One issuer of JSON Web Tokens. Set to {0}, then size = sizeof. Everything is borrowed during toegang_trust_new. */
typedef struct toegang_token_issuer {
    size_t size;
    const char *issuer;    /* iss, octet for octet */
    const void *keys;      /* JWK Set, JWK or PEM; NULL: none yet, toegang_trust_update brings them */
    size_t keys_length;
    const void *secret;    /* for HS256, HS384, HS512: shared with this issuer, who then has no keys */
    size_t secret_length;
    const char *const *algorithms; /* at least one; HS… with a secret only, the others with keys only */
    size_t algorithm_count;
    const char *audience;  /* our client id, or the identifier of our API */
    const char *claims;    /* name of a claim map */
    int64_t skew;          /* seconds that clocks may differ, 0 to 300 */
    int64_t max_lifetime;  /* seconds from iat to exp at most, up to 31 days; 0: 86400 */
    const char *typ;       /* what its tokens carry in place of the typ of their kind; NULL: that. Not of logout tokens */
    const char *const *decryption_keys; /* PEM or JWK (Set) each: private keys of ours for encrypted tokens, 8 in all */
    size_t decryption_key_count;
    int require_encryption; /* 1: a token that is not encrypted is refused */
    int64_t refresh_after; /* seconds from one refresh of its keys to the next, 30 to 86400; 0: 60 */
    unsigned asserts;      /* TOEGANG_ASSERTS_… */
} toegang_token_issuer;

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
    const toegang_token_issuer *issuers;
    size_t issuer_count;
} toegang_trust_settings;

/*
 * Makes trust. On GOOD *out is yours. CONFIGURATION with the ordinal in report->line of the entry that is wrong
 * (providers are counted first, then issuers go on) and checks metadata.*, jwks.*, json.*, key.*, trust.*, or NO_MEMORY.
 * SHA-1, unsolicited responses, HMAC in SAML and tokens that choose their own key have no setting.
 */
TOEGANG_CHECKED toegang_status toegang_trust_new(const toegang_trust_settings *settings, toegang_trust **out,
                                                 toegang_report *report);
/* NULL is nothing. No other thread may use it any more. */
TOEGANG_API void toegang_trust_free(toegang_trust *trust);

/*
 * Puts newer metadata in the place of what is trusted of that provider, or newer keys (JWK Set, JWK or PEM) in that of
 * an issuer's. They are read and judged as at the start and replace the old as a whole, for verifications that begin
 * from then on; while the answer is not GOOD the old stay. REFUSED: metadata.*, jwks.*, json.*, key.*,
 * saml.metadata.expired (not valid any more at that instant), trust.algorithm (no key of it fits a pinned algorithm).
 * With a metadata_signer metadata must be signed by it, and metadata.older refuses what ends before what is trusted now,
 * when both state an end. cacheDuration is for who fetches it: the caller.
 * MISUSE: nobody of that name has keys here. Thread-safe, also while others verify.
 */
TOEGANG_CHECKED toegang_status toegang_trust_update(toegang_trust *trust, const char *issuer, const void *octets,
                                                    size_t length, toegang_time at, toegang_report *report);

/*
 * 1 for one caller in each refresh_after: the keys of this issuer of tokens may be fetched again now, as
 * jwt.key.unknown suggests. Else 0, so that tokens with invented keys make nobody fetch. Thread-safe.
 */
TOEGANG_API int toegang_trust_may_refresh(const toegang_trust *trust, const char *issuer, toegang_time at);

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

/* What a token is for. One kind never passes for another. */
typedef enum toegang_token_kind {
    TOEGANG_TOKEN_ID = 1,            /* OpenID Connect core 2 */
    TOEGANG_TOKEN_ACCESS = 2,        /* RFC 9068 */
    TOEGANG_TOKEN_USERINFO = 3,      /* OpenID Connect core 5.3.2, signed */
    TOEGANG_TOKEN_INTROSPECTION = 4, /* RFC 9701 */
    TOEGANG_TOKEN_LOGOUT = 5         /* OpenID Connect back-channel logout 2.4 */
} toegang_token_kind;

/* What the caller knows about the token. Set to {0}, then size = sizeof. */
typedef struct toegang_expected {
    size_t size;
    toegang_token_kind kind;  /* not LOGOUT, which has functions of its own */
    const char *nonce;        /* ID tokens: what our request sent; NULL: it sent none, and a token with one is refused */
    const char *access_token; /* ID tokens: checked against at_hash, which then must be there; NULL: not checked */
    const char *code;         /* ID tokens: the same with c_hash */
    const char *const *acr;   /* acr values that we asked for: one of these must be stated */
    size_t acr_count;         /* 0: not demanded */
    int64_t max_age;          /* with asks_max_age 1: auth_time must be there and not more seconds ago than this */
    int asks_max_age;
    const char *subject;      /* the sub that it must be of, as userinfo that of its ID token; NULL: not compared */
} toegang_expected;

/*
 * Validates a JSON Web Token in the compact serialisation, at most 64 KiB, nothing around it: signed, or encrypted with
 * a signed one inside, by an issuer that is trusted, with an algorithm that is pinned for him. GOOD only when an
 * identity exists, and then *out is yours. REFUSED with the check that fell (jwt.*, jwe.*, base64.*, json.*, claims.*,
 * rrn.*); the signature is verified before any claim is believed. A token of a machine (jwt.machine) or an answer about
 * a token that is not active (jwt.inactive) names nobody. That a token is used once is the matter of a replay memory.
 * Thread-safe. Source: RFC 7519, RFC 8725, and of each kind its own specification, above.
 */
TOEGANG_CHECKED toegang_status toegang_verify_jwt(const toegang_trust *trust, const void *octets, size_t length,
                                                  const toegang_expected *expected, toegang_time at,
                                                  toegang_identity **out, toegang_report *report);
/*
 * The same, told check by check. Where expected->nonce is NULL and the token has a nonce, everything else is looked at,
 * but the answer is REFUSED with check "jwt.nonce" and there is no identity.
 */
TOEGANG_CHECKED toegang_status toegang_inspect_jwt(const toegang_trust *trust, const void *octets, size_t length,
                                                   const toegang_expected *expected, toegang_time at,
                                                   toegang_inspect_sink *sink, void *context, toegang_identity **out,
                                                   toegang_report *report);

/* Who is signed out, as an issuer asks it: see message.h. */
typedef struct toegang_logout toegang_logout;

/* Validates a logout token, in the same way. GOOD only when somebody is to be signed out; then *out is yours. */
TOEGANG_CHECKED toegang_status toegang_verify_logout_token(const toegang_trust *trust, const void *octets,
                                                           size_t length, toegang_time at, toegang_logout **out,
                                                           toegang_report *report);
/* The same, told check by check. */
TOEGANG_CHECKED toegang_status toegang_inspect_logout_token(const toegang_trust *trust, const void *octets,
                                                            size_t length, toegang_time at,
                                                            toegang_inspect_sink *sink, void *context,
                                                            toegang_logout **out, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
