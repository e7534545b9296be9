/* SPDX-License-Identifier: Apache-2.0 */
/* Signed tokens. */
#include "forge_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "forge_inside.h"
#include "forge_jose.h"

/* EdDSA has no digest of its own choice; an HMAC signs as any key does. */
char *forge_signature(EVP_PKEY *key, const char *algorithm, const char *text)
{
    char hash[16];
    unsigned char out[EVP_MAX_MD_SIZE];
    size_t length = sizeof out;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    snprintf(hash, sizeof hash, "SHA%.3s", algorithm + 2);
    if (EVP_DigestSignInit(context, NULL, *algorithm == 'H' ? EVP_get_digestbyname(hash) : NULL, NULL, key) !=
            1 ||
        EVP_DigestSign(context, out, &length, (const unsigned char *)text, strlen(text)) != 1)
        forge_die("cannot sign", algorithm);
    EVP_MD_CTX_free(context);
    return forge_part(out, length);
}

static EVP_PKEY *secret_key(const char *secret)
{
    return EVP_PKEY_new_raw_private_key(EVP_PKEY_HMAC, NULL, (const unsigned char *)secret, strlen(secret));
}

static char *signature_of(const struct forge_token *how, const char *algorithm, const char *key,
                          const char *text)
{
    bool plain = how->secret || strcmp(key, FORGE_ED25519) == 0;
    if (strcmp(algorithm, "none") == 0) return forge_part("", 0);
    if (!plain)
        return forge_to_url(forge_seal(forge_key(key), forge_algorithm(algorithm), text, strlen(text)));
    EVP_PKEY *signer = how->secret ? secret_key(how->secret) : forge_ed25519();
    char *signature = forge_signature(signer, how->secret ? algorithm : "EdDSA", text);
    EVP_PKEY_free(signer);
    return signature;
}

char *forge_token(const char *claims, const struct forge_token *how)
{
    static const struct forge_token usual = {0};
    char header[1024];
    if (!how) how = &usual;
    const char *algorithm = how->algorithm ? how->algorithm : "RS256", *key = how->key ? how->key : "idp";
    snprintf(header, sizeof header, "{\"alg\":\"%s\",\"kid\":\"%s\"%s%s%s}", algorithm, key,
             how->typ ? ",\"typ\":\"" : "", how->typ ? how->typ : "", how->typ ? "\"" : "");
    const char *whole = how->header ? how->header : header;
    char *one = forge_part(whole, strlen(whole)), *two = forge_part(claims, strlen(claims)),
         *text = forge_joined(one, ".", two);
    char *signature = signature_of(how, algorithm, key, text), *out = forge_joined(text, ".", signature);
    free(one), free(two), free(text), free(signature);
    return out;
}
