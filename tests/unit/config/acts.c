/* SPDX-License-Identifier: Apache-2.0 */
/* Small random countries and random acts, held against a naive reading of the facts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../administration/world.h"

#define PERSONS 6

static uint64_t state = 0x9e3779b97f4a7c15U;

static unsigned draw(unsigned most)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % most;
}

static void populate(struct world *world)
{
    static const char *const words[] = {"function:%u", "function:%u:..40", "function:%u:20..", "htb:%u:..",
                                        "htb:%u:..30", "htb:%u:10..60", "right:%u:fed:enter::..",
                                        "right:%u:strict:enter::..50", "two:function:%u", "two:htb:%u"};
    unsigned count = 1 + draw(5);
    for (unsigned i = 0; i < count; i++) {
        char word[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(word, sizeof word, words[draw(sizeof words / sizeof *words)], draw(PERSONS));
#pragma GCC diagnostic pop
        world_add(world, word);
    }
}

/* The naive reading: a live function, or a live appointment, in that organisation. */
static bool has_authority(const struct world *world, unsigned who, const char *where, long at, bool law_only)
{
    toegang_rrn him = person(who);
    toegang_organisation there = organisation(where);
    for (size_t i = 0; i < world->store->kept.count; i++) {
        const toegang_fact *fact = &world->store->kept.rows[i].fact;
        bool kind = fact->kind == TOEGANG_FACT_FUNCTION || (fact->kind == TOEGANG_FACT_APPOINTMENT && !law_only);
        if (kind && toegang_rrn_equal(&fact->holder, &him) && toegang_organisation_equal(&fact->organisation, &there) &&
            fact->from <= NOW + at && NOW + at < fact->until)
            return true;
    }
    return false;
}

static struct wish draw_wish(long at)
{
    static act_function *const acts[] = {toegang_appoint, toegang_dismiss, toegang_grant,
                                         toegang_grant,   toegang_revoke,  toegang_suspend, toegang_resume};
    static const char *const elokets[] = {"own", "fed", "strict"};
    act_function *act = acts[draw(7)];
    bool appointment = act == toegang_appoint || act == toegang_dismiss;
    bool block = act == toegang_suspend || act == toegang_resume;
    struct wish wish = {.act = act, .who = draw(PERSONS), .to = draw(PERSONS), .at = at};
    if (!appointment) wish.eloket = block ? "own" : elokets[draw(3)];
    if (!appointment && !block) wish.right = "enter";
    if (draw(4) == 0) wish.from = at + 1 + (long)draw(20);
    bool gives = act == toegang_appoint || act == toegang_grant || act == toegang_suspend;
    if (gives && draw(3) == 0) wish.until = at + 25 + (long)draw(30);
    if (draw(6) == 0) wish.organisation = TWO;
    return wish;
}

static bool same(const toegang_fact *one, const toegang_fact *other)
{
    return one->kind == other->kind && toegang_rrn_equal(&one->holder, &other->holder) &&
           toegang_organisation_equal(&one->organisation, &other->organisation) && one->from == other->from &&
           one->until == other->until && strcmp(one->eloket, other->eloket) == 0 && strcmp(one->code, other->code) == 0 &&
           one->granted_at == other->granted_at && memcmp(&one->granted_by, &other->granted_by, sizeof one->granted_by) == 0;
}

static bool take_out(struct writable_rows *rows, const toegang_fact *fact)
{
    for (size_t i = 0; i < rows->count; i++)
        if (same(&rows->rows[i].fact, fact)) {
            rows->rows[i].fact.kind = (toegang_fact_kind)0;
            return true;
        }
    return false;
}

/* The rows before, their texts with them. */
static struct writable_rows snapshot(const struct world *world)
{
    struct writable_rows out = {.count = world->store->kept.count};
    out.rows = calloc(out.count + 1, sizeof *out.rows);
    for (size_t i = 0; i < out.count; i++) {
        out.rows[i] = world->store->kept.rows[i];
        out.rows[i].fact.eloket = out.rows[i].texts[0];
        out.rows[i].fact.code = out.rows[i].texts[1];
    }
    return out;
}

/* Before, with the changes of the deed, is after; and every change is about that person in that organisation. */
static void check_changes(const struct world *world, const struct wish *wish, const toegang_deed *deed,
                          struct writable_rows *before)
{
    toegang_rrn whom = person(wish->to);
    toegang_organisation there = organisation(wish->organisation ? wish->organisation : ONE);
    struct writable_rows after = snapshot(world);
    const toegang_fact *old = NULL, *new = NULL;
    for (size_t i = 0; deed && toegang_deed_change(deed, i, &old, &new); i++) {
        const toegang_fact *any = new ? new : old;
        cr_assert(toegang_rrn_equal(&any->holder, &whom) && toegang_organisation_equal(&any->organisation, &there));
        if (old) cr_assert(take_out(before, old), "before is not what was there");
        if (new) cr_assert(take_out(&after, new), "after is not what is there");
        /* No period is empty: what ends in the second in which it began is kept as of the second before. */
        bool keeps_begin = old && new && (old->from == new->from || (old->from == NOW + wish->at && new->from == old->from - 1));
        if (old && new) cr_assert(keeps_begin && new->until < old->until, "what is ended is ended");
    }
    for (size_t i = 0; i < before->count; i++)
        if (before->rows[i].fact.kind) cr_assert(take_out(&after, &before->rows[i].fact), "something else went");
    for (size_t i = 0; i < after.count; i++) cr_assert_eq((int)after.rows[i].fact.kind, 0, "something else came");
    free(after.rows);
}

static void check_promise(struct world *world, const struct wish *wish)
{
    bool now = wish->from == 0, here = !wish->organisation;
    if (!now || !here || !wish->eloket || strcmp(wish->eloket, "own") == 0) return;
    if (wish->act == toegang_grant)
        cr_assert_eq(world_check(world, wish->to, wish->eloket, "enter", wish->at), TOEGANG_GOOD);
    if (wish->act == toegang_revoke)
        cr_assert_eq(world_check(world, wish->to, wish->eloket, "enter", wish->at), TOEGANG_REFUSED);
}

static void check_block(struct world *world, const struct wish *wish)
{
    bool now = wish->from == 0 && !wish->organisation;
    if (now && wish->act == toegang_suspend)
        cr_assert_eq(world_check(world, wish->to, "own", NULL, wish->at), TOEGANG_REFUSED);
}

static unsigned counts[3]; /* done, already, refused: the test must see enough of each */

static void act_once(struct world *world, long at)
{
    struct wish wish = draw_wish(at);
    const char *where = wish.organisation ? wish.organisation : ONE;
    struct writable_rows before = snapshot(world);
    bool may = has_authority(world, wish.who, where, at, false), law = has_authority(world, wish.who, where, at, true);
    bool rooted = wish.eloket && strcmp(wish.eloket, "strict") == 0; /* may ask more than the naive reading */
    bool himself = wish.act == toegang_appoint && wish.who == wish.to && !law;
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    toegang_status status = world_do(world, &wish, &deed, &report);
    cr_assert(status == TOEGANG_GOOD || status == TOEGANG_REFUSED, "%d %s", status, report.check);
    if (status == TOEGANG_GOOD) cr_assert(may, "nobody may do that");
    if (status == TOEGANG_REFUSED) cr_assert(!may || himself || rooted, "he may: %s", report.check);
    if (himself && toegang_deed_effect(deed) == TOEGANG_EFFECT_DONE) cr_assert(false, "an HTB appointed himself");
    check_changes(world, &wish, deed, &before);
    if (status == TOEGANG_GOOD) check_promise(world, &wish), check_block(world, &wish);
    counts[status == TOEGANG_REFUSED ? 2 : toegang_deed_effect(deed) == TOEGANG_EFFECT_DONE ? 0 : 1]++;
    free(before.rows);
    toegang_deed_free(deed);
}

Test(acts, no_sequence_gives_what_nobody_could_give)
{
    for (unsigned country = 0; country < 150; country++) {
        struct world world = world_open(world_config);
        long at = 0;
        populate(&world);
        for (unsigned i = 0; i < 40; i++, at += draw(3)) act_once(&world, at);
        world_close(&world);
    }
    cr_assert(counts[0] > 300 && counts[1] > 100 && counts[2] > 300, "%u %u %u", counts[0], counts[1], counts[2]);
}

/* Whoever is there, an organisation without a root stays as it is. */
Test(acts, without_a_root_nothing_ever_happens)
{
    for (unsigned country = 0; country < 40; country++) {
        struct world world = world_open(world_config);
        world_add(&world, "right:0:own:enter::.. right:1:fed:enter::.. two:function:2 two:htb:3 htb:4:..-5");
        size_t count = world.store->kept.count;
        for (unsigned i = 0; i < 40; i++) {
            struct wish wish = draw_wish((long)i);
            toegang_deed *deed = NULL;
            wish.organisation = NULL;
            cr_assert_eq(world_do(&world, &wish, &deed, NULL), TOEGANG_REFUSED);
            toegang_deed_free(deed);
        }
        cr_assert(world.store->kept.count == count && world.store->commits == 0);
        world_close(&world);
    }
}
