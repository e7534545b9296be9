/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "crypto/signature.h"
#include "figures.h"
#include "fixture.h"

TestSuite(private_numbers, .init = fixture_begin, .fini = fixture_end);

static const char *rsa_check(struct tg_rsa_numbers numbers)
{
    static toegang_report report;
    struct tg_private *key = NULL;
    report = (toegang_report){0};
    toegang_status status = tg_private_of_rsa(crypto, &numbers, &key, &report);
    cr_expect_eq(status, key ? TOEGANG_GOOD : TOEGANG_REFUSED);
    tg_private_free(key);
    return report.check;
}

/* RFC 7515 A.2: signing with the numbers of the private key gives the signature of the standard. */
Test(private_numbers, signs_what_the_standard_signed)
{
    struct tg_rsa_numbers numbers = figure_rsa(FIGURE_RFC7515_A2);
    struct tg_private *key = NULL;
    uint8_t made[TG_SIGNATURE_MAX];
    size_t length = 0;
    cr_assert_eq(tg_private_of_rsa(crypto, &numbers, &key, NULL), TOEGANG_GOOD);
    cr_assert_eq(
        tg_sign(
            crypto, key, tg_algorithm_of_name(TG_SPAN("RS256")),
            TG_SPAN("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                    "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"),
            made, &length, NULL),
        TOEGANG_GOOD);
    struct tg_span known =
        figure_of_url("cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
                      "O8W2Fp5jujGbds9uJdbF9CUAr7t"
                      "1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
                      "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12j"
                      "zDwusC-"
                      "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmt"
                      "VrBp0igcN_IoypGlUPQ"
                      "Ge77Rw");
    cr_expect_eq(length, known.length);
    cr_expect_arr_eq(made, known.at, known.length);
    tg_private_free(key);
}

/* Each number in turn: absent, with a zero before it, with a bit turned, that of another key. */
Test(private_numbers, of_rsa_belong_together)
{
    static const char *const names[] = {"n", "e", "d", "p", "q", "dp", "dq", "qi"};
    struct tg_rsa_numbers good = figure_rsa(FIGURE_RFC7515_A2), other = figure_rsa(FIGURE_RFC7516_A1);
    cr_expect_str_eq(rsa_check(good), "");
    cr_expect_str_eq(rsa_check(other), "");
    for (size_t i = 0; i < 8; i++) {
        struct tg_rsa_numbers numbers = good;
        struct tg_span *at = (struct tg_span *)&numbers + i, one = *at;
        *at = (struct tg_span){NULL, 0};
        cr_expect_str_eq(rsa_check(numbers), "key.numbers", "%s", names[i]);
        char zero[300] = {0};
        memcpy(zero + 1, one.at, one.length);
        *at = (struct tg_span){zero, one.length + 1};
        cr_expect_str_eq(rsa_check(numbers), "key.numbers", "%s", names[i]);
        *at = figure_flipped(one, 8 * one.length - 7);
        cr_expect_str_neq(rsa_check(numbers), "", "%s", names[i]);
        *at = *((struct tg_span *)&other + i);
        if (i != 1) cr_expect_str_eq(rsa_check(numbers), "key.private", "%s", names[i]);
    }
}

#define X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define D "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"
#define ORDER "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
#define ZERO "0000000000000000000000000000000000000000000000000000000000000000"

/* RFC 7515 A.3.1. */
Test(private_numbers, of_a_point_belong_together)
{
    struct tg_span x = figure_of_url(X), y = figure_of_url(Y), d = figure_of_url(D), none = {NULL, 0};
    const struct {
        const char *name, *check;
        enum tg_curve curve;
        struct tg_span x, y, d;
    } rows[] = {
        {"good", "", TG_P256, x, y, d},
        {"no d", "key.numbers", TG_P256, x, y, none},
        {"d too short", "key.numbers", TG_P256, x, y, tg_span_from(d, 1)},
        {"no x", "key.numbers", TG_P256, none, y, d},
        {"another d", "key.private", TG_P256, x, y, figure_flipped(d, 0)},
        {"the other point of x", "key.value", TG_P256, x, figure_flipped(y, 0), d},
        {"d of 0", "key.private", TG_P256, x, y, figure_of_hex(ZERO)},
        {"d is the order", "key.private", TG_P256, x, y, figure_of_hex(ORDER)},
        {"another curve", "key.numbers", TG_P384, x, y, d},
        {"Ed25519", "key.kind", TG_ED25519, x, none, d},
        {"no curve", "library.misuse", TG_CURVE_NONE, x, y, d},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_private *key = NULL;
        toegang_status status =
            tg_private_of_point(crypto, rows[i].curve, rows[i].x, rows[i].y, rows[i].d, &key, &report);
        cr_expect_eq(status == TOEGANG_GOOD, key != NULL, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].name, report.check);
        tg_private_free(key);
    }
}
