/* SPDX-License-Identifier: Apache-2.0 */
/* The one profile of XML encryption that we know. The library decrypts only. */
#ifndef TG_ASSERTION_XMLENC_H
#define TG_ASSERTION_XMLENC_H

#include "crypto/decrypt.h"
#include "parse/xml.h"

#define TG_NS_XMLENC "http://www.w3.org/2001/04/xmlenc#"
#define TG_NS_XMLENC11 "http://www.w3.org/2009/xmlenc11#"

#define TG_DECRYPTION_KEYS_MAX 8

/* Our keys for what one provider encrypts; each is RSA. */
struct tg_openers {
    const struct tg_crypto *crypto;
    struct tg_private *const *keys;
    size_t key_count;
    bool allow_cbc;
};

/* What an EncryptedAssertion, EncryptedID or EncryptedAttribute says of itself, in clear. */
struct tg_encrypted {
    const struct tg_xml_node *holder;
    enum tg_cipher cipher;
    enum tg_oaep_hash digest, mask;
    struct tg_span key, content; /* base64 */
};

/* The cipher is bare CBC: who can change the content learns from whether it was taken. */
bool tg_encrypted_is_loose(const struct tg_encrypted *encrypted);

/* The names of the ciphers that we take, and then of the ways in which their key is; NULL past the last. */
const char *tg_xmlenc_taken(size_t n, bool allow_cbc);

/*
 * Reads the form: one EncryptedData, one EncryptedKey in its KeyInfo or beside it, algorithms of the table,
 * values in place. What else a KeyInfo holds (certificates, a RetrievalMethod) is never looked into, no URI
 * is followed. Checks xmlenc.*.
 */
toegang_status tg_xmlenc_read(const struct tg_xml_node *holder, bool allow_cbc, struct tg_encrypted *out,
                              toegang_report *report);

/*
 * Decrypts with the first of the keys that fits and reads the one element of that local name of the SAML
 * assertion namespace. What was encrypted is hostile: it passes the gate like every message, in a tree of its
 * own in the arena. saml.encrypted.decrypt, in one and the same words, for whatever fails; only where the
 * cipher authenticates its content is content of another kind told apart: xml.*, saml.encrypted.content.
 */
toegang_status tg_xmlenc_open(const struct tg_encrypted *encrypted, const struct tg_openers *openers,
                              const char *local, struct tg_arena *arena, struct tg_xml_node **out,
                              toegang_report *report);

#endif
