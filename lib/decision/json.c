/* SPDX-License-Identifier: Apache-2.0 */
/* AuthZEN 1.0 evaluation response: one line, keys in a fixed order, national numbers masked. */
#include "decision/json_member.h"
#include "decision/say.h"

/* The same text in every language, as said by that function. */
typedef void say(struct tg_text *text, const toegang_decision *decision, toegang_language language);

static void add_said(struct tg_text *text, const toegang_decision *decision, say *sentence)
{
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
        char said[2 * TG_SENTENCE_MAX];
        struct tg_text written = tg_text_of(said, sizeof said);
        sentence(&written, decision, (toegang_language)language);
        tg_text_addf(text, "%s\"%s\":", language > 0 ? "," : "{", tg_language_codes[language]);
        tg_text_add_json(text, tg_span_of(said));
    }
    tg_text_add_char(text, '}');
}

static const char *action_name(enum tg_action_kind action)
{
    switch (action) {
    case TG_ACTION_SIGN_IN_AGAIN:
        return "sign-in-again";
    case TG_ACTION_STRONGER_KEY:
        return "sign-in-stronger";
    case TG_ACTION_CHOOSE_CAPACITY:
        return "choose-capacity";
    case TG_ACTION_LIFT_SUSPENSION:
        return "lift-suspension";
    case TG_ACTION_APPOINT_HTB:
        return "appoint-htb";
    case TG_ACTION_REGISTER_FUNCTION:
        return "register-function";
    case TG_ACTION_GRANT_RIGHT:
        return "grant-right";
    case TG_ACTION_RENEW_RIGHT:
        return "renew-right";
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        return "sign-in-with-mandate";
    case TG_ACTION_TRY_LATER:
        break;
    }
    return "try-later";
}

static void add_right_action(struct tg_text *text, const toegang_decision *decision)
{
    bool oneself = decision->organisation.scheme == TOEGANG_SCHEME_NONE;
    tg_text_addf(text, ",\"who\":%s", oneself ? "[\"register\"]" : "[\"legal-representative\",\"htb\"]");
    tg_member(text, "where", toegang_register_name(decision->policy.reg));
    tg_member(text, "eloket", decision->policy.eloket);
    tg_member(text, "right", decision->right);
    tg_member(text, "context", decision->context);
    tg_text_addf(text, ",\"context_required\":%s", decision->policy.context_required ? "true" : "false");
    tg_member_organisation(text, "organisation", &decision->organisation);
}

static void add_role_action(struct tg_text *text, const toegang_decision *decision, const char *who,
                            const char *where)
{
    tg_text_addf(text, ",\"who\":[\"%s\"],\"where\":\"%s\"", who, where);
    tg_member_organisation(text, "organisation", &decision->organisation);
}

static void add_capacities(struct tg_text *text, const struct tg_policy *policy)
{
    tg_text_add(text, ",\"capacities\":[");
    for (size_t i = 0; i < policy->capacity_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        tg_member_value(text, policy->capacities[i]);
    }
    tg_text_add_char(text, ']');
}

static void add_action(struct tg_text *text, const toegang_decision *decision, enum tg_action_kind action)
{
    tg_text_addf(text, "{\"action\":\"%s\"", action_name(action));
    switch (action) {
    case TG_ACTION_STRONGER_KEY:
        tg_member(text, "assurance", toegang_assurance_name(decision->policy.assurance));
        break;
    case TG_ACTION_CHOOSE_CAPACITY:
        add_capacities(text, &decision->policy);
        break;
    case TG_ACTION_LIFT_SUSPENSION:
        tg_member(text, "where", toegang_register_name(decision->policy.reg));
        break;
    case TG_ACTION_APPOINT_HTB:
        add_role_action(text, decision, "legal-representative", "btb");
        break;
    case TG_ACTION_REGISTER_FUNCTION:
        add_role_action(text, decision, "organisation", "kbo");
        break;
    case TG_ACTION_GRANT_RIGHT:
    case TG_ACTION_RENEW_RIGHT:
        add_right_action(text, decision);
        break;
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        tg_member_organisation(text, "organisation", &decision->organisation);
        break;
    case TG_ACTION_SIGN_IN_AGAIN:
    case TG_ACTION_TRY_LATER:
        break;
    }
    tg_text_add_char(text, '}');
}

/* The target group is mandatory in ACM's link: that of the sign-in, else the first of the policy. */
static const char *target_group(const toegang_decision *decision)
{
    if (decision->identity->capacity && decision->identity->capacity[0]) return decision->identity->capacity;
    if (decision->policy.capacity_count > 0) return decision->policy.capacities[0];
    return decision->organisation.scheme == TOEGANG_SCHEME_NONE ? "BUR" : "EA";
}

static bool asks_right(const toegang_decision *decision)
{
    for (size_t i = 0; i < decision->action_count; i++)
        if (decision->actions[i] == TG_ACTION_GRANT_RIGHT || decision->actions[i] == TG_ACTION_RENEW_RIGHT)
            return true;
    return false;
}

static void add_self_registration(struct tg_text *text, const toegang_decision *decision)
{
    if (!decision->policy.self_registration || !asks_right(decision)) return;
    tg_text_add(text, ",\"self_registration\":{\"base\":");
    tg_member_value(text, decision->policy.self_registration);
    tg_member(text, "dg", target_group(decision));
    tg_member(text, "ec", decision->right);
    tg_member(text, "ctx", decision->context);
    tg_member(text, "oc", decision->organisation.value);
    tg_text_add_char(text, '}');
}

static void add_remedy(struct tg_text *text, const toegang_decision *decision)
{
    tg_text_add(text, ",\"remedy\":");
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_add(text, "{\"text\":");
    add_said(text, decision, tg_say_remedy);
    tg_text_add(text, ",\"actions\":[");
    for (size_t i = 0; i < decision->action_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        add_action(text, decision, decision->actions[i]);
    }
    tg_text_add_char(text, ']');
    add_self_registration(text, decision);
    tg_text_add_char(text, '}');
}

static const char *origin_name(toegang_origin origin)
{
    switch (origin) {
    case TOEGANG_ORIGIN_SAML:
        return "saml";
    case TOEGANG_ORIGIN_JWT:
        return "jwt";
    case TOEGANG_ORIGIN_HOST:
        break;
    }
    return "host";
}

static void add_identity(struct tg_text *text, const struct tg_shown_identity *identity)
{
    tg_text_add(text, ",\"identity\":");
    if (!identity) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_addf(text, "{\"origin\":\"%s\"", origin_name(identity->origin));
    tg_member_holder(text, "holder", &identity->holder);
    tg_member(text, "issuer", identity->issuer);
    tg_member(text, "authentication", identity->authentication);
    tg_member(text, "assurance", toegang_assurance_name(identity->assurance));
    tg_member(text, "capacity", identity->capacity);
    tg_member_organisation(text, "organisation", &identity->organisation);
    tg_member_time(text, "authenticated_at", identity->authenticated_at);
    tg_member_time(text, "until", identity->until);
    tg_text_add_char(text, '}');
}

/* What nothing bounds holds to the last instant that can be written. A refusal is not to be kept: null. */
static void add_valid_through(struct tg_text *text, const toegang_decision *decision)
{
    if (decision->valid_through == TOEGANG_NEVER)
        tg_member(text, "valid_through", "9999-12-31T23:59:59Z");
    else
        tg_member_time(text, "valid_through", decision->valid_through);
}

static void add_policy(struct tg_text *text, const toegang_decision *decision)
{
    const struct tg_policy *policy = &decision->policy;
    tg_text_add(text, ",\"policy\":");
    if (decision->why) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_add(text, "{\"eloket\":");
    tg_member_value(text, policy->eloket);
    tg_member(text, "source", policy->source);
    tg_member(text, "legal-representative", tg_way_name(policy->legal_representative));
    tg_member(text, "htb", tg_way_name(policy->htb));
    tg_member(text, "mandate", tg_way_name(policy->mandate));
    tg_member(text, "others", tg_way_name(policy->others));
    tg_member(text, "self", tg_way_name(policy->self));
    tg_member(text, "right", decision->right);
    tg_member(text, "register", toegang_register_name(policy->reg));
    tg_member(text, "asserted", tg_asserted_names[policy->asserted]);
    tg_member(text, "assurance", toegang_assurance_name(policy->assurance));
    tg_text_add_char(text, '}');
}

size_t toegang_decision_json(const toegang_decision *decision, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    bool permit = decision->outcome == TOEGANG_OUTCOME_PERMIT;
    tg_text_addf(&text, "{\"decision\":%s,\"context\":{\"outcome\":\"%s\"", permit ? "true" : "false",
                 toegang_outcome_name(decision->outcome));
    tg_member(&text, "check", decision->check);
    tg_text_add(&text, ",\"reason\":");
    add_said(&text, decision, tg_say_reason);
    add_remedy(&text, decision);
    tg_json_evidence(&text, decision);
    add_identity(&text, decision->identity);
    add_valid_through(&text, decision);
    add_policy(&text, decision);
    tg_text_add(&text, "}}");
    return text.length;
}
