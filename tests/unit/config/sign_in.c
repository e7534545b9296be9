/* SPDX-License-Identifier: Apache-2.0 */
/* A whole sign-in: used once, and with keys that an issuer publishes behind a URL. */
#include "folder.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include <toegang/replay.h>

#include "forge.h"
#include "forge_token.h"

TestSuite(sign_in, .init = folder_make, .fini = folder_remove);

/* ---- the world ---- */

#define PROVIDER \
    "trust:\n  - {entity-id: https://idp.example/saml, metadata: idp.xml, audience: " \
    "https://eloket.example/saml, " \
    "recipient: https://eloket.example/saml/acs}\n"
#define ISSUER \
    "  - {issuer: https://op.example, jwks: \"%s\", algorithms: [RS256, ES256], audience: e-loket}\n"

static toegang *open_with(const char *jwks)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    const char *const names[] = {"idp"};
    char text[1024], *metadata = forge_metadata(keys, 1, FORGE_ISSUER), *set = forge_jwks(names, 1);
    toegang *all = NULL;
    toegang_report report = {0};
    snprintf(text, sizeof text, PROVIDER ISSUER, jwks);
    folder_write("idp.xml", metadata);
    folder_write("jwks.json", set);
    cr_assert_eq(toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, &report), TOEGANG_GOOD,
                 "%s %s", report.check, report.came);
    free(metadata), free(set);
    return all;
}

static const char *sign_in_saml(const toegang *all, const char *response)
{
    static toegang_report report;
    toegang_identity *identity = NULL;
    report = (toegang_report){0};
    toegang_status status =
        toegang_sign_in_saml(all, response, strlen(response), FORGE_REQUEST, FORGE_AT, &identity, &report);
    cr_expect_eq(identity != NULL, status == TOEGANG_GOOD);
    toegang_identity_free(identity);
    return report.check;
}

static const char *sign_in_jwt(const toegang *all, const char *token, toegang_token_kind kind,
                               toegang_time at)
{
    static toegang_report report;
    toegang_identity *identity = NULL;
    const toegang_expected expected = {
        .size = sizeof expected, .kind = kind, .nonce = kind == TOEGANG_TOKEN_ID ? FORGE_NONCE : NULL};
    report = (toegang_report){0};
    toegang_status status =
        toegang_sign_in_jwt(all, token, strlen(token), &expected, at, 2000, &identity, &report);
    cr_expect_eq(identity != NULL, status == TOEGANG_GOOD);
    cr_expect_eq(status, report.status, "%s", report.check);
    toegang_identity_free(identity);
    return report.check;
}

static char *token_of(const char *kind, const struct forge_token *how)
{
    char *claims = forge_file(kind), *token = forge_token(claims, how);
    free(claims);
    return token;
}

/* ---- used once ---- */

Test(sign_in, a_response_counts_once)
{
    toegang *all = open_with("jwks.json");
    char *one = forge_response(NULL, 0, NULL);
    const struct forge_value other_id[] = {{"assertion-id", "_another"}};
    char *changed = forge_replace(one, "Veerle", "Veerie"), *other = forge_response(other_id, 1, NULL);
    cr_expect_str_eq(sign_in_saml(all, changed), "saml.signature.digest", "what is forged notes nothing");
    cr_expect_str_eq(sign_in_saml(all, one), "");
    cr_expect_str_eq(sign_in_saml(all, one), "replay.used");
    cr_expect_str_eq(sign_in_saml(all, other), "", "another assertion of the same person");
    toegang_free(all);
    free(one), free(changed), free(other);
}

Test(sign_in, an_id_token_counts_once_and_an_access_token_goes_along)
{
    static const struct forge_token access = {.typ = "at+jwt"};
    toegang *all = open_with("jwks.json");
    char *id = token_of("id.json", NULL), *bearer = token_of("access.json", &access);
    cr_expect_str_eq(sign_in_jwt(all, id, TOEGANG_TOKEN_ID, FORGE_AT), "");
    cr_expect_str_eq(sign_in_jwt(all, id, TOEGANG_TOKEN_ID, FORGE_AT), "replay.used");
    for (int i = 0; i < 3; i++)
        cr_expect_str_eq(sign_in_jwt(all, bearer, TOEGANG_TOKEN_ACCESS, FORGE_AT), "");
    toegang_free(all);
    free(id), free(bearer);
}

Test(sign_in, one_memory_for_all_that_has_issuer_and_id)
{
    toegang_replay *memory = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_replay_memory_new(0, &memory, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_use_once(memory, "a", "bc", FORGE_AT + 1, FORGE_AT, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_use_once(memory, "ab", "c", FORGE_AT + 1, FORGE_AT, NULL), TOEGANG_GOOD,
                 "not one text");
    cr_expect_eq(toegang_use_once(memory, "a", "bc", FORGE_AT + 1, FORGE_AT, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "replay.used");
    cr_expect_eq(toegang_use_once(memory, "a", "bc", FORGE_AT + 2, FORGE_AT + 1, NULL), TOEGANG_GOOD,
                 "it has ended");
    cr_expect_eq(toegang_use_once(memory, "", "bc", FORGE_AT + 1, FORGE_AT, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_use_once(memory, "a", "", FORGE_AT + 1, FORGE_AT, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_use_once(NULL, "a", "b", FORGE_AT + 1, FORGE_AT, NULL), TOEGANG_MISUSE);
    toegang_replay_free(memory);
}

/* ---- keys behind a URL ---- */

struct server {
    int socket;
    atomic_int asked;
    const char *_Atomic body; /* NULL: 503 */
    pthread_t thread;
    char url[64];
};

static void answer(struct server *server, int client)
{
    char request[1024], head[128];
    const char *body = atomic_load(&server->body);
    cr_expect(recv(client, request, sizeof request, 0) > 0);
    int length =
        snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
                 body ? "200 OK" : "503 Busy", body ? strlen(body) : 0);
    atomic_fetch_add(&server->asked, 1);
    (void)!send(client, head, (size_t)length, MSG_NOSIGNAL);
    if (body) (void)!send(client, body, strlen(body), MSG_NOSIGNAL);
    close(client);
}

static void *serve(void *context)
{
    struct server *server = context;
    for (int client; (client = accept(server->socket, NULL, NULL)) >= 0;) answer(server, client);
    return NULL;
}

static void start(struct server *server, const char *body)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    server->socket = socket(AF_INET, SOCK_STREAM, 0);
    atomic_store(&server->body, body);
    cr_assert(server->socket >= 0 && bind(server->socket, (struct sockaddr *)&address, length) == 0 &&
              listen(server->socket, 16) == 0 &&
              getsockname(server->socket, (struct sockaddr *)&address, &length) == 0);
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%u/keys", ntohs(address.sin_port));
    cr_assert_eq(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void stop(struct server *server)
{
    shutdown(server->socket, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->socket);
}

static bool can_fetch(void)
{
    if (strstr(toegang_adapters(), "http")) return true;
    cr_skip_test("built without http: sudo apt-get install libcurl4-openssl-dev");
    return false;
}

#define REFRESH 60 /* seconds, as the configuration has it when it says nothing */

Test(sign_in, keys_are_fetched_when_one_is_unknown_and_not_too_often)
{
    static const struct forge_token next = {.key = "idp-p256", .algorithm = "ES256", .typ = "at+jwt"},
                                    old = {.typ = "at+jwt"};
    const char *const first[] = {"idp"}, *const second[] = {"idp-p256"};
    struct server server = {.socket = -1};
    char *one = forge_jwks(first, 1), *two = forge_jwks(second, 1);
    char *by_old = token_of("access.json", &old), *by_next = token_of("access.json", &next);
    if (!can_fetch()) return;
    start(&server, one);
    toegang *all = open_with(server.url);
    const toegang_token_kind kind = TOEGANG_TOKEN_ACCESS;
    cr_expect_str_eq(sign_in_jwt(all, by_old, kind, FORGE_AT), "", "fetched at the first sign-in");
    for (int i = 0; i < 5; i++)
        cr_expect_str_eq(sign_in_jwt(all, by_next, kind, FORGE_AT + i), "jwt.key.unknown");
    cr_expect_eq(server.asked, 1, "asked %d times within a minute", server.asked);
    atomic_store(&server.body, two);
    cr_expect_str_eq(sign_in_jwt(all, by_next, kind, FORGE_AT + REFRESH), "", "after a minute, rolled over");
    cr_expect_str_eq(sign_in_jwt(all, by_old, kind, FORGE_AT + REFRESH), "jwt.key.unknown",
                     "the old key is gone");
    cr_expect_eq(server.asked, 2);
    toegang_free(all);
    stop(&server);
    free(one), free(two), free(by_old), free(by_next);
}

Test(sign_in, an_issuer_that_does_not_give_its_keys_leaves_it_open)
{
    static const struct forge_token access = {.typ = "at+jwt"};
    const char *const names[] = {"idp"};
    struct server server = {.socket = -1};
    char *keys = forge_jwks(names, 1), *token = token_of("access.json", &access);
    if (!can_fetch()) return;
    start(&server, NULL);
    toegang *all = open_with(server.url);
    const toegang_token_kind kind = TOEGANG_TOKEN_ACCESS;
    cr_expect_str_eq(sign_in_jwt(all, token, kind, FORGE_AT), "fetch.status");
    atomic_store(&server.body, keys);
    cr_expect_str_eq(sign_in_jwt(all, token, kind, FORGE_AT + 1), "fetch.status",
                     "not asked again so soon, still open");
    cr_expect_eq(server.asked, 1);
    cr_expect_str_eq(sign_in_jwt(all, token, kind, FORGE_AT + REFRESH), "");
    atomic_store(&server.body, "{}");
    cr_expect_str_eq(sign_in_jwt(all, token, kind, FORGE_AT + 2 * REFRESH), "",
                     "who knows the key asks nobody");
    toegang_free(all);
    stop(&server);
    free(keys), free(token);
}

static const char *refresh(const toegang *all, const char *issuer, toegang_time at, toegang_status expected)
{
    static toegang_report report;
    report = (toegang_report){0};
    cr_expect_eq(toegang_refresh(all, issuer, at, 2000, &report), expected, "%s", report.check);
    return report.check;
}

Test(sign_in, a_host_refreshes_by_itself)
{
    const char *const names[] = {"idp"};
    struct server server = {.socket = -1};
    char *keys = forge_jwks(names, 1);
    if (!can_fetch()) return;
    start(&server, keys);
    toegang *all = open_with(server.url);
    cr_expect_str_eq(refresh(all, FORGE_OP, FORGE_AT, TOEGANG_GOOD), "");
    cr_expect_str_eq(refresh(all, FORGE_OP, FORGE_AT + REFRESH - 1, TOEGANG_REFUSED), "keys.refresh");
    cr_expect_str_eq(refresh(all, FORGE_OP, FORGE_AT + REFRESH, TOEGANG_GOOD), "");
    atomic_store(&server.body, "{\"keys\": []}");
    cr_expect_str_eq(refresh(all, FORGE_OP, FORGE_AT + 2 * REFRESH, TOEGANG_REFUSED), "jwks.keys");
    atomic_store(&server.body, NULL);
    cr_expect_str_eq(refresh(all, FORGE_OP, FORGE_AT + 3 * REFRESH, TOEGANG_UNAVAILABLE), "fetch.status");
    cr_expect_eq(server.asked, 4);
    cr_expect_str_eq(refresh(all, "https://nobody.example", FORGE_AT, TOEGANG_MISUSE), "library.misuse");
    cr_expect_str_eq(refresh(all, FORGE_ISSUER, FORGE_AT, TOEGANG_MISUSE), "library.misuse", "of a file");
    toegang_free(all);
    stop(&server);
    free(keys);
}

struct crowd {
    const toegang *all;
    const char *token;
    atomic_int good;
};

static void *join(void *context)
{
    struct crowd *crowd = context;
    toegang_identity *identity = NULL;
    const toegang_expected expected = {.size = sizeof expected, .kind = TOEGANG_TOKEN_ACCESS};
    if (toegang_sign_in_jwt(crowd->all, crowd->token, strlen(crowd->token), &expected, FORGE_AT, 5000,
                            &identity, NULL) == TOEGANG_GOOD)
        atomic_fetch_add(&crowd->good, 1);
    toegang_identity_free(identity);
    return NULL;
}

/* At the start nobody has a key yet: all wait for the one who fetches, and all get in. */
Test(sign_in, a_crowd_fetches_once)
{
    enum { CROWD = 8 };
    static const struct forge_token access = {.typ = "at+jwt"};
    const char *const names[] = {"idp"};
    struct server server = {.socket = -1};
    pthread_t threads[CROWD];
    char *keys = forge_jwks(names, 1), *token = token_of("access.json", &access);
    if (!can_fetch()) return;
    start(&server, keys);
    toegang *all = open_with(server.url);
    struct crowd crowd = {.all = all, .token = token};
    for (int i = 0; i < CROWD; i++) cr_assert_eq(pthread_create(&threads[i], NULL, join, &crowd), 0);
    for (int i = 0; i < CROWD; i++) pthread_join(threads[i], NULL);
    cr_expect_eq(crowd.good, CROWD, "%d of %d", crowd.good, CROWD);
    cr_expect_eq(server.asked, 1, "asked %d times", server.asked);
    toegang_free(all);
    stop(&server);
    free(keys), free(token);
}

Test(sign_in, misuse)
{
    toegang_identity *identity = NULL;
    const toegang_expected expected = {.size = sizeof expected, .kind = TOEGANG_TOKEN_ID};
    toegang *all = NULL;
    cr_assert_eq(toegang_open(folder_write("toegang.yaml", "e-lokets: {a: {}}\n"), NULL, NULL, &all, NULL),
                 TOEGANG_GOOD);
    cr_expect_eq(toegang_sign_in_saml(all, "x", 1, "y", FORGE_AT, &identity, NULL), TOEGANG_MISUSE,
                 "nobody is trusted");
    cr_expect_eq(toegang_sign_in_jwt(all, "x", 1, &expected, FORGE_AT, 0, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_sign_in_saml(NULL, "x", 1, "y", FORGE_AT, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_sign_in_jwt(NULL, "x", 1, &expected, FORGE_AT, 0, &identity, NULL), TOEGANG_MISUSE);
    toegang_free(all);
}
