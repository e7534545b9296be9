/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in that we ask for: SAML core 3.4.1, profiles 4.1.4.1. */
#include "assertion/message.h"
#include "base/report.h"

/* The weakest that is enough: a stronger digital key will do as well (core 3.3.2.2.1). */
static void write_classes(struct tg_xml_writer *writer, const toegang_login *login)
{
    if (login->class_count == 0) return;
    tg_xml_put_element(writer, "samlp:RequestedAuthnContext");
    tg_xml_put_attribute(writer, "Comparison", "minimum");
    for (size_t i = 0; i < login->class_count; i++)
        tg_xml_put_leaf(writer, "saml:AuthnContextClassRef", login->classes[i]);
    tg_xml_put_end(writer);
}

/* Where the response is posted is said by us, in signed octets; no NameIDPolicy: a name is no key to us. */
static struct tg_xml_writer *write_request(struct tg_draft *draft, const toegang_login *login, const char *address)
{
    struct tg_xml_writer *writer = tg_xml_write(&draft->scratch, draft->report);
    tg_draft_root(draft, writer, "samlp:AuthnRequest", NULL, address);
    tg_xml_put_attribute(writer, "AssertionConsumerServiceURL", draft->provider->recipient);
    tg_xml_put_attribute(writer, "ForceAuthn", login->force_authn ? "true" : NULL);
    tg_xml_put_attribute(writer, "IsPassive", login->passive ? "true" : NULL);
    tg_xml_put_attribute(writer, "ProtocolBinding", TG_BINDINGS "HTTP-POST");
    tg_draft_issuer(draft, writer);
    write_classes(writer, login);
    tg_xml_put_end(writer);
    return writer;
}

static bool is_sane(const toegang_login *login)
{
    if (!login || login->size < sizeof *login || (login->class_count > 0 && !login->classes)) return false;
    for (size_t i = 0; i < login->class_count; i++)
        if (!login->classes[i] || !*login->classes[i]) return false;
    return true;
}

toegang_status toegang_login_request(const toegang_trust *trust, const toegang_login *login, toegang_message **out,
                                     toegang_report *report)
{
    struct tg_draft draft;
    if (!trust || !out || !is_sane(login)) return tg_misuse(report, "trust, login with its size, and out");
    toegang_status status = tg_draft_begin(&draft, trust, login->provider, login->at, report);
    const char *address = draft.described ? draft.described->metadata.sign_on : NULL;
    if (status == TOEGANG_GOOD)
        status = tg_draft_address(&draft, address, "a SingleSignOnService for HTTP-Redirect", login->at);
    if (status == TOEGANG_GOOD)
        status = tg_draft_redirect(&draft, write_request(&draft, login, address), "SAMLRequest", address,
                                   login->relay_state, TG_RELAY_STATE_OWN);
    return tg_draft_end(&draft, status, out);
}
