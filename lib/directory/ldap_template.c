/* SPDX-License-Identifier: Apache-2.0 */
#include "ldap_template.h"

#include <string.h>

#include "base/utf8.h"

static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:/@";

void tg_ldap_escape(struct tg_text *out, struct tg_span value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (value.at[i] != '\0' && strchr(safe, value.at[i]))
            tg_text_add_char(out, value.at[i]);
        else
            tg_text_addf(out, "\\%02x", (unsigned)(unsigned char)value.at[i]);
    }
}

/* ---- parameters: each writes its value, or says that the question names none ---- */

typedef bool parameter_writer(const toegang_directory_question *question, struct tg_text *out);

static bool write_holder(const toegang_directory_question *question, struct tg_text *out)
{
    if (question->holder.kind == TOEGANG_RRN_NONE) return false;
    tg_ldap_escape(out, (struct tg_span){question->holder.digits, sizeof question->holder.digits});
    return true;
}

static bool write_organisation_value(const toegang_directory_question *question, struct tg_text *out)
{
    const toegang_organisation *organisation = &question->organisation;
    if (organisation->scheme == TOEGANG_SCHEME_NONE) return false;
    tg_ldap_escape(
        out, (struct tg_span){organisation->value, strnlen(organisation->value, sizeof organisation->value)});
    return true;
}

static bool write_organisation(const toegang_directory_question *question, struct tg_text *out)
{
    if (question->organisation.scheme == TOEGANG_SCHEME_NONE) return false;
    tg_ldap_escape(out, tg_span_of(toegang_scheme_name((toegang_scheme)question->organisation.scheme)));
    tg_ldap_escape(out, TG_SPAN(":"));
    return write_organisation_value(question, out);
}

static bool write_eloket(const toegang_directory_question *question, struct tg_text *out)
{
    if (!question->eloket) return false;
    tg_ldap_escape(out, tg_span_of(question->eloket));
    return true;
}

static bool write_register(const toegang_directory_question *question, struct tg_text *out)
{
    tg_ldap_escape(out, tg_span_of(toegang_register_name(question->reg)));
    return true;
}

static const struct parameter {
    const char *name;
    parameter_writer *write;
} parameters[] = {
    {"{holder}", write_holder},
    {"{organisation}", write_organisation},
    {"{organisation-value}", write_organisation_value},
    {"{eloket}", write_eloket},
    {"{register}", write_register},
};
#define PARAMETERS (sizeof parameters / sizeof *parameters)

static const struct parameter *find_parameter(struct tg_span text)
{
    for (size_t i = 0; i < PARAMETERS; i++)
        if (tg_span_starts(text, parameters[i].name)) return &parameters[i];
    return NULL;
}

/* ---- is it a template? ---- */

#define EXPECTED_FILTER "a filter as in RFC 4515"
#define EXPECTED_PARAMETER "a parameter that is known, in a value"
#define EXPECTED_PLACE "no parameter below a !"

static bool is_hex(char octet)
{
    return octet != '\0' && strchr("0123456789abcdefABCDEF", octet);
}

static bool is_escape(struct tg_span text)
{
    return text.length >= 3 && is_hex(text.at[1]) && is_hex(text.at[2]);
}

/* What stands after the "=". */
static const char *value_wrong(struct tg_span value, bool *has_parameter)
{
    for (size_t i = 0; i < value.length; i++) {
        struct tg_span rest = tg_span_from(value, i);
        if (value.at[i] == '\\' && !is_escape(rest)) return EXPECTED_FILTER;
        if (value.at[i] == '}') return EXPECTED_PARAMETER;
        if (value.at[i] != '{') continue;
        const struct parameter *parameter = find_parameter(rest);
        if (!parameter) return EXPECTED_PARAMETER;
        i += strlen(parameter->name) - 1;
        *has_parameter = true;
    }
    return NULL;
}

static const char *item_wrong(struct tg_span item, bool below_not)
{
    size_t equals = tg_span_find(item, '=');
    bool has_parameter = false;
    if (equals == 0 || equals == item.length || tg_span_find(item, '(') < item.length) return EXPECTED_FILTER;
    if (tg_span_find(item, '{') < equals) return EXPECTED_PARAMETER;
    const char *wrong = value_wrong(tg_span_from(item, equals + 1), &has_parameter);
    return !wrong && has_parameter && below_not ? EXPECTED_PLACE : wrong;
}

/* The item that begins here, up to its parenthesis; one without it is as long as the rest. */
static struct tg_span item_at(const char *at)
{
    struct tg_span rest = tg_span_of(at);
    return tg_span_until(rest, tg_span_find(rest, ')'));
}

static bool is_operator(char octet)
{
    return octet == '&' || octet == '|' || octet == '!';
}

/* Parentheses that are open, and from which on a "!" stands above. */
struct nesting {
    unsigned depth, not_from; /* not_from 0: none */
};

static bool begin(struct nesting *nesting, char operator)
{
    nesting->depth++;
    if (operator== '!' && !nesting->not_from) nesting->not_from = nesting->depth;
    return nesting->depth <= TG_LDAP_DEPTH_MAX;
}

static bool end(struct nesting *nesting)
{
    if (nesting->depth == 0) return false;
    if (nesting->not_from == nesting->depth) nesting->not_from = 0;
    nesting->depth--;
    return true;
}

const char *tg_ldap_template_wrong(const char *filter)
{
    struct nesting nesting = {0, 0};
    struct tg_span all = {filter, strnlen(filter, TG_LDAP_FILTER_MAX + 1)};
    if (all.length == 0 || all.length > TG_LDAP_FILTER_MAX || !tg_utf8_valid(all)) return EXPECTED_FILTER;
    for (const char *at = filter; *at; at++) {
        if (at > filter && nesting.depth == 0) return EXPECTED_FILTER; /* a second one behind the first */
        if (*at == ')' && end(&nesting)) continue;
        if (*at != '(') return EXPECTED_FILTER;
        if (!begin(&nesting, at[1])) return EXPECTED_FILTER;
        if (is_operator(at[1])) {
            at++;
            continue;
        }
        struct tg_span item = item_at(at + 1);
        const char *wrong = item_wrong(item, nesting.not_from > 0);
        if (wrong) return wrong;
        at += item.length;
    }
    return nesting.depth == 0 ? NULL : EXPECTED_FILTER;
}

/* ---- writing it ---- */

/* False when the question names no value for one of its parameters. */
static bool write_item(struct tg_text *out, struct tg_span item, const toegang_directory_question *question)
{
    for (size_t i = 0; i < item.length; i++) {
        const struct parameter *parameter = item.at[i] == '{' ? find_parameter(tg_span_from(item, i)) : NULL;
        if (!parameter) {
            tg_text_add_char(out, item.at[i]);
            continue;
        }
        if (!parameter->write(question, out)) return false;
        i += strlen(parameter->name) - 1;
    }
    return true;
}

void tg_ldap_template_write(struct tg_text *out, const char *filter,
                            const toegang_directory_question *question)
{
    for (const char *at = filter; *at; at++) {
        struct tg_text before = *out;
        tg_text_add_char(out, *at);
        if (*at != '(' || is_operator(at[1])) continue;
        struct tg_span item = item_at(at + 1);
        if (!write_item(out, item, question)) {
            *out = before; /* what was begun is written over */
            tg_text_add(out, "(objectClass=*");
        }
        at += item.length;
    }
}
