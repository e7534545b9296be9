/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/message.h"

#include "assertion/check_message.h"
#include "assertion/xmldsig.h"
#include "base/hex.h"
#include "base/report.h"
#include "base/time.h"

#define ID_OCTETS 20 /* core 1.3.4: 128 to 160 random bits */

const char *toegang_message_id(const toegang_message *message)
{
    return message->id;
}

const char *toegang_message_url(const toegang_message *message)
{
    return message->url;
}

const char *toegang_message_xml(const toegang_message *message)
{
    return message->xml;
}

void toegang_message_free(toegang_message *message)
{
    if (!message) return;
    struct tg_arena arena = message->arena;
    tg_arena_free(&arena);
}

static toegang_message *new_message(void)
{
    struct tg_arena arena = {0};
    toegang_message *message = tg_arena_take(&arena, sizeof *message);
    if (message) *message = (toegang_message){.arena = arena, .id = "", .url = "", .xml = ""};
    return message;
}

/* An ID begins with no digit: xs:ID. */
static toegang_status write_id(char out[TG_MESSAGE_ID_SIZE], toegang_report *report)
{
    uint8_t octets[ID_OCTETS];
    toegang_status status = tg_random(octets, sizeof octets, report);
    if (status != TOEGANG_GOOD) return status;
    out[0] = '_';
    tg_hex_write(octets, ID_OCTETS, out + 1);
    return TOEGANG_GOOD;
}

bool tg_message_time(toegang_time time, char out[32])
{
    toegang_time read;
    toegang_time_format(time, out);
    return tg_time_read(tg_span_of(out), TG_ROUND_DOWN, &read) && read == time;
}

toegang_status tg_draft_begin(struct tg_draft *draft, const toegang_trust *trust, const char *provider,
                              toegang_time at, toegang_report *report)
{
    *draft = (struct tg_draft){.trust = trust, .report = report};
    draft->provider = tg_trust_choose(trust, provider, report);
    if (!draft->provider) return TOEGANG_MISUSE;
    draft->described = tg_provider_take(draft->provider);
    if (!tg_message_time(at, draft->issued)) return tg_misuse(report, "an instant in the years 1 to 9999");
    if (!draft->provider->own.key)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_REQUEST_KEY, "a signing key of ours",
                         TG_SPAN("none"));
    draft->message = new_message();
    return draft->message ? write_id(draft->id, report) : tg_no_memory(report);
}

toegang_status tg_draft_address(struct tg_draft *draft, const char *address, const char *service, toegang_time at)
{
    toegang_status status = tg_metadata_check_valid(&draft->described->metadata, at, draft->report);
    if (status != TOEGANG_GOOD || address) return status;
    return tg_report(draft->report, TOEGANG_CONFIGURATION, CHECK_REQUEST_ENDPOINT, service, TG_SPAN("none"));
}

void tg_draft_root(const struct tg_draft *draft, struct tg_xml_writer *writer, const char *name,
                   const char *in_response_to, const char *address)
{
    tg_xml_put_element(writer, name);
    tg_xml_put_attribute(writer, "xmlns:saml", TG_NS_SAML);
    tg_xml_put_attribute(writer, "xmlns:samlp", TG_NS_SAMLP);
    tg_xml_put_attribute(writer, "Destination", address);
    tg_xml_put_attribute(writer, "ID", draft->id);
    tg_xml_put_attribute(writer, "InResponseTo", in_response_to);
    tg_xml_put_attribute(writer, "IssueInstant", draft->issued);
    tg_xml_put_attribute(writer, "Version", "2.0");
}

void tg_draft_issuer(const struct tg_draft *draft, struct tg_xml_writer *writer)
{
    tg_xml_put_leaf(writer, "saml:Issuer", draft->provider->audience);
}

toegang_status tg_draft_keep(struct tg_draft *draft, struct tg_span xml, const char *url)
{
    toegang_message *message = draft->message;
    message->id = tg_arena_text(&message->arena, tg_span_of(draft->id));
    message->xml = tg_arena_text(&message->arena, xml);
    message->url = tg_arena_text(&message->arena, tg_span_of(url));
    return message->id && message->xml && message->url ? TOEGANG_GOOD : tg_no_memory(draft->report);
}

toegang_status tg_draft_end(struct tg_draft *draft, toegang_status status, toegang_message **out)
{
    if (draft->described) tg_provider_give(draft->provider, draft->described);
    tg_arena_free(&draft->scratch);
    if (status == TOEGANG_GOOD)
        *out = draft->message;
    else
        toegang_message_free(draft->message);
    return status;
}
