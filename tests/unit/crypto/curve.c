/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "figures.h"
#include "fixture.h"

TestSuite(curve, .init = fixture_begin, .fini = fixture_end);

Test(curve, table_is_closed)
{
    static const struct {
        const char *name;
        enum tg_curve curve;
        size_t octets;
    } rows[] = {
        {"P-256", TG_P256, 32},           {"P-384", TG_P384, 48},       {"P-521", TG_P521, 66},
        {"Ed25519", TG_ED25519, 32},      {"", TG_CURVE_NONE, 0},       {"p-256", TG_CURVE_NONE, 0},
        {"P-256 ", TG_CURVE_NONE, 0},     {"P-192", TG_CURVE_NONE, 0},  {"P-224", TG_CURVE_NONE, 0},
        {"secp256k1", TG_CURVE_NONE, 0},  {"X25519", TG_CURVE_NONE, 0}, {"Ed448", TG_CURVE_NONE, 0},
        {"prime256v1", TG_CURVE_NONE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum tg_curve curve = tg_curve_of_name(tg_span_of(rows[i].name));
        cr_expect_eq(curve, rows[i].curve, "%s", rows[i].name);
        cr_expect_eq(tg_curve_octets(curve), rows[i].octets, "%s", rows[i].name);
    }
    cr_expect_eq(tg_curve_octets((enum tg_curve)5), 0);
}
