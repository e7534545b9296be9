/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection. libldap gives every handle what it read from ldap.conf, .ldaprc and the environment; so
 * each of these options is set here, whatever it was.
 */
#include <openldap.h>
#include <string.h>
#include <sys/time.h>

#include "base/report.h"
#include "directory/check.h"
#include "ldap_server.h"

#define EXPECTED_CONNECTION "a connection to the LDAP server"
#define EXPECTED_ANSWER "an answer of the LDAP server"

static struct timeval time_left(const struct tg_ldap *ldap)
{
    int left = tg_deadline_left(ldap->deadline);
    return (struct timeval){.tv_sec = left / 1000, .tv_usec = left % 1000 * 1000};
}

static bool is_over(const struct tg_ldap *ldap)
{
    return tg_deadline_left(ldap->deadline) == 0;
}

toegang_status tg_ldap_failed(const struct tg_ldap *ldap, int code, const char *check, toegang_report *report)
{
    const char *expected =
        strcmp(check, CHECK_DIRECTORY_CONNECTION) == 0 ? EXPECTED_CONNECTION : EXPECTED_ANSWER;
    if (code == LDAP_NO_MEMORY) return tg_no_memory(report);
    if (code < 0 && is_over(ldap))
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                         TG_SPAN("none in time"));
    if (code == LDAP_FILTER_ERROR)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_QUERY, "a filter as in RFC 4515",
                         TG_SPAN("something else"));
    if (code < 0)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CONNECTION, expected, TG_SPAN("none"));
    return tg_reportf(report, TOEGANG_UNAVAILABLE, check, expected, "LDAP result %d", code);
}

static bool set(LDAP *handle, int option, int value)
{
    return ldap_set_option(handle, option, &value) == LDAP_OPT_SUCCESS;
}

static bool set_limits(LDAP *handle)
{
    return set(handle, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3) &&
           set(handle, LDAP_OPT_DEREF, LDAP_DEREF_NEVER) && set(handle, LDAP_OPT_SIZELIMIT, LDAP_NO_LIMIT) &&
           set(handle, LDAP_OPT_TIMELIMIT, LDAP_NO_LIMIT) &&
           ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
           ldap_set_option(handle, LDAP_OPT_RESTART, LDAP_OPT_ON) == LDAP_OPT_SUCCESS;
}

static bool set_times(const struct tg_ldap *ldap)
{
    struct timeval left = time_left(ldap);
    return ldap_set_option(ldap->handle, LDAP_OPT_TIMEOUT, &left) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap->handle, LDAP_OPT_NETWORK_TIMEOUT, &left) == LDAP_OPT_SUCCESS;
}

static bool set_text(LDAP *handle, int option, const char *text)
{
    return ldap_set_option(handle, option, text) == LDAP_OPT_SUCCESS;
}

/* A key that is pinned, for instance, is inherited; files are not, but are written all the same. */
static bool set_tls(LDAP *handle, const char *authorities)
{
    return set(handle, LDAP_OPT_X_TLS, LDAP_OPT_X_TLS_NEVER) && /* begun by our word alone */
           set(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND) &&
           set(handle, LDAP_OPT_X_TLS_REQUIRE_SAN, LDAP_OPT_X_TLS_DEMAND) &&
           set(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2) &&
           set(handle, LDAP_OPT_X_TLS_PROTOCOL_MAX, 0) &&
           set_text(handle, LDAP_OPT_X_TLS_PEERKEY_HASH, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_CERTFILE, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_KEYFILE, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_CACERTDIR, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_CRLFILE, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_CIPHER_SUITE, NULL) &&
           set_text(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities) && set(handle, LDAP_OPT_X_TLS_NEWCTX, 0);
}

static int make_handle(struct tg_ldap *ldap, const struct tg_ldap_server *server)
{
    int code = ldap_init_fd(ldap->socket, LDAP_PROTO_EXT, server->address, &ldap->handle);
    if (code != LDAP_SUCCESS) return ldap->handle = NULL, code;
    if (!tg_ldap_attach(ldap) || !set_limits(ldap->handle) || !set_times(ldap)) return LDAP_NO_MEMORY;
    return !server->has_tls || set_tls(ldap->handle, server->authorities) ? LDAP_SUCCESS : LDAP_CONNECT_ERROR;
}

static int encrypt(const struct tg_ldap *ldap, const struct tg_ldap_server *server)
{
    if (!server->has_tls) return LDAP_SUCCESS;
    return server->starts_tls ? ldap_start_tls_s(ldap->handle, NULL, NULL) : ldap_install_tls(ldap->handle);
}

/* libldap may give up a moment before the deadline. */
LDAPMessage *tg_ldap_next(struct tg_ldap *ldap, int number)
{
    LDAPMessage *message = NULL;
    int got = 0;
    while (got == 0 && !is_over(ldap)) {
        struct timeval left = time_left(ldap);
        got = ldap_result(ldap->handle, number, LDAP_MSG_ONE, &left, &message);
    }
    return got > 0 ? message : NULL;
}

/* The name is never NULL: libldap would take one from its environment. */
static int bind_as(struct tg_ldap *ldap, const struct tg_ldap_server *server)
{
    int number = 0, code = LDAP_SUCCESS, said = LDAP_OTHER;
    if (!server->bind) return LDAP_SUCCESS;
    char *password = ber_strdup(server->password);
    if (!password) return LDAP_NO_MEMORY;
    struct berval secret = {strlen(password), password};
    code = ldap_sasl_bind(ldap->handle, server->bind, LDAP_SASL_SIMPLE, &secret, NULL, NULL, &number);
    explicit_bzero(password, secret.bv_len);
    ber_memfree(password);
    if (code != LDAP_SUCCESS) return code;
    LDAPMessage *message = tg_ldap_next(ldap, number);
    if (!message) return LDAP_SERVER_DOWN;
    code = ldap_parse_result(ldap->handle, message, &said, NULL, NULL, NULL, NULL, 1);
    return code == LDAP_SUCCESS ? said : code;
}

toegang_status tg_ldap_connect(struct tg_ldap *ldap, const struct tg_ldap_server *server,
                               toegang_report *report)
{
    ldap->socket = tg_ldap_dial(server, ldap->deadline);
    if (ldap->socket < 0) return tg_ldap_failed(ldap, LDAP_SERVER_DOWN, CHECK_DIRECTORY_CONNECTION, report);
    int code = make_handle(ldap, server);
    if (code == LDAP_SUCCESS) code = encrypt(ldap, server);
    if (code == LDAP_SUCCESS) code = bind_as(ldap, server);
    if (code == LDAP_SUCCESS) return TOEGANG_GOOD;
    toegang_status status = tg_ldap_failed(ldap, code, CHECK_DIRECTORY_CONNECTION, report);
    tg_ldap_close(ldap);
    return status;
}

/* Closing says goodbye, for which there is no time when the deadline has passed. */
void tg_ldap_close(struct tg_ldap *ldap)
{
    if (ldap->handle) (void)ldap_unbind_ext(ldap->handle, NULL, NULL);
    ldap->handle = NULL;
    tg_ldap_hang_up(ldap);
}
