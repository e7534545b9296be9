/* SPDX-License-Identifier: Apache-2.0 */
/* Every trail that there is: the file, and one for each store that keeps one. */
#include <toegang/administration.h>

#include <string.h>

#include "administration/check.h"
#include "administration/record.h"
#include "administration/trail_file.h"
#include "audit.h"
#include "base/hex.h"
#include "base/report.h"
#include "check.h"
#include "directory/check.h"

struct trail {
    const char *name;
    toegang_directory *store; /* NULL: the file */
    bool none;                /* found out when it is read: that store keeps none */
};
#define TRAILS (1 + TOEGANG_REGISTERS)

static size_t find_trails(const toegang *all, struct trail out[TRAILS])
{
    size_t count = 0;
    if (all->audit->file) out[count++] = (struct trail){.name = all->audit->name};
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        toegang_register reg = (toegang_register)i;
        toegang_directory *store = toegang_directory_writer(all->layer, reg);
        const char *name = toegang_register_name(reg);
        if (store && tg_audit_store(all, reg) == name) out[count++] = (struct trail){.name = name, .store = store};
    }
    return count;
}

/* ---- one trail ---- */

struct store_walk {
    struct tg_walk *walk;
    toegang_status status;
    toegang_report report;
};

static toegang_status walk_store_line(void *context, const char *line, size_t length)
{
    struct store_walk *store = context;
    store->status = tg_walk_line(store->walk, (struct tg_span){line, length}, &store->report);
    return store->status;
}

/* A head that is not ours is told after the lines, as in a file. */
static toegang_status end_store(struct tg_walk *walk, const toegang_report *head, toegang_report *report)
{
    if (head->status == TOEGANG_GOOD) return tg_walk_end(walk, report);
    if (head->status == TOEGANG_REFUSED) walk->broken = walk->link.number + 1;
    return tg_report_pass(report, head);
}

static toegang_status walk_store(const toegang *all, struct trail *trail, struct tg_walk *walk,
                                 toegang_report *report)
{
    const struct tg_audit *audit = all->audit;
    struct store_walk store = {.walk = walk};
    toegang_report head = {0}, told = {0};
    if (audit->file) (void)tg_trail_head(&audit->keys, audit->file, trail->name, &walk->head, &head);
    toegang_status status = toegang_directory_trail(trail->store, walk_store_line, &store, &told);
    if (store.status != TOEGANG_GOOD)
        return store.report.status == TOEGANG_GOOD ? store.status : tg_report_pass(report, &store.report);
    trail->none = status == TOEGANG_MISUSE && strcmp(told.check, CHECK_DIRECTORY_READ_ONLY) == 0;
    if (trail->none) return TOEGANG_GOOD;
    return status == TOEGANG_GOOD ? end_store(walk, &head, report) : tg_report_pass(report, &told);
}

static toegang_status walk_trail(const toegang *all, struct trail *trail, struct tg_walk *walk,
                                 toegang_report *report)
{
    walk->keys = &all->audit->keys;
    return trail->store ? walk_store(all, trail, walk, report) : tg_trail_read(walk, all->audit->file, report);
}

/* ---- looking at all of them ---- */

static toegang_status is_configured(const toegang *all, toegang_report *report)
{
    if (!all) return tg_misuse(report, "a configuration");
    if (all->audit) return TOEGANG_GOOD;
    return tg_report(report, TOEGANG_MISUSE, CHECK_AUDIT_ABSENT, "audit in the configuration, with file and key", TG_SPAN("none"));
}

static void find(const struct trail *trail, const struct tg_walk *walk, const toegang_report *told,
                 toegang_audit_sink *sink, void *context)
{
    toegang_audit_finding finding = {.size = sizeof finding, .trail = trail->name, .lines = walk->link.number};
    bool broken = told->status != TOEGANG_GOOD;
    finding.line = broken ? walk->broken : walk->continued > 0 ? walk->continued : walk->torn;
    finding.check = broken                ? told->check
                    : walk->continued > 0 ? CHECK_AUDIT_CONTINUED
                    : walk->torn > 0      ? CHECK_AUDIT_TORN
                                          : "";
    tg_hex_write(walk->link.mac, TG_MAC_OCTETS, finding.head);
    sink(context, &finding);
}

/* All are looked at, also after one that is broken; the first that is not whole is what the report tells. */
toegang_status toegang_audit_verify(const toegang *all, toegang_audit_sink *sink, void *context,
                                    toegang_report *report)
{
    struct trail trails[TRAILS];
    toegang_status status = is_configured(all, report);
    size_t count = status == TOEGANG_GOOD ? find_trails(all, trails) : 0;
    for (size_t i = 0; i < count; i++) {
        struct tg_walk walk = {0};
        toegang_report told = {0};
        toegang_status one = walk_trail(all, &trails[i], &walk, &told);
        if (one != TOEGANG_GOOD && status == TOEGANG_GOOD) status = tg_report_pass(report, &told);
        /* Of one that could not be read nothing was found. */
        if (sink && !trails[i].none && one >= TOEGANG_GOOD) find(&trails[i], &walk, &told, sink, context);
    }
    return status;
}

/* What is shown was found whole before, and is verified again while it is shown. */
static toegang_status show_all(const toegang *all, struct tg_walk *walk, const char **name, toegang_report *report)
{
    struct trail trails[TRAILS];
    toegang_status status = toegang_audit_verify(all, NULL, NULL, report);
    size_t count = status == TOEGANG_GOOD ? find_trails(all, trails) : 0;
    for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++) {
        struct tg_walk next = {.sink = walk->sink, .context = walk->context};
        *name = trails[i].name;
        status = walk_trail(all, &trails[i], &next, report);
    }
    return status;
}

struct showing {
    toegang_audit_line_sink *sink;
    void *context;
    const char *trail;
};

static toegang_status show_line(void *context, struct tg_span line)
{
    const struct showing *showing = context;
    return showing->sink(showing->context, showing->trail, line.at, line.length);
}

toegang_status toegang_audit_show(const toegang *all, toegang_audit_line_sink *sink, void *context,
                                  toegang_report *report)
{
    struct showing showing = {sink, context, NULL};
    struct tg_walk walk = {.sink = show_line, .context = &showing};
    if (!sink) return tg_misuse(report, "a sink");
    return show_all(all, &walk, &showing.trail, report);
}

/* ---- deciding again ---- */

struct replaying {
    const toegang *all;
    struct showing showing; /* of those that differ */
    uint64_t replayed, others, differing;
};

static toegang_status replay_record(struct replaying *replaying, struct tg_span line, struct tg_arena *arena)
{
    struct tg_record record;
    toegang_status status = tg_record_read(line, arena, &record, NULL);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_span_is(record.policy, replaying->all->version)) return replaying->others++, TOEGANG_GOOD;
    const struct tg_policy *policy = tg_policy_find(replaying->all, tg_span_of(record.question.eloket));
    replaying->replayed++;
    return policy ? tg_record_replay(&record, policy, arena, NULL) : TOEGANG_REFUSED;
}

static toegang_status replay_line(void *context, struct tg_span line)
{
    struct replaying *replaying = context;
    struct tg_arena arena = {0};
    if (!tg_is_decision(line)) return TOEGANG_GOOD;
    toegang_status status = replay_record(replaying, line, &arena);
    tg_arena_free(&arena);
    if (status != TOEGANG_REFUSED) return status;
    replaying->differing++;
    return replaying->showing.sink ? show_line(&replaying->showing, line) : TOEGANG_GOOD;
}

toegang_status toegang_audit_replay(const toegang *all, toegang_audit_line_sink *sink, void *context,
                                    uint64_t *replayed, uint64_t *others, toegang_report *report)
{
    struct replaying replaying = {.all = all, .showing = {sink, context, NULL}};
    struct tg_walk walk = {.sink = replay_line, .context = &replaying};
    if (!replayed || !others) return tg_misuse(report, "places for the counts");
    toegang_status status = show_all(all, &walk, &replaying.showing.trail, report);
    if (status == TOEGANG_NO_MEMORY) tg_no_memory(report);
    if (status != TOEGANG_GOOD) return status;
    *replayed = replaying.replayed;
    *others = replaying.others;
    if (replaying.differing == 0) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_AUDIT_REPLAY, "the decisions as they were logged",
                      "%llu that differ", (unsigned long long)replaying.differing);
}
