/* SPDX-License-Identifier: Apache-2.0 */
/* Every mistake in what a configuration says of those whom it trusts has its check and its place. */
#include "mistakes.h"

TestSuite(mistakes_trust, .init = folder_make, .fini = folder_remove);

Test(mistakes_trust, lists)
{
    static const struct row rows[] = {
        {"trust: []\n", "config.empty", 1, 8, NULL, 1},
        {"trust: {}\n", "config.kind", 1, 8, "a list", 1},
        {"trust: [a]\n", "config.kind", 1, 9, "keys with values", 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes_trust, saml)
{
    static const struct row rows[] = {
        {SAML, "", 0, 0, NULL, 0},
        {SAML "    claims: fas\n    skew: 300\n    algorithms: [RS256, PS512]\n", "", 0, 0, NULL, 0},
        {SAML "    skew: 5m\n", "", 0, 0, NULL, 0},
        {SAML "    claims: own\n"
              "claims: {own: {rrn: [a, b], roles: c, legal-representative: d, mandator: [e], levels: "
              "{\"urn:x\": high}}}\n",
         "", 0, 0, NULL, 0},
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
        {SAML "  - entity-id: https://idp.example/saml\n    metadata: idp.xml\n    audience: a\n"
              "    recipient: b\n",
         "config.trust.duplicate", 6, 16, NULL, 1},
        {"trust:\n  - entity-id: a\n    metadata: absent.xml\n    audience: b\n    recipient: c\n",
         "file.absent", 3, 15, NULL, 1},
        {"trust:\n  - entity-id: a\n    metadata: .\n    audience: b\n    recipient: c\n", "file.kind", 3, 15,
         NULL, 1},
        {"trust:\n  - entity-id: a\n    metadata: toegang.yaml\n    audience: b\n    recipient: c\n",
         "xml.root", 3, 15, NULL, 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes_trust, tokens)
{
    static const struct row rows[] = {
        {"trust:\n  - issuer: https://op.example\n    jwks: jwks.json\n", "config.key.missing", 2, 5,
         "algorithms", 2},
        {"trust:\n  - {jwks: jwks.json}\n", "config.key.missing", 2, 5, "issuer", 3},
        {TOKENS, "", 0, 0, NULL, 0},
        {TOKENS "    claims: fas\n    skew: 5m\n    max-lifetime: 31d\n    typ: application/jwt\n"
                "    refresh: 30s\n    asserts: [rights, legal-representative, mandate]\n"
                "    decryption-keys: own.pem\n    encryption: required\n",
         "", 0, 0, NULL, 0},
        {TOKENS "    asserts: mandate\n    decryption-keys: [own.pem, own.pem]\n", "", 0, 0, NULL, 0},
        {TOKENS "  - entity-id: https://idp.example/saml\n    metadata: idp.xml\n    audience: a\n"
                "    recipient: b\n",
         "", 0, 0, NULL, 0},
        {TOKENS "    secret: own.pem\n", "config.trust.keys", 6, 5, "jwks or secret", 1},
        {TOKENS "    jwks-uri: https://op.example/keys\n", "config.key.unknown", 6, 5, NULL, 1},
        {TOKENS "    asserts: right\n", "config.value", 6, 14, "rights", 1},
        {TOKENS "    asserts: [mandate, [rights]]\n", "config.kind", 6, 24, "one value", 1},
        {TOKENS "    encryption: yes\n", "config.value", 6, 17, "allowed, required", 1},
        {TOKENS "    max-lifetime: 32d\n", "config.value", 6, 19, "1 .. 2678400", 1},
        {TOKENS "    refresh: 29s\n", "config.value", 6, 14, "30 .. 86400", 1},
        {TOKENS "    algorithms: []\n", "yaml.duplicate", 6, 5, NULL, 1},
        {TOKENS "    decryption-keys: open.pem\n", "config.key-file", 6, 22,
         "readable by its owner and group only (0640)", 1},
        {TOKENS "    decryption-keys: absent.pem\n", "file.absent", 6, 22, NULL, 1},
        {TOKENS "    decryption-keys: jwks.json\n", "config.key-file", 6, 22, NULL, 1},
        {TOKENS "    decryption-keys: secret.txt\n", "json.literal", 3, 11, NULL, 1},
        {TOKENS "  - issuer: https://op.example\n    jwks: jwks.json\n    algorithms: RS256\n"
                "    audience: a\n",
         "config.trust.duplicate", 6, 13, NULL, 1},
        {TOKENS "  - entity-id: https://op.example\n    metadata: idp.xml\n    audience: a\n"
                "    recipient: b\n",
         "config.trust.duplicate", 6, 16, NULL, 2},
        {"trust:\n  - issuer: a\n    jwks: toegang.yaml\n    algorithms: RS256\n    audience: b\n",
         "json.literal", 3, 11, NULL, 1},
        {"trust:\n  - issuer: a\n    jwks: ftp://op.example/keys\n    algorithms: RS256\n    audience: b\n",
         "config.value", 3, 11, "a file, or https://…", 1},
        {"trust:\n  - issuer: a\n    jwks: http://op.example/keys\n    algorithms: RS256\n    audience: b\n",
         "config.value", 3, 11, "a file, or https://…", 1},
        {"trust:\n  - issuer: a\n    jwks: http://127.0.0.1.example/keys\n    algorithms: RS256\n"
         "    audience: b\n",
         "config.value", 3, 11, "a file, or https://…", 1},
        {"trust:\n  - issuer: a\n    jwks: https://op.example/keys\n    authorities: ca.pem\n"
         "    algorithms: RS256\n    audience: b\n",
         "", 0, 0, NULL, 0},
        {"trust:\n  - issuer: a\n    jwks: http://127.0.0.1:1/keys\n    algorithms: RS256\n    audience: b\n",
         "", 0, 0, NULL, 0},
        {"trust:\n  - issuer: a\n    secret: secret.txt\n    algorithms: HS256\n    audience: b\n", "", 0, 0,
         NULL, 0},
        {"trust:\n  - issuer: a\n    secret: secret.txt\n    algorithms: RS256\n    audience: b\n",
         "trust.algorithm", 2, 5, NULL, 1},
        {"trust:\n  - issuer: a\n    secret: open.pem\n    algorithms: HS256\n    audience: b\n",
         "config.key-file", 3, 13, NULL, 1},
        {TOKENS "    typ: \"\"\n", "config.value", 6, 10, NULL, 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes_trust, claims)
{
    static const struct row rows[] = {
        {"claims: {acm: {levels: {\"urn:x\": low}}}\n", "", 0, 0, NULL, 0},
        {"claims: {own: {capacity: a}}\n", "config.key.missing", 1, 10, "rrn", 1},
        {"claims: {own: {rrn: a, levels: {b: hoog}}}\n", "config.value", 1, 36, NULL, 1},
        {"claims: {own: {rrn: a, rol: b}}\n", "config.key.unknown", 1, 24, NULL, 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}
