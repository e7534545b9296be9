/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_CHECK_H
#define TG_CHECK_H

#define CHECK_CONFIG_EMPTY "config.empty" /* a configuration, or a list in it, without anything in it */
#define CHECK_CONFIG_KEY_UNKNOWN \
    "config.key.unknown" /* a key that this place does not know; expected: the nearest */
#define CHECK_CONFIG_KEY_MISSING \
    "config.key.missing"                /* a key that this place must have; expected: its name */
#define CHECK_CONFIG_KIND "config.kind" /* a list, a text or keys, where another of these must stand */
#define CHECK_CONFIG_VALUE \
    "config.value" /* a value outside what its key takes; expected: the nearest, or the range */
#define CHECK_CONFIG_LIMIT "config.limit" /* more entries than a configuration may have */
#define CHECK_CONFIG_ELOKET \
    "config.eloket" /* an e-counter's name: letters, digits, '-', '_', '.', 64 octets at most */
#define CHECK_CONFIG_POLICY_CLOSED "config.policy.closed" /* a policy that never lets anybody in */
#define CHECK_CONFIG_TRUST_KEYS \
    "config.trust.keys" /* an issuer with a set of public keys and a shared secret, two kinds of trust */
#define CHECK_CONFIG_KEY_FILE "config.key-file" /* a file with a private key or a secret that others may read */
#define CHECK_CONFIG_REPLAY "config.replay" /* replay: memory, sqlite:FILE or postgresql://… */
#define CHECK_CONFIG_TRUST_DUPLICATE "config.trust.duplicate" /* two trust entries for one entity id */
#define CHECK_CONFIG_TRUST_CLAIMS \
    "config.trust.claims" /* a claim map that neither ships nor stands under claims: */
#define CHECK_CONFIG_ADAPTER \
    "config.directory.adapter" /* an adapter that is not compiled in; expected: those that are */
#define CHECK_CONFIG_SOURCE "config.directory.source" /* a directory is one thing: source, first or union */
#define CHECK_CONFIG_HOST \
    "config.directory.host" /* `host` in the configuration and a directory of the program go together */
#define CHECK_CONFIG_HANDLE_KEY \
    "config.handles.key" /* a key file: 64 hexadecimal digits, readable by its owner only */
#define CHECK_CONFIG_AUDIT_KEY \
    "config.audit.key" /* a key file: 64 hexadecimal digits, readable by its owner only */
#define CHECK_CONFIG_AUDIT_FILE "config.audit.file" /* decisions are logged in a file, and none is named */
#define CHECK_IMPORT_NOTHING "import.nothing" /* a file without one row that is a fact of the register */
#define CHECK_IMPORT_OPEN_DATA "import.open-data" /* KBO Open Data, for another register than kbo */
#define CHECK_IMPORT_FORM "import.form"       /* a fact that this form of file cannot hold */
#define CHECK_SCENARIO_HOLDER "scenario.holder" /* a scenario states its holder in one way: holder or saml \
                                                 */

#define CHECK_ELOKET_UNKNOWN \
    "eloket.unknown" /* a question about an e-counter that the configuration does not know */
#define CHECK_RIGHT_UNKNOWN "right.unknown" /* a question about a right that the e-counter does not know */
#define CHECK_QUESTION_TEST "question.test" /* a test number, where the configuration does not allow them */
#define CHECK_KEYS_REFRESH "keys.refresh" /* keys of an issuer are fetched again too soon; the old ones count */
#define CHECK_AUDIT_ABSENT "audit.absent" /* a question about the trail where no audit is configured */
#define CHECK_SEARCH_LIMIT "search.limit"       /* more candidates than one search decides */
#define CHECK_SEARCH_EVERYONE "search.everyone" /* a policy that lets everybody in has no whole list */
#define CHECK_SEARCH_CHAIN \
    "search.company-chain" /* functions of companies that the person represents: no register lists those */
#define CHECK_AUTHZEN_MEMBER "authzen.member"   /* a member that a request must have (AuthZEN 1.0, 5 and 6) */
#define CHECK_AUTHZEN_KIND "authzen.kind"       /* a member that is no text, object, … as AuthZEN has it */
#define CHECK_AUTHZEN_VALUE "authzen.value"     /* a value that none of those taken is */
#define CHECK_AUTHZEN_LIMIT "authzen.limit"     /* more evaluations, or a longer text, than there may be */
#define CHECK_AUTHZEN_ANSWER "authzen.answer"   /* an answer that is longer than there may be */
#define CHECK_AUTHZEN_TYPE "authzen.type"       /* a type of subject or resource that is not known */
#define CHECK_AUTHZEN_SUBJECT "authzen.subject" /* nobody of that type has this id */
#define CHECK_AUTHZEN_RESOURCE "authzen.resource" /* nothing of that type has this id */
#define CHECK_AUTHZEN_HANDLES \
    "authzen.handles" /* handles come or would go out, and the configuration has no key for them */
#define CHECK_HANDLE_FORM "handle.form" /* a handle: "~" and 38 characters of base64url */

#endif
