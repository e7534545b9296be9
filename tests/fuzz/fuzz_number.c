/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every reader of numbers over any octets. What is read comes back from its printed form, is never what was
 * refused, and its mask holds no digit after the birth date.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <toegang/number.h>

#include "harness.h"

static void check_mask(const toegang_rrn *rrn)
{
    char mask[16];
    toegang_rrn_mask(rrn, mask);
    demand(strlen(mask) == 15 && strspn(mask + 9, "*.") == 6);
    demand(memcmp(mask, rrn->digits, 2) == 0);
}

static void try_rrn(const char *text, size_t size, unsigned options)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE}, back = {.kind = TOEGANG_RRN_NONE};
    toegang_report report = {0};
    char shown[16];
    toegang_status status = toegang_rrn_parse(text, size, options, &rrn, &report);
    check_report(status, &report);
    demand((status == TOEGANG_GOOD) == (rrn.kind != TOEGANG_RRN_NONE));
    if (status != TOEGANG_GOOD) return;
    toegang_rrn_format(&rrn, shown);
    demand(toegang_rrn_parse(shown, strlen(shown), options & ~(unsigned)TOEGANG_RRN_DIGITS_ONLY, &back,
                             NULL) == TOEGANG_GOOD);
    demand(toegang_rrn_equal(&rrn, &back));
    demand(rrn.kind != TOEGANG_RRN_TEST || (options & TOEGANG_RRN_ALLOW_TEST));
    demand(!toegang_rrn_born_after(&rrn, TOEGANG_NEVER / 2));
    check_mask(&rrn);
}

static void check_organisation(const toegang_organisation *organisation)
{
    toegang_organisation back = {.scheme = TOEGANG_SCHEME_NONE};
    char shown[24], key[64];
    toegang_organisation_format(organisation, shown);
    int length =
        snprintf(key, sizeof key, "%s:%s", toegang_scheme_name((toegang_scheme)organisation->scheme), shown);
    demand(toegang_organisation_parse(key, (size_t)length, &back, NULL) == TOEGANG_GOOD);
    demand(toegang_organisation_equal(organisation, &back));
}

typedef toegang_status parser(const char *, size_t, toegang_organisation *, toegang_report *);

static void try_organisation(parser *parse, const char *text, size_t size)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_report report = {0};
    toegang_status status = parse(text, size, &organisation, &report);
    check_report(status, &report);
    demand((status == TOEGANG_GOOD) == (organisation.scheme != TOEGANG_SCHEME_NONE));
    if (status == TOEGANG_GOOD) check_organisation(&organisation);
}

/* Structs of any content may be shown, masked and compared. */
static void try_garbage(const uint8_t *data, size_t size)
{
    toegang_rrn rrn;
    toegang_organisation organisation;
    char out[24];
    if (size < sizeof rrn || size < sizeof organisation) return;
    memcpy(&rrn, data, sizeof rrn);
    memcpy(&organisation, data, sizeof organisation);
    toegang_rrn_format(&rrn, out);
    toegang_rrn_mask(&rrn, out);
    (void)toegang_rrn_born_after(&rrn, 0);
    toegang_organisation_format(&organisation, out);
    demand(memchr(out, '\0', sizeof out) != NULL);
    demand(toegang_organisation_equal(&organisation, &organisation) ==
           (organisation.scheme != TOEGANG_SCHEME_NONE));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    for (unsigned options = 0; options < 4; options++) try_rrn(text, size, options);
    try_organisation(toegang_kbo_parse, text, size);
    try_organisation(toegang_establishment_parse, text, size);
    try_organisation(toegang_organisation_parse, text, size);
    try_garbage(data, size);
    return 0;
}
