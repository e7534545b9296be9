/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "administration/list.h"
#include "base/hex.h"
#include "base/report.h"
#include "decision/json_member.h"

#define DIGEST_OCTETS 14
#define DIGITS ((size_t)DIGEST_OCTETS * 2)
#define FACT_ROOM 4096 /* its texts are 256 octets at most, and masked or escaped */

/* As it is shown, but for its age: the same as long as the fact is. */
static toegang_status digest_row(const struct tg_crypto *crypto, struct tg_list_row *row, toegang_report *report)
{
    char shown[FACT_ROOM];
    uint8_t digest[TG_DIGEST_MAX];
    struct tg_text text = tg_text_of(shown, sizeof shown);
    toegang_fact fact = *row->fact;
    fact.as_of = TOEGANG_ALWAYS;
    tg_text_addf(&text, "%s ", toegang_register_name(row->reg));
    tg_json_fact(&text, &fact);
    size_t length = text.length < sizeof shown ? text.length : sizeof shown - 1;
    toegang_status status = tg_digest(crypto, TG_SHA256, (struct tg_span){shown, length}, digest, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(digest, DIGEST_OCTETS, row->cursor);
    memcpy(&row->mark, digest, sizeof row->mark);
    return TOEGANG_GOOD;
}

/* Rows by their digests: open hash, 1 + ordinal of the last row with that digest, 0 free. */
struct seen {
    uint32_t *slots;
    size_t size;
};

static size_t slot_of(const struct seen *seen, const struct tg_list_row *rows, const struct tg_list_row *row)
{
    size_t at = row->mark % seen->size;
    while (seen->slots[at] && strncmp(rows[seen->slots[at] - 1].cursor, row->cursor, DIGITS) != 0)
        at = (at + 1) % seen->size;
    return at;
}

/* The last four digits tell rows apart that show the same. */
static void number_row(struct seen *seen, struct tg_list_row *rows, size_t i)
{
    size_t at = slot_of(seen, rows, &rows[i]);
    if (seen->slots[at]) rows[i].same = rows[seen->slots[at] - 1].same + 1;
    snprintf(rows[i].cursor + DIGITS, TG_LIST_CURSOR - DIGITS + 1, "%04x", rows[i].same & 0xffff);
    seen->slots[at] = (uint32_t)i + 1;
}

toegang_status tg_list_cursors(struct tg_list_row *rows, size_t count, struct tg_arena *arena, toegang_report *report)
{
    struct tg_crypto *crypto = NULL;
    struct seen seen = {.size = 2 * count + 1};
    seen.slots = tg_arena_array(arena, seen.size, sizeof *seen.slots);
    if (!seen.slots) return tg_no_memory(report);
    toegang_status status = tg_crypto_new(&crypto, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++) {
        status = digest_row(crypto, &rows[i], report);
        if (status == TOEGANG_GOOD) number_row(&seen, rows, i);
    }
    tg_crypto_free(crypto);
    return status;
}
