/* SPDX-License-Identifier: Apache-2.0 */
#include "siphash.h"

#include <string.h>

struct state {
    uint64_t v[4];
};

static uint64_t rotate(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

/* One SipRound: section 2.2 of the paper. */
static void mix(struct state *state)
{
    uint64_t *v = state->v;
    v[0] += v[1], v[1] = rotate(v[1], 13) ^ v[0], v[0] = rotate(v[0], 32);
    v[2] += v[3], v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = rotate(v[1], 17) ^ v[2], v[2] = rotate(v[2], 32);
}

static void take(struct state *state, uint64_t word)
{
    state->v[3] ^= word;
    mix(state);
    mix(state);
    state->v[0] ^= word;
}

/* Octets as a number, the first one the least: on every machine the same. */
static uint64_t little_endian(const uint8_t *octets, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)octets[i] << (8 * i);
    return word;
}

uint64_t tg_siphash(const uint8_t key[TG_SIPHASH_KEY], const void *octets, size_t length)
{
    const uint8_t *at = octets;
    uint64_t k0 = little_endian(key, 8), k1 = little_endian(key + 8, 8);
    struct state state = {{k0 ^ 0x736f6d6570736575U, k1 ^ 0x646f72616e646f6dU, k0 ^ 0x6c7967656e657261U,
                           k1 ^ 0x7465646279746573U}};
    size_t left = length;
    for (; left >= 8; left -= 8, at += 8) take(&state, little_endian(at, 8));
    take(&state, little_endian(at, left) | (uint64_t)length << 56);
    state.v[2] ^= 0xff;
    for (int i = 0; i < 4; i++) mix(&state);
    return state.v[0] ^ state.v[1] ^ state.v[2] ^ state.v[3];
}
