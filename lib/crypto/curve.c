/* SPDX-License-Identifier: Apache-2.0 */
#include "openssl.h"

/* RFC 7518 section 6.2.1.1, RFC 8037 section 2; libcrypto's names of the groups. */
static const struct {
    const char *name, *group;
    size_t octets;
} curves[] = {
    [TG_P256] = {"P-256", "prime256v1", 32},
    [TG_P384] = {"P-384", "secp384r1", 48},
    [TG_P521] = {"P-521", "secp521r1", 66},
    [TG_ED25519] = {"Ed25519", "ED25519", 32},
};
#define CURVES ((int)(sizeof curves / sizeof *curves))

enum tg_curve tg_curve_of_name(struct tg_span name)
{
    for (int curve = TG_P256; curve < CURVES; curve++)
        if (tg_span_is(name, curves[curve].name)) return (enum tg_curve)curve;
    return TG_CURVE_NONE;
}

enum tg_curve tg_curve_of_group(const char *group)
{
    for (int curve = TG_P256; curve < CURVES; curve++)
        if (strcmp(group, curves[curve].group) == 0) return (enum tg_curve)curve;
    return TG_CURVE_NONE;
}

static bool is_curve(enum tg_curve curve)
{
    return (int)curve > TG_CURVE_NONE && (int)curve < CURVES;
}

size_t tg_curve_octets(enum tg_curve curve)
{
    return is_curve(curve) ? curves[curve].octets : 0;
}

const char *tg_curve_group(enum tg_curve curve)
{
    return is_curve(curve) ? curves[curve].group : "";
}
