/* SPDX-License-Identifier: Apache-2.0 */
/* What one line of the trail tells of a change. */
#ifndef TG_ADMINISTRATION_ENTRY_H
#define TG_ADMINISTRATION_ENTRY_H

#include <toegang/directory.h>

#include "base/span.h"

/* before NULL: added. after NULL: taken back. Both borrowed. */
struct tg_change {
    toegang_register reg;
    const toegang_fact *before, *after;
};

/* Borrowed as a whole. National numbers in it leave as keyed hashes only. */
struct tg_entry {
    const char *event; /* "appoint", "dismiss", "grant", "revoke", "suspend", "resume", "import" */
    toegang_time at;
    toegang_rrn who, whom; /* kind NONE: nobody */
    toegang_organisation organisation;
    const char *eloket, *right, *context; /* NULL: none */
    const char *ground;                   /* "legal-representative", "htb"; NULL: none */
    struct tg_span evidence;              /* the decision as JSON: its digest goes in; empty: none */
    const char *detail;                   /* for people, "3000000 facts of kbo.csv"; NULL: none */
    const struct tg_change *changes;
    size_t change_count;
    toegang_register reg; /* whose store keeps it, where there is no change to tell; else that of the first */
};

#endif
