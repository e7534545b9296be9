/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "assertion/jose.h"

static const struct {
    const char *token;
    unsigned parts;
} rows[] = {
    {"", 0},    {"a", 0},       {".", 0},    {"a.b", 0},       {"..", 3},    {"a.b.c", 3}, {"a.b.", 3},
    {"...", 0}, {"a.b.c.d", 0}, {"....", 5}, {"a.b.c.d.e", 5}, {".....", 0}, {"{}", 0},
};

Test(jose, parts)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_jose_parts(tg_span_of(rows[i].token)), rows[i].parts, "%s", rows[i].token);
    cr_expect_eq(tg_jose_parts((struct tg_span){NULL, 0}), 0);
}

Test(jose, parts_of_what_is_too_large)
{
    char *large = calloc(1, TG_TOKEN_OCTETS_MAX + 1);
    memset(large, 'A', TG_TOKEN_OCTETS_MAX + 1);
    large[1] = large[3] = '.';
    cr_expect_eq(tg_jose_parts((struct tg_span){large, TG_TOKEN_OCTETS_MAX}), 3);
    cr_expect_eq(tg_jose_parts((struct tg_span){large, TG_TOKEN_OCTETS_MAX + 1}), 0);
    free(large);
}
