/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes signed SAML responses and metadata for tests. It shares no code with the library: libxml2's own
 * canonicalisation and libcrypto sign here, so that our reader meets an independent writer. Ends the process
 * when something fails: a test that cannot make its input has nothing to say. What it returns is free()d.
 */
#ifndef TG_TESTS_FORGE_H
#define TG_TESTS_FORGE_H

#include <stdbool.h>
#include <stddef.h>

struct forge_value {
    const char *name; /* of a {{placeholder}} */
    const char *value;
};

/* A private key with its certificate. */
struct forge_key;
struct forge_key *forge_key_read(const char *key_path, const char *certificate_path);
/* A key of tests/support/keys: "idp", "attacker", … Read once a process; not to be freed. */
const struct forge_key *forge_key(const char *name);
void forge_key_free(struct forge_key *key);
/* The private half of such a key, in PEM. */
char *forge_key_pem(const char *name);
/* The certificate: base64 of its DER on one line, and hex of its SHA-256. Belong to the key. */
const char *forge_key_certificate(const struct forge_key *key);
const char *forge_key_fingerprint(const struct forge_key *key);

enum { FORGE_NOTHING = 0, FORGE_ASSERTION = 1, FORGE_RESPONSE = 2, FORGE_BOTH = 3 };

struct forge_signing {
    const struct forge_key *key;
    unsigned what;
    const char *algorithm; /* JOSE name; NULL: RS256. RS1 (SHA-1) and HS256 (keyed with the certificate) are
                              for attacks */
    const char *digest;    /* "SHA1", "SHA256", …; NULL: that of the algorithm */
    const char *prefixes;  /* InclusiveNamespaces PrefixList; NULL: none */
    const char *signature; /* text of the ds:Signature; NULL: tests/support/templates/signature.xml */
};

/* How an element is encrypted. What is NULL is the default, and not written where it may be absent. */
struct forge_sealing {
    const struct forge_key *key; /* whose public half; NULL: "sp" */
    const char *cipher;          /* A128GCM (NULL), A256GCM, A128CBC, A256CBC; A192GCM and 3DES are for attacks */
    const char *transport;       /* rsa-oaep-mgf1p (NULL), rsa-oaep; rsa-1_5 is for attacks */
    const char *digest, *mask;   /* of OAEP: "SHA1", "SHA256"; said when not NULL */
    const char *form;            /* text; NULL: tests/support/templates/encrypted.xml */
    bool inherit;                /* leave to the surroundings which namespaces they declare */
    size_t key_octets;           /* of the wrapped key; 0: as the cipher asks */
    const char *from, *to;       /* a text of the element that is replaced before it is encrypted */
};
/* An Encrypted… of that name around these octets. */
char *forge_sealed_element(const char *octets, size_t length, const char *holder, const struct forge_sealing *how);
/* The first Assertion, NameID or Attribute becomes an EncryptedAssertion, EncryptedID or EncryptedAttribute. */
char *forge_encrypt(const char *xml, const char *local, const struct forge_sealing *how);

/* A whole file, ending in NUL. A name without '/' is one of tests/support/templates. */
char *forge_file(const char *path);
/* The text with each {{name}} replaced: by these values, else by the defaults of the world below; XML is not
 * escaped. */
char *forge_fill(const char *text, const struct forge_value *values, size_t count);
/* Signs the first Assertion and then the root, as told. */
char *forge_sign(const char *xml, const struct forge_signing *how);
/* The ACM-like response filled and signed; the usual signing when how is NULL: the assertion, with "idp". */
char *forge_response(const struct forge_value *values, size_t count, const struct forge_signing *how);
/* base64 of the raw DEFLATE of the text, as a value of a query. */
char *forge_deflate(const char *text);
/* The text as a value of a query: all but letters, digits, "-", ".", "_", "~" in percent form. */
char *forge_escape(const char *text);
/* "…&Signature=…": the text of a query with the signature of exactly its octets. */
char *forge_seal_query(const char *query, const struct forge_signing *how);
/* A message by HTTP-Redirect, signed with "idp" when how is NULL; relay_state in percent form, NULL: none. */
char *forge_query(const char *parameter, const char *xml, const char *relay_state, const struct forge_signing *how);
/* The text of a file of tests/support/keys: "eloket.key". */
char *forge_key_text(const char *file);
/* An EntityDescriptor with these signing keys. */
char *forge_metadata(const struct forge_key *const *keys, size_t count, const char *entity_id);
/* base64 with a line feed after each `line` characters; 0: none. */
char *forge_base64(const char *octets, size_t length, size_t line);
/* The text with the first `from` replaced by `to`; ends the process when there is none. */
char *forge_replace(const char *text, const char *from, const char *to);

/* The world of the tests. At FORGE_AT the usual response is good. */
#define FORGE_AT 1795428000 /* 2026-11-23T10:00:00Z */
#define FORGE_ISSUER "https://idp.example/saml"
#define FORGE_AUDIENCE "https://eloket.example/saml"
#define FORGE_RECIPIENT "https://eloket.example/saml/acs"
#define FORGE_LOGOUT "https://eloket.example/saml/slo"
#define FORGE_REQUEST "_5d0c4b7e2f9a4e0fa6f37d6f8a1c9b30"
#define FORGE_RRN "85073003328"

#endif
