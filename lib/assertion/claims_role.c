/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Role claims: "Right-context:organisation". Right, context and organisation may each hold a '-', so the
 * organisation is what follows the last ':', and the right is the longest registered one that is followed by
 * '-' or the end.
 */
#include "assertion/claims.h"

#include <string.h>

#include "assertion/check_saml.h"
#include "base/report.h"

static bool names_right(struct tg_span head, struct tg_span right)
{
    if (head.length < right.length || memcmp(head.at, right.at, right.length) != 0) return false;
    return head.length == right.length || head.at[right.length] == '-';
}

static const struct tg_span *longest_right(const struct tg_claim_map *map, struct tg_span head)
{
    const struct tg_span *best = NULL;
    for (size_t i = 0; i < map->right_count; i++)
        if (names_right(head, map->rights[i]) && (!best || map->rights[i].length > best->length))
            best = &map->rights[i];
    return best;
}

static bool is_enterprise_form(struct tg_span code)
{
    size_t digits = 0;
    for (size_t i = 0; i < code.length; i++) {
        bool digit = code.at[i] >= '0' && code.at[i] <= '9';
        if (!digit && code.at[i] != '.') return false;
        digits += digit;
    }
    return digits == 10;
}

/* A NIS code is five digits and stands in an assertion without its scheme; no other key of ours has that
 * form. */
static toegang_status read_bare(struct tg_span code, toegang_organisation *out, toegang_report *report)
{
    char nis[16] = "nis:";
    bool digits = code.length == 5;
    for (size_t i = 0; digits && i < code.length; i++) digits = code.at[i] >= '0' && code.at[i] <= '9';
    if (!digits) return toegang_organisation_parse(code.at, code.length, out, report);
    memcpy(nis + 4, code.at, code.length);
    return toegang_organisation_parse(nis, 4 + code.length, out, report);
}

toegang_status tg_claims_organisation(struct tg_span code, toegang_organisation *out, toegang_report *report)
{
    toegang_organisation read = {0};
    toegang_report why = {0};
    toegang_status status = code.length > 0 ? read_bare(code, &read, &why) : TOEGANG_GOOD;
    if (status != TOEGANG_GOOD && is_enterprise_form(code))
        return tg_report(report, status, why.check, why.expected, code);
    /* What is none of our keys (an institution of education, a code of the access management's own) is no
     * organisation to us. */
    if (status != TOEGANG_GOOD) read = (toegang_organisation){0};
    *out = read;
    return TOEGANG_GOOD;
}

struct role_text {
    const char *claim, *value, *right, *context;
    int registered;
};

static bool read_head(const struct tg_claim_map *map, struct tg_span head, toegang_identity *identity,
                      struct role_text *out)
{
    const struct tg_span *right = longest_right(map, head);
    struct tg_span context = right ? tg_span_from(head, right->length + 1) : (struct tg_span){NULL, 0};
    out->right = tg_arena_text(&identity->arena, right ? *right : head);
    out->context = tg_arena_text(&identity->arena, context);
    out->registered = right != NULL;
    return out->right && out->context;
}

static toegang_status add_role(const struct role_text *text, struct tg_span code, toegang_identity *identity,
                               toegang_report *report)
{
    toegang_organisation organisation = {0};
    if (identity->role_count == TG_CLAIMS_ROLES_MAX)
        return tg_refuse(report, CHECK_CLAIMS_ROLES, "at most 256 roles", TG_SPAN("more"));
    /* A role for an enterprise number with a fault is a role in no organisation; sign-in goes on. */
    if (tg_claims_organisation(code, &organisation, NULL) != TOEGANG_GOOD)
        organisation = (toegang_organisation){0};
    identity->roles[identity->role_count++] = (toegang_role){.claim = text->claim,
                                                             .value = text->value,
                                                             .right = text->right,
                                                             .context = text->context,
                                                             .organisation = organisation,
                                                             .registered = text->registered};
    return TOEGANG_GOOD;
}

/* "OrgX, OrgY": a sign-in on the level of the target group names several. */
static toegang_status add_each(const struct role_text *text, struct tg_span list, toegang_identity *identity,
                               toegang_report *report)
{
    do {
        size_t comma = tg_span_find(list, ',');
        toegang_status status = add_role(text, tg_span_trim(tg_span_until(list, comma)), identity, report);
        if (status != TOEGANG_GOOD) return status;
        list = tg_span_from(list, comma + 1);
    } while (list.length > 0);
    return TOEGANG_GOOD;
}

toegang_status tg_claims_add_roles(const struct tg_claim_map *map, const char *claim, struct tg_span value,
                                   toegang_identity *identity, toegang_report *report)
{
    size_t colon = tg_span_find_last(value, ':');
    struct role_text text = {.claim = claim, .value = tg_arena_text(&identity->arena, value)};
    if (!text.value || !read_head(map, tg_span_until(value, colon), identity, &text))
        return tg_no_memory(report);
    return add_each(&text, tg_span_from(value, colon + 1), identity, report);
}
