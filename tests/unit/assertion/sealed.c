/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "visits.h"

#define PURPOSE "visit https://eloket.example"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void seal(const toegang_seal_keys *keys, const char *octets, char out[TOEGANG_SEALED_MAX])
{
    cr_assert_eq(
        toegang_seal(keys, PURPOSE, octets, strlen(octets), FORGE_AT + 10, out, TOEGANG_SEALED_MAX, NULL),
        TOEGANG_GOOD);
}

/* The check that falls, "" when none does; what it opens to is `octets`. */
static const char *judge(const toegang_seal_keys *keys, const char *purpose, const char *text, size_t length,
                         toegang_time at, const char *octets)
{
    static toegang_report report;
    char out[64] = "untouched";
    size_t opened = 7;
    report = (toegang_report){0};
    toegang_status status =
        toegang_unseal(keys, purpose, text, length, at, out, sizeof out, &opened, &report);
    cr_expect_eq(status, report.status);
    if (status == TOEGANG_GOOD)
        cr_expect(opened == strlen(octets) && memcmp(out, octets, opened) == 0);
    else
        cr_expect(opened == 7 && strcmp(out, "untouched") == 0);
    return report.check;
}

Test(sealed, opens_for_its_purpose_until_its_end_only)
{
    static const struct {
        const char *name, *purpose;
        toegang_time at;
        const char *check;
    } rows[] = {{"now", PURPOSE, FORGE_AT, ""},
                {"the last second", PURPOSE, FORGE_AT + 9, ""},
                {"its end", PURPOSE, FORGE_AT + 10, "seal.ended"},
                {"long after", PURPOSE, TOEGANG_NEVER, "seal.ended"},
                {"another host", "visit https://eloket.examplf", FORGE_AT, "seal.key"},
                {"a host that begins alike", "visit https://eloket.example.evil", FORGE_AT, "seal.key"},
                {"another cookie", "state https://eloket.example", FORGE_AT, "seal.key"}};
    toegang_seal_keys *keys = visits_keys(KEY_A);
    char text[TOEGANG_SEALED_MAX], again[TOEGANG_SEALED_MAX];
    seal(keys, "what is sealed", text);
    seal(keys, "what is sealed", again);
    cr_expect_str_neq(text, again);
    cr_expect_eq(strspn(text, alphabet), strlen(text));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(judge(keys, rows[i].purpose, text, strlen(text), rows[i].at, "what is sealed"),
                         rows[i].check, "%s", rows[i].name);
    toegang_seal_keys_free(keys);
}

/* Keys of each use, mark, nonce, vector, end and octets by another hand: visits outlive a change of release, and
 * hosts that share a file of keys open each other's. */
Test(sealed, another_release_opens_it)
{
    static const char text[] = "m8Vw6An5EQKddONb2EFWxWNWiMBpzITDX4jXETAjPd8NRxk0fsvzD4PT5he5b5LwD46umW6I4hjybg";
    toegang_seal_keys *keys = visits_keys(KEY_A);
    cr_expect_str_eq(judge(keys, PURPOSE, text, strlen(text), FORGE_AT, "what is sealed"), "");
    cr_expect_str_eq(judge(keys, PURPOSE, text, strlen(text), FORGE_AT + 10, "what is sealed"), "seal.ended");
    toegang_seal_keys_free(keys);
}

Test(sealed, every_bit_and_every_length_is_refused)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    char text[TOEGANG_SEALED_MAX], changed[TOEGANG_SEALED_MAX + 4];
    seal(keys, "x", text);
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            (void)snprintf(changed, sizeof changed, "%s", text);
            changed[i] = (char)(changed[i] ^ (1 << bit));
            const char *check = judge(keys, PURPOSE, changed, length, FORGE_AT, "");
            bool is_letter = strchr(alphabet, changed[i]) && changed[i] != '\0';
            bool is_last = i == length - 1; /* whose unused bits must be 0 */
            cr_expect(strcmp(check, "seal.key") == 0 ||
                          ((!is_letter || is_last) && strcmp(check, "seal.form") == 0),
                      "bit %u of character %zu: %s", bit, i, check);
        }
    for (size_t i = 0; i < length; i++)
        cr_expect_neq(*judge(keys, PURPOSE, text, i, FORGE_AT, ""), '\0', "%zu characters", i);
    (void)snprintf(changed, sizeof changed, "%s=", text);
    cr_expect_str_eq(judge(keys, PURPOSE, changed, length + 1, FORGE_AT, ""), "seal.form");
    (void)snprintf(changed, sizeof changed, "%sA", text);
    cr_expect_neq(*judge(keys, PURPOSE, changed, length + 1, FORGE_AT, ""), '\0');
    cr_expect_str_eq(judge(keys, PURPOSE, text, length + 1, FORGE_AT, ""), "seal.form", "its NUL");
    toegang_seal_keys_free(keys);
}

Test(sealed, keys_take_turns)
{
    toegang_seal_keys *old = visits_keys(KEY_A), *both = visits_keys(KEY_B "\n" KEY_A),
                      *new = visits_keys(KEY_B);
    char before[TOEGANG_SEALED_MAX], after[TOEGANG_SEALED_MAX];
    seal(old, "x", before);
    seal(both, "x", after);
    cr_expect_str_eq(judge(both, PURPOSE, before, strlen(before), FORGE_AT, "x"), "",
                     "the old one still opens");
    cr_expect_str_eq(judge(new, PURPOSE, after, strlen(after), FORGE_AT, "x"), "", "the first seals");
    cr_expect_str_eq(judge(new, PURPOSE, before, strlen(before), FORGE_AT, "x"), "seal.key");
    cr_expect_str_eq(judge(old, PURPOSE, after, strlen(after), FORGE_AT, "x"), "seal.key");
    /* The mark of one key on what another one sealed. */
    memcpy(before, after, 5);
    cr_expect_str_eq(judge(both, PURPOSE, before, strlen(before), FORGE_AT, "x"), "seal.key");
    toegang_seal_keys_free(old);
    toegang_seal_keys_free(both);
    toegang_seal_keys_free(new);
}

Test(sealed, has_limits)
{
    static char much[2 * TOEGANG_SEALED_MAX], text[TOEGANG_SEALED_MAX], out[TOEGANG_SEAL_OCTETS_MAX];
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_report report = {0};
    size_t length = 0, most = TOEGANG_SEAL_OCTETS_MAX;
    memset(much, 'A', sizeof much);
    cr_assert_eq(toegang_seal(keys, PURPOSE, much, most, FORGE_AT + 1, text, sizeof text, NULL),
                 TOEGANG_GOOD);
    cr_expect_lt(strlen(text), TOEGANG_SEALED_MAX);
    cr_assert_eq(toegang_unseal(keys, PURPOSE, text, strlen(text), FORGE_AT, out, sizeof out, &length, NULL),
                 TOEGANG_GOOD);
    cr_expect(length == most && memcmp(out, much, most) == 0);
    cr_expect_eq(toegang_unseal(keys, PURPOSE, text, strlen(text), FORGE_AT, out, most - 1, &length, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, PURPOSE, much, most + 1, FORGE_AT, text, sizeof text, &report),
                 TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "seal.size");
    cr_assert_eq(toegang_seal(keys, PURPOSE, NULL, 0, FORGE_AT + 1, text, sizeof text, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(judge(keys, PURPOSE, text, strlen(text), FORGE_AT, ""), "", "nothing can be sealed too");
    size_t room = strlen(text) + 1;
    cr_expect_eq(toegang_seal(keys, PURPOSE, NULL, 0, FORGE_AT, text, room, NULL), TOEGANG_GOOD);
    report = (toegang_report){0};
    cr_expect_eq(toegang_seal(keys, PURPOSE, NULL, 0, FORGE_AT, text, room - 1, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "seal.size");
    cr_expect_str_eq(judge(keys, PURPOSE, much, TOEGANG_SEALED_MAX, FORGE_AT, ""), "seal.form");
    cr_expect_str_eq(judge(keys, PURPOSE, much, sizeof much, FORGE_AT, ""), "seal.form");
    cr_expect_str_eq(judge(keys, PURPOSE, much, TOEGANG_SEALED_MAX - 2, FORGE_AT, ""), "seal.key");
    toegang_seal_keys_free(keys);
}

Test(sealed, what_cannot_be_asked)
{
    static char purpose[1026];
    toegang_seal_keys *keys = visits_keys(KEY_A);
    char text[TOEGANG_SEALED_MAX], out[8];
    size_t length;
    memset(purpose, 'p', sizeof purpose - 1);
    cr_expect_eq(toegang_seal(NULL, PURPOSE, "x", 1, 1, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, NULL, "x", 1, 1, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, "", "x", 1, 1, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, purpose, "x", 1, 1, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, PURPOSE, NULL, 1, 1, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal(keys, PURPOSE, "x", 1, 1, NULL, sizeof text, NULL), TOEGANG_MISUSE);
    seal(keys, "x", text);
    cr_expect_eq(toegang_unseal(NULL, PURPOSE, text, 60, 1, out, 8, &length, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_unseal(keys, "", text, 60, 1, out, 8, &length, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_unseal(keys, PURPOSE, NULL, 0, 1, out, 8, &length, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_unseal(keys, PURPOSE, text, 60, 1, NULL, 8, &length, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_unseal(keys, PURPOSE, text, 60, 1, out, 8, NULL, NULL), TOEGANG_MISUSE);
    toegang_seal_keys_free(keys);
}
