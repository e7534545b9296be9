/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of keys and signatures. */
#ifndef TG_CRYPTO_CHECK_H
#define TG_CRYPTO_CHECK_H

/* libcrypto cannot give an algorithm that we need, or fails where no input can make it fail (no refusal:
 * INTERNAL). */
#define CHECK_CRYPTO_LIBRARY "library.crypto"

/* The octets are exactly one X.509 certificate in DER, of at most 64 KiB (RFC 5280 section 4.1). */
#define CHECK_KEY_CERTIFICATE "key.certificate"
/* The key is RSA (rsaEncryption, RFC 8017) or EC (RFC 5480); so no DSA, no RSA restricted to PSS. Ed25519
 * (RFC 8037) may come as a public key of JOSE only, not in a certificate. */
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
 * 800-56B 6.4.2, SP 800-56A 5.6.2.3), of Ed25519 not one of small order (RFC 8032 section 5.1.3, RFC 7748
 * section 7). */
#define CHECK_KEY_VALUE "key.value"
/* The numbers of a JWK have their form: no leading zero for RSA (RFC 7518 section 6.3.1), coordinates exactly
 * as long as the curve (6.2.1.2, RFC 8037 section 2). */
#define CHECK_KEY_NUMBERS "key.numbers"
/* A shared secret is at least as long as the shortest hash, 32 octets, and at most 1024 (RFC 7518
 * section 3.2). */
#define CHECK_KEY_SECRET "key.secret"
/* A file of public keys holds blocks CERTIFICATE and PUBLIC KEY alone (RFC 7468 sections 5, 13). */
#define CHECK_KEY_PEM "key.pem"
/* There is exactly one private key of ours, not encrypted, and its parts belong together (RFC 5958; RFC 8017
 * section 3.2; SP 800-56B 6.4.1; SP 800-56A 5.6.2.1.4). */
#define CHECK_KEY_PRIVATE "key.private"

/* The key is of the kind that the algorithm asks: RSA, EC, Ed25519, or a secret that is long enough. */
#define CHECK_SIGNATURE_KEY "signature.key"
/* The signature is as long as the modulus (RFC 8017 section 8.1.2), or as r and s side by side (RFC 9231
 * section 2.3.6), as 64 octets (RFC 8032 section 5.1.6), as the hash of an HMAC. */
#define CHECK_SIGNATURE_LENGTH "signature.length"
/* The signature of these octets was made with the private key. */
#define CHECK_SIGNATURE_VALUE "signature.value"

/* The private key is of the kind that the encryption asks: RSA for OAEP, EC for ECDH-ES. */
#define CHECK_DECRYPT_KEY "decrypt.key"
/* The sender's point lies on the curve of our key (RFC 7518 section 4.6.1.1; SP 800-56A 5.6.2.3). */
#define CHECK_DECRYPT_POINT "decrypt.point"
/* The content was encrypted for this key and is unaltered. One answer for every failure (RFC 7516
 * section 11.5). */
#define CHECK_DECRYPT_FAILED "decrypt.failed"

/* The handle was made with this key and is unaltered (RFC 5297). */
#define CHECK_HANDLE_SEAL "handle.seal"

/* The text was sealed with one of these keys, for this purpose, and is unaltered (RFC 5297). One answer for all three. */
#define CHECK_SEAL_KEY "seal.key"

#endif
