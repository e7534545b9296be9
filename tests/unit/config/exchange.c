/* SPDX-License-Identifier: Apache-2.0 */
/* Import, export and migration with a store in memory, which can be made to fail where a real one does. */
#include "folder.h"

#include <time.h>

#include <toegang/exchange.h>

#include "directory/directory.h"
#include "exchange.h"

#define NOW 2000000000
#define ANN "85.07.30-033.28"
#define ONE "0999.999.922"
#define HEAD "holder,organisation,code\n"
#define ROW ANN "," ONE ",10007\n"

/* ---- the store ---- */

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

static toegang_status gone(toegang_report *report)
{
    report->status = TOEGANG_UNAVAILABLE;
    strcpy(report->check, "directory.connection");
    return TOEGANG_UNAVAILABLE;
}

static toegang_status add(void *state, const toegang_fact *fact, toegang_report *report)
{
    struct store *store = state;
    if (store->fail_after > 0 && store->adds >= store->fail_after) return gone(report);
    store->adds++;
    cr_assert_lt(store->aside_count, FACTS_MOST);
    cr_assert(tg_fact_copy_into(&store->arena, fact, &store->aside[store->aside_count++]));
    return TOEGANG_GOOD;
}

static toegang_status keep(void *state, uint64_t row, toegang_report *report)
{
    struct store *store = state;
    (void)report;
    store->keeps++;
    store->kept_row = row;
    store->kept_count = store->aside_count;
    return TOEGANG_GOOD;
}

static toegang_status load(void *self, const toegang_load *load, toegang_report *report)
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

static toegang_status scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
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

static toegang_status migrate(void *self, toegang_report *report)
{
    struct store *store = self;
    if (store->fail_after > 0) return gone(report);
    store->version = "1";
    return TOEGANG_GOOD;
}

static toegang_status describe(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                               toegang_report *report)
{
    const struct store *store = self;
    (void)patience_ms, (void)report;
    if (*store->version) sink(context, "schema", store->version);
    return TOEGANG_GOOD;
}

static toegang_status read_nothing(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                                   void *context, toegang_report *report)
{
    (void)self, (void)question, (void)sink, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status write_nothing(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                    toegang_report *report)
{
    (void)self, (void)patience_ms, (void)body, (void)context, (void)report;
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

/* ---- the world ---- */

static struct store kept;
static toegang all;

static void enter(void)
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

static void leave(void)
{
    toegang_directory_free(all.layer);
    tg_arena_free(&kept.arena);
    folder_remove();
}
TestSuite(exchange, .init = enter, .fini = leave);

static toegang_exchange what_of(toegang_register reg, const char *path)
{
    return (toegang_exchange){.size = sizeof(toegang_exchange), .reg = reg, .path = path, .at = NOW};
}

static toegang_status import_text(const char *name, const char *content, toegang_exchanged *done, toegang_report *report)
{
    toegang_exchange what = what_of(TOEGANG_KBO, folder_write(name, content));
    *report = (toegang_report){0};
    return toegang_import(&all, &what, done, report);
}

/* ---- import ---- */

static const struct {
    const char *name, *file, *content;
    toegang_status status;
    const char *check;
    uint64_t facts, rejected, others;
} rows[] = {
    {"one fact", "a.csv", HEAD ROW, TOEGANG_GOOD, "", 1, 0, 0},
    {"an empty register", "a.csv", HEAD, TOEGANG_GOOD, "", 0, 0, 0},
    {"one of three", "a.csv", HEAD "x,y,z\n" ROW "x,y,z\n", TOEGANG_GOOD, "", 1, 2, 0},
    {"not one", "a.csv", HEAD "x,y,z\n", TOEGANG_REFUSED, "import.nothing", 0, 1, 0},
    {"not one of this register", "a.csv", "kind," HEAD "right," ROW, TOEGANG_REFUSED, "import.nothing", 0, 0, 1},
    {"unknown column", "a.csv", "holder,organisation,coed\n", TOEGANG_CONFIGURATION, "import.column", 0, 0, 0},
    {"a quote in the end", "a.csv", HEAD ROW "\"\n", TOEGANG_CONFIGURATION, "csv.quote", 1, 0, 0},
    {"another name", "a.txt", HEAD ROW, TOEGANG_MISUSE, "import.name", 0, 0, 0},
    {"YAML", "a.yaml", "functions: [{holder: \"" ANN "\", organisation: \"" ONE "\", code: \"10007\"}]\n", TOEGANG_GOOD, "", 1, 0, 0},
    {"YAML that is none", "a.yaml", "functions: [", TOEGANG_CONFIGURATION, "yaml.syntax", 0, 0, 0},
    {"YAML for another register", "a.yaml", "appointments: [{holder: \"" ANN "\", organisation: \"" ONE "\", role: htb}]\n",
     TOEGANG_REFUSED, "import.nothing", 0, 0, 1},
};

Test(exchange, import_rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_exchanged done = {0};
        toegang_report report;
        kept.count = 77;
        toegang_status status = import_text(rows[i].file, rows[i].content, &done, &report);
        cr_expect_eq(status, rows[i].status, "%s: %d", rows[i].name, status);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].name, report.check);
        cr_expect_eq(report.status, status, "%s", rows[i].name);
        cr_expect_eq(done.facts, rows[i].facts, "%s: facts", rows[i].name);
        cr_expect_eq(done.rejected, rows[i].rejected, "%s: rejected", rows[i].name);
        cr_expect_eq(done.others, rows[i].others, "%s: others", rows[i].name);
        cr_expect_eq(kept.count, status == TOEGANG_GOOD ? rows[i].facts : 77, "%s: the register", rows[i].name);
    }
}

Test(exchange, no_file_and_no_store)
{
    toegang_report report = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, folder_path("absent.csv"));
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.absent");
    report = (toegang_report){0};
    what = what_of(TOEGANG_BTB, folder_write("a.csv", HEAD ROW));
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "directory.read-only");
    cr_expect_str_eq(report.came, "btb: not configured");
    cr_expect_eq(toegang_import(NULL, &what, NULL, NULL), TOEGANG_MISUSE);
    what.reg = (toegang_register)TOEGANG_REGISTERS;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_export(&all, &what, NULL, NULL), TOEGANG_MISUSE);
}

Test(exchange, age)
{
    toegang_exchanged done = {0};
    toegang_report report;
    cr_expect_eq(import_text("a.csv", "holder,organisation,code,as-of\n" ANN "," ONE ",10007,2020-01-01T00:00:00Z\n", &done, &report), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, 1577836800);
    cr_expect_eq(done.as_of, 1577836800);
    toegang_exchange what = what_of(TOEGANG_KBO, folder_path("a.csv"));
    what.as_of = 1700000000;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, 1700000000);
    what.as_of = NOW + 86400;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, NOW, "nothing is younger than now");
    cr_expect_eq(import_text("a.csv", HEAD ROW, &done, &report), TOEGANG_GOOD);
    cr_expect(kept.as_of > 1700000000 && kept.as_of <= (toegang_time)time(NULL));
}

/* ---- an attempt that is cut off ---- */

#define MANY 50000

static const char *write_many(const char *name, unsigned seed)
{
    const char *path = folder_path(name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(HEAD, file);
    for (unsigned i = 0; i < MANY; i++) fprintf(file, i % 1000 == seed ? "x,y,z\n" : ANN "," ONE ",%05u\n", i);
    fclose(file);
    return path;
}

static size_t told_resumed;

static void watch(void *context, const toegang_exchanged *so_far)
{
    (void)context;
    if (so_far->resumed > 0) told_resumed++;
    cr_expect_leq(so_far->octets, so_far->total);
}

Test(exchange, goes_on_where_it_was)
{
    toegang_exchanged done = {0};
    toegang_report report = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    what.progress = watch;
    kept.fail_after = 45000;
    cr_assert_eq(toegang_import(&all, &what, &done, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.connection");
    cr_expect_eq(kept.count, 0);
    cr_expect_eq(told_resumed, 0);
    uint64_t kept_row = kept.kept_row;
    cr_expect_gt(kept_row, 30000);
    kept.fail_after = 0;
    kept.adds = 0;
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    cr_expect_gt(told_resumed, 0);
    cr_expect_eq(done.resumed, kept_row);
    cr_expect_eq(done.facts, MANY - 50);
    cr_expect_eq(done.rejected, 50);
    cr_expect_eq(kept.count, MANY - 50);
    cr_expect_lt(kept.adds, 20000, "only what was not set aside yet is added");
    for (size_t i = 0, at = 0; i < MANY; i++) {
        char code[8];
        snprintf(code, sizeof code, "%05zu", i);
        if (i % 1000 != 5) cr_assert_str_eq(kept.facts[at++].code, code);
    }
}

Test(exchange, another_file_begins_anew)
{
    toegang_exchanged done = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    kept.fail_after = 45000;
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_UNAVAILABLE);
    kept.fail_after = 0;
    write_many("a.csv", 6);
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    cr_expect_eq(done.resumed, 0);
    cr_expect_eq(kept.count, MANY - 50);
}

/* ---- export ---- */

/* None equals nothing for the library; here it is the same as none. */
static bool same_rrn(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind == TOEGANG_RRN_NONE ? other->kind == TOEGANG_RRN_NONE : toegang_rrn_equal(one, other);
}

static bool same_key(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme == TOEGANG_SCHEME_NONE ? other->scheme == TOEGANG_SCHEME_NONE
                                              : toegang_organisation_equal(one, other);
}

static void expect_same(const toegang_fact *one, const toegang_fact *other, bool with_source)
{
    cr_expect_eq(one->kind, other->kind);
    cr_expect(same_rrn(&one->holder, &other->holder));
    cr_expect(same_rrn(&one->granted_by, &other->granted_by));
    cr_expect(same_key(&one->organisation, &other->organisation));
    cr_expect(same_key(&one->held_by, &other->held_by));
    const char *const ones[] = {one->eloket, one->code, one->context, one->granted_as, with_source ? one->source : ""};
    const char *const others[] = {other->eloket, other->code, other->context, other->granted_as,
                                  with_source ? other->source : ""};
    for (size_t i = 0; i < 5; i++) cr_expect_str_eq(ones[i], others[i]);
    cr_expect(one->from == other->from && one->until == other->until && one->granted_at == other->granted_at);
}

static const char rights[] =
    "kind,holder,organisation,eloket,code,context,from,until,granted-by,granted-at,granted-as,source,as-of\n"
    "right," ANN "," ONE ",wse,\"a, \"\"b\"\" c\",\"=1+1\",2019-03-01,2030-12-31,81.05.01-035.22,2019-02-28T23:59:59Z,htb,elsewhere#3,2020-01-01T00:00:00Z\n"
    "suspension," ANN ",ovo:OVO000001,wse,,,2019-03-01T10:00:00Z,2019-03-01T10:00:01Z,,,,,\n"
    "right," ANN ",,wse,caf\xc3\xa9 \xe2\x80\xa8 \\ 'x',\xc2\x85,,,,,,,\n"
    "right," ANN ",,w\xef\xbb\xbf" "se, x: {y} # z ,-,,,,,,,\n";

/* Every fact is the same again, whichever form the file has. */
Test(exchange, there_and_back)
{
    static const char *const names[] = {"b.csv", "b.yaml"};
    toegang_exchange what = what_of(TOEGANG_GEBRUIKERSBEHEER, folder_write("a.csv", rights));
    cr_assert_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_assert_eq(kept.count, 4);
    cr_assert_eq(kept.as_of, 1577836800);
    for (size_t i = 0; i < 2; i++) {
        toegang_fact before[4];
        toegang_exchanged done = {0};
        toegang_report report = {0};
        memcpy(before, kept.facts, sizeof before);
        what.path = folder_path(names[i]);
        cr_assert_eq(toegang_export(&all, &what, &done, &report), TOEGANG_GOOD, "%s %s", report.check, report.came);
        cr_expect_eq(done.facts, 4);
        cr_expect_eq(done.as_of, 1577836800);
        cr_assert_eq(toegang_import(&all, &what, &done, &report), TOEGANG_GOOD, "%s %s", report.check, report.came);
        cr_expect_eq(kept.as_of, 1577836800);
        cr_assert_eq(kept.count, 4);
        /* YAML has the suspensions behind the rights. */
        static const size_t order[2][4] = {{0, 1, 2, 3}, {0, 2, 3, 1}};
        for (size_t j = 0; j < 4; j++) expect_same(&before[order[i][j]], &kept.facts[j], i == 0);
    }
}

Test(exchange, an_export_that_fails_leaves_what_was)
{
    toegang_report report = {0};
    toegang_exchanged done = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    kept.fail_after = 1000;
    what.path = folder_write("b.csv", "old\n");
    cr_expect_eq(toegang_export(&all, &what, &done, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.connection");
    char line[16] = "";
    FILE *file = fopen(what.path, "r");
    cr_assert(file && fgets(line, sizeof line, file));
    fclose(file);
    cr_expect_str_eq(line, "old\n");
    static const char *const paths[] = {"/absent/b.csv", "b.txt"}, *const checks[] = {"file.write", "import.name"};
    for (size_t i = 0; i < 2; i++) {
        report = (toegang_report){0};
        what.path = paths[i];
        cr_expect_lt(toegang_export(&all, &what, NULL, &report), 0);
        cr_expect_str_eq(report.check, checks[i]);
    }
}

Test(exchange, a_fact_that_yaml_cannot_hold)
{
    toegang_report report = {0};
    toegang_exchange what = what_of(TOEGANG_GEBRUIKERSBEHEER, folder_write("a.csv", "kind,holder,code\nsuspension," ANN ",x\n"));
    cr_assert_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    what.path = folder_path("b.yaml");
    cr_expect_eq(toegang_export(&all, &what, NULL, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "import.form");
}

/* ---- migrate ---- */

struct told {
    size_t count;
    toegang_status status;
    unsigned registers;
    char source[64], before[16], after[16];
};

static void hear(void *context, const toegang_migrated *store)
{
    struct told *told = context;
    told->count++;
    told->status = store->status;
    told->registers = store->registers;
    snprintf(told->source, sizeof told->source, "%s", store->source);
    snprintf(told->before, sizeof told->before, "%s", store->before);
    snprintf(told->after, sizeof told->after, "%s", store->after);
}

Test(exchange, migrate)
{
    struct told told = {0};
    toegang_report report = {0};
    const toegang_register btb = TOEGANG_BTB, kbo = TOEGANG_KBO;
    cr_assert_eq(toegang_migrate(&all, NULL, hear, &told, NULL), TOEGANG_GOOD);
    cr_expect_eq(told.count, 1, "one store for two registers");
    cr_expect_eq(told.registers, 1U << TOEGANG_KBO | 1U << TOEGANG_GEBRUIKERSBEHEER);
    cr_expect_str_eq(told.source, "kept://\xe2\x80\xa6@host/x");
    cr_expect_str_eq(told.before, "");
    cr_expect_str_eq(told.after, "1");
    cr_assert_eq(toegang_migrate(&all, &kbo, hear, &told, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(told.before, "1");
    cr_expect_eq(toegang_migrate(&all, &btb, hear, &told, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "directory.read-only");
    kept.fail_after = 1;
    report = (toegang_report){0};
    cr_expect_eq(toegang_migrate(&all, NULL, hear, &told, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.connection");
    cr_expect_eq(told.status, TOEGANG_UNAVAILABLE);
}

Test(exchange, sources_are_shown_without_secrets)
{
    static const struct {
        const char *source, *shown;
    } sources[] = {
        {"sqlite:/var/x.db", "sqlite:/var/x.db"},
        {"postgresql://u:p@h/d", "postgresql://\xe2\x80\xa6@h/d"},
        {"postgresql://h/d?password=a%20b&sslmode=x", "postgresql://h/d?password=\xe2\x80\xa6&sslmode=x"},
        {"postgresql:host=h password=x user=u", "postgresql:host=h password=\xe2\x80\xa6 user=u"},
        {"postgresql:password='x y\\'z' user=u", "postgresql:password=\xe2\x80\xa6 user=u"},
        {"postgresql:password=x", "postgresql:password=\xe2\x80\xa6"},
        {"https://h/a@b", "https://h/a@b"},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        char shown[TG_SOURCE_ROOM];
        cr_expect_str_eq(tg_source_shown(sources[i].source, shown), sources[i].shown, "%s", shown);
    }
}
