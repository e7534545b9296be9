/* SPDX-License-Identifier: Apache-2.0 */
/* Before and after each test of a suite of this floor: .init = fixture_begin, .fini = fixture_end. */
#ifndef TG_TESTS_CRYPTO_FIXTURE_H
#define TG_TESTS_CRYPTO_FIXTURE_H

struct tg_crypto;

extern struct tg_crypto *crypto;

void fixture_begin(void);
/* A host finds none of our errors in the queue of libcrypto. */
void fixture_end(void);

#endif
