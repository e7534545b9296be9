/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of lists: the cursor of each, and which rights somebody should look at. */
#ifndef TG_ADMINISTRATION_LIST_H
#define TG_ADMINISTRATION_LIST_H

#include <toegang/administration.h>

#include "crypto/digest.h"
#include "decision/case.h"

/* 28 digits of what a row shows, 4 of how many rows before it show the same. */
#define TG_LIST_CURSOR 32
struct tg_list_row {
    toegang_register reg;
    const toegang_fact *fact;
    const char *as, *check;
    char cursor[TG_LIST_CURSOR + 1];
    uint32_t mark; /* of the digest */
    unsigned same;
};

/* Fills the cursors: of what the rows show to anybody, so that none tells more of a national number than its mask. */
toegang_status tg_list_cursors(struct tg_list_row *rows, size_t count, struct tg_arena *arena, toegang_report *report);

/* What a right should be looked at for, "" for nothing; NULL: a register that would know could not answer. */
const char *tg_review_right(struct tg_case *authority, const toegang_fact *right, int64_t soon);

#endif
