/* SPDX-License-Identifier: Apache-2.0 */
/* Migration, and how sources are shown. */
#include "kept_store.h"

TestSuite(exchange, .init = enter, .fini = leave);

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
