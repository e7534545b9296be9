/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "visits.h"

#define SEVEN \
    KEY_A "\n" KEY_B "\n" \
          "1111111111111111111111111111111111111111111111111111111111111111\n" \
          "2222222222222222222222222222222222222222222222222222222222222222\n" \
          "3333333333333333333333333333333333333333333333333333333333333333\n" \
          "4444444444444444444444444444444444444444444444444444444444444444\n" \
          "5555555555555555555555555555555555555555555555555555555555555555\n"
#define EIGHTH "6666666666666666666666666666666666666666666666666666666666666666\n"
#define NINTH "7777777777777777777777777777777777777777777777777777777777777777\n"

Test(seal_keys, a_file_of_keys)
{
    static const struct {
        const char *name, *text;
        unsigned mode;
        const char *check;
        unsigned line;
    } rows[] = {
        {"one", KEY_A "\n", 0600, "", 0},
        {"without a line feed", KEY_A, 0600, "", 0},
        {"only readable", KEY_A, 0400, "", 0},
        {"two, with an empty line and carriage returns", KEY_A "\r\n\r\n" KEY_B "\r\n", 0600, "", 0},
        {"eight", SEVEN EIGHTH, 0600, "", 0},
        {"nine", SEVEN EIGHTH NINTH, 0600, "seal.keys", 9},
        {"none", "", 0600, "seal.keys", 0},
        {"empty lines", "\n\n", 0600, "seal.keys", 0},
        {"readable by a group", KEY_A, 0640, "seal.keys", 0},
        {"readable by all", KEY_A, 0604, "seal.keys", 0},
        {"writable by a group", KEY_A, 0620, "seal.keys", 0},
        {"a digit less", "00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0600, "seal.keys",
         1},
        {"a digit more", KEY_A "0", 0600, "seal.keys", 1},
        {"a letter that is no digit",
         KEY_B "\ng"
               "00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
         0600, "seal.keys", 2},
        {"two on a line", KEY_A KEY_B, 0600, "seal.keys", 1},
        {"one twice", KEY_A "\n" KEY_B "\n" KEY_A "\n", 0600, "seal.keys", 3},
        {"a comment", "# keys\n" KEY_A, 0600, "seal.keys", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toegang_seal_keys *keys = NULL;
        toegang_report report = {0};
        bool good = rows[i].check[0] == '\0';
        toegang_status status = visits_read_keys(rows[i].text, rows[i].mode, &keys, &report);
        cr_expect_eq(status, good ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_eq(report.line, rows[i].line, "%s: line %u", rows[i].name, report.line);
        cr_expect_eq(keys != NULL, good, "%s", rows[i].name);
        cr_expect(!strstr(report.came, "0001020304"), "%s: a key in a report", rows[i].name);
        toegang_seal_keys_free(keys);
    }
}

Test(seal_keys, a_file_that_cannot_be_read)
{
    toegang_seal_keys *keys = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_seal_keys_read("/nowhere/keys", &keys, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.absent");
    report = (toegang_report){0};
    cr_expect_eq(toegang_seal_keys_read("/tmp", &keys, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.kind");
    cr_expect_eq(toegang_seal_keys_read(NULL, &keys, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_seal_keys_read("/tmp", NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(keys);
    toegang_seal_keys_free(NULL);
}
