/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of messages share: trust with keys of ours, and sign-out messages of the forge's provider. */
#ifndef TG_TESTS_ASSERTION_MESSAGES_H
#define TG_TESTS_ASSERTION_MESSAGES_H

#include <toegang/message.h>

#include "assertion/message.h"
#include "forge_provider.h"

struct messages {
    char *metadata, *key, *certificate;
    toegang_saml_provider provider; /* may be changed before messages_trust */
    toegang_trust *trust;
};

/* own: the name of the key that signs what is ours, "eloket". */
void messages_begin(struct messages *messages, const char *own);
void messages_trust(struct messages *messages);
void messages_end(struct messages *messages);

/* Good at FORGE_AT, for FORGE_LOGOUT; the response answers FORGE_REQUEST. */
extern const char messages_request[], messages_response[];

/* The check that falls, "" when none does; *out is the logout (may be NULL: it is freed). */
const char *messages_judge_request(const struct messages *messages, toegang_binding binding, const char *octets,
                                   toegang_logout **out);
const char *messages_judge_response(const struct messages *messages, toegang_binding binding, const char *octets);

/* The value of a parameter of a URL, decoded; "" when it is not there. To be free()d. */
char *messages_parameter(const char *url, const char *name);
/* The XML that a URL of ours carries in that parameter. To be free()d. */
char *messages_unfold(const char *url, const char *parameter);
/* Whether the public half of that key of the forge verifies the query of the URL, by the octets as they stand. */
bool messages_verifies(const char *url, const char *key_name);

#endif
