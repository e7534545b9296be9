/* SPDX-License-Identifier: Apache-2.0 */
#include <toegang/page.h>

#include <criterion/criterion.h>
#include <string.h>

static toegang_language accepted(const char *header, toegang_language fallback)
{
    return toegang_language_accepted(header, header ? strlen(header) : 0, fallback);
}

/* What each header asks for where the host speaks Dutch, and where it speaks German. */
Test(accepted, headers)
{
    static const struct {
        const char *header;
        toegang_language nl, de;
    } rows[] = {
        {NULL, TOEGANG_NL, TOEGANG_DE},
        {"", TOEGANG_NL, TOEGANG_DE},
        {"fr", TOEGANG_FR, TOEGANG_FR},
        {"nl-BE", TOEGANG_NL, TOEGANG_NL},
        {"FR-be, EN;q=0.5", TOEGANG_FR, TOEGANG_FR},
        {"nl-BE,nl;q=0.9,en-US;q=0.8,en;q=0.7", TOEGANG_NL, TOEGANG_NL},
        {"en;q=0.7, fr;q=0.8", TOEGANG_FR, TOEGANG_FR},
        {"fr, en", TOEGANG_FR, TOEGANG_FR}, /* of equal ones the first */
        {"en, fr", TOEGANG_EN, TOEGANG_EN},
        {"fr, en, fr", TOEGANG_FR, TOEGANG_FR}, /* named once more is named no later */
        {"fr;q=1.000, en;q=1", TOEGANG_FR, TOEGANG_FR},
        {"fr;q=0.999,en;q=1.0", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=0.", TOEGANG_NL, TOEGANG_DE},
        {"fr;q=0.001", TOEGANG_FR, TOEGANG_FR},
        {"zh-Hant-TW, ja;q=0.9, fr;q=0.1", TOEGANG_FR, TOEGANG_FR},
        {"es, it", TOEGANG_NL, TOEGANG_DE},
        {"de-1996, de-CH-1901", TOEGANG_DE, TOEGANG_DE},
        {" \tfr\t; q=0.5 ", TOEGANG_FR, TOEGANG_FR},
        {",,fr,,", TOEGANG_FR, TOEGANG_FR},
        /* what is not wanted */
        {"fr;q=0", TOEGANG_NL, TOEGANG_DE},
        {"nl;q=0", TOEGANG_NL, TOEGANG_DE}, /* nothing else is: the host's word */
        {"nl;q=0, en;q=0.1", TOEGANG_EN, TOEGANG_EN},
        {"nl;q=0, *", TOEGANG_EN, TOEGANG_DE},
        {"nl;q=0, nl-BE;q=0.3", TOEGANG_NL, TOEGANG_NL},
        /* whatever there is */
        {"*", TOEGANG_NL, TOEGANG_DE},
        {"*;q=0", TOEGANG_NL, TOEGANG_DE},
        {"*, fr;q=0.5", TOEGANG_NL, TOEGANG_DE},
        {"fr;q=0.5, *;q=0.4", TOEGANG_FR, TOEGANG_FR},
        {"fr;q=0.5, *;q=0.5", TOEGANG_FR, TOEGANG_FR}, /* a name before the star */
        {"*;q=0.5, fr;q=0.5", TOEGANG_FR, TOEGANG_FR},
        /* not of the form */
        {"fr;q=1.0001, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=1.001, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=2, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=-1, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=.9, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=0.9999, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=0,9, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;level=1, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr;q=0.9;q=0.1, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr_BE, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr-, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"-fr, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr--be, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr-abcdefghi, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"frx, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"f, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"f-r, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {"fr en;q=0.2", TOEGANG_NL, TOEGANG_DE},
        {"fr\r\nSet-Cookie: a=b", TOEGANG_NL, TOEGANG_DE},
        {"\xff\xfe\x80, en;q=0.2", TOEGANG_EN, TOEGANG_EN},
        {";;;===,***,q=q", TOEGANG_NL, TOEGANG_DE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(accepted(rows[i].header, TOEGANG_NL), rows[i].nl, "row %zu, nl: %s", i, rows[i].header);
        cr_expect_eq(accepted(rows[i].header, TOEGANG_DE), rows[i].de, "row %zu, de: %s", i, rows[i].header);
    }
    cr_expect_eq(toegang_language_accepted("fr\0, en", 7, TOEGANG_NL), TOEGANG_EN, "a NUL is no letter");
}

/* What lies beyond the limits is not looked at, nor what is cut by one. */
Test(accepted, limits)
{
    static char header[10240];
    memset(header, ' ', sizeof header);
    memcpy(header, "fr;q=0.1,", 9);
    memcpy(header + 1019, ",en,de,", 7);
    cr_expect_eq(toegang_language_accepted(header, sizeof header, TOEGANG_NL), TOEGANG_EN,
                 "ends within 1024");
    memcpy(header + 1019, "   en;q=0,", 10);
    cr_expect_eq(toegang_language_accepted(header, sizeof header, TOEGANG_NL), TOEGANG_FR, "cut");
    cr_expect_eq(toegang_language_accepted(header, 1025, TOEGANG_NL), TOEGANG_FR, "cut");
    cr_expect_eq(toegang_language_accepted(header, 1024, TOEGANG_NL), TOEGANG_EN, "the same octets, and no more");
    memcpy(
        header,
        "xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,xx,en,fr",
        98);
    cr_expect_eq(toegang_language_accepted(header, 98, TOEGANG_DE), TOEGANG_EN, "the 32nd");
    memcpy(header + 93, "xx", 2);
    cr_expect_eq(toegang_language_accepted(header, 98, TOEGANG_DE), TOEGANG_DE, "the 33rd");
}
