/* SPDX-License-Identifier: Apache-2.0 */
/* The messages that we send to an identity provider and that it sends us: sign-in asked, sign-out both ways, metadata. */
#ifndef TOEGANG_MESSAGE_H
#define TOEGANG_MESSAGE_H

#include <toegang/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One message of ours, signed and ready to go. Immutable, may be shared between threads; texts belong to it. */
typedef struct toegang_message toegang_message;

/* Its ID, unpredictable: keep it with the session of the browser, and give it as in_response_to to what answers. */
TOEGANG_API const char *toegang_message_id(const toegang_message *message);
/* Where the browser is to be sent, signature included (SAML bindings 3.4); "" for metadata. */
TOEGANG_API const char *toegang_message_url(const toegang_message *message);
/* The XML: for a record, and, of metadata, the file to publish. */
TOEGANG_API const char *toegang_message_xml(const toegang_message *message);
/* NULL is nothing. */
TOEGANG_API void toegang_message_free(toegang_message *message);

/* A sign-in that we ask for. Set to {0}, then size = sizeof. Everything is borrowed during the call. */
typedef struct toegang_login {
    size_t size;
    const char *provider;       /* its entity id; NULL: the only one that is trusted */
    const char *relay_state;    /* comes back with the response, unsigned: at most 80 octets; NULL: none */
    int force_authn;            /* 1: the person signs in anew, also where the provider knows a session */
    int passive;                /* 1: the provider asks the person nothing, and answers no when it would have to */
    const char *const *classes; /* digital keys of which one at least, or a stronger one, is asked; */
    size_t class_count;         /* 0: none is asked, and what was used is judged afterwards as ever */
    toegang_time at;
} toegang_login;

/*
 * A samlp:AuthnRequest by HTTP-Redirect; its response is to be posted to the provider's recipient. On GOOD *out is
 * yours. CONFIGURATION: request.key (no signing key), request.endpoint (its metadata names no such address).
 * REFUSED: request.relay-state, saml.metadata.expired, xml.character, redirect.absent. Thread-safe.
 * Source: SAML core 3.4.1, bindings 3.4, profiles 4.1.4.1.
 */
TOEGANG_CHECKED toegang_status toegang_login_request(const toegang_trust *trust, const toegang_login *login,
                                                     toegang_message **out, toegang_report *report);

/*
 * Our own metadata for that provider (NULL: the only one): a signed EntityDescriptor with our certificates, those of
 * decryption_keys for encryption and all others for signing, the recipient and the logout address. until, its
 * validUntil, is after at; NEVER: it states none. On GOOD *out is yours.
 * CONFIGURATION: request.key, request.certificate. Thread-safe. Source: SAML metadata 2.3.2, 2.4.4.
 */
TOEGANG_CHECKED toegang_status toegang_own_metadata(const toegang_trust *trust, const char *provider,
                                                    toegang_time at, toegang_time until, toegang_message **out,
                                                    toegang_report *report);

/*
 * What a host keeps of an identity, to sign the person out later at the provider too; it may store the texts.
 * Set to {0}, then size = sizeof; NULL and "" both mean: not stated.
 */
typedef struct toegang_session {
    size_t size;
    const char *provider; /* toegang_identity_issuer */
    const char *name_id;
    const char *name_id_format;
    const char *name_qualifier;
    const char *sp_name_qualifier;
    const char *session_index;
} toegang_session;

/* The session of an identity; its texts belong to the identity. */
TOEGANG_API toegang_session toegang_identity_session(const toegang_identity *identity);

/*
 * A samlp:LogoutRequest by HTTP-Redirect: the session at the provider is to end. On GOOD *out is yours.
 * CONFIGURATION: request.key, request.endpoint, request.logout (no logout address of ours, where the answer comes).
 * REFUSED: request.session (no NameID), request.relay-state, saml.metadata.expired, xml.character, redirect.absent.
 * Thread-safe. Source: SAML core 3.7.1, profiles 4.4.4.1.
 */
TOEGANG_CHECKED toegang_status toegang_logout_request(const toegang_trust *trust, const toegang_session *session,
                                                      const char *relay_state, toegang_time at,
                                                      toegang_message **out, toegang_report *report);

/*
 * 1 when a browser that is sent to this text stays on this host: an absolute path in UTF-8, at most 2048 octets, that
 * also decoded once or twice begins no other host and holds no control character, backslash or '@', nor "//". Else 0.
 * For a RelayState, or a return address in a request, before it is followed. Stricter than need be: refuse, or lead home.
 */
TOEGANG_API int toegang_is_local_path(const char *text, size_t length);

/* How a message reached us. */
typedef enum toegang_binding {
    TOEGANG_REDIRECT = 1, /* the octets are the query as received, without "?", at most 64 KiB: nothing decoded */
    TOEGANG_POST = 2      /* the octets are the form's field: base64, or XML; at most 256 KiB of XML */
} toegang_binding;

/* A sign-out that a provider or an issuer of tokens asks of us, verified: toegang_logout. Immutable, may be shared. */
/* Texts belong to it. Who asks it: provider, or issuer of tokens. ID or jti: with the issuer the key of a replay memory. */
TOEGANG_API const char *toegang_logout_issuer(const toegang_logout *logout);
TOEGANG_API const char *toegang_logout_id(const toegang_logout *logout);
/* Whose sessions end: NameID as toegang_identity_name_id gives it (of OpenID Connect: sub); "" when only a session. */
TOEGANG_API const char *toegang_logout_name_id(const toegang_logout *logout);
/* The session that ends; "": every session of that person. A further one, from 0; NULL past the last (at most 63). */
TOEGANG_API const char *toegang_logout_session_index(const toegang_logout *logout);
TOEGANG_API const char *toegang_logout_further_session(const toegang_logout *logout, size_t index);
/* Until when a replay memory has to know it, exclusive. */
TOEGANG_API toegang_time toegang_logout_until(const toegang_logout *logout);
/* NULL is nothing. */
TOEGANG_API void toegang_logout_free(toegang_logout *logout);

/*
 * Validates a samlp:LogoutRequest: signed, by HTTP-Redirect over the octets as they came and by POST as a whole; of a
 * provider that is trusted; for our logout address; fresh (its NotOnOrAfter; without one, 300 seconds). On GOOD *out
 * is yours. REFUSED: query.*, deflate.*, redirect.*, base64.*, xml.*, saml.*, logout.*, xmlenc.*. An EncryptedID is
 * opened with the provider's decryption_keys; all failures of that are one: saml.encrypted.decrypt. A RelayState
 * stays the host's: hand it back with the answer, follow it nowhere. Thread-safe.
 * Source: SAML core 3.7.1, bindings 3.4.4.1 and 3.5.4, profiles 4.4.4.1.
 */
TOEGANG_CHECKED toegang_status toegang_verify_logout_request(const toegang_trust *trust, toegang_binding binding,
                                                             const void *octets, size_t length, toegang_time at,
                                                             toegang_logout **out, toegang_report *report);

/*
 * Our samlp:LogoutResponse by HTTP-Redirect, Success when ended is 1, else Responder. relay_state: what came with the
 * request, decoded, at most 1024 octets; NULL: none came. On GOOD *out is yours. As toegang_logout_request otherwise;
 * MISUSE when the logout came from no SAML provider. Source: SAML core 3.7.2, profiles 4.4.4.2.
 */
TOEGANG_CHECKED toegang_status toegang_logout_response(const toegang_trust *trust, const toegang_logout *logout,
                                                       int ended, const char *relay_state, toegang_time at,
                                                       toegang_message **out, toegang_report *report);

/*
 * Validates a samlp:LogoutResponse to our request in_response_to. GOOD: the provider says that the session has
 * ended there. REFUSED: saml.status when it says something else (PartialLogout included, in report->came), and as
 * toegang_verify_logout_request. Whatever the answer, our own session is for the host to end. Thread-safe.
 * Source: SAML core 3.7.2 and 3.7.3, profiles 4.4.4.2.
 */
TOEGANG_CHECKED toegang_status toegang_verify_logout_response(const toegang_trust *trust, toegang_binding binding,
                                                              const void *octets, size_t length,
                                                              const char *in_response_to, toegang_time at,
                                                              toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
