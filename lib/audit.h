/* SPDX-License-Identifier: Apache-2.0 */
/* The trail, as the rooms of this floor use it. */
#ifndef TG_AUDIT_H
#define TG_AUDIT_H

#include <toegang/sys/directory.h>

#include "administration/entry.h"
#include "internal.h"

/*
 * Notes a change inside the transaction that makes it: in the store's own trail, or in the file where the store keeps
 * none. GOOD too where no audit is configured. Anything else: the change must not be kept.
 */
toegang_status tg_audit_note(const toegang *all, const toegang_writing *writing, const struct tg_entry *entry,
                             toegang_report *report);

#endif
