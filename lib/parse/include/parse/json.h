/* SPDX-License-Identifier: Apache-2.0 */
/* JSON (RFC 8259) read strictly to a tree of ours in an arena: I-JSON (RFC 7493) and stricter. */
#ifndef TG_PARSE_JSON_H
#define TG_PARSE_JSON_H

#include <toegang/base.h>

#include "base/arena.h"

enum tg_json_kind {
    TG_JSON_NULL = 1,
    TG_JSON_FALSE,
    TG_JSON_TRUE,
    TG_JSON_NUMBER,
    TG_JSON_STRING,
    TG_JSON_ARRAY,
    TG_JSON_OBJECT
};

/* A value with its place. In an object every child has a name, and names stand once. */
struct tg_json {
    enum tg_json_kind kind;
    bool is_integer; /* of a number: without fraction and exponent, within +-(2^53 - 1), not "-0" */
    int64_t integer; /* when is_integer */
    struct tg_span
        text; /* of a string: decoded UTF-8, never holds a NUL; of a number: as written; else empty */
    struct tg_span name;   /* of a member of an object: decoded, never holds a NUL */
    uint32_t line, column; /* of the value, from 1, in octets */
    size_t count;          /* children */
    struct tg_json *first, *next;
};

struct tg_json_limits {
    size_t octets;
    unsigned depth;  /* of arrays and objects; a string alone has depth 0; never more than 32 */
    unsigned values; /* names not counted */
};

extern const struct tg_json_limits
    tg_json_token_limits; /* the claims of a token: 64 KiB, depth 8, 4096 values */
extern const struct tg_json_limits
    tg_json_header_limits;                              /* the header of a token: 4 KiB, depth 3, 64 values */
extern const struct tg_json_limits tg_json_keys_limits; /* a set of keys: 128 KiB, depth 8, 8192 values */

/*
 * The tree lies in the arena. A text without escapes borrows the octets, any other is a copy in the arena.
 * The document is one value of any kind with nothing but white space around it.
 */
toegang_status tg_json_read(struct tg_span octets, const struct tg_json_limits *limits,
                            struct tg_arena *arena, struct tg_json **out, toegang_report *report);

/* A member by its exact name; NULL when absent, and when the value is NULL or no object. */
const struct tg_json *tg_json_get(const struct tg_json *object, const char *name);

#endif
