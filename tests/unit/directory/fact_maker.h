/* SPDX-License-Identifier: Apache-2.0 */
/* Facts from a row of words, and a sink that keeps what it got. */
#ifndef FACT_MAKER_H
#define FACT_MAKER_H

#include <criterion/criterion.h>

#include <string.h>

#include <toegang/sys/directory.h>

#define ANN "85.07.30-033.28"
#define BOB "81.05.01-035.22"
#define ONE "0999.999.922"
#define TWO "0884.303.369"
#define COMPANY "0406.798.006"

static inline toegang_rrn rrn_of(const char *text)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    if (text)
        cr_assert_eq(toegang_rrn_parse(text, strlen(text), TOEGANG_RRN_ALLOW_TEST, &rrn, NULL), TOEGANG_GOOD);
    return rrn;
}

static inline toegang_organisation organisation_of(const char *text)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    if (text)
        cr_assert_eq(toegang_organisation_parse(text, strlen(text), &organisation, NULL), TOEGANG_GOOD, "%s",
                     text);
    return organisation;
}

struct words {
    toegang_fact_kind kind;
    const char *holder, *organisation, *code, *eloket, *held_by;
};

static inline toegang_fact fact_of(const struct words *words)
{
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = words->kind,
                          .holder = rrn_of(words->holder),
                          .organisation = organisation_of(words->organisation),
                          .held_by = organisation_of(words->held_by),
                          .eloket = words->eloket,
                          .code = words->code,
                          .from = 1000,
                          .until = 2000,
                          .granted_at = TOEGANG_ALWAYS,
                          .as_of = TOEGANG_ALWAYS};
}

static inline toegang_directory_question question_of(toegang_register reg, toegang_fact_kind kind,
                                                     const char *holder, const char *organisation)
{
    return (toegang_directory_question){.size = sizeof(toegang_directory_question),
                                        .reg = reg,
                                        .kind = kind,
                                        .holder = rrn_of(holder),
                                        .organisation = organisation_of(organisation)};
}

#define KEPT_MAX 16
struct kept {
    size_t count;
    toegang_fact facts[KEPT_MAX];
    toegang_status answer; /* what the sink says */
};

static inline toegang_status keep(void *context, const toegang_fact *fact)
{
    struct kept *kept = context;
    if (kept->count < KEPT_MAX) kept->facts[kept->count] = *fact;
    kept->count++;
    return kept->answer;
}

#endif
