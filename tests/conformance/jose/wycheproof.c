/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JWS, JWE and JWK tests of Wycheproof. wycheproof.tsv holds our answer to each, and a reason wherever it
 * is not the one that a reader of everything would give.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../signature/vectors.h"
#include "keyring.h"

enum { NAME, KEY, PROFILE, EXPECTED };
enum { OUR_NAME, OUR_ANSWER, WHY };

static struct tg_crypto *crypto;
static struct vector_table theirs, ours;
static size_t judged, good;

static void check_answer(const char *name, const char *answer)
{
    const struct vector_row *row = vector_find(&theirs, name), *our = vector_find(&ours, name);
    cr_assert_not_null(row, "%s", name);
    cr_expect(our && strcmp(our->fields[OUR_ANSWER], answer) == 0, "%s\t%s", name, answer);
    bool same = (strcmp(row->fields[EXPECTED], "valid") == 0) == (strcmp(answer, "good") == 0);
    if (our) cr_expect_eq(same, our->fields[WHY][0] == 0, "%s: a difference has a reason", name);
    judged++;
    good += strcmp(answer, "good") == 0;
}

/* The clear octets, where the file says what they are. */
static void check_clear(const char *name, const struct tg_json *test, struct tg_span clear)
{
    if (!tg_json_get(test, "pt")) return;
    struct tg_span hex = keyring_text(test, "pt");
    cr_expect_eq(hex.length, 2 * clear.length, "%s", name);
    for (size_t i = 0; i < clear.length && 2 * i < hex.length; i++) {
        char pair[3] = {hex.at[2 * i], hex.at[2 * i + 1], 0};
        cr_expect_eq((unsigned char)clear.at[i], strtoul(pair, NULL, 16), "%s", name);
    }
}

static void judge(struct keyring *ring, const char *file, const struct tg_json *test)
{
    char name[256];
    struct tg_span clear = {NULL, 0};
    bool encrypted = tg_json_get(test, "jwe") != NULL;
    snprintf(name, sizeof name, "%s#%04d", file, (int)tg_json_get(test, "tcId")->integer);
    const char *answer = encrypted ? keyring_open(ring, keyring_text(test, "jwe"), &clear)
                                   : keyring_verify(ring, keyring_text(test, "jws"), &clear);
    check_answer(name, answer);
    if (strcmp(answer, "good") == 0) check_clear(name, test, clear);
}

static void judge_group(const char *file, const struct tg_json *group)
{
    struct keyring ring = {.crypto = crypto};
    const struct tg_json *tests = tg_json_get(group, "tests"), *public = tg_json_get(group, "public"),
                         *private = tg_json_get(group, "private");
    if (tg_json_get(tests->first, "jwe"))
        keyring_read_private(&ring, private);
    else
        keyring_read(&ring, public ? public : private);
    for (const struct tg_json *test = tests->first; test; test = test->next) judge(&ring, file, test);
    keyring_free(&ring);
}

static void judge_file(const char *name)
{
    char file[256];
    struct tg_arena arena = {0};
    snprintf(file, sizeof file, "C2SP+wycheproof/testvectors_v1/json_web_%s_test.json", name);
    const struct tg_json *root = keyring_json(&arena, file);
    cr_assert_not_null(root, "%s", file);
    for (const struct tg_json *group = tg_json_get(root, "testGroups")->first; group; group = group->next)
        judge_group(file, group);
    tg_arena_free(&arena);
}

Test(wycheproof, every_token_and_key)
{
    theirs = vector_table_read(TG_VECTORS "/EXPECT-wycheproof-jose.tsv");
    ours = vector_table_read(TG_TABLES "/wycheproof.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    judge_file("crypto"), judge_file("encryption"), judge_file("key"), judge_file("signature");
    cr_expect_eq(judged, 649);
    cr_expect_eq(theirs.count, judged);
    cr_expect_eq(ours.count, judged);
    cr_expect_eq(good, 79);
    tg_crypto_free(crypto);
    vector_table_free(&theirs);
    vector_table_free(&ours);
}
