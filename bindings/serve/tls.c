/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <string.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "tls.h"

struct tls_context {
    SSL_CTX *ssl;
    const char *clients; /* names, separated by commas; NULL: whoever has a certificate of the authorities */
};

struct tls {
    SSL *ssl;
    const char *clients;
};

/* ---- the context: what was read of the files ---- */

static bool complain(const char *what, const char *file)
{
    const char *reason = ERR_reason_error_string(ERR_peek_error());
    log_eventf(LEVEL_ERROR, "certificates", "%s %s: %s", what, file, reason ? reason : "unknown");
    ERR_clear_error();
    return false;
}

static bool set_rules(SSL_CTX *ssl)
{
    /* No resumption: each handshake shows the certificate anew. */
    SSL_CTX_set_options(ssl, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(ssl, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(ssl, 0);
    SSL_CTX_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    SSL_CTX_set_verify_depth(ssl, 5);
    return (SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION) == 1 &&
            SSL_CTX_set_cipher_list(ssl, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1) ||
           complain("TLS", "1.2");
}

static bool read_files(SSL_CTX *ssl, const struct settings *settings)
{
    if (SSL_CTX_use_certificate_chain_file(ssl, settings->certificate) != 1)
        return complain("the certificate", settings->certificate);
    if (SSL_CTX_use_PrivateKey_file(ssl, settings->key, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(ssl) != 1)
        return complain("the key", settings->key);
    STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(settings->authorities);
    if (!names || SSL_CTX_load_verify_file(ssl, settings->authorities) != 1) {
        sk_X509_NAME_pop_free(names, X509_NAME_free);
        return complain("the authorities", settings->authorities);
    }
    SSL_CTX_set_client_CA_list(ssl, names);
    return true;
}

struct tls_context *tls_open(const struct settings *settings)
{
    struct tls_context *context = calloc(1, sizeof *context);
    if (!context) return log_event(LEVEL_ERROR, "memory", "the certificates have no room"), NULL;
    context->clients = settings->clients;
    context->ssl = SSL_CTX_new(TLS_server_method());
    if (!context->ssl) complain("TLS", "at all");
    if (context->ssl && set_rules(context->ssl) && read_files(context->ssl, settings)) return context;
    tls_close(context);
    return NULL;
}

void tls_close(struct tls_context *context)
{
    if (!context) return;
    SSL_CTX_free(context->ssl);
    free(context);
}

/* ---- one connection ---- */

struct tls *tls_begin(struct tls_context *context, int socket)
{
    struct tls *tls = calloc(1, sizeof *tls);
    if (!tls) return NULL;
    tls->clients = context->clients;
    tls->ssl = SSL_new(context->ssl);
    if (tls->ssl && SSL_set_fd(tls->ssl, socket) == 1) return tls;
    tls_end(tls);
    return NULL;
}

static long result_of(struct tls *tls, int result)
{
    int error = SSL_get_error(tls->ssl, result);
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ) return TRANSPORT_READS;
    if (error == SSL_ERROR_WANT_WRITE) return TRANSPORT_WRITES;
    return error == SSL_ERROR_ZERO_RETURN ? TRANSPORT_ENDED : TRANSPORT_FAILED;
}

/* The names in subjectAltName, as they are: neither a wildcard nor the subject speaks for a client. */
static bool is_named(X509 *certificate, const char *names)
{
    const unsigned flags = X509_CHECK_FLAG_NO_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    for (size_t length; *names; names += length, names += *names == ',') {
        length = strcspn(names, ",");
        if (length > 0 && X509_check_host(certificate, names, length, flags, NULL) == 1) return true;
    }
    return false;
}

static bool is_welcome(const struct tls *tls)
{
    X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
    if (!certificate || SSL_get_verify_result(tls->ssl) != X509_V_OK) return false;
    return !tls->clients || is_named(certificate, tls->clients);
}

/* What is wrong with the certificate, where it is the certificate. */
static void log_failure(const struct tls *tls, const char *caller, unsigned long error)
{
    const long verified = SSL_get_verify_result(tls->ssl);
    const char *reason = error ? ERR_reason_error_string(error) : "the client is not one of --clients";
    if (verified != X509_V_OK) reason = X509_verify_cert_error_string(verified);
    log_eventf(LEVEL_WARNING, "handshake", "%s: %s", caller, reason ? reason : "unknown");
}

long tls_accept(struct tls *tls, const char *caller)
{
    int result = SSL_accept(tls->ssl);
    unsigned long error = result == 1 ? 0 : ERR_peek_error();
    if (result == 1 && is_welcome(tls)) return 1;
    long came = result == 1 ? TRANSPORT_FAILED : result_of(tls, result);
    if (came == TRANSPORT_FAILED && (error || result == 1)) log_failure(tls, caller, error);
    return came;
}

long tls_read(struct tls *tls, char *out, size_t size)
{
    int result = SSL_read(tls->ssl, out, size > INT_MAX ? INT_MAX : (int)size);
    return result > 0 ? result : result_of(tls, result);
}

long tls_write(struct tls *tls, const char *octets, size_t length)
{
    int result = SSL_write(tls->ssl, octets, length > INT_MAX ? INT_MAX : (int)length);
    return result > 0 ? result : result_of(tls, result);
}

/* Of visible characters, since it goes into evidence and the log. */
static bool take_name(const GENERAL_NAME *name, char *out, size_t size)
{
    if (name->type != GEN_DNS) return false;
    const unsigned char *text = ASN1_STRING_get0_data(name->d.dNSName);
    int length = ASN1_STRING_length(name->d.dNSName);
    if (length <= 0 || (size_t)length >= size) return false;
    for (int i = 0; i < length; i++)
        if (text[i] <= ' ' || text[i] > '~') return false;
    memcpy(out, text, (size_t)length);
    out[length] = '\0';
    return true;
}

void tls_name(const struct tls *tls, char *out, size_t size)
{
    X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
    GENERAL_NAMES *names =
        certificate ? X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL) : NULL;
    bool taken = false;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names) && !taken; i++)
        taken = take_name(sk_GENERAL_NAME_value(names, i), out, size);
    GENERAL_NAMES_free(names);
}

bool tls_holds(const struct tls *tls)
{
    return SSL_has_pending(tls->ssl) == 1;
}

void tls_finish(struct tls *tls)
{
    (void)SSL_shutdown(tls->ssl);
    ERR_clear_error();
}

void tls_end(struct tls *tls)
{
    SSL_free(tls->ssl);
    free(tls);
}
