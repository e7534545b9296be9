/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in the place of deflate.c in a library without zlib, whichever way this one was built. */
#include <criterion/criterion.h>

#define tg_inflate absent_inflate
#define tg_deflate absent_deflate
#include "../../../lib/parse/deflate_absent.c"

Test(deflate_absent, says_so)
{
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    toegang_report folding = {0}, unfolding = {0};
    cr_expect_eq(absent_deflate(TG_SPAN("<a/>"), &arena, &out, &folding), TOEGANG_REFUSED);
    cr_expect_eq(absent_inflate(TG_SPAN("x"), 1, &arena, &out, &unfolding), TOEGANG_REFUSED);
    cr_expect_str_eq(folding.check, "redirect.absent");
    cr_expect_str_eq(unfolding.check, "redirect.absent");
    cr_expect_eq(out.length, 0);
}
