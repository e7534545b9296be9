/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

const char world_config[] =
    "e-lokets:\n"
    "  own: {legal-representative: automatic, right: enter, rights: [enter, leave], blocks: yes}\n"
    "  fed: {register: rollenbeheer, right: enter}\n"
    "  strict: {right: enter, grantor-loss: suspend}\n"
    "  scoped: {right: enter, context: required}\n";

toegang_rrn person(unsigned number)
{
    char text[16];
    toegang_rrn rrn;
    unsigned sequence = number + 1, first = 800101000 + sequence;
    snprintf(text, sizeof text, "%09u%02u", first, 97 - first % 97);
    cr_assert_eq(toegang_rrn_parse(text, 11, 0, &rrn, NULL), TOEGANG_GOOD, "%s", text);
    return rrn;
}

static unsigned number_of(const toegang_rrn *rrn)
{
    return (unsigned)atoi((char[]){rrn->digits[6], rrn->digits[7], rrn->digits[8], '\0'}) - 1;
}

toegang_organisation organisation(const char *text)
{
    toegang_organisation out;
    cr_assert_eq(toegang_organisation_parse(text, strlen(text), &out, NULL), TOEGANG_GOOD);
    return out;
}

struct world world_open(const char *config)
{
    char path[] = "/tmp/toegang-world-XXXXXX";
    struct world world = {.store = writable_new()};
    toegang_report report = {0};
    int file = mkstemp(path);
    cr_assert(file >= 0);
    cr_assert_eq(write(file, config, strlen(config)), (ssize_t)strlen(config));
    close(file);
    cr_assert_eq(toegang_open(path, NULL, NULL, &world.all, &report), TOEGANG_GOOD, "%s", report.check);
    unlink(path);
    toegang_directory *store = writable_directory(world.store);
    toegang_directory *const registers[TOEGANG_REGISTERS] = {store, store, store, store};
    toegang_directory_free(world.all->layer);
    cr_assert_eq(toegang_directory_layer_new(registers, &world.all->layer, NULL), TOEGANG_GOOD);
    return world;
}

void world_close(struct world *world)
{
    toegang_free(world->all);
    writable_free(world->store);
}

static toegang_time moment(const char *text, toegang_time open)
{
    return *text ? NOW + atol(text) : open;
}

static void read_period(char *text, toegang_fact *fact)
{
    char *dots = strstr(text, "..");
    cr_assert_not_null(dots, "%s", text);
    *dots = '\0';
    fact->from = moment(text, TOEGANG_ALWAYS);
    fact->until = moment(dots + 2, TOEGANG_NEVER);
}

static void read_grant(char *text, toegang_fact *fact)
{
    fact->granted_by = person((unsigned)atoi(text));
    fact->granted_as = "htb";
    fact->granted_at = strchr(text, '@') ? NOW + atol(strchr(text, '@') + 1) : TOEGANG_ALWAYS;
}

static void add_word(struct world *world, char *word)
{
    toegang_fact fact = {.size = sizeof fact, .from = TOEGANG_ALWAYS, .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS, .as_of = TOEGANG_ALWAYS, .eloket = "", .code = "",
                         .context = "", .granted_as = "", .source = ""};
    char *grant = strchr(word, '/'), *parts[6] = {0}, *rest = word;
    size_t count = 0;
    toegang_register reg = TOEGANG_BTB;
    if (grant) *grant = '\0', read_grant(grant + 1, &fact);
    bool two = strncmp(word, "two:", 4) == 0;
    if (two) rest += 4;
    for (char *part = strsep(&rest, ":"); part && count < 6; part = strsep(&rest, ":")) parts[count++] = part;
    fact.organisation = organisation(two ? TWO : ONE);
    fact.holder = person((unsigned)atoi(parts[1]));
    size_t period = 2;
    if (strcmp(parts[0], "function") == 0) {
        reg = TOEGANG_KBO, fact.kind = TOEGANG_FACT_FUNCTION, fact.code = "10002";
    } else if (strcmp(parts[0], "htb") == 0) {
        fact.kind = TOEGANG_FACT_APPOINTMENT, fact.code = "htb";
    } else if (strcmp(parts[0], "block") == 0) {
        fact.kind = TOEGANG_FACT_SUSPENSION, fact.eloket = parts[2], period = 3;
        reg = TOEGANG_GEBRUIKERSBEHEER;
    } else {
        cr_assert_str_eq(parts[0], "right");
        fact.kind = TOEGANG_FACT_RIGHT, fact.eloket = parts[2], fact.code = parts[3], fact.context = parts[4];
        reg = strcmp(parts[2], "fed") == 0 ? TOEGANG_ROLLENBEHEER : TOEGANG_GEBRUIKERSBEHEER, period = 5;
    }
    if (period < count) read_period(parts[period], &fact);
    writable_add(world->store, reg, &fact);
}

void world_add(struct world *world, const char *words)
{
    char *copy = strdup(words), *rest = copy;
    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " "))
        if (*word) add_word(world, word);
    free(copy);
}

static void say_time(char *out, size_t size, toegang_time time)
{
    bool open = time == TOEGANG_ALWAYS || time == TOEGANG_NEVER;
    snprintf(out, size, "%.0ld", open ? 0 : (long)(time - NOW));
    if (!open && time == NOW) snprintf(out, size, "0");
}

static void say_row(const struct writable_row *row, char out[400])
{
    static const char *const kinds[] = {"", "function", "htb", "right", "block"};
    char from[24], until[24], what[300] = "", grant[48] = "";
    const toegang_fact *fact = &row->fact;
    say_time(from, sizeof from, fact->from);
    say_time(until, sizeof until, fact->until);
    if (fact->kind == TOEGANG_FACT_RIGHT) snprintf(what, sizeof what, ":%.60s:%.60s:%.60s", fact->eloket, fact->code, fact->context);
    if (fact->kind == TOEGANG_FACT_SUSPENSION) snprintf(what, sizeof what, ":%.60s", fact->eloket);
    if (fact->granted_by.kind != TOEGANG_RRN_NONE)
        snprintf(grant, sizeof grant, "/%u@%ld", number_of(&fact->granted_by), (long)(fact->granted_at - NOW));
    bool two = strcmp(fact->organisation.value, "0884303369") == 0;
    snprintf(out, 400, "%s%s:%u%s:%s..%s%s", two ? "two:" : "", kinds[fact->kind], number_of(&fact->holder), what, from,
             until, grant);
}

static int compare(const void *one, const void *other)
{
    return strcmp(one, other);
}

const char *world_say(struct world *world, char *out, size_t size)
{
    size_t count = 0, used = 0;
    char(*rows)[400] = calloc(world->store->kept.count + 1, sizeof *rows);
    for (size_t i = 0; i < world->store->kept.count; i++)
        if (world->store->kept.rows[i].fact.kind != TOEGANG_FACT_FUNCTION)
            say_row(&world->store->kept.rows[i], rows[count++]);
    qsort(rows, count, sizeof *rows, compare);
    out[0] = '\0';
    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? " " : "", rows[i]);
    free(rows);
    return out;
}

static toegang_identity *identity(unsigned who)
{
    toegang_identity *out = NULL;
    toegang_statement statement = {.size = sizeof statement, .holder = person(who), .assurance = TOEGANG_ASSURANCE_HIGH};
    cr_assert_eq(toegang_identity_attest(&statement, &out, NULL), TOEGANG_GOOD);
    return out;
}

toegang_status world_do(struct world *world, const struct wish *wish, toegang_deed **out, toegang_report *report)
{
    toegang_identity *as = identity(wish->who);
    toegang_act act = {.size = sizeof act,
                       .as = as,
                       .to = person(wish->to),
                       .organisation = organisation(wish->organisation ? wish->organisation : ONE),
                       .eloket = wish->eloket,
                       .right = wish->right,
                       .context = wish->context,
                       .from = wish->from ? NOW + wish->from : 0,
                       .until = wish->until ? NOW + wish->until : 0,
                       .at = NOW + wish->at};
    toegang_status status = wish->act(world->all, &act, out, report);
    toegang_identity_free(as);
    return status;
}

toegang_status world_check(struct world *world, unsigned who, const char *eloket, const char *right, long at)
{
    toegang_identity *as = identity(who);
    toegang_decision *decision = NULL;
    toegang_question question = {.size = sizeof question,
                                 .identity = as,
                                 .organisation = organisation(ONE),
                                 .eloket = eloket,
                                 .right = right,
                                 .at = NOW + at};
    toegang_status status = toegang_check(world->all, &question, &decision, NULL);
    toegang_decision_free(decision);
    toegang_identity_free(as);
    return status;
}
