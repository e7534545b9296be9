/* SPDX-License-Identifier: Apache-2.0 */
/* Who signed in. Only verification makes an identity: see trust.h. */
#ifndef TOEGANG_IDENTITY_H
#define TOEGANG_IDENTITY_H

#include <toegang/number.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable, may be shared between threads; wiped when freed. Texts belong to it and end in NUL. */
typedef struct toegang_identity toegang_identity;

typedef enum toegang_assurance {
    TOEGANG_ASSURANCE_NONE = 0, /* not stated, or not in the table: a known no */
    TOEGANG_ASSURANCE_LOW = 1,
    TOEGANG_ASSURANCE_SUBSTANTIAL = 2,
    TOEGANG_ASSURANCE_HIGH = 3
} toegang_assurance;

/* How we know it. */
typedef enum toegang_origin {
    TOEGANG_ORIGIN_SAML = 1,
    TOEGANG_ORIGIN_JWT = 2,
    TOEGANG_ORIGIN_HOST = 3 /* the host stated it without an assertion; the evidence says so */
} toegang_origin;

/* What an issuer is allowed to assert: statements of another kind are shown and never count. */
enum {
    TOEGANG_ASSERTS_RIGHTS = 1,               /* role claims */
    TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE = 2, /* whom the person represents in law */
    TOEGANG_ASSERTS_MANDATE = 4               /* who gave the person's organisation a mandate */
};

/* A right as the assertion states it (role claim). Borrowed from the identity. */
typedef struct toegang_role {
    const char *claim;   /* the claim's name */
    const char *value;   /* as it came: "Recht-context:orgcode" */
    const char *right;   /* the registered right it names, else all before the last ':' */
    const char *context; /* "" when none */
    toegang_organisation organisation; /* scheme NONE when the claim names none, or none that we can read */
    int registered;      /* 1 when right is a right of a configured e-counter */
} toegang_role;

/* What an assertion states beside rights: whom the person represents. */
typedef enum toegang_stated_kind {
    TOEGANG_STATED_LEGAL_REPRESENTATIVE = 1, /* he signed in as legal representative of the organisation */
    TOEGANG_STATED_MANDATE = 2,              /* the organisation gave a mandate */
    TOEGANG_STATED_RIGHT = 3                 /* a role claim; in evidence only, an identity has it as a toegang_role */
} toegang_stated_kind;

/* One such statement. Borrowed from the identity. */
typedef struct toegang_stated {
    toegang_stated_kind kind;
    const char *claim; /* the claim's name */
    const char *value; /* as it came, masked where it could be a national number: a person can give a mandate too */
    toegang_organisation organisation; /* scheme NONE when the value is none that we can read */
} toegang_stated;

TOEGANG_API toegang_origin toegang_identity_origin(const toegang_identity *identity);
/* The holder's national number; kind NONE is impossible. */
TOEGANG_API toegang_rrn toegang_identity_holder(const toegang_identity *identity);
/* Entity id of the identity provider, or iss of the token; "" when the host stated the holder. */
TOEGANG_API const char *toegang_identity_issuer(const toegang_identity *identity);
/* The assertion's ID or the token's jti ("" when it has none); "" for a host's statement. With the issuer it is the key
 * of a replay memory. */
TOEGANG_API const char *toegang_identity_assertion_id(const toegang_identity *identity);
/* The digital key as it was stated (AuthnContextClassRef, acr), "" when none, and what the table makes of it. */
TOEGANG_API const char *toegang_identity_authentication(const toegang_identity *identity);
TOEGANG_API toegang_assurance toegang_identity_assurance(const toegang_identity *identity);
/* "none", "low", "substantial", "high". */
TOEGANG_API const char *toegang_assurance_name(toegang_assurance assurance);
/* 1 when it is the name of an assurance, which *out is then; else 0, and *out is as it was. */
TOEGANG_API int toegang_assurance_named(const char *name, size_t length, toegang_assurance *out);
/* Target group or capacity chosen at sign-in (EA, LB, BUR, …), "" when not stated. */
TOEGANG_API const char *toegang_identity_capacity(const toegang_identity *identity);
/* The organisation chosen at sign-in; scheme NONE when not stated. */
TOEGANG_API toegang_organisation toegang_identity_organisation(const toegang_identity *identity);
/* Names as stated, "" when not; data, never a key. */
TOEGANG_API const char *toegang_identity_given_name(const toegang_identity *identity);
TOEGANG_API const char *toegang_identity_family_name(const toegang_identity *identity);
/*
 * NameID or sub, SessionIndex or sid and, hex, the SHA-256 of the certificate whose key verified or of its
 * SubjectPublicKeyInfo when it came without one; "" when absent, or when the key is a shared secret.
 */
TOEGANG_API const char *toegang_identity_name_id(const toegang_identity *identity);
TOEGANG_API const char *toegang_identity_session_index(const toegang_identity *identity);
TOEGANG_API const char *toegang_identity_key_fingerprint(const toegang_identity *identity);
/*
 * When the person authenticated; ALWAYS when not stated. Until when the identity may be used, exclusive: the earliest
 * end that the assertion states (conditions, confirmation, session) with the skew added that verification allows.
 */
TOEGANG_API toegang_time toegang_identity_authenticated_at(const toegang_identity *identity);
TOEGANG_API toegang_time toegang_identity_until(const toegang_identity *identity);
/* What its issuer may assert, TOEGANG_ASSERTS_… together; 0 for a host's statement. */
TOEGANG_API unsigned toegang_identity_asserts(const toegang_identity *identity);
/* Role claims, in the order of the assertion. NULL past the last one. */
TOEGANG_API size_t toegang_identity_roles(const toegang_identity *identity);
TOEGANG_API const toegang_role *toegang_identity_role(const toegang_identity *identity, size_t index);
/* What it states about representation, in the order of the assertion. NULL past the last one. */
TOEGANG_API size_t toegang_identity_stated_count(const toegang_identity *identity);
TOEGANG_API const toegang_stated *toegang_identity_stated(const toegang_identity *identity, size_t index);
/* NULL is nothing. */
TOEGANG_API void toegang_identity_free(toegang_identity *identity);

#ifdef __cplusplus
}
#endif
#endif
