/* SPDX-License-Identifier: Apache-2.0 */
/* One list being made. */
#ifndef TG_LIST_H
#define TG_LIST_H

#include "administration/list.h"
#include "facts.h"
#include "internal.h"

struct tg_listing {
    const toegang *all;
    const toegang_list_question *asked;
    struct tg_deadline deadline; /* of all questions together */
    struct tg_facts facts[TOEGANG_REGISTERS];
    struct tg_arena arena;
    struct tg_list_row *rows; /* room for TOEGANG_FACTS_MAX */
    size_t count;
};

/* Keeps the rights that somebody should look at, each with its check. */
toegang_status tg_listing_review(struct tg_listing *listing, toegang_report *report);

#endif
