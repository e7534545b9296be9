/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/algorithm.h"

#define XMLDSIG_MORE "http://www.w3.org/2001/04/xmldsig-more#"
#define XMLDSIG_2007 "http://www.w3.org/2007/05/xmldsig-more#"
#define XMLENC "http://www.w3.org/2001/04/xmlenc#"

/* RFC 9231 sections 2.3.2, 2.3.6, 2.3.9, 2.3.10; RFC 7518 section 3.1; RFC 8037 section 3.1, and the name
 * that says the curve, RFC 9864 section 2.2. What has no URI here cannot stand in an XML signature. */
static const struct tg_algorithm algorithms[] = {
    {XMLDSIG_MORE "rsa-sha256", "RS256", TG_RSA_PKCS1, TG_SHA256, 0},
    {XMLDSIG_MORE "rsa-sha384", "RS384", TG_RSA_PKCS1, TG_SHA384, 0},
    {XMLDSIG_MORE "rsa-sha512", "RS512", TG_RSA_PKCS1, TG_SHA512, 0},
    {XMLDSIG_2007 "sha256-rsa-MGF1", "PS256", TG_RSA_PSS, TG_SHA256, 0},
    {XMLDSIG_2007 "sha384-rsa-MGF1", "PS384", TG_RSA_PSS, TG_SHA384, 0},
    {XMLDSIG_2007 "sha512-rsa-MGF1", "PS512", TG_RSA_PSS, TG_SHA512, 0},
    {XMLDSIG_MORE "ecdsa-sha256", "ES256", TG_ECDSA, TG_SHA256, 32},
    {XMLDSIG_MORE "ecdsa-sha384", "ES384", TG_ECDSA, TG_SHA384, 48},
    {XMLDSIG_MORE "ecdsa-sha512", "ES512", TG_ECDSA, TG_SHA512, 66},
    {NULL, "EdDSA", TG_EDDSA, TG_HASH_NONE, 0},
    {NULL, "Ed25519", TG_EDDSA, TG_HASH_NONE, 0},
    {NULL, "HS256", TG_HMAC, TG_SHA256, 0},
    {NULL, "HS384", TG_HMAC, TG_SHA384, 0},
    {NULL, "HS512", TG_HMAC, TG_SHA512, 0},
};

static const struct {
    const char *uri;
    enum tg_hash hash;
    size_t octets;
} hashes[] = {
    {XMLENC "sha256", TG_SHA256, 32},
    {XMLDSIG_MORE "sha384", TG_SHA384, 48},
    {XMLENC "sha512", TG_SHA512, 64},
};

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const struct tg_algorithm *tg_algorithm_of_uri(struct tg_span uri)
{
    for (size_t i = 0; i < LENGTH(algorithms); i++)
        if (algorithms[i].uri && tg_span_is(uri, algorithms[i].uri)) return &algorithms[i];
    return NULL;
}

const struct tg_algorithm *tg_algorithm_of_name(struct tg_span name)
{
    for (size_t i = 0; i < LENGTH(algorithms); i++)
        if (tg_span_is(name, algorithms[i].name)) return &algorithms[i];
    return NULL;
}

bool tg_algorithm_is_secret(const struct tg_algorithm *algorithm)
{
    return algorithm->scheme == TG_HMAC;
}

enum tg_hash tg_hash_of_uri(struct tg_span uri)
{
    for (size_t i = 0; i < LENGTH(hashes); i++)
        if (tg_span_is(uri, hashes[i].uri)) return hashes[i].hash;
    return TG_HASH_NONE;
}

size_t tg_hash_octets(enum tg_hash hash)
{
    for (size_t i = 0; i < LENGTH(hashes); i++)
        if (hashes[i].hash == hash) return hashes[i].octets;
    return 0;
}

size_t tg_algorithms(void)
{
    return LENGTH(algorithms);
}

const struct tg_algorithm *tg_algorithm_at(size_t index)
{
    return index < LENGTH(algorithms) ? &algorithms[index] : NULL;
}
