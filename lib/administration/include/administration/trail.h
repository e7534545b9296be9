/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trail: lines of JSON, each chained to the one before it. A line is {"v":1,"number":N, … ,"previous":"H","mac":"M"};
 * M is the HMAC of the 32 octets that H writes and of the line up to ,"mac": (RFC 2104, RFC 6962 for the idea).
 */
#ifndef TG_ADMINISTRATION_TRAIL_H
#define TG_ADMINISTRATION_TRAIL_H

#include "crypto/mac.h"

#define TG_LINE_MAX ((size_t)4 << 20)

/* Made of the one key that is configured. Immutable. */
struct tg_trail_keys {
    const struct tg_crypto *crypto;
    uint8_t people[TG_MAC_OCTETS], chain[TG_MAC_OCTETS], head[TG_MAC_OCTETS];
};
toegang_status tg_trail_keys_make(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS],
                                  struct tg_trail_keys *out, toegang_report *report);

/* What stands for a national number: "~" and 22 characters of base64url, the same for the same number and key. */
#define TG_PSEUDONYM_SIZE 24
toegang_status tg_pseudonym(const struct tg_trail_keys *keys, struct tg_span digits, char out[TG_PSEUDONYM_SIZE],
                            toegang_report *report);

/* A place in the chain: after that line. {0}: before the first. */
struct tg_link {
    uint64_t number;
    uint8_t mac[TG_MAC_OCTETS];
};

struct tg_line; /* line.h */
/* Writes the members between number and previous, each with its comma. Called twice, and writes the same. */
typedef void tg_line_body(struct tg_line *line, const void *what);

/* The line after before, without line feed, in the arena; *after is its place. audit.line when it is too long. */
toegang_status tg_line_make(const struct tg_trail_keys *keys, const struct tg_link *before, tg_line_body *body,
                            const void *what, struct tg_arena *arena, struct tg_span *out, struct tg_link *after,
                            toegang_report *report);

/* Steps on to this line when it is ours and follows *link; else REFUSED with audit.altered, and *link stays. */
toegang_status tg_link_step(const struct tg_trail_keys *keys, struct tg_span line, struct tg_link *link,
                            toegang_report *report);
/* The place of a line that is ours, whatever stood before it. */
toegang_status tg_link_of(const struct tg_trail_keys *keys, struct tg_span line, struct tg_link *out,
                          toegang_report *report);

#endif
