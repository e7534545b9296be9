/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of seals and visits share: files of keys, and an identity of the forge's provider. */
#ifndef TG_TESTS_ASSERTION_VISITS_H
#define TG_TESTS_ASSERTION_VISITS_H

#include <toegang/visit.h>

#include "forge_provider.h"

#define KEY_A "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_B "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff0123456789ABCDEF0123456789abcdef"

/* Reads the keys of a file with that text and mode. */
toegang_status visits_read_keys(const char *text, unsigned mode, toegang_seal_keys **out, toegang_report *report);
/* The same where it must be good. */
toegang_seal_keys *visits_keys(const char *text);
/* Trust in the forge's provider, who may assert that. */
toegang_trust *visits_trust(const char *entity_id, unsigned asserts);
/* Who signed in by the forge's response, with these values in it. */
toegang_identity *visits_identity(const struct forge_value *values, size_t count);
/* A visit of an hour at most that idles ten minutes. */
toegang_visit visits_begun(const toegang_identity *identity);

#endif
