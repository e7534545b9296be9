/* SPDX-License-Identifier: Apache-2.0 */
/* A hash under a key that nobody outside knows, so that nobody can choose questions that collide. */
#ifndef TG_DIRECTORY_SIPHASH_H
#define TG_DIRECTORY_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

#define TG_SIPHASH_KEY 16

/* SipHash-2-4 (Aumasson and Bernstein, 2012). For tables in memory, not for what leaves the process. */
uint64_t tg_siphash(const uint8_t key[TG_SIPHASH_KEY], const void *octets, size_t length);

#endif
