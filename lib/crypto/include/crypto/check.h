/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of keys and signatures. */
#ifndef TG_CRYPTO_CHECK_H
#define TG_CRYPTO_CHECK_H

/* libcrypto cannot give an algorithm that we need, or fails where no input can make it fail (no refusal:
 * INTERNAL). */
#define CHECK_CRYPTO_LIBRARY "library.crypto"

/* The octets are exactly one X.509 certificate in DER, of at most 64 KiB (RFC 5280 section 4.1). */
#define CHECK_KEY_CERTIFICATE "key.certificate"
/* The key is RSA (rsaEncryption, RFC 8017) or EC (RFC 5480); so no DSA, no EdDSA, no RSA restricted to PSS.
 */
#define CHECK_KEY_KIND "key.kind"
/* The RSA modulus has 2048 to 8192 bits (NIST SP 800-131A section 3). */
#define CHECK_KEY_SIZE "key.size"
/* The RSA exponent is odd and lies between 65537 and 2^64 (FIPS 186-5 A.1.1; above 3072 bits libcrypto
 * takes 64 bits). */
#define CHECK_KEY_EXPONENT "key.exponent"
/* The curve is P-256, P-384 or P-521, given by name and not by its parameters (RFC 5480 section 2.1.1). */
#define CHECK_KEY_CURVE "key.curve"
/* The modulus has the fingerprint of the weak generator of CVE-2017-15361 (Nemec and others, CCS 2017,
 * section 2.3). */
#define CHECK_KEY_ROCA "key.roca"
/* The numbers of the key hold together: modulus odd, composite, without small factor; point on the curve (SP
 * 800-56B 6.4.2, SP 800-56A 5.6.2.3). */
#define CHECK_KEY_VALUE "key.value"

/* The key is of the kind that the algorithm asks: RSA, or EC. */
#define CHECK_SIGNATURE_KEY "signature.key"
/* The signature is as long as the modulus (RFC 8017 section 8.1.2), or as r and s side by side (RFC 9231
 * section 2.3.6). */
#define CHECK_SIGNATURE_LENGTH "signature.length"
/* The signature of these octets was made with the private key. */
#define CHECK_SIGNATURE_VALUE "signature.value"

/* The handle was made with this key and is unaltered (RFC 5297). */
#define CHECK_HANDLE_SEAL "handle.seal"

#endif
