/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, certificates and signatures for the tests of this floor, made with libcrypto's high-level interface.
 */
#ifndef TG_TESTS_CRYPTO_MAKER_H
#define TG_TESTS_CRYPTO_MAKER_H

#include <openssl/evp.h>

#include "crypto/signature.h"

/* "RSA-2048", "RSA-2048-3" (exponent 3), "EC-P-256", "ED25519", "DSA", "RSA-PSS". */
EVP_PKEY *maker_key(const char *kind);
/* A public RSA key of these numbers, which need not be those of a real key. */
EVP_PKEY *maker_rsa_numbers(const BIGNUM *modulus, const BIGNUM *exponent);
/* A public EC key: "P-256" and the octets of the point. */
EVP_PKEY *maker_point(const char *curve, struct tg_span point);
/* The certificate of a key, in DER, signed by whoever; free() at. */
struct tg_span maker_certificate(EVP_PKEY *key);
/* A block of PEM: C a certificate, P the public key, S the private one in PKCS #8, T in its older form, E and O the
 * same two encrypted. */
void maker_pem(BIO *text, EVP_PKEY *key, char what);
/* Through tg_key_of_certificate; NULL with the report filled when it is refused. */
struct tg_key *maker_trusted(const struct tg_crypto *crypto, EVP_PKEY *key, toegang_report *report);
/* As in an XML signature; free() at. salt: octets of PSS salt, -1 as long as the hash. */
struct tg_span maker_signature(EVP_PKEY *key, const struct tg_algorithm *algorithm, struct tg_span octets,
                               int salt);

#endif
