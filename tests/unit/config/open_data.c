/* SPDX-License-Identifier: Apache-2.0 */
/* KBO Open Data into a store in memory, and what is known by it. */
#include "folder.h"

#include <toegang/exchange.h>

#include "directory/directory.h"
#include "exchange.h"
#include "nothing.h"

#define NOW 2000000000

struct store {
    toegang_known known[8];
    size_t known_count;
    toegang_time known_as_of;
    unsigned loads;
    bool is_gone;
};

static toegang_status gone(toegang_report *report)
{
    report->status = TOEGANG_UNAVAILABLE;
    strcpy(report->check, "directory.connection");
    return TOEGANG_UNAVAILABLE;
}

static toegang_status keep(void *state, uint64_t row, toegang_report *report)
{
    (void)state, (void)row, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status add_known(void *state, const toegang_known *row, toegang_report *report)
{
    struct store *store = state;
    (void)report;
    cr_assert_lt(store->known_count, sizeof store->known / sizeof *store->known);
    store->known[store->known_count++] = *row;
    return TOEGANG_GOOD;
}

static toegang_status load_organisations(void *self, const toegang_load *load, toegang_report *report)
{
    struct store *store = self;
    const toegang_loading loading = {.size = sizeof loading, .state = store, .keep = keep, .add_known = add_known};
    const toegang_writing writing = {.size = sizeof writing, .state = store};
    store->known_count = 0;
    store->loads++;
    store->known_as_of = load->as_of;
    toegang_status status = load->fill(load->context, &loading, 0, report);
    return status == TOEGANG_GOOD ? load->seal(load->context, &writing, report) : status;
}

static toegang_status organisation(void *self, const toegang_organisation *key, toegang_known_sink *sink, void *context,
                                   toegang_report *report)
{
    const struct store *store = self;
    toegang_status status = TOEGANG_GOOD;
    const toegang_known none = {.size = sizeof none, .organisation = *key, .as_of = store->known_as_of};
    size_t told = 0;
    if (store->is_gone) return gone(report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < store->known_count; i++)
        if (toegang_organisation_equal(&store->known[i].organisation, key)) told++, status = sink(context, &store->known[i]);
    return told > 0 ? status : sink(context, &none);
}

/* It loads no register: an import of facts would fall. */
static const toegang_store_class store_class = {
    .size = sizeof store_class, .load_organisations = load_organisations, .organisation = organisation};
static const toegang_directory_class class_ = {.size = sizeof class_,
                                               .flags = TOEGANG_DIRECTORY_WRITES,
                                               .name = "kept",
                                               .read = read_nothing,
                                               .write = write_nothing,
                                               .store = &store_class};

static struct store kept;
static toegang all;

static void enter(void)
{
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    folder_make();
    kept = (struct store){.is_gone = false};
    cr_assert_eq(toegang_directory_new(&class_, &kept, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    registers[TOEGANG_GEBRUIKERSBEHEER] = registers[TOEGANG_KBO];
    cr_assert_eq(toegang_directory_layer_new(registers, &all.layer, NULL), TOEGANG_GOOD);
    all.sources[TOEGANG_KBO] = all.sources[TOEGANG_GEBRUIKERSBEHEER] = "kept:x";
}

static void leave(void)
{
    toegang_directory_free(all.layer);
    folder_remove();
}
TestSuite(open_data, .init = enter, .fini = leave);

static toegang_exchange what_of(toegang_register reg, const char *path)
{
    return (toegang_exchange){.size = sizeof(toegang_exchange), .reg = reg, .path = path, .at = NOW};
}

#define META(day) "\"Variable\",\"Value\"\n\"SnapshotDate\",\"" day "\"\n\"ExtractType\",\"full\"\n"

static void publish(void)
{
    folder_write("meta.csv", META("01-11-2020"));
    folder_write("enterprise.csv", "EnterpriseNumber,Status,JuridicalSituation,StartDate\n0999.999.922,AC,012,01-02-2001\n"
                                   "0999.999.923,AC,000,\n");
    folder_write("establishment.csv", "EstablishmentNumber,EnterpriseNumber,StartDate\n");
    folder_write("denomination.csv", "EntityNumber,Language,TypeOfDenomination,Denomination\n0999.999.922,3,001,Bau\n"
                                     "0999.999.922,1,001,Le 85.07.30-033.28\n0999.999.922,2,002,B\n0884.303.369,2,001,Weg\n");
}

/* It is known beside the functions, which stay. */
Test(open_data, imported)
{
    toegang_report report = {0};
    toegang_exchanged done = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, folder);
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_MISUSE, "an empty folder is no file");
    cr_expect_str_eq(report.check, "import.name");
    publish();
    report = (toegang_report){0};
    cr_expect_eq(toegang_import(&all, &what, &done, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_eq(kept.loads, 1U, "and no register");
    cr_expect_eq(done.organisations, 1);
    cr_expect_eq(done.names, 3);
    cr_expect_eq(done.facts, 0);
    cr_expect_eq(done.rejected, 1);
    cr_expect_eq(done.others, 1);
    cr_expect_eq(done.as_of, 1604185200);
    what.reg = TOEGANG_GEBRUIKERSBEHEER;
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_REFUSED, "functions of enterprises are not rights");
    cr_expect_str_eq(report.check, "import.open-data");
    what.reg = TOEGANG_KBO;
    what.at = 1000000000;
    cr_expect_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    cr_expect_eq(done.as_of, what.at, "nothing is younger than now");
    folder_write("enterprise.csv", "EnterpriseNumber,Status,JuridicalSituation,StartDate\n");
    report = (toegang_report){0};
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "import.nothing");
}

Test(open_data, known)
{
    static const struct {
        toegang_language language;
        const char *key, *status, *in, *name;
    } rows[] = {{TOEGANG_DE, "kbo:0999999922", "AC", "de", "Bau"},
                {TOEGANG_FR, "kbo:0999999922", "AC", "fr", "Le 85.07.30-***.**"},
                {TOEGANG_NL, "kbo:0999999922", "AC", "fr", "Le 85.07.30-***.**"},
                {TOEGANG_EN, "kbo:0999999922", "AC", "fr", "Le 85.07.30-***.**"},
                {TOEGANG_NL, "kbo:0884303369", "", "", ""},
                {TOEGANG_NL, "ovo:OVO002949", "", "", ""}};
    toegang_exchange what = what_of(TOEGANG_KBO, folder);
    publish();
    cr_assert_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_organisation key;
        toegang_known known = {.size = sizeof known};
        cr_assert_eq(toegang_organisation_parse(rows[i].key, strlen(rows[i].key), &key, NULL), TOEGANG_GOOD);
        cr_expect_eq(toegang_organisation_known(&all, &key, rows[i].language, &known, NULL), TOEGANG_GOOD, "row %zu", i);
        cr_expect_str_eq(known.status, rows[i].status, "row %zu", i);
        cr_expect_str_eq(known.language, rows[i].in, "row %zu", i);
        cr_expect_str_eq(known.name, rows[i].name, "row %zu", i);
        cr_expect_eq(known.as_of, 1604185200, "row %zu", i);
        known.size--;
        cr_expect_eq(toegang_organisation_known(&all, &key, rows[i].language, &known, NULL), TOEGANG_MISUSE);
        cr_expect_eq(toegang_organisation_known(NULL, &key, rows[i].language, &known, NULL), TOEGANG_MISUSE);
        known.size++;
        cr_expect_eq(toegang_organisation_known(&all, &key, (toegang_language)TOEGANG_LANGUAGES, &known, NULL), TOEGANG_MISUSE);
        kept.is_gone = true;
        cr_expect_eq(toegang_organisation_known(&all, &key, rows[i].language, &known, NULL), TOEGANG_UNAVAILABLE);
        kept.is_gone = false;
    }
}
