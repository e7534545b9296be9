/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of what is encrypted for us; doc/checks.md describes each. "core" is SAML core 2.0, "xmlenc" is
 * XML Encryption Syntax and Processing 1.1.
 */
#ifndef TG_ASSERTION_CHECK_ENCRYPTION_H
#define TG_ASSERTION_CHECK_ENCRYPTION_H

/* What toegang_trust_new is given: a private key in PEM that cannot be used, or more than
 * eight. */
#define CHECK_TRUST_DECRYPTION_KEY "trust.decryption-key"

/* The message. */
/* core 2.3.4: something is encrypted and we have no key for this provider. */
#define CHECK_SAML_ENCRYPTED "saml.encrypted"
/* core 2.3.4: in clear, where the configuration requires encryption. */
#define CHECK_SAML_ENCRYPTED_ABSENT "saml.encrypted.absent"
/* core 2.2.4, 2.3.4, 2.7.3.2: an encrypted element where the schema has none. */
#define CHECK_SAML_ENCRYPTED_PLACE "saml.encrypted.place"
/* xmlenc 6.1.1: AES-CBC in a Response that is not signed: nobody vouches for the octets that would be
 * decrypted. */
#define CHECK_SAML_ENCRYPTED_CBC "saml.encrypted.cbc"
/* xmlenc 4.4: whatever went wrong from the unwrapping of the key on; always in the same words, so that nobody
 * learns from many tries. */
#define CHECK_SAML_ENCRYPTED_DECRYPT "saml.encrypted.decrypt"
/* core 2.2.4, 2.3.4, 2.7.3.2: what was encrypted is not the one element that belongs there. */
#define CHECK_SAML_ENCRYPTED_CONTENT "saml.encrypted.content"

/* The form of what is encrypted: all of this stands there in clear. */
/* xmlenc 3: an element, attribute or text that the profile has not. */
#define CHECK_XMLENC_STRUCTURE "xmlenc.structure"
/* xmlenc 3.5: exactly one EncryptedData and one EncryptedKey. */
#define CHECK_XMLENC_SEVERAL "xmlenc.several"
/* core 2.2.4, 2.3.4: Type is absent or says that an element was encrypted. */
#define CHECK_XMLENC_TYPE "xmlenc.type"
/* xmlenc 3.3.1: a CipherReference; no URI is ever followed. */
#define CHECK_XMLENC_REFERENCE "xmlenc.reference"
/* xmlenc 5.2: a cipher that has no row in the table. */
#define CHECK_XMLENC_ALGORITHM "xmlenc.algorithm"
/* xmlenc 6.1.1: AES-CBC, which nothing authenticates, without the option for it. */
#define CHECK_XMLENC_CBC "xmlenc.cbc"
/* xmlenc 5.5: the key is not wrapped by RSA-OAEP. */
#define CHECK_XMLENC_KEY_ALGORITHM "xmlenc.key-algorithm"
/* xmlenc 5.5.2: a digest, a mask function or parameters of OAEP that we do not take. */
#define CHECK_XMLENC_OAEP "xmlenc.oaep"
/* xmlenc 3.2: KeySize is not that of the algorithm. */
#define CHECK_XMLENC_KEY_SIZE "xmlenc.key-size"

#endif
