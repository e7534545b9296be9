/* SPDX-License-Identifier: Apache-2.0 */
#include "fact_maker.h"

#include "directory/cache_key.h"

static const uint8_t seed[TG_SIPHASH_KEY] = {7};

static bool same(const toegang_directory_question *one, uint64_t version,
                 const toegang_directory_question *other, uint64_t other_version)
{
    struct tg_cache_key a, b;
    cr_assert(tg_cache_key_make(one, version, seed, &a) && tg_cache_key_make(other, other_version, seed, &b));
    bool equal = a.length == b.length && memcmp(a.octets, b.octets, a.length) == 0;
    if (equal) cr_expect_eq(a.hash, b.hash);
    return equal;
}

/* One thing differs at a time. */
static const struct {
    const char *name;
    bool is_other;
} rows[] = {{"nothing", false},
            {"register", true},
            {"kind", true},
            {"holder", true},
            {"nobody", true},
            {"organisation", true},
            {"none", true},
            {"for oneself", true},
            {"e-counter", true},
            {"any e-counter", true},
            {"wanted", true},
            {"anything wanted", true},
            {"version", true},
            {"moment", false},
            {"patience", false},
            {"fresh", false},
            {"since", false},
            {"dust in nobody", true},
            {"e-counter in the place of wanted", true},
            {"octets behind an end", false}};

static uint64_t change(size_t row, toegang_directory_question *question)
{
    switch (row) {
    case 1:
        question->reg = TOEGANG_ROLLENBEHEER;
        break;
    case 2:
        question->kind = TOEGANG_FACT_SUSPENSION;
        break;
    case 3:
        question->holder = rrn_of(BOB);
        break;
    case 4:
        question->holder = (toegang_rrn){.kind = TOEGANG_RRN_NONE};
        break;
    case 5:
        question->organisation = organisation_of(TWO);
        break;
    case 6:
        question->organisation = organisation_of(NULL);
        break;
    case 7:
        question->organisation = organisation_of(NULL), question->for_oneself = 1;
        break;
    case 8:
        question->eloket = "loke";
        break;
    case 9:
        question->eloket = NULL;
        break;
    case 10:
        question->wanted = "";
        break;
    case 11:
        question->wanted = NULL;
        break;
    case 12:
        return 2;
    case 13:
        question->at = 99;
        break;
    case 14:
        question->patience_ms = 99;
        break;
    case 15:
        question->fresh = 1;
        break;
    case 16:
        question->since = 99;
        break;
    case 17:
        question->holder.kind = TOEGANG_RRN_NONE;
        break; /* its digits are still there */
    case 18:
        question->eloket = NULL, question->wanted = "loket";
        break;
    case 19:
        question->organisation.value[sizeof question->organisation.value - 1] = 'x';
        break;
    default:
        break;
    }
    return 1;
}

Test(cache_key, is_the_whole_question_and_nothing_else)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory_question one = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE);
        one.eloket = "loket";
        one.wanted = "right";
        toegang_directory_question other = one;
        uint64_t version = change(i, &other);
        cr_expect_eq(same(&one, 1, &other, version), !rows[i].is_other, "%s", rows[i].name);
    }
}

Test(cache_key, no_number_is_no_number_whatever_it_holds)
{
    toegang_directory_question one = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE), other = one;
    memset(other.holder.digits, '7', sizeof other.holder.digits);
    cr_expect(same(&one, 0, &other, 0));
}

/* Names run together only where nothing parts them. */
Test(cache_key, names_do_not_run_together)
{
    toegang_directory_question one = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE),
                               other = one;
    one.eloket = "ab", one.wanted = "c";
    other.eloket = "a", other.wanted = "bc";
    cr_expect_not(same(&one, 0, &other, 0));
}

Test(cache_key, a_name_that_is_too_long_has_none)
{
    char name[TG_CACHE_KEY_TEXT + 2];
    struct tg_cache_key key;
    for (int over = 0; over < 2; over++)
        for (int wanted = 0; wanted < 2; wanted++) {
            toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
            memset(name, 'a', sizeof name);
            name[TG_CACHE_KEY_TEXT + over] = '\0';
            *(wanted ? &question.wanted : &question.eloket) = name;
            cr_expect_eq(tg_cache_key_make(&question, 0, seed, &key), !over, "%d %d", over, wanted);
        }
    memset(name, 'a', sizeof name);
    name[TG_CACHE_KEY_TEXT] = '\0';
    toegang_directory_question both = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    both.eloket = both.wanted = name;
    cr_assert(tg_cache_key_make(&both, 0, seed, &key));
    cr_expect_eq(key.length, TG_CACHE_KEY_MAX);
    tg_cache_key_wipe(&key);
    for (size_t i = 0; i < TG_CACHE_KEY_MAX; i++) cr_assert_eq(key.octets[i], 0);
}
