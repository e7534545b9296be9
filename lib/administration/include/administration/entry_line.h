/* SPDX-License-Identifier: Apache-2.0 */
/* The line of a change. */
#ifndef TG_ADMINISTRATION_ENTRY_LINE_H
#define TG_ADMINISTRATION_ENTRY_LINE_H

#include "administration/entry.h"
#include "administration/trail.h"

struct tg_entry_line {
    const struct tg_entry *entry;
    const char *policy; /* the version of the configuration, 64 hexadecimal digits */
    uint64_t snapshot;  /* the line that the store stood at when this was judged */
    char evidence[2 * TG_MAC_OCTETS + 1]; /* digest of the decision; "": none */
};

toegang_status tg_entry_line_of(const struct tg_crypto *crypto, const struct tg_entry *entry, const char *policy,
                                uint64_t snapshot, struct tg_entry_line *out, toegang_report *report);
/* what: struct tg_entry_line. */
void tg_entry_body(struct tg_line *line, const void *what);

#endif
