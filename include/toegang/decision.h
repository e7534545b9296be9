/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict: permit, deny or indeterminate, with the evidence and in a language a person understands. */
#ifndef TOEGANG_DECISION_H
#define TOEGANG_DECISION_H

#include <toegang/directory.h>
#include <toegang/identity.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toegang_outcome {
    TOEGANG_OUTCOME_DENY = 0,
    TOEGANG_OUTCOME_INDETERMINATE = 1,
    TOEGANG_OUTCOME_PERMIT = 2
} toegang_outcome;

/* The question. Set to {0}, then size = sizeof. Texts and the identity are borrowed during the call. */
typedef struct toegang_question {
    size_t size;
    const toegang_identity *identity;
    toegang_organisation organisation; /* scheme NONE: for myself */
    const char *eloket;
    const char *right;   /* NULL: the right that the e-counter's policy names */
    const char *context; /* NULL: none, and any will do; "" is refused (right.context), never taken for none */
    toegang_time at;
    int64_t patience_ms; /* for the directories together; 0: their own limits */
    int at_hand; /* 1: decide only from what is in memory of this process (toegang_check), for who may not wait */
} toegang_question;

/* Immutable, may be shared between threads, wiped when freed. */
typedef struct toegang_decision toegang_decision;

typedef enum toegang_evidence_kind {
    TOEGANG_EVIDENCE_IDENTITY = 1, /* who it is, by whose word, until when */
    TOEGANG_EVIDENCE_POLICY = 2,   /* the line of the policy that applied */
    TOEGANG_EVIDENCE_FACT = 3,     /* a fact of a directory */
    TOEGANG_EVIDENCE_REGISTER = 4, /* a register that could not answer */
    TOEGANG_EVIDENCE_WARNING = 5,  /* something to know: power unknown, grantor left, test numbers, … */
    TOEGANG_EVIDENCE_ASSERTED = 6  /* what the assertion states about the organisation or the right that is asked */
} toegang_evidence_kind;

/* One piece. Belongs to the decision. */
typedef struct toegang_evidence {
    toegang_evidence_kind kind;
    int used;                 /* 1: the verdict rests on it; 0: it was looked at and did not count */
    toegang_register reg;     /* of FACT and REGISTER */
    const toegang_fact *fact; /* of FACT, else NULL */
    const char *check;        /* why it did not count, or which warning; "" when it counted */
    const char *detail; /* POLICY: "e-counter: htb with-right"; REGISTER: what came; ASSERTED: the issuer; "" else */
    const toegang_stated *stated; /* of ASSERTED, else NULL; no national number in clear */
} toegang_evidence;

TOEGANG_API toegang_outcome toegang_decision_outcome(const toegang_decision *decision);
/* "permit", "deny", "indeterminate". */
TOEGANG_API const char *toegang_outcome_name(toegang_outcome outcome);
/* The check that fell, "" for permit. */
TOEGANG_API const char *toegang_decision_check(const toegang_decision *decision);
/*
 * The next instant at which anything that was looked at changes; until then a verdict may be kept. TOEGANG_NEVER:
 * nothing bounds it. TOEGANG_ALWAYS: not to be kept, as a refusal or a fault, which had no moment.
 */
TOEGANG_API toegang_time toegang_decision_valid_through(const toegang_decision *decision);
/* The pieces, those that carry the verdict first; NULL past the last one. */
TOEGANG_API size_t toegang_decision_evidence_count(const toegang_decision *decision);
TOEGANG_API const toegang_evidence *toegang_decision_evidence(const toegang_decision *decision, size_t index);

/*
 * The decision as text for a person: verdict, ground, evidence, check id and what to do. Returns the length of
 * the whole text without its NUL, as snprintf does; out may be NULL when size is 0. No national number in clear.
 */
TOEGANG_API size_t toegang_decision_explain(const toegang_decision *decision, toegang_language language, char *out,
                                            size_t size);
/* Why, in one sentence: what the check means; of a permit its ground. Measured as explain does. */
TOEGANG_API size_t toegang_decision_reason(const toegang_decision *decision, toegang_language language, char *out,
                                           size_t size);
/*
 * The ground of a permit in one word: "legal-representative", "htb", "mandate", "right" (somebody else with a right),
 * "others" (open to anybody), "self"; "" unless it is a permit.
 */
TOEGANG_API const char *toegang_decision_as(const toegang_decision *decision);
/* What the person can do now, one or more sentences; "" for permit. Measured as explain does. */
TOEGANG_API size_t toegang_decision_remedy(const toegang_decision *decision, toegang_language language, char *out,
                                           size_t size);
/*
 * AuthZEN 1.0 evaluation response, {"decision": …, "context": {…}}; one line. Measured as explain does. In it
 * valid_through is "9999-12-31T23:59:59Z" where nothing bounds the verdict, and null always means: do not keep it.
 */
TOEGANG_API size_t toegang_decision_json(const toegang_decision *decision, char *out, size_t size);

/*
 * A decision that says what a report says, for an assertion that was refused (deny) or a fault (indeterminate):
 * so that hosts show both the same way. A report of status GOOD is MISUSE.
 */
TOEGANG_CHECKED toegang_status toegang_decision_refusal(const toegang_report *why, toegang_decision **out,
                                                        toegang_report *report);

/* NULL is nothing. */
TOEGANG_API void toegang_decision_free(toegang_decision *decision);

#ifdef __cplusplus
}
#endif
#endif
