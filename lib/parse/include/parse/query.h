/* SPDX-License-Identifier: Apache-2.0 */
/* The query of a URL, octet for octet as it was received: what stands in it was signed so. */
#ifndef TG_PARSE_QUERY_H
#define TG_PARSE_QUERY_H

#include <toegang/base.h>

#include "base/arena.h"

#define TG_QUERY_OCTETS_MAX ((size_t)64 * 1024)
#define TG_QUERY_PARAMETERS_MAX 64

struct tg_parameter {
    struct tg_span name;  /* decoded, in the arena */
    struct tg_span whole; /* "name=value" as it came, without "&" */
    struct tg_span value; /* as it came; empty when there is no "=" */
};

struct tg_query {
    struct tg_parameter parameters[TG_QUERY_PARAMETERS_MAX];
    size_t count;
};

/*
 * Splits at "&". Every name at most once in its decoded form, so that no reader can take another one than we do.
 * Without the "?". Checks query.*.
 */
toegang_status tg_query_read(struct tg_span octets, struct tg_arena *arena, struct tg_query *out,
                             toegang_report *report);
/* By its decoded name; NULL when absent. */
const struct tg_parameter *tg_query_find(const struct tg_query *query, const char *name);
/*
 * The decoded value, in the arena. A "+" is refused: forms write a space so (HTML, urlencoded), URLs mean itself
 * (RFC 3986), and in base64 the two are different octets. Who sends base64 in a query writes %2B.
 */
toegang_status tg_parameter_value(const struct tg_parameter *parameter, struct tg_arena *arena, struct tg_span *out,
                                  toegang_report *report);

/* The octets as a value: all but letters, digits, "-", ".", "_" and "~" encoded (RFC 3986 2.3). NULL: no memory. */
char *tg_query_encode(struct tg_span octets, struct tg_arena *arena);

#endif
