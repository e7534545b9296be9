/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/check_jose.h"
#include "jwk.h"

#define OPERATIONS_MAX 16 /* RFC 7517 section 4.3 has 8 */

static enum tg_use use_of_operation(struct tg_span operation)
{
    static const struct {
        const char *name;
        enum tg_use use;
    } operations[] = {{"sign", TG_USE_SIGNATURE},       {"verify", TG_USE_SIGNATURE},
                      {"encrypt", TG_USE_ENCRYPTION},   {"decrypt", TG_USE_ENCRYPTION},
                      {"wrapKey", TG_USE_ENCRYPTION},   {"unwrapKey", TG_USE_ENCRYPTION},
                      {"deriveKey", TG_USE_ENCRYPTION}, {"deriveBits", TG_USE_ENCRYPTION}};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (tg_span_is(operation, operations[i].name)) return operations[i].use;
    return TG_USE_OTHER;
}

static toegang_status read_use(const struct tg_json *jwk, enum tg_use *out, toegang_report *report)
{
    struct tg_span use;
    toegang_status status = tg_jwk_text(jwk, "use", &use, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_json_get(jwk, "use"))
        *out = TG_USE_ANY;
    else if (tg_span_is(use, "sig"))
        *out = TG_USE_SIGNATURE;
    else
        *out = tg_span_is(use, "enc") ? TG_USE_ENCRYPTION : TG_USE_OTHER;
    return TOEGANG_GOOD;
}

static bool stands_before(const struct tg_json *list, const struct tg_json *operation)
{
    for (const struct tg_json *other = list->first; other != operation; other = other->next)
        if (tg_span_equal(other->text, operation->text)) return true;
    return false;
}

static toegang_status check_operations(const struct tg_json *list, toegang_report *report)
{
    if (list->kind != TG_JSON_ARRAY || list->count > OPERATIONS_MAX)
        return tg_jwk_refuse(list, CHECK_JWKS_MEMBER, "an array of at most 16 texts", TG_SPAN("key_ops"),
                             report);
    for (const struct tg_json *operation = list->first; operation; operation = operation->next) {
        if (operation->kind != TG_JSON_STRING)
            return tg_jwk_refuse(operation, CHECK_JWKS_MEMBER, "a text", TG_SPAN("key_ops"), report);
        if (stands_before(list, operation))
            return tg_jwk_refuse(operation, CHECK_JWKS_USE, "each operation once", operation->text, report);
    }
    return TOEGANG_GOOD;
}

/* One key for one purpose (RFC 7517 section 4.3): operations of two, or of another than use says, refuse it.
 */
static toegang_status check_agreement(const struct tg_json *list, enum tg_use *use, toegang_report *report)
{
    for (const struct tg_json *operation = list->first; operation; operation = operation->next) {
        enum tg_use of = use_of_operation(operation->text);
        if (*use == TG_USE_ANY) *use = of;
        if (of != *use)
            return tg_jwk_refuse(operation, CHECK_JWKS_USE, "use and key_ops for one purpose",
                                 operation->text, report);
    }
    return TOEGANG_GOOD;
}

static bool holds_one_of(const struct tg_json *list, const char *const *operations)
{
    for (const struct tg_json *operation = list->first; operation; operation = operation->next)
        for (size_t i = 0; operations[i]; i++)
            if (tg_span_is(operation->text, operations[i])) return true;
    return false;
}

toegang_status tg_jwk_use(const struct tg_json *jwk, const char *const *operations, enum tg_use *out,
                          toegang_report *report)
{
    const struct tg_json *list = tg_json_get(jwk, "key_ops");
    toegang_status status = read_use(jwk, out, report);
    if (status != TOEGANG_GOOD || !list) return status;
    status = check_operations(list, report);
    if (status == TOEGANG_GOOD) status = check_agreement(list, out, report);
    if (status == TOEGANG_GOOD && !holds_one_of(list, operations)) *out = TG_USE_OTHER;
    return status;
}
