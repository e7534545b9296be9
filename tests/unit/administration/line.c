/* SPDX-License-Identifier: Apache-2.0 */
#include "trail_maker.h"

TestSuite(line, .init = keys_make, .fini = keys_free);

static const char *written(const char *detail, struct tg_arena *arena)
{
    struct tg_link before = {0}, after;
    struct tg_span line = {0};
    struct tg_entry entry = entry_of(detail);
    struct tg_entry_line what = line_of(&entry);
    cr_assert_eq(tg_line_make(&keys, &before, tg_entry_body, &what, arena, &line, &after, NULL), TOEGANG_GOOD);
    return line.at;
}

Test(line, holds_pseudonyms_and_no_national_number)
{
    static const struct {
        const char *detail;
        bool hides; /* the pseudonym of HOLDER */
    } rows[] = {{"plain words", false},
                {"85073003328", true},
                {"number 85073003328, twice: 85.07.30-033.28", true},
                {"85 07 30 033 28", true},
                {"x85073003328x", true},
                {"quote \" backslash \\ feed \n end", false},
                {"a run of 18: 990730033281234567", false},
                {"bad utf-8 \xff\xfe 85073003328", true}};
    char pseudonym[TG_PSEUDONYM_SIZE];
    cr_assert_eq(tg_pseudonym(&keys, TG_SPAN(HOLDER), pseudonym, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        const char *line = written(rows[i].detail, &arena), *detail = strstr(line, "\"detail\":");
        cr_assert_not_null(detail);
        cr_expect_null(strchr(line, '\n'), "%s", rows[i].detail);
        cr_expect_eq(strstr(detail, pseudonym) != NULL, rows[i].hides, "%s: %s", rows[i].detail, detail);
        cr_expect_null(strstr(line, "\"" HOLDER), "%s", line);
        cr_expect_null(strstr(line, "85.07.30"), "%s", line);
        cr_expect_not_null(strstr(line, pseudonym), "who");
        tg_arena_free(&arena);
    }
}

Test(line, makes_other_pseudonyms_with_another_key)
{
    static const uint8_t other[TG_MAC_OCTETS] = {3, 2, 1};
    struct tg_trail_keys others;
    char one[TG_PSEUDONYM_SIZE], two[TG_PSEUDONYM_SIZE], third[TG_PSEUDONYM_SIZE];
    cr_assert_eq(tg_trail_keys_make(crypto, other, &others, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_pseudonym(&keys, TG_SPAN(HOLDER), one, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_pseudonym(&keys, TG_SPAN(HOLDER), two, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_pseudonym(&others, TG_SPAN(HOLDER), third, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(one, two);
    cr_expect_str_neq(one, third);
    cr_expect_eq(strlen(one), 23);
}
