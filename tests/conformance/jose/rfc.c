/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The examples of RFC 7515 to 7520, 7797, 8037: what lies in our profile gives what was signed or encrypted,
 * all else is refused. rfc.tsv holds our answers to the key and to each form of each, and the reason of a
 * refusal. All are genuine. Where the key is not taken, the form is judged under another.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../support/json_written.h"
#include "../signature/vectors.h"
#include "keyring.h"

#define LATCHSET "latchset+jose/tests/vectors/"

enum { NAME, KEY, PROFILE };
enum { OUR_NAME, OUR_KEY, OUR_ANSWER, WHY };

static struct tg_crypto *crypto;
static struct vector_table ours;
static size_t judged, good;

static void begin(void)
{
    ours = vector_table_read(TG_TABLES "/rfc.tsv");
    judged = good = 0;
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

static void end(void)
{
    tg_crypto_free(crypto);
    vector_table_free(&ours);
}

TestSuite(rfc, .init = begin, .fini = end);

static void check_answers(const char *name, const char *key, const char *answer)
{
    const struct vector_row *our = vector_find(&ours, name);
    bool is_good = strcmp(answer, "good") == 0;
    cr_expect(our && strcmp(our->fields[OUR_KEY], key) == 0 && strcmp(our->fields[OUR_ANSWER], answer) == 0,
              "%s\t%s\t%s", name, key, answer);
    if (our) cr_expect_eq(is_good, our->fields[WHY][0] == 0, "%s: a refusal has a reason", name);
    judged++;
    good += is_good;
}

static void read_key(struct keyring *ring, struct tg_json *key, bool encrypted)
{
    if (encrypted)
        keyring_read_private(ring, key);
    else
        keyring_publish(key), keyring_read(ring, key);
}

/* A key of the RFC where an example has none (a password), several, or one that we do not take. */
static void read_some_key(struct keyring *ring, bool encrypted)
{
    struct tg_arena arena = {0};
    keyring_free(ring);
    struct tg_json *key =
        keyring_json(&arena, encrypted ? LATCHSET "rfc7520_5.4.jwk" : LATCHSET "rfc7515_A.3.jwk");
    read_key(ring, key, encrypted);
    tg_arena_free(&arena);
}

/* What comes out is what the example put in, where that is known. */
static void judge(const char *name, struct tg_json *key, bool encrypted, struct tg_span token,
                  struct tg_span clear)
{
    struct keyring ring = {.crypto = crypto};
    struct tg_span came = {NULL, 0};
    char key_answer[48] = "none";
    if (key) read_key(&ring, key, encrypted);
    if (key)
        snprintf(key_answer, sizeof key_answer, "%s", ring.refused.status ? ring.refused.check : "taken");
    if (!key || ring.refused.status != TOEGANG_GOOD) read_some_key(&ring, encrypted);
    const char *answer = encrypted ? keyring_open(&ring, token, &came) : keyring_verify(&ring, token, &came);
    check_answers(name, key_answer, answer);
    if (strcmp(answer, "good") == 0 && clear.length > 0) cr_expect(tg_span_equal(came, clear), "%s", name);
    keyring_free(&ring);
}

static struct tg_span written(struct tg_arena *arena, const struct tg_json *tree)
{
    struct tg_text text = tg_text_of(tg_arena_take(arena, 65536), 65536);
    json_write(&text, tree);
    return (struct tg_span){text.out, text.length};
}

static void judge_example(const char *file, const struct tg_json *example, struct tg_arena *arena)
{
    static const char *const forms[] = {"compact", "json", "json_flat"};
    const struct tg_json *input = tg_json_get(example, "input"), *output = tg_json_get(example, "output"),
                         *key = tg_json_get(input, "key");
    bool encrypted = tg_json_get(input, "enc") != NULL;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char name[256];
        const struct tg_json *form = tg_json_get(output, forms[i]);
        if (!form) continue;
        struct tg_json copy = {.kind = TG_JSON_OBJECT};
        if (key && key->kind == TG_JSON_OBJECT) copy = *key;
        snprintf(name, sizeof name, "%s#%s%s", file,
                 tg_json_get(example, "title") ? ""
                 : encrypted                   ? "jwe-"
                                               : "jws-",
                 forms[i]);
        struct tg_span token = form->kind == TG_JSON_STRING ? form->text : written(arena, form);
        judge(name, copy.first ? &copy : NULL, encrypted, token,
              keyring_text(input, encrypted ? "plaintext" : "payload"));
    }
}

Test(rfc, cookbook)
{
    struct vector_table theirs = vector_table_read(TG_VECTORS "/EXPECT-rfc7520-cookbook.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    for (size_t i = 0; i < theirs.count; i++) {
        struct tg_arena arena = {0};
        const char *file = theirs.rows[i].fields[NAME];
        const struct tg_json *root = keyring_json(&arena, file);
        cr_assert_not_null(root, "%s", file);
        if (tg_json_get(root, "input")) judge_example(file, root, &arena);
        if (tg_json_get(root, "sign")) judge_example(file, tg_json_get(root, "sign"), &arena);
        if (tg_json_get(root, "encrypt")) judge_example(file, tg_json_get(root, "encrypt"), &arena);
        tg_arena_free(&arena);
    }
    cr_expect_eq(theirs.count, 26);
    cr_expect_eq(judged, 69);
    cr_expect_eq(good, 10);
    vector_table_free(&theirs);
}

static void judge_file(const struct vector_row *row)
{
    char name[256];
    size_t length = 0;
    struct tg_arena arena = {0};
    bool encrypted = strncmp(row->fields[PROFILE], "jwe", 3) == 0;
    char *token = vector_file(row->fields[NAME], &length);
    cr_assert_not_null(token, "%s", row->fields[NAME]);
    snprintf(name, sizeof name, LATCHSET "%s", row->fields[KEY]);
    judge(row->fields[NAME], keyring_json(&arena, name), encrypted, (struct tg_span){token, length},
          (struct tg_span){NULL, 0});
    tg_arena_free(&arena);
    free(token);
}

Test(rfc, files_of_the_examples)
{
    struct vector_table theirs = vector_table_read(TG_VECTORS "/EXPECT-rfc-vectors.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    for (size_t i = 0; i < theirs.count; i++) judge_file(&theirs.rows[i]);
    cr_expect_eq(judged, 59);
    cr_expect_eq(theirs.count, judged);
    cr_expect_eq(good, 11);
    vector_table_free(&theirs);
}

/* Sets and keys themselves: how many to verify with, or the check that refuses. */
static const struct {
    const char *file;
    size_t count;
    const char *check;
} sets[] = {
    {"rfc7517_A.1.jwkset", 1, ""}, /* the other is for encryption */
    {"rfc7517_A.2.jwkset", 0, "jwks.private"},
    {"rfc7517_A.3.jwkset", 0, "jwks.private"},
    {"rfc7517_B.jwk", 1, ""}, /* with x5c */
    {"rfc7638_3.1.jwk", 1, ""},
    {"rfc7520_3.1.jwk", 1, ""},
    {"rfc7520_3.2.jwk", 0, "jwks.private"},
    {"rfc7520_3.3.jwk", 1, ""},
    {"rfc7520_3.4.jwk", 0, "jwks.private"},
    {"rfc7520_3.5.jwk", 0, "jwks.private"},
    {"rfc7520_3.6.jwk", 0, "jwks.private"},
};

Test(rfc, sets_of_keys)
{
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        char name[256];
        size_t length = 0;
        struct tg_arena arena = {0};
        struct tg_jwks keys = {.count = 0};
        toegang_report report = {0};
        snprintf(name, sizeof name, LATCHSET "%s", sets[i].file);
        char *text = vector_file(name, &length);
        if (!text) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
        tg_jwks_read(crypto, (struct tg_span){text, length}, &arena, &keys, &report);
        cr_expect_str_eq(report.check, sets[i].check, "%s", sets[i].file);
        cr_expect_eq(keys.count, sets[i].count, "%s", sets[i].file);
        tg_jwks_free(&keys);
        tg_arena_free(&arena);
        free(text);
    }
}
