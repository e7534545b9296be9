/* SPDX-License-Identifier: Apache-2.0 */
/* The trail, as the rooms of this floor use it. */
#ifndef TG_AUDIT_H
#define TG_AUDIT_H

#include <toegang/sys/directory.h>

#include "administration/entry.h"
#include "administration/trail.h"
#include "decision/decide.h"
#include "internal.h"

/* What is configured. Lies in the arena of the configuration, which is wiped; all but crypto. */
struct tg_audit {
    const char *name; /* of the file, as it was written; NULL: none */
    const char *file; /* its path */
    bool decisions;
    struct tg_crypto *crypto;
    struct tg_trail_keys keys;
};
void tg_audit_end(const toegang *all);

/* A line in the trail of a store whose transaction is not yet kept. {0}: none. */
struct tg_noted {
    const char *trail;
    struct tg_link link;
};

/*
 * Notes a change inside the transaction that makes it: in the store's own trail, or in the file where the store keeps
 * none. GOOD too where no audit is configured. Anything else: the change must not be kept.
 */
toegang_status tg_audit_note(const toegang *all, const toegang_writing *writing, const struct tg_entry *entry,
                             struct tg_noted *noted, toegang_report *report);
/*
 * The transaction was kept: the head beside the file says so from now on, and the line cannot be taken away unseen.
 * Where that cannot be written the next change writes it.
 */
void tg_audit_kept(const toegang *all, const struct tg_noted *noted);

/* Whether a decision waits for its line in the trail. */
bool tg_audit_logs_decisions(const toegang *all);
/*
 * Logs a decision, where that is configured, before it is given. Anything but GOOD: it is not given, and *decision
 * is one that says why (INDETERMINATE), or NULL.
 */
toegang_status tg_audit_decided(const toegang *all, const toegang_question *question, const struct tg_world *world,
                                toegang_decision **decision, toegang_report *report);

/* The name of the trail of the store that takes changes of this register: its first register's. */
const char *tg_audit_store(const toegang *all, toegang_register reg);

#endif
