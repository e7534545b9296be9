/* SPDX-License-Identifier: Apache-2.0 */
/* A store in memory, which can be made to fail where a real one does, and a configuration of it alone. */
#ifndef TG_TESTS_KEPT_STORE_H
#define TG_TESTS_KEPT_STORE_H

#include "folder.h"

#include <toegang/exchange.h>

#include "directory/directory.h"
#include "exchange.h"
#include "nothing.h"

#define NOW 2000000000
#define ANN "85.07.30-033.28"
#define ONE "0999.999.922"
#define HEAD "holder,organisation,code\n"
#define ROW ANN "," ONE ",10007\n"

#define FACTS_MOST 60000

struct store {
    struct tg_arena arena;
    toegang_fact *facts, *aside;
    size_t count, aside_count, kept_count;
    uint64_t kept_row;
    char mark[TG_MARK_ROOM];
    toegang_time as_of;
    size_t fail_after; /* facts, then the store is gone; 0: never */
    size_t adds, keeps, seals;
    const char *version;
};

static inline toegang_status gone(toegang_report *report)
{
    report->status = TOEGANG_UNAVAILABLE;
    strcpy(report->check, "directory.connection");
    return TOEGANG_UNAVAILABLE;
}

static inline toegang_status add(void *state, const toegang_fact *fact, toegang_report *report)
{
    struct store *store = state;
    if (store->fail_after > 0 && store->adds >= store->fail_after) return gone(report);
    store->adds++;
    cr_assert_lt(store->aside_count, FACTS_MOST);
    cr_assert(tg_fact_copy_into(&store->arena, fact, &store->aside[store->aside_count++]));
    return TOEGANG_GOOD;
}

static inline toegang_status keep(void *state, uint64_t row, toegang_report *report)
{
    struct store *store = state;
    (void)report;
    store->keeps++;
    store->kept_row = row;
    store->kept_count = store->aside_count;
    return TOEGANG_GOOD;
}

static inline toegang_status load(void *self, const toegang_load *load, toegang_report *report)
{
    struct store *store = self;
    bool same = strcmp(store->mark, load->mark) == 0;
    const toegang_loading loading = {.size = sizeof loading, .state = store, .add = add, .keep = keep};
    const toegang_writing writing = {.size = sizeof writing, .state = store};
    store->aside_count = same ? store->kept_count : 0;
    snprintf(store->mark, sizeof store->mark, "%s", load->mark);
    if (!same) store->kept_row = 0, store->kept_count = 0;
    toegang_status status = load->fill(load->context, &loading, store->kept_row, report);
    if (status == TOEGANG_GOOD) store->seals++, status = load->seal(load->context, &writing, report);
    if (status != TOEGANG_GOOD) return status;
    memcpy(store->facts, store->aside, store->aside_count * sizeof *store->facts);
    store->count = store->aside_count;
    store->as_of = load->as_of;
    store->mark[0] = '\0';
    return TOEGANG_GOOD;
}

static inline toegang_status scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                                  toegang_report *report)
{
    struct store *store = self;
    toegang_status status = TOEGANG_GOOD;
    (void)reg;
    for (size_t i = 0; status == TOEGANG_GOOD && i < store->count; i++) {
        toegang_fact fact = store->facts[i];
        fact.as_of = store->as_of;
        if (store->fail_after > 0 && i >= store->fail_after) return gone(report);
        status = sink(context, &fact);
    }
    return status;
}

static inline toegang_status migrate(void *self, toegang_report *report)
{
    struct store *store = self;
    if (store->fail_after > 0) return gone(report);
    store->version = "1";
    return TOEGANG_GOOD;
}

static inline toegang_status describe(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                      void *context, toegang_report *report)
{
    const struct store *store = self;
    (void)patience_ms, (void)report;
    if (*store->version) sink(context, "schema", store->version);
    return TOEGANG_GOOD;
}

static const toegang_store_class store_class = {
    .size = sizeof store_class, .migrate = migrate, .load = load, .scan = scan};
static const toegang_directory_class class_ = {.size = sizeof class_,
                                               .flags = TOEGANG_DIRECTORY_WRITES,
                                               .name = "kept",
                                               .read = read_nothing,
                                               .write = write_nothing,
                                               .describe = describe,
                                               .store = &store_class};

static struct store kept;
static toegang all;

static inline void enter(void)
{
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    folder_make();
    kept = (struct store){.version = ""};
    kept.facts = tg_arena_array(&kept.arena, FACTS_MOST, sizeof *kept.facts);
    kept.aside = tg_arena_array(&kept.arena, FACTS_MOST, sizeof *kept.aside);
    cr_assert_eq(toegang_directory_new(&class_, &kept, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    registers[TOEGANG_GEBRUIKERSBEHEER] = registers[TOEGANG_KBO];
    cr_assert_eq(toegang_directory_layer_new(registers, &all.layer, NULL), TOEGANG_GOOD);
    all.sources[TOEGANG_KBO] = all.sources[TOEGANG_GEBRUIKERSBEHEER] = "kept://me:secret@host/x";
}

static inline void leave(void)
{
    toegang_directory_free(all.layer);
    tg_arena_free(&kept.arena);
    folder_remove();
}

static inline toegang_exchange what_of(toegang_register reg, const char *path)
{
    return (toegang_exchange){.size = sizeof(toegang_exchange), .reg = reg, .path = path, .at = NOW};
}

static inline toegang_status import_text(const char *name, const char *content, toegang_exchanged *done,
                                         toegang_report *report)
{
    toegang_exchange what = what_of(TOEGANG_KBO, folder_write(name, content));
    *report = (toegang_report){0};
    return toegang_import(&all, &what, done, report);
}

#define MANY 50000

static inline const char *write_many(const char *name, unsigned seed)
{
    const char *path = folder_path(name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(HEAD, file);
    for (unsigned i = 0; i < MANY; i++)
        fprintf(file, i % 1000 == seed ? "x,y,z\n" : ANN "," ONE ",%05u\n", i);
    fclose(file);
    return path;
}

#endif
