/* SPDX-License-Identifier: Apache-2.0 */
/* What the SAML conformance programs share: our trust, cases from a table, and the mutations of attackers. */
#ifndef TG_TESTS_SAML_WORLD_H
#define TG_TESTS_SAML_WORLD_H

#include <stdbool.h>

#include <toegang/trust.h>

#include "forge.h"

#define ATTACKER_RRN "90010100123" /* of whom the attacker wants to be taken for */

/* The provider of the forge with its keys "idp", "idp-next" and the elliptic ones; skew 60 s; map "acm"; no key of
 * ours for encryption. */
toegang_trust *world_trust(void);
/*
 * The same with our keys for encryption: "gcm" has the key sp, "cbc" the same and allows CBC, "two" has sp-next and
 * then sp, "two-cbc" allows CBC with these, "required" has sp and refuses what is in clear; "" is world_trust().
 */
toegang_trust *world_trust_of(const char *kind);
/* Verifies against that trust at FORGE_AT for FORGE_REQUEST. Ends the process when GOOD does not come with an
 * identity. */
toegang_status world_verify(const toegang_trust *trust, const char *octets, size_t length,
                            toegang_identity **out, toegang_report *report);

/*
 * One edit of a case: what is done, with what. set (a placeholder), file (another template), before (text of
 * the template), signature (text of the ds:Signature), sign (key, algorithm, digest, prefixes), after (text
 * of the message), mutate, at, ask. Of encryption: inner (an element before anything is signed, how), encrypt (the
 * Assertion between the signatures, how), form (text of what is encrypted), plain (text inside before it is
 * encrypted), between (text of the message after that, before the Response is signed), trust (which).
 */
struct edit {
    const char *when, *from, *to;
};
struct attack {
    const char *name, *signs, *check, *note;
    struct edit edits[12];
    size_t count;
};
/* The rows of a table; a row without a name goes on with the case above it. */
size_t attacks_read(const char *path, struct attack *out, size_t room);
/* The message of a case; *at and *request are what is asked. */
char *attack_message(const struct attack *attack, toegang_time *at, const char **request);

/* How to encrypt, in words: A256GCM rsa-oaep SHA256 mask=SHA256 key=sp-next octets=24 inherit. */
struct forge_sealing sealing_of(const char *words);
/* Which trust a case asks; "" is the usual. */
const char *attack_trust(const struct attack *attack);

/* Turns a good message into an attack; NULL: no mutation of that name. */
typedef char *mutation(const char *message, const char *argument);
mutation *mutation_named(const char *name);

/* From the first `open` to the end of the first `close` after it; and the text without that. */
char *piece_of(const char *text, const char *open, const char *close);
char *without_piece(const char *text, const char *open, const char *close);
char *inserted_before(const char *text, const char *mark, const char *piece);
char *inserted_after(const char *text, const char *mark, const char *piece);

#endif
