/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of signatures share: our keys from the forge's, and a message judged by the strict profile.
 */
#ifndef TG_TESTS_ASSERTION_SIGNING_H
#define TG_TESTS_ASSERTION_SIGNING_H

#include "assertion/xmldsig.h"
#include "forge.h"

#define SIGNING_KEYS_MAX 8

struct signing {
    struct tg_crypto *crypto;
    struct tg_key *keys[SIGNING_KEYS_MAX];
    struct tg_verifiers verifiers;
    struct tg_arena arena;
    toegang_report report;
    struct tg_signed out;
};

/* names: keys of the forge with blanks between, "idp idp-next"; "" for none. */
void signing_begin(struct signing *signing, const char *names);
void signing_end(struct signing *signing);
/*
 * Reads the message, judges places, then verifies the holder (the first Assertion, or the Response). "" when
 * all is good, else the check that fell; out and report tell the rest.
 */
const char *signing_judge(struct signing *signing, const char *xml, unsigned what);
/* The same for octets that may hold NUL. */
const char *signing_judge_span(struct signing *signing, struct tg_span xml, unsigned what);

#endif
