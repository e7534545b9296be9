/* SPDX-License-Identifier: Apache-2.0 */
/* Every mistake in a configuration has its check and its place: but for those in trust. */
#include "mistakes.h"

TestSuite(mistakes, .init = folder_make, .fini = folder_remove);

Test(mistakes, file)
{
    static const struct row rows[] = {
        {"test-numbers: allow\n", "", 0, 0, NULL, 0},
        {"", "config.empty", 1, 1, NULL, 1},
        {"# nothing\n", "config.empty", 1, 1, NULL, 1},
        {"- a\n", "config.kind", 1, 1, "keys with values", 1},
        {"e-lokets: {a: {}}\ne-lokets: {b: {}}\n", "yaml.duplicate", 2, 1, NULL, 1},
        {"e-lokets: {a: &x {}}\n", "yaml.anchor", 1, 15, NULL, 1},
        {"e-loket: {a: {}}\n", "config.key.unknown", 1, 1, "e-lokets", 1},
        {"zzz: 1\n", "config.key.unknown", 1, 1,
         "trust, directories, e-lokets, claims, handles, replay, audit, authzen, test-numbers", 1},
        {"test-numbers: yes\n", "config.value", 1, 15, "refuse, allow", 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes, counters)
{
    static const struct row rows[] = {
        {"e-lokets: {a: {}}\n", "", 0, 0, NULL, 0},
        {"e-lokets: [a]\n", "config.kind", 1, 11, "keys with values", 1},
        {"e-lokets: {a: automatic}\n", "config.kind", 1, 15, "keys with values", 1},
        {"e-lokets: {\"a b\": {}}\n", "config.eloket", 1, 12, NULL, 1},
        {"e-lokets: {a/b: {}}\n", "config.eloket", 1, 12, NULL, 1},
        {"e-lokets:\n  aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaa: {}\n",
         "config.eloket", 2, 3, NULL, 1},
        {"e-lokets:\n  a: {legal-representatve: automatic}\n", "config.key.unknown", 2, 7,
         "legal-representative", 1},
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
        {"e-lokets:\n  a: {legal-representative: never, htb: never, others: never}\n", "config.policy.closed",
         2, 3, NULL, 1},
        {"e-lokets:\n  a: {legal-representative: never, htb: never, others: never, self: with-right}\n", "",
         0, 0, NULL, 0},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes, directories)
{
    static const struct row rows[] = {
        {"directories: {kbo: \"yaml:kbo.yaml\"}\n", "", 0, 0, NULL, 0},
        {"directories: {kbo: \"x400:/x.db\"}\n", "config.directory.adapter", 1, 20, NULL, 1},
        {"directories: {kbo: \"yaml:\"}\n", "config.directory.adapter", 1, 20, NULL, 1},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 500ms}}\n", "", 0, 0, NULL, 0},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 61s}}\n", "config.value", 1, 56,
         "1ms .. 60s", 1},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: 0ms}}\n", "config.value", 1, 56,
         "1ms .. 60s", 1},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", patience: ms}}\n", "config.value", 1, 56,
         "1ms .. 60s", 1},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", chache: {}}}\n", "config.key.unknown", 1, 46,
         "cache", 1},
        {"directories: {kbo: {source: \"yaml:kbo.yaml\", query: x}}\n", "config.key.unknown", 1, 46, NULL, 1},
        {"directories: {kbo: {patience: 2s}}\n", "config.directory.source", 1, 20, "source, first or union",
         1},
        {"directories: {kbo: {source: \"yaml:a\", first: [\"yaml:b\", \"yaml:c\"]}}\n",
         "config.directory.source", 1, 20, "source, first or union", 1},
        {"directories: {kbo: {first: [\"yaml:b\"]}}\n", "config.limit", 1, 28, NULL, 1},
        {"directories: {kbo: {union: [\"yaml:b\", {source: \"yaml:c\", patiense: 1s}]}}\n",
         "config.key.unknown", 1, 58, "patience", 1},
        {"directories: {kbo: {union: [\"yaml:b\", {first: [\"yaml:b\", {union: [\"yaml:b\", {first: "
         "[\"yaml:b\", {first: [\"yaml:b\", \"yaml:c\"]}]}]}]}]}}\n",
         "config.limit", 1, 104, NULL, 1},
        {"directories: {kbb: \"yaml:kbo.yaml\"}\n", "config.key.unknown", 1, 15, "kbo", 1},
        {"directories: [kbo]\n", "config.kind", 1, 14, NULL, 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes, replay)
{
    static const struct row rows[] = {
        {"replay: memory\n", "", 0, 0, NULL, 0},
        {"replay: \"sqlite:\"\n", "config.replay", 1, 9, "memory, sqlite:FILE, postgresql://…", 1},
        {"replay: none\n", "config.replay", 1, 9, NULL, 1},
        {"replay: [memory]\n", "config.kind", 1, 9, "one value", 1},
        {"replay: \"\"\n", "config.value", 1, 9, NULL, 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(mistakes, handles_and_audit)
{
    static const struct row rows[] = {
        {"handles: {key: absent}\n", "file.absent", 1, 16, NULL, 1},
        {"handles: {}\n", "config.key.missing", 1, 1, "key", 1},
        {"handles: {key: toegang.yaml}\n", "config.handles.key", 1, 16, NULL, 2},
        {"audit: {key: secret.hex}\n", "", 0, 0, NULL, 0},
        {"audit: {file: audit.log, key: secret.hex, decisions: yes}\n", "", 0, 0, NULL, 0},
        {"audit: {}\n", "config.key.missing", 1, 1, "key", 1},
        {"audit: audit.log\n", "config.kind", 1, 8, NULL, 1},
        {"audit: {file: audit.log, key: absent}\n", "file.absent", 1, 31, NULL, 1},
        {"audit: {file: audit.log, key: secret.txt}\n", "config.audit.key", 1, 31, "64 hexadecimal digits",
         1},
        {"audit: {file: audit.log, key: open.hex}\n", "config.audit.key", 1, 31,
         "readable by its owner only (0600)", 1},
        {"audit: {key: secret.hex, decisions: yes}\n", "config.audit.file", 1, 8, NULL, 1},
        {"audit: {file: audit.log, key: secret.hex, decisions: maybe}\n", "config.value", 1, 54, "no, yes",
         1},
        {"audit: {fil: audit.log, key: secret.hex}\n", "config.key.unknown", 1, 9, "file", 1},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}
