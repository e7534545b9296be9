/* SPDX-License-Identifier: Apache-2.0 */
/* What the application and the error page are told, TOEGANG_*; and that nobody else can tell it. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_cookies.h>

#include "mod_toegang.h"

static const char *const names[] = {"TOEGANG_OUTCOME", "TOEGANG_CHECK",     "TOEGANG_REASON",
                                    "TOEGANG_REMEDY",  "TOEGANG_AS",        "TOEGANG_ORGANISATION",
                                    "TOEGANG_HANDLE",  "TOEGANG_ASSURANCE", "TOEGANG_LANGUAGE"};

/* ---- the language ---- */

/* Chosen on a page, else what the browser asks, else what the server says. */
toegang_language tg_language(request_rec *r)
{
    const struct tg_place *place = tg_place_of(r);
    toegang_language language = place->language >= 0 ? (toegang_language)place->language : TOEGANG_NL;
    const char *chosen = NULL, *asked = apr_table_get(r->headers_in, "Accept-Language");
    ap_cookie_read(r, TG_LANGUAGE_COOKIE, &chosen, 0);
    if (chosen && toegang_language_parse(chosen, &language, NULL) == TOEGANG_GOOD) return language;
    return toegang_language_accepted(asked, asked ? strlen(asked) : 0, language);
}

/* ---- what is told ---- */

typedef size_t writer(const toegang_decision *decision, toegang_language language, char *out, size_t size);

/* In one line: a value of the environment may end in a header. */
static const char *written(request_rec *r, writer *write, const toegang_decision *decision)
{
    toegang_language language = tg_language(r);
    size_t size = write(decision, language, NULL, 0) + 1;
    char *text = apr_palloc(r->pool, size);
    write(decision, language, text, size);
    for (char *at = text; *at; at++)
        if (apr_iscntrl(*at)) *at = ' ';
    return text;
}

static void put(request_rec *r, apr_table_t *told, const char *name, const char *value)
{
    apr_table_setn(told, name, apr_pstrdup(r->pool, value));
}

static void put_person(request_rec *r, apr_table_t *told, const toegang_identity *identity)
{
    const char *person = tg_person(r, identity);
    if (*person == '~') put(r, told, "TOEGANG_HANDLE", person);
    put(r, told, "TOEGANG_ASSURANCE", toegang_assurance_name(toegang_identity_assurance(identity)));
}

static void put_organisation(request_rec *r, apr_table_t *told, const toegang_organisation *organisation)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, key);
    if (*key) put(r, told, "TOEGANG_ORGANISATION", key);
}

apr_table_t *tg_told(request_rec *r, const toegang_decision *decision, const toegang_identity *identity,
                     const toegang_organisation *organisation)
{
    apr_table_t *told = apr_table_make(r->pool, (int)(sizeof names / sizeof *names));
    put(r, told, "TOEGANG_OUTCOME", toegang_outcome_name(toegang_decision_outcome(decision)));
    put(r, told, "TOEGANG_CHECK", toegang_decision_check(decision));
    put(r, told, "TOEGANG_LANGUAGE", toegang_language_name(tg_language(r)));
    apr_table_setn(told, "TOEGANG_REMEDY", written(r, toegang_decision_remedy, decision));
    put(r, told, "TOEGANG_AS", toegang_decision_as(decision));
    /* Files and servers of the host are no visitor's business. */
    if (toegang_decision_outcome(decision) != TOEGANG_OUTCOME_INDETERMINATE)
        apr_table_setn(told, "TOEGANG_REASON", written(r, toegang_decision_reason, decision));
    if (identity) put_person(r, told, identity);
    put_organisation(r, told, organisation);
    return told;
}

void tg_tell(request_rec *r, const apr_table_t *told)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = apr_table_get(told, names[i]);
        apr_table_unset(r->subprocess_env, names[i]);
        if (value) apr_table_setn(r->subprocess_env, names[i], value);
    }
}

/* Also where nothing is asked: an application speaks one language, at its counters and around them. */
static int tell_language(request_rec *r)
{
    if (tg_all(r->server))
        apr_table_setn(r->subprocess_env, "TOEGANG_LANGUAGE", toegang_language_name(tg_language(r)));
    return DECLINED;
}

/* ---- nobody else ---- */

/* Whether a program behind the server could take it for one of ours: any sign may become an underscore. */
static bool looks_like(const char *header, const char *prefix)
{
    for (; *prefix; header++, prefix++) {
        char sign = apr_isalnum(*header) ? (char)apr_toupper(*header) : '_';
        if (!*header || sign != *prefix) return false;
    }
    return true;
}

static int collect(void *found, const char *name, const char *value)
{
    (void)value;
    if (looks_like(name, "TOEGANG_") || looks_like(name, "X_TOEGANG_"))
        APR_ARRAY_PUSH((apr_array_header_t *)found, const char *) = name;
    return 1;
}

static int clean(request_rec *r)
{
    apr_array_header_t *found = apr_array_make(r->pool, 0, sizeof(const char *));
    apr_table_do(collect, found, r->headers_in, NULL);
    for (int i = 0; i < found->nelts; i++)
        apr_table_unset(r->headers_in, APR_ARRAY_IDX(found, i, const char *));
    return DECLINED;
}

void tg_environment_register(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_post_read_request(clean, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_fixups(tell_language, NULL, NULL, APR_HOOK_FIRST);
}
