/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/entry_line.h"

#include "base/hex.h"
#include "line.h"

toegang_status tg_entry_line_of(const struct tg_crypto *crypto, const struct tg_entry *entry, const char *policy,
                                uint64_t snapshot, struct tg_entry_line *out, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    *out = (struct tg_entry_line){.entry = entry, .policy = policy, .snapshot = snapshot};
    if (entry->evidence.length == 0) return TOEGANG_GOOD;
    toegang_status status = tg_digest(crypto, TG_SHA256, entry->evidence, digest, report);
    if (status == TOEGANG_GOOD) tg_hex_write(digest, tg_hash_octets(TG_SHA256), out->evidence);
    return status;
}

static void add_change(struct tg_line *line, const struct tg_change *change)
{
    tg_text_addf(&line->text, "{\"register\":\"%s\"", toegang_register_name(change->reg));
    tg_line_name(line, "before");
    tg_line_fact(line, change->before);
    tg_line_name(line, "after");
    tg_line_fact(line, change->after);
    tg_line_add(line, "}");
}

static void add_changes(struct tg_line *line, const struct tg_entry *entry)
{
    tg_line_name(line, "changes");
    for (size_t i = 0; i < entry->change_count; i++) {
        tg_line_add(line, i > 0 ? "," : "[");
        add_change(line, &entry->changes[i]);
    }
    tg_line_add(line, entry->change_count > 0 ? "]" : "[]");
}

void tg_entry_body(struct tg_line *line, const void *what)
{
    const struct tg_entry_line *it = what;
    const struct tg_entry *entry = it->entry;
    tg_line_word(line, "event", entry->event);
    tg_line_time(line, "time", entry->at);
    tg_line_person(line, "who", &entry->who);
    tg_line_person(line, "whom", &entry->whom);
    tg_line_organisation(line, "organisation", &entry->organisation);
    tg_line_text(line, "eloket", entry->eloket);
    tg_line_text(line, "right", entry->right);
    tg_line_text(line, "context", entry->context);
    tg_line_word(line, "ground", entry->ground);
    tg_line_word(line, "evidence", it->evidence[0] ? it->evidence : NULL);
    tg_line_word(line, "policy", it->policy);
    tg_line_number(line, "snapshot", (int64_t)it->snapshot);
    add_changes(line, entry);
    tg_line_text(line, "detail", entry->detail);
}
