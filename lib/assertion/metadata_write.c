/* SPDX-License-Identifier: Apache-2.0 */
/* What we tell a provider of ourselves: SAML metadata 2.3.2, 2.4.1, 2.4.4. */
#include "assertion/check_message.h"
#include "assertion/message.h"
#include "assertion/xmlenc.h"
#include "base/report.h"
#include "xmlsign.h"

struct own_metadata {
    const struct tg_draft *draft;
    const char *until; /* NULL: it states no end */
};

static void put_key_info(struct tg_xml_writer *writer, const char *certificate)
{
    tg_xml_put_element(writer, "ds:KeyInfo");
    tg_xml_put_attribute(writer, "xmlns:ds", TG_NS_XMLDSIG);
    tg_xml_put_element(writer, "ds:X509Data");
    tg_xml_put_leaf(writer, "ds:X509Certificate", certificate);
    for (int open = 2; open > 0; open--) tg_xml_put_end(writer);
}

static void put_signing(struct tg_xml_writer *writer, const char *certificate)
{
    tg_xml_put_element(writer, "md:KeyDescriptor");
    tg_xml_put_attribute(writer, "use", "signing");
    put_key_info(writer, certificate);
    tg_xml_put_end(writer);
}

/* With the algorithms that we take (metadata 2.4.1.1): Shibboleth chooses among them, others have their own settings. */
static void put_encryption(struct tg_xml_writer *writer, const char *certificate, bool allow_cbc)
{
    const char *taken;
    tg_xml_put_element(writer, "md:KeyDescriptor");
    tg_xml_put_attribute(writer, "use", "encryption");
    put_key_info(writer, certificate);
    for (size_t n = 0; (taken = tg_xmlenc_taken(n, allow_cbc)); n++) {
        tg_xml_put_element(writer, "md:EncryptionMethod");
        tg_xml_put_attribute(writer, "Algorithm", taken);
        tg_xml_put_end(writer);
    }
    tg_xml_put_end(writer);
}

/*
 * One KeyDescriptor for each use, also where one key has both: every reader knows those, while one without use may be
 * passed over by a reader that asks for a use, and the algorithms say nothing of signing.
 */
static void put_keys(struct tg_xml_writer *writer, const struct tg_provider *provider)
{
    const struct tg_own *own = &provider->own;
    for (size_t i = 0; i < own->certificate_count; i++)
        if (own->certificates[i].signs) put_signing(writer, own->certificates[i].text);
    for (size_t i = 0; i < own->certificate_count; i++)
        if (own->certificates[i].decrypts) put_encryption(writer, own->certificates[i].text, provider->allow_cbc);
}

static void put_service(struct tg_xml_writer *writer, const char *name, const char *binding, const char *location,
                        const char *index)
{
    tg_xml_put_element(writer, name);
    tg_xml_put_attribute(writer, "Binding", binding);
    tg_xml_put_attribute(writer, "Location", location);
    tg_xml_put_attribute(writer, "index", index);
    tg_xml_put_end(writer);
}

/* In the order of the schema. Sign-outs may reach us both ways, sign-ins by POST only. */
static void put_role(struct tg_xml_writer *writer, const struct tg_provider *provider)
{
    const struct tg_own *own = &provider->own;
    tg_xml_put_element(writer, "md:SPSSODescriptor");
    tg_xml_put_attribute(writer, "AuthnRequestsSigned", "true");
    tg_xml_put_attribute(writer, "WantAssertionsSigned", "true");
    tg_xml_put_attribute(writer, "protocolSupportEnumeration", TG_NS_SAMLP);
    put_keys(writer, provider);
    if (own->logout) {
        put_service(writer, "md:SingleLogoutService", TG_BINDINGS "HTTP-Redirect", own->logout, NULL);
        put_service(writer, "md:SingleLogoutService", TG_BINDINGS "HTTP-POST", own->logout, NULL);
    }
    put_service(writer, "md:AssertionConsumerService", TG_BINDINGS "HTTP-POST", provider->recipient, "0");
    tg_xml_put_end(writer);
}

static void put_entity(struct tg_xml_writer *writer, const void *what, const struct tg_xmlsign *signature)
{
    const struct own_metadata *own = what;
    tg_xml_put_element(writer, "md:EntityDescriptor");
    tg_xml_put_attribute(writer, "xmlns:md", TG_NS_METADATA);
    tg_xml_put_attribute(writer, "ID", own->draft->id);
    tg_xml_put_attribute(writer, "entityID", own->draft->provider->audience);
    tg_xml_put_attribute(writer, "validUntil", own->until);
    tg_xmlsign_put(writer, signature);
    put_role(writer, own->draft->provider);
    tg_xml_put_end(writer);
}

static toegang_status write(struct tg_draft *draft, toegang_time until)
{
    char text[32];
    struct tg_span xml = {NULL, 0};
    const struct own_metadata what = {draft, until != TOEGANG_NEVER ? text : NULL};
    const struct tg_own *own = &draft->provider->own;
    if (own->certificate_count == 0)
        return tg_report(draft->report, TOEGANG_CONFIGURATION, CHECK_REQUEST_CERTIFICATE, "a certificate of ours",
                         TG_SPAN("none"));
    if (!tg_message_time(until, text) && until != TOEGANG_NEVER)
        return tg_misuse(draft->report, "an instant in the years 1 to 9999");
    toegang_status status = tg_xmlsign(own, draft->trust->crypto, draft->id, put_entity, &what, &draft->scratch, &xml,
                                       draft->report);
    return status == TOEGANG_GOOD ? tg_draft_keep(draft, xml, "") : status;
}

toegang_status toegang_own_metadata(const toegang_trust *trust, const char *provider, toegang_time at,
                                    toegang_time until, toegang_message **out, toegang_report *report)
{
    struct tg_draft draft;
    if (!trust || !out || until <= at) return tg_misuse(report, "trust, an until after at, and out");
    toegang_status status = tg_draft_begin(&draft, trust, provider, at, report);
    if (status == TOEGANG_GOOD) status = write(&draft, until);
    return tg_draft_end(&draft, status, out);
}
