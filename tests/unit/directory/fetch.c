/* SPDX-License-Identifier: Apache-2.0 */
/* Before anything is sent; tests/conformance/replay/fetch.py has servers. */
#include "directory/fetch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "directory/check_fetch.h"

Test(fetch, arguments)
{
    struct tg_arena arena = {0};
    struct tg_span out = {"as it was", 9};
    cr_expect_eq(tg_fetch(NULL, NULL, 9, 0, &arena, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_fetch("https://localhost/", NULL, 9, -1, &arena, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_fetch("https://localhost/", NULL, 9, 60001, &arena, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_fetch("https://localhost/", NULL, 9, 0, NULL, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_fetch("https://localhost/", NULL, 9, 0, &arena, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_str_eq(out.at, "as it was");
    tg_arena_free(&arena);
}

/* What a URL holds is not repeated: it may be a password. */
Test(fetch, url)
{
    static const char *const urls[] = {"",
                                       "geheim",
                                       "http://geheim.example/",
                                       "https://me:geheim@localhost/",
                                       "https://localhost/#geheim",
                                       "file:///geheim"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        toegang_report report = {0};
        cr_expect_eq(tg_fetch(urls[i], NULL, 9, 0, &arena, &out, &report), TOEGANG_CONFIGURATION, "%s", urls[i]);
        cr_expect_str_eq(report.check, CHECK_FETCH_URL, "%s", urls[i]);
        cr_expect_null(strstr(report.came, "geheim"), "%s", urls[i]);
        cr_expect_null(strstr(report.expected, "geheim"), "%s", urls[i]);
        tg_arena_free(&arena);
    }
}
