/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nemec, Sys, Svenda, Klinec, Matyas: "The Return of Coppersmith's Attack: Practical Factorization of Widely
 * Used RSA Moduli", CCS 2017, section 2. The generator makes primes k * M + (65537^a mod M) where M is the
 * product of the first primes: those up to 701 for a modulus of 1984 bits and more. So modulo each of these
 * primes the modulus is a power of 65537. For a modulus made otherwise that is so with a chance of less than
 * 2^-100.
 */
#include "openssl.h"

#include <openssl/bn.h>

#define LAST_PRIME 701U
#define GENERATOR 65537U

static bool is_prime(unsigned number)
{
    for (unsigned divisor = 3; divisor * divisor <= number; divisor += 2)
        if (number % divisor == 0) return false;
    return true;
}

static bool is_power(unsigned remainder, unsigned prime)
{
    unsigned power = 1;
    for (unsigned i = 0; i < prime; i++) {
        if (power == remainder) return true;
        power = power * (GENERATOR % prime) % prime;
    }
    return false;
}

bool tg_roca_modulus(const BIGNUM *modulus)
{
    for (unsigned prime = 3; prime <= LAST_PRIME; prime += 2)
        if (is_prime(prime) && !is_power((unsigned)BN_mod_word(modulus, prime), prime)) return false;
    return true;
}
