/* SPDX-License-Identifier: Apache-2.0 */
/* Who it is: the identity of a bearer token, or what the server says of whom another module signed in. */
#include <apr_lib.h>
#include <apr_strings.h>

#include "mod_toegang.h"

/* ---- on the server's word ---- */

static toegang_assurance assurance_of(const struct tg_place *place, const char *stated)
{
    toegang_assurance named = TOEGANG_ASSURANCE_NONE;
    for (int i = 0; i < place->levels->nelts; i++) {
        const struct tg_level *level = &APR_ARRAY_IDX(place->levels, i, struct tg_level);
        if (strcmp(level->name, stated) == 0) return level->assurance;
    }
    /* Where names are listed only these count. */
    if (place->levels->nelts == 0) (void)toegang_assurance_named(stated, strlen(stated), &named);
    return named;
}

/* What is said of his sign-in beside his number. */
static toegang_status state(request_rec *r, toegang_statement *out, toegang_report *report)
{
    const struct tg_place *place = tg_place_of(r);
    const char *assurance = NULL;
    toegang_status status = TOEGANG_GOOD;
    if (place->assurance) status = tg_value(r, place->assurance, &assurance, report);
    if (assurance && status == TOEGANG_GOOD) out->assurance = assurance_of(place, assurance);
    if (place->capacity && status == TOEGANG_GOOD)
        status = tg_value(r, place->capacity, &out->capacity, report);
    return status;
}

static toegang_status attest(request_rec *r, const char *number, toegang_identity **out,
                             toegang_report *report)
{
    toegang_statement statement = {.size = sizeof statement, .authenticated_by = r->ap_auth_type};
    unsigned options = TOEGANG_RRN_DIGITS_ONLY;
    if (toegang_allows_test_numbers(tg_all(r->server))) options |= TOEGANG_RRN_ALLOW_TEST;
    toegang_status status = toegang_rrn_parse(number, strlen(number), options, &statement.holder, report);
    if (status == TOEGANG_GOOD) status = state(r, &statement, report);
    if (status == TOEGANG_GOOD) status = toegang_identity_attest(&statement, out, report);
    explicit_bzero(&statement.holder, sizeof statement.holder);
    return status;
}

static apr_status_t forget(void *identity)
{
    toegang_identity_free(identity);
    return APR_SUCCESS;
}

void tg_know(request_rec *r, toegang_identity *identity, const struct tg_place *place)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    apr_pool_cleanup_register(r->pool, identity, forget, apr_pool_cleanup_null);
    visitor->identity = identity;
    visitor->place = place;
}

/* Somebody signed in, since r->user is there: that the expression gives no number is a refusal of its own. */
static toegang_status name(request_rec *r, toegang_identity **out, toegang_report *report)
{
    const struct tg_place *place = tg_place_of(r);
    const char *number = NULL;
    if (!place->holder) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "toegang: no ToegangHolder says who signed in here");
        return tg_fault(report, TOEGANG_MISUSE, "library.misuse");
    }
    toegang_status status = tg_value(r, place->holder, &number, report);
    if (status != TOEGANG_GOOD) return status;
    return *number ? attest(r, number, out, report) : tg_fault(report, TOEGANG_REFUSED, "claims.rrn.absent");
}

/* Once for a request and a place: afterwards r->user, which an expression may read, is masked. */
toegang_status tg_who(request_rec *r, const toegang_identity **out, toegang_report *report)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    const struct tg_place *place = tg_place_of(r);
    toegang_identity *identity = NULL;
    toegang_status status = TOEGANG_GOOD;
    if (!visitor->identity || (visitor->place && visitor->place != place)) {
        status = name(r, &identity, report);
        if (status == TOEGANG_GOOD) tg_know(r, identity, place);
    }
    if (status == TOEGANG_GOOD) *out = visitor->identity;
    return status;
}

/* ---- shown ---- */

char *tg_person(request_rec *r, const toegang_identity *identity)
{
    toegang_rrn holder = toegang_identity_holder(identity);
    uint8_t key[32];
    char text[TOEGANG_HANDLE_MAX];
    if (!toegang_handle_key(tg_all(r->server), key) ||
        toegang_handle_seal(key, &holder, text, NULL) != TOEGANG_GOOD)
        toegang_rrn_mask(&holder, text);
    explicit_bzero(key, sizeof key);
    explicit_bzero(&holder, sizeof holder);
    return apr_pstrdup(r->pool, text);
}

static char *digits_of(apr_pool_t *pool, const char *text)
{
    char *digits = apr_pstrdup(pool, text), *end = digits;
    for (const char *at = text; *at; at++)
        if (apr_isdigit(*at)) *end++ = *at;
    memset(end, 0, strlen(end));
    return digits;
}

/* r->user is written in logs: its digits, whatever stands between them, must not be the national number. */
void tg_mask_user(request_rec *r, const toegang_identity *identity)
{
    toegang_rrn holder = {.kind = TOEGANG_RRN_NONE};
    if (!r->user) return;
    if (identity) holder = toegang_identity_holder(identity);
    char *digits = digits_of(r->pool, r->user);
    size_t length = strlen(digits);
    bool shown = identity ? memmem(digits, length, holder.digits, sizeof holder.digits) != NULL
                          : length >= sizeof holder.digits;
    if (shown) r->user = identity ? tg_person(r, identity) : apr_pstrdup(r->pool, TG_SOMEBODY);
    explicit_bzero(digits, length);
    explicit_bzero(&holder, sizeof holder);
}
