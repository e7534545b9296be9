/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a request (RFC 9112), read strictly: what could be understood in two ways is refused. */
#ifndef SERVE_HEAD_H
#define SERVE_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#define HEAD_MOST ((size_t)32 << 10) /* a bearer token has room */
#define LINE_MOST ((size_t)8 << 10)  /* of the request */
#define FIELDS_MOST 100
#define BODY_MOST ((size_t)1 << 20)

struct field {
    const char *name, *value; /* end in NUL, inside the octets that were read */
};

struct head {
    const char *method, *path, *query; /* query: "" when there is none; nothing is unescaped */
    struct field fields[FIELDS_MOST];
    size_t field_count;
    size_t body_length;
    bool keeps;     /* the client means to ask again on this connection */
    bool continues; /* it waits for 100 before it sends the body */
};

/*
 * The octets of the head with its empty line: above 0 when it is whole, 0 when more must come, below 0 when
 * what came can be no head. *seen: how far an earlier call looked.
 */
long head_length(const char *octets, size_t length, size_t *seen);

/* What is wrong: the status of the answer and a sentence. */
struct complaint {
    int status;
    const char *sentence;
};
/*
 * Reads a whole head, in place. False with *why: the connection cannot go on, since nobody knows where a
 * body ends.
 */
bool head_read(char *octets, size_t length, struct head *out, struct complaint *why);

/* The value of the field, NULL when there is none. The name is compared without case. */
const char *head_field(const struct head *head, const char *name);
/* How often the field is there. */
size_t head_count(const struct head *head, const char *name);

#endif
