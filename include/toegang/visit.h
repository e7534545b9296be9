/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Visits: what a browser has after sign-in, sealed in a cookie. The server keeps nothing of it. And sealed
 * texts in general: encrypted and authenticated under keys of the host, for what a browser keeps and may
 * neither read nor change.
 */
#ifndef TOEGANG_VISIT_H
#define TOEGANG_VISIT_H

#include <toegang/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Keys of the host. Immutable, may be shared between threads; wiped when freed. */
typedef struct toegang_seal_keys toegang_seal_keys;
#define TOEGANG_SEAL_KEYS_MAX 8

/*
 * Reads the keys of a file that nobody but its owner may read: 64 hexadecimal digits a line, 1 to 8 lines, no
 * two alike. The first one seals, each of them opens: a new key goes on top, an old one goes when nothing
 * that it sealed is alive. On GOOD *out is yours. CONFIGURATION (seal.keys), UNAVAILABLE (file.*).
 */
TOEGANG_CHECKED toegang_status toegang_seal_keys_read(const char *path, toegang_seal_keys **out,
                                                      toegang_report *report);
/* NULL is nothing. */
TOEGANG_API void toegang_seal_keys_free(toegang_seal_keys *keys);

/*
 * Characters of a sealed text at most, with the NUL: a cookie with its name stays below 4096 octets (RFC
 * 6265 6.1). And octets that fit in one.
 */
#define TOEGANG_SEALED_MAX 4000
#define TOEGANG_SEAL_OCTETS_MAX 2955

/*
 * Seals octets into base64url text, which opens until `until`, exclusive. The purpose ("visit
 * https://eloket.example", 1 to 1024 octets) is authenticated and not in the text: what was sealed for one
 * purpose opens for no other. Two seals of the same octets differ. REFUSED: seal.size, when the text does not
 * fit in size or in the maximum. Thread-safe.
 */
TOEGANG_CHECKED toegang_status toegang_seal(const toegang_seal_keys *keys, const char *purpose,
                                            const void *octets, size_t length, toegang_time until, char *out,
                                            size_t size, toegang_report *report);
/*
 * Opens it. On GOOD the octets are in out, which has room for size, and *length says how many; else out is
 * untouched. REFUSED: seal.form (no sealed text), seal.key (sealed with another key, for another purpose, or
 * altered), seal.ended. MISUSE: more octets than size. Thread-safe.
 */
TOEGANG_CHECKED toegang_status toegang_unseal(const toegang_seal_keys *keys, const char *purpose,
                                              const char *text, size_t text_length, toegang_time at,
                                              void *out, size_t size, size_t *length, toegang_report *report);

/* A visit. Set to {0}, then size = sizeof; toegang_visit_begin and toegang_visit_open fill the rest. */
typedef struct toegang_visit {
    size_t size;
    const toegang_identity *identity;  /* borrowed */
    toegang_organisation organisation; /* for whom; scheme NONE: for oneself, or not chosen yet */
    int chosen; /* 1: the organisation, or oneself, was chosen: by the person or by the assertion */
    toegang_time since, until,
        limit;   /* begun; ends unless it is used; ends however it is used. Both exclusive */
    char id[33]; /* 32 hexadecimal digits, random */
} toegang_visit;

/*
 * Begins the visit of an identity: a random id, never one that a browser brought; limit no later than the
 * session at the provider (SessionNotOnOrAfter). The organisation that the assertion states is chosen. REFUSED:
 * seal.ended, an identity that may not be used any more. Thread-safe.
 */
TOEGANG_CHECKED toegang_status toegang_visit_begin(const toegang_identity *identity, toegang_time at,
                                                   int64_t idle_seconds, int64_t limit_seconds,
                                                   toegang_visit *out, toegang_report *report);
/*
 * Seals it, until the earlier of until and limit. Of the identity all goes in that decides, of its roles
 * those of e-counters that are configured. To keep a visit alive, put until later and seal it anew. REFUSED:
 * seal.size, when the assertion states more than fits. Thread-safe.
 */
TOEGANG_CHECKED toegang_status toegang_visit_seal(const toegang_seal_keys *keys, const char *purpose,
                                                  const toegang_visit *visit, char *out, size_t size,
                                                  toegang_report *report);
/*
 * Opens it. On GOOD *identity is yours, and out->identity is it: as at sign-in, but that it may be used as
 * long as the visit, and that what its issuer may assert is asked of trust anew. REFUSED: seal.*, visit.form
 * (sealed by another version), visit.issuer (not trusted any more). Nothing but a seal of ours opens: the
 * type stays the proof. Thread-safe.
 */
TOEGANG_CHECKED toegang_status toegang_visit_open(const toegang_seal_keys *keys, const char *purpose,
                                                  const toegang_trust *trust, const char *text, size_t length,
                                                  toegang_time at, toegang_visit *out,
                                                  toegang_identity **identity, toegang_report *report);

/*
 * A token for a form of this visit, against requests that another site makes a browser send: the HMAC of the
 * visit's id and of the form's name. The check is in constant time, under any of the keys. REFUSED:
 * visit.token. Thread-safe.
 */
#define TOEGANG_VISIT_TOKEN_MAX 44
TOEGANG_CHECKED toegang_status toegang_visit_token(const toegang_seal_keys *keys, const toegang_visit *visit,
                                                   const char *form, char out[TOEGANG_VISIT_TOKEN_MAX],
                                                   toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_visit_token_check(const toegang_seal_keys *keys,
                                                         const toegang_visit *visit, const char *form,
                                                         const char *token, size_t length,
                                                         toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
