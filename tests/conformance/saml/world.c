/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include "forge_provider.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what, const char *which)
{
    fprintf(stderr, "%s: %s\n", what, which);
    abort();
}

/* Returns the texts of keys that the settings borrow. */
static void decrypts(toegang_saml_provider *provider, const char *kind, const char *keys[2])
{
    bool two = strncmp(kind, "two", 3) == 0;
    if (!kind[0]) return;
    keys[0] = forge_key_pem(two ? "sp-next" : "sp");
    keys[1] = two ? forge_key_pem("sp") : NULL;
    provider->decryption_keys = keys;
    provider->decryption_key_count = two ? 2 : 1;
    provider->allow_cbc = strstr(kind, "cbc") != NULL;
    provider->require_encryption = strcmp(kind, "required") == 0;
}

toegang_trust *world_trust(void)
{
    return world_trust_of("");
}

toegang_trust *world_trust_of(const char *kind)
{
    const char *ours[2] = {NULL, NULL};
    const struct forge_key *keys[] = {forge_key("idp"),      forge_key("idp-next"), forge_key("idp-3072"),
                                      forge_key("idp-p256"), forge_key("idp-p384"), forge_key("idp-p521")};
    char *metadata = forge_metadata(keys, sizeof keys / sizeof *keys, FORGE_ISSUER);
    toegang_saml_provider provider = forge_provider(metadata);
    decrypts(&provider, kind, ours);
    const toegang_trust_settings settings = forge_settings(&provider);
    toegang_trust *trust = NULL;
    toegang_report report = {0};
    if (toegang_trust_new(&settings, &trust, &report) != TOEGANG_GOOD) die(report.check, report.came);
    free(metadata), free((void *)(uintptr_t)ours[0]), free((void *)(uintptr_t)ours[1]);
    return trust;
}

toegang_status world_verify(const toegang_trust *trust, const char *octets, size_t length,
                            toegang_identity **out, toegang_report *report)
{
    toegang_identity *identity = NULL;
    toegang_status status =
        toegang_verify_saml(trust, octets, length, FORGE_REQUEST, FORGE_AT, &identity, report);
    if ((status == TOEGANG_GOOD) != (identity != NULL)) die("status and identity differ", report->check);
    *out = identity;
    return status;
}

static char *copy_of(const char *text, size_t length)
{
    char *out = calloc(1, length + 1);
    if (!out) die("memory", "none left");
    memcpy(out, text, length);
    return out;
}

static char *joined(const char *head, size_t length, const char *middle, const char *tail)
{
    size_t room = length + strlen(middle) + strlen(tail) + 1;
    char *out = calloc(1, room);
    if (!out) die("memory", "none left");
    snprintf(out, room, "%.*s%s%s", (int)length, head, middle, tail);
    return out;
}

static const char *found(const char *text, const char *mark)
{
    const char *at = strstr(text, mark);
    if (!at) die("not in the message", mark);
    return at;
}

char *piece_of(const char *text, const char *open, const char *close)
{
    const char *from = found(text, open), *to = found(from, close) + strlen(close);
    return copy_of(from, (size_t)(to - from));
}

char *without_piece(const char *text, const char *open, const char *close)
{
    const char *from = found(text, open), *to = found(from, close) + strlen(close);
    return joined(text, (size_t)(from - text), "", to);
}

char *inserted_before(const char *text, const char *mark, const char *piece)
{
    const char *at = found(text, mark);
    return joined(text, (size_t)(at - text), piece, at);
}

char *inserted_after(const char *text, const char *mark, const char *piece)
{
    const char *at = found(text, mark) + strlen(mark);
    return joined(text, (size_t)(at - text), piece, at);
}

static void split(char *line, const char **fields, size_t room)
{
    char *field = line;
    for (size_t i = 0; field && i < room; i++) {
        char *tab = strchr(field, '\t');
        if (tab) *tab = '\0';
        fields[i] = field;
        field = tab ? tab + 1 : NULL;
    }
}

/* Columns: name, what the provider signs, when, from, to, the check that falls ("-": good), a note. */
size_t attacks_read(const char *path, struct attack *out, size_t room)
{
    static char *tables[8]; /* the texts live as long as the process */
    char *whole = forge_file(path), *rest = NULL;
    size_t count = 0, slot = 0;
    while (slot < 7 && tables[slot]) slot++;
    tables[slot] = whole;
    for (char *line = strtok_r(whole, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        const char *fields[7] = {"", "", "", "", "", "", ""};
        if (line[0] == '#') continue;
        split(line, fields, 7);
        if (fields[0][0]) {
            if (count == room) die("too many rows", path);
            out[count++] =
                (struct attack){.name = fields[0], .signs = fields[1], .check = fields[5], .note = fields[6]};
        }
        struct attack *attack = &out[count - 1];
        if (attack->count == sizeof attack->edits / sizeof *attack->edits)
            die("too many edits", attack->name);
        if (fields[2][0] && fields[2][0] != '-')
            attack->edits[attack->count++] = (struct edit){fields[2], fields[3], fields[4]};
    }
    return count;
}

static unsigned signs(const char *word)
{
    static const char *const words[] = {"nothing", "assertion", "response", "both"};
    for (unsigned i = 0; i < 4; i++)
        if (strcmp(words[i], word) == 0) return i;
    die("signs what?", word);
    return 0;
}

static void replace(char **text, const char *from, const char *to)
{
    char *next = forge_replace(*text, from, to);
    free(*text);
    *text = next;
}

struct making {
    char *form, *signature, *sealed;
    const struct edit *plain;
    struct forge_value values[32];
    size_t count;
    struct forge_signing signing;
};

static void set_signing(struct forge_signing *signing, const struct edit *edit)
{
    if (strcmp(edit->from, "key") == 0)
        signing->key = forge_key(edit->to);
    else if (strcmp(edit->from, "algorithm") == 0)
        signing->algorithm = edit->to;
    else if (strcmp(edit->from, "digest") == 0)
        signing->digest = edit->to;
    else if (strcmp(edit->from, "prefixes") == 0)
        signing->prefixes = edit->to;
    else
        die("sign with what?", edit->from);
}

/* What the placeholders of the Italian service-provider suite are called, with our values. */
static const struct forge_value italian[] = {
    {"AssertionConsumerURL", "{{recipient}}"},
    {"Destination", "{{recipient}}"},
    {"ResponseID", "{{response-id}}"},
    {"AssertionID", "{{assertion-id}}"},
    {"AuthnRequestID", "{{in-response-to}}"},
    {"IssueInstant", "{{issue-instant}}"},
    {"IssueInstantMillis", "2026-11-23T09:59:58.123Z"},
    {"Issuer", "{{issuer}}"},
    {"NameID", "{{name-id}}"},
    {"NameIDNameQualifier", "{{issuer}}"},
    {"NameQualifier", "{{issuer}}"},
    {"NotOnOrAfter", "{{not-on-or-after}}"},
    {"AuthnIstant", "{{authn-instant}}"},
    {"SessionIndex", "{{session-index}}"},
    {"Audience", "{{audience}}"},
    {"AuthnContextClassRef", "{{assurance}}"},
    {"Attributes", "<saml:AttributeStatement><saml:Attribute "
                   "Name=\"rrn\"><saml:AttributeValue>{{rrn}}</saml:AttributeValue>"
                   "</saml:Attribute></saml:AttributeStatement>"},
};

static void take_file(struct making *making, const char *path)
{
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", TG_VECTORS, path);
    free(making->form);
    making->form = forge_file(whole);
    for (size_t i = 0; i < sizeof italian / sizeof *italian; i++)
        making->values[making->count++] = italian[i];
}

/* What the provider itself does otherwise than usual. */
static void before_signing(struct making *making, const struct edit *edit)
{
    if (strcmp(edit->when, "set") == 0)
        making->values[making->count++] = (struct forge_value){edit->from, edit->to};
    else if (strcmp(edit->when, "before") == 0)
        replace(&making->form, edit->from, edit->to);
    else if (strcmp(edit->when, "signature") == 0)
        replace(&making->signature, edit->from, edit->to);
    else if (strcmp(edit->when, "file") == 0)
        take_file(making, edit->from);
    else if (strcmp(edit->when, "sign") == 0)
        set_signing(&making->signing, edit);
    else if (strcmp(edit->when, "form") == 0)
        replace(&making->sealed, edit->from, edit->to);
    else if (strcmp(edit->when, "plain") == 0)
        making->plain = edit;
}

const char *attack_trust(const struct attack *attack)
{
    for (size_t i = 0; i < attack->count; i++)
        if (strcmp(attack->edits[i].when, "trust") == 0) return attack->edits[i].to;
    return "";
}

struct forge_sealing sealing_of(const char *words)
{
    static char kept[512]; /* one case at a time */
    struct forge_sealing how = {.key = NULL};
    snprintf(kept, sizeof kept, "%s", words);
    char *rest = NULL;
    for (char *word = strtok_r(kept, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (strncmp(word, "key=", 4) == 0)
            how.key = forge_key(word + 4);
        else if (strncmp(word, "mask=", 5) == 0)
            how.mask = word + 5;
        else if (strncmp(word, "octets=", 7) == 0)
            how.key_octets = (size_t)atol(word + 7);
        else if (strcmp(word, "inherit") == 0)
            how.inherit = true;
        else if (strncmp(word, "rsa-", 4) == 0)
            how.transport = word;
        else if (strncmp(word, "SHA", 3) == 0)
            how.digest = word;
        else
            how.cipher = word;
    }
    return how;
}

static void encrypt(struct making *making, char **message, const char *local, const char *words)
{
    struct forge_sealing how = sealing_of(words);
    how.form = making->sealed;
    if (making->plain) how.from = making->plain->from, how.to = making->plain->to;
    char *next = forge_encrypt(*message, local, &how);
    free(*message);
    *message = next;
}

static void sign(struct making *making, char **message, unsigned what)
{
    if (!(making->signing.what & what)) return;
    struct forge_signing how = making->signing;
    how.what = what;
    char *next = forge_sign(*message, &how);
    free(*message);
    *message = next;
}

/* The assertion is signed before it is encrypted, the Response after that. */
static char *made(struct making *making, const struct attack *attack)
{
    char *message = forge_fill(making->form, making->values, making->count);
    for (size_t i = 0; i < attack->count; i++)
        if (strcmp(attack->edits[i].when, "inner") == 0)
            encrypt(making, &message, attack->edits[i].from, attack->edits[i].to);
    sign(making, &message, FORGE_ASSERTION);
    for (size_t i = 0; i < attack->count; i++) {
        if (strcmp(attack->edits[i].when, "encrypt") == 0)
            encrypt(making, &message, "Assertion", attack->edits[i].to);
        if (strcmp(attack->edits[i].when, "between") == 0)
            replace(&message, attack->edits[i].from, attack->edits[i].to);
    }
    sign(making, &message, FORGE_RESPONSE);
    return message;
}

/* What the attacker does to the message on its way. */
static void after_signing(char **message, const struct edit *edit)
{
    if (strcmp(edit->when, "after") == 0) replace(message, edit->from, edit->to);
    if (strcmp(edit->when, "mutate") != 0) return;
    mutation *mutate = mutation_named(edit->from);
    if (!mutate) die("no such mutation", edit->from);
    char *next = mutate(*message, edit->to);
    free(*message);
    *message = next;
}

char *attack_message(const struct attack *attack, toegang_time *at, const char **request)
{
    struct making making = {.form = forge_file("acm.xml"),
                            .signature = forge_file("signature.xml"),
                            .sealed = forge_file("encrypted.xml")};
    making.signing = (struct forge_signing){.key = forge_key("idp"), .what = signs(attack->signs)};
    *at = FORGE_AT;
    *request = FORGE_REQUEST;
    for (size_t i = 0; i < attack->count; i++) {
        before_signing(&making, &attack->edits[i]);
        if (strcmp(attack->edits[i].when, "at") == 0) *at = FORGE_AT + atol(attack->edits[i].to);
        if (strcmp(attack->edits[i].when, "ask") == 0) *request = attack->edits[i].to;
    }
    making.signing.signature = making.signature;
    char *message = made(&making, attack);
    for (size_t i = 0; i < attack->count; i++) after_signing(&message, &attack->edits[i]);
    free(making.form), free(making.signature), free(making.sealed);
    return message;
}
