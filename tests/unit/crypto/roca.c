/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/bn.h>

#include "../../../lib/crypto/openssl.h"

static BIGNUM *primorial(void)
{
    BIGNUM *product = BN_new();
    BN_one(product);
    for (BN_ULONG prime = 2; prime <= 701; prime++) {
        BN_ULONG divisor = 2;
        while (divisor * divisor <= prime && prime % divisor != 0) divisor++;
        if (divisor * divisor > prime) BN_mul_word(product, prime);
    }
    return product;
}

/* A prime as the weak generator makes it: k * M + (65537^a mod M), of 1024 bits. */
static BIGNUM *weak_prime(const BIGNUM *product, BN_CTX *context)
{
    BIGNUM *base = BN_new(), *power = BN_new(), *prime = BN_new(), *a = BN_new(), *k = BN_new();
    BN_set_word(base, 65537);
    do {
        BN_rand(a, 62, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
        BN_mod_exp(power, base, a, product, context);
        BN_rand(k, 1024 - BN_num_bits(product) + 1, BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ANY);
        BN_mul(prime, k, product, context);
        BN_add(prime, prime, power);
    } while (BN_check_prime(prime, context, NULL) != 1);
    BN_free(base), BN_free(power), BN_free(a), BN_free(k);
    return prime;
}

Test(roca, knows_the_weak_generator_and_no_other)
{
    BN_CTX *context = BN_CTX_new();
    BIGNUM *product = primorial(), *modulus = BN_new();
    BIGNUM *p = weak_prime(product, context), *q = weak_prime(product, context);
    BN_mul(modulus, p, q, context);
    cr_expect(tg_roca_modulus(modulus));
    cr_expect_gt(BN_num_bits(modulus), 2040);
    BN_generate_prime_ex(q, 1024, 0, NULL, NULL, NULL);
    BN_mul(modulus, p, q, context);
    cr_expect_not(tg_roca_modulus(modulus), "one weak prime is not the fingerprint");
    for (int i = 0; i < 200; i++) {
        BN_rand(modulus, 2048, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD);
        cr_expect_not(tg_roca_modulus(modulus));
    }
    BN_free(p), BN_free(q), BN_free(modulus), BN_free(product);
    BN_CTX_free(context);
}
