/* SPDX-License-Identifier: Apache-2.0 */
/* Octets that were authenticated and are no visit: as if a key were in wrong hands. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "assertion/visit.h"
#include "visits.h"

enum {
    VERSION = 0,
    ID = 1,
    CHOSEN = 17,
    LIMIT = 26,
    FOR_WHOM = 34,
    ORIGIN = 46,
    KIND = 47,
    DIGITS = 48,
    ASSURANCE = 59
};

struct octets {
    uint8_t at[TOEGANG_SEAL_OCTETS_MAX];
    size_t length;
};

static struct octets usual(void)
{
    struct octets octets;
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity);
    cr_assert_eq(tg_visit_write(&visit, octets.at, sizeof octets.at, &octets.length, NULL), TOEGANG_GOOD);
    toegang_identity_free(identity);
    return octets;
}

static toegang_status read(const struct octets *octets, toegang_report *report)
{
    /* Memory as long as the octets, so that the sanitizer sees each step beyond. */
    char *exact = malloc(octets->length + 1);
    memcpy(exact + 1, octets->at, octets->length);
    toegang_visit visit = {.size = sizeof visit};
    toegang_identity *identity = tg_identity_new();
    toegang_status status =
        tg_visit_read((struct tg_span){exact + 1, octets->length}, &visit, identity, report);
    toegang_identity_free(identity);
    free(exact);
    return status;
}

Test(visit_read, every_length_but_its_own_is_refused)
{
    struct octets octets = usual();
    size_t length = octets.length;
    cr_assert_eq(read(&octets, NULL), TOEGANG_GOOD);
    for (octets.length = 0; octets.length < length; octets.length++) {
        toegang_report report = {0};
        cr_expect_eq(read(&octets, &report), TOEGANG_REFUSED, "%zu octets", octets.length);
        cr_expect_str_eq(report.check, "visit.form");
    }
    octets.at[length] = 0;
    octets.length = length + 1;
    cr_expect_eq(read(&octets, NULL), TOEGANG_REFUSED, "one more");
}

Test(visit_read, no_octet_can_be_anything)
{
    static const struct {
        const char *name;
        size_t at;
        uint8_t value;
    } rows[] = {{"another version", VERSION, 2},
                {"version 0", VERSION, 0},
                {"chosen twice", CHOSEN, 2},
                {"an unknown scheme", FOR_WHOM, 7},
                {"another scheme", FOR_WHOM, 3},
                {"a longer key", FOR_WHOM + 1, 15},
                {"a shorter key", FOR_WHOM + 1, 9},
                {"no such enterprise", FOR_WHOM + 2, '1'},
                {"no origin", ORIGIN, 0},
                {"an unknown origin", ORIGIN, 4},
                {"no number", KIND, 0},
                {"another kind", KIND, 2},
                {"an unknown kind", KIND, 4},
                {"check digits", DIGITS + 10, '9'},
                {"a letter", DIGITS, 'A'},
                {"an unknown assurance", ASSURANCE, 4}};
    struct octets octets = usual();
    cr_assert(octets.at[FOR_WHOM] == TOEGANG_SCHEME_KBO && octets.at[ORIGIN] == TOEGANG_ORIGIN_SAML);
    cr_assert(memcmp(octets.at + DIGITS, FORGE_RRN, 11) == 0 &&
              octets.at[ASSURANCE] == TOEGANG_ASSURANCE_HIGH);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toegang_report report = {0};
        uint8_t kept = octets.at[rows[i].at];
        octets.at[rows[i].at] = rows[i].value;
        cr_expect_eq(read(&octets, &report), TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_str_eq(report.check, "visit.form", "%s", rows[i].name);
        octets.at[rows[i].at] = kept;
    }
}

/* A key has one form here: another one that people may write is none of ours. */
Test(visit_read, a_key_stands_in_its_one_form)
{
    static const char *const rows[] = {"0999.999.922", "0999 999 922", "999999922"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct octets octets = usual();
        toegang_report report = {0};
        uint8_t *key = octets.at + FOR_WHOM + 2;
        size_t length = strlen(rows[i]), rest = octets.length - (FOR_WHOM + 2) - 10;
        memmove(key + length, key + 10, rest);
        memcpy(key, rows[i], length);
        key[-1] = (uint8_t)length;
        octets.length += length - 10;
        cr_expect_eq(read(&octets, &report), TOEGANG_REFUSED, "%s", rows[i]);
        cr_expect_str_eq(report.check, "visit.form", "%s", rows[i]);
    }
}

/* Whatever one octet becomes, the reader stays within and says yes or no. */
Test(visit_read, every_value_of_every_octet_is_judged)
{
    struct octets octets = usual();
    size_t good = 0;
    for (size_t i = 0; i < octets.length; i++) {
        uint8_t kept = octets.at[i];
        for (unsigned value = 0; value < 256; value += 5) {
            toegang_report report = {0};
            octets.at[i] = (uint8_t)value;
            toegang_status status = read(&octets, &report);
            cr_assert(status == TOEGANG_GOOD || strcmp(report.check, "visit.form") == 0, "octet %zu: %d", i,
                      status);
            good += status == TOEGANG_GOOD;
        }
        octets.at[i] = kept;
    }
    cr_expect_gt(good, 0, "letters of a name are anybody's");
}

static size_t find(const struct octets *octets, const char *text)
{
    for (size_t i = 0; i + strlen(text) <= octets->length; i++)
        if (memcmp(octets->at + i, text, strlen(text)) == 0) return i;
    cr_assert(false, "%s is not there", text);
    return 0;
}

/* A right is no statement here: roles have their own rows. */
Test(visit_read, a_statement_is_of_a_kind)
{
    struct octets octets = usual();
    uint8_t *kind = &octets.at[find(&octets, "wv_orgcode") - 3];
    cr_assert_eq(*kind, TOEGANG_STATED_LEGAL_REPRESENTATIVE);
    for (unsigned value = 0; value < 8; value++) {
        bool good = value == TOEGANG_STATED_LEGAL_REPRESENTATIVE || value == TOEGANG_STATED_MANDATE;
        *kind = (uint8_t)value;
        cr_expect_eq(read(&octets, NULL), good ? TOEGANG_GOOD : TOEGANG_REFUSED, "%u", value);
    }
}

Test(visit_read, a_text_holds_no_NUL_and_a_right_begins_its_value)
{
    struct octets octets = usual();
    octets.at[find(&octets, "Peeters")] = 0;
    cr_expect_eq(read(&octets, NULL), TOEGANG_REFUSED);
    octets = usual();
    size_t length_of_right =
        find(&octets, "subsidie-indienen:0999999922") + strlen("subsidie-indienen:0999999922") + 1;
    cr_assert_eq(octets.at[length_of_right], strlen("subsidie-indienen"));
    for (unsigned length = 0; length < 64; length++) {
        octets.at[length_of_right] = (uint8_t)length;
        bool good = length == strlen("subsidie") || length == strlen("subsidie-indienen");
        cr_expect_eq(read(&octets, NULL) == TOEGANG_GOOD, good, "a right of %u octets", length);
    }
    octets = usual();
    size_t likeness = find(&octets, "eloket_rol_3d") - 3;
    cr_assert_eq(octets.at[likeness], 0);
    octets.at[likeness] = TG_SAME_CLAIM;
    cr_expect_eq(read(&octets, NULL), TOEGANG_REFUSED, "the first row is like none before");
}
