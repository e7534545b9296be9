/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_BENCH_PEERS_H
#define TG_BENCH_PEERS_H

#include "bench.h"

struct bench_message {
    const char *xml, *base64, *certificate_path, *metadata;
    const char *decryption_key_path; /* NULL: nothing is encrypted */
    size_t length;
};

struct bench_token {
    const char *token, *algorithm;
    const char *pem, *jwk; /* the public key */
    const char *issuer, *audience;
};

/* xmlsec1's library with a pinned key, bare or taken from its certificate; parsing included. */
struct bench_subject bench_xmlsec(const struct bench_message *message, int bare);
/* lasso's lasso_login_process_authn_response_msg. */
struct bench_subject bench_lasso(const struct bench_message *message);

/*
 * Peers on tokens: the signature and its alg, iss, aud and exp, with as much of the key kept between tokens as their
 * interface allows. libjwt reads the PEM each time.
 */
struct bench_subject bench_libjwt(const struct bench_token *token);
struct bench_subject bench_cjose(const struct bench_token *token);
struct bench_subject bench_rhonabwy(const struct bench_token *token);

#endif
