/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every signed file of the third-party table EXPECT-saml-signature.tsv, as it is and signed again with
 * today's algorithms. saml.tsv holds our two answers to each; where one differs from what the source's table
 * expects, it says why, and this test asks for that.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "resign.h"

#define EMBEDDED " (embedded)"

enum { FILE_NAME, KEY, PROFILE, EXPECTED };      /* fields of the source's table */
enum { OUR_FILE, OUR_GIVEN, OUR_RESIGNED, WHY }; /* fields of ours */

static struct tg_crypto *crypto;

/* The certificates of the row; those in the message itself where the row has none: the worst case. */
static struct vector_keys keys_of(const struct vector_row *row, const char *message)
{
    struct vector_keys keys = {.count = 0};
    char name[1024];
    size_t length = 0;
    snprintf(name, sizeof name, "%s", row->fields[KEY]);
    char *end = strstr(name, EMBEDDED);
    if (end) *end = 0;
    char *text = vector_file(name, &length);
    if (text && end) text = vector_message(text, &length);
    if (text) vector_add_keys(crypto, text, &keys);
    free(text);
    if (keys.count == 0 && keys.refused[0] == 0) vector_add_keys(crypto, message, &keys);
    return keys;
}

static void judge_resigned(const char *xml, size_t length, char answer[JUDGED])
{
    struct vector_keys keys = {.count = 0};
    size_t made = 0;
    char *again = resign(xml, length, forge_key("idp"), &made);
    snprintf(answer, JUDGED, "not-xml");
    vector_add_keys(crypto, forge_key_certificate(forge_key("idp")), &keys);
    if (again) judge(crypto, (struct tg_span){again, made}, &keys, answer);
    vector_free_keys(&keys);
    free(again);
}

/* What the source's table expects of us, when nothing is to be explained. */
static bool is_expected(const char *expected, const char *given, const char *resigned)
{
    bool refused = strcmp(given, "good") != 0 && strcmp(resigned, "good") != 0;
    if (strcmp(expected, "valid") == 0) return strcmp(given, "good") == 0 && strcmp(resigned, "good") == 0;
    if (strncmp(expected, "valid only if SHA-1", 19) == 0)
        return strcmp(given, "saml.signature.algorithm") == 0 && strcmp(resigned, "good") == 0;
    return refused;
}

static void check_row(const struct vector_row *row, const struct vector_table *ours)
{
    char given[JUDGED], resigned[JUDGED];
    size_t length = 0;
    char *xml = vector_file(row->fields[FILE_NAME], &length);
    cr_assert_not_null(xml, "%s", row->fields[FILE_NAME]);
    xml = vector_message(xml, &length);
    struct vector_keys keys = keys_of(row, xml);
    judge(crypto, (struct tg_span){xml, length}, &keys, given);
    judge_resigned(xml, length, resigned);
    vector_free_keys(&keys);
    free(xml);
    const struct vector_row *our = vector_find(ours, row->fields[FILE_NAME]);
    cr_expect(our && strcmp(our->fields[OUR_GIVEN], given) == 0 &&
                  strcmp(our->fields[OUR_RESIGNED], resigned) == 0,
              "ROW\t%s\t%s\t%s\t%s", row->fields[FILE_NAME], given, resigned, row->fields[EXPECTED]);
    if (our)
        cr_expect_eq(is_expected(row->fields[EXPECTED], given, resigned), our->fields[WHY][0] == 0,
                     "%s: a difference has a reason, and only a difference", row->fields[FILE_NAME]);
}

Test(saml, every_row_of_the_table)
{
    struct vector_table theirs = vector_table_read(TG_VECTORS "/EXPECT-saml-signature.tsv");
    struct vector_table ours = vector_table_read(TG_TABLES "/saml.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(theirs.count, 442);
    cr_expect_eq(ours.count, theirs.count);
    for (size_t i = 0; i < theirs.count; i++) check_row(&theirs.rows[i], &ours);
    tg_crypto_free(crypto);
    vector_table_free(&theirs);
    vector_table_free(&ours);
}
