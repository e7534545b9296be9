/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "assertion/claims.h"

#define RRN "85073003328"
#define MOST 12

/* name=value|value;name=value */
struct parsed {
    char text[1024];
    struct tg_span values[64];
    struct tg_claim claims[MOST];
    size_t count;
};

static void parse(const char *text, struct parsed *out)
{
    char *rest = NULL;
    size_t used = 0;
    *out = (struct parsed){0};
    snprintf(out->text, sizeof out->text, "%s", text);
    for (char *claim = strtok_r(out->text, ";", &rest); claim; claim = strtok_r(NULL, ";", &rest)) {
        char *value = strchr(claim, '=');
        *value++ = '\0';
        struct tg_claim *into = &out->claims[out->count++];
        *into = (struct tg_claim){tg_span_of(claim), &out->values[used], 0};
        for (char *bar = value; value; value = bar ? bar + 1 : NULL) {
            bar = strchr(value, '|');
            if (bar) *bar = '\0';
            out->values[used++] = tg_span_of(value);
            into->count++;
        }
    }
}

static const char *const rights[] = {"Loket", "LoketGebruiker", "subsidie-indienen", "wse", "Recht-x"};
static const toegang_claim_rule site_rules[] = {
    {"acm", "rrn", "urn:site:insz"}, {"own", "rrn", "id"},  {"own", "role", "*role*"},
    {"own", "capacity", "cap*"},     {"both", "rrn", "id"}, {"both", "legal-representative", "*_orgcode"},
    {"both", "mandator", "wv_*"}};
static const toegang_assurance_rule site_assurances[] = {
    {"acm", "urn:be:vlaanderen:authmech:itsme", TOEGANG_ASSURANCE_SUBSTANTIAL}};
static const toegang_trust_settings settings = {.size = sizeof settings,
                                                .claim_rules = site_rules,
                                                .claim_rule_count = sizeof site_rules / sizeof *site_rules,
                                                .assurance_rules = site_assurances,
                                                .assurance_rule_count = 1,
                                                .rights = rights,
                                                .right_count = sizeof rights / sizeof *rights};

static toegang_status apply(const char *map_name, const char *text, const char *class_reference,
                            toegang_identity **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_claim_map map;
    struct parsed parsed;
    parse(text, &parsed);
    cr_assert_eq(tg_claim_map_make(map_name, &settings, &arena, &map, NULL), TOEGANG_GOOD);
    *out = tg_identity_new();
    toegang_status status =
        tg_claims_apply(&map, parsed.claims, parsed.count, tg_span_of(class_reference), *out, report);
    tg_arena_free(&arena);
    return status;
}

Test(claims, what_is_refused)
{
    static const struct {
        const char *map, *claims, *check;
    } rows[] = {
        {"acm", "given_name=A", "claims.rrn.absent"},
        {"acm", "", "claims.rrn.absent"},
        {"acm", "rrn=" RRN "|" RRN, "claims.rrn.several"},
        {"acm", "rrn=" RRN ";rrn=" RRN, "claims.rrn.several"},
        {"acm", "rrn=" RRN ";urn:site:insz=" RRN, "claims.rrn.several"},
        {"acm", "rrn=85073003329", "rrn.checksum"},
        {"acm", "rrn=85.07.30-033.28", "rrn.form"},
        {"acm", "rrn= " RRN, "rrn.form"},
        {"acm", "rrn=", "rrn.length"},
        {"acm", "RRN=" RRN, "claims.rrn.absent"},
        {"acm", "egovNRN=" RRN, "claims.rrn.absent"},
        {"fas", "rrn=" RRN, "claims.rrn.absent"},
        {"acm", "rrn=" RRN ";vo_orgcode=0999999922;vo_orgcode=0999999922", "claims.several"},
        {"acm", "rrn=" RRN ";vo_orgcode=0999999922|0999999823", "claims.several"},
        {"acm", "rrn=" RRN ";vo_orgcode=0999999921", "kbo.checksum"},
        {"acm", "rrn=" RRN ";vo_orgcode=0999.999.921", "kbo.checksum"},
        {"acm", "rrn=" RRN ";acr=a;acr=a", "claims.several"},
        {"acm", "rrn=" RRN ";given_name=A;urn:be:vlaanderen:acm:voornaam=B", "claims.several"},
        {"acm", "rrn=" RRN ";vo_doelgroepcode=EA|LB", "claims.several"},
        {"acm", "rrn=85673003360", "rrn.test"},
        {"acm", "rrn=" RRN ";a_rol_3d=x:1;b_rol_3d=x:1;a_rol_3d=y:1", "claims.several"},
        {"acm", "rrn=" RRN ";wv_orgcode=0999999922;wv_orgcode=0999999922", "claims.several"},
        {"acm", "rrn=" RRN ";ssm_mandaatgever=0999999922;ssm_mandaatgever=0999999823", "claims.several"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_identity *identity;
        cr_expect_eq(apply(rows[i].map, rows[i].claims, "", &identity, &report), TOEGANG_REFUSED, "%s",
                     rows[i].claims);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].claims, report.check);
        cr_expect_null(strstr(report.came, RRN), "%s", report.came);
        toegang_identity_free(identity);
    }
}

Test(claims, fields)
{
    toegang_identity *identity;
    cr_assert_eq(apply("acm",
                       "sub=x;rrn=" RRN
                       ";vo_orgcode=0999999922;vo_doelgroepcode=EA;given_name=An;family_name=De Smet",
                       "urn:be:vlaanderen:authmech:eid", &identity, NULL),
                 TOEGANG_GOOD);
    toegang_rrn holder = toegang_identity_holder(identity);
    cr_expect_eq(memcmp(holder.digits, RRN, 11), 0);
    cr_expect_str_eq(toegang_identity_organisation(identity).value, "0999999922");
    cr_expect_eq(toegang_identity_organisation(identity).scheme, TOEGANG_SCHEME_KBO);
    cr_expect_str_eq(toegang_identity_capacity(identity), "EA");
    cr_expect_str_eq(toegang_identity_given_name(identity), "An");
    cr_expect_str_eq(toegang_identity_family_name(identity), "De Smet");
    cr_expect_str_eq(toegang_identity_authentication(identity), "urn:be:vlaanderen:authmech:eid");
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_HIGH);
    toegang_identity_free(identity);
}

Test(claims, organisation_codes)
{
    static const struct {
        const char *code;
        toegang_scheme scheme;
    } rows[] = {{"0999999922", TOEGANG_SCHEME_KBO}, {"OVO002949", TOEGANG_SCHEME_OVO},
                {"V0001001", TOEGANG_SCHEME_VCODE}, {"44021", TOEGANG_SCHEME_NIS},
                {"128934", TOEGANG_SCHEME_NONE},    {"", TOEGANG_SCHEME_NONE},
                {"BAKKERIJ", TOEGANG_SCHEME_NONE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_organisation organisation = {{0}, TOEGANG_SCHEME_KBO};
        cr_expect_eq(tg_claims_organisation(tg_span_of(rows[i].code), &organisation, NULL), TOEGANG_GOOD);
        cr_expect_eq(organisation.scheme, rows[i].scheme, "%s", rows[i].code);
    }
}

/* Expected values: the table of authentication means of the access management (eIDAS column). */
Test(claims, assurance_is_the_weaker_of_what_is_stated)
{
    static const struct {
        const char *map, *acr, *class_reference;
        toegang_assurance assurance;
    } rows[] = {
        {"acm", NULL, "urn:be:vlaanderen:authmech:eid", TOEGANG_ASSURANCE_HIGH},
        {"acm", NULL, "urn:be:vlaanderen:authmech:csamtotp", TOEGANG_ASSURANCE_SUBSTANTIAL},
        {"acm", NULL, "urn:be:vlaanderen:authmech:csampassword", TOEGANG_ASSURANCE_LOW},
        {"acm", NULL, "urn:be:vlaanderen:authmech:password", TOEGANG_ASSURANCE_NONE},
        {"acm", NULL, "urn:be:vlaanderen:authmech:kerberos", TOEGANG_ASSURANCE_NONE},
        {"acm", NULL, "urn:be:vlaanderen:authmech:EID", TOEGANG_ASSURANCE_NONE},
        {"acm", NULL, "urn:be:vlaanderen:authmech:eid ", TOEGANG_ASSURANCE_NONE},
        {"acm", NULL, "urn:be:vlaanderen:authmech:itsme",
         TOEGANG_ASSURANCE_SUBSTANTIAL}, /* the site's own row */
        {"acm", NULL, "", TOEGANG_ASSURANCE_NONE},
        {"acm", "urn:be:vlaanderen:authmech:eid", "", TOEGANG_ASSURANCE_HIGH},
        {"acm", "urn:be:vlaanderen:authmech:csamsms", "urn:be:vlaanderen:authmech:eid",
         TOEGANG_ASSURANCE_SUBSTANTIAL},
        {"acm", "urn:be:vlaanderen:authmech:eid", "urn:be:vlaanderen:authmech:csamsms",
         TOEGANG_ASSURANCE_SUBSTANTIAL},
        {"acm", "unknown", "urn:be:vlaanderen:authmech:eid", TOEGANG_ASSURANCE_NONE},
        {"acm", "", "urn:be:vlaanderen:authmech:eid", TOEGANG_ASSURANCE_NONE},
        {"acm", "urn:be:vlaanderen:authmech:eid", "unknown", TOEGANG_ASSURANCE_NONE},
        {"fas", NULL, "urn:be:fedict:iam:fas:Level500", TOEGANG_ASSURANCE_HIGH},
        {"fas", NULL, "urn:be:fedict:iam:fas:citizen:Level450", TOEGANG_ASSURANCE_HIGH},
        {"fas", NULL, "urn:be:fedict:iam:fas:enterprise:Level400", TOEGANG_ASSURANCE_SUBSTANTIAL},
        {"fas", NULL, "urn:be:fedict:iam:fas:citizen:Level300", TOEGANG_ASSURANCE_LOW},
        {"fas", NULL, "urn:be:fedict:iam:fas:citizen:eid", TOEGANG_ASSURANCE_HIGH},
        {"fas", NULL, "urn:be:fedict:iam:fas:citizen:token", TOEGANG_ASSURANCE_NONE},
        {"fas", NULL, "urn:be:vlaanderen:authmech:eid", TOEGANG_ASSURANCE_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char claims[256];
        toegang_identity *identity;
        snprintf(claims, sizeof claims, "%s=" RRN "%s%s", strcmp(rows[i].map, "fas") == 0 ? "egovNRN" : "rrn",
                 rows[i].acr ? ";acr=" : "", rows[i].acr ? rows[i].acr : "");
        cr_assert_eq(apply(rows[i].map, claims, rows[i].class_reference, &identity, NULL), TOEGANG_GOOD);
        cr_expect_eq(toegang_identity_assurance(identity), rows[i].assurance, "row %zu %s", i,
                     rows[i].class_reference);
        toegang_identity_free(identity);
    }
}

Test(claims, roles)
{
    static const struct {
        const char *claims;
        const char *roles; /* right|context|scheme|organisation|registered, separated by spaces */
    } rows[] = {
        {"a_rol_3d=LoketGebruiker:0999999922", "LoketGebruiker||kbo|0999999922|1"},
        {"a_rol_3D=LoketGebruiker-ctx-2:0999999922", "LoketGebruiker|ctx-2|kbo|0999999922|1"},
        {"a_rol_2d=subsidie-indienen:OVO002949", "subsidie-indienen||ovo|OVO002949|1"},
        {"dv_wegenregister=Recht-x-y:V0001001", "Recht-x|y|vcode|V0001001|1"},
        {"a_rol_3d=Recht-xy:0999999922", "Recht-xy||kbo|0999999922|0"},
        {"a_rol_3d=Loket-a:b:0999999922", "Loket|a:b|kbo|0999999922|1"},
        {"a_rol_3d=loketgebruiker:0999999922", "loketgebruiker||kbo|0999999922|0"},
        {"a_rol_3d=XLoket:0999999922", "XLoket||kbo|0999999922|0"},
        {"a_rol_3d=orafin", "orafin||-||0"},
        {"a_rol_3d=Loket-ctx", "Loket|ctx|-||1"},
        {"a_rol_3d=Loket:", "Loket||-||1"},
        {"a_rol_3d=Loket:0999999921", "Loket||-||1"},
        {"a_rol_3d=Loket:xLoket", "Loket||-||1"},
        {"a_rol_3d=LoketGebruiker:0999999922, OVO002949,0999999823",
         "LoketGebruiker||kbo|0999999922|1 LoketGebruiker||ovo|OVO002949|1 LoketGebruiker||kbo|0999999823|1"},
        {"a_rol_3d=wse:0999999922|Loket:0999999823", "wse||kbo|0999999922|1 Loket||kbo|0999999823|1"},
        {"dv_wegenregister=orafin", "orafin||-||0"},
        {"a_rol_3d=subsidie-indienen-50042:0999999922", "subsidie-indienen|50042|kbo|0999999922|1"},
        {"a_rol_3d=Loket-a,b:0999999922", "Loket|a,b|kbo|0999999922|1"},
        {"a_rol_3d=Loket:0999999922,", "Loket||kbo|0999999922|1"},
        {"a_rol_3d=Loket:44021", "Loket||nis|44021|1"},
        {"a_rol_3d=Loket:" RRN, "Loket||-||1"},
        {"vo_email=a@example.com:OVO002949", ""},
        {"a_rol_4d=wse:0999999922", ""},
        {"rol_3d=wse:0999999922", ""},
        {"x_rol_3dx=wse:0999999922", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char claims[256], all[512] = "";
        toegang_identity *identity;
        snprintf(claims, sizeof claims, "rrn=" RRN ";%s", rows[i].claims);
        cr_assert_eq(apply("acm", claims, "", &identity, NULL), TOEGANG_GOOD);
        for (size_t j = 0; j < toegang_identity_roles(identity); j++) {
            const toegang_role *role = toegang_identity_role(identity, j);
            const char *scheme = toegang_scheme_name((toegang_scheme)role->organisation.scheme);
            snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s|%s|%s|%s|%d", j ? " " : "",
                     role->right, role->context, scheme ? scheme : "-", role->organisation.value,
                     role->registered);
        }
        cr_expect_str_eq(all, rows[i].roles, "%s", rows[i].claims);
        toegang_identity_free(identity);
    }
}

/* domain.md 1.3: the scopes wettelijkvertegenwoordiger and ssm_mandaat. Kind 1 is representation, 2 a
 * mandate. */
Test(claims, stated_representation)
{
    static const struct {
        const char *claims;
        const char *stated; /* kind|claim|value|scheme|organisation, separated by spaces */
    } rows[] = {
        {"wv_orgcode=0999999922", "1|wv_orgcode|0999999922|kbo|0999999922"},
        {"wv_orgcode=0999.999.922", "1|wv_orgcode|0999.999.922|kbo|0999999922"},
        {"wv_orgcode=0999999922|OVO002949",
         "1|wv_orgcode|0999999922|kbo|0999999922 1|wv_orgcode|OVO002949|ovo|OVO002949"},
        {"wv_orgcode=0999999922,V0001001,",
         "1|wv_orgcode|0999999922|kbo|0999999922 1|wv_orgcode|V0001001|vcode|V0001001"},
        {"wv_orgcode=44021", "1|wv_orgcode|44021|nis|44021"},
        {"wv_orgcode=0999999921", "1|wv_orgcode|0999999921|-|"},
        {"wv_orgcode=BAKKERIJ", "1|wv_orgcode|BAKKERIJ|-|"},
        {"wv_orgcode=", ""},
        {"wv_orgcode= , ,", ""},
        {"ssm_mandaatgever=0999999823", "2|ssm_mandaatgever|0999999823|kbo|0999999823"},
        {"ssm_mandaatgever=" RRN, "2|ssm_mandaatgever|850730*****|-|"},
        {"ssm_mandaatgever=85.07.30-033.28", "2|ssm_mandaatgever|85.07.30-***.**|-|"},
        {"ssm_mandaatgever=0999999823;wv_orgcode=0999999922",
         "2|ssm_mandaatgever|0999999823|kbo|0999999823 1|wv_orgcode|0999999922|kbo|0999999922"},
        {"WV_orgcode=0999999922", ""},
        {"vo_orgcode=0999999922", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char claims[256], all[512] = "";
        toegang_identity *identity;
        snprintf(claims, sizeof claims, "rrn=" RRN ";%s", rows[i].claims);
        cr_assert_eq(apply("acm", claims, "", &identity, NULL), TOEGANG_GOOD);
        for (size_t j = 0; j < toegang_identity_stated_count(identity); j++) {
            const toegang_stated *stated = toegang_identity_stated(identity, j);
            const char *scheme = toegang_scheme_name((toegang_scheme)stated->organisation.scheme);
            snprintf(all + strlen(all), sizeof all - strlen(all), "%s%d|%s|%s|%s|%s", j ? " " : "",
                     (int)stated->kind, stated->claim, stated->value, scheme ? scheme : "-",
                     stated->organisation.value);
        }
        cr_expect_str_eq(all, rows[i].stated, "%s: %s", rows[i].claims, all);
        cr_expect_null(toegang_identity_stated(identity, toegang_identity_stated_count(identity)));
        toegang_identity_free(identity);
    }
}

Test(claims, a_map_of_the_site)
{
    toegang_identity *identity;
    cr_assert_eq(apply("own", "id=" RRN ";capacity=LB;my-roles=Loket:0999999922", "", &identity, NULL),
                 TOEGANG_GOOD);
    cr_expect_str_eq(toegang_identity_capacity(identity), "LB");
    cr_expect_eq(toegang_identity_roles(identity), 1);
    toegang_identity_free(identity);
}

Test(claims, at_most_256_roles)
{
    char list[2048] = "Loket:", *at = list + 6;
    struct tg_arena arena = {0};
    struct tg_claim_map map;
    cr_assert_eq(tg_claim_map_make("acm", &settings, &arena, &map, NULL), TOEGANG_GOOD);
    for (int commas = 255; commas <= 256; commas++) {
        memset(at, ',', (size_t)commas);
        at[commas] = 'x';
        struct tg_span values[2] = {TG_SPAN(RRN), {list, 6 + (size_t)commas + 1}};
        struct tg_claim claims[2] = {{TG_SPAN("rrn"), &values[0], 1}, {TG_SPAN("a_rol_3d"), &values[1], 1}};
        toegang_report report = {0};
        toegang_identity *identity = tg_identity_new();
        toegang_status status = tg_claims_apply(&map, claims, 2, TG_SPAN(""), identity, &report);
        cr_expect_eq(status, commas == 255 ? TOEGANG_GOOD : TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, commas == 255 ? "" : "claims.roles");
        toegang_identity_free(identity);
    }
    tg_arena_free(&arena);
}

/* One claim may fill both fields: then each of its values is stated twice. */
Test(claims, a_claim_of_two_fields)
{
    const size_t values = 48;
    char text[1024] = "id=" RRN ";wv_orgcode=0999999922";
    for (size_t i = 1; i < values; i++) strcat(text, "|0999999823");
    toegang_identity *identity;
    cr_assert_eq(apply("both", text, "", &identity, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_identity_stated_count(identity), 2 * values);
    for (size_t i = 0; i < 2 * values; i++) {
        const toegang_stated *stated = toegang_identity_stated(identity, i);
        cr_expect_eq(stated->kind, i < values ? TOEGANG_STATED_LEGAL_REPRESENTATIVE : TOEGANG_STATED_MANDATE);
        cr_expect_str_eq(stated->claim, "wv_orgcode", "%zu: %s", i, stated->claim);
        cr_expect_str_eq(stated->value, i % values == 0 ? "0999999922" : "0999999823", "%zu", i);
    }
    toegang_identity_free(identity);
}

Test(claims, at_most_256_organisations_stated)
{
    char list[1024] = "";
    struct tg_arena arena = {0};
    struct tg_claim_map map;
    cr_assert_eq(tg_claim_map_make("acm", &settings, &arena, &map, NULL), TOEGANG_GOOD);
    for (int many = 256; many <= 257; many++) {
        for (int i = 0; i < many; i++) memcpy(list + 2 * i, "x,", 2);
        struct tg_span values[2] = {TG_SPAN(RRN), {list, 2 * (size_t)many}};
        struct tg_claim claims[2] = {{TG_SPAN("rrn"), &values[0], 1}, {TG_SPAN("wv_orgcode"), &values[1], 1}};
        toegang_report report = {0};
        toegang_identity *identity = tg_identity_new();
        toegang_status status = tg_claims_apply(&map, claims, 2, TG_SPAN(""), identity, &report);
        cr_expect_eq(status, many == 256 ? TOEGANG_GOOD : TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, many == 256 ? "" : "claims.stated");
        toegang_identity_free(identity);
    }
    tg_arena_free(&arena);
}

Test(claims, maps_that_are_wrong)
{
    static const toegang_claim_rule bad[] = {{"acm", "rnn", "x"},  {"acm", "rrn", ""}, {"acm", "rrn", "*"},
                                             {"acm", "rrn", NULL}, {"", "rrn", "x"},   {"acm", NULL, "x"}};
    static const toegang_assurance_rule bad_assurance[] = {{"acm", "", TOEGANG_ASSURANCE_LOW},
                                                           {"acm", "x", (toegang_assurance)4}};
    static const char *const bad_right[] = {""};
    struct tg_arena arena = {0};
    struct tg_claim_map map;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        toegang_report report = {0};
        toegang_trust_settings wrong = {.claim_rules = &bad[i], .claim_rule_count = 1};
        cr_expect_eq(tg_claim_map_make("acm", &wrong, &arena, &map, &report), TOEGANG_CONFIGURATION,
                     "row %zu", i);
        cr_expect_str_eq(report.check, "trust.claims.rule", "row %zu", i);
    }
    for (size_t i = 0; i < 2; i++) {
        toegang_report report = {0};
        toegang_trust_settings wrong = {.assurance_rules = &bad_assurance[i], .assurance_rule_count = 1};
        cr_expect_eq(tg_claim_map_make("acm", &wrong, &arena, &map, &report), TOEGANG_CONFIGURATION);
        cr_expect_str_eq(report.check, "trust.assurance.rule");
    }
    toegang_report report = {0}, unknown = {0};
    toegang_trust_settings wrong = {.rights = bad_right, .right_count = 1}, none = {0};
    cr_expect_eq(tg_claim_map_make("acm", &wrong, &arena, &map, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "trust.right");
    cr_expect_eq(tg_claim_map_make("Acm", &none, &arena, &map, &unknown), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(unknown.check, "trust.claims.map");
    tg_arena_free(&arena);
}
