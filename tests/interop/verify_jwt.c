/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verifies tokens for tests in other languages, through the public API alone.
 *
 *     verify_jwt ISSUER AUDIENCE ALGORITHMS KEYS DECRYPTION-KEYS
 *
 * trusts one issuer: algorithms between commas, keys as JWK Set or "secret:" and a secret, "-" for none. Then
 * each line of the standard input is a question, its words parted by tabs ("-" for none, the token in hex),
 * with one line back:
 *
 *     token KIND AT NONCE ACCESS-TOKEN CODE SUBJECT HEX    good, what it says; or refused, check, expected,
 * came update AT KEYS                                       good, or refused, as above refresh AT yes or no
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang.h>

#define WORDS_MAX 8
#define ALGORITHMS_MAX 16

struct verifier {
    const char *issuer;
    toegang_trust *trust;
};

static const char *const kinds[] = {[TOEGANG_TOKEN_ID] = "id",
                                    [TOEGANG_TOKEN_ACCESS] = "access",
                                    [TOEGANG_TOKEN_USERINFO] = "userinfo",
                                    [TOEGANG_TOKEN_INTROSPECTION] = "introspection",
                                    [TOEGANG_TOKEN_LOGOUT] = "logout"};

/* The words of a line, which is cut up; how many. */
static size_t cut(char *line, const char *between, char **words, size_t most)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, between, &rest); word && count < most;
         word = strtok_r(NULL, between, &rest))
        words[count++] = word;
    return count;
}

static const char *or_none(const char *word)
{
    return strcmp(word, "-") == 0 ? NULL : word;
}

static toegang_time seconds(const char *word)
{
    return strtoll(word, NULL, 10);
}

static unsigned nibble(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* The octets, alone in their memory, so that a sanitizer sees who reads past them. */
static char *from_hex(const char *text, size_t *length)
{
    char *octets = malloc(strlen(text) / 2 + 1), *alone;
    if (!octets) abort();
    for (*length = 0; text[0] && text[1]; text += 2)
        octets[(*length)++] = (char)(unsigned char)(nibble(text[0]) << 4 | nibble(text[1]));
    alone = realloc(octets, *length > 0 ? *length : 1);
    return alone ? alone : octets;
}

/* ---- answers ---- */

/* A word of an answer; what would end it is shown as '?'. */
static void say(const char *text)
{
    putchar('\t');
    for (; *text; text++) putchar((unsigned char)*text < ' ' ? '?' : *text);
}

static void answer(toegang_status status, const toegang_report *report)
{
    if (status == TOEGANG_GOOD) {
        printf("good\n");
        return;
    }
    printf(status > TOEGANG_GOOD ? "refused" : "failed");
    say(report->check);
    say(report->expected);
    say(report->came);
    printf("\n");
}

static void show_identity(const toegang_identity *identity)
{
    char masked[16];
    toegang_rrn holder = toegang_identity_holder(identity);
    toegang_organisation organisation = toegang_identity_organisation(identity);
    toegang_rrn_mask(&holder, masked);
    printf("good");
    say(masked);
    say(toegang_identity_issuer(identity));
    say(toegang_identity_name_id(identity));
    say(organisation.value);
    say(toegang_identity_capacity(identity));
    for (size_t i = 0; i < toegang_identity_roles(identity); i++)
        say(toegang_identity_role(identity, i)->value);
    printf("\n");
}

static void show_logout(const toegang_logout *logout)
{
    printf("good");
    say(toegang_logout_issuer(logout));
    say(toegang_logout_name_id(logout));
    say(toegang_logout_session_index(logout));
    printf("\n");
}

static void ask_logout(const struct verifier *verifier, char **words, const char *octets, size_t length)
{
    toegang_logout *logout = NULL;
    toegang_report report = {0};
    toegang_status status =
        toegang_verify_logout_token(verifier->trust, octets, length, seconds(words[2]), &logout, &report);
    if (status == TOEGANG_GOOD)
        show_logout(logout);
    else
        answer(status, &report);
    toegang_logout_free(logout);
}

static void ask_identity(const struct verifier *verifier, toegang_token_kind kind, char **words,
                         const char *octets, size_t length)
{
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    const toegang_expected expected = {.size = sizeof expected,
                                       .kind = kind,
                                       .nonce = or_none(words[3]),
                                       .access_token = or_none(words[4]),
                                       .code = or_none(words[5]),
                                       .subject = or_none(words[6])};
    toegang_status status =
        toegang_verify_jwt(verifier->trust, octets, length, &expected, seconds(words[2]), &identity, &report);
    if (status == TOEGANG_GOOD)
        show_identity(identity);
    else
        answer(status, &report);
    toegang_identity_free(identity);
}

/* ---- questions ---- */

static toegang_token_kind kind_of(const char *name)
{
    for (size_t kind = TOEGANG_TOKEN_ID; kind <= TOEGANG_TOKEN_LOGOUT; kind++)
        if (strcmp(kinds[kind], name) == 0) return (toegang_token_kind)kind;
    abort();
}

static int token(const struct verifier *verifier, char **words)
{
    size_t length = 0;
    toegang_token_kind kind = kind_of(words[1]);
    char *octets = from_hex(or_none(words[7]) ? words[7] : "", &length);
    if (kind == TOEGANG_TOKEN_LOGOUT)
        ask_logout(verifier, words, octets, length);
    else
        ask_identity(verifier, kind, words, octets, length);
    free(octets);
    return 0;
}

static int update(const struct verifier *verifier, char **words)
{
    toegang_report report = {0};
    answer(toegang_trust_update(verifier->trust, verifier->issuer, words[2], strlen(words[2]),
                                seconds(words[1]), &report),
           &report);
    return 0;
}

static int refresh(const struct verifier *verifier, char **words)
{
    printf("%s\n",
           toegang_trust_may_refresh(verifier->trust, verifier->issuer, seconds(words[1])) ? "yes" : "no");
    return 0;
}

static const struct question {
    const char *name;
    size_t words;
    int (*ask)(const struct verifier *verifier, char **words);
} questions[] = {{"token", 8, token}, {"update", 3, update}, {"refresh", 2, refresh}};

static int ask(const struct verifier *verifier, char *line)
{
    char *words[WORDS_MAX];
    size_t count = cut(line, "\t\n", words, WORDS_MAX);
    for (size_t i = 0; count > 0 && i < sizeof questions / sizeof *questions; i++)
        if (count == questions[i].words && strcmp(words[0], questions[i].name) == 0)
            return questions[i].ask(verifier, words);
    return 2;
}

static int ask_all(const struct verifier *verifier)
{
    char *line = NULL;
    size_t size = 0;
    int status = 0;
    while (status == 0 && getline(&line, &size, stdin) > 0) {
        status = ask(verifier, line);
        fflush(stdout);
    }
    free(line);
    return status;
}

/* ---- trust ---- */

static toegang_trust *trust_of(char **words)
{
    toegang_trust *trust = NULL;
    toegang_report report = {0};
    char *algorithms[ALGORITHMS_MAX];
    bool is_secret = strncmp(words[4], "secret:", 7) == 0;
    const char *keys = is_secret ? NULL : or_none(words[4]), *secret = is_secret ? words[4] + 7 : NULL;
    const char *decryption = or_none(words[5]);
    toegang_token_issuer issuer = {
        .size = sizeof issuer, .issuer = words[1], .audience = words[2], .claims = "acm"};
    issuer.algorithm_count = cut(words[3], ",", algorithms, ALGORITHMS_MAX);
    issuer.algorithms = (const char *const *)algorithms;
    issuer.keys = keys, issuer.keys_length = keys ? strlen(keys) : 0;
    issuer.secret = secret, issuer.secret_length = secret ? strlen(secret) : 0;
    issuer.decryption_keys = &decryption, issuer.decryption_key_count = decryption != NULL;
    const toegang_trust_settings settings = {.size = sizeof settings, .issuers = &issuer, .issuer_count = 1};
    if (toegang_trust_new(&settings, &trust, &report) == TOEGANG_GOOD) return trust;
    fprintf(stderr, "%s: expected %s, came %s\n", report.check, report.expected, report.came);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 6) return 2;
    struct verifier verifier = {argv[1], trust_of(argv)};
    int status = verifier.trust ? ask_all(&verifier) : 2;
    toegang_trust_free(verifier.trust);
    return status;
}
