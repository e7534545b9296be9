/* SPDX-License-Identifier: Apache-2.0 */
/* Administration: who may appoint an HTB and grant a right, the change itself, lists, and the trail of it all. */
#ifndef TOEGANG_ADMINISTRATION_H
#define TOEGANG_ADMINISTRATION_H

#include <toegang/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What somebody wants to change. Set to {0}, then size = sizeof. Texts and the identity are borrowed during the call.
 * An appointment has no e-counter; the register of a right follows from the policy of its e-counter.
 */
typedef struct toegang_act {
    size_t size;
    const toegang_identity *as;        /* who acts */
    toegang_rrn to;                    /* whom it is about */
    toegang_organisation organisation; /* for which organisation, never NONE */
    const char *eloket, *right;        /* of grants, revocations and blocks; NULL for appointments */
    const char *context;               /* the context value of a right; NULL: none */
    toegang_time from;   /* when it begins to hold, or to end; 0: at. Not before at */
    toegang_time until;  /* when what is given ends, exclusive; 0: open. Of dismiss and revoke: as from */
    toegang_time at;     /* now, by the clock of the host */
    int64_t patience_ms; /* for the directories together; 0: their own limits */
} toegang_act;

/* What became of it. Immutable, wiped when freed. */
typedef struct toegang_deed toegang_deed;

typedef enum toegang_effect {
    TOEGANG_EFFECT_NONE = 0,    /* refused, or not judged: nothing was changed */
    TOEGANG_EFFECT_ALREADY = 1, /* it was so already: nothing was changed */
    TOEGANG_EFFECT_DONE = 2     /* changed, and durable */
} toegang_effect;

/*
 * Each: may the person who acts do this, now, by the registers themselves (no cache, no replica)? Then the change and
 * its line in the trail, in one transaction. A legal representative or HTB of the organisation may do all of these,
 * and nobody else; only a legal representative appoints himself. GOOD: done, or so already. REFUSED: he may not.
 * INDETERMINATE or UNAVAILABLE: nothing was changed, unless the check is directory.commit: then nobody knows. In these
 * *out is the deed and yours, where there is a verdict to show. MISUSE: an unknown e-counter or right, an end before
 * its begin, a begin in the past; then *out is untouched.
 */
/* Makes the person HTB. */
TOEGANG_CHECKED toegang_status toegang_appoint(const toegang *all, const toegang_act *act, toegang_deed **out,
                                               toegang_report *report);
/*
 * Ends every appointment of the person as HTB, that is or is to come. The last one too: the deed says so. What he granted in
 * the second `at` itself counts as granted without authority, since periods end before their end: where it should stay,
 * let the next second come first.
 */
TOEGANG_CHECKED toegang_status toegang_dismiss(const toegang *all, const toegang_act *act, toegang_deed **out,
                                               toegang_report *report);
/* Gives the person the right; again with a later end renews it. A right that holds already is not given twice. */
TOEGANG_CHECKED toegang_status toegang_grant(const toegang *all, const toegang_act *act, toegang_deed **out,
                                             toegang_report *report);
/* Ends the right, whoever granted it: of that context; all of them where context is NULL. */
TOEGANG_CHECKED toegang_status toegang_revoke(const toegang *all, const toegang_act *act, toegang_deed **out,
                                              toegang_report *report);
/*
 * Blocks the person at that e-counter for the organisation, from begin to end, and lifts that again; what was granted
 * stays. MISUSE (act.blocks): the policy of the e-counter does not look at blocks (`blocks: yes`).
 */
TOEGANG_CHECKED toegang_status toegang_suspend(const toegang *all, const toegang_act *act, toegang_deed **out,
                                               toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_resume(const toegang *all, const toegang_act *act, toegang_deed **out,
                                              toegang_report *report);

/* May he? With its evidence; belongs to the deed. NULL where it was not judged. */
TOEGANG_API const toegang_decision *toegang_deed_decision(const toegang_deed *deed);
TOEGANG_API toegang_effect toegang_deed_effect(const toegang_deed *deed);
/* What was changed, in order; before NULL: added, after NULL: taken back. 0 past the last one. Belong to the deed. */
TOEGANG_API int toegang_deed_change(const toegang_deed *deed, size_t index, const toegang_fact **before,
                                    const toegang_fact **after);
/* Things to know: appointment.last, right.self-granted, …; NULL past the last one. */
TOEGANG_API const char *toegang_deed_warning(const toegang_deed *deed, size_t index);
/* For a person, and for a program ({"done": …, "effect": …, "changes": […], "warnings": […], "decision": {…}}). */
TOEGANG_API size_t toegang_deed_explain(const toegang_deed *deed, toegang_language language, char *out, size_t size);
TOEGANG_API size_t toegang_deed_json(const toegang_deed *deed, char *out, size_t size);
/* NULL is nothing. */
TOEGANG_API void toegang_deed_free(toegang_deed *deed);

typedef enum toegang_list_kind {
    TOEGANG_LIST_HTB = 1,           /* the HTBs of an organisation */
    TOEGANG_LIST_HOLDERS = 2,       /* the holders of rights in an organisation, of one e-counter or of all */
    TOEGANG_LIST_RIGHTS = 3,        /* the rights of a holder, in one organisation or in all */
    TOEGANG_LIST_ORGANISATIONS = 4, /* the organisations that a holder can act for */
    TOEGANG_LIST_REVIEW = 5 /* rights of an organisation that somebody should look at: whose grantor left, or that end soon */
} toegang_list_kind;

/* Set to {0}, then size = sizeof. */
typedef struct toegang_list_question {
    size_t size;
    toegang_list_kind kind;
    toegang_rrn holder;
    toegang_organisation organisation;
    const char *eloket, *right; /* narrow; NULL: all */
    toegang_time at;            /* what is live then is listed */
    int64_t soon;               /* REVIEW: ends within so many seconds; 0: 30 days */
    size_t limit;               /* rows at most; 0: all of them */
    const char *after;          /* the cursor of the last row of the page before; NULL: from the first */
    int64_t patience_ms;
} toegang_list_question;

/* One row, borrowed by the sink. */
typedef struct toegang_list_row {
    size_t size;
    toegang_register reg;
    const toegang_fact *fact; /* function, appointment or right */
    const char *as;           /* "legal-representative", "htb" or "right" */
    const char *check;        /* REVIEW: grantor.left, right.grantor, right.ends-soon; else "" */
    const char *cursor;       /* of this row: 32 hexadecimal digits, the same as long as the fact is */
} toegang_list_row;
typedef toegang_status toegang_list_sink(void *context, const toegang_list_row *row);

/*
 * A list, sorted, the same at each call while nothing changes. Exact or UNAVAILABLE, never cut short: directory.limit
 * where more than 10 000 facts answer. MISUSE: list.cursor (a row that is not there any more), what the kind needs.
 */
TOEGANG_CHECKED toegang_status toegang_list(const toegang *all, const toegang_list_question *question,
                                            toegang_list_sink *sink, void *context, toegang_report *report);

/* What looking at the trails found, for one trail. */
typedef struct toegang_audit_finding {
    size_t size;
    const char *trail; /* "audit.log", "btb", the register whose store keeps it */
    uint64_t lines;    /* that are good, from the first */
    uint64_t line;     /* where it is broken, or what is to be known; 0: neither */
    const char *check; /* audit.cut, .altered, .head: broken; audit.torn (nothing was lost that counted), .continued: to be known */
    char head[65];     /* of the last good line: note it elsewhere, and a trail that was put back shows */
} toegang_audit_finding;
typedef void toegang_audit_sink(void *context, const toegang_audit_finding *finding);

/* Looks at every trail. GOOD: whole. REFUSED: cut or altered. MISUSE (audit.absent): no audit is configured. */
TOEGANG_CHECKED toegang_status toegang_audit_verify(const toegang *all, toegang_audit_sink *sink, void *context,
                                                    toegang_report *report);
/* A line, one JSON object; borrowed by the sink. */
typedef toegang_status toegang_audit_line_sink(void *context, const char *trail, const char *line, size_t length);
/* Every line of every trail, in order; verified first, as toegang_audit_verify does. */
TOEGANG_CHECKED toegang_status toegang_audit_show(const toegang *all, toegang_audit_line_sink *sink, void *context,
                                                  toegang_report *report);
/*
 * Answers every logged decision again from the facts that were logged with it. GOOD: each comes out as it was.
 * REFUSED: audit.replay, the sink got the lines that did not. What was decided by another policy than the one of this
 * configuration is counted in *others.
 */
TOEGANG_CHECKED toegang_status toegang_audit_replay(const toegang *all, toegang_audit_line_sink *sink, void *context,
                                                    uint64_t *replayed, uint64_t *others, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
