/* SPDX-License-Identifier: Apache-2.0 */
/* Changes through the wrapper: who takes them, whose words pass, and what others may not say. */
#include "fact_maker.h"

#include "directory/check.h"
#include "directory/directory.h"

/* A store that runs the body and says what it is told to say. */
struct store {
    toegang_status status;
    toegang_report told;
    unsigned ran, kept;
    const toegang_fact *scanned;
    const toegang_known *known;
    size_t times;
};

static toegang_status read_nothing(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                                   void *context, toegang_report *report)
{
    (void)self, (void)question, (void)sink, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status write_store(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                  toegang_report *report)
{
    struct store *store = self;
    const toegang_writing writing = {.size = sizeof writing};
    (void)patience_ms;
    toegang_status status = body(context, &writing, report);
    store->ran++;
    if (status != TOEGANG_GOOD) return status;
    *report = store->told;
    store->kept += store->status == TOEGANG_GOOD;
    return store->status;
}

static toegang_status scan_store(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                                 toegang_report *report)
{
    const struct store *store = self;
    toegang_status status = TOEGANG_GOOD;
    (void)reg, (void)report;
    for (size_t i = 0; status == TOEGANG_GOOD && i < store->times; i++) status = sink(context, store->scanned);
    return status;
}

static toegang_status tell_store(void *self, const toegang_organisation *key, toegang_known_sink *sink, void *context,
                                 toegang_report *report)
{
    const struct store *store = self;
    (void)key;
    *report = store->told;
    return store->status == TOEGANG_GOOD ? sink(context, store->known) : store->status;
}

static toegang_status load_store(void *self, const toegang_load *load, toegang_report *report)
{
    struct store *store = self;
    (void)load;
    store->ran++;
    *report = store->told;
    return store->status;
}

static toegang_status migrate_store(void *self, toegang_report *report)
{
    const struct store *store = self;
    *report = store->told;
    return store->status;
}

static const toegang_store_class store_class = {
    .size = sizeof store_class, .scan = scan_store, .migrate = migrate_store, .load_organisations = load_store,
    .organisation = tell_store};
static const toegang_directory_class writing_class = {.size = sizeof writing_class,
                                                      .flags = TOEGANG_DIRECTORY_WRITES,
                                                      .name = "store",
                                                      .read = read_nothing,
                                                      .write = write_store,
                                                      .store = &store_class};
static const toegang_directory_class reading_class = {
    .size = sizeof reading_class, .name = "reader", .read = read_nothing};

static toegang_directory *directory_of(const toegang_directory_class *class_, struct store *store)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(class_, store, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

static toegang_status say(void *context, const toegang_writing *writing, toegang_report *report)
{
    const toegang_report *said = context;
    cr_expect_eq(writing->size, sizeof *writing);
    if (report && said->status != TOEGANG_GOOD) *report = *said;
    return said->status;
}

Test(change, whose_words_pass)
{
    static const struct {
        const char *name;
        toegang_report body, store;
        toegang_status expected;
        const char *check;
        unsigned kept;
    } rows[] = {
        {"kept", {.status = TOEGANG_GOOD}, {.status = TOEGANG_GOOD}, TOEGANG_GOOD, "", 1},
        {"the body refuses", {.status = TOEGANG_REFUSED, .check = "a.b"}, {.status = TOEGANG_GOOD},
         TOEGANG_REFUSED, "a.b", 0},
        {"the store cannot", {.status = TOEGANG_GOOD}, {.status = TOEGANG_UNAVAILABLE, .check = "directory.commit"},
         TOEGANG_UNAVAILABLE, "directory.commit", 0},
        {"the store says no", {.status = TOEGANG_GOOD}, {.status = TOEGANG_REFUSED, .check = "a.b"},
         TOEGANG_UNAVAILABLE, "directory.status", 0},
        {"the store says nothing", {.status = TOEGANG_GOOD}, {.status = TOEGANG_UNAVAILABLE}, TOEGANG_UNAVAILABLE,
         "directory.status", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store store = {.status = rows[i].store.status, .told = rows[i].store};
        toegang_directory *directory = directory_of(&writing_class, &store);
        toegang_report report = {0}, body = rows[i].body;
        cr_expect_eq(toegang_directory_write(directory, 0, say, &body, &report), rows[i].expected, "%s",
                     rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_eq(store.kept, rows[i].kept, "%s", rows[i].name);
        cr_expect_eq(store.ran, 1U, "%s", rows[i].name);
        toegang_directory_free(directory);
    }
}

Test(change, where_changes_go)
{
    struct store store = {0};
    toegang_directory *writer = directory_of(&writing_class, &store), *reader = directory_of(&reading_class, &store);
    toegang_directory *const registers[TOEGANG_REGISTERS] = {reader, writer, writer, NULL};
    toegang_directory *layer = NULL;
    cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_writer(layer, TOEGANG_BTB), writer);
    cr_expect_eq(toegang_directory_writer(layer, TOEGANG_GEBRUIKERSBEHEER), writer);
    cr_expect_null(toegang_directory_writer(layer, TOEGANG_KBO));
    cr_expect_null(toegang_directory_writer(layer, TOEGANG_ROLLENBEHEER));
    cr_expect_null(toegang_directory_writer(NULL, TOEGANG_KBO));
    toegang_directory_free(layer);
}

static toegang_status nothing_to_seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    (void)context, (void)writing, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status nothing_to_fill(void *context, const toegang_loading *loading, uint64_t line,
                                      toegang_report *report)
{
    (void)context, (void)loading, (void)line, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status skip_line(void *context, const char *line, size_t length)
{
    (void)context, (void)line, (void)length;
    return TOEGANG_GOOD;
}

static toegang_status take_known(void *context, const toegang_known *row)
{
    toegang_known *out = context;
    *out = *row;
    return TOEGANG_GOOD;
}

Test(change, a_directory_that_takes_none_says_so)
{
    struct kept kept = {0};
    toegang_report body = {0};
    toegang_directory *reader = directory_of(&reading_class, NULL);
    const toegang_load load = {.size = sizeof load, .mark = "x", .fill = nothing_to_fill, .seal = nothing_to_seal};
    for (int row = 0; row < 7; row++) {
        toegang_report report = {0};
        toegang_status status = TOEGANG_GOOD;
        if (row == 0) status = toegang_directory_write(reader, 0, say, &body, &report);
        if (row == 1) status = toegang_directory_trail(reader, skip_line, NULL, &report);
        if (row == 2) status = toegang_directory_migrate(reader, &report);
        if (row == 3) status = toegang_directory_load(reader, &load, &report);
        if (row == 4) status = toegang_directory_scan(reader, TOEGANG_KBO, keep, &kept, &report);
        if (row == 5) status = toegang_directory_load_organisations(reader, &load, &report);
        if (row == 6) status = toegang_directory_organisation(reader, &(toegang_organisation){0}, take_known, NULL, &report);
        cr_expect_eq(status, TOEGANG_MISUSE, "row %d", row);
        cr_expect_str_eq(report.check, CHECK_DIRECTORY_READ_ONLY, "row %d", row);
    }
    cr_expect_eq(toegang_directory_generation(reader), 0U);
    toegang_directory_free(reader);
}

Test(change, what_is_scanned_is_checked_and_not_counted)
{
    static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};
    toegang_fact good = fact_of(&director), bad = good;
    struct store store = {.scanned = &good, .times = TOEGANG_FACTS_MAX + 1};
    struct kept kept = {0};
    toegang_report report = {0};
    toegang_directory *directory = directory_of(&writing_class, &store);
    cr_expect_eq(toegang_directory_scan(directory, TOEGANG_KBO, keep, &kept, &report), TOEGANG_GOOD);
    cr_expect_eq(kept.count, (size_t)TOEGANG_FACTS_MAX + 1);
    bad.holder.digits[10] = bad.holder.digits[10] == '0' ? '1' : '0';
    store.scanned = &bad;
    cr_expect_eq(toegang_directory_scan(directory, TOEGANG_KBO, keep, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_DIRECTORY_FACT);
    toegang_directory_free(directory);
}

/* What a store says of an organisation is checked; one that was compiled before there were any is not asked. */
Test(change, organisations)
{
    static const toegang_organisation one = {"0999999922", TOEGANG_SCHEME_KBO}, other = {"0884303369", TOEGANG_SCHEME_KBO};
    static const struct {
        const char *name, *status;
        const toegang_organisation *of;
        toegang_status told;
        const char *check;
    } rows[] = {{"a row", "AC", &one, TOEGANG_GOOD, ""},
                {"none", "", &one, TOEGANG_GOOD, ""},
                {"a bad one", "a", &one, TOEGANG_GOOD, CHECK_DIRECTORY_ROW},
                {"another's", "AC", &other, TOEGANG_GOOD, CHECK_DIRECTORY_ROW},
                {"no answer", "AC", &one, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STORE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_known known = {.size = sizeof known, .organisation = *rows[i].of}, came = {0};
        strcpy(known.status, rows[i].status);
        struct store store = {.known = &known, .status = rows[i].told, .told = {.status = rows[i].told, .check = CHECK_DIRECTORY_STORE}};
        if (rows[i].told == TOEGANG_GOOD) store.told = (toegang_report){0};
        toegang_directory *directory = directory_of(&writing_class, &store);
        toegang_report report = {0};
        toegang_status status = toegang_directory_organisation(directory, &one, take_known, &came, &report);
        cr_expect_eq(status, *rows[i].check ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_eq(came.size, *rows[i].check ? 0 : sizeof came, "%s", rows[i].name);
        toegang_directory_free(directory);
    }
    static const toegang_store_class older = {.size = offsetof(toegang_store_class, load_organisations), .organisation = tell_store,
                                              .load_organisations = load_store};
    toegang_directory_class class_ = writing_class;
    class_.store = &older;
    struct store store = {.status = TOEGANG_GOOD};
    toegang_directory *directory = directory_of(&class_, &store);
    const toegang_load load = {.size = sizeof load, .mark = "x", .fill = nothing_to_fill, .seal = nothing_to_seal};
    cr_expect_eq(toegang_directory_load_organisations(directory, &load, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_organisation(directory, &one, take_known, NULL, NULL), TOEGANG_MISUSE);
    toegang_directory_free(directory);
    directory = directory_of(&writing_class, &store);
    cr_expect_eq(toegang_directory_load_organisations(directory, &load, NULL), TOEGANG_GOOD);
    cr_expect_eq(store.ran, 1U);
    cr_expect_eq(toegang_directory_load_organisations(directory, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_organisation(directory, NULL, take_known, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_organisation(directory, &one, NULL, NULL, NULL), TOEGANG_MISUSE);
    toegang_directory_free(directory);
}
