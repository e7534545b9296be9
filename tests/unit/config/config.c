/* SPDX-License-Identifier: Apache-2.0 */
/* Every mistake in a configuration has its check and its place; all are told at once. */
#include "folder.h"

#include "forge.h"
#include "forge_token.h"
#include "internal.h"

TestSuite(config, .init = folder_make, .fini = folder_remove);

/* A configuration that opens; the rows below each break it in one way. */
#define SAML \
    "trust:\n" \
    "  - entity-id: https://idp.example/saml\n" \
    "    metadata: idp.xml\n" \
    "    audience: https://eloket.example/saml\n" \
    "    recipient: https://eloket.example/saml/acs\n"

#define TOKENS \
    "trust:\n" \
    "  - issuer: https://op.example\n" \
    "    jwks: jwks.json\n" \
    "    algorithms: [RS256, ES256]\n" \
    "    audience: e-loket\n"

#define HEX "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"
struct row {
    const char *text;
    const char *check; /* of the first problem; "" for none */
    unsigned line, column;
    const char *expected; /* NULL: whatever */
    size_t count;         /* problems */
};

static const struct row rows[] = {
    {"e-lokets: {a: {}}\n", "", 0, 0, NULL, 0},
    {"directories: {kbo: \"yaml:kbo.yaml\"}\n", "", 0, 0, NULL, 0},
    {"test-numbers: allow\n", "", 0, 0, NULL, 0},
    {SAML, "", 0, 0, NULL, 0},
    {SAML "    claims: fas\n    skew: 300\n    algorithms: [RS256, PS512]\n", "", 0, 0, NULL, 0},
    {SAML "    skew: 5m\n", "", 0, 0, NULL, 0},
    {SAML "    claims: own\nclaims: {own: {rrn: [a, b], roles: c, legal-representative: d, mandator: [e], "
          "levels: {\"urn:x\": high}}}\n",
     "", 0, 0, NULL, 0},
    {"claims: {acm: {levels: {\"urn:x\": low}}}\n", "", 0, 0, NULL, 0},
    {"e-lokets:\n  a.B-c_9:\n    legal-representative: automatic\n    htb: never\n    others: with-right\n   "
     " self: automatic\n"
     "    right: r\n    rights: [q, r]\n    register: rollenbeheer\n    assurance: substantial\n    "
     "capacity: [EA, LB]\n"
     "    functions: [10002, \"90001\", 00001]\n    context: required\n    grantor-loss: grace 90d\n    "
     "company-chain: 8\n"
     "    staleness: {kbo: 24h, btb: 3600}\n    self-registration: https://a.example/\n",
     "", 0, 0, NULL, 0},

    /* the file as a whole */
    {"", "config.empty", 1, 1, NULL, 1},
    {"# nothing\n", "config.empty", 1, 1, NULL, 1},
    {"- a\n", "config.kind", 1, 1, "keys with values", 1},
    {"e-lokets: {a: {}}\ne-lokets: {b: {}}\n", "yaml.duplicate", 2, 1, NULL, 1},
    {"e-lokets: {a: &x {}}\n", "yaml.anchor", 1, 15, NULL, 1},
    {"e-loket: {a: {}}\n", "config.key.unknown", 1, 1, "e-lokets", 1},
    {"zzz: 1\n", "config.key.unknown", 1, 1, "trust, directories, e-lokets, claims, handles, replay, audit, authzen, test-numbers",
     1},
    {"test-numbers: yes\n", "config.value", 1, 15, "refuse, allow", 1},

    /* e-counters */
    {"e-lokets: [a]\n", "config.kind", 1, 11, "keys with values", 1},
    {"e-lokets: {a: automatic}\n", "config.kind", 1, 15, "keys with values", 1},
    {"e-lokets: {\"a b\": {}}\n", "config.eloket", 1, 12, NULL, 1},
    {"e-lokets: {a/b: {}}\n", "config.eloket", 1, 12, NULL, 1},
    {"e-lokets:\n  aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaa: {}\n", "config.eloket",
     2, 3, NULL, 1},
    {"e-lokets:\n  a: {legal-representatve: automatic}\n", "config.key.unknown", 2, 7, "legal-representative",
     1},
    {"e-lokets:\n  a: {htb: automatisch}\n", "config.value", 2, 12, "automatic", 1},
    {"e-lokets:\n  a: {htb: [never]}\n", "config.kind", 2, 12, "one value", 1},
    {"e-lokets:\n  a: {mandate: automatic, asserted: either}\n", "", 0, 0, NULL, 0},
    {"e-lokets:\n  a: {mandate: always}\n", "config.value", 2, 16, "never, with-right, automatic", 1},
    {"e-lokets:\n  a: {asserted: eithr}\n", "config.value", 2, 17, "either", 1},
    {"e-lokets:\n  a: {asserted: automatic}\n", "config.value", 2, 17, "never, register, either", 1},
    {"e-lokets:\n  a: {self: Automatic}\n", "config.value", 2, 13, "automatic", 1},
    {"e-lokets:\n  a: {assurance: hihg}\n", "config.value", 2, 18, "none, low, substantial, high", 1},
    {"e-lokets:\n  a: {assurance: higg}\n", "config.value", 2, 18, "high", 1},
    {"e-lokets:\n  a: {register: kbo}\n", "config.value", 2, 17, "gebruikersbeheer, rollenbeheer", 1},
    {"e-lokets:\n  a: {right: \"\"}\n", "config.value", 2, 14, NULL, 1},
    {"e-lokets:\n  a: {rights: []}\n", "config.empty", 2, 15, NULL, 1},
    {"e-lokets:\n  a: {functions: [10002, 1002]}\n", "config.value", 2, 26, "00000 .. 99999", 1},
    {"e-lokets:\n  a: {functions: [1000a]}\n", "config.value", 2, 19, "00000 .. 99999", 1},
    {"e-lokets:\n  a: {capacity: [EA, [LB]]}\n", "config.kind", 2, 22, "one value", 1},
    {"e-lokets:\n  a: {context: must}\n", "config.value", 2, 16, "optional, required", 1},
    {"e-lokets:\n  a: {grantor-loss: suspend}\n  b: {grantor-loss: keep}\n", "", 0, 0, NULL, 0},
    {"e-lokets:\n  a: {grantor-loss: grace}\n", "config.value", 2, 21, NULL, 1},
    {"e-lokets:\n  a: {grantor-loss: grace 0d}\n", "config.value", 2, 21, NULL, 1},
    {"e-lokets:\n  a: {company-chain: 9}\n", "config.value", 2, 22, "0 .. 8", 1},
    {"e-lokets:\n  a: {company-chain: -1}\n", "config.value", 2, 22, "0 .. 8", 1},
    {"e-lokets:\n  a: {company-chain: 1 }\n", "", 0, 0, NULL, 0},
    {"e-lokets:\n  a: {staleness: {kob: 1h}}\n", "config.key.unknown", 2, 19, NULL, 1},
    {"e-lokets:\n  a: {staleness: 1w}\n", "config.value", 2, 18, NULL, 1},
    {"e-lokets:\n  a: {staleness: 0}\n", "config.value", 2, 18, NULL, 1},
    {"e-lokets:\n  a: {self-registration: \"http://a\"}\n", "config.value", 2, 26, "https://…", 1},
    {"e-lokets:\n  a: {legal-representative: never, htb: never, others: never}\n", "config.policy.closed", 2,
     3, NULL, 1},
    {"e-lokets:\n  a: {legal-representative: never, htb: never, others: never, self: with-right}\n", "", 0, 0,
     NULL, 0},

    /* trust */
    {"trust: []\n", "config.empty", 1, 8, NULL, 1},
    {"trust: {}\n", "config.kind", 1, 8, "a list", 1},
    {"trust: [a]\n", "config.kind", 1, 9, "keys with values", 1},
    {"trust:\n  - entity-id: a\n", "config.key.missing", 2, 5, NULL, 3},
    {SAML "    skew: 301\n", "config.value", 6, 11, "0 .. 300", 1},
    {SAML "    skew: -1\n", "config.value", 6, 11, "0 .. 300", 1},
    {SAML "    skew: 6m\n", "config.value", 6, 11, "0 .. 300", 1},
    {SAML "    algorithms: [RS256, HS256]\n", "config.value", 6, 25, "RS256", 1},
    {SAML "    algorithms: EdDSA\n", "config.value", 6, 17, NULL, 1},
    {SAML "    algorithms: ES384\n", "trust.algorithm", 3, 15, NULL, 1},
    {SAML "    algorithms: RS1\n", "config.value", 6, 17, NULL, 1},
    {SAML "    claims: acn\n", "config.trust.claims", 6, 13, "acm", 1},
    {SAML "    signed: no\n", "config.key.unknown", 6, 5, NULL, 1},
    {SAML
     "  - entity-id: https://idp.example/saml\n    metadata: idp.xml\n    audience: a\n    recipient: b\n",
     "config.trust.duplicate", 6, 16, NULL, 1},
    {"trust:\n  - issuer: https://op.example\n    jwks: jwks.json\n", "config.key.missing", 2, 5, "algorithms", 2},
    {"trust:\n  - {jwks: jwks.json}\n", "config.key.missing", 2, 5, "issuer", 3},
    {TOKENS, "", 0, 0, NULL, 0},
    {TOKENS "    claims: fas\n    skew: 5m\n    max-lifetime: 31d\n    typ: application/jwt\n    refresh: 30s\n"
            "    asserts: [rights, legal-representative, mandate]\n    decryption-keys: own.pem\n"
            "    encryption: required\n",
     "", 0, 0, NULL, 0},
    {TOKENS "    asserts: mandate\n    decryption-keys: [own.pem, own.pem]\n", "", 0, 0, NULL, 0},
    {TOKENS "  - entity-id: https://idp.example/saml\n    metadata: idp.xml\n    audience: a\n    recipient: b\n", "", 0,
     0, NULL, 0},
    {TOKENS "    secret: own.pem\n", "config.trust.keys", 6, 5, "jwks or secret", 1},
    {TOKENS "    jwks-uri: https://op.example/keys\n", "config.key.unknown", 6, 5, NULL, 1},
    {TOKENS "    asserts: right\n", "config.value", 6, 14, "rights", 1},
    {TOKENS "    asserts: [mandate, [rights]]\n", "config.kind", 6, 24, "one value", 1},
    {TOKENS "    encryption: yes\n", "config.value", 6, 17, "allowed, required", 1},
    {TOKENS "    max-lifetime: 32d\n", "config.value", 6, 19, "1 .. 2678400", 1},
    {TOKENS "    refresh: 29s\n", "config.value", 6, 14, "30 .. 86400", 1},
    {TOKENS "    algorithms: []\n", "yaml.duplicate", 6, 5, NULL, 1},
    {TOKENS "    decryption-keys: open.pem\n", "config.key-file", 6, 22, "readable by its owner and group only (0640)", 1},
    {TOKENS "    decryption-keys: absent.pem\n", "file.absent", 6, 22, NULL, 1},
    {TOKENS "    decryption-keys: jwks.json\n", "config.key-file", 6, 22, NULL, 1},
    {TOKENS "    decryption-keys: secret.txt\n", "json.literal", 3, 11, NULL, 1},
    {TOKENS "  - issuer: https://op.example\n    jwks: jwks.json\n    algorithms: RS256\n    audience: a\n",
     "config.trust.duplicate", 6, 13, NULL, 1},
    {TOKENS "  - entity-id: https://op.example\n    metadata: idp.xml\n    audience: a\n    recipient: b\n",
     "config.trust.duplicate", 6, 16, NULL, 2},
    {"trust:\n  - issuer: a\n    jwks: toegang.yaml\n    algorithms: RS256\n    audience: b\n", "json.literal", 3, 11,
     NULL, 1},
    {"trust:\n  - issuer: a\n    jwks: ftp://op.example/keys\n    algorithms: RS256\n    audience: b\n", "config.value", 3,
     11, "a file, or https://…", 1},
    {"trust:\n  - issuer: a\n    jwks: http://op.example/keys\n    algorithms: RS256\n    audience: b\n", "config.value", 3,
     11, "a file, or https://…", 1},
    {"trust:\n  - issuer: a\n    jwks: http://127.0.0.1.example/keys\n    algorithms: RS256\n    audience: b\n",
     "config.value", 3, 11, "a file, or https://…", 1},
    {"trust:\n  - issuer: a\n    jwks: https://op.example/keys\n    authorities: ca.pem\n    algorithms: RS256\n"
     "    audience: b\n",
     "", 0, 0, NULL, 0},
    {"trust:\n  - issuer: a\n    jwks: http://127.0.0.1:1/keys\n    algorithms: RS256\n    audience: b\n", "", 0, 0, NULL, 0},
    {"trust:\n  - issuer: a\n    secret: secret.txt\n    algorithms: HS256\n    audience: b\n", "", 0, 0, NULL, 0},
    {"trust:\n  - issuer: a\n    secret: secret.txt\n    algorithms: RS256\n    audience: b\n", "trust.algorithm", 2, 5,
     NULL, 1},
    {"trust:\n  - issuer: a\n    secret: open.pem\n    algorithms: HS256\n    audience: b\n", "config.key-file", 3, 13, NULL,
     1},
    {TOKENS "    typ: \"\"\n", "config.value", 6, 10, NULL, 1},

    /* where it is noted that an assertion was used */
    {"replay: memory\n", "", 0, 0, NULL, 0},
    {"replay: \"sqlite:\"\n", "config.replay", 1, 9, "memory, sqlite:FILE, postgresql://…", 1},
    {"replay: none\n", "config.replay", 1, 9, NULL, 1},
    {"replay: [memory]\n", "config.kind", 1, 9, "one value", 1},
    {"replay: \"\"\n", "config.value", 1, 9, NULL, 1},
    {"trust:\n  - entity-id: a\n    metadata: absent.xml\n    audience: b\n    recipient: c\n", "file.absent",
     3, 15, NULL, 1},
    {"trust:\n  - entity-id: a\n    metadata: .\n    audience: b\n    recipient: c\n", "file.kind", 3, 15,
     NULL, 1},
    {"trust:\n  - entity-id: a\n    metadata: toegang.yaml\n    audience: b\n    recipient: c\n", "xml.root",
     3, 15, NULL, 1},
    {"claims: {own: {capacity: a}}\n", "config.key.missing", 1, 10, "rrn", 1},
    {"claims: {own: {rrn: a, levels: {b: hoog}}}\n", "config.value", 1, 36, NULL, 1},
    {"claims: {own: {rrn: a, rol: b}}\n", "config.key.unknown", 1, 24, NULL, 1},

    /* directories and handles */
    {"directories: {kbo: \"x400:/x.db\"}\n", "config.directory.adapter", 1, 20, NULL, 1},
    {"directories: {kbo: \"yaml:\"}\n", "config.directory.adapter", 1, 20, NULL, 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 500ms}}\n", "", 0, 0, NULL, 0},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 61s}}\n", "config.value", 1, 56, "1ms .. 60s", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 0ms}}\n", "config.value", 1, 56, "1ms .. 60s", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: ms}}\n", "config.value", 1, 56, "1ms .. 60s", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", chache: {}}}\n", "config.key.unknown", 1, 46, "cache", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", query: x}}\n", "config.key.unknown", 1, 46, NULL, 1},
    {"directories: {kbo: {patience: 2s}}\n", "config.directory.source", 1, 20, "source, first or union", 1},
    {"directories: {kbo: {source: \"yaml:a\", first: [\"yaml:b\", \"yaml:c\"]}}\n", "config.directory.source", 1, 20,
     "source, first or union", 1},
    {"directories: {kbo: {first: [\"yaml:b\"]}}\n", "config.limit", 1, 28, NULL, 1},
    {"directories: {kbo: {union: [\"yaml:b\", {source: \"yaml:c\", patiense: 1s}]}}\n", "config.key.unknown", 1, 58,
     "patience", 1},
    {"directories: {kbo: {union: [\"yaml:b\", {first: [\"yaml:b\", {union: [\"yaml:b\", {first: [\"yaml:b\", "
     "{first: [\"yaml:b\", \"yaml:c\"]}]}]}]}]}}\n",
     "config.limit", 1, 104, NULL, 1},
    {"directories: {kbb: \"yaml:kbo.yaml\"}\n", "config.key.unknown", 1, 15, "kbo", 1},
    {"directories: [kbo]\n", "config.kind", 1, 14, NULL, 1},
    {"handles: {key: absent}\n", "file.absent", 1, 16, NULL, 1},
    {"handles: {}\n", "config.key.missing", 1, 1, "key", 1},
    {"handles: {key: toegang.yaml}\n", "config.handles.key", 1, 16, NULL, 2},
    {"audit: {key: secret.hex}\n", "", 0, 0, NULL, 0},
    {"audit: {file: audit.log, key: secret.hex, decisions: yes}\n", "", 0, 0, NULL, 0},
    {"audit: {}\n", "config.key.missing", 1, 1, "key", 1},
    {"audit: audit.log\n", "config.kind", 1, 8, NULL, 1},
    {"audit: {file: audit.log, key: absent}\n", "file.absent", 1, 31, NULL, 1},
    {"audit: {file: audit.log, key: secret.txt}\n", "config.audit.key", 1, 31, "64 hexadecimal digits", 1},
    {"audit: {file: audit.log, key: open.hex}\n", "config.audit.key", 1, 31, "readable by its owner only (0600)", 1},
    {"audit: {key: secret.hex, decisions: yes}\n", "config.audit.file", 1, 8, NULL, 1},
    {"audit: {file: audit.log, key: secret.hex, decisions: maybe}\n", "config.value", 1, 54, "no, yes", 1},
    {"audit: {fil: audit.log, key: secret.hex}\n", "config.key.unknown", 1, 9, "file", 1},
};

static struct problems found;

/* What an issuer of tokens needs, and what it must not have. */
static void write_keys(void)
{
    static const char *const names[] = {"idp", "idp-p256"};
    char *jwks = forge_jwks(names, 2), *pem = forge_key_pem("idp-3072");
    folder_write("jwks.json", jwks);
    chmod(folder_write("own.pem", pem), 0640);
    chmod(folder_write("open.pem", pem), 0644);
    chmod(folder_write("secret.txt", "a secret of at least thirty-two octets\n"), 0600);
    chmod(folder_write("secret.hex", HEX "\n"), 0600);
    chmod(folder_write("open.hex", HEX "\n"), 0640);
    free(jwks), free(pem);
}

static void write_world(void)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    char *metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    folder_write("idp.xml", metadata);
    write_keys();
    folder_write("kbo.yaml", "functions: []\n");
    free(metadata);
}

static void expect_row(const struct row *row)
{
    toegang *all = NULL;
    toegang_report report = {0};
    found.count = 0;
    toegang_status status =
        toegang_open_strict(folder_write("toegang.yaml", row->text), problems_take, &found, &all, &report);
    cr_expect_eq(status, *row->check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %d %s", row->text, status,
                 report.check);
    cr_expect_eq(all != NULL, !*row->check, "%s", row->text);
    cr_expect_str_eq(report.check, row->check, "%s: %s", row->text, report.check);
    cr_expect_eq(report.line, row->line, "%s: line %u", row->text, report.line);
    cr_expect_eq(report.column, row->column, "%s: column %u", row->text, report.column);
    cr_expect_eq(found.count, row->count, "%s: %zu problems", row->text, found.count);
    if (row->expected) cr_expect_str_eq(report.expected, row->expected, "%s: %s", row->text, report.expected);
    toegang_free(all);
}

Test(config, every_mistake_has_its_check_and_its_place)
{
    write_world();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_row(&rows[i]);
}

Test(config, all_mistakes_are_told_at_once_in_the_order_of_their_lines)
{
    toegang *all = NULL;
    toegang_report report = {0};
    const char *path =
        folder_write("toegang.yaml", "trust:\n  - entity-id: a\n    metadata: absent.xml\n    audience: b\n"
                                     "    recipient: c\n    clams: acm\ndirectories: {kbo: \"x:y\"}\n"
                                     "e-lokets:\n  a: {htb: ja, self: nee}\n  b: {rigth: c}\nhandels: {}\n");
    static const unsigned lines[] = {3, 6, 7, 9, 9, 10, 11};
    cr_assert_eq(toegang_open(path, problems_take, &found, &all, &report), TOEGANG_CONFIGURATION);
    cr_assert_eq(found.count, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < found.count; i++)
        cr_expect_eq(found.reports[i].line, lines[i], "%zu: %s in line %u", i, found.reports[i].check,
                     found.reports[i].line);
    cr_expect_str_eq(found.lines[3], "  a: {htb: ja, self: nee}");
    cr_expect_eq(memcmp(&report, &found.reports[0], sizeof report), 0, "the first one is the report");
    cr_expect_null(all);
}

Test(config, a_flood_of_mistakes_is_cut_but_refused)
{
    static char text[20000] = "e-lokets:\n";
    toegang *all = NULL;
    for (unsigned i = 0; i < 500; i++) sprintf(text + strlen(text), "  a%u: {htb: x}\n", i);
    cr_expect_eq(toegang_open(folder_write("toegang.yaml", text), problems_take, &found, &all, NULL),
                 TOEGANG_CONFIGURATION);
    cr_expect_eq(found.count, TG_PROBLEMS_MAX);
    cr_expect_null(all);
}

Test(config, a_policy_is_read_as_it_is_written)
{
    toegang *all = NULL;
    const char *path = folder_write("toegang.yaml", rows[8].text);
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    const struct tg_policy *policy = tg_policy_find(all, TG_SPAN("a.B-c_9"));
    cr_assert_not_null(policy);
    cr_expect_str_eq(policy->source, "toegang.yaml:2");
    cr_expect(policy->legal_representative == TG_AUTOMATIC && policy->htb == TG_NEVER &&
              policy->others == TG_WITH_RIGHT && policy->self == TG_AUTOMATIC);
    cr_expect_str_eq(policy->right, "r");
    cr_expect_eq(policy->right_count, 2);
    cr_expect_eq(policy->reg, TOEGANG_ROLLENBEHEER);
    cr_expect_eq(policy->assurance, TOEGANG_ASSURANCE_SUBSTANTIAL);
    cr_expect(policy->capacity_count == 2 && strcmp(policy->capacities[1], "LB") == 0);
    cr_expect(policy->function_count == 3 && strcmp(policy->functions[2], "00001") == 0);
    cr_expect(policy->context_required && policy->grantor_loss == TG_LOSS_GRACE &&
              policy->grace == 90 * 86400);
    cr_expect_eq(policy->company_chain, 8);
    cr_expect(policy->staleness[TOEGANG_KBO] == 86400 && policy->staleness[TOEGANG_BTB] == 3600 &&
              policy->staleness[TOEGANG_GEBRUIKERSBEHEER] == 0);
    cr_expect_str_eq(policy->self_registration, "https://a.example/");
    toegang_free(all);
}

Test(config, what_is_absent_has_its_safe_meaning)
{
    toegang *all = NULL;
    cr_assert_eq(toegang_open(folder_write("toegang.yaml", "e-lokets: {a: {right: r}, b: {staleness: 1h}}\n"),
                              NULL, NULL, &all, NULL),
                 TOEGANG_GOOD);
    const struct tg_policy *policy = tg_policy_find(all, TG_SPAN("a"));
    cr_assert_not_null(policy);
    cr_expect(policy->legal_representative == TG_WITH_RIGHT && policy->htb == TG_WITH_RIGHT &&
              policy->others == TG_WITH_RIGHT && policy->self == TG_NEVER);
    cr_expect(policy->right_count == 1 && strcmp(policy->rights[0], "r") == 0,
              "the right is among the rights");
    cr_expect_eq(policy->function_count, tg_policy_function_count);
    cr_expect_not(policy->test_numbers);
    cr_expect_eq(tg_policy_find(all, TG_SPAN("b"))->staleness[TOEGANG_ROLLENBEHEER], 3600,
                 "one bound for all");
    cr_expect_null(tg_policy_find(all, TG_SPAN("c")));
    cr_expect_null(toegang_trusted(all));
    cr_expect_eq(toegang_allows_test_numbers(all), 0);
    toegang_free(all);
}

Test(config, ten_thousand_counters_and_no_more)
{
    static char text[400000];
    char name[16];
    for (unsigned count = 10000; count <= 10001; count++) {
        toegang *all = NULL;
        toegang_report report = {0};
        size_t length = (size_t)sprintf(text, "e-lokets:\n");
        for (unsigned i = 0; i < count; i++) length += (size_t)sprintf(text + length, "  loket-%u: {}\n", i);
        toegang_status status = toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, &report);
        cr_expect_eq(status, count == 10000 ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "%u: %s", count,
                     report.check);
        for (unsigned i = 0; all && i < count; i++) {
            sprintf(name, "loket-%u", i);
            cr_expect_not_null(tg_policy_find(all, tg_span_of(name)), "%s", name);
        }
        if (!all) cr_expect_str_eq(report.check, "config.limit");
        toegang_free(all);
    }
}

Test(config, one_file_for_two_registers_is_opened_once_and_closed_once)
{
    toegang *all = NULL;
    folder_write("rights.yaml", "appointments: []\nfunctions: []\n");
    const char *path =
        folder_write("toegang.yaml", "directories: {kbo: \"yaml:rights.yaml\", btb: \"yaml:rights.yaml\"}\n");
    cr_assert_eq(toegang_open_strict(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    toegang_free(all);
}

Test(config, a_broken_directory_stops_only_the_strict_one_and_is_told_with_its_own_lines)
{
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write(
        "kbo.yaml",
        "functions:\n  - {holder: \"85.07.30-033.29\", organisation: \"0999.999.922\", code: \"10007\"}\n");
    const char *path = folder_write("toegang.yaml", "directories: {kbo: \"yaml:kbo.yaml\"}\n");
    cr_assert_eq(toegang_open(path, problems_take, &found, &all, &report), TOEGANG_GOOD);
    cr_expect_eq(found.count, 0);
    toegang_free(all);
    all = NULL;
    cr_expect_eq(toegang_open_strict(path, problems_take, &found, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_geq(found.count, 1);
    cr_expect_str_eq(report.check, "rrn.checksum");
    cr_expect_eq(report.line, 2);
    cr_expect_null(strstr(found.lines[0], "033.29"), "masked: %s", found.lines[0]);
    cr_expect_null(all);
}

Test(config, a_file_that_cannot_be_a_configuration)
{
    static const struct {
        const char *path, *check;
    } files[] = {
        {"/nonexistent/toegang.yaml", "file.absent"}, {"/", "file.kind"}, {"/dev/zero", "file.kind"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        toegang *all = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_open(files[i].path, NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
        cr_expect_str_eq(report.check, files[i].check);
        cr_expect_null(all);
    }
    cr_assert_eq(truncate(folder_write("toegang.yaml", "a"), 100 << 20), 0);
    toegang *all = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_open(folder_path("toegang.yaml"), NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "file.size");
}

Test(config, the_key_of_handles_is_its_owners_alone)
{
    uint8_t key[32];
    toegang *all = NULL;
    static const char hex[] = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F\n";
    const char *path = folder_write("toegang.yaml", "handles: {key: key.hex}\n");
    cr_assert_eq(chmod(folder_write("key.hex", hex), 0640), 0);
    cr_expect_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_CONFIGURATION);
    cr_assert_eq(chmod(folder_path("key.hex"), 0600), 0);
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_handle_key(all, key), 1);
    for (unsigned i = 0; i < sizeof key; i++) cr_expect_eq(key[i], i);
    toegang_free(all);
}

struct parts {
    size_t count;
    char text[8][256];
};

static void take_part(void *context, const char *section, const char *name, const char *detail)
{
    struct parts *parts = context;
    if (parts->count < 8) snprintf(parts->text[parts->count], 256, "%s|%s|%s", section, name, detail);
    parts->count++;
}

Test(config, the_parts_of_a_configuration)
{
    toegang *all = NULL;
    struct parts parts = {0};
    char key[160];
    write_world();
    const char *path = folder_write(
        "toegang.yaml",
        SAML "directories: {kbo: \"yaml:kbo.yaml\"}\ne-lokets: {a: {right: r}, b: {mandate: automatic, "
             "asserted: either}}\n");
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    toegang_parts(all, take_part, &parts);
    snprintf(key, sizeof key, "trust|%s|sha256:%s", FORGE_ISSUER, forge_key_fingerprint(forge_key("idp")));
    cr_assert_eq(parts.count, 4);
    cr_expect_eq(strncmp(parts.text[0], key, strlen(key)), 0, "%s", parts.text[0]);
    cr_expect_str_eq(parts.text[1], "directories|kbo|yaml:kbo.yaml");
    cr_expect_str_eq(
        parts.text[2],
        "e-lokets|a|legal-representative with-right, htb with-right, others with-right, self never; right r");
    cr_expect_str_eq(parts.text[3], "e-lokets|b|legal-representative with-right, htb with-right, others "
                                    "with-right, self never; mandate automatic; asserted either");
    toegang_free(all);
}

Test(config, sixty_five_providers_are_too_many)
{
    static char text[4096] = "trust:\n";
    toegang *all = NULL;
    toegang_report report = {0};
    for (unsigned i = 0; i < TG_PROVIDERS_MAX + 1; i++)
        sprintf(text + strlen(text), "  - entity-id: %u\n", i);
    cr_expect_eq(toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, &report),
                 TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "config.limit");
    cr_expect_null(all);
}

/* Only a build with SQLite has the store; any other says which there are. */
Test(config, a_store_of_what_was_used)
{
    bool has = strstr(toegang_adapters(), "sqlite") != NULL;
    const struct {
        const char *text, *check;
    } stores[] = {{"replay: sqlite:used.db\n", has ? "" : "replay.adapter"},
                {"replay: sqlite:absent/used.db\n", has ? "replay.unavailable" : "replay.adapter"},
                {"replay: \"postgresql://user@/name\"\n",
                 strstr(toegang_adapters(), "postgresql") ? "replay.store" : "replay.adapter"}};
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++) {
        toegang *all = NULL;
        toegang_report report = {0};
        toegang_status status =
            toegang_open_strict(folder_write("toegang.yaml", stores[i].text), NULL, NULL, &all, &report);
        cr_expect_eq(status == TOEGANG_GOOD, stores[i].check[0] == '\0', "%s", stores[i].text);
        cr_expect_str_eq(report.check, stores[i].check, "%s: %s", stores[i].text, report.came);
        toegang_free(all);
    }
}
