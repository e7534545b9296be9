/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that take as long whatever they are. A mask is all ones for yes, 0 for no; volatile keeps a
 * compiler from making a branch of it. */
#ifndef TG_CRYPTO_CONSTANT_H
#define TG_CRYPTO_CONSTANT_H

#include <stddef.h>
#include <stdint.h>

static inline size_t tg_mask_equal(size_t one, size_t other)
{
    volatile size_t differ = one ^ other;
    size_t top = (differ | (0 - differ)) >> (8 * sizeof differ - 1);
    return top - 1;
}

static inline size_t tg_mask_below(size_t one, size_t other)
{
    volatile size_t under = one ^ ((one ^ other) | ((one - other) ^ other));
    return 0 - (under >> (8 * sizeof under - 1));
}

static inline void tg_mask_choose(size_t mask, const uint8_t *yes, const uint8_t *no, size_t length,
                                  uint8_t *out)
{
    volatile uint8_t chosen = (uint8_t)mask;
    for (size_t i = 0; i < length; i++) out[i] = (uint8_t)((yes[i] & chosen) | (no[i] & ~chosen));
}

#endif
