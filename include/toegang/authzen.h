/* SPDX-License-Identifier: Apache-2.0 */
/* OpenID AuthZEN Authorization API 1.0 over text: the body of a request in, the body of its answer out. */
#ifndef TOEGANG_AUTHZEN_H
#define TOEGANG_AUTHZEN_H

#include <toegang/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which endpoint was asked; in brackets the path that AuthZEN gives it. */
typedef enum toegang_authzen_kind {
    TOEGANG_AUTHZEN_EVALUATION = 1,      /* /access/v1/evaluation */
    TOEGANG_AUTHZEN_EVALUATIONS = 2,     /* /access/v1/evaluations */
    TOEGANG_AUTHZEN_SEARCH_SUBJECT = 3,  /* /access/v1/search/subject */
    TOEGANG_AUTHZEN_SEARCH_RESOURCE = 4, /* /access/v1/search/resource */
    TOEGANG_AUTHZEN_SEARCH_ACTION = 5    /* /access/v1/search/action */
} toegang_authzen_kind;

#define TOEGANG_AUTHZEN_OCTETS_MAX ((size_t)1 << 20) /* of a body */
#define TOEGANG_AUTHZEN_EVALUATIONS_MAX 1000

/*
 * A request. Set to {0}, then size = sizeof. Only for callers that the host knows and trusts: what they state
 * of a subject (assurance, capacity) is believed as a host's word is, and each evidence says whose word it
 * was.
 */
typedef struct toegang_authzen {
    size_t size;
    toegang_authzen_kind kind;
    const void *octets; /* the body, JSON; it may hold national numbers, the answer never does */
    size_t length;
    toegang_time at;           /* the host's clock; a time in the body's context moves nothing */
    int64_t patience_ms;       /* for the whole request; 0: the directories' own limits */
    toegang_language language; /* of an error message; decisions speak all four */
    const char *caller;        /* who asks, for the evidence; NULL: "authzen" */
} toegang_authzen;

/* An answer: text that is ready to be sent. Immutable; wiped when freed. */
typedef struct toegang_answer toegang_answer;

/*
 * GOOD when there is an answer to send, whatever it says; then *out is yours. The answer to a request that is
 * malformed is one too (400). NO_MEMORY, MISUSE: there is none.
 */
TOEGANG_CHECKED toegang_status toegang_authzen_answer(const toegang *all, const toegang_authzen *request,
                                                      toegang_answer **out, toegang_report *report);
/* The body, JSON (application/json), ended by a NUL that length does not count; length may be NULL. */
TOEGANG_API const char *toegang_answer_text(const toegang_answer *answer, size_t *length);
/*
 * The status of HTTP: 200 for each decision, also one that is indeterminate (decision false, and its context
 * says so); 400 for a request that is malformed; 503 for a search that could not be told whole, or an answer
 * that is too long.
 */
TOEGANG_API int toegang_answer_http(const toegang_answer *answer);
/* The check that fell: of the one evaluation, or of what came instead of an answer; "" when none did. */
TOEGANG_API const char *toegang_answer_check(const toegang_answer *answer);
/* How many evaluations came out so; 0 for a search. */
TOEGANG_API size_t toegang_answer_count(const toegang_answer *answer, toegang_outcome outcome);
/* NULL is nothing. */
TOEGANG_API void toegang_answer_free(toegang_answer *answer);

#ifdef __cplusplus
}
#endif
#endif
