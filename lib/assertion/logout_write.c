/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-out that we ask for, and our answer to that of a provider: SAML core 3.7, profiles 4.4. */
#include "assertion/check_message.h"
#include "assertion/logout.h"
#include "assertion/message.h"
#include "base/report.h"
#include "base/time.h"

#define STATUS "urn:oasis:names:tc:SAML:2.0:status:"
#define LIFETIME 300 /* seconds that our request is good for */

static const char *stated(const char *text)
{
    return text && *text ? text : NULL;
}

/* The name exactly as it was stated, its qualifiers too: the provider compares them (core 3.3.4, 8.3.7). */
static void write_name(struct tg_xml_writer *writer, const toegang_session *session)
{
    tg_xml_put_element(writer, "saml:NameID");
    tg_xml_put_attribute(writer, "Format", stated(session->name_id_format));
    tg_xml_put_attribute(writer, "NameQualifier", stated(session->name_qualifier));
    tg_xml_put_attribute(writer, "SPNameQualifier", stated(session->sp_name_qualifier));
    tg_xml_put_text(writer, session->name_id);
    tg_xml_put_end(writer);
}

static struct tg_xml_writer *write_request(struct tg_draft *draft, const toegang_session *session,
                                           const char *address, toegang_time at)
{
    char end[32];
    struct tg_xml_writer *writer = tg_xml_write(&draft->scratch, draft->report);
    toegang_time_format(tg_time_add(at, LIFETIME), end);
    tg_draft_root(draft, writer, "samlp:LogoutRequest", NULL, address);
    tg_xml_put_attribute(writer, "NotOnOrAfter", end);
    tg_draft_issuer(draft, writer);
    write_name(writer, session);
    if (stated(session->session_index)) tg_xml_put_leaf(writer, "samlp:SessionIndex", session->session_index);
    tg_xml_put_end(writer);
    return writer;
}

static toegang_status check_session(const struct tg_draft *draft, const toegang_session *session)
{
    if (!stated(session->name_id))
        return tg_refuse(draft->report, CHECK_REQUEST_SESSION, "a session with a NameID", TG_SPAN("none"));
    if (draft->provider->own.logout) return TOEGANG_GOOD;
    return tg_report(draft->report, TOEGANG_CONFIGURATION, CHECK_REQUEST_LOGOUT, "a logout address of ours",
                     TG_SPAN("none"));
}

toegang_status toegang_logout_request(const toegang_trust *trust, const toegang_session *session,
                                      const char *relay_state, toegang_time at, toegang_message **out,
                                      toegang_report *report)
{
    struct tg_draft draft;
    if (!trust || !out || !session || session->size < sizeof *session || !stated(session->provider))
        return tg_misuse(report, "trust, session with its size and provider, and out");
    toegang_status status = tg_draft_begin(&draft, trust, session->provider, at, report);
    const char *address = draft.described ? draft.described->metadata.logout : NULL;
    if (status == TOEGANG_GOOD) status = check_session(&draft, session);
    if (status == TOEGANG_GOOD)
        status = tg_draft_address(&draft, address, "a SingleLogoutService for HTTP-Redirect", at);
    if (status == TOEGANG_GOOD)
        status = tg_draft_redirect(&draft, write_request(&draft, session, address, at), "SAMLRequest", address,
                                   relay_state, TG_RELAY_STATE_OWN);
    return tg_draft_end(&draft, status, out);
}

static struct tg_xml_writer *write_response(struct tg_draft *draft, const toegang_logout *logout, bool ended,
                                            const char *address)
{
    struct tg_xml_writer *writer = tg_xml_write(&draft->scratch, draft->report);
    tg_draft_root(draft, writer, "samlp:LogoutResponse", logout->id, address);
    tg_draft_issuer(draft, writer);
    tg_xml_put_element(writer, "samlp:Status");
    tg_xml_put_element(writer, "samlp:StatusCode");
    tg_xml_put_attribute(writer, "Value", ended ? STATUS "Success" : STATUS "Responder");
    for (int open = 3; open > 0; open--) tg_xml_put_end(writer);
    return writer;
}

toegang_status toegang_logout_response(const toegang_trust *trust, const toegang_logout *logout, int ended,
                                       const char *relay_state, toegang_time at, toegang_message **out,
                                       toegang_report *report)
{
    struct tg_draft draft;
    if (!trust || !out || !logout) return tg_misuse(report, "trust, logout and out");
    toegang_status status = tg_draft_begin(&draft, trust, logout->issuer, at, report);
    const char *address = draft.described ? draft.described->metadata.logout_answer : NULL;
    if (status == TOEGANG_GOOD)
        status = tg_draft_address(&draft, address, "a SingleLogoutService for HTTP-Redirect", at);
    if (status == TOEGANG_GOOD)
        status = tg_draft_redirect(&draft, write_response(&draft, logout, ended != 0, address), "SAMLResponse",
                                   address, relay_state, TG_RELAY_STATE_ECHO);
    return tg_draft_end(&draft, status, out);
}
