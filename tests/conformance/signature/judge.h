/* SPDX-License-Identifier: Apache-2.0 */
/* The answer of the signature profile to a whole message. */
#ifndef TG_TESTS_SIGNATURE_JUDGE_H
#define TG_TESTS_SIGNATURE_JUDGE_H

#include "vectors.h"

#define JUDGED 48

/*
 * "good" when every signature of the message verifies, "unsigned" when it has none, else the check that fell.
 * A message that fails only since its certificate was not taken has the check of that.
 */
void judge(const struct tg_crypto *crypto, struct tg_span xml, const struct vector_keys *keys,
           char answer[JUDGED]);

#endif
