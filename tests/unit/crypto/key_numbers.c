/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/bn.h>

#include "figures.h"
#include "fixture.h"
#include "maker.h"

TestSuite(key_numbers, .init = fixture_begin, .fini = fixture_end);

#define CLAIMS \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

/* RFC 7515 A.2, A.3, A.4 and RFC 8037 A.4. */
static const struct {
    const char *name;
    enum tg_curve curve; /* NONE: the RSA key of A.2 */
    const char *x, *y, *octets, *signature;
} known[] = {
    {"RS256", TG_CURVE_NONE, "", "", "eyJhbGciOiJSUzI1NiJ9." CLAIMS,
     "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
     "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB"
     "_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq"
     "Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"},
    {"ES256", TG_P256, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
     "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "eyJhbGciOiJFUzI1NiJ9." CLAIMS,
     "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
    {"ES512", TG_P521,
     "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
     "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
     "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA",
     "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZ"
     "goXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"},
    {"EdDSA", TG_ED25519, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "",
     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
     "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"},
};
#define KNOWN (sizeof known / sizeof *known)

static struct tg_key *known_key(size_t i)
{
    struct tg_key *key = NULL;
    struct tg_rsa_numbers rsa = figure_rsa(FIGURE_RFC7515_A2);
    toegang_status status = known[i].curve == TG_CURVE_NONE
                                ? tg_key_of_rsa(crypto, rsa.n, rsa.e, &key, NULL)
                                : tg_key_of_point(crypto, known[i].curve, figure_of_url(known[i].x),
                                                  figure_of_url(known[i].y), &key, NULL);
    cr_assert_eq(status, TOEGANG_GOOD, "%s", known[i].name);
    return key;
}

Test(key_numbers, verifies_what_the_standards_signed)
{
    for (size_t i = 0; i < KNOWN; i++) {
        struct tg_key *key = known_key(i);
        const struct tg_algorithm *row = tg_algorithm_of_name(tg_span_of(known[i].name));
        struct tg_span octets = tg_span_of(known[i].octets), signature = figure_of_url(known[i].signature);
        cr_expect_eq(tg_signature_verify(crypto, key, row, octets, signature, NULL), TOEGANG_GOOD, "%s",
                     known[i].name);
        for (size_t bit = 0; bit < 8 * signature.length; bit += 3)
            cr_expect_eq(tg_signature_verify(crypto, key, row, octets, figure_flipped(signature, bit), NULL),
                         TOEGANG_REFUSED, "%s, bit %zu", known[i].name, bit);
        cr_expect_eq(tg_signature_verify(crypto, key, row, tg_span_from(octets, 1), signature, NULL),
                     TOEGANG_REFUSED);
        cr_expect_eq(tg_signature_verify(crypto, key, row, octets, tg_span_from(signature, 1), NULL),
                     TOEGANG_REFUSED);
        cr_expect_eq(tg_key_curve(key), known[i].curve);
        tg_key_free(key);
    }
}

/* JOSE pins the curve, and each kind of key fits its own algorithms only. */
Test(key_numbers, fits_its_own_algorithms)
{
    for (size_t i = 0; i < KNOWN; i++) {
        struct tg_key *key = known_key(i);
        for (size_t k = 0; k < tg_algorithms(); k++) {
            const struct tg_algorithm *row = tg_algorithm_at(k);
            bool rsa =
                known[i].curve == TG_CURVE_NONE && (row->scheme == TG_RSA_PKCS1 || row->scheme == TG_RSA_PSS);
            bool edwards = known[i].curve == TG_ED25519 && row->scheme == TG_EDDSA; /* by two names */
            cr_expect_eq(tg_key_fits_jose(key, row), rsa || edwards || strcmp(row->name, known[i].name) == 0,
                         "%s %s", known[i].name, row->name);
            if (!tg_key_fits(key, row))
                cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN("x"), TG_SPAN("y"), NULL),
                             TOEGANG_REFUSED);
        }
        tg_key_free(key);
    }
}

Test(key_numbers, has_the_fingerprint_of_its_public_key_info)
{
    struct tg_key *key = known_key(1), *other = known_key(2), *again = known_key(1);
    cr_expect_eq(strlen(tg_key_fingerprint(key)), 64);
    cr_expect_str_eq(tg_key_fingerprint(key), tg_key_fingerprint(again));
    cr_expect_str_neq(tg_key_fingerprint(key), tg_key_fingerprint(other));
    cr_expect(tg_key_same(key, again));
    cr_expect_not(tg_key_same(key, other));
    tg_key_free(key), tg_key_free(other), tg_key_free(again);
}

static const char *rsa_check(struct tg_span modulus, struct tg_span exponent)
{
    static toegang_report report;
    struct tg_key *key = NULL;
    report = (toegang_report){0};
    toegang_status status = tg_key_of_rsa(crypto, modulus, exponent, &key, &report);
    cr_expect_eq(status, key ? TOEGANG_GOOD : TOEGANG_REFUSED);
    tg_key_free(key);
    return report.check;
}

Test(key_numbers, refuses_numbers_of_rsa)
{
    static char zeros[3000], ones[3000];
    memset(ones, 0x7f, sizeof ones);
    struct tg_span n = figure_rsa(FIGURE_RFC7515_A2).n, e = figure_rsa(FIGURE_RFC7515_A2).e;
    memcpy(zeros + 1, n.at, n.length);
    const struct {
        const char *name, *check;
        struct tg_span modulus, exponent;
    } rows[] = {
        {"good", "", n, e},
        {"no modulus", "key.numbers", {NULL, 0}, e},
        {"no exponent", "key.numbers", n, {NULL, 0}},
        {"a zero before the modulus", "key.numbers", {zeros, n.length + 1}, e},
        {"a zero before the exponent", "key.numbers", n, figure_of_hex("00010001")},
        {"a modulus of 2049 octets", "key.numbers", {ones, 2049}, e},
        {"a modulus of 1025 octets", "key.size", {ones, 1025}, e},
        {"a modulus of 128 octets", "key.size", {ones, 128}, e},
        {"an exponent of 3", "key.exponent", n, figure_of_hex("03")},
        {"an even exponent", "key.exponent", n, figure_of_hex("010002")},
        {"an exponent of 9 octets", "key.exponent", n, figure_of_hex("010000000000000001")},
        {"an exponent as long as the modulus", "key.exponent", n, n},
        {"an even modulus", "key.value", figure_flipped(n, 8 * (n.length - 1)), e},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(rsa_check(rows[i].modulus, rows[i].exponent), rows[i].check, "%s", rows[i].name);
}

static const char *point_check(enum tg_curve curve, struct tg_span x, struct tg_span y)
{
    static toegang_report report;
    struct tg_key *key = NULL;
    report = (toegang_report){0};
    toegang_status status = tg_key_of_point(crypto, curve, x, y, &key, &report);
    cr_expect_eq(status, key ? TOEGANG_GOOD : status);
    cr_expect_neq(key != NULL, report.check[0] != 0);
    tg_key_free(key);
    return report.check;
}

#define PRIME256 "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"
#define ZERO256 "0000000000000000000000000000000000000000000000000000000000000000"

Test(key_numbers, refuses_points)
{
    struct tg_span x = figure_of_url(known[1].x), y = figure_of_url(known[1].y), none = {NULL, 0};
    struct tg_span zero = figure_of_hex(ZERO256), prime = figure_of_hex(PRIME256);
    const struct {
        const char *name, *check;
        enum tg_curve curve;
        struct tg_span x, y;
    } rows[] = {
        {"good", "", TG_P256, x, y},
        {"without y", "key.numbers", TG_P256, x, none},
        {"without x", "key.numbers", TG_P256, none, y},
        {"an octet too few", "key.numbers", TG_P256, tg_span_from(x, 1), y},
        {"a zero before x", "key.numbers", TG_P256, figure_of_hex("00" ZERO256), y},
        {"exchanged", "key.value", TG_P256, y, x},
        {"of another curve", "key.numbers", TG_P384, x, y},
        {"infinity as zeros", "key.value", TG_P256, zero, zero},
        {"x is the prime", "key.value", TG_P256, prime, y},
        {"y is 0, as of a point of order 2", "key.value", TG_P256, x, zero},
        {"a bit of x", "key.value", TG_P256, figure_flipped(x, 0), y},
        {"a bit of y", "key.value", TG_P256, x, figure_flipped(y, 255)},
        {"Ed25519 with y", "key.numbers", TG_ED25519, x, y},
        {"Ed25519 too short", "key.numbers", TG_ED25519, tg_span_from(x, 1), none},
        {"no curve", "library.misuse", TG_CURVE_NONE, x, y},
        {"beyond the table", "library.misuse", (enum tg_curve)5, x, y},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(point_check(rows[i].curve, rows[i].x, rows[i].y), rows[i].check, "%s", rows[i].name);
}

Test(key_numbers, is_judged_as_a_certificate_is)
{
    BIGNUM *product = BN_new();
    unsigned char octets[256];
    BN_one(product); /* 1 modulo the product of small primes is the mark of CVE-2017-15361 */
    for (BN_ULONG number = 2; number <= 701; number++) {
        BN_ULONG divisor = 2;
        while (divisor * divisor <= number && number % divisor != 0) divisor++;
        if (divisor * divisor > number) BN_mul_word(product, number);
    }
    BN_lshift(product, product, 2048 - BN_num_bits(product));
    BN_add_word(product, 1);
    BN_bn2binpad(product, octets, sizeof octets);
    cr_expect_str_eq(rsa_check((struct tg_span){(char *)octets, sizeof octets}, figure_of_hex("010001")),
                     "key.roca");
    BN_free(product);
}
