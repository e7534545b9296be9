/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of an organisation, with its name in the language that is asked, or the nearest. */
#include "base/report.h"
#include "base/text.h"
#include "directory/directory.h"
#include "directory/known.h"
#include "exchange.h"

struct looking {
    const char *language; /* that is asked */
    size_t rank;          /* of the name that was found: the least is the best */
    toegang_known *out;
};

static size_t rank_of(const struct looking *looking, const char *language)
{
    size_t rank = 0;
    if (strcmp(language, looking->language) == 0) return 0;
    while (rank < TG_KNOWN_LANGUAGES && strcmp(language, tg_known_languages[rank]) != 0) rank++;
    return rank + 1;
}

/* A name is from outside, and may hold what looks like a national number. */
static void take_name(struct looking *looking, const toegang_known *row)
{
    size_t rank = rank_of(looking, row->language);
    if (rank >= looking->rank) return;
    looking->rank = rank;
    memcpy(looking->out->language, row->language, sizeof row->language);
    tg_text_safe(looking->out->name, sizeof looking->out->name, tg_span_of(row->name));
}

static toegang_status take(void *context, const toegang_known *row)
{
    struct looking *looking = context;
    toegang_known *out = looking->out;
    out->as_of = row->as_of;
    if (row->language[0]) return take_name(looking, row), TOEGANG_GOOD;
    out->of = row->of;
    out->since = row->since;
    memcpy(out->status, row->status, sizeof row->status);
    memcpy(out->situation, row->situation, sizeof row->situation);
    return TOEGANG_GOOD;
}

/* A name without an enterprise is of one that is not active any more, or never was. */
static void forget_name(toegang_known *out)
{
    if (out->status[0]) return;
    out->language[0] = '\0';
    out->name[0] = '\0';
}

toegang_status toegang_organisation_known(const toegang *all, const toegang_organisation *organisation,
                                          toegang_language language, toegang_known *out,
                                          toegang_report *report)
{
    if (!all || !organisation || !out || out->size < sizeof *out || (unsigned)language >= TOEGANG_LANGUAGES)
        return tg_misuse(report, "a configuration, an organisation, a language and room");
    toegang_directory *store = tg_directory_keeper(all->layer);
    if (!store) store = tg_exchange_store(all, TOEGANG_KBO, report);
    if (!store) return TOEGANG_MISUSE;
    toegang_known known = {.size = sizeof known,
                           .organisation = *organisation,
                           .since = TOEGANG_ALWAYS,
                           .as_of = TOEGANG_ALWAYS};
    struct looking looking = {toegang_language_name(language), SIZE_MAX, &known};
    toegang_status status = toegang_directory_organisation(store, organisation, take, &looking, report);
    forget_name(&known);
    if (status == TOEGANG_GOOD) *out = known;
    return status;
}
