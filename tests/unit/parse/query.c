/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/query.h"

/* Names and decoded values, "name=value;", or the check that fell. */
static void read_all(struct tg_span octets, char *out, size_t size)
{
    struct tg_arena arena = {0};
    struct tg_query query;
    toegang_report report = {0};
    size_t length = 0;
    out[0] = '\0';
    toegang_status status = tg_query_read(octets, &arena, &query, &report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < query.count; i++) {
        struct tg_span name = query.parameters[i].name, value = {NULL, 0};
        status = tg_parameter_value(&query.parameters[i], &arena, &value, &report);
        length += (size_t)snprintf(out + length, size - length, "%.*s=%.*s;", (int)name.length, name.at,
                                   (int)value.length, value.at ? value.at : "");
    }
    if (status != TOEGANG_GOOD) snprintf(out, size, "%s", report.check);
    tg_arena_free(&arena);
}

Test(query, rows)
{
    static const struct {
        const char *name, *query, *out;
    } rows[] = {
        {"nothing", "", ""},
        {"one", "a=1", "a=1;"},
        {"several", "a=1&b=2&c=", "a=1;b=2;c=;"},
        {"no equals sign", "a&b=2", "a=;b=2;"},
        {"equals sign in a value", "a=b=c", "a=b=c;"},
        {"empty pieces", "&&a=1&", "a=1;"},
        {"encoded", "a=%41%2b%2B%2f%3D%26", "a=A++/=&;"},
        {"encoded name", "%53AMLRequest=x", "SAMLRequest=x;"},
        {"name twice", "a=1&a=2", "query.duplicate"},
        {"name twice, encoded once", "SAMLRequest=1&SAML%52equest=2", "query.duplicate"},
        {"name twice, lower-case encoded", "SAMLResponse=1&%53AMLResponse=2", "query.duplicate"},
        {"name without value twice", "a&a", "query.duplicate"},
        {"empty name twice", "=1&=2", "query.duplicate"},
        {"case makes another name", "a=1&A=2", "a=1;A=2;"},
        {"percent at the end", "a=%", "query.encoding"},
        {"one digit", "a=%4", "query.encoding"},
        {"no digits", "a=%zz", "query.encoding"},
        {"percent twice", "a=%%41", "query.encoding"},
        {"NUL in a value", "a=x%00y", "query.encoding"},
        {"NUL in a name", "SAMLRequest%00=x", "query.encoding"},
        {"percent encoded once only", "a=%2541", "a=%41;"},
        {"plus in a value", "a=b+c", "query.plus"},
        {"plus in a name is itself", "a+b=c", "a+b=c;"},
        {"space", "a=b c", "query.character"},
        {"line feed", "a=b\n", "query.character"},
        {"fragment", "a=b#c", "query.character"},
        {"beyond ASCII", "a=\xc3\xa9", "query.character"},
        {"semicolon parts nothing", "a=1;a=2", "a=1;a=2;"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[256];
        read_all(tg_span_of(rows[i].query), out, sizeof out);
        cr_expect_str_eq(out, rows[i].out, "%s: %s", rows[i].name, out);
    }
}

Test(query, limits)
{
    size_t sizes[] = {TG_QUERY_OCTETS_MAX, TG_QUERY_OCTETS_MAX + 1};
    for (size_t i = 0; i < 2; i++) {
        char *octets = malloc(sizes[i]), check[64] = "";
        memset(octets, 'a', sizes[i]);
        struct tg_arena arena = {0};
        struct tg_query query;
        toegang_report report = {0};
        cr_expect_eq(tg_query_read((struct tg_span){octets, sizes[i]}, &arena, &query, &report),
                     i ? TOEGANG_REFUSED : TOEGANG_GOOD);
        snprintf(check, sizeof check, "%s", report.check);
        cr_expect_str_eq(check, i ? "query.size" : "");
        tg_arena_free(&arena);
        free(octets);
    }
    char many[65 * 4 + 1] = "", out[2048];
    for (int i = 0; i < 65; i++) snprintf(many + 4 * i, 5, "p%02d&", i);
    read_all((struct tg_span){many, (size_t)64 * 4}, out, sizeof out);
    cr_expect(strstr(out, "p63=;") != NULL, "%s", out);
    read_all(tg_span_of(many), out, sizeof out);
    cr_expect_str_eq(out, "query.size");
}

Test(query, the_octets_stay_as_they_came)
{
    struct tg_arena arena = {0};
    struct tg_query query;
    cr_assert_eq(tg_query_read(TG_SPAN("x=1&RelayState=a%2fb%2Fc&Sig=%3d"), &arena, &query, NULL), TOEGANG_GOOD);
    const struct tg_parameter *found = tg_query_find(&query, "RelayState");
    cr_assert_not_null(found);
    cr_expect(tg_span_is(found->whole, "RelayState=a%2fb%2Fc"));
    cr_expect(tg_span_is(found->value, "a%2fb%2Fc"));
    cr_expect_null(tg_query_find(&query, "RelayStat"));
    cr_expect_null(tg_query_find(&query, "relaystate"));
    tg_arena_free(&arena);
}

Test(query, any_octet_survives_encoding)
{
    char octets[255], query_text[1024];
    for (size_t i = 0; i < sizeof octets; i++) octets[i] = (char)(i + 1);
    struct tg_arena arena = {0};
    struct tg_query query;
    struct tg_span value;
    snprintf(query_text, sizeof query_text, "a=%s", tg_query_encode((struct tg_span){octets, sizeof octets}, &arena));
    cr_assert_eq(tg_query_read(tg_span_of(query_text), &arena, &query, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_parameter_value(&query.parameters[0], &arena, &value, NULL), TOEGANG_GOOD);
    cr_expect(tg_span_equal(value, (struct tg_span){octets, sizeof octets}));
    cr_expect_str_eq(tg_query_encode(TG_SPAN("aZ9-._~ +/="), &arena), "aZ9-._~%20%2B%2F%3D");
    tg_arena_free(&arena);
}
